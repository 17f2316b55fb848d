"""Pages whose source says little of what they are: a home page with boxes by script, one shell for many articles."""

import json
from urllib.parse import urlsplit

import pytest

from tests.crawler.browsing import Browsed, browsed
from tests.crawler.faulty import Behaviour, answer, serving
from tests.crawler.scripted import article, column, filled, portal, written

pytestmark = pytest.mark.browser
SHELL = answer(
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>详情</title></head><body><h1 id=t></h1><div id=c></div>"
    "<script>fetch('/api/detail'+location.search).then(a=>a.json()).then(d=>{document.getElementById('t').innerText=d.title;"
    "document.getElementById('c').innerHTML=d.body})</script></body></html>"
)


def paths(done: Browsed) -> set[str]:
    """The paths of what was rendered, with their queries."""
    return {urlsplit(url)._replace(scheme="", netloc="").geturl() for url in done.rendered()}


def details(count: int) -> dict[str, Behaviour]:
    """The data of articles, each with an attachment."""
    found = {}
    for n in range(count):
        body = f"<p>现将第{n}项工作的有关安排予以公布。</p><a href='/files/{n}.html'>第{n}项工作安排表.html</a>"
        found[f"/api/detail?id={n}"] = answer(
            json.dumps({"title": f"第{n}项工作的公示", "body": body}), type_="application/json"
        )
    return found


async def test_one_shell_that_answers_for_many_articles_is_rendered() -> None:
    rows = "".join(f"<li><a href='/detail.html?id={n}'>关于第{n}项工作有关安排的公示</a></li>" for n in range(6))
    shells = {f"/detail.html?id={n}": SHELL for n in range(6)}
    home = answer(f"<meta charset=utf-8><title>示例区人民政府</title><ul>{rows}</ul>")
    async with serving({"/": home} | shells | details(6)) as server:
        done = await browsed(server.url("/"))
    assert paths(done) == set(shells)
    assert {server.url(f"/files/{n}.html") for n in range(6)} <= {visit.fetch.url for visit in done.seen.visits}


async def test_lists_are_rendered_before_the_articles_that_they_lead_to() -> None:
    def rows(name: str, first: int) -> Behaviour:
        items = [
            (f"/detail.html?id={n}", f"关于第{n}项工作有关安排的公示", "2026-10-12") for n in range(first, first + 4)
        ]
        return answer(json.dumps(items), type_="application/json")

    names = ("zwgk", "ywdt", "rsxx", "hdjl")
    lists = {f"/{name}/index.html": column(name, script=filled(name)) for name in names}
    data = {f"/data/{name}.json": rows(name, 4 * n) for n, name in enumerate(names)}
    shells = {f"/detail.html?id={n}": SHELL for n in range(16)}
    home = answer("<title>示例区</title>" + "".join(f"<li><a href='{url}'>栏目</a></li>" for url in lists))
    async with serving(portal() | {"/": home} | lists | data | shells | details(16)) as server:
        done = await browsed(server.url("/"), rendered_pages=6)
    assert set(lists) <= paths(done) and len(paths(done) & set(shells)) >= 1


async def test_articles_with_a_source_of_their_own_are_not() -> None:
    articles = {f"/content/post_{n}.html": article(f"关于第{n}项工作有关安排的公示") for n in range(6)}
    rows = "".join(f"<li><a href='{url}'>关于第{n}项工作有关安排的公示</a></li>" for n, url in enumerate(articles))
    home = answer(f"<meta charset=utf-8><title>示例区人民政府</title><ul>{rows}</ul>")
    async with serving({"/": home, "/hits.json": answer("{}", type_="application/json")} | articles) as server:
        done = await browsed(server.url("/"))
    assert not paths(done)


async def test_a_box_of_the_home_page_that_a_script_fills_is_seen_beside_the_others() -> None:
    box = "<div id=box></div><script src='/js/box.js'></script>"
    home = answer(f"<meta charset=utf-8><title>示例区人民政府</title><ul>{written('tzgg')}</ul>{box}")
    code = "document.getElementById('box').innerHTML='<a href=\"/zt/'+(2020+6)+'/index.html\">优化营商环境专题</a>'"
    async with serving(portal() | {"/": home, "/js/box.js": answer(code, type_="text/javascript")}) as server:
        done = await browsed(server.url("/"))
    assert "/" in paths(done)
    assert server.count("/zt/2026/index.html")


async def test_the_lists_of_an_app_are_tried_beside_its_articles() -> None:
    app = answer(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>示例区</title></head><body><div id=a></div><script>"
        "var p=location.pathname;"
        "var rows=n=>[0,1,2].map(k=>`<p><a href='/detail/${n*3+k}'>关于第${n*3+k}项工作的公示</a></p>`);"
        "var nav='<a href=/list/0>要闻</a><a href=/list/1>公告</a>';"
        "a.innerHTML=nav+(p=='/'?rows(0).join(''):p.startsWith('/list')?rows(+p.slice(6)).join(''):'<h1>'+p+'</h1>')"
        "</script></body></html>"
    )
    shells = {f"/detail/{n}": app for n in range(6)} | {f"/list/{n}": app for n in range(2)}
    async with serving({"/": app} | shells) as server:
        done = await browsed(server.url("/"))
        assert server.url("/detail/5") in {visit.fetch.url for visit in done.seen.visits}
