"""Columns that share one page: the part of it to which the menu leads by a fragment (#jgzn)."""

from selectolax.lexbor import LexborNode

from evidence.columns import Column
from evidence.columns_vocabulary import idea_of
from evidence.page import Page
from evidence.records import Link
from evidence.site import Site

LOOKED_AT = 2  # pages that lead to a column, to learn by which fragment
BESIDE = 2  # so many other parts with content tell parts from places to jump to
_PARTS = frozenset({"div", "section", "article", "ul", "ol", "dl", "table", "li", "dd", "td"})
_SHOWN = "a, img, iframe, embed, object, video, input, textarea, table"


def panel_of(site: Site, column: Column) -> LexborNode | None:
    """The part of its page that a column is; None where it has the page to itself, or places to jump to."""
    page = site.page(column.url)
    if page is None:
        return None
    for url in column.linked_from[:LOOKED_AT]:
        linking = page if url == page.url else site.page(url)
        links = _by_fragment(linking, page.url) if linking is not None else {}
        if len(links) <= BESIDE:
            continue
        parts = {link.fragment: part for link in links.values() if (part := _part(page, link.fragment)) is not None}
        own = next((f for f, link in links.items() if (idea := idea_of(link.text)) and idea.name == column.idea), "")
        if own in parts and sum(not is_empty(part) for name, part in parts.items() if name != own) >= BESIDE:
            return parts[own]
    return None


def is_empty(part: LexborNode) -> bool:
    """Whether a part of a page shows nothing."""
    return not part.text(strip=True) and part.css_first(_SHOWN) is None


def _by_fragment(page: Page, target: str) -> dict[str, Link]:
    """The links of a page into another, or into itself, by their fragment."""
    return {link.fragment: link for link in page.links if link.fragment and link.target == target and link.text}


def _part(page: Page, fragment: str) -> LexborNode | None:
    """The element that a fragment names, if it is one that holds content."""
    if not fragment.replace("-", "").replace("_", "").isalnum():
        return None
    node = page.tree.css_first(f'[id="{fragment}"]')
    return node if node is not None and node.tag in _PARTS else None
