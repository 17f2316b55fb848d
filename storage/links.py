"""The links of a page as one small blob of numbers: columns of ids pack better and read faster than rows."""

import struct
import sys
from array import array
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from evidence.records import Link, LinkKind

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
)
_CODES = {kind: code for code, kind in enumerate(KINDS)}
_HEAD = struct.Struct("<BI")  # version, count
_VERSION = 1


class LinkSet(NamedTuple):
    """Unpacked links: ids of targets and texts, kind codes, and (position, text id) of the few fragments."""

    targets: "array[int]"
    texts: "array[int]"
    kinds: bytes
    fragments: tuple[tuple[int, int], ...]


def words(links: Sequence[Link]) -> tuple[set[str], set[str]]:
    """The addresses and the texts (fragments among them) that need an id before packing."""
    if not links:
        return set(), set()
    targets, texts, _, fragments = zip(*links, strict=True)
    found = set(texts)
    found.update(fragments)
    return set(targets), found


def pack(links: Sequence[Link], urls: Mapping[str, int], texts: Mapping[str, int]) -> bytes:
    """The links as bytes, not compressed."""
    if not links:
        return _HEAD.pack(_VERSION, 0)
    targets, labels, kinds, fragments = zip(*links, strict=True)
    tail: list[int] = []
    if any(fragments):
        for position, fragment in enumerate(fragments):
            if fragment:
                tail += (position, texts[fragment])
    return b"".join(
        (
            _HEAD.pack(_VERSION, len(links)),
            _bytes(array("I", map(urls.__getitem__, targets))),
            _bytes(array("I", map(texts.__getitem__, labels))),
            bytes(map(_CODES.__getitem__, kinds)),
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
        return tuple(map(Link._make, zip(*columns, repeat(""), strict=False)))
    fragments = [""] * len(packed.kinds)
    for position, text in packed.fragments:
        fragments[position] = texts[text]
    return tuple(map(Link._make, zip(*columns, fragments, strict=True)))


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
