"""Reading docx: paragraphs as lines, tables cell by cell with their spans."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from evidence.documents.model import Document, Room, Unreadable
from evidence.documents.package import Package, attribute, local, number
from evidence.report_grid import SPAN_LIMIT, Grid, GridCell, Row

# Controls and revisions that may stand between a table and its rows, a row and its cells.
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_WRAPPED = 4
_BESIDE = re.compile(r"word/(?:footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}


def read_word(package: Package) -> Document:
    """A Word document: its body, then its notes, comments, headers and footers."""
    body = package.find(r"word/document\w*\.xml")
    if not body:
        raise Unreadable("不是 Word 文档")
    room = Room()
    lines: list[str] = []
    tables: list[Grid] = []
    for name in (body, *(name for name in package.names if _BESIDE.fullmatch(name))):
        _read(package, name, room, lines, tables)
    pictures = bool(package.find(r"word/(?:media|embeddings)/.+"))
    return Document(lines=tuple(lines), tables=tuple(tables), pictures=pictures, lacking=room.lacking)


def _read(package: Package, name: str, room: Room, lines: list[str], tables: list[Grid]) -> None:
    """One part. What Word keeps as a second form of the same thing is left out."""
    depth = doubles = 0
    for event, what, element in package.events(name):
        step = 1 if event == "start" else -1
        if what == "Fallback":
            doubles += step
        elif what == "tbl":
            depth += step
            if not depth and not doubles:
                tables += (_grid(table, room) for table in element.iter() if local(table.tag) == "tbl")
        elif what == "p" and event == "end" and not depth and not doubles:
            lines.append(room.take(_words(element)))
        if event == "end" and not depth and what in ("tbl", "p", "Fallback"):
            element.clear()
        if room.full:
            return


def _words(element: ElementTree.Element) -> str:
    pieces = []
    for node in element.iter():
        name = local(node.tag)
        pieces.append((node.text or "") if name == "t" else _BREAKS.get(name, ""))
    return "".join(pieces).strip()


def _grid(table: ElementTree.Element, room: Room) -> Grid:
    rows: list[Row] = []
    count = 0
    for element in _children(table, "tr"):
        above, row = rows[-1] if rows else (), list[GridCell]()
        for cell in _children(element, "tc"):
            span, goes_on = _shape(cell)
            if goes_on and len(row) < len(above):
                made = above[len(row)]
            else:
                made = GridCell(room.take(" ".join(_words(p) for p in _children(cell, "p")), cells=span), count)
                count += 1
            row += [made] * min(span, SPAN_LIMIT - len(row))
        rows.append(tuple(row))
        if room.full:
            break
    return tuple(rows)


def _shape(cell: ElementTree.Element) -> tuple[int, bool]:
    """How many columns a cell spans, and whether it goes on from the row above."""
    span, goes_on = 1, False
    for properties in _children(cell, "tcPr"):
        for node in properties:
            if local(node.tag) == "gridSpan":
                span = number(attribute(node, "val"), 1, SPAN_LIMIT)
            elif local(node.tag) == "vMerge":
                goes_on = attribute(node, "val") != "restart"
    return span, goes_on


def _children(element: ElementTree.Element, name: str, wrapped: int = 0) -> Iterator[ElementTree.Element]:
    for child in element:
        found = local(child.tag)
        if found == name:
            yield child
        elif found in _WRAPPERS and wrapped < _WRAPPED:
            yield from _children(child, name, wrapped + 1)
