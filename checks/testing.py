"""Builders for the authors of checks: a site made of a few pages, without a network or a database."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from checks.api import Check
from checks.engine import audit
from checks.model import Result
from evidence.file import NOT_KEPT, File
from evidence.html import decode
from evidence.links import LinkReader
from evidence.page import Data, Page
from evidence.records import BROWSER, Coverage, Fetch, Link, LinkKind, Need, Place, Probe, SiteInfo, Skip, Unit
from evidence.urls import normalise

UNREACHED = 99  # the depth of a page that no links lead to
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class FakeSite:
    """A site in memory that reads like a stored one. Build it with `of`."""

    def __init__(
        self,
        info: SiteInfo,
        pages: Mapping[str, Page],
        looks: Mapping[str, tuple[Fetch, ...]],
        coverage: Coverage,
        probes: tuple[Probe, ...],
        observed_at: datetime,
        files: Mapping[str, bytes | None],
    ) -> None:
        self.info = info
        self.observed_at = observed_at
        self.coverage = coverage
        self.derived: dict[Callable[..., Any], Any] = {}
        self._pages = pages
        self._looks = looks
        self._probes = probes
        self._files = files

    @classmethod
    def of(
        cls,
        pages: Mapping[str, str | bytes],
        *,
        home: str = "http://www.example.gov.cn/",
        observed_at: datetime = NOON,
        looks: Iterable[Fetch] = (),
        units: Iterable[Unit] = (),
        coverage: Coverage | None = None,
        probes: Iterable[Probe] = (),
        files: Mapping[str, bytes | None] | None = None,
        rendered: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
    ) -> "FakeSite":
        """A site of these pages (address or path → source). Addresses in `looks` answered as told; a page answers 200.

        So do `files` (address or path → bytes, None: too large to be read). `rendered` are the documents of pages that
        a browser showed, after their scripts ran, `data` the answers that scripts are given.
        What a page links to and that is in neither was never looked at.
        """
        answers = {normalise(url, home) or url: text for url, text in (data or {}).items()}
        sources = {normalise(url, home) or url: source for url, source in pages.items()}
        texts = {url: decode(s) if isinstance(s, bytes) else (s, "utf-8") for url, s in sources.items()}
        reader = LinkReader()
        shown = {normalise(url, home) or url: document for url, document in (rendered or {}).items()}
        links = {u: reader.read(LexborHTMLParser(text), text, u, enc) for u, (text, enc) in texts.items()}
        for url, document in shown.items():
            further = reader.read(LexborHTMLParser(document), document, url)
            links[url] = tuple(dict.fromkeys((*links[url], *further)))
        depths = _depths(normalise(home) or home, links)
        fetches: dict[str, tuple[Fetch, ...]] = {}
        for look in looks:
            fetches[look.url] = (*fetches.get(look.url, ()), look)
        made: dict[str, Page] = {}
        for url, (text, encoding) in texts.items():
            fetch = Fetch(
                url=url, at=observed_at, status=200, final_url=url, content_type="text/html", encoding=encoding
            )
            fetches.setdefault(url, (fetch,))
            made[url] = Page(
                url=url,
                fetch=lambda fetch=fetch: fetch,  # type: ignore[misc]
                depth=depths.get(url, UNREACHED),
                read=lambda text=text: text,  # type: ignore[misc]
                links=lambda found=links[url]: found,  # type: ignore[misc]
                rendered=replace(fetch, method=BROWSER, look=2) if url in shown else None,
                read_rendered=(lambda document=shown[url]: document) if url in shown else None,  # type: ignore[misc]
                data=lambda found=links[url]: _answered(found, answers),  # type: ignore[misc]
            )
        attached = {normalise(url, home) or url: body for url, body in (files or {}).items()}
        for url in attached:
            fetches.setdefault(url, (Fetch(url=url, at=observed_at, status=200, final_url=url),))
        info = SiteInfo(id="example", name="示例网站", url=normalise(home) or home, units=tuple(units))
        return cls(info, made, fetches, coverage or Coverage(pages=len(made)), tuple(probes), observed_at, attached)

    def pages(self) -> Iterable[Page]:
        """Every page, shallowest first."""
        return sorted(self._pages.values(), key=lambda page: (page.depth, page.url))

    def page(self, url: str) -> Page | None:
        """The page at an address, redirects of `looks` followed."""
        looks = self._looks.get(url, ())
        return self._pages.get(looks[-1].final_url or url) if looks else self._pages.get(url)

    def page_addresses(self) -> frozenset[str]:
        """The addresses of all pages."""
        return frozenset(self._pages)

    def looks(self, url: str) -> tuple[Fetch, ...]:
        """All looks at an address."""
        return self._looks.get(normalise(url, self.info.url) or url, ())

    def targets(self) -> Iterable[str]:
        """Every address looked at."""
        return sorted(self._looks)

    def places(self, targets: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Where targets are used."""
        found: dict[str, list[Place]] = {target: [] for target in targets}
        for page in self.pages():
            for link in page.links:
                if link.target in found:
                    found[link.target].append(Place(page.url, link.text, link.kind))
        return {target: tuple(places) for target, places in found.items()}

    def depth(self, url: str) -> int | None:
        """Clicks from the home page; None where no links lead from it to the address."""
        page = self._pages.get(url)
        return page.depth if page is not None and page.depth < UNREACHED else None

    def skips(self) -> Iterable[Skip]:
        """Nothing is skipped."""
        return ()

    def files(self) -> Iterable[File]:
        """Every attachment that can be had."""
        return [file for url in sorted(self._files) if (file := self.file(url)) is not None]

    def file(self, url: str) -> File | None:
        """The attachment at an address; None where there is none or it is dead."""
        if url not in self._files or not (fetch := self._looks[url][-1]).ok:
            return None
        body = self._files[url]
        return File(url=url, fetch=fetch, read=lambda: body, unread=NOT_KEPT["file-bytes"])

    def probes(self, need: Need) -> tuple[Probe, ...]:
        """The probes of one kind."""
        return tuple(probe for probe in self._probes if probe.need == need)


def run_check(check: Check, site: FakeSite, options: Any = None) -> Result:
    """What one check says of a fake site, through the engine as in a night."""
    return audit(site, [check], {check.id: options} if options is not None else None)[0]


def _answered(links: Iterable[Link], answers: Mapping[str, str]) -> tuple[Data, ...]:
    asked = (link.target for link in links if link.kind is LinkKind.DATA)
    return tuple(Data(url, answers[url]) for url in asked if url in answers)


def _depths(home: str, links: Mapping[str, tuple[Link, ...]]) -> dict[str, int]:
    depths, queue = {home: 0}, deque([home])
    while queue:
        url = queue.popleft()
        for link in links.get(url, ()):
            if link.target not in depths:
                depths[link.target] = depths[url] + 1
                queue.append(link.target)
    return depths
