"""Whatever a site does, a crawl of it ends: bounded in time, bytes, depth and count, and in memory."""

import gzip
import tracemalloc
from collections.abc import Callable
from itertools import count
from urllib.parse import quote

from crawler.frontier import TURNS, Frontier
from crawler.plan import CrawlPlan, Limits
from crawler.scope import Scope
from evidence.records import FailureKind, Link, LinkKind
from evidence.verdict import VerdictKind
from tests.crawler.crawling import Seen, crawl, fetch, plan
from tests.crawler.faulty import Behaviour, FaultServer, Hit, answer, endless, html, page, raw, serving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MEGABYTE = 1_000_000


def growing(step: str) -> Behaviour:
    """A page whose link is its own address and something more, so that there is always another page."""

    async def behave(hit: Hit, writer: object) -> bool | None:
        links = [step.replace("{path}", hit.path).replace("{n}", str(len(hit.path)))]
        return await page(*links, title=hit.path, text=hit.path)(hit, writer)  # type: ignore[arg-type]

    return behave


async def _endless(step: str, made: CrawlPlan | None = None, **limits: object) -> tuple[Seen, FaultServer]:
    async with serving({"/": page(step.replace("{path}", "/x"), text="首页")}) as server:
        server.default = growing(step)
        seen = await crawl(made or plan(server.url("/"), limits=limits))
        return seen, server


async def test_relative_links_that_never_end() -> None:
    seen, server = await _endless("a/b/index.html")
    assert len(server.paths) < 20
    assert set(seen.skips.values()) == {"path-trap"}


async def test_relative_links_that_take_turns() -> None:
    """Two relative links in the menu of a server that answers any folder: 2, 4, 8 … addresses, all of one page."""

    async def same(hit: Hit, writer: object) -> bool | None:
        listed = page("xxgk/list.html", "zc/list.html", "/about.html", title="政务公开")
        return await (listed if hit.path.startswith("/gk/") else answer("x", 404))(hit, writer)  # type: ignore[arg-type]

    async with serving({"/": page("/gk/list.html"), "/about.html": page("/")}) as server:
        server.default = same
        seen = await crawl(plan(server.url("/")))
        assert len(server.paths) < 40
        assert "/about.html" in server.paths
    assert set(seen.skips.values()) == {"path-trap"}


async def test_relative_folders_that_take_turns_on_pages_that_differ() -> None:
    number = count(1)

    async def changing(hit: Hit, writer: object) -> bool | None:
        listed = page("a/", "b/", "c/", "d/", f"/seen?{next(number) % 50}", title=hit.path)
        return await (listed if hit.path.startswith("/gk/") else answer("x", 404))(hit, writer)  # type: ignore[arg-type]

    async with serving({"/": page("/gk/")}) as server:
        server.default = changing
        seen = await crawl(plan(server.url("/")))
        assert len({path for path in server.paths if path.startswith("/gk/")}) == 1 + 4 + 16
    assert set(seen.skips.values()) == {"path-trap"}


async def test_years_months_and_days_are_no_trap() -> None:
    routes = {"/": page("/y/2026/", "/y/2025/")}
    for year in ("2026", "2025"):
        routes[f"/y/{year}/"] = page("01/", "02/", "03/", title=year)
        for month in ("01", "02", "03"):
            routes[f"/y/{year}/{month}/"] = page("01/", "02/", "03/", title=f"{year}-{month}")
            routes |= {f"/y/{year}/{month}/{day}/": page("1.html", title="日") for day in ("01", "02", "03")}
            routes |= {f"/y/{year}/{month}/{day}/1.html": page(title="文") for day in ("01", "02", "03")}
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/")))
        assert set(routes) <= set(server.paths)
    assert seen.skips == {}


async def test_one_frame_page_in_many_folders_is_no_trap() -> None:
    """Old sites keep the same little page in every folder, which leads into its own."""
    folders = [f"/dept{n}/" for n in range(8)]
    same = page("left.html", "main.html", title="部门")
    routes = {"/": page(*folders)} | dict.fromkeys(folders, same)
    for n, folder in enumerate(folders):
        routes |= {f"{folder}{name}.html": page("/", title=f"{name}{n}", text=f"{n}") for name in ("left", "main")}
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/")))
        assert len(set(server.paths)) >= 25
    assert seen.skips == {}


