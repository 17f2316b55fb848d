"""A process that is told to stop is gone within ten seconds, even from a thread that nothing can end."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.records import SiteInfo
from storage.nights import NightState
from storage.store import open_store

ROOT = Path(__file__).parents[2]
CHILD = """
import asyncio, sys, time
from jobs.night_watch import Hands
from jobs.schedule import Clockwork
from jobs.settings import ScheduleSettings, Settings
from storage.store import open_store

async def run(info, night, stopper):
    await asyncio.to_thread(time.sleep, 60)

async def lacks(info):
    return ""

store = open_store(sys.argv[1])
settings = Settings(schedule=ScheduleSettings(cron="* * * * *"))
asyncio.run(Clockwork(store, settings, Hands(run=run, lacks=lacks)).serve(once=False))
"""


@pytest.mark.slow
def test_a_thread_that_cannot_be_ended_does_not_hold_up_the_end(tmp_path: Path) -> None:
    path = str(tmp_path / "hecha.db")
    with open_store(path) as store:
        store.sites.upsert(SiteInfo(id="a", name="甲", url="http://a.example/"))
        due = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
        store.nights.due("a", due)
        with subprocess.Popen([sys.executable, "-c", CHILD, path], cwd=ROOT, stdout=subprocess.PIPE) as child:
            try:
                _wait(lambda: any(night.state is NightState.RUNNING for night in store.nights.list()))
                child.send_signal(signal.SIGTERM)
                began = time.monotonic()
                assert child.wait(timeout=10) == 0
                assert time.monotonic() - began < 10
            finally:
                child.kill()
        assert NightState.RUNNING not in {night.state for night in store.nights.list()}
        given_back = [night for night in store.nights.list(state=NightState.DUE) if night.due_at <= datetime.now(UTC)]
        assert given_back and given_back[-1].claims == 0


def _wait(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)
