"""What the pages of a body say of others: those who led it before, and the bodies below it."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

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
