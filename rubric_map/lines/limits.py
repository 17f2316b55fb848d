"""Vetoes and ceilings: rules that give no points but take or bound them."""

from rubric_map.condition import Condition
from rubric_map.lines.part import Part, not_yet, prints
from rubric_map.rules import Ceiling, Veto
from rubric_map.truth import judge
from rubric_map.witness import Scene, Stance


def weigh_limit(rule: Veto | Ceiling, scene: Scene) -> Part:
    """Whether the condition holds, and the trail."""
    condition: Condition | None = rule.when
    waiting = not_yet(scene, rule)
    if waiting or condition is None:
        return Part(rule=rule, reason=waiting or rule.open or "由人工核定")
    truth = judge(condition, scene._replace(stance=Stance.TAKES))
    return Part(
        rule=rule,
        reason=truth.reason,
        findings=prints(truth.findings),
        measures=truth.measures,
        holds=truth.holds,
    )
