"""One page as the browser shows it: how it came, what it says, and what axe finds."""

import asyncio
from collections.abc import Mapping
from typing import Any

from playwright.async_api import Error

from crawler.probes.browser_axe import SLOW, run_axe
from crawler.probes.browser_keeper import Keeper
from crawler.probes.browser_sample import Pattern
from crawler.probes.browser_tab import Arrival, Tab
from crawler.probes.browser_world import ScriptFailed, script


class Viewer(Keeper[Pattern, Mapping[str, Any]]):
    """Shows the page that stands for a pattern."""

    async def _show(self, pattern: Pattern) -> Mapping[str, Any]:
        url = pattern.url
        tab = await self._fresh()
        arrival = await tab.go(url)
        if arrival.failure:
            await self.leave()
            return record(url, arrival)
        facts = await self._facts(tab)
        if facts is None:
            await self.leave()
            return record(url, Arrival(failure="stuck", detail="脚本一直占用页面", seconds=arrival.seconds))
        seen = {
            "final_url": tab.page.url.partition("#")[0],
            "page_errors": list(tab.said.page_errors),
            "console_errors": list(tab.said.console_errors),
            "stopped": tab.stopped(),
            **facts,
        }
        return record(url, arrival) | seen | {"axe": await self._axe(url, tab)}

    def _lost(self, pattern: Pattern, trouble: Arrival) -> Mapping[str, Any]:
        return record(pattern.url, trouble)

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
