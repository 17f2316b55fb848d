"""Which documents owe an interpretation, and which are a superior's that a site only reposts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_ISSUER = re.compile(r"^(.{2,60}?)(?:关于|印发|《|令)")
_PLACE = re.compile(
    r"^《?([\u3400-\u9fff]{2,6}?(?:省|自治区|自治州|(?<!城)市(?!场|政|民|容)|(?<![社小园景林灾地片])区(?!域)|县|旗))"
)
_LEVELS = (  # the lowest level a name gives stands last in it
    (0, re.compile(r"[镇乡](?!村|镇)|街道")),
    (1, re.compile(r"(?<!自治)(?<!地)区(?!域|间|块|划)|县|(?<!盟)旗(?=人民政府|政府|$)")),
    (2, re.compile(r"市(?!场|政|民|容|域|区)|自治州|盟(?=行政|公署)|地区")),
    (3, re.compile(r"省|自治区|(?:北京|上海|天津|重庆)市")),
)
NATIONAL = 4
# Names within names, and those of typists who lack 《》, are set between these.
_MARKS = str.maketrans("〈〉﹤﹥<>", "《》《》《》")


class Owing(Enum):
    """Whether a document owes an interpretation."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Titles of one kind, and why they owe an interpretation or none."""

    name: str
    pattern: re.Pattern[str]
    owing: Owing
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What a title says, with the reason in Chinese."""

    owing: Owing
    reason: str = ""


def owed_by(title: str, site_name: str) -> Owed:
    """Whether the document of this title owes an interpretation on the site of this name."""
    title = re.sub(r"\s+", "", title).translate(_MARKS)
    if is_superior(title, site_name):
        return Owed(owing=Owing.NO, reason="上级文件，解读由原发文机关负责")
    for rule in _rules():
        if rule.pattern.search(title):
            return Owed(owing=rule.owing, reason=rule.reason)
    return Owed(owing=Owing.UNCLEAR, reason="从标题看不出是否应当解读")


def is_superior(title: str, site_name: str) -> bool:
    """Whether a title names an issuer above the body whose site this is."""
    issuer = _ISSUER.match(title) or _PLACE.match(title)
    if issuer is None:
        return False
    own, theirs = _level(site_name), _level(issuer[1])
    if theirs is None:
        return False
    # A site that does not say whose it is may be anybody's but the State Council's.
    return theirs > own if own is not None else theirs == NATIONAL and "国务院" not in site_name


def _level(name: str) -> int | None:
    lowest = next((level for level, pattern in _LEVELS if pattern.search(name)), None)
    if lowest is None and _national().search(name):
        return NATIONAL
    return lowest


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            name=entry["name"],
            pattern=re.compile(entry["pattern"]),
            owing=Owing.YES if entry["owes"] else Owing.NO,
            reason=entry["reason"],
        )
        for entry in _data()["rules"]
    )


@cache
def _national() -> re.Pattern[str]:
    return re.compile(_data()["national"])


@cache
def _data() -> Mapping[str, Any]:
    source = (files("checks") / "data" / "interpretation_policies.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.safe_load(source)
    return data
