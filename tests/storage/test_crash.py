"""Killed writers, full disks, locked files: what is stored stays whole, and what to do is said."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from evidence.errors import EnvironmentError_
from evidence.records import Coverage, Fetch, SiteInfo, Visit
from storage import database, opening
from storage.opening import APPLICATION_ID
from storage.runs import RunState
from storage.store import Store, open_store
from storage.tables import bodies, link_sets, looks
from tests.postgres import Server
from tests.storage.conftest import NOW

BATCH = 7
WRITER = textwrap.dedent(
    """
    import sys
    from hashlib import sha256
    from evidence.records import Fetch, Link, LinkKind, Visit
    from storage.store import open_store
    from tests.storage.conftest import NOW

    def visit(number):
        body = f"<html>{number}".encode() * 400
        url = f"http://www.jia.gov.cn/{number}"
        fetch = Fetch(url=url, at=NOW, status=200, body_hash=sha256(body).hexdigest(), final_url=url)
        links = tuple(Link(f"http://www.jia.gov.cn/{number + i}", f"第{number * i}条", LinkKind.A) for i in range(30))
        return Visit(fetch=fetch, depth=1, body=body, links=links)

    with open_store(sys.argv[1]) as store:
        writer = store.evidence.writer(int(sys.argv[2]))
        for start in range(0, int(sys.argv[3]), 7):
            writer.write([visit(number) for number in range(start, start + 7)])
            print(start, flush=True)
    """
)


def _writer(url: str, run: int, pages: int, preexec_fn: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, url, str(run), str(pages)]
    root = Path(__file__).parents[2]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, stdout=pipe, stderr=pipe, text=True, preexec_fn=preexec_fn)


def _whole(store: Store, run: int) -> int:
    """The number of looks stored, after seeing that nothing points to what is not there."""
    past = list(store.evidence.past(run))
    assert len(past) % BATCH == 0
    assert [entry.fetch.url for entry in past] == [f"http://www.jia.gov.cn/{number}" for number in range(len(past))]
    assert all(entry.links and len(entry.links) == 30 for entry in past)
    with store.database.read() as connection:
        lost = select(func.count()).select_from(looks.outerjoin(bodies, bodies.c.hash == looks.c.body_hash))
        assert connection.scalar(lost.where(bodies.c.hash.is_(None))) == 0
        assert connection.scalar(select(func.count()).select_from(link_sets)) == len(past)
    return len(past)


def test_a_writer_killed_in_the_middle_leaves_whole_batches_and_can_go_on(url: str, store: Store, run: int) -> None:
    for lines in (3, 2):
        with _writer(url, run, 100_000) as child:
            assert child.stdout and child.stderr
            for _ in range(lines):
                assert child.stdout.readline().strip().isdigit(), child.stderr.read()
            child.send_signal(signal.SIGKILL)
    stored = _whole(store, run)
    assert stored >= 3 * BATCH
    (unfinished,) = store.runs.unfinished("jia")
    assert (unfinished.id, unfinished.state) == (run, RunState.RUNNING)
    with _writer(url, run, stored + BATCH) as child:
        _, complaint = child.communicate()
    assert child.returncode == 0, complaint
    assert _whole(store, run) == stored + BATCH
    store.runs.finish(run, NOW, RunState.FINISHED, Coverage(pages=stored))
    assert store.runs.unfinished() == ()


def _limit_files(size: int) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_disk_that_fills_up_is_said_so_and_nothing_is_half_written(tmp_path: Path) -> None:
    url = str(tmp_path / "hecha.db")
    with open_store(url) as store:
        event.listen(store.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=90"))
        store.database.engine.dispose()
        store.sites.upsert(_site())
        run = store.runs.start("jia", NOW, {})
        with pytest.raises(EnvironmentError_, match="磁盘已满"):
            _write_until_full(store, run)
        kept = len(list(store.evidence.past(run)))
    with open_store(url) as store:
        assert len(list(store.evidence.past(run))) == kept
        assert kept % BATCH == 0


def _site() -> SiteInfo:
    return SiteInfo(id="jia", name="甲", url="http://www.jia.gov.cn/")


def _write_until_full(store: Store, run: int) -> None:
    writer = store.evidence.writer(run)
    for start in range(0, 5000, BATCH):
        writer.write([_large(number) for number in range(start, start + BATCH)])


def _large(number: int) -> Visit:
    body = os.urandom(3000)
    url = f"http://www.jia.gov.cn/{number}"
    return Visit(fetch=Fetch(url=url, at=NOW, status=200, body_hash=body[:16].hex()), depth=1, body=body)


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    url = str(tmp_path / "hecha.db")
    with open_store(url) as store:
        store.sites.upsert(_site())
        run = store.runs.start("jia", NOW, {})
    with _writer(url, run, 100_000, preexec_fn=lambda: _limit_files(1_000_000)) as child:
        _, complaint = child.communicate()
    assert child.returncode == 1
    assert "EnvironmentError_" in complaint.splitlines()[-1] and "磁盘" in complaint.splitlines()[-1]
    with open_store(url) as store:
        assert _whole(store, run) > 0


def test_a_lock_that_is_not_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", ("PRAGMA busy_timeout=50",))
    url = str(tmp_path / "hecha.db")
    with open_store(url) as store, open_store(url) as other, store.database.write():
        with pytest.raises(EnvironmentError_, match="占用"):
            other.sites.upsert(_site())
        assert other.sites.list() == ()  # reading goes on


def test_two_processes_make_the_same_new_store(tmp_path: Path) -> None:
    code = "import sys; from storage.store import open_store; open_store(sys.argv[1]).close()"
    command = [sys.executable, "-c", code, str(tmp_path / "hecha.db")]
    root = Path(__file__).parents[2]
    children = [subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [child.communicate()[1] for child in children] == [""] * 4


@pytest.mark.postgres
def test_a_connection_cut_in_the_middle_is_said_so_and_the_next_one_works(postgres: Server) -> None:
    with open_store(postgres.create("cut")) as store:
        with pytest.raises(EnvironmentError_, match="PostgreSQL"), store.database.write() as connection:
            connection.exec_driver_sql("INSERT INTO sites (id) VALUES ('half')")
            postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'cut'")
            connection.exec_driver_sql("INSERT INTO sites (id) VALUES ('other half')")
        assert store.sites.list() == ()
        store.sites.upsert(_site())


@pytest.mark.postgres
def test_a_postgres_database_that_is_only_read(postgres: Server) -> None:
    url = postgres.create("standby")
    open_store(url).close()
    postgres.execute("ALTER DATABASE standby SET default_transaction_read_only = on")
    with open_store(url) as store:
        assert store.sites.list() == ()
        with pytest.raises(EnvironmentError_, match="只能读不能写"):
            store.sites.upsert(_site())


def test_a_mistake_of_ours_is_not_called_a_fault_of_the_machine(store: Store) -> None:
    with pytest.raises(IntegrityError), store.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO runs (site_id) VALUES ('nowhere')")
    with pytest.raises(DBAPIError), store.database.read() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_a_new_file_is_never_there_without_our_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hecha.db"
    headers = []

    class Watched(sqlite3.Connection):
        def execute(self, *args: Any) -> sqlite3.Cursor:
            cursor = super().execute(*args)
            headers.append(path.read_bytes()[:100])
            return cursor

    connect = partial(sqlite3.connect, factory=Watched)
    monkeypatch.setattr(opening, "sqlite3", SimpleNamespace(connect=connect, Error=sqlite3.Error))
    opening._set_up_file(path)
    marks = {int.from_bytes(header[68:72], "big") for header in headers if header}
    assert marks == {APPLICATION_ID}


def test_waiting_for_the_other_process_that_makes_the_store(tmp_path: Path) -> None:
    path = tmp_path / "hecha.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute(f"PRAGMA application_id={APPLICATION_ID}")
        other.execute("BEGIN EXCLUSIVE")
        timer = threading.Timer(0.3, other.execute, ("COMMIT",))
        timer.start()
        open_store(str(path)).close()
        timer.join()
