"""The search probe: the site's own search asked by GET for known titles, for a word nobody wrote, and for keywords.

Records: `form` (of the home page: how the search asks, or that none was found) and `query` (one answer). A part of the
site (a unit's) whose front page has a search of its own is asked in the same way; its records name the `part`.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.fetch import Answer
from crawler.probes.ipv6_links import in_site
from crawler.probes.request import ProbeRequest, SeenPage
from crawler.probes.search_forms import (
    SearchForm,
    find_search,
    hints_at_search,
    is_drawn,
    other_searches,
    says_search,
    search_pages,
)
from crawler.probes.search_life import is_library
from crawler.probes.search_results import Frame, inline_scripts, matching, read_results, script_files
from crawler.probes.search_titles import candidates, names_of, title_of, to_read
from evidence import notice
from evidence.china import CHINA
from evidence.columns_discovery import is_article
from evidence.html import decode
from evidence.links import LinkReader
from evidence.records import LinkKind, Need, Probe
from evidence.scope import inside
from evidence.script_writing import writings
from evidence.urls import normalise
from evidence.verdict import NOT_BROKEN, VerdictKind, classify
from evidence.visible import read_visible

TITLES = 3
LEADS = 2  # pages that do nothing but lead on, before the home page
BESIDE = 1  # further searches of the home page that are asked where the first finds nothing
FRAMES = 3
FILES = 4  # script files of the home page that are read in search of a search
ABSURD = "龘鱻骉犇羴"  # letters that no page puts side by side
BARE = 80
LONGEST_PAUSE = 60  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A page that may hold the search."""

    url: str
    html: str
    encoding: str
    tree: LexborHTMLParser

    @property
    def menus(self) -> frozenset[str]:
        """What it links to besides articles: a results page shows it too, and it is no result."""
        found = (normalise(node.attributes.get("href") or "", self.url) for node in self.tree.css("a[href]"))
        return frozenset(address for address in found if address and not is_article(address))

    @property
    def frame(self) -> Frame:
        """What a results page of the site may have in common with it."""
        return Frame(
            addresses=self.menus,
            scripts=frozenset(inline_scripts(self.tree)),
            lines=frozenset(read_visible(self.tree).text.splitlines()),
            files=script_files(self.tree, self.url),
        )


async def probe_search(request: ProbeRequest) -> AsyncIterator[Probe]:
    """Find the site's search and ask it."""
    home = await _home(request)
    if home is None:
        yield _probe(request.home, {"kind": "form", "found": False, "unseen": "home"})
        return
    form = await _find(request, home)
    if form is None:
        yield _probe(request.home, {"kind": "form", "found": False, "unseen": _unseen(home)})
    else:
        for probe in await _asked_well(request, form, home):
            yield probe
    for part in dict.fromkeys(request.plan.target.fronts):
        async for probe in _probe_part(request, part, form):
            yield probe


async def _home(request: ProbeRequest) -> _Source | None:
    """The home page, or the page of the site that it does nothing but lead to."""
    source = await _source(request, request.home)
    for _ in range(LEADS):
        target = _leads_to(source) if source is not None else ""
        if not target:
            break
        source = await _source(request, target) or source
    return None if source is not None and _is_login(source) else source


def _is_login(source: _Source) -> bool:
    """Whether the home page is a login: the crawl may have been sent there before, and knows it by that address."""
    return notice.names_login(source.url) and source.tree.css_first("input[type=password]") is not None


def _leads_to(source: _Source) -> str:
    if len(read_visible(source.tree).text) >= BARE:
        return ""
    links = LinkReader().read(source.tree, source.html, source.url, source.encoding)
    onward = (link.target for link in links if link.kind is LinkKind.REFRESH and link.target != source.url)
    return next((target for target in onward if in_site(target, source.url)), "")


async def _asked_well(request: ProbeRequest, form: SearchForm, home: _Source) -> list[Probe]:
    """The records of one search of the portal: where it finds no title, those of the one beside it that does."""
    keywords = [("keyword", word, "") for word in request.keywords]
    beside = other_searches(home.tree, home.html, form, home.encoding)[:BESIDE] if form.page == home.url else ()
    first: list[Probe] = []
    for one in (form, *beside):
        asked = [probe async for probe in _questions(request, one, home, _of_portal(request), keywords)]
        told = [_probe(request.home, {"kind": "form", "found": True, **asdict(one)}), *asked]
        if not beside or any(probe.data.get("match") for probe in asked):
            return told
        first = first or told
    return first


