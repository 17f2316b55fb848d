"""Pruning: the evidence of old runs is removed, step by step, so that a kill at any moment leaves a whole database.

First a run is marked, and from then on nobody reads it; then its rows go, a piece a transaction; then what nothing
refers to any more. What was left undone is done the next time. Addresses and link texts stay: they are few, and stored
once for all nights. The run itself stays, too, with its scorecards and the history of findings.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, func, select, text, update

from checks.model import Status
from storage.database import Database, chunks
from storage.runs import USABLE, RunState
from storage.tables import audits, bodies, issues, link_sets, looks, probes, results, runs, skips

PIECE = 2_000  # rows a transaction: others write in between
FREE_PAGES = 4_000  # of the file, given back at a time
WORTHWHILE = 0.25  # of an older file must be free before it is written anew
PRUNABLE = (*USABLE, RunState.FAILED)
_EVIDENCE = (looks, skips, probes)

Going = Callable[[], bool]


class Pruning:
    """What old runs of a database left behind, and its removal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pinned(self, site: str) -> frozenset[int]:
        """The runs that findings not yet fixed were last seen in: their evidence must be there to be shown."""
        standing = (issues.c.site_id == site, issues.c.status != Status.FIXED.value)
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(issues.c.last_run).where(*standing).distinct()))

    def mark(self, numbers: Iterable[int]) -> int:
        """Give up the evidence of these runs; gives how many there were that can be given up."""
        wanted, marked = list(numbers), 0
        with self._database.write() as connection:
            for chunk in chunks(wanted):
                mine = (runs.c.id.in_(chunk), runs.c.state.in_(PRUNABLE))
                marked += connection.execute(update(runs).where(*mine).values(state=RunState.PRUNED.value)).rowcount
        return marked

    def sweep(self, going: Going) -> None:
        """Remove all that marked runs left behind, until it is done or `going` says no."""
        for table in _EVIDENCE:
            self._drop_rows(table, going)
        self._drop_results(going)
        self._drop_unused(bodies, bodies.c.hash, looks.c.body_hash, going)
        self._drop_unused(link_sets, link_sets.c.id, looks.c.links_id, going)

    def size(self) -> int:
        """The bytes of the database."""
        with self._database.read() as connection:
            if self._database.is_sqlite:
                return _pragma(connection, "page_count") * _pragma(connection, "page_size")
            return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)

    def shrink(self, going: Going, *, room: int) -> bool:
        """Give free room back to the disk; false when that had to wait.

        An older SQLite file must be written anew for that: only when enough of it is free, the disk has so many bytes
        of `room`, and nobody writes. PostgreSQL keeps the room for itself and fills it again.
        """
        if not self._database.is_sqlite:
            with self._database.bare() as connection:
                for table in (*_EVIDENCE, results, bodies, link_sets):
                    connection.execute(text(f"VACUUM (ANALYZE) {table.name}"))
            return True
        with self._database.bare() as connection:
            done = self._give_back(connection, going) if _pragma(connection, "auto_vacuum") else self._renew(room)
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        return done

    def _drop_rows(self, table: Table, going: Going) -> None:
        for number in self._pruned_in(table):
            piece = select(table.c.id).where(table.c.run_id == number).limit(PIECE)
            while going():
                with self._database.write() as connection:
                    if not connection.execute(delete(table).where(table.c.id.in_(piece))).rowcount:
                        break

    def _pruned_in(self, table: Table) -> Iterator[int]:
        pruned = select(runs.c.id).where(runs.c.state == RunState.PRUNED.value)
        with self._database.read() as connection:
            numbers = connection.scalars(pruned.order_by(runs.c.id)).all()
            held = [n for n in numbers if connection.scalar(select(table.c.id).where(table.c.run_id == n).limit(1))]
        yield from held

    def _drop_results(self, going: Going) -> None:
        """What checks said of marked runs, but for their last words on a site: those still count."""
        place = func.row_number().over(
            partition_by=(runs.c.site_id, results.c.check_id), order_by=(runs.c.id.desc(), audits.c.id.desc())
        )
        source = results.join(audits, audits.c.id == results.c.audit_id).join(runs, runs.c.id == audits.c.run_id)
        ranked = select(results.c.id, runs.c.state, place.label("place")).select_from(source).subquery()
        old = select(ranked.c.id).where(ranked.c.state == RunState.PRUNED.value, ranked.c.place > 1)
        with self._database.read() as connection:
            numbers = connection.scalars(old).all()
        for chunk in chunks(numbers):
            if not going():
                return
            with self._database.write() as connection:
                connection.execute(delete(results).where(results.c.id.in_(chunk)))

    def _drop_unused(
        self, table: Table, key: Column[int] | Column[str], used_by: Column[int] | Column[str], going: Going
    ) -> None:
        """Remove the rows no look refers to. Looks written since the whole table was searched are looked through again
        before each piece; writers that refer to what is there hold the pruning off."""
        # SQLite shows a reader one moment of the database anyhow, and nobody need wait.
        with self._database.read() if self._database.is_sqlite else self._database.write() as connection:
            _hold_off_writers(connection)
            newest = connection.scalar(select(func.max(looks.c.id))) or 0
            unused = connection.scalars(select(key).except_(select(used_by))).all()
        for chunk in chunks(unused):
            if not going():
                return
            with self._database.write() as connection:
                _hold_off_writers(connection)
                again = set(connection.scalars(select(used_by).where(looks.c.id > newest, used_by.in_(chunk))))
                connection.execute(delete(table).where(key.in_([one for one in chunk if one not in again])))

    def _give_back(self, connection: Connection, going: Going) -> bool:
        while going() and (free := _pragma(connection, "freelist_count")):
            # It gives a row without columns for every page given back, and goes on only when asked for the next.
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA incremental_vacuum({min(free, FREE_PAGES)})").fetchall()
        return True

    def _renew(self, room: int) -> bool:
        with self._database.bare() as connection:
            free, pages = _pragma(connection, "freelist_count"), _pragma(connection, "page_count")
            if free < WORTHWHILE * pages:
                return True
            writes = connection.scalar(select(runs.c.id).where(runs.c.state == RunState.RUNNING.value).limit(1))
            if writes is not None or room < 2 * self.size():
                return False
            connection.exec_driver_sql("PRAGMA auto_vacuum=INCREMENTAL")
            connection.exec_driver_sql("VACUUM")
        return True


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)


def _hold_off_writers(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE bodies IN SHARE ROW EXCLUSIVE MODE"))
