"""interaction: words and markup of message lists and letters as portals vary them, faults beside look-alikes."""

import pytest

from checks.interaction_messages import State, messages_of
from checks.testing import FakeSite
from tests.checks.interaction_portal import TODAY, ago, check, page, portal, table, told

OLD = ago(130)


def unanswered(site: FakeSite) -> list[bool]:
    """Whether each message said to be unanswered is but a doubt; these boards are stale as well."""
    return [doubtful for code, doubtful in told(check(site)) if code == "unanswered"]


@pytest.mark.parametrize(
    "state",
    [
        "待签收",
        "承办中",
        "核实中",
        "转相关单位处理",
        "已分发",
        "已派单",
        "超期未办",
        "催办中",
        "正在核实",
        "尚未答复",
        "等待相关部门答复",
        "管理员还没有回复",
        "✘",
        "×",
    ],
)
def test_words_for_not_yet(state: str) -> None:
    rows = ("咨询医保报销比例", OLD, "", state)
    assert told(check(portal({"/lygk/": table(("咨询落户", ago(9), ago(8), "已答复"), rows)}))) == [
        ("unanswered", False)
    ]


@pytest.mark.parametrize(
    "state",
    [
        "办毕",
        "结案",
        "已归档",
        "已回",
        "回复完毕",
        "办理完成",
        "✔",
        "待评价",
        "已回复，等待网友评价",
        "无需回复",
        "已转信访渠道",
    ],
)
def test_words_for_done_or_not_owed(state: str) -> None:
    rows = ("咨询医保报销比例", OLD, "", state)
    assert told(check(portal({"/lygk/": table(("咨询落户", ago(9), ago(8), "已答复"), rows)}))) == []


@pytest.mark.parametrize("label", ["来件日期", "收件时间", "投递时间", "登记日期", "创建时间", "发表时间", "反映时间"])
def test_names_for_the_day_of_asking(label: str) -> None:
    head = f"<tr><th>主题</th><th>{label}</th><th>答复时间</th><th>办理状态</th></tr>"
    listed = table(("咨询落户", ago(9), ago(8), "已答复"), ("咨询入学", OLD, "", "未答复"), head=head)
    assert told(check(portal({"/lygk/": listed}))) == [("unanswered", False)]


def test_the_day_without_a_name_beside_a_state() -> None:
    head = "<tr><td colspan=3>最新来信</td></tr><tr><td>标题</td><td>日期</td><td>回复情况</td></tr>"
    rows = (
        f"<tr><td>食堂问题</td><td>{OLD}</td><td><img alt=未回复></td></tr>"
        f"<tr><td>外墙脱落</td><td>{OLD}</td><td><span title=尚未答复>●</span></td></tr>"
        f"<tr><td>公园器材</td><td>{OLD}</td><td><span title=已答复>●</span></td></tr>"
    )
    assert unanswered(portal({"/lygk/": f"<table>{head}{rows}</table>"})) == [False, False]


def test_a_head_of_two_rows() -> None:
    head = (
        "<tr><th rowspan=2>主题</th><th rowspan=2>类别</th><th colspan=3>办理</th></tr>"
        "<tr><th>收件时间</th><th>回复时间</th><th>是否回复</th></tr>"
    )
    rows = (
        f"<tr><td>企业注册</td><td>【咨询】</td><td>{OLD}</td><td></td><td>否</td></tr>"
        f"<tr><td>无证经营</td><td>【举报】</td><td>{OLD}</td><td></td><td>否</td></tr>"
        f"<tr><td>广告审批</td><td>【咨询】</td><td>{OLD}</td><td></td><td>不予受理</td></tr>"
        f"<tr><td>食品许可</td><td>【咨询】</td><td>{ago(9)}</td><td>{ago(8)}</td><td>是</td></tr>"
    )
    assert told(check(portal({"/lygk/": f"<table>{head}{rows}</table>"}))) == [("unanswered", False)]


def test_a_state_where_the_day_of_the_answer_would_stand() -> None:
    head = "<tr><th>标题</th><th>投递时间</th><th>答复时间</th></tr>"
    rows = "".join(
        f"<tr><td><a href={n}.html>咨询{n}</a></td><td>{OLD}</td><td>{said}</td></tr>"
        for n, said in enumerate(("未答复", ago(128)))
    )
    assert unanswered(portal({"/lygk/": f"<table>{head}{rows}</table>"})) == [False]


