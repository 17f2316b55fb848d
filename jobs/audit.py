"""Audit: open a stored run as a site, run checks over it, and write down what they said and what it changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.api import Check
from checks.engine import audit as run_checks
from checks.history import looked_again
from checks.model import Result
from jobs.clock import Clock
from jobs.options import options_for
from rubric_map.model import Rubric
from storage.site import StoredSite
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """The results of one audit and the run they rest on."""

    run: int
    results: tuple[Result, ...]


def audit(store: Store, run: int, checks: Iterable[Check], rubrics: Iterable[Rubric], clock: Clock) -> Audited:
    """Run checks over the evidence of a run, without any request, and store results and findings.

    `rubrics` say what is asked of the checks (which columns, which limits).
    """
    site = StoredSite(store, run)
    results = run_checks(site, checks, options_for(rubrics))
    now = clock.now()
    known = [issue.finding for issue in store.findings.list(site=site.info.id)]
    store.findings.record(site.info.id, run, now, results, looked_again(site, known))
    store.results.save(run, now, results)  # last: a run that has results has its findings too, whatever was killed
    return Audited(run=run, results=results)
