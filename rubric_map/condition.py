"""Conditions of a rule: predicates over findings, measures, the kind of unit, other items and what people state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Op(StrEnum):
    """How a measure is compared."""

    IS = "is"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    OVER = "over"
    UNDER = "under"


Wanted = Decimal | bool | date | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Findings a rule looks for: of a check, of some codes (none named: all), of one subject (None: any)."""

    check: str
    codes: tuple[str, ...] = ()
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A measure a rule reads: of a check, by name and subject ("" the whole)."""

    check: str
    name: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """Holds when none of the findings sought is there."""

    sought: Sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Holds when at least `least` of the findings sought are there."""

    sought: Sought
    least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Holds when a measure compares as wanted."""

    reading: Reading
    op: Op
    value: Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    """Holds for units of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemUnder:
    """Holds when another item scores under a value."""

    number: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Holds when a person states so (paper evidence, a circular); open until somebody does."""

    key: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Holds when every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Holds when one part holds."""

    parts: tuple["Condition", ...]


Condition = Clean | Found | Measured | UnitKind | ItemUnder | Given | AllOf | AnyOf


def leaves(condition: Condition) -> Iterator[Condition]:
    """Every simple condition inside, in order."""
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def sources(condition: Condition) -> Iterator[Sought | Reading]:
    """What a condition asks of checks."""
    for leaf in leaves(condition):
        if isinstance(leaf, Clean | Found):
            yield leaf.sought
        elif isinstance(leaf, Measured):
            yield leaf.reading
