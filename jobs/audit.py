"""Audit: open a stored run as a site, run checks over it, and write down what they said and what it changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.api import Check
from checks.engine import audit as run_checks
from checks.model import Finding, Result
from evidence.site import Site
from evidence.verdict import VerdictKind, judge
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
    store.results.save(run, now, results)
    store.findings.record(site.info.id, run, now, results, lambda finding: looked_again(site, finding))
    return Audited(run=run, results=results)


def looked_again(site: Site, finding: Finding) -> bool:
    """Whether this run really saw what an earlier finding is about: only then can its absence mean "fixed".

    A target that was blocked or not reached proves nothing; neither does a page that was not read.
    """
    if finding.target_url and not finding.target_url.startswith("http"):
        return site.page(finding.page_url) is not None
    target = (finding.target_url or "").partition("#")[0]
    page_seen = site.page(finding.page_url) is not None
    if not target:
        return page_seen
    verdict = judge(site.looks(target))
    if verdict.looks:
        return verdict.kind is VerdictKind.OK or verdict.broken
    # Nothing leads to the target any more: the page to mend was read and does not use it.
    return page_seen and not site.places([target]).get(target)
