"""Which kind of page a page is, as far as its tags are concerned: home, column, article, or none of these."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from checks.interaction_messages import shows_letter
from checks.page_tags_agree import bare
from evidence.accessibility_entry import names_entry
from evidence.address_text import refresh_address
from evidence.china import CHINA
from evidence.columns_discovery import is_article, is_list
from evidence.columns_vocabulary import ColumnKind, read_name
from evidence.date_page import publish_date
from evidence.date_text import DateSource
from evidence.lists import list_items
from evidence.page import Page
from evidence.records import LinkKind
from evidence.scope import fronts
from evidence.site import Site
from evidence.urls import host_of, path_of

TITLE_LENGTH = 6  # shorter ones may be names of columns
SHORT_PAGE = 4000  # characters of source below which a page may only send the visitor on


class Kind(StrEnum):
    """A kind of page; the value is its Chinese name."""

    HOME = "首页"
    FRONT = "单位专栏首页"
    COLUMN = "栏目页"
    ARTICLE = "文章页"


# What is no column though it lies where columns lie.
_APART = re.compile(
    r"/(?:search|s|login|user|uc|register|api|map|sitemap|wzdt|wza|oldman|mobile|wap|m|app|error|404|403|50x|print|rss)"
    r"(?:[/._?]|$)|/(?:search|sitemap|wzdt|404)\w*\.",
    re.I,
)
_LISTING = re.compile(
    r"/(?:index|list|col)?(?:_?\d{1,4})?(?:\.s?html?|\.jsp|\.aspx?)?$|/(?:list|col|channel|node)(?:[/_]|\d)", re.I
)
# The manner of programs that tell the column in the query: /ClassList.aspx?cid=5, /list.asp?c=1.
_ASKED_LIST = re.compile(
    r"/\w*list\.(?:aspx?|jsp|php|do)\?|\?(?:.*&)?(?:cid|catid|classid|colid|columnid|channelid|lmid|nodeid)=\w", re.I
)
# Some programs call columns by such names (/3.html) and some articles (/Item/1234.aspx): only the page tells.
_NUMBERED = re.compile(r"/\d{1,4}\.(?:s?html?|jsp|aspx?)$", re.I)
_LIST_NAME = re.compile(r"/(?:list|index|col|search)[^/]*$|[?&](?:page|channelid|columnid)=", re.I)
_FRONT_FILE = re.compile(r"(?<=/)(?:index|default|home|main)\.[a-z]{2,5}$", re.I)
_SENDS_ON = re.compile(r"http-equiv=[\"']?refresh|location\.(?:href|replace)")
_ONLY_DECLARED = (DateSource.META, DateSource.ADDRESS)
_UTILITIES = frozenset({"网站地图", "站内检索", "无障碍", "移动版", "英文版", "智能问答", "我为政府网站找错", "首页"})
_UNREAL = ("challenge", "login-wall", "soft-404", "parked", "empty", "redirect-home")


def is_readable(page: Page) -> bool:
    """Whether what answered is the page itself and no challenge, login wall or error page."""
    return not any(mark.startswith(_UNREAL) for mark in page.fetch.marks)


class Kinds:
    """Tells the kinds of the pages of one site. Pages of other hosts are none of it: they are other sites' to tag."""

    def __init__(self, site: Site, home: Page) -> None:
        self._home = home.url
        self._today = site.observed_at.astimezone(CHINA).date()
        self._menu = frozenset(link.target for link in home.links)
        self._host = bare_host(home.url)
        self._framed = frozenset(link.target for link in home.links if link.kind is LinkKind.FRAME)
        entered = [front for unit in site.info.units for front in fronts(unit, site.info.url)]
        self._fronts = {_folder(front) for front in entered}
        entries = [home, *filter(None, map(site.page, entered))]
        self._columns = _named_columns(entries)
        self._elder = _elder_folders(entries, self._columns | self._fronts)

    def of(self, page: Page, tags: Mapping[str, str]) -> Kind | None:
        """The kind of a page with these tags."""
        url = page.url
        if url in self._framed:
            return None  # a part of the home page
        if _folder(url) == _folder(self._home):
            return Kind.HOME
        if bare_host(url) != self._host or not is_readable(page) or _is_stub(page):
            return None
        if _folder(url) in self._fronts:
            return Kind.FRONT
        if url in self._columns:
            return Kind.COLUMN
        path = path_of(url)
        if _APART.search(path) or url.startswith(self._elder):
            return None
        dated = bool(tags.get("ArticleTitle") and tags.get("PubDate"))
        if is_article(url) and not _LIST_NAME.search(path):
            written = bool(tags.get("ArticleTitle") or tags.get("PubDate"))
            return Kind.ARTICLE if written or self._reads_like_article(page) else None
        if _NUMBERED.search(path) and (dated or self._reads_like_article(page)):
            return Kind.ARTICLE
        if _LISTING.search(path) or _ASKED_LIST.search(path):
            return Kind.COLUMN
        return Kind.ARTICLE if dated or _is_entitled(page, tags) else None

    def _reads_like_article(self, page: Page) -> bool:
        """Whether a page without article tags shows when it was published, and not only when those it lists were."""
        found = publish_date(page.tree, page.url, today=self._today)
        if found is None or found.source in _ONLY_DECLARED or shows_letter(page):
            return False
        if found.source is DateSource.LABEL:
            return True
        if is_list(page, self._menu):
            return False
        rows = list_items(page.tree, page.url, today=self._today)
        return found.value not in {row.published.value for row in rows if row.published}


