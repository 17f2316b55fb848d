"""Which column a name means: the names portals really give to their columns, and the exact matching of a text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from evidence.urls import path_of
from evidence.yaml_text import read_yaml

TEXT_LIMIT = 48  # longer than any name of a column, white space and ornaments included
NAME_LIMIT = 32  # longer than any bare name
PLACE_LIMIT = 4  # characters of the name of a place or body in a pattern
CACHED_TEXTS = 8192

_IGNORED = re.compile(r"[\s\u200b-\u200f\ufeff\u00ad“”‘’\"'「」、·]+")
_PLAIN = re.compile("(?!更多|查看更多|浏览更多)[\u3400-\u9fff]*(?<!更多)")
# The number of an entry: 01 指南, 2.指南, 三、指南, (四)指南; but 12345热线 and 2023年 are names.
_NUMBERED = re.compile(
    r"^\s*(?:0\d(?!\d)[\s.、．]*|\d{1,2}(?:[、.．)）]\s*|\s+)|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,2}[)）])"
    r"(?=[\u3400-\u9fff])"
)
_HEAD = re.compile(r"^[^\w《【\[(]+")
_BRACKETS = re.compile(r"^[【\[(](.+)[】\])]$")
_TAIL = re.compile(
    r"(?:[(\[【]共?\d{1,6}[条个篇件]?[)\]】]|共?\d{1,6}[条个篇件]"  # how many there are
    r"|[(【](?:本级|历年|(?:19|20)\d\d年?(?:修订|修编)?版?)[)】]"  # of which level or year
    r"|[\[(【]?(?:查看|点击|浏览)?(?:更多|more)[\])】]?"
    r"|(?<=[\u3400-\u9fff]{2})(?!app|wap|ipv)[a-z][a-z&'.-]{3,}"  # in English again: 政策解读 Policy
    r"|[^\w》)\]】]+)$"
)
_LEADING_MORE = re.compile(r"^(?:查看|浏览)?更多")
_JOINTS = re.compile(r"[/／&和与及暨]")
_OPEN_PATH = re.compile(r"/(?:zfxxgk|xxgk|zwgk|gkml|xxgkml|zfxxgkml|openinfo|zwgkml)[\w.-]*(?:/|$)")


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
    """Names with the name of a place or body in them: what comes before it and after it."""

    before: str
    after: str
    excluded: frozenset[str]
    idea: Idea

    def fits(self, name: str) -> bool:
        """Whether a name is of this pattern."""
        place = name[len(self.before) : len(name) - len(self.after)]
        return (
            0 < len(place) <= PLACE_LIMIT
            and name.startswith(self.before)
            and name.endswith(self.after)
            and place not in self.excluded
            and _PLAIN.fullmatch(place) is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Every idea by its canonical name, and by each name, short name, pattern and folder name.

    `affixes` may stand before and after a name. `patterns` are kept by their fixed part ("" where they have two).
    `longest` is the length of the longest name, `starts` and `ends` are the two characters names begin and end with,
    `open_starts` and `open_ends` those of patterns.
    """

    ideas: Mapping[str, Idea]
    names: Mapping[str, Idea]
    short_names: Mapping[str, Idea]
    patterns: Mapping[str, tuple[Pattern, ...]]
    initials: Mapping[str, Idea]
    affixes: tuple[tuple[str, ...], tuple[str, ...]]
    longest: int
    starts: frozenset[str]
    ends: frozenset[str]
    open_starts: frozenset[str]
    open_ends: frozenset[str]


class Reading(NamedTuple):
    """What a text names. `short`: only inside 政府信息公开."""

    idea: Idea
    name: str
    short: bool


@lru_cache(maxsize=CACHED_TEXTS)
def normalise_name(text: str) -> str:
    """The bare name: one width, no white space, numbering, quotes, ornaments, counts, or 更多.

    Long texts keep their ornaments.
    """
    name = _IGNORED.sub("", _one_width(_NUMBERED.sub("", text, count=1)))
    name = _one_width(name.lower())
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


def read_name(text: str) -> Reading | None:
    """What a text names as a whole; a headline that only mentions a column names none."""
    words = vocabulary()
    if not text or len(text) > TEXT_LIMIT or _is_no_name(text, words):
        return None
    name = normalise_name(text)
    idea = words.names.get(name)
    if idea is None and (short := words.short_names.get(name)) is not None:
        return Reading(short, name, True)
    idea = idea or _by_affix(name, words) or _by_pattern(name, words.patterns)
    if idea is None and _JOINTS.search(name):  # 行政处罚/强制, 行政处罚及强制: 行政处罚强制
        idea = words.names.get(_JOINTS.sub("", name))
    return Reading(idea, name, False) if idea else None


def idea_of(text: str, *, disclosure: bool = False) -> Idea | None:
    """The idea a text names as a whole.

    Names as short as 指南 or 年报 count only where `disclosure` says that they stand inside 政府信息公开.
    """
    reading = read_name(text)
    return reading.idea if reading and (disclosure or not reading.short) else None


