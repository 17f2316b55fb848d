"""Lists that a script draws from data standing in the page itself."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from evidence.date_text import Confidence, DateFound, DateSource, read_dates

ROWS = 500
OBJECT_LIMIT = 4000
CHINA = timezone(timedelta(hours=8))

TITLE_KEYS = ("title", "doctitle", "articletitle", "infotitle", "headline", "subject", "name", "bt")
ADDRESS_KEYS = ("url", "link", "href", "docpuburl", "linkurl", "infourl", "pageurl", "visiturl", "puburl")
DATE_KEYS = (
    "publishtime",
    "publishdate",
    "pubdate",
    "pubtime",
    "publish_time",
    "publish_date",
    "docreltime",
    "docpubtime",
    "releasetime",
    "releasedate",
    "infodate",
    "showdate",
    "date",
    "time",
    "createtime",
    "createdate",
    "fbsj",
)

_OBJECT = re.compile(rf"\{{[^{{}}]{{10,{OBJECT_LIMIT}}}\}}")
_PAIR = re.compile(r"""["']?(\w+)["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d{10,13}))""")
_TABLE_ROW = re.compile(r"\s*<tr[\s>]", re.IGNORECASE)
_MARK = re.compile(r"[tT]itle[\"']?\s*+:")
_TAG = re.compile(r"<[^>]*>")


class FeedRow(NamedTuple):
    """One object of a list kept as data in a script."""

    title: str
    href: str
    published: DateFound | None


def feed_markup(tree: LexborHTMLParser) -> str:
    """The rows of a data store (`<record><![CDATA[…]]></record>`, as jcms and hanweb write it) as one document."""
    if b"<record>" not in tree.raw_html:
        return ""
    records = _records(tree.raw_html.decode("utf-8", "replace"))
    if not records:
        return ""
    rows = "".join(records)
    return f"<table>{rows}</table>" if _TABLE_ROW.match(records[0]) else f"<div>{rows}</div>"


def _records(source: str) -> list[str]:
    """What stands between `<record><![CDATA[` and `]]>`; split and not matched, so that open ends cost nothing."""
    records = []
    for part in source.split("<record>")[1 : ROWS + 1]:
        content, closed, _ = part.partition("<![CDATA[")[2].partition("]]>")
        if closed:
            records.append(content)
    return records


def feed_rows(tree: LexborHTMLParser, today: date) -> Iterator[FeedRow]:
    """The objects with a title and an address in the scripts of a page."""
    found = 0
    for script in tree.css("script"):
        code = script.text()
        if "itle" not in code or not _MARK.search(code):
            continue
        for match in _OBJECT.finditer(code):
            row = _feed_row(_pairs(match.group()), today)
            if row and found < ROWS:
                found += 1
                yield row


def _pairs(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _PAIR.finditer(text)}
    return {key.lower(): item for key, item in value.items()}


def _feed_row(pairs: Mapping[str, Any], today: date) -> FeedRow | None:
    title, href = _first(pairs, TITLE_KEYS), _first(pairs, ADDRESS_KEYS)
    if not title or not href or len(href) > 2000:
        return None
    return FeedRow(title=_TAG.sub("", title).strip(), href=href, published=_feed_date(pairs, today))


def _first(pairs: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(pairs[key]).strip() for key in keys if pairs.get(key)), "")


def _feed_date(pairs: Mapping[str, Any], today: date) -> DateFound | None:
    text = _first(pairs, DATE_KEYS)
    if text.isdigit() and len(text) in (10, 13):
        stamp = int(text) / (1000 if len(text) == 13 else 1)
        value = datetime.fromtimestamp(stamp, UTC).astimezone(CHINA).date()
    else:
        dates = read_dates(text, today=today)
        if not dates:
            return None
        value = dates[0].value
    return DateFound(value=value, source=DateSource.FEED, confidence=Confidence.MEDIUM, text=text[:40])
