"""Chinese where the command-line library speaks English, and the log."""

import errno
import logging
import os
import re
import sys
import traceback
from contextlib import suppress

import structlog
from typer import TyperException

from reports.text import clean, one_line
from reports.write import explained

INTERNAL_FAULT = 70  # EX_SOFTWARE of sysexits.h
_NOT_TAKEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

_BEFORE = "--config|--database|--today|--quiet|--verbose|--no-progress|-q|-v|-c"  # of hecha, not of a command
_HINT = "，用 --help 查看用法"
_NAMED = r"Invalid value for '(?P<name>[^']*)'[^:]*: "
_PATTERNS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (rf"No such option: ({_BEFORE})(?![\w-])", "选项 {0} 须写在命令前面，如 hecha {0} … run 站点"),
        (r"No such option: (\S+) \(Possible options: (.*)\)$", "没有选项 {0}，相近的有：{1}"),
        (r"No such option: (\S+?)\.?$", "没有选项 {0}，用 --help 查看可用的选项"),
        (r"No such command '([^']*)'\. Did you mean (.*)\?$", "没有命令“{0}”，相近的有：{1}"),
        (r"No such command '([^']*)'\.?", "没有命令“{0}”，用 hecha --help 查看可用的命令"),
        (r"Missing argument '([^']*)'", "缺少参数 {0}" + _HINT),
        (r"Missing option '([^']*)'", "缺少选项 {0}" + _HINT),
        (r"Missing command", "缺少命令，用 --help 查看可用的命令"),
        (r"Option '?([^' ]*)'? requires an argument", "选项 {0} 后面要有值" + _HINT),
        (r"Option '?([^' ]*)'? does not take a value", "选项 {0} 后面不能有值" + _HINT),
        (r"Got unexpected extra argument\S* \((.*)\)", "多出了参数：{0}" + _HINT),
        (_NAMED + r".*?'([^']*)' is not one of (.*?)\.?$", "选项 {0} 的值“{1}”不正确，可用：{2}"),
        (_NAMED + r"Input should be a valid integer", "选项 {0} 的值应为整数"),
        (_NAMED + r"Input should be greater than or equal to (\S+)", "选项 {0} 的值太小，最小为 {1}"),
        (_NAMED + r"Input should be less than or equal to (\S+)", "选项 {0} 的值太大，最大为 {1}"),
        (_NAMED, "选项 {0} 的值不正确" + _HINT),
    )
)


def worded(error: TyperException) -> str:
    """A complaint of the command-line library as one Chinese line that says what to do; "" where the library has shown
    the help page in place of a complaint."""
    said = " ".join(error.format_message().split())
    for pattern, words in _PATTERNS:
        match = pattern.search(said)
        if match:
            return words.format(*(_listed(group) for group in match.groups()))
    return f"命令写法有误（{said}）{_HINT}" if said else ""


def _listed(words: str) -> str:
    """Names as they are listed in Chinese."""
    return words.replace("'", "").replace(", ", "、")


def complain(line: str) -> None:
    """One line on the error stream; names in it may hold what would steer a terminal."""
    sys.stderr.write(f"错误：{one_line(line)}\n")


def internal_fault(error: BaseException, where: str) -> int:
    """Show a fault of hecha itself with its trace; the exit code, which says neither findings nor a bad machine."""
    traceback.print_exception(error)
    complain(f"{where}遇到程序内部错误（{type(error).__name__}）；请把以上内容和 hecha --version 的输出一并反馈")
    return INTERNAL_FAULT


def output_fault(error: OSError) -> int:
    """A disk or a terminal that does not take what is printed; any other fault of the system is one of ours to find."""
    if error.filename is not None or error.errno not in _NOT_TAKEN:
        return internal_fault(error, "命令")
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still to be flushed goes nowhere
    reason = explained(error, "输出内容")
    complain(str(reason))
    return reason.exit_code


def tell(line: str) -> None:
    """One line for people on the error stream, beside whatever the output is."""
    sys.stderr.write(f"{clean(line)}\n")


def start_logging(verbose: int, *, quiet: bool) -> None:
    """The log goes to the error stream: warnings, with -v what happens, with -vv everything."""
    level = logging.ERROR if quiet else (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%S%z", utc=False),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
            if sys.stderr.isatty()
            else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
