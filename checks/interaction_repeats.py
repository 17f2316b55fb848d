"""The rows of a list or board of messages that heads no cell and labels no day: told by how its elements repeat."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.visible import is_unshown, lines_of

ROWS_LEAST = 3  # like elements with a day each that make a list
ROWS_MOST = 300
CLIMB = 12
TITLE_LEAST = 4
TITLES = "h1, h2, h3, h4, h5, h6, dt, a[href], strong, b"
DAY = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)日?")
_END = re.compile(r"(?i)foot|bottom|copyright|(?:^|[\s_-])page|pager|pagination")
_EDGE = re.compile(r"^[\s【\[\]()（）|｜,，;；/:：·•]+|[\s【】\[\]()（）|｜,，;；/:：·•。！!]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of its own in a row and the tags it lies in, from the row inwards."""

    text: str
    place: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its pieces in order, the lines a reader sees, what heads it, and where its link leads as written."""

    pieces: tuple[Piece, ...]
    lines: tuple[str, ...]
    title: str
    href: str


def row_groups(tree: LexborHTMLParser) -> Iterator[tuple[Row, ...]]:
    """The groups of like elements that hold a full day each, those of most rows first; none inside another."""
    groups = sorted(_dated_children(tree), key=len, reverse=True)
    taken: set[int] = set()
    for nodes in groups:
        inside = {above.mem_id for above in _above(nodes[0])}
        own = {node.mem_id for node in nodes}
        if taken & (inside | own):
            continue
        taken |= own
        yield tuple(_row(parts) for parts in _with_followers(nodes[:ROWS_MOST]))


def _dated_children(tree: LexborHTMLParser) -> list[list[LexborNode]]:
    """The children of one parent, of one tag, in each of which a day stands."""
    children: defaultdict[tuple[int, str], dict[int, LexborNode]] = defaultdict(dict)
    for text in tree.body.traverse(include_text=True) if tree.body else ():
        if text.tag != "-text" or not DAY.search(text.text_content or ""):
            continue
        for node in _above(text):
            if node.parent is not None:
                children[node.parent.mem_id, node.tag or ""].setdefault(node.mem_id, node)
    return [list(found.values()) for found in children.values() if len(found) >= ROWS_LEAST]


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    for _ in range(CLIMB):
        if above is None or above.tag in ("body", "html"):
            return
        yield above
        above = above.parent


def _with_followers(nodes: list[LexborNode]) -> Iterator[list[LexborNode]]:
    """Each element with the undated ones up to the next: an answer may stand beside its question, not in it."""
    known = {node.mem_id for node in nodes}
    for node in nodes:
        parts, beside = [node], node.next
        while beside is not None and beside.mem_id not in known and not _ends(beside):
            if beside.is_element_node:
                parts.append(beside)
            beside = beside.next
        yield parts


def _ends(node: LexborNode) -> bool:
    """Whether a list ends at an element: its pager, the footer of the page."""
    if not node.is_element_node:
        return False
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return node.tag in ("footer", "script", "form", "style") or _END.search(names) is not None


def _row(parts: list[LexborNode]) -> Row:
    pieces = tuple(piece for part in parts for piece in _pieces(part))
    lines = tuple(line for part in parts for line in lines_of(part))
    link = next((found for part in parts if (found := part if part.tag == "a" else part.css_first("a[href]"))), None)
    href = (link.attributes.get("href") or "").strip() if link is not None else ""
    return Row(pieces=pieces, lines=lines, title=_title(parts, pieces), href=href)


def _title(parts: list[LexborNode], pieces: tuple[Piece, ...]) -> str:
    heads = (head for part in parts for head in part.css(TITLES))
    texts = (" ".join((head.attributes.get("title") or head.text()).split()) for head in heads)
    found = next((text for text in texts if len(text) >= TITLE_LEAST and not DAY.search(text)), "")
    if found:
        return found
    plain = [piece.text for piece in pieces if not DAY.search(piece.text)]
    return next((text for text in plain if len(text) >= TITLE_LEAST), plain[0] if plain else "")


def _pieces(top: LexborNode) -> Iterator[Piece]:
    """The texts of a row, and what pictures and marks without words are called."""
    stack: list[tuple[LexborNode, tuple[str, ...]]] = [(top, ())]
    while stack:
        node, place = stack.pop()
        if node.tag == "-text":
            if text := _EDGE.sub("", " ".join((node.text_content or "").split())):
                yield Piece(text, place)
            continue
        if not node.is_element_node or is_unshown(node) or node.tag in ("script", "style", "template"):
            continue
        called = _called(node)
        if called:
            yield Piece(called, (*place, node.tag or ""))
        stack.extend((child, (*place, node.tag or "")) for child in reversed(list(node.iter(include_text=True))))


def _called(node: LexborNode) -> str:
    if node.tag == "img":
        return (node.attributes.get("alt") or node.attributes.get("title") or "").strip()
    if node.tag in ("i", "span", "em", "b") and not node.text(strip=True):
        return (node.attributes.get("title") or node.attributes.get("aria-label") or "").strip()
    return ""
