"""Runs whose crawl came to its end and whose process died before they were judged: nothing is asked for twice."""

from collections.abc import Iterable
from datetime import timedelta

from checks.api import Check
from checks.engine import needs_of
from crawler.plan import Limits
from evidence.records import SiteInfo
from jobs.clock import Clock
from jobs.gather import Gathered, has_brought, worker_of
from jobs.night_worker import surely_gone
from jobs.settings import Settings
from storage.runs import Run
from storage.store import Store


def unjudged(
    store: Store, info: SiteInfo, checks: Iterable[Check], settings: Settings, clock: Clock, limits: Limits | None
) -> Gathered | None:
    """The newest run of a site, if it only waits to be judged by these checks; None when it must be gathered."""
    chosen = tuple(checks)
    run = store.runs.latest(info.id)
    if run is None or not has_brought(run, info, needs_of(chosen), settings, limits):
        return None
    old = clock.now() - run.started_at >= timedelta(hours=settings.schedule.resume_hours)
    if old or not surely_gone(worker_of(run)) or _judged(store, info, run, chosen):
        return None
    return Gathered(run=run.id, state=run.state, coverage=run.coverage, home=None, resumed=True)


def _judged(store: Store, info: SiteInfo, run: Run, checks: Iterable[Check]) -> bool:
    """Whether every check has said its word on a run, and every scorecard of it is there: they come last."""
    said = {result.check for result in store.results.latest(run=run.id)}
    cards = {(card.rubric, card.unit) for card in store.scores.list(run=run.id)}
    units = ("", *(unit.name for unit in info.units))
    return said.issuperset(check.id for check in checks) and cards.issuperset(
        (rubric, unit) for rubric in info.rubrics for unit in units
    )
