"""One address to one Fetch: every hop paced and guarded, bytes and time limited while they stream."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie

import aiohttp
from yarl import URL

from crawler.connect import PEER, failure_of
from crawler.guard import BAD_PORTS
from crawler.pace import Pacer
from crawler.plan import CrawlPlan
from evidence.records import Failure, FailureKind, Fetch, Hop
from evidence.urls import host_of, normalise

REDIRECTS = frozenset((301, 302, 303, 307, 308))
KEPT_HEADERS = (
    "server",
    "content-length",
    "last-modified",
    "etag",
    "retry-after",
    "refresh",
    "content-disposition",
    "x-via-jsl",
    "cf-mitigated",
    "set-cookie",
)
CHUNK = 65_536
WORLD = (aiohttp.ClientError, OSError, TimeoutError, asyncio.IncompleteReadError, ValueError)


@dataclass(frozen=True, slots=True)
class Answer:
    """A Fetch and the bytes that came with it."""

    fetch: Fetch
    body: bytes = b""


@dataclass(slots=True)
class _Chain:
    """What a chain of redirects has gathered so far."""

    url: str
    hops: tuple[Hop, ...] = ()
    cookies: str = ""


class Fetcher:
    """Fetches addresses through one session and one pacer. Failures of the world come back as values."""

    def __init__(self, plan: CrawlPlan, session: aiohttp.ClientSession, pacer: Pacer) -> None:
        self._plan = plan
        self._session = session
        self._pacer = pacer

    async def fetch(
        self, url: str, *, limit: int, look: int = 1, headers: Mapping[str, str] | None = None, fresh: bool = False
    ) -> Answer:
        """Look at an address: follow its redirects and read at most `limit` bytes of the last answer.

        `fresh` opens new connections, for a second look that must not share the first one's fate.
        """
        at = datetime.now(UTC)
        begin = asyncio.get_running_loop().time()
        chain = _Chain(url=url)
        try:
            answer = await self._follow(chain, limit=limit, headers=dict(headers or {}), fresh=fresh)
        except WORLD as error:
            answer = Answer(Fetch(url=url, at=at, hops=chain.hops, failure=failure_of(error)))
        fetch = answer.fetch
        return Answer(
            Fetch(
                url=url,
                at=at,
                look=look,
                elapsed=round(asyncio.get_running_loop().time() - begin, 4),
                final_url=fetch.final_url or chain.url,
                hops=chain.hops,
                status=fetch.status,
                failure=fetch.failure,
                content_type=fetch.content_type,
                headers=fetch.headers,
                peer=fetch.peer,
                body_hash=hashlib.sha256(answer.body).hexdigest() if answer.body else "",
                size=fetch.size,
                truncated=fetch.truncated,
            ),
            answer.body,
        )

    async def _follow(self, chain: _Chain, *, limit: int, headers: dict[str, str], fresh: bool) -> Answer:
        seen = {(chain.url, "")}
        while True:
            refused = _refuse(chain.url)
            if refused is not None:
                return Answer(_failed(refused))
            answer, location = await self._one(chain, limit=limit, headers=headers, fresh=fresh)
            if location is None:
                return answer
            status = answer.fetch.status or 0
            chain.hops = (*chain.hops, Hop(chain.url, status, location, answer.fetch.peer))
            following = normalise(location, chain.url)
            if following is None:
                return Answer(_failed(Failure(kind=FailureKind.MALFORMED, detail=location[:300])))
            # The same address with a new cookie is no loop: many portals set one and come back.
            if (following, chain.cookies) in seen:
                return Answer(_failed(Failure(kind=FailureKind.REDIRECT_LOOP, detail=following)))
            if len(chain.hops) > self._plan.limits.redirects:
                return Answer(_failed(Failure(kind=FailureKind.TOO_MANY_REDIRECTS, detail=following)))
            seen.add((following, chain.cookies))
            chain.url = following

    async def _one(
        self, chain: _Chain, *, limit: int, headers: dict[str, str], fresh: bool
    ) -> tuple[Answer, str | None]:
        """One request. The second value is where a redirect points, None for a final answer."""
        host = host_of(chain.url)
        if chain.cookies:
            headers = {**headers, "Cookie": chain.cookies}
        if fresh:
            headers = {**headers, "Connection": "close"}
        async with self._pacer.slot(host):
            async with asyncio.timeout(self._plan.pace.timeout):
                response = await self._session.get(URL(chain.url, encoded=True), headers=headers, allow_redirects=False)
            try:
                answer, location = await self._read(chain, response, limit)
            finally:
                _let_go(response)
        status = answer.fetch.status
        self._pacer.report(host, status, retry_after(answer.fetch.headers.get("retry-after", "")))
        return answer, location

    async def _read(self, chain: _Chain, response: aiohttp.ClientResponse, limit: int) -> tuple[Answer, str | None]:
        status = response.status
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        peer = PEER.get()
        if status in REDIRECTS and "Location" in response.headers:
            chain.cookies = _cookies(chain.cookies, response)
            await _drain(response)
            location = _location(response)
            return Answer(
                Fetch(url=chain.url, at=datetime.now(UTC), status=status, headers=headers, peer=peer)
            ), location
        body, truncated = await self._body(response, limit)
        fetch = Fetch(
            url=chain.url,
            at=datetime.now(UTC),
            final_url=chain.url,
            status=status,
            content_type=response.headers.get("Content-Type", ""),
            headers=headers,
            peer=peer,
            size=len(body),
            truncated=truncated,
        )
        return Answer(fetch, body), None

    async def _body(self, response: aiohttp.ClientResponse, limit: int) -> tuple[bytes, bool]:
        """At most `limit` bytes; what came before a broken end is kept, as a browser keeps it."""
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self._plan.limits.body_seconds):
                async for part in response.content.iter_chunked(CHUNK):
                    parts.append(part)
                    size += len(part)
                    if size >= limit:
                        whole = size == limit and response.content.at_eof()
                        return b"".join(parts)[:limit], not whole
        except WORLD:
            if not size:
                raise
            return b"".join(parts), True
        return b"".join(parts), False


def _let_go(response: aiohttp.ClientResponse) -> None:
    """Give the connection back when the answer was read to its end, else cut it."""
    if response.content.at_eof():
        response.release()
    else:
        response.close()


def _failed(failure: Failure) -> Fetch:
    return Fetch(url="", at=datetime.now(UTC), failure=failure)


def _refuse(url: str) -> Failure | None:
    """Why an address is not even tried: another protocol, or a port where one lives."""
    if not url.startswith(("http://", "https://")):
        scheme = url.partition(":")[0]
        return Failure(kind=FailureKind.FORBIDDEN_TARGET, detail=f"scheme {scheme}")
    port = host_of(url).rpartition(":")[2]
    if port.isdigit() and int(port) in BAD_PORTS:
        return Failure(kind=FailureKind.FORBIDDEN_TARGET, detail=f"port {port}")
    return None


def _location(response: aiohttp.ClientResponse) -> str:
    """The Location header as text; servers send raw UTF-8 or GBK bytes in it."""
    for name, value in response.raw_headers:
        if name.lower() == b"location":
            try:
                return value.decode("utf-8")
            except UnicodeDecodeError:
                return value.decode("gb18030", "replace")
    return ""


def _cookies(known: str, response: aiohttp.ClientResponse) -> str:
    """The Cookie header for the next hop of this chain; nothing is kept beyond it."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(known)
        for header in response.headers.getall("Set-Cookie", []):
            jar.load(header)
    except CookieError:
        return known
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


async def _drain(response: aiohttp.ClientResponse) -> None:
    """Read a redirect's short body so that the connection can be used again; a long one is dropped."""
    try:
        async with asyncio.timeout(2):
            await response.content.read(CHUNK)
    except WORLD:
        return


def retry_after(value: str) -> float | None:
    """Seconds a host asks to wait, from the Retry-After header in either form; None when it says nothing."""
    value = value.strip()
    if value.isdigit():
        return float(value)
    try:
        when = datetime.strptime(value, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    except ValueError:
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
