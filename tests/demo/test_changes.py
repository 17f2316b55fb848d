"""How planted content changes a page."""

from datetime import date
from typing import Any

import pytest

from demo.changes import Edit, PageChanges, changes_of, dated

TODAY = date(2026, 11, 21)


def test_days_and_years_are_counted_from_today() -> None:
    assert dated("{day:1} {day:0} {day:-10} {year} {year-1}", TODAY) == "2026-11-20 2026-11-21 2026-12-01 2025 2024"
    assert dated("{jahr} {{title}}", TODAY) == "{jahr} {{title}}"


def test_an_edit_is_made_once_and_an_idle_one_is_an_error() -> None:
    assert PageChanges(edits=(Edit("(a)", r"\1!"),)).edited("banana") == "ba!nana"
    with pytest.raises(LookupError, match="nothing to edit: x"):
        PageChanges(edits=(Edit("x", "y"),)).edited("banana")


def test_changes_of_one_page_are_gathered_and_empty_ones_left_out() -> None:
    entries: list[dict[str, Any]] = [
        {"page": "/a/", "also": ["/b/"], "href": "/x", "text": "<甲>"},
        {"page": "/a/", "block": "<p>{day:1}</p>"},
        {"page": "/a/", "edits": [["x", "{year}"]]},
        {"page": "/c/", "as": "none"},
    ]
    made = changes_of({}, entries, TODAY)
    assert set(made) == {"/a/", "/b/"}
    assert made["/b/"].extras == ('<a href="/x">&lt;甲&gt;</a>',)
    assert made["/a/"].blocks == ("<p>2026-11-20</p>",)
    assert made["/a/"].edits == (Edit("x", "2025"),)
