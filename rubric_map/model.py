"""A rubric as frozen values: groups, items, and what the document says of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rubric_map.applies import ALWAYS, Applies
from rubric_map.asks import Ask
from rubric_map.rules import AnyRule, Bonus
from rubric_map.scorecard import GroupScore as GroupScore
from rubric_map.scorecard import Scorecard as Scorecard
from rubric_map.scorecard import ScoredItem as ScoredItem
from rubric_map.scorecard import ScoreLine as ScoreLine
from rubric_map.scorecard import Totals as Totals


class Kind(StrEnum):
    """A rubric gives points, or it is a task list: met, not met, open."""

    SCORED = "scored"
    CHECKLIST = "checklist"


class Method(StrEnum):
    """How an item is assessed."""

    ONLINE = "online"
    SELF_REPORT = "self-report"
    SPECIAL = "special"
    THIRD_PARTY = "third-party"
    EVIDENCE = "evidence"


class Machine(StrEnum):
    """What the machine does for an item."""

    SETTLES = "settles"
    PART = "part"
    PREPARES = "prepares"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of a task list: what is asked in our own words, by whom, until when."""

    text: str
    bodies: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One numbered indicator. `public` counts the points that public pages can decide.

    `base` is what the item starts from before rules are applied; `filing` and `assessed_by` are the columns
    填报说明 and 考评方式; `no_task` is the share of points due to a unit that had no such task this year.
    """

    number: str
    title: str
    max: Decimal | None
    method: Method
    machine: Machine
    rules: tuple[AnyRule, ...]
    base: Decimal | None = None
    public: Decimal | None = None
    section: str = ""
    filing: str = ""
    assessed_by: str = ""
    bodies: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    due: date | None = None
    open: str = ""
    note: str = ""
    applies: Applies = ALWAYS
    scale: bool = False
    no_task: Decimal | None = None

    @property
    def bonus(self) -> bool:
        """Whether the item stands outside the scored part."""
        return bool(self.rules) and all(isinstance(rule, Bonus) for rule in self.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A second-level heading with points of its own."""

    title: str
    max: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A first-level heading. `declared_sum` is what the source's own items add up to where that is not `max`."""

    title: str
    max: Decimal | None
    items: tuple[Item, ...]
    sections: tuple[Section, ...] = ()
    declared_sum: Decimal | None = None
    open: str = ""
    note: str = ""
    applies: Applies = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A number the source skips."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """One edition of an assessment document. `max` is of the scored part, without bonus.

    `rescale` says that groups which do not apply are made up for by scaling the rest to `max`.
    """

    id: str
    title: str
    issuer: str
    document: str
    source: str
    effective: date
    applies_to: str
    kind: Kind
    max: Decimal | None
    groups: tuple[Group, ...]
    asks: Mapping[str, Ask] = field(default_factory=dict)
    absent: tuple[Absent, ...] = ()
    declared_sum: Decimal | None = None
    pass_mark: Decimal | None = None
    rescale: bool = False
    open: str = ""
    note: str = ""

    def items(self) -> Iterator[Item]:
        """Every item, in the order of the document."""
        for group in self.groups:
            yield from group.items

    def item(self, number: str) -> Item | None:
        """The item of this number."""
        return next((item for item in self.items() if item.number == number), None)
