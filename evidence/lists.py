"""The items of a list page: the rows a reader sees, each with its link and its date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from statistics import median_low

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.date_text import Confidence, DateFound
from evidence.list_blocks import ROW_TAGS, Block, Group, Row, groups_of, maybe_dated, placed
from evidence.list_data import list_data, parse_data
from evidence.list_feeds import feed_markup, feed_row, feed_rows
from evidence.list_rows import settle
from evidence.list_years import YearAbove
from evidence.page import Page
from evidence.script_links import handler_addresses, written_markup
from evidence.urls import Resolver

CLIMB_OF_GROUP = 12
CLIMB_OF_NAMES = 6
CLIMB_OF_TRAIL = 3
TITLE_OF_ITEM = 8
CUT = 12  # characters from which the words of a link may be a headline that was cut
TITLE_OF_SINGLE = 10
TITLE_LIMIT = 200
MARKS_OF_GROUP = 60
DATA_GROUP = -2

_TELLING_TAGS = frozenset(("nav", "footer", "header", "aside"))
_TEMPLATE = re.compile(
    r"(?i)foot|nav(?:$|[\W_\d]|bar)|menu|crumb|friend|yqlj|weizhi|location|copyright|toolbar"
    r"|(?:^|[\W_])(?:nav|head|header|top|search|links?|logo|share|lang|language|pag(?:er|ing|ination))(?:$|[\W_\d])"
)
_FOOTER = re.compile(r"(?i)foot|copyright|friend|yqlj")
_PICKS = "hot|rank|recommend|related|tuijian|xgxx|xgwz"
_PICKED = re.compile(rf"(?i)(?:^|[\W_])(?:{_PICKS})(?:$|[\W_\d])")
_ASIDE = re.compile(rf"(?i)sidebar|(?:^|[\W_])(?:side|right|aside|{_PICKS})(?:$|[\W_\d])")
# What boxes beside a list are headed: their rows are those of other columns.
_ASIDE_HEADING = re.compile(
    r"[\W_]*(?:热点|热门|热文|推荐|点击|阅读|浏览|关注|访问|相关|猜你喜欢|延伸)(?:热点|推荐|排行榜?|排名|阅读|文章|信息|资讯|新闻|链接|内容){1,2}[\W_]*"
)
# 您当前的位置：首页 > 部门公开 > 县人力资源和社会保障局: the links are steps, whatever the box is called.
# A text of steps that ends with a name (当前位置：首页 > 通知公告) is the whole trail: no link after it is one more.
_TRAIL = re.compile(r"\s*(?:您|你)?的?(?:当前|现在|目前)?(?:所在|所处)?的?位置(?:是|为)?\s*[:：>»]")
_STEPS = re.compile(r"[>»›→/＞][^>»›→/＞:：]*[^\s>»›→/＞:：][^>»›→/＞:：]*$")
HEADING = 12
CLIMB_OF_HEADING = 3
_FILING = re.compile(r"(?i)ICP备\s*\d|公网安备\s*\d")  # what a footer of any name links
_PINNED = re.compile(r"置顶|[\[【(（]顶[\]】)）]")
_PIN_MARK = re.compile(
    r"(?i)zhiding|置顶|(?:^|[\W_])(?:is_?top|ontop|sticky|ding|zd)(?:$|[\W_\d])|(?:icon|ico|img|set)[-_]?top"
)
_PIN_WORDS = ("top", "ding", "zd", "sticky", "置顶")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One row of a list.

    `url` is empty where the markup of the link leads nowhere; `group` numbers the lists of a page.
    """

    title: str
    url: str
    published: DateFound | None = None
    pinned: bool = False
    group: int = 0


@dataclass(slots=True, kw_only=True)
class _List:
    """A group that may be a list, with the dates of its rows."""

    group: Group
    rows: list[tuple[Block, Row, DateFound | None]]

    @property
    def dated(self) -> bool:
        """Whether any row shows a date."""
        return any(shown for _, _, shown in self.rows)

    def marks(self) -> str:
        """The telling tags around the rows, and the classes and ids of the nearest of them, one a line.

        Wrappers of the whole page are far out and may be called anything.
        """
        marks: list[str] = []
        node: LexborNode | None = self.group.node
        while node is not None and len(marks) < CLIMB_OF_GROUP and node.tag != "body":
            marks.append(_named(node) if len(marks) < CLIMB_OF_NAMES else _telling(node))
            node = node.parent
        return "\n".join(marks)

    def stands_aside(self) -> bool:
        """Whether the heading over the rows says that they are picked from elsewhere: 热点推荐, 点击排行."""
        node: LexborNode | None = self.group.node
        for _ in range(CLIMB_OF_HEADING):
            before = node.prev if node is not None else None
            while before is not None and (before.tag or "-")[0] == "-":
                before = before.prev  # white space and comments
            if before is not None:
                words = before.text(strip=True)
                return len(words) <= HEADING and _ASIDE_HEADING.fullmatch(words) is not None
            node = node.parent if node is not None else None
        return False

    def reads_like_list(self) -> bool:
        """Whether undated rows read like headlines and not like a menu."""
        lengths = [len(row.words) for _, row, _ in self.rows]
        if not lengths:
            return False
        if len(lengths) == 1:
            return lengths[0] >= TITLE_OF_SINGLE
        return median_low(lengths) >= TITLE_OF_ITEM


