"""Pages under many names that say the same to the letter, and lead to ever more of their kind.

A garden of made-up words (`/zx/kqwnpdbc/`, each with two links to others) has no figures by which its addresses could
be told for the same. What gives it away is that page after page shows the same words, and only plain links differ.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable

from crawler.traps import said_bare
from evidence.records import Link, LinkKind
from evidence.urls import host_of

SUSPECT = 5  # pages with the same words of links, before anybody looks at all they say
COPIES = 30  # pages that say the same, after which such pages lead nowhere
KEPT = 20_000  # of signatures, and of pages that bear a suspicious one


class Copies:
    """Watches for pages that only repeat each other."""

    def __init__(self) -> None:
        self._signed: Counter[int] = Counter()
        self._said: Counter[int] = Counter()
        self._pages: OrderedDict[str, int] = OrderedDict()
        self.any_closed = False

    def suspects(self, url: str, links: Iterable[Link]) -> bool:
        """Whether so many pages of its host had links of the same words that what a page says must be looked at.

        Pictures, files, frames and lists of data are told apart by where they are: a page that shows others is another.
        """
        words = hash((host_of(url), *(link.text if link.kind is LinkKind.A else link.target for link in links)))
        if words not in self._signed and len(self._signed) >= KEPT:
            return False
        self._signed[words] += 1
        return self._signed[words] > SUSPECT

    def read(self, url: str, markup: str) -> None:
        """Take in what a suspicious page says."""
        said = hash((host_of(url), *said_bare(markup)))
        self._said[said] += 1
        self._pages[url] = said
        if len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        self.any_closed = self.any_closed or self._said[said] >= COPIES

    def leads_nowhere(self, source: str) -> bool:
        """Whether a page is one of so many copies that what it alone leads to is not worth asking for."""
        return self.any_closed and self._said[self._pages.get(source, 0)] >= COPIES
