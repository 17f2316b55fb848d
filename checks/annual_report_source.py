"""Where the text of a report is: on its page, in a file that the page offers, or in a file that the list links."""

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from checks.annual_report_find import Linked, attachments
from checks.annual_report_title import year_of_period
from evidence.documents.model import Document, Unread
from evidence.page import Page
from evidence.report_grid import compact
from evidence.report_model import PARTS, Report, Tables
from evidence.report_page import read_report_document, read_report_page
from evidence.site import Site

FILES_OPENED = 4  # of one page; a report has one, perhaps in two forms
NOTHING_OF_IT = "其中没有找到年报的规定内容"
NOT_FETCHED = "没有下载（格式暂不读取，或不在本站）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report as it was read: the page to mend, the file it stands in, what it says.

    `report` is None where it could not be read, for the Chinese reason `unread` about `at`. `drawn`: a table that was
    not found may stand in a picture or in a file that could not be read.
    """

    page_url: str
    file: str | None = None
    report: Report | None = None
    drawn: bool = False
    unread: str = ""

    @property
    def at(self) -> str:
        """Where a reader finds the report."""
        return self.file or self.page_url


def read_source(site: Site, one: Linked, page: Page | None, year: int) -> Source:
    """The report of a year that a link leads to; `page` is the page at its end, None for a file."""
    if one.is_file:
        file = _in_file(site, one.url, year)
        return replace(file, page_url=one.places[0], unread=file.unread and f"以附件形式发布，{file.unread}")
    if page is None:
        return Source(page_url=one.url, unread="的页面没有读到")
    further = [site.page(url) for url in _further(page)]
    if None in further:
        return Source(page_url=page.url, unread="分页发布，有的页没有读到")
    trees = [page.tree, *(one.tree for one in further if one)]
    on_page = Source(page_url=page.url, report=read_report_page(*trees), drawn=any(map(has_pictures, trees)))
    files = tuple(dict.fromkeys(attachments(page)))[:FILES_OPENED]
    if on_page.report is None or _is_whole(on_page.report) or not files:
        return _told(on_page, files)
    found = tuple(_in_file(site, url, year) for url in files)
    read = sorted((source for source in found if source.report), key=_fullness)
    if not read:
        return _told(replace(on_page, drawn=True), files, found[0].unread)
    best = read[-1]
    if on_page.report.empty:
        return replace(best, page_url=page.url)
    drawn = on_page.drawn or best.drawn or len(read) < len(found)
    return replace(on_page, report=_joined(on_page.report, best.report), drawn=drawn)


def _further(page: Page) -> tuple[str, ...]:
    """The other pages of an article that is cut in several: `t_1.html` of `t.html`, in the order of their numbers."""
    stem, dot, suffix = page.url.rpartition(".")
    numbered = re.compile(rf"{re.escape(stem)}[_-](\d{{1,2}}){re.escape(dot + suffix)}")
    found = {int(match[1]): link.target for link in page.links if (match := numbered.fullmatch(link.target))}
    return tuple(found[number] for number in sorted(found))


def has_pictures(tree: LexborHTMLParser) -> bool:
    """Whether a picture or an inner frame stands among the parts of a report, where a table may be drawn."""
    body = tree.body
    text, inside = "", False
    for node in body.traverse(include_text=True) if body is not None else ():
        if node.tag == "-text":
            text = (text + compact(node.text()))[-40:]
            if not inside and "公开政府信息情况" in text:
                inside, text = True, ""
            elif inside and "需要报告的事项" in text:
                return False
        elif inside and node.tag in ("img", "iframe", "object", "embed"):
            return True
    return False


def _in_file(site: Site, url: str, year: int) -> Source:
    file = site.file(url)
    document = file.document if file else Unread(NOT_FETCHED)
    if not isinstance(document, Document):
        return Source(page_url=url, file=url, unread=document.reason)
    report = read_report_document(document)
    if report.empty or year_of_period(report.text) not in (None, year):
        return Source(page_url=url, file=url, unread=NOTHING_OF_IT)
    return Source(page_url=url, file=url, report=report, drawn=document.pictures or bool(document.lacking))


def _told(source: Source, files: tuple[str, ...], why: str = "") -> Source:
    """The source as it is or, where nothing of a report was found on the page, why."""
    if source.report is None or not source.report.empty:
        return source
    if files:
        return replace(source, report=None, file=files[0], unread=f"以附件形式发布，{why or NOTHING_OF_IT}")
    return replace(source, report=None, unread="不是网页文字（可能是图片或由脚本加载）")


def _is_whole(report: Report) -> bool:
    return len(report.parts) == len(PARTS) and all(report.tables)


def _fullness(source: Source) -> tuple[int, ...]:
    report = source.report
    return (sum(map(bool, report.tables)), report.exact, len(report.parts)) if report else ()


def _joined(page: Report, file: Report | None) -> Report:
    """A report of which the page holds one part and its file the other."""
    if file is None:
        return page
    tables = Tables(
        disclosed=page.tables.disclosed or file.tables.disclosed,
        requests=page.tables.requests or file.tables.requests,
        reviews=page.tables.reviews or file.tables.reviews,
    )
    exact = page.exact and (file.exact or tables == page.tables)
    return Report(text=page.text, parts=page.parts | file.parts, tables=tables, exact=exact)
