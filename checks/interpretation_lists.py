"""The lists of a column over all their pages, and why they could not be read to the end."""

import re
from collections import deque
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from evidence.blank import Blank, is_blank
from evidence.columns import Column
from evidence.columns_discovery import folder_of
from evidence.lists import ListItem, list_items, page_items
from evidence.page import Page
from evidence.panels import panel_of
from evidence.records import LinkKind
from evidence.site import Site

PAGES_LIMIT = 60  # pages of one column; a column of more is read up to here

_TURN = re.compile(r"[\[<(《«‹]*\s*(?:[下后]一?页|尾页|末页|最后一?页|\d{1,3}|>|>>|›|»|next)\s*[\]>)》»›]*", re.I)
# TRS and its kin write the links to further pages by script: createPageHTML(页数, 本页, "index", "html")
_SCRIPTED = re.compile(
    r"create(?:Page|Page_)HTML\w*\(\s*(?:['\"]\w+['\"]\s*,\s*)?['\"]?(\d{1,4})['\"]?\s*,\s*\d+\s*,"
    r"\s*['\"](\w+)['\"]\s*,\s*['\"](\w+)",
    re.I,
)
_TOTAL = re.compile(r"共\s*(\d{1,4})\s*页|(?:第\s*)?1\s*/\s*(\d{1,4})\s*页")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLists:
    """The rows of one column and its pages; `unread` says in Chinese why it was not read whole, "" when it was."""

    column: Column
    rows: tuple[tuple[Page, tuple[ListItem, ...]], ...]
    unread: str = ""


def read_lists(site: Site, column: Column, today: date) -> ColumnLists:
    """Every list page of a column that the run has read, the first page first."""
    name = column.name or column.idea
    first = site.page(column.url)
    if first is None:
        where = "位于其他网站" if not column.same_site else "页面"
        return ColumnLists(column=column, rows=(), unread=f"“{name}”栏目{where}没有读取到")
    pages, unread = _pages(site, first)
    own = _rows_of_part(site, column, first, today)
    rows = tuple((page, own if page is first and own is not None else page_items(page, today=today)) for page in pages)
    if not any(items for _, items in rows):
        blank = is_blank(first) is Blank.YES
        unread = "" if blank else f"“{name}”栏目页面中没有读到列表，可能由脚本加载"
    elif unread:
        unread = f"“{name}”栏目的列表没有读完（{unread}）"
    return ColumnLists(column=column, rows=rows, unread=unread)


def _rows_of_part(site: Site, column: Column, page: Page, today: date) -> tuple[ListItem, ...] | None:
    """The rows of a column that is a part of a page shared with others; None where it has the page to itself."""
    part = panel_of(site, column)
    if part is None or page.tree.css_first("base[href]") is not None:
        return None
    return tuple(list_items(LexborHTMLParser(part.html or ""), page.url, today=today))


def _pages(site: Site, first: Page) -> tuple[list[Page], str]:
    found, queue, missing = {first.url: first}, deque([first]), 0
    while queue:
        turning = queue.popleft()
        inferred = {link.target for link in turning.links if link.kind is LinkKind.PAGED}
        for target in (*_turns(turning), *sorted(inferred)):
            if target in found or len(found) >= PAGES_LIMIT:
                continue
            page = site.page(target)
            if page is None:
                missing += target not in inferred
            elif page.url not in found:
                found[page.url] = page
                queue.append(page)
    told = _told(first)
    if missing:
        return list(found.values()), f"有 {missing} 个后续页面未读取"
    if told > len(found):
        return list(found.values()), f"共 {told} 页，读到 {len(found)} 页"
    return list(found.values()), ""


def _turns(page: Page) -> list[str]:
    """The further pages a list page leads to, by link or by the script of its pager."""
    folder = folder_of(page.url)
    turns = [
        link.target
        for link in page.links
        if link.kind in (LinkKind.A, LinkKind.SCRIPTED)
        and link.target != page.url
        and len(link.text) <= 8
        and folder_of(link.target) == folder
        and _TURN.fullmatch(link.text.strip())
    ]
    scripted = _SCRIPTED.search(page.html) if "HTML" in page.html else None
    if scripted and folder:
        count, name, suffix = min(int(scripted[1]), PAGES_LIMIT), scripted[2], scripted[3]
        turns += [f"{folder}{name}_{number}.{suffix}" for number in range(1, count)]
    return list(dict.fromkeys(turns))


def _told(page: Page) -> int:
    """How many pages the list says it has."""
    if "页" not in page.html:
        return 0
    text = page.tree.body.text() if page.tree.body else ""
    return max((int(match[1] or match[2]) for match in _TOTAL.finditer(text)), default=0)
