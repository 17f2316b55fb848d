"""No file and no function outgrows its reader, and every module says what it is."""

from pathlib import PurePath

import pytest

from tests.house.laws import FILE_LINES, FUNCTION_LINES, breaches
from tests.house.tree import ROOT, python_files

DOC = '"""What it is."""\n'


def function(lines: int) -> str:
    """A module with one function of so many lines."""
    return f"{DOC}def f() -> None:\n" + "    pass\n" * (lines - 1)


def test_every_source_keeps_the_laws() -> None:
    broken = {
        path.relative_to(ROOT).as_posix(): breaches(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
        for path in python_files()
    }
    assert {name: words for name, words in broken.items() if words} == {}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", DOC + "x = 1\n" * FILE_LINES),
        ("a.py", function(FUNCTION_LINES + 1)),
        ("a.py", function(FUNCTION_LINES + 1).replace("def", "async def")),
        ("a.py", "x = 1\n"),
        ("crawler/url_utils.py", DOC),
        ("storage/helpers.py", DOC),
        ("jobs/run_manager.py", DOC),
        ("common/dates.py", DOC),
    ],
)
def test_a_breach_is_seen(name: str, source: str) -> None:
    assert len(breaches(PurePath(name), source)) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", DOC + "x = 1\n" * (FILE_LINES - 1)),
        ("a.py", function(FUNCTION_LINES)),
        ("a/__init__.py", ""),
        ("checks/commonness.py", DOC),
    ],
)
def test_what_only_looks_like_a_breach_is_left_alone(name: str, source: str) -> None:
    assert breaches(PurePath(name), source) == []
