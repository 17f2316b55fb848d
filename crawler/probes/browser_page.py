"""One page as the browser shows it: how it came, what it says, and what axe finds."""

import asyncio
from collections.abc import Mapping
from typing import Any

from playwright.async_api import BrowserContext, Error

from crawler.probes.browser_axe import SLOW, run_axe
from crawler.probes.browser_chromium import BrowserGone, alive
from crawler.probes.browser_tab import Arrival, Means, Tab
from crawler.probes.browser_world import ScriptFailed, script


class Viewer:
    """Shows page after page in one tab and takes a new tab when a page has spoilt it."""

    def __init__(self, context: BrowserContext, means: Means) -> None:
        self._context = context
        self._means = means
        self._tab: Tab | None = None

    async def show(self, url: str) -> Mapping[str, Any]:
        """The data of one page's record. Raises BrowserGone when it was the browser that failed."""
        try:
            async with asyncio.timeout(self._means.limits.seconds):
                return await self._show(url)
        except TimeoutError:
            trouble = Arrival(failure="timeout", detail="超过一页允许的时间")
        except Error as error:
            trouble = Arrival(failure="crashed", detail=error.message.partition("\n")[0][:200])
        # A browser that dies may leave a call without any answer.
        if self._context.browser is None or not await alive(self._context.browser):
            raise BrowserGone
        await self.leave()
        return record(url, trouble)

    async def leave(self) -> None:
        """Give the tab up."""
        tab, self._tab = self._tab, None
        if tab is not None:
            await tab.close()

    async def _show(self, url: str) -> Mapping[str, Any]:
        tab = await self._fresh()
        before = dict(tab.stopped())
        arrival = await tab.go(url)
        if arrival.failure:
            await self.leave()
            return record(url, arrival)
        facts = await self._facts(tab)
        if facts is None:
            await self.leave()
            return record(url, Arrival(failure="stuck", detail="脚本一直占用页面", seconds=arrival.seconds))
        stopped = {reason: count - before.get(reason, 0) for reason, count in tab.stopped().items()}
        seen = {
            "final_url": tab.page.url.partition("#")[0],
            "page_errors": list(tab.said.page_errors),
            "console_errors": list(tab.said.console_errors),
            "stopped": {reason: count for reason, count in stopped.items() if count},
            **facts,
        }
        return record(url, arrival) | seen | {"axe": await self._axe(url, tab)}

    async def _fresh(self) -> Tab:
        if self._tab is None:
            self._tab = await Tab.open(self._context, self._means)
        return self._tab

    async def _facts(self, tab: Tab) -> Mapping[str, Any] | None:
        limits = self._means.limits
        for _ in range(2):  # a page may replace its document while it is read
            try:
                facts: Mapping[str, Any] = await (await tab.world()).call(
                    script("facts"), limits.links, limits.dates, seconds=5
                )
                return facts
            except TimeoutError:
                return None
            except (Error, ScriptFailed):
                if tab.page.is_closed():
                    raise
                await asyncio.sleep(0.2)
        return None

    async def _axe(self, url: str, tab: Tab) -> Mapping[str, Any] | None:
        """axe with every rule; after too long a time once more without the slow ones; None when not even so."""
        limits = self._means.limits
        try:
            return await run_axe(await tab.world(), limits)
        except TimeoutError:
            await self.leave()
        except (Error, ScriptFailed):
            if tab.page.is_closed():
                raise
            return None
        tab = await self._fresh()
        if (await tab.go(url)).failure:
            await self.leave()
            return None
        try:
            return await run_axe(await tab.world(), limits, off=SLOW)
        except (Error, ScriptFailed, TimeoutError):
            await self.leave()
            return None


def record(url: str, arrival: Arrival) -> dict[str, Any]:
    """The data that every page's record has."""
    return {
        "kind": "page",
        "url": url,
        "status": arrival.status,
        "loaded": arrival.loaded,
        "seconds": round(arrival.seconds, 3),
        "failure": arrival.failure,
        "detail": arrival.detail,
    }
