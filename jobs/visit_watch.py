"""The visits of home pages over days: evenly spaced, each site at an offset of its own, none made twice."""

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import structlog

from crawler.pace import Pacer
from crawler.plan import CrawlPlan, Target
from crawler.visiting import Visitor
from evidence.errors import HechaError
from evidence.records import Probe, SiteInfo
from jobs.night_watch import Aside
from jobs.settings import Settings
from storage.store import Store

log = structlog.get_logger(__name__)

AT_ONCE = 8  # home pages visited at a time
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)

# Visits a site; the other sites' home pages are looked at when it does not open.
Visit = Callable[[SiteInfo, Sequence[SiteInfo]], Awaitable[Probe]]


def due_visit(site: str, a_day: int, now: datetime) -> datetime:
    """The newest instant not after `now` at which a site is due: `a_day` instants in 24 hours, all equally far apart.

    The offset comes from the id of the site, so that every process has the same and not all sites come at once.
    """
    period = _DAY / a_day
    offset = period * (zlib.crc32(site.encode()) / 2**32)
    return _EPOCH + offset + ((now - _EPOCH - offset) // period) * period


class VisitWatch:
    """Makes the visits that are due. One that was missed is not made up for: the day has a hole."""

    def __init__(self, store: Store, a_day: int, visit: Visit, now: Callable[[], datetime], aside: Aside) -> None:
        self._store = store
        self._a_day = a_day
        self._visit = visit
        self._now = now
        self._aside = aside
        self._done: dict[str, datetime] = {}
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    def look(self, sites: Iterable[SiteInfo]) -> None:
        """Begin with the visits that are due now."""
        if not self._a_day:
            return
        known, now = tuple(sites), self._now()
        for info in known:
            due = due_visit(info.id, self._a_day, now)
            # Half a period late at most: else two visits would stand side by side.
            if info.id in self._busy or self._done.get(info.id) == due or now - due > _DAY / self._a_day / 2:
                continue
            self._done[info.id] = due
            others = tuple(other for other in known if other.id != info.id)
            task = asyncio.create_task(self._attend(info, due, others), name=f"visit of {info.id}")
            self._busy[info.id] = task
            task.add_done_callback(lambda ended, site=info.id: self._ended(site, ended))  # type: ignore[misc]

    def _ended(self, site: str, task: asyncio.Task[None]) -> None:
        self._busy.pop(site, None)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("首页访问出错", site=site, error=f"{type(fault).__name__}: {fault}", exc_info=fault)

    async def idle(self) -> None:
        """Wait until no visit is under way."""
        while self._busy:
            await asyncio.wait(self._busy.values())
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Break off what is under way; nothing of it is written down."""
        for task in self._busy.values():
            task.cancel()
        await self.idle()

    async def _attend(self, info: SiteInfo, due: datetime, others: Sequence[SiteInfo]) -> None:
        async with self._room:
            try:
                if not await self._aside(self._store.visits.claim, info.id, due):
                    return  # another scheduler was quicker
                probe = await self._visit(info, others)
                await self._aside(self._store.visits.keep, info.id, due, probe)
            except HechaError as error:
                log.warning("首页访问没有记下", site=info.id, error=str(error))
                return
        if probe.data.get("failed"):
            counts = "计为打不开" if probe.data.get("told") else "不计入：本机网络可能不通"
            log.warning("首页没有打开", site=info.id, verdict=probe.data.get("verdict"), counted=counts)


@dataclass(frozen=True, slots=True)
class HomeVisit:
    """A visit over the network of this machine."""

    settings: Settings
    visitor: Visitor

    @classmethod
    def made_with(cls, settings: Settings, pacer: Pacer) -> "HomeVisit":
        """Visits at the pace of this process."""
        return cls(settings, Visitor(pacer))

    async def __call__(self, info: SiteInfo, others: Sequence[SiteInfo]) -> Probe:
        """Visit a home page; whether our own network works is seen from the controls set and from other sites."""
        plan = CrawlPlan(
            target=Target(home=info.url),
            network=self.settings.crawl_network(),
            pace=self.settings.crawl_pace(),
            limits=self.settings.crawl_limits(),
            version=version("hecha"),
        )
        turn = zlib.crc32(info.id.encode()) % max(len(others), 1)  # not always the same neighbour
        controls = (*self.settings.schedule.control, *(other.url for other in (*others[turn:], *others[:turn])))
        return await self.visitor.visit(plan, controls)
