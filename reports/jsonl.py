"""JSON and JSON Lines: findings as the contract names them, personal numbers masked."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reports.mask import mask_row, masked
from reports.model import Dossier, FindingRow
from reports.objects import dossier_head, dumps, finding_object


def lines(rows: Iterable[FindingRow]) -> Iterator[str]:
    """One JSON object a finding, without line ends."""
    return (dumps(finding_object(mask_row(row))) for row in rows)


def array(rows: Iterable[FindingRow]) -> Iterator[str]:
    """The pieces of one JSON array of findings, one finding a line."""
    separator = "[\n"
    for line in lines(rows):
        yield separator + line
        separator = ",\n"
    yield "[]" if separator == "[\n" else "\n]"


def write_jsonl(dossier: Dossier, stream: BinaryIO) -> None:
    """The findings of a dossier, one a line."""
    for line in lines(dossier.findings):
        stream.write(line.encode() + b"\n")


def write_json(dossier: Dossier, stream: BinaryIO) -> None:
    """The whole dossier as one document: the head, then `findings`."""
    head = dumps(dossier_head(masked(dossier, with_findings=False)))
    stream.write(head.removesuffix("}").encode() + b', "findings": ')
    for piece in array(dossier.findings):
        stream.write(piece.encode())
    stream.write(b"}\n")
