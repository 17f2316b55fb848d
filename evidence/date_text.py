"""Dates in Chinese text: what counts as one, how sure it is, and what only looks like one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

# A date without a year may lie this far ahead of the run (clocks, time zones) before the year before is meant.
IMPLIED_AHEAD = timedelta(days=2)


class DateSource(StrEnum):
    """Where a date was read."""

    LABEL = "label"  # after 发布日期 and the like
    META = "meta"  # a tag of the head
    VISIBLE = "visible"  # shown without a label
    ADDRESS = "address"  # in the address of the page
    RELATIVE = "relative"  # 昨天, 3天前
    YEAR_IMPLIED = "year-implied"  # [03-05]
    ATTRIBUTE = "attribute"  # title or data-* of a link
    FEED = "feed"  # a list that a script draws


class Confidence(StrEnum):
    """How sure the reading of a date is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFound:
    """A date, where it was read, how sure that is, and the words it was read from."""

    value: date
    source: DateSource
    confidence: Confidence
    text: str


class Spot(NamedTuple):
    """A date and where it stands in a text."""

    start: int
    end: int
    found: DateFound


# \d and int() read full-width digits too, so no text has to be rewritten first. The patterns begin with a set of
# digits and look back after it, and give no white space back: both keep a search of a whole page quick.
_CN = "〇○◯零ＯO0一二三四五六七八九"
_CN_YEAR = rf"[一二](?<![\d{_CN}].)[九{_CN}][{_CN}]{{2}}"
_YEAR = r"[12１２](?<![\dA-Za-z〔第¥￥$].)(?<!\d[.\-/:].)(?:(?<=[1１])[9９]|(?<=[2２])[0０])\d\d"
_TIME = (
    r"(?:[T\s]*+\d{1,2}\s*+[:：时]\s*+\d{1,2}(?:\s*+[:：分]\s*+\d{1,2})?(?:\.\d{1,3}|\s[AP]M)?(?:\+\d\d:?\d\d|Z)?秒?)?"
)
_NUMERIC = re.compile(
    rf"({_YEAR})\s*+([-/.－／．—–‐])\s*+(\d{{1,2}})\s*+\2\s*+(\d{{1,2}})(?!\d|[.\-/]\d(?!\d?[:：])|\s*+学[年期])"
    + _TIME
)
_WRITTEN = re.compile(
    rf"({_YEAR})\s*+年\s*+(\d{{1,2}}|[元正一二三四五六七八九十]{{1,2}})\s*+月\s*+"
    rf"(\d{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}})\s*+[日号]{_TIME}"
)
_NUMERALS = re.compile(
    rf"({_CN_YEAR})\s*+年\s*+([元正一二三四五六七八九十]{{1,2}})\s*+月\s*+([一二三四五六七八九十廿卅]{{1,3}}|\d{{1,2}})\s*+[日号]"
)
_MONTH_DAY = re.compile(rf"([\d](?<![\d年每].)(?<!年\s.)\d?)\s*+月\s*+(\d{{1,2}})\s*+[日号]{_TIME}")
_BRACKETED = re.compile(r"[\[(（【]\s*+(\d{1,2})\s*+([-/.])\s*+(\d{1,2})\s*+[\])）】]")
_BARE = re.compile(
    r"([01０１](?<![^\s|].)\d)([-/])(\d\d)(?=\s|$|\|)(?!\s*+(?:[:：时点人元个页号楼室岁%]|\d{3}))" + _TIME
)
_SHORT_YEAR = re.compile(
    r"([\d](?<![^\s\[(（【|:：].)\d)(?:([-/])(\d{1,2})\2(\d{1,2})|\.(\d\d)\.(\d\d))(?=\s|$|[\])）】|])"
)
# 11/3/2026 of servers that speak English, 20261103, Tue Nov 03 10:20:00 CST 2026 and Nov 3, 2026.
_YEAR_LAST = re.compile(r"([\d](?<![^\s\[(（【|:：].)\d?)/(\d{1,2})/(20\d\d)(?![\d/])" + _TIME)
_COMPACT = re.compile(r"2(?<![^\s\[(（【|:：].)(0\d\d)([01]\d)([0-3]\d)(?=\s|$|[\])）】|])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ENGLISH = re.compile(
    rf"\b(?:(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s(?P<d>\d{{1,2}})(?:,\s?|\s(?:\d\d:\d\d:\d\d\s)?(?:[A-Z]{{2,4}}\s)?)(?P<y>20\d\d)"
    rf"|(?P<d2>\d{{1,2}})\s(?P<m2>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?,?\s(?P<y2>20\d\d))(?!\d)"
)
_SAID = re.compile(r"(今天|今日|刚刚|昨天|昨日|前天|前日)(?![\w,，、])")
_AGO = re.compile(r"(\d(?<!\w.)\d{0,2}|(?<=[于布新])\d{1,3})\s*+个?(分钟|小时|天|日|周|星期|月|年)(?:以)?前(?!\w)")
_RANGE_GAP = re.compile(
    r"\s*+(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?\s*+)?(?:起\s*+)?(?:[至到]|[-－—–―~～]{1,2})\s*+"
)
_RANGE_TAIL = re.compile(_RANGE_GAP.pattern + r"(?:\d{1,2}\s*+[日号]|[一二三四五六七八九十]{1,3}\s*+[月日]|今|长期)")
_RANGE_HEAD = re.compile(r"\d\s*+[日号月]?\s*+(?:[至到]|[—–―~～]{1,2})\s*$")
_SAID_AFTER = "于布新"

