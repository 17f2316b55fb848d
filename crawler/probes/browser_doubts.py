"""The addresses of a crawl that seem broken and are worth a look in the browser, in the order of their turns."""

from collections import defaultdict
from dataclasses import replace

from crawler.probes.browser_opinion import Doubted
from crawler.probes.browser_sample import in_turns
from evidence.announced import announced_in, is_alike
from evidence.records import Fetch, Visit
from evidence.second_opinion import SPARSE, doubt_rank, doubted_kind
from evidence.urls import host_of
from evidence.verdict import NOT_BROKEN, classify

SAMPLE = 2  # of the plain 404s of a host: if a browser sees none of them otherwise, neither will it the rest


class Doubts:
    """Watches the looks of a crawl go by and remembers those at what seems broken."""

    def __init__(self) -> None:
        self._looks: dict[str, list[Fetch]] = {}
        self._depths: dict[str, int] = {}

    def saw(self, visit: Visit) -> None:
        """Take note of a look."""
        fetch = visit.fetch
        if fetch.url in self._looks or classify(fetch) not in NOT_BROKEN:
            self._looks.setdefault(fetch.url, []).append(replace(fetch, headers={}, hops=()))
            self._depths.setdefault(fetch.url, visit.depth)

    def chosen(self) -> tuple[list[Doubted], list[Doubted]]:
        """What is to be looked at, and the 404s that are only if a browser opens others of their host.

        What is doubted most comes first, then a first address of each host and kind, then a second of each.
        """
        groups: defaultdict[tuple[int, str, str], list[Doubted]] = defaultdict(list)
        for url, looks in self._looks.items():
            rank, kind = doubt_rank(looks), doubted_kind(looks)
            if rank is not None and kind is not None:
                number = max(look.look for look in looks) + 1
                doubted = Doubted(url, kind, self._depths[url], number, announced_in(looks), is_alike(looks))
                groups[rank, host_of(url), kind].append(doubted)
        first: list[Doubted] = []
        later: list[Doubted] = []
        for rank in sorted({rank for rank, _, _ in groups}):
            members = [sorted(groups[key], key=_shallow_first) for key in sorted(groups) if key[0] == rank]
            if rank == SPARSE:
                later = list(in_turns([group[SAMPLE:] for group in members]))
                members = [group[:SAMPLE] for group in members]
            first.extend(in_turns(members))
        return first, later


def _shallow_first(item: Doubted) -> tuple[int, str]:
    return (item.depth, item.url)
