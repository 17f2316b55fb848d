"""Addresses as browsers read them (WHATWG), and the key under which an address is seen once."""

import re

import ada_url

WEB_SCHEMES = ("http:", "https:")
EVERYWHERE = ("/", "http://", "https://")  # forms that mean the same on every page of a host
CACHE_LIMIT = 1_000  # addresses kept a folder: what the template repeats, not every article
CACHED_FOLDERS = 64

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.\-]*:")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^?#/;]*", re.IGNORECASE)
_SESSION_QUERY = re.compile(r"(?i)(?<=[?&])(?:jsessionid|phpsessid|aspsessionid\w*|sessionid)=[^&#]*&?")
# What needs no parser: plain folders and files, a plain query, under the root or beside the page.
_PLAIN = re.compile(
    r"/?(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?(?:\?[A-Za-z0-9_.=&-]*[A-Za-z0-9_=&-])?"
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


Cache = dict[str, dict[str, str | None]]


class Resolver:
    """Resolves the addresses of one page. `cache` may be shared by all pages of a site.

    `encoding` is the page's: browsers send a raw non-ASCII query in it. What was resolved is kept by where it means the
    same: root-relative and absolute forms on every page of a host, the rest on every page of a folder.
    """

    __slots__ = ("_base", "_directory", "_encoding", "_of_folder", "_of_host", "_origin")

    def __init__(self, base: str, *, encoding: str = "utf-8", cache: Cache) -> None:
        scheme, _, rest = base.partition("://")
        self._base = base
        self._origin = f"{scheme}://{rest.partition('/')[0]}"
        self._directory = base.partition("?")[0].rpartition("/")[0]
        self._encoding = encoding
        if len(cache) > CACHED_FOLDERS:
            cache.clear()
        self._of_host = cache.setdefault(self._origin, {})
        self._of_folder = cache.setdefault(self._directory + "/", {})

    def resolve(self, href: str) -> str | None:
        """The absolute address with its fragment and without a session id; None when it is malformed.

        Only for web addresses.
        """
        first = href[:1]
        if first in "?#":  # belongs to the page itself, and to no other
            return self._parsed(href)
        known = self._of_host if href.startswith(EVERYWHERE) else self._of_folder
        if href not in known:
            self._keep(known, href, self._plain(href) or self._parsed(href))
        return known[href]

    def resolve_plain(self, href: str) -> str | None:
        """What was resolved before, or is so plain that it is surely a web address; None for all that must be parsed.

        For the many links of a page that need no look at what kind of address they are.
        """
        known = self._of_host if href.startswith(EVERYWHERE) else self._of_folder
        resolved = known.get(href)
        if resolved is None and href and (resolved := self._plain(href)) is not None:
            self._keep(known, href, resolved)
        return resolved

    def _keep(self, known: dict[str, str | None], href: str, resolved: str | None) -> None:
        if len(known) > CACHE_LIMIT:
            known.clear()
        known[href] = resolved

    def _parsed(self, href: str) -> str | None:
        try:
            return without_session(ada_url.join_url(self._base, self._in_encoding(href)))
        except ValueError:
            return None

    def _plain(self, href: str) -> str | None:
        """The absolute address of the plainest and commonest forms, without a parser; None for all other forms."""
        if href.startswith(self._origin) and href[len(self._origin) :][:1] == "/":
            href = href[len(self._origin) :]
        directory = self._directory
        climbed = href.startswith("../")
        while href.startswith("../"):
            href = href[3:]
            directory = directory.rpartition("/")[0] if len(directory) > len(self._origin) else directory
        if not href or not _PLAIN(href) or ("?" in href and "sess" in href.lower()):
            return None
        if href[0] == "/":
            return None if climbed else self._origin + href
        return None if href[0] == "?" else f"{directory}/{href}"

    def _in_encoding(self, href: str) -> str:
        if href.isascii() or "?" not in href or self._encoding in ("utf-8", "utf-16le", "utf-16be"):
            return href
        before, mark, query = href.partition("?")
        query, hash_, fragment = query.partition("#")
        encoded = _NON_ASCII.sub(lambda m: percent_encoded(m.group(), self._encoding), query)
        return before + mark + encoded + hash_ + fragment


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
    stripped = href.strip(_EDGES)
    scheme = _SCHEME.match(stripped.replace("\n", "").replace("\t", "").replace("\r", ""))
    if scheme is None:
        return True
    return scheme.group().lower() in WEB_SCHEMES
