"""One phase of hecha as a process of its own, so that each is measured alone: `phase.py gather|audit DATABASE URL`."""

import sys

from benches.hecha import NEEDS, SITE
from checks.registry import registry
from evidence.records import Need, SiteInfo
from jobs.at_once import gather_only
from jobs.audit import audit
from jobs.clock import Clock
from jobs.collecting import collect_rarely
from jobs.settings import load_settings
from rubric_map.library import find
from storage.store import open_store

RUBRICS = ("songjiang-2022",)


def run_gather(database: str, url: str, *, needs: frozenset[Need] = NEEDS) -> None:
    """Crawl the site into the database for these needs."""
    settings = load_settings(database=database)
    info = SiteInfo(id=SITE, name=SITE, url=url, rubrics=RUBRICS)
    with open_store(settings.database_url) as store:
        store.sites.upsert(info)
        gathered = gather_only(store, info, needs, settings, Clock()).gathered
    coverage = gathered.coverage
    skipped = ", ".join(f"{reason} {count}" for reason, count in coverage.skipped.items())
    print(f"{gathered.state}: {coverage.pages} pages, {coverage.addresses} addresses, skipped: {skipped}")


def run_audit(database: str) -> None:
    """Run every check over what was gathered, with what the rubric asks of them."""
    with open_store(database) as store:
        run = store.runs.latest(SITE, finished=True)
        if run is None:
            raise SystemExit("nothing was gathered")
        audited = audit(store, run.id, registry().choose(), map(find, RUBRICS), Clock())
    print(", ".join(f"{result.check} {result.outcome} {len(result.findings)}" for result in audited.results))


if __name__ == "__main__":
    _, phase, database, url = sys.argv
    collect_rarely()
    if phase == "gather":
        run_gather(database, url)
    else:
        run_audit(database)
