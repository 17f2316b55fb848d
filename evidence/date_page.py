"""The publish date of a page: what is labelled first, then the tags of the head, the title's neighbour, the address."""

import re
from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from evidence.date_address import address_date
from evidence.date_text import Confidence, DateFound, DateSource, Spot, fields, scan

# How far after the title a date is still the head of the article and not a part of it.
HEAD_AFTER = 260
HEAD_BEFORE = 80
LABEL_REACH = 48
LABELS = 400
OCCURRENCES = 6
# So many labelled dates stand on a list page, not in an article.
LIST_LABELS = 4
# So many dates within this reach of a heading are the rows of a list.
LIST_DATES = 3
LIST_REACH = 800
PROSE_LINE = 14

_ISSUED = re.compile(
    r"(?:发\s*布|公\s*布|公\s*开|发\s*文|发\s*稿|发\s*表|上\s*网|刊\s*发|登\s*载)(?:\s*信\s*息)?\s*(?:日\s*期|时\s*间)$"
)
_MADE = re.compile(r"(?:生\s*成|更新|录入|添加|编辑|上传|创建)\s*(?:日\s*期|时\s*间)$")
# 更新时间 after these is the site's, in a footer.
_FOOT = re.compile(
    r"网站标识码|ICP备\s*\d|公网安备|版权所有|主办(?:单位)?[:：\s]|[网本]站(?:最[近后])?更新(?:日期|时间)$"
)
_PLAIN = re.compile(r"(?:^|[^\w、.．])(?:日\s*期|时\s*间)$")
_OTHER_LABEL = re.compile(r"(?:日期|时间|期限|期|(?<!发布于)(?<!发表于)(?<!发布)[:：])\s*[:：]?\s*$")
_WRITTEN = re.compile(r"(?:成文|印发|签发|制定)\s*(?:日\s*期|时\s*间)$")
_AFTER_LABEL = re.compile(r"[\s】\]）)]*[:：]?[\s【\[（(:：]*")
_LINE_WORDS = ("来源", "浏览", "点击", "阅读", "字体", "字号", "作者")
_EXCERPT = re.compile(r"[\s\[【(（]*(?:阅读|查看|浏览)(?:原文|全文|详情|更多)")
_LINE_WORD = re.compile("来源|浏览|点击|阅读|字体|字号|作者|打印|分享|大 中 小|访问")
_TITLE_PARTS = re.compile(r"\s*[_|｜<]\s*|\s+[-—–]+\s*|-(?=[^-]*$)")
_META_NAMES = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "publish_time",
    "firstpublishedtime",
    "article:published_time",
    "og:published_time",
    "og:time",
    "weibo: article:create_at",
    "weibo:article:create_at",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
)
_LD_DATE = re.compile(rb'"datePublished"\s*:\s*"([^"]{8,40})"')

Label = tuple[int, re.Pattern[str], DateFound]


def publish_date(tree: LexborHTMLParser, url: str, *, today: date) -> DateFound | None:
    """The date a reader would call the date of publishing; None where the page shows none.

    Never taken: 成文日期 where another is given, dates of force or of a deadline, footers, clocks, counters.
    """
    text = _visible_text(tree)
    metas = _metas(tree)
    titles = _title_places(text, _titles(tree, metas))
    declared = _declared(tree, metas, today)
    labels = list(_labelled(text, today))
    # 发文日期 is when the document was sent, where 发布日期 stands beside it.
    marked = [(text[at - 4 : at - 2] == "发文", found) for at, kind, found in labels if kind is _ISSUED]
    issued = [found for _, found in sorted(marked, key=lambda one: one[0])]
    if len(issued) >= LIST_LABELS:
        return None
    shown = (
        next(iter(issued), None)
        or _plain_label(text, labels, titles)
        or _beside_title(text, titles, today)
        or _in_source_line(text, titles, today)
    )
    if shown:
        return _weighed(shown, declared)
    written = (found for _, kind, found in labels if kind is _WRITTEN)
    return declared or address_date(url, today=today) or next((_sure(f, Confidence.LOW) for f in written), None)


def _visible_text(tree: LexborHTMLParser) -> str:
    """The text of the body without its scripts and styles, a line break at every border of elements."""
    body = tree.body
    if body is None:
        return ""
    text = body.text(separator="\n", strip=True, skip_empty=True)
    pieces, start = [], 0
    for node in body.css("script,style"):
        code = node.text(separator="\n", strip=True, skip_empty=True)
        if not code:
            continue
        at = text.find(code, start)
        if at < 0:
            break
        pieces.append(text[start:at])
        start = at + len(code)
    return "".join((*pieces, text[start:]))


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _declared(tree: LexborHTMLParser, metas: dict[str, str], today: date) -> DateFound | None:
    """The date the head of the page declares, with its own source."""
    texts = [metas[name] for name in _META_NAMES if name in metas]
    raw = tree.raw_html
    linked = _LD_DATE.search(raw) if b'"datePublished"' in raw else None
    if linked:
        texts.append(linked[1].decode("ascii", "replace"))
    for text in texts:
        spots = scan(text, today)
        if spots:
            found = spots[0].found
            return DateFound(
                value=found.value, source=DateSource.META, confidence=Confidence.MEDIUM, text=text.strip()[:60]
            )
    return None


def _titles(tree: LexborHTMLParser, metas: dict[str, str]) -> Iterator[str]:
    """What may be the heading, the likeliest first."""
    if "articletitle" in metas:
        yield metas["articletitle"]
    for node in tree.css("h1")[:3]:
        yield " ".join(node.text().split())
    title = tree.css_first("title")
    if title:
        yield max(_TITLE_PARTS.split(" ".join(title.text().split())), key=len)


