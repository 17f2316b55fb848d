"""The inventory: sites and their units from csv, xlsx or yaml, taken whole or not at all."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import UsageError
from evidence.records import SiteInfo, Unit
from evidence.urls import normalise
from jobs.inventory_files import Row, read_rows
from reports.text import one_line

SITE_ID = re.compile(r"[\w.\-]{1,64}")
SITE_ID_WORDS = "只能用字母、数字、汉字、点、下划线和短横线，最长 64 个字"
MANY = re.compile(r"[;；\n]")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value and where it stands, for errors that name the place."""

    row: Row
    column: str

    @property
    def value(self) -> str:
        return self.row.values.get(self.column, "").strip()

    @property
    def words(self) -> str:
        """The value as a name: on one line, without what no letter could hold."""
        return one_line(self.value)

    def wrong(self, what: str) -> UsageError:
        return UsageError(f"{self.row.where}“{self.column}”列有误：{what}。清单未导入，请改正后重新导入")


def read_inventory(path: Path, *, known_rubric: Callable[[str], bool]) -> tuple[SiteInfo, ...]:
    """The sites of an inventory file, in order of first mention.

    One row a unit; a row without a unit is the site itself. Raises UsageError naming row and column; nothing is
    taken from a file with an error.
    """
    rows: dict[str, list[Row]] = {}
    for row in read_rows(path):
        cell = _Cell(row, "site")
        if not SITE_ID.fullmatch(cell.value):
            raise cell.wrong(f"站点编号不能为空，{SITE_ID_WORDS}{_seen(cell.value)}")
        rows.setdefault(cell.value, []).append(row)
    if not rows:
        raise UsageError(f"清单“{path}”里没有站点，请至少填写一行（site、site_name、url）")
    return tuple(_site(id_, entries, known_rubric) for id_, entries in rows.items())


def _site(id_: str, rows: list[Row], known_rubric: Callable[[str], bool]) -> SiteInfo:
    url = _one(rows, "url")
    if not url.value:
        raise url.wrong(f"站点 {id_} 没有网址")
    home = address(url.value)
    if home is None:
        raise url.wrong("网址应以 http:// 或 https:// 开头" + _seen(url.value))
    rubrics: list[str] = []
    for row in rows:
        cell = _Cell(row, "rubrics")
        for name in split(cell.value):
            if not known_rubric(name):
                raise cell.wrong(f"没有考核细则“{name}”，可用 hecha rubrics list 查看")
            if name not in rubrics:
                rubrics.append(name)
    return SiteInfo(
        id=id_,
        name=_one(rows, "site_name").words or id_,
        url=home,
        rubrics=tuple(rubrics),
        units=tuple(_units(home, rows)),
        scope=tuple(entry for row in rows if not _Cell(row, "unit").value for entry in _scope(home, row)),
    )


def _units(home: str, rows: list[Row]) -> Iterable[Unit]:
    seen: dict[str, Row] = {}
    for row in rows:
        cell = _Cell(row, "unit")
        name = cell.words
        if not name:
            continue
        if name in seen:
            raise cell.wrong(f"单位“{name}”重复，前面（{seen[name].where}）已有")
        seen[name] = row
        yield Unit(
            name=name,
            kind=_Cell(row, "unit_kind").words,
            scope=_scope(home, row),
            publisher=_Cell(row, "publisher").words,
            contact=_Cell(row, "contact").words,
        )


def _scope(home: str, row: Row) -> tuple[str, ...]:
    """The parts of the site that a row names; an error where one is neither an address nor a column path."""
    scope = _Cell(row, "scope")
    entries = split(scope.value)
    for entry in entries:
        if ">" not in entry and normalise(entry, home) is None:
            raise scope.wrong("范围应为网址前缀（如 /czj/）或栏目路径（甲>乙）" + _seen(entry))
    return entries


def _one(rows: list[Row], column: str) -> _Cell:
    """The only value a column has over the rows of one site; two different ones are an error."""
    cells = [cell for row in rows if (cell := _Cell(row, column)).value]
    for cell in cells[1:]:
        if cell.value != cells[0].value:
            raise cell.wrong(f"与前面（{cells[0].row.where}）的“{cells[0].value}”不一致" + _seen(cell.value))
    return cells[0] if cells else _Cell(rows[0], column)


def address(text: str) -> str | None:
    """A home page as typed: a web address, the scheme may be left out; None when it is none."""
    text = text.strip()
    if "://" not in text and re.match(r"^[\w.\-]+\.[\w\-]+(:\d+)?(/|$)", text):
        text = "http://" + text
    url = normalise(text) if text.startswith(("http://", "https://")) else None
    return url


def split(text: str) -> tuple[str, ...]:
    """Several values in one cell, separated by semicolons or line breaks."""
    return tuple(part.strip() for part in MANY.split(text) if part.strip())


def _seen(value: str) -> str:
    return f"（现在是“{value[:60]}”）" if value else ""
