"""Scripts that were packed (`eval(function(p,a,c,k,e,d)…`), unpacked from the source without running anything."""

import re
from collections.abc import Iterator

MARK = "p,a,c,k,e"
AT_MOST = 10  # packed scripts of one page that are read
LONGEST = 100_000  # characters of one

_PACKED = re.compile(
    r"\}\s*\(\s*'((?:[^'\\]|\\.)*+)'\s*,\s*(\d{1,2})\s*,\s*\d{1,5}\s*,\s*'((?:[^'\\]|\\.)*+)'\s*\.\s*split\(\s*'\|'\s*\)",
    re.S,
)
_TOKEN = re.compile(r"\b[0-9a-zA-Z]{1,4}\b", re.A)
_ESCAPE = re.compile(r"\\(.)", re.S)
_DIGITS = {digit: value for value, digit in enumerate("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def unpacked(html: str) -> Iterator[str]:
    """The code of each packed script of a page: every number in it replaced by the word that it stands for."""
    start, found = html.find(MARK), 0
    while start >= 0 and found < AT_MOST:
        match = _PACKED.search(html, start, start + LONGEST)
        if match is not None:
            yield _code(match[1], int(match[2]), match[3].split("|"))
        start, found = html.find(MARK, start + 1), found + 1


def _code(text: str, base: int, words: list[str]) -> str:
    def word(token: re.Match[str]) -> str:
        number = 0
        for digit in token[0]:
            number = number * base + _DIGITS[digit]
        return (words[number] if number < len(words) else "") or token[0]

    return _TOKEN.sub(word, _ESCAPE.sub(r"\1", text))
