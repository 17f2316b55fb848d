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


def write_xlsx(dossier: Dossier, stream: BinaryIO) -> None:
    """Write the workbook. Rows wait in a folder of temporary files that is gone afterwards, come what may."""
    safe = masked(dossier)
    with TemporaryDirectory(prefix="hecha-") as folder:
        book = Book(stream, created=safe.exported_at, title=f"网站核查问题清单 {safe.name}", folder=folder)
        for write in (write_cover, write_ledger, write_places, write_scores):
            write(book, safe)
        try:
            book.close()
        except FileCreateError as fault:
            # XlsxWriter hides which fault of the disk it met.
            raise fault.args[0] if isinstance(fault.args[0], OSError) else fault  # noqa: B904
