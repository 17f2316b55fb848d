"""The accessibility entry as the home page's source shows it, for when the browser could not say."""

import re
from heapq import nsmallest

from selectolax.lexbor import LexborNode

from evidence.accessibility_entry import HEADLINE, LONGEST, folded, marks_entry, names_entry
from evidence.page import Page
from evidence.records import LinkKind
from evidence.site import Site
from evidence.urls import host_of
from evidence.visible import read_visible

_ENTER = re.compile(r"进\s*入|\benter\b|主\s*站|首\s*页", re.I)
FEW_LINKS = 4
FEW_WORDS = 80  # characters
SIBLINGS = 3
_GATE = re.compile(
    "障碍|适老|长者|长辈|老年|老人|关怀|关爱|敬老|助老|大字|wza|rrbay|slhsrv|canyou|kqnav|elder|oldm", re.I
)
_CLICKABLE = 'a,button,area,img,input,[onclick],[role="button"],span,li,div,i,em,font'
_TEXTS = ("title", "alt", "aria-label", "value")
_MARKS = ("id", "class", "name", "href", "onclick")
_LINKS = frozenset(("a", "button", "area", "input"))


def static_entry(page: Page) -> str:
    """The name (or else the mark) of an entry in the source; "" when there is none."""
    if not _GATE.search(page.html):
        return ""
    marked = ""
    for node in page.tree.css(_CLICKABLE):
        name = _name(node)
        if name:
            return name
        if not marked and node.tag in _LINKS:
            speaks = len(folded(node.text())) >= HEADLINE
            keys = (key for key in _MARKS if not (speaks and key == "href"))
            attributes = (node.attributes.get(key) or "" for key in keys)
            marked = next((text for text in attributes if text and marks_entry(text)), "")
    return marked


def framed_entry(site: Site, home: Page) -> str:
    """The name or mark of an entry in a page that the home page frames: older portals keep their header there."""
    framed = (site.page(target) for target in _frames(home))
    return next((entry for page in framed if page is not None and (entry := static_entry(page))), "")


def leads_on(home: Page) -> bool:
    """Whether a home page shows hardly more than 进入网站: behind it lies the one that counts."""
    links = {link.target: link.text for link in home.links if link.kind in (LinkKind.A, LinkKind.AREA)}
    if len(links) > FEW_LINKS or not any(map(_ENTER.search, links.values())):
        return False
    return len(read_visible(home.tree).text) < FEW_WORDS


def unread_frame(site: Site, home: Page) -> str:
    """A frame of the home page's own host that was not read; "" when there is none. An entry may be in it."""
    own = {target for target in _frames(home) if host_of(target) == host_of(home.url)}
    return min(own - site.page_addresses(), default="") if own else ""


def siblings(site: Site, page: Page) -> list[Page]:
    """A few pages of the same host, the home page first: what they share with a page is no content of its own."""
    near = (one for one in site.page_addresses() if host_of(one) == host_of(page.url))
    chosen = dict.fromkeys((site.info.url, *nsmallest(SIBLINGS, near)))
    found = (site.page(one) for one in chosen if one != page.url and host_of(one) == host_of(page.url))
    return [one for one in found if one is not None]


def _frames(home: Page) -> list[str]:
    return [link.target for link in home.links if link.kind is LinkKind.FRAME]


def _name(node: LexborNode) -> str:
    for key in _TEXTS:
        words = node.attributes.get(key)
        if words and names_entry(words):
            return words.strip()
    if node.tag in ("img", "input", "area"):
        return ""
    words = node.text(strip=True)
    return words if len(words) <= 2 * LONGEST and names_entry(words) else ""
