"""The cells of a workbook or csv file that people filled, each with its place in words."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError

from evidence.errors import UsageError, system_words
from evidence.html import decode
from jobs.workbook_files import open_book
from rubric_map.statement_sheets import COLUMNS, GIVEN, RUBRIC, VALUE, SheetKind

Value = str | date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value as people see it, and its place in words."""

    value: Value
    place: str

    @property
    def text(self) -> str:
        """The value as text without the white space around it."""
        return self.value.isoformat() if isinstance(self.value, date) else self.value.strip()

    def wrong(self, what: str) -> UsageError:
        """A fault of this cell, in one line that says what to do."""
        seen = f"（现在是“{self.text[:60]}”）" if self.text else ""
        return UsageError(f"{self.place}有误：{what}{seen}。文件没有导入，请改正后重新导入")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row in which people wrote something."""

    kind: SheetKind
    cells: Mapping[str, Cell]

    def __getitem__(self, column: str) -> Cell:
        return self.cells[column]


def read_filled(path: Path) -> tuple[FilledRow, ...]:
    """The filled rows of an xlsx or csv file. Raises UsageError for what is no such file."""
    if not path.is_file():
        raise UsageError(f"找不到文件“{path}”，请检查路径")
    readers = {".csv": _csv, ".xlsx": _xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"不认识的格式“{path.suffix or path.name}”，请用 xlsx 或 csv 文件")
    try:
        sheets = list(reader(path))
    except OSError as error:
        raise UsageError(f"无法读取文件“{path}”：{system_words(error)}") from error
    found = [(kind, name, table) for name, table in sheets if table and (kind := _kind(table[0])) is not None]
    if not found:
        raise UsageError(f"文件“{path.name}”里没有可导入的表，请用 hecha rubrics template 生成的表格填写")
    return tuple(row for kind, name, table in found for row in _filled(kind, f"“{path.name}”{name}", table))


def _csv(path: Path) -> Iterator[tuple[str, list[list[Value]]]]:
    text, _ = decode(path.read_bytes())
    try:
        yield "", [list(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error as error:
        raise UsageError(f"“{path}”不是完整的 csv 文件（{error}），请检查引号是否成对") from error


def _xlsx(path: Path) -> Iterator[tuple[str, list[list[Value]]]]:
    try:
        book = open_book(path)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield f"工作表“{name}”", [[_value(cell) for cell in row] for row in rows]
    except CalamineError as error:
        raise UsageError(f"“{path}”打不开，请确认是完整的 Excel 文件") from error


def _value(cell: object) -> Value:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date()
        case date():
            return cell
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _header(row: Sequence[Value]) -> list[str]:
    return [cell.strip().strip("\ufeff") if isinstance(cell, str) else "" for cell in row]


def _kind(row: Sequence[Value]) -> SheetKind | None:
    """Which kind of sheet has this header; the column people fill tells."""
    names = set(_header(row))
    return next((kind for kind, value in VALUE.items() if value in names and RUBRIC in names), None)


def _filled(kind: SheetKind, place: str, table: Sequence[Sequence[Value]]) -> Iterator[FilledRow]:
    header = _header(table[0])
    for name in COLUMNS[kind]:
        if header.count(name) != 1:
            many = "重复" if name in header else "没有"
            raise UsageError(f"{place}第 1 行{many}“{name}”列，请用 hecha rubrics template 生成的表格填写")
    for number, row in enumerate(table[1:], start=2):
        cells = {
            name: Cell(row[at] if at < len(row) else "", f"{place}第 {number} 行“{name}”列（{_letters(at)}{number}）")
            for at, name in enumerate(header)
            if name in COLUMNS[kind]
        }
        if any(cells[name].text for name in COLUMNS[kind] if name not in GIVEN):
            yield FilledRow(kind, cells)


def _letters(at: int) -> str:
    """A column as spreadsheets name it."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
