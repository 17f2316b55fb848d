"""Reading annual reports: grids with spans, numbers as people write them, parts, and files."""

import io
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from evidence.documents.model import Document
from evidence.documents.read import read_document
from evidence.report_grid import grids_of, origins, read_cell
from evidence.report_lines import read_report_lines
from evidence.report_model import APPLICANTS, REQUEST_ROWS, RESULTS, Report
from evidence.report_page import read_report_document, read_report_page
from evidence.report_parts import parts_of
from evidence.report_rows import request_key

NUMBERS = [str(n) for n in range(7)]


def report_of(body: bytes) -> Report:
    document = read_document(body)
    assert isinstance(document, Document), document
    return read_report_document(document)


@pytest.mark.parametrize(
    ("text", "value"),
    [("１２", 12), (" 1 3 ", 13), ("1,234", 1234), ("-", 0), ("——", 0), ("无", 0), ("3件", 3), ("96171.6", "96171.6")],
)
def test_numbers(text: str, value: int | str) -> None:
    assert read_cell(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["见附件", "1-3", "约30", "12.3.4", "²"])
def test_what_is_no_number(text: str) -> None:
    assert read_cell(text).value is None or text == "²"  # NFKC reads a superscript as its digit


def test_a_blank_has_no_number_and_can_take_part_in_a_sum() -> None:
    cell = read_cell("\xa0 \n")
    assert cell.value is None and cell.blank and cell.readable


def test_spans_put_a_cell_at_every_place() -> None:
    html = "<table><tr><td rowspan=2 colspan=2>a<td>b</tr><tr><td>c</tr><tr><td>d<td>e<td>f</tr></table>"
    (grid,) = grids_of(LexborHTMLParser(html))
    assert [[cell.text for cell in row] for row in grid] == [["a", "a", "b"], ["a", "a", "c"], ["d", "e", "f"]]
    assert [cell.text for cell in origins(grid[1])] == ["a", "c"]


def test_only_the_innermost_tables_are_read() -> None:
    html = "<table><tr><td>menu<table><tr><td>1</td></tr></table></td></tr></table>"
    assert [[cell.text for cell in grid[0]] for grid in grids_of(LexborHTMLParser(html))] == [["1"]]


def test_hostile_spans_are_bounded() -> None:
    html = "<table>" + "<tr><td rowspan=65534 colspan=1000>x</td></tr>" * 50 + "</table>"
    (grid,) = grids_of(LexborHTMLParser(html))
    assert max(map(len, grid)) <= 60 * 51


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("一、本年新收政府信息公开申请数量", "1"),
        ("(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "3.2"),
        ("(一)予以公开", "3.1"),
        ("(三)不予公开", None),
        ("其他", "3.6.3"),
        ("3.其他", "3.6.3"),
        ("总计", "3.7"),
        ("(六)其他处理", "3.6"),
        ("2.其他法律行政法规禁止公开", "3.3.2"),
        ("本年收费金额(单位:万元)", None),
        ("结转下年度继续办理", "4"),
    ],
)
def test_labels(label: str, key: str | None) -> None:
    assert request_key(label) == key


class TestParts:
    def test_numbered_anywhere_or_alone(self) -> None:
        lines = [
            "一、总体情况。2025年以来",
            "二、主动公开政府信息情况",
            "收到和处理政府信息公开申请情况",
            "四、行政复议、行政诉讼情况",
            "五、",
            "存在的主要问题及改进情况",
            "6.其他需要报告的事项",
        ]
        assert parts_of(lines) == {1, 2, 3, 4, 5, 6}

    def test_bracketed_with_the_numbers_of_the_parts(self) -> None:
        heads = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况")
        lines = [f"（{number}）{head}" for number, head in zip("一二三", heads, strict=True)]
        assert parts_of(lines) == {1, 2, 3}

    def test_sections_inside_a_part_are_none(self) -> None:
        lines = ["（一）主动公开情况", "1.主动公开情况", "（二）依申请公开情况", "2.依申请公开情况"]
        lines.append("我局重视依申请公开情况的总结")
        assert parts_of(lines) == frozenset()


