"""Clicks that run a function of the page's own, each beside one that may lead nowhere."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from evidence.links import LinkReader

URL = "http://www.example.gov.cn/zwgk/index.html"
FILLER = "<p>" + "政务公开正文。" * 60 + "</p>"
BUTTON = "<b id=go class=go>进入</b>"


def targets(html: str) -> list[str]:
    links = LinkReader().read(LexborHTMLParser(html), html, URL)
    return [link.target.removeprefix("http://www.example.gov.cn") for link in links]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='javascript:go()'>进入</a><script>function go(){ window.open('/a.jsp?id=1'); }</script>",
        "<b onclick='return go()'>进入</b><script>function go() {window.location.href = \"/a.jsp?id=1\"}</script>",
        BUTTON + "<script>$('#go').click(function(){location.href='/a.jsp?id=1'});</script>",
        BUTTON + "<script>$(function(){$('.go').on('click', function(e){window.open('/a.jsp?id=1')})});</script>",
        BUTTON + "<script>document.getElementById('go').onclick=function(){location='/a.jsp?id=1'}</script>",
        BUTTON + "<script>function on1(){location='/a.jsp?id=1'};document.getElementById('go').onclick=on1</script>",
    ],
)
def test_where_a_click_leads(html: str) -> None:
    assert targets(html + FILLER) == ["/a.jsp?id=1"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>function go(){ window.open('/a.jsp'); }</script>",
        "<b onclick='go()'>进入</b><script>function go(){ if(phone()) location.href='/m/'; }</script>",
        "<b onclick='go()'>进入</b><script>function go(){ location.href = url ? '/a.jsp' : '/b.jsp'; }</script>",
        "<b onclick='go()'>进入</b><script>function go(){ window.open('/s?q='+word); }</script>",
        "<b onclick='go()'>进入</b><script>function going(){ window.open('/a.jsp'); }</script>",
        "<script>$('#go').click(function(){location.href='/a.jsp'});</script>",
        BUTTON + "<script>$('#go').hover(function(){location.href='/a.jsp'});</script>",
    ],
)
def test_where_no_click_leads(html: str) -> None:
    assert targets(html + FILLER) == []


AD = "<img src='/w.png' onclick='ad()'>"


@pytest.mark.parametrize(
    "html",
    [
        BUTTON
        + "<script>document.getElementById('go').addEventListener('click',()=>{location.assign('/a.jsp')})</script>",
        BUTTON + "<script>document.querySelector('#go').addEventListener('click',function(e){open1()"
        ";location.href='/a.jsp'})</script>",
        BUTTON + "<script>document.getElementById('go').onclick=()=>window.open('/a.jsp')</script>",
        BUTTON + "<script>$('#go').on('click', () => { window.open('/a.jsp'); })</script>",
        "<b onclick='ad()'>进入</b><script>var to='/a.jsp';function ad(){window.open(to)}</script>",
        "<body onload='tell()'><script>function tell(){window.open('/a.jsp','','width=3')}</script>",
        """<body onload="window.open('/a.jsp','','width=3')">""",
    ],
)
def test_where_other_ways_of_listening_lead(html: str) -> None:
    assert targets(html + FILLER) == ["/a.jsp"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>document.getElementById('go').addEventListener('click',()=>{location.assign('/a.jsp')})</script>",
        BUTTON + "<script>document.getElementById('go').addEventListener('scroll',()=>{location='/a.jsp'})</script>",
        BUTTON + "<script>$('#go').on('click', () => { if (x) window.open('/a.jsp'); })</script>",
        "<b onclick='ad()'>进入</b><script>var to='/a.jsp';to='/b.jsp';function ad(){window.open(to)}</script>",
        "<b onclick='ad()'>进入</b><script>var to='list';function ad(){window.open(to)}</script>",
    ],
)
def test_where_listening_leads_nowhere(html: str) -> None:
    assert targets(html + FILLER) == []
