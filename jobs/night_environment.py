"""Whether this machine is fit for a night: room on the disk, a database that takes writes, names and routes.

What the machine lacks is never a fault of the site: such a night waits.
"""

import asyncio
import ipaddress
import shutil
import socket
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.engine import make_url

from crawler.guard import ForbiddenAddress, Guard
from crawler.names import GuardedResolver, NameNotFound
from evidence.errors import EnvironmentError_, UsageError
from evidence.records import SiteInfo
from evidence.urls import host_of
from jobs.settings import Settings
from storage.store import Store
from storage.tables import nights

MEGABYTE = 1_000_000
ASK_SECONDS = 5.0
OTHERS_ASKED = 3  # further hosts, when the resolver has no word on one: is it the name or the resolver?
_DISCARD = 9  # the port of nobody: connecting a UDP socket sends nothing

Names = Callable[[str], Awaitable[list[str]]]


def data_folder(settings: Settings) -> Path:
    """Where the database file lies; for a database server the data folder of the settings."""
    address = settings.database_url
    if "://" in address:
        url = make_url(address)
        local = url.database if url.get_backend_name() == "sqlite" else None
        return Path(local).expanduser().parent if local else Path(settings.folder)
    return Path(address).expanduser().parent


def free_megabytes(folder: Path) -> int:
    """The room on the disk a folder is on or will be on."""
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    return shutil.disk_usage(there).free // MEGABYTE


def write_nothing(store: Store) -> None:
    """A write that changes no row: raises EnvironmentError_ when the database does not take writes."""
    with store.database.write() as connection:
        connection.execute(update(nights).where(nights.c.id < 0).values(note=""))


def require_queue(settings: Settings, what: str) -> None:
    """Raises UsageError, saying what to do, when the database or this installation has no queue."""
    address = settings.database_url
    install = "并安装附加组件：pip install 'hecha[postgres]'"
    if "://" not in address or make_url(address).get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(f"{what} 需要 PostgreSQL：请用 --database postgresql://用户@主机/库 指定数据库，{install}")
    try:
        import jobs.night_queue  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError(f"{what} 还缺少任务队列组件（{error.name}）：请安装 pip install 'hecha[postgres]'") from error


def has_route(address: str) -> bool:
    """Whether this machine knows a way to an address. Nothing is sent."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, _DISCARD))
    except OSError:
        return False
    return True


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
            write_nothing(self._store)
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


async def lacks_network(host: str, others: Iterable[str], ask: Names) -> str:
    """What the network lacks to reach a host, "" for nothing that is ours.

    A name that does not exist is the site's affair; a resolver without a word on it and on others is ours.
    """
    name = _bare(host)
    try:
        addresses = [name] if _is_address(name) else await ask(name)
    except (NameNotFound, ForbiddenAddress):
        return ""
    except OSError as error:
        return "" if await _any_answer(name, others, ask) else f"域名解析服务没有应答（{error}）"
    if not any(map(has_route, addresses)):
        return f"本机没有通往 {name}（{'、'.join(addresses)}）的网络"
    return ""


async def _any_answer(name: str, others: Iterable[str], ask: Names) -> bool:
    names = dict.fromkeys(other for other in map(_bare, others) if other != name and not _is_address(other))
    for other in list(names)[:OTHERS_ASKED]:
        try:
            await ask(other)
        except (NameNotFound, ForbiddenAddress):
            return True
        except OSError:
            continue
        return True
    return False


def _bare(host: str) -> str:
    """The name or address alone, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
