"""The equations that the tables of an annual report must satisfy, and what a broken one says in a letter."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from evidence.report_model import APPLICANTS, OLDER_OTHER, REQUEST_ROWS, RESULTS, Cell, Report, RequestRow

TOTAL = len(APPLICANTS) - 1
ENOUGH_HELD = 0.9
FIRST_CURRENT_YEAR = 2021  # reports of this year and later follow 国办公开办函〔2021〕30号


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """One equation of the tables: what it is called, its two sides, and whether it holds.

    `sure` is False where a blank cell takes part, which may mean nought or something forgotten; in tables that write
    every nought as a blank it is nought.
    """

    name: str
    left_words: str
    right_words: str
    left: Decimal
    right: Decimal
    sure: bool = True

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
    rows = {row.key: row for row in report.tables.requests}
    found: list[Equation] = []
    for column in range(len(APPLICANTS)):
        found += _balance(rows, column)
        found += _results(rows, column)
    for key in (*REQUEST_ROWS, OLDER_OTHER):
        if key in rows:
            found += _across(rows[key])
    for group in report.tables.reviews:
        parts, total = group.cells[:-1], group.cells[-1]
        found += _equation(f"表四“{group.name}”", "总计", [total], "、".join(RESULTS[:-1]) + "之和", parts)
    return tuple(replace(one, sure=True) for one in found) if _blanks_are_noughts(report) else tuple(found)


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
    now = next((row for row in report.tables.requests if row.key == "2"), None)
    then = next((row for row in before.tables.requests if row.key == "4"), None)
    if now is None or then is None:
        return
    for column, name in enumerate(APPLICANTS):
        yield from _equation(
            f"表三“{name}”列", "本年报告的“上年结转”", [now.cells[column]],
            "上一年度报告的“结转下年度继续办理”", [then.cells[column]],
        )  # fmt: skip


def _balance(rows: Mapping[str, RequestRow], column: int) -> Iterator[Equation]:
    if all(key in rows for key in ("1", "2", "3.7", "4")):
        yield from _equation(
            f"表三“{APPLICANTS[column]}”列",
            "“本年新收”与“上年结转”之和",
            [rows["1"].cells[column], rows["2"].cells[column]],
            "“办理结果总计”与“结转下年度继续办理”之和",
            [rows["3.7"].cells[column], rows["4"].cells[column]],
        )


def _results(rows: Mapping[str, RequestRow], column: int) -> Iterator[Equation]:
    """The sum of the results; the older form has one row for 其他处理, today's three."""
    parts = ["3.1", "3.2", *(key for key in REQUEST_ROWS if key.startswith(("3.3.", "3.4.", "3.5.")))]
    other = [OLDER_OTHER] if OLDER_OTHER in rows else [key for key in REQUEST_ROWS if key.startswith("3.6.")]
    if "3.7" in rows and all(key in rows for key in (*parts, *other)):
        yield from _equation(
            f"表三“{APPLICANTS[column]}”列",
            "“（七）总计”",
            [rows["3.7"].cells[column]],
            "第（一）至（六）项各行之和",
            [rows[key].cells[column] for key in (*parts, *other)],
        )


def _across(row: RequestRow) -> Iterator[Equation]:
    name = REQUEST_ROWS.get(row.key, "（六）其他处理")
    yield from _equation(
        f"表三“{name}”行", "“总计”", [row.cells[TOTAL]], "自然人与各类法人或其他组织之和", row.cells[:TOTAL]
    )


def _equation(
    name: str, left_words: str, left: Iterable[Cell], right_words: str, right: Iterable[Cell]
) -> Iterator[Equation]:
    lefts, rights = tuple(left), tuple(right)
    if all(one.readable for one in (*lefts, *rights)):
        yield Equation(
            name=name,
            left_words=left_words,
            right_words=right_words,
            left=_sum(lefts),
            right=_sum(rights),
            sure=not any(one.blank for one in (*lefts, *rights)),
        )


def _sum(cells: Iterable[Cell]) -> Decimal:
    return sum((one.value for one in cells if one.value is not None), Decimal(0))
