"""The workbook itself: constant memory, safe sheet names, safe cells, one set of styles."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Self

import xlsxwriter

from reports.text import BEIJING, cap, clean, linkable

MAX_TEXT = 32_767  # characters of a cell, Excel specifications and limits
MAX_LINKS = 65_530  # hyperlinks of a sheet, same source
MAX_URL = 2_079
MAX_ROWS = 1_048_576
_MAX_NAME = 31

BODY_FONT = "宋体"
HEAD_FONT = "黑体"

_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\s]+")
_FORMULA_LIKE = re.compile(r"\s*[=+\-@]")

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": HEAD_FONT, "font_size": 20, "align": "center", "bold": True},
    "section": {"font_name": HEAD_FONT, "font_size": 12, "bold": True, "text_wrap": True},
    "header": {"font_name": HEAD_FONT, "align": "center", "bg_color": "#D9E2EC", "border": 1, "text_wrap": True},
    "label": {"font_name": HEAD_FONT, "bg_color": "#F3F5F8", "border": 1, "text_wrap": True},
    "value": {"border": 1, "text_wrap": True},
    "line": {"text_wrap": True},
    "text": {"border": 1, "text_wrap": True, "valign": "top"},
    "centre": {"border": 1, "text_wrap": True, "valign": "top", "align": "center"},
    "number": {"border": 1, "valign": "top", "align": "center"},
    "time": {"border": 1, "valign": "top", "align": "center", "text_wrap": True, "num_format": "yyyy-mm-dd"},
    "link": {"border": 1, "text_wrap": True, "valign": "top", "font_color": "#0B57A4", "underline": 1},
    "band": {"font_name": HEAD_FONT, "bold": True, "border": 1, "text_wrap": True, "bg_color": "#F3F5F8"},
    "band centre": {
        "font_name": HEAD_FONT,
        "bold": True,
        "border": 1,
        "text_wrap": True,
        "bg_color": "#F3F5F8",
        "align": "center",
    },
    "count": {"border": 1, "align": "center", "num_format": "#,##0"},
    "value link": {"border": 1, "text_wrap": True, "font_color": "#0B57A4", "underline": 1},
    "doubt": {"border": 1, "text_wrap": True, "valign": "top", "bg_color": "#FFF4D6"},
}
_COMMON: Mapping[str, Any] = {"font_name": BODY_FONT, "font_size": 10, "valign": "vcenter", "border_color": "#8C96A3"}


class Book:
    """An xlsx file in the making; rows go to disk as they are written, unless it is small and its cells are merged."""

    def __init__(self, stream: Any, *, created: datetime, title: str, folder: str, in_memory: bool = False) -> None:
        options = {"constant_memory": not in_memory, "tmpdir": folder, "use_zip64": True}
        self.file = xlsxwriter.Workbook(stream, options)
        self._on_disk = not in_memory
        # The file must be the same for the same dossier, so it knows no other time than that of the export.
        self.file.set_properties(
            {"title": clean(title)[:255], "created": created.astimezone(BEIJING).replace(tzinfo=None)}
        )
        self._styles = {name: self.file.add_format({**_COMMON, **style}) for name, style in _STYLES.items()}
        self._quoted = {
            name: self.file.add_format({**_COMMON, **style, "quote_prefix": True}) for name, style in _STYLES.items()
        }
        self._names: set[str] = set()

    def style(self, name: str, *, quoted: bool = False) -> Any:
        """A cell format; `quoted` marks a text that Excel must not read as a formula even when it is edited."""
        return (self._quoted if quoted else self._styles)[name]

    def add_sheet(self, wanted: str) -> Any:
        """A new A4 sheet under the nearest name that Excel takes and that is still free."""
        sheet = self.file.add_worksheet(self._free_name(wanted))
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
        sheet.set_footer(f'&C&"{BODY_FONT}"&9第 &P 页，共 &N 页')
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def close(self) -> None:
        """Write the file to its stream."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the rows on disk, which XlsxWriter keeps open when it was stopped half-way."""
        for sheet in self.file.worksheets() if self._on_disk else ():
            with suppress(OSError):
                sheet._opt_close()

    def _free_name(self, wanted: str) -> str:
        base = _FORBIDDEN_IN_NAME.sub(" ", clean(wanted)).strip(" '") or "表"
        count = 1
        name = _cut(base, _MAX_NAME)
        while name.casefold() in self._names or name.casefold() == "history":
            count += 1
            name = _cut(base, _MAX_NAME - len(f"({count})")) + f"({count})"
        self._names.add(name.casefold())
        return name


def _cut(name: str, units: int) -> str:
    """The name cut to so many UTF-16 units, never ending in a quote."""
    return name.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore").rstrip(" '")


def put_text(book: Book, sheet: Any, row: int, column: int, text: str, style: str) -> None:
    """Write a text as a text, whatever it looks like."""
    safe = cap(clean(text), MAX_TEXT)
    if safe.startswith("<r>") and safe.endswith("</r>"):
        safe += " "  # XlsxWriter would take it for markup of its own and write it unescaped
    sheet.write_string(row, column, safe, book.style(style, quoted=bool(_FORMULA_LIKE.match(safe))))


def put_link(book: Book, sheet: Any, row: int, column: int, url: str, *, style: str = "link") -> bool:
    """Write an address to click where Excel can take it, else as a text; whether it became a link."""
    if not linkable(url) or "[" in url or len(url.encode("utf-16-le")) > 2 * MAX_URL:  # XlsxWriter escapes brackets
        put_text(book, sheet, row, column, url, "text")
        return False
    sheet.write_url(row, column, url, book.style(style), url)
    return True
