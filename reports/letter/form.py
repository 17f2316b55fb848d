"""A letter in the form of GB/T 9704-2012: its page, its fonts, its parts from title to date."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO, NamedTuple

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from reports.text import clean, linkable

_TITLE_FONT = "方正小标宋简体"
_HEADING_FONT = "黑体"
_BODY_FONT = "仿宋_GB2312"
_PAGE_FONT = "宋体"
_BODY_SIZE = 16  # 三号
_TABLE_SIZE = 10.5  # 五号


class Column(NamedTuple):
    """A column of a table and its width in centimetres; short things stand in the middle."""

    title: str
    width: float
    centred: bool = False


class Address(NamedTuple):
    """A line of a cell that is an address, with a word before it."""

    label: str
    url: str


class Merge(NamedTuple):
    """Rows of one column that are one cell, counted from the first row under the header."""

    column: int
    first: int
    last: int


Lines = Sequence[str | Address]


class Letter:
    """A letter written from the top down; across the page where wide tables are to fit."""

    def __init__(self, *, title: str, created: datetime, landscape: bool = False) -> None:
        self._document = docx.Document()
        properties = self._document.core_properties
        at = created.astimezone(UTC).replace(tzinfo=None)
        properties.created = properties.modified = at
        properties.title = clean(title)[:255]
        properties.author = properties.last_modified_by = properties.comments = ""
        self._set_page(landscape)
        self._set_normal_style()
        self._number_pages()

    def title(self, text: str) -> None:
        """The title: 小标宋 二号, centred."""
        paragraph = self._add(text, _TITLE_FONT, 22, indent=0, line=34)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(24)

    def addressee(self, text: str) -> None:
        """主送: flush left."""
        self._add(text, _BODY_FONT, _BODY_SIZE, indent=0)

    def heading(self, text: str) -> None:
        """A heading of the first level: 黑体 三号."""
        self._add(text, _HEADING_FONT, _BODY_SIZE).paragraph_format.keep_with_next = True

    def paragraph(self, text: str) -> None:
        """A paragraph of the body: 仿宋 三号, two characters in."""
        self._add(text, _BODY_FONT, _BODY_SIZE)

    def signature(self, issuer: str, date: str) -> None:
        """落款: the body that sends the letter and the date, at the right, never on a page of their own."""
        for at, text in enumerate((issuer, date)):
            paragraph = self._add(text, _BODY_FONT, _BODY_SIZE, indent=0)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(_BODY_SIZE * 2)
            paragraph.paragraph_format.space_before = Pt(0 if at else 28)
            paragraph.paragraph_format.keep_with_next = not at

    def next_page(self) -> None:
        """Go on at the top of a page."""
        self._add("", _BODY_FONT, 6, indent=0, line=10).add_run().add_break(WD_BREAK.PAGE)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Lines]], merged: Iterable[Merge] = ()) -> None:
        """A ruled table whose header comes again on every page; the later cells of a merge are to be empty."""
        table = self._document.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.autofit = False
        for grid, column in zip(table.columns, columns, strict=True):
            grid.width = Cm(column.width)
        header = table.rows[0]
        _mark(header, "w:tblHeader")
        self._fill(header, columns, [(column.title,) for column in columns], font=_HEADING_FONT)
        for cells in rows:
            self._fill(table.add_row(), columns, cells, font=_BODY_FONT)
        for one in merged:
            table.cell(one.first + 1, one.column).merge(table.cell(one.last + 1, one.column))
        self._add("", _BODY_FONT, 6, indent=0, line=10)

    def save(self, stream: BinaryIO) -> None:
        """Write the package."""
        self._document.save(stream)

    def _fill(self, row: _Row, columns: Sequence[Column], cells: Sequence[Lines], *, font: str) -> None:
        _mark(row, "w:cantSplit")
        for column, cell, lines in zip(columns, row.cells, cells, strict=True):
            cell.width = Cm(column.width)
            self._fill_cell(cell, lines, font, centred=column.centred or font == _HEADING_FONT)

    def _fill_cell(self, cell: _Cell, lines: Lines, font: str, *, centred: bool) -> None:
        paragraph = cell.paragraphs[0]
        for at, line in enumerate(lines):
            if at:
                paragraph = cell.add_paragraph()
            paragraph.paragraph_format.line_spacing = Pt(15)
            if centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if isinstance(line, Address):
                _dress(paragraph.add_run(clean(line.label)), font, _TABLE_SIZE)
                self._put_address(paragraph, line.url)
            elif line:  # an empty run would become an empty line where cells are merged
                _dress(paragraph.add_run(clean(line)), font, _TABLE_SIZE)

    def _put_address(self, paragraph: Paragraph, url: str) -> None:
        """An address to click where that is safe, else its text."""
        run = paragraph.add_run(clean(url))
        _dress(run, _BODY_FONT, 9)
        if not linkable(url):
            return
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run.font.color.rgb = RGBColor(0x0B, 0x57, 0xA4)
        paragraph._p.replace(run._r, link)
        link.append(run._r)

    def _add(self, text: str, font: str, size: float, *, indent: int = 2, line: float = 28) -> Paragraph:
        paragraph = self._document.add_paragraph()
        form = paragraph.paragraph_format
        form.first_line_indent = Pt(size * indent)
        form.line_spacing = Pt(line)
        _dress(paragraph.add_run(clean(text)), font, size)
        return paragraph

    def _set_page(self, landscape: bool) -> None:
        """A4 with the margins of GB/T 9704-2012, 5.2.1: 37 mm above, 28 mm at the binding, 156 × 225 mm of text."""
        section = self._document.sections[0]
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
            section.top_margin, section.bottom_margin = Mm(22), Mm(18)
            section.left_margin = section.right_margin = Mm(18)
            return
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)

    def _set_normal_style(self) -> None:
        style = self._document.styles["Normal"]
        style.font.name = _BODY_FONT
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY_FONT)
        style.paragraph_format.space_after = Pt(0)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.rPr.append(language)
        # Official documents set figures close to the characters around them: 2026年, not 2026 年.
        for name in ("w:autoSpaceDN", "w:autoSpaceDE"):
            switch = OxmlElement(name)
            switch.set(qn("w:val"), "0")
            style.element.get_or_add_pPr().insert(0, switch)  # the schema wants them before the spacing

    def _number_pages(self) -> None:
        """— 1 — in 宋体 四号 at the foot (GB/T 9704-2012, 7.5)."""
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for part in ("— ", None, " —"):
            run = paragraph.add_run(part or "")
            _dress(run, _PAGE_FONT, 14)
            if part is None:
                _page_field(run)


def _dress(run: Run, font: str, size: float) -> None:
    """Set the font for Chinese and for the rest; Word keeps the two apart."""
    run.font.name = font
    run.font.size = Pt(size)
    properties: Any = run._r.rPr
    properties.rFonts.set(qn("w:eastAsia"), font)


def _page_field(run: Run) -> None:
    for kind in ("begin", "instruction", "end"):
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = "PAGE"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
