"""Reading RTF: its text, without fonts, styles, pictures and instructions of fields."""

import re
from typing import NamedTuple

from evidence.documents.model import CHARACTERS, TOO_MUCH, Document, Unreadable

TOKENS = 2_000_000
DEPTH = 1_000

_TOKEN = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\"
)
# Groups of what is no text. A group that begins with \* is none either, but for the text boxes of Word.
_ASIDE = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata",
        "colorschememapping", "datastore", "listtable", "latentstyles", "listoverridetable", "rsidtbl", "generator",
        "xmlnstbl", "filetbl", "fldinst", "sn", "sv", "nonshppict",
    }
)  # fmt: skip
_KEPT = frozenset({"shpinst", "shptxt"})
_SIGNS = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "cell": "\t", "nestcell": "\t"}
_SIGNS |= {"tab": "\t", "nestrow": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’"}
_ESCAPED = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
# Chinese text stands in the code page of its font, whatever the document says of itself.
_CODES = {950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}


class _Group(NamedTuple):
    """Whether text of a group is left out, and how many characters stand for one of Unicode."""

    aside: bool = False
    doubles: int = 1


def read_rtf(body: bytes) -> Document:
    """The lines of an RTF; the cells of its tables are apart by tabs."""
    reader = _Reader()
    cut = reader.read(body.decode("latin-1"))
    text = reader.text()
    if not text.strip():
        raise Unreadable("没有文字，可能是扫描件（图片）" if reader.pictures else "没有文字")
    cut = cut or len(text) > CHARACTERS
    return Document(
        lines=tuple(text[:CHARACTERS].splitlines()),
        exact=False,
        pictures=reader.pictures,
        lacking=TOO_MUCH if cut else "",
    )


class _Reader:
    """One file being read, token by token."""

    def __init__(self) -> None:
        self.pictures = False
        self._code = "gb18030"
        self._out: list[str] = []
        self._bytes = bytearray()  # letters of the code page, which may be two bytes each
        self._groups = [_Group()]
        self._starred = False
        self._skip = 0  # characters that only repeat one of Unicode

    def read(self, source: str) -> bool:
        """Read all of it; whether there was too much."""
        at = 0
        for _ in range(TOKENS):
            match = _TOKEN.match(source, at)
            if match is None:
                return False
            at = match.end()
            coded, word, number, sign, brace, plain = match.groups()
            if brace:
                self._brace(brace)
            elif word:
                at += self._word(word, int(number) if number else None)
            elif sign:
                self._sign(sign)
            elif coded or plain:
                self._letters(bytes.fromhex(coded) if coded else plain.encode("latin-1"))
            if len(self._groups) > DEPTH:
                return True
        return True

    def text(self) -> str:
        """What was read, with letters of two halves put together."""
        self._flush()
        return "".join(self._out).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")

    def _brace(self, brace: str) -> None:
        self._starred, self._skip = False, 0
        if brace == "{":
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            self._groups.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in _ESCAPED:
            self._put(_ESCAPED[sign])

    def _word(self, word: str, number: int | None) -> int:
        """Heed a control word; how many further bytes belong to it."""
        group = self._groups[-1]
        self.pictures = self.pictures or word == "pict"
        if word in _ASIDE or (self._starred and word not in _KEPT):
            self._groups[-1] = group._replace(aside=True)
        elif word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._skip = group.doubles
        elif word == "uc" and number is not None:
            self._groups[-1] = group._replace(doubles=max(0, min(number, 9)))
        elif word == "ansicpg" and number is not None:
            self._code = _CODES.get(number, "gb18030")
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        self._starred = False
        return max(0, number or 0) if word == "bin" else 0

    def _letters(self, letters: bytes) -> None:
        kept = letters[self._skip :]
        self._skip -= len(letters) - len(kept)
        if not self._groups[-1].aside:
            self._bytes += kept

    def _put(self, text: str) -> None:
        if not self._groups[-1].aside:
            self._flush()
            self._out.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self._out.append(self._bytes.decode(self._code, "replace"))
            self._bytes.clear()
