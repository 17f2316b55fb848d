"""A stored run as the Site that checks read."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select

from evidence.errors import UsageError
from evidence.file import NOT_KEPT, File
from evidence.page import Data, Desk, Page
from evidence.records import Coverage, Fetch, LinkKind, Need, Place, Probe, SiteInfo, Skip
from evidence.urls import host_of
from storage.codec import clean, key, loads, time_of
from storage.database import chunks
from storage.fetches import Fetches
from storage.files import StoredFiles
from storage.interning import ids_by_key
from storage.links import KINDS
from storage.outline import Leaf, Seen, best_looks, clicks, rendered_looks, seen
from storage.reading import StoredLinks
from storage.runs import USABLE, Run, RunState
from storage.shelf import Shelf
from storage.store import Store
from storage.tables import probes, urls

# Pages whose parts are read ahead when the first of them is asked for one; bodies stay compressed until then.
AHEAD = 32
# How long before a run began visits of the home page are part of what is known with it.
VISITED = timedelta(days=35)
# Answers of data read for one page: a list of more is read up to here.
DATA_OF_PAGE = 60


class StoredSite:
    """One run of one site; bodies are read as they are needed, the outline of the run is kept."""

    def __init__(self, store: Store, run: int) -> None:
        self._store = store
        self._database = store.database
        self._run = _known(store, run)
        self._reader = StoredLinks(self._database)
        self._shelf = Shelf(self._database)
        self._desk = Desk()
        self.derived: dict[Callable[..., Any], Any] = {}

    @cached_property
    def info(self) -> SiteInfo:
        """The site as the inventory names it."""
        info = self._store.sites.get(self._run.site)
        if info is None:
            raise UsageError(f"没有站点 {self._run.site}")
        return info

    @property
    def observed_at(self) -> datetime:
        """When the run began."""
        return self._run.started_at

    @cached_property
    def coverage(self) -> Coverage:
        """How far the run went; counted from what is stored when the run has not ended."""
        if self._run.finished_at is not None:
            return self._run.coverage
        return Coverage(pages=len(self._leaves), addresses=len(self._fetches.urls), complete=False)

    def pages(self) -> Iterator[Page]:
        """Every HTML page read, shallowest first, then by address."""
        for chunk in chunks(self._leaves, AHEAD):
            yield from self._pages(chunk)

    def page(self, url: str) -> Page | None:
        """The page an address ended at; None when it is no page or was not read."""
        leaf = self._leaf_at(url)
        return next(self._pages((leaf,))) if leaf else None

    def page_addresses(self) -> frozenset[str]:
        """The addresses of all pages read, without reading them."""
        return frozenset(leaf.url for leaf in self._leaves)

    def looks(self, url: str) -> tuple[Fetch, ...]:
        """All looks at one address, oldest first."""
        return self._fetches.looks(clean(url))

    def targets(self) -> Sequence[str]:
        """Every address looked at, sorted."""
        return tuple(self._fetches.urls)

    def places(self, targets: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Where each of these targets is used, by shallowness and address of the page."""
        asked = tuple(dict.fromkeys(targets))
        ids = self._ids(asked)
        wanted = set(ids.values())
        uses: defaultdict[int, list[Place]] = defaultdict(list)
        for chunk in chunks((*self._leaves, *self._styles)):
            self._collect(chunk, wanted, uses)
        return {target: tuple(self._shown(uses[ids[target]])) if target in ids else () for target in asked}

    def depth(self, url: str) -> int | None:
        """Fewest clicks from the home page, by redirects too; None when no way was seen."""
        number = self._url_ids.get(clean(url)) or self._ids((url,)).get(url)
        return None if number is None else self._depths.get(number)

    def skips(self) -> Sequence[Skip]:
        """What was not looked at and why, by address; what an interruption cut and a resumption saw is not among it."""
        seen = self._url_ids
        return tuple(sorted(skip for skip in self._skips if skip.url not in seen or skip.reason in NOT_KEPT))

    def files(self) -> Iterator[File]:
        """Every attachment of the site in a readable form, by address."""
        return self._files.all()

    def file(self, url: str) -> File | None:
        """The attachment at an address; None where there is none."""
        return self._files.at(clean(url))

    def probes(self, need: Need) -> tuple[Probe, ...]:
        """Records of other probes, oldest first; visits of the home page by the clock among them."""
        mine = (probes.c.run_id == self._run.id, probes.c.need == need.value)
        with self._database.read() as connection:
            rows = connection.execute(select(probes).where(*mine)).mappings().all()
        rows = sorted(rows, key=lambda row: (row["at"], row["subject"], row["id"]))
        own = tuple(
            Probe(need=need, subject=row["subject"], at=time_of(row["at"]), data=loads(row["data"])) for row in rows
        )
        return own if need is not Need.AVAILABILITY else tuple(sorted((*own, *self._visits()), key=lambda one: one.at))

    def _visits(self) -> tuple[Probe, ...]:
        """The visits up to the next run that is fit to be audited: with the newest run all there are, so that a week
        that has come to its end is judged without another crawl."""
        runs = self._store.runs.list(self._run.site)
        later = (run.started_at for run in runs if run.id > self._run.id and run.state in USABLE)
        return self._store.visits.list(self._run.site, self.observed_at - VISITED, next(later, None))

    @cached_property
    def _skips(self) -> Sequence[Skip]:
        return tuple(self._store.evidence.skips(self._run.id))

    @cached_property
    def _files(self) -> StoredFiles:
        hosts = frozenset(host_of(leaf.url) for leaf in self._leaves)
        cut = {skip.url: skip.reason for skip in self._skips if skip.reason in NOT_KEPT}
        return StoredFiles(self._database, self._fetches, self._seen, hosts, cut)

    @cached_property
    def _seen(self) -> Sequence[Seen]:
        with self._database.read() as connection:
            return tuple(seen(connection, self._run.id))

    @cached_property
    def _fetches(self) -> Fetches:
        return Fetches(self._database, self._seen)

    @cached_property
    def _url_ids(self) -> Mapping[str, int]:
        return {entry.url: entry.url_id for entry in self._seen}

    @cached_property
    def _ends(self) -> Mapping[int, int]:
        """Where the address of a page ended, by its latest good look; without those that are their own end."""
        ends = {entry.url_id: entry.ends_at for entry in self._seen if entry.is_page}
        return {asked: end for asked, end in ends.items() if asked != end}

    @cached_property
    def _best(self) -> Mapping[int, Seen]:
        return best_looks(self._seen)

    @cached_property
    def _rendered(self) -> Mapping[int, Seen]:
        return rendered_looks(self._seen)

    @cached_property
    def _link_ids(self) -> Mapping[int, int]:
        """The links of every page: of a rendered one those that its scripts wrote among them."""
        found = {number: self._rendered.get(number, entry).links_id for number, entry in self._best.items()}
        return {number: links for number, links in found.items() if links is not None}

    @cached_property
    def _depths(self) -> Mapping[int, int]:
        roots = {entry.url_id for entry in self._seen if entry.depth == 0}
        roots = roots or set(self._ids((self.info.url,)).values())
        sets = {**self._link_ids, **{leaf.url_id: leaf.links_id for leaf in self._lists.values()}}
        return clicks(self._reader, roots, self._ends, sets)

    @cached_property
    def _leaves(self) -> Sequence[Leaf]:
        """The pages in reading order; one that no link leads to has the depth the crawl gave it."""
        names = self._reader.urls(number for number, entry in self._best.items() if number != entry.url_id)
        leaves = (
            self._leaf(entry.url if number == entry.url_id else names[number], entry)
            for number, entry in self._best.items()
        )
        return tuple(sorted(leaves, key=lambda leaf: (leaf.depth, leaf.url)))

    def _leaf(self, name: str, entry: Seen) -> Leaf:
        number, shown = entry.ends_at, self._rendered.get(entry.ends_at)
        return Leaf(
            url=name,
            url_id=number,
            depth=self._depths.get(number, entry.depth),
            look_id=entry.id,
            links_id=self._link_ids[number],
            rendered_id=shown.id if shown else None,
        )

    @cached_property
    def _styles(self) -> Sequence[Leaf]:
        """What is no page and yet uses addresses: style sheets, and lists that scripts ask for."""
        found = {
            entry.url_id: Leaf(entry.url, entry.url_id, entry.depth, entry.id, entry.links_id)
            for entry in self._seen
            if entry.links_id is not None and not entry.is_page and entry.is_good and not entry.in_browser
        }
        return tuple(sorted(found.values(), key=lambda leaf: (leaf.depth, leaf.url)))

    @cached_property
    def _lists(self) -> Mapping[str, Leaf]:
        """The lists that scripts asked for, by their address."""
        return {
            entry.url: Leaf(entry.url, entry.url_id, entry.depth, entry.id, entry.links_id)
            for entry in self._seen
            if entry.is_list and entry.links_id is not None
        }

    @cached_property
    def _showing(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that show each list, by its address; a part of a list is shown where the part before it is."""
        uses: defaultdict[int, list[Place]] = defaultdict(list)
        wanted = {leaf.url_id for leaf in self._lists.values()}
        for chunk in chunks((*self._leaves, *self._lists.values())):
            self._collect(chunk, wanted, uses)
        found: dict[str, tuple[str, ...]] = {}
        for url in self._lists:
            pages, waiting, met = dict[str, None](), [url], {url}
            while waiting:
                places = uses[self._lists[waiting.pop()].url_id]
                askers = dict.fromkeys(use.page_url for use in places if use.kind is LinkKind.DATA)
                pages |= {asker: None for asker in askers if asker not in self._lists}
                waiting += [asker for asker in askers if asker in self._lists and asker not in met]
                met.update(askers)
            found[url] = tuple(pages) or (url,)
        return found

    @cached_property
    def _leaf_by_id(self) -> Mapping[int, Leaf]:
        return {leaf.url_id: leaf for leaf in self._leaves}

    def _leaf_at(self, url: str) -> Leaf | None:
        number = self._url_ids.get(clean(url)) or self._ids((url,)).get(url)
        return None if number is None else self._leaf_by_id.get(self._ends.get(number, number))

    def _ids(self, addresses: Iterable[str]) -> dict[str, int]:
        """The numbers of these addresses; one that was never stored has none."""
        keys = {address: key(clean(address)) for address in addresses}
        with self._database.read() as connection:
            found = ids_by_key(connection, urls, set(keys.values()))
        return {address: found[digest] for address, digest in keys.items() if digest in found}

    def _pages(self, leaves: Sequence[Leaf]) -> Iterator[Page]:
        looks, sets = [leaf.look_id for leaf in leaves], [leaf.links_id for leaf in leaves]
        return (self._page(leaf, looks, sets) for leaf in leaves)

    def _page(self, leaf: Leaf, looks: Sequence[int], sets: Sequence[int]) -> Page:
        shelf, shown = self._shelf, leaf.rendered_id
        return Page(
            url=leaf.url,
            fetch=lambda: shelf.fetch(leaf.look_id, looks),
            depth=leaf.depth,
            read=lambda: shelf.text(leaf.look_id, looks),
            links=lambda: self._reader.links_of(leaf.links_id, sets),
            rendered=None if shown is None else shelf.fetch(shown),
            read_rendered=None if shown is None else (lambda: shelf.text(shown, encoding="utf-8")),
            data=lambda: tuple(self._data(leaf.links_id)),
            desk=self._desk,
        )

    def _data(self, links_id: int) -> Iterator[Data]:
        """The lists that the scripts of a page asked for, each followed by the parts that its answer names."""
        waiting, met = deque(self._asked(links_id)), set[str]()
        while waiting and len(met) < DATA_OF_PAGE:
            leaf = self._lists.get(waiting.popleft())
            if leaf is None or leaf.url in met:
                continue
            met.add(leaf.url)
            yield Data(leaf.url, self._shelf.text(leaf.look_id))
            waiting.extendleft(reversed(self._asked(leaf.links_id)))

    def _asked(self, links_id: int) -> list[str]:
        return [link.target for link in self._reader.links_of(links_id) if link.kind is LinkKind.DATA]

    def _shown(self, uses: list[Place]) -> Iterator[Place]:
        """Uses by the pages where a visitor meets them: what stands in the data of a list is met where it is shown."""
        if not self._lists:
            return iter(uses)
        shown = (
            Place(page, use.text, use.kind) for use in uses for page in self._showing.get(use.page_url, (use.page_url,))
        )
        return iter(dict.fromkeys(shown))

    def _collect(self, leaves: Sequence[Leaf], wanted: set[int], uses: Mapping[int, list[Place]]) -> None:
        sets = dict(self._reader.sets(leaf.links_id for leaf in leaves))
        hits = [
            (target, leaf.url, sets[leaf.links_id].texts[position], sets[leaf.links_id].kinds[position])
            for leaf in leaves
            if not wanted.isdisjoint(sets[leaf.links_id].targets)
            for position, target in enumerate(sets[leaf.links_id].targets)
            if target in wanted
        ]
        words = self._reader.texts({text for _, _, text, _ in hits})
        for target, page, text, kind in hits:
            uses[target].append(Place(page, words[text], KINDS[kind]))


def _known(store: Store, number: int) -> Run:
    run = store.runs.get(number)
    if run is None:
        raise UsageError(f"没有编号为 {number} 的采集记录")
    if run.state is RunState.PRUNED:
        raise UsageError(f"第 {number} 次运行的证据已按 storage.keep_days 清理，请用较近的一次运行")
    return run
