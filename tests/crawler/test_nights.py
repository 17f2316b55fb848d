"""Later nights: what did not change is neither sent nor read again, and everything is found all the same."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.engine import audit
from checks.model import Result
from checks.registry import registry
from crawler.memory import conditions
from evidence.records import Need, Place, SiteInfo
from evidence.verdict import VerdictKind, judge
from jobs.clock import Clock
from jobs.gather import Gathered, Stopper, gather
from jobs.settings import BrowserSettings, LimitSettings, NetworkSettings, PaceSettings, Settings
from storage.previous import Remembered
from storage.site import StoredSite
from storage.store import Store, open_store
from tests.crawler.faulty import HTML, Behaviour, FaultServer, Hit, answer, html, redirect, reset, serving

NEEDS = frozenset({Need.PAGES, Need.LINKS})
PAGES = 40
CSS = "text/css"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        yield opened


class Shelf:
    """What a server holds, with a version for each thing, and how many bytes of it were sent."""

    def __init__(self) -> None:
        self.sent = 0
        self.not_modified = 0

    def holds(self, body: str | bytes, *, type_: str = HTML, by: str = "etag") -> Behaviour:
        """An answer with an ETag, a Last-Modified date, or neither; 304 to whoever has it."""
        data = body.encode() if isinstance(body, str) else body
        tag = f'"{hash(data):x}"'
        named = {"etag": {"ETag": tag}, "date": {"Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT"}}.get(by, {})
        asked = {"etag": "if-none-match", "date": "if-modified-since"}.get(by, "")
        whole = answer(data, type_=type_, headers=named)
        same = answer(b"", 304, type_="", headers=named)

        async def behave(hit: Hit, writer: asyncio.StreamWriter) -> bool | None:
            if hit.headers.get(asked) in named.values():
                self.not_modified += 1
                return await same(hit, writer)
            self.sent += len(data)
            return await whole(hit, writer)

        return behave


def portal(shelf: Shelf) -> dict[str, Behaviour]:
    """Pages with pictures, styles, files, redirects and dead ends, whose server names versions in every way."""
    routes: dict[str, Behaviour] = {}
    for number in range(PAGES):
        links = (f"/{number + 1}.html", f"/{number * 7 % PAGES}.html", "/um/3", "/nach-haus", "/weg.html", "/a.pdf")
        text = html(*links, title=f"第{number}篇", text=f"这是第{number}篇的正文") + '<img src="/bild.png">'
        head = text.replace("</head>", '<link rel="stylesheet" href="/a.css"></head>')
        routes[f"/{number}.html"] = shelf.holds(head, by=("etag", "date")[number % 2])
    routes |= {
        "/": shelf.holds(html("/0.html", "/kalt.html", "/cut", title="首页")),
        "/kalt.html": shelf.holds(html("/nur-hier.html", title="没有版本标识"), by="nothing"),
        "/nur-hier.html": shelf.holds(html(title="只从那里可以到达", text="独一无二的内容")),
        "/a.css": shelf.holds("body { background: url(/grund.png) }", type_=CSS),
        "/grund.png": shelf.holds(b"\x89PNG\r\n\x1a\n" + bytes(3000), type_="image/png"),
        "/bild.png": shelf.holds(b"\x89PNG\r\n\x1a\n" + bytes(2000), type_="image/png", by="date"),
        "/a.pdf": shelf.holds(b"%PDF-1.4" + bytes(9000), type_="application/pdf"),
        "/um/3": redirect("/3.html"),
        "/nach-haus": redirect("/"),
        "/cut": reset(),
    }
    return routes


async def _night(store: Store, server: FaultServer, day: int = 1, *, stopper: Stopper | None = None) -> Gathered:
    info = SiteInfo(id="portal", name="示例门户", url=server.url("/"))
    store.sites.upsert(info)
    clock = Clock(datetime(2026, 11, day, 22, tzinfo=UTC).date())
    return await gather(store, info, NEEDS, _settings(), clock=clock, stopper=stopper)


def _settings() -> Settings:
    return Settings(
        network=NetworkSettings(allow_private=("127.0.0.0/8",)),
        pace=PaceSettings(per_host=1, interval=0.0, timeout=2.0, second_look=0.01),
        limits=LimitSettings(),
        browser=BrowserSettings(second_looks=0, rendered_pages=0),
    )


def _pages(store: Store, run: int) -> Mapping[str, tuple[str, tuple[str, ...], int]]:
    return {
        page.url: (page.title, tuple(link.target for link in page.links), page.depth)
        for page in StoredSite(store, run).pages()
    }


def _places(store: Store, run: int) -> Mapping[str, tuple[Place, ...]]:
    site = StoredSite(store, run)
    return site.places(site.targets())


def _results(store: Store, run: int) -> list[Result]:
    """What all checks say that need no more than pages and links, without the times in their evidence."""
    checks = [check for check in registry().choose() if check.needs <= NEEDS]
    return [
        replace(result, findings=tuple(replace(finding, evidence={}) for finding in result.findings))
        for result in audit(StoredSite(store, run), checks, {})
    ]


async def test_a_night_without_changes(store: Store) -> None:
    shelf = Shelf()
    async with serving(portal(shelf)) as server:
        first = await _night(store, server, 1)
        paths, sent = set(server.paths), shelf.sent
        server.hits.clear()
        shelf.sent = 0
        second = await _night(store, server, 2)
        assert set(server.paths) == paths
        assert shelf.sent < sent / 10
        third = await _night(store, server, 3)
    assert shelf.not_modified > 2 * PAGES
    for later in (second, third):
        assert later.coverage == first.coverage
        assert _pages(store, later.run) == _pages(store, first.run)
        assert _places(store, later.run) == _places(store, first.run)
        assert _results(store, later.run) == _results(store, first.run)
    looks = StoredSite(store, third.run).looks(server.url("/1.html"))
    assert [(look.status, look.ok, look.size > 0, look.encoding) for look in looks] == [(304, True, True, "utf-8")]


async def test_a_way_without_an_end_that_does_not_change_is_left_as_soon_on_later_nights(store: Store) -> None:
    shelf = Shelf()

    def month(number: int) -> Behaviour:
        return shelf.holds(f"<p>第{number}月</p><p>暂无活动安排</p><a href='/rl?m={number + 1}'>下月</a>")

    routes = {"/": shelf.holds(html("/rl?m=1", title="首页"))} | {f"/rl?m={n}": month(n) for n in range(1, 200)}
    asked = []
    async with serving(routes) as server:
        for day in (1, 2, 3):
            await _night(store, server, day)
            asked.append({path for path in server.paths if path.startswith("/rl")})
            server.hits.clear()
    assert asked[0] == asked[1] == asked[2] and 10 < len(asked[0]) < 30


async def test_headlines_that_lead_to_their_like_are_followed_on_later_nights_too(store: Store) -> None:
    shelf = Shelf()

    def prices(number: int) -> Behaviour:
        onward = f"<a href='/jg?id={number + 1}'>蔬菜批发价格日报（{number % 28 + 1}日）</a>" if number < PAGES else ""
        return shelf.holds(f"<p>{number}.50</p>{onward}")

    routes = {"/": shelf.holds(html("/jg?id=1", title="首页"))} | {
        f"/jg?id={n}": prices(n) for n in range(1, PAGES + 1)
    }
    async with serving(routes) as server:
        for day in (1, 2):
            await _night(store, server, day)
            assert len({path for path in server.paths if path.startswith("/jg") and path in routes}) == PAGES
            server.hits.clear()


async def test_what_changed_is_read_and_what_is_linked_no_more_is_left(store: Store) -> None:
    shelf = Shelf()
    async with serving(portal(shelf)) as server:
        first = await _night(store, server, 1)
        server.routes["/kalt.html"] = shelf.holds(html("/neu.html", title="改版"), by="nothing")
        server.routes["/neu.html"] = shelf.holds(html("/", title="新页面"))
        server.routes["/5.html"] = answer("不存在", 404)
        second = await _night(store, server, 2)
        one, two = _pages(store, first.run), _pages(store, second.run)
        assert one.keys() - two.keys() == {server.url("/nur-hier.html"), server.url("/5.html")}
        assert two.keys() - one.keys() == {server.url("/neu.html")}
        assert judge(StoredSite(store, second.run).looks(server.url("/5.html"))).kind is VerdictKind.DEAD
        assert server.url("/nur-hier.html") not in StoredSite(store, second.run).targets()


async def test_a_way_that_leads_home_is_told_although_home_is_unchanged(store: Store) -> None:
    async with serving(portal(Shelf())) as server:
        for day in (1, 2):
            run = (await _night(store, server, day)).run
            assert judge(StoredSite(store, run).looks(server.url("/nach-haus"))).kind is VerdictKind.REDIRECT_HOME


async def test_second_looks_are_never_conditional(store: Store) -> None:
    shelf = Shelf()
    async with serving(portal(shelf)) as server:
        await _night(store, server, 1)
        server.routes["/2.html"] = reset()
        server.hits.clear()
        await _night(store, server, 2)
        asked = [hit for hit in server.hits if hit.path == "/2.html"]
        assert len(asked) >= 2
        assert "if-none-match" in asked[0].headers
        assert not any("if-none-match" in hit.headers for hit in asked[-1:])


async def test_once_a_week_everything_is_read_in_full(store: Store) -> None:
    shelf = Shelf()
    async with serving(portal(shelf)) as server:
        for day in range(1, 7):
            await _night(store, server, day)
        assert shelf.not_modified > 0
        shelf.not_modified = 0
        await _night(store, server, 8)
        assert shelf.not_modified == 0


async def test_an_interrupted_night_without_changes_ends_as_a_whole_one(store: Store) -> None:
    shelf = Shelf()
    async with serving(portal(shelf)) as server:
        first = await _night(store, server, 1)
        stopper = Stopper()
        hits = len(server.hits)
        page = server.routes["/20.html"]
        server.routes["/20.html"] = _stopping(stopper, page)
        begun = await _night(store, server, 2, stopper=stopper)
        assert begun.state.value == "interrupted"
        assert len(server.hits) - hits < hits
        server.routes["/20.html"] = page
        ended = await _night(store, server, 2)
    assert (ended.run, ended.resumed) == (begun.run, True)
    assert _pages(store, ended.run) == _pages(store, first.run)
    assert _places(store, ended.run) == _places(store, first.run)
    assert ended.coverage.pages == first.coverage.pages


def _stopping(stopper: Stopper, then: Behaviour) -> Behaviour:
    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> bool | None:
        stopper.stop()
        return await then(hit, writer)

    return behave


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"etag": '"a"', "last-modified": "Sun"}, {"If-None-Match": '"a"', "If-Modified-Since": "Sun"}),
        ({"etag": "甲\r\nX: y"}, {}),
        ({}, {}),
    ],
)
def test_only_what_a_header_may_hold_is_sent_back(headers: Mapping[str, str], asked: Mapping[str, str]) -> None:
    known = Remembered(
        body_hash="1",
        content_type=HTML,
        encoding="",
        headers=headers,
        size=1,
        truncated=False,
        links_key=None,
        kept=False,
    )
    assert conditions(known) == asked
