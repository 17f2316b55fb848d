"""The letter: 关于……网站核查问题的整改通知, laid out after GB/T 9704-2012."""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from reports import narrative
from reports.letter.form import Address, Column, Letter, Lines
from reports.letter.pack import repack
from reports.mask import masked
from reports.model import Dossier, FindingRow
from reports.text import cap, chinese_date, one_line
from reports.titles import OUTCOME

MOST_ROWS = 300  # of one table: a letter is read by people; the workbook holds everything
_MOST_TEXT = 2_000  # of one cell, for the same reason

_NUMERALS = "一二三四五六七八九"
_FINDINGS = (
    Column("序号", 1.2, centred=True),
    Column("问题类型", 2.6),
    Column("问题描述", 5.4),
    Column("所在页面及问题链接", 6.4),
)
_UNIT_SCORES = (
    Column("单位", 4.2),
    Column("考核细则", 5.6),
    Column("得分", 5.8),
)


def write_docx(dossier: Dossier, stream: BinaryIO) -> None:
    """Write the letter."""
    safe = masked(dossier)
    title = _title(safe)
    letter = Letter(title=title, created=safe.exported_at)
    letter.title(title)
    letter.addressee(f"{one_line(safe.addressee)}：")
    parts = list(_parts(safe))
    letter.paragraph(f"{_opening(safe)}{'现将有关情况通知如下。' if parts else '特此通知。'}")
    for numeral, (heading, write) in zip(_NUMERALS, parts, strict=False):
        letter.heading(f"{numeral}、{heading}")
        write(letter)
    letter.signature(one_line(safe.issuer) or "（印发单位）", chinese_date(safe.exported_at))
    whole = io.BytesIO()
    letter.save(whole)
    repack(whole, stream)


def _title(dossier: Dossier) -> str:
    """What the letter is about: mending only where there is something to mend."""
    about = "核查问题的整改通知" if dossier.problems or dossier.doubts else "核查情况的通知"
    return f"关于{narrative.portal(dossier)}{about}"


def _opening(dossier: Dossier) -> str:
    """When, what and how far was looked at, and how much was found."""
    scope = "中由你单位负责的内容" if dossier.unit else ""
    found = "未发现问题和疑似问题"
    if dossier.problems or dossier.doubts:
        found = f"共有问题{len(dossier.problems):,}个，疑似问题{len(dossier.doubts):,}个"
    return (
        f"{chinese_date(dossier.observed_at)}，对{narrative.portal(dossier)}（{one_line(dossier.url)}）{scope}进行了核查，"
        f"{narrative.extent(dossier)}。{found}。"
    )


def _parts(dossier: Dossier) -> Iterator[tuple[str, Callable[[Letter], None]]]:
    """The sections that have something to say."""
    if dossier.outcomes or dossier.scorecards:
        yield "总体情况", lambda letter: _overview(letter, dossier)
    numbers = {row.fingerprint: number for number, row in enumerate(dossier.findings, 1)}
    if dossier.problems:
        yield "存在的问题", lambda letter: _findings(letter, dossier.problems, numbers)
    if dossier.doubts:
        yield "疑似问题", lambda letter: _doubts(letter, dossier.doubts, numbers)
    unseen = [line if line.endswith("。") else f"{line}。" for line in narrative.unseen(dossier)]
    if unseen:
        yield "查看范围的说明", lambda letter: _paragraphs(letter, unseen)
    demands = list(_demands(dossier))
    if demands:
        yield "整改要求", lambda letter: _paragraphs(letter, demands)


def _summary_columns(dossier: Dossier) -> tuple[Column, ...]:
    return (
        Column("检查项", 3.0),
        Column("结论", 2.4, centred=True),
        Column(narrative.looked_at(dossier), 2.2, centred=True),
        Column("问题", 1.5, centred=True),
        Column("疑似", 1.5, centred=True),
        Column("说明", 5.0),
    )


def _overview(letter: Letter, dossier: Dossier) -> None:
    if dossier.outcomes:
        letter.table(
            _summary_columns(dossier),
            [
                [
                    (one_line(one.title),),
                    (OUTCOME[one.outcome],),
                    (f"{one.looked_at:,}",),
                    (f"{one.problems:,}",),
                    (f"{one.doubts:,}",),
                    (one_line(one.reason),),
                ]
                for one in dossier.outcomes
            ],
        )
    _paragraphs(letter, list(narrative.scores(dossier)))
    units = [[(text,) for text in cells] for cells in narrative.unit_scores(dossier)]
    if units:
        letter.paragraph("各单位得分如下。")
        letter.table(_UNIT_SCORES, units)


def _doubts(letter: Letter, rows: Sequence[FindingRow], numbers: dict[str, int]) -> None:
    letter.paragraph("下列情况未能确认，请人工核实；核实前不作为问题，不扣分。")
    _findings(letter, rows, numbers)


def _findings(letter: Letter, rows: Sequence[FindingRow], numbers: dict[str, int]) -> None:
    """A table of findings, numbered as in the workbook; what does not fit is said."""
    letter.table(_FINDINGS, (_row(row, numbers[row.fingerprint]) for row in rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        letter.paragraph(f"以上列出 {MOST_ROWS} 个，其余 {len(rows) - MOST_ROWS:,} 个见随附的问题台账。")


def _row(row: FindingRow, number: int) -> list[Lines]:
    addresses: list[str | Address] = []
    if row.page_url:
        addresses.append(Address("页面：", row.page_url))
    if row.target_url:
        addresses.append(Address("链接：", row.target_url))
    if len(row.places) > 1:
        addresses.append(f"共 {len(row.places):,} 处，其余位置见问题台账。")
    kind = one_line(row.code_title or row.code)
    return [(str(number),), (kind,), (cap(one_line(row.message), _MOST_TEXT),), addresses]


def _paragraphs(letter: Letter, texts: Sequence[str]) -> None:
    for text in texts:
        letter.paragraph(text)


def _demands(dossier: Dossier) -> Iterator[str]:
    """What the unit is asked to do; a time only where one was set."""
    if dossier.problems:
        within = f"于收到本通知之日起{narrative.due(dossier)}" if dossier.due_days is not None else "尽快"
        yield f"请对照上述问题逐项核实，{within}完成整改，并反馈整改情况。"
    if dossier.doubts:
        yield "请对疑似问题逐项核实并反馈核实结果；确属问题的一并整改。"
