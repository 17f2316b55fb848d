"""A world for the clock to live in: time that is told, processes that can be killed, crawls that only last."""

import asyncio
import heapq
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import ParamSpec, TypeVar

from evidence.records import SiteInfo
from jobs.gather import Stopper
from jobs.night_watch import Ending, Hands, Told
from jobs.schedule import Clockwork
from jobs.settings import ScheduleSettings, Settings
from storage.nights import Night
from storage.store import Store

P = ParamSpec("P")
T = TypeVar("T")
STEP = 5.0  # seconds of a crawl between looks at whether it should stop


class Killed(BaseException):
    """What a process meets that is no more: nothing of it reaches the database."""


@dataclass(kw_only=True)
class World:
    """Time, what is being crawled, and what was."""

    now: datetime
    random: random.Random
    completed: Counter[tuple[str, datetime]] = field(default_factory=Counter)
    started: Counter[tuple[str, datetime]] = field(default_factory=Counter)
    overlaps: list[str] = field(default_factory=list)
    crawling: dict[str, "Process"] = field(default_factory=dict)
    unfit: bool = False
    faults: bool = False
    _timers: list[tuple[datetime, int, "asyncio.Future[None]"]] = field(default_factory=list)
    _numbers: Callable[[], int] = field(default_factory=lambda: count().__next__)

    async def sleep(self, seconds: float) -> None:
        """Until the time has come."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._timers, (self.now + timedelta(seconds=seconds), self._numbers(), waiter))
        await waiter

    async def pass_to(self, moment: datetime) -> None:
        """Let time pass; everything that falls due on the way happens in its order."""
        await quiet()
        while self._timers and self._timers[0][0] <= moment:
            at, _, waiter = heapq.heappop(self._timers)
            self.now = max(self.now, at)
            if not waiter.done():
                waiter.set_result(None)
                await quiet()
        self.now = max(self.now, moment)

    def jump(self, span: timedelta) -> None:
        """The clock on the wall is put forward or back; whoever sleeps does not notice."""
        self.now += span
        self._timers = [(at + span, number, waiter) for at, number, waiter in self._timers]

    async def pass_by(self, seconds: float) -> None:
        """The same, by a span."""
        await self.pass_to(self.now + timedelta(seconds=seconds))


async def quiet() -> None:
    """Until every task waits for time to pass."""
    for _ in range(20):
        await asyncio.sleep(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _MortalHands(Hands):
    process: "Process"

    async def aside(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Call at once, or not at all."""
        if self.process.dead:
            raise Killed
        return function(*arguments, **named)


class Process:
    """One scheduler on the database of the world."""

    def __init__(self, world: World, store: Store, name: str, settings: Settings | None = None) -> None:
        self.world = world
        self.dead = False
        self._tasks: set[asyncio.Task[Told]] = set()
        hands = _MortalHands(run=self._run, lacks=self._lacks, now=lambda: world.now, sleep=world.sleep, process=self)
        self.clock = Clockwork(store, settings or SETTINGS, hands, worker=name)

    async def round(self) -> None:
        """What the ticker does every few seconds."""
        await self.clock.round()
        await quiet()

    async def kill(self) -> None:
        """SIGKILL."""
        self.dead = True
        for task in self._tasks:
            task.cancel()
        await quiet()

    async def end(self) -> bool:
        """SIGTERM: crawls are given time; true when all stopped in good order."""
        stopping = asyncio.create_task(self.clock.watch.stop(5))
        await self.world.pass_by(STEP + 1)
        return await stopping

    async def _lacks(self, info: SiteInfo) -> str:
        return "域名解析服务没有应答" if self.world.unfit else ""

    async def _run(self, info: SiteInfo, night: Night, stopper: Stopper) -> Told:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        other = self.world.crawling.get(info.id)
        if other is not None and not other.dead:
            self.world.overlaps.append(f"{info.id} {night.due_at}")
        self.world.crawling[info.id] = self
        try:
            return await self._crawl(info, night, stopper)
        finally:
            self._tasks.discard(task)
            if self.world.crawling.get(info.id) is self:
                del self.world.crawling[info.id]

    async def _crawl(self, info: SiteInfo, night: Night, stopper: Stopper) -> Told:
        world, key = self.world, (info.id, night.due_at)
        world.started[key] += 1
        for _ in range(world.random.randint(4, 60)):
            await world.sleep(STEP)
            if stopper.stopped:
                return Told(ending=Ending.STOPPED, note="")
        chance = world.random.random() if world.faults else 1.0
        if chance < 0.05:
            raise RuntimeError("a fault of ours")
        if chance < 0.10:
            return Told(ending=Ending.UNFIT, note="磁盘已满")
        world.completed[key] += 1
        return Told(ending=Ending.DONE, note="页面 1 个")


SETTINGS = Settings(schedule=ScheduleSettings(cron="0 1 * * *", catch_up_hours=20, at_once=3))
