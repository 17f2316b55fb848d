"""How gently each host is asked: requests in flight, time between starts, and pauses a host asks for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from crawler.plan import Pace

SLOWEST = 30.0  # seconds between starts, however often a host complains
CALM_ANSWERS = 10  # answers in a row after which a slowed host is asked a little faster again


@dataclass(slots=True)
class _Host:
    """The state of one host."""

    slots: asyncio.Semaphore
    interval: float
    floor: float
    next_start: float = 0.0
    calm: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


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
        """Never ask the host more often than this (robots.txt Crawl-delay)."""
        state = self._host(host)
        state.floor = max(state.floor, min(interval, SLOWEST))
        state.interval = max(state.interval, state.floor)

    def report(self, host: str, status: int | None, retry_after: float | None = None) -> None:
        """Learn from an answer: slower after 429 and 503, slowly back to the set pace after calm answers."""
        state = self._host(host)
        if status in (429, 503):
            loop = asyncio.get_running_loop()
            pause = min(retry_after if retry_after is not None else 0.0, self._pace.retry_after_cap)
            state.next_start = max(state.next_start, loop.time() + pause)
            state.interval = min(state.interval * 2, SLOWEST)
            state.calm = 0
            return
        if state.interval > state.floor:
            state.calm += 1
            if state.calm >= CALM_ANSWERS:
                state.interval = max(state.interval / 2, state.floor)
                state.calm = 0
