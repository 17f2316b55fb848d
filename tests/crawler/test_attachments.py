"""Attachments, probed by a few bytes: what a visitor cannot open, each beside what only looks like it."""

import gzip
import io
import re
import zipfile

import pytest

from demo.files import docx, pdf
from evidence.verdict import VerdictKind
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import Behaviour, Hit, answer, page, raw, serving

K = VerdictKind
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(3000)
LONG_PDF = pdf().replace(b"endobj", b"endobj\n%" + b"x" * 90_000, 1)
OFFICE_PAGE = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><meta name=ProgId content=Excel.Sheet><table>'
PAGE = "<!DOCTYPE html><html><body>" + "附件不存在的提示页" * 60
XLS = "application/vnd.ms-excel"


def archive(size: int = 200_000) -> bytes:
    """A zip whose one file is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.bin", bytes(range(256)) * (size // 256))
    return out.getvalue()


def file(data: bytes, *, type_: str = "application/octet-stream", ranges: bool = True) -> Behaviour:
    """A file, by a server that sends parts of it or does not."""

    async def behave(hit: Hit, writer: object) -> bool | None:
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", hit.headers.get("range", ""))
        if not ranges or asked is None or int(asked[1]) >= len(data):
            return await answer(data, type_=type_)(hit, writer)  # type: ignore[arg-type]
        begin, end = int(asked[1]), min(int(asked[2]), len(data) - 1)
        told = {"Content-Range": f"bytes {begin}-{end}/{len(data)}"}
        return await answer(data[begin : end + 1], 206, type_=type_, headers=told)(hit, writer)  # type: ignore[arg-type]

    return behave


def short(data: bytes, told: int, type_: str = "application/pdf") -> Behaviour:
    """An answer that says it is longer than it is."""
    return raw(b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (type_.encode(), told, data))


def packed(data: bytes) -> Behaviour:
    """A file sent compressed: its length is that of other bytes."""
    return answer(gzip.compress(data), type_="application/pdf", headers={"Content-Encoding": "gzip"})


CASES: dict[str, tuple[Behaviour, VerdictKind]] = {
    "empty.docx": (answer(b"", type_="application/msword"), K.EMPTY),
    "page.pdf": (answer(PAGE), K.WRONG_TYPE),
    "page.xls": (answer(PAGE, type_=XLS), K.WRONG_TYPE),
    "picture.pdf": (file(PNG), K.WRONG_TYPE),
    "word.pdf": (file(docx()), K.WRONG_TYPE),
    "said.doc": (answer('{"code":500,"msg":"文件不存在"}', type_="application/json"), K.WRONG_TYPE),
    "program.zip": (file(b"MZ\x90\x00" + bytes(5000)), K.WRONG_TYPE),
    "cut.pdf": (file(LONG_PDF[:60_000]), K.TRUNCATED),
    "cut.zip": (file(archive()[:150_000]), K.TRUNCATED),
    "cut.docx": (file(docx()[:-30]), K.TRUNCATED),
    "cut-small.pdf": (file(pdf()[:300], ranges=False), K.TRUNCATED),
    "short.pdf": (short(pdf(), 90_000), K.TRUNCATED),
    "whole.pdf": (file(LONG_PDF), K.OK),
    "whole.zip": (file(archive()), K.OK),
    "whole.docx": (file(docx()), K.OK),
    "no-parts.pdf": (file(LONG_PDF, ranges=False), K.OK),
    "no-parts-cut.pdf": (file(LONG_PDF[:80_000], ranges=False), K.OK),  # nobody has seen its end
    "packed.pdf": (packed(LONG_PDF), K.OK),
    "stub.pdf": (answer(b"%PDF-1.4", type_="application/pdf"), K.OK),
    "old.docx": (file(OLE), K.OK),
    "new.doc": (file(docx()), K.OK),
    "rich.doc": (file(rb"{\rtf1\ansi 1}"), K.OK),
    "table.xls": (answer(OFFICE_PAGE, type_=XLS), K.OK),
    "rar.zip": (file(b"Rar!\x1a\x07\x00" + bytes(99)), K.OK),
    "png.jpg": (file(PNG), K.OK),
    "unknown.wps": (file(b"\x01\x02\x03" * 99), K.OK),
    "short.html": (short(PAGE.encode(), 90_000, "text/html"), K.OK),
    "trailer.pdf": (file(pdf() + b"\r\n" * 90), K.OK),
}


async def test_what_a_visitor_cannot_open() -> None:
    async with serving({"/": page(*(f"/{name}" for name in CASES))}) as server:
        server.routes |= {f"/{name}": behaviour for name, (behaviour, _) in CASES.items()}
        seen = await crawl(plan(server.url("/")))
        kinds = {name: seen.kind(server.url(f"/{name}")) for name in CASES}
    assert kinds == {name: kind for name, (_, kind) in CASES.items()}


@pytest.mark.parametrize("name", ["whole.pdf", "whole.zip"])
async def test_a_probe_takes_a_few_bytes(name: str) -> None:
    async with serving({"/": page(f"/{name}"), f"/{name}": CASES[name][0]}) as server:
        await crawl(plan(server.url("/")))
        asked = [hit.headers["range"] for hit in server.hits if hit.path == f"/{name}"]
    size = len(LONG_PDF if name == "whole.pdf" else archive())
    assert asked == ["bytes=0-4095", f"bytes={size - 1024}-{size - 1}"]


async def test_a_server_that_sends_another_part_than_asked_says_nothing() -> None:
    async def confused(hit: Hit, writer: object) -> bool | None:
        told = {"Content-Range": "bytes 0-4095/90000"}
        return await answer(LONG_PDF[:4096], 206, headers=told, type_="application/pdf")(hit, writer)  # type: ignore[arg-type]

    async with serving({"/": page("/a.pdf"), "/a.pdf": confused}) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.kind(server.url("/a.pdf")) is K.OK
