"""What the scripts of a page write into it with document.write, as far as the source says it outright."""

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import quote, unquote

from evidence.script_packing import MARK

LONGEST = 8000  # characters of one writing that are read
PARTS = 60  # strings put together in one writing

_CALL = re.compile(r"document\s*(?:\.\s*write(?:ln)?|\[\s*[\"']write(?:ln)?[\"']\s*\])\s*\(")
# The same spelt in codes by who hides it: window["\x64…"]["\x77…"](
_CODED = "\\x77\\x72\\x69"
_SPELT = {word: "".join(rf"(?:{one}|\\x{ord(one):x})" for one in word) for word in ("document", "write", "ln")}
_CODED_CALL = re.compile(
    rf"(?:\bdocument|\[\s*[\"']{_SPELT['document']}[\"']\s*\])\s*"
    rf"(?:\.\s*write(?:ln)?|\[\s*[\"']{_SPELT['write']}(?:{_SPELT['ln']})?[\"']\s*\])\s*\("
)
_EVAL = re.compile(r"\beval\s*\(\s*")
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'", re.S)
_CODES = re.compile(r"String\.fromCharCode\(\s*(\d+(?:\s*,\s*\d+)*)\s*\)")
_DECODER = re.compile(r"(?:window\.)?(unescape|decodeURI(?:Component)?|escape|atob)\s*\(")
_VALUE = re.compile(r"[A-Za-z_$][\w$.]*(?:\(\))?")
_GAP = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(\n)|(.))", re.S)
_UNIT = re.compile(r"%u([0-9A-Fa-f]{4})")
_STATEMENT = re.compile(r"[;{}]")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": ""}


def may_write(html: str) -> bool:
    """Whether a page may have a call of document.write, spelt out, in codes or packed; a quick look."""
    return "document.write" in html or "document[" in html or _CODED in html or MARK in html or evaluates_codes(html)


def evaluates_codes(html: str) -> bool:
    """Whether a page may run code that stands in it in codes; a quick look."""
    return "eval(" in html and any(word in html for word in ("fromCharCode", "unescape(", "atob(", "decodeURI", "\\x"))


def evaluated(html: str) -> Iterator[str]:
    """The code that scripts run out of strings, where the source has it in codes: `eval(unescape('%64…'))`."""
    for call in _EVAL.finditer(html) if evaluates_codes(html) else ():
        read = _argument(html[call.end() : call.end() + LONGEST])
        if read is not None and read.spelt and read.text:
            yield read.text


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
    pattern = _CODED_CALL if _CODED in html else _CALL
    for call in pattern.finditer(html, start, len(html) if end is None else end):
        read = _argument(html[call.end() : call.end() + LONGEST])
        if read is not None:
            yield read._replace(start=call.start(), end=call.end() + read.end)


def _argument(code: str) -> Writing | None:
    """What stands up to the closing bracket; its end is counted from the beginning of the code."""
    at = 0
    spelt, encoded = True, False
    said: list[str] = []
    opened: list[tuple[int, str]] = []
    for _ in range(PARTS):
        at = _after_gap(code, at)
        while decoder := _DECODER.match(code, at):
            encoded = True
            opened.append((len(said), decoder[1]))
            at = _after_gap(code, decoder.end())
        part = _part(code, at)
        if part is None:
            return None
        said.append(part.text)
        spelt, encoded = spelt and part.spelt, encoded or part.encoded
        at = _after_gap(code, part.end)
        while opened and code[at : at + 1] == ")":
            first, name = opened.pop()
            said[first:] = [_decoded(name, "".join(said[first:]))]
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


def _decoded(decoder: str, text: str) -> str:
    """What percent signs are meant for: UTF-8 under unescape too, although a browser takes that for Latin-1."""
    if decoder == "atob":
        with suppress(ValueError):
            return b64decode(text + "=" * (-len(text) % 4)).decode("latin-1")
        return ""
    if decoder == "escape":  # makes bytes that atob gave fit for decodeURIComponent
        return quote(text, encoding="latin-1", errors="replace")
    return unquote(_UNIT.sub(lambda match: chr(int(match[1], 16)), text))


def always_written(code: str, escaped: bool = False) -> Iterator[str]:
    """What a script writes whenever it runs: under no condition, and in codes only where `escaped`."""
    position = depth = 0
    for writing in writings(code):
        between = code[position : writing.start]
        depth += between.count("{") - between.count("}")
        alone = _STATEMENT.split(between)[-1].strip() in ("", "<!--")
        if depth == 0 and alone and writing.spelt and (escaped or not writing.encoded):
            yield writing.text
        position = writing.end
