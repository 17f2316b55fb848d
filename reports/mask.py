"""Personal numbers in free text, covered before anything leaves the house. Pure.

ID numbers (GB 11643-1999: 18 digits, and the 15 of before), mobile numbers and bank cards (Luhn). Covered on
likeness: a mistyped ID number is still somebody's. Addresses stay as they are, for a finding must be found again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from reports.model import CheckSummary, Dossier, FindingRow
from reports.scores import ScoreItem, ScoreSheet

_GAP = r"[ \u00a0\u3000\-‐-―－]?"
_LONG_ENOUGH = re.compile(rf"\d(?:{_GAP}\d){{10}}")
# Addresses, and hashes that may hold a long run of digits.
_KEPT = re.compile(
    r"https?://[^\s\"'<>,;\u0080-\U0010ffff]+|(?<![0-9a-z])(?=(?:\d*[a-f]){5})[0-9a-f]{20,}(?![0-9a-z])", re.IGNORECASE
)

# First two digits of a residence code (GB/T 2260).
_PROVINCES = frozenset(
    code
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83), (91, 91))
    for code in range(first, last + 1)
)


def _like_id(digits: str) -> bool:
    """A province and a day of birth; the check digit is not asked for."""
    birth = digits[6:14] if len(digits) > 15 else "19" + digits[6:12]
    return (
        int(digits[:2]) in _PROVINCES
        and birth[:2] in ("18", "19", "20")
        and 1 <= int(birth[4:6]) <= 12
        and 1 <= int(birth[6:8]) <= 31
    )


def _like_card(digits: str) -> bool:
    """A first digit that banks use, and the Luhn sum (ISO/IEC 7812-1)."""
    doubled = (int(sign) * (1 + at % 2) for at, sign in enumerate(reversed(digits)))
    return digits[0] in "34569" and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _like_mobile(digits: str) -> bool:
    return digits[0] == "1" and digits[1] in "3456789"


class _Rule(NamedTuple):
    """A form of number: its pattern (the group is what gets covered), a closer look, how many digits stay."""

    pattern: re.Pattern[str]
    like: Callable[[str], bool]
    head: int
    tail: int

    def cover(self, hit: re.Match[str]) -> str:
        """The hit with all digits but the first and last few made stars, where the closer look agrees."""
        number = hit["number"]
        places = [at for at, sign in enumerate(number) if sign.isdecimal() or sign in "XxＸｘ"]
        digits = "".join(str(int(number[at])) for at in places if number[at].isdecimal())
        if not self.like(digits):
            return hit[0]
        hidden = frozenset(places[self.head : len(places) - self.tail])
        shown = "".join("*" if at in hidden else sign for at, sign in enumerate(number))
        return hit[0].removesuffix(number) + shown


_RULES = (
    _Rule(
        re.compile(rf"(?<!\d)(?P<number>\d{{6}}{_GAP}(?:\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ]|\d{{6}}{_GAP}\d{{3}}))(?!\d)"),
        _like_id,
        head=3,
        tail=2,
    ),
    _Rule(
        re.compile(rf"(?<!\d)(?P<number>\d{{16,19}}|\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?)(?!\d)"),
        _like_card,
        head=4,
        tail=4,
    ),
    _Rule(
        re.compile(rf"(?<!\d)(?:(?:\+|＋|00)?86{_GAP})?(?P<number>\d{{3}}{_GAP}\d{{4}}{_GAP}\d{{4}})(?!\d)"),
        _like_mobile,
        head=3,
        tail=4,
    ),
)


def _mask_piece(text: str) -> str:
    """Cover until nothing is left to cover: what one number hid may stand beside another."""
    before = ""
    while before != text:
        before = text
        for rule in _RULES:
            text = rule.pattern.sub(rule.cover, text)
    return text


def mask(text: str) -> str:
    """The text with ID, mobile and bank card numbers covered; addresses and hashes in it are left."""
    if not _LONG_ENOUGH.search(text):
        return text
    parts: list[str] = []
    start = 0
    for kept in _KEPT.finditer(text):
        parts += [_mask_piece(text[start : kept.start()]), kept[0]]
        start = kept.end()
    return "".join([*parts, _mask_piece(text[start:])])


def mask_value(value: Any) -> Any:
    """JSON-like data with every text in it masked, keys too."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {mask(key) if isinstance(key, str) else key: mask_value(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [mask_value(item) for item in value]
    return value


def mask_row(row: FindingRow) -> FindingRow:
    """The finding with its free text masked."""
    return replace(
        row,
        subject=mask(row.subject),
        message=mask(row.message),
        places=tuple(place._replace(text=mask(place.text)) for place in row.places),
        evidence=mask_value(row.evidence),
    )


def _mask_item(item: ScoreItem) -> ScoreItem:
    return replace(item, reasons=tuple(map(mask, item.reasons)))


def _mask_sheet(sheet: ScoreSheet) -> ScoreSheet:
    return replace(
        sheet,
        items=tuple(map(_mask_item, sheet.items)),
        notes=tuple(map(mask, sheet.notes)),
        document=mask_value(sheet.document),
    )


def _mask_summary(summary: CheckSummary) -> CheckSummary:
    return replace(summary, reason=mask(summary.reason))


def masked(dossier: Dossier, *, with_findings: bool = True) -> Dossier:
    """The dossier as it may leave; a writer that masks findings as they pass leaves them out here."""
    return replace(
        dossier,
        findings=tuple(map(mask_row, dossier.findings)) if with_findings else (),
        scorecards=tuple(map(_mask_sheet, dossier.scorecards)),
        outcomes=tuple(map(_mask_summary, dossier.outcomes)),
        coverage=replace(dossier.coverage, notes=tuple(map(mask, dossier.coverage.notes))),
    )
