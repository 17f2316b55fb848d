"""A task list gives no points: each task is met, not met, or open."""

from dataclasses import replace

from rubric_map.lines import weigh
from rubric_map.lines.part import Part, Room
from rubric_map.model import Group, Item
from rubric_map.rules import Manual
from rubric_map.scorecard import ScoredItem, State, Tally, Verdict
from rubric_map.span import ZERO
from rubric_map.witness import Scene


def judge_item(item: Item, group: Group, scene: Scene) -> ScoredItem:
    """Met when every rule holds, not met when one fails and its time is up, else open."""
    room = Room(most=ZERO, rest=ZERO, number=item.number, alone=True)
    parts = tuple(_stated(weigh(rule, scene._replace(level=rule.level), room), scene) for rule in item.rules)
    applies = item.applies.to(scene.facts.unit_kind, scene.day)
    verdict = _verdict(item, parts, scene)
    reason = item.open
    if verdict is Verdict.OPEN and item.due and scene.day <= item.due and any(part.holds is False for part in parts):
        reason = f"未到完成时限 {item.due.isoformat()}"
    return ScoredItem(
        number=item.number,
        title=item.title,
        group=group.title,
        max=None,
        method=item.method.value,
        state=State.NOT_APPLICABLE if applies is False else _state(verdict, parts),
        score=None,
        low=None,
        high=None,
        reason=reason,
        verdict=verdict,
        lines=tuple(_bare(part).line() for part in parts),
    )


def _stated(part: Part, scene: Scene) -> Part:
    """What a person stated of a rule that the machine leaves to people."""
    stated = scene.outside.given.get(part.rule.id) if isinstance(part.rule, Manual) else None
    if stated is None:
        return part
    return replace(part, holds=stated, reason=f"人工核定为{'完成' if stated else '未完成'}")


def _bare(part: Part) -> Part:
    """A part without its points: a checklist has none."""
    return Part(
        rule=part.rule,
        reason=part.reason,
        findings=part.findings,
        measures=part.measures,
        holds=part.holds,
        dropped=part.dropped,
    )


def _verdict(item: Item, parts: tuple[Part, ...], scene: Scene) -> Verdict:
    answers = [part.holds for part in parts if not part.dropped]
    if False in answers:
        return Verdict.OPEN if item.due and scene.day <= item.due else Verdict.NOT_MET
    return Verdict.MET if answers and all(answers) else Verdict.OPEN


def _state(verdict: Verdict, parts: tuple[Part, ...]) -> State:
    if verdict is not Verdict.OPEN:
        return State.SETTLED
    return State.OPEN if all(part.holds is None for part in parts) else State.PARTIAL


def count(items: tuple[ScoredItem, ...]) -> Tally:
    """How the tasks stand."""
    verdicts = [item.verdict for item in items if item.state is not State.NOT_APPLICABLE]
    return Tally(
        met=verdicts.count(Verdict.MET), not_met=verdicts.count(Verdict.NOT_MET), open=verdicts.count(Verdict.OPEN)
    )
