"""Where the data lie, and what room the disk has for more."""

import shutil
from pathlib import Path

from jobs.settings import Settings
from storage.address import file_of

MEGABYTE = 1_000_000


def data_folder(settings: Settings) -> Path:
    """Where the database file lies; for a database server the data folder of the settings."""
    file = file_of(settings.database_url)
    return file.parent if file else Path(settings.folder)


def free_megabytes(folder: Path) -> int:
    """The room on the disk a folder is on or will be on."""
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    return shutil.disk_usage(there).free // MEGABYTE
