"""The identity marks that are words (网站标识码, ICP备案号, 公安备案号, 主办单位, 联系方式), read from a footer."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

SHOWN_LIMIT = 30
FOOTER_ABOVE = 600  # a footer's contact may stand so far above its first number
FOOTER_TAIL = 1500  # what is taken for the footer of a page without any number

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新港澳台国某"

_CODE_LABEL = re.compile(r"标\s*[识示]\s*(?:编\s*)?码|网\s*站\s*识\s*别\s*(?:编\s*)?码")
_CODE_VALUE = re.compile(r"[\s:是为]*((?:b\s*m)?\s*\d[\d \n]*|)", re.I)
_ICP = re.compile(
    rf"[{PROVINCES}]\s*ICP\s*(?:备(?:\s*案)?|证)\s*(?:字\s*)?(?:第\s*)?(\d[\d \n]*)\s*号?(\s*-\s*\d+)?", re.I
)
_ICP_LABEL = re.compile(r"ICP\s*(?:备|证|号)|工信部备案|(?<!公安)(?<!公安机关)(?<!网安)备案(?:序)?号", re.I)
_POLICE = re.compile(
    r"(?:公\s*网\s*安\s*备(?:\s*案)?|公安(?:机关)?(?:网站|互联网站)?备案)\s*(?:编?号)?[\s:第]*(\d[\d \n]*)"
)
_POLICE_LABEL = re.compile(r"公\s*网\s*安\s*备|公安(?:机关)?(?:网站|互联网站)?备案")
# Where the next mark begins, what was asked for has not been filled in.
_NEXT = re.compile(rf"[{PROVINCES}]?\s*ICP|[{PROVINCES}]?\s*公\s*网\s*安|公安|主\s*办|承\s*办|备案")
_UNFILLED = re.compile(
    rf"[{PROVINCES}]?\s*(?:ICP\s*[备证]?|公\s*网?\s*安(?:机关)?(?:网站)?\s*备|备)(?:\s*案)?[编序证]*号?[\s:]*", re.I
)
_PROVINCE = re.compile(rf"[{PROVINCES}] ?$")
_SPONSOR = re.compile(r"(?:主\s*办|主\s*管)(?:\s*单\s*位|\s*机\s*关|\s*方)?\s*:\s*\n?([^\s:,;|]{2,40})")
# Without a colon the label stands in a cell of its own, or a name follows that ends as bodies do: 主办 某区人民政府.
_SPONSOR_CELL = re.compile(
    r"^[ \t]*主\s*[办管]\s*(?:单\s*位|机\s*关|方)[ \t]*\n[ \t]*([\u4e00-\u9fff]{4,30})(?=$|[ \t,;|])"
    r"|(?:^|[|\t ])主[ \t]*办(?:[ \t]*单[ \t]*位|方)?[ \t]?"
    r"([\u4e00-\u9fff]{2,24}(?:人民政府|委员会|管委会|办公室|政府|[局厅委院]))(?=$|[\s,;|])",
    re.M,
)
_SPONSOR_LABEL = re.compile(r"主\s*办(?:\s*单\s*位|\s*方)?\s*:")
_SPONSORED = re.compile(r"(?:^|[\s由|])([\u4e00-\u9fff]{4,30})[ \t]?(?:主管)?主办(?=$|[\s,;|。])", re.M)
_OTHER_BODY = re.compile(
    r"(?i)[^\u4e00-\u9fff]*$|.?ICP|.?公网安备|政府网站标识|copyright|(?:承办|协办|技术|维护|联系|电话|地址|邮编|版权|网站|运维|建设)"
)
_PHONE = re.compile(
    r"(?:电\s*话|热\s*线|联系(?:方式|我们)|值班|咨询|TEL|手机|传真)"
    r"[^\d\n]{0,14}\n?[+(]?(?!(?:19|20)\d\d[-年/.])(\d[\d\-–—() /转]{2,}\d)",
    re.I,
)
_BARE_PHONE = re.compile(r"(?<![\d\-])(\(?0\d{2,3}\)?\s?[-–—]\s?\d{7,8}|400-\d{3,4}-\d{3,4})(?![\d\-])")
_MAIL = re.compile(r"(?<![\w.\-])[\w.\-]{2,}+(?:@|#|\(at\))[\w\-]+(?:\.[\w\-]+)+")
_FOOTER_SIGN = re.compile(
    rf"{_CODE_LABEL.pattern}|{_ICP_LABEL.pattern}|公\s*网\s*安\s*备|主\s*办\s*(?:单\s*位)?\s*:|版权所有|Copyright"
)


class Worded(NamedTuple):
    """A mark in words: its value, and whether that is well formed ("" and False: the label stands without one)."""

    value: str
    good: bool


def one_width(text: str) -> str:
    """The text with full-width letters, digits and colons as plain ones; the sign of ratio is typed for a colon."""
    plain = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    return plain.replace("\u2236", ":")


def site_code(text: str) -> Worded | None:
    """网站标识码: ten digits, or bm and eight. `text` is of one width, as in all functions here."""
    found: Worded | None = None
    for label in _CODE_LABEL.finditer(text):
        match = _CODE_VALUE.match(text, label.end())
        written = re.sub(r"b\s*m\s*", "bm", match[1], count=1, flags=re.I) if match else ""
        ministry = written.startswith("bm")
        digits = _joined(written.removeprefix("bm"), (8,) if ministry else (10,))
        value = ("bm" if ministry else "") + digits
        read = Worded(value if digits else _after(text, label.end()), is_site_code(value))
        if read.good:
            return read
        found = found or read
    return found


def is_site_code(code: str) -> bool:
    """Whether a code has the form of a 网站标识码 and is no row of one digit."""
    return re.fullmatch(r"\d{10}|bm\d{8}", code) is not None and len(set(code.removeprefix("bm"))) > 1


def icp(text: str) -> Worded | None:
    """The ICP number: province, eight digits (ten since 2020), 号 and the number of the site."""
    for match in _ICP.finditer(text):
        digits = _joined(match[1], (8, 10))
        if len(digits) in (8, 10) or ("证" in match[0] and len(digits) >= 6):
            return Worded("".join(match[0].split()), True)
    label = _ICP_LABEL.search(text)
    return Worded(_around(text, label), False) if label else None


def police(text: str) -> Worded | None:
    """The number of the filing with the police: fourteen digits, in old filings twelve or thirteen."""
    for match in _POLICE.finditer(text):
        digits = _joined(match[1], (14, 13, 12))
        if 12 <= len(digits) <= 14:
            return Worded(digits, True)
    label = _POLICE_LABEL.search(text)
    return Worded(_around(text, label), False) if label else None


def sponsor(text: str) -> Worded | None:
    """主办单位 with the name of a body."""
    for match in (*_SPONSOR.finditer(text), *_SPONSORED.finditer(text), *_SPONSOR_CELL.finditer(text)):
        name = next(filter(None, match.groups()))
        if not _OTHER_BODY.match(name):
            return Worded(name, True)
    return Worded("", False) if _SPONSOR_LABEL.search(text) else None


def contact(text: str) -> Worded | None:
    """A telephone number or an address of mail in the footer."""
    tail = footer_of(text)
    for match in _contacts(tail):
        digits = re.sub(r"\D", "", match[1]) if match.lastindex else match[0]
        if match.lastindex is None or len(digits) >= 7 or digits in ("12345", "12333", "12315", "12329", "12366"):
            return Worded(match[0].replace("\n", "")[:SHOWN_LIMIT], True)
    return None


def footer_of(text: str) -> str:
    """The end of a page's text that holds its footer."""
    sign = _FOOTER_SIGN.search(text)
    start = max(0, sign.start() - FOOTER_ABOVE) if sign else max(0, len(text) - FOOTER_TAIL)
    return text[start:]


def _contacts(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_PHONE, _BARE_PHONE, _MAIL):
        yield from pattern.finditer(text)


def _joined(written: str, lengths: tuple[int, ...]) -> str:
    """Digits that markup or spaces may have split: the first parts that make a wanted length, else the first line."""
    parts = written.split()
    for length in lengths:
        joined = ""
        for part in parts:
            joined += part
            if len(joined) == length:
                return joined
    return "".join(written.partition("\n")[0].split())


def _after(text: str, at: int) -> str:
    line = text[at : at + SHOWN_LIMIT].strip().partition("\n")[0]
    return _NEXT.split(line)[0].strip(" :|")


def _around(text: str, match: re.Match[str]) -> str:
    """What stands at a label with the province before it; "" where nothing follows it."""
    province = _PROVINCE.search(text[max(0, match.start() - 2) : match.start()])
    start = match.start() - (len(province[0]) if province else 0)
    written = text[start : match.end() + SHOWN_LIMIT].partition("\n")[0].strip()
    return "" if _UNFILLED.fullmatch(written) else written
