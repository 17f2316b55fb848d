"""unit-profile: each of the six facts taken away, emptied, pictured or out of sight, beside its look-alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model import Outcome
from tests.checks.unit_profile_portal import CASES, DUTIES, LIST, ROWS, TABLE, check, page, present, said


@pytest.mark.parametrize("name", ["table-gb18030.html", "definitions.html"])
def test_tables_and_lists_of_definitions(name: str) -> None:
    result = check((CASES / name).read_bytes())
    assert result.outcome is Outcome.PASSED and said(result) == [] and present(result) == 6


@pytest.mark.parametrize(
    "body",
    [
        "<h2>机构职能</h2><p>区财政局负责拟订全区财税发展规划，监督检查财税法规执行情况，内设办公室、预算科等6个科室。</p>"
        "<p>办公地址：示例区示例大道18号。办公时间：工作日9:00至17:00。联系电话：0000-6600118。负责人：某某某。</p>",
        "<p><b>【工作职责】</b></p><p>承担全区财政资金的监督管理和绩效评价，指导基层财政工作。</p>"
        "<p><b>【内设机构】</b></p>"
        "<p>1.办公室 2.预算科 3.国库科</p><p>通讯地址：示例区示例大道18号财政大厦3楼</p>"
        "<p>对外办公时间：周一至周五上午9点</p>"
        "<p>咨询电话：0000-6600118</p><p>党组书记、局长：某某某</p>",
        "<p>【主要职责】负责全区财政收支管理工作。</p><p>【机构设置】设办公室、预算科、国库科。</p><p>【办公地址】和平路12号</p>"
        "<p>【办公时间】上午8:30—12:00（工作日）</p><p>【联系电话】0000-6600118</p><p>【负责人】徐明辉</p>",
        "<h3>区财政局主要职责</h3><p>负责全区财政收支管理工作。</p><h3>区财政局内设机构</h3><p>办公室、预算科、国库科</p>"
        "<p>办公地址　和平路12号</p><p>办公时间　工作日9:00-17:00</p><table>"
        "<tr><td>电话/传真</td><td>（0000）660 0118</td></tr></table><p>局　　长　徐明辉</p>",
    ],
)
def test_prose_and_headings(body: str) -> None:
    assert said(check(page(body))) == []


@pytest.mark.parametrize("fact", list(ROWS))
def test_each_fact_taken_away_is_missing_though_the_footer_has_an_address_and_a_telephone(fact: str) -> None:
    assert ROWS[fact] in TABLE
    result = check(page(TABLE.replace(ROWS[fact], "")))
    assert said(result) == [f"missing {fact}"] and present(result) == 5


@pytest.mark.parametrize("fact", list(ROWS))
@pytest.mark.parametrize("value", ["", "&nbsp;", "暂无", "——", "待补充"])
def test_a_label_without_a_value_is_empty(fact: str, value: str) -> None:
    row = ROWS[fact]
    start, end = row.index(">", row.index("<td")) + 1, row.index("</td>")
    assert said(check(page(TABLE.replace(row, row[:start] + value + row[end:])))) == [f"empty {fact}"]


@pytest.mark.parametrize("value", ["暂无", "待补充"])
def test_a_role_in_prose_with_nothing_after_it_is_empty(value: str) -> None:
    row = ROWS["负责人"]
    assert said(check(page(TABLE.replace(row, "") + f"<p>负责人：{value}</p>"))) == ["empty 负责人"]
    assert said(check(page(TABLE.replace(row, "") + "<p>负责人：某某某</p>"))) == []


def test_what_a_tab_shows_is_published_and_what_nothing_shows_is_not() -> None:
    text = TABLE.replace(ROWS["负责人"], "").replace(ROWS["机构设置"], "")
    tabs = "<div class='tabc on'><p>概况</p></div><div class='tabc' style='display:none'>{}</div>"
    more = "<p>内设科室：办公室、预算科</p><p>局长：某某某</p>"
    assert said(check(page(text + tabs.format(more)))) == []
    hidden = [f"<div class='tabc' style='display:none'>{more}</div>", f"<div hidden>{more}</div><div>x</div>"]
    for part in hidden:
        assert said(check(page(text + part))) == ["missing 机构设置", "missing 负责人"]


def test_common_words_are_labels_only_before_such_a_fact() -> None:
    text = TABLE.replace(ROWS["办公时间"], "").replace(ROWS["机构设置"], "")
    facts = "<ul><li>机构：就业中心、社保中心、监察大队</li></ul><dl><dt>时　　间</dt><dd>冬令时 8:30-17:00</dd></dl>"
    assert said(check(page(text + facts))) == []
    others = "<p>时间：2026-11-20 15:30　来源：本站</p><p>机构：示例</p>"
    assert said(check(page(others + text))) == ["missing 办公时间", "missing 机构设置"]


def test_the_way_back_to_a_body_of_many_duties_is_none() -> None:
    where = "<div>当前位置：首页 &gt; 示例区人力资源和社会保障管理局 &gt; 机构职能</div>"
    result = check(page(TABLE.replace(ROWS["机构职能"], "") + where))
    assert said(result) == ["missing 机构职能"]


def test_a_leader_beside_the_other_facts_needs_no_column_of_his_own() -> None:
    body = TABLE.replace(ROWS["负责人"], "")
    assert said(check(page(body + "<p>陈国平　党组书记、局长</p><p>林晓东　副局长</p>"))) == []
    assert said(check(page(body + "<p>陈国平　办公室主任</p><p>林晓东　副局长</p>"))) == ["missing 负责人"]


def test_a_telephone_that_stands_after_another_label_without_a_value_is_empty() -> None:
    body = "<h2>联系方式</h2><p>联系人：办公室　　电话：</p>"
    result = check(page(TABLE.replace(ROWS["联系方式"], "") + body))
    assert said(result) == ["empty 联系方式"]


def test_a_label_before_another_label_is_empty_whatever_follows() -> None:
    rest = "<p>办公地址：示例区示例大道18号</p><p>办公时间：工作日9:00-17:00</p><p>联系电话：0000-6600118</p>"
    body = f"<h3>主要职责</h3><p>{DUTIES}</p><h3>内设机构</h3><p>暂无</p><p>负责人：</p>{rest}"
    assert said(check(page(body))) == ["empty 机构设置", "empty 负责人"]
    filled = body.replace("暂无", "办公室、预算科").replace("负责人：", "负责人：某某某")
    assert said(check(page(filled))) == []


def test_a_label_in_brackets_without_a_value_is_empty_and_a_headline_is_no_label() -> None:
    body = f"<p>【主要职责】{DUTIES}</p><p>【机构设置】</p><p>【办公地址】和平路12号</p><p>【办公时间】工作日9:00</p>"
    rest = "<p>【联系电话】0000-6600118</p><p>【负责人】徐明辉</p>"
    assert said(check(page(body + rest))) == ["empty 机构设置"]
    headline = "<p>关于调整机构设置</p><p>办公室、预算科、国库科进行调整。</p>"
    assert said(check(page(body.replace("<p>【机构设置】</p>", headline) + rest))) == ["missing 机构设置"]
    menu = "<p>办公时间 更多</p>"
    assert said(check(page(TABLE.replace(ROWS["办公时间"], "") + menu))) == ["missing 办公时间"]


def test_inline_labels_without_values() -> None:
    body = LIST.replace("<dl>", "<p>单位地址：　　邮编：000000</p><dl>").replace(
        "<dt>地址：</dt><dd>示例区民安路5号</dd>", ""
    )
    assert said(check(page(body))) == ["empty 办公地址"]
    other = LIST.replace("<dt>地址：</dt><dd>示例区民安路5号</dd>", "<p>电子邮箱地址：office@example.gov.cn</p>")
    assert said(check(page(other))) == ["missing 办公地址"]


def test_a_value_that_does_not_read_like_the_fact_is_a_doubt() -> None:
    assert said(check(page(LIST.replace("周一至周五 9:00-17:00", "详见公告")))) == ["?unclear 办公时间"]


def test_the_duties_of_a_government_in_the_words_of_the_organic_law() -> None:
    # 《地方各级人民代表大会和地方各级人民政府组织法》第七十三条第（三）项
    duties = "领导所属各工作部门和乡镇人民政府的工作。"
    assert said(check(page(TABLE.replace(DUTIES, duties)))) == []
    assert said(check(page(TABLE.replace(DUTIES, "领导所分管的几个方面")))) == ["?unclear 机构职能"]


def test_facts_inside_a_picture_are_doubts() -> None:
    body = "<h2>机构职能</h2><img src='/uploads/20261101.jpg'>"
    assert {one.split()[0] for one in said(check(page(body)))} == {"?image-only"}
    text = TABLE.replace(ROWS["机构设置"], "")
    assert said(check(page(text + "<img src='/uploads/20261101.jpg'>"))) == ["?image-only 机构设置"]
    assert said(check(page(text + "<img src='/images/logo.png'>"))) == ["missing 机构设置"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="机构职能办公地址:：时间电话<>/td=\"'0123- \n局长某", max_size=160))
def test_never_raises(body: str) -> None:
    assert check(page(body)).outcome is not Outcome.ERROR
