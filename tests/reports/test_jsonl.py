"""JSON holds the contract's names in their order, exact numbers and times with offset."""

import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.records import LinkKind
from reports.jsonl import array, lines, write_json, write_jsonl
from reports.model import RubricItem
from reports.objects import FINDING_FIELDS, dumps, number, plain
from tests.reports.hostile import TEXTS
from tests.reports.samples import SCORECARD, dossier, empty, finding, place, usual


def test_one_finding_with_every_field() -> None:
    [line] = lines([finding()])
    found = json.loads(line)
    assert tuple(found) == FINDING_FIELDS
    assert found["places"] == [{"page_url": "http://www.linhai.gov.cn/zwgk/", "text": "部门动态", "kind": "a"}]
    assert found["rubric_items"] == [{"rubric": "songjiang-2022", "item": "1.2", "points": 0.5}]
    assert found["status"] == "new"
    assert found["outcome"] == "problem"
    assert datetime.fromisoformat(found["last_seen"]) == finding().last_seen
    assert "部门动态" in line


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\x0b", "\x1c"])
def test_a_line_is_one_line_for_every_reader_of_lines(sign: str) -> None:
    [line] = lines([finding(subject=f"甲{sign}乙")])
    assert len(line.splitlines()) == 1
    assert json.loads(line)["subject"] == f"甲{sign}乙"


def test_points_not_settled_and_no_target_are_null() -> None:
    [line] = lines([finding(target_url=None, rubric_items=(RubricItem("r", "1"),))])
    found = json.loads(line)
    assert found["target_url"] is None
    assert found["rubric_items"][0]["points"] is None


@given(st.decimals(-1000, 1000, places=2))
def test_decimals_are_written_without_noise(value: Decimal) -> None:
    text = dumps(value)
    assert Decimal(text) == value
    assert len(text) <= len(f"{value:f}")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_null(value: str) -> None:
    assert number(Decimal(value)) is None
    assert plain(float(value)) is None


class Colour(Enum):
    RED = "red"


def test_evidence_of_any_kind_becomes_json() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    value = {
        "b": (1, 2.5),
        1: {3, 1},
        "k": LinkKind.A,
        "c": Colour.RED,
        "at": at,
        "raw": b"\xff",
        "o": range(2),
        "x": 1j,
    }
    assert json.loads(dumps(value)) == {
        "b": [1, 2.5], "1": [1, 3], "k": "a", "c": "red", "at": "2026-01-01T00:00:00+00:00",
        "raw": "\ufffd", "o": [0, 1], "x": "1j",
    }  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text_reads_back_unchanged_but_for_halves_of_characters(text: str) -> None:
    [line] = lines([finding(subject=text, places=(place(text=text),))])
    assert "\n" not in line
    found = json.loads(line.encode())
    whole = text.encode("utf-8", "replace").decode().replace("?", "\ufffd") if "半个" in text else text
    assert found["subject"] == found["places"][0]["text"] == whole


def test_an_array_is_valid_whatever_its_length() -> None:
    assert json.loads("".join(array([]))) == []
    assert [one["run"] for one in json.loads("".join(array(finding(run=n) for n in range(3))))] == [0, 1, 2]


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="without offset"):
        list(lines([finding(first_seen=datetime(2026, 1, 1))]))


def test_the_document_holds_the_whole_dossier() -> None:
    stream = io.BytesIO()
    write_json(usual(), stream)
    whole = json.loads(stream.getvalue())
    assert whole["scorecards"] == [SCORECARD]
    assert whole["unit"] == "区教育局"
    assert [one["fingerprint"] for one in whole["findings"]] == [row.fingerprint for row in usual().findings]
    assert whole["outcomes"][1]["outcome"] == "untested"


def test_nothing_found_is_an_empty_file_and_an_empty_list() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    write_jsonl(empty(), one)
    write_json(empty(), other)
    assert one.getvalue() == b""
    assert json.loads(other.getvalue())["findings"] == []


def test_personal_numbers_do_not_leave() -> None:
    stream = io.BytesIO()
    write_jsonl(dossier(finding(message="手机13800138000")), stream)
    assert "13800138000" not in stream.getvalue().decode()
