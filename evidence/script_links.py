"""Addresses that only a script would follow, read from its text without running it."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.list_data import list_data
from evidence.list_feeds import feed_markup, item_links, named_link, script_objects
from evidence.notice import visible_text
from evidence.script_writing import always_written

TINY = 200  # characters of visible text under which a page exists to send its visitor on
HEAD = 20_000
PAGES_AT_MOST = 1_000

_ASSIGN = re.compile(
    r"""(?:\blocation(?:\.href)?\s*=(?!=)\s*|\blocation\.(?:assign|replace)\s*\(\s*|\bwindow\.open\s*\(\s*)"""
    r"""(?:"([^"<>]+)"|'([^'<>]+)')\s*[;,)\s]?\s*(\+)?""",
    re.IGNORECASE,
)
# A function of the site's own that is named for what it does, given a page: OpenWin('/a.html'), goUrl("/b/").
_OWN = re.compile(
    r"""(?:^|[;\s:(])\w{0,20}?(?:open|go|jump|link|url|href|turn|redirect)\w{0,20}\(\s*(?:"([^"<>\s]+)"|'([^'<>\s]+)')\s*[,)]""",
    re.IGNORECASE,
)
# Any function of the site's own that is given a whole address: leave('http://…') asks whether to leave the site.
_OWN_WEB = re.compile(
    r"""(?:^|[;\s:(])(?!\w{0,20}(?:share|fav|home|track|count|copy|add|log|stat))\w{1,30}\(\s*["'](https?://[^"'<>\s]+)["']\s*[,)]""",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:https?://|/)[^'\"]+|[\w./-]+\.(?:s?html?|jspx?|aspx?|php|do|action)(?:\?.*)?", re.IGNORECASE)
# A node of a tree that a script draws (dtree, xtree, foldertree): its words, then the page that it leads to.
_NODE = re.compile(
    r"""(?:\b(?:add|ins)\w{0,20}|(?:Item|Node|Lnk|Fld))\(\s*(?:["']?[\w.-]{0,30}["']?\s*,\s*){0,3}?"""
    r"""(["'])(?P<words>[^"'<>\n]{0,60}?[\u4e00-\u9fff][^"'<>\n]{0,60})\1\s*,\s*(["'])(?P<href>[^"'<>\s]+)\3\s*[,)]"""
)
# The same as an object of a ztree, which names the branch it hangs under.
_LEAF = re.compile(
    r"""\bname["']?\s*:\s*(["'])(?P<words>[^"'<>\n]{1,60})\1[^{}]{0,200}?\b(?:url|href|link)["']?\s*:\s*"""
    r"""(["'])(?P<href>[^"'<>\s]+)\3\s*[,}]"""
)
# A script that draws links from such objects: '<a href="' + menu[i].url + '">'.
_DRAWN = re.compile(
    r"""href=\\?["']?(?:["']\s*\+\s*|\$\{)\s*[\w$]{1,30}(?:\[\w{1,20}\])?\.(?:url|href|link)\b""", re.IGNORECASE
)
_NODES = ("add", "ins", "Item(", "Node(", "Lnk(", "Fld(")
_CREATE_PAGE = re.compile(
    r"""createPageHTML\(\s*(?:["'][^"']*["']\s*,\s*)?(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*["']([\w./-]+)["']\s*,"""
    r"""\s*["'](\w{1,8})["']""",
    re.IGNORECASE,
)
# An anchor written out whole inside a string; one put together from pieces (`"<a href='" + url`) has no address.
_MARKUP = re.compile(
    r"""<a\s[^<>]{0,200}?\bhref\s*=\s*(?P<quote>\\?["'])(?P<href>[^"'<>\\+${}\s]+)(?P=quote)[^<>+${}]{0,200}>"""
    r"""(?P<words>[^<>+${}"']{1,80})<\\?/a>""",
    re.IGNORECASE,
)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[(.{1,4000}?)\]\]>", re.IGNORECASE | re.DOTALL)
_LIKE_ADDRESS = re.compile(
    r"(?:https?:)?//|\.{0,2}/(?!/)|[\w./-]+\.(?:s?html?|jspx?|aspx?|php|do|pdf|docx?)\b|\?", re.IGNORECASE
)
_COMMENT = re.compile(r"(?m)(?<![:\w\"'])//[^\n]*$|/\*.*?\*/", re.DOTALL)


def script_addresses(code: str) -> Iterator[str]:
    """Addresses a piece of script assigns to the location or opens; parts of a concatenation are not addresses."""
    for match in _ASSIGN.finditer(code):
        href = match.group(1) or match.group(2)
        if href and not match.group(3) and not href.startswith(("javascript:", "about:", "#")):
            yield href


def handler_addresses(code: str) -> Iterator[str]:
    """Addresses that a click leads to: those of `script_addresses`, else one given to a function of the site's own."""
    found = False
    for href in script_addresses(code):
        found = True
        yield href
    match = None if found or _ASSIGN.search(code) else _OWN.search(code) or _OWN_WEB.search(code)
    href = next(filter(None, match.groups()), "") if match else ""
    if _PAGE.fullmatch(href):
        yield href


