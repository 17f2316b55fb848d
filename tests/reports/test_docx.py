"""The letter says what the dossier gives, and holds whatever a portal may have written."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document

from reports.docx import MOST_ROWS, write_docx
from reports.model import Dossier
from reports.text import one_line
from tests.reports.hostile import ADDRESSES, TEXTS
from tests.reports.samples import by_units, dossier, empty, finding, usual


def written(whole: Dossier) -> bytes:
    stream = io.BytesIO()
    write_docx(whole, stream)
    return stream.getvalue()


def opened(whole: Dossier) -> Document:
    return docx.Document(io.BytesIO(written(whole)))


def body(letter: Document) -> list[str]:
    return [paragraph.text for paragraph in letter.paragraphs if paragraph.text]


def tables(letter: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in letter.tables]


def test_the_parts_of_an_official_letter_in_their_order() -> None:
    lines = body(opened(usual()))
    assert lines[:2] == ["关于临海区人民政府网站核查问题的整改通知", "区教育局："]
    assert lines[2].startswith(
        "2026年11月21日，对临海区人民政府网站（http://www.linhai.gov.cn/）中由你单位负责的内容进行了核查"
    )
    assert "共有问题3个，疑似问题1个" in lines[2]
    assert [line for line in lines if line[1:2] == "、"] == [
        "一、总体情况", "二、存在的问题", "三、疑似问题", "四、查看范围的说明", "五、整改要求",
    ]  # fmt: skip
    assert "请对照上述问题逐项核实，于收到本通知之日起15个工作日内完成整改，并反馈整改情况。" in lines
    assert lines[-2:] == ["（印发单位）", "2026年11月21日"]


@pytest.mark.parametrize(("made", "head"), [(dossier(finding()), "全站查看数"), (by_units(), "查看数")])
def test_what_was_looked_at_is_that_of_the_whole_site(made: Dossier, head: str) -> None:
    assert tables(opened(made))[0][0][2] == head


def test_the_scores_of_units_stand_in_a_table() -> None:
    letter = opened(by_units())
    assert sum("得分 5.5–9.5" in line for line in body(letter)) == 1
    scores = tables(letter)[1]
    assert scores[0] == ["单位", "考核细则", "得分"]
    assert [row[0] for row in scores[1:]] == ["区教育局", "区民政局"]
    assert scores[1][2] == "5.5–9.5（满分 10，已定 5.5）"


def test_every_line_of_the_body_ends_as_a_sentence() -> None:
    seen = replace(usual().coverage, notes=("超过页面数上限：3 个地址未查看", "附件 2 个未下载。"))
    lines = body(opened(replace(usual(), coverage=seen)))
    assert {"超过页面数上限：3 个地址未查看。", "附件 2 个未下载。"} <= set(lines)


def test_findings_keep_the_numbers_of_the_workbook_and_fixed_ones_are_not_demanded() -> None:
    overview, problems, doubts = tables(opened(usual()))
    assert [row[0] for row in overview] == ["检查项", "错链断链", "IPv6 支持"]
    assert [row[0] for row in problems] == ["序号", "1", "2", "3"]
    assert [row[0] for row in doubts] == ["序号", "4"]
    assert "共 12 处" in problems[3][3]
    assert "http://www.linhai.gov.cn/bmdt/index.html" in problems[1][3]


def test_what_is_not_given_is_not_said() -> None:
    lines = body(opened(empty()))
    assert lines[0] == "关于临海区人民政府网站核查情况的通知"
    assert lines[1] == "临海区人民政府主办单位："
    assert "未发现问题和疑似问题" in lines[2]
    assert not any("整改" in line or "、" in line[:2] for line in lines)
    assert "尽快完成整改" in "".join(body(opened(dossier(finding(), due_days=None))))
    assert body(opened(dossier(finding(), issuer="区政务公开办公室")))[-2] == "区政务公开办公室"


def test_a_name_that_says_it_is_a_portal_does_not_say_it_twice() -> None:
    assert body(opened(dossier(finding(), name="临海区政府网站")))[0] == "关于临海区政府网站核查问题的整改通知"
    assert body(opened(dossier(finding(), name="临海区政府")))[0] == "关于临海区政府网站核查问题的整改通知"


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text_is_held_as_text(text: str) -> None:
    row = finding(message=text, code_title=text, subject=text)
    letter = opened(dossier(row, name=text, issuer=text, outcomes=()))
    [table] = tables(letter)
    shown = one_line(text)
    assert table[1][1] == shown
    assert table[1][2] == shown or (len(shown) > 2_000 and table[1][2].endswith("已截断）"))


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_unsafe_address_is_no_link(url: str) -> None:
    letter = opened(dossier(finding(page_url=url, target_url=url)))
    assert not [link for link in letter.part.rels.values() if link.is_external]


def test_a_safe_address_is_a_link() -> None:
    letter = opened(dossier(finding(page_url="http://a.gov.cn/中?a=1&b=2", target_url=None)))
    assert [link.target_ref for link in letter.part.rels.values() if link.is_external] == ["http://a.gov.cn/中?a=1&b=2"]


def test_a_long_list_is_cut_and_says_so() -> None:
    rows = tuple(finding(fingerprint=f"{n:020}") for n in range(MOST_ROWS + 5))
    letter = opened(dossier(*rows, outcomes=()))
    assert len(letter.tables[0].rows) == MOST_ROWS + 1
    assert f"以上列出 {MOST_ROWS} 个，其余 5 个见随附的问题台账。" in body(letter)


def test_the_same_dossier_gives_the_same_bytes_and_the_letter_bears_the_time_of_export() -> None:
    data = written(usual())
    assert data == written(usual())
    with ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    late = replace(usual(), exported_at=datetime(2026, 12, 31, 20, tzinfo=UTC))
    assert body(opened(late))[-1] == "2027年1月1日"


def test_personal_numbers_do_not_leave() -> None:
    letter = opened(dossier(finding(message="手机13800138000")))
    assert "手机138****8000" in str(tables(letter))
