"""The filled forms as a document to be printed, signed and filed."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from reports.form import Form, form_of, spans
from reports.form_trail import Findings, Titles, measure_words
from reports.letter.form import Address, Column, Letter, Lines, Merge
from reports.letter.pack import repack
from reports.text import cap, interval, one_line
from reports.titles import STATE
from rubric_map.model import Rubric
from rubric_map.scorecard import Scorecard, ScoreLine

_WIDTH = 26.1  # centimetres of text on an A4 page laid across
_MOST_TEXT = 1_200  # of one cell; the workbook holds everything
_MOST_PROOFS = 12  # of one rule, for the same reason
_TRAIL = (
    Column("序号", 1.6, centred=True),
    Column("规则", 6.2),
    Column("结果", 2.2, centred=True),
    Column("得分", 2.0, centred=True),
    Column("依据", 14.1),
)
Sheets = Sequence[tuple[Rubric, tuple[Scorecard, ...]]]


def write_form_docx(sheets: Sheets, findings: Findings, titles: Titles, stream: BinaryIO, *, at: datetime) -> None:
    """Write a form for each unit, followed by what its points rest on."""
    letter = Letter(title=sheets[0][0].title, created=at, landscape=True)
    first = True
    for rubric, cards in sheets:
        for card in cards:
            if not first:
                letter.next_page()
            first = False
            _write_form(letter, form_of(rubric, card))
            letter.heading("得分依据")
            letter.table(_TRAIL, _trail(card, findings, titles))
    whole = io.BytesIO()
    letter.save(whole)
    repack(whole, stream)


def _write_form(letter: Letter, form: Form) -> None:
    letter.title(form.title)
    letter.paragraph("；".join(form.facts) + "。")
    share = _WIDTH / sum(column.width for column in form.columns)
    columns = [Column(one.title, one.width * share, centred=one.centred) for one in form.columns]
    merged = [
        Merge(place, start, end)
        for place, column in enumerate(form.columns)
        if column.merged
        for start, end in spans(form.rows, place, form.columns)
    ]
    held = {(one.column, row) for one in merged for row in range(one.first + 1, one.last + 1)}
    rows = [
        [_lines("" if (place, at) in held else text) for place, text in enumerate(cells)]
        for at, cells in enumerate(form.rows)
    ]
    letter.table(columns, rows, [one for one in merged if one.last > one.first])
    for note in form.notes:
        letter.paragraph(note)


def _lines(text: str) -> Lines:
    return [cap(line, _MOST_TEXT) for line in text.split("\n")]


def _trail(card: Scorecard, findings: Findings, titles: Titles) -> Iterator[Sequence[Lines]]:
    for item in card.items:
        for line in item.lines:
            span = "" if line.low is None else interval(line.low, line.high)
            proofs = [*_proofs(line, findings, titles)]
            yield [[item.number], [one_line(line.text)], [STATE[line.state.value]], [span], proofs]


def _proofs(line: ScoreLine, findings: Findings, titles: Titles) -> Iterator[str | Address]:
    if line.reason:
        yield cap(one_line(line.reason), _MOST_TEXT)
    for measure in line.measures[:_MOST_PROOFS]:
        words = measure_words(measure, titles)
        yield Address(f"{words}，见 ", measure.url) if measure.url else words
    shown = [findings[mark] for mark in line.findings if mark in findings]
    for row in shown[:_MOST_PROOFS]:
        yield Address(f"{one_line(row.message).removesuffix('。')}，见 ", row.page_url)
    if max(len(shown), len(line.measures)) > _MOST_PROOFS:
        yield "其余见随附的工作簿“得分依据”表。"
