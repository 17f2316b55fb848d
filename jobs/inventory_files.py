"""The rows of an inventory file, whichever of the three forms it has."""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from python_calamine import CalamineError, CalamineWorkbook

from evidence.errors import UsageError, system_words
from evidence.html import decode
from evidence.yaml_text import check_yaml, read_yaml
from jobs.workbook_files import open_book

COLUMNS = {
    "site": "站点",
    "site_name": "站点名称",
    "url": "网址",
    "rubrics": "考核细则",
    "unit": "单位",
    "unit_kind": "单位类别",
    "scope": "范围",
    "publisher": "发布机构",
    "contact": "联系方式",
}
REQUIRED = ("site", "url")
BESIDE = ("序号", "备注")  # what offices keep beside an inventory
HEADER_WITHIN = 10  # rows
_NAMES = {title: name for name, title in COLUMNS.items()} | {name: name for name in COLUMNS}
_NAMES |= {"站点编号": "site", "单位名称": "unit"}
_DECORATION = re.compile(r"[\s\ufeff*＊]+|[（(]必填[）)]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands in words, and its values by column."""

    where: str
    values: Mapping[str, str]


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a csv, xlsx or yaml file. Raises UsageError for what cannot be read."""
    readers = {".csv": _csv, ".tsv": _csv, ".txt": _csv, ".xlsx": _xlsx, ".xls": _xlsx, ".yaml": _yaml, ".yml": _yaml}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"不认识的清单格式“{path.suffix or path.name}”，请用 csv、xlsx 或 yaml 文件")
    if not path.is_file():
        raise UsageError(f"找不到清单文件“{path}”，请检查路径")
    try:
        return tuple(reader(path))
    except OSError as error:
        raise UsageError(f"无法读取清单文件“{path}”：{system_words(error)}") from error


def _csv(path: Path) -> Iterator[Row]:
    text, _ = decode(path.read_bytes())
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except csv.Error as error:
        raise UsageError(f"清单“{path}”不是完整的 csv 文件（{error}），请检查引号是否成对") from error
    yield from _table(path, table, "")


def _separator(text: str) -> str:
    """What stands between the columns: spreadsheets save tabs as “Unicode text”."""
    lines = (line for line in text.splitlines() if line.strip("\ufeff \t"))
    for line in itertools.islice(lines, HEADER_WITHIN):
        for sign in ",\t":
            if len(_known(line.split(sign))) > 1:
                return sign
    return ","


def _xlsx(path: Path) -> Iterator[Row]:
    try:
        book = open_book(path)
        tables = [(name, _sheet(book, name)) for name in book.sheet_names]
    except (CalamineError, OSError) as error:
        raise UsageError(f"清单“{path}”打不开，请确认是完整的 Excel 文件") from error
    if not tables:
        raise UsageError(f"清单“{path}”里没有工作表，请确认是完整的 Excel 文件")
    name, table = next(((name, table) for name, table in tables if _header_at(table) is not None), tables[0])
    yield from _table(path, table, f"工作表“{name}”")


def _sheet(book: CalamineWorkbook, name: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)
    table = sheet.to_python(skip_empty_area=False)
    _spread(table, sheet.merged_cell_ranges or [])
    return [[_text(value) for value in row] for row in table]


def _spread(table: list[list[Any]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Merged cells say the same of every row they span; the file holds their value in the first only."""
    left_over = sum(map(len, table))  # no cell is merged twice, unless a file is made to keep us busy
    for (top, left), (bottom, right) in merged:
        for row in table[top : bottom + 1]:
            width = len(row[left : right + 1])
            left_over -= width
            if left_over < 0:
                return
            row[left : right + 1] = [table[top][left]] * width


def _known(cells: Iterable[str]) -> list[str]:
    return [name for cell in cells if (name := _NAMES.get(_plain(cell)))]


def _plain(cell: str) -> str:
    """A column's name as typed into a header: broken over lines, spaced out, marked as one to be filled."""
    return _DECORATION.sub("", cell)


def _header_at(table: Sequence[Sequence[str]]) -> int | None:
    """Where the header stands: a title or an empty row may be above it."""
    for at, row in enumerate(table[:HEADER_WITHIN]):
        if set(REQUIRED) <= set(_known(row)):
            return at
    return None


def _header(path: Path, cells: Sequence[str], place: str) -> list[str]:
    header = [_NAMES.get(_plain(cell)) or cell.strip() for cell in cells]
    for name in header:
        if name in COLUMNS and header.count(name) > 1:
            raise UsageError(f"清单“{path}”{place}有两个“{COLUMNS[name]}”列（{name}），请删去一个")
        if name and name not in COLUMNS and _plain(name) not in BESIDE:
            hint = "各列请用逗号分开" if len(header) == 1 else f"可用的列：{'、'.join(COLUMNS)}"
            raise UsageError(f"清单“{path}”{place}有不认识的列“{name[:60]}”，{hint}")
    for name in REQUIRED:
        if name not in header:
            raise UsageError(f"清单“{path}”{place}缺少“{name}”列（或“{COLUMNS[name]}”），请补上")
    return header


def _table(path: Path, table: Sequence[Sequence[str]], sheet: str) -> Iterator[Row]:
    filled = next((at for at, row in enumerate(table) if any(cell.strip("\ufeff \t\n") for cell in row)), None)
    if filled is None:
        raise UsageError(f"清单“{path}”是空的，第一行应为列名：{'、'.join(COLUMNS)}")
    found = _header_at(table)
    at = filled if found is None else found
    header = _header(path, table[at], f"{sheet}第 {at + 1} 行")
    for number, cells in enumerate(table[at + 1 :], start=at + 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise UsageError(f"清单“{path}”{sheet}第 {number} 行的列数比表头多，请检查是否多了逗号")
        values = {name: cell for name, cell in zip(header, cells, strict=False) if name in COLUMNS}
        yield Row(f"清单“{path.name}”{sheet}第 {number} 行", values)


def _yaml(path: Path) -> Iterator[Row]:
    try:
        text = decode(path.read_bytes())[0]
        check_yaml(text)
        data = read_yaml(text)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day or a number that is none
        mark = getattr(error, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark else ""
        raise UsageError(f"清单“{path}”{line}不是正确的 yaml，请检查缩进、冒号和日期，不要用别名（*）") from error
    sites = data.get("sites") if isinstance(data, dict) else data
    if not isinstance(sites, list):
        raise UsageError(f"清单“{path}”应为站点的列表（sites: 下逐个列出 site、site_name、url、units）")
    for index, site in enumerate(sites, start=1):
        yield from _yaml_site(path, index, site)


def _yaml_site(path: Path, index: int, site: Any) -> Iterator[Row]:
    where = f"清单“{path.name}”第 {index} 个站点"
    if not isinstance(site, dict):
        raise UsageError(f"{where}应为“列名: 值”的形式")
    yield Row(where, _values(where, {name: value for name, value in site.items() if name != "units"}))
    units = site.get("units") or []
    if not isinstance(units, list) or not all(isinstance(unit, dict) for unit in units):
        raise UsageError(f"{where}的 units 应为单位的列表")
    for number, unit in enumerate(units, start=1):
        named = f"{where}第 {number} 个单位"
        yield Row(named, {"site": _text(site.get("site", "")), **_values(named, unit)})


def _values(where: str, given: Mapping[str, Any]) -> dict[str, str]:
    values = {}
    for name, value in given.items():
        column = _NAMES.get(str(name))
        if column is None:
            raise UsageError(f"{where}有不认识的项“{name}”，可用的有：{'、'.join(COLUMNS)}")
        values[column] = ";".join(map(_text, value)) if isinstance(value, list) else _text(value)
    return values


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
