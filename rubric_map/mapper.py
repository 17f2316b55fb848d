"""Facts in, points out: pure, decimal, the same for the same facts in any order."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from evidence.china import CHINA
from rubric_map import checklist
from rubric_map.condition import ItemUnder, leaves
from rubric_map.facts import NOTHING, Facts, Outside
from rubric_map.model import Group, Item, Kind, Rubric
from rubric_map.own import own_facts
from rubric_map.rules import Ceiling, Level, Reach
from rubric_map.scorecard import Scorecard, Totals, Vetoed
from rubric_map.span import Span
from rubric_map.totals import GroupSum, add, after_veto, by_method, strictest, sum_group, sum_rubric
from rubric_map.weighing import Context, Weighed, weigh_item
from rubric_map.witness import Known, Scene


def score(
    rubric: Rubric,
    facts: Facts,
    *,
    site: str,
    unit: str,
    observed_at: datetime,
    outside: Outside = NOTHING,
) -> Scorecard:
    """The scorecard of one unit ("" the site itself) under one rubric."""
    scene = Scene(own_facts(rubric, facts), outside, _day(observed_at), Level.UNIT, {}, unit)
    if rubric.kind is Kind.CHECKLIST:
        return _checklist(rubric, scene, site, unit, observed_at)
    weighed = _weigh(rubric, scene)
    scored = [_sum(group, weighed) for group in rubric.groups if not _bonus(group)]
    veto = strictest(one.vetoes for one in weighed.values()).get(Reach.RUBRIC, Vetoed.NONE)
    base = sum_rubric(rubric, scored)
    extras = _bonuses(rubric, scene, after_veto(base, veto))
    weighed = {**weighed, **extras}
    bonus = [_sum(group, weighed) for group in rubric.groups if _bonus(group)]
    sums = {one.group.title: one for one in (*scored, *bonus)}
    totals = after_veto(_with_bonus(base, bonus), veto)
    return Scorecard(
        site=site,
        unit=unit,
        rubric=rubric.id,
        title=rubric.title,
        observed_at=observed_at,
        items=tuple(weighed[item.number].item for item in rubric.items()),
        groups=tuple(sums[group.title].score() for group in rubric.groups),
        totals=totals,
        by_method=by_method(weighed.values(), veto),
        veto=veto,
        passed=_passed(rubric.pass_mark, after_veto(base, veto), veto),
        notes=_notes(rubric),
    )


def _day(moment: datetime) -> date:
    """The day in China, where the documents are in force."""
    return moment.astimezone(CHINA).date()


def _weigh(rubric: Rubric, scene: Scene) -> dict[str, Weighed]:
    """Items that look at other items come second; the parser lets none look at one that looks itself."""
    pairs = [(item, group) for group in rubric.groups for item in group.items if not item.bonus]
    weighed: dict[str, Weighed] = {}
    for later in (False, True):
        known = {number: _known(one) for number, one in weighed.items()}
        context = _context(rubric, scene._replace(known=known))
        weighed |= {item.number: weigh_item(item, group, context) for item, group in pairs if looks(item) is later}
    return weighed


def _context(rubric: Rubric, scene: Scene, base: Span | None = None) -> Context:
    return Context(rubric=rubric, facts=scene.facts, outside=scene.outside, scene=scene, known=scene.known, base=base)


def looks(item: Item) -> bool:
    """Whether an item's points depend on another item."""
    return any(
        isinstance(leaf, ItemUnder) for rule in item.rules if isinstance(rule, Ceiling) for leaf in leaves(rule.when)
    )


def _known(one: Weighed) -> Known:
    item = one.item
    return Known(item.low or Decimal(0), item.high if item.high is not None else Decimal("Infinity"))


def _bonus(group: Group) -> bool:
    return bool(group.items) and all(item.bonus for item in group.items)


def _bonuses(rubric: Rubric, scene: Scene, base: Totals) -> dict[str, Weighed]:
    context = _context(rubric, scene, Span(low=base.low, high=base.high))
    return {
        item.number: weigh_item(item, group, context) for group in rubric.groups for item in group.items if item.bonus
    }


def _sum(group: Group, weighed: Mapping[str, Weighed]) -> GroupSum:
    return sum_group(group, [weighed[item.number] for item in group.items if item.number in weighed])


def _with_bonus(base: Totals, bonus: Iterable[GroupSum]) -> Totals:
    totals = base
    for one in bonus:
        scored = one.score().totals
        totals = add(totals, scored) if scored else totals
    return totals


def _passed(mark: Decimal | None, base: Totals, veto: Vetoed) -> bool | None:
    if veto is Vetoed.HIT:
        return False
    if mark is None:
        return None
    if base.high < mark:
        return False
    return True if base.low >= mark and veto is Vetoed.NONE else None


def _notes(rubric: Rubric) -> tuple[str, ...]:
    skipped = tuple(f"编号 {one.number}：{one.reason}" for one in rubric.absent)
    return tuple(note for note in (rubric.note, rubric.open, *skipped) if note)


def _checklist(rubric: Rubric, scene: Scene, site: str, unit: str, observed_at: datetime) -> Scorecard:
    items = tuple(checklist.judge_item(item, group, scene) for group in rubric.groups for item in group.items)
    return Scorecard(
        site=site,
        unit=unit,
        rubric=rubric.id,
        title=rubric.title,
        observed_at=observed_at,
        items=items,
        groups=(),
        totals=None,
        tally=checklist.count(items),
        notes=_notes(rubric),
    )
