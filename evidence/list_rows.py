"""The date of one row of a list, from the texts, attributes and address of the row."""

import re
from collections.abc import Mapping
from datetime import date

from evidence.date_address import address_date
from evidence.date_text import Confidence, DateFound, DateSource, Spot, as_date, fields, is_clock, nearest

# Longer texts are no row.
ROW_LIMIT = 800
# Begins with a set, so that a search passes over other characters quickly.
_MAYBE = re.compile(
    r"[0-9０-９一二三四五六七八九今昨前刚](?:\s*+[-/.．－／年月日天小分周星个]|\s*+\n\s*+[0-9]|刚|0[0-9]{6}(?![0-9])|"
    r",?\s(?:[A-Z][A-Za-z]{1,8}\s)?20[0-9]{2}(?![0-9]))"
)
# Nine rows of ten: a full date as a field of its own. Anything else goes the long way through date_text.
_PLAIN_ROW = re.compile(
    r"(?:^|[\s\[(（【:：|…])((?:19|20)\d\d)([-/.年])(\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?=\s*(?:[\n\])】）|]|$))"
)
# 发文日期 stands before it, 实施日期 after it.
# A message is published with its reply.
_ISSUED = re.compile(
    r"(?:发布(?:日期|时间)|[回答]复(?:日期|时间)?)[\s:：】]*((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})"
)
_SPLIT = (
    (re.compile(r"(?:^|\n)(\d{1,2})\s*日?\s*/?\n\s*((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?\s*(?:\n|$)"), "dym"),
    (re.compile(r"(?:^|\n)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?\s*[-/.]?\n\s*(\d{1,2})\s*日?\s*(?:\n|$)"), "ymd"),
    (re.compile(r"(?:^|\n)(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\n\s*((?:19|20)\d\d)\s*年?\s*(?:\n|$)"), "mdy"),
    (re.compile(r"(?:^|\n)((?:19|20)\d\d)\s*年?\n\s*(\d{1,2})\s*[-/.月]\s*\n?\s*(\d{1,2})\s*日?\s*(?:\n|$)"), "ymd"),
    (re.compile(r"(?:^|\n)(\d{1,2})\s*日?\n\s*(\d{1,2})\s*月\s*\n\s*((?:19|20)\d\d)\s*年?\s*(?:\n|$)"), "dmy"),
)
_SPLIT_NO_YEAR = (
    (re.compile(r"(?:^|\n)(\d{1,2})\s*日?\n\s*(\d{1,2})\s*月\s*(?:\n|$)"), "dm"),
    (re.compile(r"(?:^|\n)(\d{1,2})\s*月\n\s*(\d{1,2})\s*日?\s*(?:\n|$)"), "md"),
)
_TOLD = re.compile("日期|时间|发布|发表")


def may_hold_date(text: str) -> bool:
    """Whether anything like a date stands in a text; a quick no."""
    return bool(_MAYBE.search(text))


def count_dates(text: str) -> int:
    """How many full dates stand as fields in the text of a block."""
    return sum(1 for _ in _PLAIN_ROW.finditer(text))


def date_in(text: str, today: date) -> DateFound | None:
    """The date that stands as a field in the text of a row without its link."""
    if len(text) > ROW_LIMIT or not _MAYBE.search(text):
        return None
    issued = _ISSUED.search(text) if "发布" in text or "复" in text else None
    if issued and (value := as_date(int(issued[1]), int(issued[2]), int(issued[3]))):
        return _found(value, DateSource.VISIBLE, Confidence.HIGH, issued.group())
    plain = _PLAIN_ROW.search(text)
    if plain and not is_clock(text, plain.start(1), plain.end()):
        value = as_date(int(plain[1]), int(plain[3]), int(plain[4]))
        if value:
            return _found(value, DateSource.VISIBLE, Confidence.HIGH, plain.group())
    split = _split(text, today)
    return split or _best(fields(text, today, weekdays=True))


def date_at_edge(text: str, today: date) -> DateFound | None:
    """The date at the beginning or the end of a link's own words: `[01-04] 标题`, `标题 2024-03-05`."""
    if len(text) > ROW_LIMIT or not _MAYBE.search(text):
        return None
    split = _split(text, today)
    if split:
        return split
    spots = [spot for spot in fields(text, today) if _at_edge(text, spot)]
    return _best(spots)


def date_in_attributes(attributes: Mapping[str, str | None], today: date) -> DateFound | None:
    """The date in a title that names it (发布时间：…) or in an attribute that is called date or time."""
    for name, value in attributes.items():
        if not value or name == "href":
            continue
        if "date" in name or "time" in name or (name == "title" and _TOLD.search(value)):
            best = _best(fields(value, today))
            if best and best.source is DateSource.VISIBLE:
                return _found(best.value, DateSource.ATTRIBUTE, Confidence.MEDIUM, best.text)
    return None


def settle(shown: DateFound | None, attributes: Mapping[str, str | None], url: str, today: date) -> DateFound | None:
    """The date of a row: what is shown; a year it lacks, or a date nobody shows, from the attributes or the address."""
    if shown and shown.source is not DateSource.YEAR_IMPLIED:
        return shown
    other = date_in_attributes(attributes, today) or (address_date(url, today=today) if url else None)
    if shown is None or other is None:
        return shown or other
    return _with_year_of(shown, other)


def _with_year_of(shown: DateFound, other: DateFound) -> DateFound:
    """The day that is shown in the year that brings it nearest to the other date."""
    month, day = shown.value.month, shown.value.day
    years = (other.value.year - 1, other.value.year, other.value.year + 1)
    days = [value for year in years if (value := as_date(year, month, day))]
    if not days:
        return shown
    value = min(days, key=lambda value: abs(value - other.value))
    confidence = Confidence.HIGH if value == other.value else Confidence.MEDIUM
    return _found(value, shown.source, confidence, shown.text)


def _split(text: str, today: date) -> DateFound | None:
    """A date whose parts stand in elements of their own: `03` over `2026-11`."""
    if text.count("\n") == 0:
        return None
    for pattern, order in (*_SPLIT, *_SPLIT_NO_YEAR):
        match = pattern.search(text)
        if match is None:
            continue
        part = {letter: int(match[i]) for i, letter in enumerate(order, 1)}
        if "y" in part:
            value = as_date(part["y"], part["m"], part["d"])
            source, confidence = DateSource.VISIBLE, Confidence.HIGH
        else:
            value = nearest(part["m"], part["d"], today)
            source, confidence = DateSource.YEAR_IMPLIED, Confidence.MEDIUM
        if value:
            return _found(value, source, confidence, match.group())
    return None


def _at_edge(text: str, spot: Spot) -> bool:
    before = text[: spot.start].rpartition("\n")[2].strip(" [【(（")
    after = text[spot.end :].partition("\n")[0].strip(" ]】)）")
    return not before or not after or before.endswith((":", "："))


def _best(spots: list[Spot]) -> DateFound | None:
    """The first full date, else the first of any kind."""
    full = (spot.found for spot in spots if spot.found.source is DateSource.VISIBLE)
    return next(full, None) or next((spot.found for spot in spots), None)


def _found(value: date, source: DateSource, confidence: Confidence, text: str) -> DateFound:
    return DateFound(value=value, source=source, confidence=confidence, text=" ".join(text.split()))
