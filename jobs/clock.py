"""The time a command goes by: the machine's, or a day the user named with --today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Clock:
    """Gives the time. With `today` it is always noon of that day in the offices' own zone."""

    today: date | None = None
    zone: str = HOME_ZONE

    def now(self) -> datetime:
        """The moment, aware, in the offices' zone."""
        zone = ZoneInfo(self.zone)
        if self.today is None:
            return datetime.now(UTC).astimezone(zone)
        return datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=zone)
