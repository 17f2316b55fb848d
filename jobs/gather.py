"""Gather: one crawl of one site into the database, resumed when it was killed."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any

from crawler.connect import open_session
from crawler.crawl import Crawl, Progress, is_page
from crawler.memory import Memory
from crawler.pace import Pacer
from crawler.plan import CrawlPlan, Limits, Target
from crawler.probes.registry import PROBES, probe_for
from crawler.probes.request import SeenPage
from evidence.records import Coverage, Fetch, Need, Record, SiteInfo, Skip, Visit
from evidence.scope import fronts, further, prefixes
from evidence.verdict import VerdictKind, classify
from jobs.browser import find_browser
from jobs.browsing import browsing_notes, browsing_of
from jobs.clock import Clock
from jobs.coverage import describe, gathered_needs, missing_needs
from jobs.heartbeat import beating
from jobs.night_hours import Hours
from jobs.night_worker import own_name, surely_gone
from jobs.selfreport import seeds
from jobs.settings import Settings
from storage.runs import USABLE, Run, RunState
from storage.store import Store
from storage.writing import EvidenceWriter

DEEP = 20
BATCH = 100  # records a transaction
FLUSH_SECONDS = 2.0
IDLE = timedelta(seconds=60)  # a run without a sign of life for so long was killed
RUNS_BACK = 3  # a partial run may have missed what the one before it saw
BELIEVED = timedelta(days=6, hours=12)  # how long servers are believed that nothing changed: all is read once a week

_NOT_LOOKED_AT = (VerdictKind.FORBIDDEN, VerdictKind.UNKNOWN)

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a gathering left behind."""

    run: int
    state: RunState
    coverage: Coverage
    home: Fetch | None
    resumed: bool = False
    away: bool = False  # the home page answered at first and then no longer: their site or our network is down

    @property
    def stopped(self) -> bool:
        """Whether it was ended from here, by a signal or a shutdown."""
        return self.state is RunState.INTERRUPTED and not self.away


@dataclass(slots=True)
class _Tally:
    """What is counted while records pass by."""

    pages: int = 0
    addresses: int = 0
    home: Fetch | None = None
    skipped: Counter[str] = field(default_factory=Counter)
    seen_pages: list[SeenPage] = field(default_factory=list)
    seen_addresses: list[SeenPage] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    def note(self, record: Record) -> None:
        """Count one record."""
        if isinstance(record, Skip):
            self.skipped[record.reason] += 1
        elif isinstance(record, Visit):
            self.addresses += record.fetch.look == 1
            if not record.fetch.in_browser:  # which looks at what was seen already
                self._note_visit(record)

    def _note_visit(self, visit: Visit) -> None:
        fetch = visit.fetch
        page = (visit.links is not None or visit.links_key is not None) and is_page(fetch)
        self.pages += page
        if fetch.ok:
            self.seen_addresses.append(SeenPage(fetch.final_url, visit.depth))
            if page:
                self.seen_pages.append(SeenPage(fetch.final_url, visit.depth))
        if visit.depth == 0:
            self.home = fetch
        if fetch.failure is not None and fetch.look == 1 and classify(fetch) in _NOT_LOOKED_AT:
            self.skipped[fetch.failure.kind.value] += 1


async def gather(
    store: Store,
    info: SiteInfo,
    needs: frozenset[Need],
    settings: Settings,
    *,
    limits: Limits | None = None,
    report: Report | None = None,
    stopper: "Stopper | None" = None,
    pacer: Pacer | None = None,
    fresh: bool = False,
    clock: Clock | None = None,
    keywords: tuple[str, ...] = (),
    hours: Hours | None = None,
) -> Gathered:
    """Crawl a site for what these needs ask, and write down what was seen.

    A run of this site that was killed is taken up again, and what earlier runs were answered is asked for only if it
    changed, unless `fresh`. The world's failures end up in the evidence;
    only a failing disk or database raises. Crawls of one process share a `pacer`, so that they never add up on a host.
    `keywords` are looked up in the site's own search. Outside the `hours` that are set it waits.
    """
    plan = _plan(info, needs, settings, limits, (*seeds(store, info.id), *pages_to_mend(store, info)))
    run, resumed = _open_run(store, info, plan, needs, settings, (clock or Clock()).now(), fresh)
    tally = _Tally()
    writing = _Writing(store, run, store.evidence.writer(run))
    past = store.evidence.past(run) if resumed else ()
    hours = hours or Hours.of(settings)
    async with open_session(plan) as session, beating(store, run):
        memory = _memory(store, run)
        crawl = Crawl(
            plan, session, pacer or Pacer(plan.pace), report=report, memory=memory, stored=store.evidence.body
        )
        browsing = browsing_of(crawl, plan, needs, settings, store, memory)
        if browsing is not None:
            crawl.helped_by(browsing)
        for place, stored in enumerate(past):
            tally.note(Visit(fetch=stored.fetch, depth=stored.depth, links=stored.links))
            crawl.remember([(stored.fetch, stored.depth, stored.links)])
            if place % BATCH == 0:
                await asyncio.sleep(0)  # or a long replay gives no sign of life, and another process takes the run over
        with (stopper or Stopper()).attached(crawl):
            async with hours.kept(crawl, writing.beat):
                await _write_all(crawl, writing, tally)
                if crawl.complete and tally.home is not None and tally.home.ok:
                    await _probe(crawl, needs, settings, writing, tally, keywords)
    stopped = not crawl.complete
    notes = (*filter(None, [hours.note]), *browsing_notes(browsing, plan, needs, settings))
    coverage = _coverage(tally, needs, plan.limits, stopped, notes)
    state = _state(tally, coverage, stopped)
    store.runs.finish(run, datetime.now(UTC), state, coverage)
    return Gathered(run=run, state=state, coverage=coverage, home=tally.home, resumed=resumed, away=crawl.away)


