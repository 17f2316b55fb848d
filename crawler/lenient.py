"""A second reader for answers that break the letter of HTTP and that every browser shows all the same.

Bytes after a Content-Length that is too small, a header twice, a blank before a colon: the strict reader gives up
where a visitor sees a page. Only what it gave up is asked for again here, over a connection of its own.
"""

import asyncio
import re
import socket
import ssl
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.connect import HEADER_BYTES, lenient_trust, resolver, trust
from crawler.guard import Guard
from crawler.plan import CrawlPlan

LENGTH_DIGITS = 12  # more are no length

_STATUS = re.compile(rb"\s*HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length\s*:\s*(\d{1,12})\b", re.IGNORECASE | re.MULTILINE)
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\n]*\n")
_EITHER_ZLIB = 47  # gzip or deflate, told by their first bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LenientAnswer:
    """An answer read by the lenient reader; header names in lower case, in the order sent."""

    status: int
    headers: tuple[tuple[str, bytes], ...]
    body: bytes
    truncated: bool
    peer: str

    def header(self, name: str) -> str:
        """The first value of a header, or the empty string."""
        return next((value.decode("latin-1") for key, value in self.headers if key == name), "")


class LenientReader:
    """Asks once more and reads what came as browsers do."""

    def __init__(self, plan: CrawlPlan, guard: Guard) -> None:
        self._plan = plan
        self._guard = guard
        self._resolver = resolver(plan, guard)

    async def read(
        self, url: str, headers: Mapping[str, str], limit: int, *, old_tls: bool = False
    ) -> LenientAnswer | None:
        """The answer at an address; None when it is no HTTP at all. Raises OSError where nothing answers.

        `old_tls` says that the host speaks TLS only as it was spoken long ago.
        """
        if self._plan.network.proxy:
            return None
        async with asyncio.timeout(self._plan.pace.timeout):
            reader, writer = await self._connect(url, lenient_trust if old_tls else trust)
        try:
            writer.write(_request(url, {"User-Agent": self._plan.user_agent, **headers}))
            data = await _receive(reader, limit, self._plan.pace.timeout)
            name = writer.get_extra_info("peername")  # None where the peer hung up at once
        finally:
            writer.transport.abort()
        return parse(data, limit, str(name[0]) if name else "")

    async def _connect(
        self, url: str, trusted: Callable[[str], ssl.SSLContext]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        name, port = parts.hostname or "", parts.port or (443 if secure else 80)
        address = (await self._resolver.resolve(name, port))[0]
        family = address["family"]
        made = self._guard.socket((family, socket.SOCK_STREAM, 0, "", (address["host"], port)))
        made.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(made, (address["host"], port))
        except BaseException:  # also when cancelled: the socket must not stay open; raised again
            made.close()
            raise
        context: ssl.SSLContext | None = trusted(self._plan.network.ca_file) if secure else None
        return await asyncio.open_connection(sock=made, ssl=context, server_hostname=name if secure else None)


def _request(url: str, headers: Mapping[str, str]) -> bytes:
    parts = urlsplit(url)
    path = url.partition("://")[2].partition("/")[2]
    sent = {"Host": parts.netloc.rpartition("@")[2], "Accept": "*/*", **headers, "Connection": "close"}
    lines = [f"GET /{path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


async def _receive(reader: asyncio.StreamReader, limit: int, seconds: float) -> bytes:
    """What comes until the end, the limit, a broken connection or the end of our patience."""
    data = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while len(data) < limit + HEADER_BYTES and not _is_whole(data):
                part = await reader.read(HEADER_BYTES)
                if not part:
                    break
                data += part
    except OSError:  # a timeout too: what came is read
        pass
    return bytes(data)


def _is_whole(data: bytearray) -> bool:
    """Whether nothing more is to be waited for: all that was announced is here, or the head has no end."""
    end = _END_OF_HEAD.search(data, 0, HEADER_BYTES)
    if end is None:
        return len(data) > HEADER_BYTES
    length = _LENGTH.search(data, 0, end.end())
    return length is not None and len(data) - end.end() >= int(length[1])


def parse(data: bytes, limit: int, peer: str = "") -> LenientAnswer | None:
    """Bytes as an answer, faults forgiven; None when they are none."""
    status = _STATUS.match(data)
    end = _END_OF_HEAD.search(data)
    if status is None or end is None:
        return None
    pairs = [line.partition(b":") for line in re.split(rb"\r?\n", data[status.end() : end.start()])[1:]]
    headers = tuple((name.strip().lower().decode("latin-1"), value.strip()) for name, _, value in pairs)
    answer = LenientAnswer(status=int(status[1]), headers=headers, body=b"", truncated=False, peer=peer)
    body = _framed(answer, data[end.end() :])
    if body is None:
        return None
    if answer.header("content-encoding").lower() in ("gzip", "x-gzip", "deflate"):
        body = _inflated(body, limit)
        if body is None:
            return None
    return LenientAnswer(
        status=answer.status, headers=headers, body=body[:limit], truncated=len(body) > limit, peer=peer
    )


def _framed(answer: LenientAnswer, rest: bytes) -> bytes | None:
    if "chunked" in answer.header("transfer-encoding").lower():
        return _dechunked(rest) if _CHUNK.match(rest) else None
    length = answer.header("content-length")
    return rest[: int(length)] if length.isdecimal() and len(length) <= LENGTH_DIGITS else rest


def _dechunked(rest: bytes) -> bytes:
    parts, position = [], 0
    while (size := _CHUNK.match(rest, position)) is not None and int(size[1], 16):
        position = size.end() + int(size[1], 16)
        parts.append(rest[size.end() : position])
    return b"".join(parts)


def _inflated(body: bytes, limit: int) -> bytes | None:
    try:
        return zlib.decompressobj(_EITHER_ZLIB).decompress(body, limit + 1)
    except zlib.error:
        return None
