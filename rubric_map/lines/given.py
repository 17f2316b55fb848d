"""Points that people give: converted from an outside score, or decided by a person with what the machine prepares."""

from checks.model import Finding
from rubric_map.facts import OutsideScore
from rubric_map.lines.part import Part, Room, prints
from rubric_map.rules import Convert, Manual
from rubric_map.scorecard import MeasureSeen
from rubric_map.span import ZERO, Span, cents, exactly, up_to
from rubric_map.witness import Scene, seen


def weigh_given(rule: Convert | Manual, scene: Scene, room: Room) -> Part:
    """Open until somebody gives a score; then that score in the points of the rule."""
    most = rule.points if rule.points is not None else room.rest
    deducts = isinstance(rule, Manual) and rule.deducts
    if deducts and rule.points is None:
        most = room.most
    full = Span(low=-most, high=ZERO) if deducts else up_to(most)
    stated = _stated(rule, scene, room)
    findings, measures = _prepared(rule, scene)
    measures += scene.outside.reported.get(room.number, ())
    if stated is None:
        waiting = "待第三方或专项评估结果折算" if isinstance(rule, Convert) else "由人工评定"
        reason = f"{waiting}；{rule.open}" if rule.open else waiting
        return Part(rule=rule, reason=reason, span=full, full=full, findings=findings, measures=measures)
    share = min(max(stated.value, ZERO), stated.out_of) / stated.out_of
    points = cents(share * most)
    when = f"，{stated.on.isoformat()}" if stated.on else ""
    reason = f"{stated.source or '外部结果'}给分 {stated.value}/{stated.out_of}{when}"
    span = exactly(-points if deducts else points)
    return Part(rule=rule, reason=reason, span=span, full=full, findings=findings, measures=measures)


def _stated(rule: Convert | Manual, scene: Scene, room: Room) -> OutsideScore | None:
    scores = scene.outside.scores
    stated = scores.get(rule.id)
    if stated is None and room.alone:
        stated = scores.get(room.number)
    return stated if stated is not None and stated.out_of > 0 else None


def _prepared(rule: Convert | Manual, scene: Scene) -> tuple[tuple[str, ...], tuple[MeasureSeen, ...]]:
    """What named checks found of the rule's subjects, laid beside the item for the person; no points hang on it."""
    findings: list[Finding] = []
    measures: list[MeasureSeen] = []
    for check in rule.see:
        result = scene.result(check)
        if result is not None:
            findings.extend(found for found in result.findings if _bears(found.subject, rule))
            meant = [one for one in result.measures if _bears(one.subject, rule)]
            shown = sorted(meant, key=lambda one: (one.name, one.subject, one.unit, one.url, str(one.value)))
            measures.extend(seen(check, shown))
    return prints(findings), tuple(measures)


def _bears(subject: str, rule: Convert | Manual) -> bool:
    return not rule.about or subject in ("", *rule.about)
