"""The builders for authors of checks keep the contract of a stored site."""

from datetime import UTC, datetime

from checks.registry import registry
from checks.testing import FakeSite
from evidence.records import Fetch

HOME = "http://www.example.gov.cn/"


def test_what_no_link_leads_to_has_no_depth() -> None:
    site = FakeSite.of({"/": "<a href=/a.html>甲</a>", "/a.html": "甲", "/b.html": "乙"})
    assert [site.depth(HOME + path) for path in ("", "a.html", "b.html", "c.html")] == [0, 1, None, None]


def test_a_dead_attachment_is_none() -> None:
    gone = HOME + "gone.pdf"
    dead = Fetch(url=gone, at=datetime(2026, 1, 1, tzinfo=UTC), status=404, final_url=gone)
    site = FakeSite.of({"/": ""}, looks=[dead], files={"/gone.pdf": b"%PDF", "/here.pdf": b"%PDF"})
    assert [file.url for file in site.files()] == [HOME + "here.pdf"]
    assert site.file(gone) is None


def test_looks_are_found_however_the_address_is_written() -> None:
    assert FakeSite.of({"/a.html": "甲"}).looks("/a.html")


def test_explanations_begin_at_the_margin() -> None:
    for check in registry().choose():
        assert not [line for line in check.explanation.splitlines() if line.startswith(" ")], check.id
