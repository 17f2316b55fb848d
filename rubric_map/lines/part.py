"""What weighing one rule gives, and how it becomes a line of a scorecard."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from checks.model import Finding
from rubric_map.rules import AnyRule, Award, Bonus, Ceiling, Convert, Deduct, Manual, Tiers, Veto
from rubric_map.scorecard import MeasureSeen, ScoreLine, State
from rubric_map.span import Span
from rubric_map.witness import Scene

NAMES: dict[type[AnyRule], str] = {
    Award: "award",
    Deduct: "deduct",
    Tiers: "tiers",
    Veto: "veto",
    Ceiling: "ceiling",
    Bonus: "bonus",
    Convert: "convert",
    Manual: "manual",
}


class Room(NamedTuple):
    """The points there are: the most the item can lose, what is left for rules without a value, the item's number.

    `alone` says the item has one rule that people fill in, so that a score for the item is a score for it.
    """

    most: Decimal
    rest: Decimal
    number: str
    alone: bool
    base: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A weighed rule. `full` is the span while nothing is known; `span` None where no points hang on it.

    `holds` is what a veto's or a ceiling's condition came to, or a checklist's; `dropped` that it does not apply.
    """

    rule: AnyRule
    reason: str
    span: Span | None = None
    full: Span | None = None
    findings: tuple[str, ...] = ()
    measures: tuple[MeasureSeen, ...] = ()
    cost: Decimal | None = None
    holds: bool | None = None
    dropped: bool = False

    def line(self) -> ScoreLine:
        """This part as a line of a scorecard."""
        state = self._state()
        points = None
        if self.span and state in (State.SETTLED, State.PARTIAL):
            points = self.span.high if self.span.high < 0 or self.span.low < 0 else self.span.low
        return ScoreLine(
            rule=self.rule.id,
            kind=NAMES[type(self.rule)],
            text=self.rule.text,
            state=state,
            points=points,
            low=self.span.low if self.span else None,
            high=self.span.high if self.span else None,
            reason=self.reason,
            findings=self.findings,
            measures=self.measures,
            cost=self.cost,
            holds=self.holds,
        )

    def _state(self) -> State:
        if self.dropped:
            return State.NOT_APPLICABLE
        if self.span is None:
            return State.OPEN if self.holds is None else State.SETTLED
        if self.span.settled:
            return State.SETTLED
        return State.OPEN if self.span == self.full else State.PARTIAL


def prints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Fingerprints, once each, sorted."""
    return tuple(sorted({found.fingerprint for found in findings}))


def not_yet(scene: Scene, rule: AnyRule) -> str:
    """Why a rule cannot be weighed now whatever was seen; empty when it can."""
    applies = rule.applies.to(scene.facts.unit_kind, scene.day)
    if applies is None:
        return "清单中没有写明单位类别，无法确定是否适用"
    return "检查项尚未提供" if rule.planned else ""