_DIGITS = {**dict.fromkeys("〇○◯零ＯO0", 0), **{c: n for n, c in enumerate("一二三四五六七八九", 1)}}
_DAYS_BACK = {"今天": 0, "今日": 0, "刚刚": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2}
_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "年": 365}

# What may stand right before and after a date that is a field of its own and not a part of a sentence.
_BEFORE_FIELD = re.compile(r"(?:^|[\s\[(（【|:：·/>»…])$")
# A weekday or 今天是 beside it marks the page's clock.
_CLOCK_AFTER = re.compile(r"\s*+(?:星期|周[一二三四五六日天]|农历|礼拜)")
_CLOCK_BEFORE = re.compile(r"(?:今天|今日|现在|当前|北京时间|系统时间)(?:是|时间|日期)?[:：\s]*+$")
_AFTER_FIELD = re.compile(
    r"[ \t\xa0\u3000]*+(?:$|[\n\r\])）】|<·•/\[【]|来源|作者|信息来源|浏览|点击|阅读|字体|字号"
    r"|发布|编辑|责编|访问|打印|分享)"
    # The source without a label.
    r"|[ \t\xa0\u3000]++(?:本站|本网|[\u4e00-\u9fff]{1,15}[局委办厅院部处室心会队所馆站校司科团府道乡镇县市区网社报台])"
    r"(?=[\s【\[|]|$)"
    r"|[\s\u3000]{2}"
)


def read_dates(text: str, *, today: date) -> tuple[DateFound, ...]:
    """The dates of a text in their order.

    Version numbers, 文号, telephone and index numbers, school years and the two ends of a period are none.
    A date without a year takes the nearest year that does not lie ahead of `today`.
    """
    return tuple(spot.found for spot in scan(text, today))


def scan(text: str, today: date) -> list[Spot]:
    """The dates of a text with their places."""
    spots = sorted(_candidates(text, today), key=lambda spot: (spot.start, -spot.end))
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return _without_ranges(text, kept) if kept else kept


def fields(text: str, today: date, *, weekdays: bool = False) -> list[Spot]:
    """The dates that stand as fields of their own (next to a title, in a list row), not inside a sentence.

    With `weekdays` a day that is not today may have its weekday after it.
    """
    return [spot for spot in scan(text, today) if is_field(text, spot, weekday=weekdays and spot.found.value != today)]


def is_field(text: str, spot: Spot, *, weekday: bool = False) -> bool:
    """Whether a date stands by itself and is not the page's clock; with `weekday` one may follow it."""
    if text[spot.end - 1] in "])）】":
        return True
    before = text[max(0, spot.start - 1) : spot.start]
    named = _CLOCK_AFTER.match(text, spot.end) if weekday else None
    standing = _BEFORE_FIELD.search(before) and (named or _AFTER_FIELD.match(text, spot.end))
    return bool(standing) and not is_clock(text, spot.start, len(text) if named else spot.end)


def is_clock(text: str, start: int, end: int) -> bool:
    """Whether a date tells visitors what day it is: a weekday after it, 今天是 before it."""
    return bool(_CLOCK_AFTER.match(text, end)) or bool(_CLOCK_BEFORE.search(text[max(0, start - 10) : start]))


