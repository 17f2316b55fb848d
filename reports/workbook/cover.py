"""The cover sheet 封面: whom it is for, when it was seen, how much was found, and how to read it."""

from collections.abc import Iterable, Sequence

from reports import narrative
from reports.model import Dossier
from reports.text import one_line
from reports.titles import OUTCOME
from reports.workbook.book import Book, put_link, put_text
from reports.workbook.measure import height as height_of

_WIDTHS = (16, 14, 10, 10, 10, 34)
_LAST = len(_WIDTHS) - 1


class _Cover:
    """A sheet written from the top down; merged rows get the height their text needs, as Excel gives them none."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheet = book.add_sheet("封面")
        self.sheet.fit_to_pages(1, 1)
        self.sheet.set_portrait()
        self.row = 0
        for at, width in enumerate(_WIDTHS):
            self.sheet.set_column(at, at, width)

    def merged(self, text: str, style: str, *, first: int = 0, height: float | None = None) -> None:
        """One text over the columns from `first` on."""
        room = sum(_WIDTHS[first:])
        self.sheet.set_row(self.row, height or height_of(text, room))
        self.sheet.merge_range(self.row, first, self.row, _LAST, "", self.book.style(style))
        put_text(self.book, self.sheet, self.row, first, text, style)
        self.row += 1

    def fact(self, label: str, text: str, *, link: bool = False) -> None:
        """A label and what it stands for."""
        self.sheet.set_row(self.row, max(20.0, height_of(text, sum(_WIDTHS[1:]))))
        put_text(self.book, self.sheet, self.row, 0, label, "label")
        self.sheet.merge_range(self.row, 1, self.row, _LAST, "", self.book.style("value"))
        if link:
            put_link(self.book, self.sheet, self.row, 1, text, style="value link")
        else:
            put_text(self.book, self.sheet, self.row, 1, text, "value")
        self.row += 1

    def section(self, title: str, lines: Iterable[str]) -> None:
        """A heading and paragraphs; nothing where there are none."""
        paragraphs = list(lines)
        if paragraphs:
            self.heading(title)
        for paragraph in paragraphs:
            self.merged(paragraph, "line")

    def heading(self, title: str) -> None:
        """A heading with some air above it."""
        self.row += 1
        self.merged(title, "section", height=22)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
        """A small table, as wide as the sheet."""
        self.sheet.set_row(self.row, 20)
        for at, title in enumerate(header):
            put_text(self.book, self.sheet, self.row, at, title, "header")
        self.row += 1
        for cells in rows:
            self.sheet.set_row(
                self.row, max(20.0, *(height_of(str(text), _WIDTHS[at]) for at, text in enumerate(cells)))
            )
            for at, value in enumerate(cells):
                self._cell(at, value)
            self.row += 1

    def _cell(self, at: int, value: str | int) -> None:
        if isinstance(value, int):
            self.sheet.write_number(self.row, at, value, self.book.style("count"))
        else:
            put_text(self.book, self.sheet, self.row, at, value, "value")


def write_cover(book: Book, dossier: Dossier) -> None:
    """Write the cover."""
    cover = _Cover(book)
    cover.merged("网站核查问题清单", "title", height=42)
    for label, text in narrative.facts(dossier):
        cover.fact(label, one_line(text), link=label == "地址")
    if dossier.outcomes:
        cover.heading("各检查项结果")
        cover.table(
            ("检查项", "结论", narrative.looked_at(dossier), "问题", "疑似", "说明"),
            [
                (one.title, OUTCOME[one.outcome], one.looked_at, one.problems, one.doubts, one_line(one.reason))
                for one in dossier.outcomes
            ],
        )
    cover.section("考核得分", narrative.scores(dossier))
    if any(narrative.unit_scores(dossier)):
        cover.merged("各单位得分见“评分”各表。", "line")
    cover.section("查看范围的说明", narrative.unseen(dossier))
    cover.section("阅读说明", narrative.reading(dossier))
