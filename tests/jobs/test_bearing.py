"""A finding names the items that count it, not every item in which somebody may find it a clue."""

from collections.abc import Mapping, Sequence
from typing import Any

from jobs.bearing import MOST_CLUES, bearing
from reports.scores import ScoreSheet


def sheet(rubric: str, items: Mapping[str, Sequence[tuple[str, Sequence[str]]]], unit: str = "") -> ScoreSheet:
    """A card whose items have lines of a kind that name findings."""
    entries: list[dict[str, Any]] = [
        {"number": number, "title": "", "lines": [_line(kind, marks) for kind, marks in lines]}
        for number, lines in items.items()
    ]
    at = "2026-11-21T00:00:00+00:00"
    return ScoreSheet.from_json({"site": "s", "unit": unit, "rubric": rubric, "observed_at": at, "items": entries})


def _line(kind: str, marks: Sequence[str]) -> dict[str, Any]:
    return {"kind": kind, "cost": None if kind == "manual" else 1, "findings": marks}


def said(*sheets: ScoreSheet) -> dict[str, list[tuple[str, str]]]:
    return {mark: [(one.rubric, one.item) for one in items] for mark, items in bearing(sheets).items()}


def test_an_item_that_counts_it_leaves_the_clues_out() -> None:
    card = sheet("甲", {"1": [("manual", ["f"])], "2": [("manual", ["f", "g"]), ("deduct", ["f"])]})
    assert said(card) == {"f": [("甲", "2")], "g": [("甲", "2")]}


def test_a_clue_to_many_items_is_none() -> None:
    many = {str(n): [("manual", ["f"])] for n in range(MOST_CLUES + 1)}
    assert said(sheet("甲", many)) == {}
    del many["0"]
    assert said(sheet("甲", many)) == {"f": [("甲", item) for item in many]}


def test_each_rubric_speaks_for_itself_and_each_item_once() -> None:
    cards = [sheet("甲", {"1": [("deduct", ["f"])]}, unit) for unit in ("", "区财政局")]
    assert said(*cards, sheet("乙", {"9": [("convert", ["f"])]})) == {"f": [("乙", "9"), ("甲", "1")]}
    assert [one.points for one in bearing(cards)["f"]] == [1]
