"""A rubric file that is wrong: one Chinese line each, naming the place and what to do."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_map.parse import RubricError, parse, validate
from tests.rubric_map.results import TODAY, one_item
from tests.rubric_map.test_given import BONUS, TWO


def lines(text: str) -> list[str]:
    """What is said of a file."""
    with pytest.raises(RubricError) as caught:
        parse(text, "我的.yaml")
    assert str(caught.value) == "\n".join(f"我的.yaml：{issue}" for issue in caught.value.issues)
    return str(caught.value).splitlines()


def test_points_are_decimals_as_written() -> None:
    rubric = one_item('- {deduct: "0.1", text: 每次扣0.1分, count: [{check: broken-links}]}', "1.10")
    assert rubric.max == Decimal("1.1")
    assert str(rubric.max) == "1.10"


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ('number: "2"', "number: 2", "第 1 组“一组” › 考核项 2 › 字段 number", '请写成 "2"'),
        ('max: "10"\ngroups', "max: 10\ngroups", "字段 max", '请写成 "10"'),
        ('effective: "2023-01-01"', "effective: 2023-01-01", "字段 effective", "日期须加引号"),
        ('effective: "2023-01-01"', 'effective: "2023-02-30"', "effective", "没有“2023-02-30”这一天"),
        ("title: 乙", "titel: 乙", "考核项 2", "不认识的字段 titel"),
        ("title: 乙", "titel: 乙", "考核项 2", "缺少字段 title"),
        ('number: "2"', 'number: "1"', "", "考核项编号 1 出现 2 次"),
        ("method: online", "method: web", "考核项 1 › 字段 method", "“web”不在可选范围内"),
        ("machine: settles", "machine: does", "字段 machine", "settles、part、prepares、cannot 之一"),
        ('{deduct: "1", text: 错链', "{text: 错链", "考核项 1 › 规则 1", "须有且只有下列之一：award"),
        ('{deduct: "1", text: 错链', '{deduct: "1", award: "1", text: 错链', "规则 1", "须有且只有下列之一"),
        ('{deduct: "1", text: 错链', "{deduct: null, text: 错链", "考核项 1 › 规则 1", "须用 open 写明"),
        ('deduct: "1", text: 错链', 'deduct: "一", text: 错链', "字段 deduct", '应形如 "2" 或 "0.5"'),
        (", count: [{check: broken-links}]", "", "考核项 1 › 规则 1", "deduct 须写 count"),
        ("check: broken-links", "check: Broken Links", "字段 check", "小写字母"),
        ('when: {item: "1", under: "3"}', 'when: {item: "1"}', "规则 2 › 字段 when", "须有且只有下列之一：all"),
        ('{ceiling: "2"', '{award: "2"', "考核项 2 › 规则 2", "item 条件只能用于 ceiling"),
        ("title: 两项", "title: 两项\ntitle: 三项", "第 4 行", "字段 title 重复"),
        ("title: 两项", "title: [", "第 ", "不是合法的 YAML"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, place: str, says: str) -> None:
    assert TWO.count(old) >= 1
    said = lines(TWO.replace(old, new, 1))
    assert any(place in line and says in line for line in said), said


def test_a_file_without_faults_is_read() -> None:
    assert [item.number for item in parse(TWO).items()] == ["1", "2"]


@pytest.mark.parametrize("text", ["", "[]", "细则", "3"])
def test_what_is_no_rubric_at_all_is_said_to_be_none(text: str) -> None:
    assert "一份考核细则" in lines(text)[0]


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ('- {award: "5", text: 甲, when: {check: broken-links, found: [dead]}}', "得分条件不能用 found"),
        ('- {deduct: "5", text: 甲, when: {check: broken-links, clean: [dead]}}', "不能用 clean"),
        ('- {award: "5", text: 甲, when: {all: [{check: broken-links, found: []}]}}', "得分条件不能用 found"),
        ('- {award: "5", text: 甲, when: {check: broken-links, measure: dead-links}}', "须与 is"),
        ('- {award: "5", text: 甲}', "缺少条件 when"),
        ("- {veto: item, text: 甲}", "须用 open"),
        ('- {tiers: {check: ipv6, bands: [{in: "[0,]", points: "5"}]}, text: 甲}', "tiers 须写 measure"),
        ("- {tiers: {check: ipv6, measure: rate-level-2}, text: 甲}", "tiers 须写 bands 或 ladders"),
        ('- {tiers: {measure: hits, bands: [{in: "[0,]", points: "5"}]}, text: 甲}', "须同时写 check"),
    ],
)
def test_rules_that_cannot_work_are_refused(rules: str, says: str) -> None:
    with pytest.raises(RubricError) as caught:
        one_item(rules)
    assert says in str(caught.value)


def test_bonus_items_stand_in_a_group_of_their_own() -> None:
    mixed = BONUS.replace('  - title: 加分\n    max: "30"\n    items:\n', "")
    assert any("加分项须单独成组" in line for line in lines(mixed))


def said(text: str) -> list[str]:
    """What validation says of a file, notes marked."""
    return [f"{'注：' if issue.note else ''}{issue}" for issue in validate(parse(text), TODAY)]


def test_a_sound_rubric_has_nothing_said_of_it() -> None:
    assert said(TWO) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace('max: "10"', 'max: "11"', 1), "总分：分项合计 10，所列为 11"),
        (lambda text: text.replace('    max: "10"', '    max: "9"', 1), "分组“一组”：分项合计 10，所列为 9"),
        (lambda text: text.replace("check: broken-links", "check: broken-link"), "没有检查项 broken-link，"),
        (
            lambda text: text.replace("{check: broken-links}", "{check: broken-links, codes: [dead, lost]}"),
            "考核项 1 › 规则 1：检查项 broken-links 没有问题代码 lost",
        ),
        (lambda text: text.replace('item: "1"', 'item: "7"'), "没有考核项 7"),
        (lambda text: text.replace('item: "1"', 'item: "2"'), "又取决于别的考核项"),
        (lambda text: text.replace('deduct: "1"', 'planned: true, deduct: "1"', 1), "请删去 planned: true"),
        (lambda text: text.replace("machine: settles", "machine: cannot", 1), "machine: cannot 与规则不符"),
        (lambda text: text.replace("kind: scored", "kind: scored\nasks: {ipv7: {}}"), "asks › ipv7：没有这个检查项"),
    ],
)
def test_validation_names_what_is_wrong(change: Callable[[str], str], says: str) -> None:
    changed = change(TWO)
    assert changed != TWO
    assert any(says in line and not line.startswith("注：") for line in said(changed)), said(changed)


def test_a_planned_rule_may_name_a_check_that_does_not_exist() -> None:
    planned = TWO.replace('deduct: "1"', 'planned: true, deduct: "1"', 1).replace("check: broken-links", "check: ipv6")
    assert said(planned) == []
    assert any("没有检查项 ipv6" in line for line in said(TWO.replace("check: broken-links", "check: ipv6")))


def test_an_unknown_measure_is_named_with_those_there_are() -> None:
    rubric = one_item(
        '- {award: "5", text: 甲, when: {check: required-columns, measure: there, subject: 甲, is: true}}'
    )
    assert any("没有指标 there（可用：on-home、present、target-linked）" in str(one) for one in validate(rubric, TODAY))


def test_a_wrong_sum_of_the_source_is_reported_and_left() -> None:
    declared = TWO.replace('    max: "10"', '    max: "9"\n    declared_sum: "10"', 1).replace(
        'max: "10"', 'max: "9"', 1
    )
    rubric = parse(declared)
    assert [str(one) for one in validate(rubric, TODAY) if one.note] == [
        "分组“一组”：来源分项合计 10 与所列 9 不符，照录不改"
    ]
    assert rubric.groups[0].max == Decimal(9)


def test_rules_that_add_up_to_more_or_less_than_the_item_are_reported() -> None:
    for points, wrong in (("3", True), ("2", False), ("1", True)):
        rubric = one_item(f'- {{manual: "3", text: 甲}}\n- {{manual: "{points}", text: 乙}}', extra="")
        sums = [one for one in validate(rubric, TODAY) if "各规则合计" in one.message]
        assert bool(sums) is wrong


def test_overlapping_bands_are_a_note_where_the_file_says_why() -> None:
    rules = """
