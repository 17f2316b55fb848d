"""What the names say: the addresses of a host in each family, and whether its name servers have IPv6 ones."""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from functools import cache

import dns.asyncresolver
import dns.exception
import dns.resolver
from tldextract import TLDExtract

from crawler.guard import ForbiddenAddress, Guard
from crawler.names import GuardedResolver, NameNotFound, dns_client
from crawler.plan import CrawlPlan

FAMILIES = (socket.AF_INET, socket.AF_INET6)
SECONDS = 8.0
SERVERS = 8  # name servers asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of one host in one family. `trouble` says why they could not be told: `resolver`, `forbidden`."""

    found: tuple[str, ...] = ()
    trouble: str = ""


class Names:
    """Asks about names; what was answered is kept for the length of a probe."""

    def __init__(self, plan: CrawlPlan, guard: Guard) -> None:
        server = plan.network.resolver
        # One resolver a family: a name without IPv6 addresses must not be remembered as a name without any.
        self._resolvers = {family: GuardedResolver(guard, server, timeout=SECONDS) for family in FAMILIES}
        self._server = server
        self._known: dict[tuple[str, socket.AddressFamily], Addresses] = {}

    async def addresses(self, host: str, family: socket.AddressFamily) -> Addresses:
        """The addresses of a host, a literal one included."""
        key = (host, family)
        if key not in self._known:
            literal = literal_of(host)
            if literal is None:
                self._known[key] = await self._ask(host, family)
            else:
                same = (literal.version == 6) == (family == socket.AF_INET6)
                self._known[key] = Addresses(found=(str(literal),) if same else ())
        return self._known[key]

    async def _ask(self, host: str, family: socket.AddressFamily) -> Addresses:
        for _ in range(2):  # a name is not called missing on one answer of ours that got lost
            try:
                answer = await self._resolvers[family].resolve(host, 0, family)
                return Addresses(found=tuple(sorted(str(one["host"]) for one in answer)))
            except NameNotFound:
                return Addresses()
            except ForbiddenAddress:
                return Addresses(trouble="forbidden")
            except OSError:
                continue
        return Addresses(trouble="resolver")

    async def name_servers(self, host: str) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        """The name servers of a host's registrable domain with their IPv6 addresses; None when it cannot be told."""
        domain = registrable(host)
        if not domain:
            return None
        client = dns_client(self._server, SECONDS) if self._server else dns.asyncresolver.Resolver()
        try:
            answer = await client.resolve(domain, "NS", search=False, lifetime=SECONDS)
            names = sorted(record.to_text().rstrip(".").lower() for record in answer)[:SERVERS]
            six = await asyncio.gather(*(_six(client, name) for name in names))
        except (dns.exception.DNSException, OSError):
            return None
        return tuple(zip(names, six, strict=True))


async def _six(client: dns.asyncresolver.Resolver, name: str) -> tuple[str, ...]:
    try:
        answer = await client.resolve(name, "AAAA", search=False, lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    return tuple(sorted(record.to_text() for record in answer))


def literal_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address a host is written as; None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def registrable(host: str) -> str:
    """The domain that somebody registered (`example.gov.cn` of `www.example.gov.cn`); "" where there is none."""
    if literal_of(host) is not None:
        return ""
    return _suffixes()(host).top_domain_under_public_suffix


@cache
def _suffixes() -> TLDExtract:
    """The list of public suffixes that comes with the package: nothing is asked of the network."""
    return TLDExtract(cache_dir=None, suffix_list_urls=())
