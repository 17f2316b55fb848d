"""Reading the title of an annual report: whose it is and of which year."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from evidence.report_grid import compact
from evidence.yaml_text import read_yaml

TITLE_LIMIT = 120
CACHED = 4096  # the links of the template come back on every page
CHINESE_DIGITS = str.maketrans("〇○◯零一二三四五六七八九", "0000123456789")

_YEAR = re.compile(r"(20\d\d|二[〇○◯零0][〇○◯零0一二三四五六七八九]{2})(?:年度?|度)")
_PERIOD = re.compile(r"(20\d\d)年1月1日(?:起)?[,，]?(?:至|到|[-—–－~～]+)")
_BEFORE = re.compile(r"^(.*?)(?:政府)?(?:信息公开|政务公开)")
# A notice by which a report is put up holds the report.
_WRAPPED = re.compile(r"关于(?:公布|发布|公开|印发)《(.+(?:报告|年报))》的(?:公告|通告|通知|公示)")
_ORNAMENT = re.compile(r"^(?:关于(?:发布|公布|公开|印发)?)|[《》“”\"'\[\]【】()·.\-_:]")


class ReportTitle(NamedTuple):
    """What a title says: the body it names ("" when none) and the year reported on (None when none)."""

    body: str
    year: int | None


@lru_cache(maxsize=CACHED)
def read_title_in_column(text: str) -> ReportTitle | None:
    """The title of a row of the column itself, where 2025年年度报告 or 2025年 is enough."""
    found = read_title(text)
    if found or not 4 <= len(text) <= TITLE_LIMIT:
        return found
    words = compact(text)
    year = _YEAR.search(words)
    rest = _YEAR.sub("", words)
    if year is None or _is_other(words, rest):
        return None
    if rest and not rest.endswith(("年度报告", "年报", "工作报告", "报告", "年度")):
        return None
    body = re.sub(r"(?:年度?|工作|年度工作)?(?:报告|年报|年度)$", "", rest)
    return ReportTitle(body if len(body) > 1 else "", _number(year[1]))


@lru_cache(maxsize=CACHED)
def read_title(text: str) -> ReportTitle | None:
    """The title of an annual report; None for anything else, such as a notice, an explanation or another report."""
    if not 4 <= len(text) <= TITLE_LIMIT or "公开" not in text:
        return None
    words = compact(text)
    wrapped = _WRAPPED.fullmatch(words)
    words = wrapped[1] if wrapped else words
    before = _BEFORE.match(words)
    data = _words()
    if before is None:
        return None
    rest = words[before.end() - len("信息公开") :]
    if _is_other(words, rest):
        return None
    cut = words.endswith("..") and rest.rstrip(".").endswith(("年度", "工作", "公开", "年"))
    if not cut and not any(name in rest for name in data["report"]):
        return None
    year = _YEAR.search(words)
    body = _ORNAMENT.sub("", _YEAR.sub("", before[1])).removesuffix("关于")
    return ReportTitle(f"{body}政府" if body.endswith("人民") else body, _number(year[1]) if year else None)


@lru_cache(maxsize=CACHED)
def joint_year(text: str) -> int | None:
    """The year of a notice that a body's report is written together with another body's; None for anything else."""
    if "公开" not in text or len(text) > TITLE_LIMIT or not any(word in text for word in _words()["joint"]):
        return None
    year = _YEAR.search(compact(text))
    return _number(year[1]) if year and ("年报" in text or "报告" in text) else None


def year_of_period(text: str) -> int | None:
    """The year a report says it covers (1 January to 31 December)."""
    found = _PERIOD.search(compact(text[:6000]))
    return int(found[1]) if found else None


def ends_like(name: str, kind: str) -> bool:
    """Whether a name ends like a body of a kind: `departments`, `towns`, `governments`."""
    return name.endswith(tuple(_words()[kind]))


def _number(text: str) -> int:
    return int(text.translate(CHINESE_DIGITS))


def _is_other(words: str, rest: str) -> bool:
    """Whether a title is about a report (a notice, an explanation) or of another kind of report."""
    data = _words()
    return any(name in words for name in data["not_a_report"]) or any(name in rest for name in data["not_after"])


@cache
def _words() -> Mapping[str, list[str]]:
    source = (files("checks") / "data" / "annual_report.yaml").read_text(encoding="utf-8")
    words: Mapping[str, list[str]] = read_yaml(source)
    return words