def is_page(address: str) -> bool:
    """Whether a text reads like the address of a page or file: under the root, or with the ending of a page."""
    return _PAGE.fullmatch(address) is not None


def inline_code(nodes: Iterable[LexborNode]) -> str:
    """The scripts among the elements of a page that stand in the page itself, one after another."""
    return "\n".join(node.text() for node in nodes if node.tag == "script" and "src" not in node.attrs)


def redirect_addresses(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    """Where the inline scripts of a nearly empty page send its visitor."""
    codes = [code for node in tree.tags("script") if "src" not in node.attrs and _ASSIGN.search(code := node.text())]
    if codes and len(visible_text(html[:HEAD])) < TINY:
        for code in codes:
            yield from script_addresses(_COMMENT.sub("", code[:HEAD]))


def menu_links(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The links of menus that inline scripts keep as markup and show when the mouse comes over their heads.

    Lists kept as data are markup too, but no script.
    """
    for node in tree.tags("script"):
        if "src" not in node.attrs and "<a " in (code := node.text()).lower() and "<record" not in code:
            for match in _MARKUP.finditer(_COMMENT.sub("", code)):
                yield match["href"], " ".join(match["words"].replace("&nbsp;", " ").split())


def tree_links(code: str) -> Iterator[tuple[str, str]]:
    """The links of trees that inline scripts draw: `d.add(1, 0, '指南', '/list.jsp?id=1')`, each with its words."""
    patterns = [_NODE] if any(word in code for word in _NODES) else []
    if "pId" in code or (any(word in code for word in (".url", ".href", ".link")) and _DRAWN.search(code)):
        patterns.append(_LEAF)
    for pattern in patterns:
        for match in pattern.finditer(_COMMENT.sub("", code)):
            if _PAGE.fullmatch(match["href"]):
                yield match["href"], match["words"].strip()


def paged_addresses(html: str) -> Iterator[tuple[str, str]]:
    """The pages of a TRS list, `createPageHTML(pages, current, "index", "html")`, each with its number as words.

    The first page names all the others, a later one only the next: every page is named, and none a thousand times.
    """
    for match in _CREATE_PAGE.finditer(html):
        count, current = min(int(match[1]), PAGES_AT_MOST), int(match[2])
        following = range(1, count) if current == 0 else range(current + 1, min(current + 2, count))
        for number in following:
            yield f"{match[3]}_{number}.{match[4]}", str(number + 1)


def feed_links(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The links in the data blocks of jcms and hanweb lists."""
    yield from markup_links(feed_markup(tree))


def next_blocks(html: str) -> Iterator[str]:
    """The addresses of the data blocks that follow those of a jcms or hanweb list."""
    for match in _NEXT_GROUP.finditer(html):
        yield from (href for href, _ in markup_links(match[1]))


def markup_links(markup: str) -> Iterator[tuple[str, str]]:
    """The links of a piece of markup that stands as data, with their words."""
    if not markup:
        return
    for node in LexborHTMLParser(markup).tags("a"):
        href = node.attrs.get("href")
        if href and not href.startswith(("#", "javascript:")):
            yield href, " ".join(node.text().split()) or (node.attrs.get("title") or "")


def answer_links(text: str, value: Any) -> list[tuple[str, str]]:
    """The rows of a list given as data, `value` being what its JSON says, None where it is markup or a jcms block."""
    if value is None:
        if "<record>" in text:
            return list(feed_links(LexborHTMLParser(text)))
        return list(item_links(text)) if text.lstrip("\ufeff \r\n").startswith("<?xml") else list(markup_links(text))
    data = list_data(value)
    named = (named_link(pairs) for pairs in data.objects)
    rows = [(href, title) for title, href in filter(None, named)]
    return [*rows, *(link for markup in data.markup for link in markup_links(markup))]


def embedded_links(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The rows of a list kept in a script as objects with a title and an address; a single one is no list."""
    rows = [row for pairs in script_objects(tree) if (row := named_link(pairs)) is not None]
    found = [(href, title) for title, href in rows if _LIKE_ADDRESS.match(href)]
    if len(found) > 1:
        yield from dict.fromkeys(found)


def written_markup(
    tree: LexborHTMLParser, *, escaped: bool = False, where: Callable[[LexborNode], bool] | None = None
) -> str:
    """What the inline scripts of a page write into it whenever they run: strings, under no condition.

    With what they decode first where `escaped`: mostly the scripts of others, which draw the official marks.
    `where` tells the scripts that count, such as those that do not stand in a hidden part.
    """
    return "".join(
        piece
        for node in tree.tags("script")
        if "src" not in node.attrs and "document.write" in (code := node.text()) and (where is None or where(node))
        for piece in always_written(_COMMENT.sub("", code[:HEAD]), escaped)
    )
