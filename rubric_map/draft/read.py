"""The blocks of a document to drafts: tables with columns for points first, then headings, then task lists."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from rubric_map.draft.blocks import Block, Line
from rubric_map.draft.grid import groups_of, rows_of, tasks_of
from rubric_map.draft.headings import Form, fragments
from rubric_map.draft.model import Draft, DraftGroup
from rubric_map.draft.outline import outlines
from rubric_map.draft.tidy import tidied

_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(]\d{4}[〕\]）)]\d{1,4}号")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"(20\d\d)年")
ZERO = Decimal(0)


def drafts(blocks: Sequence[Block]) -> tuple[Draft, ...]:
    """Every rubric that a document holds; none where nothing like one was found."""
    found = _from_columns(blocks) or outlines(fragments(blocks)) or _from_tasks(blocks)
    document, day = _document(blocks), _day(blocks)
    return tuple(
        tidied(replace(one, document=document, effective=day or _year(one.title), doubts=(*one.doubts, *_sums(one))))
        for one in found
    )


def _from_columns(blocks: Sequence[Block]) -> tuple[Draft, ...]:
    """Tables with a column of points; a title between two tables makes them two rubrics."""
    made: list[tuple[str, list[DraftGroup]]] = []
    for at, block in enumerate(blocks):
        groups = groups_of(rows_of(block))
        if groups:
            title = _title(blocks[:at])
            if not made or made[-1][0] != title:
                made.append((title, []))
            made[-1][1].extend(groups)
    return tuple(Draft(title=title, groups=tuple(groups)) for title, groups in made)


def _from_tasks(blocks: Sequence[Block]) -> tuple[Draft, ...]:
    found = [(at, groups) for at, block in enumerate(blocks) if (groups := tasks_of(block))]
    return tuple(Draft(title=_title(blocks[:at]), groups=groups, scored=False) for at, groups in found)


def _title(before: Sequence[Block]) -> str:
    """The last line before a table that reads like a title."""
    titles = [one.title for one in fragments(before) if one.form is Form.TITLE]
    return titles[-1] if titles else ""


def _document(blocks: Sequence[Block]) -> str:
    """The number of the document: a line of its own, for other numbers are cited in passing."""
    lines = (block.text for block in blocks if isinstance(block, Line))
    return next((line for line in lines if _DOCUMENT.fullmatch(line)), "")


def _day(blocks: Sequence[Block]) -> date | None:
    """The day under the document: a line of its own."""
    for block in blocks:
        match = _DAY.fullmatch(block.text) if isinstance(block, Line) else None
        if match is not None:
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                continue
    return None


def _year(title: str) -> date | None:
    match = _YEAR.search(title)
    return date(int(match[1]), 1, 1) if match else None


def _sums(draft: Draft) -> list[str]:
    """Sums of the document that do not come out, to be looked at."""
    said = []
    for group in draft.groups:
        total = sum((item.points or ZERO for item in group.items), ZERO)
        if group.points is not None and total != group.points:
            said.append(f"分组“{group.title}”列 {group.points.normalize():f} 分，考核项合计 {total.normalize():f} 分")
    total = sum((item.points or ZERO for item in draft.items), ZERO)
    if draft.scored and total != 100:
        said.append(f"考核项合计 {total.normalize():f} 分，不是 100 分")
    return said
