"""Names to addresses: the system's resolver or a DNS server of the settings, each answer checked by the guard."""

import asyncio
import ipaddress
import socket
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.resolver
from aiohttp.abc import AbstractResolver, ResolveResult

from crawler.guard import ForbiddenAddress, Guard
from evidence.errors import UsageError


class NameNotFound(OSError):
    """A working resolver said that the name has no address."""


class ResolverFailed(OSError):
    """Our resolver gave no answer: says nothing about the name."""


class GuardedResolver(AbstractResolver):
    """Answers with addresses only when every one of them may be connected to."""

    def __init__(self, guard: Guard, server: str = "", timeout: float = 8.0) -> None:
        self._guard = guard
        self._dns = _dns_client(server, timeout) if server else None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """All addresses of a name. Raises ForbiddenAddress when any is not allowed."""
        found = await (self._ask(host, family) if self._dns else _system(host, port, family))
        for address in found:
            if not self._guard.permits(address):
                raise ForbiddenAddress(f"{host} resolves to {address}, which is not a public address")
        return [_result(host, address, port) for address in found]

    async def _ask(self, host: str, family: int) -> list[str]:
        assert self._dns is not None
        kinds = [kind for kind, fam in (("A", socket.AF_INET), ("AAAA", socket.AF_INET6)) if family in (0, fam)]
        answers = await asyncio.gather(*(self._records(host, kind) for kind in kinds))
        found = [address for answer in answers if isinstance(answer, list) for address in answer]
        if found:
            return found
        for answer in answers:
            if isinstance(answer, OSError) and not isinstance(answer, NameNotFound):
                raise answer
        raise NameNotFound(f"{host} has no address")

    async def _records(self, host: str, kind: str) -> list[str] | OSError:
        assert self._dns is not None
        try:
            answer = await self._dns.resolve(host, kind, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer) as error:
            return NameNotFound(str(error))
        except (dns.exception.DNSException, OSError, UnicodeError) as error:
            return ResolverFailed(str(error))
        return [record.to_text() for record in answer]

    async def close(self) -> None:
        """Nothing is held open."""


async def _system(host: str, port: int, family: int) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
    except socket.gaierror as error:
        # EAI_AGAIN, EAI_FAIL and the like are our side's trouble; only "no such name" is the target's.
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise NameNotFound(str(error)) from error
        raise ResolverFailed(str(error)) from error
    except UnicodeError as error:
        raise NameNotFound(f"{host} is no name: {error}") from error
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


def _dns_client(server: str, timeout: float) -> dns.asyncresolver.Resolver:
    host, colon, port = server.rpartition(":")
    if not colon or (host.count(":") and not host.startswith("[")):
        host, port = server, "53"
    try:
        address = str(ipaddress.ip_address(host.strip("[]")))
        number = int(port)
    except ValueError as error:
        raise UsageError(f"network.resolver 写法不对:“{server}”。请写成 10.0.0.1:53 这样的形式") from error
    client = dns.asyncresolver.Resolver(configure=False)
    client.nameservers = [address]
    client.port = number
    client.lifetime = timeout
    client.cache = dns.resolver.LRUCache(4096)
    return client


def _result(host: str, address: str, port: int) -> Any:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return {
        "hostname": host,
        "host": address,
        "port": port,
        "family": family,
        "proto": 0,
        "flags": socket.AI_NUMERICHOST,
    }
