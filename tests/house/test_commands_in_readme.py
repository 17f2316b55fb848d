"""Both READMEs name every command of hecha, and no command that is not there."""

import re
from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

import cli
from tests.house.tree import ROOT

READMES = ("README.md", "README.zh-CN.md")


def commands(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, TyperCommand]]:
    """Every command that does something, by the words it is called with."""
    if isinstance(command, TyperGroup):
        for name, sub in command.commands.items():
            yield from commands(sub, (*path, name))
    elif isinstance(command, TyperCommand):
        yield " ".join(path), command


COMMANDS = dict(commands(typer.main.get_command(cli.app)))


def named(text: str) -> set[str]:
    """The commands a text calls: `hecha` at the start of a line or of a code span, and its first word or two."""
    called = set()
    for first, second in re.findall(r"(?:^[$ ]*|`)hecha ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", text, re.MULTILINE):
        called.add(f"{first} {second}" if f"{first} {second}" in COMMANDS else first)
    return called


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_each_command_and_no_other(readme: str) -> None:
    assert named((ROOT / readme).read_text(encoding="utf-8")) == set(COMMANDS)


def test_each_command_says_in_chinese_what_it_does() -> None:
    dumb = [name for name, command in COMMANDS.items() if not re.search(r"[\u4e00-\u9fff]", command.help or "")]
    assert dumb == []


def test_only_calls_count_as_names() -> None:
    told = "see hecha run\n```\n$ hecha demo\nhecha invented now\n```\n`hecha checks list`, `hecha-data`"
    assert named(told) == {"demo", "invented", "checks list"}
