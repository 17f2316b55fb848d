"""The trail of one item: from its points over rules, measures and findings down to pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.errors import UsageError
from jobs.dossier import finding_rows
from jobs.score import titles
from reports.form_mask import mask_card
from reports.form_trail import measure_words
from reports.mask import mask_row
from reports.model import FindingRow
from reports.objects import finding_object
from reports.text import chinese_time, interval, one_line, points, settled_words
from reports.titles import METHOD, STATE, STATUS, VERDICT, WHOLE_SITE
from rubric_map.scorecard import Scorecard, ScoredItem, ScoreLine
from storage.store import Store

MOST_PLACES = 10  # of one finding on a terminal; json names all


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One item of one scorecard with the findings its lines name, by fingerprint."""

    card: Scorecard
    item: ScoredItem
    findings: Mapping[str, FindingRow]


def trails(store: Store, cards: Iterable[Scorecard], number: str) -> tuple[Trail, ...]:
    """The trail of an item on every card that has it. Raises UsageError when none has."""
    all_cards = tuple(map(mask_card, cards))
    found = [(card, item) for card in all_cards for item in card.items if item.number == number]
    if not found:
        known = "；".join(f"{card.rubric}：{'、'.join(item.number for item in card.items)}" for card in all_cards[:1])
        raise UsageError(f"没有考核项“{number}”，可用的编号：{known}")
    issues = store.findings.list(site=found[0][0].site)
    rows = {row.fingerprint: mask_row(row) for row in finding_rows(issues, ())}
    return tuple(
        Trail(card=card, item=item, findings={mark: rows[mark] for mark in _named(item) if mark in rows})
        for card, item in found
    )


def _named(item: ScoredItem) -> Iterable[str]:
    return dict.fromkeys(mark for line in item.lines for mark in line.findings)


def trail_object(trail: Trail) -> dict[str, Any]:
    """A trail as JSON values: the item of the scorecard, each finding in full in place of its fingerprint."""
    card = trail.card
    item = next(one for one in card.to_json()["items"] if one["number"] == trail.item.number)
    for line in item["lines"]:
        line["findings"] = [finding_object(trail.findings[mark]) for mark in line["findings"] if mark in trail.findings]
    return {"site": card.site, "unit": card.unit, "rubric": card.rubric, "title": card.title, "item": item}


def trail_text(trail: Trail) -> str:
    """A trail in Chinese, a fact a line."""
    return "\n".join(_lines(trail))


def _lines(trail: Trail) -> Iterator[str]:
    card, item = trail.card, trail.item
    yield f"{card.title} · {card.unit or WHOLE_SITE}"
    yield f"{item.number} {item.title}（{_most(item)}，{METHOD.get(item.method, item.method)}）：{standing(item)}"
    yield from _decision(item)
    if item.reason:
        yield f"  说明：{item.reason}"
    for nth, line in enumerate(item.lines, start=1):
        yield from _rule(nth, line, trail.findings)
    if not item.lines:
        yield "  没有逐条规则：整项按上面的说明计分。"


def _decision(item: ScoredItem) -> Iterator[str]:
    """A reviewer's decision and, beside it, what the machine came to."""
    decided, machine = item.decided, item.machine
    if decided is not None:
        until = f"，有效期至 {decided.until.isoformat()}" if decided.until else ""
        yield f"  人工核定：{decided.name}核定 {points(decided.points)} 分，理由：{decided.reason}{until}"
        yield f"  机器得分：{interval(machine.low, machine.high)} 分（{STATE[machine.state.value]}），依据如下"


def _most(item: ScoredItem) -> str:
    return "来源未给出分值" if item.max is None else f"满分 {points(item.max)} 分"


def standing(item: ScoredItem) -> str:
    """What an item came to, in words."""
    state = VERDICT[item.verdict.value] if item.verdict else STATE[item.state.value]
    if item.low is None or item.high is None:
        return state
    span = interval(item.low, item.high)
    if item.low == item.high:
        return f"{state}，得 {span} 分"
    given = "" if item.score is None else f"，{settled_words(item.score, item.low)}"
    return f"{state}{given}，可能 {span} 分"


def _rule(nth: int, line: ScoreLine, findings: Mapping[str, FindingRow]) -> Iterator[str]:
    yield f"  规则 {nth}：{line.text}"
    yield f"    结果：{STATE[line.state.value]}{_points(line)}"
    if line.reason:
        yield f"    理由：{one_line(line.reason)}"
    for measure in line.measures:
        where = f"，见 {measure.url}" if measure.url else ""
        yield f"    依据：{measure_words(measure, titles())}{where}"
    shown = [findings[mark] for mark in line.findings if mark in findings]
    for count, row in enumerate(shown, start=1):
        yield from _finding(count, row)


def _points(line: ScoreLine) -> str:
    if line.low is None or line.high is None:
        return {True: "，情形成立", False: "，情形不成立", None: ""}[line.holds]
    words = "得" if line.high > 0 or line.low >= 0 else "扣"
    low, high = (line.low, line.high) if words == "得" else (-line.high, -line.low)
    return f"，{words} {interval(low, high)} 分"


def _finding(count: int, row: FindingRow) -> Iterator[str]:
    kind = "疑似" if row.doubtful else "问题"
    yield f"    {kind} {count}：{one_line(row.message)}（{row.check_title}·{row.code_title}，{STATUS[row.status]}）"
    yield f"      页面：{row.page_url}"
    if row.target_url:
        yield f"      指向：{row.target_url}"
    yield from _places(row)
    seen = f"首次发现：{chinese_time(row.first_seen)}；最近看到：{chinese_time(row.last_seen)}"
    yield f"      {seen}；编号 {row.fingerprint}"


def _places(row: FindingRow) -> Sequence[str]:
    if len(row.places) < 2:
        return ()
    shown = [
        f"      位置：{place.page_url}" + (f"（{one_line(place.text)}）" if place.text else "") for place in row.places
    ]
    rest = len(shown) - MOST_PLACES
    return shown if rest <= 0 else [*shown[:MOST_PLACES], f"      另有 {rest} 处，用 --format json 查看全部"]
