"""Whether the values of page tags are real and well formed: placeholders, domains, codes, dates."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from evidence.urls import host_of
from evidence.yaml_text import read_yaml

_HOST = re.compile(
    r"(?:[a-z0-9\u4e00-\u9fff](?:[a-z0-9\-\u4e00-\u9fff]*[a-z0-9\u4e00-\u9fff])?\.)+[a-z\u4e00-\u9fff]{2,}"
)
_SEVERAL = re.compile(r"[,，;；、|\s]+")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_ALMOST = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_LOOSE = re.compile(
    r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?(?:\D{1,3}(\d{1,2})\s*[:：时]\s*(\d{1,2}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What a SiteDomain says: the hosts named, and whether it is a bare host or written as an address."""

    hosts: tuple[str, ...]
    bare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PubDate:
    """A PubDate: the moment, None where it is none; whether it has the form asked for; whether it has a time."""

    moment: datetime | None
    form: str  # "good", "almost" (a date alone, ISO 8601), "loose" (another readable form), "none"
    timed: bool = False


def is_placeholder(tag: str, value: str) -> bool:
    """Whether a value only holds the place of one."""
    return _placeholders()[tag].fullmatch("".join(value.split())) is not None


def read_domain(value: str) -> Domain:
    """The hosts a SiteDomain names; none where it names no host at all."""
    hosts, bare = [], True
    for part in filter(None, _SEVERAL.split(value.strip().lower())):
        host = host_of(part if "://" in part else f"http://{part}").partition(":")[0]
        bare = bare and part == host
        if _HOST.fullmatch(host) or is_address(host):
            hosts.append(host)
    return Domain(hosts=tuple(hosts), bare=bare)


def is_address(host: str) -> bool:
    """Whether a host is a number, not a name: such a portal is looked at by another way than visitors take."""
    name = host.partition("]")[0].removeprefix("[") if host.startswith("[") else host.partition(":")[0]
    if name == "localhost":
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def read_pub_date(value: str) -> PubDate:
    """A PubDate; the form asked for is yyyy-MM-dd HH:mm, seconds are no fault."""
    for form, pattern in (("good", _DATE), ("almost", _ALMOST), ("loose", _LOOSE)):
        match = pattern.fullmatch(value.strip())
        if match:
            return _dated(match, form)
    return PubDate(moment=None, form="none")


def _dated(match: re.Match[str], form: str) -> PubDate:
    year, month, day, hour, minute = (int(part) if part else 0 for part in match.groups()[:5])
    try:
        moment = datetime(year, month, day, hour, minute)
    except ValueError:
        return PubDate(moment=None, form="none")
    return PubDate(moment=moment, form=form, timed=match[4] is not None)


@cache
def _placeholders() -> Mapping[str, re.Pattern[str]]:
    data: Mapping[str, Any] = read_yaml((files("checks") / "data" / "page_tags.yaml").read_text(encoding="utf-8"))
    common = [str(pattern) for pattern in data["any"]]
    # Every pattern by itself, so that the groups of one do not shift those of another.
    return {tag: _any_of([*common, *map(str, own)]) for tag, own in data["tags"].items()}


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)
