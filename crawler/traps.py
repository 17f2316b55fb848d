"""Ways without an end, told by what they bring: addresses that lead to their like and show nothing new.

A calendar, a session id in the path, facets that combine: each page links to more of its kind, and none says what an
earlier one did not. Dates and bare figures aside, that is: they are all that changes in a calendar. Lists and articles
lead to their like too, but bring words or addresses of their own. Given up is only what was found on a page like
itself, by a link that is no headline, after `ENDLESS` such pages in a row that brought nothing.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from evidence.script_data import PAGE_KEYS
from evidence.urls import host_of, path_of

GRACE = 3  # pages like the one that led to them, before anybody looks at what they say
ENDLESS = 10  # of them in a row that bring nothing
ALIKE = 30  # pages of one shape, told apart by a query or a key, that say the same to the letter
BARREN = 10  # such pages that say the same but for dates: what leads there leads to nothing new
BARREN_PLAIN = 200  # pages told apart by a plain number, as articles are, before the same is thought of them
SETS = 4  # closed sets of parameters of one path, after which no further set is tried
HEADLINE = 8  # characters of a link, dates aside, that make it a headline
SHAPES = 20_000  # kept at once
GROUNDS = 200  # of which the words are kept
WORDS = 2_000  # of each

# A word with a digit in it changes from page to page; escapes are letters of another script.
_CHANGING = re.compile(r"%[0-9A-Fa-f]{2}|((?<![0-9A-Za-z])(?=[A-Za-z]*+[0-9])[0-9A-Za-z]++)")
_RUN = re.compile(r"#(?:[-_/.]?#)+")
# Eight letters and digits mixed up are a key or a session, and what follows hangs on it.
_TOKEN = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]{8})[0-9]*+(?:[A-Za-z]++[0-9]++){2}[0-9A-Za-z]*+")
_VALUE = re.compile(r"=[^&]*")
_DATE = re.compile(
    r"第?[-0-9〇零一二三四五六七八九十]{1,4}\s?[年月日周天页季]|[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?|"
    r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|\W+",
    re.IGNORECASE,
)
_SILENT = "script,style,noscript,template"


class Shape(NamedTuple):
    """What addresses of one kind share: their `ground` is the path without what changes, `keys` their parameters."""

    ground: str
    keys: str

    @property
    def changes(self) -> bool:
        """Whether there can be more than one address of this shape."""
        return self.keys != "" or "#" in self.ground

    @property
    def is_keyed(self) -> bool:
        """Whether a query or a key tells its addresses apart, and not a plain number."""
        return self.keys != "" or "…" in self.ground


def shape_of(url: str) -> Shape:
    """The shape of an address."""
    path, mark, query = path_of(url).partition("?")
    token = _TOKEN.search(path)
    if token is not None:
        path = f"{path[: token.start()]}0"
    ground = _RUN.sub("#", _CHANGING.sub(lambda match: "#" if match[1] else match[0], path))
    keys = "&".join(sorted(set(_VALUE.sub("", query).split("&")))) if mark else ""
    return Shape(f"{host_of(url)}{ground}{'…' if token else ''}{mark}", keys)


@dataclass(slots=True)
class _Ways:
    """What is known of the addresses of one shape."""

    idle: int = 0  # pages in a row that brought nothing
    said: int = 0  # the hash of what all of them said, to the letter
    alike: int = 0  # how many said it
    spoken: int = 0  # the same without dates
    barren: int = 0
    differs: bool = False  # whether any said something else than the others, dates aside
    closed: bool = False
    whole: bool = False  # closed for whatever leads there


@dataclass(slots=True)
class _Ground:
    """What has been said on the pages of one ground."""

    pages: int = 0
    words: set[int] = field(default_factory=set)
    closed: int = 0


class Traps:
    """Watches where a crawl is led, and closes the ways that lead nowhere."""

    def __init__(self) -> None:
        self._ways: dict[Shape, _Ways] = {}
        self._grounds: OrderedDict[str, _Ground] = OrderedDict()
        self.any_closed = False

    def is_inward(self, shape: Shape, source: Shape, words: Callable[[], str]) -> bool:
        """Whether an address was found on a page like itself, by a link that is no headline."""
        if shape.ground != source.ground or not shape.changes:
            return False
        return "…" in shape.ground or len(_bare(words())) < HEADLINE

    def is_barren(self, shape: Shape) -> bool:
        """Whether all pages of a shape, and enough of them, have said the same so far."""
        ways = self._ways.get(shape)
        return ways is not None and not ways.differs and ways.barren >= (BARREN if shape.is_keyed else BARREN_PLAIN)

    def refuses(self, shape: Shape, *, inward: bool) -> bool:
        """Whether a way is closed for an address of this shape."""
        if not self.any_closed:
            return False
        ways = self._ways.get(shape)
        if ways is not None and ways.closed:
            return inward or ways.whole
        ground = self._grounds.get(shape.ground)
        turns = any(key.lower() in PAGE_KEYS for key in shape.keys.split("&"))
        return inward and ground is not None and ground.closed >= SETS and not turns

    def wants(self, shape: Shape, *, inward: bool) -> bool:
        """Whether what a page of this shape says must be looked at; to be asked once a page."""
        if not shape.changes:
            return False
        if inward:
            ground = self._grounds.setdefault(shape.ground, _Ground())
            ground.pages += 1
            if len(self._grounds) > GROUNDS:
                self._grounds.popitem(last=False)
            if ground.pages > GRACE:
                return True
        ways = self._ways.get(shape)
        if ways is None and len(self._ways) < SHAPES:
            ways = self._ways[shape] = _Ways()
        return ways is not None and not ways.differs

    def read(self, shape: Shape, markup: str, words: Iterable[str], *, inward: bool, brought: bool) -> None:
        """Take in a page: its markup, the `words` its scripts would draw, whether it `brought` addresses elsewhere."""
        ways = self._ways.setdefault(shape, _Ways())
        texts = [*_said(markup), *words]
        bare = [kept for text in texts if (kept := _bare(text))]
        self._compare(shape, ways, hash(tuple(texts)), hash(tuple(bare)), brought=brought)
        ground = self._grounds.get(shape.ground)
        if not inward or ground is None or ground.pages <= GRACE:
            return
        new = _is_new(bare, ground.words)
        ways.idle = 0 if brought or new else ways.idle + 1
        if ways.idle >= ENDLESS and not ways.closed:
            ways.closed = self.any_closed = True
            ground.closed += 1

    def _compare(self, shape: Shape, ways: _Ways, said: int, spoken: int, *, brought: bool) -> None:
        """Whether all pages of a shape have said the same, to the letter and dates aside."""
        if ways.differs:
            return
        ways.differs = ways.barren > 0 and spoken != ways.spoken
        ways.spoken, ways.barren = spoken, ways.barren + 1
        ways.alike = ways.alike + 1 if not brought and said == ways.said else 1
        ways.said = said
        if ways.alike >= ALIKE and not ways.differs and shape.is_keyed:
            ways.closed = ways.whole = self.any_closed = True


def _said(markup: str) -> list[str]:
    """The texts of a page, its title among them, each by itself."""
    tree = LexborHTMLParser(markup)
    for node in tree.css(_SILENT):
        node.decompose()
    return tree.root.text(separator="\n", strip=True, skip_empty=True).split("\n") if tree.root else []


def said_bare(markup: str) -> list[str]:
    """The texts of a page without dates and signs."""
    return [kept for text in _said(markup) if (kept := _bare(text))]


def _bare(text: str) -> str:
    """A text without dates and signs; nothing where only figures are left."""
    kept = _DATE.sub("", text)
    return "" if len(kept) < 2 or kept.isdecimal() else kept


def _is_new(texts: Iterable[str], known: set[int]) -> bool:
    """Whether any text was never said before; what was said is noted."""
    if len(known) > WORDS:
        known.clear()
    before = len(known)
    known.update(map(hash, texts))
    return len(known) > before
