"""An interrupted crawl that is taken up again ends with the same evidence, and asks nothing twice."""

import random
from collections import Counter

import pytest

from crawler.crawl import Crawl
from evidence.records import Record, Visit
from tests.crawler.crawling import Seen, crawl, plan
from tests.crawler.faulty import Behaviour, FaultServer, answer, page, redirect, reset, serving

Evidence = set[tuple[str, int, int | None, str, str, int, tuple[str, ...]]]


def small_site(count: int = 80) -> dict[str, Behaviour]:
    """Pages that link to and fro, with redirects, files, a style sheet and dead ends among them."""
    dice = random.Random(7)
    routes: dict[str, Behaviour] = {}
    for number in range(count):
        links = [f"/{dice.randrange(count)}.html" for _ in range(4)]
        links += [
            f"/{number + 1}.html" if number + 1 < count else "/",
            f"/um/{dice.randrange(9)}",
            f"/weg/{number % 7}",
        ]
        routes[f"/{number}.html"] = page(*links, "/a.pdf", title=f"第{number}篇", text=f"这是第{number}篇的正文")
    routes |= {f"/um/{number}": redirect(f"/{number * 5}.html") for number in range(9)}
    routes |= {"/": page("/0.html", "/1.html", title="首页"), "/a.pdf": answer(b"%PDF-1.4", type_="application/pdf")}
    return routes | {"/weg/3": reset(), "/weg/4": answer("", 500), "/weg/5": answer("", 403)}


def evidence(seen: Seen) -> Evidence:
    """What a crawl found out, without times."""
    return {
        (
            visit.fetch.url,
            visit.fetch.look,
            visit.fetch.status,
            visit.fetch.failure.kind.value if visit.fetch.failure else "",
            visit.fetch.final_url,
            visit.depth,
            tuple(link.target for link in visit.links or ()) if visit.body is not None else (),
        )
        for visit in seen.visits
    }


def _merged(first: Seen, second: Seen) -> Seen:
    return Seen((*first.visits, *second.records))


@pytest.mark.parametrize("after", [1, 2, 9, 30, 77, 95, 101])
async def test_stopped_and_resumed(after: int) -> None:
    async with serving(small_site()) as server:
        made = plan(server.url("/"), pace={"per_host": 1})
        whole = await crawl(made)
        server.hits.clear()

        def stop(crawling: Crawl, record: Record) -> None:
            nonlocal after
            after -= isinstance(record, Visit)
            if after == 0:
                crawling.stop()

        first = await crawl(made, seen=stop)
        second = await crawl(made, past=first.visits)
        both = _merged(first, second)
        asked = Counter(path for path in server.paths)
    assert evidence(both) == evidence(whole)
    assert len(both.visits) == len(whole.visits)
    twice = {path for path, times in asked.items() if times > 1}
    assert {path for path in twice if not path.startswith("/weg")} <= {"/"} | _ends_of_redirects()
    assert second.skips == whole.skips


def _ends_of_redirects() -> set[str]:
    return {f"/{number * 5}.html" for number in range(9)}


@pytest.mark.parametrize("seed", range(8))
async def test_killed_with_a_batch_unwritten(seed: int) -> None:
    """What had been looked at but not yet stored is looked at again; what is stored is not."""
    dice = random.Random(seed)
    async with serving(small_site()) as server:
        made = plan(server.url("/"), pace={"per_host": 4})
        whole = await crawl(made)
        stored = whole.visits[: dice.randrange(len(whole.visits))]
        server.hits.clear()
        rest = await crawl(made, past=stored)
    both = _merged(Seen(tuple(stored)), rest)
    seen_again = {visit.fetch.url for visit in rest.visits if visit.fetch.look == 1}
    assert not seen_again & {visit.fetch.url for visit in stored}
    assert _settled(both) == _settled(whole)
    assert both.pages == whole.pages
    assert both.broken == whole.broken


def _settled(seen: Seen) -> set[tuple[str, int, int | None]]:
    return {(visit.fetch.url, visit.fetch.look, visit.fetch.status) for visit in seen.visits}


async def test_a_finished_crawl_has_nothing_left_to_ask() -> None:
    async with serving(small_site(20)) as server:
        made = plan(server.url("/"))
        whole = await crawl(made)
        server.hits.clear()
        rest = await crawl(made, past=whole.visits)
        assert server.paths == []
    assert rest.visits == []


async def test_the_home_page_is_known_again() -> None:
    """A resumed crawl must know where the home page is: a dead link that is sent there is one only then."""
    routes = {"/": redirect("/portal/start.html"), "/portal/start.html": page("/a", "/b"), "/a": page(text="甲")}
    async with serving(routes | {"/b": redirect("/portal/start.html")}) as server:
        made = plan(server.url("/"), prefixes=(server.url("/"),), pace={"per_host": 1})
        whole = await crawl(made)
        rest = await crawl(made, past=whole.visits[:1])
        both = _merged(Seen(tuple(whole.visits[:1])), rest)
    assert server.url("/b") in whole.broken
    assert both.broken == whole.broken


async def test_limits_count_what_was_seen_before() -> None:
    server = FaultServer(small_site())
    await server.start()
    try:
        made = plan(server.url("/"), limits={"max_pages": 30}, pace={"per_host": 1})
        whole = await crawl(made)
        rest = await crawl(made, past=whole.visits[:20])
    finally:
        await server.stop()
    assert {visit.fetch.url for visit in whole.visits[:20]} | {visit.fetch.url for visit in rest.visits} == {
        visit.fetch.url for visit in whole.visits
    }
