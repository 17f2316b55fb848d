"""The policies of a site and the articles that interpret policies, as its columns list them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from checks.interpretation_lists import ColumnLists, read_lists
from checks.interpretation_owing import Owed, Owing, owed_by
from checks.update_columns import own_rows, template_groups
from evidence.columns import Column, column_tree
from evidence.columns_discovery import OFTEN, folder_of, is_article, is_list
from evidence.columns_structure import How
from evidence.date_page import publish_date
from evidence.date_text import DateFound
from evidence.page import Page
from evidence.scope import owner
from evidence.site import Site, once
from evidence.titles import Core, cores, own_number, reads_like_interpretation
from evidence.visible import read_visible

POLICIES = ("规范性文件", "政策文件", "规章库")
INTERPRETATIONS = ("政策解读", "上级政策解读", "新闻发布会")
TITLE_LEAST = 6
KEPT_PAGES = 8
MENU_TEXT = 12

_NORMATIVE_NUMBER = re.compile(r"(?:规|规字|规发|规范)\s*[〔\[(（【]\s*20\d\d")
_FRONT = re.compile(r"/(?:(?:index|default|list|main)(?:_?\d+)?\.\w+)?$", re.I)
# The page of the folder itself, where others (list_12.html) may be fronts of several columns beside each other.
_INDEX = re.compile(r"/(?:(?:index|default)\.\w+)?$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One policy or interpretation, with the copies of it in several columns.

    `urls` are the addresses of all copies, the first the one a letter names; `column` is the column of the first.
    """

    title: str
    urls: tuple[str, ...]
    column: str
    unit: str
    listed: DateFound | None = None
    normative: bool = False
    owed: Owed | None = None
    cores: tuple[Core, ...] = ()

    @property
    def url(self) -> str:
        """The address a letter names."""
        return self.urls[0]


class Unread(NamedTuple):
    """A column that was not read whole: whose it is ("" the portal's own) and why, in Chinese."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the columns of a site show: policies, interpretations, list pages, and what was not read.

    `menu` holds the short links of the home page and of the list pages: what an article shares with them is its
    template's.
    """

    policies: tuple[Document, ...]
    interpretations: tuple[Document, ...]
    list_pages: Mapping[str, str] = field(default_factory=dict)  # address of a list page → idea of its column
    policy_columns: int = 0
    interpretation_columns: int = 0
    menu: frozenset[tuple[str, str]] = frozenset()
    unread: tuple[Unread, ...] = ()
    unread_policies: tuple[Unread, ...] = ()


class Library:
    """The pages of one site and the dates they show; only the last few pages are kept, parsed ones are large."""

    def __init__(self, site: Site, today: date) -> None:
        self.site = site
        self.page = lru_cache(maxsize=KEPT_PAGES)(site.page)
        self._today = today
        self._addresses: dict[str, str] = {}
        self._dates: dict[str, DateFound | None] = {}

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """The addresses of all pages read that look like those of articles."""
        return tuple(page.url for page in self.site.pages() if is_article(page.url))

    @cached_property
    def _pages(self) -> frozenset[str]:
        return self.site.page_addresses()

    def address(self, url: str) -> str:
        """The address a link really leads to; most lead to a page by its own address, which need not be read."""
        if url in self._pages:
            return url
        if url not in self._addresses:
            page = self.page(url)
            self._addresses[url] = page.url if page else url
        return self._addresses[url]

    def pages_of(self, document: Document) -> list[Page]:
        """The copies of a document that were read."""
        return [page for url in document.urls if (page := self.page(url)) is not None]

    def published(self, document: Document) -> DateFound | None:
        """When a document was published: by its page, else by its list."""
        for page in self.pages_of(document):
            if page.url not in self._dates:
                self._dates[page.url] = publish_date(page.tree, page.url, today=self._today)
            if self._dates[page.url] is not None:
                return self._dates[page.url]
        return document.listed


def gather(library: Library, today: date) -> Gathered:
    """Every policy and interpretation that the columns of a site list or keep in their folders."""
    site = library.site
    columns = [column for column in once(site, column_tree) if _is_column(site, column)]
    policy_lists = _lists(site, columns, POLICIES, today)
    reading_lists = _lists(site, columns, INTERPRETATIONS, today)
    template = template_groups(items for one in (*policy_lists, *reading_lists) for _, items in one.rows)
    fronts = {column.url: column.idea for column in columns if column.idea}
    fronts |= {page.url: one.column.idea for one in (*policy_lists, *reading_lists) for page, _ in one.rows}
    crowded = _crowded(columns)
    policies, readings = _Shelf(library), _Shelf(library)
    for one in policy_lists:
        for document in _listed(library, one, template, fronts, crowded):
            (readings if reads_like_interpretation(document.title) else policies).add(document)
    for one in reading_lists:
        for document in _listed(library, one, template, fronts, crowded):
            if reads_like_interpretation(document.title) or not policies.has(document.url):
                readings.add(document)
    return Gathered(
        policies=tuple(_owing(one, library) for one in policies.documents()),
        interpretations=tuple(readings.documents()),
        list_pages=fronts,
        policy_columns=len(policy_lists),
        interpretation_columns=sum(1 for one in reading_lists if one.column.idea == INTERPRETATIONS[0]),
        menu=_menu(library, (*policy_lists, *reading_lists)),
        unread=tuple(_unread(library, one) for one in reading_lists if one.unread),
        unread_policies=tuple(_unread(library, one) for one in policy_lists if one.unread),
    )


