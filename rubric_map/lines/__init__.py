"""One file per kind of rule; `weigh` sends a rule to its own."""

from rubric_map.lines.award import weigh_award
from rubric_map.lines.bonus import weigh_bonus
from rubric_map.lines.deduct import weigh_deduct
from rubric_map.lines.given import weigh_given
from rubric_map.lines.limits import weigh_limit
from rubric_map.lines.part import Part, Room
from rubric_map.lines.tiers import weigh_tiers
from rubric_map.rules import AnyRule, Award, Bonus, Ceiling, Convert, Deduct, Manual, Tiers, Veto
from rubric_map.witness import Scene


def weigh(rule: AnyRule, scene: Scene, room: Room) -> Part:
    """One rule on one scene."""
    if rule.applies.to(scene.facts.unit_kind, scene.day) is False:
        return Part(rule=rule, reason="不适用于该单位或该时段", dropped=True)
    match rule:
        case Award():
            return weigh_award(rule, scene, room)
        case Deduct():
            return weigh_deduct(rule, scene, room)
        case Tiers():
            return weigh_tiers(rule, scene, room)
        case Veto() | Ceiling():
            return weigh_limit(rule, scene)
        case Bonus():
            return weigh_bonus(rule, scene, room)
        case Convert() | Manual():
            return weigh_given(rule, scene, room)