def list_items(tree: LexborHTMLParser, url: str, *, today: date) -> tuple[ListItem, ...]:
    """The rows of the lists of a page in document order, the links of the template left out.

    Lists a script draws are read too where their data stand in the page. A page of nothing but a template has none.
    """
    resolver = Resolver(_base(tree, url), cache={})
    items = _items(tree, resolver, today)
    markup = feed_markup(tree)
    if markup:
        items += _items(LexborHTMLParser(markup), resolver, today)
    written = written_markup(tree) if b"document.write" in tree.raw_html else ""
    if "<a" in written.lower():  # menus are written so too: rows only with a date
        items += (item for item in _items(LexborHTMLParser(written), resolver, today) if item.published)
    items += [
        ListItem(title=row.title, url=_address(resolver, row.href), published=row.published, group=-1)
        for row in feed_rows(tree, today)
    ]
    return tuple(item for item in _once(items) if item.title or item.url or item.published)


def page_items(page: Page, *, today: date) -> tuple[ListItem, ...]:
    """The rows of the lists of a page, those that its scripts asked for among them."""
    items = [*list_items(page.tree, page.url, today=today)]
    resolver = Resolver(_base(page.tree, page.url), cache={}) if page.data else None
    for data in page.data:
        if resolver is not None:
            items += _asked(data.text, resolver, today)
    return tuple(_once(items)) if page.data else tuple(items)


def _asked(text: str, resolver: Resolver, today: date) -> Iterator[ListItem]:
    """The rows of a list given as data."""
    value = parse_data(text)
    if value is None:
        tree = LexborHTMLParser(text)
        trees, rows = [LexborHTMLParser(feed_markup(tree)) if "<record>" in text else tree], []
    else:
        data = list_data(value)
        trees, rows = [LexborHTMLParser(markup) for markup in data.markup], [feed_row(o, today) for o in data.objects]
    for tree in trees:
        yield from (replace(item, group=DATA_GROUP) for item in _items(tree, resolver, today))
    for row in filter(None, rows):
        url = _address(resolver, row.href)
        yield ListItem(title=row.title, url=url, published=row.published, group=DATA_GROUP)


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base")
    href = node.attributes.get("href") if node else None
    return (Resolver(url, cache={}).resolve(href) if href else None) or url


def _address(resolver: Resolver, href: str | None) -> str:
    href = (href or "").strip()
    if not href or href[0] == "#" or href[:11].lower() == "javascript:":
        return ""
    return (resolver.resolve(href) or "").partition("#")[0]


def _clicked(resolver: Resolver, row: Row) -> str:
    """The article that a click on a row opens by its script: `javascript:openUrl('/a.jsp?id=1')`, `onclick`."""
    code = f"{row.attributes.get('onclick') or ''};{row.attributes.get('href') or ''}"
    return next((_address(resolver, href) for href in handler_addresses(code)), "")


def _once(items: list[ListItem]) -> Iterator[ListItem]:
    """Rows shown twice (for desktop and for mobile, in a picture box) count once, with the surer date."""
    seen: dict[tuple[str, str], ListItem] = {}
    for item in items:
        known = seen.setdefault((item.title, item.url), item)
        if _surety(item) > _surety(known):
            seen[(item.title, item.url)] = replace(item, group=known.group)
    return iter(seen.values())


