"""Titles of published articles, known from the crawl, that a search must find."""

import re
from collections.abc import Container, Iterable, Sequence
from datetime import date, timedelta

from selectolax.lexbor import LexborHTMLParser

from crawler.probes.request import SeenPage
from evidence.columns_discovery import is_article
from evidence.date_address import address_date
from evidence.date_page import publish_date
from evidence.meta import read_tags
from evidence.urls import path_of
from evidence.visible import read_visible

SHORTEST, LONGEST = 8, 40
ARTICLES = 12  # read in search of titles
INDEXED = timedelta(days=7)  # what is newer may not be in the index yet

# Letters to a mailbox and their answers are articles too, but not everywhere in the index.
_LETTER = re.compile(r"hdjl|xjgk|mail|letter|liuyan|message|zxts|zxzx|wenda|[/_](?:lyxx|ldxx|qzxx|jzxx)/", re.I)
_BORDER = re.compile(r"\s*[-_|—–]{1,2}\s*|\s*>\s*")
_DROP = re.compile(r"[\W_]+")


def candidates(home: str, pages: Iterable[SeenPage]) -> tuple[str, ...]:
    """Pages that are articles by their addresses, the shallowest first, spread over the columns."""
    urls = sorted({(page.depth, page.url) for page in pages if page.url != home and _is_published(page.url)})
    folders: dict[str, int] = {}
    ranked = []
    for depth, url in urls:
        folder = url.rpartition("/")[0]
        folders[folder] = folders.get(folder, 0) + 1
        ranked.append((folders[folder], depth, url))
    return tuple(url for _, _, url in sorted(ranked))


def to_read(candidates: Sequence[str], today: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The articles to be read in search of titles, and as many others for when the first are all too new.

    The first are shallow, where the newest stand; the others come from the far end of the longest columns. What is
    new by its address alone is in neither.
    """
    old = [url for url in candidates if not _is_new(url, today)]
    return tuple(old[:ARTICLES]), tuple(old[: ARTICLES - 1 : -1][:ARTICLES])


def _is_new(url: str, today: date) -> bool:
    found = address_date(url, today=today)
    return found is not None and found.value > today - INDEXED


def names_of(tree: LexborHTMLParser, html: str) -> frozenset[str]:
    """What the site calls itself on its home page: a heading of its template is no title of what it publishes."""
    headings = (node.text() for node in tree.css("h1"))
    said = (*headings, *_parts(tree), read_tags(html).values.get("SiteName", ""))
    return frozenset(name for one in said if (name := normalised(one)))


def title_of(html: str, url: str, today: date, names: Container[str] = ()) -> str:
    """The title of an article that was published some time ago; "" where a page is none or its title will not do.

    `names` are what the site calls itself, as `names_of` gives them.
    """
    tree = LexborHTMLParser(html)
    found = publish_date(tree, url, today=today)
    if found is None or found.value > today - INDEXED:
        return ""
    shown = normalised(read_visible(tree).text)
    for title in _titles(tree, html):
        plain = normalised(title)
        if SHORTEST <= len(title) <= LONGEST and plain in shown and plain not in names:
            return title
    return ""


def _is_published(url: str) -> bool:
    return is_article(url) and _LETTER.search(path_of(url)) is None


def normalised(text: str) -> str:
    """Letters and digits alone."""
    return _DROP.sub("", text).lower()


def _titles(tree: LexborHTMLParser, html: str) -> Iterable[str]:
    """What may be the title, the likeliest first. A heading that the page's own name does not bear out is often the
    banner or the column, the same on every page."""
    yield " ".join(read_tags(html).values.get("ArticleTitle", "").split())
    headings = tree.css("h1")
    heading = " ".join(headings[0].text().split()) if len(headings) == 1 else ""
    parts = _parts(tree)
    first, plain = normalised(parts[0]) if parts else "", normalised(heading)
    named = sorted(parts, key=len, reverse=True)
    yield from (heading, *named) if not first or plain in first or first in plain else (*named, heading)


def _parts(tree: LexborHTMLParser) -> list[str]:
    title = tree.css_first("title")
    return _BORDER.split(" ".join(title.text().split())) if title is not None else []
