"""The words by which the six facts of a body are known: labels, and the columns that hold them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from evidence.yaml_text import read_yaml


class Fact(StrEnum):
    """One fact; the value is its Chinese name."""

    DUTIES = "机构职能"
    SETUP = "机构设置"
    ADDRESS = "办公地址"
    HOURS = "办公时间"
    CONTACT = "联系方式"
    HEAD = "负责人"


# Labels of what stands between the facts.
OTHER_LABELS = frozenset(
    [
        "单位名称",
        "机构名称",
        "部门名称",
        "名称",
        "邮编",
        "邮政编码",
        "传真",
        "电子邮箱",
        "邮箱",
        "网址",
        "序号",
        "联系人",
        "职务",
        "现任职务",
        "分工",
        "工作分工",
        "分管工作",
        "照片",
        "简历",
        "个人简历",
        "工作简历",
        "备注",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one fact: the columns that hold it, its labels, and labels before a colon, white space or nothing.

    `weak` labels mean the fact only where what follows reads like it.
    """

    ideas: tuple[str, ...]
    labels: frozenset[str]
    inline: re.Pattern[str]
    spaced: re.Pattern[str]
    glued: re.Pattern[str]
    weak: re.Pattern[str] | None = None


def _spaced(label: str) -> str:
    """A label whose characters may be set apart (地　址)."""
    return r"\s*".join(map(re.escape, label))


def _alternatives(labels: Iterable[str]) -> str:
    return "|".join(map(_spaced, sorted(labels, key=lambda label: (-len(label), label))))


def _colon(labels: Iterable[str]) -> str:
    alternatives = _alternatives(labels)
    # 财政局办公地址, 清溪镇人民政府地址, but not 邮箱地址
    body = r"[\u4e00-\u9fff]{2,12}?(?:政府|办事处|委员会|管委会|[局厅委办])"
    other = "".join(f"(?<!{word})" for word in ("邮箱", "网站", "邮件", "官网", "公众号", "微博", "网页"))
    named = rf"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{{0,6}}?|{body}){other}"
    return rf"{named}(?:{alternatives})(?:\([^()]{{0,12}}\))?[为是]?\s*(?:[】\]]\s*:?|:)\s*"


def _weak(entry: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Words that mean the fact only where what follows reads like it, or None."""
    words = [*entry.get("weak", ()), *entry.get("parts", ())]
    pattern = rf"(?:^|[\s;。,【\[])(?:{_alternatives(words)})(?:\s*[】\]]\s*:?|\s*:\s*|$)"
    return re.compile(pattern) if words else None


@cache
def words_of() -> Mapping[Fact, Words]:
    """The words of every fact, read once a process."""
    return {
        Fact(entry["name"]): Words(
            ideas=tuple(entry["ideas"]),
            labels=frozenset(entry["labels"]),
            inline=re.compile(_colon(entry["labels"])),
            spaced=re.compile(rf"(?:{_alternatives(entry['labels'])})\s+(.+)"),
            glued=re.compile(
                rf"(?:{_alternatives([*entry['labels'], *entry.get('weak', ())])})(?:\([^()]{{1,6}}\))?(.+)"
            ),
            weak=_weak(entry),
        )
        for entry in _entries()
    }


def _entries() -> list[dict[str, Any]]:
    data: Any = read_yaml((files("checks") / "data" / "unit_profile.yaml").read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = data["facts"]
    return entries


@cache
def all_labels() -> frozenset[str]:
    """The labels of any fact, and those of what stands between them."""
    weak = frozenset(label for entry in _entries() for label in entry.get("weak", ()))
    return frozenset(label for words in words_of().values() for label in words.labels) | weak | OTHER_LABELS


@cache
def next_label() -> re.Pattern[str]:
    """Where the next label of any kind begins in a line."""
    return re.compile(r"(?:^|(?<=[\s。;,、|]))[【\[]?" + _colon(all_labels()))
