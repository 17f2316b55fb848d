"""The bodies that owe an annual report, by when, and which titles are theirs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checks.annual_report_title import ends_like
from evidence.records import SiteInfo, Unit
from evidence.report_grid import compact

# Until the regulation of 2019 every body published by 31 March (old 条例 第二十四条).
LAST_YEAR_OF_OLD_RULE = 2018
EXACT, PART, SHORT = 3, 2, 1

# The level of a town in its name, which no short form leaves out.
_TOWN = re.compile(r"[镇乡]|街道")
_ZONE = re.compile(r"(?:管理委员会|管委会)$")  # stands in the place of a government
_SITE_WORDS = re.compile(r"(?:政府)?(?:门户|政务|信息|官方)*(?:网站|网页|官网|网|门户)$")


class BodyKind(StrEnum):
    """Which deadline a body has."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    TOWN = "town"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of every year."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """The day in a year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReportOptions:
    """The last days for publishing (条例 第四十九条) and, where the name of the site does not tell, what body it is."""

    departments: Day = Day(month=1, day=31)
    governments: Day = Day(month=3, day=31)
    site: BodyKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that owes a report: the site itself (`unit` is None) or a unit of the inventory."""

    name: str
    unit: Unit | None
    kind: BodyKind

    @property
    def key(self) -> str:
        """The name under which measures are kept ("" the site)."""
        return self.unit.name if self.unit else ""

    def deadline(self, year: int, options: AnnualReportOptions) -> date:
        """The last day for publishing the report of a year. Towns and 街道 are held to the later day of governments."""
        early = self.kind is BodyKind.DEPARTMENT and year > LAST_YEAR_OF_OLD_RULE
        return (options.departments if early else options.governments).of(year + 1)

    def is_doubtful(self, published: date, year: int, options: AnnualReportOptions) -> bool:
        """Whether a town is late by the day of departments only, which many places set for it and the law does not."""
        return self.kind is BodyKind.TOWN and published > options.departments.of(year + 1)


def bodies(info: SiteInfo, options: AnnualReportOptions) -> tuple[Body, ...]:
    """The site itself and its units."""
    own = Body(name=info.name, unit=None, kind=options.site or _kind_of_site(info.name))
    return (own, *(Body(name=unit.name, unit=unit, kind=_kind_of_unit(unit)) for unit in info.units))


def closeness(named: str, name: str) -> int:
    """How surely a name in a title is a body's: the same, a part (`财政局` of `某区财政局`), a short form; 0 not."""
    full = compact(name)
    if not named or not full:
        return 0
    if named == full:
        return EXACT
    if len(named) >= 3 and (full.endswith(named) or named.endswith(full)):
        return PART
    return SHORT if _is_short_form(named, full) else 0


def owners(named: str, units: Iterable[Unit]) -> tuple[str, ...]:
    """The units a title names, by the closest name."""
    scores = {unit.name: max(closeness(named, unit.name), closeness(named, unit.publisher)) for unit in units}
    best = max(scores.values(), default=0)
    return tuple(name for name, score in scores.items() if best and score == best)


def may_be_site(named: str, info: SiteInfo) -> bool:
    """Whether a title without a unit's name may be the site's own: it names no other department or town.

    A site without units is one body, whatever name its titles give it.
    """
    if not named or not info.units:
        return True
    own = _SITE_WORDS.sub("", compact(info.name))
    if own and (named in own or own in named):
        return True
    return not ends_like(named, "departments") and not ends_like(named, "towns")


def _is_short_form(short: str, full: str) -> bool:
    """Whether a name has the letters of another in their order and its end (`区教体局` of `某区教育体育局`).

    `某区人民政府` is no short form of `某区某镇人民政府`: a body a level below names its level.
    """
    if len(short) < 3 or short[-1] != full[-1] or len(short) >= len(full):
        return False
    if _TOWN.search(full) and not _TOWN.search(short):
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)


def _kind_of_site(name: str) -> BodyKind:
    bare = _SITE_WORDS.sub("", compact(name))
    if "政府" in name or not bare or _ZONE.search(bare):
        return BodyKind.GOVERNMENT
    return BodyKind.DEPARTMENT if ends_like(bare, "departments") else BodyKind.GOVERNMENT


def _kind_of_unit(unit: Unit) -> BodyKind:
    if ends_like(unit.name, "towns") or re.search(r"街|镇|乡", unit.kind):
        return BodyKind.TOWN
    if "部门" not in unit.kind and ("政府" in unit.name or ends_like(unit.name, "governments")):
        return BodyKind.GOVERNMENT
    return BodyKind.DEPARTMENT
