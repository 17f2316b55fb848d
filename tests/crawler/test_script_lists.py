"""Lists that scripts draw, over a whole crawl: found by HTTP alone, read by the checks, and nothing guessed blamed."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from checks.engine import audit
from checks.model import Result
from checks.registry import registry
from evidence.records import Need, SiteInfo
from jobs.clock import Clock
from jobs.gather import gather
from jobs.settings import NetworkSettings, PaceSettings, Settings
from storage.site import StoredSite
from storage.store import Store, open_store
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import Behaviour, answer, html, page, serving

JSON = "application/json"
ARTICLE = "关于召开全区第{}次工作会议的通知"


def asking(code: str, *links: str) -> Behaviour:
    """A page that draws its list by this script."""
    return answer(html(*links, title="通知公告") + f"<ul id=list></ul><script>{code}</script>")


def given(rows: range, **told: int) -> Behaviour:
    """A page of a list as JSON."""
    entries = [
        {"title": ARTICLE.format(n), "url": f"/art/{n}.html", "publishTime": f"2026-11-{n:02} 08:00"} for n in rows
    ]
    return answer(json.dumps({**told, "data": {"list": entries}}), type_=JSON)


AJAX = "$.ajax({url:'/api/list',data:{page:1,size:2},success:draw})"
ROUTES: Mapping[str, Behaviour] = {
    "/": page("/tzgg/"),
    "/tzgg/": asking(AJAX),
    "/api/list?page=1&size=2": given(range(1, 3), total=4),
    "/api/list?page=2&size=2": given(range(3, 5), total=4),
    **{f"/art/{n}.html": page(title=ARTICLE.format(n), text=f"第{n}条") for n in (1, 2, 4)},
}


async def test_a_json_list_is_read_to_its_end() -> None:
    async with serving(ROUTES) as server:
        seen = await crawl(plan(server.url("/")))
        assert set(server.paths) == {*ROUTES, "/art/3.html"}
        assert seen.broken == {server.url("/art/3.html")}
        assert {hit.method for hit in server.hits} == {"GET"}


@pytest.mark.parametrize("type_", ["text/html; charset=utf-8", "text/plain", "", "application/octet-stream"])
async def test_a_json_list_of_a_careless_type(type_: str) -> None:
    rows = json.dumps([{"title": "甲的通知", "url": "a.html"}])
    async with serving({"/": asking("fetch('/api/list.json')"), "/api/list.json": answer(rows, type_=type_)}) as server:
        seen = await crawl(plan(server.url("/")))
        assert server.count("/a.html") > 0  # relative to the page that shows it
        assert server.url("/api/list.json") not in {
            visit.fetch.url for visit in seen.visits if visit.body is not None and not visit.fetch.is_data
        }


async def test_what_a_script_sends_or_counts_is_never_asked_for() -> None:
    code = "$.post('/api/list.json');$.get('/api/hits/list.json');fetch('/api/save/list.json',{method:'POST'})"
    async with serving({"/": asking(code)}) as server:
        await crawl(plan(server.url("/")))
        assert server.paths == ["/"]


async def test_lists_of_other_sites_are_not_asked_for() -> None:
    async with serving({}, host="127.0.0.2") as other, serving() as server:
        server.routes["/"] = asking(f"fetch('{other.url('/api/list.json')}')")
        await crawl(plan(server.url("/")))
        assert other.hits == []


async def test_robots_txt_holds_for_data_too() -> None:
    robots = answer("User-agent: *\nDisallow: /api/\n", type_="text/plain")
    async with serving({"/": asking("fetch('/api/list.json')"), "/robots.txt": robots}) as server:
        await crawl(plan(server.url("/")))
        assert server.count("/api/list.json") == 0


async def test_an_endpoint_that_takes_no_notice_of_the_page_is_left_soon() -> None:
    async with serving({"/": asking("fetch('/api/list?page=1')"), "/art/1.html": page()}) as server:
        server.default = given(range(1, 2))
        await crawl(plan(server.url("/")))
        assert 2 < len(server.paths) < 40


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        yield opened


async def stored(store: Store, home: str, *checks: str) -> tuple[StoredSite, tuple[Result, ...]]:
    """A run of a site and what these checks say of it."""
    info = SiteInfo(id="portal", name="示例门户", url=home)
    store.sites.upsert(info)
    settings = Settings(
        network=NetworkSettings(allow_private=("127.0.0.0/8",)), pace=PaceSettings(interval=0, second_look=0)
    )
    run = (await gather(store, info, frozenset({Need.PAGES, Need.LINKS}), settings, clock=Clock())).run
    site = StoredSite(store, run)
    return site, audit(site, registry().choose(list(checks)))


async def test_data_are_no_pages_and_their_rows_are_met_where_they_are_shown(store: Store) -> None:
    async with serving(ROUTES) as server:
        site, (links,) = await stored(store, server.url("/"), "broken-links")
        pages = {page.url for page in site.pages()}
        assert pages == {server.url(path) for path in ROUTES if not path.startswith("/api/")}
        shown = site.page(server.url("/tzgg/"))
        assert shown is not None
        assert [data.url for data in shown.data] == [server.url(f"/api/list?page={n}&size=2") for n in (1, 2)]
        assert site.depth(server.url("/art/4.html")) == 2
        (dead,) = links.findings
        assert dead.target_url == server.url("/art/3.html")
        assert [(place.page_url, place.text) for place in dead.places] == [(server.url("/tzgg/"), ARTICLE.format(3))]
        assert site.coverage.pages == len(pages)


async def test_update_frequency_sees_the_newest_date_of_a_json_list(store: Store) -> None:
    menu = "".join(f'<a href="/{name}/">{title}</a>' for name, title in (("tzgg", "通知公告"), ("zwdt", "政务动态")))
    plain = "".join(f'<li><a href="/b/{n}.html">{ARTICLE.format(n)}</a><span>2026-11-09</span></li>' for n in (7, 8))
    async with serving(ROUTES) as server:
        server.routes["/"] = answer(f"<html><body><ul>{menu}</ul></body></html>")
        server.routes["/zwdt/"] = answer(f"<html><body><ul>{plain}</ul></body></html>")
        _, (result,) = await stored(store, server.url("/"), "update-frequency")
        newest = {measure.subject: str(measure.value) for measure in result.measures if measure.name == "newest"}
        assert newest["通知公告"] == "2026-11-04"
        assert "2026-11-09" in newest.values()


async def test_a_dead_address_that_only_a_rule_put_together_is_no_finding(store: Store) -> None:
    pager = "<a href='?page=2'>下一页</a>共5页"
    lists = {f"/tzgg/?page={n}": page(text=f"第{n}页的通知") for n in (2, 3)}
    async with serving({"/": page("/tzgg/", "/fehlt.html"), **lists}) as server:
        server.routes["/tzgg/"] = answer(html("/a.html", title="通知公告") + pager + "<ul data-url='/api/list.json'>")
        server.routes["/a.html"] = page()
        _, (result,) = await stored(store, server.url("/"), "broken-links")
        assert {server.count(path) for path in ("/tzgg/?page=3", "/api/list.json")} != {0}
        assert [finding.target_url for finding in result.findings] == [server.url("/fehlt.html")]


async def test_a_resumed_run_asks_for_what_the_data_named() -> None:
    relative = json.dumps({"total": 4, "data": [{"title": "甲的通知", "url": "a.html"}, {"title": "乙的", "url": "b"}]})
    async with serving({"/": page("/tzgg/"), "/tzgg/": asking(AJAX)}) as server:
        server.default = answer(relative, type_=JSON)
        first = await crawl(plan(server.url("/")))
        kept = [visit for visit in first.visits if visit.fetch.url in (server.url("/"), server.url("/tzgg/"))]
        server.hits.clear()
        again = await crawl(plan(server.url("/")), past=kept)
        assert server.url("/tzgg/a.html") in {visit.fetch.url for visit in again.visits}
        assert {visit.fetch.url for visit in (*kept, *again.visits)} == {visit.fetch.url for visit in first.visits}
