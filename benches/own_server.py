"""A small server with the behaviour of the generated nginx configuration, for machines without nginx."""

import asyncio
import signal
import sys
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from benches.nginx import NOT_FOUND_PAGE, SEARCH_PAGE, TYPES
from benches.plan import Rule, load_served

HTML = "text/html; charset=utf-8"
MIME = {f".{suffix}": mime for mime, suffix in TYPES.items()}


class Answer(NamedTuple):
    """What goes back for one request."""

    status: int
    body: bytes = b""
    kind: str = "text/html"
    location: str = ""


class Root:
    """One document root with its rules."""

    def __init__(self, folder: Path, rules: tuple[Rule, ...]) -> None:
        self._folder = folder.resolve()
        self._rules = {rule.path: rule for rule in rules}

    def answer(self, method: str, target: str) -> Answer:
        """The answer to one request line."""
        path = unquote(target.partition("?")[0])
        rule = self._rules.get(path)
        if rule and (method == "HEAD" or not rule.head_only):
            return Answer(rule.status, location=rule.location)
        if path == "/search" and self._rules:
            return Answer(200, SEARCH_PAGE.encode(), HTML)
        file = (self._folder / f"./{path}").resolve()
        if path.endswith("/"):
            file /= "index.html"
        if not file.is_relative_to(self._folder) or not file.is_file():
            return Answer(404, NOT_FOUND_PAGE.encode(), HTML)
        return Answer(200, file.read_bytes(), MIME.get(file.suffix, "application/octet-stream"))


class Speaker:
    """Speaks HTTP/1.1 with one client after another request, connections kept alive."""

    def __init__(self, root: Root) -> None:
        self._root = root

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer every request of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                method, target, _ = head.split(b"\r\n", 1)[0].decode("utf-8", "replace").split(" ", 2)
                if not target.startswith("/"):
                    break
                writer.write(_packed(self._root.answer(method, target), method))
                await writer.drain()
                if b"\r\nconnection: close" in head.lower():
                    break
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, ValueError):
            pass  # the client left or does not speak HTTP
        finally:
            writer.close()


def _packed(answer: Answer, method: str) -> bytes:
    lines = [
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        f"Content-Type: {answer.kind}",
        f"Content-Length: {len(answer.body)}",
        "LinkChecker: bench",
    ]
    if answer.location:
        lines.append(f"Location: {answer.location}")
    head = "\r\n".join((*lines, "", "")).encode()
    return head if method == "HEAD" else head + answer.body


async def _main(folder: Path) -> None:
    addresses, rules = load_served(folder)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    site = Speaker(Root(folder / "site", rules))
    outside = Speaker(Root(folder / "outside", ()))
    servers = [
        await asyncio.start_server(site.talk, addresses.host, addresses.port, backlog=1024),
        await asyncio.start_server(outside.talk, addresses.outside_host, addresses.outside_port, backlog=1024),
    ]
    await stop.wait()
    for server in servers:
        server.close()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
