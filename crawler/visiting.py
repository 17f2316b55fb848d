"""Visits of home pages by the clock: robots.txt remembered over days, and a control look before a site is blamed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from crawler.connect import open_session
from crawler.fetch import Fetcher, Permits
from crawler.pace import Pacer
from crawler.plan import CrawlPlan
from crawler.probes.availability import TOO_SLOW, visit_home
from crawler.robots import Robots, Rules
from evidence.records import Probe
from evidence.urls import host_of

ROBOTS_HOLD = 86_400.0  # seconds; RFC 9309 lets a robots.txt be remembered for a day
CONTROLS_ASKED = 3
CONTROL_BYTES = 1024


@dataclass(frozen=True, slots=True)
class _Kept:
    """Rules and until when they are not asked for again, in the time of the loop."""

    rules: Rules
    until: float


class Visitor:
    """Visits home pages for one process. What it learned of robots.txt holds while a host is down."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._rules: dict[str, _Kept] = {}

    async def visit(self, plan: CrawlPlan, controls: Sequence[str]) -> Probe:
        """Visit the home page of a plan. A visit that failed counts (`told`) only when one of the `controls`, addresses
        elsewhere, answers at the same time: else it may be our own network that is down."""
        async with open_session(plan) as session:
            fetcher = Fetcher(plan, session, self._pacer)
            permits = self._permits(Robots(fetcher, self._pacer))
            visit = await visit_home(plan.target.home, plan, self._pacer, permits)
            if not (visit.data.get("told") and visit.data.get("failed")):
                return visit
            control = await self._control(plan.target.home, controls, fetcher, permits)
        said: dict[str, Any] = {"told": bool(control), "control": control}
        return replace(visit, data={**visit.data, **said})

    async def _control(self, home: str, controls: Sequence[str], fetcher: Fetcher, permits: Permits) -> str:
        """The first address elsewhere that answers well and in time; "" when none does."""
        elsewhere = [url for url in controls if host_of(url) != host_of(home)]
        for url in elsewhere[:CONTROLS_ASKED]:
            if not await permits(url):
                continue
            begin = asyncio.get_running_loop().time()
            answer = await fetcher.fetch(url, limit=CONTROL_BYTES, fresh=True, permits=permits)
            quick = asyncio.get_running_loop().time() - begin < TOO_SLOW
            # An error of a server may be the word of a proxy of ours that reaches nobody.
            if answer.fetch.status is not None and answer.fetch.status < 500 and quick:
                return url
        return ""

    def _permits(self, robots: Robots) -> Permits:
        async def permits(url: str) -> bool:
            return (await self._rules_of(robots, url)).allows(url)

        return permits

    async def _rules_of(self, robots: Robots, url: str) -> Rules:
        origin, now = f"{url.partition('://')[0]}://{host_of(url)}", asyncio.get_running_loop().time()
        kept = self._rules.get(origin)
        if kept is not None and now < kept.until:
            return kept.rules
        rules = await robots.rules(url)
        if rules.heard:
            self._rules[origin] = _Kept(rules, now + ROBOTS_HOLD)
        return kept.rules if kept is not None and not rules.heard else rules
