"""What to look at next: seen once, within depth and budget, out of traps. Knows no network."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from crawler.copies import Copies
from crawler.echoes import Echoes
from crawler.plan import Limits
from crawler.scope import Scope
from crawler.traps import Shape, Traps, shape_of
from evidence import notice
from evidence.records import Link, LinkKind, Skip
from evidence.script_pages import NEXT_WORDS
from evidence.urls import file_suffix, host_of, path_of, without_session

FOLLOWED = frozenset(LinkKind) - {LinkKind.IMG, LinkKind.SCRIPT, LinkKind.STYLE, LinkKind.MEDIA, LinkKind.OBJECT}
SKIPS_KEPT = 100_000  # addresses over the limit that are named one by one; beyond, memory counts for more
KEYS = 40  # different parameters in one address
TURNS = 1_000  # pages of one list that are turned one after another
REPEATS = 3  # a path that says the same folder oftener is a loop of relative links, which may take turns

Words = Callable[[str], str]

_NESTED = re.compile(r"%25(?:25){2,}")  # encoded four times over
_VALUE = re.compile(r"=[^&]*")


@dataclass(frozen=True, slots=True)
class Errand:
    """One address to look at. `page` tells a page of the site from what is only probed.

    `source` is the page it was found on, `words` what the link there says, or how to learn that. `asker` is the page
    whose script asks for it, where it is a list and no page. `turns` are the pages of a list that were turned one after
    another to get here: the hundredth page of a list lies no deeper in the site than the second.
    """

    url: str
    depth: int
    page: bool
    look: int = 1
    turns: int = 0
    asker: str = ""
    source: str = ""
    words: str | Callable[[], str] = field(default="", compare=False, repr=False)

    @property
    def announced(self) -> str:
        """What the link says by which it was found."""
        return self.words if isinstance(self.words, str) else self.words()


class Brought(NamedTuple):
    """What the links of a page brought: the hosts whose queues grew, and whether anything leads elsewhere."""

    hosts: set[str]
    elsewhere: bool


class Frontier:
    """The addresses found and not yet looked at, one queue a host, in order of discovery."""

    def __init__(self, scope: Scope, limits: Limits, *, check_links: bool = True) -> None:
        self._scope = scope
        self._limits = limits
        self._check_links = check_links
        self._seen: set[str] = set()
        self._queues: dict[str, deque[Errand]] = {}
        self._patterns: Counter[str] = Counter()
        self._pages = 0
        self._finished: set[str] = set()
        self._inward: set[str] = set()
        self.skipped: list[Skip] = []
        self.traps = Traps()
        self.copies = Copies()
        self._echoes = Echoes()
        self._elsewhere = False  # whether the links being noted lead to anything but their like

    def add(
        self,
        url: str,
        *,
        depth: int,
        page: bool,
        turns: int = 0,
        shape: Shape | None = None,
        words: str | Callable[[], str] = "",
        asker: str = "",
        source: str = "",
    ) -> str | None:
        """Note an address; the host whose queue grew, or None when it is known, refused or cut.

        `source` is the page it was found on, of that `shape`, and `words` gives those of the link.
        """
        key = without_session(url)
        if key in self._seen:
            return None
        if len(self.skipped) >= SKIPS_KEPT and len(self._seen) >= self._limits.max_addresses:
            return None
        refusal = self._refusal(key, depth, turns, page)
        if page and refusal is None and shape is not None:
            own = shape_of(key)
            inward = self.traps.is_inward(own, shape, words if callable(words) else partial(str, words))
            if inward:
                self._inward.add(key)
            refusal = "same-content" if self.traps.refuses(own, inward=inward) else None
            self._elsewhere = self._elsewhere or not (own.ground == shape.ground or self.traps.is_barren(own))
        self._seen.add(key)
        if refusal is not None:
            self.skipped.append(Skip(key, refusal))
            return None
        self._pages += page
        return self.put_back(Errand(key, depth, page, turns=turns, asker=asker, source=source, words=words))

    def add_links(
        self,
        links: Iterable[Link],
        *,
        depth: int,
        source: str,
        turns: int = 0,
        asker: str = "",
        words: Words | None = None,
    ) -> Brought:
        """Note the links of a page at `depth`, got to by so many `turns`. `asker` is the page that shows them, where
        they stand in its data.

        `words` gives the words of a link by its target, where the links come without.
        """
        grown: set[str] = set()
        self._elsewhere = False
        shape = shape_of(source)
        links = tuple(links)
        for url in self._echoes.below(source, links):
            if self.met(url):
                self.skipped.append(Skip(url, "path-trap"))
        seen = self._seen
        for link in links:
            target = link.target
            if target in seen:
                continue
            page = link.kind in FOLLOWED and self._scope.holds(target) and file_suffix(target) not in notice.FILES
            data = link.kind is LinkKind.DATA
            if not page and (data or not self._check_links):
                continue
            shows = (asker or source) if data else ""
            said = partial(words, target) if words else link.text
            further = turns + 1 if depth and link.text in NEXT_WORDS else 0
            below = depth if further else depth + 1
            host = self.add(
                target, depth=below, page=page, turns=further, shape=shape, words=said, asker=shows, source=source
            )
            if host is not None:
                grown.add(host)
                self._elsewhere = self._elsewhere or (not page and "?" not in target)
        return Brought(grown, self._elsewhere)

    def is_inward(self, url: str) -> bool:
        """Whether an address was found on a page like itself."""
        return url in self._inward

    def met(self, url: str) -> bool:
        """Note an address that a redirect led to, so that it is not asked for again; whether it was new."""
        key = without_session(url)
        new = key not in self._seen
        self._seen.add(key)
        return new

    def finished(self, url: str, *, page: bool) -> None:
        """Remember an address looked at in an earlier part of this run, queued already or not."""
        self._pages += self.met(url) and page
        self._finished.add(url)

    def next(self, host: str) -> Errand | None:
        """The next errand at a host."""
        queue = self._queues.get(host)
        while queue:
            errand = queue.popleft()
            if errand.look == 1 and errand.url in self._finished:
                continue
            if errand.page and errand.look == 1 and self._is_closed(errand):
                self.skipped.append(Skip(errand.url, "same-content"))
                self._pages -= 1  # room for a page that is worth more
                continue
            return errand
        return None

    def _is_closed(self, errand: Errand) -> bool:
        if self.copies.any_closed and self.copies.leads_nowhere(errand.source):
            return True
        closed = self.traps.any_closed
        return closed and self.traps.refuses(shape_of(errand.url), inward=errand.url in self._inward)

    def put_back(self, errand: Errand) -> str:
        """Queue an errand again (a further look); the host it belongs to."""
        host = host_of(errand.url)
        self._queues.setdefault(host, deque()).append(errand)
        return host

    @property
    def waiting(self) -> int:
        """How many addresses are queued."""
        return sum(len(queue) for queue in self._queues.values())

    def hosts(self) -> list[str]:
        """The hosts with queued addresses."""
        return [host for host, queue in self._queues.items() if queue]

    def drop_rest(self, reason: str) -> None:
        """Give up what is still queued, saying why."""
        for queue in self._queues.values():
            self.skipped.extend(Skip(e.url, reason) for e in queue if e.look > 1 or e.url not in self._finished)
            queue.clear()

    def _refusal(self, url: str, depth: int, turns: int, page: bool) -> str | None:
        limits = self._limits
        if len(url) > limits.address_length:
            return "address-length"
        if len(self._seen) >= limits.max_addresses:
            return "max-addresses"
        if not page:
            return None
        if self._pages >= limits.max_pages:
            return "max-pages"
        if depth > limits.max_depth or turns > TURNS:
            return "max-depth"
        return self._trap(url)

    def _trap(self, url: str) -> str | None:
        path, mark, query = path_of(url).partition("?")
        parts = path.strip("/").split("/")
        if len(parts) > self._limits.path_parts or max(Counter(filter(None, parts)).values(), default=0) > REPEATS:
            return "path-trap"
        if mark and (_NESTED.search(query) or (len(path) > 1 and query.count(path) > REPEATS)):
            return "path-trap"  # "back to where you came from", each time with the way so far inside
        if mark:
            keys = Counter(_VALUE.sub("", query).split("&"))
            if max(keys.values()) > REPEATS or len(keys) > KEYS:
                return "query-pattern"  # a page that hangs one more parameter on its own address each time
            pattern = f"{host_of(url)}{path}?{'&'.join(sorted(keys))}"
            self._patterns[pattern] += 1
            if self._patterns[pattern] > self._limits.per_query_pattern:
                return "query-pattern"
        return None
