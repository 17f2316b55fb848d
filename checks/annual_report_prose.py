"""The figures an annual report gives in its prose against the cells of its tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from checks.annual_report_sums import cell, shown
from evidence.report_grid import compact
from evidence.report_model import REVIEWS, Report

_COUNT = r"(?:共|共计|合计|总计|为|了|数量为?|量为?|总数为?|:)?(\d+)(?:余|多)?(?:件|条|份|宗|例|个|起|次)"
_REQUEST = r"(?:政府信息公开|信息公开|依申请公开|政府信息)(?:的)?(?:申请|事项)(?:书|件|表|数量|量)?"
# 收到公民、法人和其他组织提出的政府信息公开申请
_APPLICANTS = r"(?:(?:来自)?公民[、和](?:企业|法人)(?:[、和及与]|或者?)(?:其他|其它)(?:社会)?组织)?"
_WITHIN = rf"{_APPLICANTS}[^\d,。;、:()%]{{0,12}}?"
_BEFORE = 30
# Words before a figure by which it may be about another body, another time, or a part of the whole.
_OTHER_SCOPE = re.compile(
    r"全市|全区|全县|全省|全州|全系统|全镇|各级|各部门|各单位|下属|本级|其中|累计|上半年|下半年|季度|"
    r"去年|上年(?!.{0,3}结转)|同比|月份|网上|信函|邮寄|当面|现场|邮件|传真|平台|渠道"
)
# Words of many years together, never of this one alone.
_MANY_YEARS = re.compile(r"历年|近[两二三四五六七八九十\d]+年|[两二三四五六七八九十\d]年(?:多)?来|以来")
_YEARS = re.compile(r"(20\d\d)年")
# A line of nothing but figures is a row or a cell of a table, where 22, 1 and 0件 must not become 2210件.
_CELLS = re.compile(r"(?:\d[\d.,]*[件条份宗]?\s*)+")
_CHANGE = re.compile(r"较|相比|增[加长多]|减少|下降|上升|同比|环比")  # by how many more or fewer, not how many
_ROUGH = re.compile(r"[余多]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure in the prose: the words around it, its value, and whether it may be about something else."""

    words: str
    value: Decimal
    vague: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Figures of one kind in the prose of which none is in the table. `sure`: only one, and plainly about the same."""

    kind: str
    mention: Mention
    expected: str
    sure: bool

    @property
    def words(self) -> str:
        """What a letter says."""
        found = shown(self.mention.value)
        return f"正文“{self.mention.words}”中的“{self.kind}”为 {found}，{self.expected}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    name: str
    pattern: re.Pattern[str]
    never: re.Pattern[str] | None = None  # says that there was none
    vague: bool = False


_GOT = r"(?:收到|受理|接收|接到)"
_NEXT = r"结转(?:到|至)?(?:下|次)(?:一)?年(?:度)?(?:继续办理)?(?:的)?"
_NEW = r"新收(?:到)?(?:申请)?"
_OPEN = r"政府信息公开(?:类|相关|工作)?(?:的)?(?:被)?(?:申请|提起|引发|引起)?(?:的)?"
_NO = r"(?:未|没有|无)(?:发生|出现)?(?:过)?(?:因)?"
_ENDED = r"(?=[,。;、]|$)"
# 收到申请26件,…;全年办结26件: the second figure is of the same requests, unless others were named between.
_SAME = r"(?:(?!投诉|信访|来信|建议|提案|议案|留言|咨询|热线|工单|案件|邮件|举报|事项)[^。])"
_AFTER = (
    rf"{_REQUEST}(?:[^。;\d]{{0,6}}\d+件{_SAME}{{0,40}}?)[,、;]"
    rf"(?:已|均|按期|按时|依法|共|全年|全部|本年度?|年内)*办结{_COUNT}"
)
_NONE_GOT = rf"(?:未|没有|无)(?:收到|接到|受理)(?:过)?(?:[^\d。;:()%]{{0,20}}?提出的)?{_REQUEST}{_ENDED}"
_NONE_REVIEWED = rf"{_NO}{_OPEN}行政复议(?:[、和及或与]?(?:提起)?(?:行政)?诉讼)?(?:的)?(?:案件|申请|情况|情形)?{_ENDED}"
_KINDS = tuple(
    _Kind(name=name, pattern=re.compile(pattern), never=re.compile(never) if never else None, vague=vague)
    for name, pattern, never, vague in (
        ("本年新收申请", rf"新收(?:到)?{_WITHIN}{_REQUEST}{_COUNT}|{_NEW}{_COUNT}(?=[^,。;]{{0,8}}申请)", "", False),
        ("收到申请", rf"{_GOT}{_WITHIN}{_REQUEST}{_COUNT}|{_GOT}(?:的)?申请{_COUNT}", _NONE_GOT, False),
        ("上年结转", rf"上(?:一)?年(?:度)?结转(?:的)?{_WITHIN}{_COUNT}", "", False),
        ("结转下年度", rf"{_NEXT}{_WITHIN}{_COUNT}", "", False),
        ("办结申请", rf"(?:办结|办理完结){_WITHIN}{_REQUEST}{_COUNT}|{_AFTER}", "", False),
        ("答复申请", rf"答复{_WITHIN}{_REQUEST}{_COUNT}", "", True),
        ("行政复议", rf"{_OPEN}行政复议(?:案件|申请)?{_COUNT}", _NONE_REVIEWED, False),
        ("行政诉讼", rf"{_OPEN}行政诉讼(?:案件)?{_COUNT}", "", False),
    )
)  # fmt: skip


def mismatches(report: Report, year: int) -> Iterator[Mismatch]:
    """The kinds of figures whose every mention in the prose differs from the table; other years' are left out."""
    text = compact("\n".join("|" if _CELLS.fullmatch(line) else line for line in report.text.splitlines()))
    for kind in _KINDS:
        allowed = _allowed(report, kind.name)
        matches = chain(kind.pattern.finditer(text), kind.never.finditer(text) if kind.never else ())
        own = (match for match in matches if not _of_other_year(text, match, year) and not _CHANGE.search(match[0]))
        mentions = [_mention(text, match) for match in own]
        if not allowed or not mentions or any(one.value in allowed for one in mentions):
            continue
        values = {one.value for one in mentions}
        first = next((one for one in mentions if not one.vague), mentions[0])
        sure = len(values) == 1 and not all(one.vague for one in mentions) and not kind.vague
        yield Mismatch(kind=kind.name, mention=first, expected=f"表中为 {shown(allowed[0])}", sure=sure)


