"""Sites as the inventory names them, and runs from start to end."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.errors import IncompleteError, UsageError
from evidence.records import Coverage, SiteInfo, Unit
from storage.codec import clean
from storage.runs import RunState
from storage.sites import Change
from storage.store import Store, open_store
from tests.storage.conftest import NOW

words = st.text(max_size=8)
units = st.builds(
    Unit, name=words, kind=words, scope=st.lists(words, max_size=2).map(tuple), publisher=words, contact=words
)
names = st.lists(words, max_size=2).map(tuple)
infos = st.builds(
    SiteInfo,
    id=words,
    name=words,
    url=words,
    rubrics=names,
    units=st.lists(units, max_size=2).map(tuple),
    scope=names,
)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(info=infos)
def test_any_site_comes_back_and_importing_twice_changes_nothing(store: Store, info: SiteInfo) -> None:
    store.sites.upsert(info)
    assert store.sites.upsert(info) is Change.SAME
    stored = store.sites.get(info.id)
    assert stored is not None and (stored.id, stored.name) == (clean(info.id), clean(info.name))
    assert [clean(unit.name) for unit in info.units] == [unit.name for unit in stored.units]
    assert tuple(map(clean, info.scope)) == stored.scope
    assert store.sites.upsert(stored) is Change.SAME


def test_a_changed_row_changes_that_site(store: Store) -> None:
    moved = SiteInfo(
        id="jia", name="甲区", url="https://www.jia.gov.cn/", units=(Unit(name="区民政局", scope=("/mz/",)),)
    )
    new = SiteInfo(id="bing", name="丙区", url="http://www.bing.gov.cn/")
    yi = store.sites.get("yi")
    assert yi is not None
    changes = store.sites.upsert_many([(moved, None), (yi, None), (new, {"pace": {"per_host": 1}})])
    assert changes == (Change.CHANGED, Change.SAME, Change.ADDED)
    assert store.sites.get("jia") == moved
    assert [info.id for info in store.sites.list()] == ["bing", "jia", "yi"]
    assert store.sites.settings("bing") == {"pace": {"per_host": 1}}
    assert store.sites.upsert(new) is Change.SAME  # without settings they stay
    assert store.sites.settings("bing") == {"pace": {"per_host": 1}}
    assert store.sites.upsert(new, {}) is Change.CHANGED
    assert store.sites.settings("nowhere") == {}


def test_an_import_that_breaks_off_leaves_nothing(store: Store) -> None:
    entries = [
        (SiteInfo(id="ding", name="丁", url="http://d.gov.cn/"), None),
        (SiteInfo(id="wu", name="戊", url=""), {1: {2}}),
    ]
    with pytest.raises(TypeError):
        store.sites.upsert_many(entries)  # type: ignore[arg-type]
    assert store.sites.get("ding") is None


def test_a_run_from_start_to_end(store: Store) -> None:
    run = store.runs.start("jia", NOW, {"checks": ["broken-links"], "pages": 500})
    started = store.runs.get(run)
    assert started is not None
    assert (started.state, started.started_at, started.plan["pages"]) == (RunState.RUNNING, NOW, 500)
    assert started.started_at.utcoffset() == timedelta(hours=8)
    assert not started.coverage.complete
    assert store.runs.latest("jia", finished=True) is None
    coverage = Coverage(pages=3, addresses=9, complete=False, skipped={"robots": 2}, notes=("只到第 2 层",))
    store.runs.finish(run, NOW + timedelta(minutes=3), RunState.PARTIAL, coverage, "采集 3 页")
    ended = store.runs.latest("jia", finished=True)
    assert ended is not None
    assert (ended.id, ended.coverage, ended.summary) == (run, coverage, "采集 3 页")
    assert ended.finished_at == NOW + timedelta(minutes=3)


def test_the_newest_run_and_the_newest_usable_one(store: Store) -> None:
    good = store.runs.start("jia", NOW, {})
    store.runs.finish(good, NOW, RunState.FINISHED, Coverage())
    for state in (RunState.FAILED, RunState.INTERRUPTED):
        bad = store.runs.start("jia", NOW, {})
        store.runs.finish(bad, NOW, state, Coverage(complete=False))
    store.runs.start("yi", NOW, {})
    newest, usable = store.runs.latest("jia"), store.runs.latest("jia", finished=True)
    assert newest and usable and (newest.id, usable.id) == (bad, good)
    assert [run.site for run in store.runs.unfinished()] == ["jia", "yi"]
    assert [run.id for run in store.runs.list("jia")] == [good, good + 1, bad]
    assert store.runs.get(10_000) is None


def test_a_run_of_an_unknown_site_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="没有站点 nowhere"):
        store.runs.start("nowhere", NOW, {})
    assert store.runs.list() == ()


def test_only_a_run_without_a_sign_of_life_is_taken_over(store: Store, run: int) -> None:
    idle = timedelta(minutes=5)

    def taken(at: datetime) -> bool:
        known = store.runs.get(run)
        return known is not None and store.runs.resume(known, at, idle, {"worker": "b"})

    store.runs.heartbeat(run, NOW + timedelta(minutes=4))
    assert not taken(NOW + timedelta(minutes=8))
    assert taken(NOW + timedelta(minutes=10))
    assert not taken(NOW + timedelta(minutes=10))
    store.runs.finish(run, NOW, RunState.INTERRUPTED, Coverage(complete=False))
    assert taken(NOW)
    store.runs.finish(run, NOW, RunState.FINISHED, Coverage())
    assert not taken(NOW + timedelta(days=1))


@pytest.mark.parametrize("idle", [None, timedelta(minutes=5)])
def test_of_two_that_see_a_dead_run_one_takes_it(store: Store, run: int, idle: timedelta | None) -> None:
    seen = store.runs.get(run)
    assert seen is not None
    assert store.runs.resume(seen, NOW + timedelta(minutes=10), idle, {"worker": "b"})
    assert not store.runs.resume(seen, NOW + timedelta(minutes=20), idle, {"worker": "c"})
    assert [one.plan["worker"] for one in store.runs.list()] == ["b"]


def test_a_dead_run_is_taken_over_though_the_clock_was_set_back(store: Store, run: int) -> None:
    seen = store.runs.get(run)
    assert seen is not None
    assert store.runs.resume(seen, NOW - timedelta(days=1), None, {"worker": "b"})


def test_a_run_that_another_took_over_is_no_longer_changed_by_who_had_it(store: Store, url: str) -> None:
    """A process that slept through its own death must not end the run under the hands of who goes on with it."""
    run = store.runs.start("jia", NOW, {"worker": "a"})
    with open_store(url) as other:
        seen = other.runs.get(run)
        assert seen is not None
        assert other.runs.resume(seen, NOW + timedelta(minutes=10), timedelta(minutes=1), {"worker": "b"})
        with pytest.raises(IncompleteError, match="接着做"):
            store.runs.heartbeat(run, NOW + timedelta(minutes=11))
        with pytest.raises(IncompleteError, match="接着做"):
            store.runs.finish(run, NOW + timedelta(minutes=11), RunState.FAILED, Coverage(complete=False))
        other.runs.heartbeat(run, NOW + timedelta(minutes=12))
        other.runs.finish(run, NOW + timedelta(minutes=13), RunState.FINISHED, Coverage())
    ended = store.runs.get(run)
    assert ended is not None
    assert (ended.state, ended.finished_at) == (RunState.FINISHED, NOW + timedelta(minutes=13))
