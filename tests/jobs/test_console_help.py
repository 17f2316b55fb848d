"""Help pages and complaints about wrong calls are Chinese throughout."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import structlog
from rich.cells import cell_len

import cli
from jobs.console_text import complain, start_logging, tell
from tests.house.test_commands_in_readme import COMMANDS

CALLS = [
    (),
    *{tuple(name.split()[:1]) for name in COMMANDS if " " in name},
    *(tuple(name.split()) for name in COMMANDS),
]
# What is meant for machines, or is a name: options, their values, files, formats, settings, numbers.
TERMS = re.compile(
    r"--?[a-z-]+|hecha[a-z. -]*|<[a-z|]+>|HECHA_\w+|[a-z]+\.[a-z_]+|\d+|[x<>=]+\d|"
    r"\b(URL|YYYY-MM-DD|A,B|cron|SIGTERM|PostgreSQL|robots|pace|fingerprint|new|open|fixed|reopened|waived|all|"
    r"table|json|jsonl|csv|xlsx|docx|html|txt|yaml|problem|doubt|never)\b"
)


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """The command sets up the log for its process, which here is that of all tests."""
    yield
    structlog.reset_defaults()


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code of a call, what it printed, and what it complained of."""
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err


@pytest.mark.parametrize("call", sorted(CALLS), ids=" ".join)
def test_a_help_page_has_no_english_words(
    call: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    code, out, err = said(capsys, *call, "--help")
    assert (code, err) == (0, "")
    assert "用法：" in out and "显示帮助后退出" in out
    names = "|".join(word for name in COMMANDS for word in name.split())
    rest = re.sub(rf"(?m)^│ ({names}) ", "", TERMS.sub("", out))
    assert re.findall(r"[A-Za-z]{2,}", rest) == []


@pytest.mark.parametrize("call", [(), ("run",), ("findings",), ("score",), ("worker",)], ids=" ".join)
def test_a_help_page_says_all_of_it_in_a_narrow_terminal(
    call: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    whole = _characters(said(capsys, *call, "--help")[1])
    monkeypatch.setenv("COLUMNS", "80")
    narrow = said(capsys, *call, "--help")[1]
    assert max(map(cell_len, narrow.splitlines())) <= 80
    assert _characters(narrow) == whole


def _characters(page: str) -> Counter[str]:
    """What a page says whatever its lines: `…` stands for a text that was cut, or is said by the page itself."""
    return Counter(re.sub(r"[\s─│╭╮╰╯]", "", page))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("runn",), "没有命令“runn”，相近的有：run"),
        (("run", "x", "--no-progress"), "选项 --no-progress 须写在命令前面"),
        (("findings", "--today", "2026-11-28"), "选项 --today 须写在命令前面"),
        (("findings", "-q"), "选项 -q 须写在命令前面"),
        (("--today-x", "findings"), "没有选项 --today-x"),
        (("nichts",), "没有命令“nichts”"),
        (("run", "--max-page", "3"), "没有选项 --max-page，相近的有：--max-depth、--max-pages"),
        (("run", "-z"), "没有选项 -z"),
        (("run", "--max-pages"), "选项 --max-pages 后面要有值"),
        (("run", "x", "--max-pages", "abc"), "选项 --max-pages 的值应为整数"),
        (("run", "x", "--max-pages", "0"), "选项 --max-pages 的值太小，最小为 1"),
        (("worker", "--at-once", "100"), "选项 --at-once 的值太大，最大为 64"),
        (("run", "x", "--format", "xml"), "选项 --format 的值“xml”不正确，可用：table、json、jsonl、csv"),
        (("run", "--all=1"), "选项 --all 后面不能有值"),
        (("check",), "缺少参数 检查项"),
        (("export", "x"), "缺少选项 --output"),
        (("checks", "list", "extra", "stuff"), "多出了参数：extra stuff"),
    ],
)
def test_a_wrong_call_gets_one_chinese_line(
    arguments: tuple[str, ...],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = said(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"错误：{words}") and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_group_alone_shows_its_help_and_complains_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "sites")
    assert (code, err) == (2, "") and "用法：" in out


def test_the_log_says_of_which_zone_its_times_are(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(1, quiet=False)
    structlog.get_logger().info("排程已启动")
    stamp = re.search(r"timestamp='([^']*)'", capsys.readouterr().err)
    assert stamp and datetime.fromisoformat(stamp[1]).utcoffset() is not None


def test_names_in_a_complaint_do_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    complain("没有单位“甲\x1b[31m\u202e乙\n丙”")
    tell("第一行\n第二行\x07")
    assert capsys.readouterr().err == "错误：没有单位“甲[31m乙 丙”\n第一行\n第二行\n"
