"""Titles of published articles, known from the crawl, that a search must find."""

import re
from collections.abc import Iterable, Sequence
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


def title_of(html: str, url: str, today: date) -> str:
    """The title of an article that was published some time ago; "" where a page is none or its title will not do."""
    tree = LexborHTMLParser(html)
    found = publish_date(tree, url, today=today)
    if found is None or found.value > today - INDEXED:
        return ""
    shown = normalised(read_visible(tree).text)
    for title in _titles(tree, html):
        if SHORTEST <= len(title) <= LONGEST and normalised(title) in shown:
            return title
    return ""


def _is_published(url: str) -> bool:
    return is_article(url) and _LETTER.search(path_of(url)) is None


def normalised(text: str) -> str:
    """Letters and digits alone."""
    return _DROP.sub("", text).lower()


def _titles(tree: LexborHTMLParser, html: str) -> Iterable[str]:
    yield " ".join(read_tags(html).values.get("ArticleTitle", "").split())
    headings = tree.css("h1")
    if len(headings) == 1:
        yield " ".join(headings[0].text().split())
    title = tree.css_first("title")
    if title is not None:
        parts = _BORDER.split(" ".join(title.text().split()))
        yield max(parts, key=len)
