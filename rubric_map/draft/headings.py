"""Which lines and cells are headings with points, and of what form."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from rubric_map.draft.blocks import Block, Line, Stream, Table, folded, pieces


class Form(Enum):
    """How a heading is written."""

    CHINESE = "一、标题（10分）"
    NUMBERED = "1. 标题（10分）"
    BRACKETED = "标题（10分）"
    PLAIN = "标题 10分"
    TITLE = "……考核细则"
    TEXT = "正文"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """One line or cell: a heading with its number and points, or text."""

    form: Form
    title: str
    number: str = ""
    points: Decimal | None = None
    in_table: bool = False


_T = r"(?P<title>[^。；;：:！？!?\t]{2,60}?)"
_POINTS = r"\s*[(（]\s*(?P<points>\d+(?:\.\d+)?)\s*(?:分|%|％)\s*[)）]"
_BARE_POINTS = r"\s*(?P<points>\d+(?:\.\d+)?)\s*分"
_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})\s*[.、．]?\s*"
_CHINESE = r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]、?)\s*"
_FORMS = (
    (Form.CHINESE, re.compile(f"{_CHINESE}{_T}(?:{_POINTS}|{_BARE_POINTS.replace('points', 'bare')})")),
    (Form.NUMBERED, re.compile(f"{_NUMBER}{_T}{_POINTS}")),
)
_CELL_FORMS = (
    (Form.BRACKETED, re.compile(f"{_T}{_POINTS}")),
    (Form.PLAIN, re.compile(f"{_T}{_BARE_POINTS}")),
)
_BARE_NUMBERED = re.compile(
    r"(?P<number>\d{1,2})\s*[.、．]\s*(?P<title>[^。；;：:！？!?，,\t\d][^。；;：:！？!?，,\t]{1,23})"
)
_NO_TITLE = re.compile(
    r"(?:[得扣减加计为给满占共超至不每]|满分|总分|最高|最多|至少|每[项次处个件]|分值)$|^[\d\W_]+$|得\d"
)
_TITLE_LINE = re.compile(r"细则|指标|评[估分]表|考[评核]表|分解表|任务(?:清单|表)|评分标准|考核办法")
_NO_TITLE_LINE = re.compile(r"^表\d|^附件|关于|印发|通知|根据|按照|[。；：:]")


def fragments(blocks: Iterable[Block]) -> Iterator[Fragment]:
    """Every line and cell of a document, in order."""
    for block in blocks:
        match block:
            case Line(text=text):
                yield _line(text)
            case Table(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from _cell(cell)
            case Stream(cells=cells):
                for cell in cells:
                    yield from _cell(cell)


def _line(text: str) -> Fragment:
    found = _heading(text, _FORMS, in_table=False)
    if found is not None:
        return found
    if len(text) <= 50 and _TITLE_LINE.search(text) and not _NO_TITLE_LINE.search(text):
        return Fragment(form=Form.TITLE, title=text)
    return Fragment(form=Form.TEXT, title=text)


def _cell(cell: str) -> Iterator[Fragment]:
    """A cell that is a heading as a whole, or the lines of one."""
    lines = pieces(cell)
    whole = _cell_heading(folded(" ".join(lines)))
    if whole is not None:
        yield whole
        return
    for at, text in enumerate(lines):
        # Only the first line of a cell may be its heading: what follows is the text under it.
        heading = _cell_heading(text) if at == 0 else None
        yield heading or Fragment(form=Form.TEXT, title=text, in_table=True)


def _cell_heading(text: str) -> Fragment | None:
    found = _heading(text, (*_FORMS, *_CELL_FORMS), in_table=True)
    if found is not None:
        return found
    bare = _BARE_NUMBERED.fullmatch(text)
    if bare is None or _NO_TITLE.search(bare["title"]):
        return None
    return Fragment(form=Form.NUMBERED, title=folded(bare["title"]), number=bare["number"], in_table=True)


def _heading(text: str, forms: Iterable[tuple[Form, re.Pattern[str]]], *, in_table: bool) -> Fragment | None:
    for form, pattern in forms:
        match = pattern.fullmatch(text)
        if match is None or _NO_TITLE.search(match["title"].strip()):
            continue
        groups = match.groupdict()
        points = groups["points"] or groups.get("bare")
        return Fragment(
            form=form,
            title=folded(match["title"]),
            number=groups.get("number") or "",
            points=None if points is None else Decimal(points),
            in_table=in_table,
        )
    return None
