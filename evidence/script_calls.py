"""Where a click leads that runs a function of the page's own: `javascript:go()`, `$("#go").click(function () {…})`."""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from evidence.script_links import is_page, script_addresses
from evidence.script_values import Code

BODY = r"\{(?P<body>[^{}]{0,400})\}"  # nothing in it depends on anything

_CALLED = re.compile(r"""(?:\bon(?:click|load)\s*=\s*["']?|javascript:)\s*(?:return\s+)?(\w+)\(\s*\)""", re.IGNORECASE)
# A function in its place: with a body, or an arrow before one or before what it does.
_FUNCTION = (
    r"(?:(?:function\s*\w*\s*\(\s*\w*\s*\)|(?:\(\s*\w*\s*\)|\w+)\s*=>)\s*" + BODY + r"|"
    r"(?:\(\s*\w*\s*\)|\w+)\s*=>\s*(?P<says>[^{};\n]{1,200})"
)
_BOUND = re.compile(
    r"""(?:\$|jQuery)\(\s*["'](?P<who>[#.][\w-]+)["']\s*\)\.(?:click|on|bind|one)\(\s*(?:["']click["']\s*,\s*)?"""
    rf"{_FUNCTION})"
)
_SET = re.compile(
    r"""(?:getElementById\(\s*["'](?P<id>[\w-]+)["']|querySelector\(\s*["'](?P<who>[#.][\w-]+)["'])\s*\)\s*\."""
    r"""(?:onclick\s*=\s*|addEventListener\(\s*["']click["']\s*,\s*)"""
    rf"{_FUNCTION}|(?P<name>\w+)\s*(?:[;,)\n]|$))"
)
_NAMED = re.compile(
    r"(?:\blocation(?:\.href)?\s*=(?!=)\s*|\blocation\.(?:assign|replace)\s*\(\s*|\bwindow\.open\s*\(\s*)"
    r"([A-Za-z_$][\w$]{0,40})\s*(?=[;,)\n]|$)"
)
_TEXTS = re.compile(r""""[^"\n]*"|'[^'\n]*'""")
_DEPENDS = re.compile(r"\bif\b|\?|&&|\|\||\bconfirm\b|\bswitch\b")


def called_addresses(tree: LexborHTMLParser, html: str, code: Code) -> Iterator[str]:
    """The addresses that clicks on a page lead to by way of its inline `code`, each written out whole in a function.

    What a function does on a condition is left alone, and so is one that belongs to an element which is not there.
    """
    text = code.text
    if not ("function" in text or "=>" in text) or not ("location" in text or "window.open" in text):
        return
    names = {match[1] for match in _CALLED.finditer(html)}
    bodies: list[str] = []
    for match in (*_BOUND.finditer(text), *_SET.finditer(text)):
        found = match.groupdict()
        if tree.css_first(found["who"] or f'[id="{found.get("id")}"]') is not None:
            bodies.append(found["body"] or found["says"] or "")
            names.add(found.get("name") or "")
    for body in (*bodies, *_bodies(names - {""}, text)):
        if not _DEPENDS.search(_TEXTS.sub("", body)):
            yield from script_addresses(body)
            yield from _by_name(body, code)


def _by_name(body: str, code: Code) -> Iterator[str]:
    """Where a function leads by a name that stands for one address throughout the page."""
    for match in _NAMED.finditer(body):
        value = code.get(match[1])
        if isinstance(value, str) and is_page(value):
            yield value


def _bodies(names: Iterable[str], code: str) -> Iterator[str]:
    for name in sorted(names):
        found = re.search(rf"\bfunction\s+{name}\s*\(\s*\)\s*{BODY}", code)
        if found:
            yield found["body"]
