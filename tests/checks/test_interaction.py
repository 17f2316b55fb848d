"""interaction: messages and their columns, each fault beside what looks like it, on a small portal."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import Outcome
from checks.interaction import interaction
from checks.interaction_messages import State, messages_of
from checks.interaction_says import InteractionOptions, before
from checks.testing import FakeSite, run_check
from evidence.records import Coverage, Unit
from tests.checks.interaction_portal import (
    BOARD_MESSAGES,
    GOOD_ROWS,
    MENU,
    NOW,
    TODAY,
    ago,
    board,
    check,
    listed,
    measure,
    only,
    page,
    portal,
    table,
    told,
)

CASES = Path(__file__).parent / "cases" / "interaction"


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
    assert told(check(site)) == [("unanswered", False)]  # 暂无回复 is what the page says itself


@pytest.mark.parametrize("state", ["待回复", "状态：待回复", "【状态】待回复"])
def test_a_state_on_a_board_with_a_label_and_without(state: str) -> None:
    asked = ("[咨询] 社区食堂营业时间", ago(130), state, "")
    finding = only(check(portal({"/lygk/": board(BOARD_MESSAGES[0], BOARD_MESSAGES[1], asked)})))
    assert (finding.code, finding.doubtful) == ("unanswered", False)


def test_a_board_whose_states_stand_by_themselves() -> None:
    site = portal({"/lygk/": board(*BOARD_MESSAGES)})
    finding = only(check(site))
    assert (finding.code, finding.doubtful) == ("unanswered", False)
    assert "社区食堂营业时间" in finding.message
    late = [f for f in check(site, InteractionOptions(report_late=True)).findings if f.code == "late-reply"]
    assert ["灵活就业补贴" in finding.message for finding in late] == [True]


def test_a_board_that_tells_the_day_before_the_word_for_it() -> None:
    def rows(*answers: str) -> str:
        asked = (ago(12), ago(60), ago(130))
        return "".join(
            f"<div class=item><div>网友 于 {day} 10:12 提问：如何办理居住证</div><div>{answer}</div></div>"
            for day, answer in zip(asked, answers, strict=True)
        )

    replied = f"区政府办 {ago(8)} 09:00 回复：您好，请携带身份证到派出所办理。"
    assert told(check(portal({"/lygk/": rows(replied, replied, "暂未回复")}))) == [("unanswered", False)]
    assert told(check(portal({"/lygk/": rows("暂未回复", replied, replied)}))) == []


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


@pytest.mark.parametrize(("state", "wanted"), [("待回复", [("unanswered", False)]), ("已回复", [])])
def test_a_state_that_is_a_picture_with_words(state: str, wanted: list[tuple[str, bool]]) -> None:
    picture = f"<img src=/i/s.png alt={state}>"
    rows = (*GOOD_ROWS[:2], ("咨询社区食堂营业时间", ago(130), "", picture))
    assert told(check(portal({"/lygk/": table(*rows)}))) == wanted


def test_late_replies_only_when_asked() -> None:
    rows = (*GOOD_ROWS, ("咨询办理居住证需要材料", ago(60), ago(40), "已答复"))
    site = portal({"/lygk/": table(*rows)})
    assert told(check(site)) == []
    assert measure(check(site), "reply-in-time-rate") == Decimal("0.75")
    assert (measure(check(site), "late-replies"), measure(check(site), "overdue-questions")) == (1, 0)
    assert told(check(site, InteractionOptions(report_late=True))) == [("late-reply", False)]
    assert told(check(site, InteractionOptions(report_late=True, reply_days=20))) == []


@pytest.mark.parametrize(
    ("title", "late"),
    [
        ("咨询办理居住证需要材料", True),
        ("居住证反映的地址有误怎么改", True),
        ("对停车建议采纳情况的咨询", True),
        ("建议咨询窗口延长服务时间", False),
        ("反映城东河道采砂扰民", False),
        ("关于反映小区停车难的问题", False),
        ("投诉某物业公司乱收费", False),
        ("求助：楼道路灯不亮", False),
    ],
)
def test_a_title_that_begins_with_another_kind_is_no_question(title: str, late: bool) -> None:
    site = portal({"/lygk/": table(*GOOD_ROWS, (title, ago(60), ago(40), "已答复"))})
    assert told(check(site, InteractionOptions(report_late=True))) == ([("late-reply", False)] if late else [])


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


def test_the_form_by_which_one_writes_is_no_board() -> None:
    menu = {path: name for path, name in MENU.items() if path != "/lygk/"} | {"/write/": "我要写信"}
    nothing = dict.fromkeys(("/lygk/", "/yjzj/1.html", "/yjzj/2.html", "/jgfk/1.html"), "")
    form = "<form method=post><textarea name=c></textarea></form>"
    for days, wanted in ((70, [("stale", False)]), (7, [])):
        rows = tuple((title, ago(days + 5), ago(days), state) for title, _, _, state in GOOD_ROWS)
        result = check(portal({**nothing, "/ldxx/": table(*rows), "/write/": form}, menu=menu))
        assert told(result) == wanted and result.unknowns == ()


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


def test_labels_in_brackets_and_without_the_word_for_time() -> None:
    def letter(asked: str, answered: str, reply: str) -> str:
        return f"<p>【留言时间】{asked}</p><p>【回复时间】{answered}</p><p>【回复内容】{reply}</p>"

    rows = "".join(f"<li><a href={n}.html>关于事项{n}的咨询</a><span>{ago(20)}</span></li>" for n in "abc")
    pages = {
        "/lygk/": f"<ul>{rows}</ul>",
        "/lygk/a.html": page("<h1>咨询医保报销</h1>" + letter(ago(130), "——", "受理中")),
        "/lygk/b.html": page(
            f"<h1>咨询落户</h1><p>提问于 {ago(20)}</p><p>窗口 回复于 {ago(18)}</p><p>您好，请到窗口办理。</p>"
        ),
        "/lygk/c.html": page(
            f"<h1>咨询入学</h1><p>提交：{ago(120)}</p><p>答复：{ago(30)}收到您的来信，现答复如下。</p>"
        ),
    }
    assert told(check(portal(pages))) == [("unanswered", False)]


def test_a_state_beside_the_title_of_a_card() -> None:
    def card(state: str, title: str, days: int) -> str:
        return f"<div><p><span>{state}</span><strong>{title}</strong></p><p>写信日期：{ago(days)}</p></div>"

    board = card("等待回复", "供暖不足", 130) + card("等待回复", "老年卡年审", 4) + card("已回复", "路灯不亮", 125)
    assert told(check(portal({"/lygk/": board}))) == [("unanswered", False)]


def test_a_letter_that_was_withdrawn_owes_no_answer() -> None:
    board = table(("咨询公租房", ago(130), "", "已撤回"), ("咨询落户", ago(9), ago(8), "已答复"))
    assert told(check(portal({"/lygk/": board}))) == []


@pytest.mark.parametrize("title", ["垃圾清运不及时", "重复收费如何退款"])
def test_a_title_is_no_state(title: str) -> None:
    letters = ((title, "等待回复", 130), ("咨询落户", "已答复", 9))
    board = "".join(
        f"<div><b>主题：{name}</b><p>留言时间：{ago(days)}</p><span>{state}</span></div>"
        for name, state, days in letters
    )
    assert told(check(portal({"/lygk/": board}))) == [("unanswered", False)]


def test_the_steps_of_every_letter_are_no_state() -> None:
    steps = "<ul><li><span>待受理</span></li><li><span>处理中</span></li><li><span>办结</span></li></ul>"
    letters = (("咨询落户", "您好，来信收悉，请带材料到窗口办理。"), ("咨询入学", "您好，请到学校报名。"))
    board = "".join(f"<div><h4>{t}</h4><p>留言时间：{ago(120)}</p>{steps}<p>{reply}</p></div>" for t, reply in letters)
    assert [one for one in told(check(portal({"/lygk/": board}))) if one[0] == "unanswered"] == []
