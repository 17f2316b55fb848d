"""Tables and rows on a terminal, and silence where there is none."""

import csv
import io
import json

import pytest

from reports.terminal import Live, emit, emit_objects, table

HEADER = ("site", "pages")
ROWS = [("甲[bold]", 3), ("=1+1", None)]


def test_texts_from_the_web_are_never_markup(capsys: pytest.CaptureFixture[str]) -> None:
    table("标题", HEADER, ROWS)
    assert "甲[bold]" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["某区[/b]", "某区[bold]", "某区\x1b[31m"])
def test_a_title_is_never_markup_either(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    table(name, HEADER, ROWS)
    assert name.replace("\x1b", "") in capsys.readouterr().out


def test_nothing_is_cut_for_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    table("标题", HEADER, [("长" * 60, 1)])
    assert "长" * 60 in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv"])
def test_rows_read_back(kind: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    emit(kind, HEADER, ROWS)
    text = capfdbinary.readouterr().out.decode("utf-8-sig")
    if kind == "json":
        found = json.loads(text)
    elif kind == "jsonl":
        found = [json.loads(line) for line in text.splitlines()]
    else:
        found = list(csv.DictReader(io.StringIO(text)))
    assert [row["site"] for row in found] == (["甲[bold]", "'=1+1"] if kind == "csv" else ["甲[bold]", "=1+1"])


def test_no_objects_are_an_empty_array_or_no_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    emit_objects("json", [])
    emit_objects("jsonl", [])
    assert json.loads(capfdbinary.readouterr().out) == []


def test_progress_is_silent_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Live() as live:
        live.update("甲", pages=1, addresses=2, waiting=3)
    said = capsys.readouterr()
    assert said.out == said.err == ""
