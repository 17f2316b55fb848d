"""interaction: boards and lists of other make, each fault beside what looks like it."""

import pytest

from checks.interaction_messages import State, messages_of
from checks.interaction_says import InteractionOptions
from checks.testing import FakeSite
from tests.checks.interaction_portal import MENU, TODAY, ago, check, page, portal, table, told

OLD = ago(130)
REPLY = "您好，您反映的问题已经核实，请到窗口办理。"


def unanswered(site: FakeSite) -> list[tuple[str, bool]]:
    """Each message said to be unanswered and whether it is but a doubt; these boards may be stale as well."""
    return [(one.subject.split()[0], one.doubtful) for one in check(site).findings if one.code == "unanswered"]


def test_a_head_in_a_table_of_its_own() -> None:
    head = "<div><table><tr><th><div>信件标题</div></th><th>提交时间</th><th>办理状态</th></tr></table></div>"
    rows = "".join(
        f"<tr><td><div>{t}</div></td><td>{OLD} 10:00</td><td>{s}</td></tr>"
        for t, s in (("咨询入学", "未答复"), ("咨询落户", "已答复"))
    )
    site = portal({"/lygk/": f"<div class=el-table>{head}<div><table>{rows}</table></div></div>"})
    assert unanswered(site) == [("咨询入学", False)]


def test_questions_told_by_their_words_alone() -> None:
    def pair(question: str, answer: str, day: str = OLD) -> str:
        return f"<dl><dt>问：{question}？<em>（{day}）</em></dt><dd>答：{answer}</dd></dl>"

    board = (
        pair("咨询入学", "暂未答复")
        + pair("咨询落户", REPLY)
        + pair("道路塌陷", "您的问题已转相关部门，正在办理中")
        + pair("路灯不亮", "")
        + pair("垃圾清运", "暂未答复", ago(9))
    )
    site = portal({"/lygk/": board})
    page = next(one for one in site.pages() if one.url.endswith("/lygk/"))
    states = [State.UNANSWERED, State.ANSWERED, State.UNANSWERED, State.UNANSWERED, State.UNANSWERED]
    assert [one.state for one in messages_of(page, TODAY)] == states
    assert {title for title, doubtful in unanswered(site) if not doubtful} == {"咨询入学？", "道路塌陷？", "路灯不亮？"}


@pytest.mark.parametrize(("other", "doubtful"), [(REPLY, False), ("", True)])
def test_a_blank_place_for_the_answer_beside_others_that_are_filled(other: str, doubtful: bool) -> None:
    def entry(title: str, reply: str) -> str:
        cells = (("标题", title), ("留言时间", OLD), ("内容", "请解决"), ("回复", reply))
        return "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in cells) + "</table>"

    found = unanswered(portal({"/lygk/": entry("水管爆裂", "") + entry("电表损坏", other)}))
    assert found[0][1] is doubtful and len(found) == (2 if doubtful else 1)


def test_a_column_of_complaints_and_reports_is_left_out_by_half() -> None:
    menu = MENU | {"/tsjb/": "投诉举报", "/jbxx/": "举报信箱"}
    rows = (("投诉物业乱收费", OLD, "", "处理中"), ("举报违法建设", OLD, "", "处理中"))
    pages = {"/tsjb/": table(*rows), "/jbxx/": table(("某企业违规排污", OLD, "", "处理中"))}
    assert unanswered(portal(pages, menu=menu)) == [("投诉物业乱收费", False)]


def test_late_answers_under_other_names_of_column_and_title() -> None:
    menu = MENU | {"/zczx/": "政策咨询"}
    head = "<tr><td>咨询事项</td><td>提问时间</td><td>受理日期</td><td>答复日期</td></tr>"
    rows = "".join(
        f"<tr><td>{t}</td><td>{ago(a)}</td><td>{ago(a - 1)}</td><td>{ago(b)}</td></tr>"
        for t, a, b in (("人才补贴", 40, 20), ("创业贷款", 12, 10))
    )
    site = portal({"/zczx/": f"<table>{head}{rows}</table>"}, menu=menu)
    found = check(site, InteractionOptions(report_late=True)).findings
    assert [(one.code, one.subject.split()[0]) for one in found] == [("late-reply", "人才补贴")]
    assert told(check(site)) == []


