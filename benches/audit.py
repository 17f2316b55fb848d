"""What each check costs over stored evidence: CPU milliseconds a page, beside what reading the pages costs.

python -m benches.audit [--pages 600]
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benches import hecha, phase, portal, server
from checks.api import Check
from checks.engine import audit
from checks.registry import registry
from evidence.records import Need
from jobs.options import options_for
from rubric_map.library import find
from storage.site import StoredSite
from storage.store import Store, open_store

RUNS = 3


def main() -> None:
    """Build a portal, gather it once, and time each check alone and all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=600)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        os.environ.update(hecha.environment())
        portal.build(where / "portal", pages=pages, addresses=server.free_addresses())
        database = str(where / "hecha.db")
        with server.serve(where / "portal") as home:
            phase.run_gather(database, str(home), needs=hecha.NEEDS | {Need.FILES})
        with open_store(database) as store:
            _print(store, pages)


def _print(store: Store, pages: int) -> None:
    run = store.runs.latest(hecha.SITE, finished=True)
    assert run is not None
    checks = registry().choose()
    read = _cost(lambda: [page.tree for page in StoredSite(store, run.id).pages()], pages)
    print(f"{pages} pages; CPU ms/page, best of {RUNS}; reading and parsing every page: {read:.2f}")
    for check in checks:
        kind = "page" if check.on_page else "site"
        print(f"{check.id:22} {kind}  {_check_cost(store, run.id, [check], pages):6.2f}")
    page_checks = [check for check in checks if check.on_page]
    together = _check_cost(store, run.id, page_checks, pages)
    print(f"{'all page checks':22}       {together:6.2f}  (beyond reading: {max(0.0, together - read):.2f})")
    print(f"{'all checks':22}       {_check_cost(store, run.id, checks, pages):6.2f}")


def _check_cost(store: Store, run: int, checks: Iterable[Check], pages: int) -> float:
    chosen = tuple(checks)
    options = options_for([find(name) for name in phase.RUBRICS])
    return _cost(lambda: audit(StoredSite(store, run), chosen, options), pages)


def _cost(job: Callable[[], object], pages: int) -> float:
    best = float("inf")
    for _ in range(RUNS):
        begin = time.process_time()
        job()
        best = min(best, time.process_time() - begin)
    return best / pages * 1000


if __name__ == "__main__":
    main()
