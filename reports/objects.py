"""Findings and dossiers as plain JSON objects: contract names in contract order, times ISO 8601, numbers as numbers."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from evidence.records import Place
from reports.model import CheckSummary, Dossier, FindingRow, RubricItem

FINDING_FIELDS = (
    "fingerprint",
    "site",
    "unit",
    "check",
    "code",
    "outcome",
    "page_url",
    "target_url",
    "subject",
    "message",
    "places",
    "status",
    "first_seen",
    "last_seen",
    "run",
    "evidence",
    "rubric_items",
)

_LINE_END = re.compile("[\x85\u2028\u2029]")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")


def whole(text: str) -> str:
    """The text as UTF-8 can hold it: halves of characters become the replacement character."""
    return text if text.isprintable() else _HALF_CHARACTER.sub("\ufffd", text)


def iso(moment: datetime) -> str:
    """ISO 8601 with offset; a time without one is a fault of ours."""
    if moment.utcoffset() is None:
        raise ValueError(f"a time without offset: {moment!r}")
    return moment.isoformat()


def number(value: Decimal) -> int | float | None:
    """A decimal as the JSON number a person would write: 2, 0.5; what is no number is null."""
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Any) -> Any:
    """Any value as what JSON knows; the order of mappings is kept."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return number(value)
        case Enum():
            return plain(value.value)
        case str():
            return whole(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {whole(str(key)): plain(item) for key, item in value.items()}
        case bytes() | bytearray():
            return value.decode("utf-8", "replace")
        case AbstractSet():
            return sorted((plain(item) for item in value), key=str)
        case Sequence():
            return [plain(item) for item in value]
        case _:
            return whole(str(value))


def dumps(value: Any) -> str:
    """One line of JSON, for every reader of lines: some end one at U+0085, U+2028 or U+2029."""
    text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False)
    return _LINE_END.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def place_object(place: Place) -> dict[str, str]:
    """Where a fault stands: page, words of the link, kind of element."""
    return {"page_url": place.page_url, "text": place.text, "kind": str(place.kind.value)}


def rubric_item_object(item: RubricItem) -> dict[str, Any]:
    """The item of a rubric and the points, null where not settled."""
    return {"rubric": item.rubric, "item": item.item, "points": item.points}


def finding_object(row: FindingRow) -> dict[str, Any]:
    """The finding with the fields of the contract and no others."""
    fields = {name: getattr(row, name) for name in FINDING_FIELDS}
    fields |= {
        "places": [place_object(place) for place in row.places],
        "status": row.status.value,
        "first_seen": iso(row.first_seen),
        "last_seen": iso(row.last_seen),
        "rubric_items": [rubric_item_object(item) for item in row.rubric_items],
    }
    return fields


def summary_object(summary: CheckSummary) -> dict[str, Any]:
    """What one check said."""
    return {
        "check": summary.check,
        "title": summary.title,
        "outcome": summary.outcome.value,
        "reason": summary.reason,
        "looked_at": summary.looked_at,
        "problems": summary.problems,
        "doubts": summary.doubts,
    }


def dossier_head(dossier: Dossier) -> dict[str, Any]:
    """All of a dossier but its findings."""
    coverage = dossier.coverage
    return {
        "site": dossier.site,
        "name": dossier.name,
        "url": dossier.url,
        "unit": dossier.unit.name if dossier.unit else "",
        "run": dossier.run,
        "observed_at": iso(dossier.observed_at),
        "exported_at": iso(dossier.exported_at),
        "coverage": {
            "pages": coverage.pages,
            "addresses": coverage.addresses,
            "complete": coverage.complete,
            "notes": coverage.notes,
        },
        "outcomes": [summary_object(summary) for summary in dossier.outcomes],
        "scorecards": [sheet.document for sheet in dossier.scorecards],
    }
