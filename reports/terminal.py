"""Tables, progress and lines for a terminal; plain text where there is none."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, BinaryIO, Self

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from reports.delimited import rows_to_csv
from reports.flowing import NARROWEST, Flowing
from reports.objects import dumps
from reports.text import one_line

WIDE = 200  # columns assumed where the output is no terminal: nothing is cut for a pipe
_FRAME = 3  # cells of a column beside its text
_SHORT = 30  # cells of a text that stands on a line with others


class _Console(Console):
    """Lets whoever runs the command say what it means that its reader has gone; Rich would leave with 1."""

    def on_broken_pipe(self) -> None:
        raise


def console(*, stderr: bool = False) -> Console:
    """Where to print: as wide as the terminal, wide enough for a pipe otherwise."""
    stream = sys.stderr if stderr else sys.stdout
    return _Console(
        file=stream, width=None if stream.isatty() else WIDE, highlight=False, soft_wrap=not stream.isatty()
    )


def table(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table; texts from the web are shown as they are, never as markup. Where its columns would be too narrow
    to be read, each row is printed as a record, with its addresses whole; of no rows there is only the title."""
    named = Text(one_line(title), style="table.title")
    cells = [[one_line(_shown(cell)) for cell in row] for row in rows]
    page = console()
    if not cells:
        page.print(named)
        return
    if not fits(header, cells, page.width):
        page.print(named)
        for line in records(header, cells):
            page.print(Text(line), overflow="ignore", no_wrap=True, crop=False)
        return
    grid = Table(title=named, title_justify="left", header_style="bold", show_lines=False)
    for name in header:
        grid.add_column(name)
    for row in cells:
        grid.add_row(*map(Flowing, row))
    page.print(grid)


def fits(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether every column keeps a width in which its texts can be read."""
    longest = [max(map(cell_len, column)) for column in zip(header, *rows, strict=True)]
    return sum(min(cells, NARROWEST) + _FRAME for cells in longest) < width


def records(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows one under the other: what is short on one line, each long text and each address on its own."""
    for number, row in enumerate(rows, start=1):
        named = [(name, text) for name, text in zip(header, row, strict=True) if text]
        short = [f"{name}：{text}" for name, text in named if not _is_long(text)]
        yield f"[{number}] {'；'.join(short)}"
        yield from (f"    {name}：{text}" for name, text in named if _is_long(text))


def _is_long(text: str) -> bool:
    return "://" in text or cell_len(text) > _SHORT


def _shown(cell: Any) -> str:
    return "" if cell is None else str(cell)


def emit(format: str, header: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str = "") -> None:
    """Print rows as a table, json, jsonl or csv. The header names are the JSON keys."""
    stream: BinaryIO = sys.stdout.buffer
    if format == "table":
        table(title, header, rows)
    elif format == "csv":
        rows_to_csv(header, rows, stream)
    else:
        emit_objects(format, [dict(zip(header, row, strict=True)) for row in rows])
    stream.flush()


def emit_objects(format: str, objects: Sequence[Any]) -> None:
    """Print objects as one JSON array or a line each."""
    lines = [dumps(entry) for entry in objects]
    text = "\n".join(lines) if format == "jsonl" else "[" + ",\n ".join(lines) + "]"
    if text:
        sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.buffer.flush()


class _Rate(ProgressColumn):
    """Addresses a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f}/秒" if task.speed else "", style="dim")


class Live:
    """Progress of several sites on a terminal; silent elsewhere or when told so."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._tasks: dict[str, TaskID] = {}
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn(
                "已读 {task.fields[pages]} 页，已查 {task.completed:.0f} 个地址，待查 {task.fields[waiting]} 个"
            ),
            _Rate(),
            TimeElapsedColumn(),
            console=console(stderr=True),
            transient=True,
            disable=not self._shown,
        )

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def update(self, name: str, *, pages: int, addresses: int, waiting: int) -> None:
        """Show how far one site is."""
        if not self._shown:
            return
        if name not in self._tasks:
            self._tasks[name] = self._bar.add_task(one_line(name), total=None, pages=0, waiting=0)
        total = addresses + waiting
        self._bar.update(self._tasks[name], completed=addresses, total=total, pages=pages, waiting=waiting)
