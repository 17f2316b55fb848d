"""Whether the tags of an article say what the page shows: its title, its date, its hour."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from html import unescape

from rapidfuzz.fuzz import ratio
from selectolax.lexbor import LexborNode

from evidence.columns_vocabulary import read_name
from evidence.date_page import publish_date
from evidence.date_text import DateSource
from evidence.page import Page
from evidence.visible import read_visible

ALIKE = 85  # of 100: a title with a character more or less is the same title
HEADINGS = 6
LABEL_REACH = 60
LINK_REACH = 600
LONGEST = 200
NO_HEADINGS = frozenset({"script", "style", "ul", "a", "li", "input", "title", "img"})
HEADING_SELECTORS = (
    "h1",
    "h2",
    "[class*=title i], [class*=biaoti i], [id*=title i], [class~=bt], [class~=tit], [class*=_tit]",
    "h3",
)
SHORTEST = 5  # a heading with fewer characters is a column's or a box's name

_MARKUP = re.compile(r"<[^<>]*>|&nbsp;?|&[lg]t;|&quot;|&amp;")
_SIGNS = re.compile(r"[\W_]+")
_LABEL = re.compile(
    r"(?:(?:发布|公布|公开|发文|发稿|发表|上网|刊发|更新|生成|录入|编辑|添加|上传|(?:^|[^\w]))(?:信息)?(?:日期|时间)|发布于|发表于)[:：]?[】\])）]*$"
)
_DAY = re.compile(
    r"(?<!\d)(\d{4})\s*[-/年.]\s*(\d{1,2})\s*[-/月.]\s*(\d{1,2})(?!\d)"
    r"(?:日?(?:<[^<>]*>|[\sT]|&nbsp;)*(\d{1,2})\s*[:：时]\s*(\d{2}))?"
)
_TAGS = re.compile(r"<[^<>]*>|&nbsp;?|\s+")
_PARTS = re.compile(r"\s*[-_|—–]+\s*")
_CUT = re.compile(r"(?:…|(?<!\.)\.{2,})$")


class Title(Enum):
    """How a title tag and the title shown go together."""

    SAME = "same"
    OTHER = "other"
    UNSEEN = "unseen"  # neither the words of the tag nor another heading were found


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleFound:
    """The comparison, and the heading shown where it is another."""

    agreement: Title
    shown: str = ""


def compare_title(tag: str, page: Page, names: frozenset[str]) -> TitleFound:
    """Whether a heading of the page, a line of its own, or its title element is the title the tag names.

    White space, punctuation, markup, suffixes, a cut end and signs written twice as entities do not matter. `names`
    (of the site, the column) are no headings of articles.
    """
    wanted, cut = bare(tag), bool(_CUT.search(tag))
    if wanted in names:
        return _after_its_column(wanted, page, names)
    if not wanted or _is_a_line(tag, page):
        return TitleFound(agreement=Title.SAME)
    headings = list(_headings(page, names))
    shown = [bare(text) for text in headings]
    if any(_same(wanted, text, cut=cut) for text in shown) or wanted in "".join(shown):
        return TitleFound(agreement=Title.SAME)
    read = (bare(line) for line in read_visible(page.tree, headlines=False).text.splitlines())
    if any(wanted in line and len(line) < 2 * len(wanted) for line in read):
        return TitleFound(agreement=Title.SAME)
    element = bare(page.title)
    if wanted in element:
        return TitleFound(agreement=Title.SAME)
    if not headings:
        return TitleFound(agreement=Title.UNSEEN)
    titled = [text for text in headings if bare(text) in element]
    return TitleFound(agreement=Title.OTHER, shown=(titled or headings)[0])


def _after_its_column(wanted: str, page: Page, names: frozenset[str]) -> TitleFound:
    """Of a tag that holds the name of the site or of the column: right where the page itself is called so."""
    own = next((part for part in _PARTS.split(page.title) if bare(part)), "")
    if bare(own) == wanted or bare(own) in names or len(own) < SHORTEST:
        return TitleFound(agreement=Title.SAME)
    return TitleFound(agreement=Title.OTHER, shown=own)


def _is_a_line(tag: str, page: Page) -> bool:
    """Whether the title is a line of the page by itself, outside its links."""
    body = page.tree.body
    if body is None:
        return False
    wanted, start = bare(tag), tag[:4].strip()
    lines = (line for line in body.text(separator="\n", strip=True).splitlines() if start in line)
    links = (text for node in page.tree.css("a") if start in (text := node.text()))
    return sum(bare(line) == wanted for line in lines) > sum(bare(text) == wanted for text in links)


def quick_title(tag: str, html: str, end: int) -> bool:
    """Whether the title stands word for word as a whole element outside any link, as a heading does.

    No tree is needed for the many pages whose tags are right.
    """
    if len(tag) < SHORTEST:
        return False
    at = html.find(tag, end)
    while at >= 0:
        before, after = (
            html[max(end, at - 80) : at].rstrip()[-1:],
            html[at + len(tag) : at + len(tag) + 80].lstrip()[:1],
        )
        if before == ">" and after == "<" and not _is_linked(html, at):
            return True
        at = html.find(tag, at + len(tag))
    return False


def _is_linked(html: str, at: int) -> bool:
    """Whether a place in the source lies in a link, an option or the title element."""
    near = html[max(0, at - LINK_REACH) : at].lower()
    return any(near.rfind(f"<{tag}") > near.rfind(f"</{tag.strip()}>") for tag in ("a ", "option", "title", "textarea"))


def bare(text: str) -> str:
    """The letters, characters and digits of a text, of one width."""
    plain = unescape(_MARKUP.sub("", text)) if "&" in text or "<" in text else text
    return _SIGNS.sub("", unicodedata.normalize("NFKC", plain)).lower()


def _headings(page: Page, names: frozenset[str]) -> Iterator[str]:
    """The texts that may be the heading of the article, the likeliest first."""
    found = 0
    for selector in HEADING_SELECTORS:
        for node in page.tree.css(selector):
            text = " ".join(node.text().split())
            if found < HEADINGS and _may_head(node, text) and bare(text) not in names and read_name(text) is None:
                found += 1
                yield text


def _may_head(node: LexborNode, text: str) -> bool:
    """Whether an element may be a heading: not too short, not too long, and no link or row of a list."""
    if not SHORTEST <= len(text) <= LONGEST or node.tag in NO_HEADINGS:
        return False
    if node.tag == "h1":
        return True
    return node.css_first("a") is None and (node.parent is None or node.parent.tag not in ("a", "li"))


def _same(wanted: str, shown: str, *, cut: bool) -> bool:
    if wanted == shown or (len(wanted) >= SHORTEST and wanted in shown):
        return True
    if len(shown) >= 8 and (shown in wanted or (cut and shown.startswith(wanted))):
        return True
    return ratio(wanted, shown) >= ALIKE and _digits(wanted) == _digits(shown)


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d+|[一二三四五六七八九十]+", text))


def shown_date(page: Page, tagged: date, end: int, today: date) -> date | None:
    """The date of publishing a reader sees, None where the page shows none; cheaply where it agrees with the tag."""
    if _labelled(page.html, tagged, end):
        return tagged
    found = publish_date(page.tree, page.url, today=today)
    if found is None or found.source not in (DateSource.LABEL, DateSource.VISIBLE):
        return None
    if found.source is DateSource.VISIBLE and any(_days(page.html, tagged, end)):
        return tagged  # of two dates without a label either may be the one
    return found.value


def is_half_day_off(page: Page, tagged: datetime, end: int) -> bool:
    """Whether the page shows the same date and minute exactly twelve hours later (a 12-hour pattern `hh`)."""
    if tagged.hour > 12:
        return False
    shown = {(int(match[4]), int(match[5])) for match in _days(page.html, tagged.date(), end) if match[4] is not None}
    return (tagged.hour, tagged.minute) not in shown and ((tagged.hour + 12) % 24, tagged.minute) in shown


def _labelled(html: str, tagged: date, end: int) -> bool:
    for match in _days(html, tagged, end):
        before = _TAGS.sub("", html[max(end, match.start() - LABEL_REACH) : match.start()])
        if _LABEL.search(before):
            return True
    return False


def _days(html: str, day: date, end: int) -> Iterator[re.Match[str]]:
    """Every place where a date is written, with the hour and minute after it."""
    year = str(day.year)
    at = html.find(year, end)
    while at >= 0:
        match = _DAY.match(html, at)
        if match and (int(match[2]), int(match[3])) == (day.month, day.day):
            yield match
        at = html.find(year, at + 4)
