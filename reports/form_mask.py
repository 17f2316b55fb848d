"""Scorecards as they may leave the house: personal numbers in reasons and measures covered."""

from dataclasses import replace

from reports.mask import mask
from rubric_map.scorecard import MeasureSeen, Scorecard, ScoredItem, ScoreLine


def mask_card(card: Scorecard) -> Scorecard:
    """The card with its free text masked."""
    return replace(card, items=tuple(map(_item, card.items)), notes=tuple(map(mask, card.notes)))


def _item(item: ScoredItem) -> ScoredItem:
    decided = replace(item.decided, reason=mask(item.decided.reason)) if item.decided else None
    return replace(item, reason=mask(item.reason), lines=tuple(map(_line, item.lines)), decided=decided)


def _line(line: ScoreLine) -> ScoreLine:
    return replace(line, reason=mask(line.reason), measures=tuple(map(_measure, line.measures)))


def _measure(measure: MeasureSeen) -> MeasureSeen:
    return replace(measure, subject=mask(measure.subject), value=mask(measure.value))
