"""Everything of one site, or of one unit of it, gathered from the database for whoever prints or exports it."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from checks.model import Result, Status
from checks.registry import registry
from evidence.errors import UsageError
from evidence.records import Need, SiteInfo, Unit
from jobs.bearing import bearing
from jobs.narrowing import concerns, for_site, for_unit
from jobs.sites import knows_rubric
from reports.model import CheckSummary, CoverageStatement, Dossier, FindingRow, RubricItem
from reports.scores import ScoreSheet
from rubric_map.library import find
from storage.findings import Issue
from storage.runs import USABLE, Run
from storage.site import StoredSite
from storage.store import Store


def dossier(
    store: Store, info: SiteInfo, unit: Unit | None, *, at: datetime, due_days: int | None = None, issuer: str = ""
) -> Dossier:
    """The newest finished run of a site as values for the reports; of one unit when it is named."""
    run = latest_run(store, info.id)
    sheets = sheets_of(store, info, run.id, unit)
    issues = store.findings.list(site=info.id)
    rows = finding_rows(_of(issues, info, unit), sheets)
    waived = {issue.finding.fingerprint for issue in issues if issue.status is Status.WAIVED}
    results = for_site(store.results.latest(site=info.id), waived)
    if unit is not None:
        pages = StoredSite(store, run.id).page_addresses()
        results = for_unit(results.values(), info, unit, pages=pages, waived=waived)
    return Dossier(
        site=info.id,
        name=info.name,
        url=info.url,
        run=run.id,
        observed_at=run.started_at,
        exported_at=at,
        unit=unit,
        coverage=CoverageStatement(
            pages=run.coverage.pages,
            addresses=run.coverage.addresses,
            complete=run.coverage.complete,
            notes=run.coverage.notes,
        ),
        outcomes=tuple(_summary(result, rows) for result in results.values()),
        findings=rows,
        scorecards=sheets,
        due_days=due_days,
        issuer=issuer,
    )


def latest_run(store: Store, site: str, needs: frozenset[Need] = frozenset()) -> Run:
    """The newest run of a site that is fit to be read and brought what `needs` asks.

    Raises UsageError saying what to do when there is none.
    """
    newest = store.runs.latest(site, finished=True)
    if newest is None:
        raise UsageError(f"站点 {site} 还没有完成的运行，请先执行 hecha run {site}")
    for run in reversed(store.runs.list(site)):
        if run.state in USABLE and not any(need.value in run.coverage.missing for need in needs):
            return run
    return newest


def finding_rows(issues: Iterable[Issue], sheets: Sequence[ScoreSheet]) -> tuple[FindingRow, ...]:
    """Findings with their status and the items they bear on.

    What stands comes before what is fixed or waived, problems before doubts; then by check, code and page.
    """
    items = bearing(sheets)
    rows = [_row(issue, items.get(issue.finding.fingerprint, ())) for issue in issues]
    return tuple(sorted(rows, key=_order))


def _order(row: FindingRow) -> tuple[bool, bool, str, str, str, str, str]:
    where = (row.page_url, row.target_url or "", row.subject)
    return (not row.standing, row.doubtful, row.check, row.code, *where)


def _of(issues: Iterable[Issue], info: SiteInfo, unit: Unit | None) -> Iterable[Issue]:
    return (issue for issue in issues if unit is None or concerns(issue.finding, info, unit))


def _row(issue: Issue, items: tuple[RubricItem, ...]) -> FindingRow:
    finding = issue.finding
    check = registry().checks.get(finding.check)
    return FindingRow(
        fingerprint=finding.fingerprint,
        site=finding.site,
        unit=finding.unit,
        check=finding.check,
        code=finding.code,
        outcome="doubt" if finding.doubtful else "problem",
        page_url=finding.page_url,
        target_url=finding.target_url,
        subject=finding.subject,
        message=finding.message,
        places=finding.places,
        status=issue.status,
        first_seen=issue.first_seen,
        last_seen=issue.last_seen,
        run=issue.last_run,
        evidence=finding.evidence,
        rubric_items=items,
        check_title=check.title if check else finding.check,
        code_title=check.codes.get(finding.code, finding.code) if check else finding.code,
    )


def sheets_of(store: Store, info: SiteInfo, run: int, unit: Unit | None = None) -> tuple[ScoreSheet, ...]:
    """The scorecards of a run under the rubrics the site is held to, the one saved last for each rubric and unit.

    A score that somebody tried under another rubric is no part of what is handed over; of a site that is held to none
    every score counts.
    """
    held = {find(name).id for name in info.rubrics if knows_rubric(name)}
    newest = {(entry.rubric, entry.unit): entry.scorecard for entry in store.scores.list(run=run)}
    return tuple(
        ScoreSheet.from_json(json.loads(text))
        for (rubric, body), text in sorted(newest.items())
        if (not held or rubric in held) and (unit is None or body == unit.name)
    )


def _summary(result: Result, rows: Sequence[FindingRow]) -> CheckSummary:
    check = registry().checks.get(result.check)
    mine = [r for r in rows if r.check == result.check and r.standing]
    return CheckSummary(
        check=result.check,
        title=check.title if check else result.check,
        outcome=result.outcome,
        reason=result.reason,
        looked_at=result.looked_at,
        problems=sum(1 for row in mine if not row.doubtful),
        doubts=sum(1 for row in mine if row.doubtful),
    )
