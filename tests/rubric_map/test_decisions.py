"""What a reviewer decides: in place of the machine's value in every sum, beside it on the card."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_map.facts import Outside
from rubric_map.library import packaged
from rubric_map.parse import parse
from rubric_map.scorecard import Decision, Scorecard, State
from tests.rubric_map.results import AT, card, dead, facts, item_of, one_item, result

DAY = AT.date()
COUNTED = "- {deduct: '1', text: 断链, count: [{check: broken-links}]}"


def decided(points: str, until: date | None = None, number: str = "1") -> Outside:
    decision = Decision(points=Decimal(points), name="政府办", reason="已核实", until=until)
    return Outside(decisions={number: decision})


def scored(points: str, until: date | None = None) -> Scorecard:
    return card(one_item(COUNTED), facts(result("broken-links", dead(1), dead(2))), decided(points, until))


def test_the_decision_counts_and_the_machines_value_stays() -> None:
    made = scored("4.5")
    item = item_of(made, "1")
    assert (item.state, item.score, item.low, item.high) == (State.SETTLED, *[Decimal("4.5")] * 3)
    assert (item.machine.score, item.machine.state) == (Decimal(3), State.SETTLED)
    assert made.totals is not None
    assert (made.totals.settled, made.totals.low, made.totals.high) == (Decimal("4.5"),) * 3
    assert dict(made.by_method)["online"].settled == Decimal("4.5")
    assert item.lines[0].points == -2  # the trail is the machine's


@pytest.mark.parametrize(
    ("until", "counts"), [(None, True), (DAY, True), (DAY + timedelta(days=9), True), (DAY - timedelta(days=1), False)]
)
def test_a_decision_holds_until_its_last_day(until: date | None, counts: bool) -> None:
    item = item_of(scored("5", until), "1")
    assert (item.score, item.decided is not None) == ((Decimal(5), True) if counts else (Decimal(3), False))


def test_never_more_than_the_item_is_worth() -> None:
    assert item_of(scored("9"), "1").score == 5


def test_what_does_not_apply_is_not_decided() -> None:
    rubric = one_item(COUNTED, extra="applies: {kinds: [街道]}")
    made = card(rubric, facts(result("broken-links"), kind="部门"), decided("3"))
    assert item_of(made, "1").state is State.NOT_APPLICABLE
    assert item_of(made, "1").decided is None


def test_without_a_decision_the_machine_is_what_stands() -> None:
    item = item_of(card(one_item(COUNTED), facts()), "1")
    assert (item.machine.low, item.machine.high) == (item.low, item.high)
    assert item.decided is None


def test_another_item_looks_at_the_decided_value() -> None:
    text = """
id: two
title: 两项
issuer: 某区
document: 无
source: 测试
effective: "2023-01-01"
applies_to: 全部
kind: scored
max: "10"
groups:
  - title: 一组
    max: "10"
    items:
      - number: "1"
        title: 一项
        max: "5"
        method: online
        machine: settles
        rules: [{deduct: "1", text: 断链, count: [{check: broken-links}]}]
      - number: "2"
        title: 二项
        max: "5"
        method: online
        machine: part
        rules:
          - {manual: "5", text: 评定}
          - {ceiling: "2", text: 前项低于三分的最多二分, when: {item: "1", under: "3"}}
"""
    known = facts(result("broken-links"))
    assert item_of(card(parse(text), known, decided("1")), "2").high == 2
    assert item_of(card(parse(text), known, decided("4")), "2").high == 5


numbers = [item.number for item in packaged("songjiang-2022").items()]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(numbers), st.integers(0, 9)))
def test_sums_keep_their_order_whatever_is_decided(points: dict[str, int]) -> None:
    decisions = {number: Decision(points=Decimal(value), name="甲办", reason="乙") for number, value in points.items()}
    made = card(packaged("songjiang-2022"), facts(), Outside(decisions=decisions))
    totals = made.totals
    assert totals is not None
    assert totals.low <= totals.settled <= totals.high <= totals.max == 100
    worth = {item.number: item.max or Decimal(0) for item in made.items}
    assert totals.settled == sum(min(Decimal(value), worth[number]) for number, value in points.items())
