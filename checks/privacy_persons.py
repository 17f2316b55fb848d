"""Whether a phone number in a page is a person's or an office's, by the words around it."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from evidence.personal import Personal, PersonalKind
from evidence.yaml_text import read_yaml

LABEL_REACH = 24
ROW_REACH = 80
FOOT_REACH = 160
LIST_OF_PERSONS = 3
ID_REACH = 60
HEADING = 6

_HAN = "\u4e00-\u9fff"
# Looked ahead for, since what stands before a name (1号 张某某) may itself look like the beginning of one.
_NAME = re.compile(rf"(?<![{_HAN}])(?=([{_HAN}])[ ]?[{_HAN}×*某](?:[ ]?[{_HAN}×*某]){{0,2}}(?![{_HAN}]))")
# 招聘 heads phones of employers, 预约 those of offices, but not a list of those who applied.
_CANDIDATES = re.compile(r"(?:招聘|预约)(?=.{0,30}(?:名单|成绩|人员|考生|学员))")


_AT_WORK = re.compile(
    "(?:监督|举报|投诉|值班|办公|服务|公开|咨询|订餐|预约|报修|抢修|工作|业务)(?:电话|手机|热线)(?:号码)?"
)
_PERSONS = re.compile("姓名|户主|申请人|学员|学生|借款人")
# 姓名：张某某 联系电话：139…: the label of the name says whose phone it is, unless a post is named with it.
_OF_PERSON = re.compile(rf"(?<![{_HAN}])(?:姓\s*名|户\s*主|申请人|学员|学生)\s*[:：]")
_POST = re.compile("职务|职位|职称|分工|科室|部门|单位|公司|机构")


class Words(NamedTuple):
    """The words of `data/privacy.yaml`, ready to be looked for."""

    work: re.Pattern[str]
    anybodys: re.Pattern[str]
    mute: re.Pattern[str]
    office: re.Pattern[str]
    directory: re.Pattern[str]
    persons: re.Pattern[str]
    contacts: frozenset[str]
    foot: re.Pattern[str]
    sample: re.Pattern[str]
    nobody: frozenset[str]
    surnames: frozenset[str]


@cache
def words() -> Words:
    """The packaged words, read once a process."""
    source = (files("checks") / "data" / "privacy.yaml").read_text(encoding="utf-8")
    data: Mapping[str, list[str]] = read_yaml(source)
    patterns = {
        name: re.compile("|".join(map(re.escape, data[name])))
        for name in ("office", "directory", "persons", "foot", "sample")
    }
    # The label itself must stand right before the number, a name or a sign between them at most.
    after = r"[^\d。;；]{0,12}$"
    return Words(
        work=re.compile(f"(?:{'|'.join(map(re.escape, data['work']))}){after}"),
        anybodys=re.compile(f"(?:{'|'.join(map(re.escape, data['anybodys']))}){after}"),
        mute=re.compile("|".join(map(re.escape, data["anybodys"]))),
        contacts=frozenset(data["contacts"]),
        nobody=frozenset(data["nobody"]),
        surnames=frozenset("".join(data["surnames"])) - {" "},
        **patterns,
    )


def in_foot(text: str, one: Personal) -> bool:
    """Whether a number stands in the foot of a page, where offices and their contractors name their own."""
    line_end = text.find("\n", one.end)
    end = min(one.end + FOOT_REACH, line_end if line_end >= 0 else len(text))
    return words().foot.search(text, max(0, one.start - FOOT_REACH), end) is not None


def is_work(text: str, one: Personal, *, anybodys: bool = True) -> bool:
    """Whether a phone is given as the way to reach an office, or (`anybodys`) with a label that leaves open whose."""
    before = text[max(0, one.start - LABEL_REACH) : one.start]
    return words().work.search(before) is not None or (anybodys and words().anybodys.search(before) is not None)


def is_of_person(row: str) -> bool:
    """Whether the line that leads to a number labels a name as that of a person who is in no office."""
    line = row.rstrip("\n").rpartition("\n")[2]
    return _OF_PERSON.search(line) is not None and _POST.search(line) is None


def is_sample(text: str, one: Personal) -> bool:
    """Whether a number only shows how a form is filled in."""
    return words().sample.search(text, max(0, one.start - ROW_REACH), one.start) is not None


def is_nobody(text: str, one: Personal) -> bool:
    """Whether a number is one that standards and manuals print."""
    return "".join(filter(str.isalnum, text[one.start : one.end])).upper() in words().nobody


def is_directory(title: str, headings: Iterable[str]) -> bool:
    """Whether a list is headed as a directory of phones at work.

    Of the heads of its columns only 监督电话 and its like tell that, and 联系人 without 姓名 beside. A mere 联系电话
    over or in the rows of a list of persons tells nothing.
    """
    headings = tuple(headings)
    if any(_AT_WORK.fullmatch(line) for line in headings):
        return True
    if words().contacts.intersection(headings) and not any(_PERSONS.search(line) for line in headings):
        return True
    look, mute = words().directory, words().mute if is_list_of_persons(title) else _CANDIDATES
    lines = (title, *(line for line in headings if len(line) >= HEADING))
    return any(look.search(mute.sub("", _CANDIDATES.sub("", line))) for line in lines)


def is_list_of_persons(title: str) -> bool:
    """Whether a page or a file is titled as a list of persons."""
    return words().persons.search(title) is not None


def above(text: str, first: Personal) -> list[str]:
    """The lines of a text above the first number of a list, and what stands before it in its own."""
    lines = text[max(0, first.start - 3 * ROW_REACH) : first.start].splitlines()
    return lines[:-1] if lines and is_of_person(lines[-1]) else lines


def beside_id(text: str, one: Personal, found: Iterable[Personal]) -> bool:
    """Whether an identity number stands next to a phone, both of one person."""
    near = [other for other in found if other.kind is PersonalKind.ID and abs(other.start - one.start) <= ID_REACH + 18]
    before = text[max(0, one.start - LABEL_REACH) : one.start]
    if words().work.search(before):
        return False
    return any(not words().anybodys.search(before) or _in_one_clause(text, other, one) for other in near)


def _in_one_clause(text: str, one: Personal, other: Personal) -> bool:
    """Whether nothing parts two numbers: no end of a sentence, no word of where to complain."""
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return not re.search("[。；;\n]", between) and words().office.search(between) is None


def is_named(row: str) -> bool:
    """Whether a row, or what stands before a number, names a person."""
    return any(match[1] in words().surnames for match in _NAME.finditer(row))
