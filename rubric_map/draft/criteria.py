"""The text under an item, sorted: what is asked, by whom; and points that the text itself splits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_BODIES = re.compile(r"^(?:责任|牵头|主办)(?:单位|部门)[:：]\s*")
_SPLIT = re.compile(r"[、，,；;]\s*")
_LISTED = re.compile(r"[(（](\d{1,2})[)）](?!\s*[。；;,，]?\s*$)(?=\s*[^\s。；;,，])")
_STANDARD = re.compile(r"^(?:评分|计分|赋分|考核)(?:标准|办法)[:：]\s*")
_NOTHING = re.compile(r"^(?:赋分说明[:：]?[_\s。.]*|[-_\s|。]*)$")
_PART = re.compile(r"(?P<text>[^()（）]{4,160}?)\s*[(（]\s*(?P<points>\d+(?:\.\d+)?)\s*分?\s*[)）][。；;,，]?")
_EARNED = re.compile(r"(?P<text>[^,，;；。]{4,120}?)\s*得?\s*(?P<points>\d+(?:\.\d+)?)\s*分(?=[,，;；。]|$)")
_LEAD = re.compile(r"^[\s。；;，,]*(?:[(（]?\d{1,2}[)）.、]\s*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text under an item."""

    criteria: tuple[str, ...]
    bodies: tuple[str, ...]


def sorted_text(lines: Iterable[str]) -> Text:
    """What is asked, and the bodies that are named for it."""
    criteria: list[str] = []
    bodies: list[str] = []
    for line in lines:
        named = _BODIES.match(line)
        if named:
            bodies += names(line[named.end() :])
        elif not _NOTHING.match(line):
            criteria.append(line)
    return Text(criteria=tuple(criteria), bodies=tuple(bodies))


def names(text: str) -> list[str]:
    """Names separated by the usual marks."""
    return [name for name in _SPLIT.split(text.strip()) if name]


def parts(criteria: Iterable[str], points: Decimal | None) -> tuple[tuple[str, Decimal], ...]:
    """The parts into which the text splits the points of an item, where they add up to them; else none."""
    lines = tuple(criteria)
    # Numbers of a list in brackets, (1) or （1）, are no points.
    text = _LISTED.sub(r" \1、", " ".join(lines))
    found = _adding_up(_PART.finditer(text), points)
    for line in lines:
        found = found or _adding_up(_EARNED.finditer(_STANDARD.sub("", line)), points)
    return found


def _adding_up(matches: Iterable[re.Match[str]], points: Decimal | None) -> tuple[tuple[str, Decimal], ...]:
    found = [(_LEAD.sub("", match["text"]).strip(), Decimal(match["points"])) for match in matches]
    named = tuple((words, worth) for words, worth in found if words)
    return named if len(named) > 1 and sum((worth for _, worth in named), Decimal(0)) == points else ()
