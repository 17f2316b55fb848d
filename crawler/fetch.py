"""One address to one Fetch: every hop paced and guarded, bytes and time limited while they stream."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from http.cookies import CookieError, SimpleCookie

import aiohttp
from yarl import URL

from crawler.connect import CIPHER, PEER, failure_of, is_legacy, lenient_trust, may_be_legacy, trust
from crawler.guard import BAD_PORTS, Guard
from crawler.lenient import LenientAnswer, LenientReader
from crawler.pace import Pacer
from crawler.plan import CrawlPlan
from evidence.records import Failure, FailureKind, Fetch, Hop
from evidence.urls import host_of, normalise, without_session

REDIRECTS = frozenset((301, 302, 303, 307, 308))
KEPT_HEADERS = (
    "server",
    "content-length",
    "content-range",
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
OLD_TLS = "tls:legacy"  # the mark of an answer that only the lenient context could read
Permits = Callable[[str], Awaitable[bool]]
Conditions = Callable[[str], Mapping[str, str]]
Bound = Callable[[str, str, Mapping[str, str]], int | None]
WORLD = (aiohttp.ClientError, OSError, TimeoutError, asyncio.IncompleteReadError, ValueError)


@dataclass(frozen=True, slots=True)
class Answer:
    """A Fetch, the bytes that came with it, and the cookies that its last host set on the way."""

    fetch: Fetch
    body: bytes = b""
    cookies: str = ""


@dataclass(slots=True)
class _Chain:
    """What a chain of redirects has gathered so far."""

    url: str
    conditions: Conditions
    bound: Bound
    waited: float = 0.0  # until the last answer began
    hops: tuple[Hop, ...] = ()
    jars: dict[str, str] = field(default_factory=dict)  # the Cookie header for each host

    @property
    def cookies(self) -> str:
        """What the host of the present address has set on this chain."""
        return self.jars.get(host_of(self.url), "")


class Fetcher:
    """Fetches addresses through one session and one pacer. Failures of the world come back as values."""

    def __init__(self, plan: CrawlPlan, session: aiohttp.ClientSession, pacer: Pacer) -> None:
        self._plan = plan
        self._session = session
        self._pacer = pacer
        self._guard = Guard(plan.network.allow_private)
        self._lenient = LenientReader(plan, self._guard)
        self._old_tls: set[str] = set()  # hosts that only the lenient context can read

    async def fetch(
        self,
        url: str,
        *,
        limit: int,
        look: int = 1,
        headers: Mapping[str, str] | None = None,
        fresh: bool = False,
        permits: Permits | None = None,
        conditions: Conditions | None = None,
        bound: Bound | None = None,
        cookies: str = "",
    ) -> Answer:
        """Look at an address: follow its redirects and read at most `limit` bytes of the last answer.

        `fresh` opens new connections, for a second look that must not share the first one's fate. `permits` is asked
        before a redirect is followed (robots.txt); the first address is the caller's to ask for. `conditions` gives the
        headers for each address of the way by which its server may say that nothing changed. Of what can be no page
        only the beginning is read, unless `bound` says how many bytes: of an address, its type and its headers.
        `cookies` are what its host has set before.
        """
        at = datetime.now(UTC)
        begin = asyncio.get_running_loop().time()
        chain = _Chain(url=url, bound=bound or _unbounded, conditions=conditions or _unconditional)
        if cookies:
            chain.jars[host_of(url)] = cookies
        try:
            answer = await self._follow(chain, limit=limit, headers=dict(headers or {}), fresh=fresh, permits=permits)
        except WORLD as error:
            answer = Answer(Fetch(url=url, at=at, hops=chain.hops, failure=failure_of(error)))
        whole = replace(
            answer.fetch,
            url=url,
            at=at,
            look=look,
            elapsed=round(asyncio.get_running_loop().time() - begin, 4),
            final_url=without_session(answer.fetch.final_url or chain.url),
            hops=chain.hops,
            body_hash=hashlib.sha256(answer.body).hexdigest() if answer.body else "",
        )
        return Answer(whole, answer.body, chain.cookies)

    async def _follow(
        self, chain: _Chain, *, limit: int, headers: dict[str, str], fresh: bool, permits: Permits | None
    ) -> Answer:
        seen = {(chain.url, "")}
        while True:
            refused = _refuse(chain.url, self._guard)
            if refused is not None:
                return Answer(_failed(refused))
            if chain.hops and permits is not None and not await permits(chain.url):
                return Answer(_failed(Failure(kind=FailureKind.ROBOTS, detail=chain.url[:300])))
            answer, location = await self._one(chain, limit=limit, headers=headers, fresh=fresh)
            if location is None:
                return answer
            status = answer.fetch.status or 0
            chain.hops = (*chain.hops, Hop(chain.url, status, location, answer.fetch.peer))
            following = normalise(location, chain.url)
            if following is None:
                return Answer(_failed(Failure(kind=FailureKind.MALFORMED, detail=location[:300])))
            chain.url = following
            # The same address with a new cookie is no loop: many portals set one and come back.
            if (following, chain.cookies) in seen:
                return Answer(_failed(Failure(kind=FailureKind.REDIRECT_LOOP, detail=following)))
            if len(chain.hops) > self._plan.limits.redirects:
                return Answer(_failed(Failure(kind=FailureKind.TOO_MANY_REDIRECTS, detail=following)))
            seen.add((following, chain.cookies))

    async def _one(
        self, chain: _Chain, *, limit: int, headers: dict[str, str], fresh: bool
    ) -> tuple[Answer, str | None]:
        """One request. The second value is where a redirect points, None for a final answer."""
        host = host_of(chain.url)
        headers = {**headers, **chain.conditions(chain.url)}
        if chain.cookies:
            headers = {**headers, "Cookie": chain.cookies}
        if fresh:
            headers = {**headers, "Connection": "close"}
        async with self._pacer.slot(host):
            try:
                answer, location = await self._strict(chain, headers, limit)
            except (aiohttp.ClientResponseError, _Undecoded):
                # not the letter of HTTP: a browser may read it all the same
                lenient = await self._lenient.read(chain.url, headers, limit, old_tls=self._is_old(chain.url))
                if lenient is None:
                    raise
                answer, location = _read_leniently(chain, lenient)
            except TimeoutError:
                self._pacer.report(host, None, elapsed=self._plan.pace.timeout)
                raise
        pause = retry_after(answer.fetch.headers.get("retry-after", ""))
        self._pacer.report(host, answer.fetch.status, pause, elapsed=chain.waited)
        return answer, location

    async def _strict(self, chain: _Chain, headers: dict[str, str], limit: int) -> tuple[Answer, str | None]:
        begin = asyncio.get_running_loop().time()
        async with asyncio.timeout(self._plan.pace.timeout):
            response = await self._get(chain.url, headers)
        chain.waited = asyncio.get_running_loop().time() - begin
        try:
            return await self._read(chain, response, limit)
        finally:
            _let_go(response, kept="Connection" not in headers)

    async def _get(self, url: str, headers: dict[str, str]) -> aiohttp.ClientResponse:
        """The response; a host whose TLS is too old for the strict context is read with the lenient one."""
        ask = partial(self._session.get, URL(url, encoded=True), headers=headers, allow_redirects=False)
        if not url.startswith("https:"):
            return await ask()
        ca_file = self._plan.network.ca_file
        if self._is_old(url):
            return await ask(ssl=lenient_trust(ca_file))
        try:
            return await ask(ssl=trust(ca_file))
        except aiohttp.ClientConnectorError as error:
            if not may_be_legacy(error):
                raise
            strict = error
        response = await ask(ssl=lenient_trust(ca_file))
        if is_legacy(strict, ca_file):
            self._old_tls.add(host_of(url))
        return response

    async def _read(self, chain: _Chain, response: aiohttp.ClientResponse, limit: int) -> tuple[Answer, str | None]:
        status = response.status
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        peer = PEER.get()
        if "Set-Cookie" in response.headers:
            chain.jars[host_of(chain.url)] = _cookies(chain.cookies, response.headers.getall("Set-Cookie"))
        if status in REDIRECTS and "Location" in response.headers:
            await _drain(response)
            where = next(value for name, value in response.raw_headers if name.lower() == b"location")
            hop = Fetch(url=chain.url, at=datetime.now(UTC), status=status, headers=headers, peer=peer)
            return Answer(hop), _location(where)
        kind = response.headers.get("Content-Type", "")
        own = chain.bound(chain.url, kind, headers)
        if own is not None:
            limit = own
        elif not is_readable(kind):
            limit = min(limit, self._plan.limits.probe_bytes)
        if encoding := response.headers.get("Content-Encoding"):
            headers.pop("content-length", None)  # that of other bytes than are read
            if encoding.strip().lower() == "x-gzip":  # the strict reader knows only the new name
                raise _Undecoded("Content-Encoding: x-gzip")
        body, truncated = await self._body(response, limit)
        fetch = Fetch(
            url=chain.url,
            at=datetime.now(UTC),
            final_url=chain.url,
            status=status,
            content_type=kind,
            headers=headers,
            peer=peer,
            size=len(body),
            truncated=truncated,
            marks=(f"{OLD_TLS}:{CIPHER.get()}",) if self._is_old(chain.url) else (),
        )
        return Answer(fetch, body), None

    def _is_old(self, url: str) -> bool:
        return bool(self._old_tls) and url.startswith("https:") and host_of(url) in self._old_tls

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
        except WORLD as error:
            if size:
                return b"".join(parts), True
            if isinstance(error, aiohttp.ClientPayloadError) and "Content-Encoding" in response.headers:
                raise _Undecoded(*error.args) from error
            raise
        return b"".join(parts), False


class _Undecoded(aiohttp.ClientPayloadError):
    """A compressed body of which the strict reader could make nothing."""


def _unconditional(url: str) -> Mapping[str, str]:
    return {}


def _unbounded(url: str, content_type: str, headers: Mapping[str, str]) -> None:
    return None


def is_readable(content_type: str) -> bool:
    """Whether an answer of this type may be a page, a style sheet or a feed: of anything else the beginning will do."""
    kind = content_type.partition(";")[0].strip().lower()
    return not kind or kind.startswith("text/") or kind.endswith(("xml", "json"))


def _let_go(response: aiohttp.ClientResponse, *, kept: bool) -> None:
    """Give the connection back when the answer was read to its end and we did not ask to close it, else cut it."""
    if kept and response.content.at_eof():
        response.release()
    else:
        response.close()


def _failed(failure: Failure) -> Fetch:
    return Fetch(url="", at=datetime.now(UTC), failure=failure)


def _refuse(url: str, guard: Guard) -> Failure | None:
    """Why an address is not even tried: another protocol, a port where one lives, or no public machine.

    Names are judged when they are resolved and sockets when they are made; a proxy would do both for us.
    """
    if not url.startswith(("http://", "https://")):
        scheme = url.partition(":")[0]
        return Failure(kind=FailureKind.FORBIDDEN_TARGET, detail=f"scheme {scheme}")
    host = host_of(url)
    if not guard.permits_host(host):
        return Failure(kind=FailureKind.FORBIDDEN_ADDRESS, detail=f"{host} is not a public address")
    port = host.rpartition(":")[2]
    if port.isdigit() and int(port) in BAD_PORTS:
        return Failure(kind=FailureKind.FORBIDDEN_TARGET, detail=f"port {port}")
    return None


def _read_leniently(chain: _Chain, answer: LenientAnswer) -> tuple[Answer, str | None]:
    """What the lenient reader brought, as the strict one would have said it."""
    headers = {name: value for name in KEPT_HEADERS if (value := answer.header(name))}
    fetch = Fetch(
        url=chain.url,
        at=datetime.now(UTC),
        final_url=chain.url,
        status=answer.status,
        content_type=answer.header("content-type"),
        headers=headers,
        peer=answer.peer,
        size=len(answer.body),
        truncated=answer.truncated,
    )
    where = answer.header("location")
    if answer.status in REDIRECTS and where:
        given = [value.decode("latin-1") for name, value in answer.headers if name == "set-cookie"]
        chain.jars[host_of(chain.url)] = _cookies(chain.cookies, given)
        return Answer(fetch), _location(where.encode("latin-1"))
    return Answer(fetch, answer.body), None


def _location(where: bytes) -> str:
    """The Location header as text. Raw UTF-8 or GBK bytes in it go back to the server as they came, as browsers do."""
    return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in where)


def _cookies(known: str, given: Iterable[str]) -> str:
    """The Cookie header for the next hop of this chain."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(known)
        for header in given:
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
    if not value:
        return None
    if value.isdecimal():
        return float(value)
    try:
        when = datetime.strptime(value, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    except ValueError:
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
