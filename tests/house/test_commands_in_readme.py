"""Both READMEs name every command of hecha, and no command that is not there."""

import re
from collections.abc import Iterator

import click
import pytest
import typer

import cli
from tests.house.tree import ROOT

READMES = ("README.md", "README.zh-CN.md")


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words it is called with."""
    if isinstance(command, click.Group):
        for name, sub in command.commands.items():
            yield from commands(sub, (*path, name))
    else:
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


def test_a_forgotten_and_an_invented_command_are_seen() -> None:
    assert named("see hecha run") == set()
    assert named("```\n$ hecha run https://www.example.gov.cn\nhecha invented\n```\nuse `hecha checks list`") == {
        "run",
        "invented",
        "checks list",
    }
