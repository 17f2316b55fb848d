"""Points that people give, extra points, and to whom and when a rule applies."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from checks.model import Outcome
from rubric_map.facts import Outside, OutsideScore
from rubric_map.parse import parse
from rubric_map.scorecard import State
from tests.rubric_map.results import AT, card, dead, facts, found, item_of, measured, one_item, result

CONVERT = """
- convert: "5"
  text: 由第三方得分折算
"""


def outside(**scores: tuple[str, str]) -> Outside:
    """Scores by a name, so much out of so much."""
    return Outside(
        scores={
            name: OutsideScore(value=Decimal(value), out_of=Decimal(top), source="某评估机构", on=date(2023, 11, 30))
            for name, (value, top) in scores.items()
        }
    )


@pytest.mark.parametrize(
    ("value", "top", "points"),
    [("100", "100", "5"), ("83", "100", "4.15"), ("0", "100", "0"), ("2", "3", "3.33"), ("120", "100", "5")],
)
def test_convert(value: str, top: str, points: str) -> None:
    scored = item_of(card(one_item(CONVERT), facts(), outside(**{"1": (value, top)})), "1")
    assert (str(scored.low), str(scored.high), scored.state) == (points, points, State.SETTLED)
    assert "某评估机构" in scored.lines[0].reason
    assert "2023-11-30" in scored.lines[0].reason


def test_nothing_given_stays_open_and_so_does_a_score_out_of_nothing() -> None:
    for given in (Outside(), outside(**{"1": ("3", "0")}), outside(**{"2": ("3", "5")})):
        scored = item_of(card(one_item(CONVERT), facts(), given), "1")
        assert (str(scored.low), str(scored.high), scored.state, scored.score) == ("0", "5", State.OPEN, None)


def test_a_score_of_the_item_is_not_taken_for_one_of_several_rules() -> None:
    rubric = one_item('- {manual: "3", text: 甲}\n- {manual: "2", text: 乙}')
    assert item_of(card(rubric, facts(), outside(**{"1": ("1", "1")})), "1").state is State.OPEN
    scored = item_of(card(rubric, facts(), outside(**{"1/1": ("1", "2")})), "1")
    assert (str(scored.low), str(scored.high), scored.state) == ("1.5", "3.5", State.PARTIAL)


def test_a_person_takes_points_off_within_the_cap() -> None:
    rubric = one_item('- {manual: "3", deducts: true, text: 通报批评最高扣3分}')
    assert str(item_of(card(rubric, facts()), "1").low) == "2"
    assert str(item_of(card(rubric, facts(), outside(**{"1": ("3", "3")})), "1").high) == "2"
    assert str(item_of(card(rubric, facts(), outside(**{"1": ("0", "3")})), "1").low) == "5"


def test_a_manual_line_shows_what_checks_prepared_and_no_points_hang_on_it() -> None:
    rubric = one_item('- {manual: "5", text: 由人评定, see: [broken-links]}')
    scored = item_of(card(rubric, facts(result("broken-links", dead(1), measured("dead-links", 1)))), "1")
    line = scored.lines[0]
    assert line.findings == (dead(1).fingerprint,)
    assert [one.name for one in line.measures] == ["dead-links"]
    assert (scored.state, str(scored.high), line.cost) == (State.OPEN, "5", None)


BONUS = """
id: bonus
title: 加分
issuer: 某区
document: 无
source: 测试
effective: "2023-01-01"
applies_to: 全部
kind: scored
max: "100"
pass_mark: "60"
groups:
  - title: 基本分
    max: "100"
    items:
      - number: "1"
        title: 错链
        max: "100"
        method: online
        machine: settles
        rules:
          - {deduct: "10", text: 每个扣10分, count: [{check: broken-links}]}
  - title: 加分
    max: "30"
    items:
      - number: "2"
        title: 无障碍
        max: "30"
        method: online
        machine: settles
        rules:
          - bonus: "30"
            above: "80"
            text: 无障碍
            when: {check: accessibility, measure: entry-works, is: true}
"""


@pytest.mark.parametrize(
    ("faults", "works", "low", "high", "passed"),
    [
        pytest.param(0, True, "130", "130", True, id="over the threshold"),
        pytest.param(1, True, "120", "120", True, id="90 is over 80"),
        pytest.param(2, True, "80", "80", True, id="80 is not over 80"),
        pytest.param(0, False, "100", "100", True, id="nothing extra"),
        pytest.param(5, True, "50", "50", False, id="not passed"),
        pytest.param(0, None, "100", "130", True, id="extra not known"),
    ],
)
def test_bonus(faults: int, works: bool | None, low: str, high: str, passed: bool) -> None:
    said = () if works is None else (measured("entry-works", works),)
    given = facts(result("broken-links", *(dead(n) for n in range(faults))), result("accessibility", *said))
    scorecard = card(parse(BONUS), given)
    assert scorecard.totals
    assert (str(scorecard.totals.low), str(scorecard.totals.high), str(scorecard.totals.max)) == (low, high, "130")
    assert scorecard.passed is passed


def test_a_bonus_waits_for_the_threshold() -> None:
    doubts = [dead(n, doubtful=True) for n in range(3)]
    given = facts(result("broken-links", *doubts), result("accessibility", measured("entry-works", True)))
    scorecard = card(parse(BONUS), given)
    assert scorecard.totals
    assert (str(scorecard.totals.low), str(scorecard.totals.high)) == ("70", "130")


def test_an_item_without_a_task_this_year_gets_its_stated_share() -> None:
    rubric = one_item(CONVERT, extra='no_task: "0.6"')
    assert str(item_of(card(rubric, facts(), Outside(no_task=frozenset({"1"}))), "1").low) == "3"
    assert str(item_of(card(rubric, facts(), Outside(no_task=frozenset({"2"}))), "1").low) == "0"
    plain = item_of(card(one_item(CONVERT), facts(), Outside(no_task=frozenset({"1"}))), "1")
    assert plain.state is State.OPEN


@pytest.mark.parametrize(
    ("kind", "state", "top"),
    [("街镇", State.SETTLED, "5"), ("部门", State.NOT_APPLICABLE, "0"), ("", State.OPEN, "5")],
)
def test_an_item_applies_to_a_kind_of_unit(kind: str, state: State, top: str) -> None:
    rubric = one_item('- {deduct: "1", text: 错链, count: [{check: broken-links}]}', extra="applies: {kinds: [街镇]}")
    scorecard = card(rubric, facts(result("broken-links"), kind=kind))
    assert scorecard.totals
    assert (item_of(scorecard, "1").state, str(scorecard.totals.max)) == (state, top)


@pytest.mark.parametrize(("month", "state"), [(8, State.NOT_APPLICABLE), (9, State.OPEN), (12, State.NOT_APPLICABLE)])
def test_an_item_applies_between_days(month: int, state: State) -> None:
    rubric = one_item(CONVERT, extra='applies: {from: "2023-09-01", until: "2023-11-30"}')
    scorecard = card(rubric, facts(), at=datetime(2023, month, 5, tzinfo=UTC))
    assert item_of(scorecard, "1").state is state


PARTS = """
- award: "3"
  text: 甲
  inapplicable: drop
  when: {check: interpretation-links, measure: rate, at-least: "1"}
