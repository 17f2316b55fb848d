"""A docx packed so that the same letter gives the same bytes."""

from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)


def repack(source: BinaryIO, stream: BinaryIO) -> None:
    """Copy a package with the time of packing taken out of every entry."""
    with ZipFile(source) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
