"""Columns a single page shows by its structure: menus, pictures, picture maps, tabs, headings with 更多."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from evidence.columns_vocabulary import TEXT_LIMIT, Idea, idea_of, normalise_name, read_name
from evidence.labels import label_of
from evidence.page import Page
from evidence.script_links import handler_addresses
from evidence.urls import is_web, normalise

NAME_NODES = "h1, h2, h3, h4, h5, h6, dt, li, label, span, strong, b, em, p, div, td"
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "label"})
CLIMB = 5  # ancestors between a heading and the list or the 更多 that belongs to it
BLOCK_TEXT = 600  # a block with more text than this is no longer the surroundings of one menu

ENTRIES = 3  # so many neighbours with addresses make a link without one the odd entry of a menu
ENTRY_TEXT = 12  # an entry of a menu has no more characters

_MORE = re.compile(
    r"[\s\[(【<《+>》»›.…]*(?:(?:查看|点击|浏览|阅读)?(?:更多|more)|\+|>{1,3}|》{1,2}|»|…)[\s\])】+>》»›.…]*", re.I
)
_MENU = re.compile(r"nav|menu|daohang|lanmu|caidan|channel|drop", re.I)
_HEADING = re.compile(r"tit|tab|\bhd|head|name|column|lanmu|\blm|slide|bt\b|switch|cur|active|\bon\b", re.I)
_TABS = re.compile(r"tab|\bhd|slide|switch", re.I)
# What tells that a script listens to a click.
_LISTENS = re.compile(r"on|data-|ng-|v-|[@:]|id$|rel$|aria-controls$", re.I)
# A click that shows some words and leads nowhere: alert('该栏目正在建设中').
_TELLS = re.compile(
    r"\s*+(?:javascript:)?+\s*+(?:window\.)?alert\(\s*+([\"'])(.{2,60}?)\1\s*+\)\s*+;?+\s*+"
    r"(?:return false\s*+;?+)?+\s*+",
    re.I,
)
_MENU_NAME = re.compile(r"[\u3400-\u9fff]{2,10}")


class How(StrEnum):
    """By what means a page shows a column."""

    TEXT = "text"
    IMAGE_ALT = "image-alt"  # a picture or area that names it in alt or title
    IMAGE = "image"  # a picture without any words
    TAB = "tab"  # a heading or tab with the list below it
    SCRIPT = "script"  # a click handler or a select


class Mention(NamedTuple):
    """A column as one page shows it.

    `idea` is None for a menu entry outside the vocabulary and for a picture without words (`picture` is its file).
    `target` is "" where the name has no address of its own; `items` counts the links of the list below it.
    """

    name: str
    idea: Idea | None
    target: str
    how: How
    parent: str = ""
    items: int = 0
    picture: str = ""


def mentions(page: Page) -> Iterator[Mention]:
    """Every column the page shows, in document order by means: links, picture maps, tabs and headings."""
    view = _View(page)
    for node in page.tree.css("a"):
        yield from view.anchor(node)
    for node in page.tree.css("area"):
        yield from view.area(node)
    yield from view.headings()


def is_more(text: str) -> bool:
    """Whether a link only says that there is more."""
    return _MORE.fullmatch(text) is not None


def leads_nowhere(page: Page, name: str) -> bool:
    """Whether a page names a column by an entry of a menu that has no address, where its neighbours have theirs."""
    view = _View(page)
    return any(normalise_name(_text(node)) == name and view.leads_nowhere(node) for node in page.tree.css("a"))


def told_by_click(page: Page, name: str) -> str:
    """What a click on a name shows in a window of the browser instead of leading anywhere; "" where it does not."""
    if "alert(" not in page.html:
        return ""
    return next(
        (told for node in page.tree.css("a") if (told := _told(node)) and normalise_name(_text(node)) == name), ""
    )


class _View:
    """One page being read."""

    def __init__(self, page: Page) -> None:
        self._tree = page.tree
        base = page.tree.css_first("base[href]")
        self._url = page.url
        self._base = (normalise(base.attributes.get("href") or "", page.url) if base else None) or page.url

    def address(self, node: LexborNode) -> str:
        """Where a link leads; "" when it leads nowhere but to its own page."""
        href = (node.attributes.get("href") or "").strip()
        if not href or href.startswith("#") or not is_web(href):
            return ""
        return normalise(href, self._base) or ""

    def click(self, node: LexborNode) -> str:
        """Where a click leads: the address of a link, or the one that a handler opens."""
        own = self.address(node)
        if own:
            return own
        code = f"{node.attributes.get('onclick') or ''};{node.attributes.get('href') or ''}"
        return next((normalise(href, self._base) or "" for href in handler_addresses(code)), "")

    def anchor(self, node: LexborNode) -> Iterator[Mention]:
        target = self.address(node)
        if not target:
            return
        text, label = _text(node), label_of(node)
        idea, name = self._named(node, text)
        how = How.TEXT
        if idea is None and label:
            idea, name = self._meaning(node, label), label
            how = How.TEXT if text else How.IMAGE_ALT
        if idea is not None:
            yield Mention(normalise_name(name), idea, target, how, self._parent(node))
        elif not text and not label:
            picture = _picture(node)
            if picture:
                yield Mention("", None, target, How.IMAGE, self._parent(node), picture=picture)
        elif _MENU_NAME.fullmatch(name := normalise_name(text or label)) and _in_menu(node):
            yield Mention(name, None, target, How.TEXT if text else How.IMAGE_ALT, self._parent(node))

    def area(self, node: LexborNode) -> Iterator[Mention]:
        target = self.address(node)
        label = label_of(node)
        idea = self._meaning(node, label) if target else None
        if idea is not None:
            yield Mention(normalise_name(label), idea, target, How.IMAGE_ALT)

    def headings(self) -> Iterator[Mention]:
        for node in self._tree.css(f"{NAME_NODES}, a"):
            linked = node.tag == "a"
            if (linked and self.address(node)) or _is_scripted(node):
                continue
            text = _text(node) if linked or node.tag in HEADING_TAGS else _own_text(node)
            idea = self._meaning(node, text) if text else None
            if idea is None or self._inside_link(node):
                continue
            if linked and (_told(node) or self.leads_nowhere(node)):  # the entries beside it are no list of its own
                yield Mention(normalise_name(text), idea, "", How.TAB, self._parent(node))
                continue
            target, items = self._list_below(node)
            if target or items or linked or _is_heading(node):
                yield Mention(normalise_name(text), idea, target, How.TAB, self._parent(node), items)

    def leads_nowhere(self, node: LexborNode) -> bool:
        """Whether a link is the odd entry of a menu: no address, no sign of a script that listens, nothing below it."""
        if self.address(node) or not _is_mute(node):
            return False
        cell, row = node, node.parent
        while row is not None and row.tag not in ("body", "html") and len(row.css("a")) == 1:
            cell, row = row, row.parent
        beside = [one for one in row.iter() if one.tag == cell.tag and one.mem_id != cell.mem_id] if row else []
        entries = sum(map(self._is_entry, beside))
        return entries >= ENTRIES and 3 * entries >= 2 * len(beside) and not _among_tabs(node)

    def _is_entry(self, cell: LexborNode) -> bool:
        links = [cell] if cell.tag == "a" else cell.css("a")
        return len(links) == 1 and 0 < len(_text(links[0])) <= ENTRY_TEXT and bool(self.address(links[0]))

    def _named(self, node: LexborNode, text: str) -> tuple[Idea | None, str]:
        idea = self._meaning(node, text)
        if idea is None and 0 < len(text) <= TEXT_LIMIT and not is_more(text):
            # A tile: the name in one element, an English name or a hint in the next.
            for part in node.css("h1, h2, h3, h4, h5, p, span, em, strong, div, i, b"):
                idea = self._meaning(node, words := _text(part))
                if idea is not None:
                    return idea, words
        return idea, text

    def _meaning(self, node: LexborNode, text: str) -> Idea | None:
        reading = read_name(text)
        if reading is None or (reading.short and not self._in_disclosure(node)):
            return None
        return reading.idea

    def _in_disclosure(self, node: LexborNode) -> bool:
        """Whether the smallest block around a node names 政府信息公开 itself."""
        block = node.parent
        for _ in range(CLIMB):
            if block is None or block.tag in ("body", "html") or len(block.text()) > BLOCK_TEXT:
                return False
            for near in block.css("a, h1, h2, h3, h4, h5, dt, span, strong, p, div"):
                idea = idea_of(_text(near))
                if idea is not None and idea.section and idea.disclosure:
                    return True
            block = block.parent
        return False

    def _inside_link(self, node: LexborNode) -> bool:
        """Whether a link within or around a name already carries it to an address."""
        if any(self.address(link) and not is_more(_text(link)) and idea_of(_text(link)) for link in node.css("a")):
            return True
        above = node.parent
        for _ in range(CLIMB):
            if above is None:
                return False
            if above.tag == "a":
                return bool(self.address(above))
            above = above.parent
        return False

    def _list_below(self, node: LexborNode) -> tuple[str, int]:
        """The address of the 更多 that belongs to a heading, and how many links its block lists."""
        block = node.parent
        for _ in range(CLIMB):
            if block is None or block.tag in ("body", "html"):
                return "", 0
            links = [link for link in block.css("a, [onclick]") if self.click(link)]
            more = [link for link in links if self._is_more(link)]
            if more or len(links) >= 2:
                return self._own_more(node, block, more), len(links) - len(more)
            block = block.parent
        return "", 0

    def _own_more(self, node: LexborNode, block: LexborNode, more: list[LexborNode]) -> str:
        """With tabs side by side the nth 更多 is the nth tab's; a single one is that of the first tab.

        In a block of several boxes a heading owns the 更多 that follows it before the next heading.
        """
        if not more:
            return ""
        tabs = _tabs(node)
        if len(tabs) > 1:
            index = next((i for i, tab in enumerate(tabs) if _holds(tab, node)), 0)
            link = more[index] if len(more) >= len(tabs) else more[0] if index == 0 else None
        elif len(more) > 1 or (node.tag in HEADING_TAGS and len(block.css(node.tag or "")) > 1):
            link = _next_more(node, block, {one.mem_id for one in more})
        else:
            link = more[0]
        return self.click(link) if link is not None else ""

    def _is_more(self, link: LexborNode) -> bool:
        text = _text(link)
        if text:
            return is_more(text)
        source = _picture(link) + (link.attributes.get("class") or "")
        return "more" in source.lower() or is_more(label_of(link))

    def _parent(self, node: LexborNode) -> str:
        """The address of the menu entry this one hangs under."""
        above = node.parent
        while above is not None and above.tag != "body":
            first = above.css_first("a") if above.tag in ("li", "dl") else None
            if first is not None and first.mem_id != node.mem_id:
                return self.address(first)
            above = above.parent
        return ""


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _own_text(node: LexborNode) -> str:
    return " ".join(node.text(deep=False).split())


def _picture(node: LexborNode) -> str:
    """The file of the picture a link consists of."""
    image = node.css_first("img")
    if image is not None:
        return image.attributes.get("src") or image.attributes.get("data-src") or ""
    style = node.attributes.get("style") or ""
    match = re.search(r"url\(\s*[\"']?([^\"')]+)", style)
    return match.group(1) if match else ""


def _in_menu(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(6):
        if above is None or above.tag in ("body", "html"):
            return False
        attributes = above.attributes
        if above.tag in ("nav", "header") or _MENU.search(
            f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        ):
            return True
        above = above.parent
    return False


def _told(node: LexborNode) -> str:
    attributes = node.attributes
    codes = (attributes.get("onclick") or "", attributes.get("href") or "")
    return next((match[2] for code in codes if (match := _TELLS.fullmatch(code))), "")


def _is_mute(node: LexborNode) -> bool:
    """Whether neither a link nor what stands right around it and in it shows that a script waits for a click."""
    near = [one for one in (node, node.parent, *node.css("*")) if one is not None]
    return not any(_LISTENS.match(name) for one in near for name in one.attributes)


def _among_tabs(node: LexborNode) -> bool:
    above: LexborNode | None = node
    for _ in range(CLIMB):
        if above is None or above.tag in ("body", "html"):
            return False
        if _TABS.search(f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"):
            return True
        above = above.parent
    return False


def _is_scripted(node: LexborNode) -> bool:
    """Whether a click on a name goes to an address that a script assigns; the links of the page have it."""
    near = (node, node.parent)
    codes = (f"{n.attributes.get('onclick') or ''};{n.attributes.get('href') or ''}" for n in near if n is not None)
    return any(any(handler_addresses(code)) for code in codes if "(" in code or "location" in code)


def _is_heading(node: LexborNode) -> bool:
    if node.tag in HEADING_TAGS:
        return True
    near = (node, node.parent)
    return any(one is not None and _HEADING.search(one.attributes.get("class") or "") for one in near)


def _tabs(node: LexborNode) -> list[LexborNode]:
    """The row of siblings a name stands in, when it looks like tabs; else the name alone."""
    row: LexborNode | None = node
    for _ in range(3):
        if row is None or row.parent is None:
            break
        siblings = [one for one in row.parent.iter() if one.tag == row.tag and not is_more(_text(one))]
        if len(siblings) > 1 and all(len(_text(one)) <= 12 for one in siblings):
            return siblings
        row = row.parent
    return [node]


def _next_more(node: LexborNode, block: LexborNode, more: set[int]) -> LexborNode | None:
    """The first 更多 after a name in its block, unless another heading of the same rank comes first."""
    passed = False
    heads = node.tag in HEADING_TAGS
    for one in block.css(f"a, [onclick], {node.tag}"):  # in document order
        if one.mem_id == node.mem_id:
            passed = True
        elif passed and one.mem_id in more:
            return one
        elif passed and heads and one.tag == node.tag:
            return None
    return None


def _holds(outer: LexborNode, inner: LexborNode) -> bool:
    """Whether `inner` is `outer` or lies within it."""
    node: LexborNode | None = inner
    for _ in range(4):
        if node is None:
            return False
        if node.mem_id == outer.mem_id:
            return True
        node = node.parent
    return False
