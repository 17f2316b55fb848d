"""Findings over runs: what is open, since when, and what became of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from checks.history import IssueState, Waiver, advance, concluded
from checks.model import Finding, Result, Status
from evidence.errors import UsageError
from storage.codec import clean, moment, time_of, time_or_none
from storage.database import Database, chunks
from storage.tables import issue_events, issues, runs
from storage.verdicts import pack_finding, state_of, state_text, unpack_finding, waiver_of, waiver_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A finding with its life so far."""

    finding: Finding
    status: Status
    first_seen: datetime
    last_seen: datetime
    first_run: int
    last_run: int
    closed_at: datetime | None = None
    waiver: Waiver | None = None


class FindingStore:
    """The findings of all sites."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self, site: str, run: int, at: datetime, results: Sequence[Result], looked: Callable[[Finding], bool]
    ) -> tuple[Issue, ...]:
        """Carry the life of findings on by one audit; gives the issues whose state it changed.

        `looked` says whether the place of an absent finding was seen again. A second time changes nothing.
        """
        told = concluded(results)
        found = [_clean(finding) for result in results for finding in result.findings]
        with self._database.write() as connection:
            rows = connection.execute(select(issues).where(issues.c.site_id == site)).mappings().all()
            previous = {row["fingerprint"]: _state(row) for row in rows}
            updates = advance(previous, found, lambda finding: told(finding) and looked(finding), at, run)
            ids = _write_states(connection, site, {row["fingerprint"]: row["id"] for row in rows}, updates)
            _write_events(connection, run, at, {ids[mark]: state.status for mark, state in updates.items()})
        return _sorted(map(_issue, updates.values()))

    def list(
        self,
        *,
        site: str | None = None,
        unit: str | None = None,
        check: str | None = None,
        status: Status | None = None,
        run: int | None = None,
    ) -> tuple[Issue, ...]:
        """Issues as they stand; with `run` those open after that run or fixed by it, with the status of then."""
        wanted = {"site_id": site, "unit": unit, "check_id": check, "status": None if run is not None else status}
        where: list[Any] = [issues.c[name] == value for name, value in wanted.items() if value is not None]
        with self._database.read() as connection:
            then = _statuses(connection, run) if run is not None else None
            rows = connection.execute(select(issues).where(*where)).mappings().all()
        found = [_issue(_state(row)) for row in rows if then is None or row["id"] in then]
        if then is not None:
            statuses = [then[row["id"]] for row in rows if row["id"] in then]
            found = [replace(issue, status=old) for issue, old in zip(found, statuses, strict=True)]
            found = [issue for issue in found if status in (None, issue.status)]
        return _sorted(found)

    def waive(self, site: str, fingerprint: str, waiver: Waiver | None, at: datetime) -> Issue:
        """Let a finding stand until the waiver ends; None takes the waiver back."""
        mine = (issues.c.site_id == site, issues.c.fingerprint == fingerprint)
        with self._database.write() as connection:
            row = connection.execute(select(issues).where(*mine)).mappings().first()
            if row is None:
                raise UsageError(f"站点 {site} 没有编号为 {fingerprint} 的问题：请用 hecha findings 查看编号")
            known = _state(row)
            if waiver is None and known.waiver is None:
                raise UsageError(f"编号为 {fingerprint} 的问题没有标为不作要求，不用撤销")
            state = replace(known, waiver=waiver)
            if state.status is not Status.FIXED:
                holds = waiver is not None and waiver.holds(at.date())
                back = Status.OPEN if state.status is Status.WAIVED else state.status
                state = replace(state, status=Status.WAIVED if holds else back)
            values = {"waiver": waiver_text(waiver), "status": state.status.value}
            connection.execute(update(issues).where(*mine).values(values))
        return _issue(state)


def _clean(finding: Finding) -> Finding:
    """The finding as it will be read back, so that the same audit twice is seen to be the same."""
    return unpack_finding(pack_finding(finding))


def _write_states(
    connection: Connection, site: str, ids: Mapping[str, int], updates: Mapping[str, IssueState]
) -> dict[str, int]:
    old = [_row(site, state) | {"row": ids[mark]} for mark, state in updates.items() if mark in ids]
    new = [_row(site, state) for mark, state in updates.items() if mark not in ids]
    if old:
        connection.execute(update(issues).where(issues.c.id == bindparam("row")), old)
    if new:
        connection.execute(insert(issues), new)
    rows = connection.execute(select(issues.c.fingerprint, issues.c.id).where(issues.c.site_id == site))
    return {row.fingerprint: row.id for row in rows}


def _write_events(connection: Connection, run: int, at: datetime, statuses: Mapping[int, Status]) -> None:
    """Note the changes of status; what an earlier audit of the same run noted is replaced."""
    before: dict[int, str] = {}
    for chunk in chunks(list(statuses)):
        mine = issue_events.c.issue_id.in_(chunk)
        connection.execute(delete(issue_events).where(mine, issue_events.c.run_id == run))
        earlier = select(issue_events.c.issue_id, issue_events.c.status).where(mine, issue_events.c.run_id < run)
        before.update(
            (number, status) for number, status in connection.execute(earlier.order_by(issue_events.c.run_id))
        )
    rows = [
        {"issue_id": number, "run_id": run, "status": status.value, "at": moment(at)}
        for number, status in statuses.items()
        if before.get(number) != status.value
    ]
    if rows:
        connection.execute(insert(issue_events), rows)


def _statuses(connection: Connection, run: int) -> dict[int, Status]:
    """The status each issue had after a run, without those that were fixed before it."""
    site = select(runs.c.site_id).where(runs.c.id == run).scalar_subquery()
    newest = (
        select(issue_events.c.issue_id, func.max(issue_events.c.run_id).label("run_id"))
        .where(issue_events.c.run_id <= run, issues.c.site_id == site)
        .join(issues, issues.c.id == issue_events.c.issue_id)
        .group_by(issue_events.c.issue_id)
        .subquery()
    )
    same = (newest.c.issue_id == issue_events.c.issue_id) & (newest.c.run_id == issue_events.c.run_id)
    rows = connection.execute(select(issue_events).join(newest, same)).mappings()
    return {
        row["issue_id"]: Status(row["status"])
        for row in rows
        if row["run_id"] == run or row["status"] != Status.FIXED.value
    }


def _row(site: str, state: IssueState) -> dict[str, Any]:
    finding = state.finding
    return {
        "site_id": site,
        "fingerprint": finding.fingerprint,
        "unit": clean(finding.unit),
        "check_id": finding.check,
        "code": finding.code,
        "status": state.status.value,
        "first_seen": moment(state.first_seen),
        "last_seen": moment(state.last_seen),
        "first_run": state.first_run,
        "last_run": state.last_run,
        "closed_at": moment(state.closed_at) if state.closed_at else None,
        "changed_run": state.changed_run,
        "before": state_text(state.before),
        "waiver": waiver_text(state.waiver),
        "finding": pack_finding(finding),
    }


def _state(row: RowMapping) -> IssueState:
    return IssueState(
        finding=unpack_finding(row["finding"]),
        status=Status(row["status"]),
        first_seen=time_of(row["first_seen"]),
        last_seen=time_of(row["last_seen"]),
        first_run=row["first_run"],
        last_run=row["last_run"],
        changed_run=row["changed_run"],
        closed_at=time_or_none(row["closed_at"]),
        waiver=waiver_of(row["waiver"]),
        before=state_of(row["before"]),
    )


def _issue(state: IssueState) -> Issue:
    return Issue(
        finding=state.finding,
        status=state.status,
        first_seen=state.first_seen,
        last_seen=state.last_seen,
        first_run=state.first_run,
        last_run=state.last_run,
        closed_at=state.closed_at,
        waiver=state.waiver,
    )


def _sorted(found: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(found, key=lambda issue: _order(issue.finding)))


def _order(finding: Finding) -> tuple[str, ...]:
    about = finding.target_url or finding.page_url
    return (finding.site, finding.check, finding.code, about, finding.subject, finding.fingerprint)
