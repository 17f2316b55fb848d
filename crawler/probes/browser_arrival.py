"""How a visit in the browser ended, in the words of a fetch: a document, or a failure of the closed set."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from playwright.async_api import Error

from crawler.probes.browser_tab import Arrival, Tab
from crawler.probes.browser_world import ScriptFailed, script
from evidence.notice import HTML_TYPES
from evidence.records import Failure, FailureKind
from evidence.shown import HEAD, Shown
from evidence.urls import normalise

SECONDS = 5.0
DOWNLOAD = "Download is starting"  # Playwright's words
_NET = re.compile(r"net::(ERR_\w+)")
# What the browser's own words say of the other side; all other words say nothing of it.
_KINDS: Mapping[str, FailureKind] = MappingProxyType(
    {
        "ERR_CERT": FailureKind.TLS,
        "ERR_SSL": FailureKind.TLS,
        "ERR_BAD_SSL": FailureKind.TLS,
        "ERR_EMPTY_RESPONSE": FailureKind.RESET,
        "ERR_CONNECTION_RESET": FailureKind.RESET,
        "ERR_CONNECTION_CLOSED": FailureKind.RESET,
        "ERR_HTTP2": FailureKind.PROTOCOL,
        "ERR_INVALID_": FailureKind.PROTOCOL,
        "ERR_RESPONSE_HEADERS": FailureKind.PROTOCOL,
        "ERR_TOO_MANY_REDIRECTS": FailureKind.TOO_MANY_REDIRECTS,
        "ERR_TIMED_OUT": FailureKind.TIMEOUT,
        "ERR_CONNECTION_TIMED_OUT": FailureKind.TIMEOUT,
    }
)
_OWN_KINDS = frozenset(FailureKind)


async def arrived(url: str, tab: Tab, arrival: Arrival, *, most: int) -> Shown | Failure:
    """What a tab shows of an address, at most so many characters of its source, or why it shows nothing.

    What says nothing about the address (a browser that hangs, an answer that nobody can name) is a failure `cut`.
    """
    net = match[1] if (match := _NET.search(arrival.detail)) else ""
    if arrival.failure in ("", "page", FailureKind.ROBOTS) and tab.document is not None:
        if not arrival.failure:
            return await _document(url, tab, most)
        if net == "ERR_HTTP_RESPONSE_CODE_FAILURE":
            return _bare(url, tab)
        if (net == "ERR_ABORTED" or DOWNLOAD in arrival.detail) and _saves(tab) and not tab.stopped():
            return _bare(url, tab, saved=True)
    return Failure(kind=_kind(arrival, net, tab), detail=(net or arrival.detail or arrival.failure)[:200])


def _kind(arrival: Arrival, net: str, tab: Tab) -> FailureKind:
    if not arrival.failure:
        return FailureKind.TIMEOUT  # no document came in all that time
    if arrival.failure == FailureKind.ROBOTS and not tab.stopped().get("robots"):
        return FailureKind.CUT
    if arrival.failure in _OWN_KINDS:
        return FailureKind(arrival.failure)
    return next((kind for start, kind in _KINDS.items() if net.startswith(start)), FailureKind.CUT)


async def _document(url: str, tab: Tab, most: int) -> Shown | Failure:
    try:
        said = await (await tab.world()).call(script("shown"), HEAD, most, seconds=SECONDS)
    except (Error, ScriptFailed, TimeoutError) as error:
        if tab.page.is_closed():
            raise
        return Failure(kind=FailureKind.CUT, detail=type(error).__name__)
    if not said["whole"]:
        return Failure(kind=FailureKind.CUT, detail="too long")
    return _bare(url, tab, said=said)


def _saves(tab: Tab) -> bool:
    """Whether an answer is a file to be saved: a good one that is no page, or that says so."""
    assert tab.document is not None
    headers = tab.document.headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    good = 200 <= tab.document.status < 300
    return good and (kind not in HTML_TYPES or "attachment" in headers.get("content-disposition", ""))


def _bare(url: str, tab: Tab, *, saved: bool = False, said: Mapping[str, Any] | None = None) -> Shown:
    assert tab.document is not None
    said, headers = said or {}, tab.document.headers
    ended = said.get("address") or tab.document.url
    return Shown(
        url=url,
        final_url=normalise(ended.partition("#")[0]) or ended,
        status=tab.document.status,
        content_type=headers.get("content-type", ""),
        headers=headers,
        charset=said.get("charset", ""),
        title=" ".join(said.get("title", "").split()),
        text=said.get("text", ""),
        html=said.get("html", ""),
        links=said.get("links", 0),
        pictures=said.get("pictures", 0),
        scripts=said.get("scripts", 0),
        saved=saved,
        size=int(length) if (length := headers.get("content-length", "")).isdigit() else None,
    )
