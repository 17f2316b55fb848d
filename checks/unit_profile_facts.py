"""The six facts of a body, read from the lines of its pages: which stand with a value, which only as a label."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checks.unit_profile_bare import BARE, NOTHING, ROLES
from checks.unit_profile_others import before_books, of_other, reports_to
from checks.unit_profile_persons import (
    CARD,
    NAME,
    NAME_AND_ROLE,
    NAMED,
    PRESIDES,
    PRESIDING,
    beside_office,
    is_person,
    leads,
)
from checks.unit_profile_words import Fact, all_labels, next_label, words_of
from evidence.columns_vocabulary import read_name
from evidence.mark_text import one_width

PROSE_LINES = 8  # lines after a heading that belong to it
VALUE_LIMIT = 120
SECTIONS = 3  # so many names of sections in a row are a list of them
PORTRAITS = "领导信息"
HEADING_LABEL = 4  # shorter labels are words of other names too


class State(StrEnum):
    """How a fact stands, the best first."""

    PRESENT = "present"
    UNCLEAR = "unclear"  # something stands after the label that does not read like such a fact
    EMPTY = "empty"
    ABSENT = "absent"


RANK = {state: number for number, state in enumerate(State)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fact as it was found: the words after the label, and the page."""

    state: State
    value: str = ""
    url: str = ""