def _of_portal(request: ProbeRequest) -> tuple[SeenPage, ...]:
    """The pages of the portal's own, unless only its units have articles: theirs may lie in an index of their own."""
    parts = [part for part in request.plan.target.prefixes if not inside(part, request.home)]
    own = tuple(page for page in request.pages if not any(inside(part, page.url) for part in parts))
    return own if candidates(request.home, own) else request.pages


async def _probe_part(request: ProbeRequest, part: str, portals: SearchForm | None) -> AsyncIterator[Probe]:
    """Ask the search of a part whose front page was read, where it is another than the portal's."""
    pages = tuple(page for page in request.pages if inside(part, page.url))
    front = next((page.url for page in pages if page.url.rstrip("/") == part.rstrip("/")), "")
    source = await _source(request, front) if front and front != request.home else None
    form = find_search(source.tree, source.html, source.url, source.encoding) if source else None
    same = form is not None and portals is not None and form.address(ABSURD) == portals.address(ABSURD)
    if source is None or form is None or same or form.method != "get":
        return
    yield _probe(front, {"kind": "form", "found": True, "part": part, **asdict(form)})
    async for probe in _questions(request, form, source, pages, []):
        yield replace(probe, data={**probe.data, "part": part})


async def _questions(
    request: ProbeRequest,
    form: SearchForm,
    source: _Source,
    pages: tuple[SeenPage, ...],
    further: list[tuple[str, str, str]],
) -> AsyncIterator[Probe]:
    """Ask one search for a word nobody wrote, for titles among these pages, and for further words."""
    if form.method != "get":
        return
    titles = [("title", title, article) for title, article in await _titles(request, source, pages)]
    for purpose, word, article in [("absurd", ABSURD, ""), *titles, *further]:
        url = form.address(word)
        if url is not None:
            data = await _ask(request, form, url, word, article, source.frame)
            yield _probe(url, {"kind": "query", "purpose": purpose, "word": word, "article": article, **data})


def _unseen(home: _Source) -> str:
    """Why a search that was not found may be there all the same; "" where all was seen."""
    if is_drawn(home.html) or len(read_visible(home.tree).text) < BARE:
        return "drawn"
    return "hinted" if hints_at_search(home.tree) else ""


async def _find(request: ProbeRequest, home: _Source) -> SearchForm | None:
    """The search of the home page, of its frames, or of the page that its link 搜索 leads to.

    A frame of another host is read where it is of the same domain or says that it is a search: others show the weather.
    """
    found = find_search(home.tree, home.html, home.url, home.encoding)
    if found is not None and found.method == "get":
        return found
    frames = [
        (normalise(node.attributes.get("src") or "", home.url), says_search(node))
        for node in home.tree.css("iframe[src],frame[src]")
    ]
    near = [url for url, says in frames if url and (says or in_site(url, home.url))][:FRAMES]
    for url in (*near, *search_pages(home.tree, home.url)[:FRAMES]):
        source = await _source(request, url)
        other = find_search(source.tree, source.html, source.url, source.encoding) if source else None
        if other is not None and (found is None or other.method == "get"):
            found = other
            if found.method == "get":
                break
    return found or await _written(request, home) or await _dead_link(request, home)


async def _dead_link(request: ProbeRequest, home: _Source) -> SearchForm | None:
    """The link 站内搜索 of the home page, where it leads to nothing at two looks."""
    for url in search_pages(home.tree, home.url)[:FRAMES]:
        kinds = []
        for look in (1, 2):
            answer = await _fetch(request, url, look)
            kinds.append(_verdict(answer, request.home)[0] if answer is not None else VerdictKind.FORBIDDEN)
            if kinds[-1] in NOT_BROKEN:
                break
            await asyncio.sleep(request.plan.pace.second_look if look == 1 else 0)
        if not NOT_BROKEN.intersection(kinds):
            return SearchForm(page=home.url, method="dead", head=url)
    return None


async def _written(request: ProbeRequest, home: _Source) -> SearchForm | None:
    """The search that a script file of the site writes into its home page: its head is often kept in one."""
    files = [url for url in sorted(script_files(home.tree, home.url)) if in_site(url, home.url) and not is_library(url)]
    for url in files[:FILES]:
        answer = await _fetch(request, url)
        if answer is None or classify(answer.fetch) is not VerdictKind.OK:
            continue
        code, _ = decode(answer.body, answer.fetch.content_type)
        html = "".join(writing.text for writing in writings(code))
        found = find_search(LexborHTMLParser(html), html, home.url, home.encoding) if "<input" in html else None
        if found is not None:
            return found
    return None


