"""Scorecards on a terminal: one line each, or one in full."""

from collections.abc import Iterable
from typing import Any

from reports.objects import number
from reports.terminal import table
from reports.text import interval
from reports.titles import METHOD, STATE, WHOLE_SITE
from rubric_map.scorecard import Scorecard

ITEM_HEADER = ("site", "unit", "rubric", "number", "title", "max", "method", "state", "score", "low", "high")


def item_rows(card: Scorecard) -> Iterable[tuple[Any, ...]]:
    """The items of a card as rows under `ITEM_HEADER`."""
    for item in card.items:
        named = (card.site, card.unit, card.rubric, item.number, item.title, item.max, item.method)
        yield (*named, item.state.value, item.score, item.low, item.high)


def print_summary(cards: Iterable[Scorecard]) -> None:
    """One line a card: what is settled, how far it may go, and the part that is checked on the web."""
    rows = []
    for card in cards:
        online = dict(card.by_method).get("online")
        web = (
            f"{_points(online.settled)}（{interval(online.low, online.high)}，满分 {_points(online.max)}）"
            if online
            else ""
        )
        full = _points(card.totals.max) if card.totals else ""
        rows.append((card.rubric, card.unit or WHOLE_SITE, total_words(card), full, web))
    table("评分汇总", ("考核细则", "单位", "得分", "满分", "其中网上核查：已定（可能区间）"), rows)


def print_card(card: Scorecard) -> None:
    """One scorecard in full, with the sums by method under it."""
    rows = [
        (
            item.number,
            item.title,
            _points(item.max),
            _points(item.score),
            interval(item.low, item.high),
            STATE.get(item.state.value, item.state.value),
            "；".join(dict.fromkeys(line.reason for line in item.lines if line.reason))[:60],
        )
        for item in card.items
    ]
    for method, totals in card.by_method:
        points = (_points(totals.max), _points(totals.settled), interval(totals.low, totals.high))
        rows.append(("", f"合计：{METHOD.get(method, method)}", *points, "", ""))
    title = f"{card.title} · {card.unit or WHOLE_SITE}：{total_words(card)}"
    table(title, ("序号", "指标", "分值", "已定得分", "可能区间", "状态", "说明"), rows)


def total_words(card: Scorecard) -> str:
    """The whole of a card in words: points settled and their interval, or the tally of a checklist."""
    if card.totals is None:
        tally = card.tally
        return f"已完成 {tally.met}，未完成 {tally.not_met}，待定 {tally.open}" if tally else ""
    return f"已定 {_points(card.totals.settled)}，可能 {_points(card.totals.low)}–{_points(card.totals.high)}"


def _points(value: Any) -> str:
    return "" if value is None else str(number(value))
