"""Whether this machine can reach a site: what the network lacks is no fault of the site."""

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable

from crawler.guard import ForbiddenAddress
from crawler.names import NameNotFound

OTHERS_ASKED = 3  # further hosts, when the resolver has no word on one: is it the name or the resolver?
_DISCARD = 9  # the port of nobody: connecting a UDP socket sends nothing

Names = Callable[[str], Awaitable[list[str]]]


def has_route(address: str) -> bool:
    """Whether this machine knows a way to an address. Nothing is sent."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, _DISCARD))
    except OSError:
        return False
    return True


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
