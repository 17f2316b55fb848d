"""What the commands do: each calls the use cases and prints what came of it."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checks.api import Check
from checks.engine import needs_of
from checks.model import Outcome, Status
from checks.registry import registry
from evidence.errors import HechaError, UsageError
from evidence.records import Unit
from jobs.at_once import INTERRUPTED, Failed, Runs, gather_only, run_sites
from jobs.audit import audit
from jobs.cards import total_words
from jobs.clock import Clock
from jobs.console_text import complain, internal_fault, start_logging, tell
from jobs.dossier import dossier, finding_rows, latest_run, sheets_of
from jobs.narrowing import concerns
from jobs.night_hours import waiting_words
from jobs.run import Ran, trouble_of
from jobs.run_words import open_ends, way_to_findings
from jobs.score import rubrics_of, unit_of
from jobs.score import score as score_run
from jobs.settings import Settings
from jobs.sites import site_named
from reports import narrative
from reports.delimited import findings_to_csv
from reports.mask import mask_row
from reports.model import FindingRow
from reports.objects import finding_object
from reports.terminal import Live, emit, emit_objects, table
from reports.text import chinese_time
from reports.titles import OUTCOME, STATUS, WHOLE_SITE
from reports.write import FORMATS, write
from storage.runs import USABLE
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a command works with."""

    store: Store
    settings: Settings
    clock: Clock
    quiet: bool = False
    verbose: int = 0
    progress: bool = True


def run(
    desk: Desk,
    names: Sequence[str],
    *,
    every: bool,
    checks: tuple[Check, ...],
    limits: tuple[int | None, int | None],
    format: str,
    fail_on: str,
) -> int:
    """Run sites and print a summary of each; the exit code."""
    sites = desk.store.sites.list() if every else tuple(site_named(desk.store, name, add=True) for name in names)
    if not sites:
        raise UsageError("还没有站点，请先用 hecha sites import 或 hecha sites add 添加")
    _tell_to_wait(desk)
    max_pages, max_depth = limits
    with Live(quiet=not desk.progress) as live:
        runs = run_sites(
            desk.store,
            sites,
            checks,
            desk.settings,
            desk.clock,
            limits=desk.settings.crawl_limits(max_pages=max_pages, max_depth=max_depth),
            report=lambda name, at: live.update(name, pages=at.pages, addresses=at.addresses, waiting=at.waiting),
        )
    counts = {ran.site.id: _standing(desk.store, ran) for ran in runs.done}
    _print_runs(runs.done, counts, format)
    if not desk.quiet and format == "table":
        titles = {check.id: check.title for check in checks}
        for line in (line for ran in runs.done for line in open_ends(ran, titles)):
            tell(line)
        if way := way_to_findings(runs.done):
            tell(way)
    return _exit_code(runs, counts, fail_on)


def _tell_to_wait(desk: Desk) -> None:
    """Say so where the crawl that is about to begin must wait for its hours."""
    words = waiting_words(desk.settings, datetime.now(UTC))
    if words and not desk.quiet:
        tell(words)


Counts = Mapping[str, tuple[int, int]]  # by site: problems and doubts that stand


def _print_runs(done: Iterable[Ran], counts: Counts, format: str) -> None:
    header = ("site", "run", "state", "pages", "addresses", "problems", "doubts", "scorecards")
    rows = []
    for ran in done:
        problems, doubts = counts[ran.site.id]
        totals = [f"{card.rubric} {total_words(card)}" for card in ran.scorecards if not card.unit]
        gathered = ran.gathered
        seen = (gathered.coverage.pages, gathered.coverage.addresses)
        rows.append((ran.site.id, gathered.run, gathered.state.value, *seen, problems, doubts, "；".join(totals)))
    if format == "table":
        titles = ("站点", "运行", "状态", "页面", "地址", "问题", "疑似", "得分（可能区间）")
        table("运行结果", titles, [_worded_run(row) for row in rows])
    else:
        emit(format, header, rows)


STATES = {
    "finished": "完成",
    "partial": "未看完",
    "failed": "未能核查",
    "interrupted": "已中断",
    "running": "进行中",
    "pruned": "证据已清理",
}


def _worded_run(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:2], STATES.get(row[2], row[2]), *row[3:])


