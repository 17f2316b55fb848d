"""Whether this machine reaches IPv6 at all, and whether an address takes a connection."""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Iterable, Mapping
from typing import Any

from crawler.connect import failure_of
from crawler.fetch import WORLD
from crawler.guard import ForbiddenAddress, Guard
from crawler.pace import Pacer

CONNECT_SECONDS = 5.0
SOMEWHERE = "2400:3200::1"  # a public address; only a way to it is looked up, nothing is sent


def reaches(targets: Iterable[str]) -> bool:
    """Whether this machine may judge these addresses (of either family) of a site over IPv6.

    Where all are on loopback, IPv6 loopback is enough. Else there must be a way to each IPv6 target or, without any,
    to somewhere public. A public target needs a public address of our own: a private one leads nowhere.
    """
    addresses = [ipaddress.ip_address(target.partition("%")[0]) for target in targets]
    if addresses and all(address.is_loopback for address in addresses):
        return bool(source_towards("::1"))
    wanted = [str(address) for address in addresses if address.version == 6] or [SOMEWHERE]
    return any(_fit(source_towards(target), target) for target in wanted)


def source_towards(target: str) -> str:
    """The address of ours that would be used towards another; "" where there is no way. No packet is sent."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
        probe.connect((target, 9))
        return str(probe.getsockname()[0])
    return ""


def _fit(source: str, target: str) -> bool:
    if not source:
        return False
    ours = ipaddress.ip_address(source.partition("%")[0])
    return ours.is_global or not ipaddress.ip_address(target).is_global


async def connects(guard: Guard, pacer: Pacer, host: str, address: str, port: int) -> Mapping[str, Any]:
    """The data of one address: whether it takes a connection within the time, and how soon."""
    loop = asyncio.get_running_loop()
    async with pacer.slot(host):
        begin = loop.time()
        failure = None
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await _connect(guard, address, port)
        except WORLD as error:
            failure = failure_of(error)
    return {
        "kind": "address",
        "address": address,
        "port": port,
        "failure": failure.kind.value if failure else "",
        "detail": failure.detail if failure else "",
        "elapsed": round(loop.time() - begin, 4),
    }


async def _connect(guard: Guard, address: str, port: int) -> None:
    if not guard.permits(address):
        raise ForbiddenAddress(f"{address} is not a public address")
    _, writer = await asyncio.open_connection(address, port, family=socket.AF_INET6)
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