@pytest.mark.parametrize(
    ("letter", "faulty"),
    [
        ("<p>回复日期：</p><p>回复内容：</p>", True),
        ("<p>办理结果：（空）</p>", True),
        ("<p>目前状态：处理中（已转城管局）</p>", True),
        ("<p>应办结时间：" + ago(100) + "</p><p>办理状态：未办结</p>", True),
        ("<p>办理进度：受理（2026.07.07）→ 交办（2026.07.08）→ <b>办理中</b></p>", True),
        ("<p>信件已受理，请您耐心等待。</p>", True),
        ("<p>办理进度：受理（2026.07.07）→ 交办（2026.07.08）→ <b>已办结</b></p>", False),
        ("<p>回复内容：</p><p>您好，请到政务大厅办理。</p>", False),
        ("<p>回复内容：</p><div id=r></div><script>$.get('/r.do', show)</script>", None),
        ("<p>来信内容：多次反映，工作人员让我耐心等待，至今没有结果。</p>", False),
        ("<p>承办单位意见：您好，该路段已列入年度维修计划。</p>", False),
    ],
)
def test_what_the_page_of_a_letter_says(letter: str, faulty: bool | None) -> None:
    """None: a doubt, since a script may fill the place."""
    pages = {
        "/lygk/": table(("咨询落户", ago(9), ago(8), "已答复")) + "<a href=/lygk/9.html>关于道路维修的来信</a>",
        "/lygk/0.html": page("<h1>咨询落户</h1>"),
        "/ldxx/": "<ul><li><a href=/lygk/9.html>关于道路维修的来信</a></li></ul>",
        "/lygk/9.html": page(
            f"<div><h1>关于道路维修的来信</h1><p>来信时间：{OLD}</p><p>来信内容：请解决。</p>{letter}</div>"
        ),
    }
    expected = [] if faulty is False else [("unanswered", faulty is None)]
    assert told(check(portal(pages))) == expected


def test_letters_listed_by_their_titles_alone() -> None:
    rows = "".join(f"<li>·<a href=/ldxx/{n}.html>关于事项{n}的来信</a></li>" for n in "abc")
    letters = {
        f"/ldxx/{n}.html": page(f"<h1>关于事项{n}的来信</h1><p>来信时间：{OLD}</p><p>状态：{state}</p>")
        for n, state in zip("abc", ("未回复", "已回复", "重复信件"), strict=True)
    }
    assert told(check(portal({"/ldxx/": f"<ul>{rows}</ul>", **letters}))) == [("unanswered", False)]


def test_a_column_of_another_name_shows_by_its_messages_what_it_is() -> None:
    rows = (("咨询落户", ago(9), ago(8), "已答复"), ("咨询入学", OLD, "", "未答复"))
    front = "<ul><li><a href=/msly/>民声回应</a></li><li><a href=/mszs/>民生之声</a></li></ul>"
    work = "<tr><th>项目名称</th><th>时间</th><th>状态</th></tr>"
    work += f"<tr><td>敬老院改造</td><td>{OLD}</td><td>办理中</td></tr>"
    pages = {"/hdjl/": front, "/msly/": table(*rows), "/mszs/": f"<table>{work}</table>"}
    assert told(check(portal(pages))) == [("unanswered", False)]


def test_a_guest_book_without_titles() -> None:
    def entry(question: str, answer: str, day: str = OLD) -> str:
        cells = (f"留言者：王**　发表于：{day} 9:30:12", question, answer)
        return "<table>" + "".join(f"<tr><td>{cell}</td></tr>" for cell in cells) + "</table>"

    site = portal(
        {
            "/lygk/": entry("卫生院周末开门吗", "[回复]：尚未回复")
            + entry("村道硬化到哪一步了", "<font>管理员还没有回复！</font>")
            + entry("准生证需要什么材料", "<b>管理员回复：</b>您好，请携带户口簿。")
            + entry("感谢镇政府", "（此留言为感谢信，无需回复）")
            + entry("停水通知在哪看", "[回复]：尚未回复", ago(9))
        }
    )
    result = check(site)
    assert told(result) == [("unanswered", False)] * 2
    assert [f.subject for f in result.findings] == [f"卫生院周末开门吗 {OLD}", f"村道硬化到哪一步了 {OLD}"]


def test_questions_that_only_the_markup_tells_from_answers() -> None:
    def item(question: str, answer: str) -> str:
        return f"<div class=item><div class=ask><b>网友</b><i>{OLD} 10:00</i><p>{question}？</p></div>{answer}</div>"

    reply = "<div class=answer><span>县人社局</span><p>您好，可用手机认证。</p></div>"
    site = portal({"/lygk/": item("公交卡在哪充值", "") + item("养老金认证", reply)})
    board = next(one for one in site.pages() if one.url.endswith("/lygk/"))
    assert [one.state for one in messages_of(board, TODAY)] == [State.UNANSWERED, State.ANSWERED]
    assert unanswered(site) == [False]


def test_questions_none_of_which_shows_an_answer() -> None:
    """Then the board may show questions alone: a person looks."""
    items = "".join(f"<div class=ask><i>{OLD}</i><p>公交卡在哪充值{n}？</p></div>" for n in "甲乙")
    assert unanswered(portal({"/lygk/": items})) == [True, True]
