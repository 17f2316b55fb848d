"""Addresses as browsers read them (WHATWG), and the key under which an address is seen once."""

import re
from urllib.parse import quote

import ada_url

WEB_SCHEMES = ("http:", "https:")
CACHE_LIMIT = 50_000

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.\-]*:")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^?#/;]*", re.IGNORECASE)
_SESSION_QUERY = re.compile(r"(?i)(?<=[?&])(?:jsessionid|phpsessid|aspsessionid\w*|sessionid)=[^&#]*&?")
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


def without_session(url: str) -> str:
    """The address without session ids, which name the visitor and not the page."""
    if ";" in url:
        url = _SESSION.sub("", url)
    if "sess" in url.lower() and _SESSION_QUERY.search(url):
        before, hash_, fragment = url.partition("#")
        return _SESSION_QUERY.sub("", before).rstrip("?&") + hash_ + fragment
    return url


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


class Resolver:
    """Resolves the addresses of one page. `cache` may be shared by all pages of a site.

    `encoding` is the page's: browsers send a raw non-ASCII query in it.
    """

    __slots__ = ("_base", "_cache", "_directory", "_encoding", "_origin")

    def __init__(self, base: str, *, encoding: str = "utf-8", cache: dict[tuple[str, str], str | None]) -> None:
        scheme, _, rest = base.partition("://")
        self._base = base
        self._origin = f"{scheme}://{rest.partition('/')[0]}"
        self._directory = base.partition("?")[0].rpartition("/")[0]
        self._encoding = encoding
        self._cache = cache

    def resolve(self, href: str) -> str | None:
        """The absolute address with its fragment and without a session id; None when it is malformed.

        Only for web addresses.
        """
        # Root-relative and absolute forms mean the same on every page of a host, the rest on every page of a folder;
        # a bare query or fragment belongs to the page itself.
        first = href[:1]
        scope = self._base if first in "?#" else self._origin if first == "/" else self._directory
        key = (scope, href)
        cache = self._cache
        try:
            return cache[key]
        except KeyError:
            pass
        if len(cache) > CACHE_LIMIT:
            cache.clear()
        try:
            resolved: str | None = without_session(ada_url.join_url(self._base, self._in_encoding(href)))
        except ValueError:
            resolved = None
        cache[key] = resolved
        return resolved

    def _in_encoding(self, href: str) -> str:
        if href.isascii() or "?" not in href or self._encoding in ("utf-8", "utf-16le", "utf-16be"):
            return href
        before, mark, query = href.partition("?")
        query, hash_, fragment = query.partition("#")
        encoded = _NON_ASCII.sub(lambda m: quote(m.group().encode(self._encoding, "xmlcharrefreplace")), query)
        return before + mark + encoded + hash_ + fragment


def is_web(href: str) -> bool:
    """Whether an address as written leads to the web (relative, protocol-relative, http or https)."""
    stripped = href.strip(_EDGES)
    scheme = _SCHEME.match(stripped.replace("\n", "").replace("\t", "").replace("\r", ""))
    if scheme is None:
        return True
    return scheme.group().lower() in WEB_SCHEMES
