"""The records of a run: what was asked for, what answered, and what was not looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class FailureKind(StrEnum):
    """Why an attempt gave no answer. Closed: a new kind is a decision."""

    DNS = "dns"  # the name does not exist (NXDOMAIN or no address), said by a working resolver
    RESOLVER = "resolver"  # our resolver failed or timed out: says nothing about the target
    REFUSED = "refused"
    RESET = "reset"
    UNREACHABLE = "unreachable"  # no route from this machine: says nothing about the target
    TIMEOUT = "timeout"
    TLS = "tls"
    PROTOCOL = "protocol"  # bytes that are not an HTTP answer
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    MALFORMED = "malformed"  # no browser could open this address
    FORBIDDEN_ADDRESS = "forbidden-address"  # not public and not allowed by network.allow_private
    FORBIDDEN_TARGET = "forbidden-target"  # scheme or port hecha does not speak
    ROBOTS = "robots"  # robots.txt forbids the look
    CUT = "cut"  # stopped by us: run ended, budget spent


LIST_DATA = "list-data"  # the mark of an answer that a script asked for and no visitor


class LinkKind(StrEnum):
    """Where in a page an address stands."""

    A = "a"
    AREA = "area"
    IMG = "img"
    FRAME = "frame"
    SCRIPT = "script"
    STYLE = "style"
    MEDIA = "media"
    OBJECT = "object"
    OPTION = "option"  # select navigation
    SCRIPTED = "scripted"  # onclick, javascript: that assigns a location
    REFRESH = "refresh"  # meta refresh or the Refresh header
    META = "meta"  # link rel other than stylesheet, canonical, icons
    DATA = "data"  # where a script asks for a list: no visitor ever opens it
    PAGED = "paged"  # a page of a list that follows by rule from its pager
    KEPT = "kept"  # in markup that a script keeps: shown under the mouse, or never


class Need(StrEnum):
    """Kinds of evidence; the union of the chosen checks' needs is the gathering plan."""

    PAGES = "pages"
    LINKS = "links"
    DNS = "dns"
    TLS = "tls"
    IPV6 = "ipv6"
    BROWSER = "browser"
    SEARCH = "search"
    AVAILABILITY = "availability"
    FILES = "files"  # the site's attachments, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One of the world's failures: a kind of the closed set and what was said in words."""

    kind: FailureKind
    detail: str = ""


class Hop(NamedTuple):
    """One answer on the way: the address asked, its status, where it pointed, who answered."""

    url: str
    status: int
    location: str
    peer: str


BROWSER = (
    "BROWSER"  # the method of a look in a browser: only GET is ever sent, but by it and with all that belongs to it
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One look at one address: an answer or a Failure, never both empty.

    `url` is the normalised address asked for, `final_url` where the redirects ended. `look` counts the looks at
    this address in this run (1 first, 2 later in the run, …). `elapsed` is in seconds, `size` in bytes as received
    after content decoding. `marks` are facts noticed in the answer, e.g. `challenge:jsl`, `login-wall`.

    A look whose `method` is BROWSER tells what a browser showed: `status`, `headers` and `content_type` of the last
    document, `final_url` where scripts led in the end, `body_hash` and `size` of the document as it stood after its
    scripts ran where that was kept; marks `title:…` and `text:N` say what could be read, N characters of it.
    """

    url: str
    at: datetime
    method: str = "GET"
    look: int = 1
    elapsed: float = 0.0
    final_url: str = ""
    hops: tuple[Hop, ...] = ()
    status: int | None = None
    failure: Failure | None = None
    content_type: str = ""
    encoding: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    peer: str = ""
    body_hash: str = ""
    size: int = 0
    truncated: bool = False
    marks: tuple[str, ...] = ()

    @property
    def in_browser(self) -> bool:
        """Whether it was a browser that looked."""
        return self.method == BROWSER

    @property
    def ok(self) -> bool:
        """Whether an answer with a 2xx status came, or a 304 that stands for one whose hash it bears."""
        return self.status is not None and (200 <= self.status < 300 or (self.status == 304 and self.body_hash != ""))

    @property
    def is_data(self) -> bool:
        """Whether this is a list that a script asked for, and never a page."""
        return LIST_DATA in self.marks


class Link(NamedTuple):
    """One use of an address in a page, in document order. `target` is normalised and without its fragment."""

    target: str
    text: str
    kind: LinkKind
    fragment: str = ""


class Place(NamedTuple):
    """Where a target is used: the page, the words of the link, the kind of element."""

    page_url: str
    text: str
    kind: LinkKind


class Skip(NamedTuple):
    """An address that was not looked at, and why (robots, depth, pages, pattern, scheme, …)."""

    url: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a probe other than a fetch saw (dns, tls, ipv6, browser …): `data` is JSON of the probe's own form."""

    need: Need
    subject: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far a run went.

    `complete` is true when nothing in scope was cut off by a limit or an interruption, `skipped` counts the
    addresses not looked at by reason, `missing` names the kinds of evidence that were not gathered, each with the
    Chinese reason (a check that needs one is "untested").
    """

    pages: int = 0
    addresses: int = 0
    complete: bool = True
    skipped: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body that is scored: its part of the site is URL prefixes, column paths (`栏目>子栏目`) or a publisher."""

    name: str
    kind: str = ""
    scope: tuple[str, ...] = ()
    publisher: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInfo:
    """One portal as the inventory names it. `scope` are URL prefixes that are its own beyond its home page's host."""

    id: str
    name: str
    url: str
    rubrics: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one look brought: the fetch and, where it ended at a page in scope, its bytes and its links.

    `body` holds the bytes after content decoding (None for anything that is not kept), `links` the uses of
    addresses in document order (None when the answer is no page). Where a browser looked, the body is the document as
    it stood after its scripts ran, and the links are those of the source and of that document. `links_key` stands for
    both where the answer is that of an earlier run: which stored links it has, in the words of whoever stores them.
    """

    fetch: Fetch
    depth: int
    body: bytes | None = None
    links: tuple[Link, ...] | None = None
    links_key: int | None = None


Record = Visit | Skip | Probe
