"""The filled forms of a site as a workbook: a sheet a unit, the ranking, and the trail."""

from collections.abc import Sequence
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from reports.form import Form, form_of, spans
from reports.form_trail import Findings, Titles, write_trail
from reports.ranking import rank
from reports.ranking_sheet import write_ranking
from reports.workbook.book import Book, put_text
from reports.workbook.measure import height
from reports.workbook.shelter import Shelter
from rubric_map.model import Rubric
from rubric_map.scorecard import Scorecard

Sheets = Sequence[tuple[Rubric, tuple[Scorecard, ...]]]
_SCALE = 1.15  # widths are shares; the sheet is fitted to the page when printed


def write_form_xlsx(sheets: Sheets, findings: Findings, titles: Titles, stream: BinaryIO, *, at: datetime) -> None:
    """Write the forms of each rubric, the ranking where there are several units, and what the points rest on."""
    shelter = Shelter(stream)
    with (
        TemporaryDirectory(prefix="hecha-") as folder,
        Book(shelter, created=at, title=sheets[0][0].title, folder=folder, in_memory=True) as book,
    ):
        for rubric, cards in sheets:
            for card in cards:
                _write_form(book, form_of(rubric, card), len(sheets) > 1)
            ranking = rank(rubric, cards)
            if len(ranking.places) > 1:
                write_ranking(book, ranking)
            write_trail(book, cards, findings, titles)
        book.close()
    shelter.check()


def _write_form(book: Book, form: Form, several: bool) -> None:
    sheet = book.add_sheet(f"{form.unit} {form.title}" if several else form.unit)
    sheet.set_landscape()
    last = len(form.columns) - 1
    widths = [column.width * _SCALE for column in form.columns]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    row = _write_head(book, sheet, form, sum(widths))
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 0)
    for at, column in enumerate(form.columns):
        put_text(book, sheet, row, at, column.title, "header")
    _write_rows(book, sheet, form, row + 1, widths)
    row += len(form.rows) + 1
    for note in form.notes:
        sheet.set_row(row, height(note, sum(widths)))
        sheet.merge_range(row, 0, row, last, "", book.style("line"))
        put_text(book, sheet, row, 0, note, "line")
        row += 1


def _write_head(book: Book, sheet: Any, form: Form, width: float) -> int:
    """The title and the facts; the row below them."""
    last = len(form.columns) - 1
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, last, "", book.style("title"))
    put_text(book, sheet, 0, 0, form.title, "title")
    text = "　".join(form.facts)
    sheet.set_row(1, height(text, width) + 6)
    sheet.merge_range(1, 0, 1, last, "", book.style("line"))
    put_text(book, sheet, 1, 0, text, "line")
    return 2


def _write_rows(book: Book, sheet: Any, form: Form, first: int, widths: Sequence[float]) -> None:
    for at, cells in enumerate(form.rows):
        free = [
            (text, width) for text, width, column in zip(cells, widths, form.columns, strict=True) if not column.merged
        ]
        sheet.set_row(first + at, max(20.0, *(height(text, width) for text, width in free)))
        for place, (text, column) in enumerate(zip(cells, form.columns, strict=True)):
            put_text(book, sheet, first + at, place, text, "centre" if column.centred else "text")
    for place, column in enumerate(form.columns):
        if column.merged:
            for start, end in spans(form.rows, place, form.columns):
                if end > start:
                    sheet.merge_range(first + start, place, first + end, place, "", book.style("text"))
                    put_text(book, sheet, first + start, place, form.rows[start][place], "text")
