"""Pages as they stand after their scripts ran, kept beside what the server sent."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.async_api import BrowserContext, Error

from crawler.probes.browser_arrival import arrived
from crawler.probes.browser_keeper import Keeper
from crawler.probes.browser_manners import Kept
from crawler.probes.browser_tab import Arrival, Means, Tab
from evidence.html import read_by_browser
from evidence.records import BROWSER, Fetch, Visit
from evidence.rendering import Rendered, compare
from evidence.shown import GAIN, PARTIAL, TITLE, Shown, marks_of_shown

BLANK = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """What came of one page: the visit to be kept, or why there is none."""

    visit: Visit | None = None
    trouble: str = ""


class Renderer(Keeper[Kept, Rendering]):
    """Renders pages of the site; `holds` tells its addresses, `most` bounds the characters of a document."""

    pictures = False

    def __init__(self, context: BrowserContext, means: Means, holds: Callable[[str], bool], most: int) -> None:
        super().__init__(context, means)
        self._holds = holds
        self._most = most

    async def _show(self, item: Kept) -> Rendering:
        tab = await self._fresh()
        begin = asyncio.get_running_loop().time()
        arrival = await tab.go(item.url)
        shown = await arrived(item.url, tab, arrival, most=self._most)
        if not isinstance(shown, Shown):
            await self.leave()
            return Rendering(trouble=shown.kind.value)
        if not 200 <= shown.status < 300 or shown.saved or shown.final_url != item.url:
            return Rendering(trouble="another page")
        source = await _source(tab, shown.charset)
        if isinstance(source, Rendering):
            return source
        found = compare(source, shown.html, item.url, holds=self._holds, today=datetime.now(UTC).date())
        noticed = marks_of_shown(shown)
        if not noticed[0].startswith((TITLE, BLANK)):
            return Rendering(trouble="fault")  # a challenge, a login page, an apology: not this page
        marks = (*noticed, *_partial(tab, arrival), *_gain(found))
        took = asyncio.get_running_loop().time() - begin
        return Rendering(visit=_visit(item, shown, found, marks, took))

    def _lost(self, item: Kept, trouble: Arrival) -> Rendering:
        return Rendering(trouble=trouble.failure)


async def _source(tab: Tab, charset: str) -> str | Rendering:
    """What the server sent to the browser itself, so that both are of one moment.

    A browser takes a page that names no encoding for what its own language suggests: a document that came out
    garbled so is worse than its source.
    """
    assert tab.document is not None
    try:
        body = await tab.document.body()
    except Error:
        return Rendering(trouble="no source")
    source = read_by_browser(body, tab.document.headers.get("content-type", ""), charset)
    return Rendering(trouble="charset") if source is None else source


def _partial(tab: Tab, arrival: Arrival) -> tuple[str, ...]:
    """Why a list may be missing that a visitor would see."""
    held = tab.stopped()
    lost = tab.lost > sum(held.values())  # what was held back did not come either
    reasons = [*sorted(held), *(["lost"] if lost else []), *([] if arrival.settled else ["unsettled"])]
    return tuple(PARTIAL + reason for reason in reasons)


def _gain(found: Rendered) -> tuple[str, ...]:
    gained = {"links": found.gained_links, "dates": found.gained_dates}
    return tuple(f"{GAIN}{name}:{count}" for name, count in gained.items() if count)


def _visit(item: Kept, shown: Shown, found: Rendered, marks: tuple[str, ...], took: float) -> Visit:
    body = shown.html.encode("utf-8", "replace")
    fetch = Fetch(
        url=item.url,
        at=datetime.now(UTC),
        method=BROWSER,
        look=item.look,
        elapsed=round(took, 3),
        final_url=item.url,
        status=shown.status,
        content_type=shown.content_type,
        encoding="utf-8",
        body_hash=hashlib.sha256(body).hexdigest(),
        size=len(body),
        marks=marks,
    )
    return Visit(fetch=fetch, depth=item.depth, body=body, links=found.links)
