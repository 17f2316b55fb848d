"""Whether a condition holds: yes, no, or open, with the reason and the trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks.model import Finding, Value
from rubric_map.condition import (
    AllOf,
    AnyOf,
    Clean,
    Condition,
    Found,
    Given,
    ItemUnder,
    Measured,
    Op,
    Sought,
    UnitKind,
    Wanted,
)
from rubric_map.scorecard import MeasureSeen
from rubric_map.witness import Scene, Stance, look, read, seen
from rubric_map.words import check_words, found_words, measure_words, said_words, sought_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Holds (True), does not (False), or open (None)."""

    holds: bool | None
    reason: str
    findings: tuple[Finding, ...] = ()
    measures: tuple[MeasureSeen, ...] = ()
    inapplicable: bool = False


def judge(condition: Condition, scene: Scene) -> Truth:
    """Whether a condition holds on a scene."""
    match condition:
        case Clean():
            return _clean(condition, scene)
        case Found():
            return _found(condition, scene)
        case Measured():
            return _measured(condition, scene)
        case UnitKind():
            return _kind(condition, scene)
        case ItemUnder():
            return _under(condition, scene)
        case Given():
            return _given(condition, scene)
        case AllOf():
            return _joined([judge(part, scene) for part in condition.parts], decisive=False)
        case AnyOf():
            return _joined([judge(part, scene) for part in condition.parts], decisive=True)


def _joined(parts: Iterable[Truth], *, decisive: bool) -> Truth:
    """Kleene's and (decisive False) and or (decisive True); only the parts that decide are in the trail."""
    all_parts = tuple(parts)
    deciding = [part for part in all_parts if part.holds is decisive]
    holds: bool | None = decisive
    if not deciding:
        deciding = [part for part in all_parts if part.holds is None]
        holds = None
    if not deciding:
        deciding = list(all_parts)
        holds = not decisive
    return Truth(
        holds=holds,
        reason="；".join(dict.fromkeys(part.reason for part in deciding)),
        findings=tuple(found for part in deciding for found in part.findings),
        measures=tuple(dict.fromkeys(one for part in deciding for one in part.measures)),
        inapplicable=any(part.inapplicable for part in deciding),
    )


def _clean(condition: Clean, scene: Scene) -> Truth:
    sight = look(scene, condition.sought)
    if sight.problems:
        return Truth(holds=False, reason=found_words(len(sight.problems), sight.problems), findings=sight.problems)
    if sight.dim:
        return Truth(holds=None, reason=sight.dim, findings=sight.doubts, inapplicable=sight.inapplicable)
    return Truth(holds=True, reason=f"{sought_words(scene.facts, condition.sought)}未发现问题")


def _found(condition: Found, scene: Scene) -> Truth:
    sight = look(scene, condition.sought)
    if len(sight.problems) >= condition.least:
        return Truth(holds=True, reason=found_words(len(sight.problems), sight.problems), findings=sight.problems)
    trail = sight.problems + sight.doubts
    if sight.dim:
        return Truth(holds=None, reason=sight.dim, findings=trail, inapplicable=sight.inapplicable)
    return Truth(holds=False, reason=f"{sought_words(scene.facts, condition.sought)}未达到所列情形", findings=trail)


def _measured(condition: Measured, scene: Scene) -> Truth:
    reading = condition.reading
    sight = look(scene, Sought(check=reading.check, subject=reading.subject))
    measures = read(scene, reading)
    trail = seen(reading.check, measures)
    if not measures:
        untold = f"{check_words(scene.facts, reading.check)}没有给出{measure_words(scene.facts, reading)}"
        reason = sight.dim or untold
        return Truth(holds=None, reason=reason, measures=trail, inapplicable=sight.inapplicable)
    answers = {compare(one.value, condition.op, condition.value) for one in measures}
    named = next((one for one in sight.unknowns if one.subject == reading.subject), None)
    if named:
        return Truth(holds=None, reason=named.reason, measures=trail)
    if len(answers) > 1 or None in answers:
        return Truth(holds=None, reason=f"{measure_words(scene.facts, reading)}：数值不一致或无法比较", measures=trail)
    holds = answers == {True}
    bad = scene.stance is not Stance.CHOOSES and holds is (scene.stance is Stance.TAKES)
    if bad and sight.dim and not sight.problems:
        return Truth(holds=None, reason=sight.dim, findings=sight.doubts, measures=trail)
    findings = sight.problems if bad else ()
    return Truth(holds=holds, reason=said_words(scene.facts, reading, measures[0]), findings=findings, measures=trail)


def compare(value: Value, op: Op, wanted: Wanted) -> bool | None:
    """A measure against what is wanted; None when the two cannot be compared."""
    if op is Op.IS:
        return _plain(value) == _plain(wanted)
    left, right = _plain(value), _plain(wanted)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _ordered(left < right, left == right, op)
    if isinstance(left, date) and isinstance(right, date):
        return _ordered(left < right, left == right, op)
    return None


def _ordered(less: bool, equal: bool, op: Op) -> bool:
    return {
        Op.AT_LEAST: not less,
        Op.AT_MOST: less or equal,
        Op.OVER: not less and not equal,
        Op.UNDER: less,
    }[op]


def _plain(value: Value | Wanted) -> Decimal | bool | date | str:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


def _kind(condition: UnitKind, scene: Scene) -> Truth:
    kind = scene.facts.unit_kind
    if not kind:
        return Truth(holds=None, reason="清单中没有写明单位类别")
    return Truth(holds=kind in condition.kinds, reason=f"单位类别为{kind}")


def _under(condition: ItemUnder, scene: Scene) -> Truth:
    known = scene.known.get(condition.number)
    limit = condition.value
    if known is None:
        return Truth(holds=None, reason=f"第 {condition.number} 项尚无得分")
    if known.high < limit:
        return Truth(holds=True, reason=f"第 {condition.number} 项得分低于 {limit}")
    if known.low >= limit:
        return Truth(holds=False, reason=f"第 {condition.number} 项得分不低于 {limit}")
    return Truth(holds=None, reason=f"第 {condition.number} 项得分未定")


def _given(condition: Given, scene: Scene) -> Truth:
    stated = scene.outside.given.get(condition.key)
    name = condition.text or condition.key
    if stated is None:
        return Truth(holds=None, reason=f"{name}：待人工核定")
    return Truth(holds=stated, reason=f"{name}：人工核定为{'符合' if stated else '不符合'}")