def idea_of_file(address: str) -> Idea | None:
    """The idea a picture file or a folder is called after (`img/zcjd.png`, `/ysqgk/`): a hint, never a proof."""
    name = address.partition("?")[0].rstrip("/").rpartition("/")[2].lower()
    initials = vocabulary().initials
    return next((initials[part] for part in re.split(r"[._-]", name) if part in initials), None)


def in_disclosure(url: str) -> bool:
    """Whether an address lies in a folder that portals name after 政府信息公开."""
    return _OPEN_PATH.search(path_of(url).lower()) is not None


def _one_width(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def _is_no_name(text: str, words: Vocabulary) -> bool:
    """A quick look at both ends of a text: nearly every link is a headline and need not be taken apart."""
    start, end = text[:2], text[-2:]
    if not ("\u3400" <= start[0] <= "\u9fff" and "\u3400" <= start[-1] <= "\u9fff"):
        return False  # an ornament, a count or a letter
    if not ("\u3400" <= end[0] <= "\u9fff" and "\u3400" <= end[-1] <= "\u9fff") or "更多" in (start, end):
        return False
    if len(text) > words.longest and text.split() == [text]:
        return True
    if start in words.starts and end in words.ends:
        return False
    return start not in words.open_starts and end not in words.open_ends


def _by_affix(name: str, words: Vocabulary) -> Idea | None:
    """What a name means without what may stand before and after it; of a section that would be another part of it."""
    before, after = words.affixes
    bare = {name.removeprefix(affix) for affix in before} | {name.removesuffix(affix) for affix in after}
    ideas = (
        words.names[rest] for rest in sorted(bare, key=len, reverse=True) if len(rest) >= 2 and rest in words.names
    )
    return next((idea for idea in ideas if not idea.section and idea.kind is not ColumnKind.LINKS), None)


def _by_pattern(name: str, patterns: Mapping[str, tuple[Pattern, ...]]) -> Idea | None:
    if not 4 <= len(name) <= 20:
        return None
    for length in range(1, PLACE_LIMIT + 1):
        for fixed in (name[length:], name[:-length]):
            for pattern in patterns.get(fixed, ()):
                if pattern.fits(name):
                    return pattern.idea
    return next((pattern.idea for pattern in patterns.get("", ()) if pattern.fits(name)), None)


@cache
def vocabulary() -> Vocabulary:
    """The packaged vocabulary, read once a process."""
    source = (files("evidence") / "data" / "columns.yaml").read_text(encoding="utf-8")
    ideas: dict[str, Idea] = {}
    names: dict[str, Idea] = {}
    short: dict[str, Idea] = {}
    initials: dict[str, Idea] = {}
    patterns: dict[str, tuple[Pattern, ...]] = {}
    data = read_yaml(source)
    affixes = (tuple(data["affixes"]["before"]), tuple(data["affixes"]["after"]))
    for entry in data["ideas"]:
        idea = _idea(entry)
        _enter(ideas, idea.name, idea)
        for name in {normalise_name(name) for name in (idea.name, *entry.get("names", ()))}:
            _enter(names, name, idea)
        for name in entry.get("within", ()):
            _enter(short, normalise_name(name), idea)
        for name in entry.get("initials", ()):
            _enter(initials, name, idea)
        for pattern in _patterns(entry, idea):
            fixed = "" if pattern.before and pattern.after else pattern.before or pattern.after
            patterns[fixed] = (*patterns.get(fixed, ()), pattern)
    return Vocabulary(
        ideas=MappingProxyType(ideas),
        names=MappingProxyType(names),
        short_names=MappingProxyType(short),
        patterns=MappingProxyType(patterns),
        initials=MappingProxyType(initials),
        affixes=affixes,
        longest=max(len(name) for name in names),
        **_edges((*names, *short), patterns.values(), affixes),
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
    made = []
    for text in entry.get("patterns", ()):
        before, _, after = normalise_name(text.replace("{place}", "_")).partition("_")
        made.append(Pattern(before=before, after=after, excluded=excluded, idea=idea))
    return made


def _edges(
    names: Iterable[str], patterns: Iterable[tuple[Pattern, ...]], affixes: tuple[tuple[str, ...], tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    names, all_patterns = tuple(names), [pattern for group in patterns for pattern in group]
    return {
        "starts": frozenset(name[:2] for name in (*names, *affixes[0])),
        "ends": frozenset(name[-2:] for name in (*names, *affixes[1])),
        "open_starts": frozenset(pattern.before[:2] for pattern in all_patterns if pattern.before),
        "open_ends": frozenset(pattern.after[-2:] for pattern in all_patterns if pattern.after),
    }


def _enter(table: dict[str, Idea], name: str, idea: Idea) -> None:
    known = table.setdefault(name, idea)
    if known is not idea:
        raise ValueError(f"{name!r} names both {known.name} and {idea.name}")
