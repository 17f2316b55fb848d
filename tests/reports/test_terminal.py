"""Tables and rows on a terminal, and silence where there is none."""

import csv
import io
import json

import pytest

from reports.terminal import Live, emit, emit_objects, fits, records, table

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


WIDE_HEADER = ("站点", "单位", "检查项", "问题类型", "问题描述", "所在页面", "问题链接", "处数", "状态")
WIDE_ROWS = [
    ("yx", "区教育局", "错链断链", "页面不存在（404）", "链接“附件”打不开，提示页面不存在（404）。",
     "http://www.example.gov.cn/jyj/dt/0.html", "http://www.example.gov.cn/jyj/x.doc", "1", "新发现"),
    ("yx", "", "IPv6 支持", "没有 IPv6 地址", "没有 AAAA 记录", "http://www.example.gov.cn/", "", "1", "新发现"),
]  # fmt: skip


def test_a_table_too_wide_to_be_read_becomes_records_with_addresses_whole() -> None:
    assert not fits(WIDE_HEADER, WIDE_ROWS, 80)
    assert list(records(WIDE_HEADER, WIDE_ROWS)) == [
        "[1] 站点：yx；单位：区教育局；检查项：错链断链；问题类型：页面不存在（404）；处数：1；状态：新发现",
        "    问题描述：链接“附件”打不开，提示页面不存在（404）。",
        "    所在页面：http://www.example.gov.cn/jyj/dt/0.html",
        "    问题链接：http://www.example.gov.cn/jyj/x.doc",
        "[2] 站点：yx；检查项：IPv6 支持；问题类型：没有 IPv6 地址；问题描述：没有 AAAA 记录；处数：1；状态：新发现",
        "    所在页面：http://www.example.gov.cn/",
    ]


def test_a_table_that_can_be_read_stays_one() -> None:
    assert fits(WIDE_HEADER, WIDE_ROWS, 200)
    score = ("序号", "指标", "分值", "已定得分", "可能区间", "状态", "说明")
    assert fits(
        score, [("1", "主动公开信息", "10", "0", "0–8", "部分待定", "由人工评定；原文没有给出扣分幅度" * 3)], 80
    )
    assert fits(("编号", "名称"), [], 80)


def test_a_narrow_terminal_gets_records(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("reports.terminal.WIDE", 80)
    table("问题清单[b]", WIDE_HEADER, WIDE_ROWS)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "问题清单[b]"
    assert "    问题链接：http://www.example.gov.cn/jyj/x.doc" in said


def test_of_no_rows_there_is_only_the_title(capsys: pytest.CaptureFixture[str]) -> None:
    table("问题清单（共 0 条）", WIDE_HEADER, [])
    assert capsys.readouterr().out.split() == ["问题清单（共", "0", "条）"]
