"""The pages of a body that show pictures which may state its facts: no ornaments, no portraits."""

import re
from collections import Counter
from collections.abc import Iterable

from evidence.page import Page
from evidence.records import LinkKind
from evidence.urls import path_of

PORTRAIT_TEXT, CLIMB_OF_PORTRAIT = 80, 4

_OFFICE = re.compile("姓名|职务|书记|局长|主任|镇长|乡长|[县区市处院馆站部校所会队]长|主席")
_PICTURES = re.compile(
    r"logo|icon|ico\.|bg|banner|btn|arrow|line|dot|top|foot|head|red\.|blue\.|jiucuo|ewm|weixin|qr", re.I
)


def illustrated(pages: Iterable[Page], home: Page, front: Page) -> frozenset[str]:
    """The addresses of pages with a picture without words that is no ornament of the portal or of the part, nor a
    portrait."""
    known = {path_of(link.target) for one in (home, front) for link in one.links if link.kind is LinkKind.IMG}
    shown = {page.url: _pictures(page) - known for page in pages if page.url != front.url}
    times = Counter(path for paths in shown.values() for path in paths)
    # What several pages show is of their template.
    return frozenset(url for url, paths in shown.items() if any(times[path] == 1 for path in paths))


def _pictures(page: Page) -> frozenset[str]:
    portraits = _portraits(page)
    return frozenset(
        path_of(link.target)  # the platform on another host has the same ones
        for link in page.links
        if link.kind is LinkKind.IMG
        and not link.text
        and link.target.rpartition("/")[2] not in portraits
        and not _PICTURES.search(link.target.rpartition("/")[2])
    )


def _portraits(page: Page) -> frozenset[str]:
    """The files of the pictures that stand in one block with a few words of a name and an office."""
    files = set()
    for node in page.tree.css("img"):
        above = node.parent
        for _ in range(CLIMB_OF_PORTRAIT):
            if above is None or above.tag == "body" or above.text(strip=True):
                break
            above = above.parent
        words = above.text(separator=" ", strip=True) if above is not None else ""
        if len(words) <= PORTRAIT_TEXT and _OFFICE.search(words):
            files.add((node.attributes.get("src") or "").rpartition("/")[2])
    return frozenset(files)
