"""What people state beside the machine: scores, facts, links of their own, decisions; each for one unit and rubric."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rubric_map.facts import Outside, OutsideScore
from rubric_map.scorecard import Decision, MeasureSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedScore:
    """A score for an item (its number) or one of its rules (the rule's id)."""

    number: str
    value: Decimal
    out_of: Decimal
    source: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """Whether something that no page shows is so; `number` is the key of the fact."""

    number: str
    holds: bool
    source: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTask:
    """The unit had no task of this item this year."""

    number: str
    source: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLink:
    """A page that the unit names as its proof of an item (填报)."""

    number: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDecision:
    """A reviewer's decision on an item."""

    number: str
    decision: Decision


Stated = StatedScore | StatedFact | NoTask | ReportedLink | ItemDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something stated of a unit ("" the site itself) under a rubric; `withdrawn` takes back what was stated."""

    unit: str
    rubric: str
    stated: Stated
    withdrawn: bool = False


Reported = Mapping[str, tuple[MeasureSeen, ...]]


def outside_of(statements: Iterable[Statement], reported: Reported) -> Outside:
    """What was stated of one unit under one rubric, as the mapper takes it."""
    stated = [one.stated for one in statements if not one.withdrawn]
    return Outside(
        scores={
            one.number: OutsideScore(value=one.value, out_of=one.out_of, source=one.source, on=one.on)
            for one in stated
            if isinstance(one, StatedScore)
        },
        given={one.number: one.holds for one in stated if isinstance(one, StatedFact)},
        no_task=frozenset(one.number for one in stated if isinstance(one, NoTask)),
        decisions={one.number: one.decision for one in stated if isinstance(one, ItemDecision)},
        reported=reported,
    )
