"""The equations that the tables of an annual report must satisfy, and what a broken one says in a letter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from evidence.report_model import APPLICANTS, OLDER_OTHER, REQUEST_ROWS, RESULTS, Cell, Report

TOTAL = len(APPLICANTS) - 1
ENOUGH_HELD = 0.9
FIRST_CURRENT_YEAR = 2021  # reports of this year and later follow 国办公开办函〔2021〕30号


# Where a number stands: the key of a row of table 3 or the name of a group of table 4, and the column.
Spot = tuple[str, int]
Cells = Mapping[Spot, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """One equation of the tables: what it is called, its two sides, and whether it holds.

    `sure` is False where a blank cell takes part, which may mean nought or something forgotten; in tables that write
    every nought as a blank it is nought. `lefts` and `rights` are where its numbers stand in one report.
    """

    name: str
    left_words: str
    right_words: str
    left: Decimal
    right: Decimal
    sure: bool = True
    lefts: tuple[Spot, ...] = ()
    rights: tuple[Spot, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.left == self.right

    @property
    def words(self) -> str:
        """The equation with both numbers, for a letter."""
        return f"{self.left_words}为 {shown(self.left)}，{self.right_words}为 {shown(self.right)}"


def shown(value: Decimal) -> str:
    """A number as a reader writes it."""
    return f"{value.normalize():f}" if value != value.to_integral_value() else str(value.to_integral_value())


def equations(report: Report) -> tuple[Equation, ...]:
    """Every equation the cells that were read allow: 42 on a full report of today's form."""
    cells = cells_of(report)
    found: list[Equation] = []
    for column in range(len(APPLICANTS)):
        found += _balance(cells, column)
        found += _results(cells, column)
    for key in (*REQUEST_ROWS, OLDER_OTHER):
        found += _across(cells, key)
    for group in report.tables.reviews:
        *parts, total = [(group.name, column) for column in range(len(group.cells))]
        words = "、".join(RESULTS[:-1]) + "之和"
        found += _equation(cells, f"表四“{group.name}”", "总计", [total], words, parts)
    return tuple(replace(one, sure=True) for one in found) if _blanks_are_noughts(report) else tuple(found)


def cells_of(report: Report) -> Cells:
    """The numbers of tables 3 and 4 by where they stand."""
    rows = [(row.key, row.cells) for row in report.tables.requests]
    rows += [(group.name, group.cells) for group in report.tables.reviews]
    return {(name, column): one for name, cells in rows for column, one in enumerate(cells)}


def _blanks_are_noughts(report: Report) -> bool:
    """Whether the tables have blanks in plenty, as noughts are, and not one nought."""
    rows = [*(row.cells for row in report.tables.requests), *(group.cells for group in report.tables.reviews)]
    cells = list(chain.from_iterable(rows))
    return sum(one.blank for one in cells) > len(cells) / 4 and all(one.value != 0 for one in cells)


def is_certain(report: Report) -> bool:
    """Whether the numbers stand in the report as they were read.

    Lines of a PDF may be misread, which breaks many equations at once; where all rows were found and nearly all
    equations hold, those that do not are the report's own.
    """
    if report.exact:
        return True
    judged = equations(report)
    held = sum(1 for equation in judged if equation.holds)
    return not missing_rows(report) and held >= ENOUGH_HELD * len(judged)


def missing_rows(report: Report) -> tuple[str, ...]:
    """The rows of table 3 that were not found though others were."""
    keys = {row.key for row in report.tables.requests}
    if OLDER_OTHER in keys:
        keys |= {key for key in REQUEST_ROWS if key.startswith("3.6")}
    return tuple(name for key, name in REQUEST_ROWS.items() if key not in keys)


def cell(report: Report, key: str, column: int = TOTAL) -> Decimal | None:
    """One number of table 3."""
    return next((row.cells[column].value for row in report.tables.requests if row.key == key), None)


def carried_over(report: Report, before: Report) -> Iterator[Equation]:
    """What was carried over from last year against what last year's report carried forward, for each column."""
    now, then = cells_of(report), cells_of(before)
    for column, name in enumerate(APPLICANTS):
        ours, theirs = now.get(("2", column)), then.get(("4", column))
        if ours is None or theirs is None or not (ours.readable and theirs.readable):
            continue
        yield Equation(
            name=f"表三“{name}”列",
            left_words="本年报告的“上年结转”",
            right_words="上一年度报告的“结转下年度继续办理”",
            left=_sum([ours]),
            right=_sum([theirs]),
            sure=not (ours.blank or theirs.blank),
        )


def _balance(cells: Cells, column: int) -> Iterator[Equation]:
    yield from _equation(
        cells,
        f"表三“{APPLICANTS[column]}”列",
        "“本年新收”与“上年结转”之和",
        [("1", column), ("2", column)],
        "“办理结果总计”与“结转下年度继续办理”之和",
        [("3.7", column), ("4", column)],
    )


def _results(cells: Cells, column: int) -> Iterator[Equation]:
    """The sum of the results; the older form has one row for 其他处理, today's three."""
    parts = ["3.1", "3.2", *(key for key in REQUEST_ROWS if key.startswith(("3.3.", "3.4.", "3.5.")))]
    older = (OLDER_OTHER, column) in cells
    other = [OLDER_OTHER] if older else [key for key in REQUEST_ROWS if key.startswith("3.6.")]
    yield from _equation(
        cells,
        f"表三“{APPLICANTS[column]}”列",
        "“（七）总计”",
        [("3.7", column)],
        "第（一）至（六）项各行之和",
        [(key, column) for key in (*parts, *other)],
    )


def _across(cells: Cells, key: str) -> Iterator[Equation]:
    yield from _equation(
        cells,
        f"表三“{row_words(key)}”行",
        "“总计”",
        [(key, TOTAL)],
        "自然人与各类法人或其他组织之和",
        [(key, column) for column in range(TOTAL)],
    )


def row_words(key: str) -> str:
    """How a letter calls a row of table 3."""
    return REQUEST_ROWS.get(key, "（六）其他处理")


def _equation(
    cells: Cells, name: str, left_words: str, lefts: Sequence[Spot], right_words: str, rights: Sequence[Spot]
) -> Iterator[Equation]:
    """The equation, where all its cells were found and can be read."""
    found = [cells.get(spot) for spot in (*lefts, *rights)]
    read = [one for one in found if one is not None and one.readable]
    if len(read) < len(found):
        return
    yield Equation(
        name=name,
        left_words=left_words,
        right_words=right_words,
        left=_sum(read[: len(lefts)]),
        right=_sum(read[len(lefts) :]),
        sure=not any(one.blank for one in read),
        lefts=tuple(lefts),
        rights=tuple(rights),
    )


def _sum(cells: Iterable[Cell]) -> Decimal:
    return sum((one.value for one in cells if one.value is not None), Decimal(0))
