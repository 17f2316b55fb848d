"""The words of message lists and consultation lists, read once from data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What heads the cells of a list, and what they say."""

    headers: Mapping[str, re.Pattern[str]]
    answered: re.Pattern[str]
    unanswered: re.Pattern[str]
    resulted: re.Pattern[str]
    excluded: re.Pattern[str]
    barred: re.Pattern[str]
    consulting: re.Pattern[str]
    other_kinds: re.Pattern[str]
    other_titles: re.Pattern[str]
    speaking: re.Pattern[str]
    mixed: re.Pattern[str]
    no_channel: re.Pattern[str]
    writing: tuple[str, ...]

    def header(self, text: str) -> str:
        """What a cell heads: title, asked, answered, state, kind, start, end; "" for anything else."""
        bare = re.sub(r"[\s:：]+", "", text)
        return next((name for name, pattern in self.headers.items() if pattern.fullmatch(bare)), "")


@cache
def words() -> Words:
    """The packaged words."""
    source = (files("checks") / "data" / "interaction_words.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(source)
    headers = {name: re.compile(pattern) for name, pattern in data.pop("headers").items()}
    writing = tuple(data.pop("writing"))
    return Words(headers=headers, writing=writing, **{name: re.compile(pattern) for name, pattern in data.items()})
