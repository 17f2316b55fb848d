"""Where a click leads that tells a function of the page's own what to open: `javascript:show('12')`, `data-url="/a/"`.

The function must say so in one plain expression of texts and what it is told; what depends on anything else is left
alone.
"""

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser

BODY = r"\{(?P<body>[^{}]{0,400})\}"  # nothing in it depends on anything
CALLS = 500  # looked at in one page

_TAKES = r"\w{1,40}(?:\s*,\s*\w{1,40}){0,5}"
_FUNCTION = re.compile(
    rf"(?:\bfunction\s+(?P<name>\w{{1,40}})\s*|\b(?P<other>\w{{1,40}})\s*=\s*function\s*)"
    rf"\(\s*(?P<takes>{_TAKES})\s*\)\s*{BODY}"
)
_GOES = re.compile(
    r"(?:\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:assign|replace)\s*\(|\bwindow\.open\s*\()\s*(?P<what>[^;,(){}\n]{1,300})(?=[;,)}\n]|$)"
)
_DEPENDS = re.compile(r"\bif\b|\?\s*[^\"'=&\w]|&&|\|\||\bconfirm\b|\bswitch\b")
_PART = re.compile(r"""\s*(?:"(?P<one>[^"\n]*)"|'(?P<two>[^'\n]*)'|(?P<name>\w+))\s*""")
_CALL = re.compile(
    r"""(?:\bonclick\s*=\s*["']?|javascript:)\s*(?:return\s+)?(?P<name>\w{1,40})\((?P<told>[^()<>]{1,300})\)""", re.I
)
_TOLD = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w.]+))\s*(?:,|$)""")
# A script that leads where an attribute of what was clicked says, in either order.
_READS = (
    r"(?:(?:attr|getAttribute|data)\(\s*[\"'](?:data-)?(?P<{0}>url|href|link)[\"']|"
    r"dataset(?:\.|\[[\"'])(?P<{0}s>url|href|link)\b)"
)
_LEADS = r"(?:\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:assign|replace)\s*\(|\bwindow\.open\s*\()"
_FROM_ATTRIBUTE = re.compile(
    rf"{_LEADS}[^;{{}}\n]{{0,80}}?{_READS.format('a')}|{_READS.format('b')}[^{{}}]{{0,160}}?{_LEADS}"
)
_LIKE_PAGE = re.compile(
    r"(?:https?://|/)[^'\"\s]+|[\w./-]+\.(?:s?html?|jspx?|aspx?|php|do|action)(?:\?.*)?", re.IGNORECASE
)


def told_addresses(html: str, code: str) -> Iterator[str]:
    """The addresses that the functions in the inline `code` of a page make of what its clicks tell them."""
    if "function" not in code or not ("location" in code or "window.open" in code):
        return
    makers = dict(_makers(code))
    if not makers:
        return
    for number, call in enumerate(_CALL.finditer(unescape(html) if "&quot;" in html or "&#39;" in html else html)):
        if number >= CALLS:
            return
        takes, what = makers.get(call["name"], ((), ""))
        told = ["".join(filter(None, found.groups())) for found in _TOLD.finditer(call["told"])]
        made = _made(what, dict(zip(takes, told, strict=False))) if takes and len(told) >= len(takes) else None
        if made and _LIKE_PAGE.fullmatch(made):
            yield made


def _makers(code: str) -> Iterator[tuple[str, tuple[tuple[str, ...], str]]]:
    """The functions that lead somewhere by what they are told: by their names, what they take and the expression."""
    for function in _FUNCTION.finditer(code):
        body = function["body"]
        found = _GOES.findall(body)
        if len(found) == 1 and not _DEPENDS.search(body):
            yield function["name"] or function["other"], (tuple(re.split(r"\s*,\s*", function["takes"])), found[0])


def _made(expression: str, told: dict[str, str]) -> str | None:
    """What an expression of texts and names amounts to; None where it has anything else in it."""
    position, made = 0, ""
    while position < len(expression):
        part = _PART.match(expression, position)
        if part is None:
            return None
        name = part["name"]
        if name is not None and name not in told:
            return None
        made += (part["one"] or part["two"] or "") if name is None else told[name]
        position = part.end()
        if expression[position : position + 1] not in ("+", ""):
            return None
        position += 1
    return None if expression.rstrip().endswith("+") else made


def clicked_attributes(tree: LexborHTMLParser, code: str) -> Iterator[tuple[str, str]]:
    """The addresses in attributes of which a script says that a click leads there, with the words beside them."""
    if "location" not in code and "window.open" not in code:
        return
    groups = (match.groupdict() for match in _FROM_ATTRIBUTE.finditer(code))
    for name in sorted({value for found in groups for value in found.values() if value}):
        for node in tree.css(f"[data-{name}]"):
            address = (node.attrs.get(f"data-{name}") or "").strip()
            if _LIKE_PAGE.fullmatch(address) and "onclick" not in node.attrs:
                yield address, " ".join(node.text().split())
