"""A client as plain as can be, so that what the server really sends is seen."""

from http.client import HTTPConnection, HTTPResponse
from typing import NamedTuple
from urllib.parse import urlsplit

from demo.server import Served


class Got(NamedTuple):
    """One answer as it came."""

    status: int
    body: bytes
    response: HTTPResponse

    def header(self, name: str) -> str:
        """A header's value, or nothing."""
        return self.response.getheader(name) or ""


def ask(base: str, path: str, method: str = "GET") -> Got:
    """Send one request to the host of `base` and read the answer to its end; follows nothing."""
    parts = urlsplit(base)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return Got(response.status, response.read(), response)
    finally:
        connection.close()


def unmarked(body: bytes, served: Served) -> bytes:
    """A body of the portal as it must come over the wire."""
    marks = {
        "@@PORTAL@@": served.url,
        "@@HOST@@": served.url.removeprefix("http://"),
        "@@PLATFORM@@": served.platform,
        "@@CLOSED@@": served.closed,
    }
    for mark, address in marks.items():
        body = body.replace(mark.encode(), address[:-1].encode())
    return body
