"""The workbook reads back as it was meant: texts as texts, dates as dates, links where links are safe."""

import io
import re
import warnings
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from reports.model import Dossier, RubricItem
from reports.scores import ScoreSheet
from reports.text import cap, clean
from reports.workbook.book import MAX_TEXT, Book
from reports.workbook.ledger import LEDGER
from reports.workbook.table import Address, Column, Table
from reports.xlsx import write_xlsx
from tests.reports.hostile import ADDRESSES, SHEET_NAMES, TEXTS
from tests.reports.samples import EXPORTED, SCORECARD, by_units, dossier, empty, finding, place, usual


def written(whole: Dossier) -> bytes:
    stream = io.BytesIO()
    write_xlsx(whole, stream)
    return stream.getvalue()


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_sheets_an_office_expects() -> None:
    found = sheets(written(usual()))
    assert list(found) == ["封面", "问题台账", "出现位置", "评分"]
    header, *rows = found["问题台账"]
    assert header == [
        "序号", "单位", "网站", "检查项", "问题类型", "问题描述", "所在页面", "问题链接", "链接文字", "发现时间",
        "状态", "对应指标", "整改期限", "整改情况",
    ]  # fmt: skip
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]
    first = dict(zip(header, rows[0], strict=True))
    assert first["问题描述"] == "链接“部门动态”打不开，服务器返回 404（页面不存在）。"
    assert first["发现时间"] == datetime(2026, 11, 21, 2, 30)
    assert first["对应指标"] == "1.2 政务公开栏目信息维护（0.5分）"
    assert (first["状态"], first["整改期限"], first["整改情况"]) == ("新发现", "15个工作日内", "")
    assert rows[1][7] == ""
    assert rows[3][4] == "疑似：链接被拦截"
    assert (rows[4][10], rows[4][12]) == ("已整改", "")


def test_the_cover_says_for_whom_when_how_much_and_what_was_not_seen() -> None:
    cover = "\n".join(str(cell) for row in sheets(written(usual()))["封面"] for cell in row)
    for said in (
        "网站核查问题清单", "区教育局", "临海区人民政府", "http://www.linhai.gov.cn/",
        "2026年11月21日 02:30", "2026年11月21日 09:05", "问题 3 个，疑似问题 1 个",
        "得分 5.5–9.5（满分 10，已定 5.5）", "网上核查 5.5（满分 6）", "核实前不扣分",
        "robots.txt 不允许查看的地址 12 个",
    ):  # fmt: skip
        assert said in cover


def test_every_place_is_listed_under_the_number_of_its_finding() -> None:
    places = sheets(written(usual()))["出现位置"]
    assert len(places) == 13
    assert {row[0] for row in places[1:]} == {3}
    assert places[-1][1:] == ["http://www.linhai.gov.cn/zwgk/czyjs/page_12.html", "2025年度部门决算公开表.xlsx", "链接"]


def test_a_scorecard_has_its_items_groups_and_sum() -> None:
    rows = sheets(written(usual()))["评分"]
    assert [row[0] for row in rows] == ["序号", "", "1.2", "1.10", ""]
    assert rows[2][2:] == [6, "网上核查", 5.5, "5.5", "已定", "发现错链 1 处，扣 0.5 分\n涉及问题 1 个"]
    assert rows[3][4:7] == ["", "0–4", "待定"]
    assert (rows[4][1], rows[4][2], rows[4][5]) == ("合计", 10, "5.5–9.5")


def test_a_checklist_shows_verdicts_and_a_tally() -> None:
    item = {**SCORECARD["items"][0], "max": None, "score": None, "low": None, "high": None, "verdict": "not-met"}
    none = {"settled": None, "low": None, "high": None, "max": None}
    card = {
        **SCORECARD,
        "items": [item],
        "groups": [],
        "totals": {**none, "by_method": {}, "tally": {"met": 0, "not_met": 1, "open": 0}},
    }
    rows = sheets(written(dossier(scorecards=(ScoreSheet.from_json(card),))))["评分"]
    assert rows[2][2:7] == ["", "网上核查", "", "—", "未完成"]
    assert rows[3][7] == "完成 0 项，未完成 1 项，待定 0 项"


