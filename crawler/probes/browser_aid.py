"""The browser's part in a crawl: it watches the crawl go by, renders pages, and gives second opinions."""

from collections.abc import AsyncGenerator

from crawler.browsing import Known
from crawler.probes.browser_opinions import Opinions
from crawler.probes.browser_renderings import Renderings
from crawler.probes.request import ProbeRequest
from evidence.records import Visit


class BrowserAid:
    """`crawler.browsing.Browsing` with the system's browser. `request.limits` bound both parts; 0 leaves one out."""

    def __init__(self, request: ProbeRequest, known: Known) -> None:
        self._opinions = Opinions(request) if request.plan.check_links and request.limits.second_looks else None
        self._renderings = Renderings(request, known) if request.limits.rendered_pages else None

    def saw(self, visit: Visit) -> None:
        """Take note of a visit."""
        if self._opinions is not None:
            self._opinions.doubts.saw(visit)
        if self._renderings is not None:
            self._renderings.manners.saw(visit)

    async def rendered(self) -> AsyncGenerator[Visit]:
        """Pages as they stand after their scripts ran."""
        if self._renderings is not None:
            async for visit in self._renderings.visits():
                yield visit

    async def second_looks(self) -> AsyncGenerator[Visit]:
        """Looks at what seems broken."""
        if self._opinions is not None:
            async for visit in self._opinions.visits():
                yield visit

    def notes(self) -> tuple[str, ...]:
        """What was done and what was left, in Chinese."""
        parts = (part for part in (self._renderings, self._opinions) if part is not None)
        return tuple(note for part in parts for note in part.notes())
