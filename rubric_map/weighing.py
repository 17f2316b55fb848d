"""One item: its rules weighed, summed from the base, held between nothing and its points."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rubric_map.facts import Facts, Outside
from rubric_map.lines import weigh
from rubric_map.lines.part import Part, Room
from rubric_map.model import Group, Item, Rubric
from rubric_map.rules import AnyRule, Award, Ceiling, Convert, Deduct, Manual, Reach, Tiers, Veto
from rubric_map.scorecard import ScoredItem, ScoreLine, State
from rubric_map.span import ZERO, Span, cents, exactly, up_to
from rubric_map.witness import Known, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every item of one scoring shares."""

    rubric: Rubric
    facts: Facts
    outside: Outside
    scene: Scene
    known: Mapping[str, Known]
    base: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A scored item with what totals need.

    Where the source gives the item no points: what it surely loses, and what it may still gain (None: no bound).
    """

    item: ScoredItem
    settled: Decimal
    lost: Decimal
    gain: Decimal | None = None
    vetoes: tuple[tuple[Reach, bool | None], ...] = ()


def weigh_item(item: Item, group: Group, context: Context) -> Weighed:
    """An item on the facts, and what a reviewer decided of it."""
    weighed = _by_machine(item, group, context)
    decision = context.outside.decisions.get(item.number)
    scored = weighed.item
    if decision is None or item.max is None or not decision.holds(context.scene.day):
        return weighed
    if scored.state is State.NOT_APPLICABLE:
        return weighed
    points = min(max(decision.points, ZERO), item.max)
    decided = replace(
        scored,
        state=State.SETTLED,
        score=points,
        low=points,
        high=points,
        decided=decision,
        by_machine=scored.machine,
    )
    return replace(weighed, item=decided, settled=points, lost=ZERO)


def _by_machine(item: Item, group: Group, context: Context) -> Weighed:
    scene = context.scene
    kind, day = scene.facts.unit_kind, scene.day
    applies = (group.applies.to(kind, day), item.applies.to(kind, day))
    if False in applies:
        return _absent(item, group, "不适用于该单位或该时段")
    if None in applies:
        return _flat(item, group, up_to(item.max) if item.max is not None else None, "清单中没有写明单位类别")
    if item.no_task is not None and item.max is not None and item.number in context.outside.no_task:
        points = cents(item.max * item.no_task)
        return _flat(item, group, exactly(points), "本年度无此项任务，按来源规定的比例计分")
    room = room_of(item, group, context)
    parts = tuple(weigh(rule, _scene(rule, scene), room) for rule in item.rules)
    if parts and all(part.dropped for part in parts):
        return _absent(item, group, parts[0].reason)
    return _summed(item, group, parts)


def _scene(rule: AnyRule, scene: Scene) -> Scene:
    return scene._replace(level=rule.level)


def room_of(item: Item, group: Group, context: Context) -> Room:
    """The points an item has to give: its own, or where the source states none, those of its group or the whole."""
    most = next((one for one in (item.max, group.max, context.rubric.max) if one is not None), ZERO)
    stated = sum((worth(rule) for rule in item.rules), ZERO)
    return Room(
        most=most,
        rest=max(ZERO, most - stated),
        number=item.number,
        alone=len(by_people(item)) == 1,
        base=context.base,
    )


def by_people(item: Item) -> tuple[Convert | Manual, ...]:
    """The rules of an item that people fill in."""
    return tuple(rule for rule in item.rules if isinstance(rule, Convert | Manual))


def worth(rule: AnyRule) -> Decimal:
    """What a rule adds at most, where the source says so."""
    if isinstance(rule, Tiers):
        return max(band.high for ladder in rule.ladders for band in ladder.bands)
    if isinstance(rule, Award | Convert) or (isinstance(rule, Manual) and not rule.deducts):
        return rule.points or ZERO
    return ZERO


def adds(rule: AnyRule) -> bool:
    """Whether a rule gives points (else it takes or bounds them)."""
    if isinstance(rule, Manual):
        return not rule.deducts
    return not isinstance(rule, Deduct | Veto | Ceiling)


def start_of(item: Item) -> Decimal:
    """What an item starts from: nothing where rules give points, all of it where they only take."""
    if item.base is not None:
        return item.base
    return ZERO if any(adds(rule) for rule in item.rules) else item.max or ZERO


def _summed(item: Item, group: Group, parts: tuple[Part, ...]) -> Weighed:
    total = exactly(start_of(item))
    for part in parts:
        if part.span is not None:
            total = total.plus(part.span)
    lost = sum((-part.span.high for part in parts if part.span and part.span.high < 0), ZERO)
    lines = tuple(_line(part, item) for part in parts)
    if item.max is None:
        scored = _scored(item, group, state=_state(parts, None), lines=lines, reason=item.open)
        return Weighed(item=scored, settled=ZERO, lost=lost, gain=_gain(item, parts), vetoes=_vetoes(parts))
    total = _scaled(item, parts, total).within(ZERO, item.max)
    settled, span = _earned(item, parts, total), total
    for part in parts:
        if isinstance(part.rule, Ceiling) and part.holds is not False and not part.dropped:
            span = span.under(part.rule.points, sure=part.holds is True)
        if isinstance(part.rule, Veto) and part.rule.reach is Reach.ITEM and not part.dropped:
            span = span.under(ZERO, sure=part.holds is True) if part.holds is not False else span
    settled = min(settled, span.high)
    scored = _scored(item, group, state=_state(parts, span), lines=lines, reason=item.open, span=span, settled=settled)
    return Weighed(item=scored, settled=settled, lost=ZERO, vetoes=_vetoes(parts))


def _earned(item: Item, parts: tuple[Part, ...], total: Span) -> Decimal:
    """What settled lines gave, less what is surely taken; an item that only loses has nothing settled but its low."""
    if not any(adds(rule) for rule in item.rules):
        return total.low
    spans = [part.span for part in parts if part.span is not None]
    taken = sum((span.high for span in spans if span.low < 0), ZERO)
    given = sum((span.low for span in spans if span.low >= 0), start_of(item))
    return min(max(_scaled(item, parts, exactly(given + taken)).low, total.low), total.high)


def _gain(item: Item, parts: tuple[Part, ...]) -> Decimal | None:
    if not all(adds(rule) for rule in item.rules):
        return None
    return sum((part.span.high for part in parts if part.span is not None), ZERO)


def _line(part: Part, item: Item) -> ScoreLine:
    """Where neither item nor rule has a value, a line shows no bounds rather than those of the whole group."""
    line = part.line()
    known = item.max is not None or getattr(part.rule, "points", None) is not None or part.cost is not None
    return line if known else replace(line, points=None, low=None, high=None)


def _scaled(item: Item, parts: tuple[Part, ...], total: Span) -> Span:
    """Parts that do not apply are made up for by the others, where the document says so."""
    applying = sum((worth(part.rule) for part in parts if not part.dropped), ZERO)
    if not item.scale or item.max is None or applying in (ZERO, item.max):
        return total
    return total.times(item.max / applying)


def _state(parts: tuple[Part, ...], span: Span | None) -> State:
    if span is not None and span.settled:
        return State.SETTLED
    weighed = [part for part in parts if not part.dropped]
    if span is None and weighed and all(part.line().state is State.SETTLED for part in weighed):
        return State.SETTLED
    untouched = all(part.span == part.full and part.holds is None for part in weighed)
    return State.OPEN if untouched else State.PARTIAL


def _vetoes(parts: tuple[Part, ...]) -> tuple[tuple[Reach, bool | None], ...]:
    return tuple(
        (part.rule.reach, part.holds)
        for part in parts
        if isinstance(part.rule, Veto) and part.rule.reach is not Reach.ITEM and not part.dropped
    )


def _absent(item: Item, group: Group, reason: str) -> Weighed:
    return Weighed(
        item=_scored(item, group, state=State.NOT_APPLICABLE, lines=(), reason=reason), settled=ZERO, lost=ZERO
    )


def _flat(item: Item, group: Group, span: Span | None, reason: str) -> Weighed:
    """An item decided, or left open, as a whole."""
    settled = span.low if span else ZERO
    state = State.SETTLED if span and span.settled else State.OPEN
    scored = _scored(item, group, state=state, lines=(), reason=reason, span=span, settled=settled)
    return Weighed(item=scored, settled=settled, lost=ZERO)


def _scored(
    item: Item,
    group: Group,
    *,
    state: State,
    lines: tuple[ScoreLine, ...],
    reason: str,
    span: Span | None = None,
    settled: Decimal = ZERO,
) -> ScoredItem:
    return ScoredItem(
        number=item.number,
        title=item.title,
        group=group.title,
        max=item.max,
        method=item.method.value,
        state=state,
        score=None if span is None or state is State.OPEN else settled,
        low=span.low if span else None,
        high=span.high if span else None,
        reason=reason,
        lines=lines,
    )
