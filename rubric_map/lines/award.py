"""Points when a condition holds."""

from rubric_map.lines.part import Part, Room, not_yet, prints
from rubric_map.rules import Award, Inapplicable
from rubric_map.span import ZERO, Span, exactly, up_to
from rubric_map.truth import judge
from rubric_map.witness import Scene


def weigh_award(rule: Award, scene: Scene, room: Room) -> Part:
    """All the points, none, or open; where the source gives no value, at most what is left of the item."""
    points = room.rest if rule.points is None else rule.points
    full = up_to(points)
    waiting = not_yet(scene, rule)
    if waiting:
        return Part(rule=rule, reason=waiting, span=full, full=full)
    truth = judge(rule.when, scene)
    span: Span = full
    holds, reason = truth.holds, truth.reason
    if holds is None and truth.inapplicable and rule.inapplicable is not Inapplicable.OPEN:
        if rule.inapplicable is Inapplicable.DROP:
            return Part(rule=rule, reason=reason, dropped=True)
        holds = rule.inapplicable is Inapplicable.FULL
    if holds is False:
        span = exactly(ZERO)
    elif holds:
        span = full if rule.points is None else exactly(points)
        reason = f"{reason}；{rule.open}" if rule.points is None and rule.open else reason
    return Part(
        rule=rule,
        reason=reason,
        span=span,
        full=full,
        findings=prints(truth.findings),
        measures=truth.measures,
        cost=rule.points,
        holds=holds,
    )
