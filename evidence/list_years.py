"""The year that stands once above rows of months and days: 2025年, then 11月20日, 10月8日."""

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from evidence.date_text import Confidence, DateFound, DateSource, as_date

HEADING = 8
CLIMB = 2
SIBLINGS_ABOVE = 2  # elements between a heading and the list below it
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*(?:年度?)?\s*")


@dataclass(slots=True)
class YearAbove:
    """The years above the rows of one list, asked row by row from the top."""

    _row: int = 0
    _year: int | None = None

    def settle(self, found: DateFound | None, node: LexborNode) -> DateFound | None:
        """The date of a row in the year of the heading above it; as it was where the row itself tells the year."""
        implied = found is not None and found.source is DateSource.YEAR_IMPLIED
        self._year = self._above(node) if implied else self._year
        self._row = node.mem_id
        if found is None or not implied or self._year is None or found.confidence is Confidence.HIGH:
            return found
        value = as_date(self._year, found.value.month, found.value.day)
        return replace(found, value=value, confidence=Confidence.HIGH) if value else found

    def _above(self, node: LexborNode) -> int | None:
        before = node.prev
        while before is not None:
            if before.mem_id == self._row:
                return self._year
            year = _year_of(before)
            if year is not None:
                return year
            before = before.prev
        above = node.parent
        for _ in range(CLIMB):
            year = _just_before(above)
            if year is not None or above is None:
                return year
            above = above.parent
        return None


def _just_before(node: LexborNode | None) -> int | None:
    """The year in one of the nearest elements before a list."""
    before, seen = node.prev if node is not None else None, 0
    while before is not None and seen < SIBLINGS_ABOVE:
        year = _year_of(before)
        if year is not None:
            return year
        seen += before.is_element_node
        before = before.prev
    return None


def _year_of(node: LexborNode) -> int | None:
    """The year a node is, unless years stand side by side, to choose from."""
    year = _told(node)
    beside = node.prev if year is not None else None
    while beside is not None and not beside.is_element_node:
        beside = beside.prev
    return None if beside is not None and _told(beside) is not None else year


def _told(node: LexborNode) -> int | None:
    words = node.text(strip=True) if node.tag not in ("script", "style", "select") else ""
    match = _YEAR.fullmatch(words) if len(words) <= HEADING else None
    return int(match[1]) if match else None
