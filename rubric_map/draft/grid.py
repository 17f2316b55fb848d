"""Tables with columns of their own for numbers, points and bodies, as rubrics; and task lists without points."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from rubric_map.draft.blocks import Block, Stream, Table, folded, pieces
from rubric_map.draft.columns import Role, roles
from rubric_map.draft.criteria import names, sorted_text
from rubric_map.draft.model import DraftGroup, DraftItem, DraftSection, DraftTask

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:分|%|％)?")
_HEADED = re.compile(
    r"(?:[一二三四五六七八九十]+、|\d+[.、]\s*)?(.+?)\s*[(（]?\s*(\d+(?:\.\d+)?)\s*(?:分|%|％)\s*[)）]?"
)
_DUE = re.compile(r".{0,14}(?:全年|长期|持续|年底|月底|季度|前|\d+月|\d+日|每[年月季周])(?:.{0,10})")
_UPPER = (Role.TOP, Role.SECOND, Role.THIRD)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by their roles."""

    cells: Mapping[Role, str]

    def get(self, role: Role) -> str:
        """The folded text of a cell; "" where there is none."""
        return folded(self.cells.get(role, ""))


def rows_of(block: Block) -> tuple[Row, ...]:
    """The rows of a table whose header names its columns; none where it has no such header."""
    match block:
        case Table(rows=lines):
            return tuple(_table_rows(lines))
        case Stream(cells=cells):
            return tuple(_stream_rows(cells))
    return ()


def _table_rows(lines: Sequence[Sequence[str]]) -> Iterator[Row]:
    known: tuple[Role | None, ...] = ()
    carried: dict[Role, str] = {}
    for cells in lines:
        header = roles(cells)
        if header:
            known, carried = header, {}
            continue
        if not known or len(cells) < len(known) - 1:
            continue
        found: dict[Role, str] = {}
        for role, cell in zip(known, cells, strict=False):
            if role is not None and cell.strip():
                found[role] = f"{found[role]}\n{cell}" if role in found and found[role] != cell else cell
        for role in _upper_of(known):  # a merged cell is written once, and means all the rows beside it
            if found.get(role):
                carried[role] = found[role]
            elif carried.get(role):
                found[role] = carried[role]
        if found:
            yield Row(found)


def _upper_of(known: Sequence[Role | None]) -> tuple[Role, ...]:
    """The columns over the item: all levels but the deepest."""
    levels = [role for role in _UPPER if role in known]
    titled = Role.TITLE in known or Role.CONTENT in known
    return tuple(levels if len(levels) == 1 and titled else levels[:-1])


def _stream_rows(cells: Sequence[str]) -> Iterator[Row]:
    """Rows found again by their numbers: cells after a number in the order of the header, what is left before the next
    number is the heading of the first column."""
    start, known = _header(cells)
    if Role.NUMBER not in known or Role.POINTS not in known:
        return
    after = known[known.index(Role.NUMBER) + 1 :]
    numbers = [at for at in range(start, len(cells)) if _NUMBER.fullmatch(cells[at]) and _is_next(cells, at, after)]
    if not numbers:
        return
    top = _filled(cells[start : numbers[0]])
    for at, end in zip(numbers, [*numbers[1:], len(cells)], strict=True):
        mine = cells[at + 1 : end]
        found = {role: cell for role, cell in zip(after, mine, strict=False) if role and cell}
        yield Row({Role.NUMBER: cells[at], Role.TOP: top, **found})
        top = _filled(mine[len(after) :]) or top


def _header(cells: Sequence[str]) -> tuple[int, list[Role | None]]:
    """Where the header ends, and its roles."""
    known: list[Role | None] = []
    for at, cell in enumerate(cells):
        role = roles_of_one(cell)
        if role is not None:
            known.append(role)
        elif known and (cell or len(known) > 2):
            return at, known
    return len(cells), known


def roles_of_one(cell: str) -> Role | None:
    """The role of one header cell."""
    return roles([cell, "序号", "一级指标", "分值"])[0]


def _is_next(cells: Sequence[str], at: int, after: Sequence[Role | None]) -> bool:
    """Whether a number begins a row: where the points stand after it there are points."""
    place = at + 1 + after.index(Role.POINTS)
    return place < len(cells) and _POINTS.fullmatch(cells[place]) is not None and not _POINTS.fullmatch(cells[at + 1])


def _filled(cells: Iterable[str]) -> str:
    return " ".join(cell for cell in cells if cell)


def groups_of(rows: Sequence[Row]) -> tuple[DraftGroup, ...]:
    """The groups that rows with points make; none where no row has points."""
    if not any(_POINTS.fullmatch(row.get(Role.POINTS)) for row in rows):
        return ()
    items = list(_items(rows))
    made = []
    for top, pairs in groupby(items, key=lambda pair: pair[0]):
        mine = tuple(item for _, item in pairs)
        title, points = headed(top)
        sections = dict.fromkeys(item.section for item in mine if item.section)
        parts = tuple(DraftSection(title=headed(name)[0], points=headed(name)[1]) for name in sections)
        mine = tuple(replace(item, section=headed(item.section)[0]) if item.section else item for item in mine)
        doubts = () if title else ("没有找到一级指标，请补上分组名称",)
        made.append(DraftGroup(title=title or "全部", points=points, items=mine, sections=parts, doubts=doubts))
    return tuple(made)


def headed(text: str) -> tuple[str, Decimal | None]:
    """A heading and its points, where it names them."""
    match = _HEADED.fullmatch(text)
    return (folded(match[1]), Decimal(match[2])) if match else (text, None)


