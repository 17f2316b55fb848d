"""The page for authors of checks: what stands there as code runs and says what it is said to say."""

import re
from typing import Any

import pytest

import checks
from checks.testing import FakeSite, run_check
from evidence.records import Coverage
from tests.house.tree import ROOT

BLOCKS = re.findall(
    r"```python\n(.*?)```", (ROOT / "docs" / "writing-checks.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """What an author has who copied every block into one file."""
    names: dict[str, Any] = {name: getattr(checks, name) for name in checks.__all__}
    exec("\n".join(BLOCKS), names)
    return names


def test_the_test_on_the_page_passes(page: dict[str, Any]) -> None:
    page["test_a_page_without_a_title"]()


def test_the_site_check_on_the_page_tells_missing_from_unseen(page: dict[str, Any]) -> None:
    with_it = FakeSite.of({"/": "<title>首页</title>", "/a.html": "<title>网站说明</title>"})
    without = FakeSite.of({"/": "<title>首页</title>"})
    unseen = FakeSite.of({"/": "<title>首页</title>"}, coverage=Coverage(complete=False))
    said = [run_check(page["about_page"], site) for site in (with_it, without, unseen)]
    assert [[finding.code for finding in result.findings] for result in said] == [[], ["missing"], []]
    assert [len(result.unknowns) for result in said] == [0, 0, 1]
