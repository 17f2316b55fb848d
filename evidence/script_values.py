"""What a script says literally: names that stand for a text or a number, and texts put together from them.

Nothing is run. What depends on anything but literals of the same page stays unknown.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

HOLE = "\0"  # stands in a text where the one unknown name stood
CODE_LIMIT = 200_000
TERMS = 24

_QUOTED = r""""((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'"""
_NAME = r"[A-Za-z_$][\w$]*"
_SET = re.compile(
    rf"(?<![\w.$])({_NAME})\s*[=:]\s*(?:{_QUOTED}|(\d{{1,9}})(?![\w.])|({_NAME})\s*([+-])\s*(\d{{1,4}}))"
    r"\s*(?=[;,\n\r}]|$|var\b)"
)
_TERM = re.compile(
    rf"""\s*(?:{_QUOTED}|`((?:[^`\\]|\\.)*)`|(\d{{1,9}})(?![\w.])|\(\s*({_NAME})\s*([+-])\s*(\d{{1,4}})\s*\)"""
    rf"""|({_NAME}(?:\.{_NAME})*)(?!\s*[\w(\[.]))[ \t\r\n]*"""
)
_SLOT = re.compile(r"\$\{\s*([\w$.]+)\s*\}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)

Values = Mapping[str, str | int]


class Code:
    """The inline scripts of one page; what its names stand for is worked out on first use."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def values(self) -> Values:
        """The names that stand for a literal."""
        return values_of(self.text)


class Written(NamedTuple):
    """A text put together in a script, with HOLE where the one `unknown` name stands.

    `shift` is what the script adds to that name, `end` where the script goes on.
    """

    text: str
    unknown: str
    shift: int
    end: int


def values_of(code: str) -> dict[str, str | int]:
    """The names that a script sets to one literal, or to one that is so much more or less than another name."""
    found: dict[str, str | int] = {}
    doubtful: set[str] = set()
    for match in _SET.finditer(code[:CODE_LIMIT]):
        value = _value(match, found)
        if value is None or found.setdefault(match[1], value) != value:
            doubtful.add(match[1])
    return {name: value for name, value in found.items() if name not in doubtful}


def _value(match: re.Match[str], known: Values) -> str | int | None:
    if match[4] is not None:
        return int(match[4])
    if match[5] is not None:
        return _moved(known.get(match[5]), match[6], match[7])
    return unescaped(match[2] if match[2] is not None else match[3])


def _moved(value: str | int | None, sign: str, by: str) -> int | None:
    """A number so much higher or lower; none below zero, which no page has."""
    if not isinstance(value, int):
        return None
    moved = value + int(by) if sign == "+" else value - int(by)
    return moved if moved >= 0 else None


def unescaped(text: str) -> str:
    """The text that a literal stands for."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def written(code: str, start: int, values: Values) -> Written | None:
    """The text that literals and names joined by `+` make from `start` on; None where more than one name is unknown."""
    pieces: list[str] = []
    unknown: set[tuple[str, int]] = set()
    for _ in range(TERMS):
        match = _TERM.match(code, start)
        if match is None:
            return None
        pieces.append(_piece(match, values, unknown))
        start = match.end()
        if len(unknown) > 1:
            return None
        if code[start : start + 1] != "+":
            name, shift = next(iter(unknown), ("", 0))
            return Written("".join(pieces), name, shift, start)
        start += 1
    return None


def _piece(match: re.Match[str], values: Values, unknown: set[tuple[str, int]]) -> str:
    double, single, template, number, moved, sign, by, name = match.groups()
    if template is not None:
        return _SLOT.sub(lambda slot: _named(slot[1], 0, values, unknown), unescaped(template))
    if moved is not None:
        return _named(moved, int(sign + by), values, unknown)
    if name is not None:
        return _named(name, 0, values, unknown)
    return number if number is not None else unescaped(double if double is not None else single)


def _named(name: str, shift: int, values: Values, unknown: set[tuple[str, int]]) -> str:
    value = values.get(name)
    if value is not None and not shift:
        return str(value)
    if isinstance(value, int) and value + shift >= 0:
        return str(value + shift)
    unknown.add((name, shift))
    return HOLE
