"""When nights are due: a cron read as crontab means it, in a time zone. Pure arithmetic, no clock."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import timezone as fixed
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from evidence.errors import UsageError

MOST = 1000  # missed nights noted one by one
_TICK = timedelta(microseconds=1)
_LONGEST_SHIFT = timedelta(hours=2)  # by which clocks are put on or back
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_WEEKDAYS = re.compile(r"(?P<first>\w+)(?:-(?P<last>\w+))?(?:/(?P<step>\d+))?")


@dataclass(frozen=True, slots=True)
class Cron:
    """When the nights of a site are due.

    `walls` gives the times that clocks on the wall show, as if there were no summer time: with it APScheduler's own
    trigger drops nights. A night at an hour that the clocks skip comes an hour later, one at an hour they repeat comes
    once; only a cron for every hour counts the repeated hour, too.
    """

    text: str
    zone: ZoneInfo
    walls: Any

    def after(self, moment: datetime) -> datetime | None:
        """The first due time later than a moment; None when there is none."""
        found = self._hourly(moment) if self._every_hour() else self._at_set_hours(moment)
        return None if found is None else _plain(found, self.zone)

    def between(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """The due times later than `after` and not later than `until`."""
        found = self.after(after)
        while found is not None and found <= until:
            yield found
            found = self.after(found)

    def is_due(self, moment: datetime) -> bool:
        """Whether a moment is a due time."""
        return self.after(moment - _TICK) == moment

    def _every_hour(self) -> bool:
        return self.text.split()[1] == "*"

    def _at_set_hours(self, moment: datetime) -> datetime | None:
        wall = self._wall(_wall_of(moment, self.zone) - _LONGEST_SHIFT)
        while wall is not None:
            instant = wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
            if instant > moment:
                return instant
            wall = self._wall(wall)
        return None

    def _hourly(self, moment: datetime) -> datetime | None:
        """By the offset of now, and by that of then where the clocks are changed in between."""
        found: datetime | None = None
        for _ in range(2):
            offset = (found or moment).astimezone(self.zone).utcoffset() or timedelta()
            wall = self._wall(moment.astimezone(UTC).replace(tzinfo=None) + offset)
            if wall is None:
                return None
            found = (wall - offset).replace(tzinfo=UTC)
            if _wall_of(found, self.zone) == wall:
                break
        return found

    def _wall(self, after: datetime) -> datetime | None:
        found: datetime | None = self.walls.get_next_fire_time(None, after.replace(tzinfo=UTC) + _TICK)
        return None if found is None else found.replace(tzinfo=None)


def read_cron(text: str, timezone: str) -> Cron:
    """Read `minute hour day month weekday [second]`; weekdays are 0 (or 7) to 6 from Sunday, or names.

    Raises UsageError for a cron that cannot be read, that never comes true, or an unknown time zone.
    """
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"不认识时区“{timezone}”，请改正 schedule.timezone，例如 Asia/Shanghai") from error
    fields = text.split()
    if len(fields) not in (5, 6):
        raise UsageError(_unreadable(text))
    try:
        walls = _trigger(fields)
        never = walls.get_next_fire_time(None, datetime(2000, 1, 1, tzinfo=UTC)) is None
    except (ValueError, KeyError) as error:
        raise UsageError(_unreadable(text)) from error
    if never:
        raise UsageError(f"排程“{text}”永远不会到时，请检查日期和月份")
    return Cron(text, zone, walls)


def owed(cron: Cron, last: datetime, now: datetime, window: timedelta) -> list[datetime]:
    """The due times since the last known night. After a very long gap only the newest, and of the window only."""
    found = list(islice(cron.between(last, now), MOST + 1))
    if len(found) > MOST:
        return list(deque(cron.between(now - window, now), MOST))
    return found


def _wall_of(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _plain(moment: datetime, zone: ZoneInfo) -> datetime:
    """The instant with a plain offset: Python does not compare times in a gap or fold of a zone as instants."""
    local = moment.astimezone(zone)
    return local.replace(tzinfo=fixed(local.utcoffset() or timedelta()), fold=0)


def _unreadable(text: str) -> str:
    return f"排程“{text}”写法不对，应为“分 时 日 月 周”（可再加“秒”），例如 0 1 * * * 表示每天 1 点"


def _trigger(fields: list[str]) -> Any:
    minute, hour, day, month, weekday, second = (*fields, "0")[:6]
    base = {"minute": minute, "hour": hour, "month": month, "second": second, "timezone": UTC}
    weekdays = _weekdays(weekday)
    if day.startswith("*") or weekday.startswith("*"):
        return CronTrigger(day=day, day_of_week=weekdays, **base)
    # A crontab that names days of the month and of the week means either.
    return OrTrigger([CronTrigger(day=day, **base), CronTrigger(day_of_week=weekdays, **base)])


def _weekdays(field: str) -> str:
    """The weekdays by name: APScheduler counts from Monday, a crontab from Sunday."""
    if field == "*":
        return field
    wanted = {day for part in field.lower().split(",") for day in _days(part)}
    return ",".join(_DAYS[day] for day in sorted(wanted))


def _days(part: str) -> Iterator[int]:
    if part.startswith("*/"):
        part = "0-6" + part[1:]
    match = _WEEKDAYS.fullmatch(part)
    if match is None:
        raise ValueError(part)
    first = _day(match["first"])
    last = _day(match["last"]) if match["last"] else (6 if match["step"] else first)
    if last < first:
        last += 7  # fri-mon runs over the end of the week
    return (day % 7 for day in range(first, last + 1, int(match["step"] or 1)))


def _day(word: str) -> int:
    if word.isdigit():
        day = int(word)
        if day > 7:
            raise ValueError(word)
        return day
    return _DAYS.index(word)
