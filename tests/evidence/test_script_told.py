"""Clicks that tell a function of the page's own what to open, and what only looks like one."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from evidence.links import LinkReader
from evidence.records import LinkKind

PAGE = "http://www.example.gov.cn/zwgk/index.html"


def _led_to(html: str) -> list[str]:
    links = LinkReader().read(LexborHTMLParser(html), html, PAGE)
    return [link.target.removeprefix("http://www.example.gov.cn") for link in links if link.kind is LinkKind.SCRIPTED]


LEADS = {
    "the whole address": (
        "<script>function tz(u){window.open(u,'_blank');}</script><a href=\"javascript:tz('/a/1.html')\">甲</a>",
        ["/a/1.html"],
    ),
    "a number put into one": (
        """<script>function show(n){location.href="view.jsp?id="+n}</script><li onclick="show(12)">乙</li>""",
        ["/zwgk/view.jsp?id=12"],
    ),
    "two, written with entities": (
        """<script>var f = function(c, n){ window.open("/" + c + "/" + n + ".html") }</script>"""
        """<a href="#" onclick="return f(&quot;gk&quot;, &quot;7&quot;)">丙</a>""",
        ["/gk/7.html"],
    ),
}
LEADS_NOT = {
    "a condition": "<script>function f(n){if(n>3){location.href='/a/'+n}}</script><a href=\"javascript:f('1')\">甲</a>",
    "a name from elsewhere": "<script>function f(n){location=u+n+'.html'}</script><a href=\"javascript:f('1')\">甲</a>",
    "too little told": "<script>function f(a,b){location='/'+a+b}</script><a href=\"javascript:f('1')\">甲</a>",
    "a choice": "<script>function f(n){window.open('/'+(n?'x':'y')+'/')}</script><a href=\"javascript:f(1)\">甲</a>",
    "no call": "<script>function f(n){location.href='/a/'+n+'.html'}</script><a href='#'>甲</a>",
    "no page": "<script>function f(n){window.open(n)}</script><a href=\"javascript:f('about')\">甲</a>",
}


@pytest.mark.parametrize("name", LEADS)
def test_a_function_that_is_told_what_to_open(name: str) -> None:
    html, led_to = LEADS[name]
    assert _led_to(html) == led_to


@pytest.mark.parametrize("name", LEADS_NOT)
def test_a_function_that_may_do_something_else(name: str) -> None:
    assert _led_to(LEADS_NOT[name]) == []


@pytest.mark.parametrize(
    ("code", "is_followed"),
    [
        ('$(".row").click(function(){ window.location.href = $(this).attr("data-url"); });', True),
        ("rows.forEach(r => r.onclick = function(){ const to = r.dataset.url; window.open(to) })", True),
        ('$(".row").click(function(){ $.post($(this).data("url"), {}); }); function f(){ location.reload() }', False),
        ("function f(){ location.href = '/'; }", False),
    ],
)
def test_an_attribute_that_a_script_reads(code: str, is_followed: bool) -> None:
    html = f'<ul><li class="row" data-url="/a/1.html">公告</li></ul><script>{code}</script>'
    assert ("/a/1.html" in _led_to(html)) == is_followed
