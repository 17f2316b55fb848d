"""Hand-worked examples of deductions: what was found, and the points that follow."""

from dataclasses import replace

import pytest

from checks.model import Outcome, Result, Unknown
from evidence.records import LinkKind, Place
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
STALE = found("update-frequency", "stale", "通知公告")


@pytest.mark.parametrize(
    ("links", "low", "high"),
    [
        pytest.param(result("broken-links"), "5", "5", id="none"),
        pytest.param(result("broken-links", dead(1), dead(2)), "3", "3", id="two"),
        pytest.param(result("broken-links", *(dead(n) for n in range(9))), "0", "0", id="until nothing is left"),
        pytest.param(result("broken-links", dead(1), dead(2, doubtful=True)), "3", "4", id="one and a doubt"),
        pytest.param(
            result("broken-links", dead(1), Unknown(reason="被拦截", url="http://b.cn/")), "3", "4", id="one unknown"
        ),
        pytest.param(result("broken-links", dead(1), Unknown(reason="首页打不开")), "0", "4", id="no bound"),
        pytest.param(
            result("broken-links", dead(1), Unknown(reason="专栏没有读到", subject="甲局")), "0", "4", id="a whole part"
        ),
        pytest.param(result("broken-links", outcome=Outcome.UNTESTED), "0", "5", id="untested"),
        pytest.param(
            result("broken-links", dead(1, doubtful=True), outcome=Outcome.CANNOT_TELL), "4", "5", id="only a doubt"
        ),
    ],
)
def test_deduct(links: Result, low: str, high: str) -> None:
    scored = item_of(card(one_item(DEDUCT), facts(links, QUIET)), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)


def test_a_message_in_a_reason_brings_no_full_stop() -> None:
    links = result("broken-links", *(replace(dead(n, doubtful=n > 1), message=f"链接{n}打不开。") for n in (1, 2)))
    (line,) = item_of(card(one_item(DEDUCT), facts(links, QUIET)), "1").lines
    assert line.reason == "发现 1 处问题，如：链接1打不开；有 1 处疑似问题待人工确认，如：链接2打不开"


def test_deduct_counts_over_checks_and_the_same_object_once() -> None:
    column = "http://a.gov.cn/tzgg/"
    same = (
        found("broken-links", "dead", target=column),
        found("broken-links", "soft-404", target=column),
        found("update-frequency", "stale", "通知公告", target=column),
    )
    both = facts(result("broken-links", *same[:2]), result("update-frequency", same[2]))
    assert str(item_of(card(one_item(DEDUCT), both), "1").high) == "4"
    apart = facts(result("broken-links", dead(1)), result("update-frequency", STALE))
    assert str(item_of(card(one_item(DEDUCT), apart), "1").high) == "3"


@pytest.mark.parametrize(("by", "high"), [("target", "4"), ("place", "2"), ("subject", "4")])
def test_deduct_by_object_place_or_subject(by: str, high: str) -> None:
    places = tuple(Place(f"http://a.gov.cn/{n}", "链接", LinkKind.A) for n in range(3))
    used = replace(dead(1), places=places)
    rubric = one_item(DEDUCT.replace("unit: 个", f"unit: 个\n  by: {by}"))
    assert str(item_of(card(rubric, facts(result("broken-links", used), QUIET)), "1").high) == high


def test_a_cap_bounds_what_one_rule_takes() -> None:
    rubric = one_item(DEDUCT.replace("unit: 个", 'unit: 个\n  cap: "2"'))
    many = facts(result("broken-links", *(dead(n) for n in range(9))), QUIET)
    assert str(item_of(card(rubric, many), "1").high) == "3"
    assert str(item_of(card(rubric, facts()), "1").low) == "3"


@pytest.mark.parametrize(
    ("said", "low", "high"), [((), "5", "5"), ((dead(1),), "0", "5"), ((dead(1, doubtful=True),), "0", "5")]
)
def test_a_deduction_without_a_stated_value_stays_open(said: tuple[Said, ...], low: str, high: str) -> None:
    rubric = one_item(DEDUCT.replace('deduct: "1"', "deduct: null").replace("unit: 个", "open: 原文没有给出"))
    scored = item_of(card(rubric, facts(result("broken-links", *said), QUIET)), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)


ONCE = """
- deduct: "2"
  text: 年报未按时发布
  when: {check: annual-report, measure: in-time, is: false}
"""


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        pytest.param((measured("in-time", True),), "5", "5", id="in time"),
        pytest.param((measured("in-time", False),), "3", "3", id="late"),
        pytest.param((measured("in-time", False), Unknown(reason="没有看全")), "3", "5", id="late, but not all seen"),
        pytest.param((), "3", "5", id="not said"),
        pytest.param((measured("in-time", True), measured("in-time", False)), "3", "5", id="at odds"),
    ],
)
def test_deduct_once(said: tuple[Said, ...], low: str, high: str) -> None:
    scored = item_of(card(one_item(ONCE), facts(result("annual-report", *said))), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)
