"""The workbook that people fill: a sheet for each kind of statement, what is known already written in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, NamedTuple

from reports.workbook.book import Book, put_text
from reports.workbook.measure import height
from reports.workbook.shelter import Shelter
from rubric_map import statement_sheets as form
from rubric_map.model import Rubric
from rubric_map.statement_sheets import COLUMNS, GIVEN, Entry, SheetKind, entries

SPARE_ROWS = 500  # rows for people to add, under the same rules
_WIDTHS = {
    form.RUBRIC: 20, form.UNIT: 18, form.NUMBER: 12, form.TITLE: 46, "分值": 8, form.SCORE_VALUE: 9, form.OUT_OF: 10,
    form.SOURCE: 24, form.DAY: 13, form.HOLDS: 10, form.EMPTY: 16, "填报说明": 30, form.LINK: 46, form.NOTE: 24,
    form.POINTS: 10, form.BY: 16, form.REASON: 36, form.UNTIL: 13,
}  # fmt: skip
_GUIDE_WIDTH = 72  # a page wide also where the program that prints has no Calibri and takes wider letters
_GUIDE = (
    "每张表填一类内容，只填浅黄色各列，其余各列已填好，请勿改动。没有要填的行留空即可；一项涉及几个单位的，复制整行后改单位。",
    "单位填清单中的单位名称；对全站的，单位留空。",
    "外部得分：专项评估、第三方评估等给出的分；评分满分与本表分值不同的，写明评分满分，按比例折算。",
    "核定事实：页面上看不到、须由人核定的事项，填“是”或“否”。",
    "填报链接：单位自查时提交的网址，一行一个；下次运行时核对能否打开、是否在官方网站、标题和日期是否相符。",
    "人工核定：对一项的最后得分作出决定，须写明核定人、理由和有效期；机器得分仍然保留，两者并列。",
    "撤回已导入的内容：在同一行的填写列填“撤回”（链接在备注列填），再次导入。",
    "填好后执行：hecha score 站点 --import 本文件。有一格填错，整个文件都不导入，并指出是哪张表哪一行哪一列。",
)


class Rule(NamedTuple):
    """What a column takes, and what to say of anything else."""

    options: Mapping[str, Any]
    error: str


def write_template(rubric: Rubric, units: Sequence[str], stream: BinaryIO, *, at: datetime) -> None:
    """Write the workbook for one rubric; the units of a site, where given, are offered."""
    shelter = Shelter(stream)
    with (
        TemporaryDirectory(prefix="hecha-") as folder,
        Book(shelter, created=at, title=f"{rubric.title} 填报和核定表", folder=folder) as book,
    ):
        _write_guide(book, rubric)
        for kind in SheetKind:
            rows = entries(rubric, kind)
            if rows:
                _write_sheet(book, rubric, kind, rows, bool(units))
        if units:
            _write_units(book, units)
        book.close()
    shelter.check()


def _write_guide(book: Book, rubric: Rubric) -> None:
    sheet = book.add_sheet("填写说明")
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    for at, line in enumerate((f"{rubric.title}（{rubric.document}）", *_GUIDE)):
        style = "section" if at == 0 else "line"
        sheet.set_row(at, height(line, _GUIDE_WIDTH) + 6)
        put_text(book, sheet, at, 0, line, style)


def _write_sheet(book: Book, rubric: Rubric, kind: SheetKind, rows: Sequence[Entry], with_units: bool) -> None:
    sheet = book.add_sheet(kind.value)
    sheet.set_landscape()
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    columns = COLUMNS[kind]
    for at, name in enumerate(columns):
        sheet.set_column(at, at, _WIDTHS[name])
        put_text(book, sheet, 0, at, name, "header")
    for number, entry in enumerate(rows, start=1):
        known = {form.RUBRIC: rubric.id, form.NUMBER: entry.number, form.TITLE: entry.title}
        known |= {"分值": entry.points, "填报说明": entry.filing}
        sheet.set_row(number, max(20.0, *(height(text, _WIDTHS[name]) for name, text in known.items())))
        for at, name in enumerate(columns):
            put_text(book, sheet, number, at, known.get(name, ""), "text" if name in GIVEN else "doubt")
    last = len(rows) + SPARE_ROWS
    for at, name in enumerate(columns):
        rule = _rule(kind, name, with_units)
        if rule is not None:
            shown = {"error_title": name, "error_message": rule.error}
            sheet.data_validation(1, at, last, at, {**rule.options, **shown, "ignore_blank": True})


def _rule(kind: SheetKind, name: str, with_units: bool) -> Rule | None:
    if name == form.UNIT and with_units:
        return Rule({"validate": "list", "source": "=单位名单!$A$2:$A$2000"}, "请选清单中的单位；全站请留空。")
    if name == form.HOLDS:
        return Rule({"validate": "list", "source": ["是", "否", form.WITHDRAW]}, "请填“是”或“否”。")
    if name == form.EMPTY:
        return Rule({"validate": "list", "source": ["是", form.WITHDRAW]}, "没有此项任务的填“是”。")
    if name in (form.DAY, form.UNTIL):
        least = date(2000, 1, 1)
        return Rule({"validate": "date", "criteria": ">=", "value": least}, "请填日期，如 2026-11-21。")
    if name == form.OUT_OF:
        return Rule({"validate": "decimal", "criteria": ">", "value": 0}, "请填大于 0 的数字。")
    if name == form.VALUE[kind] and kind in (SheetKind.SCORE, SheetKind.DECISION):
        # A number, or the word that takes it back: Excel has no rule for either, so it only warns.
        return Rule(
            {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"},
            f"请填不小于 0 的数字；要撤回的填“{form.WITHDRAW}”。",
        )
    return None


def _write_units(book: Book, units: Sequence[str]) -> None:
    sheet = book.add_sheet("单位名单")
    sheet.set_column(0, 0, 40)
    put_text(book, sheet, 0, 0, "单位名称", "header")
    for at, name in enumerate(units, start=1):
        put_text(book, sheet, at, 0, name, "text")
