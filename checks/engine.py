"""Runs checks over one site: each page read once and shown to every page check, then the site checks."""

import traceback
from collections.abc import Iterable, Mapping
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
from evidence.page import Page
from evidence.records import Need, Place
from evidence.scope import owner
from evidence.site import Site


class Undeclared(Exception):
    """A check said a code or measure that it did not declare: a fault of the check."""


def needs_of(checks: Iterable[Check]) -> frozenset[Need]:
    """The gathering plan: everything any of these checks reads."""
    return frozenset(need for check in checks for need in check.needs)


def audit(site: Site, checks: Iterable[Check], options: Mapping[str, Any] | None = None) -> tuple[Result, ...]:
    """What each check says of a site, in the order of their ids. The same evidence gives the same results.

    `options` replaces a check's own defaults by its id. A check that raises is an `error` with its text; the others
    go on.
    """
    options = options or {}
    chosen = sorted(checks, key=lambda check: check.id)
    said: dict[str, list[Statement]] = {check.id: [] for check in chosen}
    faults: dict[str, str] = {}
    unread = {check.id: reason for check in chosen if (reason := _untested(site, check))}
    ready = [check for check in chosen if check.id not in unread]
    pages = _show_pages(site, [check for check in ready if check.on_page], options, said, faults)
    for check in ready:
        if check.on_site is not None:
            narrow = NarrowSite(site, check.needs, check.id)
            _collect(check, check.on_site, narrow, options, said, faults)
    return tuple(
        _result(site, check, said[check.id], faults.get(check.id), unread.get(check.id), pages) for check in chosen
    )


def _untested(site: Site, check: Check) -> str:
    """Why a check cannot be run on this evidence, in Chinese; empty when it can."""
    missing = site.coverage.missing
    return "；".join(missing[need] for need in sorted(check.needs) if need in missing)


def _show_pages(
    site: Site,
    checks: list[Check],
    options: Mapping[str, Any],
    said: dict[str, list[Statement]],
    faults: dict[str, str],
) -> int:
    if not checks:
        return 0
    count = 0
    for page in site.pages():
        count += 1
        for check in checks:
            if check.id not in faults and check.on_page is not None:
                _collect(check, check.on_page, page, options, said, faults)
    return count


def _collect(
    check: Check,
    run: Any,
    subject: Site | Page,
    options: Mapping[str, Any],
    said: dict[str, list[Statement]],
    faults: dict[str, str],
) -> None:
    try:
        for statement in run(subject, options.get(check.id, check.options)):
            _declared(check, statement)
            said[check.id].append(statement)
    except Exception as error:  # noqa: BLE001 - one check's fault must not end the night; it is named in its result
        where = traceback.extract_tb(error.__traceback__)[-1]
        faults[check.id] = f"{type(error).__name__}: {error} ({where.name}:{where.lineno})"


def _declared(check: Check, statement: Statement) -> None:
    if isinstance(statement, Problem) and statement.code not in check.codes:
        raise Undeclared(f"{check.id} does not declare the code {statement.code}")
    if isinstance(statement, Measure) and statement.name not in check.measures:
        raise Undeclared(f"{check.id} does not declare the measure {statement.name}")


def _result(
    site: Site, check: Check, said: list[Statement], fault: str | None, unread: str | None, pages: int
) -> Result:
    findings = _findings(site, check, said)
    measures = tuple(sorted((s for s in said if isinstance(s, Measure)), key=_measure_order))
    unknowns = tuple(sorted({s for s in said if isinstance(s, Unknown)}, key=lambda u: (u.subject, u.url, u.reason)))
    outcome, reason = _outcome(said, fault, unread)
    if fault or unread:
        findings, measures, unknowns = (), (), ()
    return Result(
        check=check.id,
        version=check.version,
        outcome=outcome,
        reason=reason,
        looked_at=pages if check.on_page else _looked_at(measures),
        findings=findings,
        measures=measures,
        unknowns=unknowns,
    )


def _outcome(said: list[Statement], fault: str | None, unread: str | None) -> tuple[Outcome, str]:
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


def _findings(site: Site, check: Check, said: list[Statement]) -> tuple[Finding, ...]:
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