def _folder(url: str) -> str:
    """The address of a front page without its file name: links say / and /index.html, /czj and /czj/."""
    return _FRONT_FILE.sub("", url).rstrip("/")


def bare_host(url: str) -> str:
    """The host of an address without `www.`."""
    return host_of(url).removeprefix("www.")


def _is_entitled(page: Page, tags: Mapping[str, str]) -> bool:
    """Whether a page has a title tag of its own that its title element bears too: an article, whatever its address."""
    title = bare(tags.get("ArticleTitle", ""))
    if len(title) < TITLE_LENGTH or title in {bare(tags.get(tag, "")) for tag in ("SiteName", "ColumnName")}:
        return False
    return title in bare(page.title) and read_name(tags["ArticleTitle"]) is None


def _named_columns(entries: Iterable[Page]) -> frozenset[str]:
    """What the home page and the front pages of units link under the name of a column."""
    found = set()
    for link in (link for entry in entries for link in entry.links):
        if link.kind not in (LinkKind.A, LinkKind.AREA):
            continue
        reading = read_name(link.text)
        if reading is not None and reading.idea.kind is not ColumnKind.LINKS and reading.idea.name not in _UTILITIES:
            found.add(link.target)
    return frozenset(found)


def _elder_folders(entries: Iterable[Page], known: Iterable[str]) -> tuple[str, ...]:
    """Where the version for the elderly lies that front pages lead to: it shows the portal's pages a second time.

    A folder that holds known columns or front pages is the portal's own, though an entry may lie in it.
    """
    led = {
        link.target.rpartition("/")[0] + "/"
        for entry in entries
        for link in entry.links
        if link.kind in (LinkKind.A, LinkKind.AREA) and names_entry(link.text)
    }
    own = tuple(f"{url}/" for url in known)
    return tuple(folder for folder in led if path_of(folder) != "/" and not any(url.startswith(folder) for url in own))


def _is_stub(page: Page) -> bool:
    """Whether a page only holds frames or sends the visitor on."""
    html = page.html
    head = html[:4000].lower()
    if "<frameset" in head:
        return True
    sends_on = _SENDS_ON.search(head) or refresh_address(page.fetch.headers.get("refresh", ""))
    return len(html) < SHORT_PAGE and bool(sends_on)
