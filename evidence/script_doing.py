"""What the inline scripts of a page do whenever it is opened: open a window, give an element its address.

Only what stands outside of all braces is read, or right within what waits for the page (`$(function () {…})`).
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from evidence.records import LinkKind
from evidence.script_links import is_page, markup_links
from evidence.script_values import unescaped

LONGEST = 20_000  # characters of script that are looked through
DEEPEST = 8  # braces within braces that are taken out

_INNERMOST = re.compile(r"\{[^{}]*\}")
_COMMENT = re.compile(r"(?m)(?<![:\w\"'])//[^\n]*$|/\*.*?\*/", re.DOTALL)
_READY = re.compile(
    r"(?:(?:\$|jQuery)\(\s*(?:document\s*\)\s*\.ready\(\s*)?function\s*\(\s*\$?\s*\)|window\.onload\s*=\s*function\s*\(\s*\))\s*"
    r"\{([^{}]{0,4000})\}"
)
_OPENS = re.compile(r"""(?:^|[;\n{}])\s*(?:var\s+\w+\s*=\s*)?window\.open\(\s*(["'])(?P<href>[^"'<>\s]+)\1\s*[,)]""")
_SETS = re.compile(
    r"""(?:getElementById\(\s*["'](?P<id>[\w-]+)["']\s*\)|(?:querySelector|\$|jQuery)\(\s*["']#(?P<who>[\w-]+)["']\s*\))\s*"""
    r"""\.(?:(?P<property>href|src)\s*=\s*|(?:setAttribute|attr|prop)\(\s*["'](?P<name>href|src)["']\s*,\s*)"""
    r"""(["'])(?P<href>[^"'<>\s]+)\5\s*(?=[;)\n]|$)"""
)
# Markup written out whole that is put into an element.
_PUTS = re.compile(
    r"""(?:\.innerHTML\s*\+?=\s*|\.(?:html|append|prepend|after|before)\(\s*|insertAdjacentHTML\(\s*["']\w{5,12}["']\s*,\s*)"""
    r"""(?P<quote>["'`])(?P<markup>(?:(?!(?P=quote))[^\\$]|\\.){9,4000})(?P=quote)\s*(?=[;)\n]|$)"""
)
_MARKUP = ("'<", '"<', "`<")
_WORDS = (").href", ").src", "setAttribute(", ".attr(", ".prop(")
_KINDS = {"iframe": LinkKind.FRAME, "img": LinkKind.IMG}


def done_addresses(tree: LexborHTMLParser, code: str) -> Iterator[tuple[str, LinkKind]]:
    """The addresses that the inline `code` of a page opens or gives to its elements, whoever comes."""
    opens = "window.open(" in code and _OPENS.search(code) is not None
    sets = any(word in code for word in _WORDS) and _SETS.search(code) is not None
    puts = any(mark in code for mark in _MARKUP) and _PUTS.search(code) is not None
    if not (opens or sets or puts):
        return
    always = _always(code[:LONGEST])
    if opens:
        yield from ((match["href"], LinkKind.SCRIPTED) for match in _OPENS.finditer(always) if is_page(match["href"]))
    if puts:
        markup = (unescaped(match["markup"]) for match in _PUTS.finditer(always))
        # What leads to other sites stays with who looks for links that scripts plant.
        put = (href for piece in markup for href, _ in markup_links(piece))
        yield from ((href, LinkKind.SCRIPTED) for href in put if "//" not in href[:8])
    for match in _SETS.finditer(always):
        node = tree.css_first(f'[id="{match["id"] or match["who"]}"]')
        name = match["property"] or match["name"]
        if node is None or not (name == "href" or node.tag in _KINDS):
            continue
        yield match["href"], LinkKind.SCRIPTED if name == "href" else _KINDS[node.tag or ""]


def _always(code: str) -> str:
    """The code outside of braces, and right within those that wait for the page."""
    outside, waiting = _COMMENT.sub("", code), []
    for _ in range(DEEPEST):
        waiting += _READY.findall(outside)
        shorter = _INNERMOST.sub("", outside)
        if shorter == outside:
            break
        outside = shorter
    return "\n".join((outside, *waiting)) if "{" not in outside else "\n".join(waiting)
