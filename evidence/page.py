"""One HTML page of a run, read lazily, and again where it was put aside for others."""

from collections import deque
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple
from weakref import ref

from selectolax.lexbor import LexborHTMLParser

from evidence.records import Fetch, Link

OPEN = 12  # pages that lie open at once: a parsed one takes half a megabyte and more


class Data(NamedTuple):
    """A list that a script of a page asked for: where, and the answer as text."""

    url: str
    text: str


def _no_data() -> tuple[Data, ...]:
    return ()


class Desk:
    """Where the pages of a site lie open. Only the last few do, however many of them a check holds on to."""

    def __init__(self, room: int = OPEN) -> None:
        self._room = room
        self._open: deque[ref[Page]] = deque()

    def lay(self, page: "Page") -> None:
        """Take in a page that is being opened; the one that lies open the longest is closed for it."""
        self._open.append(ref(page))
        if len(self._open) > self._room:
            oldest = self._open.popleft()()
            if oldest is not None:
                oldest.close()


class Page:
    """A page as it was seen.

    `url` is the address the page really has (after redirects), `depth` the fewest clicks from the home page.
    The text is decoded and the tree built on first use; `links` are in document order. On a `desk` a page is closed
    when others are opened, and reads the same when it is opened again.

    Where a browser showed the page (`rendered` is that look), `html`, `tree` and `title` are of the document after its
    scripts ran: what a visitor sees. `links` are those of the source, then those that scripts wrote. `fetch` and
    `as_served` are what the server said all the same.
    """

    def __init__(
        self,
        *,
        url: str,
        fetch: Callable[[], Fetch],
        depth: int,
        read: Callable[[], str],
        links: Callable[[], tuple[Link, ...]],
        rendered: Fetch | None = None,
        read_rendered: Callable[[], str] | None = None,
        data: Callable[[], tuple[Data, ...]] = _no_data,
        desk: Desk | None = None,
    ) -> None:
        self.url = url
        self.depth = depth
        self.rendered = rendered
        self._fetch = fetch
        self._read = read
        self._read_rendered = read_rendered
        self._links = links
        self._data = data
        self._desk = desk
        self._is_open = False

    def close(self) -> None:
        """Let go of what was read of the page; it is read again when it is asked for."""
        self._is_open = False
        for name in ("html", "tree", "links", "data"):
            self.__dict__.pop(name, None)

    def _open(self) -> None:
        if self._desk is not None and not self._is_open:
            self._is_open = True
            self._desk.lay(self)

    @cached_property
    def fetch(self) -> Fetch:
        """The look that brought the page."""
        return self._fetch()

    @cached_property
    def html(self) -> str:
        """The document as a visitor has it: the decoded source, or what scripts made of it in a browser."""
        self._open()
        return (self._read_rendered or self._read)()

    @property
    def as_served(self) -> "Page":
        """The page by its source alone, for what must stand there before any script runs."""
        # Not kept: a page that holds itself is freed only when garbage is collected, and its tree with it.
        return self if self.rendered is None else self._served

    @cached_property
    def _served(self) -> "Page":
        return Page(
            url=self.url, fetch=self._fetch, depth=self.depth, read=self._read, links=self._links, desk=self._desk
        )

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed document."""
        return LexborHTMLParser(self.html)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every address used in the page, in document order."""
        self._open()
        return self._links()

    @cached_property
    def data(self) -> tuple[Data, ...]:
        """The lists that scripts of the page asked for, in the order asked, each with the parts that follow it."""
        self._open()
        return self._data()

    @cached_property
    def title(self) -> str:
        """The text of the title element, white space folded."""
        node = self.tree.css_first("title")
        return " ".join(node.text().split()) if node else ""
