"""A published document, whatever file it is, as lines and tables."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph
from python_calamine import CalamineError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.errors import UsageError, system_words
from evidence.html import decode
from evidence.visible import lines_of
from jobs.workbook_files import check_package, open_book
from rubric_map.draft.blocks import Block, Line, Table, folded, text_blocks

_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "section", "article"})
_DEEPEST = 200  # blocks within blocks; what is deeper is read as lines
_WIDEST = 200  # columns of a table; no form of an assessment has a tenth of it


def read_blocks(path: Path) -> tuple[Block, ...]:
    """The blocks of a txt, docx, xlsx or html file. Raises UsageError for what cannot be read."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"不认识的文件格式“{path.suffix or path.name}”，请用 txt、docx、xlsx 或 html 文件")
    if not path.is_file():
        raise UsageError(f"找不到文件“{path}”，请检查路径")
    try:
        return tuple(reader(path))
    except (BadZipFile, PackageNotFoundError, CalamineError, KeyError, ValueError) as error:
        raise UsageError(f"文件“{path}”打不开，请确认文件完整、格式与扩展名一致") from error
    except OSError as error:
        raise UsageError(f"无法读取文件“{path}”：{system_words(error)}") from error


def _text(path: Path) -> Iterator[Block]:
    yield from text_blocks(decode(path.read_bytes())[0])


def _docx(path: Path) -> Iterator[Block]:
    """Paragraphs and tables in their order; a cell merged over several places is written once."""
    check_package(path)
    document: Document = docx.Document(str(path))
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            if part.text.strip():
                yield Line(folded(part.text))
        elif isinstance(part, DocxTable):
            yield Table(tuple(_docx_rows(part)))


def _docx_rows(table: DocxTable) -> Iterator[tuple[str, ...]]:
    seen: set[object] = set()  # the elements themselves: lxml gives an address to another once it is free
    for row in table.rows:
        cells = []
        for cell in row.cells:
            cells.append("" if cell._tc in seen else cell.text)
            seen.add(cell._tc)
        yield tuple(cells)


def _xlsx(path: Path) -> Iterator[Block]:
    """A table a sheet; what stands alone in a row above the header is a line."""
    book = open_book(path)
    for name in book.sheet_names:
        rows = [[_cell(value) for value in row] for row in book.get_sheet_by_name(name).to_python()]
        start = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
        yield from (Line(folded(" ".join(row))) for row in rows[:start] if any(row))
        if rows[start:]:
            yield Table(tuple(map(tuple, rows[start:])))


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _html(path: Path) -> Iterator[Block]:
    tree = LexborHTMLParser(decode(path.read_bytes())[0])
    if tree.body is not None:
        yield from _html_blocks(tree.body)


def _html_blocks(node: LexborNode, depth: int = 0) -> Iterator[Block]:
    """Tables as tables, every other lowest block as lines; text between them too."""
    loose: list[str] = []
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        deep = tag in _BLOCKS | {"table", "tbody"} or (tag not in ("script", "style") and _holds_blocks(child))
        if not deep:
            loose.append(child.text_content or "" if tag == "-text" else child.text() or "")
            continue
        yield from _loose(loose)
        loose = []
        if tag == "table":
            yield Table(tuple(_html_rows(child)))
        elif depth < _DEEPEST and _holds_blocks(child):
            yield from _html_blocks(child, depth + 1)
        else:
            yield from (Line(folded(line)) for line in lines_of(child) if line.strip())
    yield from _loose(loose)


def _loose(texts: list[str]) -> Iterator[Block]:
    text = folded("".join(texts))
    if text:
        yield Line(text)


def _holds_blocks(node: LexborNode) -> bool:
    return bool(node.tag) and node.tag != "-text" and node.css_first(",".join((*sorted(_BLOCKS), "table"))) is not None


def _html_rows(table: LexborNode) -> Iterator[tuple[str, ...]]:
    """The rows with every cell in its column: what spans several places is written once, the others are empty."""
    hanging: dict[int, int] = {}
    for row in table.css("tr"):
        cells: list[str] = []
        for cell in (child for child in row.iter() if child.tag in ("td", "th")):
            _skip(cells, hanging)
            wide, high = (_span(cell, name) for name in ("colspan", "rowspan"))
            for at in range(min(wide, _WIDEST - len(cells))):
                hanging[len(cells)] = high - 1
                cells.append("\n".join(lines_of(cell)) if at == 0 else "")
        _skip(cells, hanging)
        yield tuple(cells)


def _skip(cells: list[str], hanging: dict[int, int]) -> None:
    """Leave out the columns that a cell above still fills."""
    while hanging.get(len(cells), 0) > 0:
        hanging[len(cells)] -= 1
        cells.append("")


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, min(int(value), 1000)) if value.isdecimal() else 1


_READERS: Mapping[str, Callable[[Path], Iterator[Block]]] = {
    ".txt": _text,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".html": _html,
    ".htm": _html,
}
