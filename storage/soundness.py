"""Whether a database takes writes and is whole, as far as can be seen in a few seconds."""

import sqlite3
import time
from typing import Any

from sqlalchemy import update

from evidence.errors import EnvironmentError_
from storage.database import Database
from storage.faults import fault_of
from storage.tables import nights

SECONDS = 5.0
_STEPS = 10_000  # of SQLite's machine between two looks at the clock


def check_writes(database: Database) -> None:
    """Write in a way that changes no row. Raises EnvironmentError_ when the database does not take it."""
    with database.write() as connection:
        connection.execute(update(nights).where(nights.c.id < 0).values(note=""))


def check_soundness(database: Database, seconds: float = SECONDS) -> bool:
    """Look through a file; False where time ran out before its end. Raises EnvironmentError_ for one that is damaged.

    What is never read stays unseen otherwise: a damaged page of an old run stops the night that prunes it.
    """
    if not database.is_sqlite:
        return True
    end = time.monotonic() + seconds
    with database.bare() as connection:
        raw: Any = connection.connection.driver_connection
        raw.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            found = raw.execute("PRAGMA quick_check(1)").fetchall()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                return False
            raise fault_of(error, database.where) or error from error
        finally:
            raw.set_progress_handler(None, 0)
    if found != [("ok",)]:
        raise EnvironmentError_(f"数据库 {database.where} 已损坏：请从备份恢复，或用 --database 换一个位置")
    return True