def article_title(page: Page) -> str:
    """The title of an article: its tag in the head, its heading, else the longest part of the page's title."""
    meta = page.tree.css_first('meta[name="ArticleTitle" i]')
    given = (meta.attributes.get("content") or "").strip() if meta else ""
    if not given:
        heading = page.tree.css_first("h1")
        given = " ".join(heading.text().split()) if heading else ""
    return given or max(re.split(r"[-_|—–]", page.title), key=len).strip()


def _lists(site: Site, columns: Iterable[Column], ideas: tuple[str, ...], today: date) -> list[ColumnLists]:
    """The lists of the columns of these ideas, each page once; boxes of the home page have none of their own."""
    found: dict[str, ColumnLists] = {}
    order = {idea: place for place, idea in enumerate(ideas)}
    for column in sorted((c for c in columns if c.idea in order), key=lambda c: order[c.idea]):
        lists = read_lists(site, column, today)
        key = lists.rows[0][0].url if lists.rows else column.url
        found.setdefault(key, lists)
    return list(found.values())


def _unread(library: Library, lists: ColumnLists) -> Unread:
    return Unread(owner(library.site.info, lists.column.url), lists.unread)


def _menu(library: Library, lists: Iterable[ColumnLists]) -> frozenset[tuple[str, str]]:
    home = library.page(library.site.info.url)
    pages = [page for one in lists for page, _ in one.rows[:1]]
    return frozenset(
        (link.target, link.text)
        for page in (*pages, *([home] if home else []))
        for link in page.links
        if 0 < len(link.text) <= MENU_TEXT
    )


def _is_column(site: Site, column: Column) -> bool:
    """Whether a column has a page of its own, and is no article that a policy calls its 政策解读."""
    if column.how is How.TAB and column.url in column.linked_from:
        return False
    if _FRONT.search(column.url) or len(column.linked_from) >= OFTEN:
        return True
    home, page = site.page(site.info.url), site.page(column.url)
    return (home is not None and home.url in column.linked_from) or (page is not None and is_list(page))


def _crowded(columns: Iterable[Column]) -> frozenset[str]:
    """The folders in which several columns have their fronts: what lies there is of no one column."""
    times = Counter(folder_of(url) for url in {column.url for column in columns})
    return frozenset(folder for folder, count in times.items() if count > 1)


def _listed(
    library: Library,
    lists: ColumnLists,
    template: frozenset[frozenset[str]],
    fronts: Mapping[str, str],
    crowded: frozenset[str],
) -> Iterable[Document]:
    """The articles of one column: the rows of its lists, then what lies in its folder and no list names."""
    seen = set()
    for page, items in lists.rows:
        for item in own_rows(items, template):
            url = library.address(item.url) if item.url else ""
            if not url or url in fronts or len(item.title) < TITLE_LEAST:
                continue
            seen.add(url)
            yield _document(library, lists.column, page, item.title, url, item.published)
    folder = folder_of(lists.column.url) if _FRONT.search(lists.column.url) else ""
    if folder in crowded and not _INDEX.search(lists.column.url):
        folder = ""
    for url in library.articles if folder else ():
        article = library.page(url) if url.startswith(folder) and url not in seen and url not in fronts else None
        if article is not None:
            yield _document(library, lists.column, article, article_title(article), article.url, None)


def _document(
    library: Library, column: Column, listed_on: Page, title: str, url: str, date_: DateFound | None
) -> Document:
    unit = owner(library.site.info, url) or owner(library.site.info, listed_on.url)
    normative = column.idea == "规范性文件" or bool(_NORMATIVE_NUMBER.search(title))
    return Document(
        title=title, urls=(url,), column=column.name or column.idea, unit=unit, listed=date_, normative=normative
    )


def _owing(document: Document, library: Library) -> Document:
    owed = owed_by(document.title, library.site.info.name + document.unit)
    if owed.owing is Owing.UNCLEAR and document.normative and _is_numbered_so(document, library):
        owed = Owed(owing=Owing.YES, reason="文号为行政规范性文件")
    return replace(document, owed=owed)


def _is_numbered_so(document: Document, library: Library) -> bool:
    """Whether the page of a document gives it a number of 规范性文件: 某政规〔2026〕3号."""
    texts = (read_visible(page.tree, headlines=False).text for page in library.pages_of(document)[:1])
    return any(_NORMATIVE_NUMBER.search(own_number(text)) for text in texts)


class _Shelf:
    """Documents, the copies of one in several columns put together."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: dict[tuple[str, str, int], Document] = {}
        self._keys: dict[str, tuple[str, str, int]] = {}

    def has(self, url: str) -> bool:
        return url in self._keys

    def add(self, document: Document) -> None:
        key = self._keys.get(document.url) or self._key(document)
        known = self._found.get(key)
        if known is None:
            self._found[key] = replace(document, cores=cores(document.title))
        else:
            self._found[key] = replace(
                known,
                urls=tuple(dict.fromkeys((*known.urls, document.url))),
                normative=known.normative or document.normative,
                listed=known.listed or document.listed,
            )
        self._keys[document.url] = key

    def documents(self) -> Iterable[Document]:
        return self._found.values()

    def _key(self, document: Document) -> tuple[str, str, int]:
        """A title of the same unit and year is one document, however many columns show it."""
        found = document.listed or self._library.published(document)
        title = re.sub(r"[\W_]+", "", document.title)
        return (title, document.unit, found.value.year if found else 0)
