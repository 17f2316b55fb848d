"""Addresses shown one after another in a browser that may die: what was shown when it died comes last, alone.

The one that kills it again is the one at fault; no other is lost by it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from playwright.async_api import Browser, BrowserContext, Error, Playwright

from crawler.probes.browser_chromium import BrowserGone, Launch, alive, closed, profile, start
from crawler.probes.browser_tab import Means

Item = TypeVar("Item")
Seen = TypeVar("Seen")
Asked = TypeVar("Asked", contravariant=True)
Told = TypeVar("Told", covariant=True)


class Shower(Protocol[Asked, Told]):
    """Shows one thing after another in a tab of its own."""

    async def show(self, item: Asked) -> Told:
        """What was seen. Raises BrowserGone when it was the browser that failed."""

    async def leave(self) -> None:
        """Give the tab up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing(Generic[Item, Seen]):
    """How things are shown: who shows them, in how many tabs, until when (the loop's time), and what a killer is said
    to have shown. `strict` is whether a bad certificate keeps a page from being shown, as it does for a visitor."""

    shower: Callable[[BrowserContext], Shower[Item, Seen]]
    lost: Callable[[Item], Seen]
    at_once: int
    until: float
    strict: bool = False


class Sitting(Generic[Item, Seen]):
    """One sitting. `version` names the browser once it has started, `trouble` says why it did not."""

    def __init__(
        self,
        playwright: Playwright,
        launch: Launch,
        means: Means,
        items: Iterable[Item],
        showing: Showing[Item, Seen],
    ) -> None:
        self._playwright = playwright
        self._launch = launch
        self._means = means
        self._showing = showing
        self._queue = deque(items)
        self._suspects: deque[Item] = deque()
        self.version = ""
        self.trouble = ""

    async def seen(self) -> AsyncIterator[tuple[Item, Seen]]:
        """Everything shown, as it is done."""
        for _ in range(self._means.limits.restarts + 1):
            try:
                browser = await start(self._playwright, self._launch, self._means.gate)
            except (Error, OSError) as error:
                self.trouble = " ".join(str(error).split())[:200]
                return
            self.version = browser.version
            try:
                async for one in self._with(browser):
                    yield one
            finally:
                await closed(browser)
            if self.late or not self.unfinished:
                return

    @property
    def late(self) -> bool:
        """Whether the time is over."""
        return asyncio.get_running_loop().time() > self._showing.until

    @property
    def unfinished(self) -> bool:
        """Whether anything waits to be shown."""
        return bool(self._queue or self._suspects)

    def left(self) -> tuple[Item, ...]:
        """What was not shown: the time was over, or the browser died too often."""
        return (*self._queue, *self._suspects)

    async def _with(self, browser: Browser) -> AsyncIterator[tuple[Item, Seen]]:
        """What one browser shows before it dies or everything is done."""
        async with AsyncExitStack() as stack:
            try:
                context = await stack.enter_async_context(profile(browser, self._launch, strict=self._showing.strict))
            except Error:
                return  # it died before it was asked for anything
            for queue, at_once in ((self._queue, self._showing.at_once), (self._suspects, 1)):
                async for one in self._show(queue, [self._showing.shower(context) for _ in range(at_once)]):
                    yield one
                if not await alive(browser):
                    return

    async def _show(self, queue: deque[Item], showers: list[Shower[Item, Seen]]) -> AsyncIterator[tuple[Item, Seen]]:
        """A queue shown by so many at once."""
        shown: asyncio.Queue[tuple[Item, Seen] | None] = asyncio.Queue()
        tasks = [asyncio.ensure_future(self._work(shower, queue, shown)) for shower in showers]
        try:
            for _ in tasks:
                while (one := await shown.get()) is not None:
                    yield one
            await asyncio.gather(*tasks)  # a fault of ours ends the run
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(
        self, shower: Shower[Item, Seen], queue: deque[Item], shown: asyncio.Queue[tuple[Item, Seen] | None]
    ) -> None:
        try:
            while queue and not self.late:
                item = queue.popleft()
                try:
                    seen = await shower.show(item)
                except BrowserGone:
                    if queue is not self._suspects:
                        self._suspects.append(item)
                    else:
                        shown.put_nowait((item, self._showing.lost(item)))
                    return
                shown.put_nowait((item, seen))
        finally:
            await shower.leave()
            shown.put_nowait(None)
