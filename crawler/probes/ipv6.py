"""The IPv6 probe: names, connections, the home page over IPv6 beside IPv4, and a sample of the links below it.

Each record is a Probe about one address; `kind` in its data says which: `address` (a connection), `home` (one of the
repeats), `link` (one of the sample), and one `summary` of the home page.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from crawler.fetch import Answer, Fetcher
from crawler.probes.ipv6_content import Reading, likeness, read
from crawler.probes.ipv6_links import RULE, Level, levels, name_of, port_of
from crawler.probes.ipv6_names import Addresses, Names, literal_of
from crawler.probes.ipv6_reach import connects, reaches
from crawler.probes.ipv6_session import only, verdict
from crawler.probes.request import ProbeRequest
from evidence.records import FailureKind, Need, Probe
from evidence.verdict import VerdictKind

NO_IPV6 = "本机没有 IPv6 网络，未做 IPv6 核查"
BY_PROXY = "本机通过代理上网，无法直接以 IPv6 访问，未做 IPv6 核查"
REPEATS = 3
SIX, FOUR = socket.AF_INET6, socket.AF_INET
_UNDECIDED = frozenset({VerdictKind.BLOCKED, VerdictKind.UNKNOWN, VerdictKind.FORBIDDEN})


@dataclass(slots=True)
class _Home:
    """What the repeats brought."""

    records: list[Mapping[str, Any]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    four: list[Reading] = field(default_factory=list)


async def probe_ipv6(request: ProbeRequest) -> AsyncIterator[Probe]:
    """Look at the site over IPv6. Where this machine cannot, one record says so."""
    if request.plan.network.proxy:
        yield _probe(request.home, {"missing": BY_PROXY})
        return
    host, port = name_of(request.home), port_of(request.home)
    names = Names(request.plan, request.guard)
    six, four = await names.addresses(host, SIX), await names.addresses(host, FOUR)
    summary = _summary(host, port, four, six)
    if summary["literal"] == 4 or four.trouble or six.trouble:
        yield _probe(request.home, summary)
        return
    if not reaches((*four.found, *six.found)):
        yield _probe(request.home, {"missing": NO_IPV6})
        return
    for address in six.found:
        data = await connects(request.guard, request.pacer, host, address, port)
        yield _probe(address, data)
    home = await _visits(request, six)
    for record in home.records:
        yield _probe(request.home, record)
    counted = []
    async with only(SIX, request.plan, request.guard, request.pacer) as fetcher:
        for level in levels(request.home, request.addresses):
            looked = await _look(request, fetcher, names, level)
            for url, data in looked.items():
                yield _probe(url, data)
            counted.append({"level": level.number, "total": level.total, "sampled": len(level.sample)})
    servers = await names.name_servers(host)
    summary |= _content(home) | {"levels": counted, "rule": RULE}
    summary["name_servers"] = [{"name": name, "aaaa": list(found)} for name, found in servers or ()]
    yield _probe(request.home, summary)


def _summary(host: str, port: int, four: Addresses, six: Addresses) -> dict[str, Any]:
    literal = literal_of(host)
    return {
        "kind": "summary",
        "host": host,
        "port": port,
        "literal": literal.version if literal else 0,
        "a": list(four.found),
        "aaaa": list(six.found),
        "trouble": four.trouble or six.trouble,
    }


async def _visits(request: ProbeRequest, six: Addresses) -> _Home:
    """The home page, again and again over IPv6, and over IPv4 to compare with."""
    home, limit = _Home(), request.plan.limits.page_bytes
    if not six.found:
        return home
    async with only(SIX, request.plan, request.guard, request.pacer) as fetcher:
        for repeat in range(1, REPEATS + 1):
            answer = await fetcher.fetch(request.home, limit=limit, look=repeat, fresh=True, permits=_permits(request))
            data = _judged(answer)
            home.records.append({"kind": "home", "repeat": repeat, **data})
            if data["verdict"] == VerdictKind.OK:
                home.readings.append(read(answer.body, answer.fetch.content_type))
    async with only(FOUR, request.plan, request.guard, request.pacer) as fetcher:
        for look in (1, 2) if home.readings else ():
            answer = await fetcher.fetch(request.home, limit=limit, look=look, fresh=True, permits=_permits(request))
            if verdict(answer, FOUR)[0] is VerdictKind.OK:
                home.four.append(read(answer.body, answer.fetch.content_type))
    return home


def _permits(request: ProbeRequest) -> Any:
    async def permits(url: str) -> bool:
        return (await request.robots.rules(url)).allows(url)

    return permits


def _content(home: _Home) -> dict[str, Any]:
    """How like the two home pages are; nothing where either was not seen."""
    if not home.readings or not home.four:
        return {}
    return {
        "likeness": likeness(home.readings, tuple(home.four)),
        "title4": home.four[0].title[:200],
        "title6": home.readings[0].title[:200],
    }


async def _look(request: ProbeRequest, fetcher: Fetcher, names: Names, level: Level) -> dict[str, dict[str, Any]]:
    """The data of every link of a level's sample; what failed is looked at twice."""
    data = {url: await _link(request, fetcher, names, level, url, 1) for url in level.sample}
    again = [url for url, one in data.items() if not one["supported"] and not one["undecided"] and one["asked"]]
    if again:
        await asyncio.sleep(request.plan.pace.second_look)
    for url in again:
        data[url] = await _link(request, fetcher, names, level, url, 2)
    return data


async def _link(
    request: ProbeRequest, fetcher: Fetcher, names: Names, level: Level, url: str, look: int
) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": "link", "level": level.number, "look": look, "asked": False}
    known = await names.addresses(name_of(url), SIX)
    if known.trouble:
        return data | {"supported": False, "undecided": True, "failure": known.trouble}
    if not known.found:
        detail = f"{name_of(url)} 没有 AAAA 记录"
        return data | {"supported": False, "undecided": False, "failure": FailureKind.DNS.value, "detail": detail}
    if not await _permits(request)(url):
        return data | {"supported": False, "undecided": True, "failure": FailureKind.ROBOTS.value}
    limit = request.plan.limits.probe_bytes
    answer = await fetcher.fetch(url, limit=limit, look=look, fresh=look > 1, permits=_permits(request))
    judged = _judged(answer)
    kind = judged["verdict"]
    return data | judged | {"asked": True, "supported": kind == VerdictKind.OK, "undecided": kind in _UNDECIDED}


def _judged(answer: Answer) -> dict[str, Any]:
    kind, failure = verdict(answer, SIX)
    return {
        "verdict": kind.value,
        "status": answer.fetch.status,
        "failure": failure.kind.value if failure else "",
        "detail": failure.detail if failure else "",
        "final_url": answer.fetch.final_url,
        "peer": answer.fetch.peer,
        "elapsed": answer.fetch.elapsed,
        "size": answer.fetch.size,
    }


def _probe(subject: str, data: Mapping[str, Any]) -> Probe:
    return Probe(need=Need.IPV6, subject=subject, at=datetime.now(UTC), data=data)
