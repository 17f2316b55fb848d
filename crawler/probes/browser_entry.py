"""The accessibility entry of the home page: found, clicked, and what came of it. Nothing is ever submitted."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from playwright.async_api import BrowserContext, CDPSession, Error, Page, Request, Response

from crawler.probes.browser_look import MENU, Look, changes, look
from crawler.probes.browser_tab import Arrival, Means, Tab
from crawler.probes.browser_world import ScriptFailed, World, frame_of, script, session_of
from evidence.accessibility_entry import EDGES, HEADLINE, LONGEST, MARK, NAME, SPLIT, marks_entry
from evidence.notice import HEAD, Answer, notice
from evidence.records import FailureKind

STEP = 0.25
CANDIDATES = 3
FINDS = 8
SECONDS = 5.0
BY_ITSELF = frozenset(("larger", "colours", "spacing", "cursor"))  # what a page may change while nobody clicks
MARGIN = 1.0  # seconds
GONE = (Error, ScriptFailed, TimeoutError)


@dataclass(slots=True)
class _Heard:
    """What the network said while the entry was tried: documents by address, scripts that did not come."""

    documents: dict[str, int] = field(default_factory=dict)
    scripts: dict[str, str] = field(default_factory=dict)
    popups: list[Page] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Take note of everything in a profile."""
        context.on("response", lambda answer: self._answered(answer))
        context.on("requestfailed", lambda request: self._failed(request))
        context.on("page", lambda page: self.popups.append(page))

    def _answered(self, answer: Response) -> None:
        kind = answer.request.resource_type
        if kind == "document":
            self.documents[answer.url.partition("#")[0]] = answer.status
        elif kind == "script" and answer.status >= 400:
            self.scripts.setdefault(answer.url, str(answer.status))

    def _failed(self, request: Request) -> None:
        if request.resource_type == "script":
            self.scripts.setdefault(request.url, str(request.failure or "")[:100])


class _Start(NamedTuple):
    """How things stood before a click: the page shown, the document last asked for, what robots.txt had held.

    `target` is where the entry's link leads, `times` how often that was asked for before.
    """

    page: str
    document: str
    robots: int
    target: str
    times: int