class TestPdf:
    def test_a_real_report(self, corpus: Path) -> None:
        """The figures are those of the published document: its totals and the fifteen numbers of table 4."""
        report = report_of((corpus / "annual-report-pdf" / "huaian-2024.pdf").read_bytes())
        assert report.parts == {1, 2, 3, 4, 5, 6} and not report.exact
        rows = {row.key: [int(cell.value or 0) for cell in row.cells] for row in report.tables.requests}
        assert list(rows) == list(REQUEST_ROWS)
        assert rows["1"] == [3001, 53, 0, 0, 61, 4, 3119] and rows["2"][-1] == 34 and rows["4"][-1] == 103
        assert rows["3.5.5"] == [1, 0, 0, 0, 0, 0, 1] and rows["3.6.1"] == [67, 3, 0, 0, 1, 0, 71]
        groups = [[int(cell.value or 0) for cell in group.cells] for group in report.tables.reviews]
        assert groups == [[72, 64, 178, 37, 351], [13, 4, 8, 1, 26], [12, 1, 1, 6, 20]]
        disclosed = {row.name: [cell.value for cell in row.cells] for row in report.tables.disclosed}
        assert disclosed["行政规范性文件"] == [8, 26, 66] and disclosed["行政事业性收费"] == [Decimal("96171.6")]

    def test_rows_out_of_number_are_known_by_their_labels(self) -> None:
        heading = "三、收到和处理政府信息公开申请情况"
        rows = ["一、本年新收政府信息公开", "申请数量 5 0 0 0 0 0 5", "（七）总计 5 0 0 0 0 0 5"]
        assert [row.key for row in read_report_lines([heading, *rows]).tables.requests] == ["1", "3.7"]

    @pytest.mark.parametrize("before", ["三、", "第三部分　", "（三）", "3.", ""])
    def test_headings_are_numbered_in_many_ways(self, before: str) -> None:
        reviews = before.replace("三", "四").replace("3", "4") + "政府信息公开行政复议、行政诉讼情况"
        fifteen = "1 0 0 0 1 0 0 0 0 0 2 0 0 0 2"
        lines = [f"{before}收到和处理政府信息公开申请情况", "（七）总计 5 0 0 0 0 0 5", reviews, fifteen]
        tables = read_report_lines(lines).tables
        assert [row.key for row in tables.requests] == ["3.7"] and len(tables.reviews) == 3

    def test_a_row_is_no_heading(self) -> None:
        lines = [
            "（三）不予公开 1 0 0 0 0 0 1",
            "我局对收到和处理政府信息公开申请情况进行了总结",
            "（七）总计 5 0 0 0 0 0 5",
        ]
        assert read_report_lines(lines).tables.requests == ()

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.text(max_size=60), max_size=30))
    def test_never_raises(self, lines: list[str]) -> None:
        read_report_lines(["三、收到和处理政府信息公开申请情况", *lines])


def _docx() -> bytes:
    document = docx.Document()
    for heading in ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"):
        document.add_paragraph(heading)
    table = document.add_table(rows=4, cols=10)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "一、本年新收政府信息公开申请数量"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "三、本年度办理结果"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "（一）予以公开"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "（七）总计"
    table.cell(3, 0).merge(table.cell(3, 2)).text = "四、结转下年度继续办理"
    for row in range(4):
        for column in range(7):
            table.cell(row, column + 3).text = NUMBERS[(row + column) % 7]
    reviews = document.add_table(rows=2, cols=15)
    for column in range(15):
        reviews.cell(0, column).text = RESULTS[column % 5]
        reviews.cell(1, column).text = str(column)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class TestDocx:
    def test_merged_cells_and_both_tables(self) -> None:
        report = report_of(_docx())
        assert report.parts == {1, 2, 3} and report.exact
        rows = {row.key: [int(cell.value or 0) for cell in row.cells] for row in report.tables.requests}
        assert rows == {"1": [0, 1, 2, 3, 4, 5, 6], "3.1": [1, 2, 3, 4, 5, 6, 0], "3.7": [2, 3, 4, 5, 6, 0, 1],
                        "4": [3, 4, 5, 6, 0, 1, 2]}  # fmt: skip
        assert [int(group.cells[0].value or 0) for group in report.tables.reviews] == [0, 5, 10]
        assert len(APPLICANTS) == len(next(iter(rows.values())))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<table>", "<tr>", "<td colspan=9>", "</table>", "总计", "一、", "结果维持", "3"])))
def test_reading_a_page_never_raises(pieces: list[str]) -> None:
    read_report_page(LexborHTMLParser("".join(pieces)))
