"""Compound files, in which Office kept its documents before 2007: streams by name ([MS-CFB])."""

import struct
from collections.abc import Sequence

from evidence.documents.model import Unreadable

MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_END = 0xFFFFFFFA  # from here on a number is no sector
_ENTRY = 128
_SMALL = 64  # bytes of a sector of the small streams


class Compound:
    """The streams of a compound file. Raises Unreadable where the chains of its sectors lead nowhere."""

    def __init__(self, body: bytes) -> None:
        if len(body) < 512:
            raise Unreadable("文件已损坏")
        self._body = body
        shift = struct.unpack_from("<H", body, 30)[0]
        if shift not in (9, 12):
            raise Unreadable("文件已损坏")
        self._size = 1 << shift
        first, _, self._cutoff, first_small, _, first_more, _ = struct.unpack_from("<7I", body, 48)
        self._next = self._table(first_more)
        self._entries = self._directory(self._chain(first))
        self._small_next = _numbers(self._chain(first_small))
        self._small = b"".join(self._stream(e) for e in self._entries.values() if e[0] == 5)

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; none where there is no such stream."""
        entry = self._entries.get(name)
        return self._stream(entry) if entry and entry[0] == 2 else b""

    def _stream(self, entry: tuple[int, int, int]) -> bytes:
        kind, start, size = entry
        if kind == 2 and size < self._cutoff:
            return self._small_chain(start)[:size]
        return self._chain(start)[:size]

    def _table(self, more: int) -> Sequence[int]:
        """Which sector follows each: the allocation table, whose own sectors the header and its continuation name."""
        sectors = list(struct.unpack_from("<109I", self._body, 76))
        seen: set[int] = set()
        while more < _END and more not in seen:
            seen.add(more)
            *names, more = _numbers(self._sector(more)) or (_END,)
            sectors += names
        return _numbers(b"".join(self._sector(number) for number in dict.fromkeys(sectors) if number < _END))

    def _sector(self, number: int) -> bytes:
        return self._body[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, number: int) -> bytes:
        return b"".join(self._sector(at) for at in _walk(number, self._next))

    def _small_chain(self, number: int) -> bytes:
        return b"".join(self._small[at * _SMALL : (at + 1) * _SMALL] for at in _walk(number, self._small_next))

    def _directory(self, data: bytes) -> dict[str, tuple[int, int, int]]:
        """Kind, first sector and size of each entry by its name; a name that comes twice is the first one's."""
        found: dict[str, tuple[int, int, int]] = {}
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            start, size = struct.unpack_from("<II", data, at + 116)
            name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind in (2, 5):
                found.setdefault(name, (kind, start, size))
        return found


def _walk(number: int, following: Sequence[int]) -> Sequence[int]:
    """The sectors of a chain, to its end or to where it goes in a circle."""
    seen: dict[int, None] = {}
    while number < len(following) and number not in seen:
        seen[number] = None
        number = following[number]
    return tuple(seen)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
