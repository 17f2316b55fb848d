"""How high a row must be for its text: not every program that opens a workbook works it out by itself."""

import math

_LINE = 14.0
_MOST = 409.0  # points, Excel specifications and limits


def height(text: str, width: float) -> float:
    """Points a wrapped text needs in a column so many characters wide."""
    lines = sum(max(1, math.ceil(_columns(line) / (width - 1))) for line in text.split("\n"))
    return min(_MOST, lines * _LINE + 2)


def _columns(line: str) -> int:
    """Width in half-width characters: what GBK writes in two bytes is as wide as two."""
    return len(line.encode("gbk", "replace"))
