"""What a draft holds: the groups and items that were found, and what a person has to look at."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTask:
    """One row of a task list."""

    text: str
    bodies: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """An item as found. `points` None: none was found. `criteria` are the document's own words, for the person."""

    number: str
    title: str
    points: Decimal | None = None
    section: str = ""
    criteria: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    filing: str = ""
    assessed_by: str = ""
    tasks: tuple[DraftTask, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """A second-level heading."""

    title: str
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftGroup:
    """A first-level heading with its items."""

    title: str
    points: Decimal | None
    items: tuple[DraftItem, ...]
    sections: tuple[DraftSection, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One rubric as far as it could be read; a document may hold several."""

    title: str
    groups: tuple[DraftGroup, ...]
    scored: bool = True
    document: str = ""
    effective: date | None = None
    doubts: tuple[str, ...] = field(default=())

    @property
    def items(self) -> tuple[DraftItem, ...]:
        """Every item, in order."""
        return tuple(item for group in self.groups for item in group.items)
