"""What changed on a scorecard since the one before, and why, item by item."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from reports.model import FindingRow
from reports.objects import iso, number
from reports.scores import ScoreItem, ScoreSheet
from reports.text import interval, one_line, points
from reports.titles import ANSWER, STATUS, VERDICT

MOST_WHYS = 5  # findings named one by one; the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """One item before and after, and the reasons in Chinese; None before: the item was not there."""

    number: str
    title: str
    before: ScoreItem | None
    after: ScoreItem
    whys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChange:
    """One scorecard and the one before it; None before: there was none."""

    before: ScoreSheet | None
    after: ScoreSheet
    items: tuple[ItemChange, ...]


Findings = Mapping[str, FindingRow]
Titles = Mapping[tuple[str, str], str]


def compare(before: ScoreSheet | None, after: ScoreSheet, findings: Findings, titles: Titles) -> CardChange:
    """The items whose points, interval or verdict moved, each with what moved them."""
    if before is None:
        return CardChange(before=None, after=after, items=())
    old_items = {item.number: item for item in before.items}
    old_data, new_data = _data(before), _data(after)
    changes = []
    for item in after.items:
        old = old_items.get(item.number)
        if old is None or _stand(old) != _stand(item):
            whys = tuple(dict.fromkeys(_whys(old_data.get(item.number, {}), new_data[item.number], findings, titles)))
            changes.append(ItemChange(number=item.number, title=item.title, before=old, after=item, whys=whys))
    return CardChange(before=before, after=after, items=tuple(changes))


def _data(sheet: ScoreSheet) -> dict[str, Mapping[str, Any]]:
    return {str(item["number"]): item for item in sheet.document.get("items") or ()}


def _stand(item: ScoreItem) -> tuple[Any, ...]:
    return (item.score or Decimal(0), item.low, item.high, item.verdict)


def _whys(old: Mapping[str, Any], new: Mapping[str, Any], findings: Findings, titles: Titles) -> list[str]:
    """What moved an item: decisions, findings, measures; the reasons as given where none of these did."""
    was, now = _moved(old, new), _moved(new, old)
    return [*_causes(was, now, findings, titles)] or [*_other_reasons(was, now)]


def _moved(item: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item with only the rules that stand otherwise than on the other card; with all where none does."""
    there = {line["rule"]: line for line in other.get("lines") or ()}
    lines = [line for line in item.get("lines") or () if _ends_of(line) != _ends_of(there.get(line["rule"], {}))]
    return {**item, "lines": lines} if lines else item


def _ends_of(line: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(line.get(name) for name in ("low", "high", "holds"))


def _causes(old: Mapping[str, Any], new: Mapping[str, Any], findings: Findings, titles: Titles) -> Iterator[str]:
    yield from _decisions(old.get("decided"), new.get("decided"))
    was, now = _marks(old), _marks(new)
    yield from _listed("新增问题", [mark for mark in now if mark not in was], findings)
    yield from _listed("不再计入的问题", [mark for mark in was if mark not in now], findings)
    yield from _measures(old, new, titles)


def _other_reasons(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if _reasons(old) != _reasons(new):
        gone = "；".join(reason for reason in _reasons(old) if reason not in _reasons(new))
        come = "；".join(reason for reason in _reasons(new) if reason not in _reasons(old))
        yield f"理由由“{gone or '无'}”变为“{come or '无'}”"


def _decisions(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[str]:
    if old == new:
        return
    if new:
        yield f"{new['name']}核定为 {new['points']} 分：{new['reason']}"
    elif old:
        yield f"{old['name']}核定的 {old['points']} 分不再有效"


def _marks(item: Mapping[str, Any]) -> dict[str, None]:
    return dict.fromkeys(mark for line in item.get("lines") or () for mark in line.get("findings") or ())


def _listed(word: str, marks: list[str], findings: Findings) -> Iterator[str]:
    for mark in marks[:MOST_WHYS]:
        row = findings.get(mark)
        yield f"{word}：{one_line(row.message)}（{STATUS[row.status]}，{row.page_url}）" if row else f"{word}：{mark}"
    if len(marks) > MOST_WHYS:
        yield f"{word}另有 {len(marks) - MOST_WHYS} 个"


def _measures(old: Mapping[str, Any], new: Mapping[str, Any], titles: Titles) -> Iterator[str]:
    was, now = _values(old), _values(new)
    for key, value in now.items():
        if key in was and was[key] != value:
            yield f"{_named(key, titles)}由{ANSWER.get(was[key], was[key])}变为{ANSWER.get(value, value)}"


def _values(item: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    seen = [measure for line in item.get("lines") or () for measure in line.get("measures") or ()]
    names = ("check", "name", "subject", "url", "unit")
    return {tuple(str(one.get(name) or "") for name in names): str(one.get("value")) for one in seen}


def _named(key: tuple[str, ...], titles: Titles) -> str:
    check, name, subject, *_ = key
    title = titles.get((check, name), name)
    return f"“{subject}”：{title}" if subject else title


def _reasons(item: Mapping[str, Any]) -> list[str]:
    lines = item.get("lines") or ()
    return [one_line(str(part["reason"])) for part in (item, *lines) if part.get("reason")]


def stood(item: ScoreItem | None) -> str:
    """How an item stood, in words."""
    if item is None:
        return "无此项"
    if item.verdict:
        return VERDICT[item.verdict]
    return interval(item.low, item.high)


def difference(change: ItemChange) -> str:
    """By how much an item moved where both ends moved alike; else empty."""
    old, new = change.before, change.after
    if old is None or None in (old.low, old.high, new.low, new.high):
        return ""
    low, high = _less(new.low, old.low), _less(new.high, old.high)
    return f"{'+' if low > 0 else ''}{points(low)}" if low == high and low else ""


def _less(one: Decimal | None, other: Decimal | None) -> Decimal:
    return (one or Decimal(0)) - (other or Decimal(0))


CHANGE_HEADER = ("单位", "序号", "考核项", "上次", "本次", "增减", "原因")


def change_rows(changes: Iterable[CardChange]) -> Iterator[tuple[str, ...]]:
    """The changes under `CHANGE_HEADER`."""
    for card in changes:
        for one in card.items:
            whys = "；".join(one.whys)
            yield (card.after.unit, one.number, one.title, stood(one.before), stood(one.after), difference(one), whys)


def change_object(card: CardChange) -> dict[str, Any]:
    """The changes of one card as JSON values."""
    before: datetime | None = card.before.observed_at if card.before else None
    return {
        "site": card.after.site,
        "unit": card.after.unit,
        "rubric": card.after.rubric,
        "before": iso(before) if before else None,
        "after": iso(card.after.observed_at),
        "items": [
            {
                "number": one.number,
                "title": one.title,
                "before": _ends(one.before),
                "after": _ends(one.after),
                "whys": list(one.whys),
            }
            for one in card.items
        ],
    }


def _ends(item: ScoreItem | None) -> dict[str, Any] | None:
    if item is None:
        return None
    low, high = (None if end is None else number(end) for end in (item.low, item.high))
    return {"state": item.state, "verdict": item.verdict or None, "low": low, "high": high}
