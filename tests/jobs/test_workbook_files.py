"""Workbooks made to take all memory, or only to look so."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from evidence.errors import UsageError
from jobs.workbook_files import check_package, open_book

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'


def packed(path: Path, sheet: str) -> Path:
    with xlsxwriter.Workbook(path.with_suffix(".part")) as made:
        made.add_worksheet().write(0, 0, 1)
    with zipfile.ZipFile(path.with_suffix(".part")) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return path


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c t=\">\" r = 'XFD1048576' ><v>1</v></c></row>",
        '<row r="1048576"><c><v>1</v></c><c r="XFD1048576"> /><v>1</v></c></row>',
        '<x:row r="9000000"><x:c r="ZZ9000000"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_cell_at_the_end_of_the_sheet_is_not_reached_for(rows: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="太大"):
        open_book(packed(tmp_path / "a.xlsx", f"{HEAD}{FIRST}{rows}</sheetData></worksheet>"))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576" customFormat="false" ht="12.8"/>',  # the last row, as LibreOffice writes it
        '<row r="1"><c r="XFD1" s="3"/></row><row r="1048576"><c r="A1048576" s="2" /></row>',  # styles alone
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',  # one column to the very end
        "<row><c><v>1</v></c><c><v>2</v></c></row>",
    ],
)
def test_a_sheet_that_only_looks_large_is_read(rows: str, tmp_path: Path) -> None:
    book = open_book(packed(tmp_path / "a.xlsx", f"{HEAD}{FIRST}{rows}</sheetData></worksheet>"))
    assert book.get_sheet_by_index(0).to_python()[0][0] == 1


def test_a_package_that_unpacks_to_gigabytes(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="解压后过大"):
        check_package(packed(tmp_path / "a.xlsx", HEAD + "a" * 70_000_000))


def test_what_is_no_package_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(UsageError, match="已损坏"):
        open_book(tmp_path / "a.xlsx")
