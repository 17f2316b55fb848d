"""Reading xls, the binary form of Excel 97 to 2003 ([MS-XLS]): the cells of every sheet."""

import struct
from collections.abc import Iterator

from evidence.documents.cells import Sheet, written
from evidence.documents.compound import Compound
from evidence.documents.model import Document, Room, Unreadable

_BOF, _CONTINUE, _PASSWORD, _SHARED = 0x0809, 0x003C, 0x002F, 0x00FC
_NUMBER, _RK, _RKS, _TEXT, _SHARED_TEXT, _FORMULA, _RESULT = 0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD, 0x0006, 0x0207
_EXCEL_97 = 0x0600
_WIDE, _EXTENDED, _RICH = 1, 4, 8

Record = tuple[int, list[bytes]]


def read_xls(compound: Compound) -> Document:
    """The sheets of a workbook in their order."""
    data = compound.stream("Workbook")
    if not data:
        raise Unreadable("Excel 97 以前的格式")
    book = _Book()
    try:
        for kind, parts in _records(data):
            book.take(kind, parts)
            if book.room.full:
                break
    except (struct.error, IndexError) as error:
        raise Unreadable("文件已损坏") from error
    grids = (sheet.grid() for sheet in book.sheets)
    return Document(tables=tuple(grid for grid in grids if grid), lacking=book.room.lacking)


def _records(data: bytes) -> Iterator[Record]:
    """The records, each with the parts that continue it."""
    at, kind, parts = 0, -1, list[bytes]()
    while at + 4 <= len(data):
        found, size = struct.unpack_from("<HH", data, at)
        part = data[at + 4 : at + 4 + size]
        at += 4 + size
        if found == _CONTINUE:
            parts.append(part)
            continue
        if kind >= 0:
            yield kind, parts
        kind, parts = found, [part]
    if kind >= 0:
        yield kind, parts


class _Book:
    """A workbook while its records pass by."""

    def __init__(self) -> None:
        self.room = Room()
        self.sheets: list[Sheet] = [Sheet(self.room)]  # the first stands for the workbook's own part
        self._shared: list[str] = []
        self._formula = (0, 0)

    def take(self, kind: int, parts: list[bytes]) -> None:
        """Take one record."""
        data = parts[0]
        if kind == _BOF:
            if struct.unpack_from("<H", data)[0] != _EXCEL_97:
                raise Unreadable("Excel 97 以前的格式")
            self.sheets.append(Sheet(self.room))
        elif kind == _PASSWORD:
            raise Unreadable("文件已加密")
        elif kind == _SHARED:
            self._shared = list(_strings(parts))
        elif kind == _RESULT:
            self.sheets[-1].put(*self._formula, _string(data))
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", data)
            for place, text in enumerate(self._values(kind, data), column):
                self.sheets[-1].put(row, place, text)

    def _values(self, kind: int, data: bytes) -> Iterator[str]:
        if kind == _NUMBER:
            yield _real(data[6:14])
        elif kind == _RK:
            yield _rk(data[6:10])
        elif kind == _RKS:
            yield from (_rk(data[at + 2 : at + 6]) for at in range(4, len(data) - 7, 6))
        elif kind == _SHARED_TEXT:
            at = struct.unpack_from("<I", data, 6)[0]
            yield self._shared[at] if at < len(self._shared) else ""
        elif kind == _TEXT:
            yield _string(data[6:])
        elif data[12:14] == b"\xff\xff":
            self._formula = struct.unpack_from("<HH", data)
        else:
            yield _real(data[6:14])


_CELLS = frozenset((_NUMBER, _RK, _RKS, _SHARED_TEXT, _TEXT, _FORMULA))


def _real(data: bytes) -> str:
    return written(repr(struct.unpack("<d", data)[0]))


def _rk(data: bytes) -> str:
    """A number packed into four bytes: a whole one or the upper half of a real one, perhaps a hundredfold."""
    packed = struct.unpack("<i", data)[0]
    if packed & 2:
        value: float = packed >> 2
    else:
        value = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<i", packed & ~3))[0]
    return written(repr(value / 100 if packed & 1 else value))


def _string(data: bytes) -> str:
    size, flags = struct.unpack_from("<HB", data)
    return _decoded(data[3 : 3 + size * (1 + (flags & _WIDE))], flags)


def _decoded(data: bytes, flags: int) -> str:
    return data.decode("utf-16-le" if flags & _WIDE else "latin-1", "replace")


def _strings(parts: list[bytes]) -> Iterator[str]:
    """The shared strings. One that runs over the end of a part says at the head of the next how it goes on."""
    reader = _Parts(parts)
    _, count = struct.unpack("<II", reader.raw(8))
    for _ in range(count):
        if reader.ended:
            return
        size, flags = struct.unpack("<HB", reader.raw(3))
        runs = struct.unpack("<H", reader.raw(2))[0] if flags & _RICH else 0
        more = struct.unpack("<I", reader.raw(4))[0] if flags & _EXTENDED else 0
        yield reader.letters(size, flags)
        reader.raw(4 * runs + more)


class _Parts:
    """The bytes of a record over its parts."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = self._at = 0

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        while self._part < len(self._parts) and self._at >= len(self._parts[self._part]):
            self._part, self._at = self._part + 1, 0
        return self._part >= len(self._parts)

    def raw(self, size: int) -> bytes:
        """So many bytes; fewer where the record ends."""
        out = bytearray()
        while size > len(out) and not self.ended:
            piece = self._parts[self._part][self._at : self._at + size - len(out)]
            self._at += len(piece)
            out += piece
        return bytes(out)

    def letters(self, count: int, flags: int) -> str:
        """So many characters."""
        out: list[str] = []
        while count > 0 and self._part < len(self._parts):
            wide = 1 + (flags & _WIDE)
            part = self._parts[self._part]
            piece = part[self._at : self._at + count * wide]
            out.append(_decoded(piece, flags))
            self._at += len(piece)
            count -= len(piece) // wide
            if count > 0:
                if self._part + 1 >= len(self._parts):
                    break
                self._part, self._at = self._part + 1, 1
                flags = self._parts[self._part][0]
        return "".join(out)
