"""unit-profile: how telephones, heads, sections and duties are written, and what only looks like them."""

import pytest

from tests.checks.unit_profile_portal import ROWS, TABLE, check, page, said


def read(fact: str, words: str) -> list[str]:
    return said(check(page(TABLE.replace(ROWS[fact], "") + words)))


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("办公时间", "<p>办公时间：上午：8:30-12:00 下午：14:30-17:30</p>"),
        ("办公时间", "<p>办公时间：工作日：9:00-17:00</p>"),
        ("联系方式", "<p>热线：96118</p>"),
        ("联系方式", "<p>举报电话：12345</p><p>办公电话：0000-6600118</p>"),
        ("联系方式", "<p>电话/传真：0000-6600118</p>"),
        ("负责人", "<p>局长赵一鸣主持局全面工作</p>"),
        ("负责人", "<table><tr><td>赵一鸣</td><td>局长</td></tr></table>"),
        ("负责人", "<dl><dt>赵一鸣</dt><dd>党委书记、局长，主持全面工作</dd></dl>"),
        ("负责人", "<p>赵一鸣&nbsp;&nbsp;男，汉族，现任局党组书记、局长</p>"),
        ("负责人", "<p>一把手：赵一鸣</p>"),
        ("机构设置", "<p>（一）办公室。负责文电。</p><p>（二）预算科。负责预算。</p><p>（三）国库科。负责国库。</p>"),
        ("机构设置", "<ul><li>办公室</li><li>预算科</li><li>国库科</li></ul>"),
        ("机构设置", "<p>现有科室：办公室、预算科</p>"),
        ("机构设置", "<p>本局不设内设机构</p>"),
        ("机构职能", "<p>本单位是主管全区财政工作的政府工作部门</p>"),
        ("机构职能", "<p>工作任务：负责国有资产监管</p>"),
        ("机构职能", "<p>单位职责：编制预算</p>"),
    ],
)
def test_ways_of_writing(fact: str, words: str) -> None:
    assert read(fact, words) == []


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("联系方式", "<p>传真：0000-6600118</p>"),
        ("联系方式", "<p>社区医院电话：0000-6600118</p>"),
        ("负责人", "<p>历任局长：赵一鸣（2001-2005）</p>"),
        ("负责人", "<p>驻村第一书记：赵一鸣</p>"),
        ("负责人", "<p>项目负责人：赵一鸣</p>"),
        ("负责人", "<p>社区书记：赵一鸣</p>"),
        ("机构设置", "<p>在各科室设意见箱</p><p>办公室</p>"),
        ("机构职能", "<p>科长职责：负责科室工作</p>"),
    ],
)
def test_what_is_of_something_else(fact: str, words: str) -> None:
    assert read(fact, words) == [f"missing {fact}"]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("联系方式", "<p>联系电话：0000-0000000</p>"),
        ("联系方式", "<p>联系电话：12345678</p>"),
        ("负责人", "<p>负责人：暂缺</p>"),
        ("负责人", "<p>负责人：待任命</p>"),
    ],
)
def test_placeholders(fact: str, words: str) -> None:
    assert read(fact, words) == [f"empty {fact}"]


def test_a_telephone_for_complaints_alone_is_for_people_to_judge() -> None:
    assert read("联系方式", "<p>监督举报电话：0000-6600118</p>") == ["?unclear 联系方式"]


def test_a_part_of_the_hours_is_no_other_label() -> None:
    table = "<table><tr><td>办公时间</td><td>工作日</td><td>备注</td><td>无</td></tr></table>"
    assert read("办公时间", table) == []


def test_a_column_of_two_facts_by_its_name_is_read_for_both() -> None:
    body = (
        "<p>党政综合办公室：负责文秘、档案工作。<br>经济发展办公室：负责经济工作。<br>社会事务办公室：负责民政工作。</p>"
        "<p>镇政府主要职责是贯彻执行上级政策，制定本镇经济发展规划。</p>"
    )
    front = page("", "<li><a href='/jg/'>机构设置及职责</a></li>")
    text = TABLE.replace(ROWS["机构设置"], "").replace(ROWS["机构职能"], "")
    pages = {"": front.replace("机构职能", "联系我们"), "jg/": page(body)}
    assert said(check(page(text), pages=pages)) == []
