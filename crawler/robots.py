"""robots.txt, asked once a host and obeyed for every address, the links to other sites included."""

import asyncio
from dataclasses import dataclass

from protego import Protego

from crawler.fetch import Fetcher
from crawler.pace import Pacer
from evidence.html import BOMS
from evidence.urls import host_of

AGENT = "hecha"
LIMIT = 512_000  # bytes; RFC 9309 asks for at least 500 KiB
OPEN = "User-agent: *\nAllow: /\n"
CLOSED = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host allows. `note` is a Chinese line when the file itself could not be read; `heard` says whether the
    host had a word on it at all, be it that there is no such file."""

    parsed: Protego
    sitemaps: tuple[str, ...] = ()
    note: str = ""
    heard: bool = True

    def allows(self, url: str) -> bool:
        """Whether hecha may ask for an address."""
        return bool(self.parsed.can_fetch(url, AGENT))


class Robots:
    """The rules of every host met so far."""

    def __init__(self, fetcher: Fetcher, pacer: Pacer) -> None:
        self._fetcher = fetcher
        self._pacer = pacer
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    async def rules(self, url: str) -> Rules:
        """The rules for an address's host; the file is asked for once, and once more after a server error."""
        origin = f"{url.partition('://')[0]}://{host_of(url)}"
        known = self._rules.get(origin)
        if known is None:
            known = asyncio.ensure_future(self._ask(origin))
            self._rules[origin] = known
        return await known

    async def _ask(self, origin: str) -> Rules:
        answer = await self._fetcher.fetch(f"{origin}/robots.txt", limit=LIMIT)
        if answer.fetch.status is not None and answer.fetch.status >= 500:
            answer = await self._fetcher.fetch(f"{origin}/robots.txt", limit=LIMIT, look=2, fresh=True)
        fetch = answer.fetch
        if fetch.ok and b"<html" not in answer.body[:2048].lower():
            rules = parse(answer.body)
            self._pacer.at_least(host_of(origin), float(rules.parsed.crawl_delay(AGENT) or 0))
            return rules
        if fetch.status is not None and fetch.status >= 500:
            # RFC 9309: a file that exists but cannot be read forbids everything.
            note = f"{origin}/robots.txt 返回 {fetch.status}，按规则不再访问该主机"
            return Rules(Protego.parse(CLOSED), note=note, heard=False)
        # No file, or nobody there at all: let the address itself say so.
        return Rules(Protego.parse(OPEN), heard=fetch.status is not None)


def parse(body: bytes) -> Rules:
    """The rules in the bytes of a file; lines may end in CR, LF or both."""
    encoding = next((name for bom, name in BOMS if body.startswith(bom)), "utf-8")
    text = body.decode(encoding, "replace").lstrip("\ufeff\ufffe")
    parsed = Protego.parse(text)
    return Rules(parsed, sitemaps=tuple(parsed.sitemaps))
