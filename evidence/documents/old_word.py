"""Reading doc, the binary form of Word 97 to 2003 ([MS-DOC]): its text, in which tables are rows of words."""

import re
import struct
from collections.abc import Iterable, Iterator

from evidence.documents.compound import Compound
from evidence.documents.model import Document, Room, Unreadable

_WORD = 0xA5EC
_WORD_97 = 0xC1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_NARROW = 0x40000000
# A field is its instruction and, after a mark, what it shows.
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
_NESTED = 4
_MARKS = str.maketrans({"\x07": " ", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\xa0": " "})
_SIGNS = re.compile("[\x00-\x08\x0e-\x1f]")


def read_doc(compound: Compound) -> Document:
    """The lines of a document; a row of a table is one line, its cells apart by a space."""
    word = compound.stream("WordDocument")
    if len(word) < 0x1AA:
        raise Unreadable("文件已损坏")
    magic, version = struct.unpack_from("<HH", word)
    flags = struct.unpack_from("<H", word, 10)[0]
    if magic != _WORD or version < _WORD_97:
        raise Unreadable("Word 97 以前的格式")
    if flags & _ENCRYPTED:
        raise Unreadable("文件已加密")
    table = compound.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    at, size = struct.unpack_from("<II", word, 0x1A2)
    room = Room()
    text = "".join(_taken(room, _pieces(word, table[at : at + size])))
    if not text.strip():
        raise Unreadable("没有文字")
    return Document(lines=tuple(_plain(text).splitlines()), exact=False, lacking=room.lacking)


def _taken(room: Room, pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        yield room.take(piece)
        if room.full:  # many pieces may point at the same bytes
            return


def _pieces(word: bytes, pieces: bytes) -> Iterator[str]:
    """The text, piece by piece as the document was written."""
    table = _piece_table(pieces)
    count = max(0, (len(table) - 4) // 12)
    places = struct.unpack_from(f"<{count + 1}I", table) if count else (0,)
    for number in range(count):
        start = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0]
        length = places[number + 1] - places[number]
        if length <= 0:
            continue
        if start & _NARROW:
            begin = (start & ~_NARROW) // 2
            yield word[begin : begin + length].decode("cp1252", "replace")
        else:
            yield word[start : start + 2 * length].decode("utf-16-le", "replace")


def _piece_table(data: bytes) -> bytes:
    """The table of pieces, behind any number of property blocks."""
    at = 0
    while at + 5 <= len(data):
        if data[at] == 2:
            size = struct.unpack_from("<I", data, at + 1)[0]
            return data[at + 5 : at + 5 + size]
        if data[at] != 1:
            break
        at += 3 + int(struct.unpack_from("<H", data, at + 1)[0])
    raise Unreadable("文件已损坏")


def _plain(text: str) -> str:
    for _ in range(_NESTED):
        text = _FIELD.sub(lambda match: match[1] or "", text)
    return _SIGNS.sub("", text.replace("\x07\x07", "\n").translate(_MARKS))
