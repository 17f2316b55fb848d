"""A document as lines and tables, whatever file it came from; text files with tables drawn by tabs or bars."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TAG = re.compile(r"</?p[^>]*>|<br\s*/?>", re.I)
_BETWEEN_SIGNS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")
_BARS = 3  # so many bars on one line make it a row of a table


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph outside tables."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as the file has them."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """The cells of a table whose rows were lost: one after the other."""

    cells: tuple[str, ...]


Block = Line | Table | Stream


def folded(text: str) -> str:
    """The text on one line, without the white space that breaks Chinese words."""
    return _BETWEEN_SIGNS.sub("", " ".join(text.split()))


def pieces(cell: str) -> list[str]:
    """The lines of a cell."""
    return [line for part in _TAG.split(cell) for line in map(folded, part.split("\n")) if line]


def text_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text file."""
    lines = text.splitlines()
    bars = [at for at, line in enumerate(lines) if "|" in line]
    if len(bars) < _BARS:
        return tuple(_tabbed(lines))
    first, last = bars[0], bars[-1]
    table = _barred(lines[first : last + 1])
    return (*_tabbed(lines[:first]), table, *_tabbed(lines[last + 1 :]))


def _tabbed(lines: Sequence[str]) -> Iterator[Block]:
    """Lines with tabs are rows of tables; a line without may go on with the last cell of an open paragraph."""
    rows: list[list[str]] = []
    for line in lines:
        if rows and _open(rows[-1][-1]):
            head, *rest = line.split("\t")
            rows[-1][-1] += f"\n{head}"
            rows[-1].extend(rest)
        elif "\t" in line:
            rows.append(line.split("\t"))
        else:
            if rows and line.strip():
                yield _table(rows)
                rows = []
            if line.strip():
                yield Line(folded(line))
    if rows:
        yield _table(rows)


def _open(cell: str) -> bool:
    """Whether a paragraph was begun in a cell and not ended."""
    return cell.lower().count("<p>") > cell.lower().count("</p>")


def _table(rows: Sequence[Sequence[str]]) -> Table:
    return Table(tuple(tuple(cell.strip() for cell in row) for row in rows))


def _barred(lines: Sequence[str]) -> Block:
    """A table drawn with bars: its rows where each line is one, else its cells."""
    text = "\n".join(lines)
    cells = tuple(cell.strip() for cell in text.split("|"))
    body = [line for line in lines if line.strip()]
    counts = {line.strip().strip("|").count("|") for line in body}
    if len(counts) == 1 and counts != {0}:
        drawn = [line for line in body if set(line.strip()) - set("|-: ")]
        return _table([line.strip().strip("|").split("|") for line in drawn])
    return Stream(cells)
