"""The units of a site in order of their points, how sure that order is, and the items that set them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.objects import number
from reports.text import interval, one_line, points
from rubric_map.model import Rubric
from rubric_map.scorecard import Scorecard, ScoredItem, State, Verdict

MOST_ITEMS = 3  # named beside a unit; the table of items has all


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """Points that a unit surely has less than the best in one item."""

    number: str
    title: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One unit: its place by points surely earned, and between which places it may end."""

    unit: str
    place: int
    best: int
    worst: int
    settled: Decimal
    low: Decimal
    high: Decimal
    lags: tuple[Lag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """An item in which some units are surely ahead of others: the points, and who stands at both ends."""

    number: str
    title: str
    max: Decimal
    gap: Decimal
    ahead: tuple[str, ...]
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """All units under one rubric; of a task list, tasks stand in for points."""

    rubric: str
    title: str
    max: Decimal
    places: tuple[Place, ...]
    dividers: tuple[Divider, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    unit: str
    settled: Decimal
    low: Decimal
    high: Decimal


def rank(rubric: Rubric, cards: Iterable[Scorecard]) -> Ranking:
    """Rank the units; the site's own card takes no part. What is open makes places uncertain, never worse."""
    units = [card for card in cards if card.unit]
    sums = {card.unit: _sum(card) for card in units}
    whole = max((_most(card) for card in units), default=Decimal(0))
    dividers = sorted(_dividers(units), key=lambda one: -one.gap)
    places = [_place(card, sums, dividers, units) for card in units]
    return Ranking(
        rubric=rubric.id,
        title=rubric.title,
        max=whole,
        places=tuple(sorted(places, key=lambda one: (one.place, -one.high, one.unit))),
        dividers=tuple(dividers),
    )


def _sum(card: Scorecard) -> _Sum:
    if card.totals:
        return _Sum(unit=card.unit, settled=card.totals.settled, low=card.totals.low, high=card.totals.high)
    met, open_ = (Decimal(card.tally.met), Decimal(card.tally.open)) if card.tally else (Decimal(0), Decimal(0))
    return _Sum(unit=card.unit, settled=met, low=met, high=met + open_)


def _most(card: Scorecard) -> Decimal:
    if card.totals:
        return card.totals.max
    return Decimal(card.tally.met + card.tally.not_met + card.tally.open) if card.tally else Decimal(0)


def _place(card: Scorecard, sums: dict[str, _Sum], dividers: Sequence[Divider], cards: Sequence[Scorecard]) -> Place:
    mine, others = sums[card.unit], [one for unit, one in sums.items() if unit != card.unit]
    return Place(
        unit=card.unit,
        place=1 + sum(one.low > mine.low for one in others),
        best=1 + sum(one.low > mine.high for one in others),
        worst=1 + len(others) - sum(one.high <= mine.low for one in others),
        settled=mine.settled,
        low=mine.low,
        high=mine.high,
        lags=tuple(sorted(_lags(card, dividers, cards), key=lambda lag: -lag.points)),
    )


def _lags(card: Scorecard, dividers: Sequence[Divider], cards: Sequence[Scorecard]) -> Iterable[Lag]:
    mine = {item.number: _span(item) for item in card.items}
    for divider in dividers:
        spans = [_span(item) for one in cards for item in one.items if item.number == divider.number]
        best = max(span[0] for span in spans if span is not None)
        own = mine[divider.number]
        if own is not None and best > own[1]:
            yield Lag(number=divider.number, title=divider.title, points=best - own[1])


def _span(item: ScoredItem) -> tuple[Decimal, Decimal] | None:
    """What an item surely and at most gives; None where it does not apply or has no points."""
    if item.state is State.NOT_APPLICABLE:
        return None
    if item.verdict is not None:
        return Decimal(item.verdict is Verdict.MET), Decimal(item.verdict is not Verdict.NOT_MET)
    return None if item.low is None or item.high is None else (item.low, item.high)


def _dividers(cards: Sequence[Scorecard]) -> Iterable[Divider]:
    by_number: dict[str, dict[str, ScoredItem]] = {}
    for card in cards:
        for item in card.items:
            by_number.setdefault(item.number, {})[card.unit] = item
    for number_, items in by_number.items():
        spans = {unit: span for unit, item in items.items() if (span := _span(item)) is not None}
        if not spans:
            continue
        top, bottom = max(low for low, _ in spans.values()), min(high for _, high in spans.values())
        if top > bottom:
            one = next(iter(items.values()))
            yield Divider(
                number=number_,
                title=one_line(one.title),
                max=one.max if one.max is not None else Decimal(1),
                gap=top - bottom,
                ahead=tuple(unit for unit, (low, _) in spans.items() if low == top),
                behind=tuple(unit for unit, (_, high) in spans.items() if high == bottom),
            )


PLACE_HEADER = ("名次", "可能名次", "单位", "已定得分", "可能区间", "比领先单位少得的分")
DIVIDER_HEADER = ("序号", "考核项", "分值", "相差", "领先单位", "落后单位")


def place_cells(place: Place) -> tuple[Any, ...]:
    """A place under `PLACE_HEADER`."""
    names = [f"{lag.number} {lag.title}（少 {points(lag.points)}）" for lag in place.lags]
    span = str(place.best) if place.best == place.worst else f"{place.best}–{place.worst}"
    rest = f"等 {len(names)} 项" if len(names) > MOST_ITEMS else ""
    lagging = "；".join(names[:MOST_ITEMS]) + rest
    return (place.place, span, place.unit, points(place.settled), interval(place.low, place.high), lagging)


def divider_cells(divider: Divider) -> tuple[Any, ...]:
    """A divider under `DIVIDER_HEADER`."""
    ends = ("、".join(divider.ahead), "、".join(divider.behind))
    return (divider.number, divider.title, points(divider.max), points(divider.gap), *ends)


def ranking_object(ranking: Ranking) -> dict[str, Any]:
    """A ranking as JSON values."""
    return {
        "rubric": ranking.rubric,
        "title": ranking.title,
        "max": number(ranking.max),
        "places": [
            {
                "place": one.place,
                "best": one.best,
                "worst": one.worst,
                "unit": one.unit,
                "settled": number(one.settled),
                "low": number(one.low),
                "high": number(one.high),
                "lags": [{"item": lag.number, "title": lag.title, "points": number(lag.points)} for lag in one.lags],
            }
            for one in ranking.places
        ],
        "dividers": [
            {
                "item": one.number,
                "title": one.title,
                "max": number(one.max),
                "gap": number(one.gap),
                "ahead": list(one.ahead),
                "behind": list(one.behind),
            }
            for one in ranking.dividers
        ],
    }
