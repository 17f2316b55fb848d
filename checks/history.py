"""The life of findings over runs: new, open, fixed, reopened, waived. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from checks.model import Finding, Outcome, Result, Status, Unknown
from evidence.records import Fetch
from evidence.site import Site
from evidence.verdict import last_asked

# Outcomes of a check that looked at all it had to see; the others fix nothing.
CONCLUSIVE = frozenset((Outcome.PASSED, Outcome.FAILED))
# Answers that say for sure what an address is today: gone is an answer, too.
_GONE = (404, 410)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that is let stand: why, on whose word, and until which day (that day included)."""

    reason: str
    name: str
    expiry: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it still counts on a day."""
        return self.expiry is None or day <= self.expiry


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueState:
    """Where a finding stands.

    `changed_run` is the last run that touched it and `before` how it stood before that run (None: not known then):
    a second audit of the same run starts from there, so it gives the same answer as the first.
    """

    finding: Finding
    status: Status
    first_seen: datetime
    last_seen: datetime
    first_run: int
    last_run: int
    changed_run: int
    closed_at: datetime | None = None
    waiver: Waiver | None = None
    before: "IssueState | None" = None


def advance(
    previous: Mapping[str, IssueState],
    findings: Iterable[Finding],
    relooked: Callable[[Finding], bool],
    at: datetime,
    run: int,
) -> dict[str, IssueState]:
    """The states that an audit of a run changes, by fingerprint.

    `relooked` says of a finding that is absent whether its check concluded and its page was seen again; only then
    is it fixed. What a later run has touched is left alone.
    """
    found = {finding.fingerprint: finding for finding in reversed(list(findings))}
    updates: dict[str, IssueState] = {}
    for mark, finding in sorted(found.items()):
        state = previous.get(mark)
        if state is None or state.changed_run <= run:
            updates[mark] = _seen(state, finding, at, run)
    for mark, state in sorted(previous.items()):
        if mark not in found and state.changed_run <= run and relooked(state.finding):
            updates[mark] = _absent(state, at, run)
    return {mark: state for mark, state in updates.items() if state != previous.get(mark)}


def _base(state: IssueState | None, run: int) -> IssueState | None:
    """How the finding stood before this run, with the waiver it has today."""
    if state is None or state.changed_run < run:
        return state
    return state.before and replace(state.before, waiver=state.waiver)


def _seen(state: IssueState | None, finding: Finding, at: datetime, run: int) -> IssueState:
    base = _base(state, run)
    waiver = state.waiver if state else None
    return IssueState(
        finding=finding,
        status=Status.WAIVED if waiver and waiver.holds(at.date()) else _status_seen(base),
        first_seen=base.first_seen if base else at,
        last_seen=at,
        first_run=base.first_run if base else run,
        last_run=run,
        changed_run=run,
        waiver=waiver,
        before=_flat(base),
    )


def _status_seen(base: IssueState | None) -> Status:
    if base is None:
        return Status.NEW
    return Status.REOPENED if base.status is Status.FIXED else Status.OPEN


def _absent(state: IssueState, at: datetime, run: int) -> IssueState:
    base = _base(state, run)
    if base and base.status is Status.FIXED:
        return base
    return replace(base or state, status=Status.FIXED, closed_at=at, changed_run=run, before=_flat(base))


def _flat(base: IssueState | None) -> IssueState | None:
    """One step back is enough; keeping more would grow with every night."""
    return base and replace(base, before=None)


def concluded(results: Iterable[Result]) -> Callable[[Finding], bool]:
    """Whether the check of a finding ran and could tell about the subject and the addresses of the finding."""
    ran = {result.check: result.unknowns for result in results if result.outcome in CONCLUSIVE}

    def told(finding: Finding) -> bool:
        unknowns = ran.get(finding.check)
        return unknowns is not None and not any(_covers(unknown, finding) for unknown in unknowns)

    return told


def _covers(unknown: Unknown, finding: Finding) -> bool:
    if not unknown.subject and not unknown.url:
        return True
    if unknown.subject and unknown.subject == finding.subject:
        return True
    return bool(unknown.url) and unknown.url in (finding.page_url, finding.target_url)


def looked_again(site: Site, findings: Iterable[Finding]) -> Callable[[Finding], bool]:
    """Whether the place of a finding was seen again in this run.

    A page is seen again when it was read, or answered that it is gone. A target is seen again when it answered, or
    when it is used nowhere any more and every page that used it was seen again.
    """
    used = site.places({finding.target_url for finding in findings if finding.target_url})

    def relooked(finding: Finding) -> bool:
        if finding.target_url is None:
            return answered(site, finding.page_url)
        if any(fetch.ok for fetch in site.looks(finding.target_url)[-1:]):
            return True
        pages = {finding.page_url, *(place.page_url for place in finding.places)}
        return not used.get(finding.target_url) and all(answered(site, page) for page in sorted(pages))

    return relooked


def answered(site: Site, url: str) -> bool:
    """Whether a page was read in this run, or said that it is gone."""
    looks = site.looks(url)
    return site.page(url) is not None or (bool(looks) and _gone(last_asked(looks)))


def _gone(fetch: Fetch) -> bool:
    return fetch.status in _GONE