def _standing(store: Store, ran: Ran) -> tuple[int, int]:
    """How many problems and doubts a run found; what somebody waived is none."""
    waived = {issue.finding.fingerprint for issue in store.findings.list(site=ran.site.id, status=Status.WAIVED)}
    results = ran.audited.results if ran.audited else ()
    found = [finding for result in results for finding in result.findings if finding.fingerprint not in waived]
    doubts = sum(finding.doubtful for finding in found)
    return len(found) - doubts, doubts


def _exit_code(runs: Runs, counts: Counts, fail_on: str) -> int:
    """The gravest: interrupted, environment, incomplete, findings, clean."""
    codes = [0]
    for failed in runs.failed:
        codes.append(_complain_of(failed))
    for ran in runs.done:
        trouble = trouble_of(ran)
        if trouble is not None:
            complain(str(trouble))
            codes.append(trouble.exit_code)
        problems, doubts = counts[ran.site.id]
        if (problems and fail_on != "never") or (doubts and fail_on == "doubt"):
            codes.append(1)
    return INTERRUPTED if runs.interrupted else max(codes)


def _complain_of(failed: Failed) -> int:
    """Tell why a site's run failed, a fault of ours with all that helps to find it; the exit code."""
    if isinstance(failed.error, HechaError):
        complain(f"站点 {failed.site.id}：{failed.error}")
        return failed.error.exit_code
    return internal_fault(failed.error, f"站点 {failed.site.id} 的运行")


def recheck(desk: Desk, check: Check, name: str, *, unit: str | None, fresh: bool, format: str, fail_on: str) -> int:
    """Run one check on one site from stored evidence, or from what only this check needs; the exit code."""
    info = site_named(desk.store, name)
    part = None if unit is None else unit_of(info, unit)
    trouble = None
    if fresh:
        _tell_to_wait(desk)
        ran = gather_only(desk.store, info, needs_of([check]), desk.settings, desk.clock)
        trouble = trouble_of(ran)
        if ran.gathered.stopped:
            complain("已中断，没有核查；再次执行同一命令从头采集")
            return INTERRUPTED
        if trouble is not None and ran.gathered.state not in USABLE:
            raise trouble
    run_id = latest_run(desk.store, info.id, check.needs).id
    audited = audit(desk.store, run_id, [check], rubrics_of(info), desk.clock)
    score_run(desk.store, run_id)
    marks = {finding.fingerprint for result in audited.results for finding in result.findings}
    issues = desk.store.findings.list(site=info.id, check=check.id)
    found = [i for i in issues if i.finding.fingerprint in marks and (part is None or concerns(i.finding, info, part))]
    rows = finding_rows(found, sheets_of(desk.store, info, run_id))
    result = audited.results[0]
    if format == "table":
        print_findings(rows, f"{info.name} · {check.title}：{_outcome_words(result.outcome, part, rows)}")
        if result.reason:
            tell(result.reason)
    else:
        print_finding_objects(rows, format)
    if trouble is not None:
        complain(str(trouble))
        return trouble.exit_code
    standing = [row for row in rows if row.standing]
    problems = [row for row in standing if not row.doubtful]
    return int(bool((problems and fail_on != "never") or (standing and fail_on == "doubt")))


def _outcome_words(outcome: Outcome, part: Unit | None, rows: Sequence[FindingRow]) -> str:
    """What a check came to; the faults of a site are not those of a unit that has none of them."""
    if part is None or rows or outcome is not Outcome.FAILED:
        return OUTCOME[outcome]
    return f"{part.name}没有问题（全站{OUTCOME[outcome]}）"


def findings(
    desk: Desk, *, site: str | None, unit: str | None, check: str | None, status: str | None, format: str
) -> None:
    """Print the findings there are."""
    wanted = _statuses(status)
    info = site_named(desk.store, site) if site else None
    if unit is not None and info is None:
        raise UsageError("用 --unit 时请同时用 --site 写明站点")
    part = unit_of(info, unit) if info and unit is not None else None
    rows: list[FindingRow] = []
    for one in [info] if info else desk.store.sites.list():
        issues = desk.store.findings.list(site=one.id, check=check)
        mine = [i for i in issues if i.status in wanted and (part is None or concerns(i.finding, one, part))]
        run_ = desk.store.runs.latest(one.id, finished=True)
        rows += finding_rows(mine, sheets_of(desk.store, one, run_.id) if run_ else ())
    if check is not None and not rows:
        registry().choose([check])  # says which checks there are; findings of one that is gone are shown all the same
    if format == "table":
        print_findings(rows, f"问题清单（共 {len(rows)} 条）")
    else:
        print_finding_objects(rows, format)


