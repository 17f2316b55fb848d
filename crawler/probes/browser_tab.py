"""One tab of the browser: goes to an address and tells what came of it, however the page behaves."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, CDPSession, ConsoleMessage, Dialog, Error, Page, Request, Response

from crawler.pace import Pacer
from crawler.probes.browser_gate import RequestGate
from crawler.probes.browser_limits import BrowserLimits
from crawler.probes.browser_world import World, frame_of, script, session_of
from crawler.probes.proxy import GuardedProxy
from evidence.records import FailureKind
from evidence.urls import host_of

SAID = 10  # errors kept of one page
SAID_LENGTH = 200
QUIET = 100  # milliseconds without a change after which a page is taken to be finished
CLOSE_SECONDS = 5.0
STEP = 0.05
PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "bmp", "ico", "mp4", "mp3", "flv", "woff", "woff2", "ttf")
GONE = (404, 410)  # for every visitor
DATA = frozenset(("script", "xhr", "fetch"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What every visit in the browser shares."""

    gate: RequestGate
    pacer: Pacer
    proxy: GuardedProxy
    limits: BrowserLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How a visit began. `failure` is a FailureKind's word, `stuck` (a script never ends) or `page`."""

    status: int | None = None
    loaded: bool = False
    settled: bool = False  # whether its scripts came to an end
    seconds: float = 0.0
    failure: str = ""
    detail: str = ""


@dataclass(slots=True)
class Said:
    """What a page complained of: its scripts' uncaught errors, errors on the console, dialogs it opened."""

    page_errors: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def note(self, where: list[str], words: str) -> None:
        """Keep the first few."""
        if len(where) < SAID:
            where.append(" ".join(words.split())[:SAID_LENGTH])

    def on_console(self, message: ConsoleMessage) -> None:
        """A line on the console."""
        if message.type == "error":
            self.note(self.console_errors, message.text)