- award: "2"
  text: 乙
  when: {check: site-search, measure: works, is: true}
"""


@pytest.mark.parametrize(("extra", "points"), [("scale: true", "5"), ("", "2")])
def test_a_part_that_does_not_apply_is_made_up_for_where_the_source_says_so(extra: str, points: str) -> None:
    none = result("interpretation-links", outcome=Outcome.INAPPLICABLE, reason="没有政策文件")
    scored = item_of(
        card(one_item(PARTS, extra=extra), facts(none, result("site-search", measured("works", True)))), "1"
    )
    assert str(scored.low) == points
    assert scored.lines[0].state is State.NOT_APPLICABLE


TWO = """
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
        title: 甲
        max: "5"
        method: online
        machine: settles
        rules: [{deduct: "1", text: 错链, count: [{check: broken-links}]}]
      - number: "2"
        title: 乙
        max: "5"
        method: online
        machine: settles
        rules:
          - {deduct: "1", text: 未更新, count: [{check: update-frequency}]}
          - {ceiling: "2", text: 甲项低于3分的本项最多2分, when: {item: "1", under: "3"}}
"""


@pytest.mark.parametrize(
    ("faults", "doubts", "low", "high"), [(0, 0, "5", "5"), (2, 0, "5", "5"), (3, 0, "2", "2"), (2, 1, "2", "5")]
)
def test_a_ceiling_depends_on_another_item(faults: int, doubts: int, low: str, high: str) -> None:
    links = [dead(n) for n in range(faults)] + [dead(100 + n, doubtful=True) for n in range(doubts)]
    scored = item_of(card(parse(TWO), facts(result("broken-links", *links), result("update-frequency"))), "2")
    assert (str(scored.low), str(scored.high)) == (low, high)


TASKS = """
- award: null
  text: 栏目在
  when: {check: required-columns, clean: [missing], subject: 权责清单}
- {manual: null, text: 内容全, id: 内容全}
"""


@pytest.mark.parametrize(
    ("missing", "stated", "due", "verdict"),
    [
        (False, None, "", "open"),
        (False, True, "", "met"),
        (False, False, "", "not-met"),
        (True, None, "", "not-met"),
        (True, True, "", "not-met"),
        (True, None, 'due: "2023-12-31"', "open"),
        (True, None, 'due: "2023-10-31"', "not-met"),
    ],
)
def test_a_task_is_met_not_met_or_open(missing: bool, stated: bool | None, due: str, verdict: str) -> None:
    rubric = one_item(TASKS, None, due, "checklist")
    said = (found("required-columns", "missing", "权责清单"),) if missing else ()
    given = Outside() if stated is None else Outside(given={"内容全": stated})
    scorecard = card(rubric, facts(result("required-columns", *said)), given, AT)
    item = item_of(scorecard, "1")
    assert item.verdict == verdict
    assert (item.score, item.high, scorecard.totals) == (None, None, None)
    assert scorecard.tally
    assert (scorecard.tally.met, scorecard.tally.not_met, scorecard.tally.open) == (
        int(verdict == "met"),
        int(verdict == "not-met"),
        int(verdict == "open"),
    )


def test_a_rule_names_what_it_is_about_and_other_faults_are_no_clues_to_it() -> None:
    mine = found("required-columns", "blank", "规范性文件", page="http://a.gov.cn/1")
    other = found("required-columns", "blank", "政府信息公开年报", page="http://a.gov.cn/2")
    said = result("required-columns", mine, other, measured("present", False, "规范性文件"), measured("columns", 9))
    rule = '- {manual: "5", text: 集中公开, see: [required-columns, broken-links]'
    given = facts(said, result("broken-links", dead(1)))
    (limited,) = item_of(card(one_item(rule + ", about: [规范性文件]}"), given), "1").lines
    assert set(limited.findings) == {mine.fingerprint, dead(1).fingerprint}  # a dead link is of no column
    assert [(one.name, one.subject) for one in limited.measures] == [("columns", ""), ("present", "规范性文件")]
    (whole,) = item_of(card(one_item(rule + "}"), given), "1").lines
    assert other.fingerprint in whole.findings
