"""Finding the columns of a site page by page: cheaply by link texts, by structure where columns are shown."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from evidence.columns_structure import How, Mention, mentions
from evidence.columns_vocabulary import (
    ColumnKind,
    Idea,
    Reading,
    idea_of,
    idea_of_file,
    in_disclosure,
    read_name,
    vocabulary,
)
from evidence.page import Page
from evidence.records import Link, LinkKind
from evidence.scope import prefixes
from evidence.site import Site

DEPTH_LIMIT = 3  # menus of pages deeper than this show nothing new
FRONTS_LIMIT = 40  # section fronts whose tree is opened
LIST_LINKS = 5  # a page with so many links of a headline's length is a list
HEADLINE = 10
USES_LIMIT = 100  # a menu stands on every page: pages deeper than these add nothing
OFTEN = 3  # a name that only deep pages link must be linked by so many to be a column and not an article

_NAVIGATION = {
    LinkKind.A: How.TEXT,
    LinkKind.AREA: How.IMAGE_ALT,
    LinkKind.SCRIPTED: How.SCRIPT,
    LinkKind.KEPT: How.SCRIPT,
    LinkKind.OPTION: How.SCRIPT,
}
_RANK = {How.TEXT: 0, How.IMAGE_ALT: 1, How.TAB: 2, How.SCRIPT: 3, How.IMAGE: 4}
_ARTICLE = re.compile(
    r"/t?(?:19|20)\d{2}[-/_]?(?:0?[1-9]|1[0-2])(?:[-/_]?\d{1,2})?[/_.]|/t\d{8}_|art_\d|/art/\d|post_\d|content_\d|/content/"
    r"|/info/\d+/\d+\.|detail|article|/\d{4,}\.s?html?$|[?&](?:id|newsid|infoid|articleid)=\d|\.(?:pdf|docx?|xlsx?|zip|jpg|png)$",
    re.I,
)


# What a search answers: 热门搜索 and the tags of an article lead to such.
_SEARCHED = re.compile(r"[?&](?:q|qt|keywords?|wd|kw|query|tags?)=[^&]", re.I)
TITLE_SIGNS = re.compile(r"[-_|｜—–－]|\s[·•:>]\s")  # between the parts of a title: 依申请公开_示例区人民政府
_FRONT_FILE = re.compile(r"(?<=/)(?:index|default|list)\.\w{2,6}$", re.I)


class Found(NamedTuple):
    """What makes one column: where it leads and what it is about ("" not in the vocabulary)."""

    target: str
    idea: str


class Use(NamedTuple):
    """One page's way of leading to a column."""

    name: str
    how: How
    depth: int
    parent: str = ""
    items: int = 0
    picture: str = ""


Uses = dict[str, Use]  # by the address of the linking page


def folder_of(url: str) -> str:
    """The folder an address lies in; "" for the top folder of a host, which holds everything."""
    folder = url.partition("?")[0].rpartition("/")[0] + "/"
    return folder if folder.count("/") > 3 else ""


def is_front(url: str) -> bool:
    """Whether an address is that of a folder below the top one, or of the file under which it answers."""
    front = _FRONT_FILE.sub("", url)
    return front.endswith("/") and folder_of(front) != ""


def is_article(url: str) -> bool:
    """Whether an address looks like that of a single article or file."""
    return _ARTICLE.search(url) is not None


def is_list(page: Page, outside: frozenset[str] = frozenset()) -> bool:
    """Whether a page lists articles: several headline-long links that other pages do not share."""
    seen = {
        link.target
        for link in page.links
        if link.kind is LinkKind.A and len(link.text) >= HEADLINE and link.target not in outside
    }
    return len(seen) >= LIST_LINKS


def discover(site: Site) -> Mapping[Found, Uses]:
    """Every way to every column, in the order in which they were found."""
    search = _Search(site)
    home = site.page(site.info.url)
    if home is not None:
        search.open(home)
    search.scan(site.pages())
    search.open_fronts()
    search.open_fronts()  # fronts that only other fronts show
    return search.settle()


