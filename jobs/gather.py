"""Gather: one crawl of one site into the database, resumed when it was killed."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import uvloop

from crawler.connect import open_session
from crawler.crawl import Crawl, Progress
from crawler.pace import Pacer
from crawler.plan import CrawlPlan, Limits, Target
from evidence.records import Coverage, Fetch, Need, Record, SiteInfo, Skip, Visit
from evidence.scope import prefixes
from evidence.verdict import VerdictKind, classify
from jobs.clock import Clock
from jobs.coverage import describe, gathered_needs, missing_needs
from jobs.settings import Settings
from storage.runs import RunState
from storage.store import Store
from storage.writing import EvidenceWriter

BATCH = 200  # records a transaction
FLUSH_SECONDS = 2.0
IDLE = timedelta(seconds=60)  # a run without a sign of life for so long was killed

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a gathering left behind."""

    run: int
    state: RunState
    coverage: Coverage
    home: Fetch | None
    resumed: bool = False


@dataclass(slots=True)
class _Tally:
    """What is counted while records pass by."""

    pages: int = 0
    addresses: int = 0
    home: Fetch | None = None
    skipped: Counter[str] | None = None

    def note(self, record: Record) -> None:
        """Count one record."""
        if self.skipped is None:
            self.skipped = Counter()
        if isinstance(record, Skip):
            self.skipped[record.reason] += 1
        elif isinstance(record, Visit):
            fetch = record.fetch
            self.addresses += fetch.look == 1
            self.pages += record.body is not None
            if record.depth == 0:
                self.home = fetch
            if fetch.failure is not None and classify(fetch) in (VerdictKind.FORBIDDEN, VerdictKind.UNKNOWN):
                self.skipped[fetch.failure.kind.value] += 1


def gather(
    store: Store,
    info: SiteInfo,
    needs: frozenset[Need],
    settings: Settings,
    *,
    limits: Limits | None = None,
    report: Report | None = None,
    stopper: "Stopper | None" = None,
    fresh: bool = False,
    clock: Clock | None = None,
) -> Gathered:
    """Crawl a site for what these needs ask, and write down what was seen.

    A run of this site that was killed is taken up again, unless `fresh`. The world's failures end up in the evidence;
    only a failing disk or database raises.
    """
    plan = _plan(info, needs, settings, limits)
    run, resumed = _open_run(store, info, plan, settings, (clock or Clock()).now(), fresh)
    tally = _Tally()
    writer = store.evidence.writer(run)
    past = store.evidence.past(run) if resumed else ()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        stopped = runner.run(_crawl(store, run, plan, writer, past, tally, report, stopper or Stopper()))
    coverage = _coverage(tally, needs, stopped)
    state = _state(tally, coverage, stopped)
    store.runs.finish(run, datetime.now(UTC), state, coverage)
    return Gathered(run=run, state=state, coverage=coverage, home=tally.home, resumed=resumed)


class Stopper:
    """Ends gatherings from outside (a signal handler, a scheduler shutting down). Safe from any thread."""

    def __init__(self) -> None:
        self.stopped = False
        self._crawls: list[tuple[asyncio.AbstractEventLoop, Crawl]] = []

    def attach(self, crawl: Crawl) -> None:
        """Let a crawl be stopped; called from its loop."""
        self._crawls.append((asyncio.get_running_loop(), crawl))
        if self.stopped:
            crawl.stop()

    def stop(self) -> None:
        """Stop everything attached."""
        self.stopped = True
        for loop, crawl in self._crawls:
            with contextlib.suppress(RuntimeError):  # a loop that has ended needs no stopping
                loop.call_soon_threadsafe(crawl.stop)


def _plan(info: SiteInfo, needs: frozenset[Need], settings: Settings, limits: Limits | None) -> CrawlPlan:
    parts = tuple(prefix for unit in info.units for prefix in prefixes(unit, info.url))
    return CrawlPlan(
        target=Target(home=info.url, prefixes=parts, seeds=parts),
        network=settings.crawl_network(),
        pace=settings.crawl_pace(),
        limits=limits or settings.crawl_limits(),
        check_links=Need.LINKS in needs,
        version=version("hecha"),
    )


def _open_run(
    store: Store, info: SiteInfo, plan: CrawlPlan, settings: Settings, at: datetime, fresh: bool
) -> tuple[int, bool]:
    """The run to write to and whether it is an older one taken up again. `at` is when the run is said to be."""
    now = datetime.now(UTC)
    wanted = {"home": plan.target.home, "check_links": plan.check_links, "limits": asdict(plan.limits)}
    for run in reversed(store.runs.unfinished(info.id)):
        young = at - run.started_at < timedelta(hours=settings.schedule.resume_hours)
        same = dict(run.plan) == wanted
        if not store.runs.resume(run.id, now, IDLE):
            continue  # another process is at it
        if young and same and not fresh:
            return run.id, True
        store.runs.finish(run.id, now, RunState.FAILED, Coverage(complete=False, notes=("运行中断,未再继续",)))
    run_id = store.runs.start(info.id, at, wanted)
    store.runs.heartbeat(run_id, now)
    return run_id, False


async def _crawl(
    store: Store,
    run: int,
    plan: CrawlPlan,
    writer: EvidenceWriter,
    past: Iterable[object],
    tally: _Tally,
    report: Report | None,
    stopper: Stopper,
) -> bool:
    """Run the crawl and write its records in batches in a thread of their own; whether it was stopped early."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, thread_name_prefix="evidence") as thread:
        async with open_session(plan) as session:
            crawl = Crawl(plan, session, Pacer(plan.pace), report=report)
            stopper.attach(crawl)
            for stored in past:
                tally.note(Visit(fetch=stored.fetch, depth=stored.depth, body=b"" if stored.links else None))  # type: ignore[attr-defined]
                crawl.remember([(stored.fetch, stored.depth, stored.links)])  # type: ignore[attr-defined]
            batch: list[Record] = []
            writing: asyncio.Future[None] = loop.create_future()
            writing.set_result(None)
            flushed = loop.time()
            async for record in crawl.records():
                tally.note(record)
                batch.append(record)
                if len(batch) >= BATCH or loop.time() - flushed > FLUSH_SECONDS:
                    await writing
                    writing = loop.run_in_executor(thread, _write, store, run, writer, batch)
                    batch, flushed = [], loop.time()
            await writing
            await loop.run_in_executor(thread, _write, store, run, writer, batch)
    return not crawl.complete


def _write(store: Store, run: int, writer: EvidenceWriter, batch: list[Record]) -> None:
    writer.write(batch)
    store.runs.heartbeat(run, datetime.now(UTC))


def _coverage(tally: _Tally, needs: frozenset[Need], stopped: bool) -> Coverage:
    skipped = dict(sorted((tally.skipped or Counter()).items()))
    return Coverage(
        pages=tally.pages,
        addresses=tally.addresses,
        complete=not stopped and not any(reason.startswith("max-") for reason in skipped),
        skipped=skipped,
        missing=missing_needs(gathered_needs(needs)),
        notes=describe(skipped, stopped),
    )


def _state(tally: _Tally, coverage: Coverage, stopped: bool) -> RunState:
    if stopped:
        return RunState.INTERRUPTED
    if tally.home is None or not tally.home.ok:
        return RunState.FAILED
    return RunState.FINISHED if coverage.complete else RunState.PARTIAL
