"""A rubric against its own sums and against what checks can say; peculiarities of the source are notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from rubric_map.condition import ItemUnder, Reading, Sought, leaves
from rubric_map.issues import Issue
from rubric_map.mapper import looks
from rubric_map.model import Group, Item, Kind, Machine, Rubric
from rubric_map.rules import (
    AnyRule,
    Award,
    Band,
    Bonus,
    Ceiling,
    Convert,
    Manual,
    Tiers,
    Veto,
    asked,
    conditions,
)
from rubric_map.span import ZERO
from rubric_map.weighing import worth


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckVocabulary:
    """What one check can say: its codes and the names of its measures."""

    codes: frozenset[str]
    measures: frozenset[str]


Vocabulary = Mapping[str, CheckVocabulary]


def validate(rubric: Rubric, checks: Vocabulary) -> tuple[Issue, ...]:
    """Wrong sums, unknown checks, codes and measures; notes (`issue.note`) are reported and left as they are."""
    found: list[Issue] = []
    if rubric.kind is Kind.SCORED:
        found.extend(_sums(rubric))
    numbers = {item.number: item for item in rubric.items()}
    planned = {one.check for item in rubric.items() for rule in item.rules if rule.planned for one in asked(rule)}
    for check in rubric.asks:
        if check not in checks and check not in planned:
            found.append(Issue(place=f"asks › {check}", message="没有这个检查项，请改正名称或删去"))
    for item in rubric.items():
        found.extend(_machine(item))
        for nth, rule in enumerate(item.rules, start=1):
            place = f"考核项 {item.number} › 规则 {nth}"
            found.extend(Issue(place=place, message=message) for message in _words(rule, checks))
            found.extend(_bands(rule, place))
            found.extend(Issue(place=place, message=message) for message in _others(rule, item, numbers))
    return tuple(found)


def _sums(rubric: Rubric) -> Iterator[Issue]:
    for group in rubric.groups:
        yield from _group_sums(group)
        for item in group.items:
            yield from _item_sum(item)
    scored = [group for group in rubric.groups if not all(item.bonus for item in group.items)]
    if rubric.max is not None and all(group.max is not None for group in scored):
        total = sum((group.max or ZERO for group in scored), ZERO)
        yield from _compare("总分", total, rubric.max, rubric.declared_sum)


def _group_sums(group: Group) -> Iterator[Issue]:
    place = f"分组“{group.title}”"
    if all(item.max is None for item in group.items) and group.max is not None:
        yield Issue(place=place, message="来源只给出分组总分，各项分值未给出，得分保持区间", note=True)
    elif group.max is not None:
        yield from _compare(place, _total(group.items), group.max, group.declared_sum)
    for section in group.sections:
        items = tuple(item for item in group.items if item.section == section.title)
        if section.max is not None:
            yield from _compare(f"二级指标“{section.title}”", _total(items), section.max, None)


def _total(items: tuple[Item, ...]) -> Decimal:
    return sum((item.max or ZERO for item in items), ZERO)


def _compare(place: str, total: Decimal, stated: Decimal, declared: Decimal | None) -> Iterator[Issue]:
    if total == stated and declared is None:
        return
    if declared is not None and declared == total:
        yield Issue(place=place, message=f"来源分项合计 {total} 与所列 {stated} 不符，照录不改", note=True)
        return
    hint = "请核对分值；若来源原文如此，请用 declared_sum 写明分项合计"
    yield Issue(place=place, message=f"分项合计 {total}，所列为 {stated}，{hint}")


def _item_sum(item: Item) -> Iterator[Issue]:
    if item.max is None or item.base is not None or item.scale:
        return
    unknown = any(_open_value(rule) for rule in item.rules)
    total = sum((worth(rule) for rule in item.rules), ZERO)
    if total == ZERO and not unknown:
        return
    place = f"考核项 {item.number}"
    if total > item.max or (total < item.max and not unknown):
        yield Issue(place=place, message=f"各规则合计 {total} 分，本项满分 {item.max} 分，请核对")


def _open_value(rule: AnyRule) -> bool:
    return isinstance(rule, Award | Convert | Manual) and rule.points is None


def _machine(item: Item) -> Iterator[Issue]:
    by_people = [rule for rule in item.rules if _by_person(rule)]
    by_checks = [rule for rule in item.rules if _by_check(rule)]
    wrong = {
        Machine.SETTLES: bool(by_people) or not by_checks,
        Machine.PART: not by_checks,
        Machine.PREPARES: False,
        Machine.CANNOT: bool(by_checks),
    }
    if wrong[item.machine]:
        counts = f"{len(by_checks)} 条由检查项判定，{len(by_people)} 条由人判定"
        message = f"machine: {item.machine.value} 与规则不符（{counts}），请改正"
        yield Issue(place=f"考核项 {item.number}", message=message)
    if item.public is not None and item.max is not None and item.public > item.max:
        yield Issue(place=f"考核项 {item.number}", message="public 大于本项满分，请改正")


def _by_person(rule: AnyRule) -> bool:
    return isinstance(rule, Manual | Convert) or (isinstance(rule, Veto | Bonus) and rule.when is None)


def _by_check(rule: AnyRule) -> bool:
    return not isinstance(rule, Manual | Convert) and any(True for _ in asked(rule))


def _words(rule: AnyRule, checks: Vocabulary) -> Iterator[str]:
    wanted = list(asked(rule))
    missing = list(dict.fromkeys(message for source in wanted for message in _missing(source, checks)))
    if not rule.planned:
        yield from missing
    elif wanted and not missing:
        yield "所用检查项都已提供，请删去 planned: true"


def _missing(source: Sought | Reading, checks: Vocabulary) -> Iterator[str]:
    known = checks.get(source.check)
    if known is None:
        yield f"没有检查项 {source.check}，请改正名称；若尚未提供，请给本规则加 planned: true"
    elif isinstance(source, Reading):
        if source.name not in known.measures:
            yield f"检查项 {source.check} 没有指标 {source.name}（可用：{_list(known.measures)}），请改正"
    else:
        for code in source.codes:
            if code not in known.codes:
                yield f"检查项 {source.check} 没有问题代码 {code}（可用：{_list(known.codes)}），请改正"


def _list(names: frozenset[str]) -> str:
    return "、".join(sorted(names)) or "无"


def _bands(rule: AnyRule, place: str) -> Iterator[Issue]:
    if not isinstance(rule, Tiers):
        return
    for ladder in rule.ladders:
        bands = sorted(ladder.bands, key=_from_below)
        for lower, upper in pairwise(bands):
            if _overlap(lower, upper):
                advice = "" if rule.open else "；若来源如此，请用 open 说明"
                message = f"分档 {lower} 与 {upper} 重叠，落入重叠处时按两档取区间{advice}"
                yield Issue(place=place, message=message, note=bool(rule.open))
            if rule.count and (upper.high > lower.high or upper.low > lower.low):
                yield Issue(place=place, message=f"问题数越多得分反而越高（{lower} 与 {upper}），请核对")


def _from_below(band: Band) -> tuple[bool, Decimal, bool]:
    return band.start is not None, band.start or ZERO, not band.start_closed


def _overlap(lower: Band, upper: Band) -> bool:
    if lower.end is None or upper.start is None:
        return True
    return lower.end > upper.start or (lower.end == upper.start and lower.end_closed and upper.start_closed)


def _others(rule: AnyRule, item: Item, numbers: Mapping[str, Item]) -> Iterator[str]:
    for condition in conditions(rule):
        for leaf in leaves(condition):
            if not isinstance(leaf, ItemUnder):
                continue
            other = numbers.get(leaf.number)
            if other is None:
                yield f"没有考核项 {leaf.number}，请改正"
            elif other is item or looks(other):
                yield f"考核项 {leaf.number} 的得分又取决于别的考核项，请改为直接写明条件"
            elif not isinstance(rule, Ceiling):
                yield "item 条件只能用于 ceiling"