_NUMBERING = re.compile(
    r"^[\s●•◆■▪*※◎]*(?:第?[一二三四五六七八九十\d]{1,3}\s*[、.)章节]|\([一二三四五六七八九十\d]{1,3}\))?\s*"
)
_DATED = re.compile(r"(?:19|20)\d\d\s*[-年/.]")
_SECTION = re.compile(r"[\u4e00-\u9fff](?:科|室|处|股|中心|队|所|站|局|委|办)$")
_SECTION_SAYS = re.compile(
    r"[\u4e00-\u9fff]{1,10}(?:科|室|处|股|中心|队|所)(?:\([^()]{1,12}\))?\s*(?::.{4,}|。(?:主要)?(?:负责|承担|组织|拟[订定]|协助).{2,})"
)
_SECTION_NAME = re.compile(r"(?:办公室|[\u4e00-\u9fff]{1,8}(?:科|股|处|科室|办公室))")
_BETWEEN = re.compile(r"[\s、,;|]+")
_WAY_BACK = re.compile(r"您?(?:当前|现在|目前|所在).{0,4}位置|.*[>»›→]")
_DOES = re.compile(r"负责|承担|协助|承办|贯彻")
_DUTY = re.compile(
    r"(?:第?[一二三四五六七八九十\d]{1,3}[、.)]|\([一二三四五六七八九十\d]{1,3}\))?\s*"
    r"(?:贯彻|拟[订定]|起草|组织|指导|监督|负责|承担|承办|协调|推进|编制|制定|宣传|开展|落实|管理|研究|执行|参与|受理|审核|统筹|协助)"
    r".{5,}[。;]"
)
_SETS_UP = re.compile(r"内设|下设|设有|设立")
PROSE, SURE_PROSE = 25, 16  # characters of a sentence of duties, and of one that says that somebody does them
_JOINTS = re.compile(r"[/、及与和]")  # 电话/传真
_OF_BODY = re.compile(r"(?:局|委|办|厅|院|馆|站|所|队|中心|办公室|街道|镇|乡|委员会|政府|机关|单位)(?:的)?$")
_DUTIES = frozenset(["职能", "职责"])  # 市政府职能
_SIGNS = r"[\s:.。,、;…\-—–_/\\*×xX?()\[\]【】]*"
_UNTOLD = r"(?:(?:[xX×*]{1,4}|某{1,2})[省市县区镇乡村路街道巷号楼室栋]{1,2}[\s,]?)+"  # XX市XX路XX号
_NO_HOURS = r"[0:\s.\-—–~至到点时分]+|12345678"  # 00:00-00:00, 0000-0000000
_PLACEHOLDER = re.compile(rf"{_SIGNS}(?:{NOTHING})?{_SIGNS}|{_UNTOLD}|{_NO_HOURS}", re.I)
_VALUES = {
    Fact.DUTIES: re.compile(
        r"负责|承担|贯彻|拟[订定]|组织|管理|指导|监督|协调|执行|开展|提供|落实|职责|办理|研究|协助|承办|统筹|处理|保障|制定|推进|领导所属|维护|预防|查处|主管|履行|监管|编制|审核|征收|宣传"
    ),
    Fact.SETUP: re.compile(
        r"[\u4e00-\u9fff](?:科|室|处|股|中心|大队|支队|所|队|站|组|部|局|院|馆|办|委)(?![长员])|内设|下设|不设"
    ),
    Fact.ADDRESS: re.compile(r"[\u4e00-\u9fff]{2}.*(?:[路街道巷弄号楼室村镇乡区县市院厦座层]|大厦|广场|中心)"),
    Fact.HOURS: re.compile(
        r"\d{1,2}\s*[:.点时]|上午|下午|工作日|周[一至]|星期[一至]|24小时|全天|法定|早[八九]晚[五六]"
    ),
    Fact.CONTACT: re.compile(
        r"(?<!\d)(?!(?:19|20)\d\d[-/.年]\d)\(?\+?\d[\d\-—–() ]{5,}\d|(?<!\d)1?2\d{3}(?!\d)|(?<!\d)96\d{3,4}(?!\d)"
    ),
    Fact.HEAD: re.compile(
        rf"(?:^|[\s:,、(]|{ROLES})(?!(?:{ROLES}|党[组委]|副|姓名|职务|分工|简历|发布|来源|首页|更多|打印|关闭))"
        r"[\u4e00-\u9fff·]\s?[\u4e00-\u9fff·]{1,3}(?<![局科室处委办息责能长])(?=$|[\s,、;。()\d])"
    ),
}
_FIELD = re.compile(r"[\w\s]{1,10}(?<!\d):")  # another field begins
_SENT_ON = re.compile(r"如下[图,。]|[见如][下附]|敬请|查阅|详见")  # 镇区简图如下
# How a value begins that stands right after its label (单位地址示例路1号, 电话0000-6600118).
# Beside these heads 主要职责 heads what each section does.
_OF_SECTION = re.compile(r"(?:内设)?(?:科室|处室|股室)(?:名称|设置)?$|内设机构(?:名称)?$|站所名称$")
_EACH = re.compile(r"(?:主要|工作)?职[责能]\s*:")
_POST = re.compile(r"(?:邮政编码|邮编|传真)\s*\(?[\d+]")
_OFFICE = re.compile(rf"(?:{ROLES})(?<!负责人)$")  # what stands under 职务
_BEGINS = {
    Fact.ADDRESS: re.compile(r"[\u4e00-\u9fff]{2,12}(?:[省市县区州镇乡村路街道巷]|大厦|大院|中心)"),
    Fact.HOURS: re.compile(r"(?:法定)?(?:工作日|周[一至]|星期一|上午|早上?|夏季|冬季|每[天日周])|\d{1,2}\s*[:.点时]"),
    Fact.CONTACT: re.compile(r"\(?\+?\d"),
}
# The same of what stands below a heading that is called like an entry of the menu.
_FOLLOWS = _BEGINS | {
    Fact.DUTIES: re.compile(r"[\s(]*(?:[一二三1-3][)、.\s]*)?(?:主要)?(?:负责|贯彻|拟[订定]|承担|起草)[^。;]{6,}"),
    Fact.SETUP: re.compile(
        r"[\u4e00-\u9fff]{1,9}(?:科|股|处|室|办|中心|队)[、,\s]+[\u4e00-\u9fff]{1,9}(?:科|股|处|室|办|中心|队)"
    ),
}


