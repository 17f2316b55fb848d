"""What a browser says to a proxy: its request read, and the one that is sent on in its place."""

import asyncio
import base64
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

HEAD_BYTES = 65_536
# Of one connection only, or for the proxy itself. `Upgrade` and `TE` would change how the answer is framed.
_HOP_HEADERS = frozenset(
    (b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization", b"upgrade", b"te", b"http2-settings")
)
_FRAMING = frozenset((b"connection", b"keep-alive", b"proxy-connection"))
_END = re.compile(rb"\r?\n\r?\n")


class MalformedRequest(ValueError):
    """Not a request that a browser sends to a proxy."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Host (without brackets) and port."""

    host: str
    port: int

    @property
    def text(self) -> str:
        """`host:port`, an IPv6 address in brackets."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. `path` is the path and query, `headers` the lines without those of one connection only."""

    method: str
    target: Authority
    path: str = ""
    url: str = ""
    headers: tuple[bytes, ...] = ()

    def message(self, credentials: tuple[bytes, ...] | None = None) -> bytes:
        """The bytes to send on, asking to close after the answer. `credentials` are given for a further proxy."""
        form = self.path if credentials is None else self.url
        first = f"{self.method} {form} HTTP/1.1".encode("latin-1")
        return b"\r\n".join((first, *self.headers, *(credentials or ()), b"Connection: close", b"", b""))


async def read_head(reader: asyncio.StreamReader) -> bytes:
    """A message up to the end of its headers with what came along of its body."""
    head = bytearray()
    while not _END.search(head):
        if len(head) > HEAD_BYTES:
            raise MalformedRequest("endless headers")
        data = await reader.read(HEAD_BYTES)
        if not data:
            break
        head += data
    return bytes(head)


def request(head: bytes) -> Request:
    """The request a head holds. A body, if any came along, is dropped: GET and HEAD have none."""
    lines = _END.split(head, maxsplit=1)[0].splitlines()
    try:
        method, target, _ = lines[0].decode("ascii").split(" ")
    except (IndexError, ValueError) as error:
        raise MalformedRequest("no request line") from error
    if method == "CONNECT":
        return Request(method=method, target=authority(target, 443))
    scheme, _, rest = target.partition("://")
    if scheme.lower() != "http":
        raise MalformedRequest(f"{scheme} is not plain http")
    place, slash, path = rest.partition("/")
    if "?" in place:
        place, _, query = place.partition("?")
        path = "?" + query
        slash = "/"
    kept = tuple(line for line in lines[1:] if _name(line) not in _HOP_HEADERS)
    whole = f"/{path}" if slash else "/"
    return Request(method=method, target=authority(place, 80), path=whole, url=target, headers=kept)


def authority(text: str, default_port: int) -> Authority:
    """Host and port of `host`, `host:port` or `[v6]:port`."""
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise MalformedRequest(str(error)) from error
    if not host or "/" in text:
        raise MalformedRequest(f"no host in {text[:80]!r}")
    return Authority(host, default_port if port is None else port)


def credentials(proxy: str) -> tuple[bytes, ...]:
    """The header line for the user and password in a proxy's address, if it has any."""
    parts = urlsplit(proxy)
    if not parts.username:
        return ()
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return (b"Proxy-Authorization: Basic " + base64.b64encode(pair),)


def connect_message(target: Authority, credentials: tuple[bytes, ...]) -> bytes:
    """The request for a tunnel through a further proxy."""
    place = target.text.encode("ascii", "replace")
    return b"\r\n".join((b"CONNECT " + place + b" HTTP/1.1", b"Host: " + place, *credentials, b"", b""))


def closing(head: bytes) -> bytes:
    """An answer's head saying that the connection ends with it; what does not look like HTTP is left as it is."""
    end = _END.search(head)
    if end is None or not head.startswith(b"HTTP/"):
        return head
    kept = [line for line in head[: end.start()].splitlines() if _name(line) not in _FRAMING]
    return b"\r\n".join((*kept, b"Connection: close", b"", b"")) + head[end.end() :]


def _name(line: bytes) -> bytes:
    return line.partition(b":")[0].strip().lower()
