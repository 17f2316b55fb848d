"""What one policy's interpretation is like: there or not, linked both ways or not, in time or not."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from checks.interpretation_articles import Document, Gathered, Library
from checks.interpretation_faults import Faults, LinkFault
from checks.interpretation_labels import Wants
from checks.interpretation_owing import Owing
from checks.interpretation_pairs import Ended, Pair, Pairing, sidebar_targets
from checks.interpretation_within import explains_itself
from evidence.date_text import Confidence, DateFound, DateSource
from evidence.page import Page
from evidence.workdays import working_days

# A script that fetches a block of related articles after the page has opened.
_FETCHES = re.compile(r"\$\.(?:ajax|get|post|getJSON)\(|\bfetch\(|XMLHttpRequest|axios|\.load\(|v-for=")
# What each of its forms holds: literal words are found many times quicker.
_FETCHING = ("$.", "fetch(", "XMLHttpRequest", "axios", ".load(", "v-for=")
_BESIDE = ("解读", "文件", "稿件", "阅读", "信息", "政策", "链接")
_RELATED = (
    *(before + what for before in ("相关", "关联") for what in _BESIDE),
    *("政策解读", "政策原文", "文件解读"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """The days between a policy and its first interpretation; `days` is None in a year without a calendar."""

    policy: DateFound
    reading: DateFound
    first: Document
    days: int | None

    @property
    def reversed(self) -> bool:
        """Whether the interpretation is the older one."""
        return self.reading.value < self.policy.value

    @property
    def sure(self) -> bool:
        """Whether both dates are shown as dates of publishing."""
        weak = (DateSource.ADDRESS, DateSource.YEAR_IMPLIED, DateSource.RELATIVE)
        found = (self.policy, self.reading)
        return all(one.confidence is not Confidence.LOW and one.source not in weak for one in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One policy: its pairs, what its links say, its delay.

    `linked` says whether it links to one of its interpretations, None where that cannot be told; `elsewhere` that a
    label leads to something outside the columns or on its own page.
    """

    policy: Document
    pairs: tuple[Pair, ...] = ()
    linked: bool | None = None
    elsewhere: bool = False
    scripted: bool = False
    read: bool = False
    faults: tuple[LinkFault, ...] = ()
    published: DateFound | None = None
    delay: Delay | None = None

    @property
    def explained(self) -> bool:
        """Whether there is an interpretation."""
        return bool(self.pairs) or self.elsewhere

    @property
    def owes(self) -> bool:
        """Whether its title says that it owes one."""
        return self.policy.owed is not None and self.policy.owed.owing is Owing.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedReading:
    """One interpretation that has a policy: whether it links to it, None where that cannot be told."""

    reading: Document
    pairs: tuple[Pair, ...]
    linked: bool | None
    scripted: bool = False
    faults: tuple[LinkFault, ...] = ()


class Judge:
    """Judges the policies and interpretations of one site."""

    def __init__(self, library: Library, gathered: Gathered, pairing: Pairing, faults: Faults, since: date) -> None:
        self._library = library
        self._pairing = pairing
        self._faults = faults
        self._since = since
        self._policies = tuple(one for one in gathered.policies if self._counts(one))
        self._beside_policies = sidebar_targets(pairing, self._policies)
        paired = [one for one in gathered.interpretations if one.url in pairing.of_reading]
        self._readings = tuple(
            one for one in paired if any(self._counts(p.policy) for p in pairing.of_reading[one.url])
        )
        self._beside_readings = sidebar_targets(pairing, self._readings)

    def policies(self) -> Iterator[Judged]:
        """Every policy that owes an interpretation or may owe one, since the day from which it is asked."""
        for policy in self._policies:
            pairs = self._pairing.of_policy.get(policy.url, ())
            pages = self._library.pages_of(policy)
            own = [one for one in self._pairing.links(policy).labelled if one.link.wants is Wants.READING]
            faults = self._faults.of(policy, Wants.READING)
            bad = {fault.ended.link.target for fault in faults}
            published = self._library.published(policy)
            yield Judged(
                policy=policy,
                pairs=pairs,
                linked=self._linked(policy, pairs, self._beside_policies),
                elsewhere=self._elsewhere(policy, own, bad)
                or (not pairs and any(explains_itself(policy, page) for page in pages)),
                scripted=any(map(_is_scripted, pages)),
                read=bool(pages),
                faults=faults,
                published=published,
                delay=self._delay(published, pairs),
            )

    def readings(self) -> Iterator[JudgedReading]:
        """Every interpretation of such a policy."""
        for reading in self._readings:
            pairs = self._pairing.of_reading[reading.url]
            targets = self._pairing.links(reading).targets - self._beside_readings
            policies = {url for pair in pairs for url in pair.policy.urls}
            pages = self._library.pages_of(reading)
            yield JudgedReading(
                reading=reading,
                pairs=pairs,
                linked=bool(targets & policies) if pages else None,
                scripted=any(map(_is_scripted, pages)),
                faults=self._faults.of(reading, Wants.ORIGINAL),
            )

    def _elsewhere(self, policy: Document, own: Iterable[Ended], bad: AbstractSet[str]) -> bool:
        """Whether a label leads to an interpretation outside the columns, or to a place on the page itself.

        A label with a name may stand in a box of the newest; for what the columns list the pairs tell. To open the
        page of the policy once more explains nothing.
        """
        return any(
            one.link.here
            or (
                self._faults.counts(policy, one, Wants.READING)
                and one.link.target not in bad
                and one.end not in policy.urls
                and not (one.link.name and one.end in self._pairing.reading_at)
            )
            for one in own
        )

    def _counts(self, policy: Document) -> bool:
        if policy.owed is None or policy.owed.owing is Owing.NO:
            return False
        published = self._library.published(policy)
        return published is None or published.value >= self._since

    def _linked(self, policy: Document, pairs: tuple[Pair, ...], beside: frozenset[str]) -> bool | None:
        if not pairs or not self._library.pages_of(policy):
            return None
        readings = {url for pair in pairs for url in pair.reading.urls}
        return bool((self._pairing.links(policy).targets - beside) & readings)

    def _delay(self, published: DateFound | None, pairs: Iterable[Pair]) -> Delay | None:
        dated = [(found, pair.reading) for pair in pairs if (found := self._library.published(pair.reading))]
        if published is None or not dated:
            return None
        found, first = min(dated, key=lambda pair: (pair[0].value, pair[1].url))
        return Delay(policy=published, reading=found, first=first, days=working_days(published.value, found.value))


def _is_scripted(page: Page) -> bool:
    """Whether a block of related articles may be filled by a script."""
    html = page.html
    return (
        any(word in html for word in _FETCHING)
        and _FETCHES.search(html) is not None
        and any(word in html for word in _RELATED)
    )
