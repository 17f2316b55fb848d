"""Links into a page whose anchor is not there."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from evidence.page import Page
from evidence.records import LinkKind, Place
from evidence.site import Site

# Fragments that always work, or that scripts read as a route or a state.
ALWAYS = frozenset(("", "top"))
ROUTES = ("/", "!", "?", ":~:")
# What a link carries that a script acts upon. One into its own page that shows no words is for a script too.
SWITCHES = frozenset(
    (
        *("onclick", "onmouseover", "@click", "ng-click", "v-on:click", "role", "aria-controls", "data-slide"),
        *("data-toggle", "data-bs-toggle", "data-target", "data-bs-target"),
    )
)
# An element with nothing in it that is named for what a page is about: a script file draws the text, and its anchors.
DRAWN = "div,main,section,article,ul,ol,dl,tbody"
_ABOUT = re.compile(
    r"(?<![a-z])(?:app|root|main|content|article|detail|text|zoom|view|sections?|catalog|toc|mulu|neirong)(?![a-z])",
    re.IGNORECASE,
)


class MissingAnchor(NamedTuple):
    """An anchor that a link names and its page lacks, with the first place of use."""

    target: str
    fragment: str
    place: Place


def missing_anchors(site: Site) -> Iterator[MissingAnchor]:
    """Every missing anchor of the site's own pages, once each. Pages that scripts may fill are not judged."""
    wanted: dict[tuple[str, str], Place] = {}
    for page in site.pages():
        for link in page.links:
            if link.fragment and link.kind is LinkKind.A and _judged(link.fragment):
                wanted.setdefault((link.target, link.fragment), Place(page.url, link.text, link.kind))
    for (target, fragment), place in sorted(wanted.items()):
        aim = site.page(target)
        if aim is None or _has(aim, fragment) or _scripted(aim, fragment) or _is_drawn(aim):
            continue
        if place.page_url == aim.url and (not place.text or _switches(aim, fragment)):
            continue
        yield MissingAnchor(target, fragment, place)


def _judged(fragment: str) -> bool:
    return fragment.lower() not in ALWAYS and not fragment.startswith(ROUTES) and "=" not in fragment


def _has(page: Page, fragment: str) -> bool:
    names = {fragment, unquote(fragment)}
    for node in page.tree.css("[id],a[name]"):
        if node.attrs.get("id") in names or node.attrs.get("name") in names:
            return True
    return False


def _scripted(page: Page, fragment: str) -> bool:
    """Whether a script of the page knows the fragment: a tab that it shows by name, a heading that it numbers."""
    name = unquote(fragment)
    stem = name.rstrip("0123456789")
    known = (name, f"'{stem}'", f'"{stem}"', f"`{stem}$") if 1 < len(stem) < len(name) else (name,)
    return any(words in code for node in page.tree.tags("script") if (code := node.text()) for words in known)


def _is_drawn(page: Page) -> bool:
    """Whether the text of a page is still to be drawn by a script file, which may set any anchor."""
    if page.tree.css_first("script[src]") is None:
        return False
    return any(
        not node.text().strip() and next(node.iter(), None) is None and _ABOUT.search(_names(node))
        for node in page.tree.css(DRAWN)
    )


def _names(node: LexborNode) -> str:
    return f"{node.attrs.get('id') or ''} {node.attrs.get('class') or ''}"


def _switches(page: Page, fragment: str) -> bool:
    """Whether the link into its own page is a button in disguise: a tab, a menu, something a script listens to."""
    for node in page.tree.css("a[href]"):
        href = node.attrs.get("href") or ""
        if unquote(href.partition("#")[2]) == unquote(fragment) and any(name in SWITCHES for name in node.attrs):
            return True
    return False
