"""The sheet 排名: the units in order, a chart of what they have and may still have, the items that set them apart."""

from typing import Any

from reports.ranking import DIVIDER_HEADER, PLACE_HEADER, Ranking, divider_cells, place_cells
from reports.workbook.book import BODY_FONT, HEAD_FONT, Book, put_text
from reports.workbook.measure import height

_WIDTHS = (7, 14, 26, 10, 12, 60, 11, 11)
_LOW, _OPEN = 6, 7  # columns beside the table that feed the chart
_READING = (
    "名次按已经确定得到的分排列；可能名次是待定部分补齐后最好和最差的名次。"
    "拉开差距的考核项，只列无论待定部分如何都已分出高低的项。"
)


def write_ranking(book: Book, ranking: Ranking) -> None:
    """Write the sheet; its chart stands under the tables."""
    sheet = book.add_sheet("排名")
    sheet.set_landscape()
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, 5, "", book.style("title"))
    put_text(book, sheet, 0, 0, f"{ranking.title} 排名", "title")
    sheet.set_row(1, height(_READING, sum(_WIDTHS[:6])) + 4)
    sheet.merge_range(1, 0, 1, 5, "", book.style("line"))
    put_text(book, sheet, 1, 0, _READING, "line")
    row = _write_places(book, sheet, ranking, 2)
    row = _write_dividers(book, sheet, ranking, row + 1)
    chart = _chart(book, sheet.get_name(), ranking)
    sheet.insert_chart(row + 1, 0, chart, {"x_offset": 5, "y_offset": 5})


def _write_places(book: Book, sheet: Any, ranking: Ranking, row: int) -> int:
    for at, title in enumerate((*PLACE_HEADER, "确定得分", "待定分")):
        put_text(book, sheet, row, at, title, "header")
    for place in ranking.places:
        row += 1
        cells = place_cells(place)
        sheet.set_row(row, max(20.0, height(str(cells[5]), _WIDTHS[5])))
        for at, value in enumerate(cells):
            put_text(book, sheet, row, at, str(value), "text" if at in (2, 5) else "centre")
        sheet.write_number(row, _LOW, place.low, book.style("number"))
        sheet.write_number(row, _OPEN, place.high - place.low, book.style("number"))
    return row + 1


def _write_dividers(book: Book, sheet: Any, ranking: Ranking, row: int) -> int:
    sheet.merge_range(row, 0, row, 5, "", book.style("section"))
    put_text(book, sheet, row, 0, "拉开差距的考核项" if ranking.dividers else "没有已经拉开差距的考核项", "section")
    if not ranking.dividers:
        return row + 1
    row += 1
    # The item's title and the units need the wide columns of the table above.
    order = (0, 3, 1, 2, 4, 5)
    widths = (_WIDTHS[0], _WIDTHS[1], _WIDTHS[2], _WIDTHS[3], _WIDTHS[4], _WIDTHS[5])
    for at, place in enumerate(order):
        put_text(book, sheet, row, at, DIVIDER_HEADER[place], "header")
    for divider in ranking.dividers:
        row += 1
        cells = divider_cells(divider)
        texts = [str(cells[place]) for place in order]
        sheet.set_row(row, max(20.0, *(height(text, width) for text, width in zip(texts, widths, strict=True))))
        for at, text in enumerate(texts):
            put_text(book, sheet, row, at, text, "text" if order[at] in (1, 4, 5) else "centre")
    return row + 1


def _chart(book: Book, name: str, ranking: Ranking) -> Any:
    chart: Any = book.file.add_chart({"type": "bar", "subtype": "stacked"})
    units = len(ranking.places)
    first, last = 3, 2 + units
    font = {"name": BODY_FONT, "size": 9}
    for column, colour, title in ((_LOW, "#2F6DA8", "确定得分"), (_OPEN, "#C9D8E8", "待定")):
        chart.add_series(
            {
                "name": title,
                "categories": [name, first, 2, last, 2],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {"value": True, "font": {"name": BODY_FONT, "size": 8}} if column == _LOW else {},
            }
        )
    chart.set_title({"name": "各单位得分", "name_font": {"name": HEAD_FONT, "size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": font})
    lines = {"visible": True, "line": {"color": "#DDDDDD"}}
    chart.set_x_axis({"num_font": font, "min": 0, "max": float(ranking.max), "major_gridlines": lines})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 900, "height": max(220, 110 + 30 * units)})
    return chart
