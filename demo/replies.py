"""Answers as the content files describe them: a file, a page of the templates, a text, good or bad."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from demo.answer import HTML, Answer, Head, redirect
from demo.attachments import attachment
from demo.columns import Column, content
from demo.files import DOCX, XLSX, cut, docx, mp4, ofd, pdf, pixel, png, svg, xlsx
from demo.render import Renderer

_FILES = {
    "pdf": (pdf, "application/pdf"),
    "cut-pdf": (cut, "application/pdf"),
    "docx": (docx, DOCX),
    "xlsx": (xlsx, XLSX),
    "ofd": (ofd, "application/ofd"),
    "gif": (pixel, "image/gif"),
    "png": (png, "image/png"),
    "svg": (svg, "image/svg+xml"),
    "mp4": (mp4, "video/mp4"),
    "empty": (bytes, "application/octet-stream"),
}


class Making(NamedTuple):
    """What answers are made from."""

    renderer: Renderer
    columns: Mapping[str, Column]


def replies(entries: Iterable[dict[str, Any]], making: Making) -> Iterator[tuple[str, Answer]]:
    """The answers of the addresses that planted entries name, by path."""
    for raw in entries:
        if "answer" in raw:
            yield raw["target"], _answer(raw["answer"], making)
        for path, spec in raw.get("answers", {}).items():
            yield path, _answer(spec, making)


def _answer(spec: dict[str, Any], making: Making) -> Answer:
    if "redirect" in spec:
        return redirect(spec["redirect"], spec.get("status", 302))
    body, kind = _body(spec, making)
    headers = tuple(spec.get("headers", {}).items())
    return Answer(
        status=spec.get("status", 200),
        body=body,
        content_type=spec.get("type", kind),
        headers=headers,
        delay=float(spec.get("delay", 0)),
        reset=spec.get("reset", False),
        gzip=spec.get("gzip", False),
        raw=spec.get("raw", False),
        endless=spec.get("endless", False),
        head=Head(spec.get("head", Head.SAME)),
        first=tuple(
            Answer(status=status, headers=headers if status == 429 else ()) for status in spec.get("first", ())
        ),
    )


def _body(spec: dict[str, Any], making: Making) -> tuple[bytes, str]:
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
    return _text(spec, making).encode(charset), kind


def _text(spec: dict[str, Any], making: Making) -> str:
    if "page" in spec:
        return making.renderer.plain(spec["page"])
    piece, times = spec.get("many", ("", 0))
    return str(spec.get("text", "")).replace("{many}", str(piece) * int(times))
