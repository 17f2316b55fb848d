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
_DECODER = re.compile(r"(unescape|decodeURI(?:Component)?)\s*\(")
_VALUE = re.compile(r"[A-Za-z_$][\w$.]*(?:\(\))?")
_GAP = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(\n)|(.))", re.S)
_PERCENT = re.compile(r"%u([0-9A-Fa-f]{4})|%([0-9A-Fa-f]{2})")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": ""}


class Writing(NamedTuple):
    """What one call writes, and where the call stands in the page."""

    text: str
    start: int
    end: int


def writings(html: str, start: int = 0, end: int | None = None) -> Iterator[Writing]:
    """The calls of document.write whose text can be read: strings, put together, spelt in codes or encoded.

    A value that is known only when the script runs counts as nothing. What is worked out in other ways is left out.
    """
    for call in _CALL.finditer(html, start, len(html) if end is None else end):
        read = _argument(html[call.end() : call.end() + LONGEST])
        if read is not None:
            text, length = read
            yield Writing(text, call.start(), call.end() + length)


def _argument(code: str) -> tuple[str, int] | None:
    """The text of what stands up to the closing bracket, and how much code that was."""
    at = 0
    said: list[str] = []
    decoders: list[str] = []
    opened: list[int] = []
    for _ in range(PARTS):
        at = _after_gap(code, at)
        while decoder := _DECODER.match(code, at):
            decoders.append(decoder[1])
            opened.append(len(said))
            at = _after_gap(code, decoder.end())
        part = _part(code, at)
        if part is None:
            return None
        said.append(part[0])
        at = _after_gap(code, part[1])
        while decoders and code[at : at + 1] == ")":
            first = opened.pop()
            said[first:] = [_decoded(decoders.pop(), "".join(said[first:]))]
            at = _after_gap(code, at + 1)
        sign = code[at : at + 1]
        if sign == ")":
            return "".join(said), at + 1
        if sign not in ("+", ",") or (sign == "," and decoders):
            return None
        at += 1
    return None


def _part(code: str, at: int) -> tuple[str, int] | None:
    """One string or what stands for one, and where it ends."""
    if found := _STRING.match(code, at):
        return _ESCAPE.sub(_character, found[1] if found[1] is not None else found[2]), found.end()
    if found := _CODES.match(code, at):
        return "".join(chr(min(int(one), 0xFFFF)) for one in found[1].split(",")), found.end()
    if found := _VALUE.match(code, at):
        return "", found.end()
    return None


def _after_gap(code: str, at: int) -> int:
    gap = _GAP.match(code, at)
    return gap.end() if gap else at


def _character(match: re.Match[str]) -> str:
    """What an escape in a string of a script stands for."""
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else "" if match[3] else _PLAIN.get(match[4], match[4])


def _decoded(decoder: str, text: str) -> str:
    if decoder != "unescape":
        return unquote(text)
    return _PERCENT.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
