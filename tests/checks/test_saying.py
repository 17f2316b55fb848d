"""What a check may say: a fault of the check is named in its result, and nothing it said wrongly is stored."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checks.api import Check, site_check
from checks.model import Inapplicable, Measure, Outcome, Problem
from checks.testing import FakeSite, run_check
from evidence.errors import EnvironmentError_
from evidence.site import Site
from storage.verdicts import pack_said

SITE = FakeSite.of({"/": "<p>首页</p>"})


def saying(*statements: Any) -> Check:
    @site_check(
        "said", title="所说", version=1, needs=(), codes={"bad": "问题"}, measures={"count": "数"}, options=None
    )
    def check(site: Site, options: None) -> Iterable[Any]:
        yield from statements

    return check


def problem(**evidence: Any) -> Problem:
    return Problem(code="bad", message="有问题。", page_url=SITE.info.url, evidence=evidence)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("栏目空白", "str"),  # else it would pass for a clean site
        (None, "NoneType"),
        (Problem(code="odd", message="有问题。", page_url="http://www.example.gov.cn/"), "odd"),
        (Measure(name="size", value=1), "size"),
        (Measure(name="count", value=0.5), "float"),  # type: ignore[arg-type]  # an author's slip
        (problem(day=date(2026, 1, 1)), "date"),
        (problem(rows=[{"share": Decimal(1)}]), "Decimal"),
        (problem(names={"甲"}), "set"),
        (problem(rows={1: "甲"}), "key"),
    ],
)
def test_what_a_check_may_not_say_is_its_error(statement: object, named: str) -> None:
    result = run_check(saying(Inapplicable(reason="没有栏目"), statement), SITE)
    assert result.outcome is Outcome.ERROR
    assert named in result.reason
    assert not result.findings
    assert not result.measures


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        (problem(days=[1, None, {"share": 0.5, "whole": True}], rows=("甲", "乙")), Outcome.FAILED),
        (Measure(name="count", value=date(2026, 1, 1)), Outcome.PASSED),
        (Measure(name="count", value=Decimal("0.5")), Outcome.PASSED),
    ],
)
def test_what_it_may_say_can_be_stored(statement: object, outcome: Outcome) -> None:
    result = run_check(saying(statement), SITE)
    assert result.outcome is outcome
    assert pack_said(result)


def test_a_fault_of_the_machine_is_no_error_of_the_check() -> None:
    @site_check("said", title="所说", version=1, needs=(), codes={}, options=None)
    def check(site: Site, options: None) -> Iterable[Any]:
        raise EnvironmentError_("磁盘已满")

    with pytest.raises(EnvironmentError_, match="磁盘已满"):
        run_check(check, SITE)
