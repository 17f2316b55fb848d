"""The browser for the tests: found on this machine or the test is skipped, and what a survey of a site says."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from crawler.browsing import Known
from crawler.connect import open_session
from crawler.crawl import Crawl
from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.pace import Pacer
from crawler.probes.browser import survey
from crawler.probes.browser_limits import BrowserLimits
from crawler.probes.registry import browsing_for
from crawler.probes.request import ProbeRequest, SeenPage
from crawler.robots import Robots
from evidence.records import Fetch, Probe, Visit
from tests.crawler.crawling import Seen, plan

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUICK = BrowserLimits(seconds=20.0, load_seconds=8.0, settle_seconds=2.0)


def chromium() -> str:
    """The path of a Chromium; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The records of a survey."""

    probes: tuple[Probe, ...]

    def pages(self) -> dict[str, Any]:
        """The data of each page shown, by its path."""
        shown = [probe for probe in self.probes if probe.data.get("kind") == "page"]
        return {"/" + probe.subject.split("/", 3)[3]: probe.data for probe in shown}

    def entry(self) -> Any:
        """The data of the entry's trial."""
        return next(probe.data for probe in self.probes if probe.data.get("kind") == "entry")

    def sample(self) -> Any:
        """The patterns, by name without the host."""
        data = next(probe.data for probe in self.probes if probe.data.get("kind") == "sample")
        return {"/" + row["pattern"].split("/", 1)[1]: row for row in data["patterns"]}


async def surveyed(
    home: str,
    pages: Iterable[str] = (),
    *,
    limits: BrowserLimits = QUICK,
    executable: str | None = None,
    private: tuple[str, ...] = ("127.0.0.1/32",),
    **changed: Any,
) -> Surveyed:
    """Everything the probe records of a home page and further paths of its host."""
    made = plan(home, network={"allow_private": private})
    root = home.split("/", 3)[:3]
    urls = [home, *("/".join((*root, path.lstrip("/"))) for path in pages)]
    seen = tuple(SeenPage(url, 0 if url == home else 1) for url in urls)
    async with open_session(made) as session:
        pacer = Pacer(made.pace)
        fetcher = Fetcher(made, session, pacer)
        request = ProbeRequest(
            plan=made,
            fetcher=fetcher,
            robots=Robots(fetcher, pacer),
            pacer=pacer,
            guard=Guard(private),
            home=home,
            pages=seen,
            addresses=seen,
            browser=chromium() if executable is None else executable,
        )
        return Surveyed(tuple([probe async for probe in survey(request, replace(limits, **changed))]))


@dataclass(frozen=True, slots=True)
class Browsed:
    """What a crawl saw with a browser's help, and what was said of that."""

    seen: Seen
    notes: tuple[str, ...]

    def in_browser(self, url: str) -> list[Fetch]:
        """The looks in a browser at an address."""
        return [look for look in self.seen.looks(url) if look.in_browser]

    def rendered(self) -> dict[str, Visit]:
        """The pages that were rendered, by address."""
        return {visit.fetch.url: visit for visit in self.seen.visits if visit.fetch.in_browser and visit.body}


async def browsed(
    home: str,
    *,
    executable: str | None = None,
    past: Sequence[Visit] = (),
    settings: dict[str, Any] | None = None,
    **changed: Any,
) -> Browsed:
    """One crawl to its end with a browser's help. `changed` are limits of the browser, `settings` those of the plan."""
    made = plan(home, **(settings or {}))
    records = []
    async with open_session(made) as session:
        crawl = Crawl(made, session, Pacer(made.pace))
        browser = chromium() if executable is None else executable
        limits = replace(QUICK, **{"late_seconds": 0.3, **changed})
        request = crawl.probe_request(home=home, pages=(), addresses=(), browser=browser, limits=limits)
        bodies = {visit.fetch.body_hash: visit.body for visit in past}
        aid = browsing_for(request, Known(holds=crawl.holds, body=bodies.get))
        crawl.helped_by(aid)
        crawl.remember((visit.fetch, visit.depth, visit.links) for visit in past)
        records = [record async for record in crawl.records()]
    return Browsed(Seen(tuple(records)), aid.notes())
