"""Points off, per occurrence or once, never more than the cap."""

from decimal import Decimal

from rubric_map.lines.part import Part, Room, not_yet, prints
from rubric_map.lines.tally import Tally, tally
from rubric_map.rules import Deduct, Inapplicable
from rubric_map.span import ZERO, Span, exactly
from rubric_map.truth import judge
from rubric_map.witness import Scene, Stance


def weigh_deduct(rule: Deduct, scene: Scene, room: Room) -> Part:
    """What is surely lost, and what may be."""
    cap = min(room.most, rule.cap) if rule.cap is not None else room.most
    if rule.when is not None and rule.each is not None:
        cap = min(cap, rule.each)
    full = Span(low=-cap, high=ZERO)
    waiting = not_yet(scene, rule)
    if waiting:
        return Part(rule=rule, reason=waiting, span=full, full=full, cost=rule.each)
    return _once(rule, scene, full) if rule.when is not None else _counted(rule, scene, full)


def _counted(rule: Deduct, scene: Scene, full: Span) -> Part:
    counted = tally(scene, rule.count, rule.by)
    if counted.inapplicable and rule.inapplicable is not Inapplicable.OPEN:
        dropped = rule.inapplicable is Inapplicable.DROP
        span = exactly(full.low if rule.inapplicable is Inapplicable.NONE else ZERO)
        return Part(rule=rule, reason=counted.reason, span=None if dropped else span, full=full, dropped=dropped)
    reason = counted.reason
    if rule.each is None and counted.least:
        reason = f"{reason}；{rule.open}"
    return Part(
        rule=rule,
        reason=reason,
        span=_lost(rule.each, counted, full),
        full=full,
        findings=prints(counted.findings),
        cost=rule.each,
    )


def _lost(each: Decimal | None, counted: Tally, full: Span) -> Span:
    if each is None:
        return exactly(ZERO) if counted.most == 0 else full
    high = max(full.low, -each * counted.least)
    low = full.low if counted.most is None else max(full.low, -each * counted.most)
    return Span(low=low, high=high)


def _once(rule: Deduct, scene: Scene, full: Span) -> Part:
    if rule.when is None:
        raise TypeError("a deduction made once needs a condition")
    truth = judge(rule.when, scene._replace(stance=Stance.TAKES))
    span = full
    if truth.holds is False:
        span = exactly(ZERO)
    elif truth.holds and rule.each is not None:
        span = exactly(full.low)
    return Part(
        rule=rule,
        reason=f"{truth.reason}；{rule.open}" if rule.each is None and rule.open else truth.reason,
        span=span,
        full=full,
        findings=prints(truth.findings),
        measures=truth.measures,
        cost=rule.each,
        holds=truth.holds,
    )
