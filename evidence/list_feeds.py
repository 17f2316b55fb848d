"""Lists that a script draws from data standing in the page itself."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from html import unescape
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from evidence.china import CHINA
from evidence.date_text import Confidence, DateFound, DateSource, read_dates
from evidence.list_data import ListData, list_data, parse_data

ROWS = 500
OBJECT_LIMIT = 4000

TITLE_KEYS = (
    *("title", "doctitle", "articletitle", "infotitle", "contenttitle", "titlename", "headline", "subject"),
    *("articlename", "name", "bt"),
)
ADDRESS_KEYS = (
    *(
        "url",
        "link",
        "href",
        "docpuburl",
        "linkurl",
        "infourl",
        "pageurl",
        "visiturl",
        "puburl",
        "docurl",
        "articleurl",
    ),
    *("contenturl", "detailurl", "detail_url", "staticurl", "publishurl", "link_url", "page_url", "titleurl", "lj"),
)
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
    *(
        "publishedat",
        "published_at",
        "publishtimestr",
        "pubtimestr",
        "displaytime",
        "inputtime",
        "addtime",
        "writetime",
    ),
    *("createtime", "createdate", "create_time", "created_at", "fbsj", "fbrq"),
)

_OBJECT = re.compile(rf"\{{[^{{}}]{{10,{OBJECT_LIMIT}}}\}}")
_PAIR = re.compile(r"""(?<!\w)["']?(\w++)["']?\s*+:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d{10,13}))""")
_WRAPPED = re.compile(r"/Date\((\d{10,13})(?:[+-]\d{4})?\)/")  # as ASP.NET writes a moment
_DIGITS = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?")
_STATE = re.compile(r"__(?:INITIAL_STATE|NUXT|NEXT_DATA|APP_STATE|DATA)__\s*=\s*(?=[{\[])")
_TABLE_ROW = re.compile(r"\s*<tr[\s>]", re.IGNORECASE)
_MARK = re.compile(r"[tT]itle[\"']?\s*+:")
_TAG = re.compile(r"<[^>]*>")
# An item of a list given as XML, with its title and its address.
_ITEM = re.compile(r"<(?:item|row|entry|article|news|record|node|info|doc)\b", re.IGNORECASE)
_VALUE = r"\s*(?:<!\[CDATA\[)?\s*([^<>\]]{1,400}?)\s*(?:\]\]>)?\s*</"
_ITEM_ADDRESS = re.compile(rf"<(?:link|url|href|linkurl|docpuburl)\s*>{_VALUE}", re.IGNORECASE)
_ITEM_TITLE = re.compile(rf"<(?:title|name|doctitle|bt)\s*>{_VALUE}", re.IGNORECASE)
_NO_ADDRESS = re.compile(r"[{}<>\s]|^(?:javascript|mailto|tel|data):|^#", re.IGNORECASE)


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


def item_links(source: str) -> Iterator[tuple[str, str]]:
    """The addresses and titles of the items of a list given as XML, such as a feed."""
    for part in _ITEM.split(source)[1 : ROWS + 1]:
        item = part[:OBJECT_LIMIT]
        href, title = _ITEM_ADDRESS.search(item), _ITEM_TITLE.search(item)
        if href and title and not _NO_ADDRESS.search(href[1]):
            yield unescape(href[1]), " ".join(unescape(title[1]).split())


def feed_rows(tree: LexborHTMLParser, today: date) -> Iterator[FeedRow]:
    """The objects with a title and an address in the scripts of a page."""
    found = 0
    for pairs in script_objects(tree):
        row = feed_row(pairs, today)
        if row and found < ROWS:
            found += 1
            yield row


def script_objects(tree: LexborHTMLParser) -> Iterator[Mapping[str, Any]]:
    """The objects that stand in the scripts of a page, their names in lower case."""
    for script in tree.css("script"):
        code = script.text()
        if "itle" not in code or not (_MARK.search(code) or "__NUXT_DATA__" in (script.attrs.get("id") or "")):
            continue
        stored = _stored(code)
        if stored is not None:
            yield from stored.objects
        else:
            yield from (_pairs(match.group()) for match in _OBJECT.finditer(code))


def _stored(code: str) -> ListData | None:
    """The state of a page that its script carries as JSON (Next, Nuxt, Vue); None where it is other script."""
    start = code.lstrip()[:1]
    value = parse_data(code) if start in ("{", "[") else None
    state = _STATE.search(code) if value is None else None
    if state:
        try:
            value, _ = json.JSONDecoder().raw_decode(code, state.end())
        except (ValueError, RecursionError):
            return None
    return None if value is None else list_data(value)


def _pairs(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, or nested as deep as no list is
        return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _PAIR.finditer(text)}
    return {key.lower(): item for key, item in value.items()}


def feed_row(pairs: Mapping[str, Any], today: date) -> FeedRow | None:
    """The row that an object stands for, None where it is no row of a list."""
    named = named_link(pairs)
    return FeedRow(title=named[0], href=named[1], published=_feed_date(pairs, today)) if named else None


def named_link(pairs: Mapping[str, Any]) -> tuple[str, str] | None:
    """The title and the address of an object; None where it lacks one or the address is only made of placeholders."""
    title, href = _first(pairs, TITLE_KEYS), _first(pairs, ADDRESS_KEYS)
    if not title or not href or len(href) > 2000 or _NO_ADDRESS.search(href):
        return None
    return _TAG.sub("", title).strip(), href


def _first(pairs: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    values = (pairs.get(key) for key in keys)
    return next((str(value).strip() for value in values if isinstance(value, str | int) and value), "")


def _feed_date(pairs: Mapping[str, Any], today: date) -> DateFound | None:
    text = _first(pairs, DATE_KEYS)
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1]
    elif _DIGITS.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    if text.isdecimal() and len(text) in (10, 13):
        stamp = int(text) / (1000 if len(text) == 13 else 1)
        value = datetime.fromtimestamp(stamp, UTC).astimezone(CHINA).date()
    else:
        dates = read_dates(text, today=today)
        if not dates:
            return None
        value = dates[0].value
    return DateFound(value=value, source=DateSource.FEED, confidence=Confidence.MEDIUM, text=text[:40])
