"""The clock of `hecha schedule`: one loop, one ticker, and the nights it wakes."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime, timedelta
from functools import partial

import structlog
import uvloop
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from checks.api import Check
from checks.registry import registry
from crawler.pace import Pacer
from evidence.errors import EnvironmentError_, HechaError
from evidence.records import SiteInfo
from jobs.clock import Clock
from jobs.leaving import leave_at_once
from jobs.night_book import NightBook
from jobs.night_environment import Environment
from jobs.night_run import NightRun
from jobs.night_times import Cron, read_cron
from jobs.night_watch import Hands, Nights, Watch
from jobs.night_worker import own_name
from jobs.prune import prune
from jobs.settings import Settings
from jobs.timetable import Timetable
from jobs.visit_watch import HomeVisit, Visit, VisitWatch
from storage.store import Store

log = structlog.get_logger(__name__)

ROUND_SECONDS = 20.0  # how soon a changed inventory, a dead worker or a mended machine is noticed
GRACE_SECONDS = 5.0  # what requests under way are given at the end; twice this is still within ten seconds
TIDY = timedelta(hours=24)  # between prunings
_ROUND = "round"


def serve(
    store: Store,
    settings: Settings,
    *,
    checks: Iterable[Check] | None = None,
    once: bool = False,
    workers: bool = False,
) -> None:
    """Run the nights until SIGTERM or SIGINT; with `once` only what is owed. Raises UsageError for a bad schedule.

    With `once`, EnvironmentError_ says that a night still waits because this machine lacks something. With `workers`
    nights are only asked for, on PostgreSQL, and run by `hecha worker`.
    """
    read_cron(settings.schedule.cron, settings.schedule.timezone)
    chosen = tuple(checks) if checks is not None else registry().choose()
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    pacer = Pacer(settings.crawl_pace())
    run = NightRun(store=store, checks=chosen, settings=settings, clock=Clock(), pacer=pacer)
    hands = Hands(run=run, lacks=Environment(store, settings).lacks)
    visit = None if once else HomeVisit.made_with(settings, pacer)

    async def tick() -> None:
        async with _asking(store, settings, hands) if workers else nullcontext() as nights:
            tidy = None if once else partial(_tidy, store, settings)
            await Clockwork(store, settings, hands, visit=visit, nights=nights, tidy=tidy).serve(once=once)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(tick())


def _tidy(store: Store, settings: Settings, going: Callable[[], bool]) -> None:
    done = prune(store, settings, Clock().now(), going)
    if done.runs:
        log.info("过期证据已清理", summary=done.words)


@asynccontextmanager
async def _asking(store: Store, settings: Settings, hands: Hands) -> AsyncIterator[Nights]:
    """Nights that are asked for and not run here."""
    from jobs.night_dispatch import Dispatch  # PostgreSQL is an extra
    from jobs.night_queue import opened_queue

    async with opened_queue(settings.database_url) as queue:
        yield Dispatch(_book(store, settings, own_name()), hands, queue)


def _book(store: Store, settings: Settings, worker: str) -> NightBook:
    return NightBook(store=store, worker=worker, window=timedelta(hours=settings.schedule.catch_up_hours))


class Clockwork:
    """APScheduler wakes it, the watch works: what is owed is decided by rows alone, however often it is woken."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        hands: Hands,
        worker: str = "",
        visit: Visit | None = None,
        nights: Nights | None = None,
        tidy: Callable[[Callable[[], bool]], None] | None = None,
    ) -> None:
        """`tidy` is called once a day when no night is under way here; it is given what says whether to go on."""
        self._store = store
        self._hands = hands
        self._timetable = Timetable(settings)
        book = _book(store, settings, worker or own_name())
        self.watch = nights or Watch(book, hands, settings.schedule.at_once)
        self.visits = None if visit is None else VisitWatch(
            store, settings.schedule.probes_per_day, visit, hands.now, hands.aside
        )  # fmt: skip
        self._ticker = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._tidy = tidy
        self._tidied: datetime | None = None
        self.tidying: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    async def serve(self, *, once: bool) -> None:
        """Tick until told to stop, or until nothing is owed any more."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop.set)
        if once:
            await self._serve_once()
        else:
            await self._serve_on()

    async def round(self) -> None:
        """Read the inventory again and look at every site."""
        try:
            if self.visits is not None:
                self.visits.look(await self._hands.aside(self._store.sites.list))
            plan = await self._hands.aside(self._plan)
            for info, cron in plan:
                if self._stop.is_set():
                    return
                await self.watch.look(info, cron)
                self._arm(info, cron)
        except HechaError as error:
            log.warning("查看排程时出错，稍后再试", error=str(error))
            return
        self._begin_to_tidy()
        for job in self._ticker.get_jobs():
            if job.id != _ROUND and job.id not in {info.id for info, _ in plan}:
                job.remove()

    async def _serve_on(self) -> None:
        self._ticker.start()
        log.info("排程已启动", cron=self._timetable.settings.schedule.cron)
        await self.round()
        self._ticker.add_job(self.round, IntervalTrigger(seconds=ROUND_SECONDS, timezone="UTC"), id=_ROUND)
        await self._stop.wait()
        self._ticker.shutdown(wait=False)
        await self._end()

    async def _serve_once(self) -> None:
        await self.round()
        working = asyncio.create_task(self.watch.idle())
        told = asyncio.create_task(self._stop.wait())
        await asyncio.wait({working, told}, return_when=asyncio.FIRST_COMPLETED)
        if self._stop.is_set():
            await self._end()
        told.cancel()
        if self.watch.waiting:
            site, reason = next(iter(self.watch.waiting.items()))
            raise EnvironmentError_(f"站点 {site} 等 {len(self.watch.waiting)} 个站点没有运行：{reason}")

    def _begin_to_tidy(self) -> None:
        now = self._hands.now()
        busy = self.watch.busy or (self.tidying is not None and not self.tidying.done())
        if self._tidy is None or busy or (self._tidied is not None and now - self._tidied < TIDY):
            return
        self._tidied = now
        self.tidying = asyncio.create_task(self._tidy_up(self._tidy), name="tidy")

    async def _tidy_up(self, tidy: Callable[[Callable[[], bool]], None]) -> None:
        try:
            await self._hands.aside(tidy, lambda: not self._stop.is_set())
        except HechaError as error:
            log.warning("清理过期证据时出错，明天再试", error=str(error))

    async def _end(self) -> None:
        log.info("收到停止信号，正在停下")
        if self.visits is not None:
            await self.visits.stop()
        in_order = await self.watch.stop(GRACE_SECONDS - 1)
        if self.tidying is not None:
            in_order &= not (await asyncio.wait({self.tidying}, timeout=1))[1]
        if in_order:
            log.info("排程已停止")
            return
        log.warning("排程已停止，未完的部分下次启动时接着进行")
        leave_at_once()

    def _plan(self) -> list[tuple[SiteInfo, Cron]]:
        plan = [(info, self._timetable.cron_of(self._store, info)) for info in self._store.sites.list()]
        return [(info, cron) for info, cron in plan if cron is not None]

    def _arm(self, info: SiteInfo, cron: Cron) -> None:
        """Wake the site at its next due time. The time comes from our own arithmetic: one truth for tick and row."""
        coming = cron.after(self._hands.now())
        if coming is None or not self._ticker.running:
            return
        job = self._ticker.get_job(info.id)
        if job is None or job.next_run_time != coming:
            self._ticker.add_job(self._wake, DateTrigger(coming), [info.id], id=info.id, replace_existing=True)

    async def _wake(self, site: str) -> None:
        try:
            info = await self._hands.aside(self._store.sites.get, site)
            cron = self._timetable.crons.get(site)
            if info is not None and cron is not None:
                await self.watch.look(info, cron)
                self._arm(info, cron)
        except HechaError as error:
            log.warning("查看排程时出错，稍后再试", site=site, error=str(error))
