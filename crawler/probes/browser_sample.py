"""Which pages are shown in the browser: the home page and one page of each pattern of addresses, the common first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TypeVar

from crawler.probes.request import SeenPage
from evidence.urls import host_of, path_of

Item = TypeVar("Item")

_DIGITS = re.compile(r"\d+")
# Numbers in hexadecimal: an article of many systems has no other name.
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4,}){1,4}|(?=[A-Fa-f]*\d)[0-9A-Fa-f]{16,}")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Pages made alike by their address: how many there are and the one that stands for them."""

    name: str
    pages: int
    url: str


def patterns(home: str, pages: Iterable[SeenPage]) -> tuple[Pattern, ...]:
    """The patterns of a site in the order in which they are to be looked at.

    The home page comes first. Then one pattern of each shape (folders and names folded), then the next of each: the
    columns of a portal share a template more often than they differ. What only filters a list (`?year&type`) has its
    shape, or a few boxes to choose from would take the turns of all other columns.
    """
    groups: dict[str, list[SeenPage]] = {}
    for page in pages:
        if page.url != home:
            groups.setdefault(pattern_of(page.url), []).append(page)
    shapes: dict[str, list[Pattern]] = {}
    plainest = _plainest(groups)
    for name, members in groups.items():
        first = min(members, key=lambda page: (page.depth, page.url))
        shape = shape_of(plainest[name.partition("?")[0]])
        shapes.setdefault(shape, []).append(Pattern(name=name, pages=len(members), url=first.url))
    columns = [sorted(found, key=_common_first) for found in shapes.values()]
    columns.sort(key=lambda found: (-sum(pattern.pages for pattern in found), found[0].name))
    return (Pattern(name=pattern_of(home), pages=1, url=home), *in_turns(columns))


def _plainest(names: Iterable[str]) -> dict[str, str]:
    """For each path the pattern with the fewest names in its query."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (name.count("&") + name.count("?"), name)):
        found.setdefault(name.partition("?")[0], name)
    return found


def pattern_of(url: str) -> str:
    """An address with its numbers folded and only the names of its query."""
    path, _, query = path_of(url).partition("?")
    keys = sorted({pair.partition("=")[0] for pair in query.split("&") if pair})
    folded = _DIGITS.sub("#", _HEXADECIMAL.sub("#", _PERCENT.sub("%", path)))
    return host_of(url) + folded + ("?" + "&".join(keys) if keys else "")


def shape_of(name: str) -> str:
    """A pattern without the names of its folders: depth, how the last part is written, and the query's names."""
    path, mark, query = name.partition("?")
    *folders, last = path.split("/")
    letters = re.sub(r"[A-Za-z_\-%]{3,}", "@", last)
    return "/".join((*("*" for _ in folders), letters)) + mark + query


def _common_first(pattern: Pattern) -> tuple[int, str]:
    return (-pattern.pages, pattern.name)


def in_turns(groups: Iterable[Sequence[Item]]) -> Iterator[Item]:
    """The first of each group, then the second of each, and so on."""
    turns = chain.from_iterable(zip_longest(*([(item,) for item in group] for group in groups)))
    return (turn[0] for turn in turns if turn is not None)