class Stopper:
    """Ends gatherings early: a signal handler or a scheduler shutting down calls `stop` in the loop they run in."""

    def __init__(self) -> None:
        self.stopped = False
        self._crawls: set[Crawl] = set()

    @property
    def busy(self) -> bool:
        """Whether anything is crawling that can be stopped."""
        return bool(self._crawls)

    @contextlib.contextmanager
    def attached(self, crawl: Crawl) -> Iterator[None]:
        """Let a crawl be stopped while it runs."""
        self._crawls.add(crawl)
        if self.stopped:
            crawl.stop()
        try:
            yield
        finally:
            self._crawls.discard(crawl)

    def stop(self) -> None:
        """Stop everything attached, and whatever is attached later."""
        self.stopped = True
        for crawl in self._crawls:
            crawl.stop()


def pages_to_mend(store: Store, info: SiteInfo) -> tuple[str, ...]:
    """The pages of open findings: looked at again even where nothing leads to them any more, or they stay open."""
    issues = store.findings.list(site=info.id)
    pages = {issue.finding.page_url for issue in issues if issue.status.standing}
    return tuple(sorted(page for page in pages if page.startswith("http")))


def _plan(
    info: SiteInfo, needs: frozenset[Need], settings: Settings, limits: Limits | None, again: tuple[str, ...]
) -> CrawlPlan:
    parts = further(info) + tuple(prefix for unit in info.units for prefix in prefixes(unit, info.url))
    entered = tuple(front for unit in info.units for front in fronts(unit, info.url))
    return CrawlPlan(
        target=Target(home=info.url, prefixes=parts, fronts=entered, seeds=(*parts, *again)),
        network=settings.crawl_network(),
        pace=settings.crawl_pace(),
        limits=limits or settings.crawl_limits(),
        check_links=Need.LINKS in needs or Need.FILES in needs,
        files=Need.FILES in needs,
        version=version("hecha"),
    )


def _open_run(
    store: Store,
    info: SiteInfo,
    plan: CrawlPlan,
    needs: frozenset[Need],
    settings: Settings,
    at: datetime,
    fresh: bool,
) -> tuple[int, bool]:
    """The run to write to and whether it is an older one taken up again. `at` is when the run is said to be."""
    now = datetime.now(UTC)
    wanted = _wanted(plan)
    for run in reversed(store.runs.unfinished(info.id)):
        young = at - run.started_at < timedelta(hours=settings.schedule.resume_hours)
        same = scope_of(run) == wanted
        mine = {"worker": own_name(), "needs": sorted(needs)}
        if not store.runs.resume(run, now, None if surely_gone(worker_of(run)) else IDLE, mine):
            continue  # another process is at it
        if young and same and not fresh:
            if not needs <= set(run.plan.get("needs", ())):
                store.evidence.forget_probes(run.id, PROBES)
            return run.id, True
        store.runs.finish(run.id, now, RunState.FAILED, Coverage(complete=False, notes=("运行中断，未再继续",)))
    alike = [run for run in store.runs.list(info.id) if run.state in USABLE and scope_of(run) == wanted]
    basis = () if fresh else _basis(alike, at)
    run_id = store.runs.start(info.id, at, {**wanted, "worker": own_name(), "basis": basis, "needs": sorted(needs)})
    store.runs.heartbeat(run_id, now)
    return run_id, False


def scope_of(run: Run) -> Mapping[str, Any]:
    """What a run was told to look at, without how it went about it."""
    return {name: value for name, value in run.plan.items() if name not in ("worker", "basis", "needs")}


def _wanted(plan: CrawlPlan) -> Mapping[str, Any]:
    """What a plan tells a run to look at, as it is kept with the run."""
    return {
        "home": plan.target.home,
        "check_links": plan.check_links,
        "files": plan.files,
        "limits": asdict(plan.limits),
        "version": plan.version,
    }


def worker_of(run: Run) -> str:
    """The name of the process that has a run, or had it last."""
    return str(run.plan.get("worker", ""))


def has_brought(run: Run, info: SiteInfo, needs: frozenset[Need], settings: Settings, limits: Limits | None) -> bool:
    """Whether a run that came to its end looked at what a new one would, and brought all that is needed."""
    wanted = _wanted(_plan(info, needs, settings, limits, ()))
    return run.state in USABLE and scope_of(run) == wanted and needs <= set(run.plan.get("needs", ()))


