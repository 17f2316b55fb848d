"""Files that people hand in, as badly made as they come: one clear line, and nothing taken."""

from pathlib import Path

import pytest
import xlsxwriter

from evidence.errors import UsageError
from jobs.inventory import read_inventory
from jobs.settings import load_settings
from rubric_map.issues import RubricError
from rubric_map.parse import parse

HEAD = "site,site_name,url,rubrics,unit,unit_kind,scope,publisher,contact"
ROW = "yx,示例区,https://www.example.gov.cn/,,,,,,"
# A few hundred bytes that stand for hundreds of millions of values.
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def inventory(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    return [site.id for site in read_inventory(path, known_rubric=lambda _: True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_encoding_that_a_spreadsheet_saves(tmp_path: Path, encoding: str) -> None:
    assert inventory(tmp_path / "a.csv", f"{HEAD}\n{ROW}\n{ROW}".encode(encoding)) == ["yx"]


def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    rows = "\n".join(f"yx,,,,单位{n},部门,/u{n}/,," for n in range(100_000))
    (tmp_path / "a.csv").write_text(f"{HEAD}\n{ROW}\n{rows}", encoding="utf-8")
    (site,) = read_inventory(tmp_path / "a.csv", known_rubric=lambda _: True)
    assert len(site.units) == 100_000


def test_formulas_count_with_their_values(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD.split(","))
    sheet.write_row(1, 0, ROW.split(","))
    sheet.write_formula(2, 0, '="y"&"x"', None, "yx")
    sheet.write_formula(2, 4, '=HYPERLINK("http://evil.example/","财政局")', None, "财政局")
    book.close()
    (site,) = read_inventory(tmp_path / "a.xlsx", known_rubric=lambda _: True)
    assert [unit.name for unit in site.units] == ["财政局"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", f"{HEAD}\n{ROW}\nzz,甲,ftp://x,,,,,,", ("第 3 行", "url")),
        ("a.csv", f"{HEAD}\n{ROW}\n\x00\x00", ("第 3 行", "site")),
        ("a.csv", f'{HEAD}\n"{ROW}\n{"a" * 200_000}', ("引号",)),
        ("a.xlsx", "PK\x03\x04" + "\x00" * 500, ("Excel",)),
        ("a.xlsx", "<html><table>", ("Excel",)),
        ("a.yaml", LAUGHS + "sites: [{site: *i, url: http://a.cn/}]", ("第 2 行", "别名")),
        ("a.yaml", "[" * 300_000 + "]" * 300_000, ("yaml",)),
        ("a.yaml", "sites:\n- {site: a, url: 2023-13-45}", ("yaml",)),
        ("a.yaml", f"sites:\n- {{site: {'9' * 5000}, url: http://a.cn/}}", ("yaml",)),
        ("a.yaml", "!!python/object/apply:os.system [ls]", ("第 1 行",)),
    ],
)
def test_an_inventory_that_cannot_be_taken(tmp_path: Path, name: str, content: str, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        inventory(tmp_path / name, content.encode())
    said = str(caught.value)
    assert "\n" not in said and len(said) < 400
    assert all(word in said for word in words), said


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS + "title: *i\ngroups: *i",
        "[" * 300_000 + "]" * 300_000,
        "effective: 2023-13-45",
        f"id: {'9' * 5000}",
        "!!python/object/apply:os.system [ls]",
        "\x00",
    ],
)
def test_a_rubric_that_cannot_be_read(content: str) -> None:
    with pytest.raises(RubricError, match="YAML"):
        parse(content)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("[pace\n", "第 1 行"),
        ("a = " + "[" * 5000, "格式有误"),
        (f"[pace]\nper_host = {'9' * 5000}", "格式有误"),
        ("database = 5", "应为文字"),
        ("network = 5", "应为一节"),
        ("[network]\nallow_private = 5", "应为列表"),
        ("[pace]\nper_host = 1.5", "应为整数"),
        ("[pace]\ninterval = 'x'", "应为数字"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path: Path, content: str, word: str) -> None:
    (tmp_path / "hecha.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=word) as caught:
        load_settings(tmp_path / "hecha.toml")
    assert "\n" not in str(caught.value)
