"""Working days of China: weekends, public holidays and the weekends worked to make up for them.

The arrangement of a year (调休) is made known by 国务院办公厅 towards the end of the year before; until it is in the
calendar's data nothing is said of that year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

SATURDAY = 5
# Later than this no term of the field ends; bounds the walk over days.
LIMIT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days off and the weekends worked of one year."""

    off: frozenset[date]
    worked: frozenset[date]


def is_working_day(day: date) -> bool | None:
    """Whether a day is worked; None where the year is not known."""
    calendar = _calendar(day.year)
    if calendar is None:
        return None
    return day in calendar.worked or (day.weekday() < SATURDAY and day not in calendar.off)


def working_days(start: date, end: date) -> int | None:
    """How many working days lie after `start` up to and including `end` (0 when it is not later).

    None where a year between them is not known, or they lie further apart than any term.
    """
    if end <= start:
        return 0
    if (end - start).days > LIMIT:
        return None
    days = [is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)]
    return None if None in days else sum(1 for day in days if day)


def add_working_days(start: date, count: int) -> date | None:
    """The last day of a term of so many working days that begins the day after `start`; None in an unknown year."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        worked = is_working_day(day)
        if worked is None:
            return None
        count -= worked
    return day


def unknown_years(start: date, end: date) -> Iterator[int]:
    """The years between two days whose arrangement is not known."""
    return (year for year in range(start.year, end.year + 1) if _calendar(year) is None)


@cache
def _calendar(year: int) -> Calendar | None:
    """The calendar of a year; None where the arrangement of its make-up days is not known."""
    import holidays  # takes a twentieth of the start of a process, and few commands count days

    try:
        chinese = holidays.country_holidays("CN", years=year)
    except (NotImplementedError, OverflowError, ValueError):
        return None
    # Every arrangement since 2001 has weekends to work; a year without any has only the statutory days.
    worked = frozenset(day for day in chinese.weekend_workdays if day.year == year)
    if not worked:
        return None
    return Calendar(off=frozenset(chinese), worked=worked)