def test_rows_that_are_elements_of_their_own() -> None:
    head = "<dl class=h><dt>信件标题</dt><dd>来信日期</dd><dd>信件状态</dd></dl>"
    rows = "".join(
        f"<dl><dt>{t}</dt><dd>{a}</dd><dd>{s}</dd></dl>"
        for t, a, s in (("排水不畅", OLD, "尚未办结"), ("占道经营", OLD, "已经办结"), ("噪音扰民", ago(9), "尚未办结"))
    )
    assert unanswered(portal({"/lygk/": head + rows})) == [("排水不畅", False)]


def test_a_column_called_by_the_answer_alone() -> None:
    """It holds a day, a state, or the answer itself, in which days are no days of answering."""
    head = "<tr><td>标题</td><td>类别</td><td>时间</td><td>回复</td></tr>"
    rows = "".join(
        f"<tr><td>{t}</td><td>咨询</td><td>{a}</td><td>{b}</td></tr>"
        for t, a, b in (
            ("生育津贴", ago(40), ago(20)),
            ("停电通知", OLD, "未回复"),
            ("迁户手续", ago(120), f"您好，您于{ago(120)}反映的问题已于{ago(20)}由派出所上门说明。"),
        )
    )
    found = check(portal({"/lygk/": f"<table>{head}{rows}</table>"}), InteractionOptions(report_late=True)).findings
    assert [(one.code, one.subject.split()[0]) for one in found] == [
        ("late-reply", "生育津贴"),
        ("unanswered", "停电通知"),
    ]


@pytest.mark.parametrize(("state", "faulty"), [("承办单位正在办理", True), ("退回重办", True), ("已办结并回访", False)])
def test_longer_words_of_state(state: str, faulty: bool) -> None:
    rows = (("咨询落户", ago(9), ago(8), "已答复"), ("咨询入学", OLD, "", state))
    assert unanswered(portal({"/lygk/": table(*rows)})) == ([("咨询入学", False)] if faulty else [])


def test_a_state_between_the_title_and_the_day() -> None:
    rows = "".join(
        f"<tr><td rowspan=2>{n}</td><td>{t}</td><td>{s}</td></tr><tr><td colspan=2>投诉日期：{a}</td></tr>"
        for n, (t, a, s) in enumerate(
            (("占道经营", OLD, "等待处理"), ("工地扬尘", OLD, "处理完毕"), ("停车", ago(9), "等待处理"))
        )
    )
    assert unanswered(portal({"/lygk/": f"<table>{rows}</table>"})) == [("占道经营", False)]


@pytest.mark.parametrize(
    ("letter", "faulty"),
    [
        ("<h4>办理结果</h4><p>暂无</p>", True),
        ("<p>办理流程：已提交 &gt; 已受理 &gt; 办理中</p>", True),
        ("<p>办理流程：已提交 &gt; 已受理 &gt; 办理中 &gt; 已办结</p>", False),
        ("<h4>办理结果</h4><p>经核实，您反映的问题属实，已整改到位。</p>", False),
        ("<p>办理期限：2026-08-01</p>", False),
    ],
)
def test_more_ways_of_a_letters_own_page(letter: str, faulty: bool) -> None:
    own = f"<div><h1>道路维修</h1><p>写信时间：{OLD}</p><p>信件内容：请予解决。</p>{letter}</div>"
    pages = {"/ldxx/": "<ul><li><a href=/ldxx/9.html>关于道路维修的来信</a></li></ul>", "/ldxx/9.html": page(own)}
    assert [doubtful for _, doubtful in unanswered(portal(pages))] == ([False] if faulty else [])
