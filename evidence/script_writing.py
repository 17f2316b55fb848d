"""What the scripts of a page write into it with document.write, as far as the source says it outright."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

LONGEST = 8000  # characters of one writing that are read
PARTS = 60  # strings put together in one writing

_CALL = re.compile(r"document\s*(?:\.\s*write(?:ln)?|\[\s*[\"']write(?:ln)?[\"']\s*\])\s*\(")
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'", re.S)
_CODES = re.compile(r"String\.fromCharCode\(\s*(\d+(?:\s*,\s*\d+)*)\s*\)")
_DECODER = re.compile(r"(?:unescape|decodeURI(?:Component)?)\s*\(")
_VALUE = re.compile(r"[A-Za-z_$][\w$.]*(?:\(\))?")
_GAP = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(\n)|(.))", re.S)
_UNIT = re.compile(r"%u([0-9A-Fa-f]{4})")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": ""}


class Writing(NamedTuple):
    """What one call writes, and where the call stands in the page.

    `spelt`: all of it stands in the source, nothing is known only when the script runs. `encoded`: some of it stands
    there in codes.
    """

    text: str
    start: int
    end: int
    spelt: bool = True
    encoded: bool = False


def writings(html: str, start: int = 0, end: int | None = None) -> Iterator[Writing]:
    """The calls of document.write whose text can be read: strings, put together, spelt in codes or encoded.

    A value that is known only when the script runs counts as nothing. What is worked out in other ways is left out.
    """
    for call in _CALL.finditer(html, start, len(html) if end is None else end):
        read = _argument(html[call.end() : call.end() + LONGEST])
        if read is not None:
            yield read._replace(start=call.start(), end=call.end() + read.end)


def _argument(code: str) -> Writing | None:
    """What stands up to the closing bracket; its end is counted from the beginning of the code."""
    at = 0
    spelt, encoded = True, False
    said: list[str] = []
    opened: list[int] = []
    for _ in range(PARTS):
        at = _after_gap(code, at)
        while decoder := _DECODER.match(code, at):
            encoded = True
            opened.append(len(said))
            at = _after_gap(code, decoder.end())
        part = _part(code, at)
        if part is None:
            return None
        said.append(part.text)
        spelt, encoded = spelt and part.spelt, encoded or part.encoded
        at = _after_gap(code, part.end)
        while opened and code[at : at + 1] == ")":
            first = opened.pop()
            said[first:] = [_decoded("".join(said[first:]))]
            at = _after_gap(code, at + 1)
        sign = code[at : at + 1]
        if sign == ")":
            return Writing("".join(said), 0, at + 1, spelt, encoded)
        if sign not in ("+", ",") or (sign == "," and opened):
            return None
        at += 1
    return None


def _part(code: str, at: int) -> Writing | None:
    """One string or what stands for one."""
    if found := _STRING.match(code, at):
        text = _ESCAPE.sub(_character, found[1] if found[1] is not None else found[2])
        return Writing(text, at, found.end())
    if found := _CODES.match(code, at):
        text = "".join(chr(min(int(one), 0xFFFF)) for one in found[1].split(","))
        return Writing(text, at, found.end(), encoded=True)
    if found := _VALUE.match(code, at):
        return Writing("", at, found.end(), spelt=False)
    return None


def _after_gap(code: str, at: int) -> int:
    gap = _GAP.match(code, at)
    return gap.end() if gap else at


def _character(match: re.Match[str]) -> str:
    """What an escape in a string of a script stands for."""
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else "" if match[3] else _PLAIN.get(match[4], match[4])


def _decoded(text: str) -> str:
    """What percent signs are meant for: UTF-8 under unescape too, although a browser takes that for Latin-1."""
    return unquote(_UNIT.sub(lambda match: chr(int(match[1], 16)), text))
