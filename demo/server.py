"""A plain HTTP/1.1 server on loopback that gives the portal's answers, good and bad, and writes down who asked what."""

import asyncio
import gzip
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import NamedTuple

from demo.answer import Answer, Head, Mark
from demo.portal import Portal, canonical

_HOST = "127.0.0.1"
_RESET = struct.pack("ii", 1, 0)  # linger on, zero seconds: closing sends RST
_METHODS = ("GET", "HEAD")


class Hit(NamedTuple):
    """One request: which of the two hosts, method, path with query, second since the server's start, who asked."""

    host: str
    method: str
    path: str
    at: float
    agent: str


@dataclass(kw_only=True)
class Served:
    """A portal that is being served. `url` ends with a slash."""

    url: str
    platform: str
    closed: str
    log: list[Hit] = field(default_factory=list)

    def __str__(self) -> str:
        return self.url

    def hits(self, host: str = "portal") -> Counter[tuple[str, str]]:
        """How often each (method, path) of one host was asked for."""
        return Counter((hit.method, hit.path) for hit in list(self.log) if hit.host == host)


@contextmanager
def serve(portal: Portal) -> Iterator[Served]:
    """Serve the portal and its group platform from ephemeral ports, in a thread of this process, until left."""
    with closing(_bound()) as front, closing(_bound()) as group, closing(_bound()) as silent:
        # The third socket is bound but never listens: connecting to it is refused, and nobody else can take it.
        served = Served(url=_address(front) + "/", platform=_address(group) + "/", closed=_address(silent) + "/")
        server = _Server(portal, served)
        with server.running(front, group):
            yield served


def _bound() -> socket.socket:
    bound = socket.socket()
    bound.bind((_HOST, 0))
    return bound


def _address(bound: socket.socket) -> str:
    return f"http://{_HOST}:{bound.getsockname()[1]}"


class _Server:
    def __init__(self, portal: Portal, served: Served) -> None:
        self._portal = portal
        self._served = served
        self._marks = {
            Mark.PORTAL: served.url[:-1],
            Mark.HOST: served.url.removeprefix("http://")[:-1],
            Mark.PLATFORM: served.platform[:-1],
            Mark.CLOSED: served.closed[:-1],
        }
        self._given: Counter[tuple[str, str, str]] = Counter()
        self._started = time.monotonic()

    @contextmanager
    def running(self, front: socket.socket, group: socket.socket) -> Iterator[None]:
        loop = asyncio.new_event_loop()
        stop = asyncio.Event()
        ready = threading.Event()
        thread = threading.Thread(
            target=loop.run_until_complete, args=(self._serve(front, group, ready, stop),), name="demo-portal"
        )
        thread.start()
        ready.wait()
        try:
            yield
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join()
            loop.close()

    async def _serve(
        self, front: socket.socket, group: socket.socket, ready: threading.Event, stop: asyncio.Event
    ) -> None:
        servers = [
            await asyncio.start_server(partial(self._converse, "portal"), sock=front),
            await asyncio.start_server(partial(self._converse, "platform"), sock=group),
        ]
        ready.set()
        await stop.wait()
        for server in servers:
            server.close()
        conversations = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in conversations:
            task.cancel()
        await asyncio.gather(*conversations, return_exceptions=True)

    async def _converse(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await _request(reader):
                answer = self._answer(host, request)
                await asyncio.sleep(answer.delay)
                if answer.reset:
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                    writer.transport.abort()
                    return
                writer.write(self._bytes(answer, request))
                await writer.drain()
                while answer.endless:
                    writer.write(answer.body)
                    await writer.drain()
                if request.close or answer.raw:
                    return
        except (ConnectionError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    def _answer(self, host: str, request: "_Request") -> Answer:
        path = canonical(request.target)
        at = time.monotonic() - self._started
        self._served.log.append(Hit(host, request.method, path, at, request.headers.get("user-agent", "")))
        if request.method not in _METHODS:
            return Answer(status=405, headers=(("Allow", "GET, HEAD"),))
        answer = self._portal.answer(path) if host == "portal" else self._portal.platform_answer(path)
        if request.method == "HEAD" and answer.head is not Head.SAME:
            return Answer(status=405 if answer.head is Head.REFUSED else 404)
        turn = self._given[host, request.method, path]
        self._given[host, request.method, path] += 1
        return answer.first[turn] if turn < len(answer.first) else answer

    def _bytes(self, answer: Answer, request: "_Request") -> bytes:
        body = answer.body
        for mark, address in self._marks.items():
            body = body.replace(mark.encode(), address.encode())
        if answer.raw:
            return body
        if answer.gzip:
            body = gzip.compress(body, mtime=0)
        headers = [("Server", "demo"), *answer.headers]
        if not answer.endless:
            headers.append(("Content-Length", str(len(body))))
        if answer.content_type:
            headers.append(("Content-Type", answer.content_type))
        if request.close:
            headers.append(("Connection", "close"))
        head = f"HTTP/1.1 {answer.status} {_phrase(answer.status)}\r\n"
        head += "".join(f"{name}: {self._unmarked(value)}\r\n" for name, value in headers)
        return head.encode("latin-1") + b"\r\n" + (b"" if request.method == "HEAD" else body)

    def _unmarked(self, value: str) -> str:
        for mark, address in self._marks.items():
            value = value.replace(mark, address)
        return value


class _Request(NamedTuple):
    method: str
    target: str
    headers: Mapping[str, str]
    close: bool


async def _request(reader: asyncio.StreamReader) -> _Request | None:
    """The next request of a connection; None when the other side has left or speaks something else."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None
    first, *lines = head.split("\r\n")
    words = first.split(" ")
    if len(words) != 3:
        return None
    pairs = (line.partition(":") for line in lines if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    close = headers.get("connection", "").lower() == "close" or words[2] == "HTTP/1.0"
    return _Request(words[0], words[1], headers, close)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
