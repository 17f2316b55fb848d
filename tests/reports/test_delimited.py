"""CSV reads back as it was written, and no cell of it can run."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Status
from reports.delimited import findings_to_csv, neutral, rows_to_csv
from reports.objects import FINDING_FIELDS, finding_object, plain
from reports.text import clean
from tests.reports.hostile import FORMULAS, TEXTS
from tests.reports.samples import OBSERVED, finding, usual


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table(*rows: tuple[object, ...]) -> list[list[str]]:
    stream = io.BytesIO()
    rows_to_csv(("a",) * max(map(len, rows)), rows, stream)
    assert not stream.closed
    return read(stream.getvalue())[1:]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert table((text, "x"))[0][0] == f"'{clean(text)}"


@pytest.mark.parametrize("text", ["a=1", "1-2", "甲@乙", "", "'=1", "—", "·", "(=1)"])
def test_what_it_would_not_run_is_left(text: str) -> None:
    assert table((text, "x"))[0][0] == text


def test_a_negative_number_stays_a_number_and_its_text_does_not() -> None:
    assert table((-3, -0.5, Decimal("-1.50"), "-3"))[0] == ["-3", "-0.5", "-1.50", "'-3"]


def test_values_of_every_kind() -> None:
    assert table((None, True, {"甲": [1]}, ("a",)))[0] == ["", "true", '{"甲": [1]}', '["a"]']
    assert table((Status.NEW, date(2026, 1, 2), OBSERVED))[0] == ["new", "2026-01-02", "2026-11-20T18:30:00+00:00"]


def test_marks_that_turn_text_around_do_not_hide_in_a_list_either() -> None:
    [[cell, _]] = table(([{"text": "\u202e倒\u202c\uffff"}], "x"))
    assert clean(cell) == cell
    assert json.loads(cell) == [{"text": "\u202e倒\u202c\uffff"}]


@given(st.text(st.characters()))
def test_any_text_reads_back_and_is_neutral(text: str) -> None:
    [[back, _]] = table((text, "x"))
    assert back == neutral(clean(text))
    assert back[:1] not in tuple("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_findings_keep_their_columns(text: str) -> None:
    stream = io.BytesIO()
    findings_to_csv([finding(subject=text, message=text, evidence={"seen": text})], stream)
    header, row = read(stream.getvalue())
    found = dict(zip(header, row, strict=True))
    assert found["subject"] == found["message"] == neutral(clean(text))
    assert json.loads(found["evidence"]) == {"seen": plain(text)}


def test_the_columns_are_those_of_the_contract() -> None:
    stream = io.BytesIO()
    rows = usual().findings
    findings_to_csv(rows, stream)
    header, *cells = read(stream.getvalue())
    assert tuple(header) == FINDING_FIELDS
    for row, values in zip(rows, cells, strict=True):
        found = dict(zip(header, values, strict=True))
        assert json.loads(found["places"]) == plain(finding_object(row)["places"])
        assert found["first_seen"] == "2026-11-20T18:30:00+00:00"
        assert found["target_url"] == (row.target_url or "")
    assert stream.getvalue().count(b"\r\n") == len(rows) + 1
