"""Boxes of a page that a script file of the site fills: `<div id=head><script src="/nav.js"></script></div>`.

Older portals keep the head of all their pages, menu included, in one file that writes it.
"""

import re

from selectolax.lexbor import LexborNode

from evidence.page import Page
from evidence.urls import host_of

_BOXES = frozenset({"div", "td", "th", "header", "nav", "ul", "span", "center", "section"})
# Tools that stand anywhere and write no menu.
_TOOLS = re.compile(
    r"jquery|swiper|bootstrap|layui|superslide|wza|aria|pucha|jiucuo|conac|hm\.js|share|polyfill|html5shiv|respond|tongji|"
    r"count|hits|click|stat|analy|weather|tianqi|date|time|lunar|calendar|foot|bottom|copyright|bdshare|player|slide|banner|"
    r"focus|float|piao|search|gray|ajax|common|base|main|index|app|vendor|chunk|public",
    re.IGNORECASE,
)


def filled_by_files(page: Page) -> bool:
    """Whether the source leaves a box to a file of the site's own scripts, and no browser showed what comes of it."""
    if page.rendered is not None or "<script" not in page.html.lower():
        return False
    return any(_fills_box(node, page.url) for node in page.tree.css("body script[src]"))


def _fills_box(script: LexborNode, url: str) -> bool:
    source = script.attributes.get("src") or ""
    own = not source.startswith(("http:", "https:", "//")) or host_of(source) == host_of(url)
    box = script.parent
    if not own or _TOOLS.search(source.rpartition("/")[2]) or box is None or box.tag not in _BOXES:
        return False
    return all(
        node.mem_id == script.mem_id or (node.tag == "-text" and not node.text().strip())
        for node in box.iter(include_text=True)
    )
