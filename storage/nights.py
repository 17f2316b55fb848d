"""The nights of the clock: what should have run, who took it, what became of it. No night is taken twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select, update

from storage.codec import clean, moment, slot, time_of, time_or_none
from storage.database import Database, insert_new
from storage.tables import nights

STALE = timedelta(minutes=10)
# The first claim and one more: a night that killed two workers is not tried on a third.
MOST_CLAIMS = 2


class NightState(StrEnum):
    """What became of a night."""

    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One night of one site; `claims` counts the workers that took it."""

    site: str
    due_at: datetime
    state: NightState
    worker: str
    claims: int
    run: int | None
    heartbeat_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    note: str


class NightStore:
    """The nights of all sites."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, site: str, due_at: datetime) -> bool:
        """Note that a night should run; false when it was noted before."""
        row = (site, slot(due_at), moment(due_at), NightState.DUE.value)
        with self._database.write() as connection:
            known = connection.scalar(select(nights.c.id).where(*_mine(site, due_at))) is not None
            insert_new(connection, nights, ("site_id", "slot", "due_at", "state"), [row])
        return not known

    def claim(self, site: str, due_at: datetime, worker: str, now: datetime, stale: timedelta = STALE) -> Night | None:
        """Take a night that is due or whose worker gave no sign of life for so long; None when it is not free."""
        dead = (
            (nights.c.state == NightState.RUNNING.value)
            & (nights.c.heartbeat_at < slot(now - stale))
            & (nights.c.claims < MOST_CLAIMS)
        )
        free = (nights.c.state == NightState.DUE.value) | dead
        values = {
            "state": NightState.RUNNING.value,
            "worker": clean(worker),
            "claims": nights.c.claims + 1,
            "heartbeat_at": moment(now),
        }
        with self._database.write() as connection:
            change = update(nights).where(*_mine(site, due_at), free).values(values).returning(*nights.c)
            row = connection.execute(change).mappings().first()
        return None if row is None else _night(row)

    def start(self, site: str, due_at: datetime, worker: str, run: int, at: datetime) -> bool:
        """Name the run a claimed night became; false when another worker has taken the night over."""
        return self._change(site, due_at, worker, run_id=run, started_at=moment(at), heartbeat_at=moment(at))

    def heartbeat(self, site: str, due_at: datetime, worker: str, at: datetime) -> bool:
        """Say that the worker lives; false when another has taken the night over."""
        return self._change(site, due_at, worker, heartbeat_at=moment(at))

    def finish(
        self,
        site: str,
        due_at: datetime,
        worker: str,
        at: datetime,
        state: NightState = NightState.DONE,
        note: str = "",
    ) -> bool:
        """End a night; false when another worker has taken it over."""
        return self._change(site, due_at, worker, state=state.value, finished_at=moment(at), note=clean(note))

    def release(self, site: str, due_at: datetime, worker: str) -> bool:
        """Give a night back, to be taken again: the worker was stopped in good order."""
        return self._change(site, due_at, worker, state=NightState.DUE.value, claims=nights.c.claims - 1)

    def missed(self, site: str, due_at: datetime, at: datetime, note: str = "") -> bool:
        """Close a night that never ran, or whose workers all died; false when it is not open to that."""
        values = {"state": NightState.MISSED.value, "finished_at": moment(at), "note": clean(note)}
        open_ = nights.c.state.in_((NightState.DUE.value, NightState.RUNNING.value))
        with self._database.write() as connection:
            change = update(nights).where(*_mine(site, due_at), open_).values(values)
            return connection.execute(change).rowcount == 1

    def get(self, site: str, due_at: datetime) -> Night | None:
        """One night."""
        found = self._select(*_mine(site, due_at))
        return found[0] if found else None

    def list(
        self, site: str | None = None, since: datetime | None = None, state: NightState | None = None
    ) -> tuple[Night, ...]:
        """Nights by the time they were due, then by site."""
        where: list[ColumnElement[bool]] = []
        if site is not None:
            where.append(nights.c.site_id == site)
        if since is not None:
            where.append(nights.c.slot >= slot(since))
        if state is not None:
            where.append(nights.c.state == state.value)
        return self._select(*where)

    def last_due(self, site: str) -> datetime | None:
        """When the newest night of a site was due."""
        newest = select(nights.c.due_at).where(nights.c.site_id == site).order_by(nights.c.slot.desc()).limit(1)
        with self._database.read() as connection:
            return time_or_none(connection.scalar(newest))

    def _change(self, site: str, due_at: datetime, worker: str, **values: Any) -> bool:
        held = (nights.c.worker == clean(worker), nights.c.state == NightState.RUNNING.value)
        with self._database.write() as connection:
            change = update(nights).where(*_mine(site, due_at), *held).values(values)
            return connection.execute(change).rowcount == 1

    def _select(self, *where: ColumnElement[bool]) -> tuple[Night, ...]:
        with self._database.read() as connection:
            rows = connection.execute(select(nights).where(*where)).mappings().all()
        return tuple(map(_night, sorted(rows, key=lambda row: (row["slot"], row["site_id"]))))


def _mine(site: str, due_at: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (nights.c.site_id == site, nights.c.slot == slot(due_at))


def _night(row: RowMapping) -> Night:
    return Night(
        site=row["site_id"],
        due_at=time_of(row["due_at"]),
        state=NightState(row["state"]),
        worker=row["worker"],
        claims=row["claims"],
        run=row["run_id"],
        heartbeat_at=time_or_none(row["heartbeat_at"]),
        started_at=time_or_none(row["started_at"]),
        finished_at=time_or_none(row["finished_at"]),
        note=row["note"],
    )
