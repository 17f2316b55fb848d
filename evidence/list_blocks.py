"""The block a link of a list stands in, and the date in that block or beside it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.date_text import DateFound
from evidence.list_rows import ROW_LIMIT, count_dates, date_at_edge, date_in, may_hold_date
from evidence.script_links import handler_addresses

CLIMB = 6
# A block with more links than this holds several rows.
LINKS_OF_ROW = 3
SIBLINGS = 4
# A row of this length cannot hold a list of its own.
LINE_LIMIT = 120
# Characters of groups read on one page: two hundred times a usual page.
READ_LIMIT = 2_000_000

_LINKS = "a[href],a[onclick]"
# Where a click on words opens an article, there is no link: <span onclick="openUrl('/a.jsp?id=1')">.
_CLICKED = ",".join(f"{tag}[onclick]" for tag in ("span", "font", "td", "li", "p", "div"))
ROW_TAGS = frozenset(("li", "tr", "dd", "dt", "article"))
_STOP_TAGS = frozenset(("ul", "ol", "table", "tbody", "dl", "body", "html", "form"))

_ISSUED_HEAD = re.compile(r"(?:发布|公开|上网|发表|回复|答复)(?:日期|时间)")

Chain = list[tuple[int, str, LexborNode]]


def lines_of(node: LexborNode) -> str:
    """The text of a node, each text node of it on a line of its own."""
    return node.text(separator="\n", strip=True, skip_empty=True)


def _without(text: str, scripts: list[LexborNode]) -> str:
    """The same text without what scripts in the node say."""
    for script in scripts:
        text = text.replace(lines_of(script), "\n", 1)
    return text


class Row:
    """A link that may be a row of a list. Its words and attributes are read on first use: most links are a menu's."""

    __slots__ = ("_attributes", "_words", "link")

    def __init__(self, link: LexborNode) -> None:
        self.link = link
        self._words: str | None = None
        self._attributes: dict[str, str | None] | None = None

    @property
    def words(self) -> str:
        """What the link says, a line for each text node."""
        if self._words is None:
            self._words = lines_of(self.link)
        return self._words

    @property
    def attributes(self) -> dict[str, str | None]:
        """The attributes of the link."""
        if self._attributes is None:
            self._attributes = self.link.attributes
        return self._attributes


@dataclass(slots=True, kw_only=True)
class Block:
    """The element that is a row, and the links in it."""

    node: LexborNode
    rows: list[Row] = field(default_factory=list)

    def main(self) -> Row:
        """The link with the most words: the others are a thumbnail or the name of a column."""
        return max(self.rows, key=lambda row: len(row.words)) if len(self.rows) > 1 else self.rows[0]


@dataclass(slots=True, kw_only=True)
class Group:
    """Blocks that are siblings: perhaps a list, perhaps a menu."""

    node: LexborNode
    blocks: dict[int, Block] = field(default_factory=dict)


def groups_of(tree: LexborHTMLParser) -> list[Group]:
    """Every link of a page in its block, the blocks in their groups, in document order."""
    chains = [(link, _chain(link)) for link in tree.css(f"{_LINKS},{_CLICKED}") if link.tag == "a" or _opens(link)]
    links = _links_within(chains)
    groups: dict[int, Group] = {}
    for link, chain in chains:
        node = _block(link, chain, links)
        parent = node.parent
        if parent is not None:
            group = groups.setdefault(parent.mem_id, Group(node=parent))
            group.blocks.setdefault(node.mem_id, Block(node=node)).rows.append(Row(link))
    return list(groups.values())


def _links_within(chains: list[tuple[LexborNode, Chain]]) -> dict[int, int]:
    """How many links each element holds; in a small one two to the same address (标题, then [详细]) are one."""
    targets: defaultdict[int, list[str]] = defaultdict(list)
    for link, chain in chains:
        attributes = link.attributes
        href = attributes.get("href") or ""
        for key, _, _ in chain:
            targets[key].append("" if href[:1] == "#" or "onclick" in attributes else href)
    return {key: _distinct(hrefs) if 1 < len(hrefs) <= LINKS_OF_ROW else len(hrefs) for key, hrefs in targets.items()}


def _distinct(hrefs: list[str]) -> int:
    told = [href for href in hrefs if href and href[:11].lower() != "javascript:"]
    return len(set(told)) + len(hrefs) - len(told)


