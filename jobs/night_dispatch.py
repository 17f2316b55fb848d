"""The clock's side of work on several machines: what is owed is asked for, and run by whoever works."""

from collections.abc import Mapping
from types import MappingProxyType

import structlog

from evidence.records import SiteInfo
from jobs.night_book import NightBook
from jobs.night_queue import NightQueue
from jobs.night_times import Cron
from jobs.night_watch import Hands

log = structlog.get_logger(__name__)


class Dispatch:
    """Asks for nights where a Watch would run them."""

    waiting: Mapping[str, str] = MappingProxyType({})
    busy = False

    def __init__(self, book: NightBook, hands: Hands, queue: NightQueue) -> None:
        self._book = book
        self._hands = hands
        self._queue = queue

    async def look(self, info: SiteInfo, cron: Cron) -> None:
        """See what a site is owed, and have a worker see to it."""
        night = await self._hands.aside(self._book.owed_night, info.id, cron, self._hands.now())
        if night is not None and await self._queue.defer(info.id):
            log.info("夜间运行已排入队列", site=info.id, name=info.name, due=night.due_at.isoformat())

    async def idle(self) -> None:
        """Nothing is ever under way here."""

    async def stop(self, grace: float) -> bool:
        """Nothing to end."""
        return True
