"""Whether a page's lists are written by its scripts: what its source lacks, and what a browser adds to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from evidence.blank import may_be_filled
from evidence.links import LinkReader
from evidence.lists import TITLE_OF_ITEM, list_items
from evidence.page import Page
from evidence.records import Link, LinkKind
from evidence.visible import read_visible

ENOUGH = 5  # headlines or rows that a source has of its own: its list is there
PARAGRAPH = 80  # characters of a line that is a paragraph
TEXT = 200  # characters in paragraphs: the page is an article or a notice
WORDED = 6  # characters of the words of a link that may be an item of a list
_CLICKED = frozenset({LinkKind.A, LinkKind.AREA})
_READ = frozenset({LinkKind.A, LinkKind.SCRIPTED})
_TAKEN = _CLICKED | {LinkKind.FRAME}  # pictures and files that scripts add change from visit to visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a browser made of a page: all its links, those of its scripts among them, and what it gained.

    `gained_links` are links with words into the site, `gained_dates` rows of lists that show a date.
    """

    links: tuple[Link, ...]
    gained_links: int
    gained_dates: int


def few_headlines(links: Iterable[Link]) -> bool:
    """Whether a page, or data, has hardly any links that read like items of a list; cheap, for every page."""
    found = 0
    for link in links:
        if link.kind in _READ and len(link.text) >= TITLE_OF_ITEM:
            found += 1
            if found >= ENOUGH:
                return False
    return True


def seems_scripted(page: Page, today: date) -> bool:
    """Whether a page has neither a list nor a text in its source, and scripts that may bring one."""
    if not may_be_filled(page):
        return False
    if len(list_items(page.tree, page.url, today=today)) >= ENOUGH:
        return False
    lines = read_visible(page.tree).text.splitlines()
    return sum(len(line) for line in lines if len(line) >= PARAGRAPH) < TEXT


def compare(source: str, html: str, url: str, *, holds: Callable[[str], bool], today: date) -> Rendered:
    """What the document after its scripts ran has and its source lacks. `holds` tells addresses of the site."""
    before, after = LexborHTMLParser(source), LexborHTMLParser(html)
    reader = LinkReader()
    links = reader.read(before, source, url, "utf-8")
    known = {link.target for link in links}
    added = [link for link in reader.read(after, html, url, "utf-8") if link.target not in known]
    written = tuple(_as_written(link) for link in added if link.kind in _TAKEN)
    gained = {link.target for link in written if len(link.text) >= WORDED and holds(link.target)}
    dates = _dated(after, url, today) - _dated(before, url, today)
    return Rendered(links=(*links, *written), gained_links=len(gained), gained_dates=max(0, dates))


def _as_written(link: Link) -> Link:
    return link._replace(kind=LinkKind.SCRIPTED) if link.kind in _CLICKED else link


def _dated(tree: LexborHTMLParser, url: str, today: date) -> int:
    return sum(1 for row in list_items(tree, url, today=today) if row.published)
