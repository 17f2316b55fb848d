"""A scorecard as this room reads it: from the JSON of the contract, with every number a Decimal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Self

from reports.text import interval

BY_PEOPLE = ("manual", "convert")  # kinds of rules that people fill in


def _points(value: Any) -> Decimal | None:
    """A number of points, whether written as a number or as text; None where it is not settled."""
    return None if value is None else Decimal(str(value))


def _decided(data: Mapping[str, Any]) -> Iterator[str]:
    """What a reviewer decided of an item, beside what the machine came to."""
    if decided := data.get("decided"):
        machine = data.get("machine") or {}
        yield f"{decided['name']}核定 {decided['points']} 分：{decided['reason']}"
        yield f"机器得分 {interval(_points(machine.get('low')), _points(machine.get('high')))}"


class Charge(NamedTuple):
    """A finding (its fingerprint) in an item. `cost`: what it costs there, None where the document does not say.

    `counts`: whether the rule counts it; else it is a clue for the people who decide.
    """

    finding: str
    item: str
    cost: Decimal | None
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTotals:
    """Points settled, the interval, and the most that can be had; None where the source gives no points."""

    settled: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    max: Decimal | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the four numbers of a group, a method or the whole."""
        return cls(**{name: _points(data.get(name)) for name in ("settled", "low", "high", "max")})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreGroup:
    """A first-level heading of the rubric and its points."""

    title: str
    totals: ScoreTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreItem:
    """One item: its points settled (`score`) or the interval they must lie in, and the trail in words.

    `verdict` is what a checklist says in place of points; `findings` are fingerprints.
    """

    number: str
    title: str
    max: Decimal | None
    method: str
    state: str
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    group: str = ""
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    findings: frozenset[str] = frozenset()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read one entry of `items`."""
        lines: Sequence[Mapping[str, Any]] = data.get("lines") or ()
        reasons = (*_decided(data), *(str(part["reason"]) for part in (data, *lines) if part.get("reason")))
        return cls(
            number=str(data["number"]),
            title=str(data["title"]),
            max=_points(data.get("max")),
            method=str(data.get("method") or ""),
            state=str(data.get("state") or ""),
            score=_points(data.get("score")),
            low=_points(data.get("low")),
            high=_points(data.get("high")),
            group=str(data.get("group") or ""),
            verdict=str(data.get("verdict") or ""),
            reasons=tuple(dict.fromkeys(reasons)),
            findings=frozenset(name for line in lines for name in line.get("findings") or ()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many tasks of a checklist are met, not met, open."""

    met: int
    not_met: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """One scorecard. `document` is the JSON it came from, kept for the machine formats."""

    site: str
    unit: str
    rubric: str
    title: str
    observed_at: datetime
    items: tuple[ScoreItem, ...]
    totals: ScoreTotals
    groups: tuple[ScoreGroup, ...] = ()
    by_method: Mapping[str, ScoreTotals] = field(default_factory=dict)
    tally: Tally | None = None
    veto: str = "none"
    notes: tuple[str, ...] = ()
    document: Mapping[str, Any] = field(default_factory=dict)

    def charges(self) -> Iterator[Charge]:
        """Each finding that a rule of an item names."""
        for item in self.document.get("items") or ():
            for line in item.get("lines") or ():
                cost, counts = _points(line.get("cost")), line.get("kind") not in BY_PEOPLE
                yield from (Charge(mark, str(item["number"]), cost, counts) for mark in line.get("findings") or ())

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read a scorecard as the contract writes it."""
        totals: Mapping[str, Any] = data.get("totals") or {}
        by_method: Mapping[str, Any] = totals.get("by_method") or {}
        return cls(
            site=str(data["site"]),
            unit=str(data.get("unit") or ""),
            rubric=str(data["rubric"]),
            title=str(data.get("title") or data["rubric"]),
            observed_at=datetime.fromisoformat(data["observed_at"]),
            items=tuple(ScoreItem.from_json(item) for item in data.get("items") or ()),
            totals=ScoreTotals.from_json(totals),
            groups=tuple(
                ScoreGroup(title=str(group["title"]), totals=ScoreTotals.from_json(group))
                for group in data.get("groups") or ()
            ),
            by_method={method: ScoreTotals.from_json(value) for method, value in by_method.items()},
            tally=Tally(**totals["tally"]) if totals.get("tally") else None,
            veto=str(data.get("veto") or "none"),
            notes=tuple(map(str, data.get("notes") or ())),
            document=data,
        )
