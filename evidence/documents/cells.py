"""Cells of a spreadsheet as rows: thinly filled sheets stay small, numbers are written as people write them."""

from decimal import Decimal, InvalidOperation

from evidence.documents.model import COLUMNS, NUMBER_LENGTH, Room
from evidence.report_grid import Grid, GridCell


class Sheet:
    """The filled cells of one sheet, put in by row and column, as far as there is room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._rows: dict[int, list[str]] = {}
        self.narrowed = False

    def put(self, row: int, column: int, text: str) -> None:
        """Take a cell; columns beyond the bound are left out."""
        text = text.strip()
        if not text or self._room.full:
            return
        if column >= COLUMNS:
            self.narrowed = True
            return
        cells = self._rows.setdefault(row, [])
        grown = max(0, column + 1 - len(cells))
        cells += [""] * grown
        cells[column] = self._room.take(text, cells=grown)

    def grid(self) -> Grid:
        """The rows that hold anything, in order."""
        rows, count = [], 0
        for _, cells in sorted(self._rows.items()):
            rows.append(tuple(GridCell(text, count + x) for x, text in enumerate(cells)))
            count += len(cells)
        return tuple(rows)


def written(value: str) -> str:
    """A number as it is written out: 1.3907310047E10 is 13907310047. What is no number stays as it is."""
    try:
        decimal = Decimal(value)
    except InvalidOperation:
        return value
    if not decimal.is_finite() or abs(decimal.adjusted()) > NUMBER_LENGTH:
        return value
    whole = decimal.to_integral_value()
    return f"{whole:f}" if whole == decimal else f"{decimal:f}"
