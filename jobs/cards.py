"""Scorecards on a terminal: one line each, or one in full."""

from collections.abc import Iterable
from typing import Any

from jobs.console_text import tell
from reports.changes import CHANGE_HEADER, CardChange, change_rows
from reports.objects import number
from reports.ranking import DIVIDER_HEADER, PLACE_HEADER, Ranking, divider_cells, place_cells
from reports.terminal import table
from reports.text import chinese_time, interval, settled_words, tally
from reports.titles import METHOD, STATE, WHOLE_SITE
from rubric_map.scorecard import Scorecard, ScoredItem, Totals

_MOST_REMARK = 60  # characters; --explain says all

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
        web = f"{_standing(online)}，满分 {_points(online.max)}" if online else ""
        full = _points(card.totals.max) if card.totals else ""
        rows.append((card.rubric, card.unit or WHOLE_SITE, total_words(card), full, web))
    table("评分汇总", ("考核细则", "单位", "得分", "满分", "其中网上核查"), rows)


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
            remark(item),
        )
        for item in card.items
    ]
    for method, totals in card.by_method:
        points = (_points(totals.max), _points(totals.settled), interval(totals.low, totals.high))
        rows.append(("", f"合计：{METHOD.get(method, method)}", *points, "", ""))
    title = f"{card.title} · {card.unit or WHOLE_SITE}：{total_words(card)}"
    table(title, ("序号", "指标", "分值", "已定得分", "可能区间", "状态", "说明"), rows)


def remark(item: ScoredItem) -> str:
    """Why, in few words and each said once; a reviewer's decision with what the machine came to."""
    reasons = [line.reason for line in item.lines if line.reason]
    if item.decided is not None:
        machine = interval(item.machine.low, item.machine.high)
        reasons.insert(0, f"{item.decided.name}核定（机器得分 {machine}）：{item.decided.reason}")
    said = "；".join(dict.fromkeys(part for reason in reasons for part in reason.split("；")))
    return said if len(said) <= _MOST_REMARK else said[: _MOST_REMARK - 1] + "…"


def total_words(card: Scorecard) -> str:
    """The whole of a card in words: points settled and their interval, or the tally of a checklist."""
    if card.totals is None:
        return tally(card.tally.met, card.tally.not_met, card.tally.open) if card.tally else ""
    return _standing(card.totals)


def _standing(whole: Totals) -> str:
    settled = settled_words(whole.settled, whole.low)
    return f"{settled}，可能 {_points(whole.low)}–{_points(whole.high)}"


def _points(value: Any) -> str:
    return "" if value is None else str(number(value))


def print_ranking(rankings: Iterable[Ranking]) -> None:
    """The units in order, then the items that set them apart."""
    for ranking in rankings:
        table(f"{ranking.title} · 排名", PLACE_HEADER, [place_cells(place) for place in ranking.places])
        if ranking.dividers:
            table("拉开差距的考核项", DIVIDER_HEADER, [divider_cells(divider) for divider in ranking.dividers])


def print_changes(changes: Iterable[CardChange]) -> None:
    """What moved on each card since the run before."""
    for change in changes:
        title = f"{change.after.title} · {change.after.unit or WHOLE_SITE}"
        if change.before is None:
            tell(f"{title}：没有更早运行的得分可比")
        elif not change.items:
            tell(f"{title}：与 {chinese_time(change.before.observed_at)} 的运行相比没有变化")
        else:
            since = f"与 {chinese_time(change.before.observed_at)} 的运行相比"
            table(f"{title}（{since}）", CHANGE_HEADER[1:], [row[1:] for row in change_rows([change])])
