"""Reading an annual report that is a web page or a file: cell by cell where the form allows it."""

from selectolax.lexbor import LexborHTMLParser

from evidence.documents.model import Document
from evidence.report_grid import ROW_LIMIT, TABLE_LIMIT, Grid, GridCell, compact, grids_of
from evidence.report_lines import read_report_lines
from evidence.report_model import Report
from evidence.report_parts import parts_of
from evidence.report_rows import read_tables
from evidence.visible import lines_of


def read_report_page(*trees: LexborHTMLParser) -> Report:
    """The report on a web page, or on several in their order; empty where it is only carried as a file or a picture."""
    lines = [line for tree in trees if tree.body is not None for line in lines_of(tree.body)]
    grids = [grid for tree in trees for grid in grids_of(tree)]
    return Report(text="\n".join(lines), parts=parts_of(lines), tables=read_tables(grids))


def read_report_document(document: Document) -> Report:
    """The report in a file; empty where the file is another one."""
    if not document.exact:
        return read_report_lines(document.lines)
    lines = tuple(line for line in document.lines if line.strip())
    tables = read_tables(_compact(grid) for grid in document.tables[:TABLE_LIMIT])
    return Report(text="\n".join(lines), parts=parts_of(lines), tables=tables)


def _compact(grid: Grid) -> Grid:
    return tuple(tuple(GridCell(compact(cell.text), cell.origin) for cell in row) for row in grid[:ROW_LIMIT])
