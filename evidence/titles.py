"""Titles of official documents: the name at their core, the 《…》 in them, and 文号.

Two titles speak of one document when their cores are equal; likeness alone says nothing: titles that differ in one
word mostly are two documents.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

TITLE_LIMIT = 400
NUMBER_REACH = 800  # a document's own 文号 stands in its head
SUFFIX_LEAST = 6  # shorter names (实施意见) are part of too many others

_QUOTES = re.compile(r"[<〈﹤]")
_QUOTES_END = re.compile(r"[>〉﹥]")
_NUMBER = re.compile(
    r"([\u3400-\u9fff]{1,16})\s*[〔\[(【﹝]\s*((?:19|20)\d\d)\s*[〕\])】﹞]\s*(?:第\s*)?0*(\d{1,5})\s*号"
)
_NUMBER_LABEL = re.compile(r"(?:文\s*号|发文字号|发文文号|文件编号|文件字号)[\s】\])]*[:：]?\s*")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-—–~至到]+\s*(?:19|20)?\d\d)?\s*(?:年度?|版)?")
_STAGES = re.compile(
    r"[(【\[]?((?:19|20)\d\d年?)?(试行|暂行|修订稿?|修正案?|修正|第[一二三四五]次修订|新版|正式版)版?[)】\]]?"
)
_DRAFT = re.compile("征求意见稿|公开征求意见|送审稿|草案")
# Nothing is given back once read. Written as a look ahead: before 3.11.5 Python read `(?:…)++` wrongly around a pattern
# that has to go back within itself.
_PLACE = re.compile(
    r"(?=((?:[全我本各]?[省市区县州旗镇乡]"
    r"|.{0,12}?(?:省|(?<!城)市|(?<![社小园地片灾景辖])区|县|州|盟|旗|(?<![城乡])镇|(?<!城)乡|街道|人民政府|政府|办公室"
    r"|管委会|委员会|局|委|厅|中心))+))\1"
)
_ISSUE = "印发|转发|发布|公布|下发|颁布|颁发|批转|出台|实行|施行|实施|执行"
_ISSUED = re.compile(rf"^.{{0,90}}?(?:关于)?(?:{_ISSUE})(?:实施)?(?=《)(.*)$")
_ISSUED_PLAIN = re.compile(r"^.{0,90}?关于(?:印发|下发|颁布|颁发)(.+?)的(?:通知|公告|通告|决定)$")
_ABOUT = re.compile(r"^[^，。；:《]{0,90}?关于(.+)$")
_NOTICE = re.compile(r"的?(?:通知|公告|通告)$")
_TAIL = re.compile(r"(?:全文|原文|文件全文|文件)$")

_HOW = (
    "政策|图文|文字|文件|图片|视频|音频|动画|动漫|漫画|专家|媒体|部门|负责人|主要负责人|相关|简明|权威|详细|重点|官方|一图|"
    "新闻|规范性文件|多媒体|H5|长图|海报|最新"
)
_READING = (
    rf"(?:(?:{_HOW})*(?:解读|解析|图解|问答|答问|答记者问|图说|读懂|看懂|解答|说明)(?:材料|稿|文章|说明|信息|视频|版|文件)*"
    r"|起草说明|编制说明|起草情况说明|新闻发布会(?:实录)?|吹风会|有问必答|热点问答|十问十答|政策快问快答)"
)
_READING_TAIL = re.compile(
    rf"(?:有关情况|相关情况|内容)?的?{_READING}(?:的?(?:公告|通知))?"
    r"(?:[(\[]?(?:之?[一二三四五六七八九十\d]+|[上中下]|图文版?|文字版?|视频版?|音频版?|系列[一二三四五六七八九十\d]*)[)\]]?)?$"
)
_MARK = r"[\s:：丨|｜│·—\-/,，\])】]+"  # what sets a form apart from the name after it
_READING_HEAD = re.compile(
    rf"^(?:[\[(【]?(?:(?:{_HOW})*(?:解读|图解|图说|读懂|看懂|秒懂|问答|答问|解析)|一张?图[读看]懂|(?:带您|带你)(?:读懂|看懂|了解)"
    rf"|(?:一图|视频|音频|动漫|漫画|动画|H5|长图|海报|图文)(?={_MARK}|《))(?:之?[一二三四五六七八九十\d]+)?(?:{_MARK})?)+"
)
_READS = re.compile(
    r"解读|图解|图说|一图|读懂|看懂|秒懂|一张图|政策解析|答记者问|政策问答|问答|答问|十问十答|新闻发布会|吹风会|起草说明|编制说明|漫画|动漫|长图|海报|视频\s*[|丨｜:：]"
)
_DOCUMENT_END = re.compile(r"(?:通知|公告|通告|办法|方案|意见|制度|规定|细则|规划|计划|报告|决定|措施|要点)$")
_DECREE = re.compile(r"^[^《》]{0,30}令\(?第?[\d一二三四五六七八九十百]+号\)?(?=.)")


class Same(Enum):
    """Whether two cores name one document. LOOSE counts only where no other document fits as well."""

    EXACT = "exact"
    LOOSE = "loose"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The name of a document without issuer, 关于, 印发 and 的通知.

    `text` is the whole name without punctuation, `bare` the same without years and stages (试行, 修订), which are
    kept apart.
    """

    text: str
    bare: str
    years: frozenset[str]
    stages: frozenset[str]
    draft: bool = False


