"""An interval of points: what is surely earned at least, and what may still be earned at most."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Points from `low` to `high`; equal when settled."""

    low: Decimal
    high: Decimal

    @property
    def settled(self) -> bool:
        """Whether nothing is open."""
        return self.low == self.high

    def plus(self, other: "Span") -> "Span":
        """The sum of two independent spans."""
        return Span(low=self.low + other.low, high=self.high + other.high)

    def within(self, floor: Decimal, top: Decimal) -> "Span":
        """This span held between two bounds."""
        return Span(low=min(max(self.low, floor), top), high=min(max(self.high, floor), top))

    def under(self, top: Decimal, *, sure: bool) -> "Span":
        """This span under a ceiling that surely, or only perhaps, applies."""
        return Span(low=min(self.low, top), high=min(self.high, top) if sure else self.high)

    def times(self, factor: Decimal) -> "Span":
        """This span scaled, in hundredths of a point."""
        return Span(low=cents(self.low * factor), high=cents(self.high * factor))


def exactly(points: Decimal) -> Span:
    """A settled span."""
    return Span(low=points, high=points)


def up_to(points: Decimal) -> Span:
    """An open span from nothing."""
    return Span(low=ZERO, high=points)


def cents(value: Decimal) -> Decimal:
    """Half-up to hundredths: shares of points never print more than a form has room for."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP).normalize() + ZERO
