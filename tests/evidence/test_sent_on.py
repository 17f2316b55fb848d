"""Where a page sends its visitor by itself, and where it only may."""

import pytest

from evidence.notice import notice
from evidence.sent_on import sent_to
from tests.evidence.test_notice import HOME, LONG, answer, page

HOMEWARD = {
    "a refresh": '<meta http-equiv="refresh" content="0;url=/">',
    "a refresh in other words": "<META CONTENT='3; URL=http://www.example.gov.cn/index.html' HTTP-EQUIV=Refresh>",
    "a script": "<script>window.location='/';</script>",
    "a script with a comment": '<script>\n// 旧栏目\nwindow.location.href = "../index.html"\n</script>',
    "a frame left": "<script>top.location.replace('/')</script>",
    "a moment later": "<script>setTimeout(function(){ window.top.location.replace('/'); }, 3000)</script>",
    "a moment later, as a text": """<script>setTimeout("location.href='/'", 5000);</script>""",
    "when it has come": "<script>window.onload=function(){location.href='/'}</script>",
    "after a function": "<script>function f(){return 1}\nself.location.href='/';</script>",
}
ELSEWHERE = {
    "a phone": "<script>if(/mobile/i.test(navigator.userAgent)){location.href='/'}</script>",
    "a phone, without braces": "<script>if (mobile) location.href='/';</script>",
    "a function": "<script>function back(){ location.href='/'; }</script>",
    "a question": "<script>if(!confirm('离开?'));location.href='/';</script>",
    "a cookie": "<script>document.cookie='a=1';location.href='/';</script>",
    "a login": "<script>alert('请先登录');location.href='/';</script>",
    "a comment": "<script>// location.href='/';\n</script>",
    "another page": "<script>location.href='/zwgk/';</script>",
    "an address put together": "<script>location.href='/'+id;</script>",
    "a refresh of itself": '<meta http-equiv="refresh" content="300">',
    "a refresh after a while": '<meta http-equiv="refresh" content="600;url=/">',
    "a script after a while": "<script>setTimeout(function(){location.href='/'}, 600000)</script>",
    "a condition a moment later": "<script>setTimeout(function(){ if (m) { location.href='/'; } }, 10)</script>",
    "an article": f"<p>{LONG}</p><script>location.href='/';</script>",
}


@pytest.mark.parametrize("name", HOMEWARD)
def test_a_page_that_sends_home(name: str) -> None:
    assert notice(answer(page("", "", HOMEWARD[name])), home=HOME) == ("redirect-home",)
    assert notice(answer(page("", "", HOMEWARD[name]), url=HOME + "index.htm"), home=HOME) == ()


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_page_that_does_not(name: str) -> None:
    assert notice(answer(page("栏目", "", ELSEWHERE[name])), home=HOME) == ()


@pytest.mark.parametrize(
    "code", ["<script>location='/404.html'</script>", "<meta http-equiv=refresh content='1;url=/error/'>"]
)
def test_a_page_that_sends_to_an_error_page(code: str) -> None:
    assert notice(answer(page("", "", code)), home=HOME) == ("soft-404",)


def test_the_first_statement_counts() -> None:
    assert sent_to("<script>location.href='/a/';location.href='/b/';</script>") == "/a/"
    assert sent_to("<p>a</p>") == ""
