"""Attachments with something in them, made in code: lists, a notice, an annual report; the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import docx
import xlsxwriter
from docx.document import Document
from docx.table import Table

from demo.files import DOCX, XLSX
from demo.reports import Figures, figures

_MADE = datetime(2020, 1, 1)
_PACKED = (2020, 1, 1, 0, 0, 0)
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def attachment(spec: Mapping[str, Any], year: int, form: Iterable[Mapping[str, Any]]) -> tuple[bytes, str]:
    """The bytes and the type of an attachment: `rows` of a workbook, `lines` of a notice, or the `report` of a year.

    `form` names the rows of table 3; `wrong` in a report is the row whose total is seven too high.
    """
    if "rows" in spec:
        return _workbook(spec["rows"]), XLSX
    if "lines" in spec:
        return _packed(_notice(spec["lines"])), DOCX
    return _packed(_report(figures(year, spec["report"]), spec["wrong"], form)), DOCX


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("名单")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def _notice(lines: Iterable[str]) -> Document:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def _report(said: Figures, wrong: str, form: Iterable[Mapping[str, Any]]) -> Document:
    rows = {**said.requests, wrong: (*said.requests[wrong][:-1], said.requests[wrong][-1] + 7)}
    document = _notice(
        [
            f"本报告中所列数据的统计期限自{said.year}年1月1日起，至{said.year}年12月31日止。",
            "一、总体情况",
            "认真贯彻落实政府信息公开工作要求，健全工作机制，规范公开内容。",
            "二、主动公开政府信息情况",
        ]
    )
    _fill(document, _disclosed())
    document.add_paragraph("三、收到和处理政府信息公开申请情况")
    _fill(document, _requests(rows, form))
    document.add_paragraph("四、政府信息公开行政复议、行政诉讼情况")
    reviews = [str(cell) for group in said.reviews for cell in group]
    _fill(document, [["行政复议"] * 5 + ["行政诉讼"] * 10, [*_RESULTS, *_RESULTS, *_RESULTS], reviews])
    document.add_paragraph("五、存在的主要问题及改进情况")
    document.add_paragraph("公开内容与群众期待还有差距，下一步将加强业务培训。")
    document.add_paragraph("六、其他需要报告的事项")
    document.add_paragraph("本年度未收取信息处理费。")
    return document


def _disclosed() -> list[list[str]]:
    return [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "0", "0", "3"],
        ["行政许可", "12", "12", "12"],
        ["行政处罚", "2", "2", "2"],
        ["行政强制", "0", "0", "0"],
        ["行政事业性收费", "0", "0", "0"],
    ]


def _requests(rows: Mapping[str, tuple[int, ...]], form: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    names = {"1": "一、本年新收政府信息公开申请数量", "2": "二、上年结转政府信息公开申请数量"}
    names |= {key: name for group in form for key, name in group["rows"]}
    names["4"] = "四、结转下年度继续办理"
    table = [[name, *(str(cell) for cell in rows[key])] for key, name in names.items()]
    return [["", *_APPLICANTS], *table]


def _fill(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for text, cell in zip((text for row in rows for text in row), table._cells, strict=True):
        cell.text = text


def _packed(document: Document) -> bytes:
    """The document as bytes that do not tell when they were made."""
    document.core_properties.created = document.core_properties.modified = _MADE
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(zipfile.ZipInfo(name, date_time=_PACKED), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
