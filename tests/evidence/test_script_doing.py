"""What scripts do whenever a page is opened, each beside what they do only on a condition."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from evidence.links import LinkReader
from evidence.records import LinkKind

URL = "http://www.example.gov.cn/zwgk/index.html"
FILLER = "<p>" + "政务公开正文。" * 60 + "</p>"
PARTS = "<a id=go>进入</a><iframe id=box></iframe><div id=part></div>"


def found(code: str) -> list[tuple[str, LinkKind]]:
    html = f"{FILLER}{PARTS}<script>{code}</script>"
    links = LinkReader().read(LexborHTMLParser(html), html, URL)
    plain = [link for link in links if link.kind is not LinkKind.KEPT]
    return [(link.target.removeprefix("http://www.example.gov.cn"), link.kind) for link in plain]


@pytest.mark.parametrize(
    "code",
    [
        'window.open("/a.html","notice","height=300,width=400")',
        "var w = window.open('/a.html');",
        "$(function(){ window.open('/a.html','x'); });",
        "document.getElementById('go').href='/a.html'",
        "document.getElementById('go').setAttribute('href', '/a.html');",
        "$('#go').attr('href','/a.html');",
        "document.getElementById('part').innerHTML=`<a href=\"/a.html\">专题</a>`;",
        "$('#part').html('<li><a href=\"/a.html\">专题</a></li>')",
        '$(document).ready(function(){ $(\'#go\').attr("href", "/a.html"); })',
    ],
)
def test_what_is_always_done(code: str) -> None:
    assert found(code) == [("/a.html", LinkKind.SCRIPTED)]


def test_a_frame_is_given_its_page() -> None:
    assert found("document.getElementById('box').src = '/a.html';") == [("/a.html", LinkKind.FRAME)]


@pytest.mark.parametrize(
    "code",
    [
        "function tell(){ window.open('/a.html') }",
        "if (phone) { window.open('/a.html') }",
        "if (phone) window.open('/a.html')",
        "// window.open('/a.html')",
        "window.open('/a?id='+id)",
        "document.getElementById('none').href='/a.html'",
        "document.getElementById('part').src='/a.html'",
        "document.getElementById('go').href='/a?id='+id",
        "if (x) { $('#part').html('<a href=\"/a.html\">专题</a>') }",
        "$('#part').html('<a href=\"/a?id='+id+'\">专题</a>')",
        "function x(){ $('#go').attr('href','/a.html') }",
    ],
)
def test_what_depends(code: str) -> None:
    assert found(code) == []
