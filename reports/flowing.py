"""Chinese text in the cells of a terminal's table.

Rich breaks lines at blanks alone, as for English: a Chinese sentence with a number in it is torn there, and the rest
of its line stays empty.
"""

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement, measure_renderables
from rich.segment import Segment

NARROWEST = 12  # cells that a column of long texts keeps beside others

# What stays together on a line: a word or a number, one Chinese character; no line ends with an opening mark or begins
# with a closing one (GB/T 15834-2011, 5.1).
_PIECE = re.compile(r"\s+|[（《“‘【「]*(?:[!-~]+|[^\s，。、；：？！）》”’】」…])?[，。、；：？！）》”’】」…]*")


class Flowing:
    """A text that fills every line of its cell."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        whole = min(cell_len(self._text), options.max_width)
        return Measurement(min(NARROWEST, whole), whole)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in lines(self._text, options.max_width):
            yield Segment(line)
            yield Segment.line()


class Paragraphs:
    """Several lines of text, each of which flows by itself."""

    def __init__(self, text: str) -> None:
        self._parts = [Flowing(line) for line in text.split("\n")]

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return measure_renderables(console, options, self._parts)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self._parts


def lines(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells; one empty line for no text."""
    full, line, used = [], "", 0
    for piece in _pieces(text, width):
        cells = cell_len(piece)
        if used + cells > width and line:
            full.append(line.rstrip())
            line, used = "", 0
            if piece.isspace():
                continue
        line, used = line + piece, used + cells
    return [*full, line.rstrip()]


def _pieces(text: str, width: int) -> Iterator[str]:
    """What is not to be torn, except where it is wider than a line."""
    for found in _PIECE.findall(text):
        yield from chop_cells(found, width) if cell_len(found) > width else (found,)
