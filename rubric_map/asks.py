"""What a rubric asks of checks: the columns, links, limits, terms and keywords they are to look for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAsk:
    """A column by its canonical Chinese name; `home` when the home page must lead to it.

    `portal` and `units` say whether the portal, each unit, or both must have it.
    """

    name: str
    home: bool = False
    portal: bool = True
    units: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAsk:
    """A target the portal must link to, by name; `home` when from the home page."""

    name: str
    home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitAsk:
    """How old a column's newest entry may be, in days."""

    column: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of one check. `reply_days`: the working days within which a question is to be answered."""

    columns: tuple[ColumnAsk, ...] = ()
    links: tuple[LinkAsk, ...] = ()
    limits: tuple[LimitAsk, ...] = ()
    keywords: tuple[str, ...] = ()
    reply_days: int | None = None
