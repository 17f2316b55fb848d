"""Planted faults and look-alikes: what is written into which page, and what answers there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from demo.answer import HTML, Answer, Head, redirect
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
_SNIPPETS = {
    "a": '<a href="{href}">{text}</a>',
    "img": '<img src="{href}" alt="{text}">',
    "css": '<link rel="stylesheet" type="text/css" href="{href}">',
    "iframe": '<iframe src="{href}" title="{text}" width="100%" height="60"></iframe>',
    "none": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoo:
    """All that was planted. `extras` maps the path of a page to the elements to write into it."""

    planted: tuple[Planted, ...]
    doubts: tuple[Planted, ...]
    lookalikes: tuple[Lookalike, ...]
    extras: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, Answer]


def zoo(columns: Mapping[str, Column], renderer: Renderer) -> Zoo:
    """Read the planted content and tie it to the pages of this portal."""
    raw = content("faults.yaml")
    doubts = raw.pop("doubts")
    faults = [{"check": check, **one} for check, entries in raw.items() for one in entries]
    likes = content("lookalikes.yaml")
    everything = [*faults, *doubts, *likes]
    return Zoo(
        planted=tuple(_planted(columns, one) for one in faults),
        doubts=tuple(_planted(columns, one) for one in doubts),
        lookalikes=tuple(
            Lookalike(
                page=page_at(columns, one["page"]), target=page_at(columns, one.get("target", "")), note=one["note"]
            )
            for one in likes
        ),
        extras=_extras(columns, everything),
        answers=dict(_answers(everything, renderer)),
    )


def _planted(columns: Mapping[str, Column], raw: dict[str, Any]) -> Planted:
    return Planted(
        check=raw["check"],
        code=raw["code"],
        page=page_at(columns, raw["page"]),
        target=page_at(columns, raw.get("target", "")),
        subject=raw.get("subject", ""),
        note=raw.get("note", ""),
        optional=raw.get("optional", False),
    )


def _extras(columns: Mapping[str, Column], entries: Iterable[dict[str, Any]]) -> Mapping[str, tuple[str, ...]]:
    extras: dict[str, tuple[str, ...]] = {}
    for raw in entries:
        snippet = _snippet(raw)
        for reference in (raw["page"], *raw.get("also", ())) if snippet else ():
            path = page_at(columns, reference)
            extras[path] = (*extras.get(path, ()), snippet)
    return extras


def _snippet(raw: dict[str, Any]) -> str:
    if "html" in raw:
        return str(raw["html"])
    href = escape(str(raw.get("href", raw.get("target", ""))))
    return _SNIPPETS[raw.get("as", "a")].format(href=href, text=escape(raw.get("text", "")))


def _answers(entries: Iterable[dict[str, Any]], renderer: Renderer) -> Iterator[tuple[str, Answer]]:
    for raw in entries:
        if "answer" in raw:
            yield raw["target"], _answer(raw["answer"], renderer)
        for path, spec in raw.get("answers", {}).items():
            yield path, _answer(spec, renderer)


def _answer(spec: dict[str, Any], renderer: Renderer) -> Answer:
    if "redirect" in spec:
        return redirect(spec["redirect"], spec.get("status", 302))
    body, kind = _body(spec, renderer)
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


def _body(spec: dict[str, Any], renderer: Renderer) -> tuple[bytes, str]:
    if "file" in spec:
        make, kind = _FILES[spec["file"]]
        return make(), kind
    charset = spec.get("charset", "utf-8")
    kind = HTML if charset == "utf-8" else "text/html"
    return (renderer.plain(spec["page"]).encode(charset) if "page" in spec else b""), kind
