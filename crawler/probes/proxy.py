"""The only door of the browser to the network: a loopback HTTP proxy that resolves names and guards every address.

Plain http is let through as GET and HEAD only, one request a connection; CONNECT only for what then speaks TLS.
Whatever a page loads, follows or is redirected to comes by here; nothing else of the browser reaches the network.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from ipaddress import ip_address

from crawler.connect import failure_of
from crawler.guard import BAD_PORTS, ForbiddenAddress, Guard
from crawler.names import GuardedResolver
from crawler.probes.proxy_messages import (
    Authority,
    MalformedRequest,
    Request,
    authority,
    closing,
    connect_message,
    credentials,
    read_head,
    request,
)
from evidence.records import Failure, FailureKind
from evidence.urls import host_of

CONNECT_SECONDS = 15.0
IDLE_SECONDS = 60.0  # without a byte in either direction
HEAD_SECONDS = 30.0
CHUNK = 65_536
TLS_HANDSHAKE = b"\x16"  # the first byte of a TLS connection
METHODS = frozenset(("GET", "HEAD"))
WORLD = (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError)
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class GuardedProxy:
    """Serves one browser. `upstream` is the proxy of the settings (`http://host:port`), if connections go through one.

    `refused` says for each `host:port` why no connection came about, so that our own refusal and a dead network are
    not taken for a fault of the page.
    """

    def __init__(self, guard: Guard, resolver: GuardedResolver, upstream: str = "") -> None:
        self._guard = guard
        self._resolver = resolver
        self._upstream = authority(upstream.partition("://")[2].rstrip("/"), 80) if upstream else None
        self._credentials = credentials(upstream)
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.refused: dict[str, Failure] = {}

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def why(self, url: str) -> Failure | None:
        """Why the last connection to an address's host did not come about; None when it did or none was tried."""
        host = host_of(url)
        port = "" if ":" in host.rpartition("]")[2] else ":443" if url.startswith("https:") else ":80"
        return self.refused.get(host + port)

    async def start(self) -> None:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=CHUNK)

    async def stop(self) -> None:
        """End it and every connection through it."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(HEAD_SECONDS):
                asked = request(await read_head(reader))
            if asked.method == "CONNECT":
                await self._tunnel(asked, (reader, writer))
            else:
                await self._forward(asked, (reader, writer))
        except MalformedRequest:
            await _answer(writer, 400)
        except WORLD:
            pass  # either side went away
        finally:
            await _close(writer)

    async def _tunnel(self, asked: Request, client: Streams) -> None:
        reader, writer = client
        remote = await self._reach(asked.target, writer, tunnel=True)
        if remote is None:
            return
        try:
            await _answer(writer, 200)
            async with asyncio.timeout(HEAD_SECONDS):
                first = await reader.read(CHUNK)
            # Without TLS a tunnel would carry any method past us (ws: to a plain port does).
            if first.startswith(TLS_HANDSHAKE):
                remote[1].write(first)
                await _relay(client, remote)
        finally:
            await _close(remote[1])

    async def _forward(self, asked: Request, client: Streams) -> None:
        if asked.method not in METHODS:
            await _answer(client[1], 405)
            return
        remote = await self._reach(asked.target, client[1], tunnel=False)
        if remote is None:
            return
        try:
            remote[1].write(asked.message(self._credentials) if self._upstream else asked.message())
            async with asyncio.timeout(IDLE_SECONDS):
                head = await read_head(remote[0])
            client[1].write(closing(head))
            await _pump(remote[0], client[1])
        finally:
            await _close(remote[1])

    async def _reach(self, target: Authority, writer: asyncio.StreamWriter, *, tunnel: bool) -> Streams | None:
        """A connection towards the target, or None after the browser was told that there is none."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                reached = await (self._through_upstream(target, tunnel) if self._upstream else self._direct(target))
        except WORLD as error:
            self.refused[target.text] = _why(error)
            await _answer(writer, 403 if isinstance(error, ForbiddenAddress) else 502)
            return None
        self.refused.pop(target.text, None)
        return reached

    async def _direct(self, target: Authority) -> Streams:
        if target.port in BAD_PORTS:
            raise _ForbiddenPort(f"port {target.port} is not of the web")
        # A number is no name: no resolver is asked, and none that is away keeps us from it.
        literal = _literal(target.host)
        answers = () if literal else await self._resolver.resolve(target.host, target.port)
        found = [literal] if literal else [entry["host"] for entry in answers]
        last: OSError = OSError(f"{target.host} has no address")
        patience = CONNECT_SECONDS / max(len(found), 2)
        for address in found:
            if not self._guard.permits(address):
                raise ForbiddenAddress(f"{address} is not a public address")
            try:
                async with asyncio.timeout(patience):
                    return await asyncio.open_connection(address, target.port, limit=CHUNK)
            except OSError as error:
                last = error
        raise last

    async def _through_upstream(self, target: Authority, tunnel: bool) -> Streams:
        """By way of the proxy of the settings, which then resolves the names; literal addresses are ours to refuse."""
        assert self._upstream is not None
        if target.port in BAD_PORTS or not self._guard.permits_host(target.text):
            raise ForbiddenAddress(f"{target.text} is not a public address")
        streams = await self._direct(self._upstream)
        if tunnel:
            streams[1].write(connect_message(target, self._credentials))
            head = await read_head(streams[0])
            if not head.partition(b" ")[2].startswith(b"2"):
                await _close(streams[1])
                raise ConnectionRefusedError(f"the proxy refused {target.text}")
        return streams


class _ForbiddenPort(ForbiddenAddress):
    """A port that the Fetch standard refuses."""


def _literal(host: str) -> str:
    """The address that a host is, where it is one and no name."""
    try:
        return str(ip_address(host.strip("[]")))
    except ValueError:
        return ""


def _why(error: BaseException) -> Failure:
    if isinstance(error, _ForbiddenPort):
        return Failure(kind=FailureKind.FORBIDDEN_TARGET, detail=str(error))
    return failure_of(error)


async def _answer(writer: asyncio.StreamWriter, status: int) -> None:
    words = {200: "Connection established", 400: "Bad Request", 403: "Forbidden", 405: "Method Not Allowed"}
    head = f"HTTP/1.1 {status} {words.get(status, 'Bad Gateway')}\r\n"
    # Without a body the browser would show a page of its own in place of the answer.
    end = "\r\n" if status == 200 else "Content-Length: 7\r\nConnection: close\r\n\r\nrefused"
    with contextlib.suppress(OSError):
        writer.write((head + end).encode())
        await writer.drain()


async def _relay(client: Streams, remote: Streams) -> None:
    """Both directions until one side ends."""
    pumps = [asyncio.ensure_future(_pump(client[0], remote[1])), asyncio.ensure_future(_pump(remote[0], client[1]))]
    try:
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while True:
        async with asyncio.timeout(IDLE_SECONDS):
            data = await source.read(CHUNK)
        if not data:
            return
        sink.write(data)
        await sink.drain()


async def _close(writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        writer.close()
        await writer.wait_closed()


@contextlib.asynccontextmanager
async def guarded_proxy(guard: Guard, *, resolver: str = "", upstream: str = "") -> AsyncIterator[GuardedProxy]:
    """A proxy for the length of a block. `resolver` is `ip:port` of a DNS server."""
    proxy = GuardedProxy(guard, GuardedResolver(guard, resolver), upstream)
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.stop()
