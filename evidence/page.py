"""One HTML page of a run, read lazily and at most once."""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from evidence.records import Fetch, Link


class Data(NamedTuple):
    """A list that a script of a page asked for: where, and the answer as text."""

    url: str
    text: str


def _no_data() -> tuple[Data, ...]:
    return ()


class Page:
    """A page as it was seen.

    `url` is the address the page really has (after redirects), `depth` the fewest clicks from the home page.
    The text is decoded and the tree built on first use; `links` are in document order.

    Where a browser showed the page (`rendered` is that look), `html`, `tree` and `title` are of the document after its
    scripts ran: what a visitor sees. `links` are those of the source, then those that scripts wrote. `fetch` and
    `as_served` are what the server said all the same.
    """

    def __init__(
        self,
        *,
        url: str,
        fetch: Fetch,
        depth: int,
        read: Callable[[], str],
        links: Callable[[], tuple[Link, ...]],
        rendered: Fetch | None = None,
        read_rendered: Callable[[], str] | None = None,
        data: Callable[[], tuple[Data, ...]] = _no_data,
    ) -> None:
        self.url = url
        self.fetch = fetch
        self.depth = depth
        self.rendered = rendered
        self._read = read
        self._read_rendered = read_rendered
        self._links = links
        self._data = data

    @cached_property
    def html(self) -> str:
        """The document as a visitor has it: the decoded source, or what scripts made of it in a browser."""
        return (self._read_rendered or self._read)()

    @property
    def as_served(self) -> "Page":
        """The page by its source alone, for what must stand there before any script runs."""
        # Not kept: a page that holds itself is freed only when garbage is collected, and its tree with it.
        return self if self.rendered is None else self._served

    @cached_property
    def _served(self) -> "Page":
        return Page(url=self.url, fetch=self.fetch, depth=self.depth, read=self._read, links=self._links)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed document."""
        return LexborHTMLParser(self.html)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every address used in the page, in document order."""
        return self._links()

    @cached_property
    def data(self) -> tuple[Data, ...]:
        """The lists that scripts of the page asked for, in the order asked, each with the parts that follow it."""
        return self._data()

    @cached_property
    def title(self) -> str:
        """The text of the title element, white space folded."""
        node = self.tree.css_first("title")
        return " ".join(node.text().split()) if node else ""
