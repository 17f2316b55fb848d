"""annual-report where the report is a file: the same rules by cells and by lines; what is not read is unknown."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks import Result
from checks.testing import FakeSite
from evidence.documents.package import Package
from evidence.report_grid import Grid, grids_of, origins
from evidence.visible import lines_of
from tests.checks.annual_report_cases import (
    HEADS,
    HOME,
    LAST,
    OURS,
    PAGE,
    PROSE,
    ROWS,
    codes,
    column,
    doubts,
    last_year,
    portal,
    report,
    said,
    table3,
)
from tests.checks.test_annual_report import COLUMN, measured
from tests.evidence.files_made import doc_of, word_xml, zip_of

WRONG = {**ROWS, "3.1": (10, 1, 0, 0, 2, 0, 99)}
ONLY_FILE = f"<title>{OURS[1]}</title><h1>{OURS[1]}</h1><p>发布日期：2026-03-20</p><a href=nb.docx>年报.docx</a>"
FILE = "/zfxxgk/nb/nb.docx"
Made = Callable[[str], bytes]


def as_docx(html: str) -> bytes:
    """The report of a page as a Word document, cells spanning as they do there."""
    tree = LexborHTMLParser(html)
    grids = grids_of(tree)
    for table in tree.css("table"):
        table.decompose()
    lines = lines_of(tree.body) if tree.body is not None else ()
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    return word_xml(paragraphs + "".join(f"<w:tbl>{_rows(grid)}</w:tbl>" for grid in grids))


def _rows(grid: Grid) -> str:
    out, seen = [], set[int]()
    for row in grid:
        cells = []
        for cell in origins(row):
            down = '<w:vMerge w:val="restart"/>' if cell.origin not in seen else "<w:vMerge/>"
            span = sum(one.origin == cell.origin for one in row)
            shape = f'<w:tcPr><w:gridSpan w:val="{span}"/>{down}</w:tcPr>'
            cells.append(f"<w:tc>{shape}<w:p><w:r><w:t>{escape(cell.text)}</w:t></w:r></w:p></w:tc>")
            seen.add(cell.origin)
        out.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return "".join(out)


def as_doc(html: str) -> bytes:
    """The same as a doc of old: a row of a table is its cells between marks, which tell no spans."""
    tree = LexborHTMLParser(html)
    pieces = []
    for node in tree.css("h1,p,div,tr"):
        if node.tag == "tr":
            pieces.append("\x07".join(cell.text().strip() for cell in node.css("td")) + "\x07\x07")
        elif not node.css("table"):
            pieces.append(node.text() + "\r")
    return doc_of("".join(pieces))


def linked(name: str, body: bytes | None) -> Result:
    """A portal whose list links the file itself."""
    rows = ((name, OURS[1], OURS[2]), LAST)
    return said(portal({COLUMN: column(*rows), PAGE: ""}, files={COLUMN + name: body}))


def on_page(body: bytes | None, page: str = ONLY_FILE) -> Result:
    """A portal whose page of the report offers the file."""
    return said(portal({PAGE: page}, files={FILE: body}))


@pytest.mark.parametrize("make", [as_docx, as_doc])
def test_a_report_in_order(make: Made) -> None:
    for result in (linked("2025.docx", make(report())), on_page(make(report()))):
        assert result.findings == () and result.unknowns == ()
        held = next(one for one in result.measures if one.name == "equations-held")
        assert (held.numerator, held.denominator) == (42, 42) and measured(result, "parts") == 6


@pytest.mark.parametrize("make", [as_docx, as_doc])
def test_a_wrong_sum_names_the_page_and_the_file(make: Made) -> None:
    result = on_page(make(report(rows=WRONG)))
    assert codes(result) == ["wrong-sum"] and doubts(result) == []
    assert {(one.page_url[-9:], (one.target_url or "")[-7:]) for one in result.findings} == {("2025.html", "nb.docx")}
    (first,) = linked("2025.docx", make(report(rows=WRONG))).findings
    assert first.page_url.endswith("/nb/") and (first.target_url or "").endswith("2025.docx")


def test_a_missing_part_is_a_fault_by_cells_and_a_doubt_by_lines() -> None:
    html = report(heads=(*HEADS[:4], "五、下一步工作", HEADS[5]))
    assert codes(on_page(as_docx(html))) == ["missing-part"]
    by_lines = on_page(as_doc(html))
    assert codes(by_lines) == [] and doubts(by_lines) == ["missing-part"]


def test_lines_that_break_many_equations_may_be_misread() -> None:
    rows = {key: (*values[:6], values[6] + 1) for key, values in ROWS.items()}
    assert set(codes(on_page(as_docx(report(rows=rows))))) == {"wrong-sum", "text-mismatch", "wrong-carry-over"}
    by_lines = on_page(as_doc(report(rows=rows)))
    assert codes(by_lines) == [] and "wrong-sum" in doubts(by_lines)


def test_last_years_file_is_held_against_this_years_page() -> None:
    rows = (OURS, ("2024.docx", LAST[1], LAST[2]))
    before = last_year().replace("<td>2</td>", "<td>5</td>")
    for body, wanted in ((last_year(), []), (before, ["wrong-carry-over"])):
        site = portal({COLUMN: column(*rows)}, files={COLUMN + "2024.docx": as_docx(body)})
        assert sorted(set(codes(said(site)))) == wanted


def test_tables_that_only_the_file_holds() -> None:
    page = report(tables=("见附件", "见附件", "见附件")) + "<a href=nb.docx>附件：年报全文.docx</a>"
    assert on_page(as_docx(report()), page).findings == ()
    assert codes(on_page(as_docx(report(rows=WRONG)), page)) == ["wrong-sum"]
    unread = on_page(None, page)
    assert unread.findings == () and "表三" in unread.unknowns[0].reason


def test_a_table_that_is_a_picture_in_the_file_is_no_missing_table() -> None:
    html = report().replace(table3(ROWS), "")
    assert codes(on_page(as_docx(html))) == ["missing-table"]
    drawn = zip_of(
        {"word/document.xml": Package(as_docx(html)).part("word/document.xml"), "word/media/image1.png": b"\x89PNG"}
    )
    result = on_page(drawn)
    assert result.findings == () and "表三" in result.unknowns[0].reason


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (None, "大小上限"),
        (doc_of("x", flags=0x100), "加密"),
        (b"%PDF-1.4 cut", "损坏"),
        (as_docx("<p>依申请公开申请表</p><p>姓名</p>"), "没有找到年报"),
        (as_docx(report(prose=f"本报告统计期限为2023年1月1日至2023年12月31日。{PROSE}")), "没有找到年报"),
    ],
)
def test_what_cannot_be_read_is_unknown_with_its_reason(body: bytes | None, why: str) -> None:
    for result in (on_page(body), linked("2025.doc", body)):
        assert result.findings == () and measured(result, "present") is True
        assert len(result.unknowns) == 1 and why in result.unknowns[0].reason and "附件" in result.unknowns[0].reason


def test_a_form_that_is_not_fetched_is_unknown() -> None:
    rows = (("2025.zip", OURS[1], OURS[2]), LAST)
    (unknown,) = said(portal({COLUMN: column(*rows), PAGE: ""})).unknowns
    assert "没有下载" in unknown.reason


def test_the_real_pdf(corpus: Path) -> None:
    """The published report of a city, as its portal links it: nothing invented, every equation read."""
    body = (corpus / "annual-report-pdf" / "huaian-2024.pdf").read_bytes()
    title = "某市2024年政府信息公开工作年度报告"
    pages = {"/": HOME, COLUMN: column(("2024.pdf", title, "2025-03-20"))}
    at = datetime(2025, 11, 21, tzinfo=UTC)
    result = said(FakeSite.of(pages, files={COLUMN + "2024.pdf": body}, observed_at=at))
    held = next(one for one in result.measures if one.name == "equations-held")
    print(f"annual-report in PDF: {held.numerator} of {held.denominator} equations, {len(result.findings)} findings")
    assert codes(result) == [] and (held.numerator, held.denominator) == (42, 42) and measured(result, "parts") == 6


def test_a_report_cut_in_several_pages_is_read_whole() -> None:
    whole = report()
    at = whole.index("<p>四、")
    turn = "<a href=2025_1.html>下一页</a>"
    pages: dict[str, str | bytes] = {
        PAGE: whole[:at] + turn,
        PAGE.replace(".html", "_1.html"): "<h1>年报</h1>" + whole[at:],
    }
    assert said(portal(pages)).findings == ()
    shorter = whole[: whole.index("<p>六、")]
    lacking = said(portal({PAGE: whole[:at] + turn, PAGE.replace(".html", "_1.html"): shorter[at:]}))
    assert codes(lacking) == ["missing-part"]
    unread = said(portal({PAGE: whole[:at] + turn}))
    assert unread.findings == () and "分页" in unread.unknowns[0].reason
