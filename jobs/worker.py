"""`hecha worker`: takes the nights that `hecha schedule` asks for, on any machine, and runs them as it does."""

import asyncio
import signal
from collections.abc import Iterable
from datetime import timedelta

import structlog
import uvloop

from checks.api import Check
from checks.registry import registry
from crawler.pace import Pacer
from evidence.records import SiteInfo
from jobs.clock import Clock
from jobs.leaving import leave_at_once
from jobs.night_book import REMEMBERED, NightBook
from jobs.night_environment import Environment
from jobs.night_run import NightRun
from jobs.night_times import Cron
from jobs.night_watch import Hands, Watch
from jobs.night_worker import own_name
from jobs.settings import Settings
from jobs.timetable import Timetable
from storage.nights import NightState
from storage.store import Store

log = structlog.get_logger(__name__)

GRACE_SECONDS = 4.0  # twice this is still within ten seconds
WAIT_SECONDS = 5.0  # between looks at a night that seems to be in other hands


def work(store: Store, settings: Settings, *, at_once: int, checks: Iterable[Check] | None = None) -> None:
    """Run nights until SIGTERM or SIGINT."""
    chosen = tuple(checks) if checks is not None else registry().choose()
    pacer = Pacer(settings.crawl_pace())
    run = NightRun(store=store, checks=chosen, settings=settings, clock=Clock(), pacer=pacer)
    hands = Hands(run=run, lacks=Environment(store, settings).lacks)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(Worker(store, settings, hands, at_once).serve())


class Worker:
    """One process that works; of its nights `at_once` run beside each other."""

    def __init__(self, store: Store, settings: Settings, hands: Hands, at_once: int) -> None:
        self._store = store
        self._settings = settings
        self._hands = hands
        self._at_once = at_once
        self._timetable = Timetable(settings)
        window = timedelta(hours=settings.schedule.catch_up_hours)
        self._watch = Watch(NightBook(store=store, worker=own_name(), window=window), hands, at_once)
        self._stop = asyncio.Event()

    async def serve(self) -> None:
        """Work until told to stop; then give back what is under way."""
        from jobs.night_queue import opened_queue  # PostgreSQL is an extra

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop.set)
        async with opened_queue(self._settings.database_url) as queue:
            log.info("执行进程已启动", at_once=self._at_once)
            tasks = [
                asyncio.create_task(queue.work(self._attend, self._at_once), name="work"),
                asyncio.create_task(queue.free_stalled(), name="free stalled"),
            ]
            told = asyncio.create_task(self._stop.wait())
            await asyncio.wait({*tasks, told}, return_when=asyncio.FIRST_COMPLETED)
            await self._end(tasks)
            told.cancel()

    async def _end(self, tasks: list["asyncio.Task[None]"]) -> None:
        log.info("正在停下")
        self._stop.set()
        in_order = await self._watch.stop(GRACE_SECONDS)
        for task in tasks:
            task.cancel()
        if not in_order or (await asyncio.wait(tasks, timeout=1))[1]:
            log.warning("执行进程已停止，未完的部分由别的进程接着进行")
            leave_at_once()
        for task in tasks:
            if not task.cancelled() and (fault := task.exception()) is not None:
                raise fault
        log.info("执行进程已停止")

    async def _attend(self, site: str) -> None:
        """Run what a site is owed. A night that another worker seems to have is waited for: that worker ends it, or it
        has died and its night is free after a while."""
        while not self._stop.is_set():
            info, cron = await self._hands.aside(self._site, site)
            if info is None or cron is None:
                return
            await self._watch.look(info, cron)
            await self._watch.ended(site)
            if self._stop.is_set() or not await self._hands.aside(self._in_other_hands, site):
                return
            await self._hands.sleep(WAIT_SECONDS)

    def _site(self, site: str) -> tuple[SiteInfo | None, Cron | None]:
        info = self._store.sites.get(site)
        return info, None if info is None else self._timetable.cron_of(self._store, info)

    def _in_other_hands(self, site: str) -> bool:
        since = self._hands.now() - REMEMBERED
        return bool(self._store.nights.list(site, since=since, state=NightState.RUNNING))
