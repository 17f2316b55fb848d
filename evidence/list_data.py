"""Lists that a server gives as data: the rows in a JSON answer, the markup in it, and the page that follows."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from evidence.script_data import PAGE_KEYS

NODES = 50_000  # values of one answer that are looked at
ROWS = 2_000
PAGES_AT_MOST = 500
UNTOLD_AT_MOST = 100  # pages where the answer does not tell how many there are
SIZE_KEYS = frozenset(("size", "pagesize", "limit", "rows", "perpage", "page_size", "per_page"))
PAGES = ("totalpages", "totalpage", "pages", "pagecount", "total_pages", "page_count", "allpage")
ITEMS = ("total", "totalcount", "totalelements", "totalrecord", "totalrecords", "records", "recordcount", "total_count")
FOLLOWING = ("next", "nexturl", "nextpageurl", "next_page_url", "next_url", "nextlink")

_CALLBACK = re.compile(r"\s*+(?:/\*\*/)?+\s*+[\w$.]{1,80}+\s*+\((.*)\)\s*+;?+\s*+", re.DOTALL)
_QUERY_NUMBER = re.compile(rf"[?&](?:{'|'.join(sorted(PAGE_KEYS))})=(\d{{1,4}})(?=&|$)", re.IGNORECASE)
_FILE_NUMBER = re.compile(r"[_/-](\d{1,4})\.json(?=\?|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListData:
    """What an answer holds: objects in order, names in lower case; texts that are markup; what it tells of itself."""

    objects: Sequence[Mapping[str, Any]]
    markup: Sequence[str]
    told: Mapping[str, int]
    following: str = ""


def parse_data(text: str) -> Any:
    """The value of a JSON or JSONP answer; None when it is none."""
    text = text.lstrip("\ufeff").strip()
    called = _CALLBACK.fullmatch(text) if text[:1] not in ("{", "[") else None
    try:
        return json.loads(called[1] if called else text)
    except (ValueError, RecursionError):
        return None


def list_data(value: Any) -> ListData:
    """The objects and the markup anywhere in a value, in order."""
    objects: list[Mapping[str, Any]] = []
    markup: list[str] = []
    told: dict[str, int] = {}
    following = ""
    stack, seen = [value], 0
    while stack and seen < NODES and len(objects) < ROWS:
        node = stack.pop()
        seen += 1
        if isinstance(node, Mapping):
            lowered = {str(name).lower(): item for name, item in node.items()}
            objects.append(lowered)
            for name, number in _numbers(lowered):
                told.setdefault(name, number)
            following = following or _following(lowered)
            stack.extend(reversed(list(lowered.values())))
        elif isinstance(node, list):
            stack.extend(reversed(_revived(node)))
        elif isinstance(node, str) and "<a" in node and "href" in node:
            markup.append(node)
    return ListData(objects=objects, markup=markup, told=told, following=following)


def _numbers(pairs: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name in (*PAGES, *ITEMS, *SIZE_KEYS):
        value = pairs.get(name)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 9:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            yield name, value


def _following(pairs: Mapping[str, Any]) -> str:
    values = (pairs.get(name) for name in FOLLOWING)
    return next((value for value in values if isinstance(value, str) and value.startswith(("/", "http", "?"))), "")


def _revived(values: list[Any]) -> list[Any]:
    """A list as it is, or the objects of a payload in which numbers stand for other entries of the list (Nuxt 3)."""
    objects = [value for value in values if isinstance(value, Mapping) and value]
    if not objects or isinstance(values[0], str) or not all(_points(entry, len(values)) for entry in objects):
        return values
    return [{name: values[where] for name, where in entry.items() if _plain(values[where])} for entry in objects]


def _points(entry: Mapping[str, Any], count: int) -> bool:
    return all(
        isinstance(where, int) and not isinstance(where, bool) and -9 < where < count for where in entry.values()
    )


def _plain(value: Any) -> bool:
    return isinstance(value, str | int | float)


def next_address(url: str, data: ListData, rows: int) -> str:
    """The address of the next page of a list, as far as the answer and its own address tell; empty at the end.

    `rows` is how many the answer brought. Where the number of pages is not told, an answer without rows is the end.
    """
    if data.following:
        return data.following
    counted = _counted(url)
    if not rows or counted is None:
        return ""
    page = counted.page
    count = _page_count(data.told, url, rows if page <= 1 else 0)
    if count is None:
        return counted.at(page + 1) if page < UNTOLD_AT_MOST and "?" in url else ""
    return counted.at(page + 1) if page < min(count, PAGES_AT_MOST) else ""


def _page_count(told: Mapping[str, int], url: str, rows: int) -> int | None:
    pages = next((told[name] for name in PAGES if name in told), None)
    if pages is not None:
        return pages
    query = dict(parse_qsl(url.partition("?")[2].lower()))
    items = next((told[name] for name in ITEMS if name in told), None)
    asked = next((int(query[name]) for name in SIZE_KEYS if query.get(name, "").isdecimal()), 0)
    size = next((told[name] for name in SIZE_KEYS if told.get(name, 0) > 0), asked) or rows
    return -(-items // size) if items is not None and size else None


class _Counted(NamedTuple):
    """An address of data cut where the number of its page stands."""

    before: str
    page: int
    after: str

    def at(self, page: int) -> str:
        """The address of another page."""
        return f"{self.before}{page}{self.after}"


def _counted(url: str) -> _Counted | None:
    match = _QUERY_NUMBER.search(url) or _FILE_NUMBER.search(url)
    return _Counted(url[: match.start(1)], int(match[1]), url[match.end(1) :]) if match else None
