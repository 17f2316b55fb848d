"""The word lists of hidden-links, and which hosts and words they hold."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from evidence.bad_words import any_of, bad_in
from evidence.urls import host_of
from evidence.yaml_text import read_yaml

CACHED = 65_536

_SECOND_LEVEL = re.compile(r"(?:^|\.)(?:com|net|org|gov|edu|ac|mil|[a-z]{2})\.cn$")


class Words(NamedTuple):
    """The packaged lists and what the options add to them."""

    extra: tuple[str, ...]
    bad_hosts: re.Pattern[str]
    shared_hosts: re.Pattern[str]
    spam: re.Pattern[str]
    trusted: tuple[str, ...]

    @property
    def trusting_nobody(self) -> "Words":
        """The same lists for whom every host but the page's own leads out."""
        return self._replace(trusted=())

    def bad_in(self, text: str) -> tuple[str, ...]:
        """The bad words of a text, each once; none where the text speaks against such things."""
        return bad_in(text, self.extra)

    def bad_host(self, url: str) -> bool:
        """Whether the name of a host is made of bad words."""
        return self.bad_hosts.search(_name(url)) is not None

    def shared_host(self, url: str) -> bool:
        """Whether the name of a host is made of words that towns and firms bear too."""
        return self.shared_hosts.search(_name(url)) is not None


@cache
def words(extra: tuple[str, ...] = (), trusted: tuple[str, ...] = ()) -> Words:
    """The lists, read once a process for each set of additions."""
    source = (files("checks") / "data" / "hidden_links.yaml").read_text(encoding="utf-8")
    data: Mapping[str, list[str]] = read_yaml(source)
    bad, shared = ("|".join(map(re.escape, data[key])) for key in ("bad_hosts", "shared_hosts"))
    return Words(
        extra=extra,
        bad_hosts=re.compile(
            rf"(?:^|[.\-\d])(?:{bad})(?=[.\-\d]|$)|(?:\d(?:{shared})(?=[.\-\d])|(?:^|[.\-])(?:{shared})\d)"
        ),
        shared_hosts=re.compile(rf"(?:^|[.\-])(?:{shared})(?=[.\-])"),
        spam=any_of(data["spam_words"]),
        trusted=(*data["trusted"], *trusted),
    )


def _name(url: str) -> str:
    """The host of an address in lower case, without its port."""
    return host_of(url).partition(":")[0].lower()


class Verdicts(dict[str, bool]):
    """Whether addresses lead to a host that is neither the page's own nor one offices link to; each told once."""

    def __init__(self, trusted: tuple[str, ...], own: str) -> None:
        super().__init__()
        self._trusted = trusted
        self._own = registered(own)

    def __missing__(self, target: str) -> bool:
        if len(self) > CACHED:
            self.clear()
        self[target] = told = self._leads_out(target)
        return told

    def _leads_out(self, target: str) -> bool:
        if not target.startswith(("http:", "https:")):
            return False
        host = _name(target)
        if not host or "." not in host or registered(host) == self._own:
            return False
        return not any(host == one or host.endswith("." + one) for one in self._trusted)


@lru_cache(maxsize=16)
def leading_out(words: Words, own: str) -> Verdicts:
    """Which addresses lead out, seen from the pages of one host."""
    return Verdicts(words.trusted, own)


def registered(host: str) -> str:
    """The part of a host that is registered as one (`www.a.com.cn` → `a.com.cn`)."""
    labels = host.partition(":")[0].lower().split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return ".".join(labels)
    keep = 3 if _SECOND_LEVEL.search(".".join(labels[-2:])) else 2
    return ".".join(labels[-keep:])
