"""What a script says literally: names that stand for a text or a number, and texts put together from them.

Nothing is run. What depends on anything but literals of the same page stays unknown.
"""

import re
from itertools import islice
from typing import NamedTuple, Protocol

HOLE = "\0"  # stands in a text where the one unknown name stood
CODE_LIMIT = 200_000
TERMS = 24
SETTINGS = 20  # of one name that are looked at

_QUOTED = r""""((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'"""
_NAME = r"[A-Za-z_$][\w$]*"
_SET_TO = (
    rf"\s*[=:]\s*(?:{_QUOTED}|(\d{{1,9}})(?![\w.])|({_NAME})\s*([+-])\s*(\d{{1,4}})|[^=])\s*"
    r"(?=[;,\n\r}]|$|var\b)"
)
_TERM = re.compile(
    rf"""\s*(?:{_QUOTED}|`((?:[^`\\]|\\.)*)`|(\d{{1,9}})(?![\w.])|\(\s*({_NAME})\s*([+-])\s*(\d{{1,4}})\s*\)"""
    rf"""|({_NAME}(?:\.{_NAME})*)(?!\s*[\w(\[.]))[ \t\r\n]*"""
)
_SLOT = re.compile(r"\$\{\s*([\w$.]+)\s*\}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Values(Protocol):
    """What names stand for: the scripts of a page, or a mapping."""

    def get(self, name: str, /) -> str | int | None:
        """What a name stands for, None where that is not known."""


class Code:
    """The inline scripts of one page. What a name stands for is looked up when it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[str, str | int | None] = {}

    def get(self, name: str) -> str | int | None:
        """The one literal that a name is set to, or the number so much more or less than another name; else None."""
        if name not in self._known:
            self._known[name] = None  # what is set to itself stands for nothing
            self._known[name] = self._look_up(name) if name in self.text else None
        return self._known[name]

    def without(self, name: str) -> "Code":
        """The same scripts where a name is what a function is told, and stands for nothing."""
        other = Code(self.text)
        other._known = {**self._known, name: None}
        return other

    def _look_up(self, name: str) -> str | int | None:
        pattern = re.compile(rf"(?<![\w.$]){re.escape(name)}{_SET_TO}")
        found = {self._value(match) for match in islice(pattern.finditer(self.text, 0, CODE_LIMIT), SETTINGS)}
        return found.pop() if len(found) == 1 else None

    def _value(self, match: re.Match[str]) -> str | int | None:
        if match[3] is not None:
            return int(match[3])
        if match[4] is not None:
            return _moved(self.get(match[4]), match[5], match[6])
        text = match[1] if match[1] is not None else match[2]
        return unescaped(text) if text is not None else None


class Written(NamedTuple):
    """A text put together in a script, with HOLE where the one `unknown` name stands.

    `shift` is what the script adds to that name, `end` where the script goes on.
    """

    text: str
    unknown: str
    shift: int
    end: int


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
