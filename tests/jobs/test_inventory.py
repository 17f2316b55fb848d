"""Inventories: three forms say the same, and a bad row is named with its column and changes nothing."""

from pathlib import Path

import pytest
import xlsxwriter

from evidence.errors import UsageError
from evidence.records import SiteInfo, Unit
from jobs.inventory import read_inventory

HEADER = "site,site_name,url,rubrics,unit,unit_kind,scope,publisher,contact"
EXPECTED = (
    SiteInfo(
        id="yx",
        name="某区",
        url="https://www.example.gov.cn/",
        rubrics=("songjiang-2022",),
        units=(
            Unit(name="区财政局", kind="部门", scope=("/czj/", "/cz/"), publisher="区财政局", contact="电话"),
            Unit(name="区民政局", scope=("/mzj/",)),
        ),
        scope=("https://zwgk.example.cn/yx/",),
    ),
)
CSV = f"""{HEADER}
yx,某区,https://www.example.gov.cn/,songjiang-2022,,,https://zwgk.example.cn/yx/,,
yx,,,,区财政局,部门,/czj/;/cz/,区财政局,电话

yx,,,,区民政局,,/mzj/,,
"""
YAML = """
sites:
  - site: yx
    site_name: 某区
    url: https://www.example.gov.cn/
    rubrics: [songjiang-2022]
    scope: https://zwgk.example.cn/yx/
    units:
      - {unit: 区财政局, unit_kind: 部门, scope: [/czj/, /cz/], publisher: 区财政局, contact: 电话}
      - {unit: 区民政局, scope: /mzj/}
"""


def _read(path: Path) -> tuple[SiteInfo, ...]:
    return read_inventory(path, known_rubric=lambda name: name == "songjiang-2022")


def _written(folder: Path, text: str, name: str = "i.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_merged_cells_count_for_every_row_they_span(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "i.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER.split(","))
        sheet.merge_range("A2:A4", "yx")
        sheet.merge_range("B2:B4", "某区")
        sheet.merge_range("C2:C900000", "https://www.example.gov.cn/")
        sheet.merge_range("F2:F4", "部门")
        for row, unit in enumerate(("财政局", "民政局", "教育局"), start=1):
            sheet.write(row, 4, unit)
    (site,) = _read(tmp_path / "i.xlsx")
    assert (site.name, site.url) == ("某区", "https://www.example.gov.cn/")
    assert [(unit.name, unit.kind) for unit in site.units] == [
        ("财政局", "部门"), ("民政局", "部门"), ("教育局", "部门"),
    ]  # fmt: skip


def test_a_name_is_one_line_that_a_letter_can_hold(tmp_path: Path) -> None:
    rows = f'{HEADER}\nyx,"某\n区\x07",https://www.example.gov.cn/,,"财政\n局\u202e",,/czj/,,"电话\n010-1"'
    (site,) = _read(_written(tmp_path, rows))
    assert (site.name, site.units[0].name, site.units[0].contact) == ("某 区", "财政 局", "电话 010-1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_any_encoding_an_office_saves(tmp_path: Path, encoding: str) -> None:
    assert _read(_written(tmp_path, CSV, encoding=encoding)) == EXPECTED


def test_yaml_says_the_same(tmp_path: Path) -> None:
    assert _read(_written(tmp_path, YAML, "i.yaml")) == EXPECTED


def test_xlsx_says_the_same_with_chinese_headings(tmp_path: Path) -> None:
    path = tmp_path / "i.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("清单")
        titles = ["站点", "站点名称", "网址", "考核细则", "单位", "单位类别", "范围", "发布机构", "联系方式"]
        rows = [titles, *(line.split(",") for line in CSV.splitlines()[1:] if line)]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    assert _read(path) == EXPECTED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEADER}\n,某区,https://a.cn/,,,,,,\n", ("第 2 行", "“site”列")),
        (f"{HEADER}\nyx,某区,ftp://a.cn/,,,,,,\n", ("第 2 行", "“url”列")),
        (f"{HEADER}\nyx,某区,,,,,,,\n", ("第 2 行", "“url”列")),
        (f"{HEADER}\nyx,,https://a.cn/,nosuch,,,,,\n", ("第 2 行", "“rubrics”列", "nosuch")),
        (f"{HEADER}\nyx,,https://a.cn/,,甲,,,,\nyx,,https://b.cn/,,乙,,,,\n", ("第 3 行", "“url”列")),
        (f"{HEADER}\nyx,,https://a.cn/,,甲,,,,\nyx,,,,甲,,,,\n", ("第 3 行", "“unit”列", "重复")),
        (f"{HEADER}\nyx,,https://a.cn/,,甲,,http://[bad,,\n", ("第 2 行", "“scope”列")),
        (f"{HEADER}\nyx,,https://a.cn/,,,,http://[bad,,\n", ("第 2 行", "“scope”列")),
        ("site,nosuch\nyx,1\n", ("第 1 行", "nosuch")),
        ("site,site_name\nyx,某区\n", ("缺少“url”列",)),
        (f"{HEADER}\n", ("没有站点",)),
        ("", ("空的",)),
        (f"{HEADER}\nyx,某区,https://a.cn/,,,,,,,,多\n", ("第 2 行", "列数")),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as error:
        _read(_written(tmp_path, text))
    for word in words:
        assert word in str(error.value)


@pytest.mark.parametrize("name", ["i.txt", "i.xlsx", "i.yaml"])
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        _read(_written(tmp_path, "{[", name))
