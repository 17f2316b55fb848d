"""The book of nights: what is owed after a gap, who may take it, and that two never do."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.records import Coverage, SiteInfo
from jobs.night_book import STALE, NightBook
from jobs.night_times import read_cron
from jobs.night_worker import own_name, surely_gone
from storage.nights import Night, NightState
from storage.runs import RunState
from storage.store import Store, open_store

DAILY = read_cron("0 1 * * *", "Asia/Shanghai")
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # 1 o'clock in Beijing
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        opened.sites.upsert(SiteInfo(id="a", name="甲", url="http://a.example/"))
        yield opened


def book(store: Store, worker: str = "one", gone: frozenset[str] = frozenset()) -> NightBook:
    """One worker's view; `gone` are workers known to be dead."""
    return NightBook(store=store, worker=worker, window=timedelta(hours=20), is_gone=gone.__contains__)


def states(store: Store) -> dict[datetime, NightState]:
    """What became of each night."""
    return {night.due_at: night.state for night in store.nights.list("a")}


def taken(store: Store, worker: str, now: datetime, gone: frozenset[str] = frozenset()) -> Night | None:
    """Look, and take what is owed."""
    mine = book(store, worker, gone)
    owed = mine.owed_night("a", DAILY, now)
    return mine.take(owed, now) if owed else None


def test_a_new_site_is_owed_nothing_and_its_next_night_is_noted(store: Store) -> None:
    assert book(store).owed_night("a", DAILY, NOON) is None
    assert states(store) == {NIGHT: NightState.DUE}


def test_the_night_noted_before_a_gap_is_owed_after_it(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    owed = book(store).owed_night("a", DAILY, NIGHT + 3 * HOUR)
    assert owed is not None and owed.due_at == NIGHT


def test_after_a_long_gap_the_newest_is_caught_up_and_the_others_are_missed(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    owed = book(store).owed_night("a", DAILY, NIGHT + 3 * DAY + HOUR)
    assert owed is not None and owed.due_at == NIGHT + 3 * DAY
    assert list(states(store).values())[:3] == [NightState.MISSED] * 3
    assert "错过" in store.nights.list("a")[0].note


def test_beyond_the_window_the_newest_is_missed_too_and_says_why(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    assert book(store).owed_night("a", DAILY, NIGHT + 21 * HOUR, "磁盘空间不足") is None
    night = store.nights.get("a", NIGHT)
    assert night is not None and night.state is NightState.MISSED
    assert "20 小时" in night.note and "磁盘空间不足" in night.note


def test_a_changed_cron_withdraws_the_night_that_was_noted_and_owes_nothing_of_the_past(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    other = read_cron("0 11 * * *", "Asia/Shanghai")
    assert book(store).owed_night("a", other, NOON + HOUR) is None
    assert book(store).owed_night("a", other, NIGHT + HOUR) is None
    night = store.nights.get("a", NIGHT)
    assert night is not None and (night.state, night.note) == (NightState.MISSED, "未运行：排程已改")


def test_a_cron_changed_and_changed_back_keeps_its_night(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    book(store).owed_night("a", read_cron("0 11 * * *", "Asia/Shanghai"), NOON + HOUR)
    owed = book(store).owed_night("a", DAILY, NIGHT)
    assert owed is not None and owed.due_at == NIGHT


def test_a_night_that_runs_is_nobody_elses_until_its_worker_is_silent(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    assert taken(store, "one", NIGHT) is not None
    assert taken(store, "two", NIGHT + STALE) is None
    second = taken(store, "two", NIGHT + STALE + timedelta(seconds=1))
    assert second is not None and (second.due_at, second.claims) == (NIGHT, 2)
    assert not book(store, "one").beat(second, NIGHT + 2 * STALE)


def test_a_worker_known_to_be_dead_is_not_waited_for_and_its_run_is_freed(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    first = taken(store, "one", NIGHT)
    assert first is not None
    run = store.runs.start("a", NIGHT, {})
    assert book(store, "one").name_run(first, NIGHT)
    soon = NIGHT + timedelta(seconds=3)
    assert taken(store, "two", soon) is None
    assert taken(store, "two", soon, gone=frozenset({"one"})) is not None
    left = store.runs.get(run)
    assert left is not None and left.state is RunState.INTERRUPTED


def test_a_night_that_killed_two_workers_is_not_tried_on_a_third(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    for turn, worker in enumerate(("one", "two")):
        assert taken(store, worker, NIGHT + turn * 2 * STALE) is not None
    assert taken(store, "three", NIGHT + 4 * STALE) is None
    night = store.nights.get("a", NIGHT)
    assert night is not None and night.state is NightState.MISSED and "2 次" in night.note


def test_a_night_given_back_is_owed_at_once_and_costs_no_claim(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    first = taken(store, "one", NIGHT)
    assert first is not None
    run = store.runs.start("a", NIGHT, {})
    book(store, "one").give_back(first, NIGHT + HOUR)
    again = taken(store, "two", NIGHT + HOUR)
    assert again is not None and again.claims == 1
    left = store.runs.get(run)
    assert left is not None and left.state is RunState.INTERRUPTED


def test_a_finished_run_is_not_called_interrupted(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    first = taken(store, "one", NIGHT)
    assert first is not None
    run = store.runs.start("a", NIGHT, {})
    assert book(store, "one").name_run(first, NIGHT)
    store.runs.finish(run, NIGHT, RunState.FINISHED, Coverage())
    book(store, "one").give_back(first, NIGHT + HOUR)
    left, night = store.runs.get(run), store.nights.get("a", NIGHT)
    assert left is not None and left.state is RunState.FINISHED
    assert night is not None and night.run == run


def test_a_longer_run_than_its_interval_is_left_alone_and_the_next_night_follows(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    first = taken(store, "one", NIGHT)
    assert first is not None
    later = NIGHT + DAY + HOUR
    assert book(store, "one").beat(first, later)
    assert taken(store, "two", later) is None
    assert book(store, "one").finish(first, None, NightState.DONE, later, "")
    second = taken(store, "two", later)
    assert second is not None and second.due_at == NIGHT + DAY


def _race(path: str, worker: str, gate: "multiprocessing.synchronize.Barrier") -> None:
    with open_store(path) as store:
        gate.wait()
        won = 0
        for turn in range(20):
            night = taken(store, worker, NIGHT + turn * DAY)
            # The faster racer is days ahead on the simulated clock and may take over what the other has just claimed:
            # then the other's end counts for nothing. Only an end that the book took is a night won.
            if night is not None:
                won += book(store, worker).finish(night, None, NightState.DONE, NIGHT + turn * DAY, worker)
        os._exit(won)


def test_two_processes_never_take_one_night(store: Store) -> None:
    book(store).owed_night("a", DAILY, NOON)
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(2)
    racers = [context.Process(target=_race, args=(store.database.where, name, gate)) for name in ("one", "two")]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(timeout=60)
    done = [night for night in store.nights.list("a") if night.state is NightState.DONE]
    wins = [racer.exitcode or 0 for racer in racers]
    assert sum(wins) == len(done) >= 10
    assert {night.claims for night in done} == {1}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="knows processes by /proc only")
def test_a_process_is_known_to_be_gone_only_when_it_surely_is() -> None:
    name = own_name()
    assert not surely_gone(name)
    code = "from jobs.night_worker import own_name; print(own_name())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert surely_gone(done.stdout.strip())
    host, machine, process, start = name.rsplit("/", 3)
    assert surely_gone("/".join((host, machine, process, start + "1")))  # its number was given to another
    assert not surely_gone("/".join((host, "other-machine", process, start + "1")))
    assert not surely_gone("somebody")