class Tab:
    """A page of the browser, and the session it is spoken to through."""

    def __init__(self, page: Page, session: CDPSession, frame: str, means: Means) -> None:
        self.page = page
        self.session = session
        self.frame = frame
        self.means = means
        self.said = Said()
        self.agrees = False  # whether a question of the page is agreed to
        page.on("console", lambda message: self.said.on_console(message))
        page.on("pageerror", lambda error: self.said.note(self.said.page_errors, str(error)))
        page.on("dialog", self._answer)
        self.document: Response | None = None  # the last answer to the page itself, redirects and scripts followed
        self._coming: set[Request] = set()  # documents of the page itself that were asked for
        self._came = 0
        self.lost = 0  # scripts and data that the page asked for and did not get
        self._stopped: Mapping[str, int] = {}
        page.on("request", lambda request: self._on_request(request))
        page.on("response", lambda answer: self._on_response(answer))
        page.on("requestfailed", lambda request: self._on_failed(request))

    @classmethod
    async def open(cls, context: BrowserContext, means: Means) -> "Tab":
        """A new tab."""
        async with asyncio.timeout(CLOSE_SECONDS):
            page = await context.new_page()
            session = await session_of(page)
            return cls(page, session, await frame_of(session), means)

    async def without_pictures(self) -> None:
        """From now on do not load what is only to be looked at: a host is spared where nobody looks."""
        await self.session.send("Network.enable")
        blocked = [f"*.{suffix}{end}" for suffix in PICTURES for end in ("", "?*")]
        await self.session.send("Network.setBlockedURLs", {"urls": blocked})

    async def close(self) -> None:
        """Close it; a stuck one may not answer and is left to the browser's end."""
        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self.page.close()

    async def forget(self, url: str) -> None:
        """Clear what scripts of an address's origin have put by in the browser."""
        origin = "/".join(url.split("/", 3)[:3])
        for local in (True, False):
            with contextlib.suppress(Error):
                store = {"securityOrigin": origin, "isLocalStorage": local}
                await self.session.send("DOMStorage.clear", {"storageId": store})

    async def go(self, url: str) -> Arrival:
        """Go to an address in the host's turn, and wait until the page is there. Failures come back as values.

        Only when the tab or the browser is gone is Playwright's Error raised.
        """
        self.said = Said()
        self.document = None
        self._coming.clear()
        self.lost = 0
        self._stopped = self.means.gate.stopped(self.frame)
        limits = self.means.limits
        loop = asyncio.get_running_loop()
        async with self.means.pacer.slot(host_of(url)):
            begin = loop.time()
            trouble = await self._goto(url)
            if trouble == "timeout" and not await self.answers():
                return Arrival(failure="stuck", detail="脚本一直占用页面", seconds=loop.time() - begin)
            if trouble not in ("", "timeout"):
                return self._failed(trouble, loop.time() - begin)
            took = round(loop.time() - begin, 3)
        self.means.pacer.report(host_of(url), self.document.status if self.document else None)
        settled = await self.stay(begin + limits.load_seconds)
        refused = self.means.proxy.why(self.page.url)
        if refused is not None:
            return Arrival(failure=refused.kind.value, detail=refused.detail, seconds=took)
        status = self.document.status if self.document else None
        return Arrival(status=status, loaded=not trouble, settled=settled and not trouble, seconds=took)

    def _awaits(self) -> bool:
        """Whether another document is on its way; of one that the gate held back no news may come."""
        refused = self.means.gate.refused(self.frame)
        return any(request.url.partition("#")[0] != refused for request in self._coming)

    async def world(self) -> World:
        """Where our scripts run in the document shown now."""
        return await World.of(self.session)

    async def settle(self, seconds: float) -> bool:
        """Wait for what scripts still bring, and say whether they came to an end.

        A document that is replaced meanwhile is left alone.
        """
        with contextlib.suppress(Error, TimeoutError):
            world = await self.world()
            return bool(await world.call(script("settle"), QUIET, int(seconds * 1000), seconds=seconds + 2))
        return False

    async def stay(self, until: float) -> bool:
        """Settle in the document that scripts lead to in the end: some set a cookie and come again.

        Whether they came to an end there before `until`, in the loop's time.
        """
        seconds = self.means.limits.settle_seconds
        while True:
            came = self._came
            settled = await self.settle(seconds)
            if (self._came == came and not self._awaits()) or asyncio.get_running_loop().time() > until:
                return settled
            while self._awaits() and asyncio.get_running_loop().time() < until:
                await asyncio.sleep(STEP)
            with contextlib.suppress(Error):
                await self.page.wait_for_load_state("load", timeout=1000 * seconds)

    async def answers(self) -> bool:
        """Whether scripts can still be run in the page."""
        try:
            await (await World.of(self.session, seconds=2)).call("() => 1", seconds=2)
        except (Error, TimeoutError):
            return False
        return True

    def stopped(self) -> Mapping[str, int]:
        """What the gate held back of the page's own frame since the tab last went to an address."""
        counts = self.means.gate.stopped(self.frame)
        return {reason: more for reason, count in counts.items() if (more := count - self._stopped.get(reason, 0))}

    async def _answer(self, dialog: Dialog) -> None:
        """Nobody is there to answer: a question is declined unless it is agreed to, and leaving is never refused."""
        self.said.note(self.said.dialogs, dialog.message)
        agreed = dialog.type == "beforeunload" or (dialog.type == "confirm" and self.agrees)
        with contextlib.suppress(Error):
            await (dialog.accept() if agreed else dialog.dismiss())

    def _on_request(self, request: Request) -> None:
        with contextlib.suppress(Error):  # of a frame that is not there yet
            if request.is_navigation_request() and request.frame.parent_frame is None:
                self._coming.add(request)

    def _on_response(self, answer: Response) -> None:
        if answer.request in self._coming:
            self._coming.discard(answer.request)
            self._came += 1
            self.document = answer
        self.lost += answer.request.resource_type in DATA and answer.status >= 400 and answer.status not in GONE

    def _on_failed(self, request: Request) -> None:
        self._coming.discard(request)
        self.lost += request.resource_type in DATA

    async def _goto(self, url: str) -> str:
        """Why the page did not load; empty when it did."""
        try:
            await self.page.goto(url, wait_until="load", timeout=self.means.limits.load_seconds * 1000)
        except Error as error:
            if "crashed" in error.message or "closed" in error.message:
                raise
            if "interrupted by another navigation" in error.message:
                return ""  # a script of the page leads on
            return "timeout" if error.name == "TimeoutError" else error.message
        return ""

    def _failed(self, trouble: str, took: float) -> Arrival:
        refused = self.means.proxy.why(self.means.gate.document(self.frame))
        if refused is not None:
            return Arrival(failure=refused.kind.value, detail=refused.detail, seconds=took)
        kind = FailureKind.ROBOTS.value if "ERR_ABORTED" in trouble else "page"
        return Arrival(failure=kind, detail=_first_line(trouble), seconds=took)


def _first_line(words: str) -> str:
    return words.partition("\n")[0][:SAID_LENGTH]
