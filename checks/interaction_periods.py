"""The period of a public consultation, as its page states it."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from evidence.date_text import as_date

LONGEST = 400  # days; a longer range is that of a plan, not of a consultation
HALF_A_YEAR = 183
SLACK = 7  # days by which a call may be put up after its period began
CONTEXT = 36  # characters before a period that say what it is of

_DAY = r"(20\d\d)\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*[日号]?"
_CLOCK = r"(?:\s*\d{1,2}\s*[:：时点]\s*(?:\d{1,2}\s*分?)?(?:[:：]\d{2})?)?"
_RANGE = re.compile(
    rf"{_DAY}{_CLOCK}\s*(?:[(（][^)）]{{1,8}}[)）])?\s*(?:起|开始|零时)?\s*[,，]?\s*(?:至|到|[-‐‑–—―─−－~～]+)\s*"
    r"(?:截[止至]\s*)?(?:(20\d\d)\s*[年\-/.]\s*)?(?:(\d{1,2})\s*[月\-/.]\s*)?(\d{1,2})(?!\d|\s*[-/.年月]\s*\d)\s*[日号]?"
)
_OF = re.compile(r"时间|期限|日期|征求|征集|意见|期间|公示|期为|自|从")
_NOT_OF = re.compile(r"施行|实施|有效期|规划期|执行|会议|听证会|规划|年度")
_START = re.compile(rf"(?:开始|起始)(?:时间|日期)\s*[:：]?\s*{_DAY}")
_END = re.compile(
    rf"(?:(?:结束|截止|截至)(?:时间|日期)?\s*(?:为|到|至|是)?\s*[:：]?|(?:即日|[发公]布之日|公告之日)起?(?:开始)?\s*[,，]?\s*[至到])\s*{_DAY}"
)
_BEFORE = re.compile(
    rf"(?:请[^。\n]{{0,40}}?(?:于|在|至)?|[于在]|至|[前止到])\s*{_DAY}{_CLOCK}\s*(?:下班|24时|17时)?\s*(?:[(（][^)）]{{1,10}}[)）])?\s*(?:之前|以前|前|止|为止)"
)
# 征集时间：6月8日至7月8日, 请于7月15日前反馈: days of the year of the call, or of the next one.
_MONTH_DAY = r"(?<![\d年])(\d{1,2})月(\d{1,2})日"
_SHORT_RANGE = re.compile(
    rf"{_MONTH_DAY}{_CLOCK}\s*(?:起|开始)?\s*[,，]?\s*(?:至|到|[-‐‑–—―─−－~～]+)\s*(?:(\d{{1,2}})月)?(\d{{1,2}})日"
)
_SHORT_BEFORE = re.compile(
    rf"(?:请[^。\n]{{0,40}}?(?:于|在)|务必于|截[止至](?:时间|日期)?\s*(?:为|到|至)?\s*[:：]?)\s*{_MONTH_DAY}{_CLOCK}\s*"
    r"(?:下班)?(?:之前|以前|前|止|为止)"
)
# 自即日起至9月30日: nothing need follow.
_SHORT_FROM_NOW = re.compile(
    rf"(?:即日|[发公]布之日|公告之日)起?(?:开始)?\s*[,，]?\s*(?:截[止至])?[至到]\s*{_MONTH_DAY}"
)
_EXTENDED = re.compile(rf"(?:延长|延期|顺延|延续|延)(?:到|至)\s*{_DAY}")
_LENGTH = re.compile(
    r"(?:征求意见|征集意见|公开征集|公示|征集|征求)?(?:期限|时间|期|为期)\s*(?:为|是|[:：])?\s*(\d{1,2})\s*(个?工作日|[天日]|个自然日)"
)
_URGENT = re.compile("情况紧急|紧急情况|因工作需要缩短|缩短.{0,10}(?:期限|时间)|时间紧迫")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when to when; `start` None where only the end is stated, `stated` whether the page itself gives both."""

    start: date | None
    end: date
    stated: bool
    urgent: bool = False

    @property
    def days(self) -> int | None:
        """The length with both ends counted."""
        return (self.end - self.start).days + 1 if self.start else None


def period_of(text: str, published: date | None) -> Period | None:
    """The period a text states: a range, a start and an end by label, a deadline, or a length from the publish date.

    A later day to which it says to be extended is its end.
    """
    found, later = _stated(text, published), _first(_EXTENDED, text)
    return replace(found, end=later) if found and later and later > found.end else found


def _stated(text: str, published: date | None) -> Period | None:
    urgent = _URGENT.search(text) is not None
    for match in _RANGE.finditer(text):
        before = text[max(0, match.start() - CONTEXT) : match.start()]
        found = _range(match)
        if found and _OF.search(before) and not _NOT_OF.search(before[-12:]):
            return Period(start=found[0], end=found[1], stated=True, urgent=urgent)
    start = _first(_START, text)
    end = _first(_END, text) or _first(_BEFORE, text)
    if end is not None:
        return Period(start=start or published, end=end, stated=start is not None, urgent=urgent)
    short = _short(text, published, urgent=urgent) if published else None
    if short is not None:
        return short
    length = _LENGTH.search(text)
    if length and published and "工作" not in length[2]:
        last = published + timedelta(days=int(length[1]) - 1)
        return Period(start=published, end=last, stated=True, urgent=urgent)
    return None


def _short(text: str, published: date, *, urgent: bool) -> Period | None:
    """A period whose days are given without a year, told by the day of publishing."""
    for match in _SHORT_RANGE.finditer(text):
        before = text[max(0, match.start() - CONTEXT) : match.start()]
        start = _after(published, int(match[1]), int(match[2]), slack=SLACK)
        end = _after(start, int(match[3] or match[1]), int(match[4])) if start else None
        if start and end and _OF.search(before) and not _NOT_OF.search(before[-12:]):
            return Period(start=start, end=end, stated=True, urgent=urgent)
    last = _SHORT_BEFORE.search(text) or _SHORT_FROM_NOW.search(text)
    end = _after(published, int(last[1]), int(last[2])) if last else None
    return Period(start=published, end=end, stated=False, urgent=urgent) if end else None


def _after(first: date, month: int, day: int, slack: int = 0) -> date | None:
    """The first such day that is not before another, but for a few days; one half a year away is another year's."""
    for year in (first.year, first.year + 1):
        found = as_date(year, month, day)
        if found is not None and -slack <= (found - first).days <= HALF_A_YEAR:
            return found
    return None


def _range(match: re.Match[str]) -> tuple[date, date] | None:
    start = as_date(int(match[1]), int(match[2]), int(match[3]))
    year = int(match[4]) if match[4] else int(match[1])
    month = int(match[5]) if match[5] else int(match[2])
    if start is None or (match[4] and not match[5]):
        return None
    end = as_date(year, month, int(match[6]))
    if end is not None and end < start and not match[4] and match[5]:
        end = as_date(year + 1, month, int(match[6]))
    return (start, end) if end is not None and 0 <= (end - start).days <= LONGEST else None


def _first(pattern: re.Pattern[str], text: str) -> date | None:
    for match in pattern.finditer(text):
        found = as_date(int(match[1]), int(match[2]), int(match[3]))
        if found is not None:
            return found
    return None
