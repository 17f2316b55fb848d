"""How gently each host is asked: requests in flight, time between starts, and pauses a host asks for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from crawler.plan import Pace

SLOWEST = 30.0  # seconds between starts, however often a host complains
CALM_ANSWERS = 10  # answers in a row after which a slowed host is asked a little faster again
SLOW = 2.0  # seconds an answer takes on average before a host is taken to be under strain
STRAINED = 2.0  # and how many times its best average
STRAINED_ANSWERS = 5  # answers in a row under strain before a host is asked more slowly: one slow page is none
WEIGHT = 0.2  # of the newest answer in the moving average
STRAINED_SLOWEST = 5.0  # seconds between starts beyond which slowness alone, without a complaint, does not drive us
FORGOTTEN = 0.01  # of the best average with every answer: a host that stays slow is a slow host
SHORTEST = 0.1  # a pause that would be shorter than this is none, unless one was set
FIRST_PAUSE = 0.5  # seconds between starts of a host under strain, or that complains, and was asked without pause


@dataclass(slots=True)
class _Host:
    """The state of one host."""

    slots: asyncio.Semaphore
    interval: float
    floor: float
    next_start: float = 0.0
    calm: int = 0
    strained: int = 0  # answers in a row
    average: float = 0.0  # seconds until an answer, moving
    best: float = 0.0  # the least that average has been
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def note(self, elapsed: float) -> None:
        """Take the time of an answer into the average, and see whether the host is under strain."""
        self.average = elapsed if not self.average else self.average + WEIGHT * (elapsed - self.average)
        best = self.best + FORGOTTEN * (self.average - self.best) if self.best else self.average
        self.best = min(best, self.average)
        # Slow for the eye, and against what this host can do.
        under_strain = self.average > SLOW and self.average > STRAINED * self.best
        self.strained = self.strained + 1 if under_strain else 0


class Pacer:
    """One pacer for all crawls of a process, so that two crawls never add up on one host."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._hosts: dict[str, _Host] = {}
        self._total = asyncio.Semaphore(pace.total)

    def _host(self, host: str) -> _Host:
        state = self._hosts.get(host)
        if state is None:
            pace = self._pace
            state = _Host(slots=asyncio.Semaphore(pace.per_host), interval=pace.interval, floor=pace.interval)
            self._hosts[host] = state
        return state

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at the host and hold it while the request is under way."""
        state = self._host(host)
        async with state.slots:
            await self._start(state)
            try:
                yield
            finally:
                self._total.release()

    async def _start(self, state: _Host) -> None:
        """Wait for the host's turn and for room among all hosts; starts of one host follow one another."""
        if not state.interval and not state.next_start:
            await self._total.acquire()
            return
        loop = asyncio.get_running_loop()
        async with state.lock:
            await self._turn(state)
            await self._total.acquire()
            state.next_start = loop.time() + state.interval

    async def _turn(self, state: _Host) -> None:
        # An answer that comes while we wait may ask for a longer pause.
        while (delay := state.next_start - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(delay)

    def at_least(self, host: str, interval: float) -> None:
        """Never ask the host more often than this (its Crawl-delay; 0: none) until told otherwise, nor than is set."""
        state = self._host(host)
        state.floor = max(self._pace.interval, min(interval, SLOWEST))
        state.interval = max(state.interval, state.floor)

    def report(
        self, host: str, status: int | None, retry_after: float | None = None, *, elapsed: float | None = None
    ) -> None:
        """Learn from an answer: slower after 429 and 503 and when answers slow down, slowly back after calm ones.

        `elapsed` is how long the answer took to begin. The pace is never faster than set.
        """
        state = self._host(host)
        if elapsed is not None:
            state.note(elapsed)
        if status in (429, 503):
            loop = asyncio.get_running_loop()
            pause = min(retry_after if retry_after is not None else 0.0, self._pace.retry_after_cap)
            state.next_start = max(state.next_start, loop.time() + pause)
            # Whoever set no pause knows the host: a short one is enough.
            slowest = SLOWEST if state.floor else FIRST_PAUSE
            state.interval = min(max(state.interval * 2, FIRST_PAUSE), slowest)
            state.calm = 0
        elif state.strained:
            state.calm = 0
            if state.strained % STRAINED_ANSWERS == 0:
                state.interval = max(state.interval, min(max(state.interval * 2, FIRST_PAUSE), STRAINED_SLOWEST))
        elif state.interval > state.floor:
            state.calm += 1
            if state.calm >= CALM_ANSWERS:
                faster = state.interval / 2
                state.interval = faster if faster > max(state.floor, SHORTEST) else state.floor
                state.calm = 0