async def test_deep_paths_that_do_not_repeat_end_too() -> None:
    seen, server = await _endless("{n}/x.html")
    assert len(server.paths) < 60
    assert set(seen.skips.values()) == {"path-trap"}


async def test_parameters_that_grow() -> None:
    seen, server = await _endless("/suche?from={path}")
    assert len(server.paths) < 10
    assert set(seen.skips.values()) == {"path-trap"}


async def test_parameters_that_grow_and_are_encoded_each_time() -> None:
    async def back(hit: Hit, writer: object) -> bool | None:
        return await page("/zurueck?from=" + quote(hit.path, safe=""), title=hit.path)(hit, writer)  # type: ignore[arg-type]

    async with serving({"/": page("/zurueck?from=%2F")}) as server:
        server.default = back
        seen = await crawl(plan(server.url("/")))
        assert len(server.paths) < 8
    assert set(seen.skips.values()) == {"path-trap"}


async def test_a_way_back_that_is_named_once_is_no_trap() -> None:
    links = [f"/anmelden?from=%2Fa%3Fnext%3D%252Fb%252F{n}" for n in range(20)]
    async with serving({"/": page(*links)}) as server:
        seen = await crawl(plan(server.url("/")))
        assert len(set(server.paths)) == 21
    assert seen.skips == {}


async def test_addresses_that_grow() -> None:
    seen, server = await _endless("{path}x", address_length=300, max_depth=1000)
    assert len(server.paths) < 310
    assert set(seen.skips.values()) == {"address-length"}


async def test_an_endless_calendar() -> None:
    async def calendar(hit: Hit, writer: object) -> bool | None:
        month = int(hit.path.rpartition("=")[2])
        body = page(f"/kal?m={month + 1}", f"/kal?m={month - 1}", title=str(month), text=f"第{month}月")
        return await body(hit, writer)  # type: ignore[arg-type]

    async with serving({"/": page("/kal?m=0")}) as server:
        server.default = calendar
        seen = await crawl(plan(server.url("/")))
        assert len(server.paths) < 40
        few = await crawl(plan(server.url("/"), limits={"per_query_pattern": 9}))
        assert len(few.visits) == 10
    assert set(seen.skips.values()) == {"same-content"}
    assert set(few.skips.values()) == {"query-pattern"}


async def test_session_ids_name_the_visitor_and_not_the_page() -> None:
    count = iter(range(10_000))

    async def session(hit: Hit, writer: object) -> bool | None:
        number = next(count)
        links = [f"/{name}.jsp;jsessionid={number:032X}" for name in "abc"]
        links += [f"/{name}.php?x=1&PHPSESSID={number:032x}" for name in "de"]
        return await page(*links, title=hit.path)(hit, writer)  # type: ignore[arg-type]

    async with serving() as server:
        server.default = session
        seen = await crawl(plan(server.url("/")))
        assert sorted(server.paths) == ["/", "/a.jsp", "/b.jsp", "/c.jsp", "/d.php?x=1", "/e.php?x=1"]
        targets = {link.target for visit in seen.visits for link in visit.links or ()}
        assert targets == {visit.fetch.url for visit in seen.visits} - {server.url("/")}


async def test_a_redirect_that_only_adds_a_session_id_still_gives_the_page() -> None:
    from tests.crawler.faulty import redirect

    async with serving(
        {"/": redirect("/index.jsp;jsessionid=AB12"), "/index.jsp;jsessionid=AB12": page("/a")}
    ) as server:
        server.routes["/a"] = redirect("/a;jsessionid=CD34")
        server.routes["/a;jsessionid=CD34"] = page("/b", text="第二页")
        server.routes["/b"] = page(text="第三页")
        seen = await crawl(plan(server.url("/")))
        assert seen.pages == {server.url(path) for path in ("/index.jsp", "/a", "/b")}


async def test_depth_pages_and_addresses() -> None:
    deep, _ = await _endless("/{n}{path}", max_depth=5, path_parts=1000)
    assert max(visit.depth for visit in deep.visits) == 5
    assert set(deep.skips.values()) == {"max-depth"}
    async with serving({"/": page(*(f"/{n}" for n in range(50)))}) as server:
        server.default = growing("{path}/")
        few = await crawl(plan(server.url("/"), limits={"max_pages": 10, "max_depth": 1}))
        fewer = await crawl(plan(server.url("/"), limits={"max_addresses": 20, "max_depth": 1}))
    assert len(few.visits) == 10
    assert set(few.skips.values()) == {"max-pages"}
    assert len(fewer.visits) == 20
    assert "max-addresses" in fewer.skips.values()


