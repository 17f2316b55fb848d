"""A second opinion: one look in the browser at an address that every other look called broken."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from playwright.async_api import BrowserContext

from crawler.absent import absent_address, absent_sibling
from crawler.probes.browser_arrival import arrived
from crawler.probes.browser_keeper import Keeper
from crawler.probes.browser_tab import Arrival, Means, Tab
from evidence.notice import SHORT_PAGE, Baseline
from evidence.records import BROWSER, Failure, FailureKind, Fetch
from evidence.shown import Shown, baseline_of_shown, marks_of_shown, shows_announced
from evidence.verdict import NOT_BROKEN, VerdictKind, classify

SOURCE = 2_000_000  # characters of a document that are looked through
KEPT_HEADERS = ("content-type", "content-disposition", "server", "location")


class Doubted(NamedTuple):
    """An address that seems broken, what it is taken for, its depth, and the number that the next look at it bears.

    `announced` are the words of its link where its page was found without them; `alike` is whether the page was found
    to be what is answered for others of its kind that cannot exist.
    """

    url: str
    kind: VerdictKind
    depth: int
    look: int
    announced: str = ""
    alike: bool = False


class Baselines:
    """How hosts and their programs answer, in a browser, for a page that cannot exist; each is asked once."""

    def __init__(self) -> None:
        self._known: dict[str, asyncio.Future[Baseline | None]] = {}

    async def of(self, absent: str, tab: Tab) -> Baseline | None:
        """How an invented address is answered, None where that could not be had; the tab may be led there."""
        if absent in self._known:
            return await asyncio.shield(self._known[absent])
        future = self._known[absent] = asyncio.get_running_loop().create_future()
        found: Baseline | None = None
        try:
            arrival = await tab.go(absent)
            shown = await arrived(absent, tab, arrival, most=SOURCE)
            if _may_change(shown):
                shown = await _later(absent, tab, arrival)
            found = baseline_of_shown(shown) if isinstance(shown, Shown) else None
        finally:
            future.set_result(found)
        return found


class Opinion(Keeper[Doubted, Fetch]):
    """Looks at addresses that seem broken. A failure `cut` says that the browser could not tell."""

    def __init__(self, context: BrowserContext, means: Means, home: str, baselines: Baselines) -> None:
        super().__init__(context, means)
        self._home = home
        self._baselines = baselines

    async def _show(self, item: Doubted) -> Fetch:
        loop = asyncio.get_running_loop()
        tab, begin = await self._fresh(), loop.time()
        arrival = await tab.go(item.url)
        seen = await arrived(item.url, tab, arrival, most=SOURCE)
        # A script that sets a cookie and comes again may take its time, and so may an app that draws its view.
        if _may_change(seen) and (classify(self._look(item, seen)) not in NOT_BROKEN or _says_little(item, seen)):
            seen = await _later(item.url, tab, arrival)
        look = self._look(item, seen)
        took = round(loop.time() - begin, 3)
        if isinstance(seen, Failure):
            await self.leave()
        elif classify(look) is VerdictKind.OK:
            look = await self._compared(item, seen, look, tab)
        return replace(look, elapsed=took)

    def _lost(self, item: Doubted, trouble: Arrival) -> Fetch:
        return _looked(item, failure=Failure(kind=FailureKind.CUT, detail=f"{trouble.failure}: {trouble.detail}"))

    def _look(self, item: Doubted, seen: Shown | Failure, baseline: Baseline | None = None) -> Fetch:
        if isinstance(seen, Failure):
            return _looked(item, failure=seen)
        return _answered(item, seen, marks_of_shown(seen, home=self._home, baseline=baseline, announced=item.announced))

    async def _compared(self, item: Doubted, shown: Shown, look: Fetch, tab: Tab) -> Fetch:
        """The look that would clear the address, unless it is the host's own page for what does not exist."""
        if shown.saved:
            unsure = item.kind is VerdictKind.EMPTY and shown.size is None
            return _looked(item, failure=Failure(kind=FailureKind.CUT, detail="a file of no size")) if unsure else look
        baseline = await self._baselines.of(absent_address(item.url), tab)
        if baseline is None and item.kind is VerdictKind.SOFT_404:
            return _looked(item, failure=Failure(kind=FailureKind.CUT, detail="no page to compare with"))
        compared = self._look(item, shown, baseline)
        # A list under the announced name is there, although its program may show it for any number.
        doubted = item.alike and classify(compared) is VerdictKind.OK and not shows_announced(shown, item.announced)
        sibling = absent_sibling(item.url) if doubted else ""
        if not sibling:
            return compared
        beside = await self._baselines.of(sibling, tab)
        if beside is None:
            return _looked(item, failure=Failure(kind=FailureKind.CUT, detail="no page to compare with"))
        return self._look(item, shown, beside)


def _may_change(seen: Shown | Failure) -> bool:
    """Whether what is shown may become something else if one waits."""
    return isinstance(seen, Shown) and seen.scripts > 0


def _says_little(item: Doubted, seen: Shown | Failure) -> bool:
    """Whether what would clear an address of a view that seems missing may be no more than the beginning of one."""
    return item.kind is VerdictKind.SOFT_404 and isinstance(seen, Shown) and len(seen.text) < SHORT_PAGE


async def _later(url: str, tab: Tab, arrival: Arrival) -> Shown | Failure:
    """What a tab shows of an address after a while."""
    limits = tab.means.limits
    await asyncio.sleep(limits.late_seconds)
    await tab.stay(asyncio.get_running_loop().time() + limits.load_seconds)
    return await arrived(url, tab, arrival, most=SOURCE)


def lost(item: Doubted) -> Fetch:
    """The look that killed the browser twice."""
    return _looked(item, failure=Failure(kind=FailureKind.CUT, detail="the browser died"))


def _looked(item: Doubted, *, failure: Failure) -> Fetch:
    return Fetch(
        url=item.url, at=datetime.now(UTC), method=BROWSER, look=item.look, final_url=item.url, failure=failure
    )


def _answered(item: Doubted, shown: Shown, marks: tuple[str, ...]) -> Fetch:
    return Fetch(
        url=item.url,
        at=datetime.now(UTC),
        method=BROWSER,
        look=item.look,
        final_url=shown.final_url,
        status=shown.status,
        content_type=shown.content_type,
        headers=_kept(shown.headers),
        size=len(shown.html),
        marks=marks,
    )


def _kept(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name: headers[name] for name in KEPT_HEADERS if name in headers}
