"""What people filled in, as statements: a file is taken whole or not at all."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from evidence.records import SiteInfo
from evidence.urls import normalise, without_session
from jobs.score_tables import Cell, FilledRow, read_filled
from rubric_map import statement_sheets as form
from rubric_map.model import Rubric
from rubric_map.scorecard import Decision
from rubric_map.statement_sheets import Entry, SheetKind, entries
from rubric_map.statements import ItemDecision, NoTask, ReportedLink, Stated, StatedFact, StatedScore, Statement

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?")
_ANSWERS = {"是": True, "符合": True, "完成": True, "否": False, "不符合": False, "未完成": False}


def read_statements(path: Path, info: SiteInfo, rubrics: Iterable[Rubric]) -> tuple[Statement, ...]:
    """The statements of a file about one site. Raises UsageError naming sheet, row and column of the first bad cell."""
    known = {rubric.id: rubric for rubric in rubrics}
    units = frozenset(unit.name for unit in info.units)
    places: dict[tuple[object, ...], tuple[Statement, str]] = {}
    for row in read_filled(path):
        statement = _statement(row, known, units)
        stated = statement.stated
        about = (row.kind, statement.unit, statement.rubric, stated.number, getattr(stated, "url", ""))
        before = places.get(about)
        if before is not None and before[0] != statement:
            raise row[form.NUMBER].wrong(f"与{before[1]}说的是同一项，内容却不同，请只留一行")
        places.setdefault(about, (statement, row[form.NUMBER].place))
    return tuple(statement for statement, _ in places.values())


def _statement(row: FilledRow, known: Mapping[str, Rubric], units: frozenset[str]) -> Statement:
    cell = row[form.RUBRIC]
    rubric = known.get(cell.text)
    if rubric is None:
        raise cell.wrong(f"没有这份考核细则，可用：{'、'.join(known)}")
    unit = row[form.UNIT]
    if unit.text and unit.text not in units:
        raise unit.wrong("清单中没有这个单位；全站请留空")
    entry = _entry(row, rubric)
    # A link says by its address which one is meant, so that it is taken back beside it.
    value = form.NOTE if row.kind is SheetKind.LINK else form.VALUE[row.kind]
    withdrawn = row[value].text == form.WITHDRAW
    return Statement(
        unit=unit.text, rubric=rubric.id, stated=_READERS[row.kind](row, entry, withdrawn), withdrawn=withdrawn
    )


def _entry(row: FilledRow, rubric: Rubric) -> Entry:
    cell = row[form.NUMBER]
    there = {entry.number: entry for entry in entries(rubric, row.kind)}
    entry = there.get(cell.text)
    if entry is None:
        known = "、".join(list(there)[:40]) or "（这份细则没有可在此表填写的项）"
        raise cell.wrong(f"考核细则 {rubric.id} 中没有可在“{row.kind.value}”表填写的这一项，可用：{known}")
    return entry


def _score(row: FilledRow, entry: Entry, withdrawn: bool) -> StatedScore:
    if withdrawn:
        return StatedScore(number=entry.number, value=Decimal(0), out_of=Decimal(1), source="")
    given = row[form.OUT_OF]
    if not given.text and not entry.points:
        raise given.wrong("来源没有给出这一项的分值，请写明按多少分评的")
    out_of = _points(given) if given.text else Decimal(entry.points)
    if out_of <= 0:
        raise given.wrong("应大于 0")
    value = _points(row[form.SCORE_VALUE])
    if value > out_of:
        raise row[form.SCORE_VALUE].wrong(f"得分不能超过 {out_of:f} 分")
    return StatedScore(
        number=entry.number, value=value, out_of=out_of, source=_needed(row[form.SOURCE]), on=_day(row[form.DAY])
    )


def _fact(row: FilledRow, entry: Entry, withdrawn: bool) -> StatedFact:
    if withdrawn:
        return StatedFact(number=entry.number, holds=False, source="")
    answer = _ANSWERS.get(row[form.HOLDS].text)
    if answer is None:
        raise row[form.HOLDS].wrong("请填“是”或“否”")
    return StatedFact(number=entry.number, holds=answer, source=_needed(row[form.SOURCE]), on=_day(row[form.DAY]))


def _no_task(row: FilledRow, entry: Entry, withdrawn: bool) -> NoTask:
    if withdrawn:
        return NoTask(number=entry.number, source="")
    if row[form.EMPTY].text != "是":
        raise row[form.EMPTY].wrong("本年度没有此项任务的填“是”，有任务的请清空整行")
    return NoTask(number=entry.number, source=_needed(row[form.SOURCE]), on=_day(row[form.DAY]))


def _link(row: FilledRow, entry: Entry, withdrawn: bool) -> ReportedLink:
    cell = row[form.LINK]
    url = normalise(cell.text) if cell.text.startswith(("http://", "https://")) else None
    if url is None:
        raise cell.wrong("应为以 http:// 或 https:// 开头的完整网址，一行一个")
    return ReportedLink(number=entry.number, url=without_session(url), note=row[form.NOTE].text)


def _decision(row: FilledRow, entry: Entry, withdrawn: bool) -> ItemDecision:
    if withdrawn:
        return ItemDecision(number=entry.number, decision=Decision(points=Decimal(0), name="", reason=""))
    points, most = _points(row[form.POINTS]), Decimal(entry.points)
    if points > most:
        raise row[form.POINTS].wrong(f"不能超过本项分值 {most:f} 分")
    decision = Decision(
        points=points,
        name=_needed(row[form.BY]),
        reason=_needed(row[form.REASON]),
        until=_day(row[form.UNTIL], needed=True),
    )
    return ItemDecision(number=entry.number, decision=decision)


def _points(cell: Cell) -> Decimal:
    try:
        value = Decimal(cell.text.removesuffix("分").strip())
    except InvalidOperation as error:
        raise cell.wrong("应为数字") from error
    if not value.is_finite() or value < 0:
        raise cell.wrong("应为不小于 0 的数字")
    return value


def _needed(cell: Cell) -> str:
    if not cell.text:
        raise cell.wrong("不能为空，请填写")
    return cell.text


def _day(cell: Cell, *, needed: bool = False) -> date | None:
    if isinstance(cell.value, date):
        return cell.value
    if not cell.text and not needed:
        return None
    match = _DAY.fullmatch(cell.text)
    try:
        if match is None:
            raise ValueError(cell.text)
        return date(*map(int, match.groups()))
    except ValueError as error:
        raise cell.wrong("应为日期，如 2026-11-21") from error


_READERS: Mapping[SheetKind, Callable[[FilledRow, Entry, bool], Stated]] = {
    SheetKind.SCORE: _score,
    SheetKind.FACT: _fact,
    SheetKind.NO_TASK: _no_task,
    SheetKind.LINK: _link,
    SheetKind.DECISION: _decision,
}


def stated_words(statements: Iterable[Statement]) -> str:
    """How many statements of each kind there are, in Chinese."""
    names: dict[type[Stated], str] = {
        StatedScore: SheetKind.SCORE.value,
        StatedFact: SheetKind.FACT.value,
        NoTask: SheetKind.NO_TASK.value,
        ReportedLink: SheetKind.LINK.value,
        ItemDecision: SheetKind.DECISION.value,
    }
    all_of_them = tuple(statements)
    counts = {word: sum(type(one.stated) is kind for one in all_of_them) for kind, word in names.items()}
    return "，".join(f"{word} {count} 条" for word, count in counts.items() if count)
