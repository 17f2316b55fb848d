"""Bytes to text: the encoding that header, meta, BOM and the content itself agree on."""

import codecs
import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_MARKED = tuple(mark for mark, _ in BOMS)
SAMPLE = 65_536
# Fewer non-ASCII bytes than this may be valid UTF-8 by accident (the well-known 联通 in GBK).
TOO_FEW_TO_TRUST = 8
CHINESE = ("gb18030", "big5")
# ISO-8859-1 by its name on the web: what an untold servlet says. As it reads any bytes, it proves nothing.
UNTOLD = "cp1252"
MOSTLY = 0.5

# What browsers read (the Encoding standard) under the names that Python gives it; Python itself knows "hex" and "idna".
WEB_ENCODINGS = re.compile(
    r"utf-8|utf-16(?:-?[lb]e)?|gb18030|gbk|gb2312|hz|big5(?:hkscs)?|euc[_-](?:jp|kr)|cp949|shift_jis|cp932|iso2022[_-]jp|"
    r"ascii|latin-?1|iso8859-\d+|cp125\d|cp866|cp874|tis-620|koi8-[ru]|mac-(?:roman|cyrillic)"
)

ASCII = bytes(range(128))
_COMMON = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")  # the common characters of GB2312
# Private use and C1 controls: what text becomes when it is read in the wrong encoding.
_ODD = re.compile("[\ue000-\uf8ff\x80-\x9f]")


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of a body and the encoding it was read in, e.g. `("…", "gb18030")`.

    GB2312 and GBK are read as their superset GB18030. A declaration that the bytes contradict is not obeyed:
    a BOM wins, then what is valid UTF-8, then the declared encoding that reads with the fewest faults.
    """
    if not body.startswith(_MARKED) and not _foreign(_declared(body, content_type)):
        try:
            return body.decode("utf-8"), "utf-8"  # nothing speaks against it: told and read in one pass
        except UnicodeDecodeError:
            pass
    encoding = detect(body, content_type)
    return decode_as(body, encoding), encoding


def decode_as(body: bytes, encoding: str) -> str:
    """The text of a body in a known encoding; unreadable bytes become U+FFFD, a BOM is dropped."""
    return body.decode(encoding or "utf-8", "replace").removeprefix("\ufeff")


def read_by_browser(body: bytes, content_type: str, label: str) -> str | None:
    """The text of a body as a browser has it that calls its encoding `label` (`GBK`, `windows-1252`); None if garbled.

    Its protocol hands out the bytes of the server or, more often, the text that it made of them, in UTF-8: that text is
    taken back to the bytes it was made of.
    """
    name = resolve_encoding(label)
    if name not in (None, "utf-8") and not body.isascii() and _is_utf8(body):
        text = decode_as(body, "utf-8")
        sent = text.encode(name, "replace")
        return text if decode_as(sent, detect(sent, content_type)) == text else None
    text = decode_as(body, detect(body, content_type))
    return text if name is None or decode_as(body, name) == text else None


def detect(body: bytes, content_type: str = "") -> str:
    """The Python name of the encoding a body is in."""
    for bom, name in BOMS:
        if body.startswith(bom):
            return name
    declared = _declared(body, content_type)
    foreign = [name for name in _foreign(declared) if name != UNTOLD or not _seems_chinese(body)]
    if body.isascii():
        return declared[0] if declared else "utf-8"
    if _is_utf8(body):
        # Obey another declaration only where the bytes are too few to tell and read well in it.
        if not foreign or len(body[:SAMPLE].translate(None, ASCII)) >= TOO_FEW_TO_TRUST:
            return "utf-8"
        return "utf-8" if _faults(body, foreign[0]) else foreign[0]
    for name in foreign:
        if not _faults(body, name):
            return name
    return min((*foreign, *CHINESE, "utf-8"), key=lambda name: _faults(body, name))


def _foreign(declared: list[str]) -> list[str]:
    return [name for name in declared if name != "utf-8"]


def _declared(body: bytes, content_type: str) -> list[str]:
    names = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    found: list[str] = []
    for name in names:
        resolved = resolve_encoding(name) if name else None
        if resolved and WEB_ENCODINGS.fullmatch(resolved):
            found.append("gb18030" if resolved in ("gbk", "gb2312") else resolved)
    # Without a BOM a meta cannot be UTF-16.
    return [name for name in dict.fromkeys(found) if not name.startswith("utf-16")]


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A body cut by a byte limit may end in the middle of a character.
        return error.start >= len(body) - 3 and error.start > 0 and not body.isascii()
    return True


def _seems_chinese(body: bytes) -> bool:
    """Whether most of what is not ASCII stands in pairs that are common Chinese characters, as in no western text."""
    sample = body[:SAMPLE]
    return 2 * len(_COMMON.findall(sample)) > MOSTLY * len(sample.translate(None, ASCII))


def _faults(body: bytes, encoding: str) -> int:
    """How badly a body reads in an encoding: unreadable bytes and characters nobody writes."""
    try:
        text = body[:SAMPLE].decode(encoding, "replace")
    except LookupError:
        return len(body) + 1
    return text.count("\ufffd") * 4 + len(_ODD.findall(text))
