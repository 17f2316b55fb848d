"""robots.txt: obeyed for the site, for links to other hosts and along redirects; what an unreadable file means."""

import itertools

import pytest

from crawler.robots import LIMIT, parse
from evidence.verdict import VerdictKind
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import Behaviour, answer, in_turn, page, redirect, reset, serving, stall


def rules(text: str) -> Behaviour:
    return answer(text, type_="text/plain")


async def test_no_forbidden_path_is_ever_asked_for() -> None:
    site = rules("User-agent: hecha\nDisallow: /geheim/\nAllow: /geheim/doch\n\nUser-agent: *\nDisallow: /\n")
    async with serving({"/robots.txt": rules("User-agent: *\nDisallow: /privat")}, host="127.0.0.2") as other:
        other.routes["/frei"] = page()
        links = ["/geheim/a", "/geheim/doch", "/um", "/fort", other.url("/privat/x"), other.url("/frei")]
        routes = {"/robots.txt": site, "/": page(*links), "/geheim/doch": page(text="doch"), "/geheim/a": page()}
        routes |= {"/um": redirect("/geheim/a"), "/fort": redirect(other.url("/privat/y"))}
        async with serving(routes) as server:
            seen = await crawl(plan(server.url("/")))
            assert set(server.paths) == {"/", "/geheim/doch", "/um", "/fort"}
            assert set(other.paths) == {"/frei"}
            forbidden = [server.url("/geheim/a"), server.url("/um"), server.url("/fort"), other.url("/privat/x")]
            assert {url: seen.kind(url) for url in forbidden} == dict.fromkeys(forbidden, VerdictKind.FORBIDDEN)
            assert seen.broken == set()


async def test_a_home_page_that_is_forbidden_is_not_asked_for() -> None:
    async with serving({"/robots.txt": rules("User-agent: *\nDisallow: /"), "/": page("/a")}) as server:
        seen = await crawl(plan(server.url("/"), seeds=(server.url("/a"),)))
        assert server.paths == []
    assert {visit.fetch.failure.kind.value for visit in seen.visits if visit.fetch.failure} == {"robots"}


OPEN: dict[str, Behaviour] = {
    "missing": answer("", 404),
    "forbidden": answer("", 403),
    "a page in its place": answer("<!DOCTYPE html><html>User-agent: *\nDisallow: /</html>"),
    "empty": answer("", type_="text/plain"),
    "reset": reset(),
    "silent": stall(),
    "busy once": in_turn(answer("", 503), rules("User-agent: *\nDisallow: /x\n")),
    "loop": redirect("/robots.txt"),
}
CLOSED: dict[str, Behaviour] = {
    "broken": answer("", 500),
    "busy": answer("", 503),
    "closed": rules("User-agent: *\nDisallow: /\n"),
    "closed behind a redirect": redirect("/r"),
    "with a BOM": answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", type_="text/plain"),
    "in UTF-16": answer("\ufeffUser-agent: *\nDisallow: /\n".encode("utf-16-le"), type_="text/plain"),
    "bare CR": rules("User-agent: *\rDisallow: /\r"),
}


@pytest.mark.parametrize("name", [*OPEN, *CLOSED])
async def test_what_an_answer_means(name: str) -> None:
    behaviour = OPEN.get(name) or CLOSED[name]
    routes = {"/": page(), "/r": rules("User-agent: *\nDisallow: /\n"), "/robots.txt": behaviour}
    async with serving(routes) as server:
        await crawl(plan(server.url("/"), pace={"timeout": 0.4}))
        assert ("/" in server.paths) is (name in OPEN)


async def test_the_file_is_asked_for_once_a_host() -> None:
    async with serving({"/": page(*(f"/{n}" for n in range(20)))}) as server:
        await crawl(plan(server.url("/")))
        assert server.count("/robots.txt") == 1


async def test_a_huge_file_is_read_to_its_limit() -> None:
    text = "User-agent: *\nDisallow: /x\n" + "# nichts\n" * 200_000
    async with serving({"/": page("/x"), "/robots.txt": rules(text)}) as server:
        await crawl(plan(server.url("/")))
        assert server.paths == ["/"]
    assert len(text) > 2 * LIMIT


async def test_crawl_delay_is_kept() -> None:
    delay = rules("User-agent: *\nCrawl-delay: 0.2\n")
    routes = {"/": page(*(f"/{n}" for n in range(5))), "/robots.txt": delay}
    async with serving(routes) as server:
        await crawl(plan(server.url("/"), pace={"per_host": 4}, limits={"max_depth": 1}))
        starts = [hit.at for hit in server.hits if hit.path != "/robots.txt"]
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)][1:]
    assert sum(gaps) >= 0.18 * len(gaps)  # a busy machine may hear of one late and of the next in time


def test_sitemaps_are_named() -> None:
    found = parse(b"Sitemap: http://example.gov.cn/a.xml\nUser-agent: *\nDisallow:\nsitemap:/b.xml\n")
    assert found.sitemaps == ("http://example.gov.cn/a.xml", "/b.xml")
