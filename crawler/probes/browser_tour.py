"""The sample of a site shown page after page in one browser, which may die once without losing a page."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from typing import Any

from playwright.async_api import Browser, Error, Playwright

from crawler.probes.browser_chromium import Launch, closed, profile, start
from crawler.probes.browser_entry import EntryTrial, failed
from crawler.probes.browser_page import Viewer, record
from crawler.probes.browser_sample import Pattern
from crawler.probes.browser_tab import Arrival, Means

Data = Mapping[str, Any]
ATTEMPTS = 2
LOST = Arrival(failure="crashed", detail="浏览器意外退出")
OUT_OF_TIME = "time"


class Tour:
    """One tour. `version` names the browser once it has started; `left` says of each pattern not shown why."""

    def __init__(self, playwright: Playwright, launch: Launch, means: Means, sample: tuple[Pattern, ...]) -> None:
        self._playwright = playwright
        self._launch = launch
        self._means = means
        self._queue = deque(sample)
        self._attempts: dict[str, int] = {}
        self._home = sample[0].url
        self._until = asyncio.get_running_loop().time() + means.limits.total_seconds
        self._entry_due = True
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
            if self._late() or (not self._queue and not self._entry_due):
                break
        if self._entry_due and self.version:
            yield self._home, failed(LOST.detail)
        for pattern in self._queue:
            self.left[pattern.name] = OUT_OF_TIME if self._late() else LOST.failure
            if self.version and not self._late():
                yield pattern.url, record(pattern.url, LOST)

    async def _with(self, browser: Browser) -> AsyncIterator[tuple[str, Data]]:
        """What one browser shows before it dies or everything is done."""
        if self._entry_due:
            entry = await self._entry(browser)
            if entry is None:
                return
            yield self._home, entry
        async with profile(browser, self._launch) as context:
            shown: asyncio.Queue[tuple[str, Data] | None] = asyncio.Queue()
            viewers = [Viewer(context, self._means) for _ in range(self._means.limits.at_once)]
            tasks = [asyncio.ensure_future(self._work(viewer, shown)) for viewer in viewers]
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
        tried, self._attempts["entry"] = self._attempts.get("entry", 0), 1
        try:
            async with asyncio.timeout(self._means.limits.entry_seconds), profile(browser, self._launch) as context:
                data = await EntryTrial(context, self._means, self._home).run()
        except TimeoutError:
            data = failed("试用入口超过允许的时间")
        except Error as error:
            await asyncio.sleep(0.2)  # the news that the browser is gone may come late
            if not browser.is_connected() and not tried:
                return None
            data = failed(error.message.partition("\n")[0][:200])
        self._entry_due = False
        return data

    async def _work(self, viewer: Viewer, shown: "asyncio.Queue[tuple[str, Data] | None]") -> None:
        try:
            while self._queue and not self._late():
                pattern = self._queue.popleft()
                try:
                    data = await viewer.show(pattern.url)
                except Error:
                    self._interrupted(pattern, shown)
                    return
                if data["failure"]:
                    self.left[pattern.name] = data["failure"]
                shown.put_nowait((pattern.url, data))
        finally:
            shown.put_nowait(None)

    def _interrupted(self, pattern: Pattern, shown: "asyncio.Queue[tuple[str, Data] | None]") -> None:
        """The browser died over a page, perhaps over another one's fault: it comes last, once more."""
        self._attempts[pattern.name] = self._attempts.get(pattern.name, 0) + 1
        if self._attempts[pattern.name] < ATTEMPTS:
            self._queue.append(pattern)
            return
        self.left[pattern.name] = LOST.failure
        shown.put_nowait((pattern.url, record(pattern.url, LOST)))

    def _late(self) -> bool:
        return asyncio.get_running_loop().time() > self._until