class EntryTrial:
    """Tries the entry of one home page in a profile of its own."""

    def __init__(self, context: BrowserContext, means: Means, home: str) -> None:
        self._context = context
        self._means = means
        self._home = home
        self._heard = _Heard()
        self._heard.listen(context)

    async def run(self) -> Mapping[str, Any]:
        """The data of the entry's record."""
        tab = await Tab.open(self._context, self._means)
        arrival, found = await self._arrive(tab)
        data: dict[str, Any] = {"kind": "entry", "status": arrival.status, "failure": arrival.failure}
        data |= {"detail": arrival.detail, "candidates": found, "trials": [], "lost_scripts": self._lost_scripts()}
        if arrival.failure:
            return data
        for index, candidate in enumerate(found[:CANDIDATES]):
            worked = [trial for trial in data["trials"] if _worked(trial)]
            if worked and (not _beside(candidate, worked) or not await self._again(tab, index)):
                continue
            data["trials"].append(await self._try_twice(tab, index, candidate))
        return data | {"lost_scripts": self._lost_scripts()}

    async def _again(self, tab: Tab, index: int) -> bool:
        """The home page afresh, an entry having changed it, and whether the candidate of that number is there."""
        arrival, found = await self._arrive(tab)
        return not arrival.failure and len(found) > index

    async def _arrive(self, tab: Tab, *, late: bool = False) -> tuple[Arrival, list[Any]]:
        """The home page afresh, and the candidates in it; `late`: when its scripts have had their time."""
        await self._context.clear_cookies()
        await tab.forget(self._home)
        arrival = await tab.go(self._home)
        if arrival.failure:
            return arrival, []
        found = await self._find(tab) if not late else []
        if not any(one["visible"] for one in found):  # the scripts of a toolbar put its entry there, or show it
            await asyncio.sleep(2 * self._means.limits.late_seconds)
            found = await self._find(tab)
        return arrival, found

    async def _find(self, tab: Tab) -> list[Any]:
        try:
            self._world = await tab.world()
            found: list[Any] = await self._world.call(
                script("entry_find"), NAME, MARK, EDGES, SPLIT, LONGEST, HEADLINE, FINDS, seconds=SECONDS
            )
        except GONE:
            return []
        return found

    async def _try_twice(self, tab: Tab, index: int, candidate: Mapping[str, Any]) -> dict[str, Any]:
        """Click as a mouse does and, if nothing came of it, once more on a fresh page as a script does.

        The second click waits for what makes the entry answer: some scripts attach that long after the page has come.
        """
        trial = await self._held_against_itself(tab, await self._try(tab, index, candidate, mouse=True))
        attempts = 1
        if not _worked(trial):
            arrival, found = await self._arrive(tab, late=True)
            if not arrival.failure and len(found) > index:
                second = await self._try(tab, index, candidate, mouse=False)
                trial = await self._held_against_itself(tab, second, late=True)
                attempts = 2
        return {**trial, "candidate": candidate, "attempts": attempts}

    async def _held_against_itself(self, tab: Tab, trial: dict[str, Any], *, late: bool = False) -> dict[str, Any]:
        """A trial without the changes of looks that the page undergoes as well when nobody clicks."""
        effects, waited = set(trial["effects"]), trial.pop("seconds")
        if trial["arrived"] is not None or not effects or effects - BY_ITSELF:
            return trial
        arrival, _ = await self._arrive(tab, late=late)
        before = await _looked(self._world) if not arrival.failure else None
        await asyncio.sleep(waited + MARGIN)
        after = await _looked(self._world) if before is not None else None
        own = set(changes(before, after)) if before is not None and after is not None else set()
        return {**trial, "effects": [one for one in trial["effects"] if one not in own], "by_itself": sorted(own)}

    async def _try(self, tab: Tab, index: int, candidate: Mapping[str, Any], *, mouse: bool) -> dict[str, Any]:
        tab.said.page_errors.clear()
        self._heard.popups.clear()
        before = await _looked(self._world)
        gate = self._means.gate
        held = {reason: gate.held(reason) for reason in ("robots", "method")}
        document = gate.document(tab.frame).partition("#")[0]
        target = candidate["address"].partition("#")[0]
        start = _Start(tab.page.url.partition("#")[0], document, held["robots"], target, gate.times(target))
        begin = asyncio.get_running_loop().time()
        tab.agrees = True  # 即将进入长者版，是否继续？ is asked by some before they go there
        with contextlib.suppress(*GONE):
            await self._click(tab, index, mouse)
        after, effects, arrived = await self._outcome(tab, before, start)
        tab.agrees = False
        waited = asyncio.get_running_loop().time() - begin
        step = await self._step(tab, after) if "toolbar" in effects else None
        return {
            "before": before.data() if before else None,
            "after": after.data() if after else None,
            "effects": list(effects),
            "arrived": arrived,
            "errors": list(tab.said.page_errors),
            "dialogs": list(tab.said.dialogs),
            "step": step,
            "seconds": waited,
            "held": [reason for reason, count in held.items() if gate.held(reason) > count],
        }

    async def _click(self, tab: Tab, index: int, mouse: bool) -> None:
        point = await self._world.call(script("entry_point"), index, seconds=SECONDS) if mouse else None
        if point:
            await tab.page.mouse.click(point["x"], point["y"])
        else:
            await self._world.call(script("entry_click"), "hechaFound", index, seconds=SECONDS)

    async def _outcome(
        self, tab: Tab, before: Look | None, start: "_Start"
    ) -> tuple[Look | None, tuple[str, ...], Mapping[str, Any] | None]:
        """What the click led to: changes of the page as it was, another page, or nothing in all that time."""
        loop = asyncio.get_running_loop()
        limits = self._means.limits
        until = loop.time() + limits.effect_seconds
        latest = loop.time() + limits.effect_seconds + limits.load_seconds
        after: Look | None = None
        found: tuple[str, ...] = ()
        while loop.time() < until or (loop.time() < latest and self._on_its_way(tab, start)):
            await asyncio.sleep(STEP)
            page = self._heard.popups[-1] if self._heard.popups else tab.page
            if page is not tab.page or page.url.partition("#")[0] != start.page:
                return await self._arrived(page, before)
            after = await _looked(self._world)
            if after is None:  # the same address in a new document
                after = await self._looked_afresh(tab)
            if after is not None and after.address != start.page:  # the news of it comes later than the page
                return await self._arrived(page, before)
            found = changes(before, after) if before and after else ()
            if set(found) - {MENU}:
                return after, found, None
        return after, found, None

    def _on_its_way(self, tab: Tab, start: "_Start") -> bool:
        """Whether the click asked for another page that has not come yet: a slow answer is not no effect."""
        gate = self._means.gate
        asked = gate.document(tab.frame).partition("#")[0]
        going = asked not in (start.document, start.page) or gate.times(start.target) > start.times
        return going and gate.held("robots") == start.robots

    async def _looked_afresh(self, tab: Tab) -> Look | None:
        await tab.settle(self._means.limits.settle_seconds)
        with contextlib.suppress(*GONE):
            self._world = await tab.world()
            return await look(self._world)
        return None

    async def _arrived(
        self, page: Page, before: Look | None
    ) -> tuple[Look | None, tuple[str, ...], Mapping[str, Any] | None]:
        after: Look | None = None
        address = ""
        with contextlib.suppress(*GONE):
            session = await session_of(page)
            await self._loaded(page)
            address = self._means.gate.document(await frame_of(session))
            after = await self._filled(session)
        shown = after.address if after is not None else page.url
        if shown.startswith(("http:", "https:")):
            address = shown
        refused = self._refused(address) if address else ""
        if refused or not shown.startswith(("http:", "https:")):
            after = None  # the proxy's or the browser's own words about a page that did not come
        data = {
            "address": (address or shown)[:500],
            "status": None if refused else self._heard.documents.get(address.partition("#")[0]),
            "failure": refused,
            "popup": page in self._heard.popups,
            "marked": marks_entry(page.url),
            "missing": after is not None and _says_missing(shown, await _source(page)),
        }
        effects = changes(before, after) if before and after else ()
        return after, ("address", *effects), data

    async def _filled(self, session: CDPSession) -> Look | None:
        """A look at a page that has just come; one that shows nothing is given the time its scripts may need."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._means.limits.effect_seconds
        after = await _settled(session) or await _settled(session)
        while after is not None and not _shows(after) and loop.time() < until:
            await asyncio.sleep(STEP)
            after = await _settled(session)
        return after

    async def _loaded(self, page: Page) -> None:
        """Wait until another page is there; a new window is empty for a moment."""
        milliseconds = self._means.limits.load_seconds * 1000
        with contextlib.suppress(*GONE):
            if page.url in ("", ":", "about:blank"):
                await page.wait_for_url("http**", timeout=milliseconds, wait_until="commit")
            await page.wait_for_load_state("load", timeout=milliseconds)

    async def _step(self, tab: Tab, after: Look | None) -> Mapping[str, Any] | None:
        """The toolbar's own button for larger text, pressed once: does the text grow?"""
        if after is None or not after.larger:
            return None
        with contextlib.suppress(*GONE):
            await self._world.call(script("entry_click"), "hechaLarger", 0, seconds=SECONDS)
            await asyncio.sleep(1.0)
            now = await look(self._world)
            if now is not None:
                return {"pressed": after.larger[0], "effects": list(changes(after, now)), "height": now.height}
        return None

    def _refused(self, address: str) -> str:
        refused = self._means.proxy.why(address)
        return refused.kind.value if refused else ""

    def _lost_scripts(self) -> list[list[str]]:
        """Script files that did not come: address, and the status or why there was no connection."""
        lost = []
        for url, why in sorted(self._heard.scripts.items()):
            lost.append([url[:500], self._refused(url) or why, "entry" if marks_entry(url) else ""])
        return lost[:20]


