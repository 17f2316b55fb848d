"""The application channel: each fault beside what only looks like it, and what cannot be told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.apply_channel import ApplyOptions
from checks.model import Outcome
from evidence.records import Coverage, Fetch, Unit
from tests.checks.apply_channel_cases import (
    AT,
    BUTTON,
    CASES,
    FIELDS,
    HOME,
    PAGE,
    PROMISE,
    TEXT,
    check,
    failed,
    form,
    said,
    works,
)

PLATFORM = "http://ysqgk.province.example.gov.cn/apply"


_SHORT = "<p>请通过<a href='wangshang.html'>网上申请</a>提交申请。</p>"


@pytest.mark.parametrize(
    ("reached", "expected", "outcome"),
    [
        (TEXT, [("text-only", False)], Outcome.FAILED),
        ("<p>申请指引</p>", [], Outcome.CANNOT_TELL),
        (form(), [], Outcome.PASSED),
    ],
)
def test_a_short_page_that_leads_on_is_judged_by_what_it_leads_to(
    reached: str, expected: list[tuple[str, bool]], outcome: Outcome
) -> None:
    result = check(_SHORT, pages={"ysqgk/wangshang.html": reached})
    assert (said(result), result.outcome) == (expected, outcome)


@pytest.mark.parametrize(
    "content",
    [
        form(),
        TEXT + PROMISE + form(),
        form(control="<button>提交申请</button>"),
        form(control="<a href='javascript:;' onclick='applyForm.submit()'>提 交</a>"),
        form(control="<img src='/i/tj.png' alt='提交' onclick='document.applyForm.submit()'>"),
        form(control="<button type='button' onclick='send()'>提交</button>", attributes="action='javascript:void(0)'"),
        form(control="<input type='button' value='提交' onclick='send()'>", attributes="action='#'"),
        form(attributes="onsubmit='return send()'"),
        form(attributes="action=''") + "<script>$('#applyForm').on('submit',function(){$.ajax({url:'/a'})})</script>",
        form(control="") + "<button form='applyForm'>提交</button>",
        form(control="") + "<p><a href='javascript:document.applyForm.submit()'>提交</a></p>",
        form(control="") + "<span onclick=\"$('#applyForm').submit()\">提交申请</span>",
        form(fields="<p>申请人<select name='k'><option>公民</option></select></p><p>所需信息<textarea></textarea></p>"),
        form(attributes="style='display:none' action='/a.do' method='post'"),
        form(fields=FIELDS + "<p>申请日期<input name='d' readonly onclick='WdatePicker()'></p>"),
        form() + "<a href='/gone/'>我要申请</a>",
        form(control="<input type='submit' value='提交' disabled id='send'>")
        + "<input type='checkbox' onclick='send.disabled=!this.checked'>我已阅读",
    ],
)
def test_a_live_form_works(content: str) -> None:
    result = check(content, looks=failed(HOME + "gone/"))
    assert (said(result), works(result)) == ([], True)
    assert result.outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (TEXT + "<a href='apply.html'>我要申请</a>", {"ysqgk/apply.html": form()}),
        (
            TEXT + "<a href='xz.html'>网上申请</a>",
            {"ysqgk/xz.html": "<a href='gm.html'>公民</a>", "ysqgk/gm.html": form()},
        ),
        (
            "<a href='xz.html'>阅读须知并同意，进入申请</a>",
            {"ysqgk/xz.html": TEXT + "<a href='b.html'>我同意，开始申请</a>", "ysqgk/b.html": form()},
        ),
        (TEXT + "<iframe src='/ysqgk/frame.html'></iframe>", {"ysqgk/frame.html": form()}),
        (
            "<a href='a.html'>政府信息公开在线申请</a>",
            {"ysqgk/a.html": "<iframe src='b.html'></iframe>", "ysqgk/b.html": form()},
        ),
        (TEXT + "<a href='javascript:;' onclick=\"window.open('/apply.html')\">在线申请</a>", {"apply.html": form()}),
        (TEXT + "<a href='/apply.html'><img src='a.png' alt='我要申请'></a>", {"apply.html": form()}),
    ],
)
def test_a_live_form_a_click_further_works(content: str, pages: dict[str, str]) -> None:
    result = check(content, pages=pages)
    assert (said(result), works(result)) == ([], True)


@pytest.mark.parametrize("text", ["信息公开申请", "在线申请公开", "政府信息公开申请", "依申请公开"])
def test_the_entry_may_bear_another_name(text: str) -> None:
    result = check(form(), home=f"<div class='nav'><a href='/zwgk/'>政府信息公开</a><a href='/ysqgk/'>{text}</a></div>")
    assert (said(result), works(result)) == ([], True)


@pytest.mark.parametrize(
    "content",
    [
        form(fields="<table><tr><td>申请人姓名</td><td></td></tr><tr><td>所需信息内容描述</td><td></td></tr></table>"),
        form(fields="<p>申请人姓名</p><input type='hidden' name='token'>"),
        form(fields=FIELDS.replace("name='", "disabled name='")),
        form(fields=f"<fieldset disabled>{FIELDS}</fieldset>"),
        form(fields=FIELDS.replace("name='", "readonly name='")),
        form(control="<input type='submit' value='提交' disabled>"),
        form(attributes="action=\"javascript:alert('系统升级中，暂停受理')\""),
        form(attributes="action='#' onsubmit=\"alert('暂停受理');return false;\""),
        form(control=""),
        form(control="<input type='reset' value='重置'>"),
        form(attributes="action='javascript:void(0);' method='post'"),
        form(attributes="action='#'"),
        form(attributes="action='' method='post'"),
        form(attributes="onsubmit='return false'", control="<button type='button'>提交</button>"),
        form(
            attributes="onsubmit='return false'",
            control="<input type='button' value='提交' onclick=\"alert('功能正在建设中')\">",
        ),
        form(attributes="onsubmit=\"alert('在线申请功能建设中');return false\""),
        form(attributes=""),
        PROMISE + form(control="<a href='javascript:;'>打印</a>"),
    ],
)
def test_a_form_that_cannot_be_sent_is_a_fault(content: str) -> None:
    result = check(content)
    assert (said(result), works(result)) == ([("dead-form", False)], False)


def test_a_form_that_a_script_of_its_own_may_serve_is_a_doubt() -> None:
    result = check(form(attributes="action='#'") + "<script src='/js/ysq.js'></script>")
    assert (said(result), works(result)) == ([("dead-form", True)], None)


def test_a_form_that_the_scripts_of_a_framework_may_serve_is_a_doubt() -> None:
    content = form(control="<button type='button'>提交申请</button>", attributes="onsubmit='return false'")
    assert said(check(content)) == [("dead-form", False)]
    assert said(check(content + "<script>window.__NUXT__={}</script>")) == [("dead-form", True)]


def test_searches_logins_and_progress_queries_are_no_application_forms() -> None:
    query = "<form><p>申请公开结果查询</p>受理编号<input name='no'><button>查询</button></form>"
    assert said(check(TEXT + query)) == [("text-only", True)]


def test_a_short_form_is_an_application_where_the_page_is_called_so_unless_it_is_for_something_else() -> None:
    short = "<form action='/save.do' method='post'>{}<input name='t'>内容<textarea name='x'></textarea>{}</form>"
    result = check(short.format("姓名", BUTTON))
    assert (said(result), works(result)) == ([], True)
    assert works(check(TEXT + short.format("留言人", "<button>提交留言</button>"))) is None


def test_an_action_is_judged_only_when_it_was_looked_at() -> None:
    action = HOME + "ysqgk/submit.do"
    get = form(attributes="action='/ysqgk/submit.do'")
    assert said(check(get, looks=failed(action))) == [("dead-form", False)]
    assert said(check(form(), looks=failed(action))) == [("dead-form", True)]
    assert said(check(form(), looks=failed(action, looks=1))) == []
    assert works(check(form(), looks=failed(action, status=405))) is True


def test_no_entry_is_a_fault_where_everything_was_seen() -> None:
    home = "<a href='/zwgk/'>政府信息公开</a>"
    result = check(None, home=home, pages={"zwgk/": TEXT})
    assert (said(result), works(result)) == ([("missing-entry", False)], False)
    few = "<a href='/zwgk/zhinan.html'>政府信息公开指南</a>"
    assert said(check(None, home=home, pages={"zwgk/": few})) == [("missing-entry", False)]
    news = home + "<a href='/news/1.html'>我区召开依申请公开工作培训会</a>"
    assert said(check(None, home=news, pages={"zwgk/": TEXT})) == [("missing-entry", False)]


def test_no_entry_is_no_fault_where_not_everything_was_seen() -> None:
    drawn = check(None, home="<script src='/app.js'></script><div id='app'></div>", bare=True)
    cut = check(None, home="<a href='/zwgk/'>政府信息公开</a>", coverage=Coverage(complete=False))
    alike = check(None, home="<a href='/zwgk/'>政府信息公开</a><a href='/a/'>我要申请</a>", pages={"zwgk/": TEXT})
    filled = "<a href='/zwgk/zhinan.html'>政府信息公开指南</a><script>fetch('/menu.json')</script>"
    menu = check(None, home="<a href='/zwgk/'>政府信息公开</a>", pages={"zwgk/": filled})
    for result in (drawn, cut, alike, menu):
        assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)


def test_an_entry_that_only_a_unit_has_is_a_doubt() -> None:
    unit = Unit(name="示例区财政局", scope=("/czj/",))
    result = check(
        None,
        home="<a href='/czj/'>财政局</a>",
        pages={"czj/": TEXT + "<a href='/czj/ysqgk/'>依申请公开</a>", "czj/ysqgk/": form()},
        units=(unit,),
    )
    assert said(result) == [("missing-entry", True)]


FINANCE = Unit(name="示例区财政局", scope=("/czj/",))
THEIRS = {"czj/": TEXT + "<a href='/czj/ysqgk/'>依申请公开</a>"}


@pytest.mark.parametrize(
    ("content", "found", "theirs"),
    [
        (form(), [], True),
        (form(control=""), [("dead-form", False)], False),
        ("", [("blank", False)], False),
        (PROMISE, [("text-only", False)], False),
        (TEXT, [], None),  # the channel of the portal serves its units
    ],
)
def test_the_channel_of_a_unit_is_judged_on_its_own(
    content: str, found: list[tuple[str, bool]], theirs: bool | None
) -> None:
    home = "<a href='/ysqgk/'>依申请公开</a><a href='/czj/'>财政局</a>"
    result = check(form(), home=home, pages={**THEIRS, "czj/ysqgk/": content}, units=(FINANCE,))
    assert said(result) == found
    assert works(result) is True
    assert [one.value for one in result.measures if (one.name, one.unit) == ("works", FINANCE.name)] == (
        [] if theirs is None else [theirs]
    )
    assert all(FINANCE.name in finding.message and finding.unit == FINANCE.name for finding in result.findings)


OURS = "<a href='/ysqgk/'>依申请公开</a>"
COLUMNS = "<a href='/czj/gk/'>机构概况</a><a href='/czj/zc/'>政策文件</a>"


@pytest.mark.parametrize(
    ("content", "frame", "found"),
    [
        ("<iframe src='/czj/form.jsp'></iframe>", None, [("dead", False)]),
        ("<iframe src='/czj/form.jsp'></iframe>", "<title>申请表</title><body></body>", [("blank", False)]),
        ("<iframe src='/czj/form.jsp'></iframe>", form(), []),
        (TEXT + "<iframe src='/czj/form.jsp'></iframe>", "<title>计数</title><body></body>", []),
        ("", form(), [("blank", False)]),
        ("<a href='/ysqgk/'>我要申请</a>", form(), []),
        (PROMISE, form(), []),  # the form of the portal, to which each of its pages leads
    ],
)
def test_the_channel_of_the_portal_in_a_template_hides_no_fault_of_a_unit(
    content: str, frame: str | None, found: list[tuple[str, bool]]
) -> None:
    home = OURS + "<a href='/czj/'>财政局</a>"
    pages = {"czj/": THEIRS["czj/"] + COLUMNS, "czj/gk/": TEXT, "czj/zc/": PROMISE, "czj/ysqgk/": content}
    pages = {path: text + OURS for path, text in pages.items()} | ({} if frame is None else {"czj/form.jsp": frame})
    looks = failed(HOME + "czj/form.jsp") if frame is None else ()
    assert said(check(form(), home=home, pages=pages, looks=looks, units=(FINANCE,))) == found


def test_a_unit_that_leads_to_the_channel_of_the_portal_owes_none() -> None:
    home = "<a href='/ysqgk/'>依申请公开</a><a href='/czj/'>财政局</a>"
    result = check(form(control=""), home=home, pages={"czj/": "<a href='/ysqgk/'>依申请公开</a>"}, units=(FINANCE,))
    assert [finding.unit for finding in result.findings] == [""]


def test_a_dead_column_is_a_fault_and_a_blocked_one_is_not() -> None:
    dead = check(None, looks=failed(PAGE))
    assert (said(dead), works(dead)) == ([("dead", False)], False)
    assert dead.findings[0].target_url == PAGE
    for looks in (failed(PAGE, status=403), failed(PAGE, looks=1), ()):
        result = check(None, looks=looks)
        assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)


def test_a_dead_application_page_is_a_fault_and_a_blocked_one_is_not() -> None:
    target = HOME + "apply.html"
    content = TEXT + "<a href='/apply.html'>我要申请</a>"
    dead = check(content, looks=failed(target))
    assert (said(dead), works(dead)) == ([("dead", False)], False)
    assert (dead.findings[0].page_url, dead.findings[0].target_url) == (PAGE, target)
    wall = (Fetch(url=target, at=AT, status=200, final_url=target, marks=("login-wall",)),)
    for looks in (failed(target, status=403), wall, ()):
        result = check(content, looks=looks)
        assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)


def test_a_blank_application_page_is_a_fault_and_one_that_may_be_filled_is_not() -> None:
    content = TEXT + PROMISE + "<a href='/apply.html'>在线申请</a>"
    for blank in ("", "<p>栏目正在建设中</p>"):
        result = check(content, pages={"apply.html": blank})
        assert (said(result), works(result)) == ([("blank", False)], False)
        assert (result.findings[0].page_url, result.findings[0].target_url) == (PAGE, HOME + "apply.html")
    for filled in ("<div id='app'></div><script src='/js/app.js'></script>", "<img src='/images/saomashenqing.png'>"):
        result = check(content, pages={"apply.html": filled})
        assert "blank" not in [code for code, _ in said(result)]
    live = check(content, pages={"apply.html": form()})
    assert (said(live), works(live)) == ([], True)


def test_what_came_with_nothing_on_it_is_blank_and_not_dead() -> None:
    target = HOME + "apply.html"
    empty = tuple(replace(one, marks=("empty:blank",)) for one in failed(target, status=200))
    result = check(TEXT + PROMISE + "<a href='/apply.html'>在线申请</a>", looks=empty)
    assert said(result) == [("blank", False)]
    assert "返回 200" not in result.findings[0].message
    column = tuple(replace(one, marks=("empty:blank",)) for one in failed(PAGE, status=200))
    assert said(check(None, looks=column)) == [("blank", False)]
    assert said(check(None, looks=failed(PAGE))) == [("dead", False)]


def test_a_button_that_leads_nowhere_is_a_fault_unless_a_script_may_serve_it() -> None:
    dead = check(TEXT + "<a href='#'>我要申请</a>")
    assert said(dead) == [("dead", False)]
    served = (
        "<a href='#' onclick='openApply()'>我要申请</a>",
        "<a href='#'>我要申请</a><script src='/js/ysq.js'></script>",
        "<a href='javascript:;' data-url='/a'>我要申请</a><script>$('a').click(function(){go(this)})</script>",
    )
    for content in served:
        result = check(TEXT + content)
        assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)


def test_a_blank_column_is_a_fault_and_one_that_scripts_fill_is_not() -> None:
    assert said(check("")) == [("blank", False)]
    assert said(check("<p>栏目正在建设中</p>")) == [("blank", False)]
    for content in (
        "<div id='app'></div><script src='/js/app.js'></script>",
        "<iframe src='http://a.example.cn/'></iframe>",
    ):
        result = check(content)
        assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)


def test_text_only_is_a_fault_where_an_online_form_is_promised() -> None:
    table = "<a href='/f/sqb.doc'>政府信息公开申请表.doc</a>"
    for content in (TEXT + PROMISE, TEXT + PROMISE + table):
        assert said(check(content)) == [("text-only", False)]
    paused = "<h4>网上申请</h4><p>网上申请功能因系统升级暂停使用，请通过信函方式申请。</p>"
    for content in (TEXT, TEXT + table, TEXT + "<p>本机关暂不受理通过互联网在线提交的申请。</p>", TEXT + paused):
        result = check(content)
        assert (said(result), works(result)) == ([("text-only", True)], None)
    assert said(check(TEXT, options=ApplyOptions(online=True))) == [("text-only", False)]


def test_a_portal_that_refuses_its_pages_is_not_said_to_have_no_entry() -> None:
    home = "<a href='/a/'>政务公开</a><a href='/b/'>新闻中心</a><a href='/c/'>通知公告</a>"
    refused = [look for path in ("a/", "b/", "c/") for look in failed(HOME + path, status=429)]
    result = check(None, home=home, looks=refused)
    assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)
    one = check(None, home=home, looks=refused[2:4], pages={"a/": TEXT, "c/": TEXT})
    assert said(one) == [("missing-entry", False)]


def test_a_way_by_telephone_cannot_be_followed() -> None:
    by_phone = TEXT + "<p>请扫描下方二维码，通过“示例通”小程序在线提交申请。</p><img src='/qr.png' alt='二维码'>"
    result = check(by_phone)
    assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)
    assert said(check(TEXT + PROMISE + "<p>欢迎关注政务微信公众号。</p>")) == [("text-only", False)]


@pytest.mark.parametrize(
    "content",
    [
        TEXT + PROMISE + f"<a href='{PLATFORM}'>网上申请</a>",
        TEXT + f"<iframe src='{PLATFORM}'></iframe>",
        TEXT + PROMISE + "<p>请先登录后再填写申请表。</p>",
        TEXT + PROMISE + "<form><p>申请人账号<input><input type='password'></p><button>登录</button></form>",
        TEXT + PROMISE + "<div id='root'></div>",
        TEXT + f"<p>申请人可以登录 {PLATFORM} 在线提交申请。</p>",
        TEXT + PROMISE + "<form action='/next.do'><p>申请须知</p><input type='submit' value='同意'></form>",
        TEXT + PROMISE + "<form action='/n.do'>申请人<input type=radio name=k>公民<input type=radio name=k>法人"
        "<button>下一步</button></form>",
        TEXT + PROMISE + "<input type='button' value='我要申请' onclick='go()'>",
        TEXT + PROMISE + "<div onclick='agree()'>我同意并申请</div>",
        TEXT + "<input name='a'><input name='b'><textarea></textarea><div onclick='go()'>提交</div>",
    ],
)
def test_what_lies_behind_a_login_a_script_or_another_host_cannot_be_told(content: str) -> None:
    result = check(content)
    assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)


@pytest.mark.parametrize(
    ("name", "codes", "value"),
    [("works-gb18030.html", [], True), ("dead-form-gb18030.html", [("dead-form", False)], False)],
)
def test_pages_in_an_older_encoding(name: str, codes: list[tuple[str, bool]], value: bool) -> None:
    result = check((CASES / name).read_bytes())
    assert (said(result), works(result)) == (codes, value)


def test_the_identity_of_a_finding_does_not_hang_on_its_words() -> None:
    one, other = check(form(attributes="action='#'")), check(form(control=""))
    assert one.findings[0].message != other.findings[0].message
    assert one.findings[0].fingerprint == other.findings[0].fingerprint


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="<>/='\" formactinputtextareabutton申请表提交#", max_size=200))
def test_odd_pages_raise_nothing(noise: str) -> None:
    assert check(TEXT + noise + form(control=BUTTON) + noise).outcome is not Outcome.ERROR
