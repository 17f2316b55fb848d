"""Files to words: every form as offices write them, and bytes that mean harm or nothing."""

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from evidence.documents import package
from evidence.documents.cells import written
from evidence.documents.model import CELLS, COLUMNS, Document, Unread
from evidence.documents.read import read_document
from evidence.report_grid import Grid
from tests.evidence.files_made import compound_of, doc_of, docx_of, ods_of, word_xml, xls_of, xlsx_of, zip_of

LIST = (("姓名", "身份证号", "联系电话"), ("张某某", "110105194912310021", 13907310047), ("李某", "（略）", 0.5))
PLAIN = (("姓名", "身份证号", "联系电话"), ("张某某", "110105194912310021", "13907310047"), ("李某", "（略）", "0.5"))


def words(grid: Grid) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.text for cell in row) for row in grid)


def read(body: bytes, suffix: str = "") -> Document:
    document = read_document(body, suffix)
    assert isinstance(document, Document), document
    return document


def reason(body: bytes, suffix: str = "") -> str:
    said = read_document(body, suffix)
    assert isinstance(said, Unread), said
    return said.reason


@pytest.mark.parametrize("body", [xlsx_of(LIST), xls_of(LIST), ods_of(PLAIN)], ids=["xlsx", "xls", "ods"])
def test_sheets(body: bytes) -> None:
    (grid,) = read(body).tables
    rows = words(grid)
    if len(rows[0]) > 3:  # the blank column of the ods
        rows = tuple((*row[:2], row[3]) for row in rows)
    assert rows == PLAIN


@pytest.mark.parametrize("body", [xlsx_of(LIST), xls_of(LIST), xls_of(LIST, split=13)], ids=["xlsx", "xls", "split"])
def test_sheets_read_as_the_library_reads_them(body: bytes) -> None:
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    (grid,) = read(body).tables
    assert words(grid) == tuple(tuple(written(str(value)) for value in row) for row in theirs) == PLAIN


def test_every_sheet_is_read_and_a_thin_one_costs_nothing() -> None:
    first, second = read(xlsx_of((("a",),), ((), (), ("", "", "b")))).tables
    assert words(first) == (("a",),) and words(second) == (("", "", "b"),)
    thin = xlsx_of([("a",), *[()] * 60_000, [*[""] * 200, "b"]])
    assert len(words(read(thin).tables[0])) == 2


def test_lists_of_text() -> None:
    assert words(read("姓名,电话\n张某,1\n".encode("gb18030"), "csv").tables[0]) == (("姓名", "电话"), ("张某", "1"))
    assert words(read(b'a;b\n"c;d";e', "csv").tables[0]) == (("a", "b"), ("c;d", "e"))
    assert read("通知\n全文".encode(), "txt").lines == ("通知", "全文")
    assert words(read(b"<html><table><tr><td>a<td>b</table>", "xls").tables[0]) == (("a", "b"),)


def test_tables_within_tables_are_read_each_by_itself() -> None:
    """Offices lay out forms and lists in the one cell of a table that only draws the frame."""
    cell, row = "<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", "<w:tbl><w:tr>{}</w:tr></w:tbl>"
    inner = row.format("".join(cell.format("", text) for text in ("李某", "1390731")))
    document = read(word_xml(row.format(cell.format(inner, "名单"))))
    assert [words(grid) for grid in document.tables] == [(("名单",),), (("李某", "1390731"),)]


def test_a_word_document() -> None:
    document = read(docx_of(["一、总体情况", ""], [(("姓名", "电话"), ("张某", "1"))]))
    assert document.lines[:2] == ("一、总体情况", "") and document.exact and not document.lacking
    assert words(document.tables[0]) == (("姓名", "电话"), ("张某", "1"))


def test_spans_of_a_word_table() -> None:
    def cell(text: str, shape: str = "") -> str:
        return f"<w:tc><w:tcPr>{shape}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    down, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (cell("a", down) + cell("b", wide), cell("", on) + cell("c") + cell("d"))
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    (grid,) = read(word_xml(f"<w:tbl>{table}</w:tbl>")).tables
    assert words(grid) == (("a", "b", "b"), ("a", "c", "d")) and grid[0][0] == grid[1][0]


def test_what_a_text_box_says_is_read_once_and_what_was_deleted_is_not() -> None:
    box = "<w:p><w:r><w:t>13907310047</w:t></w:r></w:p>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f'<w:p xmlns:mc="m"><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>'
    gone = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>新</w:t></w:r></w:p>"
    assert [line for line in read(word_xml(body + gone)).lines if line] == ["13907310047", "新"]


def test_what_stands_beside_the_body_is_read_too() -> None:
    def part(text: str) -> str:
        return f'<w:x xmlns:w="w"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:x>'

    names = {
        "word/document.xml": "正文",
        "word/comments.xml": "批注",
        "word/footer1.xml": "页脚",
        "word/styles.xml": "样式",
    }
    assert read(zip_of({name: part(text) for name, text in names.items()})).lines == ("正文", "批注", "页脚")


