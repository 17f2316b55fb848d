"""The six parts of an annual report by their headings, as reports really write them."""

import re
from collections.abc import Iterable

from evidence.report_grid import compact
from evidence.report_model import PARTS

# 一、 or 第一部分 at the head of a line. A bracketed （一） heads a section, unless its number is that of the part.
_NUMERAL = r"(?:第?[一二三四五六七八]部分[、.:]?|[一二三四五六七八][、.,:]?)"
_AND = r"(?:、|和|及|与|以及)?"
_OF = r"(?:的)?"
_NAMES: tuple[str, ...] = (
    rf"(?:政府信息公开|政务公开)?(?:工作)?{_OF}(?:总体|基本)(?:工作)?(?:情况|概况)|概述",
    rf"(?:行政机关)?主动公开(?:政府)?信息{_OF}(?:总体)?情况|政府信息主动公开{_OF}情况|主动公开情况",
    rf"(?:行政机关)?(?:收到|受理){_AND}(?:处理|办理){_OF}(?:政府)?信息公开申请{_OF}情况"
    rf"|依申请公开(?:政府信息)?{_OF}情况",
    rf"(?:因)?(?:政府信息公开)?(?:工作)?(?:被)?(?:申请|提起|引发的?)?行政复议{_AND}(?:被)?(?:提起)?(?:行政)?诉讼{_OF}情况",
    rf"(?:政府信息公开)?(?:工作)?存在{_OF}(?:主要)?(?:问题|不足)",
    rf"(?:其他|其它)(?:需要|须|需)(?:要)?报告{_OF}(?:事项|情况|内容)",
)
_NUMBERED = tuple(
    # An Arabic number counts only where it is the part's own: 1. and 2. also head sections of the first part.
    (part, re.compile(rf"(?:{_NUMERAL}|{part}[、.,:]?|\({'一二三四五六'[part - 1]}\))(?:{name})"))
    for part, name in enumerate(_NAMES, 1)
)
_BARE = {compact(name): part for part, name in enumerate(PARTS, 1)}
_ALONE = re.compile(_NUMERAL)


def parts_of(lines: Iterable[str]) -> frozenset[int]:
    """The numbers of the parts that have a heading: numbered at the head of a line, or alone on a line by full name."""
    found: set[int] = set()
    numeral = ""
    for line in lines:
        words = compact(line)
        if not words:
            continue
        found.update(part for part, pattern in _NUMBERED if pattern.match(numeral + words))
        if words in _BARE:
            found.add(_BARE[words])
        # A numeral may stand in an element of its own.
        numeral = words if _ALONE.fullmatch(words) else ""
    return frozenset(found)
