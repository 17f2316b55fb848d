"""The columns of a site: what its menus, pictures, tabs and section fronts lead to, under which idea."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from evidence.columns_discovery import Found, Uses, discover, folder_of
from evidence.columns_structure import How
from evidence.columns_vocabulary import ColumnKind, Idea, vocabulary
from evidence.scope import of_site
from evidence.site import Site

LINKED_FROM_LIMIT = 50  # a menu stands on every page: these are enough to show where


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a site.

    `idea` is the canonical name, "" where the vocabulary does not know it; `url` is the page that shows it (the
    linking page itself for a tab without an address). `parent` is the address of the column it hangs under or "".
    `linked_from` lists pages that lead to it, the shallowest first, at most 50; `how` is the means on the first
    of them. `items` counts the links listed below a tab. `picture` is the file of a picture without words.
    """

    name: str
    url: str
    kind: ColumnKind
    idea: str
    parent: str
    linked_from: tuple[str, ...]
    depth: int
    how: How
    same_site: bool
    items: int = 0
    picture: str = ""


class _Key(NamedTuple):
    depth: int
    place: int
    url: str
    idea: str


def column_tree(site: Site) -> tuple[Column, ...]:
    """Every column seen: known ones by their idea, unknown menu entries that lead to lists; shallowest first.

    The home page and the fronts of sections are read by structure, other pages up to three clicks deep by the
    exact text of their links.
    """
    found = discover(site)
    home = site.page(site.info.url)
    known = _Prefixes(found)
    columns = []
    for place, (key, uses) in enumerate(found.items()):
        column = _column(site, key, uses, known, home.url if home else site.info.url)
        columns.append((_Key(column.depth, place, column.url, column.idea), column))
    return tuple(column for _, column in sorted(columns, key=lambda pair: pair[0]))


def columns_of(columns: Iterable[Column], *ideas: str) -> tuple[Column, ...]:
    """The columns of one of these ideas, in the order of the tree."""
    return tuple(column for column in columns if column.idea in ideas)


class _Prefixes:
    """The folders of the columns found, to tell what hangs under what by address."""

    def __init__(self, found: Mapping[Found, Uses]) -> None:
        self._folders: dict[str, str] = {}
        for key in found:
            folder = folder_of(key.target)
            if folder and key.target not in self._folders.values():
                self._folders.setdefault(folder, key.target)

    def above(self, url: str) -> str:
        """The column in whose folder an address lies, the nearest one."""
        folder = folder_of(url)
        if self._folders.get(folder) not in (None, url):
            return self._folders[folder]
        while folder:
            folder = folder_of(folder.rstrip("/"))
            if self._folders.get(folder) not in (None, url):
                return self._folders[folder]
        return ""


def _column(site: Site, key: Found, uses: Uses, known: _Prefixes, home: str) -> Column:
    # A page's heading names the column it is; that is no way to it where there are others.
    pages = sorted(set(uses) - {key.target} or set(uses), key=lambda url: (uses[url].depth, url))
    first = uses[pages[0]]
    idea = vocabulary().ideas.get(key.idea)
    depth = site.depth(key.target)
    parents = [uses[url].parent for url in pages if uses[url].parent not in ("", key.target)]
    return Column(
        name=first.name or key.idea,
        url=key.target,
        kind=_kind(idea),
        idea=key.idea,
        parent=parents[0] if parents else known.above(key.target),
        linked_from=tuple(pages[:LINKED_FROM_LIMIT]),
        depth=first.depth + 1 if depth is None else depth,
        how=first.how,
        same_site=of_site(site.info, key.target, home),
        items=max(uses[url].items for url in pages),
        picture=first.picture,
    )


def _kind(idea: Idea | None) -> ColumnKind:
    return idea.kind if idea else ColumnKind.OTHER
