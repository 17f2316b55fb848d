"""One tab in which one thing after another is shown; a new one is taken when a page has spoilt it."""

import asyncio
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from playwright.async_api import BrowserContext, Error

from crawler.probes.browser_chromium import BrowserGone, alive
from crawler.probes.browser_tab import Arrival, Means, Tab

Item = TypeVar("Item")
Seen = TypeVar("Seen")


class Keeper(ABC, Generic[Item, Seen]):
    """Keeps a tab and the time that one thing may take. `pictures` says whether pictures are loaded."""

    pictures = True

    def __init__(self, context: BrowserContext, means: Means) -> None:
        self._context = context
        self._means = means
        self._tab: Tab | None = None

    async def show(self, item: Item) -> Seen:
        """What was seen. Raises BrowserGone when it was the browser that failed."""
        try:
            async with asyncio.timeout(self._means.limits.seconds):
                return await self._show(item)
        except TimeoutError:
            trouble = Arrival(failure="timeout", detail="超过一页允许的时间")
        except Error as error:
            trouble = Arrival(failure="crashed", detail=error.message.partition("\n")[0][:200])
        # A browser that dies may leave a call without any answer.
        if self._context.browser is None or not await alive(self._context.browser):
            raise BrowserGone
        await self.leave()
        return self._lost(item, trouble)

    async def leave(self) -> None:
        """Give the tab up."""
        tab, self._tab = self._tab, None
        if tab is not None:
            await tab.close()

    async def _fresh(self) -> Tab:
        if self._tab is None:
            self._tab = await Tab.open(self._context, self._means)
            if not self.pictures:
                await self._tab.without_pictures()
        return self._tab

    @abstractmethod
    async def _show(self, item: Item) -> Seen:
        """Show one thing; Playwright's Error and TimeoutError may be raised."""

    @abstractmethod
    def _lost(self, item: Item, trouble: Arrival) -> Seen:
        """What is said of a thing that could not be shown."""
