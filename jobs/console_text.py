"""Chinese where the command-line library speaks English, and the log."""

import logging
import re
import sys

import structlog
from typer import TyperException, rich_utils

_PATTERNS = (
    (re.compile(r"No such option: (\S+?)\.?(?: .*)?$"), "没有选项 {0}，用 --help 查看可用的选项"),
    (re.compile(r"No such command '([^']*)'\.?.*$"), "没有命令“{0}”，用 hecha --help 查看可用的命令"),
    (re.compile(r"Missing argument '([^']*)'\.?.*$"), "缺少参数 {0}，用 --help 查看用法"),
    (re.compile(r"Missing option '([^']*)'.*$"), "缺少选项 {0}，用 --help 查看用法"),
    (re.compile(r"Missing command\.?"), "缺少命令，用 --help 查看可用的命令"),
    (re.compile(r"Option '?([^' ]*)'? requires an argument\.?"), "选项 {0} 后面要有值"),
    (re.compile(r"Got unexpected extra arguments? \((.*)\)"), "多出了参数：{0}，用 --help 查看用法"),
    (re.compile(r"Invalid value for '?([^:']*)'?: '([^']*)' is not one of (.*)\."), "{0} 的值“{1}”不正确，可用：{2}"),
    (re.compile(r"Invalid value for '?([^:']*)'?: '([^']*)' is not a valid integer.*"), "{0} 的值“{1}”应为整数"),
    (re.compile(r"Invalid value for '?([^:']*)'?: (\S+) is not in the range (.*)\."), "{0} 的值 {1} 应在 {2} 之间"),
)


def in_chinese() -> None:
    """Give the help pages Chinese headings."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.ERRORS_PANEL_TITLE = "错误"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"
    rich_utils.DEFAULT_STRING = "[默认：{}]"


def worded(error: TyperException) -> str:
    """A complaint of the command-line library as one Chinese line that says what to do."""
    said = " ".join(error.format_message().split())
    for pattern, words in _PATTERNS:
        match = pattern.search(said)
        if match:
            return words.format(*match.groups())
    return f"命令写法有误（{said}），用 --help 查看用法"


def complain(line: str) -> None:
    """One line on the error stream."""
    sys.stderr.write(f"错误：{' '.join(line.split())}\n")


def tell(line: str) -> None:
    """One line for people on the error stream, beside whatever the output is."""
    sys.stderr.write(f"{line}\n")


def start_logging(verbose: int, *, quiet: bool) -> None:
    """The log goes to the error stream: warnings, with -v what happens, with -vv everything."""
    level = logging.ERROR if quiet else (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
            if sys.stderr.isatty()
            else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
