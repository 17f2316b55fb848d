"""What every draft must have whatever it was read from: names and numbers used once, each change said."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rubric_map.draft.model import Draft, DraftGroup, DraftItem

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_DIGITS = re.compile(r"[0-9]+")


def tidied(draft: Draft) -> Draft:
    """The draft with every group title and item number different from the others."""
    return replace(draft, groups=tuple(_groups(draft)))


def _groups(draft: Draft) -> Iterator[DraftGroup]:
    titles: set[str] = set()
    numbers: set[str] = set()
    for group in draft.groups:
        title, doubts = group.title, group.doubts
        if title in titles:
            title = _free(f"{title}（", titles, "）")
            doubts = (*doubts, f"原文有几个名为“{group.title}”的分组，请核对是否为同一组")
        titles.add(title)
        yield replace(group, title=title, doubts=doubts, items=tuple(_items(group, numbers)))


def _items(group: DraftGroup, numbers: set[str]) -> Iterator[DraftItem]:
    for item in group.items:
        number, doubts = item.number, item.doubts
        if not _NUMBER.fullmatch(number):
            number = ".".join(_DIGITS.findall(number)) or str(len(numbers) + 1)
            doubts = (*doubts, f"原文编号为“{item.number}”，改为数字")
        if number in numbers:
            number = _free(f"{number}.", numbers)
            doubts = (*doubts, f"原文编号 {item.number} 重复，改为各不相同")
        numbers.add(number)
        yield replace(item, number=number, doubts=doubts)


def _free(start: str, taken: set[str], end: str = "") -> str:
    return next(name for nth in range(2, len(taken) + 3) if (name := f"{start}{nth}{end}") not in taken)
