"""interaction: lists and boards without heads and labels, each fault beside what looks like it."""

import pytest

from checks.interaction_messages import Message, State
from checks.interaction_rows import rows_messages
from tests.checks.interaction_portal import MENU, TODAY, ago, check, portal

OLD = ago(130)
REPLY = "您好，您反映的问题已经核实，请到窗口办理。"


def read(markup: str) -> tuple[Message, ...]:
    site = portal({"/lygk/": markup})
    return rows_messages(next(one for one in site.pages() if one.url.endswith("/lygk/")), TODAY)


def said(markup: str, path: str = "/lygk/", menu: dict[str, str] = MENU) -> dict[str, bool]:
    """Each message said to be unanswered and whether it is but a doubt."""
    found = check(portal({path: markup}, menu=menu)).findings
    return {one.subject.split()[0]: one.doubtful for one in found if one.code == "unanswered"}


def items(*rows: tuple[str, str, str]) -> str:
    inner = "".join(
        f"<li><a href='{n}.html'>{title}</a><em>{state}</em><span>{day}</span></li>"
        for n, (title, day, state) in enumerate(rows)
    )
    return f"<div class=box><ul class=xx>{inner}</ul></div>"


def test_a_list_whose_rows_end_with_state_and_day() -> None:
    rows = (("咨询入学政策", OLD, "处理中"), ("咨询落户手续", OLD, "已答复"), ("路灯长期不亮", ago(9), "处理中"))
    assert said(items(*rows, ("垃圾清运不及时", OLD, "【待办】"))) == {"咨询入学政策": False, "垃圾清运不及时": False}


def test_a_word_nobody_listed_stands_where_the_states_of_others_stand() -> None:
    known = [("咨询落户手续", OLD, "已答复"), ("停车位太少", OLD, "已办结")]
    assert said(items(*known, ("咨询入学政策", OLD, "处置中"))) == {"咨询入学政策": False}
    assert said(items(*known, ("咨询入学政策", OLD, "现场已解决"))) == {}
    assert said(items(*known, ("咨询入学政策", OLD, "城建局"))) == {}


def test_a_message_that_owes_no_answer() -> None:
    rows = (("咨询入学政策", OLD, "不予受理"), ("咨询落户手续", OLD, "已答复"), ("感谢社区民警", OLD, "处理中"))
    assert said(items(*rows)) == {}


def test_a_state_told_by_a_picture() -> None:
    def mark(word: str) -> str:
        return f"<img src=s.png alt={word}>"

    rows = (("咨询入学政策", OLD, mark("未回复")), ("咨询落户手续", OLD, mark("已回复")))
    assert said(items(*rows, ("路灯长期不亮", OLD, mark("已回复")))) == {"咨询入学政策": False}


def test_news_in_a_column_of_messages_is_no_message() -> None:
    rows = (("区长信箱开通公告", OLD, ""), ("留言办理工作推进会召开", OLD, ""), ("信箱使用须知", OLD, "置顶"))
    assert read(items(*rows)) == ()


def cards(*rows: tuple[str, str, str, str]) -> str:
    def answer(text: str, day: str) -> str:
        return f"<div class=a><b>官方回复</b><p>{text}</p><i>{day}</i></div>" if text else ""

    return "<div class=wall>" + "".join(
        f"<div class=card><div class=q><h4>{title}</h4><p>王**</p><i>{day}</i></div>{answer(text, replied)}</div>"
        for title, day, text, replied in rows
    ) + "</div>"  # fmt: skip


def test_a_board_of_cards_where_one_lacks_the_answer_others_show() -> None:
    full = ("咨询落户手续", OLD, REPLY, ago(120))
    late = ("停车位太少", ago(200), REPLY, ago(20))
    assert said(cards(full, late, ("咨询入学政策", OLD, "", ""))) == {"咨询入学政策": False}
    assert said(cards(full, late, ("咨询入学政策", ago(20), "", ""))) == {}
    waiting = "您好，您的来信已收到，我们将尽快转交有关部门，请您耐心等待。"
    assert said(cards(full, late, ("咨询入学政策", OLD, waiting, ago(129)))) == {"咨询入学政策": False}