def read_facts(lines: Sequence[str], links: frozenset[str], ideas: Iterable[str]) -> dict[Fact, Found]:
    """Every fact of one page. `links` are the texts of its links (menus are no labels), `ideas` what it is for."""
    text = before_books((one_width(line).strip() for line in lines), links)
    ideas = frozenset(ideas)
    each = [line for line in text if _EACH.match(line)]  # 职责 of every section
    of_body = [line for line in text if line not in each] if len(each) > 1 else text
    found = {fact: _labelled(fact, of_body if fact is Fact.DUTIES else text, links) for fact in Fact}
    if ideas == {PORTRAITS}:  # 职责 of a person
        found[Fact.DUTIES] = Found(state=State.ABSENT)
    prose = [line for line in text if line not in links and not is_label(line)]
    for fact, pattern in BARE.items():
        if found[fact].state is not State.PRESENT:
            matches = (m for line in prose if (m := pattern.search(line)) and not of_other(fact, m))
            match = next((m for m in matches if fact in (Fact.HOURS, Fact.HEAD) or not _untold(m[0])), None)
            if match:
                found[fact] = Found(state=State.PRESENT, value=match[0][:VALUE_LIMIT])
    if found[Fact.HEAD].state is not State.PRESENT:
        named = next((m for line in prose if (m := NAMED.search(line))), None)
        told = named[0] if named else next(filter(leads, prose), "")[:VALUE_LIMIT] if ideas else ""
        told = told or beside_office(text)
        found[Fact.HEAD] = Found(state=State.PRESENT, value=told) if told else found[Fact.HEAD]
    if found[Fact.CONTACT].state is State.ABSENT and (told := reports_to(prose)):
        found[Fact.CONTACT] = Found(state=State.UNCLEAR, value=told)
    if found[Fact.SETUP].state is State.ABSENT and ideas - {PORTRAITS} and len(rows := _sections(prose)) >= SECTIONS:
        found[Fact.SETUP] = Found(state=State.PRESENT, value="、".join(rows[:4]))
    for fact in Fact:
        if found[fact].state is not State.PRESENT and not ideas.isdisjoint(ideas_of(fact)):
            found[fact] = _by_idea(fact, of_body if fact is Fact.DUTIES else text, found[fact])
    return found


def _untold(words: str) -> bool:
    """Whether what stands after a label, or alone, is a placeholder: 0000-0000000."""
    return _PLACEHOLDER.fullmatch(words.rpartition(":")[2]) is not None


def ideas_of(fact: Fact) -> tuple[str, ...]:
    """The columns that hold a fact."""
    return words_of()[fact].ideas


def better(one: Found, other: Found) -> Found:
    """The better of two readings of a fact."""
    return min((one, other), key=lambda found: RANK[found.state])


def is_label(line: str) -> bool:
    """Whether a line is one of the labels of any fact, with or without its colon."""
    return _bare_label(line) in all_labels()


def heads_value(line: str, following: str = "") -> bool:
    """Whether a line is the label of a fact and the next begins as such a fact does: no entry of a menu."""
    bare = _bare_label(line)
    return any(bare in words_of()[fact].labels and begins.match(following) for fact, begins in _FOLLOWS.items())


def _labelled(fact: Fact, lines: list[str], links: frozenset[str]) -> Found:
    best = Found(state=State.ABSENT)
    labels, pattern = words_of()[fact].labels, words_of()[fact].inline
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else ""
        head = (is_label(above) and above not in links) or heads_value(line, *lines[number + 1 : number + 2])
        in_menu = line in links and ":" not in line and not head
        if in_menu or (fact is Fact.DUTIES and _OF_SECTION.match(above)):
            continue
        if _names(line, labels, heading=fact in (Fact.DUTIES, Fact.SETUP)):
            best = better(best, _below(fact, lines, number, links))
        elif spaced := _spaced_value(fact, line) or _glued_value(fact, line):
            best = better(best, Found(state=State.PRESENT, value=spaced))
        else:
            for match in pattern.finditer(line):
                if of_other(fact, match):
                    continue
                rest = next_label().split(line[match.end() :], maxsplit=1)[0]
                value = rest if rest.strip() or match.end() < len(line.rstrip()) else _next_value(lines, number)
                best = better(best, _judged(fact, value) if rest.strip() else _judged_below(fact, value))
        if best.state is State.PRESENT:
            break
    return best if best.state is State.PRESENT else better(best, _weakly_labelled(fact, lines))