class _Search:
    """One search over one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._found: dict[Found, Uses] = {}
        self._short: list[tuple[str, Use, str, str]] = []  # page, use, target, idea: waiting for the disclosure folders
        self._opened: set[str] = set()
        self._home = ""
        self._home_targets: frozenset[str] = frozenset()
        self._enough: set[tuple[str, str]] = set()
        self._memo: dict[str, Reading | None] = {}

    def open(self, page: Page) -> None:
        """Read a page by its structure; what its link texts said before is replaced."""
        self._opened.add(page.url)
        if not self._home:
            self._home = page.url
            self._home_targets = frozenset(link.target for link in page.links)
        for uses in self._found.values():
            uses.pop(page.url, None)
        for mention in mentions(page):
            self._mention(page, mention)
        for link in page.links:
            meaning = self._meaning(link.text)
            if meaning is not None and (meaning.short or _NAVIGATION.get(link.kind) is How.SCRIPT):
                self._link(page, link)

    def scan(self, pages: Iterable[Page]) -> None:
        """Read pages by the texts of their links."""
        memo, enough = self._memo, self._enough
        for page in pages:
            if page.depth > DEPTH_LIMIT:
                return
            if page.url in self._opened:
                continue
            for link in page.links:
                text = link.text
                meaning = memo[text] if text in memo else self._meaning(text)
                if meaning is not None and (link.target, meaning.idea.name) not in enough:
                    self._link(page, link)

    def open_fronts(self) -> None:
        """Read the fronts of sections, and of units, by structure."""
        for url in self._fronts():
            if len(self._opened) > FRONTS_LIMIT:
                return
            page = self._site.page(url)
            if page is not None and page.url not in self._opened:
                self.open(page)

    def settle(self) -> Mapping[Found, Uses]:
        """The columns, after the short names inside 政府信息公开 are decided and single articles are dropped."""
        folders, menus = self._disclosure_folders(), self._disclosure_menus()
        for page_url, use, target, idea in self._short:
            inside = in_disclosure(target) or in_disclosure(page_url) or (bool(folders) and target.startswith(folders))
            if inside or idea not in menus.get(page_url, {idea}):
                self._found.setdefault(Found(target, idea), {}).setdefault(page_url, use)
        linked = {(page, key.idea) for key, uses in self._found.items() for page in uses if page != key.target}
        return {
            key: uses
            for key, uses in self._found.items()
            if uses
            and self._is_column(key, uses)
            and not self._is_echo(key, uses, linked)
            and not _SEARCHED.search(key.target)
        }

    def _mention(self, page: Page, mention: Mention) -> None:
        target = mention.target or page.url
        idea = mention.idea or (self._idea_of_picture(mention) if mention.how is How.IMAGE else None)
        if idea is None and (mention.how is How.IMAGE or not self._leads_to_list(target)):
            return
        use = Use(mention.name, mention.how, page.depth, mention.parent, mention.items, mention.picture)
        uses = self._found.setdefault(Found(target, idea.name if idea else ""), {})
        known = uses.get(page.url)
        if known is None or _RANK[use.how] < _RANK[known.how]:
            uses[page.url] = use

    def _link(self, page: Page, link: Link) -> None:
        how = _NAVIGATION.get(link.kind)
        meaning = self._meaning(link.text)
        if how is None or meaning is None or (link.target == page.url and link.fragment):
            return
        use = Use(meaning.name, how, page.depth)
        if meaning.short:
            self._short.append((page.url, use, link.target, meaning.idea.name))
        else:
            key = Found(link.target, meaning.idea.name)
            uses = self._found.setdefault(key, {})
            uses.setdefault(page.url, use)
            if len(uses) >= USES_LIMIT:
                self._enough.add(key)

    def _meaning(self, text: str) -> Reading | None:
        memo = self._memo
        if text not in memo:
            memo[text] = read_name(text)
        return memo[text]

    def _idea_of_picture(self, mention: Mention) -> Idea | None:
        """What a picture without words leads to: by the title of its target, else by the name of its file."""
        page = self._site.page(mention.target)
        if page is not None:
            # Only the first part: further on, titles of articles name the column they are filed in.
            idea = idea_of(TITLE_SIGNS.split(page.title)[0], disclosure=True)
            if idea is not None:
                return idea
        folder = _FRONT_FILE.sub("", mention.target) if is_front(mention.target) else ""
        return idea_of_file(mention.picture) or idea_of_file(folder)

    def _leads_to_list(self, target: str) -> bool:
        page = self._site.page(target)
        return page is not None and is_list(page, self._home_targets)

    def _fronts(self) -> list[str]:
        ideas = vocabulary().ideas
        fronts = [
            (min(use.depth for use in uses.values()), key.target)
            for key, uses in self._found.items()
            if uses and key.idea and ideas[key.idea].section
        ]
        units = [prefix for unit in self._site.info.units for prefix in prefixes(unit, self._site.info.url)]
        return [*units, *dict.fromkeys(url for _, url in sorted(fronts))]

    def _disclosure_folders(self) -> tuple[str, ...]:
        ideas = vocabulary().ideas
        found = set()
        for key in self._found:
            idea = ideas.get(key.idea)
            folder = folder_of(key.target)
            if idea is not None and idea.section and idea.disclosure and folder:
                found.add(folder)
        return tuple(sorted(found))

    def _disclosure_menus(self) -> Mapping[str, frozenset[str]]:
        """The parts of 政府信息公开 that a page names in full: beside them a short name means another part."""
        ideas, named = vocabulary().ideas, dict[str, set[str]]()
        for key, uses in self._found.items():
            if key.idea in ideas and ideas[key.idea].disclosure and not ideas[key.idea].section:
                for page_url in uses:
                    named.setdefault(page_url, set()).add(key.idea)
        return {page_url: frozenset(parts) for page_url, parts in named.items()}

    def _is_echo(self, key: Found, uses: Uses, linked: set[tuple[str, str]]) -> bool:
        """Whether a name without an address only repeats what the page links, or is no list outside the home page."""
        if list(uses) != [key.target]:
            return False
        if (key.target, key.idea) in linked:
            return True
        lasting = vocabulary().ideas[key.idea].kind in (ColumnKind.STATIC, ColumnKind.LINKS)
        return key.target != self._home and lasting and not self._is_route(key)

    def _is_route(self, key: Found) -> bool:
        """Whether a page leads to a column of its own by a fragment, as platforms drawn by scripts do: index#1002.

        A fragment that names a place of the page is a line of its contents.
        """
        page = self._site.page(key.target)
        ways = [link for link in page.links if link.fragment and link.target == page.url] if page else []
        named = [way for way in ways if (meaning := self._meaning(way.text)) and meaning.idea.name == key.idea]
        if page is None or not named:
            return False
        places = {node.attributes.get(mark) for mark in ("id", "name") for node in page.tree.css(f"[{mark}]")}
        return any(way.fragment not in places for way in named)

    def _is_column(self, key: Found, uses: Uses) -> bool:
        """What only deep pages link may be one article's own 政策解读: it must be linked often or not look like one."""
        if not key.idea or any(url in self._opened for url in uses):
            return True
        return len(uses) >= OFTEN or not is_article(key.target)
