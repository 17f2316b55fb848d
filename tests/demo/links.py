"""The links of a page, read by other means than the crawler's."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from demo.portal import Portal

ATTRIBUTES = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src", "frame": "src"}
BASE = "http://portal.test"


class Used(NamedTuple):
    """One use of an address: as written, as a path with query ("" when it leads elsewhere), and its fragment."""

    href: str
    path: str
    fragment: str


def text_of(portal: Portal, path: str) -> str:
    """A page's text, decoded by what its bytes are."""
    body = portal.answers[path].body
    return body.decode("gb18030" if path.startswith("/czj/") else "utf-8-sig")


def links_of(portal: Portal, path: str) -> Iterator[Used]:
    """Every use of an address in a page of the portal, noscript left out."""
    tree = LexborHTMLParser(text_of(portal, path))
    for node in tree.css("noscript"):
        node.decompose()
    base = tree.css_first("base")
    start = urljoin(BASE + path, (base.attributes["href"] or "") if base else "")
    for tag, attribute in ATTRIBUTES.items():
        for node in tree.css(tag):
            href = node.attributes.get(attribute)
            if href is not None:
                yield _used(start, href, "gb18030" if path.startswith("/czj/") else "utf-8")


def _used(start: str, href: str, charset: str) -> Used:
    try:
        parts = urlsplit(urljoin(start, href))
    except ValueError:
        return Used(href, "", "")
    if "@@" in href or f"{parts.scheme}://{parts.netloc}" != BASE:
        return Used(href, "", "")
    query = "?" + quote(parts.query, safe="=&%", encoding=charset) if parts.query else ""
    return Used(href, parts.path + query, unquote(parts.fragment))
