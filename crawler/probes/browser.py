"""The browser probe: a sample of pages shown in Chromium, axe on each, the home page's accessibility entry tried.

Each record is a Probe about one address; `kind` in its data says which: `page`, `entry` (of the home page), or
`sample` (the patterns of addresses there are, and for each whether a page of it was shown or why not).
"""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from crawler.probes.browser_desk import allows, desk
from crawler.probes.browser_limits import BrowserLimits
from crawler.probes.browser_sample import Pattern, patterns
from crawler.probes.browser_tour import Tour
from crawler.probes.request import ProbeRequest
from evidence.records import Need, Probe

NO_BROWSER = "本机没有可用的浏览器（Chromium、Chrome 或 Edge），未做浏览器核查"


async def probe_browser(request: ProbeRequest) -> AsyncIterator[Probe]:
    """Show a sample of the site in the browser."""
    async for probe in survey(request, request.limits):
        yield probe


async def survey(request: ProbeRequest, limits: BrowserLimits) -> AsyncIterator[Probe]:
    """The probe with its limits chosen. Without a browser, or when it does not start, one record says so."""
    if not request.browser:
        yield _probe(request.home, {"missing": NO_BROWSER})
        return
    found = patterns(request.home, request.pages)
    allowed = [pattern for pattern in found if await allows(request, pattern.url)]
    reasons = {pattern.name: "robots" for pattern in found if pattern not in allowed}
    reasons |= {pattern.name: "limit" for pattern in allowed[limits.pages :]}
    if not allowed:
        yield _probe(request.home, _sample(found, reasons, ""))
        return
    async with desk(request, limits) as at:
        tour = Tour(at.playwright, at.launch, at.means, tuple(allowed[: limits.pages]))
        async for url, data in tour.data():
            yield _probe(url, data)
    if not tour.version:
        yield _probe(request.home, {"missing": f"浏览器无法启动，未做浏览器核查：{tour.trouble}"})
        return
    yield _probe(request.home, _sample(found, reasons | tour.gaps, tour.version))


def _sample(found: tuple[Pattern, ...], reasons: Mapping[str, str], version: str) -> Mapping[str, Any]:
    rows = [
        {"pattern": pattern.name, "pages": pattern.pages, "url": pattern.url, "left": reasons.get(pattern.name, "")}
        for pattern in found
    ]
    return {"kind": "sample", "browser": version, "patterns": rows}


def _probe(subject: str, data: Mapping[str, Any]) -> Probe:
    return Probe(need=Need.BROWSER, subject=subject, at=datetime.now(UTC), data=data)
