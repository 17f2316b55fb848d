"""Where a click leads that runs a function of the page's own: `javascript:go()`, `$("#go").click(function () {…})`."""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from evidence.script_links import script_addresses

BODY = r"\{(?P<body>[^{}]{0,400})\}"  # nothing in it depends on anything

_CALLED = re.compile(r"""(?:onclick\s*=\s*["']?|javascript:)\s*(?:return\s+)?(\w+)\(\s*\)""", re.IGNORECASE)
_BOUND = re.compile(
    r"""(?:\$|jQuery)\(\s*["'](?P<who>[#.][\w-]+)["']\s*\)\.(?:click|on)\(\s*(?:["']click["']\s*,\s*)?"""
    rf"""function\s*\(\s*\w*\s*\)\s*{BODY}"""
)
_SET = re.compile(
    rf"""getElementById\(\s*["'](?P<who>[\w-]+)["']\s*\)\.onclick\s*=\s*(?:function\s*\(\s*\w*\s*\)\s*{BODY}|(?P<name>\w+))"""
)
_TEXTS = re.compile(r""""[^"\n]*"|'[^'\n]*'""")
_DEPENDS = re.compile(r"\bif\b|\?|&&|\|\||\bconfirm\b|\bswitch\b")


def called_addresses(tree: LexborHTMLParser, html: str, code: str) -> Iterator[str]:
    """The addresses that clicks on a page lead to by way of its inline `code`, each written out whole in a function.

    What a function does on a condition is left alone, and so is one that belongs to an element which is not there.
    """
    if "function" not in code or not ("location" in code or "window.open" in code):
        return
    names = {match[1] for match in _CALLED.finditer(html)}
    bodies = [match["body"] for match in _BOUND.finditer(code) if tree.css_first(match["who"]) is not None]
    for match in _SET.finditer(code):
        if tree.css_first(f'[id="{match["who"]}"]') is not None:
            bodies.append(match["body"] or "")
            names.add(match["name"] or "")
    yield from _of_bodies([*bodies, *_bodies(names - {""}, code)])


def _bodies(names: Iterable[str], code: str) -> Iterator[str]:
    for name in sorted(names):
        found = re.search(rf"\bfunction\s+{name}\s*\(\s*\)\s*{BODY}", code)
        if found:
            yield found["body"]


def _of_bodies(bodies: Iterable[str]) -> Iterator[str]:
    for body in bodies:
        if not _DEPENDS.search(_TEXTS.sub("", body)):
            yield from script_addresses(body)
