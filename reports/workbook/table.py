"""A table over as many sheets as it needs: frozen header, filter, widths, print set up."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from reports.text import BEIJING, clean
from reports.workbook.book import HEAD_FONT, MAX_LINKS, MAX_ROWS, Book, put_link, put_text
from reports.workbook.measure import height

_LOWEST = 20.0


class Column(NamedTuple):
    """A column: its title, its width in characters, the style of its cells; `choices` are offered, not forced."""

    title: str
    width: float
    style: str = "text"
    choices: tuple[str, ...] = ()


class Address(NamedTuple):
    """A cell that is an address."""

    url: str


Cell = str | int | Decimal | datetime | Address | None


class Table:
    """Rows under one header; a full sheet is followed by another of the same form."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], *, heading: str, rows: int = MAX_ROWS) -> None:
        self._book = book
        self._name = name
        self._columns = tuple(columns)
        self._heading = heading
        self._limit = min(rows, MAX_ROWS)
        self._open()

    def append(self, cells: Sequence[Cell], *, styles: Sequence[str] = ()) -> None:
        """Write one row; `styles` stand in for those of the columns."""
        if self._row == self._limit:
            self.finish()
            self._open()
        self._sheet.set_row(self._row, self._height(cells))
        for at, value in enumerate(cells):
            self._put(at, value, styles[at] if styles else self._columns[at].style)
        self._row += 1

    def finish(self) -> None:
        """Set the filter and the choices over what was written."""
        last = max(self._row - 1, 1)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        for at, column in enumerate(self._columns):
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices), "show_error": False}
                self._sheet.data_validation(1, at, last, at, rule)

    def _height(self, cells: Sequence[Cell]) -> float:
        """Room for the longest text, and for a line written by hand."""
        texts = (value.url if isinstance(value, Address) else value for value in cells)
        widths = (column.width for column in self._columns)
        heights = (height(text, width) for text, width in zip(texts, widths, strict=True) if isinstance(text, str))
        return max((_LOWEST, *heights))

    def _open(self) -> None:
        self._sheet = sheet = self._book.add_sheet(self._name)
        self._row = 1
        self._links = 0
        sheet.set_landscape()
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(_print_heading(self._heading))
        for at, column in enumerate(self._columns):
            sheet.set_column(at, at, column.width)
        sheet.set_row(0, 30)
        for at, column in enumerate(self._columns):
            sheet.write_string(0, at, column.title, self._book.style("header"))

    def _put(self, column: int, value: Cell, style: str) -> None:
        sheet, row = self._sheet, self._row
        match value:
            case None | "":
                sheet.write_blank(row, column, None, self._book.style(style))
            case Address(url=url):
                self._put_address(row, column, url)
            case datetime():
                at = value.astimezone(BEIJING).replace(tzinfo=None, second=0, microsecond=0)
                sheet.write_datetime(row, column, at, self._book.style("time"))
            case str():
                put_text(self._book, sheet, row, column, value, style)
            case _:
                sheet.write_number(row, column, value, self._book.style(style))

    def _put_address(self, row: int, column: int, url: str) -> None:
        if self._links < MAX_LINKS:
            self._links += put_link(self._book, self._sheet, row, column, url)
        else:
            put_text(self._book, self._sheet, row, column, url, "text")


def _print_heading(text: str) -> str:
    """The heading of printed pages: `&` doubled as Excel wants it, short enough for its 255 characters."""
    safe = " ".join(clean(text).split())[:80].replace("&", "&&")
    return f'&C&"{HEAD_FONT}"&12 {safe}'
