"""Points by the band in which a value falls; bands that overlap give the span of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rubric_map.condition import Reading
from rubric_map.lines.part import Part, Room, not_yet, prints
from rubric_map.lines.tally import tally
from rubric_map.rules import Band, Ladder, Tiers
from rubric_map.scorecard import MeasureSeen
from rubric_map.span import ZERO, Span
from rubric_map.truth import judge
from rubric_map.witness import Scene, Stance, read, seen
from rubric_map.words import band_words, check_words, measure_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The values it may be: from `low` to `high` (None: no bound), or nothing told (`told` False)."""

    told: bool
    reason: str
    low: Decimal = ZERO
    high: Decimal | None = None
    findings: tuple[str, ...] = ()
    measures: tuple[MeasureSeen, ...] = ()


def weigh_tiers(rule: Tiers, scene: Scene, room: Room) -> Part:
    """The span of every band that the value may fall in, over every ladder that may hold."""
    top = max(band.high for ladder in rule.ladders for band in ladder.bands)
    full = Span(low=ZERO, high=min(top, room.most))
    waiting = not_yet(scene, rule)
    if waiting:
        return Part(rule=rule, reason=waiting, span=full, full=full)
    value = _value(rule, scene)
    span, notes = full, [value.reason]
    if value.told:
        ladders = list(_chosen(rule.ladders, scene))
        bands = [band for ladder in ladders for band in ladder.bands if _meets(band, value)]
        span = _span(bands) if bands else full
        notes.append(_say(bands, rule.open))
    return Part(
        rule=rule,
        reason="；".join(note for note in notes if note),
        span=span,
        full=full,
        findings=value.findings,
        measures=value.measures,
    )


def _span(bands: list[Band]) -> Span:
    return Span(low=min(band.low for band in bands), high=max(band.high for band in bands))


def _say(bands: list[Band], remark: str) -> str:
    if not bands:
        return "来源没有规定该数值的得分"
    names = "、".join(f"“{name}”" for name in dict.fromkeys(map(band_words, bands)))
    if len(bands) > 1:
        return f"可能属于{names}各档，由人工裁定" + (f"（{remark}）" if remark else "")
    only = bands[0]
    if only.low != only.high:
        return f"属{names}一档，来源给出 {only.low}–{only.high} 分的幅度，由人工裁定"
    return f"属{names}一档"


def _chosen(ladders: Iterable[Ladder], scene: Scene) -> Iterable[Ladder]:
    for ladder in ladders:
        if ladder.when is None:
            yield ladder
            return
        holds = judge(ladder.when, scene._replace(stance=Stance.CHOOSES)).holds
        if holds is not False:
            yield ladder
        if holds:
            return


def _value(rule: Tiers, scene: Scene) -> Reach:
    if rule.readings:
        return _together([_measured(reading, scene) for reading in rule.readings])
    counted = tally(scene, rule.count, rule.by)
    return Reach(
        told=True,
        reason=counted.reason,
        low=Decimal(counted.least),
        high=None if counted.most is None else Decimal(counted.most),
        findings=prints(counted.findings),
    )


def _together(reaches: list[Reach]) -> Reach:
    """The source that does not say how several values add up leaves everything from the least to their sum."""
    if len(reaches) == 1:
        return reaches[0]
    measures = tuple(one for reach in reaches for one in reach.measures)
    untold = next((reach for reach in reaches if not reach.told), None)
    if untold is not None:
        return Reach(told=False, reason=untold.reason, measures=measures)
    low = min(reach.low for reach in reaches)
    high = sum((reach.high or ZERO for reach in reaches), ZERO)
    reason = "、".join(reach.reason for reach in reaches) + f"；来源没有说明如何合计，按 {low}–{high} 计"
    return Reach(told=True, reason=reason, low=low, high=high, measures=measures)


def _measured(reading: Reading, scene: Scene) -> Reach:
    measures = read(scene, reading)
    trail = seen(reading.check, measures)
    values = [one.value for one in measures]
    numbers = [value for value in values if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    result = scene.result(reading.check)
    unknown = [one for one in result.unknowns if one.subject == reading.subject] if result and reading.subject else []
    if unknown:
        return Reach(told=False, reason=unknown[0].reason, measures=trail)
    if not numbers:
        untold = f"{check_words(scene.facts, reading.check)}没有给出{measure_words(scene.facts, reading)}"
        return Reach(told=False, reason=untold, measures=trail)
    low, high = min(numbers), max(numbers)
    said = f"{low}" if low == high else f"{low}–{high}"
    reason = f"{measure_words(scene.facts, reading)}：{said}"
    return Reach(told=True, reason=reason, low=Decimal(low), high=Decimal(high), measures=trail)


def _meets(band: Band, value: Reach) -> bool:
    """Whether some value of the reach lies in the band, its ends taken as stated."""
    below = (
        band.start is not None
        and value.high is not None
        and (value.high < band.start or (value.high == band.start and not band.start_closed))
    )
    above = band.end is not None and (value.low > band.end or (value.low == band.end and not band.end_closed))
    return not below and not above
