"""interpretation-links: which documents owe an interpretation, and what is a pair of which."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checks import Outcome
from checks.interpretation_says import InterpretationOptions
from evidence.records import Coverage
from tests.checks.interpretation_portal import (
    GOOD,
    PARKING,
    PARKING_READ,
    RELIEF,
    RELIEF_READ,
    Article,
    article,
    check,
    link,
    listed,
    measure,
    only,
    told,
    without_links,
)


def test_a_portal_in_order() -> None:
    result = check(GOOD)
    assert told(result) == []
    assert result.outcome is Outcome.PASSED
    assert measure(result, "policies-checked") == 2
    assert measure(result, "rate") == Decimal(1)
    assert measure(result, "two-way-rate") == Decimal(1)
    assert measure(result, "on-time-rate") == Decimal(1)
    assert measure(result, "forms") == 2
    assert measure(result, "readings-in-form", "图解") == 1


# --- missing


@pytest.mark.parametrize(("number", "doubtful"), [("云政规〔2026〕9号", False), ("云政发〔2026〕9号", True)])
def test_the_number_of_a_document_may_tell_that_it_is_one_of_rules(number: str, doubtful: bool) -> None:
    zone = article(
        "/gfxwj/202609/t20260907_9.html", "云汐区人民政府关于划定禁养区的通告", "2026-09-07", f"<p>{number}</p>"
    )
    assert told(check(replace(GOOD, normative=(PARKING, zone)))) == [("missing", doubtful)]


def test_a_normative_document_without_interpretation() -> None:
    new = article(
        "/gfxwj/202608/t20260803_2.html", "云汐区人民政府关于印发《云汐区户外广告管理规定》的通知", "2026-08-03"
    )
    result = check(replace(GOOD, normative=(PARKING, new)))
    finding = only(result)
    assert (finding.code, finding.doubtful, finding.page_url[-14:]) == ("missing", False, "20260803_2.html"[-14:])
    rate = next(m for m in result.measures if m.name == "rate")
    assert (rate.value, rate.numerator, rate.denominator) == (Decimal("0.5"), 1, 2)


def test_another_policy_without_interpretation_is_a_doubt() -> None:
    new = article("/zcwj/202608/t20260803_2.html", "关于印发《云汐区促进就业若干措施》的通知", "2026-08-03")
    assert told(check(replace(GOOD, policies=(RELIEF, new)))) == [("missing", True)]


@pytest.mark.parametrize(
    "title",
    [
        "云汐区人民政府关于某某同志任职的通知",
        "转发市民政局关于印发《养老服务管理办法》的通知",
        "云汐区人民政府关于同意设立社区服务中心的批复",
        "关于召开全区安全生产工作会议的通知",
        "云汐区人民政府关于表彰先进集体的决定",
        "云汐区人民政府关于废止《云汐区客运管理办法》的决定",
        "云汐区人民政府关于继续执行《云汐区客运管理办法》的通知",
        "云汐区人民政府关于停止执行《云汐区招商办法》的通知",
        "云汐区人民政府行政规范性文件合法性审查公告",
        "云汐区人民政府关于延长《云汐区客运管理办法》有效期的通知",
        "云汐区征收土地补偿安置方案的公告",
        "国务院办公厅关于印发《全国一体化政务服务管理办法》的通知",
        "江东省人民政府关于印发《江东省河道管理办法》的通知",
        "云海市人民政府办公室关于印发《云海市物业管理办法》的通知",
        "关于成立停车管理工作领导小组的通知",
        "云汐区人民政府关于调整区安全生产委员会组成人员的通知",
        "关于《云汐区房屋租赁管理办法（征求意见稿）》公开征求意见的公告",
    ],
)
def test_documents_that_owe_none(title: str) -> None:
    new = article("/gfxwj/202608/t20260803_2.html", title, "2026-08-03")
    assert told(check(replace(GOOD, normative=(PARKING, new)))) == []


def test_a_policy_before_2018_owes_none_by_default() -> None:
    old = article(
        "/gfxwj/201708/t20170803_2.html", "云汐区人民政府关于印发《云汐区户外广告管理规定》的通知", "2017-08-03"
    )
    portal = replace(GOOD, normative=(PARKING, old))
    assert told(check(portal)) == []
    assert told(check(portal, InterpretationOptions(since=date(2016, 1, 1)))) == [("missing", False)]


def test_a_policy_of_yesterday_is_not_late_yet() -> None:
    new = article(
        "/gfxwj/202611/t20261119_2.html", "云汐区人民政府关于印发《云汐区户外广告管理规定》的通知", "2026-11-19"
    )
    result = check(replace(GOOD, normative=(PARKING, new)))
    assert told(result) == []
    assert measure(result, "rate") == Decimal(1)


def test_one_word_makes_another_policy() -> None:
    town = article("/gfxwj/202608/t20260803_2.html", "关于印发《云汐区农村居民最低生活保障办法》的通知", "2026-08-03")
    read = article("/zcjd/202608/t20260804_2.html", "《云汐区城市居民最低生活保障办法》解读", "2026-08-04")
    result = check(replace(GOOD, normative=(PARKING, town), readings=(*GOOD.readings, read)))
    assert told(result) == [("missing", False)]


def test_missing_is_a_doubt_where_the_column_was_not_read_whole() -> None:
    new = article(
        "/gfxwj/202608/t20260803_2.html", "云汐区人民政府关于印发《云汐区户外广告管理规定》的通知", "2026-08-03"
    )
    portal = replace(GOOD, normative=(PARKING, new))
    more = portal.page(listed(*portal.readings) + "<a href=index_2.html>下一页</a>", "政策解读")
    scripted = portal.page("<div id=list></div><script>$.get('/api/list')</script>", "政策解读")
    for changed in ({"/zcjd/": more}, {"/zcjd/": scripted}, {"/zcjd/": ""}):
        result = check(replace(portal, others=changed))
        assert ("missing", False) not in told(result)
        assert ("missing", True) in told(result)
        assert measure(result, "rate") is None
        assert any(unknown.subject == "解读率" for unknown in result.unknowns)
    cut = check(replace(portal, coverage=Coverage(pages=9, complete=False)))
    assert told(cut) == [("missing", True)]


def test_the_second_page_of_the_list_counts() -> None:
    first = GOOD.page(listed(RELIEF_READ) + "<a href=index_2.html>下一页</a>", "政策解读")
    second = GOOD.page(listed(PARKING_READ) + "<a href=index.html>上一页</a>", "政策解读")
    assert told(check(replace(GOOD, others={"/zcjd/": first, "/zcjd/index_2.html": second}))) == []


# --- pairs


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂《云汐区停车管理办法》",
        "图解：云汐区停车管理办法",
        "云汐区停车管理办法解读（二）",
        "区城管局负责人就《云汐区停车管理办法》答记者问",
        "《关于印发〈云汐区停车管理办法〉的通知》解读",
        "《停车管理办法》政策解读",
        "视频解读 | 云汐区停车管理办法",
    ],
)
def test_pairs_by_name(title: str) -> None:
    read = replace(PARKING_READ, title=title)
    assert told(check(replace(GOOD, readings=(read, RELIEF_READ)))) == []


def test_a_pair_by_link_where_the_title_names_nothing() -> None:
    read = replace(PARKING_READ, title="明年起，停车将有这些新变化")
    policy = replace(PARKING, body=PARKING.body.replace("《云汐区停车管理办法》政策解读", "政策解读"))
    assert told(check(replace(GOOD, normative=(policy,), readings=(read, RELIEF_READ)))) == []


def test_a_pair_by_number() -> None:
    policy = replace(without_links(PARKING), body="<p>发文字号：云政办发〔2026〕18号</p><p>各镇人民政府：</p>")
    read = replace(
        PARKING_READ, title="明年起，停车将有这些新变化", body="<p>近日印发的云政办发〔2026〕18号文件规定如下。</p>"
    )
    result = check(replace(GOOD, normative=(policy,), readings=(read, RELIEF_READ)))
    assert {doubtful for _, doubtful in told(result)} == {True}
    assert {code for code, _ in told(result)} == {"no-link-to-interpretation", "no-link-to-policy"}
    other = replace(read, body=read.body.replace("18号", "81号"))
    assert told(check(replace(GOOD, normative=(policy,), readings=(other, RELIEF_READ)))) == [("missing", False)]


def test_one_interpretation_of_two_policies_and_two_of_one() -> None:
    rules = article(
        "/gfxwj/202610/t20261012_3.html",
        "关于印发《云汐区停车收费细则》的通知",
        "2026-10-12",
        link("/zcjd/202610/t20261013_1.html", "政策解读"),
    )
    both = replace(
        PARKING_READ,
        title="《云汐区停车管理办法》《云汐区停车收费细则》政策解读",
        body=PARKING_READ.body + link(rules.path, "《云汐区停车收费细则》"),
    )
    picture = article(
        "/zcjd/202610/t20261013_4.html",
        "图解：云汐区停车管理办法",
        "2026-10-13",
        "<img src=/a.jpg>",
        link(PARKING.path, "原文链接"),
    )
    portal = replace(GOOD, normative=(PARKING, rules), readings=(both, picture, RELIEF_READ))
    assert told(check(portal)) == []


def test_an_interpretation_of_a_superiors_document_is_no_missing_pair() -> None:
    above = article("/zcjd/202608/t20260804_2.html", "《国务院关于深化改革的意见》解读", "2026-08-04")
    meeting = article("/zcjd/202608/t20260804_3.html", "区政府第十次常务会议解读", "2026-08-04")
    law = article("/zcjd/202608/t20260804_4.html", "《中华人民共和国行政处罚法》解读", "2026-08-04")
    result = check(replace(GOOD, readings=(*GOOD.readings, above, meeting, law)))
    assert told(result) == []


def test_copies_of_a_policy_in_two_columns_are_one() -> None:
    copy = replace(without_links(PARKING), path="/zcwj/202610/t20261012_9.html")
    assert told(check(replace(GOOD, policies=(RELIEF, copy)))) == []


def test_the_same_name_twice_goes_by_date() -> None:
    old = article("/gfxwj/202001/t20200106_1.html", PARKING.title, "2020-01-06", link("/zcjd/old.html", "政策解读"))
    read = article("/zcjd/old.html", PARKING_READ.title, "2020-01-07", link(old.path, "政策原文"))
    assert told(check(replace(GOOD, normative=(PARKING, old), readings=(*GOOD.readings, read)))) == []


# --- links


def test_what_lies_beside_fronts_of_several_columns_is_of_none_of_them() -> None:
    menu = {"/wjw/list_1.html": "规范性文件", "/wjw/list_2.html": "政策解读", "/wjw/list_3.html": "新闻动态"}
    inner = replace(PARKING, path="/wjw/detail_1.html", body=f"<p>正文</p>{link('/wjw/detail_2.html', '相关解读')}")
    reading = replace(
        PARKING_READ, path="/wjw/detail_2.html", body=f"<p>背景</p>{link('/wjw/detail_1.html', '政策原文')}"
    )
    news = Article("/wjw/detail_3.html", "云汐区公园管理规定", "2026-11-02")
    pages = {
        "/wjw/list_1.html": GOOD.page(listed(inner), "规范性文件"),
        "/wjw/list_2.html": GOOD.page(listed(reading), "政策解读"),
        "/wjw/list_3.html": GOOD.page(listed(news), "新闻动态"),
        **{one.path: GOOD.article(one) for one in (inner, reading, news)},
    }
    result = check(replace(GOOD, policies=(), normative=(), readings=(), others=pages, menu=menu))
    assert told(result) == [] and measure(result, "policies-checked") == 1


def test_columns_that_are_parts_of_one_page_have_their_own_rows() -> None:
    parts = {"gk1": "规范性文件", "gk2": "政策解读", "gk3": "新闻动态"}
    news = Article("/xx/3.html", "云汐区公园管理规定", "2026-11-02")
    rows = {"gk1": PARKING, "gk2": PARKING_READ, "gk3": news}
    shown = "".join(f'<div id="{part}">{listed(one)}</div>' for part, one in rows.items())
    menu = {f"/gk/index.html#{part}": name for part, name in parts.items()}
    pages = {"/gk/index.html": GOOD.page(shown, "信息公开"), **{one.path: GOOD.article(one) for one in rows.values()}}
    result = check(replace(GOOD, policies=(), normative=(), readings=(), others=pages, menu=menu))
    assert told(result) == [] and measure(result, "policies-checked") == 1