def test_an_old_word_document() -> None:
    text = "关于公示的通知\r姓名\x07电话\x07\x07张某\x07139\x07\x07见\x13 HYPERLINK x \x14附件\x15。\r"
    document = read(doc_of(text, narrow="Tel. 0731"))
    assert document.lines == ("关于公示的通知", "姓名 电话", "张某 139", "见附件。", "Tel. 0731") and not document.exact


def test_a_pdf(corpus: Path) -> None:
    document = read((corpus / "annual-report-pdf" / "huaian-2024.pdf").read_bytes())
    assert any("政府信息公开工作年度报告" in line for line in document.lines) and not document.lacking


BOMB = zip_of({"word/document.xml": b"<a>" + b" " * 8_000_000 + b"</a>"})
HUGE = zip_of({f"xl/worksheets/{n}.xml": bytes(9_000_000) for n in range(8)})
XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "空"),
        (b"\0" * 5000, "不认识"),
        (BOMB, "压缩比"),
        (HUGE, "过大"),
        (word_xml("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", XXE), "实体"),
        (word_xml("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", LAUGHS), "实体"),
        (word_xml("<w:p>"), "损坏"),
        (docx_of(["正文"])[:900], "损坏"),
        (zip_of({"a.txt": "x"}), "不是文档"),
        (compound_of({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "加密"),
        (doc_of("正文", flags=0x0100), "加密"),
        (xls_of(LIST, locked=True), "加密"),
        (doc_of("正文")[:700], ""),
        (compound_of({"PowerPoint Document": b"x"}), "不认识"),
        (b"%PDF-1.4 cut off", "损坏"),
        (b"MIME-Version: 1.0", "MHT"),
        (bytes(range(32)) * 50, "不认识"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, why: str) -> None:
    assert why in reason(body)


def test_no_text_under_the_name_of_one() -> None:
    assert "不是文本" in reason(b"\x01\x02\x03" * 500, "txt")


def test_bounds() -> None:
    wide = read(xlsx_of(([*["x"] * (COLUMNS + 20)],)))
    assert len(wide.tables[0][0]) == COLUMNS and str(COLUMNS) in wide.lacking
    rows = "".join(f'<row><c t="str"><v>{n}</v></c></row>' for n in range(CELLS + 50))
    deep = read(zip_of({"xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>"}))
    assert len(deep.tables[0]) == CELLS and deep.lacking
    spans = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>'
    assert len(read(word_xml(f"<w:tbl><w:tr>{spans * 9}</w:tr></w:tbl>")).tables[0][0]) <= 60
    assert len(words(read(ods_of((("a", "b"),), repeated=10**8)).tables[0])) == 1


@pytest.mark.parametrize("body", [word_xml("<w:p/>" * 600), ods_of([("a",)] * 200)])
def test_elements_that_hold_nothing_are_bounded_too(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    read(body)
    monkeypatch.setattr(package, "EVENTS", 1000)
    assert "过多" in reason(body)


def test_pieces_that_point_at_the_same_bytes_do_not_add_up() -> None:
    body = bytearray(doc_of("字" * 200_000))
    at = body.index(struct.pack("<III", 0, 200_000, 200_000))
    count = (4096 - 600) // 12
    places = struct.pack(f"<{count + 1}I", *(n * 200_000 for n in range(count + 1)))
    table = places + struct.pack("<HIH", 0, 0x400, 0) * count
    body[at - 5 : at + len(table)] = b"\x02" + struct.pack("<I", len(table)) + table
    clx = body.index(struct.pack("<II", 4, 38))
    struct.pack_into("<I", body, clx + 4, 10 + len(table))
    document = read(bytes(body))
    assert sum(map(len, document.lines)) <= 2_000_000 and document.lacking


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.3907310047E10", "13907310047"), ("3.50", "3.50"), ("1E+9999", "1E+9999"), ("12.0", "12"), ("约3", "约3")],
)
def test_numbers(value: str, text: str) -> None:
    assert written(value) == text


WHOLE = (docx_of(["正文"], [LIST]), xlsx_of(LIST), xls_of(LIST), doc_of("正文\r"), ods_of(PLAIN))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WHOLE), st.integers(0, 20_000), st.binary(max_size=12), st.booleans())
def test_damaged_files_never_raise(body: bytes, at: int, noise: bytes, cut: bool) -> None:
    at %= len(body)
    damaged = body[:at] + noise + (b"" if cut else body[at + len(noise) :])
    assert isinstance(read_document(damaged, "csv"), Document | Unread)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", bytes.fromhex("D0CF11E0A1B11AE1")]))
def test_noise_never_raises(noise: bytes, head: bytes) -> None:
    assert isinstance(read_document(head + noise, "txt"), Document | Unread)
