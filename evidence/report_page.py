"""Reading an annual report that is a web page, and a docx: both cell by cell."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from selectolax.lexbor import LexborHTMLParser

from evidence.report_grid import ROW_LIMIT, SPAN_LIMIT, Grid, GridCell, compact, grids_of
from evidence.report_model import Report
from evidence.report_parts import parts_of
from evidence.report_rows import read_tables
from evidence.visible import lines_of

UNPACKED_LIMIT = 60_000_000  # bytes; a report has a few hundred thousand


def read_report_page(tree: LexborHTMLParser) -> Report:
    """The report on a web page; empty where the page only carries it as a file or a picture."""
    lines = lines_of(tree.body) if tree.body is not None else ()
    return Report(text="\n".join(lines), parts=parts_of(lines), tables=read_tables(grids_of(tree)))


def read_report_docx(body: bytes) -> Report | None:
    """The report in a docx file; None when the bytes are no such file (a doc of old, a web page, a damaged file)."""
    document = _open(body)
    if document is None:
        return None
    lines = tuple(paragraph.text for paragraph in document.paragraphs)
    tables = read_tables(_grid(table) for table in document.tables)
    return Report(text="\n".join(line.strip() for line in lines if line.strip()), parts=parts_of(lines), tables=tables)


def _open(body: bytes) -> Document | None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            if sum(entry.file_size for entry in package.infolist()) > UNPACKED_LIMIT:
                return None
        return docx.Document(io.BytesIO(body))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, OSError):
        return None


def _grid(table: Table) -> Grid:
    """A table as a grid; merged cells come from the library at every place they span."""
    return tuple(tuple(_cells(row)) for _, row in zip(range(ROW_LIMIT), _rows(table), strict=False))


def _rows(table: Table) -> Iterator[tuple[tuple[int, str], ...]]:
    origins: dict[object, int] = {}
    for row in table.rows:
        yield tuple((origins.setdefault(cell._tc, len(origins)), cell.text) for cell in row.cells[:SPAN_LIMIT])


def _cells(row: tuple[tuple[int, str], ...]) -> Iterator[GridCell]:
    for origin, text in row:
        yield GridCell(compact(text), origin)