def _title_places(text: str, titles: Iterator[str]) -> list[tuple[int, int]]:
    """Where the heading stands in the text: start and end of every place, in order."""
    places: list[tuple[int, int]] = []
    for title in titles:
        key = title.strip().partition("<")[0].strip()[:12]
        at = text.find(key) if len(key) >= 2 else -1
        while at >= 0 and len(places) < OCCURRENCES:
            places.append((at, at + len(title)))
            at = text.find(key, at + len(title))
        if places:
            break
    return places


def _labelled(text: str, today: date) -> Iterator[Label]:
    """Every label with a date after it: where, which kind of label, the date."""
    for at in _label_ends(text)[:LABELS]:
        before = text[max(0, at - 16) : at]
        kind = next((p for p in (_ISSUED, _WRITTEN, _MADE, _PLAIN) if p.search(before)), None)
        gap = _AFTER_LABEL.match(text, at)
        if kind is None or gap is None:
            continue
        spots = scan(text[gap.end() : gap.end() + LABEL_REACH], today)
        if spots and spots[0].start == 0:
            yield at, kind, _sure(spots[0].found, Confidence.HIGH, DateSource.LABEL)


def _label_ends(text: str) -> list[int]:
    """Where 日期 and 时间 end, in order; a plain search is many times quicker than a pattern."""
    ends = []
    for letter in "期间":
        at = text.find(letter)
        while at >= 0:
            ends.append(at + 1)
            at = text.find(letter, at + 1)
    return sorted(ends)


def _plain_label(text: str, labels: list[Label], titles: list[tuple[int, int]]) -> DateFound | None:
    """A bare 时间 or 日期: only near the heading, since 会议时间 and the like stand in the article."""
    for at, kind, found in labels:
        near = any(start - HEAD_BEFORE <= at <= end + HEAD_AFTER for start, end in titles)
        made = kind is _MADE and not _FOOT.search(text, titles[0][1] if titles else 0, at)
        if made or (kind is _PLAIN and (near or not titles)):
            return found
    return None


def _beside_title(text: str, titles: list[tuple[int, int]], today: date) -> DateFound | None:
    """An unlabelled date next to the heading, unless it is the first of a list under the heading."""
    listed = False
    for _, end in titles:
        window = text[end : end + LIST_REACH]
        spots = _unlabelled(window, today, weekdays=True)
        if spots and spots[0].start <= HEAD_AFTER and _heads_article(window, spots):
            return spots[0].found
        listed = listed or len(spots) >= LIST_DATES
    for start, _ in titles if not listed else ():
        # From the beginning of a line: what stands before a date tells a clock.
        begin = text.rfind("\n", 0, max(0, start - HEAD_BEFORE) + 1) + 1
        before = _unlabelled(text[max(begin, start - 2 * HEAD_BEFORE) : start], today)
        if len(before) == 1:
            return _sure(before[0].found, Confidence.LOW)
    return None


def _heads_article(window: str, spots: list[Spot]) -> bool:
    """Whether the first date belongs to the heading above it: no prose between them, no row of further dates.

    Nor an excerpt that leads on to its article: the date is that article's.
    """
    if _EXCERPT.match(window, spots[0].end):
        return False
    between = window[: spots[0].start].splitlines()
    prose = sum(1 for line in between if len(line) >= PROSE_LINE and not _LINE_WORD.search(line))
    around = window[max(0, spots[0].start - 40) : spots[0].end + 40]
    kinds = [spot.found.source for spot in spots]
    return prose <= 1 and (kinds.count(kinds[0]) < LIST_DATES or bool(_LINE_WORD.search(around)))


def _in_source_line(text: str, titles: list[tuple[int, int]], today: date) -> DateFound | None:
    """An unlabelled date in the line of 来源, 浏览, 字号, where no heading was recognised."""
    if titles:
        return None
    for word in _LINE_WORDS:
        at = text.find(word)
        found = _field(text[max(0, at - 60) : at + 60], today) if at >= 0 else None
        if found:
            return found
    return None


def _field(text: str, today: date) -> DateFound | None:
    return next((spot.found for spot in _unlabelled(text, today)), None)


def _unlabelled(text: str, today: date, *, weekdays: bool = False) -> list[Spot]:
    """The dates that stand alone; one after another label (会议时间, 施行日期) says something else."""
    spots = [spot for spot in fields(text, today, weekdays=weekdays) if _full(spot)]
    return [spot for spot in spots if not _OTHER_LABEL.search(text[max(0, spot.start - 12) : spot.start])]


def _full(spot: Spot) -> bool:
    return spot.found.source is not DateSource.YEAR_IMPLIED


def _sure(found: DateFound, confidence: Confidence, source: DateSource | None = None) -> DateFound:
    """The same date with another confidence; a relative or year-less date stays what it is."""
    if found.source in (DateSource.RELATIVE, DateSource.YEAR_IMPLIED):
        return found
    return DateFound(value=found.value, source=source or found.source, confidence=confidence, text=found.text)


def _weighed(shown: DateFound, declared: DateFound | None) -> DateFound:
    """What is shown wins over the head; where both agree it is sure, where they differ it is less so."""
    if declared is None:
        return shown if shown.source is DateSource.LABEL else _sure(shown, Confidence.MEDIUM)
    return _sure(shown, Confidence.HIGH if declared.value == shown.value else Confidence.MEDIUM)
