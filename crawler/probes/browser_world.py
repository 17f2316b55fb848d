"""Scripts of ours in a page: in a world of their own, where the page's changes to the language do not reach."""

import asyncio
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.async_api import CDPSession, Page

_NAME = "hecha"


@cache
def script(name: str) -> str:
    """One of our scripts: a function expression, or a whole program."""
    return (files("crawler.probes") / "browser_js" / f"{name}.js").read_text(encoding="utf-8")


class World:
    """An isolated world of the document a page shows now. A new document needs a new world."""

    def __init__(self, session: CDPSession, context: int) -> None:
        self._session = session
        self._context = context

    @classmethod
    async def of(cls, session: CDPSession, seconds: float = 5.0) -> "World":
        """The world of the document in the session's page."""
        async with asyncio.timeout(seconds):
            asked = {"frameId": await frame_of(session), "worldName": _NAME}
            made = await session.send("Page.createIsolatedWorld", asked)
        return cls(session, made["executionContextId"])

    async def load(self, program: str, *, seconds: float) -> None:
        """Run a whole program for what it defines."""
        asked = {"expression": program, "contextId": self._context, "returnByValue": False}
        async with asyncio.timeout(seconds):
            answer = await self._session.send("Runtime.evaluate", asked)
        _raise(answer)

    async def call(self, function: str, *arguments: Any, seconds: float) -> Any:
        """What a function gives back as JSON. Raises TimeoutError, ScriptFailed, or Playwright's Error."""
        asked = {
            "functionDeclaration": function,
            "arguments": [{"value": value} for value in arguments],
            "executionContextId": self._context,
            "awaitPromise": True,
            "returnByValue": True,
        }
        async with asyncio.timeout(seconds):
            answer = await self._session.send("Runtime.callFunctionOn", asked)
        _raise(answer)
        return answer["result"].get("value")


class ScriptFailed(Exception):
    """A script of ours raised in the page."""


def _raise(answer: Any) -> None:
    if "exceptionDetails" in answer:
        details = answer["exceptionDetails"]
        raise ScriptFailed(str(details.get("exception", {}).get("description") or details.get("text"))[:300])


async def session_of(page: Page) -> CDPSession:
    """The session a page is spoken to through."""
    return await page.context.new_cdp_session(page)


async def frame_of(session: CDPSession) -> str:
    """The id of the main frame of a session's page."""
    tree = await session.send("Page.getFrameTree")
    frame: str = tree["frameTree"]["frame"]["id"]
    return frame
