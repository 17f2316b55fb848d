"""Which interpretation explains which policy: by name, by a labelled link, by 文号; never by likeness."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from checks.interpretation_articles import Document, Library
from checks.interpretation_labels import Labelled, Wants, labelled_links
from checks.interpretation_scripts import told_addresses
from evidence.records import LinkKind
from evidence.titles import SUFFIX_LEAST, Core, Same, document_numbers, own_number, same_document
from evidence.visible import read_visible

TEXT_READ = 1500  # an interpretation names what it explains in its first paragraphs
SIDEBAR_LEAST, SIDEBAR_SHARE = 4, 0.5  # a target so many policies link to is the template's, no policy's own
_BACK = (Wants.ORIGINAL, Wants.RELATED)
_WRITTEN = (".html", ".htm", ".shtml")  # pages that lie ready: a query (?from=jd) chooses none of them
_LEADING = (LinkKind.A, LinkKind.AREA, LinkKind.SCRIPTED, LinkKind.FRAME)


class By(Enum):
    """How a pair was found, the surest first."""

    NAME = "name"
    LINK = "link"
    LOOSE_NAME = "loose-name"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A policy and what explains it."""

    policy: Document
    reading: Document
    by: By

    @property
    def sure(self) -> bool:
        """Whether the pair needs no person to confirm it."""
        return self.by in (By.NAME, By.LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A labelled link, the page it stands on and the address where it ends."""

    page_url: str
    link: Labelled
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The policies and interpretations that the pages of one document link to, and its links that carry a label."""

    targets: frozenset[str]
    labelled: tuple[Ended, ...]


class Pairing:
    """The pairs of one site; pages are read only where names do not tell."""

    def __init__(self, library: Library, policies: Iterable[Document], readings: Iterable[Document]) -> None:
        self._library = library
        self.policies = tuple(policies)
        self.readings = tuple(readings)
        self._links: dict[str, Links] = {}
        self.policy_at = {url: one for one in self.policies for url in one.urls}
        self.reading_at = {url: one for one in self.readings for url in one.urls}
        self._exact: dict[str, list[Document]] = defaultdict(list)
        self._endings: dict[str, list[Document]] = defaultdict(list)
        for policy in self.policies:
            for core in policy.cores:
                self._exact[core.text].append(policy)
                self._endings[core.bare[-SUFFIX_LEAST:]].append(policy)
        self.pairs = self._found()
        self.of_policy = _grouped((pair.policy.url, pair) for pair in self.pairs)
        self.of_reading = _grouped((pair.reading.url, pair) for pair in self.pairs)

    def named(self, core: Core) -> list[Document]:
        """The policies of exactly this name."""
        return [one for one in self._exact.get(core.text, ()) if any(_is(core, own, Same.EXACT) for own in one.cores)]

    def links(self, document: Document) -> Links:
        """What the pages of a document link to, by the addresses where the links end."""
        if document.url not in self._links:
            self._links[document.url] = self._read_links(document)
        return self._links[document.url]

    def _found(self) -> tuple[Pair, ...]:
        pairs: dict[tuple[str, str], Pair] = {}
        unnamed = []
        for reading in self.readings:
            found = list(self._by_name(reading)) or list(self._by_link(reading))
            for pair in found:
                pairs.setdefault((pair.policy.url, reading.url), pair)
            if not found:
                unnamed.append(reading)
        known = {policy for policy, _ in pairs}
        for policy in self.policies:
            if policy.url not in known and policy.owed and policy.owed.owing.value != "no":
                for pair in self._by_links_of(policy):
                    pairs.setdefault((policy.url, pair.reading.url), pair)
        explained = {reading for _, reading in pairs}
        for pair in self._by_number([one for one in unnamed if one.url not in explained]):
            pairs.setdefault((pair.policy.url, pair.reading.url), pair)
        return tuple(pairs.values())

    def _by_name(self, reading: Document) -> Iterator[Pair]:
        for core in reading.cores:
            exact = self.named(core)
            for policy in self._nearest(exact, reading):
                yield Pair(policy=policy, reading=reading, by=By.NAME)
            if not exact:
                loose = self._endings.get(core.bare[-SUFFIX_LEAST:], ())
                fits = [one for one in loose if any(_is(core, own, Same.LOOSE) for own in one.cores)]
                for policy in self._nearest(list({one.url: one for one in fits}.values()), reading):
                    yield Pair(policy=policy, reading=reading, by=By.LOOSE_NAME)

    def _nearest(self, policies: list[Document], reading: Document) -> list[Document]:
        """Of several policies of one name: the unit's own, then what the two link, then the last one before it."""
        if len(policies) < 2:
            return policies
        policies = [one for one in policies if one.unit == reading.unit] or policies
        linked = [one for one in policies if self._linked(one, reading)]
        policies = linked or policies
        day = self._day(reading)
        dated = [(own, one) for one in policies if (own := self._day(one)) is not None]
        if len(policies) < 2 or day is None or not dated:
            return policies
        earlier = [pair for pair in dated if pair[0] <= day]
        chosen = max(earlier, key=lambda pair: pair[0]) if earlier else min(dated, key=lambda pair: pair[0])
        return [chosen[1]]

    def _linked(self, policy: Document, reading: Document) -> bool:
        return bool(
            self.links(policy).targets.intersection(reading.urls)
            or self.links(reading).targets.intersection(policy.urls)
        )

    def _by_link(self, reading: Document) -> Iterator[Pair]:
        """An interpretation whose title names no policy of the site, by its link to the original."""
        for one in self.links(reading).labelled:
            policy = self.policy_at.get(one.end)
            if policy is not None and one.link.wants in _BACK and not self.names_another(reading, policy):
                yield Pair(policy=policy, reading=reading, by=By.LINK)

    def _by_links_of(self, policy: Document) -> Iterator[Pair]:
        for one in self.links(policy).labelled:
            reading = self.reading_at.get(one.end)
            if reading is not None and one.link.wants is Wants.READING and not self.names_another(reading, policy):
                yield Pair(policy=policy, reading=reading, by=By.LINK)

    def names_another(self, reading: Document, policy: Document) -> bool:
        """Whether the title of an interpretation names another policy of the site."""
        return any(policy not in found for core in reading.cores if (found := self.named(core)))

    def _by_number(self, readings: list[Document]) -> Iterator[Pair]:
        """Interpretations without a name, by the first 文号 of ours that their text gives."""
        open_ = [one for one in self.policies if one.owed and one.owed.owing.value == "yes"]
        numbers = {}
        for policy in open_ if readings else ():
            for page in self._library.pages_of(policy)[:1]:
                number = own_number(read_visible(page.tree, headlines=False).text)
                if number:
                    numbers[number] = policy
        for reading in readings if numbers else ():
            for page in self._library.pages_of(reading)[:1]:
                text = read_visible(page.tree, headlines=False).text[:TEXT_READ]
                told = (numbers[own] for n in document_numbers(text) for own in numbers if n.endswith(own))
                named = next(told, None)
                if named is not None:
                    yield Pair(policy=named, reading=reading, by=By.NUMBER)

    def _read_links(self, document: Document) -> Links:
        targets: set[str] = set()
        labelled = []
        for page in self._library.pages_of(document):
            led = map(self._address, {link.target for link in page.links if link.kind in _LEADING})
            targets.update(url for url in (*led, *told_addresses(page)) if self._is_known(url))
            for found in labelled_links(page):
                labelled.append(Ended(page_url=page.url, link=found, end=self._address(found.target)))
        return Links(targets=frozenset(targets), labelled=tuple(labelled))

    def _is_known(self, url: str) -> bool:
        return url in self.policy_at or url in self.reading_at

    def _address(self, url: str) -> str:
        """Where a link ends; what the lists name need not be looked up, nor asked for with words added to it."""
        if self._is_known(url):
            return url
        bare, asked, _ = url.partition("?")
        if asked and bare.endswith(_WRITTEN) and self._is_known(bare):
            return bare
        return self._library.address(url)

    def _day(self, document: Document) -> date | None:
        found = self._library.published(document)
        return found.value if found else None


def sidebar_targets(pairing: Pairing, documents: Iterable[Document]) -> frozenset[str]:
    """What most of these documents link to: a box of the newest articles, no link of their own."""
    read = [pairing.links(one).targets for one in documents]
    if len(read) < SIDEBAR_LEAST:
        return frozenset()
    counts: dict[str, int] = defaultdict(int)
    for targets in read:
        for target in targets:
            counts[target] += 1
    return frozenset(target for target, times in counts.items() if times > SIDEBAR_SHARE * len(read))


def _is(one: Core, other: Core, same: Same) -> bool:
    return same_document(one, other) is same


def _grouped(pairs: Iterable[tuple[str, Pair]]) -> Mapping[str, tuple[Pair, ...]]:
    found: dict[str, tuple[Pair, ...]] = {}
    for key, pair in pairs:
        found[key] = (*found.get(key, ()), pair)
    return found
