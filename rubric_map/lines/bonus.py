"""Extra points, only when the scored part is over a threshold."""

from rubric_map.lines.part import Part, Room, not_yet, prints
from rubric_map.rules import Bonus
from rubric_map.span import ZERO, exactly, up_to
from rubric_map.truth import judge
from rubric_map.witness import Scene


def weigh_bonus(rule: Bonus, scene: Scene, room: Room) -> Part:
    """Nothing under the threshold; open while it is not known whether the threshold is passed."""
    full = up_to(room.rest if rule.points is None else rule.points)
    base = room.base
    if rule.above is not None and base is not None and base.high <= rule.above:
        return Part(rule=rule, reason=f"基本分未超过 {rule.above} 分，不计加分", span=exactly(ZERO), full=full)
    waiting = not_yet(scene, rule)
    if waiting or rule.when is None:
        return Part(rule=rule, reason=waiting or rule.open or "由人工核定", span=full, full=full)
    truth = judge(rule.when, scene)
    reached = rule.above is None or (base is not None and base.low > rule.above)
    reason = truth.reason if reached else f"{truth.reason}；基本分是否超过 {rule.above} 分未定"
    span = full
    if truth.holds is False:
        span = exactly(ZERO)
    elif truth.holds and reached and rule.points is not None:
        span = exactly(rule.points)
    return Part(
        rule=rule,
        reason=reason,
        span=span,
        full=full,
        findings=prints(truth.findings),
        measures=truth.measures,
        cost=rule.points,
    )
