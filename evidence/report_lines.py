"""Reading an annual report in lines (a PDF, a doc of old): its rows are known by their numbers and their order."""

import re
from collections.abc import Iterator, Sequence

from evidence.report_grid import compact, read_cell
from evidence.report_model import (
    APPLICANTS,
    REQUEST_ROWS,
    RESULTS,
    REVIEWS,
    Cell,
    DisclosureRow,
    Report,
    RequestRow,
    ReviewGroup,
    Tables,
)
from evidence.report_parts import parts_of
from evidence.report_rows import request_key, review_groups

_NUMBER = r"(?:\d+(?:,\d{3})*(?:\.\d+)?|[-—–－])"
_SEVEN = re.compile(rf"(?:^|\s){_NUMBER}(?:\s+{_NUMBER}){{6}}\s*$")
_PAGE_NUMBER = re.compile(r"\s*+[-—–－]?\s*+\d{1,3}\s*+[-—–－]?\s*+")


def _heading(digit: int, words: str, whole: str) -> re.Pattern[str]:
    """A part's heading: 三、, 第三部分, （三） or 3. before some words of it, or the whole of it alone on a line."""
    chinese = "一二三四五六"[digit - 1]
    numbered = rf"(?:第\s*{chinese}\s*部分\s*[、.．:：]?|{chinese}\s*[、.．]|[(（]{chinese}[)）]|{digit}\s*[、.．])"
    return re.compile(rf"\s*(?:{numbered}.{{0,12}}?(?:{words})|{whole}\s*$)")


_REQUESTS = _heading(3, "收到|受理", "收到和处理政府信息公开申请情况")
_REVIEWS = _heading(4, "复议|诉讼", "政府信息公开行政复议、行政诉讼情况")
_LATER = _heading(5, "问题|不足|改进", "存在的主要问题及改进情况")
_DISCLOSED: tuple[tuple[str, int], ...] = (
    ("行政规范性文件", 3),
    ("规章", 3),
    ("行政许可", 1),
    ("行政处罚", 1),
    ("行政强制", 1),
    ("行政事业性收费", 1),
)


def read_report_lines(lines: Sequence[str]) -> Report:
    """The report in lines of text, in which a row of a table is one line."""
    kept = [line for line in lines if line.strip() and not _PAGE_NUMBER.fullmatch(line)]
    tables = Tables(_disclosed(kept), _requests(kept), _reviews(kept))
    return Report(text="\n".join(kept), parts=parts_of(kept), tables=tables, exact=False)


def _section(lines: Sequence[str], start: re.Pattern[str], end: re.Pattern[str]) -> list[str]:
    """The lines from the last heading that matches to the next; a table of contents names the headings first."""
    begins = [i for i, line in enumerate(lines) if start.match(line)]
    if not begins:
        return []
    rest = lines[begins[-1] + 1 :]
    stop = next((i for i, line in enumerate(rest) if end.match(line)), len(rest))
    return list(rest[:stop])


def _requests(lines: Sequence[str]) -> tuple[RequestRow, ...]:
    """Table 3: every line that ends in seven numbers is a row, named by the words since the row before."""
    runs = list(_runs(_section(lines, _REQUESTS, _REVIEWS)))
    if len(runs) == len(REQUEST_ROWS):
        return tuple(RequestRow(key, cells) for key, (_, cells) in zip(REQUEST_ROWS, runs, strict=True))
    found: dict[str, RequestRow] = {}
    for label, cells in runs:
        key = request_key(label[-40:])
        if key:
            found.setdefault(key, RequestRow(key, cells))
    return tuple(found.values())


def _runs(lines: Sequence[str]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    label = ""
    for line in lines:
        run = _SEVEN.search(line)
        if run is None:
            label += compact(line)
            continue
        cells = tuple(read_cell(token) for token in run[0].split())
        yield label + compact(line[: run.start()]), cells[-len(APPLICANTS) :]
        label = ""


def _reviews(lines: Sequence[str]) -> tuple[ReviewGroup, ...]:
    """Table 4: the only fifteen numbers of its section."""
    section = _section(lines, _REVIEWS, _LATER)
    tokens = [token for line in section for token in line.split() if re.fullmatch(_NUMBER, token)]
    wanted = len(REVIEWS) * len(RESULTS)
    return review_groups([read_cell(token) for token in tokens]) if len(tokens) == wanted else ()


def _disclosed(lines: Sequence[str]) -> tuple[DisclosureRow, ...]:
    found: dict[str, DisclosureRow] = {}
    for line in lines:
        words = line.split()
        for name, width in _DISCLOSED:
            if words and words[0] == name and len(words) > width:
                cells = tuple(read_cell(word) for word in words[1 : width + 1])
                if all(cell.value is not None for cell in cells):
                    found.setdefault(name, DisclosureRow(name, cells))
    return tuple(found.values())
