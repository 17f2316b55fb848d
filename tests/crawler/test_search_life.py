"""Searches that nobody can ask, that look for something else, and those whose answer comes by script."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.model import Outcome
from crawler.probes.search_forms import find_search
from crawler.probes.search_results import Frame, read_results
from evidence.urls import serves_insiders
from tests.crawler.faulty import answer
from tests.crawler.searching import judge, listed, said, works

CLICK = "<div><input placeholder='站内搜索'><button onclick='{}'>搜索</button></div>{}"
RUN = "function doSearch(){location.href='/s'}"


@pytest.mark.parametrize(
    ("html", "method"),
    [
        (CLICK.format("doSearch()", ""), "none"),
        (CLICK.format("", ""), "none"),
        (CLICK.format("doSearch()", "<script>$('.banner').click(turn)</script>"), "none"),
        (CLICK.format("doSearch()", "<script src='/js/jquery.min.js'></script>"), "none"),
        ("<form action='javascript:void(0)'><input name=q><button>搜索</button></form>", "none"),
        (CLICK.format("doSearch()", f"<script>{RUN}</script>"), "script"),
        (CLICK.format("doSearch()", "<script src='/js/main.js'></script>"), "script"),
        (CLICK.format("doSearch()", "<script src='/js/jquery.search.js'></script>"), "script"),
        (CLICK.format("", "<script>so.addEventListener('click',go)</script>"), "script"),
        (CLICK.format('window.open("/s")', ""), "script"),
        ("<form action='#'><input name=q><a href='javascript:go()'>搜索</a></form><script>go=1</script>", "script"),
    ],
)
def test_a_search_by_which_nothing_asks(html: str, method: str) -> None:
    form = find_search(LexborHTMLParser(html), html, "http://www.example.gov.cn/", "utf-8")
    assert form is not None and form.method == method


async def test_a_search_that_nothing_asks_is_a_fault() -> None:
    result, _, _ = await judge(CLICK.format("doSearch()", ""))
    assert (said(result), works(result)) == ([("not-working", False)], False)


SERVICES = "<form action='/bs'><input name='q' placeholder='请输入办事事项名称'><button>办事搜索</button></form>"


async def test_a_search_for_services_alone_is_none_of_the_site() -> None:
    for routes in ({}, {"/bs": answer(listed())}, {"/bs": answer("出错", 500)}):
        result, _, _ = await judge(SERVICES, routes=routes)
        assert (said(result), works(result)) == ([("missing-form", False)], False)
    found, _, _ = await judge(SERVICES, path="/bs")
    assert (said(found), works(found)) == ([], True)


async def test_a_search_for_services_and_more_is_one_of_the_site() -> None:
    wide = "<form action='/bs'><input name='q' placeholder='搜索政策、服务和信息'><button>搜索</button></form>"
    assert said((await judge(wide, routes={"/bs": answer("出错", 500)}))[0]) == [("not-working", False)]


@pytest.mark.parametrize(
    ("url", "page", "inside"),
    [
        ("http://192.168.10.25:8080/search?q=", "http://www.example.gov.cn/", True),
        ("http://localhost/search", "http://www.example.gov.cn/", True),
        ("http://10.1.1.2/search", "http://10.1.1.1/", False),
        ("http://193.168.10.25/search", "http://www.example.gov.cn/", False),
        ("http://10.example.gov.cn/search", "http://www.example.gov.cn/", False),
    ],
)
def test_addresses_for_insiders(url: str, page: str, inside: bool) -> None:
    assert serves_insiders(url, page) is inside


WORD = "示例区召开秋粮收购工作会议"


def read(body: str, **frame: Any) -> tuple[bool, bool]:
    results = read_results(f"<title>检索</title>{body}", "http://a.cn/s?q=1", WORD, Frame(**frame), "q")
    return results.drawn, results.none


@pytest.mark.parametrize(
    ("body", "drawn"),
    [
        ("<div id=list>正在加载…</div><p>共<span>0</span>条</p>", True),
        ("<p>数据加载中</p>", True),
        ("<p>共<span>0</span>条</p><script src='/js/so.js'></script>", True),
        ("<p>没有找到相关结果</p><script src='/js/so.js'></script>", False),
        ("<p>共 0 条</p><script src='/js/jquery.min.js'></script>", False),
        ("<p>共 0 条</p><script src='/js/top.js'></script>", False),
        ("<p>共 0 条</p>", False),
        ("<p>共 5 条</p><a href='/1.html'>往年信息公开目录</a><script src='/js/so.js'></script>", False),
    ],
)
def test_results_that_are_yet_to_come(body: str, drawn: bool) -> None:
    assert read(body, files=frozenset({"http://a.cn/js/top.js"}))[0] is drawn


WRITES = 'document.write(\'<form action="/s"><input name="q" title="站内搜索"><button>搜索</button></form>\')'


async def test_a_search_that_a_script_file_of_the_site_writes() -> None:
    search = "<script src='/js/head.js'></script>"
    found, _, _ = await judge(search, routes={"/js/head.js": answer(WRITES)})
    assert (said(found), works(found)) == ([], True)
    for code in ("var menu=1;", 'document.write(\'<input name="username"><input type="password">\')'):
        without, _, _ = await judge(search, routes={"/js/head.js": answer(code)})
        assert (said(without), without.outcome) == ([("missing-form", False)], Outcome.FAILED)


async def test_a_link_to_a_search_that_does_not_open() -> None:
    link = "<a href='/gone.html'><img src='s.png' alt='站内搜索'></a>"
    result, _, _ = await judge(link)
    assert (said(result), works(result)) == ([("not-working", False)], False)
    refused, _, _ = await judge(link, routes={"/gone.html": answer("请稍候", 403)})
    assert (said(refused), refused.outcome) == ([], Outcome.CANNOT_TELL)


async def test_a_search_that_is_none_of_the_web() -> None:
    local = "<form action='file:///C:/so.html'><input name=q placeholder='站内搜索'><button>搜索</button></form>"
    assert said((await judge(local))[0]) == [("not-working", False)]


async def test_a_search_that_wants_to_know_who_asks() -> None:
    login = "<title>用户登录</title><form><input name=u><input type=password name=p></form>"
    result, _, _ = await judge(reply=lambda word: answer(login))
    assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)