async def test_a_file_of_a_gigabyte_costs_less_than_a_megabyte() -> None:
    sent = 0

    async def huge(hit: Hit, writer: object) -> bool | None:
        nonlocal sent
        writer.write(HEAD.replace(b"text/html", b"application/zip") + b"Content-Length: 1000000000\r\n\r\n")  # type: ignore[attr-defined]
        while sent < 1000 * MEGABYTE:
            writer.write(b"PK" * 32_768)  # type: ignore[attr-defined]
            await writer.drain()  # type: ignore[attr-defined]
            sent += 65_536
        return False

    for path in ("/a.zip", "/download?id=1"):
        sent = 0
        async with serving({"/": page(path), path: huge}) as server:
            seen = await crawl(plan(server.url("/")))
            look = seen.looks(server.url(path))[0]
        assert look.ok
        assert look.truncated
        assert look.size <= 65_536
        assert sent < 8 * MEGABYTE  # what the two socket buffers took before the connection was cut


async def test_a_body_that_drips_is_given_up() -> None:
    drip = endless(HEAD + b"\r\n", b"x", pause=0.02)
    async with serving({"/x": drip}) as server:
        found = await fetch(server.url("/x"), limits={"body_seconds": 0.3})
    assert found.fetch.truncated
    assert found.fetch.elapsed < 1
    assert 5 < len(found.body) < 20


async def test_a_gzip_bomb_costs_no_more_than_the_limit() -> None:
    bomb = gzip.compress(b"\0" * (200 * MEGABYTE), 9)
    async with serving({"/x": raw(HEAD + b"Content-Encoding: gzip\r\n\r\n" + bomb)}) as server:
        tracemalloc.start()
        found = await fetch(server.url("/x"), limit=MEGABYTE)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert len(found.body) == MEGABYTE
    assert found.fetch.truncated
    assert peak < 20 * MEGABYTE


async def test_a_page_of_a_million_links_is_cut_and_said_to_be() -> None:
    body = "<html><body>" + "".join(f"<a href=/l/{n}>{n}</a>" for n in range(1_000_000))
    async with serving({"/": answer(body)}) as server:
        server.default = growing("/l/1")
        limits = {"page_bytes": 2 * MEGABYTE, "max_addresses": 200, "max_pages": 100}
        seen = await crawl(plan(server.url("/"), limits=limits))
    home = next(visit for visit in seen.visits if visit.depth == 0)
    assert home.fetch.truncated
    assert len(home.links or ()) > 50_000
    assert len(seen.visits) == 100
    assert len(seen.skips) >= 50_000


async def test_skips_are_named_one_by_one_only_up_to_a_bound() -> None:
    from crawler import frontier
    from crawler.plan import Limits
    from crawler.scope import Scope

    made = frontier.Frontier(Scope("http://a.test/"), Limits(max_addresses=10))
    for number in range(frontier.SKIPS_KEPT + 5_000):
        made.add(f"http://a.test/{number}", depth=1, page=True)
    assert len(made.skipped) == frontier.SKIPS_KEPT
    assert len(made._seen) <= frontier.SKIPS_KEPT + 10


async def test_a_page_nested_ten_thousand_deep_is_read() -> None:
    deep = "<div>" * 10_000 + '<a href="/innen">x</a>' + "</div>" * 10_000
    async with serving({"/": answer(html("/a") + deep), "/a": page(), "/innen": page()}) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.kind(server.url("/innen")) is VerdictKind.OK


