"""The availability probe: one timed visit of the home page, as somebody comes who was never there before."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from crawler.connect import open_session
from crawler.fetch import Answer, Fetcher, Permits
from crawler.pace import Pacer
from crawler.plan import CrawlPlan
from crawler.probes.request import ProbeRequest
from evidence import notice
from evidence.html import decode
from evidence.records import Need, Probe
from evidence.urls import host_of
from evidence.verdict import NOT_BROKEN, VerdictKind, classify

TOO_SLOW = 15.0  # seconds; 国办秘函〔2019〕19号


async def probe_availability(request: ProbeRequest) -> AsyncIterator[Probe]:
    """Visit the home page once, in its turn, and say how long it took and what came."""

    async def permits(url: str) -> bool:
        return (await request.robots.rules(url)).allows(url)

    yield await visit_home(request.home, request.plan, request.pacer, permits)


async def visit_home(home: str, plan: CrawlPlan, pacer: Pacer, permits: Permits) -> Probe:
    """One timed visit over connections of its own, where `permits` (robots.txt) lets us."""
    if not await permits(home):
        data: dict[str, Any] = {"kind": "visit", "verdict": VerdictKind.FORBIDDEN.value, "told": False}
        return Probe(need=Need.AVAILABILITY, subject=home, at=datetime.now(UTC), data=data)
    patient = _patient(plan)
    # The turn is waited for before the clock starts: our own pace is no slowness of theirs.
    async with pacer.slot(host_of(home)), open_session(patient) as session:
        at, begin = datetime.now(UTC), asyncio.get_running_loop().time()
        fetcher = Fetcher(patient, session, Pacer(replace(patient.pace, interval=0.0)))
        answer = await fetcher.fetch(home, limit=patient.limits.page_bytes, fresh=True, permits=permits)
        elapsed = asyncio.get_running_loop().time() - begin
    return Probe(need=Need.AVAILABILITY, subject=home, at=at, data=visit(answer, elapsed))


def visit(answer: Answer, elapsed: float) -> dict[str, Any]:
    """The data of one visit. `told`: it says something of the site; `failed`: a visitor would have given up."""
    kind, fetch = _verdict(answer), answer.fetch
    return {
        "kind": "visit",
        "verdict": kind.value,
        "told": kind is VerdictKind.OK or kind not in NOT_BROKEN,
        "failed": elapsed >= TOO_SLOW or kind not in NOT_BROKEN,
        "status": fetch.status,
        "failure": fetch.failure.kind.value if fetch.failure else "",
        "elapsed": round(elapsed, 3),
        "peer": fetch.peer,
    }


def _verdict(answer: Answer) -> VerdictKind:
    fetch = answer.fetch
    if fetch.failure is not None:
        return classify(fetch)
    text, _ = decode(answer.body[: notice.HEAD], fetch.content_type)
    seen = notice.Answer.of(fetch, answer.body, text)
    return classify(replace(fetch, marks=tuple(m for m in notice.notice(seen) if not m.startswith("redirect-home"))))


def _patient(plan: CrawlPlan) -> CrawlPlan:
    """The plan with the patience of the rule: a shorter time limit of ours would call quick sites slow."""
    return replace(plan, pace=replace(plan.pace, timeout=max(plan.pace.timeout, TOO_SLOW)))
