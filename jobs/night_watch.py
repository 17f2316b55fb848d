"""The watch: looks at every site again and again, runs the nights that are owed, and stops in good order."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import ParamSpec, Protocol, TypeVar

import structlog

from evidence.errors import EnvironmentError_, HechaError
from evidence.records import SiteInfo
from jobs.gather import Stopper
from jobs.night_book import BEAT, NightBook
from jobs.night_times import Cron
from storage.nights import Night, NightState

log = structlog.get_logger(__name__)

FIRST_BEAT = 0.5  # seconds: the run a night became is written down soon, for whoever must take it over
RETRY = timedelta(minutes=5)  # after a night that could begin but was beyond this machine

P = ParamSpec("P")
T = TypeVar("T")


class Ending(StrEnum):
    """How a night ended: `stopped` can be resumed, `unfit` says that this machine could not do it."""

    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a night came to, in one Chinese line, and the run it made."""

    ending: Ending
    note: str
    run: int | None = None


class Aside(Protocol):
    """Calls a function without holding up the loop."""

    async def __call__(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """What the function gives."""
        ...


class Nights(Protocol):
    """Sees to it that nights are run, here or elsewhere."""

    @property
    def waiting(self) -> Mapping[str, str]:
        """The sites whose nights wait for this machine, with what it lacks."""
        ...

    @property
    def busy(self) -> bool:
        """Whether something is under way here."""
        ...

    async def look(self, info: SiteInfo, cron: Cron) -> None:
        """See what a site is owed, and see to it."""
        ...

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        ...

    async def stop(self, grace: float) -> bool:
        """End what is under way so that it can be resumed; false when something had to be cut off."""
        ...


RunNight = Callable[[SiteInfo, Night, Stopper], Awaitable[Told]]


def utc_now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What a watch works with; tests put in their own time.

    `lacks` says what the machine lacks for a site ("" nothing).
    """

    run: RunNight
    lacks: Callable[[SiteInfo], Awaitable[str]]
    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def aside(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Call what may wait for the database, without holding up the crawls."""
        return await asyncio.to_thread(function, *arguments, **named)


@dataclass(slots=True)
class _Busy:
    """One site being looked after."""

    task: asyncio.Task[None]
    stopper: Stopper


@dataclass(slots=True)
class _Waiting:
    """Why nights wait, by site: what the machine lacks, and until when nothing is tried."""

    reasons: dict[str, str] = field(default_factory=dict)
    pauses: dict[str, datetime] = field(default_factory=dict)

    def note(self, site: str, reason: str) -> None:
        """Remember a reason and log it once."""
        if self.reasons.get(site) != reason:
            log.warning("本机条件不具备，夜间运行等待", site=site, reason=reason)
        self.reasons[site] = reason

    def over(self, site: str) -> None:
        """The machine was fit, at least at the beginning."""
        self.reasons.pop(site, None)
        self.pauses.pop(site, None)

    def pauses_at(self, site: str, now: datetime) -> bool:
        """Whether a site is still left alone after a night that this machine could not do."""
        return site in self.pauses and now < self.pauses[site]


class Watch:
    """Runs the nights of one process. `look` is called by whatever ticks."""

    def __init__(self, book: NightBook, hands: Hands, at_once: int) -> None:
        self._book = book
        self._hands = hands
        self._room = asyncio.Semaphore(at_once)
        self._busy: dict[str, _Busy] = {}
        self._waiting = _Waiting()
        self._stopping = False

    @property
    def waiting(self) -> Mapping[str, str]:
        """The sites whose nights wait for this machine, with what it lacks."""
        return self._waiting.reasons

    @property
    def busy(self) -> bool:
        """Whether a night is under way or waits for room."""
        return bool(self._busy)

    async def look(self, info: SiteInfo, cron: Cron) -> None:
        """See what a site is owed, and begin with it when there is room."""
        if self._stopping or info.id in self._busy or self._waiting.pauses_at(info.id, self._hands.now()):
            return
        night = await self._owed(info, cron)
        if night is None or self._stopping or info.id in self._busy:
            return
        stopper = Stopper()
        task = asyncio.create_task(self._attend(info, cron, stopper), name=f"night of {info.id}")
        self._busy[info.id] = _Busy(task, stopper)
        task.add_done_callback(lambda ended: self._ended(info.id, ended))

    async def ended(self, site: str) -> None:
        """Wait until a site is not being looked after."""
        if site in self._busy:
            await asyncio.wait({self._busy[site].task})
            await asyncio.sleep(0)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._busy:
            await asyncio.wait([busy.task for busy in self._busy.values()])
            await asyncio.sleep(0)

    async def stop(self, grace: float) -> bool:
        """End what is under way so that it can be resumed; false when something had to be cut off after the grace."""
        self._stopping = True
        busy = list(self._busy.values())
        for each in busy:
            each.stopper.stop()
        if not busy:
            return True
        _, late = await asyncio.wait([each.task for each in busy], timeout=grace)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=grace)
        return not late

    async def _owed(self, info: SiteInfo, cron: Cron) -> Night | None:
        reason = self._waiting.reasons.get(info.id, "")
        return await self._hands.aside(self._book.owed_night, info.id, cron, self._hands.now(), reason)

    async def _attend(self, info: SiteInfo, cron: Cron, stopper: Stopper) -> None:
        async with self._room:
            if self._stopping:
                return
            night = await self._owed(info, cron)  # again: waiting for room may have taken hours
            if night is None:
                return
            lack = await self._hands.lacks(info)
            if lack:
                self._waiting.note(info.id, lack)
                return
            if self._stopping:
                return
            taken = await self._hands.aside(self._book.take, night, self._hands.now())
            if taken is None:
                return
            self._waiting.over(info.id)
            await self._keep(info, taken, stopper)

    async def _keep(self, info: SiteInfo, night: Night, stopper: Stopper) -> None:
        log.info("夜间运行开始", site=info.id, name=info.name, due=night.due_at.isoformat(), attempt=night.claims)
        if self._stopping:
            stopper.stop()
        run = asyncio.ensure_future(self._hands.run(info, night, stopper))
        beat = asyncio.create_task(self._beat(night, stopper))
        try:
            await asyncio.wait({run})
        except asyncio.CancelledError:
            run.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait({run})
            await self._hands.aside(self._book.give_back, night, self._hands.now())
            log.warning("夜间运行被中止，下次启动时接着进行", site=info.id)
            raise
        finally:
            beat.cancel()
        await self._end(info, night, _outcome(info, run))

    async def _end(self, info: SiteInfo, night: Night, told: Told) -> None:
        now = self._hands.now()
        if told.ending in (Ending.STOPPED, Ending.UNFIT):
            await self._hands.aside(self._book.give_back, night, now)
            if told.ending is Ending.UNFIT:
                self._waiting.note(info.id, told.note)
                self._waiting.pauses[info.id] = now + RETRY
            else:
                log.info("夜间运行暂停，可接着进行", site=info.id, note=told.note)
            return
        kept = await self._hands.aside(
            self._book.finish, night, told.run, NightState(told.ending.value), now, told.note
        )  # fmt: skip
        words = "夜间运行结束" if told.ending is Ending.DONE else "夜间运行未成"
        if not kept:
            words = "夜间运行已由另一进程接手"
        log.info(words, site=info.id, name=info.name, due=night.due_at.isoformat(), summary=told.note)

    async def _beat(self, night: Night, stopper: Stopper) -> None:
        """Say every few seconds that the night is being worked on; end it when another has taken it over."""
        named, pause = False, FIRST_BEAT
        while True:
            await self._hands.sleep(pause)
            now = self._hands.now()
            try:
                named = named or await self._hands.aside(self._book.name_run, night, now)
                kept = await self._hands.aside(self._book.beat, night, now)
            except HechaError as error:
                log.warning("记录运行状态时出错，稍后再试", site=night.site, error=str(error))
                continue
            if not kept:
                log.warning("夜间运行已由另一进程接手，本进程停下", site=night.site)
                stopper.stop()
                return
            pause = BEAT.total_seconds() if named else min(2 * pause, BEAT.total_seconds())

    def _ended(self, site: str, task: asyncio.Task[None]) -> None:
        self._busy.pop(site, None)
        fault = None if task.cancelled() else task.exception()
        if isinstance(fault, HechaError):
            log.warning("夜间运行的状态没有记下，稍后再试", site=site, error=str(fault))
        elif fault is not None:
            log.error("夜间运行出错", site=site, error=f"{type(fault).__name__}: {fault}", exc_info=fault)


def _outcome(info: SiteInfo, run: "asyncio.Future[Told]") -> Told:
    """What a run came to. A fault of ours ends this night alone; a fault of the machine lets it wait."""
    if run.cancelled():
        return Told(ending=Ending.STOPPED, note="运行被取消")
    fault = run.exception()
    if fault is None:
        return run.result()
    if isinstance(fault, EnvironmentError_):
        return Told(ending=Ending.UNFIT, note=str(fault))
    log.error("程序出错，本站本晚未完成", site=info.id, error=f"{type(fault).__name__}: {fault}", exc_info=fault)
    return Told(ending=Ending.FAILED, note=f"程序出错，未完成：{type(fault).__name__}: {fault}")
