"""Reading OFD (GB/T 33190): words by their place on the page, put together line by line."""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from evidence.documents.model import PAGES, Document, Room, Unreadable
from evidence.documents.package import Package, attribute, local

# Pages and the templates under them, and what was laid over pages.
_WORDS = re.compile(r"(?:.*/)?(?:Content|Annotation)[^/]*\.xml", re.I)
_SAME_LINE = 0.5  # of the height of the words: as far may baselines of one line lie apart
_APART = 0.5  # of the height: a wider gap parts words


class _Run(NamedTuple):
    """Words in one go: where their baseline, beginning and end lie, and how high they are (millimetres)."""

    y: float
    x: float
    end: float
    height: float
    text: str


def read_ofd(package: Package) -> Document:
    """The lines of an OFD, page by page; tables are left among them."""
    if package.find(r"(?:.*/)?Encryptions\.xml"):
        raise Unreadable("文件已加密")
    parts = sorted(filter(_WORDS.fullmatch, package.names), key=_in_order)
    room, lines, pictures = Room(), list[str](), 0
    for name in parts[:PAGES]:
        runs, drawn = _page(package, name)
        pictures += drawn and not runs
        lines += [room.take(line) for line in _lines(runs)]
        if room.full:
            break
    if not any(line.strip() for line in lines):
        raise Unreadable("没有文字，可能是扫描件（图片）" if pictures else "没有文字")
    cut = f"只读了前 {PAGES} 页（共 {len(parts)} 页）" if len(parts) > PAGES else ""
    drawn_only = f"有 {pictures} 页是图片" if pictures else ""
    return Document(lines=tuple(lines), exact=False, lacking=room.lacking or cut or drawn_only)


def _in_order(name: str) -> list[tuple[int, str]]:
    """Page_2 before Page_10."""
    return [(int(part[:9]) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]


def _page(package: Package, name: str) -> tuple[list[_Run], bool]:
    """The words of a page, and whether it shows a picture."""
    runs, drawn = list[_Run](), False
    for _, what, element in package.events(name, starts=False):
        drawn = drawn or what == "ImageObject"
        if what == "TextObject":
            runs += _runs(element)
        if what in ("TextObject", "PathObject"):
            element.clear()
    return runs, drawn


def _runs(element: ElementTree.Element) -> Iterator[_Run]:
    """The words of one object; its pieces follow each other unless they say that they lie on another line."""
    left, top, width, height = (*_numbers(attribute(element, "Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
    pieces: dict[float, list[str]] = {}
    y = 0.0
    for node in element.iter():
        if local(node.tag) == "TextCode" and node.text:
            y = next(iter(_numbers(attribute(node, "Y"))), y)
            pieces.setdefault(y, []).append(node.text.strip("\r\n"))
    for y, words in pieces.items():
        yield _Run(top + y, left, left + width, height / len(pieces), "".join(words))


def _lines(runs: list[_Run]) -> Iterator[str]:
    line: list[_Run] = []
    for run in sorted(runs):
        if line and run.y - line[0].y > _SAME_LINE * min(run.height, line[0].height):
            yield _joined(line)
            line = []
        line.append(run)
    if line:
        yield _joined(line)


def _joined(line: list[_Run]) -> str:
    pieces, end = list[str](), math.inf
    for run in sorted(line, key=lambda run: run.x):
        pieces += [" ", run.text] if run.x - end > _APART * run.height else [run.text]
        end = run.end
    return "".join(pieces)


def _numbers(text: str) -> list[float]:
    found = []
    for part in text[:200].split():
        try:
            found.append(float(part))
        except ValueError:
            return []
    return found if all(map(math.isfinite, found)) else []
