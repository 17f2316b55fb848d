"""Which pages of a crawl may have their lists written by scripts: pages of one manner stand for each other.

A manner is the shape of the address, the script files that the page loads, the calls by which its own scripts may fill
it (columns of one shape may well be made in different ways), and whether it names data that it asks for: such a page
says itself that its list is elsewhere, whatever others of its shape are. Pages with headlines in their
source are of none: what a visitor reads there is there. So are articles, by their address, unless one source answers
for several of them. The home page is one whatever it has: scripts often bring one box of many, and its links weigh
most.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from crawler.browsing import Known
from crawler.probes.browser_sample import in_turns, pattern_of, shape_of
from evidence.blank import may_be_filled, ways_of_filling
from evidence.columns_discovery import is_article
from evidence.html import decode_as
from evidence.notice import is_html
from evidence.page import Page
from evidence.records import Fetch, Link, LinkKind, Visit
from evidence.rendering import few_headlines, seems_scripted
from evidence.shown import GAIN
from evidence.urls import host_of
from evidence.verdict import ALIKE

SAMPLE = 2  # pages of a manner that are rendered without gain before it is given up
JUDGED = 10  # pages of a manner that are judged by their source: texts and lists that scripts write share a template
MEMBERS = 100  # pages kept of one manner; no more of it will be rendered
MANNERS = 5_000  # kept in all
SOURCES = 20_000  # of articles that are kept to tell whether they come again
ASKED = 20_000  # addresses of data of which it is kept who asks for them


class Kept(NamedTuple):
    """A page that may be rendered, its depth, and the number that the next look at it bears."""

    url: str
    depth: int
    look: int


@dataclass(slots=True)
class Manner:
    """Pages made alike that may need a browser: how many there are, those that may be rendered, what became of it."""

    pages: int = 0
    members: list[Kept] = field(default_factory=list)
    judged: int = 0  # by their source, those left out that have in it what they have
    tried: set[str] = field(default_factory=set)
    rendered: int = 0
    gained: int = 0  # that had more in a browser than in their source

    @property
    def dismissed(self) -> bool:
        """Whether its pages need no browser: by their source, or because a browser shows no more."""
        plain = self.judged >= JUDGED and not self.pages
        return plain or (len(self.tried) >= SAMPLE and not self.gained)

    @property
    def first(self) -> Kept:
        """The member that stands for all of them."""
        return min(self.members, key=lambda page: (page.depth, page.url))

    @property
    def waiting(self) -> list[Kept]:
        """The members that were not tried yet."""
        return sorted(page for page in self.members if page.url not in self.tried)

    @property
    def sample(self) -> Kept:
        """The next to be tried, if possible of other folders than before: lists of an app beside its articles."""
        waiting = self.waiting
        patterns = {pattern_of(url) for url in self.tried}
        return next((page for page in waiting if pattern_of(page.url) not in patterns), waiting[0])


class Manners:
    """Watches the pages of a crawl go by and keeps those that a browser may be needed for.

    A page that has not changed since an earlier night is not read again: it may be needed for it if it was then.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._manners: dict[tuple[str, ...], Manner] = {}
        self._of: dict[str, Manner] = {}
        self._askers: dict[str, str] = {}  # of data: the one page that asks for it, "" where several do
        self._given: set[str] = set()  # data that held a list
        self._alike: set[str] = set()  # pages that may be what their program answers for any number
        self._sources: dict[str, Kept] = {}  # of articles: the first page that each source answered for
        self.pages = 0

    def saw(self, visit: Visit) -> None:
        """Take note of a page, or of one that was rendered."""
        fetch = visit.fetch
        if fetch.in_browser:
            self._was_rendered(fetch)
        elif fetch.is_data:
            if visit.links and not few_headlines(visit.links):
                self._given.add(fetch.url)
        elif fetch.ok and is_html(fetch.content_type, b"") and (visit.links is not None or visit.links_key is not None):
            self.pages += 1
            if ALIKE in fetch.marks:
                self._alike.add(fetch.final_url)
            self._note_askers(fetch.final_url, visit.links or ())
            if self._may_need(visit):
                self._note(visit)

    def may_be_missing(self, visit: Visit) -> bool:
        """Whether a rendered page brought nothing, of an address that a second look has still to call missing or not.

        Kept, it would pass for a good look at it.
        """
        return visit.fetch.url in self._alike and not any(mark.startswith(GAIN) for mark in visit.fetch.marks)

    def candidates(self) -> list[Manner]:
        """The manners whose pages may need a browser, those of the shallow pages first, then the common."""
        return sorted((one for one in self._manners.values() if one.members), key=_order)

    def batch(self, most: int) -> list[Kept]:
        """The pages to be rendered next, so that not more than `most` are in all; empty when no more are worth it.

        First one of each manner, and a second one where the first had nothing more; half of the room is kept for those
        that turn out to be worth it. Then the others of these, in turns, lists before articles.
        """
        self._let_go_of_given()
        room = max(0, most - sum(len(one.tried) for one in self._manners.values()))
        manners = [one for one in self.candidates() if not one.dismissed and one.waiting]
        samples = [one.sample for one in manners if not one.gained]
        gained = [one for one in manners if one.gained]
        lists = [one for one in gained if not is_article(one.first.url)]  # each leads to many articles
        chosen = samples[: (room + 1) // 2] or list(in_turns([one.waiting for one in lists or gained]))[:room]
        for page in chosen:
            self._of[page.url].tried.add(page.url)
        return chosen

    def _may_need(self, visit: Visit) -> bool:
        """Whether a page is worth a look at its source, as far as its address and its links tell."""
        if visit.links is None:
            return self._known.was_rendered(visit.fetch.final_url)
        if visit.depth == 0:
            return True
        return few_headlines(visit.links) and (not is_article(visit.fetch.final_url) or self._shares_source(visit))

    def _shares_source(self, visit: Visit) -> bool:
        """Whether the source of an article answers for others too: what tells them apart is brought by scripts."""
        page = _kept(visit)
        if len(self._sources) >= SOURCES and visit.fetch.body_hash not in self._sources:
            return False
        first = self._sources.setdefault(visit.fetch.body_hash, page)
        return first.url != page.url

    def _note_askers(self, url: str, links: Iterable[Link]) -> None:
        for link in links:
            if link.kind is LinkKind.DATA and (link.target in self._askers or len(self._askers) < ASKED):
                known = self._askers.setdefault(link.target, url)
                self._askers[link.target] = url if known == url else ""

    def _let_go_of_given(self) -> None:
        """Let go of pages whose own list was had as data. Others of their manner may still need a browser."""
        for address in self._given:
            url = self._askers.get(address, "")
            manner = self._of.pop(url, None)
            if manner is not None:
                manner.members = [page for page in manner.members if page.url != url]
        self._given.clear()

    def _note(self, visit: Visit) -> None:
        source = self._source(visit)
        key = (*_key(visit), *(ways_of_filling(source) if visit.links is not None else ()))
        manner = self._manners.get(key)
        if manner is None:
            if len(self._manners) >= MANNERS:
                return
            manner = self._manners[key] = Manner()
        if manner.dismissed:
            return
        if visit.links is not None and manner.judged < JUDGED:
            manner.judged += 1
            if not _scripted(source):
                return
        page = _kept(visit)
        first = self._sources.get(visit.fetch.body_hash, page)  # it was taken for an article of its own
        for one in (first, page) if first.url not in self._of and first != page else (page,):
            manner.pages += 1
            if len(manner.members) < MEMBERS:
                manner.members.append(one)
                self._of[one.url] = manner

    def _source(self, visit: Visit) -> Page:
        """The source of a page, which an earlier part of the run may have stored."""
        fetch = visit.fetch
        body = visit.body if visit.body is not None else self._known.body(fetch.body_hash)
        return Page(
            url=fetch.final_url,
            fetch=lambda: fetch,
            depth=visit.depth,
            read=lambda: decode_as(body or b"", fetch.encoding),
            links=lambda: visit.links or (),
        )

    def _was_rendered(self, fetch: Fetch) -> None:
        manner = self._of.get(fetch.url)
        if manner is not None:
            manner.tried.add(fetch.url)
            manner.rendered += 1
            manner.gained += any(mark.startswith(GAIN) for mark in fetch.marks)


def _scripted(source: Page) -> bool:
    """Whether a page needs its scripts by its source."""
    return may_be_filled(source) if source.depth == 0 else seems_scripted(source, datetime.now(UTC).date())


def _kept(visit: Visit) -> Kept:
    return Kept(visit.fetch.final_url, visit.depth, visit.fetch.look + 1)


def _order(manner: Manner) -> tuple[int, int, str]:
    return (manner.first.depth, -manner.pages, manner.first.url)


def _key(visit: Visit) -> tuple[str, ...]:
    url = visit.fetch.final_url
    links = visit.links or ()
    asks = any(link.kind is LinkKind.DATA for link in links)
    return (host_of(url), shape_of(pattern_of(url)), "asks" if asks else "", *_scripts(links))


def _scripts(links: Iterable[Link]) -> list[str]:
    return sorted({link.target.partition("?")[0] for link in links if link.kind is LinkKind.SCRIPT})
