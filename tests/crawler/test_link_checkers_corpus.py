"""The fixtures of other link checkers, served and crawled. With `-s` the figures are printed."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from checks.testing import FakeSite
from evidence.anchors import missing_anchors
from evidence.urls import Resolver
from evidence.verdict import VerdictKind
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import Behaviour, Hit, answer, serving
from tests.crawler.nameserver import naming

TYPES = {".html": "text/html", ".htm": "text/html", ".css": "text/css", ".md": "text/plain", ".jpeg": "image/jpeg"}
FRAGMENT_MISSING = "ok page, fragment missing"
DECIDABLE = {"ok", "missing", "invalid URL", FRAGMENT_MISSING}
# What scripts read from an address as a state or a route is not judged, whatever stands in the page.
ROUTES = {"./target.html#/route", "./target.html#!/legacy-route"}
# The rest of a `data:` picture, cut at its comma when the list was made: no browser asks for it.
CUT = "iVBORw0KGgo"


class Row(NamedTuple):
    page: str
    written: str
    expected: str


def _rows(file: Path) -> Iterator[Row]:
    csv.field_size_limit(10_000_000)
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["expected"] in DECIDABLE:
                yield Row(row["page"], row["link_as_written"], row["expected"])


def _files(root: Path) -> Behaviour:
    async def behave(hit: Hit, writer: object) -> bool | None:
        path = root / unquote(hit.path.partition("?")[0]).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return await answer("missing", 404, type_="text/plain")(hit, writer)  # type: ignore[arg-type]
        type_ = TYPES.get(path.suffix, "application/octet-stream")
        return await answer(path.read_bytes(), type_=type_)(hit, writer)  # type: ignore[arg-type]

    return behave


async def _says(root: Path, rows: list[Row]) -> list[str]:
    """What hecha says of each link of these rows, `page` counted from the root: ok, missing or fragment missing."""
    async with serving() as server, naming({}) as dns:
        server.default = _files(root)
        homes = [server.url("/" + row.page) for row in rows]
        seen = await crawl(plan(server.url("/"), seeds=tuple(homes), network={"resolver": dns.address}))
    sources = {visit.fetch.final_url: visit.body for visit in seen.visits if visit.body is not None}
    anchors = {f"{found.target}#{found.fragment}" for found in missing_anchors(FakeSite.of(sources, home=homes[0]))}
    said = []
    for home, row in zip(homes, rows, strict=True):
        target = Resolver(home, cache={}).resolve(row.written) or row.written
        looks = seen.verdict(target.partition("#")[0])
        found = "ok" if looks.looks else "never looked at"
        # These checkers ask whether an address answers: that nothing is to be seen there is for us to say.
        gone = looks.broken and looks.kind is not VerdictKind.EMPTY
        said.append("missing" if gone else FRAGMENT_MISSING if target in anchors else found)
    return said


@pytest.mark.parametrize("name", ["linkinator", "lychee"])
async def test_found_and_missing(corpus: Path, name: str) -> None:
    folder = corpus / "link-checkers"
    rows = list(_rows(folder / f"{name}-expected.csv"))
    differing = []
    for top in sorted({row.page.partition("/")[0] for row in rows}):
        mine = [row for row in rows if row.page.partition("/")[0] == top]
        nested = "/" in mine[0].page
        local = [row._replace(page=row.page.partition("/")[2]) for row in mine] if nested else mine
        said = await _says(folder / name / top if nested else folder / name, local)
        for row, word in zip(mine, said, strict=True):
            expected = "missing" if row.expected == "invalid URL" else row.expected
            if word != expected:
                differing.append((row.page, row.written[:60], expected, word))
    print(f"\n{name}: {len(rows) - len(differing)}/{len(rows)} agreed", *differing, sep="\n")
    assert rows
    assert [d for d in differing if d[1] not in ROUTES and not d[1].startswith(CUT)] == []
