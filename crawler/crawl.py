"""One crawl of one site: an async stream of records, from the home page until nothing is left to look at."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial

import aiohttp

from crawler.browsing import Browsing
from crawler.doubts import Doubts
from crawler.fetch import Fetcher
from crawler.frontier import Brought, Errand, Frontier
from crawler.guard import Guard
from crawler.looking import Looker
from crawler.memory import Memory, NoMemory
from crawler.pace import Pacer
from crawler.plan import CrawlPlan
from crawler.presence import Presence
from crawler.probes.browser_limits import USUAL, BrowserLimits
from crawler.probes.request import ProbeRequest, SeenPage
from crawler.robots import Robots
from crawler.scope import Scope
from crawler.sitemap import Sitemaps
from crawler.traps import shape_of
from evidence import notice
from evidence.html import decode_as
from evidence.records import Fetch, Link, LinkKind, Record, Visit
from evidence.urls import file_suffix

BUFFER = 64  # records ahead of whoever writes them: the crawl waits for a slow disk


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl is: pages read, addresses looked at, addresses waiting."""

    pages: int
    addresses: int
    waiting: int


@dataclass(slots=True)
class _State:
    """What a crawl remembers while it runs."""

    pages: int = 0
    addresses: int = 0
    workers: dict[str, int] = field(default_factory=dict)
    askers: dict[str, str] = field(default_factory=dict)  # of an interrupted run: which page asks for a list


