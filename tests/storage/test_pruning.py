"""Pruning: what only old runs used goes, what newer ones use stays whole, at whatever moment it is broken off."""

import sqlite3
import threading
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from evidence.records import Coverage, Fetch, Link, LinkKind, Need, Probe, SiteInfo, Skip, Visit
from storage.database import hold_off_pruning
from storage.opening import APPLICATION_ID
from storage.runs import RunState
from storage.site import StoredSite
from storage.store import Store, open_store
from storage.tables import bodies, link_sets, looks, probes, skips
from tests.storage.conftest import NOW

HOME = "http://www.jia.gov.cn/"
PAGES = 30


def always() -> bool:
    return True


def page(number: int, text: str, times: int = 200) -> Visit:
    """A page with links; the same text gives the same body."""
    body = f"<html>{text}".encode() * times
    url = f"{HOME}{number}"
    fetch = Fetch(url=url, at=NOW, status=200, body_hash=sha256(body).hexdigest(), final_url=url)
    links = tuple(Link(f"{HOME}{number + step}", text[:12], LinkKind.A) for step in range(5))
    return Visit(fetch=fetch, depth=1, body=body, links=links)


def crawl(store: Store, *visits: Visit, state: RunState = RunState.FINISHED) -> int:
    """A run that saw these pages, and left a skip and a probe."""
    run = store.runs.start("jia", NOW, {})
    left = Skip(f"{HOME}private", "robots", "")
    probe = Probe(need=Need.SEARCH, subject=HOME, at=NOW, data={"hits": 1})
    store.evidence.writer(run).write([*visits, left, probe])
    store.runs.finish(run, NOW, state, Coverage(pages=len(visits)))
    return run


def two_nights(store: Store) -> tuple[int, int]:
    """Two runs that share every second page."""
    first = crawl(store, *(page(n, f"第 {n} 篇") for n in range(PAGES)))
    second = crawl(store, *(page(n, f"第 {n} 篇" + "，已改" * (n % 2)) for n in range(PAGES)))
    return first, second


def seen(store: Store, run: int) -> object:
    """All that can be read of a run."""
    site = StoredSite(store, run)
    pages = [(page.url, page.html, page.links) for page in site.pages()]
    return pages, site.skips(), site.probes(Need.SEARCH)


def counts(store: Store) -> dict[str, int]:
    """The rows of each table of evidence."""
    with store.database.read() as connection:
        tables = (looks, skips, probes, bodies, link_sets)
        return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_what_only_the_old_run_used_goes_and_the_newer_one_stays_whole(store: Store) -> None:
    first, second = two_nights(store)
    before = seen(store, second)
    assert counts(store)["bodies"] == counts(store)["link_sets"] == PAGES * 3 // 2
    assert store.pruning.mark([first]) == 1
    store.pruning.sweep(always)
    left = {"looks": PAGES, "skips": 1, "probes": 1, "bodies": PAGES, "link_sets": PAGES}
    assert counts(store) == left
    assert seen(store, second) == before
    kept = store.runs.get(first)
    assert kept is not None and kept.state is RunState.PRUNED and kept.coverage.pages == PAGES


@pytest.mark.parametrize("pieces", range(8))
def test_a_pruning_that_is_broken_off_leaves_all_whole_and_is_ended_later(store: Store, pieces: int) -> None:
    first, second = two_nights(store)
    before = seen(store, second)
    store.pruning.mark([first])

    class Killed(BaseException):
        pass

    left = iter(range(pieces))

    def going() -> bool:
        if next(left, None) is None:
            raise Killed
        return True

    with pytest.raises(Killed):
        store.pruning.sweep(going)
    assert seen(store, second) == before
    store.pruning.sweep(always)
    assert seen(store, second) == before
    assert counts(store)["looks"] == counts(store)["bodies"] == PAGES


def test_a_run_under_way_or_interrupted_is_not_given_up(store: Store) -> None:
    under_way = store.runs.start("jia", NOW, {})
    interrupted = crawl(store, page(1, "一"), state=RunState.INTERRUPTED)
    assert store.pruning.mark([under_way, interrupted]) == 0
    store.pruning.sweep(always)
    assert counts(store)["looks"] == 1


def test_a_writer_that_remembers_a_body_writes_it_again_when_it_is_gone(store: Store) -> None:
    run = store.runs.start("jia", NOW, {})
    writer = store.evidence.writer(run)
    writer.write([page(1, "一")])
    store.runs.finish(run, NOW, RunState.FINISHED, Coverage())
    store.pruning.mark([run])
    store.pruning.sweep(always)
    assert counts(store)["bodies"] == 0
    writer.write([page(2, "一")])
    assert counts(store)["bodies"] == 1


def test_what_a_writer_refers_to_while_the_pruning_runs_stays(store: Store) -> None:
    first = crawl(store, page(1, "一"))
    store.pruning.mark([first])
    with store.database.read() as connection:
        row = dict(connection.execute(select(looks)).mappings().one())
    tonight = store.runs.start("jia", NOW, {})
    with store.database.write() as connection:
        hold_off_pruning(connection)
        pruning = threading.Thread(target=store.pruning.sweep, args=(always,))
        pruning.start()
        pruning.join(0.3)
        new = {name: value for name, value in row.items() if name != "id"} | {"run_id": tonight}
        connection.execute(insert(looks).values(new))
    pruning.join()
    assert counts(store) == {"looks": 1, "skips": 0, "probes": 0, "bodies": 1, "link_sets": 1}
    assert [page.html for page in StoredSite(store, tonight).pages()] == ["<html>一" * 200]


def noise(number: int) -> Visit:
    """A page that does not pack."""
    return page(number, "".join(sha256(f"{number} {step}".encode()).hexdigest() for step in range(200)), times=1)


@pytest.mark.parametrize("age", ["new", "older"])
def test_the_file_shrinks(tmp_path: Path, age: str) -> None:
    path = tmp_path / "hecha.db"
    if age == "older":  # as it was made before there was any pruning
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode=WAL")
    with open_store(str(path)) as store:
        store.sites.upsert(SiteInfo(id="jia", name="甲", url=HOME))
        old = crawl(store, *(noise(n) for n in range(100)))
        second = crawl(store, page(1, "一"))
        before, kept = store.pruning.size(), seen(store, second)
        store.pruning.mark([old])
        store.pruning.sweep(always)
        if age == "older":
            assert not store.pruning.shrink(always, room=0)  # no room on the disk for a second file
            under_way = store.runs.start("jia", NOW, {})
            assert not store.pruning.shrink(always, room=10 * before)  # it would hold up the crawl
            store.runs.finish(under_way, NOW, RunState.FAILED, Coverage())
        assert store.pruning.shrink(always, room=10 * before)
        assert store.pruning.size() < before / 2
        assert path.stat().st_size == store.pruning.size()
        assert seen(store, second) == kept
        assert store.pruning.shrink(always, room=0)  # from now on it needs no room


def test_a_server_is_tidied(store: Store) -> None:
    first, second = two_nights(store)
    kept = seen(store, second)
    store.pruning.mark([first])
    store.pruning.sweep(always)
    assert store.pruning.shrink(always, room=0)
    assert seen(store, second) == kept
