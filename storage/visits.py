"""Visits of home pages, spaced over days by the clock: kept beside the runs, read with them as evidence."""

from datetime import datetime

from sqlalchemy import delete, select, text, update

from evidence.records import Need, Probe
from storage.codec import clean, dumps, loads, moment, slot, time_of
from storage.database import Database
from storage.tables import visits


class VisitStore:
    """The visits of all sites."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, site: str, due_at: datetime) -> bool:
        """Take a visit that is due; false when it was taken before, by whomever."""
        statement = f"INSERT INTO {visits.name} (site_id, slot, at) VALUES (:site, :slot, :at) ON CONFLICT DO NOTHING"
        row = {"site": site, "slot": slot(due_at), "at": moment(due_at)}
        with self._database.write() as connection:
            return connection.execute(text(statement), row).rowcount == 1

    def keep(self, site: str, due_at: datetime, visit: Probe) -> None:
        """Write down what a claimed visit saw."""
        mine = (visits.c.site_id == site, visits.c.slot == slot(due_at))
        values = {"at": moment(visit.at), "url": clean(visit.subject), "data": dumps(visit.data)}
        with self._database.write() as connection:
            connection.execute(update(visits).where(*mine).values(values))

    def list(self, site: str, since: datetime, until: datetime | None = None) -> tuple[Probe, ...]:
        """The visits of a site that came to an end, oldest first; those from `until` on are left out."""
        where = [visits.c.site_id == site, visits.c.data != "", visits.c.at >= slot(since)]
        if until is not None:
            where.append(visits.c.at < slot(until))
        statement = select(visits.c.url, visits.c.at, visits.c.data).where(*where)
        with self._database.read() as connection:
            rows = sorted(connection.execute(statement).all(), key=lambda row: row.at)
        return tuple(
            Probe(need=Need.AVAILABILITY, subject=row.url, at=time_of(row.at), data=loads(row.data)) for row in rows
        )

    def forget(self, before: datetime) -> int:
        """Remove the visits due before a time; gives how many there were."""
        with self._database.write() as connection:
            return connection.execute(delete(visits).where(visits.c.slot < slot(before))).rowcount
