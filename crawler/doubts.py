"""What seems broken: looked at again at the end of a crawl, and decided only where our own network is above doubt."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.frontier import Errand
from crawler.presence import Presence
from crawler.scope import Scope
from evidence.records import Failure, FailureKind, Fetch, Visit
from evidence.verdict import needs_another_look

TOO_SOON = 429
PUT_OFF = 20  # pages of the site that are asked for once more after a host wanted us to come later


class Doubts:
    """The looks at addresses that seem broken, and the further ones that are held back until a control look."""

    def __init__(self, scope: Scope, presence: Presence) -> None:
        self._scope = scope
        self._presence = presence
        self._looks: dict[str, list[Fetch]] = {}  # only of addresses that look broken
        self._errands: dict[str, Errand] = {}
        self._put_off: dict[str, Errand] = {}
        self._held: list[Visit] = []

    def note(self, fetch: Fetch, errand: Errand) -> None:
        """Keep a look at what seems broken, and what a host of the site asked us to come back for."""
        if fetch.look > 1:
            self._put_off.pop(fetch.url, None)
        elif fetch.status == TOO_SOON and self._scope.same_host(fetch.url) and len(self._put_off) < PUT_OFF:
            self._put_off[fetch.url] = errand
        if fetch.url in self._looks or needs_another_look((fetch,)):
            self._looks.setdefault(fetch.url, []).append(replace(fetch, headers={}, hops=()))
            self._errands[fetch.url] = errand

    def further(self) -> Iterator[Errand]:
        """One more look at everything that still seems broken, and at what was put off."""
        put_off, self._put_off = self._put_off, {}
        yield from (replace(errand, look=2) for errand in put_off.values())
        for url, looks in self._looks.items():
            if needs_another_look(looks):
                yield replace(self._errands[url], look=len(looks) + 1)

    def hold(self, visit: Visit) -> bool:
        """Whether a visit is a further look that found a fault: it waits for a control look."""
        held = visit.fetch.look > 1 and needs_another_look((visit.fetch,))
        if held:
            self._held.append(visit)
        return held

    async def released(self) -> list[Visit]:
        """The further looks that found a fault, once control looks tell our own network from theirs.

        When the home page itself no longer answers, a fault proves nothing and is not kept: the look is taken when the
        crawl is resumed. On other hosts, neither does silence when none of them ever answered, nor anything when the
        one that did no longer does: those looks are recorded as cut, and decide nothing.
        """
        held, self._held = self._held, []
        if not held or self._presence.away or not await self._presence.home_still_answers():
            return []
        elsewhere = [visit for visit in held if not self._scope.same_host(visit.fetch.url)]
        outside = not elsewhere or await self._presence.trusts_faults_elsewhere()
        return [visit if self._is_trusted(visit.fetch, outside=outside) else _undecided(visit) for visit in held]

    def _is_trusted(self, fetch: Fetch, *, outside: bool) -> bool:
        if self._scope.same_host(fetch.url):
            return True
        return outside and (self._presence.trusts_silence_elsewhere() or not _is_silent(fetch))


def _is_silent(fetch: Fetch) -> bool:
    """Whether nobody at all answered: the kind of failure that a cut network looks like."""
    return fetch.failure is not None and fetch.failure.kind is FailureKind.TIMEOUT


def _undecided(visit: Visit) -> Visit:
    failure = Failure(kind=FailureKind.CUT, detail="the control look failed: the network may have been away")
    return Visit(fetch=replace(visit.fetch, status=None, marks=(), failure=failure), depth=visit.depth)
