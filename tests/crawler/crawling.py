"""Crawls for the tests: quick plans on loopback, and what a crawl saw in a form that is easy to ask."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from crawler.connect import open_session
from crawler.crawl import Crawl
from crawler.fetch import Answer, Fetcher
from crawler.pace import Pacer
from crawler.plan import CrawlPlan, Limits, Network, Pace, Target
from evidence.records import Fetch, Record, Skip, Visit
from evidence.verdict import Verdict, VerdictKind, judge

LOOPBACK = ("127.0.0.0/8", "::1/128")
QUICK = Pace(per_host=8, interval=0.0, timeout=1.0, second_look=0.01)


def plan(
    home: str,
    *,
    pace: dict[str, Any] | None = None,
    network: dict[str, Any] | None = None,
    limits: dict[str, Any] | None = None,
    **rest: Any,
) -> CrawlPlan:
    """A plan without pauses that may go to loopback."""
    target = Target(
        home=home, prefixes=rest.pop("prefixes", ()), fronts=rest.pop("fronts", ()), seeds=rest.pop("seeds", ())
    )
    return CrawlPlan(
        target=target,
        network=replace(Network(allow_private=LOOPBACK), **(network or {})),
        pace=replace(QUICK, **(pace or {})),
        limits=replace(Limits(body_seconds=2.0), **(limits or {})),
        **rest,
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """The records of a crawl."""

    records: tuple[Record, ...]

    @property
    def visits(self) -> list[Visit]:
        return [record for record in self.records if isinstance(record, Visit)]

    @property
    def pages(self) -> set[str]:
        return {visit.fetch.final_url for visit in self.visits if visit.body is not None and not visit.fetch.is_data}

    def looks(self, url: str) -> list[Fetch]:
        return [visit.fetch for visit in self.visits if visit.fetch.url == url]

    def verdict(self, url: str) -> Verdict:
        return judge(self.looks(url))

    def kind(self, url: str) -> VerdictKind:
        return self.verdict(url).kind

    @property
    def broken(self) -> set[str]:
        urls = {visit.fetch.url for visit in self.visits}
        return {url for url in urls if self.verdict(url).broken}

    @property
    def skips(self) -> dict[str, str]:
        return {record.url: record.reason for record in self.records if isinstance(record, Skip)}


async def crawl(
    plan: CrawlPlan,
    *,
    seen: Callable[[Crawl, Record], None] | None = None,
    past: list[Visit] | None = None,
) -> Seen:
    """One crawl to its end. `seen` is called for every record as it comes."""
    records: list[Record] = []
    async with open_session(plan) as session:
        bodies = {visit.fetch.body_hash: visit.body for visit in past or ()}
        crawling = Crawl(plan, session, Pacer(plan.pace), stored=bodies.get)
        for visit in past or ():
            crawling.remember([(visit.fetch, visit.depth, visit.links)])
        async for record in crawling.records():
            records.append(record)
            if seen is not None:
                seen(crawling, record)
    return Seen(tuple(records))


async def fetch(url: str, *, limit: int = 100_000, **settings: Any) -> Answer:
    """One look at one address, without a crawl."""
    made = plan(url, **settings)
    async with open_session(made) as session:
        return await Fetcher(made, session, Pacer(made.pace)).fetch(url, limit=limit)
