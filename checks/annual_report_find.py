"""Finding the reports of a site: every link whose words are the title of one, and the columns that list them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from checks.annual_report_body import Body, may_be_site, owners
from checks.annual_report_rows import names_body, titles_by_place
from checks.annual_report_title import (
    ReportTitle,
    joint_year,
    read_title,
    read_title_in_column,
    year_of_period,
)
from checks.column_profile import RequiredColumn
from checks.column_scope import Scope, home_scope, unit_scope
from checks.column_state import State
from checks.interpretation_articles import article_title
from checks.interpretation_lists import read_lists
from evidence.columns import Column, column_tree
from evidence.columns_discovery import folder_of
from evidence.date_page import publish_date
from evidence.date_text import DateFound
from evidence.lists import ListItem, page_items
from evidence.page import Page
from evidence.records import LinkKind
from evidence.report_grid import compact
from evidence.scope import owner
from evidence.site import Site, once
from evidence.urls import file_suffix
from evidence.visible import read_visible

IDEA = "政府信息公开年报"
FILES = frozenset({"pdf", "doc", "docx", "wps", "ofd", "rtf", "xls", "xlsx", "zip", "rar"})

_LINKS = frozenset({LinkKind.A, LinkKind.SCRIPTED, LinkKind.AREA})
_BARE = re.compile(
    r"\s*(?:20\d\d\s*年?(?:度)?(?:年度报告|报告|年报)?|年报|点?击?(?:查看|浏览|阅读|进入)(?:详情|全文|年报)?|详情)\s*"
)
_PAGES = re.compile(
    r"createPageHTML\w*\(\s*(\d+)|共\s*+(?:<[^>]*>)?+\s*+(\d+)\s*+(?:<[^>]*>)?+\s*+页|countPage\s*=\s*(\d+)"
)


@dataclass(slots=True, kw_only=True)
class Linked:
    """A report as the site links it: its title, where it leads, the pages that link it."""

    words: str
    title: ReportTitle
    url: str
    places: list[str] = field(default_factory=list)

    @property
    def is_file(self) -> bool:
        """Whether the link leads straight to a file."""
        return file_suffix(self.url) in FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen of one body's reports. `unseen`: the Chinese reason why a missing one could not be told.

    `front` is the front of a unit that has no column of its own, "" for others.
    """

    reports: tuple[Linked, ...]
    column: str
    unseen: str
    front: str = ""


