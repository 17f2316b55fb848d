"""How far the machine goes with each rubric: the points in each class, as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rubric_map.model import Item, Kind, Machine, Rubric
from rubric_map.rules import Convert, Manual, asked
from rubric_map.span import ZERO

TITLES = {
    Machine.SETTLES: "机器判定",
    Machine.PART: "机器判定一部分",
    Machine.PREPARES: "机器备线索、人评定",
    Machine.CANNOT: "机器看不到",
}
HEAD = """\
# 机器能做到哪一步

本页由各考核细则生成，不要手工改动。每个考核项归入一类：

- 机器判定：不需要人，分数由检查结果得出；
- 机器判定一部分：有的得分点由检查结果得出，其余由人评定；
- 机器备线索、人评定：机器把相关的栏目、链接、更新情况列在该项下，分数由人给；
- 机器看不到：凭台账、会议记录、电话、现场等评定，或由第三方给分。

“待新检查项”是前两类中所需检查项尚未提供、暂时仍留作区间的分值。“公开页面可定”是来源写明了评分标准、
不看台账也不等第三方，凭公开页面就能给分或扣分的分值；其后是其中归入前两类的比例。
“无分值”是来源没有给出分值的考核项个数，任务清单没有分值，按项数统计。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Points (or, for a checklist, tasks) of one rubric per class."""

    rubric: Rubric
    by_class: tuple[tuple[Machine, Decimal], ...]
    waiting: Decimal
    public: Decimal
    reached: Decimal
    pointless: int

    @property
    def share(self) -> Decimal | None:
        """How much of what public pages can decide is settled, wholly or in part."""
        return self.reached / self.public if self.public else None


def coverage(rubric: Rubric) -> Coverage:
    """The points of a rubric in each class."""
    items = list(rubric.items())
    near = [item for item in items if item.machine in (Machine.SETTLES, Machine.PART)]
    worth = dict.fromkeys(Machine, ZERO)
    for item in items:
        worth[item.machine] += _weight(item, rubric)
    return Coverage(
        rubric=rubric,
        by_class=tuple(worth.items()),
        waiting=sum((_weight(item, rubric) for item in near if _waits(item)), ZERO),
        public=sum((item.public or ZERO for item in items), ZERO),
        reached=sum((item.public or ZERO for item in near), ZERO),
        pointless=sum(item.max is None for item in items) if rubric.kind is Kind.SCORED else 0,
    )


def _weight(item: Item, rubric: Rubric) -> Decimal:
    if rubric.kind is Kind.CHECKLIST:
        return Decimal(1)
    return item.max or ZERO


def _waits(item: Item) -> bool:
    """Whether everything the machine would settle waits for a check that does not exist yet."""
    rules = [rule for rule in item.rules if not isinstance(rule, Manual | Convert) and any(True for _ in asked(rule))]
    return all(rule.planned for rule in rules)


def coverage_table(rubrics: Iterable[Rubric]) -> str:
    """docs/coverage.md: one table over all rubrics, then the items of each."""
    covered = [coverage(rubric) for rubric in rubrics]
    names = " | ".join(TITLES[machine] for machine in Machine)
    lines = [
        HEAD,
        f"| 细则 | 满分 | {names} | 待新检查项 | 公开页面可定 | 其中判定 | 无分值 |",
        "| --- |" + " ---: |" * (len(Machine) + 5),
        *(_row(one) for one in covered),
    ]
    return "\n".join([*lines, *(part for one in covered for part in _detail(one.rubric))]) + "\n"


def _row(one: Coverage) -> str:
    rubric = one.rubric
    tasks = rubric.kind is Kind.CHECKLIST
    unit = " 项" if tasks else ""
    total = Decimal(len(list(rubric.items()))) if tasks else rubric.max
    points = " | ".join(f"{value}{unit}" for _, value in one.by_class)
    share = "—" if one.share is None else f"{(one.share * 100).quantize(Decimal(1))}%"
    public = one.public if one.public else "—"
    return f"| {rubric.id} | {total}{unit} | {points} | {one.waiting}{unit} | {public} | {share} | {one.pointless} |"


def _detail(rubric: Rubric) -> list[str]:
    lines = ["", f"## {rubric.title}", "", f"`{rubric.id}`，{rubric.issuer}，{rubric.document}", ""]
    lines += ["| 序号 | 考核项 | 分值 | 机器做什么 | 备注 |", "| --- | --- | ---: | --- | --- |"]
    for item in rubric.items():
        points = "—" if item.max is None else item.max
        wait = "（待新检查项）" if item.machine in (Machine.SETTLES, Machine.PART) and _waits(item) else ""
        note = (item.note or item.open).replace("|", "｜")
        lines.append(f"| {item.number} | {item.title} | {points} | {TITLES[item.machine]}{wait} | {note} |")
    return lines
