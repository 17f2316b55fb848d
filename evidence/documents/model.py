"""What a file says: its lines and its tables, or why it could not be read."""

from dataclasses import dataclass
from typing import NamedTuple

from evidence.report_grid import Grid

PAGES = 200  # of a PDF
CELLS = 100_000
CHARACTERS = 2_000_000
COLUMNS = 256
TOO_MUCH = "内容过多，只读了前一部分"
NUMBER_LENGTH = 30  # digits; a cell with a longer number is no number anybody wrote


class Unread(NamedTuple):
    """Why a file could not be read, in Chinese, fit to follow “附件…没有读到内容：”."""

    reason: str


class Unreadable(Exception):
    """Raised by the readers of one form of file and turned into `Unread` where the form is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What was read of a file: lines of text outside tables, and tables cell by cell.

    `exact`: tables were read by their cells and not left among the lines (a PDF, a doc of old). `pictures`: something
    in it is drawn and not written. `lacking`: what was not read of it, in Chinese; "" when it was read whole.
    """

    lines: tuple[str, ...] = ()
    tables: tuple[Grid, ...] = ()
    exact: bool = True
    pictures: bool = False
    lacking: str = ""


class Room:
    """How much more of one file may be read. Whoever reads asks before keeping a text."""

    def __init__(self) -> None:
        self._cells = CELLS
        self._characters = CHARACTERS

    @property
    def full(self) -> bool:
        """Whether nothing more is read."""
        return self._cells <= 0 or self._characters <= 0

    @property
    def lacking(self) -> str:
        """What to say of a file that did not fit."""
        return TOO_MUCH if self.full else ""

    def take(self, text: str, *, cells: int = 0) -> str:
        """The text as far as there is room for it."""
        kept = text[: max(0, self._characters)]
        self._characters -= len(text)
        self._cells -= cells
        return kept
