"""Planted faults and look-alikes: what is changed in which page, and what answers at the addresses they name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from demo.answer import HTML, Answer, Head, redirect
from demo.attachments import attachment
from demo.changes import Changes, changes_of, dated
from demo.columns import Column, content, page_at
from demo.files import DOCX, XLSX, docx, pdf, pixel, svg, xlsx
from demo.planted import Lookalike, Planted
from demo.render import Renderer

_FILES = {
    "pdf": (pdf, "application/pdf"),
    "docx": (docx, DOCX),
    "xlsx": (xlsx, XLSX),
    "gif": (pixel, "image/gif"),
    "svg": (svg, "image/svg+xml"),
    "empty": (bytes, "application/octet-stream"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoo:
    """All that was planted, and the changes it makes to pages by their paths."""

    planted: tuple[Planted, ...]
    doubts: tuple[Planted, ...]
    lookalikes: tuple[Lookalike, ...]
    changes: Changes
    answers: Mapping[str, Answer]


class _Making(NamedTuple):
    """What answers are made from."""

    renderer: Renderer
    columns: Mapping[str, Column]


def zoo(columns: Mapping[str, Column], renderer: Renderer, today: date) -> Zoo:
    """Read the planted content and tie it to the pages of this portal."""
    raw = content("faults.yaml")
    doubts = raw.pop("doubts")
    faults = [{"check": check, **one} for check, entries in raw.items() for one in entries]
    likes = content("lookalikes.yaml")
    everything = [*faults, *doubts, *likes]
    return Zoo(
        planted=tuple(_planted(columns, one, today) for one in faults if _stands(one, today)),
        doubts=tuple(_planted(columns, one, today) for one in doubts),
        lookalikes=tuple(
            Lookalike(
                page=page_at(columns, one["page"]), target=page_at(columns, one.get("target", "")), note=one["note"]
            )
            for one in likes
        ),
        changes=changes_of(columns, everything, today),
        answers=dict(_answers(everything, _Making(renderer, columns))),
    )


def _stands(raw: dict[str, Any], today: date) -> bool:
    """Whether a fault of the season stands today: what is due by a day of the year is no fault before."""
    day = f"{today:%m-%d}"
    return str(raw.get("after", "")) < day <= str(raw.get("until", "12-31"))


def _planted(columns: Mapping[str, Column], raw: dict[str, Any], today: date) -> Planted:
    return Planted(
        check=raw["check"],
        code=raw["code"],
        page=page_at(columns, raw["page"]),
        target=page_at(columns, raw.get("target", "")),
        subject=dated(raw.get("subject", ""), today),
        note=raw.get("note", ""),
        optional=raw.get("optional", False),
    )


def _answers(entries: Iterable[dict[str, Any]], making: _Making) -> Iterator[tuple[str, Answer]]:
    for raw in entries:
        if "answer" in raw:
            yield raw["target"], _answer(raw["answer"], making)
        for path, spec in raw.get("answers", {}).items():
            yield path, _answer(spec, making)


def _answer(spec: dict[str, Any], making: _Making) -> Answer:
    if "redirect" in spec:
        return redirect(spec["redirect"], spec.get("status", 302))
    body, kind = _body(spec, making)
    return Answer(
        status=spec.get("status", 200),
        body=body,
        content_type=spec.get("type", kind),
        headers=tuple(spec.get("headers", {}).items()),
        delay=float(spec.get("delay", 0)),
        reset=spec.get("reset", False),
        head=Head(spec.get("head", Head.SAME)),
        first=tuple(_first(status, spec) for status in spec.get("first", ())),
    )


def _first(status: int, spec: dict[str, Any]) -> Answer:
    headers = tuple(spec.get("headers", {}).items()) if status == 429 else ()
    return Answer(status=status, headers=headers)


def _body(spec: dict[str, Any], making: _Making) -> tuple[bytes, str]:
    if "attachment" in spec:
        # A report is of the year before the page it belongs to came out.
        of = spec["attachment"].get("of")
        year = making.columns[of].articles[0].day.year - 1 if of else 0
        return attachment(spec["attachment"], year, content("report.yaml"))
    if "file" in spec:
        make, kind = _FILES[spec["file"]]
        return make(), kind
    charset = spec.get("charset", "utf-8")
    kind = HTML if charset == "utf-8" else "text/html"
    return (making.renderer.plain(spec["page"]).encode(charset) if "page" in spec else b""), kind
