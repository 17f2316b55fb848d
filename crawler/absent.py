"""How hosts, and their programs, answer for pages that cannot exist: each asked once, for an invented address."""

import asyncio
import hashlib
import re

from crawler.fetch import Fetcher
from crawler.robots import Robots
from evidence import notice
from evidence.html import decode_as, detect
from evidence.urls import host_of, path_of

_ID = re.compile(
    r"(?<=[?&])(?P<name>\w*(?:id|guid|code|num|record|key|serial|no)|aid|p)=(?P<value>[\w-]+)(?=&|$)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![0-9A-Za-z%])[0-9a-f]*[0-9][0-9a-f]*(?=\D*$)", re.IGNORECASE)
_FILE = re.compile(r"(?<=/)[^/.]+(?=(?:\.\w{1,6})?$)")
DIGITS = 8  # of a number that no table has come to

SIBLINGS = 60  # programs of one crawl that are asked for what they cannot have


class Absent:
    """What is answered for pages that cannot exist."""

    def __init__(self, fetcher: Fetcher, robots: Robots, limit: int) -> None:
        """`limit` is how many bytes of an answer are read."""
        self._fetcher = fetcher
        self._robots = robots
        self._limit = limit
        self._known: dict[str, asyncio.Future[notice.Baseline | None]] = {}
        self._siblings: set[str] = set()

    async def of_host(self, url: str) -> notice.Baseline | None:
        """How the host of an address answers."""
        return await self._of(absent_address(url))

    async def beside(self, url: str) -> notice.Baseline | None:
        """How the program or folder of an address answers for another of its kind; None where that is not asked."""
        invented = absent_sibling(url)
        if not invented or (invented not in self._siblings and len(self._siblings) >= SIBLINGS):
            return None
        self._siblings.add(invented)
        return await self._of(invented)

    async def _of(self, invented: str) -> notice.Baseline | None:
        known = self._known.get(invented)
        if known is None:
            known = self._known[invented] = asyncio.ensure_future(self._ask(invented))
        return await known

    async def _ask(self, invented: str) -> notice.Baseline | None:
        if not (await self._robots.rules(invented)).allows(invented):
            return None
        answer = await self._fetcher.fetch(invented, limit=self._limit)
        if answer.fetch.status is None:
            return None
        text = decode_as(answer.body, detect(answer.body, answer.fetch.content_type))
        return notice.baseline_of(text, status=answer.fetch.status, final_url=answer.fetch.final_url)


def absent_address(url: str) -> str:
    """An address on the host of another that cannot exist: how the host answers for such shows its soft 404s."""
    origin = f"{url.partition('://')[0]}://{host_of(url)}"
    return f"{origin}/hecha-{_digest(origin)[:12]}.html"


def absent_sibling(url: str) -> str:
    """An address that differs from another only in its number or name, and cannot exist; empty where there is none.

    Of the parameters only one that names a record counts: what others say may well make no difference.
    """
    path, mark, query = path_of(url).partition("?")
    origin = url[: len(url) - len(path_of(url))]
    asked = mark + query
    if records := list(_ID.finditer(asked)):
        start, end = records[-1].span("value")
        return f"{origin}{path}{asked[:start]}{_other(asked[start:end], origin + path)}{asked[end:]}"
    folder, _, name = path.rpartition("/")
    number = _NUMBER.search(name.partition(".")[0])
    if number:
        name = f"{name[: number.start()]}{_other(number[0], origin)}{name[number.end() :]}"
    elif name and folder and not mark:
        name = _FILE.sub(f"hecha-{_digest(origin + folder)[:12]}", f"/{name}")[1:]
    else:
        return ""
    return f"{origin}{folder}/{name}{mark}{query}"


def _other(value: str, seed: str) -> str:
    """Another value of the same kind: a number too high for any table, or letters and digits as many."""
    digest = _digest(seed)
    if value.isdecimal():
        return "97" + str(int(digest, 16))[: max(DIGITS, len(value)) - 2]
    return digest[: max(DIGITS, len(value))]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