def _surety(item: ListItem) -> int:
    order = (None, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
    return order.index(item.published.confidence if item.published else None)


def _items(tree: LexborHTMLParser, resolver: Resolver, today: date) -> list[ListItem]:
    items: list[ListItem] = []
    told = any(sign in tree.raw_html for sign in (b"<time", b"data-date", b"data-time"))
    for number, rows in enumerate(_chosen(groups_of(tree), today)):
        pins, years = _has_pins(rows.group), YearAbove()
        for block, row, shown in rows.rows:
            url = _address(resolver, row.attributes.get("href")) or _clicked(resolver, row)
            attributes = {**row.attributes, **_told_beside(block)} if told else row.attributes
            published = years.settle(settle(shown, attributes, url, today), block.node)
            title = _title(row, shown is not None)
            if published is None and (_FILING.search(title) or (len(title) < TITLE_OF_ITEM and rows.dated)):
                continue  # 备案号, 更多, a column's name or a button beside the rows
            pinned = pins and _pinned(block, row)
            items.append(ListItem(title=title, url=url, published=published, pinned=pinned, group=number))
    return items


def _told_beside(block: Block) -> dict[str, str | None]:
    """What an element of a row tells of its date in attributes: <time datetime>, <span data-time>."""
    node = block.node.css_first("time[datetime],[data-date],[data-time]")
    return node.attributes if node is not None else {}


def _chosen(groups: list[Group], today: date) -> list[_List]:
    """The groups that are lists: the dated ones of the main part, else those that read like headlines."""
    dated = [(rows, rows.marks()) for group in maybe_dated(groups) if (rows := _placed(group, today)).dated]
    dated = [(rows, marks) for rows, marks in dated if not _FOOTER.search(marks)]
    if dated:
        main = [rows for rows, marks in dated if not _ASIDE.search(marks) and not rows.stands_aside()]
        return main or [rows for rows, _ in dated]
    plain = [(rows, rows.marks()) for group in groups if (rows := _plain(group)).reads_like_list()]
    plain = [(rows, marks) for rows, marks in plain if not _TEMPLATE.search(marks)]
    main = [rows for rows, marks in plain if not _ASIDE.search(marks)]
    # Where there is no other list, the one called right stands beside the menu on the left.
    return main or [rows for rows, marks in plain if not _PICKED.search(marks) and not rows.stands_aside()]


def _is_trail(node: LexborNode) -> bool:
    """Whether the first words of a block, or those before it, say that it tells where a page stands."""
    around: LexborNode | None = node
    for _ in range(CLIMB_OF_TRAIL):
        if around is None or around.tag == "body":
            return False
        before = around.prev
        if before is not None and before.tag == "-text" and not before.text().strip():
            before = before.prev
        if any(_TRAIL.match(label) and not _STEPS.search(label) for label in (_label(before), _label(around.child))):
            return True
        around = around.parent
    return False


def _label(node: LexborNode | None) -> str:
    """The words of a text, or of an element of nothing but a text."""
    if node is not None and node.tag != "-text":
        node = node.child if node.child is not None and node.child.next is None else None
    return node.text() if node is not None and node.tag == "-text" else ""


def _placed(group: Group, today: date) -> _List:
    """The rows of a group with their dates; a footer of few links is itself a block among others."""
    blocks = (block for block in group.blocks.values() if not _FOOTER.search(_named_block(block)))
    return _List(group=group, rows=[(block, row, shown) for block in blocks for row, shown in placed(block, today)])


def _plain(group: Group) -> _List:
    blocks = (
        block for block in group.blocks.values() if not _is_template(_named_block(block)) and not _is_trail(block.node)
    )
    return _List(group=group, rows=[(block, block.main(), None) for block in blocks])


def _named_block(block: Block) -> str:
    """What a block that is no row element is called; rows are called anything."""
    return "" if block.node.tag in ROW_TAGS else _named(block.node)


def _named(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{_telling(node)} {attributes.get('class') or ''} {attributes.get('id') or ''}"


def _telling(node: LexborNode) -> str:
    return node.tag or "" if node.tag in _TELLING_TAGS else ""


def _is_template(marks: str) -> bool:
    return bool(marks) and bool(_TEMPLATE.search(marks) or _ASIDE.search(marks))


def _title(row: Row, dated: bool) -> str:
    """The words of the link; the title attribute where the words are cut off, with dots or without, or missing."""
    lines = row.words.split("\n")
    words = max(lines, key=len) if dated else " ".join(lines)
    given = row.attributes.get("title") or ""
    cut = words.rstrip(".…· ")
    start = cut[:TITLE_OF_ITEM] if cut != words else cut
    goes_on = given.startswith(start) and len(given) > len(cut) and (cut != words or len(cut) >= CUT)
    if given and "\n" not in given and (not words or goes_on):
        words = given
    return words[:TITLE_LIMIT]


def _has_pins(group: Group) -> bool:
    """Whether any row of the group may be pinned; asked once a group, by words before patterns."""
    text = group.node.text()
    if "顶" in text and _PINNED.search(text):
        return True
    marks = "\n".join(_mark(node) for node in group.node.css("img,i,em,span")[:MARKS_OF_GROUP]).lower()
    return any(word in marks for word in _PIN_WORDS) and bool(_PIN_MARK.search(marks))


def _pinned(block: Block, row: Row) -> bool:
    """Whether a row is kept on top by hand: it says 置顶, or a picture or a class of it does."""
    if _PINNED.search(block.node.text()):
        return True
    nodes = [block.node, row.link, *block.node.css("img,i,em,span")[:4]]
    return any(_PIN_MARK.search(_mark(node)) for node in nodes)


def _mark(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('src') or ''} {attributes.get('alt') or ''}"
