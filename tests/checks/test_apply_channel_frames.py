"""apply-channel: pages of which all stands in one form, as ASP.NET writes them, and where a form may send."""

import pytest

from tests.checks.apply_channel_cases import FIELDS, OTHERS, PROMISE, TEXT, check, form, manner, said, works

MENU = f"<ul>{OTHERS}<li><a href='/ysqgk/'>依申请公开</a></li></ul>"
DISABLED = "<input type='submit' value='提交' disabled>"
LEADS_ON = "<input type='button' value='我要申请' onclick=\"location.href='/sq.html'\">"


def framed(content: str) -> str:
    """A page that stands in one form with its menu."""
    return f"<form id='aspnetForm' method='post' action='./Index.aspx'>{MENU}<div>{content}</div></form>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TEXT + PROMISE, [("text-only", False)]),
        (TEXT, [("text-only", True)]),
        (TEXT + LEADS_ON, []),
        (FIELDS + DISABLED, [("dead-form", False)]),
        (FIELDS, [("dead-form", False)]),
        ("<p>所需信息的内容描述</p><input type='submit' value='提交申请'>", [("dead-form", False)]),
        (FIELDS + "<input type='submit' value='提交'>", []),
        (FIELDS + "<a href=\"javascript:__doPostBack('tj','')\">提交</a>", []),
    ],
)
def test_the_menu_of_a_page_within_one_form_is_no_part_of_an_application(
    content: str, expected: list[tuple[str, bool]]
) -> None:
    assert said(check(framed(content))) == expected


@pytest.mark.parametrize(
    ("action", "sent"),
    [
        ("http://127.0.0.1:8080/apply/save.do", False),
        ("http://localhost/save", False),
        ("http://192.168.10.5/xxgk/save.jsp", False),
        ("http://172.20.3.4/save", False),
        ("http://172.32.3.4/save", True),
        ("http://ysq.example.gov.cn/save", True),
        ("/ysqgk/127.0.0.1/save", True),
    ],
)
def test_a_form_that_sends_into_a_network_of_its_own_cannot_be_used(action: str, sent: bool) -> None:
    result = check(form(attributes=f"action='{action}' method='post'"))
    assert (works(result), said(result)) == (sent, [] if sent else [("dead-form", False)])


def test_a_page_tag_that_was_never_filled_does_not_build_a_form() -> None:
    page = manner(TEXT + PROMISE, "依申请公开")
    tag = "<meta name='SiteName' content='{{siteName}}'>"
    assert said(check((tag + page).encode())) == [("text-only", False)]
    assert said(check(manner(TEXT + "<p>{{form}}</p>").encode())) == []
