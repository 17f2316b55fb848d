"""One HTML page of a run, read lazily and at most once."""

from collections.abc import Callable
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from evidence.records import Fetch, Link


class Page:
    """A page as it was seen.

    `url` is the address the page really has (after redirects), `depth` the fewest clicks from the home page.
    The text is decoded and the tree built on first use; `links` are in document order.
    """

    def __init__(
        self,
        *,
        url: str,
        fetch: Fetch,
        depth: int,
        read: Callable[[], str],
        links: Callable[[], tuple[Link, ...]],
    ) -> None:
        self.url = url
        self.fetch = fetch
        self.depth = depth
        self._read = read
        self._links = links

    @cached_property
    def html(self) -> str:
        """The decoded source."""
        return self._read()

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed document."""
        return LexborHTMLParser(self.html)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every address used in the page, in document order."""
        return self._links()

    @cached_property
    def title(self) -> str:
        """The text of the title element, white space folded."""
        node = self.tree.css_first("title")
        return " ".join(node.text().split()) if node else ""
