"""The forms in which people state things of a rubric: one sheet a kind, its columns, and the rows to be filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rubric_map.condition import Given, leaves
from rubric_map.model import Item, Kind, Rubric
from rubric_map.rules import AnyRule, Convert, Manual, conditions
from rubric_map.weighing import by_people


class SheetKind(StrEnum):
    """What a sheet is for; the value is the name of the sheet."""

    SCORE = "外部得分"
    FACT = "核定事实"
    NO_TASK = "本年无任务"
    LINK = "填报链接"
    DECISION = "人工核定"


RUBRIC, UNIT, NUMBER, TITLE = "考核细则", "单位", "序号", "考核项"
SOURCE, DAY = "来源", "日期"
SCORE_VALUE, OUT_OF = "得分", "评分满分"
HOLDS, EMPTY, LINK, NOTE = "是否符合", "本年度无此任务", "链接", "备注"
POINTS, BY, REASON, UNTIL = "核定得分", "核定人", "理由", "有效期至"
WITHDRAW = "撤回"

# What tells the sheets apart, and the columns people fill besides.
VALUE = {
    SheetKind.SCORE: SCORE_VALUE,
    SheetKind.FACT: HOLDS,
    SheetKind.NO_TASK: EMPTY,
    SheetKind.LINK: LINK,
    SheetKind.DECISION: POINTS,
}
COLUMNS = {
    SheetKind.SCORE: (RUBRIC, UNIT, NUMBER, TITLE, "分值", SCORE_VALUE, OUT_OF, SOURCE, DAY),
    SheetKind.FACT: (RUBRIC, UNIT, NUMBER, TITLE, HOLDS, SOURCE, DAY),
    SheetKind.NO_TASK: (RUBRIC, UNIT, NUMBER, TITLE, EMPTY, SOURCE, DAY),
    SheetKind.LINK: (RUBRIC, UNIT, NUMBER, TITLE, "填报说明", LINK, NOTE),
    SheetKind.DECISION: (RUBRIC, UNIT, NUMBER, TITLE, "分值", POINTS, BY, REASON, UNTIL),
}
# Filled in beforehand; nothing is read from those that only explain.
GIVEN = frozenset({RUBRIC, UNIT, NUMBER, TITLE, "分值", "填报说明"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row to be filled: the number (of an item, a rule, a fact), its title, its points, what the unit files."""

    number: str
    title: str
    points: str = ""
    filing: str = ""


def entries(rubric: Rubric, kind: SheetKind) -> tuple[Entry, ...]:
    """The rows that a sheet of this kind has for a rubric; none where nothing of the kind can be stated."""
    return tuple(_ENTRIES[kind](rubric))


def _scores(rubric: Rubric) -> Iterator[Entry]:
    if rubric.kind is Kind.CHECKLIST:
        return
    for item in rubric.items():
        rules = by_people(item)
        alone = len(rules) == 1
        for rule in rules:
            number = item.number if alone else rule.id
            most = item.max if rule.points is None and alone else rule.points
            taken = "（填所扣的分）" if isinstance(rule, Manual) and rule.deducts else ""
            title = item.title if len(item.rules) == 1 else f"{item.title}：{rule.text}"
            yield Entry(number=number, title=f"{title}{taken}", points="" if most is None else f"{most:f}")


def _facts(rubric: Rubric) -> Iterator[Entry]:
    seen: set[str] = set()
    for item in rubric.items():
        for rule in item.rules:
            for key, text in _stated(rule, rubric):
                if key not in seen:
                    seen.add(key)
                    yield Entry(number=key, title=f"{item.number} {item.title}：{text}")


def _stated(rule: AnyRule, rubric: Rubric) -> Iterator[tuple[str, str]]:
    """The facts a rule waits for; of a checklist, whether a task that only people see is done."""
    if rubric.kind is Kind.CHECKLIST and isinstance(rule, Manual):
        yield rule.id, rule.text
    for condition in conditions(rule):
        for leaf in leaves(condition):
            if isinstance(leaf, Given):
                yield leaf.key, f"{rule.text}（{leaf.text}）" if leaf.text else rule.text


def _no_tasks(rubric: Rubric) -> Iterator[Entry]:
    return (_entry(item) for item in rubric.items() if item.no_task is not None)


def _links(rubric: Rubric) -> Iterator[Entry]:
    return (_entry(item) for item in rubric.items() if any(isinstance(rule, Manual | Convert) for rule in item.rules))


def _decisions(rubric: Rubric) -> Iterator[Entry]:
    return (_entry(item) for item in rubric.items() if item.max is not None)


def _entry(item: Item) -> Entry:
    points = "" if item.max is None else f"{item.max:f}"
    return Entry(number=item.number, title=item.title, points=points, filing=item.filing)


_ENTRIES = {
    SheetKind.SCORE: _scores,
    SheetKind.FACT: _facts,
    SheetKind.NO_TASK: _no_tasks,
    SheetKind.LINK: _links,
    SheetKind.DECISION: _decisions,
}
