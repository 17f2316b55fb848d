"""Nights: noted once, taken once, taken over once."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.nights import NightState
from storage.store import Store, open_store
from tests.storage.conftest import CHINA, NOW

DUE = NOW
LATER = NOW + timedelta(minutes=20)
STALE = timedelta(minutes=10)


def test_a_night_is_noted_once_whatever_the_offset(store: Store) -> None:
    assert store.nights.due("jia", DUE)
    assert not store.nights.due("jia", DUE.astimezone(UTC))
    assert store.nights.due("jia", DUE + timedelta(days=1))
    assert store.nights.due("yi", DUE)
    assert [(night.site, night.due_at) for night in store.nights.list()] == [
        ("jia", DUE),
        ("yi", DUE),
        ("jia", DUE + timedelta(days=1)),
    ]
    assert store.nights.last_due("jia") == DUE + timedelta(days=1)
    assert store.nights.last_due("nowhere") is None
    assert len(store.nights.list("jia", since=LATER)) == 1


def test_a_night_from_due_to_done(store: Store, run: int) -> None:
    store.nights.due("jia", DUE)
    night = store.nights.claim("jia", DUE, "w1", NOW)
    assert night is not None and (night.state, night.worker, night.claims) == (NightState.RUNNING, "w1", 1)
    assert store.nights.claim("jia", DUE, "w2", NOW) is None
    assert store.nights.start("jia", DUE, "w1", run, NOW)
    assert store.nights.finish("jia", DUE, "w1", LATER, note="完成")
    done = store.nights.get("jia", DUE)
    assert done is not None
    assert (done.state, done.run, done.finished_at, done.note) == (NightState.DONE, run, LATER, "完成")
    assert done.due_at.tzinfo is not None and done.due_at.utcoffset() == CHINA.utcoffset(None)
    assert store.nights.claim("jia", DUE, "w2", LATER + timedelta(days=9), STALE) is None
    assert not store.nights.missed("jia", DUE, LATER)


def test_a_night_that_was_not_noted_cannot_be_taken(store: Store) -> None:
    assert store.nights.claim("jia", DUE, "w1", NOW) is None
    assert store.nights.get("jia", DUE) is None


def test_a_killed_worker_s_night_is_taken_over_once(store: Store) -> None:
    store.nights.due("jia", DUE)
    assert store.nights.claim("jia", DUE, "w1", NOW, STALE)
    assert store.nights.heartbeat("jia", DUE, "w1", NOW + timedelta(minutes=15))
    assert store.nights.claim("jia", DUE, "w2", LATER, STALE) is None  # it lives
    taken = store.nights.claim("jia", DUE, "w2", NOW + timedelta(minutes=26), STALE)
    assert taken is not None and (taken.worker, taken.claims) == ("w2", 2)
    assert not store.nights.heartbeat("jia", DUE, "w1", LATER)  # the first has lost it
    assert not store.nights.finish("jia", DUE, "w1", LATER)
    assert store.nights.claim("jia", DUE, "w3", NOW + timedelta(days=1), STALE) is None  # not a third time
    assert store.nights.missed("jia", DUE, NOW + timedelta(days=1), "两次中断")


def test_a_night_given_back_in_good_order_can_be_taken_again(store: Store) -> None:
    store.nights.due("jia", DUE)
    for worker in ("w1", "w2", "w3"):
        assert store.nights.claim("jia", DUE, worker, NOW)
        assert store.nights.release("jia", DUE, worker)
    assert not store.nights.release("jia", DUE, "w1")
    assert [night.state for night in store.nights.list(state=NightState.DUE)] == [NightState.DUE]


def test_a_missed_night_is_not_run(store: Store) -> None:
    store.nights.due("jia", DUE)
    assert store.nights.missed("jia", DUE, LATER, "关机")
    assert store.nights.claim("jia", DUE, "w1", LATER) is None


def test_of_many_threads_one_takes_the_night(url: str, store: Store) -> None:
    for number in range(5):
        due = DUE + timedelta(days=number)
        store.nights.due("jia", due)
        barrier = threading.Barrier(4)
        won: list[str] = []

        def take(worker: str, due: datetime = due, barrier: threading.Barrier = barrier, won: list[str] = won) -> None:
            barrier.wait()
            if store.nights.claim("jia", due, worker, NOW):
                won.append(worker)

        threads = [threading.Thread(target=take, args=(f"w{index}",)) for index in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1


CLAIMS = """
import sys
from datetime import timedelta
from storage.store import open_store
from tests.storage.conftest import NOW
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for day in range(20):
        due = NOW + timedelta(days=day)
        store.nights.due("jia", due)
        if store.nights.claim("jia", due, sys.argv[2], NOW):
            print(day)
"""


def test_two_processes_never_take_the_same_night(url: str, store: Store) -> None:
    root = Path(__file__).parents[2]
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMS, url, worker],
            cwd=root,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for worker in ("w1", "w2")
    ]
    for child in children:
        assert child.stdout and child.stdout.readline() == "ready\n"
    taken = [set(child.communicate("go\n")[0].split()) for child in children]
    assert taken[0] & taken[1] == set()
    assert {int(day) for day in taken[0] | taken[1]} == set(range(20))
    with open_store(url) as again:
        assert {night.claims for night in again.nights.list("jia")} == {1}
