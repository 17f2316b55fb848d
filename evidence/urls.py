"""Addresses as browsers read them (WHATWG), and the key under which an address is seen once."""

import re
from typing import TypeVar

import ada_url

WEB_SCHEMES = ("http:", "https:")
CACHED = 30_000  # addresses kept of a host
CACHED_HOSTS = 64

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.\-]*:")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_INSIDE = re.compile(r"(?:127|10)\.\d+\.\d+\.\d+$|192\.168\.\d+\.\d+$|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+$")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^?#/;]*", re.IGNORECASE)
# The folder in which ASP.NET keeps a session where it sets no cookies.
_SESSION_FOLDER = re.compile(r"/\((?:[ASFX]\([^()/?#]*\))+\)(?=/)")
# Names that other things bear too (站点编号 sid=12) say a session only with letters and digits mixed up at length.
_SESSION_QUERY = re.compile(
    r"(?i)(?<=[?&])(?:(?:jsessionid|phpsessid|aspsessionid\w*|sessionid)=[^&#]*|"
    r"(?:s?sid|sess|sessid|session|session_id)=(?=[a-z-]*[0-9])(?=[0-9-]*[a-z])[0-9a-z-]{16,}(?=[&#]|$))&?"
)
# What needs no parser: plain folders and files under the root, a plain query.
_PLAIN = re.compile(
    r"/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?(?:\?[A-Za-z0-9_.=&-]*[A-Za-z0-9_=&-])?"
).fullmatch
_EDGES = " \t\n\r\f\v\x00"


def normalise(address: str, base: str | None = None) -> str | None:
    """The WHATWG form of an address without its fragment; None when no browser could open it."""
    try:
        url = ada_url.join_url(base, address) if base else ada_url.normalize_url(address)
    except ValueError:
        return None
    return without_fragment(url)


def without_fragment(url: str) -> str:
    """The address up to its `#`."""
    return url.partition("#")[0]


def may_name_session(url: str) -> bool:
    """Whether a query may hold the id of a session; a quick no."""
    lowered = url.lower()
    return "sess" in lowered or "sid=" in lowered


def without_session(url: str) -> str:
    """The address without session ids, which name the visitor and not the page."""
    before, hash_, fragment = url.partition("#")
    if ";" in before:
        before = _SESSION.sub("", before)
    if "/(" in before:
        path, mark, query = before.partition("?")
        before = _SESSION_FOLDER.sub("", path) + mark + query
    if may_name_session(before) and _SESSION_QUERY.search(before):
        before = _SESSION_QUERY.sub("", before).rstrip("?&")
    return before + hash_ + fragment


def host_of(url: str) -> str:
    """The host and, if not the scheme's own, the port: `example.gov.cn`, `127.0.0.1:8080`, `[::1]:80`."""
    return url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2]


def path_of(url: str) -> str:
    """The path with its query, beginning with `/`."""
    _, slash, rest = url.partition("://")[2].partition("/")
    return slash + rest or "/"


def file_suffix(url: str) -> str:
    """The lower-case ending of the path's last part without the dot, or the empty string."""
    name = path_of(url).partition("?")[0].rpartition("/")[2]
    _, dot, suffix = name.rpartition(".")
    return suffix.lower() if dot and len(suffix) <= 8 else ""


K = TypeVar("K")
V = TypeVar("V")
Address = tuple[str, str]  # what is asked for, and the fragment that its server never sees


class Known:
    """What was resolved on the pages of one host: plain paths under its root, and whole forms as they were written."""

    __slots__ = ("paths", "written")

    def __init__(self) -> None:
        self.paths: dict[str, Address] = {}
        self.written: dict[str, Address | None] = {}


Cache = dict[str, Known]


