"""Attachments of a stored run: what was kept, what was not, and what only looks like one."""

from hashlib import sha256

from evidence.documents.model import Document, Unread
from evidence.records import Failure, FailureKind, Fetch, Link, LinkKind, Skip, Visit
from storage.site import StoredSite
from storage.store import Store
from tests.storage.conftest import NOW

HOME = "http://www.jia.gov.cn/"


def look(
    path: str, body: bytes = b"", *, to: str = "", kind: str = "text/plain", status: int = 200, n: int = 1
) -> Fetch:
    digest = sha256(body).hexdigest() if body else ""
    ends = HOME + (to or path)
    return Fetch(url=HOME + path, final_url=ends, at=NOW, status=status, content_type=kind, body_hash=digest, look=n)


def test_files(store: Store, run: int) -> None:
    body, source = "通知\n全文".encode(), b"<title>home</title>"
    links = (Link(HOME + "a.txt", "附件", LinkKind.A), Link(HOME + "alt.html", "旧址", LinkKind.A))
    broken = [Fetch(url=HOME + "weg.doc", at=NOW, look=n, failure=Failure(kind=FailureKind.RESET)) for n in (1, 2)]
    store.evidence.writer(run).write(
        [
            Visit(fetch=look("", source, kind="text/html"), depth=0, body=source, links=links),
            Visit(fetch=look("alt.html", source, to="", kind="text/html"), depth=1),  # a page met again, no attachment
            Visit(fetch=look("a.txt", body), depth=1, body=body),
            Visit(fetch=look("kopie.txt", body), depth=1, body=body),
            Visit(fetch=look("lang.pdf", b"%PDF", kind="application/pdf"), depth=1),
            Visit(fetch=look("zu.xls", b"<html>", kind="text/html", status=403), depth=1),
            *(Visit(fetch=fetch, depth=1) for fetch in broken),
            Skip(HOME + "lang.pdf", "file-bytes"),
        ]
    )
    site = StoredSite(store, run)
    said = {file.url.removeprefix(HOME): file.document for file in site.files()}
    read = Document(lines=("通知", "全文"))
    assert said == {
        "a.txt": read,
        "kopie.txt": read,
        "lang.pdf": Unread("超过单个附件的大小上限"),
        "zu.xls": Unread("没有打开"),
    }
    assert [page.url for page in site.pages()] == [HOME]
    assert site.file(HOME + "weg.doc") is site.file(HOME) is site.file(HOME + "nie.pdf") is None
    one = site.file(HOME + "a.txt")
    assert one is not None and one.document == read and one.suffix == "txt"
    assert site.skips() == (Skip(HOME + "lang.pdf", "file-bytes"),)
