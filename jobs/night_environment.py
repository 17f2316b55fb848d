"""Whether this machine is fit for a night: room on the disk, a database that takes writes, names and routes.

What the machine lacks is never a fault of the site: such a night waits.
"""

import asyncio

from crawler.guard import Guard
from crawler.names import GuardedResolver
from evidence.errors import EnvironmentError_
from evidence.records import SiteInfo
from evidence.urls import host_of
from jobs.disk import data_folder, free_megabytes
from jobs.night_network import lacks_network
from jobs.settings import Settings
from storage.soundness import check_writes
from storage.store import Store

ASK_SECONDS = 5.0


class Environment:
    """The quick look before each night."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        network = settings.network
        self._resolver = GuardedResolver(Guard(network.allow_private), network.resolver, timeout=ASK_SECONDS)

    async def lacks(self, info: SiteInfo) -> str:
        """What this machine lacks for a night of a site, in Chinese; "" when it is fit."""
        return await asyncio.to_thread(self._disk_or_database) or await self._network(info)

    def _disk_or_database(self) -> str:
        floor = self._settings.schedule.min_free_mb
        folder = data_folder(self._settings)
        free = free_megabytes(folder)
        if free < floor:
            return f"磁盘空间不足：{folder} 只剩 {free} MB，低于 schedule.min_free_mb 规定的 {floor} MB"
        try:
            check_writes(self._store.database)
        except EnvironmentError_ as error:
            return str(error)
        return ""

    async def _network(self, info: SiteInfo) -> str:
        proxy = self._settings.network.proxy
        host = host_of(proxy or info.url).rpartition("@")[2]
        others = [] if proxy else [host_of(site.url) for site in await asyncio.to_thread(self._store.sites.list)]
        return await lacks_network(host, others, self._ask)

    async def _ask(self, host: str) -> list[str]:
        return [found["host"] for found in await self._resolver.resolve(host)]