def _opens(node: LexborNode) -> bool:
    """Whether a click on an element that is no link, and holds none, opens an address."""
    return any(handler_addresses(node.attributes.get("onclick") or "")) and node.css_first("a") is None


def maybe_dated(groups: list[Group]) -> Iterator[Group]:
    """The groups in which anything like a date stands; asked once a group, so that menus cost nothing more.

    Groups nested in each other are read again and again: beyond a bound no page is worth it.
    """
    read = 0
    for group in groups:
        text = lines_of(group.node)
        read += len(text)
        if read > READ_LIMIT:
            return
        if may_hold_date(text):
            yield group


def _chain(link: LexborNode) -> Chain:
    """The elements around a link from the inside out.

    A bounded climb: on a page of ten thousand nested blocks a full one would be quadratic.
    """
    chain: Chain = []
    node = link.parent
    while node is not None and len(chain) < CLIMB:
        tag = node.tag or ""
        if tag in _STOP_TAGS:
            break
        chain.append((node.mem_id, tag, node))
        if tag in ROW_TAGS:
            break
        node = node.parent
    return chain


def _block(link: LexborNode, chain: Chain, links: dict[int, int]) -> LexborNode:
    """The nearest row element of few links, else the largest block that holds no other link, else the link."""
    own = [entry for entry in chain if links[entry[0]] <= LINKS_OF_ROW]
    block = link
    for key, tag, node in own:
        if tag in ROW_TAGS:
            return node
        if links[key] == links[own[0][0]]:
            block = node
    return block


def placed(block: Block, today: date) -> Iterator[tuple[Row, DateFound | None]]:
    """The rows of a block, each with the date shown in it or beside it."""
    text = lines_of(block.node)
    if len(block.rows) > 1 and count_dates(text) > 1:
        for row in block.rows:
            yield row, date_beside(row.link, today) or date_at_edge(row.words, today)
        return
    row = block.main()
    shown = None
    if block.node.mem_id != row.link.mem_id:
        if len(text) > ROW_LIMIT:
            shown = _nearer(block, row, today)
        else:
            shown = date_in(text.replace(row.words, "\n", 1), today)
            scripts = block.node.css("script") if shown else []
            if scripts:
                shown = date_in(_without(text, scripts).replace(row.words, "\n", 1), today)
        # The climb stops at rows and lists, so a block may hold links that were not counted: then it is no row.
        doubtful = shown and (block.node.tag not in ROW_TAGS or len(text) > LINE_LIMIT)
        if doubtful and len(block.node.css(_LINKS)) > len(block.rows):
            shown = None
    if shown and block.node.tag == "tr" and count_dates(text) > 1:
        shown = _issued(block.node, today) or shown
    yield row, shown or date_at_edge(row.words, today) or date_beside(block.node, today)


def _issued(row: LexborNode, today: date) -> DateFound | None:
    """The date in the column that the head of the table calls 发布日期, of a row with several dates."""
    table = row.parent
    while table is not None and table.tag != "table":
        table = table.parent
    head = table.css_first("tr") if table is not None else None
    names = [cell.text(strip=True) for cell in head.css("th,td")] if head is not None else []
    place = next((number for number, name in enumerate(names) if _ISSUED_HEAD.fullmatch(name)), None)
    cells = row.css("td,th")
    if place is None or len(cells) != len(names):
        return None
    return date_in(lines_of(cells[place]), today)


def _nearer(block: Block, row: Row, today: date) -> DateFound | None:
    """The date in the parent of a link whose block is too large to be a row."""
    parent = row.link.parent
    if parent is None or parent.mem_id == block.node.mem_id:
        return None
    return date_in(lines_of(parent).replace(row.words, "\n", 1), today)


def date_beside(node: LexborNode, today: date) -> DateFound | None:
    """The date between this node and the next link: `<a>标题</a> [03-05]<br>`, `<dt>标题</dt><dd>日期</dd>`."""
    for forward in (True, False):
        sibling = node.next if forward else node.prev
        for _ in range(SIBLINGS):
            if sibling is None or sibling.tag in ("a", "br"):
                break
            shown = date_in(lines_of(sibling), today)
            if shown:
                return None if sibling.css_first("a") else shown
            if sibling.is_element_node and sibling.css_first("a"):
                break
            sibling = sibling.next if forward else sibling.prev
    return None
