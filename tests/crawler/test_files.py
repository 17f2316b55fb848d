"""Attachments are kept whole when a check reads them, within limits that are told, and never otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from evidence.documents.model import Document, Unread
from evidence.records import Need, SiteInfo
from jobs.clock import Clock
from jobs.gather import Gathered, gather
from jobs.settings import LimitSettings, NetworkSettings, PaceSettings, Settings
from storage.site import StoredSite
from storage.store import Store, open_store
from tests.crawler.crawling import Seen, crawl, plan
from tests.crawler.faulty import FaultServer, answer, page, raw, reset, serving
from tests.crawler.test_nights import Shelf
from tests.evidence.files_made import docx_of, xlsx_of

LIST = xlsx_of((("姓名", "电话"), ("张某某", "139")))
NOTE = docx_of(["全文"])
LONG = b"%PDF-1.4" + bytes(80_000)
HOME = page("/a.xlsx", "/down.jsp?id=1", "/lang.pdf", "/z.zip", "/b.csv", "/verboten/c.docx")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def office() -> dict[str, Any]:
    """A portal with attachments of every kind; one has no ending and bears its name in a header."""
    named = {"Content-Disposition": "attachment; filename*=UTF-8''%E9%99%84%E4%BB%B6.docx"}
    return {
        "/": HOME,
        "/robots.txt": answer(b"User-agent: *\nDisallow: /verboten/", type_="text/plain"),
        "/a.xlsx": answer(LIST, type_="application/octet-stream"),
        "/down.jsp?id=1": answer(NOTE, type_="application/octet-stream", headers=named),
        "/lang.pdf": answer(LONG, type_="application/pdf"),
        "/z.zip": answer(b"PK\x03\x04" + bytes(80_000), type_="application/zip"),
        "/b.csv": answer("姓名,电话\n".encode() * 9000, type_="text/csv"),
        "/verboten/c.docx": answer(NOTE, type_=WORD),
    }


def kept(seen: Seen) -> dict[str, int]:
    """The attachments that were kept, by path, with their size."""
    return {
        visit.fetch.url.partition("/")[2].partition("/")[2].partition("/")[2]: len(visit.body)
        for visit in seen.visits
        if visit.body is not None and visit.links is None
    }


async def test_kept_whole_where_a_check_reads_them() -> None:
    async with serving(office()) as server:
        seen = await crawl(plan(server.url("/"), files=True))
        sizes = {"a.xlsx": len(LIST), "down.jsp?id=1": len(NOTE), "lang.pdf": len(LONG), "b.csv": 9000 * 14}
        assert kept(seen) == sizes and len([hit for hit in server.hits if hit.path == "/a.xlsx"]) == 1
        assert "/verboten/c.docx" not in server.paths
        (archive,) = seen.looks(server.url("/z.zip"))
        assert archive.size <= 65_536


async def test_nothing_is_kept_where_none_does() -> None:
    async with serving(office()) as server:
        seen = await crawl(plan(server.url("/")))
        assert kept(seen) == {}
        assert next(hit for hit in server.hits if hit.path == "/a.xlsx").headers["range"] == "bytes=0-4095"
        assert max(fetch.size for fetch in seen.looks(server.url("/lang.pdf"))) <= 65_536


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"file_bytes": 50_000}, "file-bytes"),
        ({"max_files": 0}, "max-files"),
        ({"files_bytes": 60_000}, "files-bytes"),
    ],
)
async def test_limits_are_kept_and_told(limits: dict[str, int], reason: str) -> None:
    async with serving(office()) as server:
        seen = await crawl(plan(server.url("/"), files=True, limits=limits))
        assert seen.skips[server.url("/lang.pdf")] == reason and "lang.pdf" not in kept(seen)
        (fetch,) = seen.looks(server.url("/lang.pdf"))
        assert fetch.ok and fetch.size <= 65_536 and fetch.truncated
        assert sum(kept(seen).values()) <= limits.get("files_bytes", 10**9)


async def test_a_length_that_is_not_told_is_cut_at_the_limit() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nConnection: close\r\n\r\n"
    async with serving({**office(), "/lang.pdf": raw(head + LONG)}) as server:
        seen = await crawl(plan(server.url("/"), files=True, limits={"file_bytes": 70_000}))
        (fetch,) = seen.looks(server.url("/lang.pdf"))
        assert fetch.size == 70_000 and seen.skips[server.url("/lang.pdf")] == "file-bytes"


async def test_a_page_under_the_address_of_a_file_is_none() -> None:
    async with serving({**office(), "/a.xlsx": page(title="登录")}) as server:
        assert "a.xlsx" not in kept(await crawl(plan(server.url("/"), files=True)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        yield opened


async def night(store: Store, server: FaultServer, day: int, **limits: int) -> Gathered:
    info = SiteInfo(id="portal", name="示例门户", url=server.url("/"))
    store.sites.upsert(info)
    settings = Settings(
        network=NetworkSettings(allow_private=("127.0.0.0/8",)),
        pace=PaceSettings(per_host=2, interval=0.0, timeout=2.0, second_look=0.01),
        limits=LimitSettings(**limits),
    )
    clock = Clock(today=datetime(2026, 11, day, 1, tzinfo=UTC).date())
    return await gather(store, info, frozenset({Need.PAGES, Need.LINKS, Need.FILES}), settings, clock=clock)


async def test_stored_once_and_asked_for_on_condition(store: Store) -> None:
    shelf = Shelf()
    routes = {**office(), "/a.xlsx": shelf.holds(LIST, type_="application/octet-stream")}
    async with serving(routes) as server:
        for day in (1, 2):
            run = (await night(store, server, day)).run
            file = StoredSite(store, run).file(server.url("/a.xlsx"))
            assert file is not None and isinstance(file.document, Document)
            assert [cell.text for cell in file.document.tables[0][1]] == ["张某某", "139"]
    assert shelf.not_modified == 1


async def test_what_a_limit_cut_is_unseen_and_in_the_coverage_statement(store: Store) -> None:
    async with serving({**office(), "/weg.doc": reset(), "/": page("/lang.pdf", "/a.xlsx", "/weg.doc")}) as server:
        gathered = await night(store, server, 1, file_bytes=50_000)
        site = StoredSite(store, gathered.run)
        documents = {file.url: file.document for file in site.files()}
    assert documents.keys() == {server.url("/a.xlsx"), server.url("/lang.pdf")}  # a dead one is another check's
    assert documents[server.url("/lang.pdf")] == Unread("超过单个附件的大小上限")
    assert "超过单个附件的大小上限：1 个附件的内容未读取" in gathered.coverage.notes and gathered.coverage.complete
    assert [(skip.url, skip.reason) for skip in site.skips()] == [(server.url("/lang.pdf"), "file-bytes")]
    assert gathered.coverage.pages == 1


async def test_an_interrupted_run_remembers_how_much_it_has_kept() -> None:
    async with serving(office()) as server:
        whole = await crawl(plan(server.url("/"), files=True))
        past = [visit for visit in whole.visits if "csv" not in visit.fetch.url]
        seen = await crawl(plan(server.url("/"), files=True, limits={"max_files": 3}), past=past)
        assert seen.skips[server.url("/b.csv")] == "max-files"
        (list_,) = [visit for visit in past if visit.fetch.url == server.url("/a.xlsx")]
        cut = replace(list_, fetch=replace(list_.fetch, url=server.url("/x.xlsx"), truncated=True))
        again = await crawl(plan(server.url("/"), files=True), past=[*past, cut])
        assert again.skips[server.url("/x.xlsx")] == "file-broken"
