"""Recognising the rows of the three statutory tables by their labels, whatever wording and spans a report uses."""

import re
from collections.abc import Iterable, Iterator, Sequence

from evidence.report_grid import Grid, GridCell, Row, origins, read_cell
from evidence.report_model import (
    APPLICANTS,
    OLDER_OTHER,
    RESULTS,
    REVIEWS,
    Cell,
    DisclosureRow,
    RequestRow,
    ReviewGroup,
    Tables,
)

LABEL_LIMIT = 80

# The first that is found in a label names its row; the order matters (部分公开 before 予以公开).
_REQUESTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("1", r"本年(?:度)?新收|新收.{0,8}申请"),
        ("4", r"结转.{0,3}下(?:一)?年|结转下"),
        ("2", r"上(?:一)?年(?:度)?.{0,4}结转"),
        ("3.2", r"部分公开"),
        ("3.3.1", r"国家秘密"),
        ("3.3.2", r"(?:法律|法规).{0,8}禁止公开"),
        ("3.3.3", r"三安全一稳定"),
        ("3.3.4", r"第三方合法权益"),
        ("3.3.5", r"内部事务"),
        ("3.3.6", r"过程性"),
        ("3.3.7", r"执法案卷"),
        ("3.3.8", r"行政查询"),
        ("3.4.1", r"不掌握"),
        ("3.4.2", r"没有现成|另行制作"),
        ("3.4.3", r"补正后"),
        ("3.5.1", r"信访"),
        ("3.5.3", r"公开出版物"),
        ("3.5.4", r"大量反复"),
        ("3.5.5", r"重新出具|行政机关确认"),
        ("3.5.2", r"重复申请"),
        ("3.6.1", r"逾期不补正|不补正"),
        ("3.6.2", r"缴纳费用|收费通知|逾期.{0,4}缴费"),
        ("3.1", r"(?<!不)予以公开"),
        (OLDER_OTHER, r"其他处理"),
        ("3.7", r"总计|合计"),
        ("3.6.3", r"^(?:\W*[3三]\W*)?(?:其他|其它)(?:情形|情况)?$"),
    )
)
_DISCLOSED: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("行政规范性文件", re.compile(r"^(?:行政)?规范性文件$"), 3),
    ("规章", re.compile(r"^(?:政府|部门|行政)?规章$"), 3),
    ("行政许可", re.compile(r"^(?:其他对外管理服务事项|行政许可)$"), 1),
    ("行政处罚", re.compile(r"^行政处罚$"), 1),
    ("行政强制", re.compile(r"^行政强制(?:措施|执行)?$"), 1),
    ("行政事业性收费", re.compile(r"^行政事业性收费(?:项目)?$"), 1),
)
_RESULT_HEAD = re.compile(r"结果维持|维持结果")


def request_key(label: str) -> str | None:
    """Which row of table 3 a label names."""
    if len(label) > LABEL_LIMIT:
        return None
    return next((key for key, pattern in _REQUESTS if pattern.search(label)), None)


def read_tables(grids: Iterable[Grid]) -> Tables:
    """The three tables, wherever in the grids their rows stand: in one table, in three, or split at a page's end."""
    disclosed: dict[str, DisclosureRow] = {}
    requests: dict[str, RequestRow] = {}
    reviews: tuple[ReviewGroup, ...] = ()
    for grid in grids:
        for found in _disclosed(grid):
            disclosed.setdefault(found.name, found)
        for row in _requests(grid):
            requests.setdefault(row.key, row)
        reviews = reviews or _reviews(grid)
    return Tables(tuple(disclosed.values()), tuple(requests.values()), reviews)


def _disclosed(grid: Grid) -> Iterator[DisclosureRow]:
    for row in grid:
        cells = origins(row)
        for name, pattern, width in _DISCLOSED:
            at = next((i for i, cell in enumerate(cells) if pattern.match(cell.text)), None)
            values = [read_cell(cell.text) for cell in cells[at + 1 :]] if at is not None else []
            if values and all(value.readable for value in values[:width]):
                yield DisclosureRow(name, tuple(values[:width]))


def _requests(grid: Grid) -> Iterator[RequestRow]:
    heads = _heads(grid)
    for row in grid:
        cells = origins(row)
        labels = _labels(cells)
        key = request_key(labels[-1].text) if labels else None
        # 总计 and 其他 name rows of other tables too.
        if key is None or (key in ("3.7", "3.6.3") and not (heads or len(cells) - len(labels) == len(APPLICANTS))):
            continue
        values = _values(row, cells, len(labels), heads)
        if values is not None:
            yield RequestRow(key, tuple(read_cell(cell.text) for cell in values))


def _labels(cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells before the first number, without the blanks at their end, which are values left empty."""
    labels: list[GridCell] = []
    for cell in cells:
        if read_cell(cell.text).value is not None:
            break
        labels.append(cell)
    while labels and not labels[-1].text:
        labels.pop()
    return labels


def _values(row: Row, cells: Sequence[GridCell], labels: int, heads: tuple[int, ...]) -> Sequence[GridCell] | None:
    """The seven cells of a row: what follows its labels, else what stands below the heads, else the last seven."""
    rest = cells[labels:]
    if len(rest) == len(APPLICANTS):
        return rest
    if heads and max(heads) < len(row):
        below = [row[x] for x in heads]
        if len({cell.origin for cell in below}) == len(APPLICANTS) and not set(below) & set(cells[:labels]):
            return below
    return rest[-len(APPLICANTS) :] if len(rest) > len(APPLICANTS) else None


def _heads(grid: Grid) -> tuple[int, ...]:
    """The place of each of the seven columns by the heads above the first row; empty where they are not all named."""
    places: dict[str, int] = {}
    for row in grid:
        cells = origins(row)
        labels = _labels(cells)
        if labels and request_key(labels[-1].text) == "1":
            break
        for x, cell in enumerate(row):
            name = next((name for name in APPLICANTS if cell.text == name), None)
            if name:
                places.setdefault(name, x)
    return tuple(places[name] for name in APPLICANTS) if len(places) == len(APPLICANTS) else ()


def _reviews(grid: Grid) -> tuple[ReviewGroup, ...]:
    """Table 4: the row of fifteen numbers below the row of its heads."""
    wanted = len(REVIEWS) * len(RESULTS)
    for y, row in enumerate(grid):
        if not any(_RESULT_HEAD.search(cell.text) for cell in row):
            continue
        rows = [[read_cell(cell.text) for cell in origins(below)] for below in grid[y + 1 : y + 4]]
        full = [values for row in rows if len(values := [cell for cell in row if cell.readable]) == wanted]
        # A body without a case may leave all fifteen blank; a row of figures goes before an empty one.
        best = next((row for row in full if any(cell.value is not None for cell in row)), full[0] if full else None)
        if best:
            return review_groups(best)
    return ()


def review_groups(values: Sequence[Cell]) -> tuple[ReviewGroup, ...]:
    """The three groups of table 4 from its fifteen cells."""
    size = len(RESULTS)
    return tuple(ReviewGroup(name, tuple(values[i * size : (i + 1) * size])) for i, name in enumerate(REVIEWS))
