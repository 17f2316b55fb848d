"""The workbook an office sends to a unit: 封面, 问题台账, 出现位置, 评分."""

from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter.exceptions import FileCreateError

from reports.mask import masked
from reports.model import Dossier
from reports.workbook.book import Book
from reports.workbook.cover import write_cover
from reports.workbook.ledger import write_ledger, write_places
from reports.workbook.scores import write_scores
from reports.workbook.shelter import Shelter


def write_xlsx(dossier: Dossier, stream: BinaryIO) -> None:
    """Write the workbook. Rows wait in a folder of temporary files that is gone afterwards, come what may."""
    safe = masked(dossier)
    shelter = Shelter(stream)
    title = f"网站核查问题清单 {safe.name}"
    with (
        TemporaryDirectory(prefix="hecha-") as folder,
        Book(shelter, created=safe.exported_at, title=title, folder=folder) as book,
    ):
        for write in (write_cover, write_ledger, write_places, write_scores):
            write(book, safe)
        try:
            book.close()
        except FileCreateError as fault:
            # Met in the temporary folder; XlsxWriter wraps what the system said.
            shelter.abandon(fault.args[0])
    shelter.check()
