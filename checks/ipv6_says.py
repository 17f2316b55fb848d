"""What the records of the IPv6 probe say of the home page and of one level of links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evidence.records import LinkKind, Place, Probe
from evidence.verdict import VerdictKind

PLACES = 20
FOUR_PLACES = Decimal("0.0001")

_OURS = frozenset({"unreachable", "resolver", "cut", "forbidden-address", "forbidden-target", "robots", "forbidden"})
_WORDS = {
    "dns": "没有 AAAA 记录",
    "refused": "连接被拒绝",
    "reset": "连接被中断",
    "timeout": "访问超时",
    "tls": "安全证书无效",
    "protocol": "返回内容不符合 HTTP 协议",
    "redirect-loop": "循环跳转",
    "too-many-redirects": "跳转次数过多",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """Several tries of one thing: how many succeeded and how many told anything; what the failures said."""

    good: int
    told: int
    faults: tuple[str, ...] = ()

    @property
    def share(self) -> Decimal:
        """The share that succeeded. Only where any told anything."""
        return share(self.good, self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRate:
    """The links of one level: how many of the sample opened over IPv6, and those that did not."""

    level: int
    total: int
    sampled: int
    tries: Tries
    failed: tuple[Place, ...] = ()


def share(numerator: int, denominator: int) -> Decimal:
    """A share to four places. A part is never rounded to the whole: 9999.6 of 10000 is not all."""
    exact = Decimal(numerator) / Decimal(denominator)
    rounded = exact.quantize(FOUR_PLACES)
    return rounded - FOUR_PLACES if rounded == 1 and numerator < denominator else rounded


def of_kind(probes: Iterable[Probe], kind: str) -> tuple[Probe, ...]:
    """The records of one kind."""
    return tuple(probe for probe in probes if probe.data.get("kind") == kind)


def connections(probes: Iterable[Probe]) -> Tries:
    """The connections to the addresses of the home page's host."""
    told = [p for p in of_kind(probes, "address") if p.data.get("failure") not in _OURS]
    bad = [p for p in told if p.data.get("failure")]
    faults = (f"{p.subject} {words(p.data)}" for p in bad)
    return Tries(good=len(told) - len(bad), told=len(told), faults=tuple(dict.fromkeys(faults)))


def visits(probes: Iterable[Probe]) -> Tries:
    """The repeated visits of the home page. A refusal tells nothing."""
    told = [p for p in of_kind(probes, "home") if p.data.get("verdict") not in ("blocked", "unknown", "forbidden")]
    bad = [p for p in told if p.data.get("verdict") != VerdictKind.OK]
    return Tries(good=len(told) - len(bad), told=len(told), faults=tuple(dict.fromkeys(words(p.data) for p in bad)))


def level_rate(probes: Iterable[Probe], counted: Mapping[str, Any]) -> LevelRate:
    """The rate of one level, as the summary counted it."""
    level = int(counted.get("level", 0))
    links = [p for p in of_kind(probes, "link") if p.data.get("level") == level and not p.data.get("undecided")]
    bad = sorted((p for p in links if not p.data.get("supported")), key=lambda p: p.subject)
    return LevelRate(
        level=level,
        total=int(counted.get("total", 0)),
        sampled=int(counted.get("sampled", 0)),
        tries=Tries(good=len(links) - len(bad), told=len(links)),
        failed=tuple(Place(p.subject, words(p.data), LinkKind.A) for p in bad[:PLACES]),
    )


def words(data: Mapping[str, Any]) -> str:
    """Why one try failed, in Chinese."""
    failure = str(data.get("failure") or "")
    if failure:
        return _WORDS.get(failure, failure)
    return f"返回 {data['status']}" if data.get("status") else "没有应答"