def _basis(alike: Sequence[Run], at: datetime) -> tuple[int, ...]:
    """The runs whose answers a new one may build upon, oldest first; none when it is time to read all in full again."""
    read_in_full = any(not run.plan.get("basis") and at - run.started_at < BELIEVED for run in alike)
    return tuple(run.id for run in alike[-RUNS_BACK:]) if read_in_full else ()


def _memory(store: Store, number: int) -> Memory | None:
    run = store.runs.get(number)
    basis = run.plan.get("basis") if run else None
    return store.evidence.previous(basis) if basis else None


@dataclass(frozen=True, slots=True)
class _Writing:
    """Where batches go: in a thread of their own, so that the crawl goes on."""

    store: Store
    run: int
    writer: EvidenceWriter

    def write(self, batch: list[Record]) -> None:
        """A sign of life, which raises when the run is no longer ours, and one batch."""
        self.beat()
        self.writer.write(batch)

    def beat(self) -> None:
        """A sign of life."""
        self.store.runs.heartbeat(self.run, datetime.now(UTC))


async def _write_all(crawl: Crawl, writing: _Writing, tally: _Tally) -> None:
    """Write what a crawl sees as it comes. What ends the writing ends the crawl, before its session is closed."""
    with ThreadPoolExecutor(1, thread_name_prefix="evidence") as thread:
        async with contextlib.aclosing(crawl.records()) as records:
            await _write_batches(records, writing, tally, thread)


async def _write_batches(
    records: AsyncIterator[Record], writing: _Writing, tally: _Tally, thread: ThreadPoolExecutor
) -> None:
    """Batches one after another; the next one is filled while one is written."""
    loop = asyncio.get_running_loop()
    batch: list[Record] = []
    pending: asyncio.Future[None] | None = None
    flushed = loop.time()
    async for record in records:
        tally.note(record)
        batch.append(record)
        if len(batch) >= BATCH or loop.time() - flushed > FLUSH_SECONDS:
            if pending is not None:
                await pending
            pending = loop.run_in_executor(thread, writing.write, batch)
            batch, flushed = [], loop.time()
    if pending is not None:
        await pending
    await loop.run_in_executor(thread, writing.write, batch)


async def _probe(
    crawl: Crawl,
    needs: frozenset[Need],
    settings: Settings,
    writing: _Writing,
    tally: _Tally,
    keywords: tuple[str, ...],
) -> None:
    """Gather the kinds of evidence that are not pages or links, each after the crawl."""
    loop = asyncio.get_running_loop()
    browser = find_browser(settings)
    for need in await loop.run_in_executor(None, _still_to_probe, writing, needs, tally):
        await crawl.ready()
        if not crawl.complete:
            return
        request = crawl.probe_request(
            home=tally.home.final_url if tally.home else "",
            pages=tuple(tally.seen_pages),
            addresses=tuple(tally.seen_addresses),
            browser=str(browser or ""),
            keywords=keywords,
            limits=settings.browser_limits(),
        )
        async for probe in probe_for(need)(request):
            if reason := probe.data.get("missing"):
                tally.missing[need.value] = str(reason)
            batch: list[Record] = [probe]
            await loop.run_in_executor(None, writing.write, batch)


def _still_to_probe(writing: _Writing, needs: frozenset[Need], tally: _Tally) -> Sequence[Need]:
    """Which probes a run still owes, in their order. The last one begun may be half of it: it is made anew."""
    order = sorted(needs & PROBES.keys())
    stored = writing.store.evidence.probes(writing.run)
    begun = {probe.need for probe in stored}
    last = max((at for at, need in enumerate(order) if need in begun), default=0)
    for probe in stored:
        if probe.need in order[:last] and (reason := probe.data.get("missing")):
            tally.missing[probe.need.value] = str(reason)
    if begun:
        writing.store.evidence.forget_probes(writing.run, order[last:])
    return order[last:]


def _coverage(tally: _Tally, needs: frozenset[Need], limits: Limits, stopped: bool, notes: tuple[str, ...]) -> Coverage:
    skipped = dict(sorted(tally.skipped.items()))
    return Coverage(
        pages=tally.pages,
        addresses=tally.addresses,
        complete=not stopped and not _cut_short(skipped, limits),
        skipped=skipped,
        missing={**missing_needs(gathered_needs(needs)), **tally.missing},
        notes=(*describe(skipped, stopped), *notes),
    )


def _cut_short(skipped: Mapping[str, int], limits: Limits) -> bool:
    """Whether a limit may have hidden real pages. Only calendars and the like go on deeper than `DEEP` clicks."""
    shallow = limits.max_depth < DEEP and "max-depth" in skipped
    return shallow or "max-pages" in skipped or "max-addresses" in skipped


def _state(tally: _Tally, coverage: Coverage, stopped: bool) -> RunState:
    if stopped:
        return RunState.INTERRUPTED
    if tally.home is None or not tally.home.ok:
        return RunState.FAILED
    return RunState.FINISHED if coverage.complete else RunState.PARTIAL
