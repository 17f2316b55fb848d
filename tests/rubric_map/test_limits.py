"""Hand-worked examples of vetoes, ceilings, levels and rules that wait: what was found, and the points that follow."""

from decimal import Decimal

import pytest

from checks.model import Outcome
from rubric_map.facts import Facts, Outside, OutsideScore
from rubric_map.scorecard import State, Vetoed
from tests.rubric_map.results import Said, card, dead, facts, found, item_of, measured, one_item, result

DEDUCT = """
- deduct: "1"
  unit: 个
  text: 一个错误扣1分，扣完为止
  count:
    - check: broken-links
    - {check: update-frequency, codes: [stale]}
"""
QUIET = result("update-frequency")
VETO = """
- manual: "5"
  text: 由人评定
- veto: item
  text: 没有目录的不得分
  when: {check: required-columns, measure: present, subject: 目录, is: false}
"""


FOUR_OF_FIVE = Outside(scores={"1": OutsideScore(value=Decimal(80), out_of=Decimal(100), source="某评估机构")})


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ((measured("present", True, "目录"),), "4", "4"),
        ((measured("present", False, "目录"), found("required-columns", "missing", "目录")), "0", "0"),
        ((), "0", "4"),
    ],
)
def test_a_veto_takes_the_item(said: tuple[Said, ...], low: str, high: str) -> None:
    given = facts(result("required-columns", *said))
    scored = item_of(card(one_item(VETO), given, FOUR_OF_FIVE), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)
    assert str(scored.score) == ("0" if high == "0" else "4")


def test_a_veto_of_the_whole_takes_everything_or_leaves_it_open() -> None:
    rubric = one_item(DEDUCT + VETO.replace("item", "rubric").split("\n", 3)[3])
    clean = (result("broken-links"), QUIET)
    hit = card(rubric, facts(*clean, result("required-columns", measured("present", False, "目录"))))
    safe = card(rubric, facts(*clean, result("required-columns", measured("present", True, "目录"))))
    unsure = card(rubric, facts(*clean))
    assert hit.totals and safe.totals and unsure.totals
    assert (hit.veto, str(hit.totals.high)) == (Vetoed.HIT, "0")
    assert (safe.veto, str(safe.totals.low)) == (Vetoed.NONE, "5")
    assert (unsure.veto, str(unsure.totals.low), str(unsure.totals.settled)) == (Vetoed.OPEN, "0", "5")


CEILING = """
- deduct: "1"
  text: 错链
  count: [{check: broken-links}]
- ceiling: "2"
  text: 说明不规范的最多得2分
  when: {given: 不规范}
"""


@pytest.mark.parametrize(
    ("given", "low", "high"), [({}, "2", "5"), ({"不规范": True}, "2", "2"), ({"不规范": False}, "5", "5")]
)
def test_a_ceiling_holds_when_a_person_says_so(given: dict[str, bool], low: str, high: str) -> None:
    scored = item_of(card(one_item(CEILING), facts(result("broken-links")), Outside(given=given)), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)


@pytest.mark.parametrize("outcome", [Outcome.UNTESTED, Outcome.ERROR, Outcome.CANNOT_TELL])
def test_a_planned_rule_stays_open_whatever_is_there(outcome: Outcome) -> None:
    rubric = one_item(DEDUCT.replace("unit: 个", "unit: 个\n  planned: true"))
    scored = item_of(card(rubric, Facts(results={"broken-links": result("broken-links", outcome=outcome)})), "1")
    assert (scored.state, scored.lines[0].reason) == (State.OPEN, "检查项尚未提供")


def test_a_rule_of_the_site_looks_at_the_site() -> None:
    rubric = one_item(DEDUCT.replace("unit: 个", "unit: 个\n  level: site"))
    whole = {"broken-links": result("broken-links", dead(1)), "update-frequency": QUIET}
    mine = {"broken-links": result("broken-links"), "update-frequency": QUIET}
    given = Facts(results=mine, site_results=whole)
    assert str(item_of(card(rubric, given), "1").high) == "4"
    assert str(item_of(card(one_item(DEDUCT), given), "1").high) == "5"