def test_the_days_of_a_board_are_told_apart_by_their_order() -> None:
    full = ("咨询落户手续", OLD, REPLY, ago(120))
    found = read(cards(full, full, full))
    assert {(one.asked, one.answered, one.state) for one in found} == {
        (read(cards(full, full, full))[0].asked, found[0].answered, State.ANSWERED)
    }
    assert found[0].asked and found[0].answered and (found[0].answered - found[0].asked).days == 10


@pytest.mark.parametrize("blank", ["", "-"])
def test_a_second_day_that_is_missing_is_but_a_doubt(blank: str) -> None:
    row = "<li><a href={n}.html>{title}</a><span>{day}</span><span>{replied}</span></li>"
    rows = (("咨询落户手续", OLD, ago(120)), ("停车位太少", OLD, ago(121)), ("咨询入学政策", OLD, blank))
    markup = "".join(row.format(n=n, title=a, day=b, replied=c) for n, (a, b, c) in enumerate(rows))
    assert said(f"<ul>{markup}</ul>") == {"咨询入学政策": True}


def test_days_in_no_order_tell_nothing() -> None:
    row = "<li><a href={n}.html>{title}</a><span>{day}</span><span>{other}</span></li>"
    rows = (("咨询落户手续", OLD, ago(120)), ("停车位太少", ago(120), OLD), ("咨询入学政策", OLD, ""))
    markup = "".join(row.format(n=n, title=a, day=b, other=c) for n, (a, b, c) in enumerate(rows))
    assert read(f"<ul>{markup}</ul>") == ()


def test_a_column_of_another_name_is_known_by_the_words_of_its_rows() -> None:
    menu = MENU | {"/wywz/": "我要问政"}
    known = [("咨询落户手续", OLD, "已回复"), ("停车位太少", OLD, "已回复")]
    assert said(items(*known, ("咨询入学政策", OLD, "待回复")), "/wywz/", menu) == {"咨询入学政策": False}
    cases = [("食品经营许可新办", OLD, "已办结"), ("取水许可延续", OLD, "已办结"), ("户外广告审批", OLD, "办理中")]
    assert said(items(*cases), "/wywz/", menu) == {}


def labelled(title: str, state: str, reply: str) -> str:
    answer = f"<p><b>答复：</b>{reply}</p>"
    return f"<div class=zx><p>{title}<span class=lb>{state}</span></p><p>咨询时间：{OLD}</p>{answer}</div>"


def test_an_answer_that_begins_below_the_day_of_the_question_has_not_that_day() -> None:
    board = labelled("咨询入学政策", "待处理", "") + labelled("咨询落户手续", "已回复", REPLY)
    assert said(board) == {"咨询入学政策": False}


@pytest.mark.parametrize(("state", "found"), [("处理中", {"咨询入学政策": False}), ("已办结", {})])
def test_the_day_of_a_receipt_is_not_that_of_an_answer(state: str, found: dict[str, bool]) -> None:
    receipt = "您好，您的来信已收到，我们将尽快转交有关部门处理，请您耐心等待。"
    letter = (
        f"<h2>咨询入学政策</h2><p>来信时间：{OLD}</p><p>办理状态：{state}</p><p>来信内容：请问如何入学。</p>"
        f"<p>答复时间：{OLD}</p><p>答复内容：{receipt}</p>"
    )
    rows = f"<ul><li><a href=/lygk/1.html>咨询入学政策</a><span>{OLD}</span></li></ul>"
    site = portal({"/lygk/": rows, "/lygk/1.html": letter})
    told = {one.subject.split()[0]: one.doubtful for one in check(site).findings if one.code == "unanswered"}
    assert told == found
