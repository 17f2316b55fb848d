"""The sheets 问题台账 and 出现位置."""

from reports import narrative
from reports.model import Dossier, FindingRow
from reports.text import one_line
from reports.titles import LINK_KIND, STATUS, WHOLE_SITE
from reports.workbook.book import Book
from reports.workbook.table import Address, Cell, Column, Table

LEDGER = (
    Column("序号", 5, "centre"),
    Column("单位", 11),
    Column("网站", 11),
    Column("检查项", 9.5),
    Column("问题类型", 11),
    Column("问题描述", 28),
    Column("所在页面", 26),
    Column("问题链接", 26),
    Column("链接文字", 12),
    Column("发现时间", 10.5, "time"),
    Column("状态", 8, "centre"),
    Column("对应指标", 26),
    Column("整改期限", 9.5, "centre"),
    Column("整改情况", 12, choices=("已整改", "整改中", "经核实不属于问题", "暂时无法整改")),
)

PLACES = (
    Column("序号", 8, "centre"),
    Column("所在页面", 80),
    Column("链接文字", 40),
    Column("位置", 12, "centre"),
)

_STYLES = tuple(column.style for column in LEDGER)
_DOUBT_STYLES = tuple("doubt" if column.title == "问题类型" else column.style for column in LEDGER)


def write_ledger(book: Book, dossier: Dossier) -> None:
    """One row a finding, in the order given."""
    table = Table(book, "问题台账", LEDGER, heading=f"网站核查问题台账：{dossier.name}")
    titles = narrative.item_titles(dossier)
    for number, row in enumerate(dossier.findings, 1):
        table.append(_cells(number, row, dossier, titles), styles=_DOUBT_STYLES if row.doubtful else _STYLES)
    table.finish()


def write_places(book: Book, dossier: Dossier) -> None:
    """Every place of the findings that have several; no sheet where none has."""
    spread = [(number, row) for number, row in enumerate(dossier.findings, 1) if len(row.places) > 1]
    if not spread:
        return
    table = Table(book, "出现位置", PLACES, heading=f"问题出现位置：{dossier.name}")
    for number, row in spread:
        for place in row.places:
            table.append((number, Address(place.page_url), one_line(place.text), LINK_KIND[place.kind]))
    table.finish()


def _cells(number: int, row: FindingRow, dossier: Dossier, titles: narrative.ItemTitles) -> tuple[Cell, ...]:
    return (
        number,
        row.unit or WHOLE_SITE,
        dossier.name,
        row.check_title or row.check,
        narrative.kind(row),
        _description(row),
        Address(row.page_url) if row.page_url else None,
        Address(row.target_url) if row.target_url else None,
        narrative.link_text(row),
        row.first_seen,
        STATUS[row.status],
        narrative.rubric_items(row, titles),
        narrative.due(dossier) if row.standing else "",
        "",
    )


def _description(row: FindingRow) -> str:
    if len(row.places) < 2:
        return row.message
    return f"{row.message.removesuffix('。')}（共 {len(row.places):,} 处，见“出现位置”）。"