class Resolver:
    """Resolves the addresses of one page. `cache` may be shared by all pages of a site.

    `encoding` is the page's: browsers send a raw non-ASCII query in it. What was resolved is kept where it means the
    same on every page of the host: plain addresses by their path, others if written with their root or host.
    """

    __slots__ = ("_base", "_encoding", "_folder", "_known", "origin")

    def __init__(self, base: str, *, encoding: str = "utf-8", cache: Cache) -> None:
        scheme, _, rest = base.partition("://")
        self._base = base
        self.origin = f"{scheme}://{rest.partition('/')[0]}"
        self._folder = base[len(self.origin) :].partition("?")[0].rpartition("/")[0]
        self._encoding = encoding
        if len(cache) > CACHED_HOSTS:
            cache.clear()
        self._known = cache.setdefault(self.origin, Known())

    def resolve(self, href: str) -> str | None:
        """The absolute address with its fragment and without a session id; None when it is malformed.

        Only for web addresses.
        """
        address = self.plain_address(href) or self.address(href)
        return None if address is None else "#".join(filter(None, address))

    def address(self, href: str) -> Address | None:
        """The absolute address without a session id, and its fragment; None when it is malformed.

        Only for web addresses.
        """
        if not href.startswith(("/", "http://", "https://")) or ("?" in href and not href.isascii()):
            return self._parsed(href)  # means something else in another folder, or in another encoding
        written = self._known.written
        if href not in written:
            keep(written, href, self._parsed(href))
        return written[href]

    def plain_address(self, href: str) -> Address | None:
        """The address of the plainest and commonest forms, without a parser; None for all that must be parsed.

        For the many links of a page that need no look at what kind of address they are.
        """
        first = href[:1]
        if first == "/":
            path = href
        elif first == "h" and href.startswith(("http://", "https://")):
            if not href.startswith(self.origin):
                return self._known.written.get(href)
            path = href[len(self.origin) :]
        else:
            path = self._beside(href)
        paths = self._known.paths
        address = paths.get(path)
        if address is None and _PLAIN(path) and not ("?" in path and may_name_session(path)):
            address = (self.origin + path, "")
            keep(paths, path, address)
        return address

    def _beside(self, href: str) -> str:
        """The path under the root of what is written relative to the folder; empty where no plain path comes of it."""
        folder = self._folder
        if href[:1] == ".":
            href = href.removeprefix("./")
            while href.startswith("../"):
                href = href[3:]
                folder = folder.rpartition("/")[0]
        return "" if href[:1] in "?#/" else f"{folder}/{href}"

    def _parsed(self, href: str) -> Address | None:
        try:
            joined = without_session(ada_url.join_url(self._base, self._in_encoding(href)))
        except ValueError:
            return None
        target, _, fragment = joined.partition("#")
        return target, fragment

    def _in_encoding(self, href: str) -> str:
        if href.isascii() or "?" not in href or self._encoding in ("utf-8", "utf-16le", "utf-16be"):
            return href
        before, mark, query = href.partition("?")
        query, hash_, fragment = query.partition("#")
        encoded = _NON_ASCII.sub(lambda m: percent_encoded(m.group(), self._encoding), query)
        return before + mark + encoded + hash_ + fragment


def keep(known: dict[K, V], name: K, value: V) -> None:
    """Remember a value; at `CACHED` of them all are forgotten, for what is common is soon there again."""
    if len(known) >= CACHED:
        known.clear()
    known[name] = value


def percent_encoded(text: str, encoding: str) -> str:
    """A part of a query in the page's own encoding, as browsers send it; what it lacks as a character reference."""
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        if len(text) > 1:
            return "".join(percent_encoded(char, encoding) for char in text)
        return f"%26%23{ord(text)}%3B"
    return "".join(chr(byte) if 0x21 <= byte <= 0x7E and byte not in b"\"#<>'" else f"%{byte:02X}" for byte in raw)


def is_web(href: str) -> bool:
    """Whether an address as written leads to the web (relative, protocol-relative, http or https)."""
    if href.startswith(("http://", "https://", "/")):  # most of them
        return True
    stripped = href.strip(_EDGES)
    scheme = _SCHEME.match(stripped.replace("\n", "").replace("\t", "").replace("\r", ""))
    if scheme is None:
        return True
    return scheme.group().lower() in WEB_SCHEMES


def serves_insiders(url: str, seen_from: str) -> bool:
    """Whether an address leads to the machine or the network it was written on, from a page for the public."""
    there, here = (host_of(one).partition(":")[0] for one in (url, seen_from))
    return _is_inside(there) and not _is_inside(here)


def _is_inside(host: str) -> bool:
    return host == "localhost" or _INSIDE.match(host) is not None
