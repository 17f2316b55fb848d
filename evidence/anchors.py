"""Links into a page whose anchor is not there."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from evidence.page import Page
from evidence.records import LinkKind, Place
from evidence.site import Site

# Fragments that always work, or that scripts read as a route or a state.
ALWAYS = frozenset(("", "top"))
ROUTES = ("/", "!", "?", ":~:")


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
        page = site.page(target)
        if page is not None and not _has(page, fragment) and not _scripted(page, fragment):
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
    """Whether a script of the page knows the fragment: a tab or slide that it shows by name."""
    return any(unquote(fragment) in (node.text() or "") for node in page.tree.tags("script"))
