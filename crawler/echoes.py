"""Pages that lead below themselves in the same ways as the pages above them: a server's answer to any folder at all."""

from collections import defaultdict
from collections.abc import Iterable

from evidence.records import Link

ABOVE = 2  # folders above a page that may lead on in just the same ways before that is taken for an echo


class Echoes:
    """For the folders of a crawl, the ways in which their pages lead further down."""

    def __init__(self) -> None:
        self._ways: defaultdict[str, set[int]] = defaultdict(set)

    def below(self, url: str, links: Iterable[Link]) -> frozenset[str]:
        """Note a page; the addresses below its own folder that must not be followed, if it is an echo.

        An echo leads down in exactly the ways in which two of the folders above it lead down. Two relative links that a
        server answers in every folder make 2, 4, 8 … addresses without it.
        """
        origin = url.find("/", url.find("://") + 3)
        folder = url.partition("?")[0].rpartition("/")[0] + "/"
        if origin < 0 or len(folder) <= origin + 1:
            return frozenset()  # the front page leads to everything
        start = len(folder)
        deeper = frozenset(
            target for link in links if (target := link[0]).startswith(folder) and target.find("/", start) >= 0
        )
        if not deeper:
            return deeper
        ways = hash(frozenset(target[start:].partition("?")[0] for target in deeper))
        self._ways[folder].add(ways)
        above = sum(ways in self._ways.get(up, ()) for up in _above(folder, origin))
        return deeper if above >= ABOVE else frozenset()


def _above(folder: str, origin: int) -> Iterable[str]:
    """The folders above one, nearest first, without the root."""
    end = folder.rfind("/", 0, len(folder) - 1)
    while end > origin:
        yield folder[: end + 1]
        end = folder.rfind("/", 0, end)
