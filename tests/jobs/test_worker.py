"""`hecha schedule --workers` and `hecha worker` as processes on PostgreSQL: shared, killed, told to stop."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from evidence.records import SiteInfo
from jobs.night_worker import own_name
from jobs.schedule import serve
from jobs.settings import ScheduleSettings, Settings
from storage.nights import Night, NightState
from storage.store import Store, open_store
from tests.jobs.served import HECHA, folder_served, hecha_in
from tests.postgres import Server, postgres_server

BEIJING = timezone(timedelta(hours=8))
ROOT = Path(__file__).parents[2]
PAGES = 20
# `hecha worker` with one check, and soon known to be dead.
WORKER = """
import sys
import jobs.night_queue
from checks.registry import registry
from jobs.console_text import start_logging
from jobs.settings import load_settings
from jobs.worker import work
from storage.store import open_store

jobs.night_queue.BEAT_SECONDS, jobs.night_queue.STALLED_SECONDS, jobs.night_queue.SEARCH_SECONDS = 0.5, 2.0, 0.5
start_logging(1, quiet=False)
settings = load_settings()
with open_store(settings.database_url) as store:
    work(store, settings, at_once=1, checks=registry().choose(["broken-links"]))
"""
pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    with postgres_server() as server:
        yield server


@dataclass(kw_only=True)
class Office:
    """A PostgreSQL database with sites of one portal, and the processes that work on it."""

    store: Store
    url: str
    folder: Path
    home: str

    @property
    def log(self) -> str:
        """What all processes said."""
        return (self.folder / "log").read_text(encoding="utf-8")

    @contextmanager
    def process(self, *command: str) -> "Iterator[subprocess.Popen[bytes]]":
        """A process on the database, ended with the block at the latest."""
        told = {name: value for name, value in os.environ.items() if not name.startswith("HECHA_")} | {
            "HECHA_DATABASE": self.url,
            "HECHA_NETWORK__ALLOW_PRIVATE": "127.0.0.0/8",
            "HECHA_PACE__INTERVAL": "0.1",
            "HECHA_PACE__SECOND_LOOK": "0",
            "HECHA_SCHEDULE__PROBES_PER_DAY": "0",
            "HECHA_SCHEDULE__CRON": "0 0 1 1 *",
            "PYTHONPATH": str(ROOT),
        }
        with (
            (self.folder / "log").open("ab") as log,
            subprocess.Popen(command, env=told, cwd=self.folder, stdout=log, stderr=log) as process,
        ):
            try:
                yield process
            finally:
                process.kill()

    @contextmanager
    def worker(self) -> "Iterator[subprocess.Popen[bytes]]":
        """A process that works."""
        with self.process(sys.executable, "-c", WORKER) as process:
            yield process

    def owe(self, *sites: str) -> None:
        """Let a night of these sites be due since a minute ago, the next one in a year."""
        due = datetime.now(BEIJING).replace(second=0, microsecond=0) - timedelta(minutes=1)
        for site in sites:
            cron = f"{due.minute} {due.hour} {due.day} {due.month} *"
            self.store.sites.upsert(SiteInfo(id=site, name=site, url=self.home), {"cron": cron})
            self.store.nights.due(site, due)

    def ask(self) -> None:
        """Let the clock look once."""
        settings = Settings(database=self.url, schedule=ScheduleSettings(cron="0 0 1 1 *"))
        serve(self.store, settings, checks=(), once=True, workers=True)

    def nights(self, *states: NightState) -> list[Night]:
        """The nights in these states."""
        return [night for night in self.store.nights.list() if night.state in states]

    def wait(self, what: Callable[[], bool], seconds: float = 90) -> None:
        """Until something is so; the log tells why it is not."""
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, self.log
            time.sleep(0.05)


@pytest.fixture
def office(postgres: Server, tmp_path: Path) -> Iterator[Office]:
    url = postgres.create(f"office{time.monotonic_ns()}")
    portal = tmp_path / "portal"
    portal.mkdir()
    links = "".join(f'<p><a href="{number}.html">第 {number} 篇</a></p>' for number in range(PAGES))
    for name in ("index", *range(PAGES)):
        (portal / f"{name}.html").write_text(f"<title>{name}</title><h1>某区人民政府</h1>{links}", encoding="utf-8")
    with folder_served(portal) as home, open_store(url) as store:
        yield Office(store=store, url=url, folder=tmp_path, home=home)


def test_two_workers_share_the_sites_and_run_each_night_once(office: Office) -> None:
    with office.worker(), office.worker():
        office.wait(lambda: office.log.count("执行进程已启动") == 2)
        office.owe("a", "b", "c")
        with office.process(str(HECHA), "schedule", "--workers", "--once") as process:
            assert process.wait(timeout=60) == 0, office.log
        office.wait(lambda: len(office.nights(NightState.DONE)) == 3)
    workers = {night.worker for night in office.nights(NightState.DONE)}
    assert len(workers) == 2 and own_name() not in workers
    for site in "abc":
        (run,) = office.store.runs.list(site)
        assert office.store.results.latest(run=run.id) != ()
    assert "夜间运行已排入队列" in office.log and "Traceback" not in office.log


def test_the_night_of_a_killed_worker_is_gone_on_with_by_another(office: Office) -> None:
    office.owe("a")
    office.ask()
    with office.worker() as first:
        office.wait(lambda: any(night.run is not None for night in office.nights(NightState.RUNNING)))
        first.send_signal(signal.SIGKILL)
        first.wait()
    (killed,) = office.nights(NightState.RUNNING)
    office.ask()  # the clock sees a night without a worker, and asks for it beside the job that hangs
    with office.worker():
        office.wait(lambda: bool(office.nights(NightState.DONE)))
    (done,) = office.nights(NightState.DONE)
    assert (done.run, done.claims) == (killed.run, 2)
    assert done.worker != killed.worker
    (run,) = office.store.runs.list("a")
    past = [(past.fetch.url, past.fetch.look) for past in office.store.evidence.past(run.id)]
    assert len(past) == len(set(past))
    assert "交给别的进程" in office.log and "Traceback" not in office.log


def test_a_worker_told_to_stop_gives_its_night_back_within_ten_seconds(office: Office) -> None:
    office.owe("a")
    office.ask()
    with office.worker() as first:
        office.wait(lambda: any(night.run is not None for night in office.nights(NightState.RUNNING)))
        first.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert first.wait(timeout=30) == 0
        assert time.monotonic() - began < 10
    (night,) = [night for night in office.nights(NightState.DUE) if night.run is not None]
    assert night.claims == 0
    office.ask()
    with office.worker():
        office.wait(lambda: bool(office.nights(NightState.DONE)))
    assert [done.run for done in office.nights(NightState.DONE)] == [night.run]
    assert "Traceback" not in office.log


def test_the_command_works_and_stops(office: Office) -> None:
    with office.process(str(HECHA), "worker", "--at-once", "2") as process:
        office.wait(lambda: "执行进程已启动" in office.log)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert "at_once=2" in office.log and "执行进程已停止" in office.log


@pytest.mark.parametrize("command", [("worker",), ("schedule", "--workers")])
def test_without_postgresql_one_line_says_what_to_do(command: tuple[str, ...], tmp_path: Path) -> None:
    said = hecha_in(tmp_path)(*command)
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "需要 PostgreSQL" in said.err and "pip install 'hecha[postgres]'" in said.err
    assert list(tmp_path.iterdir()) == []
