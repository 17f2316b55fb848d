"""interaction: each fault beside what looks like it, on a small portal."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import Finding, Outcome, Result
from checks.interaction import interaction
from checks.interaction_messages import State, messages_of
from checks.interaction_periods import period_of
from checks.interaction_says import InteractionOptions, before
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Unit

CASES = Path(__file__).parent / "cases" / "interaction"
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TODAY = date(2026, 11, 20)
MENU = {
    "/xwdt/": "新闻动态",
    "/tzgg/": "通知公告",
    "/zwgk/": "政务公开",
    "/zwfw/": "政务服务",
    "/hdjl/": "互动交流",
    "/ldxx/": "领导信箱",
    "/lygk/": "留言公开",
    "/yjzj/": "意见征集",
    "/jgfk/": "结果反馈",
} | {"/zxft/": "在线访谈"}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def page(content: str, title: str = "云汐区人民政府", menu: Mapping[str, str] = MENU) -> str:
    links = "".join(f"<li><a href={path}>{name}</a></li>" for path, name in menu.items())
    return (
        f"<title>{title}</title><div class=nav><ul><li><a href=/>首页</a></li>{links}</ul></div>{content}"
        "<div class=foot>主办单位：云汐区人民政府办公室</div>"
    )


def table(*rows: tuple[str, str, str, str], head: str = "") -> str:
    head = head or "<tr><th>标题</th><th>来信时间</th><th>答复时间</th><th>办理状态</th></tr>"
    cells = "".join(
        f"<tr><td><a href='{n}.html'>{title}</a></td><td>{asked}</td><td>{answered}</td><td>{state}</td></tr>"
        for n, (title, asked, answered, state) in enumerate(rows)
    )
    return f"<div class=main><table class=list>{head}{cells}</table></div>"


GOOD_ROWS = (
    ("咨询公租房申请条件", ago(10), ago(7), "已答复"),
    ("城南路路灯不亮", ago(40), ago(36), "已办结"),
    ("孩子转学手续如何办理", ago(200), ago(196), "已答复"),
)
CALL = "关于《云汐区养老服务设施布局规划（征求意见稿）》公开征求意见的公告"
RESULT = "关于《云汐区养老服务设施布局规划（征求意见稿）》征求意见结果的反馈"
NEW_CALL = "关于《云汐区停车管理办法（征求意见稿）》公开征求意见的公告"


def article(title: str, day: str, body: str) -> str:
    return page(f"<div class=main><h1>{title}</h1><p>发布日期：{day}</p><p>{body}</p></div>", title)


def listed(*rows: tuple[str, str, str]) -> str:
    items = "".join(f"<li><a href={path}>{title}</a><span>{day}</span></li>" for path, title, day in rows)
    return f"<div class=main><ul class=list>{items}</ul></div>"


def period(start: int, end: int) -> str:
    return f"征集时间：{ago(start)} 至 {ago(end)}。欢迎社会各界提出意见和建议。"


def portal(
    changed: Mapping[str, str] | None = None,
    *,
    menu: Mapping[str, str] = MENU,
    coverage: Coverage | None = None,
    units: tuple[Unit, ...] = (),
) -> FakeSite:
    """A portal in order but for the contents given by path ("" for a page that was not read)."""
    contents = {
        "/": listed(("/xwdt/1.html", "区政府召开群众来信答复工作推进会", ago(2))),
        "/xwdt/": listed(("/xwdt/1.html", "区政府召开群众来信答复工作推进会", ago(2))),
        "/tzgg/": listed(("/tzgg/1.html", "关于冬季供暖时间安排的通知", ago(30))),
        "/hdjl/": "<p>欢迎参与互动交流。</p>",
        "/ldxx/": "<form action=/submit method=post><input name=t><textarea name=c></textarea></form>",
        "/lygk/": table(*GOOD_ROWS),
        "/yjzj/": listed(("/yjzj/1.html", CALL, ago(120)), ("/yjzj/2.html", NEW_CALL, ago(20))),
        "/yjzj/1.html": article(CALL, ago(120), period(120, 85)),
        "/yjzj/2.html": article(NEW_CALL, ago(20), period(20, -15)),
        "/jgfk/": listed(("/jgfk/1.html", RESULT, ago(70))),
        "/jgfk/1.html": article(RESULT, ago(70), "征求意见期间共收到意见 12 条，采纳 5 条。"),
        "/zxft/": listed(("/zxft/1.html", "区民政局负责人谈养老服务设施布局", ago(50))),
        **(changed or {}),
    }
    pages = {path: text if "<title>" in text else page(text, menu=menu) for path, text in contents.items() if text}
    return FakeSite.of(pages, observed_at=NOW, coverage=coverage, units=units)


def check(site: FakeSite, options: InteractionOptions | None = None) -> Result:
    result = run_check(interaction, site, options)
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def told(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


def only(result: Result) -> Finding:
    assert len(result.findings) == 1, [(f.code, f.message) for f in result.findings]
    return result.findings[0]


def measure(result: Result, name: str, unit: str = "") -> object:
    return next((m.value for m in result.measures if (m.name, m.unit) == (name, unit)), None)


def test_a_portal_in_order() -> None:
    result = check(portal())
    assert told(result) == []
    assert result.outcome is Outcome.PASSED
    assert measure(result, "messages-checked") == 3
    assert measure(result, "reply-in-time-rate") == Decimal(1)
    assert measure(result, "unanswered") == 0
    assert measure(result, "consultations") == 2
    assert measure(result, "consultations-with-result") == 1


# --- messages


def test_unanswered_for_more_than_three_months() -> None:
    rows = (*GOOD_ROWS, ("咨询医保报销比例", ago(100), "", "未回复"))
    result = check(portal({"/lygk/": table(*rows)}))
    finding = only(result)
    assert (finding.code, finding.doubtful, finding.subject) == ("unanswered", False, "咨询医保报销比例")
    assert measure(result, "unanswered") == 1
    assert measure(result, "reply-in-time-rate") == Decimal("0.75")
    assert (measure(result, "late-replies"), measure(result, "overdue-questions")) == (0, 1)


@pytest.mark.parametrize(
    "row",
    [
        ("咨询医保报销比例", ago(80), "", "未回复"),  # not three months yet
        ("咨询医保报销比例", ago(400), "", "未回复"),  # longer ago than a year
        ("举报某企业违规排污", ago(120), "", "处理中"),
        ("信访事项咨询", ago(120), "", "受理中"),
        ("感谢区政务服务中心", ago(120), "", "未回复"),
        ("测试", ago(120), "", "待回复"),
        ("咨询医保报销比例", ago(120), ago(110), "未回复"),  # the date of the answer says otherwise
        ("咨询医保报销比例", ago(120), "", "已办结"),
        ("咨询医保报销比例", ago(120), "", "公开"),
        ("咨询医保报销比例", ago(120), "", "不予受理"),
    ],
)
def test_what_is_not_unanswered(row: tuple[str, str, str, str]) -> None:
    result = check(portal({"/lygk/": table(*GOOD_ROWS, row)}))
    assert [one for one in told(result) if not one[1]] == []


def test_no_answer_shown_without_a_word_is_a_doubt() -> None:
    head = "<tr><th>标题</th><th>来信时间</th><th>答复时间</th><th>浏览</th></tr>"
    rows = (*GOOD_ROWS, ("咨询医保报销比例", ago(120), "", "15"))
    assert told(check(portal({"/lygk/": table(*rows, head=head)}))) == [("unanswered", True)]


def test_the_message_itself_shows_the_answer() -> None:
    rows = (*GOOD_ROWS, ("咨询医保报销比例", ago(120), "", "受理中"))
    answer = page(
        f"<h1>咨询医保报销比例</h1><p>留言时间：{ago(120)}</p><p>答复单位：区医保局</p><p>答复时间：{ago(118)}</p>"
        "<p>答复内容：您好，您反映的问题答复如下。</p>"
    )
    assert told(check(portal({"/lygk/": table(*rows), "/lygk/3.html": answer}))) == []


def test_a_message_on_its_own_page_without_answer() -> None:
    rows = listed(
        ("/lygk/a.html", "咨询医保报销比例有关问题", ago(120)), ("/lygk/b.html", "咨询落户政策有关问题", ago(9))
    )
    open_ = f"<h1>咨询医保报销比例</h1><p>留言时间：{ago(120)}</p><p>办理状态：待回复</p><p>内容：请问比例是多少。</p>"
    done = f"<h1>咨询落户政策</h1><p>留言时间：{ago(9)}</p><p>办理状态：已回复</p><p>答复时间：{ago(8)}</p>"
    result = check(portal({"/lygk/": rows, "/lygk/a.html": page(open_), "/lygk/b.html": page(done)}))
    assert told(result) == [("unanswered", False)]
    assert measure(result, "messages-checked") == 2


def test_a_board_of_several_messages() -> None:
    board = "".join(
        f"<div class=item><p>{title}</p><p>留言时间：{asked} 10:12</p><p>答复时间：{answered}</p>"
        f"<p>答复内容：{reply}</p></div>"
        for title, asked, answered, reply in (
            ("公交线路调整", ago(12), ago(10), "您好，线路调整方案已公布，请查阅。"),
            ("小区停水", ago(130), "", "暂无回复"),
        )
    )
    site = portal({"/lygk/": board})
    found = messages_of(next(one for one in site.pages() if one.url.endswith("/lygk/")), TODAY)
    assert [one.state for one in found] == [State.ANSWERED, State.UNANSWERED]
    assert told(check(site)) == [("unanswered", True)]


def replied(body: str, days: int) -> str:
    words = f"<p>{body}回复：您好，请到窗口办理。</p>"
    return f"<div class=reply>{words}<p>回复时间：{ago(days)}</p></div>"


BOARD_MESSAGES = (
    ("[咨询] 公交线路调整", ago(12), "已回复", replied("区交通局", 10)),
    ("[咨询] 灵活就业补贴申请条件", ago(60), "已回复", replied("区人社局", 30)),
    ("[投诉] 小区停水多日", ago(64), "已回复", replied("区水务局", 30)),
    ("[咨询] 社区食堂营业时间", ago(130), "待回复", ""),
    ("[信访] 请求撤销答复意见", ago(140), "待回复", ""),
    ("[咨询] 如何落户", ago(150), "重复留言，不予处理", ""),
    ("[咨询] 如何落户", ago(151), "", "<p>区公安分局答复：您好，请携带身份证到派出所办理。</p>"),
)


def board(*messages: tuple[str, str, str, str]) -> str:
    items = "".join(
        f"<li><h4>{title}</h4><p>请问有关情况如何办理。</p>"
        f"<p>网友：李**　留言时间：{asked} 10:12　<span>{state}</span></p>{reply}</li>"
        for title, asked, state, reply in messages
    )
    return f"<ul class=msg>{items}</ul>"


def test_a_board_whose_states_stand_by_themselves() -> None:
    site = portal({"/lygk/": board(*BOARD_MESSAGES)})
    finding = only(check(site))
    assert (finding.code, finding.doubtful) == ("unanswered", False)
    assert "社区食堂营业时间" in finding.message
    late = [f for f in check(site, InteractionOptions(report_late=True)).findings if f.code == "late-reply"]
    assert ["灵活就业补贴" in finding.message for finding in late] == [True]


def test_a_state_before_the_time_is_that_of_its_own_message() -> None:
    def rows(state: str, other: str) -> str:
        return "".join(
            f"<div class=item><p>{title}</p><p>{told}</p><p>留言时间：{asked} 10:12</p><p>{title}的内容是什么</p></div>"
            for title, asked, told in (("公交线路调整", ago(120), state), ("小区停水", ago(20), other))
        )

    assert told(check(portal({"/lygk/": rows("已回复", "待回复")}))) == []
    assert told(check(portal({"/lygk/": rows("待回复", "已回复")}))) == [("unanswered", False)]


@pytest.mark.parametrize(("title", "count"), [("咨询医保办理", 2), ("咨询落户办理", 3)])
def test_a_message_on_a_board_and_its_own_page_are_one_message(title: str, count: int) -> None:
    board = "".join(
        f"<p><a href={n}.html>{words}</a></p><p>来信时间：{ago(30 + n)}</p><p>答复时间：{ago(28 + n)}</p>"
        for n, words in enumerate((title, "咨询落户办理"), start=1)
    )
    own = page(f"<h1>{title}</h1><p>来信时间：{ago(31)}</p><p>答复时间：{ago(29)}</p>", title=title)
    result = check(portal({"/lygk/": board, "/lygk/1.html": own}))
    assert measure(result, "messages-checked") == count  # two of the same title cannot be told apart


def test_rows_of_list_items() -> None:
    head = "<li class=head><span>标题</span><span>留言时间</span><span>状态</span></li>"
    rows = "".join(
        f"<li><a href={n}.html>{title}</a><span>{day}</span><span>{state}</span></li>"
        for n, (title, day, state) in enumerate((("咨询落户", ago(3), "已回复"), ("咨询社保", ago(99), "待回复")))
    )
    result = check(portal({"/lygk/": f"<ul>{head}{rows}</ul>"}))
    assert told(result) == [("unanswered", False)]
    beside = "<div class=th><span>标题</span><span>留言时间</span><span>状态</span></div>"
    assert told(check(portal({"/lygk/": f"<div>{beside}<ul>{rows}</ul></div>"}))) == [("unanswered", False)]


def test_late_replies_only_when_asked() -> None:
    rows = (*GOOD_ROWS, ("咨询办理居住证需要材料", ago(60), ago(40), "已答复"))
    site = portal({"/lygk/": table(*rows)})
    assert told(check(site)) == []
    assert measure(check(site), "reply-in-time-rate") == Decimal("0.75")
    assert (measure(check(site), "late-replies"), measure(check(site), "overdue-questions")) == (1, 0)
    assert told(check(site, InteractionOptions(report_late=True))) == [("late-reply", False)]
    assert told(check(site, InteractionOptions(report_late=True, reply_days=20))) == []


def test_a_holiday_does_not_make_a_reply_late() -> None:
    rows = (("咨询办理居住证需要材料", "2026-09-30", "2026-10-13", "已答复"), *GOOD_ROWS)
    result = check(portal({"/lygk/": table(*rows)}), InteractionOptions(report_late=True))
    assert told(result) == []  # 10-08, 09, 10 (a Saturday worked), 12, 13


def test_complaints_are_not_held_to_the_term_of_questions() -> None:
    head = "<tr><th>标题</th><th>来信时间</th><th>答复时间</th><th>类型</th></tr>"
    rows = (("路灯不亮", ago(60), ago(30), "投诉"), ("落户条件", ago(60), ago(58), "咨询"))
    result = check(portal({"/lygk/": table(*rows, head=head)}), InteractionOptions(report_late=True))
    assert [code for code, _ in told(result)] == []
    assert measure(result, "reply-in-time-rate") == Decimal(1)


def test_a_message_of_a_year_without_a_calendar_is_said_aloud() -> None:
    site = FakeSite.of(
        {"/": page(""), "/lygk/": page(table(("咨询落户", "1998-03-02", "1998-03-05", "已答复")))},
        observed_at=datetime(1998, 4, 1, tzinfo=UTC),
    )
    assert any("1998" in unknown.reason for unknown in check(site).unknowns)


# --- columns


def test_stale() -> None:
    old = tuple((title, ago(80), ago(70), state) for title, _, _, state in GOOD_ROWS)
    finding = only(check(portal({"/lygk/": table(*old)})))
    assert (finding.code, finding.doubtful, finding.subject) == ("stale", False, "留言公开")
    fresh = (*old, ("咨询落户", ago(90), ago(50), "已答复"))
    assert told(check(portal({"/lygk/": table(*fresh)}))) == []


def test_a_board_under_another_name_is_published_too() -> None:
    menu = {path: name for path, name in MENU.items() if path != "/lygk/"} | {"/wszx/": "网上咨询"}
    nothing = dict.fromkeys(("/lygk/", "/yjzj/1.html", "/yjzj/2.html", "/jgfk/1.html"), "")
    old = tuple((title, ago(80), ago(70), state) for title, _, _, state in GOOD_ROWS)
    finding = only(check(portal({**nothing, "/wszx/": table(*old)}, menu=menu)))
    assert (finding.code, finding.doubtful) == ("stale", False)
    assert "网上咨询" in finding.message
    assert told(check(portal({**nothing, "/wszx/": table(*GOOD_ROWS)}, menu=menu))) == []


def test_messages_elsewhere_do_not_make_an_unread_column_stale() -> None:
    old = tuple((title, ago(80), ago(70), state) for title, _, _, state in GOOD_ROWS)
    site = portal({"/lygk/": "<div id=list></div><script>$.get('/api/letters')</script>", "/ldxx/": table(*old)})
    assert told(check(site)) == []


def test_a_list_by_script_is_not_stale() -> None:
    result = check(portal({"/lygk/": "<div id=list></div><script>$.get('/api/letters')</script>"}))
    assert told(result) == []
    assert any(unknown.subject == "留言公开" for unknown in result.unknowns)


def test_no_channel() -> None:
    less = {path: name for path, name in MENU.items() if path not in ("/ldxx/", "/lygk/", "/hdjl/")}
    nothing = dict.fromkeys(("/ldxx/", "/lygk/", "/hdjl/", "/yjzj/1.html", "/yjzj/2.html", "/jgfk/1.html"), "")
    site = portal(nothing, menu={**less, "/a/": "机构职能", "/b/": "领导之窗", "/c/": "数据开放"})
    assert told(check(site)) == [("no-channel", False)]
    hotline = portal(nothing, menu={**less, "/12345/": "12345热线", "/jb/": "举报信箱", "/c/": "数据开放"})
    assert told(check(hotline)) == [("no-channel", True)]
    door = portal({**nothing, "/": "<a href='javascript:;' data-x=1>我要咨询</a>"}, menu={**less, "/c/": "数据开放"})
    assert all(doubtful for _, doubtful in told(check(door)))
    cut = portal(nothing, menu=less, coverage=Coverage(complete=False))
    assert told(check(cut)) == []
    scripted = FakeSite.of({"/": "<title>云汐区人民政府</title><div id=app></div><script src=/app.js></script>"})
    assert told(check(scripted)) == []


# --- consultations


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
        {"/yjzj/1.html": article(CALL, ago(80), period(80, 20))},  # ended less than a month ago
        {"/yjzj/1.html": article(CALL, ago(800), period(800, 760))},  # longer ago than a year
        {"/yjzj/1.html": article(CALL, ago(120), "欢迎提出意见和建议。")},  # no end stated
        {"/yjzj/": listed(("/yjzj/1.html", CALL, ago(120)), ("/jgfk/1.html", RESULT, ago(70)))},
    ],
)
def test_results_in_other_places(changed: Mapping[str, str]) -> None:
    others = {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}
    assert [one for one in told(check(portal({**others, **changed}))) if not one[1]] == []


@pytest.mark.parametrize("words", ["逾期未收到意见的，视为无意见。", "收到意见建议后我局将认真研究，并公布征集结果。"])
def test_what_is_no_result(words: str) -> None:
    others = {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}
    site = portal({**others, "/yjzj/1.html": article(CALL, ago(120), period(120, 85) + f"<p>{words}</p>")})
    assert told(check(site)) == [("consultation-no-result", False)]


def test_no_result_is_a_doubt_where_the_results_were_not_read() -> None:
    site = portal({"/jgfk/": "<div id=list></div><script>$.get('/api/results')</script>"})
    assert told(check(site)) == [("consultation-no-result", True)]
    lone = portal(
        {"/jgfk/": listed(("/jgfk/9.html", "其他事项征求意见结果的反馈", ago(70)))}, coverage=Coverage(complete=False)
    )
    assert told(check(lone)) == [("consultation-no-result", True)]


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
        ("开始时间：2026-03-01\n结束时间：2026-03-20", date(2026, 3, 1), date(2026, 3, 20)),
        ("意见征集期限为30天", published, date(2026, 3, 30)),
    ):
        found = period_of(text, published)
        assert found is not None, text
        assert (found.start, found.end) == (start, end), text
    for text in (
        "本办法自2026年3月1日起施行",
        "规划期限为2026年1月1日至2030年12月31日",
        "公示期7个工作日",
        "电话2026-03-01-05",
    ):
        assert period_of(text, published) is None, text


def test_before() -> None:
    assert before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert before(date(2026, 11, 20), 12) == date(2025, 11, 20)
    assert before(date(2026, 1, 15), 3) == date(2025, 10, 15)


def test_measures_of_a_unit() -> None:
    units = (Unit(name="区城管局", scope=("/lygk/",)),)
    assert measure(check(portal(units=units)), "messages-checked", "区城管局") == 3


def test_gb18030_pages_on_disk() -> None:
    pages = {f"/{path.stem.replace('__', '/')}.html": path.read_bytes() for path in sorted(CASES.glob("*.html"))}
    pages["/"] = pages.pop("/index.html")
    result = run_check(interaction, FakeSite.of(pages, observed_at=NOW))
    assert told(result) == [("unanswered", False)]
    assert measure(result, "messages-checked") == 3


@given(st.text(alphabet="<>/=\"' trdliul标题来信时间答复状态未回复：2026-年月日至征集结果", max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_page_is_read(html: str) -> None:
    menu = "<a href=/lygk/>留言公开</a><a href=/yjzj/>意见征集</a>"
    site = FakeSite.of({"/": menu + html, "/lygk/": html, "/yjzj/": html})
    assert run_check(interaction, site).outcome is not Outcome.ERROR
    for one in site.pages():
        messages_of(one, TODAY)


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_any_text_has_a_period_or_none(text: str) -> None:
    found = period_of(text, TODAY)
    assert found is None or found.start is None or found.days is not None
