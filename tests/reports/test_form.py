"""The filled form: the document's own columns, low–high where open, both values where a reviewer decided."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from reports.form import Form, form_of, spans
from reports.form_docx import write_form_docx
from reports.form_mask import mask_card
from reports.form_xlsx import write_form_xlsx
from rubric_map.facts import Facts
from rubric_map.library import library, packaged
from rubric_map.mapper import score
from rubric_map.model import Rubric
from rubric_map.scorecard import MeasureSeen
from tests.reports.samples import finding
from tests.reports.score_cards import AT, RUBRIC, card

NOW = datetime(2023, 11, 2, tzinfo=UTC)
CARDS = (card("", {}), card("甲局", {"1": "3", "on-time": "2"}), card("乙局", {"1": "4"}, {"3": "2"}))


def column(form: Form, title: str) -> list[str]:
    at = [one.title for one in form.columns].index(title)
    return [row[at] for row in form.rows]


def test_points_are_shown_as_far_as_they_are_known() -> None:
    form = form_of(RUBRIC, CARDS[1])
    assert column(form, "序号") == ["1", "2", "3", ""]
    assert column(form, "得分") == ["3", "2–6", "0–5", "5–14"]
    assert column(form, "分值") == ["4", "6", "5", "15"]
    assert column(form, "填报说明")[0] == "提交链接"
    assert column(form, "考评方式")[:3] == ["政府办测评", "专项评估", "印证材料"]
    assert "单位：甲局" in form.facts
    assert "机器得分" not in [one.title for one in form.columns]


def test_a_decision_stands_beside_the_machines_value() -> None:
    form = form_of(RUBRIC, CARDS[2])
    assert column(form, "得分")[2] == "2"
    assert column(form, "机器得分")[:3] == ["", "", "0–5"]
    assert "政府办核定 2 分：=复核属实" in column(form, "说明")[2]


COLUMNS = {
    "songjiang-2022": ["一级指标", "序号", "二级指标", "评分标准", "分值", "得分", "填报说明", "考评方式", "说明"],
    "wuwei-2020-counties": ["一级指标", "二级指标", "序号", "三级指标", "评分标准", "分值", "得分", "考评方式", "说明"],
    "xinjin-2021": [
        "一级指标", "序号", "任务名称", "具体内容", "责任单位", "完成时限", "完成情况", "考评方式", "说明",
    ],
}  # fmt: skip


@pytest.mark.parametrize("rubric_id", COLUMNS)
def test_each_document_has_its_own_columns(rubric_id: str) -> None:
    rubric = packaged(rubric_id)
    form = form_of(rubric, empty(rubric))
    assert [one.title for one in form.columns] == COLUMNS[rubric_id]


def empty(rubric: Rubric):  # type: ignore[no-untyped-def]
    return score(rubric, Facts(), site="jia", unit="甲局", observed_at=AT)


@pytest.mark.parametrize("rubric", library(), ids=lambda rubric: rubric.id)
def test_every_packaged_rubric_fills_its_form(rubric: Rubric) -> None:
    made = empty(rubric)
    form = form_of(rubric, made)
    assert len(form.rows) == len(made.items) + (made.totals is not None)
    for write in (write_form_xlsx, write_form_docx):
        stream = io.BytesIO()
        write([(rubric, (made,))], {}, {}, stream, at=NOW)
        assert stream.getvalue().startswith(b"PK")


def test_equal_neighbours_are_one_cell_only_within_theirs() -> None:
    form = form_of(packaged("wuwei-2020-counties"), empty(packaged("wuwei-2020-counties")))
    groups = list(spans(form.rows, 0, form.columns))
    sections = list(spans(form.rows, 1, form.columns))
    assert len(groups) == 5  # four headings and the total
    assert len(sections) > len(groups)
    assert all(any(first <= start and end <= last for first, last in groups) for start, end in sections)
    assert [at for start, end in groups for at in range(start, end + 1)] == list(range(len(form.rows)))


def test_the_workbook_holds_forms_ranking_and_trail(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with path.open("wb") as stream:
        write_form_xlsx([(RUBRIC, CARDS)], {}, {}, stream, at=NOW)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["（全站）", "甲局", "乙局", "排名", "得分依据"]
    rows = book.get_sheet_by_name("甲局").to_python()
    assert rows[0][0] == "小细则 <2023> & 考核"
    header = next(row for row in rows if "序号" in row)
    assert header[:4] == ["一级指标", "序号", "二级指标", "评分标准"]
    trail = book.get_sheet_by_name("得分依据").to_python()
    assert {row[0] for row in trail[1:]} == {"（全站）", "甲局", "乙局"}


def test_the_same_cards_give_the_same_bytes() -> None:
    for write in (write_form_xlsx, write_form_docx):
        first, second = io.BytesIO(), io.BytesIO()
        write([(RUBRIC, CARDS)], {}, {}, first, at=NOW)
        write([(RUBRIC, CARDS)], {}, {}, second, at=NOW)
        assert first.getvalue() == second.getvalue()


def test_the_document_has_a_table_of_items_and_one_of_proofs() -> None:
    stream = io.BytesIO()
    write_form_docx([(RUBRIC, CARDS[1:2])], {}, {}, stream, at=NOW)
    form, trail = docx.Document(io.BytesIO(stream.getvalue())).tables
    assert [cell.text for cell in form.rows[2].cells][1:3] == ["2", "年报"]
    assert form.cell(1, 0)._tc is form.cell(2, 0)._tc  # one group, one cell
    assert form.cell(1, 0).text == "信息公开（10分）"
    assert len(trail.rows) == 5


def test_a_sentence_that_leads_to_its_page_has_no_stop_in_it() -> None:
    stream = io.BytesIO()
    row = finding(fingerprint="f1", message="“通知公告”栏目没有内容。")
    named = replace(CARDS[1].items[0].lines[0], findings=("f1",))
    item = replace(CARDS[1].items[0], lines=(named,))
    write_form_docx(
        [(RUBRIC, (replace(CARDS[1], items=(item, *CARDS[1].items[1:])),))], {"f1": row}, {}, stream, at=NOW
    )
    said = docx.Document(io.BytesIO(stream.getvalue())).tables[1].cell(1, 4).text
    assert "“通知公告”栏目没有内容，见 " in said


def test_the_document_holds_a_measure_of_whatever_name() -> None:
    made = card("甲局", {})
    line = made.items[0].lines[0]
    odd = MeasureSeen(check="x", name="n", subject="栏\x07目\x1b[31m", value="1", url="http://a.gov.cn/")
    item = replace(made.items[0], lines=(replace(line, measures=(odd,)),))
    stream = io.BytesIO()
    write_form_docx([(RUBRIC, (replace(made, items=(item, *made.items[1:])),))], {}, {}, stream, at=NOW)
    trail = docx.Document(io.BytesIO(stream.getvalue())).tables[1]
    assert "栏目[31m" in trail.rows[1].cells[4].text


def test_personal_numbers_do_not_leave_on_a_form() -> None:
    made = card("甲局", {}, {"3": "2"})
    item = replace(made.items[2], reason="联系人 13800138000")
    told = replace(made, items=(*made.items[:2], item))
    assert "13800138000" in form_of(RUBRIC, told).rows[2][-1]
    assert "138****8000" in form_of(RUBRIC, mask_card(told)).rows[2][-1]
