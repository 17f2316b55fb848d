"""Names to addresses: the system's resolver or a DNS server of the settings, each answer checked by the guard."""

import asyncio
import ipaddress
import socket
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.name
import dns.resolver
from aiohttp.abc import AbstractResolver, ResolveResult

from crawler.guard import ForbiddenAddress, Guard
from evidence.errors import UsageError

FAILURES_IN_A_ROW = 6
# What is wrong with a text that can be no name: www..gov.cn
NO_NAME = (dns.name.EmptyLabel, dns.name.LabelTooLong, dns.name.NameTooLong, dns.name.BadEscape)
DOWN = 20.0  # seconds a silent resolver is left alone


class NameNotFound(OSError):
    """A working resolver said that the name has no address."""


class ResolverFailed(OSError):
    """Our resolver could not tell: says nothing about the name."""


class ResolverSilent(ResolverFailed):
    """Our resolver gave no answer at all."""


class GuardedResolver(AbstractResolver):
    """Answers with addresses only when every one of them may be connected to.

    What failed is remembered for `remember` seconds: a page of links to one dead name asks once, a second look asks
    anew. After several names in a row that our resolver was silent about, it is taken to be down and not waited for
    again until the pause is over.
    """

    def __init__(self, guard: Guard, server: str = "", *, timeout: float = 8.0, remember: float = 4.0) -> None:
        self._guard = guard
        self._timeout = timeout
        self._remember = remember
        self._dns = dns_client(server, timeout) if server else None
        self._failed: dict[str, tuple[float, OSError]] = {}
        self._failures = 0
        self._down_until = 0.0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """All addresses of a name, those of IPv4 first.

        Raises NameNotFound, ResolverFailed, or ForbiddenAddress when any is not allowed.
        """
        now = asyncio.get_running_loop().time()
        until, error = self._failed.get(host, (0.0, None))
        if error is not None and now < until:
            raise error
        if now < self._down_until:
            raise ResolverSilent("the resolver does not answer")
        try:
            async with asyncio.timeout(self._timeout + 1):
                found = await (self._ask(host, family) if self._dns else _system(host, port, family))
        except TimeoutError as late:
            silent = ResolverSilent(f"no answer about {host}")
            self._note_failure(host, silent)
            raise silent from late
        except OSError as failure:
            self._note_failure(host, failure)
            raise
        self._failures = 0
        for address in found:
            if not self._guard.permits(address):
                raise ForbiddenAddress(f"{host} resolves to {address}, which is not a public address")
        return [_result(host, address, port) for address in sorted(found, key=_is_six)]

    def _note_failure(self, host: str, failure: OSError) -> None:
        now = asyncio.get_running_loop().time()
        self._failed[host] = (now + self._remember, failure)
        self._failures = self._failures + 1 if isinstance(failure, ResolverSilent) else 0
        if self._failures >= FAILURES_IN_A_ROW:
            self._down_until = now + DOWN

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
        except dns.exception.Timeout as error:
            return ResolverSilent(str(error))
        except (*NO_NAME, UnicodeError) as error:
            return NameNotFound(f"{host} is no name: {error}")
        except (dns.exception.DNSException, OSError) as error:
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


def dns_client(server: str, timeout: float) -> dns.asyncresolver.Resolver:
    host, colon, port = server.rpartition(":")
    if not colon or (host.count(":") and not host.startswith("[")):
        host, port = server, "53"
    try:
        address = str(ipaddress.ip_address(host.strip("[]")))
        number = int(port)
    except ValueError as error:
        raise UsageError(f"network.resolver 写法不对：“{server}”。请写成 10.0.0.1:53 这样的形式") from error
    client = dns.asyncresolver.Resolver(configure=False)
    client.nameservers = [address]
    client.port = number
    client.lifetime = timeout
    return client


def _is_six(address: str) -> bool:
    return ":" in address


def _result(host: str, address: str, port: int) -> Any:
    family = socket.AF_INET6 if _is_six(address) else socket.AF_INET
    return {
        "hostname": host,
        "host": address,
        "port": port,
        "family": family,
        "proto": 0,
        "flags": socket.AI_NUMERICHOST,
    }
