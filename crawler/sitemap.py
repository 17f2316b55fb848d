"""Addresses that a site names itself: sitemaps, indexes, plain lists and feeds, bounded in files and addresses."""

import re
import zlib
from collections.abc import Iterator
from html import unescape

from crawler.fetch import Fetcher, Permits
from crawler.robots import Rules
from crawler.scope import Scope
from evidence.html import BOMS
from evidence.urls import host_of, normalise

FILES_AT_MOST = 50
_GZIP = b"\x1f\x8b"
_EITHER_ZLIB = 47
# What stands in an element, plain or as CDATA; its white space is stripped afterwards, for a pattern that looks for it
# on both sides of everything tries every way to share a long run of it.
_INSIDE = r"([^<]{0,4000}(?:<!\[CDATA\[[^<]{0,4000})?)"
_LOC = re.compile(rf"<(?!image:|video:)(?:\w+:)?loc>{_INSIDE}</(?:\w+:)?loc>", re.IGNORECASE)
_FEED = re.compile(
    rf"""<link>{_INSIDE}</link>|<link\b[^>]{{0,400}}?\bhref=["']([^"'<>]+)["']""",
    re.IGNORECASE,
)


class Sitemaps:
    """Reads what robots.txt names, and `/sitemap.xml`."""

    def __init__(self, fetcher: Fetcher, scope: Scope, permits: Permits, *, file_bytes: int, addresses: int) -> None:
        self._fetcher = fetcher
        self._scope = scope
        self._permits = permits
        self._file_bytes = file_bytes
        self._addresses = addresses

    async def pages(self, home: str, rules: Rules) -> tuple[str, ...]:
        """The pages of the site that its sitemaps name, in their order, each once."""
        origin = f"{home.partition('://')[0]}://{host_of(home)}"
        named = [normalise(url, f"{origin}/robots.txt") for url in rules.sitemaps]
        waiting = [url for url in dict.fromkeys((*named, f"{origin}/sitemap.xml")) if url]
        asked: set[str] = set()
        found: dict[str, None] = {}
        while waiting and len(asked) < FILES_AT_MOST and len(found) < self._addresses:
            url = waiting.pop(0)
            if url in asked:
                continue
            asked.add(url)
            text = await self._text(url)
            addresses = (made for href in addresses_in(text) if (made := normalise(href, url)) is not None)
            if is_index(text):
                waiting.extend(addresses)
                continue
            for address in addresses:
                if len(found) < self._addresses and self._scope.holds(address):
                    found[address] = None
        return tuple(found)

    async def _text(self, url: str) -> str:
        if not await self._permits(url):
            return ""
        most = self._file_bytes
        answer = await self._fetcher.fetch(url, limit=most, permits=self._permits, bound=lambda *_: most)
        return unpack(answer.body, most) if answer.fetch.ok else ""


def unpack(body: bytes, limit: int) -> str:
    """The text of a sitemap file, unpacked to at most `limit` bytes; what is broken is read as far as it goes."""
    if body.startswith(_GZIP):
        try:
            body = zlib.decompressobj(_EITHER_ZLIB).decompress(body, limit)
        except zlib.error:
            return ""
    encoding = next((name for bom, name in BOMS if body.startswith(bom)), "utf-8")
    return body.decode(encoding, "replace").removeprefix("\ufeff")


def is_index(text: str) -> bool:
    """Whether a sitemap names further sitemaps and not pages."""
    return re.search(r"<(?:\w+:)?sitemapindex\b", text[:4096], re.IGNORECASE) is not None


def addresses_in(text: str) -> Iterator[str]:
    """The addresses of a sitemap, an index, a feed or a plain list, as written."""
    start = text[:4096].lstrip().lower()
    if "<rss" in start or "<feed" in start or "<rdf" in start:
        yield from filter(None, (_address(match[1] or match[2] or "") for match in _FEED.finditer(text)))
    elif start.startswith("<"):
        if "<html" not in start:
            yield from filter(None, (_address(match[1]) for match in _LOC.finditer(text)))
    else:
        yield from (line.strip() for line in text.splitlines() if line.strip().startswith(("http://", "https://")))


def _address(written: str) -> str:
    return unescape(written.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip())