async def _titles(request: ProbeRequest, front: _Source, pages: tuple[SeenPage, ...]) -> list[tuple[str, str]]:
    """Titles of published articles with their addresses."""
    today: date = datetime.now(CHINA).date()
    names = names_of(front.tree, front.html)
    found: dict[str, str] = {}
    for urls in to_read(candidates(front.url, pages), today):
        for url in urls:
            source = await _source(request, url)
            title = title_of(source.html, source.url, today, names) if source else ""
            if source is not None and title:
                found.setdefault(title, source.url)
            if len(found) == TITLES:
                break
        if found:
            break
    return list(found.items())


async def _source(request: ProbeRequest, url: str) -> _Source | None:
    answer = await _fetch(request, url)
    if answer is None or classify(answer.fetch) is not VerdictKind.OK or not answer.body:
        return None
    html, encoding = decode(answer.body, answer.fetch.content_type)
    if _is_wall(notice.notice(notice.Answer.of(answer.fetch, answer.body, html))):
        return None
    return _Source(url=answer.fetch.final_url, html=html, encoding=encoding, tree=LexborHTMLParser(html))


async def _fetch(request: ProbeRequest, url: str, look: int = 1) -> Answer | None:
    """One look; None where robots.txt forbids it."""

    async def permits(address: str) -> bool:
        return (await request.robots.rules(address)).allows(address)

    if not await permits(url):
        return None
    limit = request.plan.limits.page_bytes
    return await request.fetcher.fetch(url, limit=limit, look=look, fresh=look > 1, permits=permits)


async def _ask(
    request: ProbeRequest, form: SearchForm, url: str, word: str, article: str, frame: Frame
) -> dict[str, Any]:
    """The data of one question; what fails is asked twice, and so is a search that wants to be left alone a while."""
    data = await _asked(request, form, url, word, article, frame)
    if pause := data.get("pause"):
        await asyncio.sleep(min(pause, LONGEST_PAUSE) + 0.5)
        data = await _asked(request, form, url, word, article, frame, first=2)
    return data


async def _asked(
    request: ProbeRequest, form: SearchForm, url: str, word: str, article: str, frame: Frame, first: int = 1
) -> dict[str, Any]:
    answer = await _fetch(request, url, first)
    if answer is not None and _verdict(answer, request.home)[0] not in NOT_BROKEN:
        await asyncio.sleep(request.plan.pace.second_look)
        answer = await _fetch(request, url, first + 1)
    if answer is None:
        return {"verdict": VerdictKind.FORBIDDEN.value}
    kind, html = _verdict(answer, request.home)
    fetch = answer.fetch
    data: dict[str, Any] = {
        "verdict": kind.value,
        "status": fetch.status,
        "failure": fetch.failure.kind.value if fetch.failure else "",
        "final_url": fetch.final_url,
        "elapsed": fetch.elapsed,
        "body_hash": fetch.body_hash,
    }
    if kind is not VerdictKind.OK:
        return data
    read = read_results(html, fetch.final_url, word, frame, form.field)
    match = matching(read, word, article) if article else ""
    return data | asdict(read) | {"match": match, "results": [asdict(one) for one in read.results]}


def _verdict(answer: Answer, home: str) -> tuple[VerdictKind, str]:
    """What one answer is, with what is noticed in it, and its text."""
    fetch = answer.fetch
    if fetch.failure is not None:
        return classify(fetch), ""
    html, _ = decode(answer.body, fetch.content_type)
    seen = notice.Answer.of(fetch, answer.body, html)
    marks = notice.notice(seen)
    if _is_wall(marks):
        return VerdictKind.BLOCKED, ""
    if fetch.ok and (not answer.body.strip() or any(mark.startswith("empty") for mark in marks)):
        return VerdictKind.EMPTY, ""
    if fetch.ok and fetch.hops and fetch.final_url == home:
        return VerdictKind.REDIRECT_HOME, ""
    return classify(fetch), html


def _is_wall(marks: Iterable[str]) -> bool:
    return any(mark.startswith(("challenge", "login-wall")) for mark in marks)


def _probe(subject: str, data: Mapping[str, Any]) -> Probe:
    return Probe(need=Need.SEARCH, subject=subject, at=datetime.now(UTC), data=data)
