"""What the pages of a body say of others: those who led it before, and the bodies below it."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from checks.unit_profile_words import Fact
from evidence.mark_text import one_width

BELOW = 2  # so many names of bodies after a heading make a directory of them
HEADING = 24
TERM_LINE = 30  # a longer line tells a whole life, its present office too

_FORMER = re.compile(
    r"历[任届](?:主要)?(?:领导|负责人|[局区县市镇乡厅院馆]长|主任|书记)(?:班子|成员|名录|名单|一览|简介|表){0,3}"
)
_PRESENT = re.compile(r"现任.{0,10}")
# 赵某（2003—2008年任局长）: a term that is over. 2021年3月至今 is none.
_TERM = re.compile(
    r"(?:19|20)\d\d\s*年?\s*(?:[.\d]{1,3}\s*月?)?\s*[-—–~至到]{1,2}\s*(?:19|20)\d\d\s*年?\s*(?:[.\d]{1,3}\s*月?)?\s*[,，、]?\s*(?:担|历|曾)?任"
)
# 各村（社区）联系方式, 下属单位通讯录, 社区联系方式一览.
_DIRECTORY = re.compile(
    r"(?!.*(?:[科股处]室|部门|内设|机关|局领导))\S{0,10}(?:(?:各|下属|下辖|辖区|所属|直属|基层)\S{1,10}|村居?|社区|站所|卫生院|学校)(?:联系方式|联系电话|办公电话|办公地址|通讯录|电话|地址)(?:一览|名录|汇总)?表?"
)
# The heading of an address book of others: what stands below is theirs. 各科室联系电话 and 各部门 are the body's own.
_BOOK = re.compile(
    r"(?:下属|所属|直属|辖区)[\u4e00-\u9fff、]{0,12}(?:通讯录|通讯方式|联系方式|联系电话|一览表|名录|分布|地址)|"
    r"(?:学校|幼儿园|医院|卫生院|社区|村居|站所|网点)[\u4e00-\u9fff、]{0,6}(?:通讯录|通讯方式|联系方式|联系电话|一览表|名录|分布)"
)
_BELOW = re.compile(r"[\u4e00-\u9fff]{1,12}(?:村|社区|居委会|村委会|站|所|中心|队|院|校|分局|街道|镇|乡)")
_OWN_LABEL = re.compile(r"(?:本?[局镇乡委办]|机关|政府|单位|办公)?\s*(?:地\s*址|电\s*话|地点|时间|联系电话)\s*:")

_BELOW_IT = r"(?:下属|所属|直属|下辖)(?:单位|机构|事业单位|村|社区)[^。;\s]*$"
# What stands before a label, or before what reads like a fact, that makes it somebody's or something else's.
_ELSE = {
    Fact.ADDRESS: re.compile(_BELOW_IT),
    Fact.CONTACT: re.compile(
        rf"{_BELOW_IT}|(?:(?<!电话[/、及和])传真|监督|举报|投诉|信访|纪检|报警|急救|技术支持|社区|医院|学校|村)(?!.*(?:咨询|办公|联系|值班))[\u4e00-\u9fff]{{0,4}}$"
    ),
    Fact.HOURS: re.compile(
        r"(?:停[水电气]|会议|活动|培训|考试|报名|施工|检修|开庭|演出|直播|公示|报送|比赛|展览|值班)[\u4e00-\u9fff]{0,4}时间\s*:?\s*$"
    ),
    Fact.HEAD: re.compile(
        r"(?:历任|历届|前任|往届|第一|驻村|社区|村|支部|项目|采购|标段|课题|活动|现场|安全|网站|栏目)[\u4e00-\u9fff]{0,4}$"
    ),
    Fact.DUTIES: re.compile(r"(?:[科股处站局所队]长|主任|岗位|人员|领导|个人)(?:工作|主要)?职[责能]$"),
}
_REPORTS = re.compile(r"(?:监督|举报|投诉)[\u4e00-\u9fff]{0,6}(?:电话|热线)\s*:?\s*\(?0?\d[\d\-—–() ]{3,}\d")


def of_other(fact: Fact, match: re.Match[str]) -> bool:
    """Whether a label, or what reads like a fact, is of something else: 监督电话, 停水时间, 驻村第一书记."""
    pattern = _ELSE.get(fact)
    before = match.string[: match.start()]
    label = re.split(r"[:\s\d]", match[0], maxsplit=1)[0]
    return pattern is not None and any(map(pattern.search, (before.rstrip(": ("), before + label)))


def reports_to(lines: Iterable[str]) -> str:
    """A telephone for reports and complaints: perhaps the only one that a body gives."""
    return next((match[0] for line in lines if (match := _REPORTS.search(line))), "")


def without_former(lines: Sequence[str]) -> list[str]:
    """The lines without those of terms that are over and of a list of former heads, which ends where 现任 begins."""
    kept, former = [], False
    for line in lines:
        text = one_width(line).strip()
        former = (former or _FORMER.fullmatch(text) is not None) and not _PRESENT.match(text)
        over = len(text) <= TERM_LINE and _TERM.search(text) is not None
        if not former and not over:
            kept.append(line)
    return kept


def before_directory(lines: Sequence[str]) -> list[str]:
    """The lines above a directory of the bodies below: their addresses and telephones are not the body's own."""
    texts = [one_width(line).strip() for line in lines]
    for number, text in enumerate(texts):
        if len(text) <= HEADING and _DIRECTORY.fullmatch(text):
            after = texts[number + 1 :]
            if len([one for one in after if _BELOW.fullmatch(one)]) >= BELOW and not any(map(_OWN_LABEL.match, after)):
                return list(lines[:number])
    return list(lines)


def before_books(lines: Iterable[str], links: frozenset[str]) -> list[str]:
    """The lines above the first address book of others (下属学校通讯录); an entry of a menu is no heading."""
    return list(takewhile(lambda line: len(line) > HEADING or line in links or not _BOOK.search(line), lines))
