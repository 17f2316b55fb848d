"""The sample of a site shown page after page in one browser, the home page's accessibility entry tried first."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

from playwright.async_api import Browser, Error, Playwright

from crawler.probes.browser_chromium import Launch, alive, profile
from crawler.probes.browser_entry import EntryTrial, failed
from crawler.probes.browser_page import Viewer, record
from crawler.probes.browser_sample import Pattern
from crawler.probes.browser_sitting import Showing, Sitting
from crawler.probes.browser_tab import Arrival, Means

Data = Mapping[str, Any]
LOST = Arrival(failure="crashed", detail="浏览器意外退出")
OUT_OF_TIME = "time"


class Tour(Sitting[Pattern, Data]):
    """One tour. `gaps` says of each pattern not shown why."""

    def __init__(self, playwright: Playwright, launch: Launch, means: Means, sample: tuple[Pattern, ...]) -> None:
        showing: Showing[Pattern, Data] = Showing(
            shower=lambda context: Viewer(context, means),
            lost=lambda pattern: record(pattern.url, LOST),
            at_once=means.limits.at_once,
            until=asyncio.get_running_loop().time() + means.limits.total_seconds,
        )
        super().__init__(playwright, launch, means, sample, showing)
        self._home = sample[0]
        self._entry_trials = 2
        self.gaps: dict[str, str] = {}

    async def data(self) -> AsyncIterator[tuple[str, Data]]:
        """The address and data of every record; pages as they are done."""
        async for pattern, data in self.seen():
            if data["kind"] == "page" and data["failure"]:
                self.gaps[pattern.name] = data["failure"]
            yield pattern.url, data
        if self._entry_trials and self.version:
            yield self._home.url, failed(LOST.detail)
        for pattern in self.left():
            self.gaps[pattern.name] = OUT_OF_TIME if self.late else LOST.failure
            if self.version and not self.late:
                yield pattern.url, record(pattern.url, LOST)

    @property
    def unfinished(self) -> bool:
        """Whether anything waits to be shown or tried."""
        return bool(self._entry_trials) or super().unfinished

    async def _with(self, browser: Browser) -> AsyncIterator[tuple[Pattern, Data]]:
        if self._entry_trials:
            entry = await self._entry(browser)
            if entry is None:
                return
            yield self._home, entry
        async for shown in super()._with(browser):
            yield shown

    async def _entry(self, browser: Browser) -> Data | None:
        """The entry's record; None when the browser died of it, which happens to one trial only."""
        self._entry_trials -= 1
        try:
            async with asyncio.timeout(self._means.limits.entry_seconds), profile(browser, self._launch) as context:
                data = await EntryTrial(context, self._means, self._home.url).run()
        except (Error, TimeoutError) as error:
            if self._entry_trials and not await alive(browser):
                return None
            data = failed("试用入口超过允许的时间" if isinstance(error, TimeoutError) else str(error)[:200])
        self._entry_trials = 0
        return data
