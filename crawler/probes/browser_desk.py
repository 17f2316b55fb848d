"""Where a browser's work is done: the guarded proxy, the gate, the pace, and what a browser is started with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Playwright, async_playwright

from crawler.probes.browser_chromium import Launch
from crawler.probes.browser_gate import RequestGate
from crawler.probes.browser_limits import BrowserLimits
from crawler.probes.browser_tab import Means
from crawler.probes.proxy import guarded_proxy
from crawler.probes.request import ProbeRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that a sitting needs."""

    playwright: Playwright
    launch: Launch
    means: Means


@asynccontextmanager
async def desk(request: ProbeRequest, limits: BrowserLimits) -> AsyncIterator[Desk]:
    """A desk for the length of a block."""
    network = request.plan.network
    async with guarded_proxy(request.guard, resolver=network.resolver, upstream=network.proxy) as proxy:
        gate = RequestGate(lambda url: allows(request, url))
        launch = Launch(executable=request.browser, proxy=proxy.address, suffix=_suffix(request))
        async with async_playwright() as playwright:
            means = Means(gate=gate, pacer=request.pacer, proxy=proxy, limits=limits)
            yield Desk(playwright=playwright, launch=launch, means=means)


async def allows(request: ProbeRequest, url: str) -> bool:
    """Whether robots.txt lets us ask for an address."""
    return (await request.robots.rules(url)).allows(url)


def _suffix(request: ProbeRequest) -> str:
    """What the user agent adds to the browser's own: who is asking, as the crawl says it."""
    return request.plan.user_agent.removeprefix("Mozilla/5.0 ")
