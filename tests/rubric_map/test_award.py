"""Hand-worked examples of awards: what was found, and the points that follow."""

from dataclasses import replace

import pytest

from checks.model import Outcome, Result, Unknown
from rubric_map.scorecard import State
from tests.rubric_map.results import card, facts, found, item_of, measured, one_item, result

AWARD = """
- award: "2"
  text: 设有栏目
  when:
    all:
      - {check: required-columns, measure: present, subject: 财政预决算, is: true}
      - {check: required-columns, clean: [dead, blank], subject: 财政预决算}
- manual: "3"
  text: 其余
"""
PRESENT = measured("present", True, "财政预决算")
ABSENT = measured("present", False, "财政预决算")
MISSING = found("required-columns", "missing", "财政预决算")
BLANK = found("required-columns", "blank", "财政预决算")


@pytest.mark.parametrize(
    ("results", "low", "high", "state"),
    [
        pytest.param((), "0", "5", State.OPEN, id="not run"),
        pytest.param((result("required-columns", PRESENT),), "2", "5", State.SETTLED, id="there"),
        pytest.param((result("required-columns", ABSENT, MISSING),), "0", "3", State.SETTLED, id="missing"),
        pytest.param((result("required-columns", PRESENT, BLANK),), "0", "3", State.SETTLED, id="there but blank"),
        pytest.param(
            (result("required-columns", PRESENT, found("required-columns", "blank", "政策解读")),),
            "2",
            "5",
            State.SETTLED,
            id="another column is blank",
        ),
        pytest.param(
            (result("required-columns", PRESENT, replace(BLANK, doubtful=True)),), "0", "5", State.OPEN, id="doubt"
        ),
        pytest.param(
            (result("required-columns", ABSENT, replace(MISSING, doubtful=True)),),
            "0",
            "5",
            State.OPEN,
            id="perhaps missing",
        ),
        pytest.param(
            (result("required-columns", PRESENT, Unknown(reason="被拦截", subject="财政预决算")),),
            "0",
            "5",
            State.OPEN,
            id="cannot tell of it",
        ),
        pytest.param(
            (result("required-columns", PRESENT, Unknown(reason="被拦截", subject="政策解读")),),
            "2",
            "5",
            State.SETTLED,
            id="cannot tell of another",
        ),
        pytest.param(
            (result("required-columns", ABSENT, Unknown(reason="抓取不完整")),), "0", "5", State.OPEN, id="run cut off"
        ),
        pytest.param(
            (result("required-columns", PRESENT, outcome=Outcome.UNTESTED),), "0", "5", State.OPEN, id="untested"
        ),
        pytest.param((result("required-columns", BLANK, outcome=Outcome.ERROR),), "0", "5", State.OPEN, id="error"),
        pytest.param(
            (result("required-columns", outcome=Outcome.CANNOT_TELL),), "0", "5", State.OPEN, id="cannot tell at all"
        ),
        pytest.param(
            (result("required-columns", outcome=Outcome.INAPPLICABLE),), "0", "5", State.OPEN, id="inapplicable"
        ),
    ],
)
def test_award(results: tuple[Result, ...], low: str, high: str, state: State) -> None:
    scored = item_of(card(one_item(AWARD), facts(*results)), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)
    assert scored.lines[0].state is state


def test_an_award_lost_names_the_finding_and_what_it_costs() -> None:
    scorecard = card(one_item(AWARD), facts(result("required-columns", PRESENT, BLANK)))
    line = item_of(scorecard, "1").lines[0]
    assert line.findings == (BLANK.fingerprint,)
    assert str(line.points) == "0"
    assert str(line.cost) == "2"


def test_an_award_won_names_the_measure() -> None:
    line = item_of(card(one_item(AWARD), facts(result("required-columns", PRESENT))), "1").lines[0]
    assert [(one.check, one.name, one.subject, one.value) for one in line.measures] == [
        ("required-columns", "present", "财政预决算", "true")
    ]


@pytest.mark.parametrize(("does", "low", "high"), [("full", "2", "5"), ("none", "0", "3"), ("open", "0", "5")])
def test_what_an_inapplicable_check_gives_is_stated_by_the_rule(does: str, low: str, high: str) -> None:
    rubric = one_item(AWARD.replace("text: 设有栏目", f"text: 设有栏目\n  inapplicable: {does}"))
    scored = item_of(card(rubric, facts(result("required-columns", outcome=Outcome.INAPPLICABLE))), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)
