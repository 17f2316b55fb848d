"""To whom and when a group, an item or a rule applies."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """Kinds of unit (none named: all), kinds left out, and the days between which it holds."""

    kinds: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    def to(self, kind: str, day: date) -> bool | None:
        """Whether it applies; None when only some kinds are held to it and the kind of the unit is not known."""
        if (self.start and day < self.start) or (self.end and day > self.end):
            return False
        if self.kinds and not kind:
            return None
        return kind not in self.without and (not self.kinds or kind in self.kinds)


ALWAYS = Applies()
