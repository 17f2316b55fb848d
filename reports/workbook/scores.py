"""The sheet 评分: one a scorecard."""

from decimal import Decimal

from reports import narrative
from reports.model import Dossier
from reports.scores import ScoreItem, ScoreTotals
from reports.text import interval, one_line
from reports.titles import METHOD
from reports.workbook.book import Book
from reports.workbook.table import Cell, Column, Table

COLUMNS = (
    Column("序号", 8, "centre"),
    Column("指标", 44),
    Column("分值", 8, "number"),
    Column("考核方式", 12, "centre"),
    Column("得分", 8, "number"),
    Column("可能区间", 12, "centre"),
    Column("状态", 10, "centre"),
    Column("说明", 60),
)
_BAND = tuple("band" if column.style == "text" else "band centre" for column in COLUMNS)


def write_scores(book: Book, dossier: Dossier) -> None:
    """A sheet for each scorecard."""
    for sheet in dossier.scorecards:
        table = Table(
            book,
            f"评分 {narrative.card_name(dossier, sheet)}",
            COLUMNS,
            heading=f"{sheet.title}：{sheet.unit or dossier.name}",
        )
        groups = {group.title: group.totals for group in sheet.groups}
        group = ""
        for item in sheet.items:
            if item.group != group:
                group = item.group
                table.append(_band(group, groups.get(group, ScoreTotals())), styles=_BAND)
            table.append(_cells(item))
        table.append(_band("合计", sheet.totals, "\n".join(narrative.remarks(sheet))), styles=_BAND)
        table.finish()


def _cells(item: ScoreItem) -> tuple[Cell, ...]:
    return (
        item.number,
        one_line(item.title),
        item.max,
        METHOD.get(item.method, item.method),
        item.score,
        interval(item.low, item.high),
        narrative.state(item),
        "\n".join(narrative.explanation(item)),
    )


def _band(title: str, totals: ScoreTotals, explanation: str = "") -> tuple[Cell, ...]:
    score: Decimal | None = totals.low if totals.low == totals.high else None
    return ("", one_line(title), totals.max, "", score, interval(totals.low, totals.high), "", explanation)
