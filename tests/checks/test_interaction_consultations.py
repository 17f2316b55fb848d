"""interaction: consultations with a period and a result, each fault beside what looks like it."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.interaction_periods import period_of
from evidence.records import Coverage
from tests.checks.interaction_portal import (
    CALL,
    MENU,
    NEW_CALL,
    RESULT,
    TODAY,
    ago,
    article,
    check,
    listed,
    only,
    page,
    period,
    portal,
    told,
)


def test_a_consultation_without_a_result() -> None:
    finding = only(check(portal({"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))})))
    assert (finding.code, finding.doubtful, finding.subject) == ("consultation-no-result", False, CALL)


@pytest.mark.parametrize(
    "changed",
    [
        {
            "/yjzj/1.html": article(
                CALL, ago(120), period(120, 85) + "<h3>征集结果</h3><p>共收到意见 3 条，均已采纳。</p>"
            )
        },
        {"/yjzj/1.html": article(CALL, ago(120), period(120, 85) + f"<a href=/jgfk/1.html>{RESULT}</a>")},
        {
            "/yjzj/1.html": article(
                CALL, ago(120), period(120, 85) + "<p><b>征集结果反馈：</b>收到意见3条，均已采纳。</p>"
            )
        },
        {
            "/yjzj/1.html": article(
                CALL, ago(120), period(120, 85) + "<p>截至征集期满，共收到意见建议3条，均已采纳。</p>"
            )
        },
        {"/yjzj/1.html": article(CALL, ago(120), period(120, 85) + "<p>征集期间，未收到任何意见和建议。</p>")},
        {
            "/yjzj/1.html": article(
                CALL, ago(120), period(120, 85) + "<p>附：办理情况（九月更新）：收到建议8条，采纳3条。</p>"
            )
        },
        {"/yjzj/1.html": article(CALL, ago(120), period(120, 85) + "<p>经汇总，共收集意见9条，其中采纳3条。</p>")},
        {"/yjzj/1.html": article(CALL, ago(80), period(80, 20))},  # ended less than a month ago
        {"/yjzj/1.html": article(CALL, ago(800), period(800, 760))},  # longer ago than a year
        {"/yjzj/1.html": article(CALL, ago(120), "欢迎提出意见和建议。")},  # no end stated
        {"/yjzj/": listed(("/yjzj/1.html", CALL, ago(120)), ("/jgfk/1.html", RESULT, ago(70)))},
        {"/tzgg/": listed(("/tzgg/7.html", RESULT, ago(70)))},  # in a column of other things
        {"/yjzj/1.html": article(CALL, ago(120), period(120, 85) + f"（征求意见时间延长至{ago(10)}）")},
    ],
)
def test_results_in_other_places(changed: Mapping[str, str]) -> None:
    others = {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}
    assert [one for one in told(check(portal({**others, **changed}))) if not one[1]] == []


def _with_link(words: str, title: str = RESULT) -> Mapping[str, str]:
    """The call links a page by a word that names no matter; no list shows that page."""
    call = article(CALL, ago(120), period(120, 85) + f"<p>相关链接：<a href=/yjzj/jg_1.html>{words}</a></p>")
    return {"/yjzj/1.html": call, "/yjzj/jg_1.html": article(title, ago(70), "收到意见 3 条，采纳 2 条。")}


@pytest.mark.parametrize("title", [RESULT, "征集结果反馈"])
@pytest.mark.parametrize("words", ["征集结果反馈", "结果反馈", "查看采纳情况", "征集结果"])
def test_a_result_that_only_the_call_leads_to(words: str, title: str) -> None:
    others = {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}
    assert told(check(portal({**others, **_with_link(words, title)}))) == []


@pytest.mark.parametrize(
    "changed",
    [
        _with_link("征集结果反馈", "关于停车收费标准征求意见结果的反馈"),
        {"/yjzj/1.html": article(CALL, ago(120), period(120, 85) + "<a href=/jgfk/>结果反馈</a>")},
    ],
)
def test_a_link_to_the_result_of_another_matter_and_to_the_column_of_results(changed: Mapping[str, str]) -> None:
    others = {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}
    assert told(check(portal({**others, **changed}))) == [("consultation-no-result", False)]


@pytest.mark.parametrize(
    ("title", "result", "known"),
    [
        ("某县关于公开征集“十五五”规划建议的公告", "“十五五”规划建议征集结果公布", True),
        ("关于征求夜间经济发展规划意见的公告", "某县2026年夜间经济发展规划征求意见采纳情况", True),
        ("云汐区公园改造方案有奖征集", "云汐区公园改造方案征集结果揭晓", True),
        ("关于征求殡葬改革实施方案意见的公告", "关于殡仪服务收费方案征求意见结果的公告", False),
        ("关于征求城市停车收费标准意见的公告", "道路停车收费标准征求意见结果", False),
    ],
)
def test_a_result_whose_title_says_less_or_more(title: str, result: str, known: bool) -> None:
    calls = listed(("/yjzj/1.html", title, ago(120)), ("/yjzj/2.html", NEW_CALL, ago(20)))
    pages = {"/yjzj/": calls, "/yjzj/1.html": article(title, ago(120), period(120, 85))}
    pages["/jgfk/"] = listed(("/jgfk/1.html", result, ago(70)))
    assert told(check(portal(pages))) == ([] if known else [("consultation-no-result", False)])


@pytest.mark.parametrize(("told", "known"), [("<a href=r.html>查看反馈</a>", True), ("暂无反馈", False), ("—", False)])
def test_a_list_with_a_column_of_results(told: str, known: bool) -> None:
    head = "<tr><th>征集主题</th><th>开始时间</th><th>结束时间</th><th>结果反馈</th></tr>"
    row = f"<tr><td><a href=/yjzj/1.html>{CALL}</a></td><td>{ago(120)}</td><td>{ago(85)}</td><td>{told}</td></tr>"
    other = f"<tr><td><a href=/yjzj/2.html>{NEW_CALL}</a></td><td>{ago(20)}</td><td>{ago(-15)}</td><td></td></tr>"
    pages = {"/yjzj/": f"<table>{head}{row}{other}</table>", "/jgfk/": listed(("/jgfk/9.html", "其他事项", ago(70)))}
    wanted = [] if known else [("consultation-no-result", False)]
    assert [(one.code, one.doubtful) for one in check(portal(pages)).findings] == wanted


def test_a_draft_that_is_put_up_may_owe_no_result() -> None:
    title = "云汐区国土空间规划（2021—2035年）草案公示"
    calls = listed(("/yjzj/1.html", title, ago(120)), ("/yjzj/2.html", NEW_CALL, ago(20)))
    pages = {"/yjzj/": calls, "/yjzj/1.html": article(title, ago(120), period(120, 85))}
    assert told(check(portal(pages))) == [("consultation-no-result", True)]


@pytest.mark.parametrize(
    "words",
    [
        "结果反馈：",
        "逾期未收到意见的，视为无意见。",
        "收到意见建议后我局将认真研究，并公布征集结果。",
        "请于收到本公告后3个工作日内反馈。",
        "我局将采纳10条建议并给予奖励。",
    ],
)
def test_what_is_no_result(words: str) -> None:
    others = {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}
    site = portal({**others, "/yjzj/1.html": article(CALL, ago(120), period(120, 85) + f"<p>{words}</p>")})
    assert told(check(site)) == [("consultation-no-result", False)]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("养老服务设施布局规划意见采纳情况.docx", True),
        ("征集结果.pdf", True),
        ("意见反馈表.docx", False),
        ("停车管理办法意见采纳情况.docx", False),
    ],
)
def test_a_result_as_a_file_of_the_call(name: str, known: bool) -> None:
    others = {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}
    body = period(120, 85) + f"<p>附件：<a href=/files/1.{name[-4:]}>{name}</a></p>"
    site = portal({**others, "/yjzj/1.html": article(CALL, ago(120), body)})
    assert told(check(site)) == ([] if known else [("consultation-no-result", False)])


def test_no_result_is_a_doubt_where_the_results_were_not_read() -> None:
    site = portal({"/jgfk/": "<div id=list></div><script>$.get('/api/results')</script>"})
    assert told(check(site)) == [("consultation-no-result", True)]
    lone = portal(
        {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}, coverage=Coverage(complete=False)
    )
    assert told(check(lone)) == [("consultation-no-result", True)]


@pytest.mark.parametrize(
    ("title", "owes"),
    [
        ("关于征集云汐区城市形象标识作品的公告", False),
        ("云汐区征集公益普法志愿者", False),
        ("关于公开征集营商环境监督员的公告", False),
        ("我为云汐区发展献一策活动公告", True),
        ("关于征集云汐区城市形象标识设计方案意见的公告", True),
        ("关于公开征集民生实事项目建议的公告", True),
        ("关于社区食堂布局的问卷调查", True),
        ("云汐区国土变更调查工作公告", False),
    ],
)
def test_a_call_for_works_owes_no_result(title: str, owes: bool) -> None:
    calls = listed(("/yjzj/1.html", title, ago(120)), ("/yjzj/2.html", NEW_CALL, ago(20)))
    pages = {"/yjzj/": calls, "/yjzj/1.html": article(title, ago(120), period(120, 85))}
    assert told(check(portal(pages))) == ([("consultation-no-result", False)] if owes else [])


def test_a_short_period() -> None:
    short = article(NEW_CALL, ago(20), period(20, 11))
    finding = only(check(portal({"/yjzj/2.html": short})))
    assert (finding.code, finding.doubtful) == ("consultation-short-period", True)
    urgent = article(NEW_CALL, ago(20), period(20, 11) + "因情况紧急，缩短征求意见时间。")
    assert told(check(portal({"/yjzj/2.html": urgent}))) == []
    clues = ("/yjzj/2.html", "关于征集区域特色品牌标识的公告", ago(20))
    calls = listed(("/yjzj/1.html", CALL, ago(120)), clues)
    logo = article(clues[1], ago(20), period(20, 11))
    assert told(check(portal({"/yjzj/": calls, "/yjzj/2.html": logo}))) == []


def test_period_of() -> None:
    published = date(2026, 3, 1)
    for text, start, end in (
        ("征集时间：2026年3月1日至2026年3月30日", date(2026, 3, 1), date(2026, 3, 30)),
        ("征求意见期限为2026年3月1日至3月31日。", date(2026, 3, 1), date(2026, 3, 31)),
        ("从2026年3月1日至15日征求意见", date(2026, 3, 1), date(2026, 3, 15)),
        ("征求意见时间自2026年12月20日起至1月20日", date(2026, 12, 20), date(2027, 1, 20)),
        ("请于2026年3月20日前反馈", published, date(2026, 3, 20)),
        ("征求意见时间：自即日起至2026年3月20日", published, date(2026, 3, 20)),
        ("本公告发布之日起到2026年3月20日，欢迎提出意见", published, date(2026, 3, 20)),
        ("开始时间：2026-03-01\n结束时间：2026-03-20", date(2026, 3, 1), date(2026, 3, 20)),
        ("征集时间为2026年6月8日－7月8日", date(2026, 6, 8), date(2026, 7, 8)),
        ("征求意见时间：2月26日至3月28日", date(2026, 2, 26), date(2026, 3, 28)),
        ("请于3月20日前将意见反馈至我局", published, date(2026, 3, 20)),
        ("意见征集期限为30天", published, date(2026, 3, 30)),
    ):
        found = period_of(text, published)
        assert found is not None, text
        assert (found.start, found.end) == (start, end), text
    for text in (
        "本办法自2026年3月1日起施行",
        "规划期限为2026年1月1日至2030年12月31日",
        "公示期7个工作日",
        "请于1月20日前反馈",  # long gone by then, or far away
        "会议时间：3月5日至6日",
        "电话2026-03-01-05",
    ):
        assert period_of(text, published) is None, text


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_any_text_has_a_period_or_none(text: str) -> None:
    found = period_of(text, TODAY)
    assert found is None or found.start is None or found.days is not None


def test_surveys_owe_a_result_too() -> None:
    def survey(title: str, path: str, result: str) -> str:
        cells = (f"<a href={path}>{title}</a>", ago(120), ago(90), "已结束", result)
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"

    heads = "".join(f"<th>{name}</th>" for name in ("调查主题", "开始时间", "结束时间", "状态", "结果反馈"))
    rows = (
        survey("公共交通满意度调查", "/wsdc/1.html", "—")
        + survey("社区养老服务需求问卷", "/wsdc/2.html", "未反馈")
        + survey("政务公开满意度调查", "/wsdc/3.html", "已反馈")
        + survey("营商环境满意度调查", "/wsdc/4.html", "")
    )
    menu = MENU | {"/wsdc/": "网上调查"}
    vote = page("<h1>调查</h1><p>您满意吗？</p>", menu=menu)
    pages = {"/wsdc/": f"<table><tr>{heads}</tr>{rows}</table>"} | {f"/wsdc/{n}.html": vote for n in (1, 2, 3)}
    pages["/wsdc/4.html"] = page("<h1>营商环境满意度调查</h1><p>满意 210票 82.5%</p>", menu=menu)
    assert told(check(portal(pages, menu=menu))) == [("consultation-no-result", False)] * 2


def test_a_call_passed_on_from_above_owes_no_result() -> None:
    title = "转发《省司法厅关于〈献血条例〉公开征求意见的公告》"
    pages = {
        "/yjzj/": listed(("/yjzj/9.html", title, ago(120))),
        "/yjzj/9.html": article(title, ago(120), period(120, 85)),
    }
    assert told(check(portal(pages))) == []


def test_a_deadline_from_now_on_without_a_year() -> None:
    text = "请社会各界自即日起至9月30日，通过电子邮件提出宝贵意见。"
    found = period_of(text, date(2026, 8, 28))
    assert found is not None
    assert found.end == date(2026, 9, 30)


@pytest.mark.parametrize(("told_there", "faulty"), [("共收到意见 6 条，采纳 4 条。", False), ("现印发给你们。", True)])
def test_the_text_issued_in_the_end_may_tell_the_result(told_there: str, faulty: bool) -> None:
    title = "云汐区人民政府关于印发《云汐区养老服务设施布局规划》的通知"
    pages = {
        "/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70))),
        "/tzgg/": listed(("/tzgg/9.html", title, ago(60))),
        "/tzgg/9.html": article(title, ago(60), f"本规划草案曾向社会公开征求意见，{told_there}"),
    }
    assert told(check(portal(pages))) == ([("consultation-no-result", False)] if faulty else [])


def test_each_of_several_calls_has_its_own_result() -> None:
    names = ("停车规划", "校外培训管理办法", "快递车管理办法", "路名方案")
    titles = [f"关于《云汐区{name}》征求意见的公告" for name in names]
    calls = [(f"/yjzj/{n}.html", title, ago(120)) for n, title in enumerate(titles)]
    pages = {path: article(title, day, period(120, 85)) for path, title, day in calls}
    pages["/yjzj/3.html"] = article(titles[3], ago(120), period(120, 85) + "</p><h3>意见反馈</h3><p>（无意见反馈）")
    results = listed(("/jgfk/9.html", titles[2], ago(70)))  # under the very title of the call
    found = check(portal({"/yjzj/": listed(*calls), "/jgfk/": results, **pages})).findings
    assert [one.subject for one in found if one.code == "consultation-no-result"] == titles[:2]


@pytest.mark.parametrize(
    "text", ["公众可在2026年7月12日之前通过以下途径反馈意见", "请于2026年7月12日前反馈", "截止日期2026/7/12"]
)
def test_deadlines_in_other_words(text: str) -> None:
    found = period_of(text, date(2026, 6, 12))
    assert found is not None
    assert found.end == date(2026, 7, 12)


@pytest.mark.parametrize(
    ("told_there", "faulty"),
    [
        ("</p><p>【征集结果】经汇总，社会公众无修改意见。", False),
        ("</p><p>附件：<a href=/f/1.doc>公众意见采纳情况表.doc</a>", False),
        ("</p><p>附件：<a href=/f/1.doc>公众意见反馈表.doc</a>", True),
        ("逾期未反馈的，视为无意见。", True),
    ],
)
def test_ways_of_telling_a_result_on_the_page_of_the_call(told_there: str, faulty: bool) -> None:
    pages = {
        "/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70))),
        "/yjzj/1.html": article(CALL, ago(120), period(120, 85) + told_there),
    }
    assert told(check(portal(pages))) == ([("consultation-no-result", False)] if faulty else [])


def test_a_matter_asked_about_again_owes_its_result_once() -> None:
    again = CALL.replace("公开征求", "再次公开征求")
    rows = (("/yjzj/1.html", CALL, ago(120)), ("/yjzj/9.html", again, ago(20)))
    pages = {
        "/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70))),
        "/yjzj/": listed(*rows),
        "/yjzj/9.html": article(again, ago(20), period(20, -15)),
    }
    assert told(check(portal(pages))) == []
    pages["/yjzj/9.html"] = article(again, ago(100), period(100, 65))
    assert only(check(portal(pages))).subject == again


def test_people_are_called_for_and_no_opinions() -> None:
    title = "关于征集法律顾问人选的公告"
    text = article(title, ago(120), period(120, 85))
    assert told(check(portal({"/yjzj/": listed(("/yjzj/9.html", title, ago(120))), "/yjzj/9.html": text}))) == []
