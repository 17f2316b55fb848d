"""Reading a site's columns for their dates: which are held to a limit, and the rows that are their own."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from checks.column_state import ColumnJudge
from checks.model import Unknown
from checks.update_closed import closing_words, is_archive
from checks.update_columns import (
    dated_by_articles,
    judge_column,
    needs_articles,
    own_rows,
    template_groups,
    template_targets,
)
from checks.update_limits import HOME, ColumnLimit, Limit, limit_of
from checks.update_says import Judged, Listed
from checks.update_topics import topical
from checks.update_unnamed import UnnamedBlank, unnamed_blanks
from evidence.blank import Blank
from evidence.column_naming import Naming, naming
from evidence.columns import Column, column_tree
from evidence.columns_discovery import folder_of
from evidence.columns_structure import How
from evidence.columns_vocabulary import ColumnKind, normalise_name
from evidence.date_page import publish_date
from evidence.date_text import DateFound
from evidence.lists import ListItem, page_items
from evidence.page import Page
from evidence.records import LinkKind
from evidence.scope import owner
from evidence.site import Site, once

# Ways through the site and tools: their pages hold links and boxes to type in, the links often those of the menu.
TOOLS = frozenset(
    {"首页", "网站地图", "无障碍", "站内检索", "移动版", "英文版", "信息订阅", "智能问答", "我为政府网站找错"}
)
_BEARS = (Naming.NO, Naming.LIKELY, Naming.CERTAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOptions:
    """`limits` override the national ones by column or kind; `articles` bounds the articles opened for a date."""

    limits: tuple[ColumnLimit, ...] = ()
    home: Limit = HOME
    articles: int = 5
    bulk_share: float = 0.8
    bulk_items: int = 15


def listed_columns(site: Site, options: UpdateOptions, today: date) -> tuple[list[Listed], list[Unknown]]:
    """The columns of the site with their rows, and those whose page was not read."""
    found: dict[str, Listed] = {}
    unread: list[Unknown] = []
    # A page under several names speaks for the first that the vocabulary knows.
    for column in sorted(once(site, column_tree), key=lambda column: not column.idea):
        name = column.idea or column.name
        archived = is_archive(column.name)  # held to no limit, whatever it is the archive of
        limit = None if archived else limit_of((column.idea, column.name), column.kind, options.limits)
        ours = column.same_site or owner(site.info, column.url) != ""  # units may have hosts of their own
        lasting = column.kind is ColumnKind.STATIC and column.idea not in TOOLS
        if not ours or _is_tab(column) or (limit is None and not lasting):
            continue
        page = site.page(column.url)
        if page is None and limit:
            unread.append(Unknown(reason=f"“{name}”栏目页面没有读到，无法判断更新情况", subject=name, url=column.url))
        elif page and page.depth > 0:
            known = found.get(page.url)
            if known is None or (known.limit is None and limit):
                found[page.url] = _listed(site, column, name, page, limit, today)
            elif column.idea and name not in known.names:
                found[page.url] = _also(known, column, name, limit)
    portal = Portal.of(site, found.values())
    topics = topical(once(site, column_tree))
    listed = (replace(one, topical=one.column.url in topics) for one in found.values())
    return [_own(site, one, portal, options, today) for one in listed], unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """What the columns of a site share, to tell the rows of one from those of others.

    `entries` are the addresses of columns, `folders` the folders that one column each has for itself.
    """

    template: frozenset[frozenset[str]]
    frames: frozenset[str]
    entries: frozenset[str]
    folders: frozenset[str]

    @classmethod
    def of(cls, site: Site, listed: Collection[Listed]) -> "Portal":
        """What these columns share."""
        columns = [column.url for column in once(site, column_tree) if column.idea]
        folders = Counter(folder_of(one.page.url) for one in listed)
        return cls(
            template=template_groups(one.items for one in listed),
            frames=template_targets(frames_of(one.page) for one in listed),
            entries=frozenset(columns),
            folders=frozenset(folder for folder, times in folders.items() if times == 1),
        )

    def others(self, own: str) -> tuple[str, ...]:
        """The folders of other columns than the one whose folder this is; none where it has none for itself."""
        if not own or own not in self.folders:
            return ()
        return tuple(sorted(folder for folder in self.folders if not own.startswith(folder)))


def _listed(site: Site, column: Column, name: str, page: Page, limit: Limit | None, today: date) -> Listed:
    items = page_items(page, today=today)
    unit = owner(site.info, page.url)
    return Listed(column=column, names=(name,), unit=unit, page=page, limit=limit, items=items)


def _also(known: Listed, column: Column, name: str, limit: Limit | None) -> Listed:
    """A page under one name more: the one that it bears itself speaks for it, and not that of the section above it."""
    page = known.page
    if limit is None or _BEARS.index(_borne(page, column)) <= _BEARS.index(_borne(page, known.column)):
        return replace(known, names=(*known.names, name))
    return replace(known, column=column, names=(name, *known.names), limit=limit)


def _borne(page: Page, column: Column) -> Naming:
    return naming(page, normalise_name(column.name))


def frames_of(page: Page) -> tuple[str, ...]:
    """The addresses of what a page shows in frames."""
    return tuple(dict.fromkeys(link.target for link in page.links if link.kind is LinkKind.FRAME))


def _is_tab(column: Column) -> bool:
    """A tab without an address of its own is judged with the page it stands on."""
    return column.how is How.TAB and column.url in column.linked_from


def _own(
    site: Site,
    one: Listed,
    portal: Portal,
    options: UpdateOptions,
    today: date,
) -> Listed:
    """The column with its own rows only, dated by its articles where the list says nothing.

    An undated row that leads to a column is no article: what stands there tells that column's date. Where the page has
    no rows, those of its frames are its list.
    """
    folder = folder_of(one.page.url)
    items = own_rows(one.items, portal.template, folder, portal.others(folder))
    if not items:
        inner = [site.page(url) for url in frames_of(one.page) if url not in portal.frames]
        items = tuple(row for page in inner if page is not None for row in page_items(page, today=today))
    items = tuple(row for row in items if row.published or row.url not in portal.entries)

    def read(url: str) -> DateFound | None:
        page = site.page(url)
        return publish_date(page.tree, page.url, today=today) if page else None

    if items and needs_articles(items):
        items = dated_by_articles(items, read, options.articles)
    if not items and (found := read(one.page.url)):
        items = (ListItem(title=one.page.title, url=one.page.url, published=found),)
    return replace(one, items=items)


class Judges:
    """Judges the columns of a site by their rows, and whether they are blank."""

    def __init__(self, site: Site, options: UpdateOptions, today: date) -> None:
        self._site = site
        self._columns = ColumnJudge(site, once(site, column_tree))
        self._options = options
        self._today = today

    def judge(self, one: Listed) -> Judged:
        """The judgement of one column, and whether it is blank: a page's own date (页面更新时间) is no content."""
        share, items = self._options.bulk_share, self._options.bulk_items
        judgement = judge_column(one.items, one.limit, self._today, bulk_share=share, bulk_items=items)
        listed = judgement.dated and not all(row.url == one.page.url for row in one.items)
        blank = Blank.NO if listed else self._columns.blankness(one.page)
        if judgement.dated and blank is Blank.YES:
            judgement = judge_column((), one.limit, self._today)
        closed = closing_words(one.page) if judgement.late else ""
        judgement = replace(judgement, late=None) if closed else judgement
        return Judged(listed=one, judgement=judgement, blank=blank, closed=closed)

    def unnamed_blanks(self, listed: list[Listed]) -> list[UnnamedBlank]:
        """The blank columns under unknown names that the home page or the page of a column leads to."""
        home = self._site.page(self._site.info.url)
        menus = [*([home] if home else []), *(one.page for one in listed)]
        columns = once(self._site, column_tree)
        known = frozenset((*(one.page.url for one in listed), *(column.url for column in columns)))
        return unnamed_blanks(self._site, menus, known, self._columns, self._today)