def _shows(page: Look) -> bool:
    return page.text_length + page.pictures + page.frames > 0


async def _settled(session: CDPSession) -> Look | None:
    """A look at a page that has just come; None when its document was replaced meanwhile."""
    with contextlib.suppress(*GONE):
        world = await World.of(session)
        await world.call(script("settle"), 300, 4000, seconds=8)
        return await look(world)
    return None


async def _source(page: Page) -> str:
    """The document of a page as it stands now."""
    with contextlib.suppress(*GONE):
        async with asyncio.timeout(SECONDS):
            return await page.content()
    return ""


def _says_missing(url: str, html: str) -> bool:
    """Whether a page is one for what does not exist, or of a host that is for sale, whatever its status."""
    kind, size = "text/html", len(html)
    answer = Answer(url=url, final_url=url, status=200, headers={}, content_type=kind, size=size, head=html[:HEAD])
    return bool(html) and any(mark.startswith(("soft-404", "parked")) for mark in notice(answer))


def _beside(candidate: Mapping[str, Any], worked: list[dict[str, Any]]) -> bool:
    """Whether an entry stands beside those that worked, for a visitor to choose: it may be dead all the same."""
    others = {trial["candidate"]["words"] for trial in worked}
    offered = candidate["how"] == "name" and candidate["visible"] and candidate["clickable"]
    return offered and candidate["words"] not in others


def _worked(trial: Mapping[str, Any]) -> bool:
    """Whether a click had an effect that lasts: something changed, or another page came with something on it."""
    arrived, after = trial["arrived"], trial["after"]
    if arrived is None:
        return bool(set(trial["effects"]) - {MENU})
    there = (arrived["status"] or 0) < 400 and not arrived["failure"] and not arrived["missing"] and after is not None
    return there and after["text_length"] + after["pictures"] + after["frames"] > 0


async def _looked(world: World) -> Look | None:
    with contextlib.suppress(*GONE):
        return await look(world)
    return None


def failed(reason: str) -> Mapping[str, Any]:
    """The record of an entry that could not be tried."""
    return {"kind": "entry", "status": None, "failure": FailureKind.CUT.value, "detail": reason, "candidates": []}
