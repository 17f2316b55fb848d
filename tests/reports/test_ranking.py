"""The ranking: by what is surely earned, with the places that are still possible, and what sets units apart."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.ranking import place_cells, rank, ranking_object
from rubric_map.facts import Facts
from rubric_map.library import packaged
from rubric_map.mapper import score
from rubric_map.statement_sheets import SheetKind, entries
from rubric_map.statements import StatedFact, Statement, outside_of
from tests.reports.score_cards import AT, RUBRIC, card

ALL = {"1": "4", "on-time": "2", "whole": "4", "3": "5"}


def test_what_is_open_makes_places_uncertain() -> None:
    ranking = rank(
        RUBRIC, [card("", ALL), card("甲局", {"1": "4"}), card("乙局", ALL), card("丙局", {**ALL, "3": "0"})]
    )
    places = {one.unit: (one.place, one.best, one.worst) for one in ranking.places}
    assert places == {"乙局": (1, 1, 1), "丙局": (2, 2, 3), "甲局": (3, 1, 3)}
    assert [one.unit for one in ranking.places] == ["乙局", "丙局", "甲局"]


def test_only_what_is_sure_sets_units_apart() -> None:
    ranking = rank(RUBRIC, [card("甲局", {"1": "4"}), card("乙局", ALL), card("丙局", {**ALL, "3": "0"})])
    (divider,) = ranking.dividers
    assert (divider.number, divider.gap) == ("3", Decimal(5))
    assert (divider.ahead, divider.behind) == (("乙局",), ("丙局",))
    lags = {one.unit: [(lag.number, lag.points) for lag in one.lags] for one in ranking.places}
    assert lags == {"甲局": [], "乙局": [], "丙局": [("3", Decimal(5))]}
    assert place_cells(ranking.places[1])[5] == "3 培训（少 5）"


def test_equal_units_share_a_place() -> None:
    ranking = rank(RUBRIC, [card("甲局", ALL), card("乙局", ALL)])
    assert [(one.unit, one.place, one.best, one.worst) for one in ranking.places] == [
        ("乙局", 1, 1, 1),
        ("甲局", 1, 1, 1),
    ]
    assert ranking.dividers == ()


def test_a_task_list_is_ranked_by_tasks_met() -> None:
    rubric = packaged("xinjin-2021")
    keys = [entry.number for entry in entries(rubric, SheetKind.FACT)]
    facts = [StatedFact(number=key, holds=True, source="现场") for key in keys]
    done = outside_of([Statement(unit="甲局", rubric=rubric.id, stated=fact) for fact in facts], {})
    cards = [
        score(rubric, Facts(), site="jia", unit="甲局", observed_at=AT, outside=done),
        score(rubric, Facts(), site="jia", unit="乙局", observed_at=AT),
    ]
    ranking = rank(rubric, cards)
    assert [one.unit for one in ranking.places] == ["甲局", "乙局"]
    assert ranking.max == 20
    assert ranking.places[0].low > 0 == ranking.places[1].low


def test_a_ranking_is_json() -> None:
    data = json.loads(json.dumps(ranking_object(rank(RUBRIC, [card("甲局", ALL), card("乙局", {})]))))
    assert [one["unit"] for one in data["places"]] == ["甲局", "乙局"]
    assert data["max"] == 15


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(sorted(ALL)), st.sampled_from("012")), min_size=1, max_size=5))
def test_places_are_consistent(given_scores: list[dict[str, str]]) -> None:
    cards = [card(f"单位{at}", scores) for at, scores in enumerate(given_scores)]
    ranking = rank(RUBRIC, cards)
    for one in ranking.places:
        assert 1 <= one.best <= one.place <= one.worst <= len(cards)
