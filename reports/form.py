"""The official assessment form of a document, filled: its own columns, its own order, one row an item."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from reports.text import chinese_date, interval, one_line, points, settled_words, tally
from reports.titles import METHOD, STATE, VERDICT, VETO, WHOLE_SITE
from rubric_map.model import Group, Item, Kind, Rubric
from rubric_map.scorecard import Scorecard, ScoredItem, State


class FormColumn(NamedTuple):
    """A column of the form: its title, its share of the width, whether its cells are short and centred, and whether
    equal neighbours are one cell."""

    title: str
    width: float
    centred: bool = False
    merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One filled form. `rows` have a text for each column; `facts` stand above, `notes` below."""

    title: str
    unit: str
    observed_at: datetime
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[str, ...]
    notes: tuple[str, ...]


def form_of(rubric: Rubric, card: Scorecard) -> Form:
    """The form of one unit ("" the site itself)."""
    shape = _Shape(rubric, card)
    return Form(
        title=rubric.title,
        unit=card.unit or WHOLE_SITE,
        observed_at=card.observed_at,
        columns=tuple(shape.columns()),
        rows=tuple(shape.rows()),
        facts=tuple(_facts(rubric, card)),
        notes=tuple(map(one_line, card.notes)),
    )


class _Shape:
    """Which columns a document has, and what stands in them."""

    def __init__(self, rubric: Rubric, card: Scorecard) -> None:
        items = list(rubric.items())
        self._rubric = rubric
        self._scored = {item.number: item for item in card.items}
        self._tasks = rubric.kind is Kind.CHECKLIST
        self._sections = any(group.sections for group in rubric.groups)
        self._filing = any(item.filing for item in items)
        self._bodies = any(item.bodies or item.tasks for item in items)
        self._decided = any(item.decided for item in card.items)
        self._totals = card.totals

    def columns(self) -> Iterator[FormColumn]:
        """The columns, in the order of the documents."""
        yield FormColumn("一级指标", 10, merged=True)
        if self._sections:
            yield FormColumn("二级指标", 10, merged=True)
        yield FormColumn("序号", 5, centred=True)
        yield FormColumn("任务名称" if self._tasks else "三级指标" if self._sections else "二级指标", 16)
        yield FormColumn("具体内容" if self._tasks else "评分标准", 34)
        if self._bodies:
            yield FormColumn("责任单位", 14)
        if self._tasks:
            yield FormColumn("完成时限", 8, centred=True)
            yield FormColumn("完成情况", 8, centred=True)
        else:
            yield FormColumn("分值", 5, centred=True)
            yield FormColumn("得分", 8, centred=True)
            if self._decided:
                yield FormColumn("机器得分", 8, centred=True)
        if self._filing:
            yield FormColumn("填报说明", 12)
        yield FormColumn("考评方式", 9, centred=True)
        yield FormColumn("说明", 30)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """One row an item, and the total under them."""
        for group in self._rubric.groups:
            for item in group.items:
                yield tuple(self._cells(group, item, self._scored[item.number]))
        whole = self._totals
        if whole is not None:
            sums = {"一级指标": "合计", "分值": points(whole.max), "得分": interval(whole.low, whole.high)}
            yield tuple(sums.get(column.title, "") for column in self.columns())

    def _cells(self, group: Group, item: Item, scored: ScoredItem) -> Iterator[str]:
        yield _headed(group.title, None if group.max is None else points(group.max))
        if self._sections:
            most = next((one.max for one in group.sections if one.title == item.section), None)
            yield _headed(item.section, None if most is None else points(most))
        yield item.number
        yield item.title
        yield _criteria(item)
        if self._bodies:
            yield "、".join(dict.fromkeys((*item.bodies, *(body for task in item.tasks for body in task.bodies))))
        if self._tasks:
            yield _due(item)
            yield VERDICT[scored.verdict.value] if scored.verdict else STATE[scored.state.value]
        else:
            yield points(item.max)
            yield earned(scored)
            if self._decided:
                machine = scored.machine
                yield interval(machine.low, machine.high) if scored.decided else ""
        if self._filing:
            yield item.filing
        yield item.assessed_by or METHOD.get(item.method.value, item.method.value)
        yield remark(scored)


def _headed(title: str, most: str | None) -> str:
    return f"{title}（{most}分）" if title and most else title


def _criteria(item: Item) -> str:
    """What is asked, in our own words: the tasks of a task list, else the rules."""
    texts = [task.text for task in item.tasks] or [rule.text for rule in item.rules]
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"（{number}）{text}" for number, text in enumerate(texts, start=1))


def _due(item: Item) -> str:
    if item.due:
        return item.due.isoformat()
    return "、".join(dict.fromkeys(task.due for task in item.tasks if task.due))


def earned(item: ScoredItem) -> str:
    """The points of an item, low–high where open; what has no points or does not apply says so."""
    if item.state is State.NOT_APPLICABLE:
        return "不适用"
    return interval(item.low, item.high)


def remark(item: ScoredItem) -> str:
    """Why the item has these points: the reviewer's word first, then what the lines say."""
    decided = item.decided
    reasons = [item.reason, *(line.reason for line in item.lines)]
    said = [one_line(reason) for reason in dict.fromkeys(reasons) if reason]
    if decided is not None:
        until = f"，有效期至 {decided.until.isoformat()}" if decided.until else ""
        said.insert(0, f"{decided.name}核定 {points(decided.points)} 分：{one_line(decided.reason)}{until}")
    return "\n".join(said)


def _facts(rubric: Rubric, card: Scorecard) -> Iterator[str]:
    yield f"单位：{card.unit or WHOLE_SITE}"
    yield f"核查日期：{chinese_date(card.observed_at)}"
    if card.totals:
        whole = card.totals
        settled = settled_words(whole.settled, whole.low)
        yield f"总得分：{interval(whole.low, whole.high)}（满分 {points(whole.max)}，{settled}）"
        for method, part in card.by_method:
            yield f"{METHOD.get(method, method)}：{interval(part.low, part.high)}（满分 {points(part.max)}）"
    if card.tally:
        yield tally(card.tally.met, card.tally.not_met, card.tally.open)
    if card.veto.value in VETO:
        yield VETO[card.veto.value]
    yield f"依据：{rubric.issuer}，{rubric.document}"


def spans(rows: Sequence[Sequence[str]], column: int, columns: Sequence[FormColumn]) -> Iterator[tuple[int, int]]:
    """Runs of rows whose cells of a column are one: equal, and equal in every merged column before it."""
    keys = [tuple(row[at] for at in range(column + 1) if columns[at].merged) for row in rows]
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or keys[at] != keys[start]:
            yield start, at - 1
            start = at
