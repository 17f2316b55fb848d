"""How much two readings of a page say the same, whatever changes at every visit: times, counters, tokens."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from evidence.html import decode
from evidence.visible import read_visible

_CHANGING = re.compile(r"[A-Za-z_-]*\d[\w-]*|[\W_]+|星期[一二三四五六日天]|[上下]午|凌晨|早上|中午|晚上")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a page says, reduced to what stays: its title and how often each pair of characters stands in its text."""

    title: str
    pairs: Counter[str]


def read(body: bytes, content_type: str) -> Reading:
    """One reading of a page."""
    text, _ = decode(body, content_type)
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    stays = _CHANGING.sub("", read_visible(tree).text)
    return Reading(
        title=_CHANGING.sub("", title.text()) if title else "",
        pairs=Counter(stays[at : at + 2] for at in range(len(stays) - 1)),
    )


def similarity(one: Reading, other: Reading) -> float:
    """The share of the text that both have (Dice), from 0 to 1; 1 for two pages without text."""
    total = one.pairs.total() + other.pairs.total()
    return 2 * (one.pairs & other.pairs).total() / total if total else 1.0


def likeness(six: Iterable[Reading], four: tuple[Reading, ...]) -> float:
    """How like the readings over IPv6 are to those over IPv4, measured by how like the latter are to each other."""
    best = max((similarity(one, other) for one in six for other in four), default=0.0)
    own = min((similarity(four[0], other) for other in four[1:]), default=1.0)
    return round(min(1.0, best / own) if own else 1.0, 4)
