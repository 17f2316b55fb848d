"""Which addresses may be connected to: public ones, and private ones only where the settings allow them."""

import ipaddress
import socket
from collections.abc import Iterable
from functools import lru_cache

from evidence.errors import UsageError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Not "private" for the standard library of every Python version, yet nobody's public web server.
RESERVED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # CGNAT
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "100::/64",
        "2001:2::/48",
        "2001:10::/28",
        "2001:20::/28",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
# The ports that the Fetch standard refuses: other protocols live there.
_PORTS = """
    1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123
    135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993
    995 1719 1720 1723 2049 3306 3389 3659 4045 4190 5060 5061 5432 6000 6379 6566 6665 6666 6667 6668 6669 6679
    6697 10080 11211 27017
    """
BAD_PORTS = frozenset(map(int, _PORTS.split()))


class ForbiddenAddress(OSError):
    """A connection was about to be made to an address that is not allowed."""


class Guard:
    """Decides on addresses. `allow_private` are CIDRs reached although they are not public."""

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        try:
            self._allowed = tuple(ipaddress.ip_network(text, strict=False) for text in allow_private)
        except ValueError as error:
            raise UsageError(
                f"network.allow_private 中的网段写法不对：{error}。请写成 10.0.0.0/8 这样的形式"
            ) from error
        self.permits = lru_cache(maxsize=4096)(self._permits)

    def _permits(self, text: str) -> bool:
        address: IPAddress = ipaddress.ip_address(text.partition("%")[0])
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped  # another spelling of the same machine
        for candidate in (address, *embedded(address)):
            if any(candidate.version == net.version and candidate in net for net in self._allowed):
                continue
            if not is_public(candidate):
                return False
        return True

    def permits_host(self, host: str) -> bool:
        """Whether the host of an address may be asked, as far as can be said before its name is resolved."""
        literal = host.rpartition("]")[0].removeprefix("[") or host.partition(":")[0]
        try:
            return bool(self.permits(literal))
        except ValueError:  # a name
            return True

    def socket(self, info: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        """The socket for one address about to be connected to: the last gate, whatever was resolved before."""
        family, kind, protocol, _, sockaddr = info
        if not self.permits(str(sockaddr[0])):
            raise ForbiddenAddress(f"{sockaddr[0]} is not a public address")
        return socket.socket(family, kind, protocol)


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return not any(address.version == net.version and address in net for net in RESERVED)


def embedded(address: IPAddress) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 one leads to: v4-mapped, 6to4, Teredo, NAT64."""
    if not isinstance(address, ipaddress.IPv6Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in net for net in NAT64):
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(inner for inner in found if inner is not None)
