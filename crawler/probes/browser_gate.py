"""Every document and every request of a script waits here: only GET and HEAD pass, and only where robots.txt allows.

The proxy guards addresses; what goes through TLS it cannot read, so methods are held here, in the browser itself.
Pictures, styles and script files are always GET and belong to showing a page: they do not wait.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from playwright.async_api import Browser, CDPSession, Error

KINDS = ("Document", "XHR", "Fetch", "Ping", "EventSource", "CSPViolationReport", "Other")
METHODS = frozenset(("GET", "HEAD"))
Allows = Callable[[str], Awaitable[bool]]


class RequestGate:
    """Stands in one browser. `stopped` counts what it held back, by frame and reason."""

    def __init__(self, allows: Allows) -> None:
        self._allows = allows
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped: dict[str, Counter[str]] = {}
        self._documents: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        self._asked: Counter[str] = Counter()

    async def stand_in(self, browser: Browser) -> None:
        """Take up the place; before any page is opened."""
        session = await browser.new_browser_cdp_session()
        session.on("Fetch.requestPaused", lambda event: self._paused(session, event))
        patterns = [{"urlPattern": "*", "resourceType": kind} for kind in KINDS]
        await session.send("Fetch.enable", {"patterns": patterns})

    def stopped(self, frame: str) -> Mapping[str, int]:
        """How often a frame's requests were held back: `method` (would have sent something) or `robots`."""
        return dict(self._stopped.get(frame, {}))

    def document(self, frame: str) -> str:
        """The last address a frame was let go to, redirects included; "" when it went nowhere."""
        return self._documents.get(frame, "")

    def refused(self, frame: str) -> str:
        """The last address a frame was kept from going to; "" when it was kept from none."""
        return self._refused.get(frame, "")

    def times(self, url: str) -> int:
        """How often any frame was let go to an address (without a fragment)."""
        return self._asked[url]

    def held(self, reason: str) -> int:
        """How often anything at all was held back for a reason."""
        return sum(counts[reason] for counts in self._stopped.values())

    def _paused(self, session: CDPSession, event: Mapping[str, Any]) -> None:
        task = asyncio.ensure_future(self._decide(session, event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _decide(self, session: CDPSession, event: Mapping[str, Any]) -> None:
        reason = await self._reason(event["request"]["method"], event["request"]["url"])
        if event["resourceType"] == "Document" and not reason:
            self._documents[event.get("frameId", "")] = event["request"]["url"]
            self._asked[event["request"]["url"]] += 1
        paused = {"requestId": event["requestId"]}
        try:
            if not reason:
                await session.send("Fetch.continueRequest", paused)
                return
            if event["resourceType"] == "Document":
                self._refused[event.get("frameId", "")] = event["request"]["url"]
            self._stopped.setdefault(event.get("frameId", ""), Counter())[reason] += 1
            # "Aborted" leaves the page as it is where a form or a script wanted to leave it.
            await session.send("Fetch.failRequest", {**paused, "errorReason": "Aborted"})
        except Error:
            pass  # the page or the browser is gone, and the request with it

    async def _reason(self, method: str, url: str) -> str:
        if method not in METHODS:
            return "method"
        if url.startswith(("http:", "https:")) and not await self._allows(url):
            return "robots"
        return ""
