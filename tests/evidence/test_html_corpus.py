"""Encodings of real pages and of the html5lib prescan cases. With `-s` the figures are printed."""

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from w3lib.encoding import resolve_encoding

from evidence.html import detect

SAME = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8-sig": "utf-8", "big5hkscs": "big5"}


def _name(label: str) -> str:
    name = codecs.lookup(label).name
    return SAME.get(name, name)


def _rows(file: Path, column: str) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from ((row["file"], row[column]) for row in csv.DictReader(stream))


def test_chinese_pages(corpus: Path) -> None:
    folder = corpus / "encoding" / "zh-pages"
    rows = list(_rows(folder / "labels.csv", "actual_encoding"))
    wrong = [file for file, actual in rows if _name(detect((folder / file).read_bytes())) != _name(actual)]
    print(f"\nzh-pages: {len(rows) - len(wrong)}/{len(rows)}")
    assert rows
    assert wrong == []


def test_chardet_files(corpus: Path) -> None:
    folder = corpus / "encoding"
    rows = list(_rows(folder / "chardet-expected.csv", "expected_encoding"))
    wrong = [f for f, expected in rows if _name(detect((folder / "chardet" / f).read_bytes())) != _name(expected)]
    print(f"\nchardet: {len(rows) - len(wrong)}/{len(rows)}")
    assert rows
    assert wrong == []


def test_html5lib_prescan(corpus: Path) -> None:
    """Where nothing is declared a browser says windows-1252 and hecha UTF-8: for ASCII bytes the text is the same."""
    passed = same_text = total = 0
    for file in sorted((corpus / "encoding" / "html5lib").glob("*.dat")):
        for data, label in re.findall(rb"#data\n(.*?)\n#encoding\n(.*?)\n", file.read_bytes() + b"\n", re.DOTALL):
            wanted = resolve_encoding(label.decode())
            assert wanted is not None
            found = detect(data)
            total += 1
            passed += _name(found) == _name(wanted)
            same_text += data.decode(found, "replace") == data.decode(wanted, "replace")
    print(f"\nhtml5lib prescan: same name {passed}/{total}, same text {same_text}/{total}")
    assert passed >= 22
    assert same_text >= 40
