"""The outline of a run: which addresses were looked at, which of them are pages, how many clicks from home."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from evidence.records import BROWSER, LIST_DATA, LinkKind
from storage.links import KINDS, LinkSet
from storage.reading import StoredLinks, rows_in_order
from storage.tables import bodies, looks, urls


def _mask(*chosen: LinkKind) -> bytes:
    return bytes(kind in chosen for kind in KINDS).ljust(256, b"\0")


# A visitor clicks the first; the second open by themselves; the third are parts of the page, never pages.
# `link rel` leads nowhere.
_CLICKED = _mask(LinkKind.A, LinkKind.AREA, LinkKind.OPTION, LinkKind.SCRIPTED, LinkKind.PAGED, LinkKind.KEPT)
_OPENED = _mask(LinkKind.FRAME, LinkKind.REFRESH, LinkKind.DATA)
_EMBEDDED = _mask(LinkKind.IMG, LinkKind.SCRIPT, LinkKind.STYLE, LinkKind.MEDIA, LinkKind.OBJECT)


class Seen(NamedTuple):
    """What the outline keeps of one look."""

    id: int
    url_id: int
    url: str
    look: int
    depth: int
    final_id: int | None
    status: int | None
    links_id: int | None
    in_browser: bool
    has_body: bool
    is_data: bool

    @property
    def ends_at(self) -> int:
        """The address the look ended at."""
        return self.url_id if self.final_id is None else self.final_id

    @property
    def is_good(self) -> bool:
        """Whether a good answer came: 304 stands for the one known already."""
        return self.status is not None and (200 <= self.status < 300 or self.status == 304)

    @property
    def is_page(self) -> bool:
        """Whether it brought a page that can be read, as the server sent it."""
        return self.is_good and self.links_id is not None and self.has_body and not (self.is_data or self.is_rendered)

    @property
    def is_rendered(self) -> bool:
        """Whether it brought a page as it stood in a browser."""
        return self.links_id is not None and self.has_body and self.in_browser

    @property
    def is_list(self) -> bool:
        """Whether it brought a list that a script asked for."""
        return self.is_good and self.links_id is not None and self.has_body and self.is_data


class Leaf(NamedTuple):
    """A page in the outline, or something else that uses addresses."""

    url: str
    url_id: int
    depth: int
    look_id: int
    links_id: int
    rendered_id: int | None = None  # the look that showed it in a browser; its links are then of this one


def seen(connection: Connection, run: int) -> Iterator[Seen]:
    """Every look of a run, in the order written."""
    names = ("id", "url_id", "look", "depth", "final_id", "status", "links_id")
    shown = (looks.c.method == BROWSER).label("in_browser")
    stored = bodies.c.hash.is_not(None).label("has_body")
    data = looks.c.extra.endswith(f'"{LIST_DATA}"]]').label("is_data")  # the last mark of a look
    statement = select(*(looks.c[name] for name in names), urls.c.text.label("url"), shown, stored, data)
    statement = statement.join(urls, urls.c.id == looks.c.url_id).outerjoin(bodies, bodies.c.hash == looks.c.body_hash)
    for rows in rows_in_order(connection, statement, run):
        for row in rows:
            yield Seen(**row)


def best_looks(entries: Iterable[Seen]) -> dict[int, Seen]:
    """For each address that is a page the look to read it by: asked directly before redirected to, then the latest."""
    found: dict[int, Seen] = {}
    for entry in entries:
        if entry.is_page:
            old = found.get(entry.ends_at)
            if old is None or _rank(entry) > _rank(old):
                found[entry.ends_at] = entry
    return found


def rendered_looks(entries: Iterable[Seen]) -> dict[int, Seen]:
    """For each address that a browser showed as a page the last such look."""
    return {entry.url_id: entry for entry in entries if entry.is_rendered}


def _rank(entry: Seen) -> tuple[Any, ...]:
    return (entry.url_id == entry.ends_at, entry.look, entry.id)


def clicks(
    reader: StoredLinks, roots: Iterable[int], ends: Mapping[int, int], link_sets: Mapping[int, int]
) -> dict[int, int]:
    """The fewest clicks to every address, breadth first from the roots over the links stored.

    `ends` leads from an address to where its redirects ended, `link_sets` from a page to its links.
    """
    depths: dict[int, int] = {}
    level, depth = set(roots), 0
    while level:
        following: set[int] = set()
        while level:
            depths.update(dict.fromkeys(level, depth))
            beside = {ends.get(node, node) for node in level}  # what is met without a further click
            for _, packed in reader.sets(link_sets[node] for node in level if node in link_sets):
                following.update(_chosen(packed, _CLICKED))
                beside.update(_chosen(packed, _OPENED))
                # One after the other: of two given together, the second would be walked whole for every page.
                beside.update(set(_chosen(packed, _EMBEDDED)).difference(link_sets).difference(ends))
            level = beside.difference(depths)
        level, depth = following.difference(depths), depth + 1
    return depths


def _chosen(packed: LinkSet, which: bytes) -> Iterator[int]:
    return compress(packed.targets, packed.kinds.translate(which))
