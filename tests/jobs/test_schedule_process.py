"""`hecha schedule` as a process on the demonstration portal: killed, started again, told to stop."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from demo.portal import build
from demo.server import Served, serve
from evidence.records import SiteInfo
from storage.nights import Night, NightState
from storage.runs import RunState
from storage.store import Store, open_store

HECHA = Path(sys.executable).parent / "hecha"
STOP_SECONDS = 10


@dataclass(kw_only=True)
class Office:
    """A database with one site, and a portal that is up."""

    store: Store
    database: Path
    served: Served
    log: Path

    def environment(self) -> dict[str, str]:
        """What the child is told."""
        return {name: value for name, value in os.environ.items() if not name.startswith("HECHA_")} | {
            "HECHA_NETWORK__ALLOW_PRIVATE": "127.0.0.0/8",
            "HECHA_PACE__INTERVAL": "0.02",
            "HECHA_PACE__SECOND_LOOK": "0.2",
            "HECHA_LIMITS__MAX_PAGES": "60",
            "HECHA_SCHEDULE__CRON": "* * * * * */4",
        }

    @contextmanager
    def scheduler(self, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
        """`hecha schedule`, ended with the block at the latest."""
        command = (str(HECHA), "-v", "--database", str(self.database), "schedule", *options)
        with (
            self.log.open("ab") as log,
            subprocess.Popen(
                command, env=self.environment(), cwd=self.database.parent, stdout=log, stderr=log
            ) as process,
        ):
            try:
                yield process
            finally:
                process.kill()

    def nights(self, *states: NightState) -> list[Night]:
        """The nights in these states."""
        return [night for night in self.store.nights.list() if night.state in states]

    def wait(self, what: Callable[[], bool], seconds: float = 90) -> None:
        """Until something is so; the log tells why it is not."""
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, self.log.read_text(encoding="utf-8")
            time.sleep(0.05)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    database = tmp_path / "hecha.db"
    with serve(build(date(2026, 11, 20))) as served, open_store(str(database)) as store:
        store.sites.upsert(SiteInfo(id="demo", name="示例门户", url=served.url))
        yield Office(store=store, database=database, served=served, log=tmp_path / "log")


def running(office: Office) -> list[Night]:
    """The nights that have a worker and a run with some pages in it."""
    return [night for night in office.nights(NightState.RUNNING) if night.run is not None]


@pytest.mark.slow
def test_a_killed_scheduler_goes_on_where_it_was_and_a_told_one_stops_in_order(office: Office) -> None:
    with office.scheduler() as first:
        office.wait(lambda: bool(running(office)))
        killed = running(office)[0]
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert office.store.nights.get("demo", killed.due_at).state is NightState.RUNNING  # type: ignore[union-attr]

    with office.scheduler() as second:
        office.wait(lambda: bool(office.nights(NightState.DONE)))
        done = office.nights(NightState.DONE)[0]
        office.wait(lambda: bool(running(office)))
        second.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert second.wait(timeout=STOP_SECONDS) == 0
        assert time.monotonic() - began < STOP_SECONDS
    assert office.nights(NightState.RUNNING) == []
    assert office.store.runs.unfinished() != ()
    assert {run.state for run in office.store.runs.unfinished()} == {RunState.INTERRUPTED}

    with office.scheduler("--once") as third:
        assert third.wait(timeout=90) == 0
    assert office.store.runs.unfinished() == ()

    # Whichever night went on with it: the killed run was taken up again, not begun anew.
    assert done.run == killed.run
    assert "页面" in done.note and "新增问题" in done.note
    nights = office.store.nights.list("demo")
    assert len({night.due_at for night in nights}) == len(nights)
    runs = [night.run for night in nights if night.state is NightState.DONE]
    assert len(set(runs)) == len(runs)
    log = office.log.read_text(encoding="utf-8")
    assert "夜间运行开始" in log and "夜间运行结束" in log and "Traceback" not in log
