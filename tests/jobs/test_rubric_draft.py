"""Drafts from files of every kind, and the files that are refused."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from xlsxwriter import Workbook

from evidence.errors import UsageError
from jobs import rubric_commands
from jobs.rubric_files import read_blocks
from rubric_map.draft.blocks import Line, Table
from rubric_map.library import from_file

ROWS = (
    ("一级指标", "二级指标", "评分标准", "分值"),
    ("主动公开（30分）", "法定内容", "齐全的得满分", "20"),
    ("", "政策解读", "有图解", "10"),
    ("依申请公开（70分）", "渠道", "畅通", "70"),
)
TITLE = "某区2023年政务公开考核细则"


def write_txt(path: Path) -> None:
    path.write_bytes(
        f"{TITLE}\n一、主动公开（30分）\n1、法定内容(20分)\n2、政策解读(10分)\n二、依申请公开（70分）\n3、渠道（70分）\n".encode(
            "gb18030"
        )
    )


def write_docx(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(ROWS), cols=4)
    for at, row in enumerate(ROWS):
        for place, text in enumerate(row):
            table.cell(at, place).text = text
    table.cell(2, 0).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(path))


def write_xlsx(path: Path) -> None:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("指标")
        sheet.write(0, 0, TITLE)
        for at, row in enumerate(ROWS, start=1):
            for place, text in enumerate(row):
                if text.isdecimal():
                    sheet.write_number(at, place, int(text))
                elif text:
                    sheet.write(at, place, text)
        sheet.merge_range(2, 0, 3, 0, ROWS[1][0])


def write_html(path: Path) -> None:
    body = [f"<tr>{''.join(f'<td>{text}</td>' for text in ROWS[0])}</tr>"]
    body.append("<tr><td rowspan=2>主动公开（30分）</td><td><p>法定内容</p></td><td>齐全的得满分</td><td>20</td></tr>")
    body.append("<tr><td>政策解读</td><td>有图解</td><td>10</td></tr>")
    body.append(f"<tr>{''.join(f'<td>{text}</td>' for text in ROWS[3])}</tr>")
    path.write_text(
        f"<html><body><div><h1>{TITLE}</h1><div><table>{''.join(body)}</table></div></div></body></html>",
        encoding="utf-8",
    )


WRITERS: dict[str, Callable[[Path], None]] = {
    ".txt": write_txt,
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".html": write_html,
}


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_document_in_every_form(tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    path, output = tmp_path / f"Draft 2023{suffix}", tmp_path / "初稿.yaml"
    WRITERS[suffix](path)
    rubric_commands.draft(path, output, quiet=False)
    rubric = from_file(output)
    assert (rubric.id, rubric.title, f"{rubric.max}") == ("draft-2023", TITLE, "100")
    assert [(group.title, f"{group.max}") for group in rubric.groups] == [("主动公开", "30"), ("依申请公开", "70")]
    assert [(item.number, item.title, f"{item.max}") for item in rubric.items()] == [
        ("1", "法定内容", "20"),
        ("2", "政策解读", "10"),
        ("3", "渠道", "70"),
    ]
    assert "2 组 3 项，合计 100 分" in capsys.readouterr().err


def test_a_document_with_two_rubrics_makes_two_files(tmp_path: Path) -> None:
    path = tmp_path / "两份.txt"
    one = "考核细则（{}）\n1、栏目（60分）\n2、年报（40分）\n"
    path.write_text(one.format("部门") + one.format("乡镇"), encoding="utf-8")
    rubric_commands.draft(path, tmp_path / "初稿.yaml", quiet=True)
    titles = [from_file(tmp_path / f"初稿-{nth}.yaml").title for nth in (1, 2)]
    assert titles == ["考核细则（部门）", "考核细则（乡镇）"]


def test_without_a_file_the_draft_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    write_txt(path)
    rubric_commands.draft(path, None, quiet=False)
    assert 'title: "法定内容"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("无.txt", None, "找不到文件"),
        ("文.pdf", b"%PDF", "不认识的文件格式"),
        ("坏.docx", b"PK\x03\x04", "打不开"),
        ("坏.xlsx", b"no", "打不开"),
        ("空.txt", b"", "没有认出考核指标"),
        ("通知.html", "<p>各单位：请按时报送。</p>".encode(), "没有认出考核指标"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=words):
        rubric_commands.draft(path, None, quiet=False)


def test_a_page_of_endless_blocks_or_columns_is_gone_through(tmp_path: Path) -> None:
    deep, wide = tmp_path / "deep.html", tmp_path / "wide.html"
    deep.write_text("<div>" * 5000 + "1、法定内容（5分）" + "</div>" * 5000, encoding="utf-8")
    wide.write_text("<table>" + "<tr><td colspan=1000 rowspan=1000>x</td></tr>" * 500 + "</table>", encoding="utf-8")
    assert read_blocks(deep) == (Line("1、法定内容（5分）"),)
    (table,) = read_blocks(wide)
    assert isinstance(table, Table) and max(len(row) for row in table.rows) <= 200
