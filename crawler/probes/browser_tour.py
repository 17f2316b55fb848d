"""The sample of a site shown page after page in one browser, which may die without losing a page.

What was shown when it died comes last, one page at a time: the page that kills it again is the one at fault.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from typing import Any

from playwright.async_api import Browser, Error, Playwright

from crawler.probes.browser_chromium import BrowserGone, Launch, alive, closed, profile, start
from crawler.probes.browser_entry import EntryTrial, failed
from crawler.probes.browser_page import Viewer, record
from crawler.probes.browser_sample import Pattern
from crawler.probes.browser_tab import Arrival, Means

Data = Mapping[str, Any]
Shown = asyncio.Queue[tuple[str, Data] | None]
LOST = Arrival(failure="crashed", detail="浏览器意外退出")
OUT_OF_TIME = "time"


class Tour:
    """One tour. `version` names the browser once it has started; `left` says of each pattern not shown why."""

    def __init__(self, playwright: Playwright, launch: Launch, means: Means, sample: tuple[Pattern, ...]) -> None:
        self._playwright = playwright
        self._launch = launch
        self._means = means
        self._queue = deque(sample)
        self._suspects: deque[Pattern] = deque()
        self._home = sample[0].url
        self._until = asyncio.get_running_loop().time() + means.limits.total_seconds
        self._entry_trials = 2
        self.version = ""
        self.trouble = ""
        self.left: dict[str, str] = {}

    async def data(self) -> AsyncIterator[tuple[str, Data]]:
        """The address and data of every record; pages as they are done."""
        for _ in range(self._means.limits.restarts + 1):
            try:
                browser = await start(self._playwright, self._launch, self._means.gate)
            except (Error, OSError) as error:
                self.trouble = " ".join(str(error).split())[:200]
                break
            self.version = browser.version
            try:
                async for shown in self._with(browser):
                    yield shown
            finally:
                await closed(browser)
            if self._late() or not (self._queue or self._suspects or self._entry_trials):
                break
        if self._entry_trials and self.version:
            yield self._home, failed(LOST.detail)
        for pattern in (*self._queue, *self._suspects):
            self.left[pattern.name] = OUT_OF_TIME if self._late() else LOST.failure
            if self.version and not self._late():
                yield pattern.url, record(pattern.url, LOST)

    async def _with(self, browser: Browser) -> AsyncIterator[tuple[str, Data]]:
        """What one browser shows before it dies or everything is done."""
        if self._entry_trials:
            entry = await self._entry(browser)
            if entry is None:
                return
            yield self._home, entry
        async with profile(browser, self._launch) as context:
            for queue, at_once in ((self._queue, self._means.limits.at_once), (self._suspects, 1)):
                async for shown in self._show(queue, [Viewer(context, self._means) for _ in range(at_once)]):
                    yield shown
                if not await alive(browser):
                    return

    async def _show(self, queue: deque[Pattern], viewers: list[Viewer]) -> AsyncIterator[tuple[str, Data]]:
        """A queue shown by so many viewers at once."""
        shown: Shown = asyncio.Queue()
        tasks = [asyncio.ensure_future(self._work(viewer, queue, shown)) for viewer in viewers]
        try:
            for _ in tasks:
                while (item := await shown.get()) is not None:
                    yield item
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _entry(self, browser: Browser) -> Data | None:
        """The entry's record; None when the browser died of it, which happens to one trial only."""
        self._entry_trials -= 1
        try:
            async with asyncio.timeout(self._means.limits.entry_seconds), profile(browser, self._launch) as context:
                data = await EntryTrial(context, self._means, self._home).run()
        except (Error, TimeoutError) as error:
            if self._entry_trials and not await alive(browser):
                return None
            data = failed("试用入口超过允许的时间" if isinstance(error, TimeoutError) else str(error)[:200])
        self._entry_trials = 0
        return data

    async def _work(self, viewer: Viewer, queue: deque[Pattern], shown: Shown) -> None:
        try:
            while queue and not self._late():
                pattern = queue.popleft()
                try:
                    data = await viewer.show(pattern.url)
                except BrowserGone:
                    if queue is not self._suspects:
                        self._suspects.append(pattern)
                        return
                    data = record(pattern.url, LOST)
                if data["failure"]:
                    self.left[pattern.name] = data["failure"]
                shown.put_nowait((pattern.url, data))
                if data["detail"] == LOST.detail:
                    return
        finally:
            await viewer.leave()
            shown.put_nowait(None)

    def _late(self) -> bool:
        return asyncio.get_running_loop().time() > self._until
