"""What checks said of runs: every audit is kept, none is overwritten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from checks.model import Result
from storage.codec import clean, moment
from storage.database import Database
from storage.tables import audits, results, runs
from storage.verdicts import pack_said, unpack_result

_SAID = tuple(results.c[name] for name in ("check_id", "version", "outcome", "reason", "looked_at", "data"))


class ResultStore:
    """The results of all audits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, run: int, at: datetime, said: Sequence[Result]) -> int:
        """Add an audit of a run and give its id; a run may be audited again and again."""
        rows = [_row(result) for result in said]
        with self._database.write() as connection:
            added = insert(audits).values(run_id=run, at=moment(at)).returning(audits.c.id)
            audit: int = connection.execute(added).scalar_one()
            if rows:
                connection.execute(insert(results), [row | {"audit_id": audit} for row in rows])
        return audit

    def latest(
        self, *, site: str | None = None, run: int | None = None, check: str | None = None, until: int | None = None
    ) -> tuple[Result, ...]:
        """The last word of every check on a run, or on a site whatever the run (or `until` a run); by check id."""
        where: list[Any] = []
        if site is not None:
            where.append(runs.c.site_id == site)
        if run is not None:
            where.append(audits.c.run_id == run)
        if until is not None:
            where.append(audits.c.run_id <= until)
        if check is not None:
            where.append(results.c.check_id == check)
        order = func.row_number().over(
            partition_by=results.c.check_id, order_by=(audits.c.run_id.desc(), audits.c.id.desc())
        )
        source = results.join(audits, audits.c.id == results.c.audit_id).join(runs, runs.c.id == audits.c.run_id)
        ranked = select(results.c.id, order.label("place")).select_from(source).where(*where).subquery()
        newest = select(*_SAID).join(ranked, ranked.c.id == results.c.id).where(ranked.c.place == 1)
        with self._database.read() as connection:
            rows = connection.execute(newest).all()
        return tuple(sorted((unpack_result(*row) for row in rows), key=lambda result: result.check))


def _row(result: Result) -> dict[str, Any]:
    return {
        "check_id": clean(result.check),
        "version": result.version,
        "outcome": result.outcome.value,
        "reason": clean(result.reason),
        "looked_at": result.looked_at,
        "data": pack_said(result),
    }
