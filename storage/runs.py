"""Runs: started, kept alive, finished, and recognised when they were killed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import RowMapping, insert, select, true, update

from evidence.errors import IncompleteError, UsageError
from evidence.records import Coverage
from storage.codec import dumps, loads, moment, slot, time_of, time_or_none
from storage.database import Database
from storage.tables import runs, sites


class RunState(StrEnum):
    """How far a run has come. `partial` ended by a limit, `interrupted` by us: it can be resumed. Of a `pruned` one the
    evidence is gone, or going."""

    RUNNING = "running"
    FINISHED = "finished"
    PARTIAL = "partial"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    PRUNED = "pruned"


UNFINISHED = (RunState.RUNNING, RunState.INTERRUPTED)
USABLE = (RunState.FINISHED, RunState.PARTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl of one site."""

    id: int
    site: str
    state: RunState
    started_at: datetime
    heartbeat_at: datetime
    finished_at: datetime | None
    plan: Mapping[str, Any]
    coverage: Coverage
    summary: str


class RunStore:
    """The runs of all sites.

    A run that this store has begun or taken over is in its hands until another process, which took its silence for
    its death, takes it over. From then on its signs of life and its end raise IncompleteError and change nothing.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[int, str] = {}  # the plans of runs in our hands: whoever takes one over changes its plan

    def start(self, site: str, at: datetime, plan: Mapping[str, Any]) -> int:
        """Begin a run and give its id."""
        row = {"site_id": site, "state": RunState.RUNNING.value, "plan": dumps(plan)}
        times = {"started_at": moment(at), "heartbeat_at": moment(at)}
        with self._database.write() as connection:
            if connection.scalar(select(sites.c.id).where(sites.c.id == site)) is None:
                raise UsageError(f"没有站点 {site}：请先用 hecha sites add 或 hecha sites import 添加")
            number: int = connection.execute(insert(runs).values(row | times).returning(runs.c.id)).scalar_one()
        self._held[number] = row["plan"]
        return number

    def heartbeat(self, run: int, at: datetime) -> None:
        """Say that the run is alive."""
        self._change(run, {"heartbeat_at": moment(at)})

    def resume(self, run: Run, at: datetime, idle: timedelta | None, changes: Mapping[str, Any]) -> bool:
        """Take over an interrupted run, or one without a sign of life for so long; false when another has it.

        `idle` None: whoever had it is known to be gone. `changes` of its plan name the new worker, and who has seen an
        older plan comes too late.
        """
        dead = runs.c.state == RunState.INTERRUPTED.value
        free = true() if idle is None else dead | (runs.c.heartbeat_at < slot(at - idle))
        same = (runs.c.id == run.id, runs.c.plan == dumps(run.plan))
        change = update(runs).where(*same, runs.c.state.in_(UNFINISHED), free)
        plan = dumps({**run.plan, **changes})
        values = {"state": RunState.RUNNING.value, "heartbeat_at": moment(at), "plan": plan}
        with self._database.write() as connection:
            taken = connection.execute(change.values(values)).rowcount == 1
        if taken:
            self._held[run.id] = plan
        return taken

    def finish(self, run: int, at: datetime, state: RunState, coverage: Coverage, summary: str = "") -> None:
        """End a run."""
        values = {
            "state": state.value,
            "heartbeat_at": moment(at),
            "finished_at": moment(at),
            "coverage": _coverage_text(coverage),
            "summary": dumps(summary),
        }
        self._change(run, values)
        self._held.pop(run, None)

    def get(self, run: int) -> Run | None:
        """One run."""
        found = self._select(runs.c.id == run)
        return found[0] if found else None

    def latest(self, site: str, *, finished: bool = False) -> Run | None:
        """The newest run of a site; with `finished` the newest that ended with evidence fit for an audit."""
        wanted = runs.c.state.in_(USABLE) if finished else runs.c.state != ""
        found = self._select(runs.c.site_id == site, wanted, newest_first=True, limit=1)
        return found[0] if found else None

    def unfinished(self, site: str | None = None) -> tuple[Run, ...]:
        """Runs that were killed or interrupted, or are still going on, oldest first."""
        mine = (runs.c.site_id == site,) if site is not None else ()
        return self._select(runs.c.state.in_(UNFINISHED), *mine)

    def list(self, site: str | None = None) -> tuple[Run, ...]:
        """All runs, oldest first."""
        return self._select(*((runs.c.site_id == site,) if site is not None else ()))

    def _change(self, run: int, values: Mapping[str, Any]) -> None:
        held = self._held.get(run)
        mine = (runs.c.plan == held,) if held is not None else ()
        with self._database.write() as connection:
            changed = connection.execute(update(runs).where(runs.c.id == run, *mine).values(values)).rowcount
        if held is not None and not changed:
            raise IncompleteError(
                f"第 {run} 次采集已由另一个 hecha 进程接着做（本进程停顿过久，被当作已经中断）："
                "已采集的内容都在，请等那个进程做完"
            )

    def _select(self, *where: Any, newest_first: bool = False, limit: int | None = None) -> tuple[Run, ...]:
        order = runs.c.id.desc() if newest_first else runs.c.id
        with self._database.read() as connection:
            rows = connection.execute(select(runs).where(*where).order_by(order).limit(limit)).mappings().all()
        return tuple(map(_run, rows))


def _run(row: RowMapping) -> Run:
    return Run(
        id=row["id"],
        site=row["site_id"],
        state=RunState(row["state"]),
        started_at=time_of(row["started_at"]),
        heartbeat_at=time_of(row["heartbeat_at"]),
        finished_at=time_or_none(row["finished_at"]),
        plan=loads(row["plan"]),
        coverage=_coverage(row["coverage"]),
        summary=loads(row["summary"]) if row["summary"] else "",
    )


def _coverage_text(coverage: Coverage) -> str:
    names = ("pages", "addresses", "complete", "skipped", "missing", "notes")
    return dumps({name: getattr(coverage, name) for name in names})


def _coverage(text: str) -> Coverage:
    if not text:
        return Coverage(complete=False)
    said = loads(text)
    said["notes"] = tuple(said["notes"])
    return Coverage(**said)
