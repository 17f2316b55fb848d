"""What changed on a card and why."""

from datetime import timedelta

from reports.changes import CardChange, change_object, change_rows, compare
from reports.scores import ScoreSheet
from rubric_map.scorecard import Scorecard
from tests.reports.score_cards import AT, card

LATER = AT + timedelta(days=1)


def sheet(made: Scorecard) -> ScoreSheet:
    return ScoreSheet.from_json(made.to_json())


def moved(before: Scorecard, after: Scorecard) -> CardChange:
    return compare(sheet(before), sheet(after), {}, {})


def test_only_items_that_moved_are_named() -> None:
    change = moved(card("甲局", {"1": "3"}), card("甲局", {"1": "4", "3": "2"}, at=LATER))
    assert [row[1:6] for row in change_rows([change])] == [
        ("1", "栏目", "3", "4", "+1"),
        ("3", "培训", "0–5", "2", ""),
    ]


def test_nothing_moved() -> None:
    assert moved(card("甲局", {"1": "3"}), card("甲局", {"1": "3"}, at=LATER)).items == ()


def test_a_decision_is_the_reason() -> None:
    (change,) = moved(card("甲局", {"1": "3"}), card("甲局", {"1": "3"}, {"1": "1"}, at=LATER)).items
    assert change.whys == ("政府办核定为 1 分：=复核属实",)
    (back,) = moved(card("甲局", {"1": "3"}, {"1": "1"}), card("甲局", {"1": "3"}, at=LATER)).items
    assert back.whys == ("政府办核定的 1 分不再有效",)


def test_where_nothing_else_moved_the_reasons_tell() -> None:
    (change,) = moved(card("甲局", {}), card("甲局", {"3": "5"}, at=LATER)).items
    assert change.whys == ("理由由“由人工评定”变为“测评给分 5/5”",)


def test_no_card_before() -> None:
    change = compare(None, sheet(card("甲局", {})), {}, {})
    assert change.items == ()
    assert change_object(change)["before"] is None
