"""Reading xlsx and ods: every sheet, hidden ones too, by the cells that hold anything.

The library for spreadsheets makes room for the whole rectangle between the first and the last cell: a file of five
kilobytes with two cells ends the process.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

from evidence.documents.cells import Sheet, written
from evidence.documents.model import COLUMNS, Document, Room, Unreadable
from evidence.documents.package import Package, attribute, local, number

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_REPEATED = 1000
_BESIDE = re.compile(r"xl/(?:comments\d*|threadedComments/[^/]+|comments/[^/]+|drawings/drawing\d*)\.xml")


def read_xlsx(package: Package) -> Document:
    """The sheets of a workbook in the order of their files."""
    names = [name for name in package.names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
    if not names:
        raise Unreadable("不是 Excel 工作簿")
    room = Room()
    shared = tuple(_shared(package, room))
    sheets: list[Sheet] = []
    for name in sorted(names, key=lambda name: (len(name), name)):
        sheet = Sheet(room)
        _fill(sheet, package, name, shared, room)
        sheets.append(sheet)
    return replace(_document(sheets, room), lines=tuple(_beside(package, room)))


def _beside(package: Package, room: Room) -> Iterator[str]:
    """What stands beside the cells of a workbook: comments, and the texts of boxes drawn over them."""
    for name in sorted(name for name in package.names if _BESIDE.fullmatch(name)):
        for _, what, element in package.events(name, starts=False):
            if what in ("comment", "threadedComment", "txBody"):
                yield room.take("".join(node.text or "" for node in element.iter() if local(node.tag) in ("t", "text")))
                element.clear()
            if room.full:
                return


def read_ods(package: Package) -> Document:
    """The sheets of an OpenDocument spreadsheet."""
    if "content.xml" not in package.names:
        raise Unreadable("文件已损坏")
    room = Room()
    sheets: list[Sheet] = []
    y = 0
    for event, what, element in package.events("content.xml"):
        if what == "table" and event == "start":
            sheets.append(Sheet(room))
            y = 0
        elif what == "table-row" and event == "end" and sheets:
            for x, text in _open_row(element):
                sheets[-1].put(y, x, text)
            y += 1
            element.clear()
        if room.full:
            break
    return _document(sheets, room)


def _document(sheets: list[Sheet], room: Room) -> Document:
    lacking = room.lacking or (f"只读了前 {COLUMNS} 列" if any(sheet.narrowed for sheet in sheets) else "")
    grids = (sheet.grid() for sheet in sheets)
    return Document(tables=tuple(grid for grid in grids if grid), lacking=lacking)


def _shared(package: Package, room: Room) -> Iterator[str]:
    """The texts that cells name by number. They count when a cell names them."""
    name = package.find(r"xl/sharedStrings\.xml")
    for _, what, element in package.events(name, starts=False) if name else ():
        if what == "si":
            yield _text(element)
            element.clear()


def _fill(sheet: Sheet, package: Package, name: str, shared: tuple[str, ...], room: Room) -> None:
    y, x = 0, -1
    for _, what, element in package.events(name, starts=False):
        if what == "c":
            place = _PLACE.fullmatch(element.get("r", ""))
            y, x = (int(place[2]), _column(place[1])) if place else (y, x + 1)
            sheet.put(y, x, _value(element, shared))
        elif what == "row":
            y, x = y + 1, -1
            element.clear()
        if room.full:
            return


def _column(letters: str) -> int:
    count = 0
    for letter in letters:
        count = count * 26 + ord(letter) - 64
    return count - 1


def _value(cell: ElementTree.Element, shared: tuple[str, ...]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = next((node.text or "" for node in cell if local(node.tag) == "v"), "")
    if kind == "s":
        at = number(value, 0, len(shared))
        return shared[at] if at < len(shared) else ""
    return written(value) if kind == "n" else value


def _text(element: ElementTree.Element) -> str:
    """The text of a shared or inline string, without the phonetic aid beside it."""
    pieces: list[str] = []
    for node in element:
        name = local(node.tag)
        if name == "t":
            pieces.append(node.text or "")
        elif name in ("r", "is"):
            pieces += [inner.text or "" for inner in node.iter() if local(inner.tag) == "t"]
    return "".join(pieces)


def _open_row(row: ElementTree.Element) -> Iterator[tuple[int, str]]:
    x = 0
    for cell in row:
        if local(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        times = number(attribute(cell, "number-columns-repeated"), 1, _REPEATED)
        text = " ".join("".join(node.itertext()) for node in cell if local(node.tag) == "p")
        if attribute(cell, "value-type") == "float":
            text = written(attribute(cell, "value")) or text
        for place in range(x, x + times) if text else ():
            yield place, text
        x += times