class Crawl:
    """One crawl. `records()` streams what it sees; `stop()` ends it early without losing what was seen."""

    def __init__(
        self,
        plan: CrawlPlan,
        session: aiohttp.ClientSession,
        pacer: Pacer,
        *,
        report: Callable[[Progress], None] | None = None,
        memory: Memory | None = None,
        stored: Callable[[str], bytes | None] = lambda digest: None,
    ) -> None:
        """`stored` gives the bytes of a hash that earlier nights or parts of the run have stored, else None."""
        self._plan = plan
        self._pacer = pacer
        self._scope = Scope(plan.target.home, plan.target.prefixes)
        self._frontier = Frontier(self._scope, plan.limits, check_links=plan.check_links)
        self._fetcher = Fetcher(plan, session, pacer)
        self.robots = Robots(self._fetcher, pacer)
        self._memory = memory or NoMemory()
        self._stored = stored
        self._looker = Looker(plan, self._fetcher, self.robots, self._scope, self._memory)
        self._state = _State()
        self._queue: asyncio.Queue[Record | None] = asyncio.Queue(BUFFER)
        self._tasks: set[asyncio.Task[None]] = set()
        self._report = report or (lambda progress: None)
        self._stopping = False
        self._going = asyncio.Event()
        self._going.set()
        self._gone = False  # whether nobody reads the records any more
        self._browsing: Browsing | None = None
        self._presence = Presence(self._scope, plan.target.home, self._looker.control, plan.pace.second_look)
        self._doubts = Doubts(self._scope, self._presence)

    def helped_by(self, browsing: Browsing) -> None:
        """Have a browser look where it pays, before anything is remembered or crawled."""
        self._browsing = browsing

    def holds(self, url: str) -> bool:
        """Whether an address is part of the site."""
        return self._scope.holds(url)

    def stop(self) -> None:
        """End after the requests under way; what is still queued is recorded as cut."""
        self._stopping = True
        self._going.set()

    def hold(self) -> None:
        """Begin nothing new until told to go on; what is under way is finished."""
        if not self._stopping:
            self._going.clear()

    def go_on(self) -> None:
        """Go on after having been held."""
        self._going.set()

    async def ready(self) -> None:
        """Wait while the crawl is held."""
        await self._going.wait()

    @property
    def away(self) -> bool:
        """Whether the home page answered and then no longer does: the crawl stops, to be resumed."""
        return self._presence.away

    @property
    def complete(self) -> bool:
        """Whether nothing was given up because of `stop()`."""
        return not self._stopping

    def probe_request(
        self,
        *,
        home: str,
        pages: tuple[SeenPage, ...],
        addresses: tuple[SeenPage, ...],
        browser: str,
        keywords: tuple[str, ...] = (),
        limits: BrowserLimits = USUAL,
    ) -> ProbeRequest:
        """What the probes that follow this crawl are given: its own client, pace and rules."""
        return ProbeRequest(
            plan=self._plan,
            fetcher=self._fetcher,
            robots=self.robots,
            pacer=self._pacer,
            guard=Guard(self._plan.network.allow_private),
            home=home,
            pages=pages,
            addresses=addresses,
            browser=browser,
            keywords=keywords,
            limits=limits,
        )

    def remember(self, past: Iterable[tuple[Fetch, int, tuple[Link, ...] | None]]) -> None:
        """Take up what an interrupted run has stored: (fetch, depth, links) in the order it was written."""
        for fetch, depth, links in past:
            if self._browsing is not None:
                self._browsing.saw(Visit(fetch=fetch, depth=depth, links=links))
            if fetch.in_browser:
                self._frontier.add_links(links or (), depth=depth, source=fetch.final_url)
                continue
            self._frontier.finished(fetch.url, page=links is not None)
            asker = self._state.askers.get(fetch.url, "")
            page = links is not None or self._scope.holds(fetch.url)
            self._note(fetch, Errand(fetch.url, depth, page, asker=asker))
            self._state.addresses += fetch.look == 1
            self._looker.attachments.remember(fetch)
            if depth == 0:
                self._looker.home_is(fetch)
            if links is not None:
                if depth == 0:
                    self._scope.take_platform(fetch.final_url, links)
                self._state.pages += is_page(fetch)
                self._frontier.met(fetch.final_url)
                brought = self._frontier.add_links(links, depth=depth, source=fetch.final_url, asker=asker)
                self._watch(Visit(fetch=fetch, depth=depth, links=links), brought)
                asked = (link.target for link in links if link.kind is LinkKind.DATA)
                self._state.askers.update(dict.fromkeys(asked, asker or fetch.final_url))

    async def records(self) -> AsyncGenerator[Record, None]:
        """Everything seen, as it is seen."""
        conductor = asyncio.create_task(self._conduct())
        try:
            while (record := await self._queue.get()) is not None:
                yield record
            await conductor
        finally:
            self._gone = True
            for task in (conductor, *self._tasks):
                task.cancel()
            await asyncio.gather(conductor, *self._tasks, return_exceptions=True)

    async def _conduct(self) -> None:
        try:
            home = self._plan.target.home
            await self.ready()
            if not self._stopping:
                await self._looker.prepare(home)
            self._frontier.add(home, depth=0, page=True)
            for seed in self._plan.target.seeds:
                self._frontier.add(seed, depth=1, page=self._scope.holds(seed))
            await self._drain()
            await self._add_sitemaps(home)
            await self._drain()
            while self._browsing is not None and not self.away and await self._take(self._browsing.rendered()):
                pass  # what their links led to may need a browser as well
            while not self._stopping and self._queue_further_looks():
                await asyncio.sleep(self._plan.pace.second_look)
                await self._drain()
                await self.ready()
                for visit in await self._doubts.released():
                    await self._put(visit)
                if self.away:
                    self.stop()
            if self._browsing is not None and not self.away:
                await self._take(self._browsing.second_looks())
            if self._stopping:
                self._frontier.drop_rest("cut")
            for skip in (*self._frontier.skipped, *self._looker.attachments.skipped):
                await self._queue.put(skip)
        except asyncio.CancelledError:
            self._gone = True  # nobody would make room in a full queue
            raise
        finally:
            if not self._gone:
                await self._queue.put(None)

    async def _add_sitemaps(self, home: str) -> None:
        """Queue what the site's sitemaps name and no link led to; after the links, whose pages come first."""
        limits = self._plan.limits
        await self.ready()
        if self._stopping or not limits.sitemap_addresses:
            return
        sitemaps = Sitemaps(
            self._fetcher,
            self._scope,
            self._looker.permits,
            file_bytes=limits.page_bytes,
            addresses=limits.sitemap_addresses,
        )
        for url in await sitemaps.pages(home, await self.robots.rules(home)):
            self._frontier.add(url, depth=1, page=file_suffix(url) not in notice.FILES)

    async def _put(self, visit: Visit) -> None:
        if self._browsing is not None:
            self._browsing.saw(visit)
        await self._queue.put(visit)

    async def _take(self, brought: AsyncGenerator[Visit]) -> bool:
        """Take up what a browser brings, and crawl on where its links lead. Whether there may be more of it."""
        some = False
        async with aclosing(brought):
            async for visit in brought:
                if visit.links:
                    source = visit.fetch.final_url
                    self._hire(self._frontier.add_links(visit.links, depth=visit.depth, source=source).hosts)
                await self._put(visit)
                some = True
                if self._stopping:
                    break
        await self._drain()
        return some and not self._stopping

    async def _drain(self) -> None:
        """Work until no queue holds anything."""
        for _ in range(self._plan.pace.per_host):
            self._hire(self._frontier.hosts())
        while self._tasks:
            finished, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            self._tasks -= finished
            for task in finished:
                task.result()  # a fault of ours ends the run

    def _hire(self, hosts: Iterable[str]) -> None:
        """One more worker for each of these hosts, up to `per_host`."""
        for host in hosts:
            if self._state.workers.get(host, 0) < self._plan.pace.per_host:
                self._state.workers[host] = self._state.workers.get(host, 0) + 1
                self._tasks.add(asyncio.create_task(self._work(host)))

    async def _work(self, host: str) -> None:
        try:
            await self.ready()
            while not self._stopping and (errand := self._frontier.next(host)) is not None:
                await self._do(errand)
                if not self._going.is_set():
                    await self.ready()
        finally:
            self._state.workers[host] -= 1

    async def _do(self, errand: Errand) -> None:
        visit = await self._looker.look(errand)
        state = self._state
        state.addresses += errand.look == 1
        self._note(visit.fetch, errand)
        if visit.links is not None or visit.links_key is not None:
            if visit.fetch.final_url != visit.fetch.url and not self._frontier.met(visit.fetch.final_url):
                # Two addresses that end at one page: it is read once, under the address it was first seen at.
                visit = Visit(fetch=visit.fetch, depth=visit.depth)
            else:
                state.pages += is_page(visit.fetch)
                url = visit.fetch.final_url
                links = self._memory.links(url) if visit.links is None else visit.links
                words = partial(self._memory.words, url) if visit.links is None else None
                if errand.depth == 0:
                    self._scope.take_platform(url, links)
                brought = self._frontier.add_links(
                    links, depth=errand.depth, source=url, turns=errand.turns, asker=errand.asker, words=words
                )
                self._watch(visit, brought)
                self._hire(brought.hosts)
        if not self._stopping:
            await self._presence.listen(visit.fetch)
            if self.away:
                self.stop()
        if not self._doubts.hold(visit):
            await self._put(visit)
        self._report(Progress(state.pages, state.addresses, self._frontier.waiting))

    def _note(self, fetch: Fetch, errand: Errand) -> None:
        self._presence.note(fetch, home=errand.depth == 0)
        self._doubts.note(fetch, errand)

    def _queue_further_looks(self) -> bool:
        """Queue one more look at everything that still seems broken; whether there was any."""
        further = list(self._doubts.further())
        for errand in further:
            self._frontier.put_back(errand)
        return bool(further)

    def _watch(self, visit: Visit, brought: Brought) -> None:
        """Let the traps see what a page says, where they have to know."""
        fetch, traps = visit.fetch, self._frontier.traps
        if fetch.look != 1:
            return
        shape, inward = shape_of(fetch.final_url), self._frontier.is_inward(fetch.url)
        copies = self._frontier.copies
        wanted = traps.wants(shape, inward=inward)
        plain = not shape.changes and visit.links is not None and copies.suspects(fetch.final_url, visit.links)
        if not (wanted or plain):
            return
        body = self._stored(fetch.body_hash) if visit.body is None else visit.body
        if body is None:
            return
        text = decode_as(body, fetch.encoding)
        if plain:
            copies.read(fetch.final_url, text)
            return
        # What is remembered of links may lack their words.
        links = self._looker.links(fetch, text) if visit.links is None else visit.links
        drawn = [link.text for link in links if link.kind is LinkKind.SCRIPTED]
        traps.read(shape, text, drawn, inward=inward, brought=brought.elsewhere)


def is_page(fetch: Fetch) -> bool:
    """Whether an answer with links is a page, not a style sheet or a list that a script asked for."""
    return not fetch.is_data and notice.is_html(fetch.content_type, b"<html")
