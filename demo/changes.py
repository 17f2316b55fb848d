"""What planted faults and look-alikes change in a page: elements in its link box, text in its body, words replaced."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any, NamedTuple

from demo.columns import Column, page_at

_SNIPPETS = {
    "a": '<a href="{href}">{text}</a>',
    "img": '<img src="{href}" alt="{text}">',
    "css": '<link rel="stylesheet" type="text/css" href="{href}">',
    "iframe": '<iframe src="{href}" title="{text}" width="100%" height="60"></iframe>',
    "none": "",
}
_DAY = re.compile(r"\{day:(-?\d+)\}")


class Edit(NamedTuple):
    """One replacement in the page as rendered: a regular expression, found once, and what stands there instead."""

    pattern: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChanges:
    """The changes of one page: `extras` for its box of links, `blocks` for the end of its text, `edits` anywhere."""

    extras: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()

    def joined(self, other: "PageChanges") -> "PageChanges":
        """These changes, then the others."""
        return PageChanges(
            extras=self.extras + other.extras, blocks=self.blocks + other.blocks, edits=self.edits + other.edits
        )

    def edited(self, html: str) -> str:
        """The page with every edit made; an edit that finds nothing would leave a fault unplanted."""
        for edit in self.edits:
            html, made = re.subn(edit.pattern, edit.into, html, count=1, flags=re.DOTALL)
            if not made:
                raise LookupError(f"nothing to edit: {edit.pattern}")
        return html


Changes = Mapping[str, PageChanges]
UNCHANGED = PageChanges()


def changes_of(columns: Mapping[str, Column], entries: Iterable[dict[str, Any]], today: date) -> Changes:
    """The changes of every page that an entry names, `also` pages among them."""
    found: dict[str, PageChanges] = {}
    for raw in entries:
        change = _change(raw, today)
        for reference in (raw["page"], *raw.get("also", ())) if change != UNCHANGED else ():
            path = page_at(columns, reference)
            found[path] = found.get(path, UNCHANGED).joined(change)
    return found


def dated(text: str, today: date) -> str:
    """A text with `{day:40}` as the day forty days ago, `{year}` as last year and `{year-1}` as the year before."""
    text = _DAY.sub(lambda match: (today - timedelta(days=int(match[1]))).isoformat(), text)
    return text.replace("{year}", str(today.year - 1)).replace("{year-1}", str(today.year - 2))


def _change(raw: dict[str, Any], today: date) -> PageChanges:
    return PageChanges(
        extras=tuple(dated(text, today) for text in (_snippet(raw),) if text),
        blocks=tuple(dated(text, today) for text in (raw.get("block", ""),) if text),
        edits=tuple(_edits(raw, today)),
    )


def _edits(raw: dict[str, Any], today: date) -> Iterator[Edit]:
    for pattern, into in raw.get("edits", ()):
        yield Edit(pattern, dated(into, today))


def _snippet(raw: dict[str, Any]) -> str:
    if "html" in raw:
        return str(raw["html"])
    manner = raw.get("as", "none" if "block" in raw or "edits" in raw else "a")
    href = escape(str(raw.get("href", raw.get("target", ""))))
    return _SNIPPETS[manner].format(href=href, text=escape(raw.get("text", "")))
