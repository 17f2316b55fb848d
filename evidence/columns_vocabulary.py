"""Which column a name means: the names portals really give to their columns, and the exact matching of a text."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from evidence.urls import path_of

# Longer than any name of a column in the vocabulary, white space and ornaments included.
TEXT_LIMIT = 48
NAME_LIMIT = 32
CACHED_TEXTS = 8192

_IGNORED = re.compile(r"[\s\u200b-\u200f\ufeff\u00ad“”‘’\"'「」、·]+")
_PLAIN = re.compile("(?!更多|查看更多|浏览更多)[\u3400-\u9fff]*(?<!更多)")
_HEAD = re.compile(r"^[^\w《【\[(]+")
_BRACKETS = re.compile(r"^[【\[(](.+)[】\])]$")
_TAIL = re.compile(
    r"(?:[(\[【]共?\d{1,6}[条个篇件]?[)\]】]|共?\d{1,6}[条个篇件]"  # how many there are
    r"|[\[(【]?(?:查看|点击|浏览)?(?:更多|more)[\])】]?"
    r"|[^\w》)\]】]+)$"
)
_LEADING_MORE = re.compile(r"^(?:查看|浏览)?更多")
_OPEN_PATH = re.compile(r"/(?:zfxxgk|xxgk|zwgk|gkml|xxgkml|zfxxgkml|openinfo|zwgkml)[\w.-]*(?:/|$)")
_HAN = "[\u3400-\u9fff]"


class ColumnKind(StrEnum):
    """How often a column is to be renewed (domain of 国办秘函〔2019〕19号, item 栏目不更新)."""

    DYNAMIC = "dynamic"  # 2 weeks
    NOTICE = "notice"  # 6 months
    POLICY = "policy"  # 6 months
    OTHER = "other"  # 1 year
    STATIC = "static"  # never held to a limit
    LINKS = "links"  # lists of links elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """What a column is about. `section`: a front page of columns; `disclosure`: a part of 政府信息公开."""

    name: str
    kind: ColumnKind
    section: bool = False
    disclosure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Names with the name of a place or body in them."""

    regex: re.Pattern[str]
    excluded: frozenset[str]
    idea: Idea


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Every idea by its canonical name, and by each name, short name, pattern and folder name."""

    ideas: Mapping[str, Idea]
    names: Mapping[str, Idea]
    short_names: Mapping[str, Idea]
    patterns: tuple[Pattern, ...]
    initials: Mapping[str, Idea]


@lru_cache(maxsize=CACHED_TEXTS)
def normalise_name(text: str) -> str:
    """The bare name: one width, no white space, quotes, ornaments, counts, or 更多. Long texts keep their ornaments."""
    name = _IGNORED.sub("", unicodedata.normalize("NFKC", text))
    name = unicodedata.normalize("NFKC", name.lower())
    if len(name) > NAME_LIMIT or _PLAIN.fullmatch(name):
        return name
    before = None
    while name != before:
        before = name
        name = _HEAD.sub("", name)
        name = _BRACKETS.sub(r"\1", name)
        shorter = _TAIL.sub("", name)
        name = shorter or name
    return _LEADING_MORE.sub("", name) or name


def idea_of(text: str, *, disclosure: bool = False) -> Idea | None:
    """The idea a text names as a whole; a headline that only mentions one names none.

    Names as short as 指南 or 年报 count only where `disclosure` says that they stand inside 政府信息公开.
    """
    if not text or len(text) > TEXT_LIMIT:
        return None
    words = vocabulary()
    name = normalise_name(text)
    found = words.names.get(name) or (words.short_names.get(name) if disclosure else None)
    return found or _by_pattern(name, words.patterns)


def short_idea_of(text: str) -> Idea | None:
    """The idea a short name would mean inside 政府信息公开."""
    return vocabulary().short_names.get(normalise_name(text)) if 0 < len(text) <= TEXT_LIMIT else None


def idea_of_file(address: str) -> Idea | None:
    """The idea a picture file or a folder is called after (`img/zcjd.png`, `/ysqgk/`): a hint, never a proof."""
    name = address.partition("?")[0].rstrip("/").rpartition("/")[2].lower()
    initials = vocabulary().initials
    return next((initials[part] for part in re.split(r"[._-]", name) if part in initials), None)


def in_disclosure(url: str) -> bool:
    """Whether an address lies in a folder that portals name after 政府信息公开."""
    return _OPEN_PATH.search(path_of(url).lower()) is not None


def _by_pattern(name: str, patterns: tuple[Pattern, ...]) -> Idea | None:
    if not 4 <= len(name) <= 20:
        return None
    for pattern in patterns:
        match = pattern.regex.fullmatch(name)
        if match and match.group(1) not in pattern.excluded:
            return pattern.idea
    return None


@cache
def vocabulary() -> Vocabulary:
    """The packaged vocabulary, read once a process."""
    source = (files("evidence") / "data" / "columns.yaml").read_text(encoding="utf-8")
    ideas: dict[str, Idea] = {}
    names: dict[str, Idea] = {}
    short: dict[str, Idea] = {}
    initials: dict[str, Idea] = {}
    patterns: list[Pattern] = []
    for entry in yaml.safe_load(source)["ideas"]:
        idea = _idea(entry)
        _enter(ideas, idea.name, idea)
        for name in {normalise_name(name) for name in (idea.name, *entry.get("names", ()))}:
            _enter(names, name, idea)
        for name in entry.get("within", ()):
            _enter(short, normalise_name(name), idea)
        for name in entry.get("initials", ()):
            _enter(initials, name, idea)
        patterns.extend(_patterns(entry, idea))
    return Vocabulary(
        ideas=MappingProxyType(ideas),
        names=MappingProxyType(names),
        short_names=MappingProxyType(short),
        patterns=tuple(patterns),
        initials=MappingProxyType(initials),
    )


def _idea(entry: Mapping[str, Any]) -> Idea:
    return Idea(
        name=entry["name"],
        kind=ColumnKind(entry["kind"]),
        section=bool(entry.get("section")),
        disclosure=bool(entry.get("open")),
    )


def _patterns(entry: Mapping[str, Any], idea: Idea) -> list[Pattern]:
    excluded = frozenset(entry.get("except", ()))
    return [
        Pattern(
            regex=re.compile(re.escape(normalise_name(text.replace("{place}", "_"))).replace("_", f"({_HAN}{{1,4}})")),
            excluded=excluded,
            idea=idea,
        )
        for text in entry.get("patterns", ())
    ]


def _enter(table: dict[str, Idea], name: str, idea: Idea) -> None:
    known = table.setdefault(name, idea)
    if known is not idea:
        raise ValueError(f"{name!r} names both {known.name} and {idea.name}")
