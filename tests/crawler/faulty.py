"""A web server that misbehaves on purpose, path by path, and writes down who asked what and when."""

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    at: float
    beside: int  # requests under way when this one came, itself included
    port: int = 0  # of the connection it came over


Behaviour = Callable[[Hit, asyncio.StreamWriter], Awaitable[bool | None]]
"""Answers one request; True keeps the connection open for the next."""


def answer(
    body: bytes | str = b"",
    status: int = 200,
    *,
    type_: str = HTML,
    headers: Mapping[str, str] | None = None,
    delay: float = 0.0,
) -> Behaviour:
    """A well-formed answer."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}"]
    lines += [f"Content-Type: {type_}"] if type_ else []
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(delay)
        writer.write(head + (b"" if hit.method == "HEAD" else content))
        await writer.drain()
        return True

    return behave


def page(*links: str, title: str = "页面", text: str = "正文") -> Behaviour:
    """A page of these links."""
    return answer(html(*links, title=title, text=text))


def html(*links: str, title: str = "页面", text: str = "正文") -> str:
    """The source of a page of these links."""
    anchors = "".join(f'<a href="{href}">链接</a>' for href in links)
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><p>{text * 30}</p>{anchors}</body></html>"


def redirect(location: str | bytes, status: int = 302, *, cookie: str = "") -> Behaviour:
    """A redirect whose Location is sent byte by byte as given."""
    where = location.encode() if isinstance(location, str) else location
    extra = f"Set-Cookie: {cookie}\r\n".encode() if cookie else b""
    return raw(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n%sLocation: %s\r\n\r\n" % (status, extra, where), keep=True)


def raw(data: bytes, *, keep: bool = False) -> Behaviour:
    """These bytes and nothing else."""

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> bool:
        writer.write(data)
        await writer.drain()
        return keep

    return behave


def reset(after: bytes = b"") -> Behaviour:
    """The connection is cut hard, after these bytes."""

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> None:
        if after:
            writer.write(after)
            await writer.drain()
            await asyncio.sleep(0.02)
        raw_socket: socket.socket = writer.get_extra_info("socket")
        raw_socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return behave


def stall(after: bytes = b"", seconds: float = 30.0) -> Behaviour:
    """Nothing more comes, and the connection stays open."""

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> None:
        writer.write(after)
        await writer.drain()
        await asyncio.sleep(seconds)

    return behave


def endless(head: bytes, piece: bytes, *, pause: float = 0.0, pieces: int = 1_000_000) -> Behaviour:
    """A beginning, then the same piece over and over."""

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for _ in range(pieces):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Another behaviour at each request; the last one stays."""
    left = list(behaviours)

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> bool | None:
        return await (left.pop(0) if len(left) > 1 else left[0])(hit, writer)

    return behave


@dataclass(slots=True)
class FaultServer:
    """Serves `routes` (path with query → behaviour); other paths go to `default`, a plain 404."""

    routes: dict[str, Behaviour] = field(default_factory=dict)
    default: Behaviour = field(default_factory=lambda: answer("没有这个页面", 404))
    hits: list[Hit] = field(default_factory=list)
    sent: int = 0
    host: str = "127.0.0.1"
    port: int = 0
    secure: bool = False
    _busy: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, host: str = "127.0.0.1", port: int = 0, context: ssl.SSLContext | None = None) -> None:
        """Listen on loopback."""
        self.host, self.secure = host, context is not None
        self._server = await asyncio.start_server(self._serve, host, port, ssl=context, limit=2**20)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Go away, cutting what is open: for those who ask, the host refuses from now on."""
        if self._server is not None:
            self._server.close()
            for task in tuple(self._open):
                task.cancel()
            await asyncio.gather(*self._open, return_exceptions=True)
            await asyncio.sleep(0.01)
            self._server = None

    def cut(self) -> None:
        """Be away from one moment to the next; `back` ends it."""
        assert self._server is not None
        self._server.close()
        for task in tuple(self._open):
            task.cancel()

    async def back(self) -> None:
        """Listen again where `cut` ended it."""
        self._server = await asyncio.start_server(self._serve, self.host, self.port, limit=2**20)

    def url(self, path: str = "/", host: str = "") -> str:
        """The address of a path, by another name of the host where one is given."""
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"http{'s' if self.secure else ''}://{name}:{self.port}{path}"

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(hit.path == path for hit in self.hits)

    @property
    def paths(self) -> list[str]:
        """What was asked for, without what every crawl asks for: robots.txt, sitemap, the page that cannot exist."""
        usual = ("/robots.txt", "/sitemap.xml")
        return [hit.path for hit in self.hits if hit.path not in usual and not hit.path.startswith("/hecha-")]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._open.discard(task)
            writer.close()
            with contextlib.suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self._busy += 1
        port = writer.get_extra_info("peername")[1]
        hit = Hit(method=method, path=path, headers=headers, at=monotonic(), beside=self._busy, port=port)
        self.hits.append(hit)
        try:
            return bool(await self.routes.get(path, self.default)(hit, writer))
        finally:
            self._busy -= 1


@contextlib.asynccontextmanager
async def serving(
    routes: Mapping[str, Behaviour] | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    context: ssl.SSLContext | None = None,
) -> AsyncIterator[FaultServer]:
    """A server for the length of a block."""
    server = FaultServer(dict(routes or {}))
    await server.start(host, port, context)
    try:
        yield server
    finally:
        await server.stop()