def _items(rows: Sequence[Row]) -> Iterator[tuple[str, DraftItem]]:
    """Items with the heading they stand under; a row without number and points goes on with the item above."""
    last: tuple[str, DraftItem] | None = None
    count = 0
    levels = {role for row in rows for role in row.cells if role in _UPPER}
    for row in rows:
        points = _POINTS.fullmatch(row.get(Role.POINTS))
        title = _title(row, levels)
        if not title or (last is not None and points is None and (not row.get(Role.NUMBER) or title == last[1].title)):
            if last is not None:
                more = (*last[1].criteria, *_criteria(row))
                last = (last[0], replace(last[1], criteria=tuple(dict.fromkeys(more))))
            continue
        if last is not None:
            yield last
        count += 1
        number = row.get(Role.NUMBER).rstrip(".、")
        title, own = headed(title)
        worth = Decimal(points[1]) if points else own
        item = DraftItem(
            number=number or str(count),
            title=title,
            points=worth,
            section=row.get(Role.SECOND) if Role.THIRD in levels else "",
            criteria=tuple(_criteria(row)),
            bodies=tuple(names(row.get(Role.BODIES))),
            filing=row.get(Role.FILING),
            assessed_by=row.get(Role.METHOD),
            doubts=() if worth is not None else ("原文没有写明分值",),
        )
        last = (row.get(Role.TOP) if _over(levels, row) else "", item)
    if last is not None and not re.match(r"合\s*计|总\s*[分计]", last[1].title):
        yield last


def _over(levels: set[Role], row: Row) -> bool:
    return len(levels) > 1 or bool(row.get(Role.TITLE) or row.get(Role.CONTENT))


def _title(row: Row, levels: set[Role]) -> str:
    """The item's name: the deepest level there is."""
    deepest = next((role for role in reversed(_UPPER) if role in levels), None)
    wanted = [deepest] if deepest and len(levels) > 1 else []
    wanted += [Role.TITLE, Role.SECOND, Role.CONTENT, Role.TOP]
    return next((row.get(role) for role in wanted if row.get(role)), "")


def _criteria(row: Row) -> Iterator[str]:
    for role in (Role.CONTENT, Role.CRITERIA):
        yield from sorted_text(pieces(row.cells.get(role, ""))).criteria


def tasks_of(block: Block) -> tuple[DraftGroup, ...]:
    """The groups of a task list: numbered tasks with bodies and times, no points."""
    match block:
        case Stream(cells=cells):
            items = list(_stream_tasks(cells))
        case Table():
            rows = rows_of(block)
            items = list(_table_tasks(rows)) if rows and not groups_of(rows) else []
        case _:
            items = []
    made = []
    for top, pairs in groupby(items, key=lambda pair: pair[0]):
        title = headed(top)[0] or "全部"
        made.append(DraftGroup(title=title, points=None, items=tuple(item for _, item in pairs)))
    return tuple(made)


def _stream_tasks(cells: Sequence[str]) -> Iterator[tuple[str, DraftItem]]:
    start, known = _header(cells)
    if Role.BODIES not in known or Role.DUE not in known or Role.POINTS in known:
        return
    chunks: list[list[str]] = []
    for cell in cells[start:]:
        if cell == str(len(chunks) + 1):
            chunks.append([])
        elif chunks and cell:
            chunks[-1].append(folded(cell))
    top = ""
    for number, chunk in enumerate(chunks, start=1):
        dues = [at for at, cell in enumerate(chunk) if len(cell) < 20 and _DUE.fullmatch(cell)]
        heads = chunk[: dues[0] - 2] if dues and dues[0] >= 3 else chunk[:1]
        top = heads[0] if len(heads) > 1 else top
        tasks, doubts = _tasks(chunk[len(heads) :], dues, len(heads))
        yield top, DraftItem(number=str(number), title=heads[-1], tasks=tasks, doubts=doubts)


def _tasks(rest: Sequence[str], dues: Sequence[int], offset: int) -> tuple[tuple[DraftTask, ...], tuple[str, ...]]:
    """The tasks of one item: a text, its bodies, its time, again and again."""
    found, start = [], 0
    for due in (at - offset for at in dues):
        if due - start >= 2:
            text = " ".join(rest[start : due - 1])
            found.append(DraftTask(text=text, bodies=tuple(names(rest[due - 1])), due=rest[due]))
        start = due + 1
    sure = bool(found) and start >= len(rest) and all(len(part.text) > 1 for part in found)
    return tuple(found), () if sure else ("任务各列没有对齐，请逐格核对",)


def _table_tasks(rows: Sequence[Row]) -> Iterator[tuple[str, DraftItem]]:
    if not any(row.get(Role.BODIES) for row in rows) or not any(row.get(Role.DUE) for row in rows):
        return
    count, last = 0, None
    for row in rows:
        title = row.get(Role.TITLE) or row.get(Role.SECOND) or row.get(Role.CONTENT)
        text = row.get(Role.CONTENT) or title or (last[1].title if last else "")
        if not text:
            continue
        task = DraftTask(text=text, bodies=tuple(names(row.get(Role.BODIES))), due=row.get(Role.DUE))
        if last is not None and (not title or title == last[1].title):
            last = (last[0], replace(last[1], tasks=(*last[1].tasks, task)))
            continue
        if last is not None:
            yield last
        count += 1
        number = row.get(Role.NUMBER) or str(count)
        last = (row.get(Role.TOP), DraftItem(number=number, title=title[:60], tasks=(task,)))
    if last is not None:
        yield last
