"""Addresses that only a script would follow, read from its text without running it."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from evidence.list_feeds import feed_markup
from evidence.notice import visible_text

TINY = 200  # characters of visible text under which a page exists to send its visitor on
HEAD = 20_000
PAGES_AT_MOST = 1_000

_ASSIGN = re.compile(
    r"""(?:\blocation(?:\.href)?\s*=(?!=)\s*|\blocation\.(?:assign|replace)\(\s*|\bwindow\.open\(\s*)"""
    r"""(?:"([^"<>]+)"|'([^'<>]+)')\s*[;,)\s]?\s*(\+)?""",
    re.IGNORECASE,
)
_CREATE_PAGE = re.compile(
    r"""createPageHTML\(\s*(?:["'][^"']*["']\s*,\s*)?(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*["']([\w./-]+)["']\s*,"""
    r"""\s*["'](\w{1,8})["']""",
    re.IGNORECASE,
)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[(.{1,4000}?)\]\]>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"(?m)(?<![:\w\"'])//[^\n]*$|/\*.*?\*/", re.DOTALL)


def script_addresses(code: str) -> Iterator[str]:
    """Addresses a piece of script assigns to the location or opens; parts of a concatenation are not addresses."""
    for match in _ASSIGN.finditer(code):
        href = match.group(1) or match.group(2)
        if href and not match.group(3) and not href.startswith(("javascript:", "about:", "#")):
            yield href


def redirect_addresses(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    """Where the inline scripts of a nearly empty page send its visitor."""
    codes = [code for node in tree.tags("script") if "src" not in node.attrs and _ASSIGN.search(code := node.text())]
    if codes and len(visible_text(html[:HEAD])) < TINY:
        for code in codes:
            yield from script_addresses(_COMMENT.sub("", code[:HEAD]))


def paged_addresses(html: str) -> Iterator[tuple[str, str]]:
    """The pages of a TRS list, `createPageHTML(pages, current, "index", "html")`, each with its number as words.

    The first page names all the others, a later one only the next: every page is named, and none a thousand times.
    """
    for match in _CREATE_PAGE.finditer(html):
        count, current = min(int(match[1]), PAGES_AT_MOST), int(match[2])
        following = range(1, count) if current == 0 else range(current + 1, min(current + 2, count))
        for number in following:
            yield f"{match[3]}_{number}.{match[4]}", str(number + 1)


def feed_links(tree: LexborHTMLParser, html: str) -> Iterator[tuple[str, str]]:
    """The links in the data blocks of jcms and hanweb lists, and the address of the block that follows them."""
    blocks = [feed_markup(tree), *(match[1] for match in _NEXT_GROUP.finditer(html))]
    for block in blocks:
        if block:
            for node in LexborHTMLParser(block).tags("a"):
                href = node.attrs.get("href")
                if href and not href.startswith(("#", "javascript:")):
                    yield href, " ".join(node.text().split()) or (node.attrs.get("title") or "")
