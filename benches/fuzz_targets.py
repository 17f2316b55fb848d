"""What is fuzzed: every reader of what a portal wrote, each from bytes, with what must hold whatever the bytes are.

A target raises for a fault of ours: an exception that escapes a reader, or an assertion that does not hold.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from selectolax.lexbor import LexborHTMLParser

from checks.engine import audit
from checks.model import Outcome
from checks.registry import registry
from checks.testing import FakeSite
from crawler.robots import parse
from crawler.sitemap import addresses_in, is_index, unpack
from evidence.blank import is_blank
from evidence.date_page import publish_date
from evidence.date_text import fields, read_dates
from evidence.documents.model import Document
from evidence.documents.read import read_document
from evidence.html import decode, decode_as
from evidence.links import LinkReader
from evidence.lists import list_items
from evidence.meta import read_tags
from evidence.notice import Answer, notice, title_of, visible_text
from evidence.page import Page
from evidence.personal import find_personal, mask_personal
from evidence.records import Fetch
from evidence.report_lines import read_report_lines
from evidence.report_page import read_report_document, read_report_page
from evidence.titles import book_titles, cores, document_numbers, own_number, same_document
from evidence.urls import Resolver, file_suffix, host_of, is_web, normalise, path_of, without_session
from evidence.visible import read_visible

Target = Callable[[bytes], object]

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
URL = "http://www.example.gov.cn/zwgk/zcwj/index.html"
BASES = (URL, "https://[::1]:8080/", "http://h/a;x/./b", "http://www.example.gov.cn:81/a/b?c=d")
REPORT = "三、收到和处理政府信息公开申请情况"
UNPACKED = 1_000_000  # bytes


def urls(data: bytes) -> None:
    """An address as a page may write it, on one of several bases."""
    href = decode(data)[0]
    base = normalise(BASES[len(data) % len(BASES)]) or ""
    resolved, plain = Resolver(base, cache={}).resolve(href), normalise(href, base)
    assert (resolved is None) == (plain is None)
    if plain is not None and resolved is not None:
        assert normalise(plain) == plain
        assert resolved.partition("#")[0] == without_session(plain)
        assert without_session(resolved) == resolved
        host_of(plain), path_of(plain), file_suffix(plain)
    is_web(href)


def decoding(data: bytes) -> None:
    """A body with the charset its header names before the first line end."""
    header, _, body = data.partition(b"\n")
    text, encoding = decode(body, f"text/html; charset={header.decode('latin-1')}")
    assert decode_as(body, encoding) == text
    text.encode("utf-8")


def links(data: bytes) -> None:
    """The links of a page, of a data block, of a style sheet and of a header."""
    text, encoding = decode(data)
    reader = LinkReader()
    found = reader.read(LexborHTMLParser(text), text, URL, encoding)
    found += reader.read_data(text, URL, encoding) + reader.read_style(text, URL) + reader.read_header(text, URL)
    for link in found:  # a malformed address keeps its written form
        assert "#" not in link.target or normalise(link.target) is None or not is_web(link.target)


def dates(data: bytes) -> None:
    """The dates of a text and the date of publishing of a page."""
    text, _ = decode(data)
    for found in read_dates(text, today=TODAY):
        assert found.text
    fields(text, TODAY)
    publish_date(LexborHTMLParser(text), URL, today=TODAY)


def lists(data: bytes) -> None:
    """The rows of the lists of a page, and whether it says anything."""
    text, _ = decode(data)
    for item in list_items(LexborHTMLParser(text), URL, today=TODAY):
        assert item.title or item.url or item.published
    fetch = Fetch(url=URL, at=NOON, status=200, final_url=URL, content_type="text/html")
    is_blank(Page(url=URL, fetch=lambda: fetch, depth=1, read=lambda: text, links=tuple))
    read_visible(LexborHTMLParser(text))


def robots(data: bytes) -> None:
    """The rules of a robots.txt, asked about a few addresses."""
    rules = parse(data)
    for url in (*BASES, "http://www.example.gov.cn/%E6%94%BF?a=*$"):
        assert isinstance(rules.allows(url), bool)
    rules.parsed.crawl_delay("hecha")
    for url in rules.sitemaps:
        normalise(url, URL)


def sitemap(data: bytes) -> None:
    """The addresses of a sitemap, packed or not."""
    text = unpack(data, UNPACKED)
    is_index(text)
    for address in addresses_in(text):
        assert address
        normalise(address, URL)


def reports(data: bytes) -> None:
    """An annual report as a page and as the lines of a PDF."""
    text, _ = decode(data)
    read_report_page(LexborHTMLParser(text))
    read_report_lines([REPORT, *text.splitlines()])


def files(data: bytes) -> None:
    """An attachment of any form, also as a list and as an annual report."""
    for suffix in ("", "txt", "csv"):
        read = read_document(data, suffix)
        if isinstance(read, Document):
            read_report_document(read)


def notices(data: bytes) -> None:
    """What is noticed in an answer; its first byte tells the status."""
    head, _ = decode(data[1:])
    status = (200, 404, 403, 412, 500, 521)[data[0] % 6] if data else 200
    answer = Answer(
        url=URL, final_url=URL, status=status, headers={}, content_type="text/html", size=len(data), head=head,
        raw=data[1:65_536],
    )  # fmt: skip
    assert len(notice(answer, home="http://www.example.gov.cn/")) <= 1
    title_of(head), visible_text(head), read_tags(head)


def personal(data: bytes) -> None:
    """Personal numbers in a text: none is left once they are masked."""
    text, _ = decode(data)
    find_personal(text)
    masked = mask_personal(text)
    assert len(masked) == len(text)
    assert find_personal(masked) == ()


def titles(data: bytes) -> None:
    """The documents that a title names."""
    text, _ = decode(data)
    found = cores(text)
    assert all(core.text for core in found)
    if found:
        same_document(found[0], found[-1])
    book_titles(text), document_numbers(text), own_number(text)


def checks(data: bytes) -> None:
    """All checks over a site of one home page and one article: none may end in an error."""
    text, _ = decode(data)
    home, _, article = text.partition("\x00")
    site = FakeSite.of({"/": home, "/zwgk/t20260101_1.html": article or home})
    for result in audit(site, registry().choose(None)):
        assert result.outcome is not Outcome.ERROR, f"{result.check}: {result.reason}"


TARGETS: Mapping[str, Target] = {
    function.__name__: function
    for function in (
        urls, decoding, links, dates, lists, robots, sitemap, reports, files, notices, personal, titles, checks,
    )
}  # fmt: skip
