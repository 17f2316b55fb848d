"""Typer with Chinese help pages: usage, kinds of values, and the line of `--help` itself."""

import os
import sys
from collections.abc import Callable
from inspect import cleandoc
from typing import Any

import typer
from rich.console import RenderableType
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from reports.flowing import Paragraphs

READER_GONE = 141  # as shells have it for SIGPIPE
USAGE = "用法："
OPTIONS = "[选项]"
SUBCOMMAND = "命令 [参数]…"
HELP = "显示帮助后退出"
# What a value is, in place of the name of a Python type; a switch and an argument's name speak for themselves.
_KINDS = {
    "<path>": "路径",
    "<str>": "文字",
    "<int>": "整数",
    "<int range>": "整数",
    "<list[str]>": "文字，可重复",
    "<bool>": "",
}

# They are printed by the library and fixed when it is imported.
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.ERRORS_PANEL_TITLE = "错误"
rich_utils.REQUIRED_LONG_STRING = "[必填]"
rich_utils.DEFAULT_STRING = "[默认：{}]"


def _flowing(*, text: str, markup_mode: object, style: object = "") -> RenderableType:
    """A text of a help page. The library's own breaks lines at blanks alone, and cuts what does not fit a line."""
    return Paragraphs(cleandoc(text))


rich_utils._make_rich_text = _flowing  # type: ignore[assignment]


class _Chinese:
    """What commands and groups of commands have in common."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option `--help`, explained in Chinese."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = HELP
        return option

    def get_params(self, ctx: Any) -> list[Any]:
        """The options and arguments, each with the kind of its value in Chinese."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            kind = param.display_type(ctx)
            if param.param_type_name == "argument":
                param.display_type_rich = _nothing
            elif param.metavar is None and kind in _KINDS:
                param.metavar = "" if param.count else _KINDS[kind]
        return params

    def invoke(self, ctx: Any) -> Any:
        """Run the command. A reader that has gone (`| head`) is no finding: Typer by itself would leave with 1."""
        try:
            return super().invoke(ctx)  # type: ignore[misc]
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still to be flushed goes nowhere
            raise typer.Exit(READER_GONE) from error

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line of usage."""
        pieces: list[str] = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), USAGE)


def _nothing(ctx: Any) -> None:
    """No kind: the name of an argument tells it."""


class Command(_Chinese, TyperCommand):
    """A command."""


class Group(_Chinese, TyperGroup):
    """A group of commands."""


class Commands(typer.Typer):
    """A Typer whose help pages are Chinese throughout."""

    def __init__(self, **settings: Any) -> None:
        names = {"help_option_names": ["-h", "--help"]}
        super().__init__(
            cls=Group,
            no_args_is_help=True,
            context_settings=names,
            options_metavar=OPTIONS,
            subcommand_metavar=SUBCOMMAND,
            **settings,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Make a function a command."""
        names = {"help_option_names": ["-h", "--help"]}
        return super().command(name, cls=Command, options_metavar=OPTIONS, context_settings=names, **settings)
