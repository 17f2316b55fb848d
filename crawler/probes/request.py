"""What a probe is given when the crawl is done, and the form every probe has."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import NamedTuple

from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.pace import Pacer
from crawler.plan import CrawlPlan
from crawler.probes.browser_limits import USUAL, BrowserLimits
from crawler.robots import Robots
from evidence.records import Probe


class SeenPage(NamedTuple):
    """A page the crawl read: its address after redirects and the clicks it was found at."""

    url: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeRequest:
    """The site as crawled and the means to look further. `browser` is a path, "" where there is none.

    `pages` are in order of discovery; `addresses` are all addresses that answered well, pages and others, with depth.
    `keywords` are words that rubrics have looked up in the site's own search. `limits` bound what a browser does.
    """

    plan: CrawlPlan
    fetcher: Fetcher
    robots: Robots
    pacer: Pacer
    guard: Guard
    home: str
    pages: tuple[SeenPage, ...]
    addresses: tuple[SeenPage, ...]
    browser: str = ""
    keywords: tuple[str, ...] = ()
    limits: BrowserLimits = USUAL


# Yields records of one kind of evidence. What cannot be probed on this machine is a Probe whose data says so under
# the key "missing" (a Chinese reason): the checks that need it are then "untested".
ProbeRun = Callable[[ProbeRequest], AsyncIterator[Probe]]
