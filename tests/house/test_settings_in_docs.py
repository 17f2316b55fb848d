"""What the documents say of the settings is what the settings are."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from jobs.settings import Settings
from tests.house.tree import ROOT

_ROW = re.compile(r"^\| `([a-z_.]+)` \| `([^`]*)` \|", re.MULTILINE)


def _defaults(section: BaseModel, path: str = "") -> Iterator[tuple[str, Any]]:
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            yield from _defaults(value, f"{name}.")
        else:
            yield path + name, list(value) if isinstance(value, tuple) else value


def _flat(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        else:
            yield path + name, value


@pytest.fixture
def defaults() -> Mapping[str, Any]:
    """Every setting there is and what it is where nothing is set."""
    return dict(_defaults(Settings.model_construct()))


def test_the_page_of_settings_lists_every_one_with_its_default(defaults: Mapping[str, Any]) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [(name, json.loads(value)) for name, value in _ROW.findall(page)] == list(defaults.items())


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_names_settings_as_they_are(defaults: Mapping[str, Any], name: str) -> None:
    block = re.findall(r"```toml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    said = dict(_flat(tomllib.loads(block[0])))
    said.pop("database")  # an example: the default is a place and no value
    assert said.items() <= defaults.items()
