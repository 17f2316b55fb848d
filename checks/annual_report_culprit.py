"""The one number behind several sums that do not add up.

A total that was miscopied breaks the sum of its row, that of its column and the balance: three equations, and one slip
of the pen. It is told, and costs, once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.annual_report_sums import Cells, Equation, Spot, row_words, shown
from evidence.report_model import APPLICANTS

SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Culprit:
    """A number that alone breaks every equation it takes part in, and what would mend them all."""

    spot: Spot
    value: Decimal
    wanted: Decimal
    broken: tuple[Equation, ...]

    @property
    def name(self) -> str:
        """Where it stands, as a letter calls it."""
        row, column = self.spot
        return f"表三“{row_words(row)}”行“{APPLICANTS[column]}”列"

    @property
    def words(self) -> str:
        """What it is and what the others make it, for a letter."""
        return f"现为 {shown(self.value)}，按与它有关的 {len(self.broken)} 项勾稽关系推算应为 {shown(self.wanted)}"


def culprits(judged: Sequence[Equation], cells: Cells) -> tuple[Culprit, ...]:
    """The numbers of table 3 that explain several broken equations each, those that explain most first.

    Each broken equation is explained once at most.
    """
    found: list[Culprit] = []
    left = [one for one in judged if not one.holds]
    for one in sorted(_candidates(judged, cells), key=lambda one: -len(one.broken)):
        if all(equation in left for equation in one.broken):
            found.append(one)
            left = [equation for equation in left if equation not in one.broken]
    return tuple(found)


def _candidates(judged: Sequence[Equation], cells: Cells) -> Iterator[Culprit]:
    broken = [one for one in judged if not one.holds]
    for spot in dict.fromkeys(spot for one in broken for spot in (*one.lefts, *one.rights)):
        concerned = [one for one in judged if spot in one.lefts or spot in one.rights]
        excess = {_excess(one, spot) for one in concerned}
        value = cells[spot].value
        if len(concerned) < SEVERAL or len(excess) > 1 or value is None:
            continue
        wanted = value - excess.pop()
        if wanted >= 0 and wanted != value:
            yield Culprit(spot=spot, value=value, wanted=wanted, broken=tuple(concerned))


def _excess(equation: Equation, spot: Spot) -> Decimal:
    """By how much a number is too high, if it alone is to blame for an equation."""
    over = equation.left - equation.right
    return over if spot in equation.lefts else -over


def unexplained(judged: Iterable[Equation], found: Iterable[Culprit]) -> tuple[Equation, ...]:
    """The broken equations that no single number explains together with others."""
    explained = [equation for one in found for equation in one.broken]
    return tuple(one for one in judged if not one.holds and one not in explained)
