"""Lists of real pages: the newest dates that the labels name in their notes."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from evidence.html import decode
from evidence.lists import ListItem, list_items

TODAY = date(2021, 7, 1)  # about when the pages were saved
NEWEST = re.compile(r"(?:newest item|one item,|one row|all items dated) (\d{4}-\d\d-\d\d)")


def read(path: Path) -> tuple[ListItem, ...]:
    text, _ = decode(path.read_bytes())
    return list_items(LexborHTMLParser(text), "http://www.example.gov.cn/a/index.html", today=TODAY)


def newest(items: tuple[ListItem, ...]) -> str:
    return max((item.published.value for item in items if item.published), default=date.min).isoformat()


def test_newest_items_named_by_the_labels(corpus: Path) -> None:
    folder = corpus / "gov-pages"
    with (folder / "labels.csv").open(encoding="utf-8-sig", newline="") as lines:
        noted = [(row["file"], match[1]) for row in csv.DictReader(lines) if (match := NEWEST.search(row["note"]))]
    wrong = [(file, day, got) for file, day in noted if (got := newest(read(folder / file))) != day]
    print(f"{len(noted) - len(wrong)} of {len(noted)}", *wrong, sep="\n  ")
    assert len(noted) == 6
    assert wrong == []


@pytest.mark.parametrize(
    ("file", "day", "rows"),
    [
        ("suzhou-public-resources/list-service-guides.html", "2020-12-31", 12),
        ("jilin-forestry/list-gfxwj.html", "2020-01-03", 11),
        ("jilin-forestry/home.html", "2021-06-09", 5),
        ("gd-science-sunshine-platform/home.html", "2020-11-27", 7),
    ],
)
def test_rows_counted_by_eye(corpus: Path, file: str, day: str, rows: int) -> None:
    items = [item for item in read(corpus / "gov-pages" / file) if item.published]
    assert (newest(tuple(items)), len(items)) == (day, rows)


@pytest.mark.parametrize("file", ["handan-city/guide.html", "gd-prison-admin/list-open-gov.html"])
def test_pages_whose_rows_show_no_dates(corpus: Path, file: str) -> None:
    assert newest(read(corpus / "gov-pages" / file)) == date.min.isoformat()
