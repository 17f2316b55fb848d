"""One look at one address: robots first, then the fetch, then what the answer is and which links it holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from selectolax.lexbor import LexborHTMLParser

from crawler.absent import Absent
from crawler.fetch import Answer, Fetcher, is_readable
from crawler.files import Attachments
from crawler.frontier import Errand
from crawler.memory import Memory, NoMemory, Remembered, conditions
from crawler.plan import CrawlPlan
from crawler.robots import Robots
from crawler.scope import Scope
from evidence import attachment, notice
from evidence.announced import usual_of
from evidence.html import decode, decode_as, detect
from evidence.links import LinkReader
from evidence.records import LIST_DATA, Failure, FailureKind, Fetch, Link, Visit
from evidence.urls import file_suffix, host_of, normalise
from evidence.verdict import ALIKE, SAME

# Big files are asked for their beginning only; a server that cannot do so sends all and is cut.
PARTIAL = notice.FILES - {"txt", "csv", "jpg", "jpeg", "png", "gif", "bmp"}
NO_RANGES = frozenset((400, 403, 405, 406, 416, 500, 501))  # what servers say that cannot send a part


class Looker:
    """Looks at addresses for one crawl."""

    def __init__(
        self, plan: CrawlPlan, fetcher: Fetcher, robots: Robots, scope: Scope, memory: Memory | None = None
    ) -> None:
        self._plan = plan
        self._memory = memory or NoMemory()
        self._fetcher = fetcher
        self._robots = robots
        self._scope = scope
        self._reader = LinkReader()
        self._absent = Absent(fetcher, robots, plan.limits.probe_bytes)
        self._usual: frozenset[str] = frozenset()  # lines and links of the home page
        self._home = plan.target.home
        self.attachments = Attachments(plan, scope)
        self._visitors = ""  # the cookies of one who came in by the home page, for further looks

    async def prepare(self, home: str) -> None:
        """Learn how the site answers for a page that cannot exist."""
        if (await self._robots.rules(home)).allows(home):
            await self._absent.of_host(home)

    def home_is(self, fetch: Fetch) -> None:
        """Learn where the home page really is."""
        if fetch.ok:
            self._scope.widen(fetch.final_url)
            self._home = fetch.final_url

    async def control(self, url: str) -> bool:
        """Whether an address that answered before still answers at all: tells a dead link from a dead network."""
        answer = await self._fetcher.fetch(url, limit=self._plan.limits.probe_bytes, fresh=True, permits=self.permits)
        return answer.fetch.status is not None

    async def look(self, errand: Errand) -> Visit:
        """The visit that one errand makes."""
        url = errand.url
        # What has answered before is an address.
        if self._memory.recall(url) is None and (not url.startswith(("http://", "https://")) or normalise(url) is None):
            return Visit(fetch=_never(url, FailureKind.MALFORMED, errand.look), depth=errand.depth)
        if not await self.permits(url):
            return Visit(fetch=_never(url, FailureKind.ROBOTS, errand.look), depth=errand.depth)
        answer = await self._ask(errand)
        return await self._read(errand, answer)

    async def permits(self, url: str) -> bool:
        """Whether robots.txt lets us ask for an address."""
        return (await self._robots.rules(url)).allows(url)

    async def _ask(self, errand: Errand) -> Answer:
        limits = self._plan.limits
        suffix = file_suffix(errand.url)
        part = suffix in PARTIAL and errand.look == 1 and not self.attachments.wants(errand.url)
        came_from = {"Referer": errand.source} if _tells(errand) else {}
        headers = {**came_from, **_range(0, notice.SNIFF)} if part else came_from
        limit = limits.page_bytes if errand.page or suffix == "css" else limits.probe_bytes
        answer = await self._fetcher.fetch(
            errand.url,
            limit=limit,
            look=errand.look,
            headers=headers,
            fresh=errand.look > 1,
            permits=self.permits,
            conditions=partial(self._conditions, errand) if errand.look == 1 else None,
            bound=self.attachments.bound,
            cookies=self._visitors if errand.look > 1 and host_of(errand.url) == host_of(self._home) else "",
        )
        if part and (answer.fetch.status or 0) in NO_RANGES:
            whole = partial(self._fetcher.fetch, limit=limit, look=errand.look, permits=self.permits)
            answer = await whole(errand.url, headers=came_from)
        return answer

    def _conditions(self, errand: Errand, url: str) -> Mapping[str, str]:
        remembered = self._memory.recall(url)
        return conditions(remembered) if remembered is not None and self._serves(remembered, url, errand) else {}

    def _serves(self, known: Remembered, url: str, errand: Errand) -> bool:
        """Whether what is remembered will do for an errand: what was only begun before must be read once."""
        if self.attachments.holds(url, known.content_type, known.headers):
            return known.kept
        return known.links_key is not None or not errand.page or not is_readable(known.content_type)

    async def _read(self, errand: Errand, answer: Answer) -> Visit:
        fetch, body = answer.fetch, answer.body
        kept = self.attachments.settle(fetch)
        if fetch.failure is not None:
            return Visit(fetch=fetch, depth=errand.depth)
        known = self._memory.recall(fetch.final_url) if errand.look == 1 else None
        if known is not None and self._serves(known, fetch.final_url, errand) and _unchanged(fetch, known):
            return await self._as_known(errand, fetch, known)
        if errand.depth == 0:
            self.home_is(fetch)
            self._visitors = answer.cookies
        if errand.asker:
            return self._read_data(errand, fetch, body)
        html = notice.is_html(fetch.content_type, body)
        text, encoding = decode(body, fetch.content_type) if html else ("", "")
        if not html and file_suffix(fetch.final_url) == "css":
            encoding = detect(body, fetch.content_type)
        if errand.depth == 0 and html:
            self._usual = usual_of(text)
        marks = await self._marks(fetch, body, text, errand)
        if not html and not marks and fetch.ok and await self._is_cut(errand, fetch, body):
            marks = ("truncated",)
        fetch = replace(fetch, marks=(*fetch.marks, *marks), encoding=encoding)
        in_site = errand.page and self._scope.holds(fetch.final_url)
        if not html and in_site_style(fetch, self._scope):
            links = self._reader.read_style(decode_as(body, encoding), fetch.final_url)
            return Visit(fetch=fetch, depth=errand.depth, links=links)
        if not html or not in_site or not fetch.ok or (marks and ALIKE not in marks):
            return Visit(fetch=fetch, depth=errand.depth, body=body if kept and not html else None)
        return Visit(fetch=fetch, depth=errand.depth, body=body, links=self.links(fetch, text))

    async def _is_cut(self, errand: Errand, fetch: Fetch, body: bytes) -> bool:
        """Whether the end of a file does not come: fewer bytes than told, or last bytes that are no end.

        The last bytes are asked for by themselves, of servers that send parts.
        """
        suffix, whole = file_suffix(errand.url), attachment.whole_size(fetch.headers)
        if suffix not in notice.FILES or whole is None:
            return False
        in_time = fetch.elapsed < self._plan.limits.body_seconds
        if fetch.truncated and fetch.status == 200 and fetch.size < self._plan.limits.probe_bytes:
            return in_time and fetch.size < whole
        if not attachment.should_end(suffix, body):
            return False
        tail = body if len(body) >= whole else await self._tail(fetch, whole)
        return bool(tail) and not attachment.ends(suffix, tail)

    async def _tail(self, fetch: Fetch, whole: int) -> bytes:
        """The last bytes of a file, empty where its server does not send parts."""
        if fetch.status == 200 and fetch.look == 1:
            return b""  # asked for a part, it sent all
        begin = max(0, whole - attachment.TAIL)
        answer = await self._fetcher.fetch(
            fetch.final_url, limit=attachment.TAIL, headers=_range(begin, whole), permits=self.permits
        )
        told = answer.fetch.headers.get("content-range", "").replace(" ", "")
        exact = told == f"bytes{begin}-{whole - 1}/{whole}" and len(answer.body) == whole - begin
        return answer.body if answer.fetch.status == 206 and exact else b""

    def _read_data(self, errand: Errand, fetch: Fetch, body: bytes) -> Visit:
        """The visit to a list that a script asks for: kept like a page, and never one."""
        encoding = detect(body, fetch.content_type)
        fetch = replace(fetch, encoding=encoding, marks=(*fetch.marks, LIST_DATA))
        if not fetch.ok or not body or not self._scope.holds(fetch.final_url):
            return Visit(fetch=fetch, depth=errand.depth)
        links = self._reader.read_data(decode_as(body, encoding), fetch.final_url, encoding, page=errand.asker)
        return Visit(fetch=fetch, depth=errand.depth, body=body, links=links)

    async def _as_known(self, errand: Errand, fetch: Fetch, known: Remembered) -> Visit:
        """The visit to what an earlier run has read already: nothing is parsed again."""
        fetch = replace(
            fetch,
            content_type=known.content_type,
            encoding=known.encoding,
            headers={**known.headers, **fetch.headers},
            body_hash=known.body_hash,
            size=known.size,
            truncated=known.truncated,
        )
        if errand.depth == 0:
            self.home_is(fetch)
        # The content is known to be good, the way to it is not.
        marks = await self._marks(replace(fetch, status=200), b"", "", errand) if fetch.hops else ()
        fetch = replace(fetch, marks=(*fetch.marks, *marks))
        in_site = errand.page and self._scope.holds(fetch.final_url)
        has_links = not marks and (in_site or in_site_style(fetch, self._scope))
        return Visit(fetch=fetch, depth=errand.depth, links_key=known.links_key if has_links else None)

    def links(self, fetch: Fetch, text: str) -> tuple[Link, ...]:
        """The links of a page and of its Refresh header."""
        tree = LexborHTMLParser(text)
        links = self._reader.read(tree, text, fetch.final_url, fetch.encoding)
        refresh = fetch.headers.get("refresh", "")
        return (*links, *self._reader.read_header(refresh, fetch.final_url)) if refresh else links

    async def _marks(self, fetch: Fetch, body: bytes, text: str, errand: Errand) -> tuple[str, ...]:
        answer = notice.Answer.of(fetch, body, text, errand.announced if text else "")
        ours = text != "" and self._scope.same_host(fetch.final_url)
        baseline = await self._absent.of_host(fetch.final_url) if ours else None
        marks = notice.notice(answer, home=self._home, baseline=baseline, usual=self._usual if ours else frozenset())
        if marks or not ours or not fetch.ok or not notice.is_unannounced(answer):
            return marks
        sibling = await self._absent.beside(fetch.url)
        if sibling is None or not notice.is_answer_to_any(answer, sibling):
            return ()
        return (ALIKE if "<script" in answer.head else SAME,)


def _tells(errand: Errand) -> bool:
    """Whether a browser would say which page the link was on: not from https to http."""
    return errand.source != "" and not (errand.source.startswith("https:") and errand.url.startswith("http:"))


def _range(begin: int, end: int) -> dict[str, str]:
    """The headers that ask for a part of a file, in its own bytes and not compressed."""
    return {"Range": f"bytes={begin}-{end - 1}", "Accept-Encoding": "identity"}


def _unchanged(fetch: Fetch, known: Remembered) -> bool:
    """Whether an answer is the remembered one, by the server's word or by its bytes."""
    if fetch.status == 304:
        return True
    same = fetch.body_hash == known.body_hash and fetch.content_type == known.content_type
    return fetch.ok and same and fetch.truncated == known.truncated


def in_site_style(fetch: Fetch, scope: Scope) -> bool:
    """Whether an answer is a style sheet of the site, whose own addresses count too."""
    kind = fetch.content_type.partition(";")[0].strip().lower()
    return fetch.ok and kind == "text/css" and scope.same_host(fetch.final_url)


def _never(url: str, kind: FailureKind, look: int) -> Fetch:
    return Fetch(url=url, at=datetime.now(UTC), look=look, final_url=url, failure=Failure(kind=kind, detail=url[:300]))
