"""The kinds of rule a rubric may state; each names in our own words what the document asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rubric_map.applies import ALWAYS, Applies
from rubric_map.condition import Condition, Reading, Sought, sources


class Level(StrEnum):
    """Whose part of the site a rule looks at."""

    UNIT = "unit"
    SITE = "site"


class Inapplicable(StrEnum):
    """What a rule gives when its check had nothing to look at; the source rarely says, so it stays open."""

    OPEN = "open"
    FULL = "full"
    NONE = "none"
    DROP = "drop"


class Reach(StrEnum):
    """How much a veto takes with it."""

    ITEM = "item"
    GROUP = "group"
    RUBRIC = "rubric"


class By(StrEnum):
    """What one occurrence is: an object at fault, a place where it stands, or a subject."""

    TARGET = "target"
    PLACE = "place"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has. `planned` marks a rule whose check or measure does not exist yet.

    `open` is the reason why a value is not stated by the source; `note` is a remark for the reader.
    """

    id: str
    text: str
    level: Level = Level.UNIT
    planned: bool = False
    open: str = ""
    note: str = ""
    applies: Applies = ALWAYS
    inapplicable: Inapplicable = Inapplicable.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Rule):
    """Points when a condition holds. `points` None: the source gives no value, or the rubric is a checklist."""

    points: Decimal | None
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduct(Rule):
    """Points off: `each` per occurrence counted, or once when a condition holds; never more than `cap`."""

    each: Decimal | None
    unit: str = "处"
    cap: Decimal | None = None
    count: tuple[Sought, ...] = ()
    by: By = By.TARGET
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One step of a ladder: a stretch of values with stated ends, and its points (a range when low < high)."""

    start: Decimal | None
    end: Decimal | None
    start_closed: bool
    end_closed: bool
    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        """The stretch as mathematicians write it."""
        left = "[" if self.start_closed else "("
        right = "]" if self.end_closed else ")"
        return f"{left}{'' if self.start is None else self.start},{'' if self.end is None else self.end}{right}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Bands that hold under a condition (None: otherwise)."""

    bands: tuple[Band, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers(Rule):
    """Points by the band in which a measure, or a number of findings, falls.

    Several readings with no word on how they add up span from the least of them to their sum.
    """

    ladders: tuple[Ladder, ...]
    readings: tuple[Reading, ...] = ()
    count: tuple[Sought, ...] = ()
    by: By = By.TARGET


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto(Rule):
    """Takes everything when its condition holds."""

    reach: Reach
    when: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling(Rule):
    """The item gets at most so much when the condition holds."""

    points: Decimal
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus(Rule):
    """Extra points, given only when the scored part is over a threshold."""

    points: Decimal | None
    above: Decimal | None
    when: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convert(Rule):
    """Points converted from a score given from outside (third party, special assessment)."""

    points: Decimal | None
    see: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual(Rule):
    """A person decides; `deducts` says whether points are given or taken.

    `see` names checks that help them; `about` the subjects of those that bear on the rule (none named: all).
    """

    points: Decimal | None
    deducts: bool = False
    see: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


AnyRule = Award | Deduct | Tiers | Veto | Ceiling | Bonus | Convert | Manual


def conditions(rule: AnyRule) -> Iterator[Condition]:
    """Every condition of a rule."""
    if isinstance(rule, Tiers):
        yield from (ladder.when for ladder in rule.ladders if ladder.when is not None)
    elif isinstance(rule, Award | Deduct | Veto | Ceiling | Bonus) and rule.when is not None:
        yield rule.when


def asked(rule: AnyRule) -> Iterator[Sought | Reading]:
    """Everything a rule asks of checks."""
    for condition in conditions(rule):
        yield from sources(condition)
    if isinstance(rule, Deduct | Tiers):
        yield from rule.count
    if isinstance(rule, Tiers):
        yield from rule.readings
    if isinstance(rule, Convert | Manual):
        subjects = rule.about or (None,)
        yield from (Sought(check=check, subject=subject) for check in rule.see for subject in subjects)
