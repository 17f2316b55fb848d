"""Lists with headed cells: tables, and rows of list items whose first row heads the others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from selectolax.lexbor import LexborNode

from checks.interaction_words import words
from evidence.page import Page
from evidence.urls import is_web, normalise

HEADED_LEAST = 2  # so many known headers make a row the head of a list
BLOCKS = "div div, table, ul, dl, p"  # what a cell of a head does not hold
CLIMB = 3
HEAD_ROWS = 4  # among the first of a table its head is looked for
SPAN_MOST = 40
GATE = ("时间", "日期", "状态")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """One row of a list: its cells by what heads them, the address of its link or ""."""

    cells: dict[str, str] = field(default_factory=dict)
    url: str = ""
    words: str = ""


def headed_rows(page: Page) -> Iterator[Headed]:
    """The rows of every list of a page whose cells are headed, in document order."""
    if not any(word in page.html for word in GATE):
        return
    for table in page.tree.css("table, ul, dl"):
        rows = _rows(table)
        if len(rows) < 2:
            continue
        at = next((n for n, row in enumerate(rows) if len(_known(row)) >= HEADED_LEAST), None)
        if at is None:
            yield from _beside(table, rows, page)
            continue
        known, width = _known(rows[at]), len(rows[at])
        for row in rows[at + 1 :]:
            if len(row) == width and len(_known(row)) < HEADED_LEAST:
                yield _headed(row, known, page)
    yield from _of_like_elements(page)


def _of_like_elements(page: Page) -> Iterator[Headed]:
    """The rows of a list whose every row, the head too, is an element of its own: <dl class=head>…, <dl>…, <dl>…"""
    for node in page.tree.css("dl, ul, div"):
        cells = _children(node)
        if not HEADED_LEAST <= len(cells) <= SPAN_MOST or cells[0].css_first(BLOCKS) is not None:
            continue
        if len(known := _known(cells)) < HEADED_LEAST:
            continue
        beside = node.next
        while beside is not None:
            row = _children(beside) if beside.tag == node.tag else []
            if len(row) == len(cells) and len(_known(row)) < HEADED_LEAST:
                yield _headed(row, known, page)
            beside = beside.next


def _beside(table: LexborNode, rows: list[list[LexborNode]], page: Page) -> Iterator[Headed]:
    """The rows of a list whose head stands in an element of its own right before it, or in a table of its own.

    Libraries of widgets keep the head in place that way while the rows are scrolled.
    """
    head = _head_above(table)
    known = _known(head)
    if len(known) >= HEADED_LEAST:
        for row in rows:
            if len(row) == len(head):
                yield _headed(row, known, page)


def _head_above(table: LexborNode) -> list[LexborNode]:
    block: LexborNode | None = table
    for _ in range(CLIMB):
        above = block.prev if block is not None else None
        while above is not None and not above.is_element_node:
            above = above.prev
        if above is not None:
            tables = [above] if above.tag == "table" else above.css("table")
            if len(tables) == 1:
                rows = _rows(tables[0])
                return rows[0] if len(rows) == 1 else []
            cells = _children(above)
            return _children(cells[0]) if len(cells) == 1 else cells
        block = block.parent if block is not None else None
    return []


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    if table.tag == "table":
        # The rows of a table around others are theirs.
        if any(inner.mem_id != table.mem_id for inner in table.css("table")):
            return []
        return _joined_heads([[cell for cell in _children(row) if cell.tag in ("td", "th")] for row in table.css("tr")])
    rows = []
    for row in _children(table):
        cells = _children(row)
        rows.append(_children(cells[0]) if len(cells) == 1 and cells[0].tag in ("div", "a", "ul") else cells)
    return [row for row in rows if len(row) > 1]


def _joined_heads(rows: list[list[LexborNode]]) -> list[list[LexborNode]]:
    """The rows of a table, a head of two rows made one: below 办理 stand 来信时间 and 答复时间."""
    for at, (upper, lower) in enumerate(pairwise(rows[:HEAD_ROWS])):
        wide = [_span(cell, "colspan") for cell in upper]
        tall = [_span(cell, "rowspan") > 1 for cell in upper]
        below = sum(width for width, long in zip(wide, tall, strict=True) if not long)
        if not any(tall) or below != len(lower):
            continue
        under = iter(lower)
        parts = (
            [cell] if long else list(islice(under, width)) for cell, width, long in zip(upper, wide, tall, strict=True)
        )
        return [*rows[:at], [cell for part in parts for cell in part], *rows[at + 2 :]]
    return rows


def _span(cell: LexborNode, name: str) -> int:
    told = (cell.attributes.get(name) or "").strip()
    return min(int(told), SPAN_MOST) if told.isascii() and told.isdigit() else 1


def _children(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter() if child.is_element_node]


def _known(row: list[LexborNode]) -> dict[int, str]:
    known: dict[int, str] = {}
    for at, cell in enumerate(row):
        name = words().header(text[:16]) if (text := _text(cell)) and len(text) <= 12 else ""
        if name and name not in known.values():
            known[at] = name
    return known


def _headed(row: list[LexborNode], known: dict[int, str], page: Page) -> Headed:
    cells = {name: _text(row[at]) for at, name in known.items()}
    link = next((found for cell in row if (found := cell if cell.tag == "a" else cell.css_first("a[href]"))), None)
    href = (link.attributes.get("href") or "").strip() if link is not None else ""
    url = (normalise(href, page.url) or "") if href and not href.startswith("#") and is_web(href) else ""
    if "title" not in cells:
        others = (_text(cell) for at, cell in enumerate(row) if at not in known)
        cells["title"] = _text(link) if link is not None else max(others, key=len, default="")
    given = (link.attributes.get("title") or "").strip() if link is not None else ""
    if given and cells["title"].rstrip(".…") != cells["title"]:
        cells["title"] = given
    return Headed(cells=cells, url=url, words=" ".join(_text(cell) for cell in row))


def _text(node: LexborNode) -> str:
    """The words of a cell; a state may be but a picture or a mark with words of its own."""
    text = " ".join(node.text().split())
    if len(text) > 1 or text.isalnum():
        return text
    image = node.css_first("img[alt]")
    marked = node.css_first("[title]") if image is None else None
    told = image.attributes.get("alt") if image is not None else marked.attributes.get("title") if marked else ""
    return (told or "").strip() or text