def _weakly_labelled(fact: Fact, lines: list[str]) -> Found:
    """A fact after a label so common (时间, 机构) that only the value tells; a date is no office hour."""
    weak = words_of()[fact].weak
    for number, line in enumerate(lines) if weak else ():
        match = weak.search(line) if weak else None
        if match is None:
            continue
        here = match[0].rstrip()[-1:] in ("】", "]", ":")
        values = [line[match.end() :]] if here else [_next_value(lines, number), *_under_head(lines, number)]
        for value in (next_label().split(value, maxsplit=1)[0] for value in values):
            if not _DATED.search(value) and _judged(fact, value).state is State.PRESENT:
                return Found(state=State.PRESENT, value=value[:VALUE_LIMIT])
    return Found(state=State.ABSENT)


def _names(line: str, labels: frozenset[str], *, heading: bool) -> bool:
    """Whether a line is a label; as a heading it may bear the name of the body before it (县统计局主要职责)."""
    bare = _bare_label(line)
    if bare in labels or _JOINTS.sub("", bare) in labels:
        return True
    return heading and any(
        bare.endswith(label)
        and (len(label) >= HEADING_LABEL or label in _DUTIES)
        and _OF_BODY.search(bare[: -len(label)])
        for label in labels
    )


def _spaced_value(fact: Fact, line: str) -> str:
    """What stands after a label and white space, where it reads like the fact (办公地址　示例路1号)."""
    match = words_of()[fact].spaced.match(_NUMBERING.sub("", line, count=1))
    value = match[1].strip()[:VALUE_LIMIT] if match else ""
    if fact is Fact.HEAD:
        return value if NAME.fullmatch(value) and read_name(value) is None else ""
    return value if _VALUES[fact].search(value) else ""


def _glued_value(fact: Fact, line: str) -> str:
    """What stands right after a label, of two elements in a line, where it begins as such a fact does."""
    begins = _BEGINS.get(fact)
    match = (
        words_of()[fact].glued.match(_NUMBERING.sub("", line, count=1)) if begins and len(line) <= VALUE_LIMIT else None
    )
    value = match[1] if match else ""
    return value if begins and begins.match(value) and _VALUES[fact].search(value) else ""


def _below(fact: Fact, lines: list[str], number: int, links: frozenset[str]) -> Found:
    """What follows a label that is a line, a cell or a heading by itself."""
    following = lines[number + 1 : number + 1 + PROSE_LINES]
    if not following:
        return Found(state=State.EMPTY)
    in_row = not lines[number].rstrip().endswith(":")  # 办公地址: below a heading 联系方式 is no head of a column
    if in_row and (is_label(following[0]) or (number and is_label(lines[number - 1]))):
        values = [value for value in _under_head(lines, number) if value not in links]
        if values or is_label(following[0]):
            told = (_judged(fact, value) for value in values or [""])
            return min(told, key=lambda found: RANK[found.state])
    if _begins_label(following[0]):
        return Found(state=State.EMPTY)
    if fact in (Fact.DUTIES, Fact.SETUP):
        return _prose(fact, following)
    return _judged_below(fact, following[0])


def _judged_below(fact: Fact, value: str) -> Found:
    """What stands on the line below a label: a field of its own (QQ：123456) leaves it empty."""
    found = _judged(fact, value)
    return Found(state=State.EMPTY) if found.state is State.UNCLEAR and _FIELD.match(value) else found


def _under_head(lines: list[str], number: int) -> list[str]:
    """What may stand below a label in a row of heads: as many lines after the row as the label is from its beginning.

    The first of the row may be the heading above it (联系方式, then 地址, 电话).
    """
    start = end = number
    while start and is_label(lines[start - 1]):
        start -= 1
    while end + 1 < len(lines) and is_label(lines[end + 1]):
        end += 1
    values = lines[end + 1 : end + 2 + end - start]
    if any(is_label(value) and not _OFFICE.search(value) for value in values):
        return []
    whole = values[number - start : number - start + 1] if len(values) > end - start else []
    headed = values[number - start - 1 : number - start] if start < number and len(values) >= end - start else []
    return [value for value in (*whole, *headed) if value]


def _prose(fact: Fact, following: list[str]) -> Found:
    block: list[str] = []
    for line in following:
        if _begins_label(line):
            break
        block.append(line)
    value = " ".join(block)
    return _judged(fact, value)