- tiers:
    count: [{check: broken-links}]
    bands: [{in: "[0,3]", points: "5"}, {in: "[3,)", points: "0"}]
  text: 分档
"""
    assert [one.note for one in validate(one_item(rules), TODAY) if "重叠" in one.message] == [False]
    explained = rules + "  open: 原文3个同属两档\n"
    assert [one.note for one in validate(one_item(explained), TODAY) if "重叠" in one.message] == [True]
    apart = rules.replace("[3,)", "(3,)")
    assert not [one for one in validate(one_item(apart), TODAY) if "重叠" in one.message]


def test_bands_that_reward_more_faults_are_reported() -> None:
    rules = """
- tiers:
    count: [{check: broken-links}]
    bands: [{in: "[0,3]", points: "1"}, {in: "(3,)", points: "5"}]
  text: 分档
"""
    assert any("问题数越多得分反而越高" in str(one) for one in validate(one_item(rules), TODAY))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TWO)), st.integers(0, 12), st.text("{}[]:-\"' \n0a甲", max_size=4))
def test_any_text_is_a_rubric_or_a_named_fault(start: int, length: int, put: str) -> None:
    text = TWO[:start] + put + TWO[start + length :]
    try:
        rubric = parse(text)
    except RubricError as error:
        assert error.issues
        assert all(issue.message for issue in error.issues)
    else:
        assert list(rubric.items())