def _statuses(status: str | None) -> tuple[Status, ...]:
    if status is None:
        return tuple(one for one in Status if one.standing)
    if status == "all":
        return tuple(Status)
    shown = {title: one for one, title in STATUS.items()}
    parts = [part.strip() for part in status.replace("，", ",").split(",")]
    try:
        return tuple(shown.get(part) or Status(part) for part in parts)
    except ValueError as error:
        names = "、".join(f"{one}（{title}）" for one, title in STATUS.items())
        raise UsageError(f"没有状态“{status}”，可用：{names}、all") from error


def print_findings(rows: Sequence[FindingRow], title: str) -> None:
    """A table of findings for people, personal numbers masked."""
    header = ("站点", "单位", "检查项", "问题类型", "问题描述", "所在页面", "问题链接", "处数", "状态")
    table(
        title,
        header,
        [
            (
                row.site,
                row.unit or WHOLE_SITE,
                row.check_title,
                narrative.kind(row),
                row.message,
                row.page_url,
                row.target_url,
                len(row.places) or 1,
                STATUS[row.status],
            )
            for row in map(mask_row, rows)
        ],
    )


def print_finding_objects(rows: Sequence[FindingRow], format: str) -> None:
    """Findings in the form of the contract, personal numbers masked."""
    if format == "csv":
        findings_to_csv(rows, sys.stdout.buffer)
        sys.stdout.flush()
    else:
        emit_objects(format, [finding_object(mask_row(row)) for row in rows])


def export(
    desk: Desk, name: str, unit: str | None, format: str, output: Path, *, due_days: int | None, issuer: str
) -> None:
    """Write the findings list of a site or a unit."""
    kind = format or output.suffix.lstrip(".").lower()
    if not kind:
        raise UsageError(f"请用 --format 写明导出格式，或给输出文件名加上扩展名，可用：{'、'.join(FORMATS)}")
    if kind not in FORMATS:
        raise UsageError(f"没有“{kind}”这种导出格式，可用：{'、'.join(FORMATS)}")
    info = site_named(desk.store, name)
    part: Unit | None = None if unit is None else unit_of(info, unit)
    made = dossier(desk.store, info, part, at=desk.clock.now(), due_days=due_days, issuer=issuer)
    path = write(made, kind, output)
    if not desk.quiet:
        tell(f"已导出 {len(made.problems)} 条问题、{len(made.doubts)} 条疑似：{path}")


def demo(settings: Settings, clock: Clock, folder: Path | None, *, progress: bool) -> int:
    """Run the demonstration; the exit code."""
    from jobs.demo import run_demo

    return run_demo(settings, clock, folder, progress=progress)


def schedule(desk: Desk, *, once: bool, workers: bool) -> None:
    """Run the nights until told to stop."""
    from jobs.schedule import serve

    start_logging(max(desk.verbose, 1), quiet=desk.quiet)  # a clock that says nothing is not to be trusted
    serve(desk.store, desk.settings, once=once, workers=workers)


def worker(desk: Desk, at_once: int | None) -> None:
    """Run the nights the clock asks for until told to stop."""
    from jobs.worker import work

    start_logging(max(desk.verbose, 1), quiet=desk.quiet)
    work(desk.store, desk.settings, at_once=at_once or desk.settings.schedule.at_once)


def prune(desk: Desk, *, dry_run: bool) -> None:
    """Remove the evidence of old runs, or say which that would be."""
    from jobs.prune import prunable, prune

    if dry_run:
        runs = tuple(prunable(desk.store, desk.settings.storage, desk.clock.now()))
        for run in runs:
            print(f"站点 {run.site}  第 {run.id} 次运行  {chinese_time(run.started_at)}")
        if not runs:
            tell("没有需要清理的运行")
        return
    done = prune(desk.store, desk.settings, desk.clock.now())
    tell(done.words)