def _of_other_year(text: str, match: re.Match[str], year: int) -> bool:
    before = _sentence(text, match)
    years = _YEARS.findall(before)
    return (bool(years) and int(years[-1]) != year) or _MANY_YEARS.search(before) is not None


def _sentence(text: str, match: re.Match[str]) -> str:
    """What stands before a figure in its sentence."""
    return re.split(r"[。;!]", text[max(0, match.start() - _BEFORE) : match.start()])[-1]


def _mention(text: str, match: re.Match[str]) -> Mention:
    value = next((group for group in match.groups() if group), "0")
    vague = bool(_OTHER_SCOPE.search(_sentence(text, match)) or _ROUGH.search(match[0]))
    return Mention(words=match[0], value=Decimal(value), vague=vague)


def _allowed(report: Report, kind: str) -> tuple[Decimal, ...]:
    """The numbers of the tables that such a figure may rightly give, the plainest first; empty where unread."""
    new, before, done, after = (cell(report, key) for key in ("1", "2", "3.7", "4"))
    if kind == "本年新收申请":
        return _known(new)
    if kind == "收到申请":
        return _known(new, None if new is None or before is None else new + before)
    if kind in ("办结申请", "答复申请"):
        return _known(done, new)
    if kind == "上年结转":
        return _known(before)
    if kind == "结转下年度":
        return _known(after)
    totals = {group.name: group.cells[-1].value for group in report.tables.reviews}
    if kind == "行政复议":
        return _known(totals.get(REVIEWS[0]))
    first, second = totals.get(REVIEWS[1]), totals.get(REVIEWS[2])
    return _known(None if first is None or second is None else first + second, first, second)


def _known(*values: Decimal | None) -> tuple[Decimal, ...]:
    return tuple(value for value in values if value is not None)