def as_date(year: int, month: int, day: int) -> date | None:
    """A calendar date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest(month: int, day: int, today: date) -> date | None:
    """The latest such day that does not lie ahead of today (a little tolerance); 29 February goes back to its year."""
    for year in range(today.year + 1, today.year - 8, -1):
        value = as_date(year, month, day)
        if value and value <= today + IMPLIED_AHEAD:
            return value
    return None


def number(text: str) -> int:
    """A number in digits of any width or in Chinese numerals up to 39."""
    if text.isdigit():
        return int(text)
    text = text.replace("元", "一").replace("正", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _year(text: str) -> int:
    return int(text) if text.isdigit() else int("".join(str(_DIGITS[c]) for c in text))


def _spot(match: re.Match[str], value: date | None, source: DateSource, confidence: Confidence) -> Iterator[Spot]:
    if value is not None:
        words = " ".join(match.group().split())
        yield Spot(match.start(), match.end(), DateFound(value=value, source=source, confidence=confidence, text=words))


def _candidates(text: str, today: date) -> Iterator[Spot]:
    if "月" in text:
        for m in _WRITTEN.finditer(text):
            value = as_date(_year(m[1]), number(m[2]), number(m[3]))
            yield from _spot(m, value, DateSource.VISIBLE, Confidence.HIGH)
        for m in _NUMERALS.finditer(text):
            value = as_date(_year(m[1]), number(m[2]), number(m[3]))
            yield from _spot(m, value, DateSource.VISIBLE, Confidence.HIGH)
        for m in _MONTH_DAY.finditer(text):
            value = nearest(int(m[1]), int(m[2]), today)
            yield from _spot(m, value, DateSource.YEAR_IMPLIED, Confidence.LOW)
    for m in _NUMERIC.finditer(text):
        yield from _spot(m, as_date(int(m[1]), int(m[3]), int(m[4])), DateSource.VISIBLE, Confidence.HIGH)
    if "-" in text or "/" in text or "." in text:
        yield from _shortened(text, today)
    if " 20" in text and any(month in text for month in _MONTHS):
        yield from _english(text)
    for m in _COMPACT.finditer(text):
        value = as_date(2000 + int(m[1]), int(m[2]), int(m[3]))
        yield from _spot(m, value, DateSource.YEAR_IMPLIED, Confidence.LOW)
    if "前" in text or "天" in text or "今" in text or "昨" in text or "刚" in text:
        yield from _relative(text, today)


def _shortened(text: str, today: date) -> Iterator[Spot]:
    for pattern in (_BRACKETED, _BARE):
        for m in pattern.finditer(text):
            value = nearest(int(m[1]), int(m[3]), today)
            alone = pattern is _BRACKETED or m.group().strip() == text.strip()
            yield from _spot(m, value, DateSource.YEAR_IMPLIED, Confidence.MEDIUM if alone else Confidence.LOW)
    for m in _SHORT_YEAR.finditer(text):
        value = as_date(2000 + int(m[1]), int(m[3] or m[5]), int(m[4] or m[6]))
        if value and value.year <= today.year + 1:
            yield from _spot(m, value, DateSource.YEAR_IMPLIED, Confidence.LOW)
    for m in _YEAR_LAST.finditer(text):
        value = as_date(int(m[3]), int(m[1]), int(m[2])) or as_date(int(m[3]), int(m[2]), int(m[1]))
        yield from _spot(m, value, DateSource.VISIBLE, Confidence.MEDIUM)


def _english(text: str) -> Iterator[Spot]:
    for m in _ENGLISH.finditer(text):
        month = _MONTHS.index(m["m"] or m["m2"]) + 1
        value = as_date(int(m["y"] or m["y2"]), month, int(m["d"] or m["d2"]))
        yield from _spot(m, value, DateSource.VISIBLE, Confidence.MEDIUM)


def _relative(text: str, today: date) -> Iterator[Spot]:
    for m in _SAID.finditer(text):
        before = text[m.start() - 1 : m.start()]
        if not before.isalnum() or before in _SAID_AFTER:
            value = today - timedelta(days=_DAYS_BACK[m[1]])
            yield from _spot(m, value, DateSource.RELATIVE, Confidence.MEDIUM)
    for m in _AGO.finditer(text):
        count, unit = int(m[1]), m[2]
        days = count // 24 if unit == "小时" else count * _UNIT_DAYS.get(unit, 0)
        rough = unit in ("月", "年", "周", "星期")
        confidence = Confidence.LOW if rough else Confidence.MEDIUM
        yield from _spot(m, today - timedelta(days=days), DateSource.RELATIVE, confidence)


def _without_ranges(text: str, spots: list[Spot]) -> list[Spot]:
    """Drop both ends of every period: neither says when something was published."""
    ends = set()
    for index, spot in enumerate(spots):
        following = spots[index + 1] if index + 1 < len(spots) else None
        if following and _RANGE_GAP.fullmatch(text, spot.end, following.start):
            ends |= {index, index + 1}
        elif _RANGE_TAIL.match(text, spot.end) or _RANGE_HEAD.search(text[max(0, spot.start - 8) : spot.start]):
            ends.add(index)
    return [spot for index, spot in enumerate(spots) if index not in ends]
