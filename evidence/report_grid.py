"""Tables as grids: every cell at every place it spans, so that a row can be read without knowing its spans."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.report_model import Cell

SPAN_LIMIT = 60  # no table of a report is wider or has longer spans
ROW_LIMIT = 400
TABLE_LIMIT = 40

_SPACES = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?")
_UNIT = re.compile(r"(?:件|条|份|宗|万元|元|个|次)$")
_ZERO = re.compile(r"[-—–－―─/\\〇○Oo零无]+")
_CELLS = frozenset(("td", "th"))


class GridCell(NamedTuple):
    """A place of a grid: the text that stands there and the number of the cell it comes from."""

    text: str
    origin: int


Row = tuple[GridCell, ...]
Grid = tuple[Row, ...]


def compact(text: str) -> str:
    """A text in one width and without white space, as labels and numbers are compared."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def read_cell(text: str) -> Cell:
    """The number of a cell. A dash, 无 or 零 is nought; a blank has no number; anything else is no number either."""
    plain = compact(text)
    if not plain:
        return Cell(None, "")
    if _ZERO.fullmatch(plain):
        return Cell(Decimal(0), plain)
    bare = _UNIT.sub("", plain)
    if _NUMBER.fullmatch(bare):
        try:
            return Cell(Decimal(bare.replace(",", "")), plain)
        except InvalidOperation:  # digits of other scripts
            return Cell(None, plain)
    return Cell(None, plain)


def origins(row: Row) -> tuple[GridCell, ...]:
    """The cells of a row, each once however many places it spans."""
    found: dict[int, GridCell] = {}
    for cell in row:
        found.setdefault(cell.origin, cell)
    return tuple(found.values())


def grids_of(tree: LexborHTMLParser) -> tuple[Grid, ...]:
    """The innermost tables of a page as grids, in document order; tables that only lay out the page hold others."""
    grids: list[Grid] = []
    for table in tree.tags("table"):
        if len(grids) == TABLE_LIMIT:
            break
        if len(table.css("table")) <= 1:  # a table is among its own
            grids.append(_grid(table))
    return tuple(grid for grid in grids if grid)


def _grid(table: LexborNode) -> Grid:
    places: dict[tuple[int, int], GridCell] = {}
    count = 0
    for y, row in enumerate(_rows(table)):
        x = 0
        for node in _children(row, _CELLS):
            while (y, x) in places:
                x += 1
            wide, high = _span(node, "colspan"), _span(node, "rowspan")
            cell = GridCell(compact(node.text()), count)
            count += 1
            for place in ((y + j, x + i) for j in range(high) for i in range(wide)):
                places.setdefault(place, cell)
            x += wide
    return _as_rows(places)


def _as_rows(places: dict[tuple[int, int], GridCell]) -> Grid:
    rows: dict[int, list[tuple[int, GridCell]]] = {}
    for (y, x), cell in places.items():
        rows.setdefault(y, []).append((x, cell))
    return tuple(tuple(cell for _, cell in sorted(rows[y], key=lambda pair: pair[0])) for y in sorted(rows))


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for number, row in enumerate(table.css("tr")):
        if number == ROW_LIMIT:
            return
        yield row


def _children(node: LexborNode, tags: frozenset[str]) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag in tags:
            yield child
        child = child.next


def _span(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "1").strip()
    return max(1, min(int(value), SPAN_LIMIT)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
