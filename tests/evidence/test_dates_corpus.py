"""Publish dates of real pages against labels read by eye; disagreements are printed, the floor is what was reached."""

import csv
from datetime import date
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from evidence.date_page import publish_date
from evidence.html import decode

TODAY = date(2026, 11, 21)
# The page prints 公开日期 2018-01-01 in its index table; the label says that no date is visible and takes the head's.
LABEL_ERRS = {"wuhan-market-regulation/article-unfair-competition-law.html"}


def _rows(table: Path, file: str, day: str, url: str) -> list[tuple[str, str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        return [(row[file], row[day], row[url]) for row in csv.DictReader(lines)]


def _agreement(folder: Path, rows: list[tuple[str, str, str]]) -> tuple[int, list[str]]:
    right, wrong = 0, []
    for file, expected, url in rows:
        text, _ = decode((folder / file).read_bytes())
        found = publish_date(LexborHTMLParser(text), url, today=TODAY)
        got = found.value.isoformat() if found else ""
        right += got == expected
        if got != expected:
            wrong.append(f"{file}: label {expected or 'none'}, read {found}")
    print(f"{folder.name}: {right} of {len(rows)}", *wrong, sep="\n  ")
    return right, wrong


def test_government_articles(corpus: Path) -> None:
    folder = corpus / "gov-pages"
    rows = [row for row in _rows(folder / "labels.csv", "file", "publish_date", "original_url") if row[1]]
    right, wrong = _agreement(folder, rows)
    assert {line.partition(":")[0] for line in wrong} <= LABEL_ERRS
    assert right >= 16


def test_pages_without_a_publish_date(corpus: Path) -> None:
    folder = corpus / "gov-pages"
    rows = [row for row in _rows(folder / "labels.csv", "file", "publish_date", "original_url") if not row[1]]
    right, _ = _agreement(folder, rows)
    assert right >= 19


def test_news_pages(corpus: Path) -> None:
    folder = corpus / "dates"
    rows = [row for row in _rows(folder / "expected.csv", "file", "expected_date", "url") if row[0].startswith("gne/")]
    right, _ = _agreement(folder, rows)
    assert right == len(rows) == 20


def test_foreign_pages_give_few_wrong_dates(corpus: Path) -> None:
    """Dates in words of other languages are not read; what is read must not be a copyright year or a comment's date."""
    folder = corpus / "dates"
    table = _rows(folder / "expected.csv", "file", "expected_date", "url")
    rows = [row for row in table if row[0].startswith("htmldate/")]
    right, wrong = _agreement(folder, rows)
    assert right >= 23
    assert sum(not line.endswith("None") for line in wrong) <= 1