class Finder:
    """The reports of a site by body; columns and links are read once."""

    def __init__(self, site: Site, home: Page, today: date) -> None:
        self._site = site
        self._today = today
        columns = once(site, column_tree)
        self._whole = home_scope(site, home, columns)
        self._fronts = {column.url for column in columns if column.idea}
        self._columns = columns
        self._lists: dict[str, tuple[ListItem, ...]] = {}
        self._below: dict[str, tuple[str, ...]] = {}
        self._joint: dict[str, tuple[str, str]] = {}
        self._linked = self._gather()

    def seen(self, body: Body) -> Seen:
        """What the site shows of a body's reports."""
        own = tuple(one for one in self._linked if self._is_of(one, body))
        scope = unit_scope(self._whole, body.unit) if body.unit else self._whole
        columns = scope.columns(IDEA) if scope else ()
        shared = not columns and body.unit is not None
        front = scope.front.url if shared and scope else ""
        if shared and self._lists_units():
            columns, scope = self._whole.columns(IDEA), self._whole
        if not columns or scope is None:
            return Seen(reports=own, column="", unseen=_no_column(body, scope))
        chosen = scope.nearest(columns)
        reasons = [self._unseen(scope, column) for column in chosen]
        unseen = "" if "" in reasons else reasons[0]
        return Seen(reports=own, column=chosen[0].url, unseen=unseen, front=front)

    def joint(self, body: Body, year: int) -> str:
        """Where a body says that its report of a year is written together with another body's, "" nowhere."""
        info = self._site.info
        for url, (words, place) in self._joint.items():
            mine = body.unit is not None and body.name in (owner(info, url), owner(info, place))
            if joint_year(words) == year and (mine or compact(body.name) in compact(words)):
                return url
        return ""

    def listed(self, one: Linked) -> DateFound | None:
        """The date beside a report in a list, the column's before others."""
        for place in one.places[:3]:
            for item in self._items(place):
                if item.url == one.url and item.published:
                    return item.published
        return None

    def year(self, one: Linked) -> int | None:
        """The year a report is of: by its title, else by the period it says it covers, else by its publishing."""
        if one.title.year:
            return one.title.year
        page = self._site.page(one.url)
        said = year_of_period(read_visible(page.tree).text) if page and not one.is_file else None
        if said:
            return said
        found = publish_date(page.tree, page.url, today=self._today) if page else self.listed(one)
        return found.value.year - 1 if found else None

    def _gather(self) -> list[Linked]:
        found: dict[str, Linked] = {}
        own = {column.url for column in self._columns if column.idea == IDEA}
        for page in self._site.pages():
            inside = page.url in own
            rows = dict(titles_by_place(page)) if inside else {}
            for link in page.links:
                if joint_year(link.text):
                    self._joint.setdefault(link.target, (link.text, page.url))
                if ("公开" in link.text or inside) and link.kind in _LINKS and link.target not in self._fronts:
                    title = read_title_in_column(link.text) if inside else read_title(link.text)
                    bare = inside and (_BARE.fullmatch(link.text) is not None or names_body(link.text))
                    own_title = (self._own_title(link.target) or rows.get(link.target, "")) if bare else ""
                    title = read_title(own_title) or title
                    self._note(found, page, own_title or link.text, link.target, title)
            for item in self._items(page.url) if inside and page.data else ():
                if item.url and item.url not in self._fronts:
                    self._note(found, page, item.title, item.url, read_title_in_column(item.title))
        for url in sorted(own):
            self._note_front(found, url)
        return list(found.values())

    def _own_title(self, url: str) -> str:
        """The title a page gives itself, for a table of bodies and years whose links only say 2025年 or 查看."""
        page = None if file_suffix(url) in FILES else self._site.page(url)
        title = article_title(page) if page else ""
        return title if read_title(title) else ""

    def _note_front(self, found: dict[str, Linked], url: str) -> None:
        """A menu entry may lead to the newest report itself."""
        page = self._site.page(url)
        headings = [page.title, *(node.text() for node in page.tree.css("h1,h2")[:4])] if page else []
        for words in (part for heading in headings for part in re.split(r"[_|—–-]", heading)):
            title = read_title(words)
            if page and title and title.year and not self._lists_others(found, page):
                found.setdefault(page.url, Linked(words=words.strip(), title=title, url=page.url, places=[page.url]))

    def _lists_others(self, found: dict[str, Linked], page: Page) -> bool:
        return sum(page.url in one.places for one in found.values()) > 1

    def _note(self, found: dict[str, Linked], page: Page, words: str, target: str, title: ReportTitle | None) -> None:
        if title is None or target == page.url:
            return
        # A heading of today's report may be a link without a year: only lists of reports name such.
        known = found.setdefault(target, Linked(words=words, title=title, url=target))
        if known.title.year is None and title.year:
            known.words, known.title = words, title
        if page.url not in known.places:
            known.places.append(page.url)

    def _is_of(self, one: Linked, body: Body) -> bool:
        info = self._site.info
        parts = {owner(info, one.url), *(owner(info, place) for place in one.places[:5])} - {""}
        named = owners(one.title.body, info.units)
        if body.unit is None:
            return not named and owner(info, one.url) == "" and may_be_site(one.title.body, info)
        return body.name in named if named else body.name in parts and owner(info, one.url) in ("", body.name)

    def _lists_units(self) -> bool:
        """Whether the portal's own column lists the reports of units."""
        lists = {url for column in self._whole.columns(IDEA) for url in self._listing(column.url)}
        return any(lists.intersection(one.places) and owners(one.title.body, self._site.info.units)
                   for one in self._linked)  # fmt: skip

    def _listing(self, front: str) -> tuple[str, ...]:
        """The pages that list the reports of a column: its front, and below it those of each year that it links."""
        if front not in self._below:
            page = self._site.page(front)
            linked = {link.target for link in page.links} if page else set[str]()
            folder = folder_of(front)
            below = {url for url in linked if folder and url.startswith(folder) and url not in self._fronts}
            places = Counter(place for one in self._linked for place in one.places if place in below)
            self._below[front] = (front, *sorted(url for url, count in places.items() if count > 1))
        return self._below[front]

    def _items(self, url: str) -> tuple[ListItem, ...]:
        if url not in self._lists:
            page = self._site.page(url)
            self._lists[url] = page_items(page, today=self._today) if page else ()
        return self._lists[url]

    def _unseen(self, scope: Scope, column: Column) -> str:
        """Why a column does not show all its reports, "" where it does."""
        judged = scope.judge(column)
        page = scope.page(column.url)
        listing = {url: self._site.page(url) for url in self._listing(column.url)} if page is not None else {}
        lists = any(url in one.places for one in self._linked for url in listing)
        if page is None or judged.state is State.DEAD or (judged.state is State.UNSEEN and not lists):
            return f"“{column.name}”栏目没有读到（{judged.reason or '需人工打开核对'}），无法判断年报是否公开"
        more = (
            one is None or (self._has_more(one) and not self._reaches_back(one)) for one in (page, *listing.values())
        )
        if any(more) and not self._read_whole(column):
            return f"“{column.name}”栏目有多页，本次只读到一部分，无法判断年报是否公开"
        if not self._site.coverage.complete and not lists:
            return f"本次抓取未完成，“{column.name}”栏目下没有读到年报列表，无法判断年报是否公开"
        return ""

    def _has_more(self, page: Page) -> bool:
        found = _PAGES.search(page.html)
        return found is not None and int(next(group for group in found.groups() if group)[:6]) > 1

    def _read_whole(self, column: Column) -> bool:
        """Whether the list of a column has several pages and all of them were read."""
        lists = read_lists(self._site, column, self._today)
        return len(lists.rows) > 1 and not lists.unread

    def _reaches_back(self, page: Page) -> bool:
        """Whether the first page lists reports of several years, so that the newest cannot lie on a later one."""
        years = {one.title.year for one in self._linked if page.url in one.places and one.title.year}
        return len(years) > 1 or any(year < self._today.year - 1 for year in years)


def attachments(page: Page) -> Iterator[str]:
    """The files a page offers that may be the report itself."""
    for link in page.links:
        if link.kind in _LINKS and file_suffix(link.target) in FILES:
            yield link.target


def _no_column(body: Body, scope: Scope | None) -> str:
    if body.unit is not None and scope is None:
        return f"“{body.name}”的专栏首页未能读取，无法查找年报"
    reason = scope.unseen_reason(RequiredColumn(idea=IDEA)) if scope else ""
    return reason or "没有找到“政府信息公开年报”栏目，无法判断年报是否公开"
