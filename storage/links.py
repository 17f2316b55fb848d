"""The links of a page as one small blob of numbers: columns of ids pack better and read faster than rows."""

import struct
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from evidence.records import Link, LinkKind
from storage.interning import Interner

# Stored as positions: only ever append.
KINDS = (
    LinkKind.A,
    LinkKind.AREA,
    LinkKind.IMG,
    LinkKind.FRAME,
    LinkKind.SCRIPT,
    LinkKind.STYLE,
    LinkKind.MEDIA,
    LinkKind.OBJECT,
    LinkKind.OPTION,
    LinkKind.SCRIPTED,
    LinkKind.REFRESH,
    LinkKind.META,
    LinkKind.DATA,
    LinkKind.PAGED,
    LinkKind.KEPT,
)
_CODES = {kind: code for code, kind in enumerate(KINDS)}
# Half the time of `Link._make`, which checks a length that zip already gives.
_link = partial(tuple.__new__, Link)
_HEAD = struct.Struct("<BI")  # version, count
_VERSION = 1


class LinkSet(NamedTuple):
    """Unpacked links: ids of targets and texts, kind codes, and (position, text id) of the few fragments."""

    targets: "array[int]"
    texts: "array[int]"
    kinds: bytes
    fragments: tuple[tuple[int, int], ...]


class Draft:
    """The links of one page on their way to bytes."""

    __slots__ = ("_fragments", "_kinds", "_labels", "_lacking", "_targets")

    def __init__(self, links: Sequence[Link], urls: Interner, texts: Interner) -> None:
        columns: Iterable[Any] = zip(*links, strict=True) if links else ((), (), (), ())
        self._targets: Sequence[str]
        self._labels: Sequence[str]
        self._kinds: Sequence[LinkKind]
        self._fragments: Sequence[str]
        self._targets, self._labels, self._kinds, self._fragments = columns
        self._lacking = (urls.unknown(self._targets), texts.unknown((*self._labels, *filter(None, self._fragments))))

    def lacking(self) -> tuple[set[str], set[str]]:
        """The addresses and the texts (fragments among them) without an id."""
        return self._lacking

    def pack(self, urls: Mapping[str, int], texts: Mapping[str, int]) -> bytes:
        """The bytes, not compressed; the mappings hold all its addresses and texts."""
        tail: list[int] = []
        if any(self._fragments):
            for position, fragment in enumerate(self._fragments):
                if fragment:
                    tail += (position, texts[fragment])
        return b"".join(
            (
                _HEAD.pack(_VERSION, len(self._targets)),
                _bytes(array("I", map(urls.__getitem__, self._targets))),
                _bytes(array("I", map(texts.__getitem__, self._labels))),
                bytes(map(_CODES.__getitem__, self._kinds)),
                _bytes(array("I", tail)),
            )
        )


def unpack(data: bytes) -> LinkSet:
    """The columns of a packed blob."""
    version, count = _HEAD.unpack_from(data)
    if version != _VERSION:
        raise ValueError(f"links packed in an unknown way: {version}")
    start, wide = _HEAD.size, 4 * count
    tail = _array(data[start + 2 * wide + count :])
    return LinkSet(
        targets=_array(data[start : start + wide]),
        texts=_array(data[start + wide : start + 2 * wide]),
        kinds=data[start + 2 * wide : start + 2 * wide + count],
        fragments=tuple(zip(tail[::2], tail[1::2], strict=True)),
    )


def resolve(packed: LinkSet, urls: Mapping[int, str], texts: Mapping[int, str]) -> tuple[Link, ...]:
    """The links again, in document order."""
    columns = (
        map(urls.__getitem__, packed.targets),
        map(texts.__getitem__, packed.texts),
        map(KINDS.__getitem__, packed.kinds),
    )
    if not packed.fragments:
        return tuple(map(_link, zip(*columns, repeat(""), strict=False)))
    fragments = [""] * len(packed.kinds)
    for position, text in packed.fragments:
        fragments[position] = texts[text]
    return tuple(map(_link, zip(*columns, fragments, strict=True)))


def _bytes(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _array(data: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