# The name of the site or of the unit that templates put behind every title.
_OWNER = re.compile(
    r"\s*[-_|｜—–]+\s*[^-_|｜—–]{0,24}(?:政府|门户|网|网站|局|委|委员会|办|办公室|办事处|中心|专栏|平台)\s*$"
)
HEADLINE = 8  # characters that must be left of a title: what is shorter says too little alone


def headline(title: str) -> str:
    """The title of a page without the names of site and unit behind it, for a person who reads which page is meant."""
    shown = title.strip()
    while (found := _OWNER.search(shown)) and found.start() >= HEADLINE:
        shown = shown[: found.start()]
    return shown


def book_titles(text: str) -> tuple[str, ...]:
    """What stands between outermost 《 and 》, in order; an unclosed 《 names nothing."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter == "《":
            depth, start = depth + 1, start if depth else at + 1
        elif letter == "》" and depth:
            depth -= 1
            if not depth:
                found.append(text[start:at].strip())
    return tuple(name for name in found if name)


def document_numbers(text: str) -> tuple[str, ...]:
    """The 文号 of a text in one form (`某政发〔2023〕5号`), in order; words before one may cling to it."""
    return tuple(_number(match) for match in _NUMBER.finditer(unicodedata.normalize("NFKC", text)))


def own_number(text: str) -> str:
    """The 文号 a document's page gives as its own: labelled, or alone on a line of its head; "" when none is."""
    text = unicodedata.normalize("NFKC", text)
    for label in _NUMBER_LABEL.finditer(text):
        match = _NUMBER.match(text, label.end())
        if match:
            return _number(match)
    for line in text[:NUMBER_REACH].splitlines():
        match = _NUMBER.fullmatch(line.strip().strip("()"))
        if match:
            return _number(match)
    return ""


def reads_like_interpretation(title: str) -> bool:
    """Whether a title says that it explains another document; a notice about the work of explaining does not."""
    return _explains(_outside(_plain(title[:TITLE_LIMIT])))


def cores(title: str) -> tuple[Core, ...]:
    """The documents a title is about: its own name for a document's title, the names it explains for an interpretation.

    Several where a title issues or explains several 《…》.
    """
    plain = _plain(title[:TITLE_LIMIT])
    return tuple(dict.fromkeys(core for name in _names(plain) if (core := _core(name)).text))


def same_document(one: Core, other: Core) -> Same:
    """Whether two cores name one document."""
    if one.draft != other.draft:
        return Same.NO
    if one.text == other.text:
        return Same.EXACT
    if not _agree(one.years, other.years) or not _agree(one.stages, other.stages):
        return Same.NO
    if one.bare == other.bare:
        return Same.LOOSE if one.bare else Same.NO
    longer, shorter = sorted((one.bare, other.bare), key=len, reverse=True)
    if len(shorter) >= SUFFIX_LEAST and longer.endswith(shorter):
        return Same.LOOSE if _PLACE.fullmatch(longer[: -len(shorter)]) else Same.NO
    return Same.NO


def is_about(name: str, own: Iterable[Core]) -> bool:
    """Whether a name may be that of a document with these cores; no name may be any."""
    given, known = cores(name), tuple(own)
    return not given or any(same_document(a, b) is not Same.NO for a in given for b in known)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether years or stages do not contradict each other: one name may leave out what the other gives."""
    return not one or not other or one == other


def _number(match: re.Match[str]) -> str:
    return f"{match[1]}〔{match[2]}〕{match[3]}号"


def _plain(text: str) -> str:
    """One width, no white space, one kind of title mark; a 文号 is no part of a title."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"\s+", "", text)
    text = _QUOTES_END.sub("》", _QUOTES.sub("《", text))
    without = _DECREE.sub("", re.sub(rf"[(\[]?{_NUMBER.pattern}[)\]]?", "", text))
    return without or text


def _names(title: str) -> Iterator[str]:
    """The names in a title, an interpretation's words cut off, a document issued by another taken out of it."""
    books = book_titles(title)
    reading = _explains(_outside(title))
    if reading and books:
        for book in books:
            yield from _names(book)
        return
    if reading:
        title = _without_reading(title)
    issued = _ISSUED.match(title)
    if issued:
        yield from (name for book in book_titles(issued[1]) for name in _names(book))
    elif len(books) == 1 and not _outside(title).strip("()[]【】“”\"'") and books[0] != title:
        yield from _names(books[0])
    else:
        plain = _ISSUED_PLAIN.match(title)
        about = _ABOUT.match(title)
        yield plain[1] if plain else about[1] if about else title


def _explains(outside: str) -> bool:
    if _READING_HEAD.match(outside):
        return True
    return _READS.search(outside) is not None and not _DOCUMENT_END.search(outside)


def _outside(title: str) -> str:
    """A title without its 《…》."""
    for book in book_titles(title):
        title = title.replace(f"《{book}》", "")
    return _TAIL.sub("", title)


def _without_reading(title: str) -> str:
    before = None
    while title != before:
        before = title
        title = _READING_HEAD.sub("", title, count=1) or title
        title = _READING_TAIL.sub("", title, count=1) or title
        title = title.strip("-—–:|丨｜()[]【】,·\"'“”")
    return title


def _core(name: str) -> Core:
    name = _NOTICE.sub("", name) or name
    stages = frozenset(match[2] for match in _STAGES.finditer(name))
    staged = _STAGES.sub("", name)
    years = frozenset(_digits(match[0]) for match in _YEARS.finditer(name))
    return Core(
        text=_letters(name),
        bare=_letters(_YEARS.sub("", staged)),
        years=years,
        stages=stages,
        draft=bool(_DRAFT.search(name)),
    )


def _digits(text: str) -> str:
    return "-".join(re.findall(r"\d+", text))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
