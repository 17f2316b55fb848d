"""A scorecard: points settled, points open, and the trail from each line to findings and measures."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How far an item or a line is decided."""

    SETTLED = "settled"
    PARTIAL = "partial"
    OPEN = "open"
    NOT_APPLICABLE = "not-applicable"


class Verdict(StrEnum):
    """What a task of a checklist came to."""

    MET = "met"
    NOT_MET = "not-met"
    OPEN = "open"


class Vetoed(StrEnum):
    """Whether something took the whole score."""

    HIT = "hit"
    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSeen:
    """A measure a line rests on; the value in words; `unit` whose part it measures ("" the whole)."""

    check: str
    name: str
    subject: str
    value: str
    numerator: int | None = None
    denominator: int | None = None
    url: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """What one rule came to. `points` is what it surely gave or took, None while nothing is known.

    `findings` are fingerprints; `cost` is what one of them costs where the document says so; `holds` is what its
    condition came to, where it has one.
    """

    rule: str
    kind: str
    text: str
    state: State
    points: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str
    findings: tuple[str, ...] = ()
    measures: tuple[MeasureSeen, ...] = ()
    cost: Decimal | None = None
    holds: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An item settled by a reviewer: the points, who, why, and the last day it holds (None: no end)."""

    points: Decimal
    name: str
    reason: str
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it still counts on a day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an item stands: state, points settled so far, and the interval."""

    state: State
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredItem:
    """One item. `score` is what is settled so far, None while nothing is; all points are None where the source
    gives the item none. `verdict` is for checklists. Where a reviewer `decided`, the points are the reviewer's and
    `by_machine` keeps what the machine came to."""

    number: str
    title: str
    group: str
    max: Decimal | None
    method: str
    state: State
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str = ""
    verdict: Verdict | None = None
    lines: tuple[ScoreLine, ...] = ()
    decided: Decision | None = None
    by_machine: Standing | None = None

    @property
    def machine(self) -> Standing:
        """What the machine came to, whatever a reviewer decided."""
        own = Standing(state=self.state, score=self.score, low=self.low, high=self.high)
        return self.by_machine or own


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Points of a group, a method or the whole: low <= settled <= high <= max."""

    settled: Decimal
    low: Decimal
    high: Decimal
    max: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """A first-level heading; `totals` is None where the source gives it no points."""

    title: str
    totals: Totals | None
    state: State = State.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many tasks of a checklist are met, not met, open."""

    met: int = 0
    not_met: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """One rubric on one unit of one site ("" the site itself). `totals` is None for a checklist."""

    site: str
    unit: str
    rubric: str
    title: str
    observed_at: datetime
    items: tuple[ScoredItem, ...]
    groups: tuple[GroupScore, ...]
    totals: Totals | None
    by_method: tuple[tuple[str, Totals], ...] = ()
    veto: Vetoed = Vetoed.NONE
    passed: bool | None = None
    tally: Tally | None = None
    notes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The scorecard as JSON values; the form is a contract."""
        return {
            "site": self.site,
            "unit": self.unit,
            "rubric": self.rubric,
            "title": self.title,
            "observed_at": self.observed_at.isoformat(),
            "veto": self.veto.value,
            "passed": self.passed,
            "items": [_item(item) for item in self.items],
            "groups": [_group(group) for group in self.groups],
            "totals": self._totals(),
            "notes": list(self.notes),
        }

    def _totals(self) -> dict[str, Any]:
        whole: dict[str, Any] = {"settled": None, "low": None, "high": None, "max": None}
        if self.totals:
            whole = _points(self.totals)
        whole["by_method"] = {method: _points(totals) for method, totals in self.by_method}
        if self.tally:
            whole["tally"] = {"met": self.tally.met, "not_met": self.tally.not_met, "open": self.tally.open}
        return whole


def number(value: Decimal | None) -> int | float | None:
    """A decimal as a JSON number; points have at most two places, so nothing is lost."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _points(totals: Totals) -> dict[str, Any]:
    return {
        "settled": number(totals.settled),
        "low": number(totals.low),
        "high": number(totals.high),
        "max": number(totals.max),
    }


def _group(group: GroupScore) -> dict[str, Any]:
    points = _points(group.totals) if group.totals else {"settled": None, "low": None, "high": None, "max": None}
    return {"title": group.title, "state": group.state.value, **points}


def _item(item: ScoredItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "group": item.group,
        "max": number(item.max),
        "method": item.method,
        "state": item.state.value,
        "score": number(item.score),
        "low": number(item.low),
        "high": number(item.high),
        "reason": item.reason,
        "verdict": item.verdict.value if item.verdict else None,
        "machine": _standing(item.machine),
        "decided": _decision(item.decided),
        "lines": [_line(line) for line in item.lines],
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {"state": one.state.value, "score": number(one.score), "low": number(one.low), "high": number(one.high)}


def _decision(decided: Decision | None) -> dict[str, Any] | None:
    if decided is None:
        return None
    until = decided.until.isoformat() if decided.until else None
    return {"points": number(decided.points), "name": decided.name, "reason": decided.reason, "until": until}


def _line(line: ScoreLine) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "kind": line.kind,
        "text": line.text,
        "state": line.state.value,
        "points": number(line.points),
        "low": number(line.low),
        "high": number(line.high),
        "reason": line.reason,
        "findings": list(line.findings),
        "cost": number(line.cost),
        "holds": line.holds,
        "measures": [_measure(seen) for seen in line.measures],
    }


def _measure(seen: MeasureSeen) -> dict[str, Any]:
    return {
        "check": seen.check,
        "name": seen.name,
        "subject": seen.subject,
        "value": seen.value,
        "numerator": seen.numerator,
        "denominator": seen.denominator,
        "url": seen.url,
        "unit": seen.unit,
    }