async def test_memory_stays_flat_over_many_pages() -> None:
    """What is kept of a page after it is written: its address and little more."""
    count = 240
    async with serving({"/": page(*(f"/{n}" for n in range(count)))}) as server:

        async def big(hit: Hit, writer: object) -> bool | None:
            filler = f"<p>{hit.path}" + "正文内容" * 500
            return await answer(html(text=hit.path) + filler)(hit, writer)  # type: ignore[arg-type]

        server.default = big
        tracemalloc.start()
        made = plan(server.url("/"))
        marks: list[int] = []
        from crawler.connect import open_session
        from crawler.crawl import Crawl
        from crawler.pace import Pacer

        async with open_session(made) as session:
            seen = 0
            async for _ in Crawl(made, session, Pacer(made.pace)).records():
                seen += 1
                if seen in (count // 3, count):
                    marks.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    assert (marks[1] - marks[0]) / (count * 2 / 3) < 3_000  # bytes a page, the server's log of hits included


async def test_a_refused_scheme_is_no_fault() -> None:
    found = (await fetch("ftp://127.0.0.1/a")).fetch
    assert found.failure is not None
    assert found.failure.kind is FailureKind.FORBIDDEN_TARGET


def test_a_page_that_hangs_parameters_on_its_own_address_is_left_alone() -> None:
    limits = Limits()
    frontier = Frontier(Scope("http://h.cn/"), limits)
    waiting, met = ["http://h.cn/grow?p=1"], 0
    while waiting and met < 2_000:
        address = waiting.pop()
        if frontier.add(address, depth=1, page=True) is not None:
            met += 1
            waiting += [f"{address}&p=1", f"{address}&q=2"]
    assert met < 100
    paging = [f"http://h.cn/list?class=3&page={number}" for number in range(500)]
    assert all(frontier.add(address, depth=1, page=True) for address in paging)


def _crawled(start: str, links_of: Callable[[str], list[str]]) -> list[str]:
    """The addresses that a crawl from `start` asks for, where `links_of` says what each page leads to."""
    frontier = Frontier(Scope("http://h.cn/"), Limits(max_depth=1_000))
    frontier.add(start, depth=0, page=True)
    asked = []
    while (errand := frontier.next("h.cn")) is not None:
        asked.append(errand.url)
        links = [Link(target, "", LinkKind.A) for target in links_of(errand.url)]
        frontier.add_links(links, depth=errand.depth, source=errand.url)
    return asked


def test_numbers_without_a_name_are_not_filters() -> None:
    articles = [f"http://h.cn/show.asp?{number}" for number in range(100)]
    assert set(_crawled("http://h.cn/", lambda address: articles)) >= set(articles)


def test_a_long_list_is_followed_to_its_end() -> None:
    """What is found on a page of its own kind goes on as long as the pages lead to something else too."""

    def paged(address: str) -> list[str]:
        if "list" not in address:
            return []
        number = int(address.rpartition("=")[2])
        shown = [f"http://h.cn/show?id={number * 2 + n}" for n in range(2)]
        return shown + ([f"http://h.cn/list?page={number + 1}"] if number < 600 else [])

    assert len(_crawled("http://h.cn/list?page=1", paged)) == 600 * 3


def _said(text: str) -> Behaviour:
    return answer(text)


async def test_turning_the_pages_of_a_list_is_no_way_down_but_articles_one_after_another_are() -> None:
    routes = {"/": page("/list_1.html", "/1.html", text="首页")}
    for n in range(1, 13):
        turn = f"<a href=/list_{n + 1}.html>下一页</a>" if n < 12 else ""
        article = f"<a href=/news/{n}.html>示例区第{n}次工作会议召开</a>"
        routes[f"/list_{n}.html"] = _said(f"<p>第{n}页{article}{turn}")
        routes[f"/{n}.html"] = _said(f"<p>正文{n}<a href=/{n + 1}.html>示例区第{n + 1}次通报会召开</a>")
        routes[f"/news/{n}.html"] = _said(f"<p>会议内容{n}")
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/"), limits={"max_depth": 4}))
        assert {server.url(f"/list_{n}.html") for n in range(1, 13)} <= seen.pages
        assert server.url("/news/12.html") in seen.pages
        assert seen.skips == {server.url("/5.html"): "max-depth"}


def test_a_list_that_is_turned_for_ever_ends() -> None:
    frontier = Frontier(Scope("http://h.cn/"), Limits())
    frontier.add("http://h.cn/list?p=1", depth=1, page=True)
    asked = 0
    while (errand := frontier.next("h.cn")) is not None:
        asked += 1
        number = int(errand.url.rpartition("=")[2])
        links = [Link(f"http://h.cn/list?p={number + 1}", "下一页", LinkKind.A)]
        frontier.add_links(links, depth=errand.depth, source=errand.url, turns=errand.turns)
    assert asked == TURNS + 1
    assert frontier.skipped[-1].reason == "max-depth"
