"""Reading files that are plain text: lists with commas, notes, and web pages under the name of an Office file."""

import csv
import io

from selectolax.lexbor import LexborHTMLParser

from evidence.documents.cells import Sheet
from evidence.documents.model import CHARACTERS, TOO_MUCH, Document, Room, Unreadable
from evidence.html import decode
from evidence.report_grid import grids_of
from evidence.visible import lines_of

_ODD = 0.02  # share of control characters from which on bytes are no text
_HEAD = 4096


def read_text(body: bytes) -> Document:
    """The lines of a text."""
    text, lacking = _text(body)
    return Document(lines=tuple(text.splitlines()), lacking=lacking)


def read_csv(body: bytes) -> Document:
    """The rows of a list, its cells apart by commas, semicolons or tabs."""
    text, _ = _text(body)
    room = Room()
    sheet = Sheet(room)
    head = text[:_HEAD]
    sign = max(",;\t", key=head.count)
    try:
        for y, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign)):
            for x, value in enumerate(row):
                sheet.put(y, x, value)
            if room.full:
                break
    except csv.Error:  # a quote that never ends: the lines are there all the same
        return read_text(body)
    return Document(tables=(sheet.grid(),), lacking=room.lacking)


def read_page(body: bytes) -> Document:
    """A web page that bears the name of an Office file, as old systems export their lists."""
    text, lacking = _text(body)
    tree = LexborHTMLParser(text)
    lines = lines_of(tree.body) if tree.body is not None else ()
    return Document(lines=lines, tables=grids_of(tree), lacking=lacking)


def _text(body: bytes) -> tuple[str, str]:
    text = decode(body)[0]
    head = text[:_HEAD]
    if sum(letter < " " and letter not in "\t\r\n\f" for letter in head) > _ODD * len(head):
        raise Unreadable("不是文本文件")
    return text[:CHARACTERS].replace("\0", ""), TOO_MUCH if len(text) > CHARACTERS else ""
