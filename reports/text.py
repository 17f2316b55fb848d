"""Text made safe to be shown: what a file format cannot hold or a reader must not be fooled by is taken out."""

import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from urllib.parse import urlsplit

BEIJING = timezone(timedelta(hours=8), "北京时间")

# What XML 1.0 cannot hold (production Char), and the marks that turn text around: they make a link text
# or an address read as something it is not.
_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_NEWLINE = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_NOT_IN_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")
_ELLIPSIS = "……（过长，已截断）"


def clean(text: str) -> str:
    """The text without control characters, halves of characters and direction marks; line ends become \\n."""
    if text.isprintable():  # nothing unfit is printable, and most text is
        return text
    return _UNFIT.sub("", _NEWLINE.sub("\n", text))


def escaped(json_text: str) -> str:
    """JSON that says the same, with what `clean` takes out written as escapes."""
    if json_text.isprintable():
        return json_text
    return _UNFIT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json_text)


def one_line(text: str) -> str:
    """The clean text with all white space folded."""
    return " ".join(clean(text).split())


def cap(text: str, limit: int) -> str:
    """The text cut to so many UTF-16 units, as Excel counts, saying that it was cut."""
    if len(text) * 2 <= limit or len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    room = (limit - len(_ELLIPSIS)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + _ELLIPSIS


def linkable(url: str) -> bool:
    """Whether an address may become something to click: http or https, a host, nothing a program would choke on."""
    if _UNFIT.search(url) or _NOT_IN_ADDRESS.search(url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0


def chinese_time(moment: datetime) -> str:
    """2026年11月21日 23:10, in Beijing time."""
    at = moment.astimezone(BEIJING)
    return f"{chinese_date(moment)} {at:%H:%M}"


def chinese_date(moment: datetime) -> str:
    """2026年11月21日, the form of a date of issue (GB/T 9704-2012, 7.3.5.4)."""
    at = moment.astimezone(BEIJING)
    return f"{at.year}年{at.month}月{at.day}日"


def points(value: Decimal | None) -> str:
    """Points as they are written by hand: 1.50 is 1.5, 10 is 10, nothing is —."""
    if value is None:
        return "—"
    return f"{value.normalize():f}" if value else "0"


def interval(low: Decimal | None, high: Decimal | None) -> str:
    """The interval low–high, one number where both ends meet."""
    if low is None and high is None:
        return "—"
    return points(low) if low == high else f"{points(low)}–{points(high)}"


def settled_words(value: Decimal | None, low: Decimal | None) -> str:
    """Points settled; what open deductions may still take of them is said, lest the interval seem to contradict it."""
    words = f"已定 {points(value)}"
    return words if value is None or low is None or low >= value else f"{words}、最多再扣 {points(value - low)}"


def tally(met: int, not_met: int, undecided: int) -> str:
    """How the tasks of a checklist stand."""
    return f"完成 {met} 项，未完成 {not_met} 项，待定 {undecided} 项"
