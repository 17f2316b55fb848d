"""CSV that opens rightly in a spreadsheet: a BOM, RFC 4180, and no cell a program would run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, BinaryIO

from reports.mask import mask_row
from reports.model import Dossier, FindingRow
from reports.objects import FINDING_FIELDS, dumps, finding_object, iso
from reports.text import clean, escaped

BOM = "\ufeff"

# What spreadsheets take for a formula, full-width signs included, white space before it or not; and the
# characters that some of them skip (OWASP, CSV Injection).
_ACTIVE = re.compile(r"[\t\r\n]|[\s\ufeff\u200b-\u200d\u00ad]*[=+\-@＝＋－＠﹢﹣﹦﹫]")


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _ACTIVE.match(text) else text


def cell(value: Any) -> str:
    """One value as it stands in a cell: numbers stay numbers, texts are neutralised, the rest is JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Enum():
            return neutral(clean(str(value.value)))
        case str():
            return neutral(clean(value))
        case Decimal():
            return f"{value:f}"
        case int() | float():
            return str(value)
        case datetime():
            return iso(value)
        case date():
            return value.isoformat()
        case _:
            return escaped(dumps(value))


def rows_to_csv(header: Sequence[str], rows: Iterable[Sequence[Any]], stream: BinaryIO) -> None:
    """Write any table; the stream is left open."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        text.write(BOM)
        table = csv.writer(text, lineterminator="\r\n")
        table.writerow(header)
        for row in rows:
            table.writerow([cell(value) for value in row])
    finally:
        text.detach()


def findings_to_csv(rows: Iterable[FindingRow], stream: BinaryIO) -> None:
    """Write findings with the columns of the contract, personal numbers masked."""
    objects = (finding_object(mask_row(row)) for row in rows)
    rows_to_csv(FINDING_FIELDS, ([found[name] for name in FINDING_FIELDS] for found in objects), stream)


def write_csv(dossier: Dossier, stream: BinaryIO) -> None:
    """Write the findings of a dossier."""
    findings_to_csv(dossier.findings, stream)
