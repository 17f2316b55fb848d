"""Inventories as offices lay them out: titles above the header, other separators, sheets before the right one."""

from pathlib import Path

import pytest
import xlsxwriter

from evidence.errors import UsageError
from jobs.inventory import read_inventory

HEAD = ["站点", "站点名称", "网址", "考核细则", "单位", "单位类别", "范围", "发布机构", "联系方式"]
ROW = ["yx", "示例区", "https://www.example.gov.cn/", "", "甲局", "部门", "/jia/", "", ""]


def book(path: Path, *sheets: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(path) as made:
        for rows in sheets:
            sheet = made.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def units(path: Path) -> list[str]:
    (site,) = read_inventory(path, known_rubric=lambda _: True)
    return [unit.name for unit in site.units]


def refused(path: Path) -> str:
    with pytest.raises(UsageError) as error:
        read_inventory(path, known_rubric=lambda _: True)
    return str(error.value)


@pytest.mark.parametrize(
    "sheets",
    [
        [[["站点清单（2026年）"], HEAD, ROW]],
        [[[], ["填报单位："], HEAD, ROW]],
        [[[" ".join(name) + "\n" for name in HEAD], ROW]],
        [[["站点*", "站点名称", "网址（必填）", *HEAD[3:]], ROW]],
        [[["序号", *HEAD, "备注"], ["1", *ROW, "无"]]],
        [[["站点编号", *HEAD[1:4], "单位名称", *HEAD[5:]], ROW]],
        [[["填表说明：每个单位一行"]], [HEAD, ROW]],
    ],
)
def test_the_header_is_found_where_it_stands(sheets: list[list[list[str]]], tmp_path: Path) -> None:
    assert units(book(tmp_path / "清单.xlsx", *sheets)) == ["甲局"]


@pytest.mark.parametrize(("name", "encoding"), [("a.tsv", "utf-8"), ("a.txt", "utf-16"), ("a.csv", "gb18030")])
def test_tabs_between_columns(name: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("\n".join("\t".join(row) for row in (HEAD, ROW)), encoding=encoding)
    assert units(tmp_path / name) == ["甲局"]


def test_semicolons_do_not_part_columns_because_they_part_values(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n".join(";".join(row) for row in (HEAD, ROW)), encoding="utf-8")
    assert "用逗号分开" in refused(tmp_path / "a.csv")


def test_a_fault_names_the_row_of_the_sheet_whatever_stands_above_it(tmp_path: Path) -> None:
    rows = [["站点清单"], [], HEAD, [*ROW[:2], "ftp://x", *ROW[3:]]]
    assert "第 4 行“url”列有误" in refused(book(tmp_path / "a.xlsx", rows))


def test_a_column_twice_is_not_guessed_at(tmp_path: Path) -> None:
    assert "有两个“单位”列" in refused(book(tmp_path / "a.xlsx", [[*HEAD, "unit"], [*ROW, "乙局"]]))


def test_a_row_that_only_mentions_a_column_is_no_header(tmp_path: Path) -> None:
    assert "不认识的列“单位清单”" in refused(book(tmp_path / "a.xlsx", [["单位清单", "站点"], ROW]))
