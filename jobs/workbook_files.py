"""Workbooks and Word files that people hand in, opened only when they cannot hurt.

The readers of such files believe what a file says of itself: a cell in the last row of a sheet makes calamine ask for
the memory of the whole sheet, and the process is gone; a package of a few hundred kilobytes unpacks to gigabytes.
"""

import re
from pathlib import Path

from python_calamine import CalamineWorkbook

from evidence.documents.model import Unreadable
from evidence.documents.package import Package
from evidence.errors import UsageError

CELLS = 5_000_000  # of a sheet, from its first cell to its last one that is filled

_KINDS = {".xlsx": "Excel", ".docx": "Word"}
_ELEMENT = re.compile(rb"<(?:\w+:)?(row|c)\b([^<]*)")
_EMPTY = re.compile(rb"(?:\s+[\w:]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*/>\s*")
_CELL = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{1,3})([0-9]{1,7})")
_ROW = re.compile(rb"\br\s*=\s*[\"']\s*([0-9]{1,7})")


def open_book(path: Path) -> CalamineWorkbook:
    """A workbook. Raises UsageError for one that is too large, and what calamine raises for one that is none."""
    if path.suffix.lower() == ".xlsx":
        check_package(path)
    return CalamineWorkbook.from_path(str(path))


def check_package(path: Path) -> None:
    """Raise UsageError where a docx or xlsx file is broken, or larger inside than anyone would fill in."""
    try:
        package = Package(path.read_bytes())
        for name in package.names:
            part = package.part(name)  # whole: an entry that is larger than it says fails here
            if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", name, re.IGNORECASE) and _area(part) > CELLS:
                raise UsageError(f"“{path.name}”的工作表太大（超过 {CELLS:,} 格），请删除表格范围以外的内容后再试")
    except Unreadable as error:
        raise UsageError(
            f"文件“{path}”打不开（{error}），请确认是完整的 {_KINDS.get(path.suffix.lower(), '')} 文件"
        ) from error


def _area(sheet: bytes) -> int:
    """How many cells lie between the first cell of a sheet and its last one that holds something."""
    last_row = last_column = row = column = 0
    for kind, rest in _ELEMENT.findall(sheet):
        if kind == b"row":
            said = _ROW.search(rest)
            row, column = int(said[1]) if said else row + 1, 0
            continue
        place = _CELL.search(rest)
        column = _column(place[1]) if place else column + 1
        if _EMPTY.fullmatch(rest):
            continue
        last_row = max(last_row, int(place[2]) if place else row)
        last_column = max(last_column, column)
    return last_row * last_column


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
