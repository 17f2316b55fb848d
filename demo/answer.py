"""What the demonstration server says at one address."""

from dataclasses import dataclass
from enum import StrEnum

HTML = "text/html; charset=utf-8"


class Head(StrEnum):
    """How HEAD is answered where GET is answered well."""

    SAME = "same"
    REFUSED = "refused"  # 405
    LYING = "lying"  # 404, though GET gives the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; `first` are given once each, in order, before this one.

    Bodies and headers may hold the marks of `Mark`, which the server replaces by the addresses it really has; a
    `gzip` body is packed after that. A `raw`
    body is all that is sent, status line and headers included, and the connection ends with it; an `endless` one is
    sent again and again until the other side has had enough.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    reset: bool = False
    gzip: bool = False
    raw: bool = False
    endless: bool = False
    head: Head = Head.SAME
    first: tuple["Answer", ...] = ()


class Mark(StrEnum):
    """Stand-ins for addresses that are known only once the server listens."""

    PORTAL = "@@PORTAL@@"
    HOST = "@@HOST@@"  # the portal without a scheme: 127.0.0.1 and its port
    PLATFORM = "@@PLATFORM@@"  # the group platform: another host that keeps columns of the portal
    CLOSED = "@@CLOSED@@"  # a port nobody listens on


def redirect(location: str, status: int = 302) -> Answer:
    """An empty answer that points elsewhere."""
    return Answer(status=status, headers=(("Location", location),))
