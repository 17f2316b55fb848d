"""The way to the application form: pages that send on, that fail, and entries without an address."""

import pytest

from checks.model import Outcome
from tests.checks.apply_channel_cases import TEXT, check, form, said, works

ERROR = "<pre>java.sql.SQLException: Cannot get a connection, pool error Timeout waiting for idle object</pre>"
NEIGHBOURS = (("ghjh", "规划计划"), ("tjxx", "统计信息"), ("rsxx", "人事信息"))
REFRESH = "<meta http-equiv='refresh' content='0;url=/system/apply/new'>"


@pytest.mark.parametrize(
    "error",
    [
        ERROR,
        f"<h3>依申请公开</h3>{ERROR}",
        "<p>系统异常，请稍后再试</p>",
        "<b>Warning</b>: mysqli_connect() expects parameter 1 in /www/sq.php on line 3",
        "Microsoft OLE DB Provider for SQL Server 错误 '80004005'<p>SQL Server 不存在或访问被拒绝。</p>",
    ],
)
def test_an_error_of_its_program_in_the_frame_of_the_site_is_no_page(error: str) -> None:
    assert said(check(error)) == [("dead", False)]
    entered = check("<a href='/ysqgk/sq.jsp'>我要申请</a>" + TEXT, pages={"ysqgk/sq.jsp": error})
    assert (said(entered), works(entered)) == ([("dead", False)], False)


def test_words_about_errors_are_no_error() -> None:
    text = "<p>申请表填写有误、系统异常无法提交的，请致电受理机构说明情况，由工作人员协助办理并登记。</p>"
    assert said(check(TEXT + text)) == [("text-only", True)]
    assert said(check(text + form())) == []


def test_a_page_that_sends_on_is_judged_by_where_it_sends() -> None:
    live = check(REFRESH, pages={"system/apply/new": form()})
    assert (said(live), works(live)) == ([], True)
    assert said(check(REFRESH, pages={"system/apply/new": TEXT})) == [("text-only", True)]
    assert check(REFRESH).outcome is Outcome.CANNOT_TELL  # where it leads was not looked at


def test_a_form_whose_rows_have_nothing_to_write_in() -> None:
    rows = "<table><tr><td>姓名</td><td></td></tr><tr><td>联系电话</td><td></td></tr></table>"
    bare = "<form action='/save' method='post'>{}<input type='submit' value='{}'></form>"
    assert said(check(bare.format(rows, "提交申请"))) == [("dead-form", False)]
    leads_on = check(bare.format("", "提交申请"))
    assert (said(leads_on), leads_on.outcome) == ([], Outcome.CANNOT_TELL)


@pytest.mark.parametrize("address", ["#", "javascript:void(0)", "javascript:;"])
def test_an_entry_without_an_address_where_no_script_could_lead_anywhere(address: str) -> None:
    menu = "<ul>" + "".join(f"<li><a href='/{one}/'>{name}</a></li>" for one, name in NEIGHBOURS)
    entry = f"{menu}<li><a href='{address}' class='ysq'>依申请公开</a></li></ul>"
    home = f"<title>示例区人民政府</title><body>{entry}</body>"
    dead = check(None, home=home, bare=True)
    assert said(dead) == [("dead", False)]
    for script in (
        "<script>$('.ysq').click(function(){})</script>",
        "<script>document.querySelector('.ysq').href='/ysqgk/'</script>",
        "<script src='/js/main.js'></script>",
    ):
        listened = check(None, home=home.replace("</body>", script + "</body>"), bare=True)
        assert (said(listened), listened.outcome) == ([], Outcome.CANNOT_TELL)


OWN = "<script src='/js/apply.js'></script>"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (form(control="<input type=button value=提交 onclick=\"alert('系统维护中，暂停申请')\">"), [False]),
        (form(attributes="action='/s.do' method='post' onsubmit='return false'"), [False]),
        (form(attributes="action='file:///D:/web/save.asp' method='post'"), [False]),
        (form(control="<button type='button'>提交</button>"), [False]),
        (form(control="<button type='button' id='tj'>提交</button>") + OWN, []),
        (form(attributes="action='/s.do' method='post' onsubmit='return false'") + OWN, []),
        (form(control="<button type='button' id='tj'>提交</button>") + "<script>$('#tj').click(send)</script>", []),
        (form(attributes="action='/s.do' method='post' onsubmit='return check()'"), []),
        (form(attributes="method='post'", control="<button formaction='/save.do'>提交</button>"), []),
    ],
)
def test_what_a_button_of_a_form_does(content: str, found: list[bool]) -> None:
    assert said(check(content)) == [("dead-form", doubtful) for doubtful in found]


def test_an_entry_that_is_a_picture_and_leads_nowhere() -> None:
    assert said(check(TEXT + "<a href='#'><img src='/i/sq.png' alt='我要申请'></a>")) == [("dead", False)]
    assert said(check(TEXT + "<a href='#'><img src='/i/sq.png' alt='申请须知'></a>")) == [("text-only", True)]


def test_an_application_behind_a_login() -> None:
    result = check(TEXT + "<a href='/login?back=/ysqgk'>登录后申请</a>")
    assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("申请政府信息公开", True),
        ("网上依申请", True),
        ("信息公开网上申请", True),
        ("公开受理", False),
        ("申请公示", False),
    ],
)
def test_names_of_the_entry(name: str, found: bool) -> None:
    assert said(check(form(), home=f"<a href='/ysqgk/'>{name}</a>")) == ([] if found else [("missing-entry", False)])


BARE = "<p>申请人<input name='a'></p><p>证件<input name='c'></p><p>所需信息<textarea name='b'></textarea></p>{}"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (BARE.format("<input type='button' value='提交'>"), [("dead-form", False)]),
        (BARE.format("<button type='button'>提交</button><a href='/ysqgk/'>依申请公开</a>"), [("dead-form", False)]),
        (BARE.format("<input type='button' value='提交' onclick='tj()'>"), []),
        (BARE.format("<button type='button' id='tj'>提交</button>") + OWN, []),
        (BARE.format("<button id='tj'>提交</button><script>$('#tj').click(send)</script>"), []),
        ("<p>因系统维护，在线申请暂停服务。</p>" + form(), [("dead-form", True)]),
        ("<p>本机关暂不受理电子邮件申请。</p>" + form(), []),
    ],
)
def test_fields_without_a_form_and_forms_out_of_service(content: str, found: list[tuple[str, bool]]) -> None:
    assert said(check(content)) == found


def test_three_clicks_and_a_code_in_a_picture() -> None:
    pages = {
        "1.html": "<p>须知内容，请仔细阅读本须知后继续办理申请手续。</p><a href='/2.html'>同意并继续</a>",
        "2.html": "<p>请选择申请人的类别，自然人请选公民，单位请选法人。</p><a href='/3.html'>公民</a>",
        "3.html": form(),
    }
    assert works(check(TEXT + "<a href='/1.html'>我要申请</a>", pages=pages)) is True
    scanned = check(TEXT + "<img src='/qr.png' alt='扫码申请'>")
    assert (said(scanned), scanned.outcome) == ([], Outcome.CANNOT_TELL)