def _next_value(lines: list[str], number: int) -> str:
    """The line after a label that ends its line, unless that is a label again."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return "" if _begins_label(following) else following


def _begins_label(line: str) -> bool:
    """Whether a line is a label or begins with one: what stands before it has no value there."""
    bare = _NUMBERING.sub("", line, count=1)
    glued = _POST.match(bare) or any(_glued_value(fact, line) for fact in _BEGINS)
    return is_label(line) or bool(glued) or next_label().match(bare) is not None


def _judged(fact: Fact, value: str) -> Found:
    value = value.strip()[:VALUE_LIMIT]
    if _PLACEHOLDER.fullmatch(value):
        return Found(state=State.EMPTY, value=value)
    told = _VALUES[fact].search(value) and not (fact is Fact.ADDRESS and "号" not in value and _SENT_ON.search(value))
    return Found(state=State.PRESENT if told else State.UNCLEAR, value=value)


def _by_idea(fact: Fact, lines: list[str], found: Found) -> Found:
    """On a page of its own a fact needs no label: prose of duties, names of sections, names beside offices."""
    if fact is Fact.DUTIES:
        sections = {line for line in lines if _SECTION_SAYS.match(_NUMBERING.sub("", line, count=1))}
        own = [line for line in lines if len(sections) < 2 or line not in sections]
        short = [line for line in own if _DUTY.match(line)]  # 拟订发展规划。指导监督工作。
        prose = next(filter(_says_duties, own), "" if len(short) < 2 else short[0])
        return Found(state=State.PRESENT, value=prose[:VALUE_LIMIT]) if prose else found
    if fact is Fact.SETUP:
        plain = [_NUMBERING.sub("", line, count=1) for line in lines]
        names = [line for line in plain if (len(line) <= 20 and _SECTION.search(line)) or _SECTION_SAYS.match(line)]
        listed = "、".join(names[:4]) if len(names) >= 2 else next(filter(_names_sections, lines), "")
        return Found(state=State.PRESENT, value=listed[:VALUE_LIMIT]) if listed else found
    if fact is Fact.HEAD:
        roles = any(len(line) <= 30 and (re.search(ROLES, line) or PRESIDING.search(line)) for line in lines)
        names = [line for line in lines if NAME.fullmatch(line) and not is_label(line) and read_name(line) is None]
        offices = (match for line in lines if (match := NAME_AND_ROLE.match(line)))
        names += [match[0] for match in offices if read_name(match[1]) is None]
        cards = (m for line in lines for m in (CARD.match(line), PRESIDES.match(line), NAMED.search(line)) if m)
        names += [match[0] for match in cards if is_person(match[1]) and not match[1].startswith(("党", "常务"))]
        return Found(state=State.PRESENT, value=names[0]) if roles and names else found
    return found


def _sections(lines: Iterable[str]) -> list[str]:
    """The lines that are names of sections (综合科), or that say what one does (综合科。负责文电。)."""
    plain = [_NUMBERING.sub("", line, count=1) for line in lines]
    return [line for line in plain if _SECTION_NAME.fullmatch(line) or _SECTION_SAYS.match(line)]


def _names_sections(line: str) -> bool:
    """Whether a line is a row of names of sections: 办公室、规划财务科、监督管理科."""
    return sum(map(bool, map(_SECTION.search, _BETWEEN.split(line)))) >= SECTIONS


def _says_duties(line: str) -> bool:
    """Whether a line is a sentence of duties; 内设城市管理办公室 only names sections."""
    does = _DOES.search(line) is not None
    least = SURE_PROSE if does else PROSE
    if _WAY_BACK.match(line) or (not does and (_SETS_UP.search(line) or _names_sections(line))):
        return False  # the names of bodies are full of 保障, 管理 and 监督
    return len(line) >= least and _VALUES[Fact.DUTIES].search(line) is not None


def _bare_label(line: str) -> str:
    if len(line) > 24:
        return ""
    bare = re.sub(r"\s+", "", _NUMBERING.sub("", line, count=1)).strip(":【】[]<>|·")
    bare = re.sub(r"(?<=[\u4e00-\u9fff]{2})[A-Za-z]{3,}$", "", bare)  # 内设机构 Departments
    return re.sub(r"(?<=.{2})\([^()]{1,6}\)$", "", bare).strip("()")  # 电话(传真)
