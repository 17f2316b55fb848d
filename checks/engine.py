"""Runs checks over one site: each page read once and shown to every page check, then the site checks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from checks.api import Check
from checks.model import (
    Doubt,
    Finding,
    Inapplicable,
    Measure,
    Outcome,
    Problem,
    Result,
    Statement,
    Unknown,
    fingerprint,
)
from checks.narrow import NarrowSite
from checks.saying import Saying
from evidence.records import Need, Place
from evidence.scope import owner
from evidence.site import Site


def needs_of(checks: Iterable[Check]) -> frozenset[Need]:
    """The gathering plan: everything any of these checks reads."""
    return frozenset(need for check in checks for need in check.needs)


def audit(site: Site, checks: Iterable[Check], options: Mapping[str, Any] | None = None) -> tuple[Result, ...]:
    """What each check says of a site, in the order of their ids. The same evidence gives the same results.

    `options` replaces a check's own defaults by its id. A check that raises is an `error` with its text; the others
    go on.
    """
    chosen = sorted(checks, key=lambda check: check.id)
    sayings = [Saying(check, options or {}) for check in chosen]
    unread = {check.id: reason for check in chosen if (reason := _untested(site, check))}
    ready = [saying for saying in sayings if saying.check.id not in unread]
    pages = _show_pages(site, ready)
    for saying in ready:
        check = saying.check
        if check.on_site is not None:
            saying.take(check.on_site, NarrowSite(site, check.needs, check.id))
    return tuple(_result(site, saying, unread.get(saying.check.id, ""), pages) for saying in sayings)


def _untested(site: Site, check: Check) -> str:
    """Why a check cannot be run on this evidence, in Chinese; empty when it can."""
    missing = site.coverage.missing
    return "；".join(missing[need] for need in sorted(check.needs) if need in missing)


def _show_pages(site: Site, sayings: Iterable[Saying]) -> int:
    """Show every page to every page check; how many pages there were."""
    shown = [(saying, saying.check.on_page) for saying in sayings if saying.check.on_page is not None]
    count = 0
    for page in site.pages() if shown else ():
        count += 1
        for saying, on_page in shown:
            saying.take(on_page, page)
    return count


def _result(site: Site, saying: Saying, unread: str, pages: int) -> Result:
    check, fault = saying.check, saying.fault
    said: list[Statement] = [] if fault or unread else saying.statements
    measures = tuple(sorted((s for s in said if isinstance(s, Measure)), key=_measure_order))
    outcome, reason = _outcome(said, fault, unread)
    return Result(
        check=check.id,
        version=check.version,
        outcome=outcome,
        reason=reason,
        looked_at=pages if check.on_page else _looked_at(measures),
        findings=_findings(site, check, said),
        measures=measures,
        unknowns=tuple(sorted({s for s in said if isinstance(s, Unknown)}, key=lambda u: (u.subject, u.url, u.reason))),
    )


def _outcome(said: Sequence[Statement], fault: str, unread: str) -> tuple[Outcome, str]:
    if unread:
        return Outcome.UNTESTED, unread
    if fault:
        return Outcome.ERROR, fault
    if any(isinstance(s, Problem) and not isinstance(s, Doubt) for s in said):
        return Outcome.FAILED, ""
    whole = [s.reason for s in said if isinstance(s, Unknown) and not s.subject]
    if whole:
        return Outcome.CANNOT_TELL, "；".join(dict.fromkeys(whole))
    inapplicable = [s.reason for s in said if isinstance(s, Inapplicable)]
    if inapplicable:
        return Outcome.INAPPLICABLE, "；".join(dict.fromkeys(inapplicable))
    if any(isinstance(s, Doubt) for s in said):
        return Outcome.CANNOT_TELL, "有疑似问题，需人工确认"
    return Outcome.PASSED, ""


def _findings(site: Site, check: Check, said: Iterable[Statement]) -> tuple[Finding, ...]:
    """The problems and doubts as findings: one a fingerprint, a problem before a doubt of the same identity.

    The places of all that say the same are together: who mends it must know every page.
    """
    found: dict[str, Finding] = {}
    places: dict[str, dict[Place, None]] = {}
    for statement in said:
        if not isinstance(statement, Problem):
            continue
        doubtful = isinstance(statement, Doubt)
        key = fingerprint(check.id, statement)
        places.setdefault(key, {}).update(dict.fromkeys(statement.places))
        if key in found and (doubtful or not found[key].doubtful):
            continue
        found[key] = Finding(
            fingerprint=key,
            site=site.info.id,
            check=check.id,
            code=statement.code,
            doubtful=doubtful,
            page_url=statement.page_url,
            target_url=statement.target_url,
            subject=statement.subject,
            message=statement.message,
            unit=owner(site.info, statement.page_url),
            evidence=statement.evidence,
        )
    whole = (replace(one, places=tuple(places[key])) for key, one in found.items())
    return tuple(sorted(whole, key=lambda f: (f.doubtful, f.code, f.page_url, f.target_url or "", f.subject)))


def _looked_at(measures: tuple[Measure, ...]) -> int:
    """How much a site check looked at: its own whole-site measure named `…-checked`, else what it measured."""
    for measure in measures:
        if measure.name.endswith("-checked") and not measure.unit and isinstance(measure.value, int):
            return measure.value
    return len(measures)


def _measure_order(measure: Measure) -> tuple[str, str, str, str]:
    return (measure.name, measure.unit, measure.subject, measure.url)