def test_the_rubric_is_named_where_there_are_several() -> None:
    one = ScoreSheet.from_json(SCORECARD)
    other = replace(
        one, rubric="xinjin-2021", title="新津区任务分解表", notes=("原文各项分值之和与总分不符",), veto="open"
    )
    item = RubricItem("nowhere-2020", "9")
    row = finding(rubric_items=(RubricItem("songjiang-2022", "1.2"), item))
    found = sheets(written(dossier(row, scorecards=(one, other))))
    assert found["问题台账"][1][11] == "《2022年松江区政务公开考核评估表》1.2 政务公开栏目信息维护\nnowhere-2020 9"
    assert found["评分 新津区任务分解表"][-1][7] == "单项否决情形待核实\n原文各项分值之和与总分不符"


def test_the_scores_of_several_units_are_told_apart() -> None:
    found = sheets(written(by_units()))
    assert list(found)[-3:] == ["评分 （全站）", "评分 区教育局", "评分 区民政局"]
    cover = [str(cell) for row in found["封面"] for cell in row]
    assert sum("得分 5.5–9.5" in cell for cell in cover) == 1
    assert "各单位得分见“评分”各表。" in cover
    assert found["问题台账"][1][11].startswith("1.2 ")  # one rubric needs no name


def test_an_empty_dossier_is_still_a_workbook() -> None:
    found = sheets(written(empty()))
    assert list(found) == ["封面", "问题台账"]
    assert found["问题台账"] == [[column.title for column in LEDGER]]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text_is_text_and_nothing_else(text: str) -> None:
    row = finding(message=text, unit=text, code_title=text, check_title=text, places=(place(text=text),))
    data = written(dossier(row, name=text, issuer=text))
    for name, part in parts(data).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
        assert b"<f>" not in part
    [_, cells] = sheets(data)["问题台账"]
    expected = cap(clean(text), MAX_TEXT)
    assert len(expected.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert cells[5].removesuffix(" ") == expected.removesuffix(" ")


def test_a_text_that_looks_like_a_formula_stays_text_when_it_is_edited() -> None:
    data = parts(written(dossier(finding(message="=1+1"))))
    styles = ElementTree.fromstring(data["xl/styles.xml"])
    quoted = [at for at, xf in enumerate(styles.iterfind(".//{*}cellXfs/{*}xf")) if xf.get("quotePrefix") == "1"]
    sheet = ElementTree.fromstring(data["xl/worksheets/sheet2.xml"])
    [cell] = [one for one in sheet.iterfind(".//{*}c") if "".join(one.itertext()) == "=1+1"]
    assert cell.get("t") == "inlineStr"
    assert int(cell.get("s", "")) in quoted


def test_a_negative_number_stays_a_number() -> None:
    item = {**SCORECARD["items"][0], "score": -2.5, "low": -2.5, "high": -2.5, "number": "-1"}
    card = ScoreSheet.from_json({**SCORECARD, "items": [item]})
    row = sheets(written(dossier(scorecards=(card,))))["评分"][2]
    assert (row[0], row[4]) == ("-1", -2.5)


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_unsafe_address_is_text(url: str) -> None:
    data = written(dossier(finding(target_url=url, page_url=url), url="http://a.gov.cn/"))
    assert "xl/worksheets/_rels/sheet2.xml.rels" not in parts(data)
    assert sheets(data)["问题台账"][1][7] == clean(url)


def test_a_safe_address_can_be_clicked() -> None:
    url = "https://a.gov.cn/政务/列表.html?p=1&q=%E4%B8%AD"
    data = written(dossier(finding(target_url=url)))
    rels = ElementTree.fromstring(parts(data)["xl/worksheets/_rels/sheet2.xml.rels"])
    assert url in [link.get("Target") for link in rels]


def test_an_address_too_long_for_excel_is_text() -> None:
    fits, too_long = ("http://a.gov.cn/" + "x" * (length - 16) for length in (2_079, 2_080))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = written(dossier(finding(page_url=fits, target_url=too_long)))
    rels = ElementTree.fromstring(parts(data)["xl/worksheets/_rels/sheet2.xml.rels"])
    assert [link.get("Target") for link in rels] == [fits]
    assert sheets(data)["问题台账"][1][7] == too_long


def test_more_links_than_excel_takes_become_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("reports.workbook.table.MAX_LINKS", 3)
    stream = io.BytesIO()
    book = Book(stream, created=EXPORTED, title="", folder=str(tmp_path))
    table = Table(book, "表", (Column("网址", 20),), heading="")
    for number in range(5):
        table.append((Address(f"http://a.gov.cn/{number}"),))
    table.finish()
    book.close()
    data = stream.getvalue()
    assert len(ElementTree.fromstring(parts(data)["xl/worksheets/_rels/sheet1.xml.rels"])) == 3
    assert sheets(data)["表"][-1] == ["http://a.gov.cn/4"]


def test_a_full_sheet_goes_on_in_another(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = Book(stream, created=EXPORTED, title="", folder=str(tmp_path))
    table = Table(book, "出现位置", (Column("序号", 8, "number"),), heading="", rows=3)
    for number in range(5):
        table.append((number,))
    table.finish()
    book.close()
    assert sheets(stream.getvalue()) == {
        "出现位置": [["序号"], [0], [1]], "出现位置(2)": [["序号"], [2], [3]], "出现位置(3)": [["序号"], [4]],
    }  # fmt: skip


def test_a_hundred_odd_names_make_a_hundred_sheets() -> None:
    cards = tuple(replace(ScoreSheet.from_json(SCORECARD), title=name) for name in SHEET_NAMES)
    names = list(sheets(written(dossier(scorecards=cards))))[2:]
    assert len(names) == len(SHEET_NAMES)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name.strip("'") == name


def test_a_name_excel_keeps_for_itself_is_not_taken(tmp_path: Path) -> None:
    book = Book(io.BytesIO(), created=EXPORTED, title="", folder=str(tmp_path))
    assert book.add_sheet("History").get_name() == "History(2)"
    book.close()


def test_five_thousand_places() -> None:
    row = finding(places=tuple(place(f"http://a.gov.cn/{n}", f"文字{n}") for n in range(5_000)))
    found = sheets(written(dossier(row)))
    assert len(found["出现位置"]) == 5_001
    assert found["问题台账"][1][5].endswith("（共 5,000 处，见“出现位置”）。")


def test_the_tables_are_ready_to_use_and_to_print() -> None:
    sheet = ElementTree.fromstring(parts(written(usual()))["xl/worksheets/sheet2.xml"])

    def one(name: str) -> Any:
        [element] = sheet.iterfind(f".//{{*}}{name}")
        return element

    assert one("pane").get("state") == "frozen"
    assert one("autoFilter").get("ref") == "A1:N6"
    assert one("pageSetup").attrib["orientation"] == "landscape"
    assert one("pageSetup").attrib["paperSize"] == "9"
    assert one("pageSetup").attrib["fitToHeight"] == "0"
    assert "&P" in one("oddFooter").text
    assert sum(int(span.get("max", "")) - int(span.get("min", "")) + 1 for span in one("cols")) == len(LEDGER)
    assert b"_xlnm.Print_Titles" in parts(written(usual()))["xl/workbook.xml"]


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert written(usual()) == written(usual())
    later = replace(usual(), exported_at=EXPORTED.replace(minute=6))
    assert written(later) != written(usual())


def test_personal_numbers_do_not_leave() -> None:
    row = finding(message="手机13800138000", places=(place(text="13800138000"),), subject="13800138000")
    assert b"13800138000" not in b"".join(parts(written(dossier(row))).values())
