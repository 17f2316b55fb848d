"""Sums: of groups, of methods, of the whole, with vetoes, bonus and points whose split the source does not give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rubric_map.model import Group, Rubric
from rubric_map.rules import Reach
from rubric_map.scorecard import GroupScore, State, Totals, Vetoed
from rubric_map.span import ZERO, Span, cents, exactly
from rubric_map.weighing import Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSum:
    """A group summed. `span` None where the source gives the group no points; then `lost` is what is surely off."""

    group: Group
    max: Decimal
    settled: Decimal
    span: Span | None
    lost: Decimal
    state: State

    def score(self) -> GroupScore:
        """As a scorecard shows it."""
        totals = None
        if self.span is not None:
            totals = Totals(settled=self.settled, low=self.span.low, high=self.span.high, max=self.max)
        return GroupScore(title=self.group.title, totals=totals, state=self.state)


def sum_group(group: Group, weighed: Iterable[Weighed]) -> GroupSum:
    """The items of one group; points of the group that no item claims stay open."""
    all_items = tuple(weighed)
    present = [one for one in all_items if one.item.state is not State.NOT_APPLICABLE]
    known = [one for one in present if one.item.max is not None]
    gone = sum((one.item.max or ZERO for one in all_items if one.item.state is State.NOT_APPLICABLE), ZERO)
    lost = sum((one.lost for one in present), ZERO)
    total = sum((one.item.max or ZERO for one in known), ZERO)
    span = Span(
        low=sum((one.item.low or ZERO for one in known), ZERO),
        high=sum((one.item.high or ZERO for one in known), ZERO),
    )
    settled = sum((one.settled for one in known), ZERO)
    vague = len(known) < len(present)
    most = total if group.max is None or not vague else max(total, group.max - gone)
    span = span.plus(Span(low=ZERO, high=_unclaimed(present, most - total - lost)))
    veto = strictest(one.vetoes for one in present)
    span, settled = _after(span, settled, veto.get(Reach.GROUP, Vetoed.NONE))
    told = present and not (vague and group.max is None)
    return GroupSum(
        group=group,
        max=most,
        settled=settled,
        span=span if told else None,
        lost=lost,
        state=_state(present, span),
    )


def _unclaimed(present: list[Weighed], left: Decimal) -> Decimal:
    """Points of the group that no item claims: what items without points of their own may still have of them."""
    gains = [one.gain for one in present if one.item.max is None]
    known = [gain for gain in gains if gain is not None]
    return max(ZERO, min(left, sum(known, ZERO)) if len(known) == len(gains) else left)


def _state(present: list[Weighed], span: Span) -> State:
    if not present:
        return State.NOT_APPLICABLE
    states = {one.item.state for one in present}
    if states == {State.SETTLED}:
        return State.SETTLED
    return State.OPEN if states == {State.OPEN} else State.PARTIAL


def sum_rubric(rubric: Rubric, sums: Sequence[GroupSum]) -> Totals:
    """The scored part. Points that no group claims stay open, less what is surely lost in groups without points."""
    groups = [one for one in sums if one.state is not State.NOT_APPLICABLE]
    known = [one for one in groups if one.span is not None]
    total = sum((one.max for one in known), ZERO)
    low = sum((one.span.low for one in known if one.span), ZERO)
    high = sum((one.span.high for one in known if one.span), ZERO)
    settled = sum((one.settled for one in known), ZERO)
    lost = sum((one.lost for one in groups if one.span is None), ZERO)
    most = total
    if rubric.max is not None and len(known) < len(groups):
        absent = sum(
            (one.group.max or ZERO for one in sums_absent(sums)),
            ZERO,
        )
        most = max(total, rubric.max - absent)
    high += max(ZERO, most - total - lost)
    return _rescaled(rubric, Totals(settled=settled, low=low, high=high, max=most))


def sums_absent(sums: Sequence[GroupSum]) -> list[GroupSum]:
    """The groups that do not apply."""
    return [one for one in sums if one.state is State.NOT_APPLICABLE]


def _rescaled(rubric: Rubric, totals: Totals) -> Totals:
    if not rubric.rescale or rubric.max is None or totals.max in (ZERO, rubric.max):
        return totals
    factor = rubric.max / totals.max
    return Totals(
        settled=cents(totals.settled * factor),
        low=cents(totals.low * factor),
        high=cents(totals.high * factor),
        max=rubric.max,
    )


def add(one: Totals, other: Totals) -> Totals:
    """Two totals together."""
    return Totals(
        settled=one.settled + other.settled,
        low=one.low + other.low,
        high=one.high + other.high,
        max=one.max + other.max,
    )


def after_veto(totals: Totals, veto: Vetoed) -> Totals:
    """A hit leaves nothing; an open one leaves nothing for sure."""
    span, settled = _after(Span(low=totals.low, high=totals.high), totals.settled, veto)
    return Totals(settled=settled, low=span.low, high=span.high, max=totals.max)


def _after(span: Span, settled: Decimal, veto: Vetoed) -> tuple[Span, Decimal]:
    if veto is Vetoed.HIT:
        return exactly(ZERO), ZERO
    if veto is Vetoed.OPEN:
        return Span(low=ZERO, high=span.high), settled
    return span, settled


def strictest(vetoes: Iterable[Iterable[tuple[Reach, bool | None]]]) -> dict[Reach, Vetoed]:
    """Per reach, the worst of the vetoes."""
    answers: dict[Reach, set[bool | None]] = {}
    for reach, holds in (one for many in vetoes for one in many):
        answers.setdefault(reach, set()).add(holds)
    return {
        reach: Vetoed.HIT if True in seen else Vetoed.OPEN if None in seen else Vetoed.NONE
        for reach, seen in answers.items()
    }


def by_method(weighed: Iterable[Weighed], veto: Vetoed) -> tuple[tuple[str, Totals], ...]:
    """Sums per way of assessment, of the items that have points."""
    sums: dict[str, Totals] = {}
    for one in weighed:
        item = one.item
        if item.max is None or item.low is None or item.high is None or item.state is State.NOT_APPLICABLE:
            continue
        mine = Totals(settled=one.settled, low=item.low, high=item.high, max=item.max)
        sums[item.method] = add(sums[item.method], mine) if item.method in sums else mine
    return tuple((method, after_veto(totals, veto)) for method, totals in sorted(sums.items()))
