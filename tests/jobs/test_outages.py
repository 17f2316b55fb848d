"""A machine or a network that fails in the middle: the run stops, says so in one line, and accuses nobody."""

import functools
import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from storage.runs import RunState
from storage.store import open_store
from tests.jobs.kills import Ended, Nursery, write_portal
from tests.jobs.served import folder_served, hecha_in

RUN = ("--no-progress", "run", "yx", "--checks", "broken-links,required-columns,page-tags,update-frequency")


class _Mortal(http.server.SimpleHTTPRequestHandler):
    """Serves a folder until so many requests have come; then the machine is gone."""

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _MortalServer)
        server.left -= 1
        if server.left < 0:
            server.socket.close()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _MortalServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    left = 0

    def handle_error(self, request: object, client_address: object) -> None:
        """It is gone."""


@contextmanager
def served_for_a_while(root: Path, requests: int) -> Iterator[str]:
    server = _MortalServer(("127.0.0.1", 0), functools.partial(_Mortal, directory=str(root)))
    server.left = requests

    def serve() -> None:
        with suppress(OSError, ValueError):  # its socket is closed under it
            server.serve_forever(0.02)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.server_close()
    thread.join(5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "portal").mkdir()
    write_portal(tmp_path / "portal", night=1)
    return tmp_path


@contextmanager
def nursery(folder: Path, **environment: str) -> Iterator[Nursery]:
    made = hecha_in(folder)
    made.environment.update(environment)
    hecha = Nursery(made)
    try:
        yield hecha
    finally:
        hecha.close()


def _one_line(ended: Ended, *words: str) -> None:
    (line,) = [line for line in ended.err.splitlines() if line.startswith("错误：")]
    assert all(word in line for word in words), line


def _findings(database: Path) -> set[tuple[str, ...]]:
    with open_store(str(database)) as store:
        found = [issue.finding for issue in store.findings.list(site="yx")]
    return {(one.check, one.code, one.page_url, one.target_url or "", one.subject) for one in found}


def _states(database: Path) -> list[RunState]:
    with open_store(str(database)) as store:
        return [run.state for run in store.runs.list("yx")]


@pytest.mark.slow
def test_a_network_that_is_cut_in_the_middle_and_comes_back(folder: Path) -> None:
    cut, whole = folder / "hecha.db", folder / "whole.db"
    with nursery(folder) as hecha:
        with served_for_a_while(folder / "portal", 12) as url:
            hecha("sites", "add", "yx", url)
            ended = hecha(*RUN)
        assert ended.code == 3
        _one_line(ended, "不再应答", "没有看完", "hecha run yx")
        assert _findings(cut) == set()
        with folder_served(folder / "portal", int(url.rsplit(":", 1)[1].strip("/"))):
            assert hecha(*RUN).code == 1
            hecha("--database", str(whole), "sites", "add", "yx", url)
            assert hecha("--database", str(whole), *RUN).code == 1
    assert _findings(cut) == _findings(whole)
    assert _states(cut) == [RunState.FINISHED]


def test_a_resolver_that_says_nothing(folder: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        there = f"127.0.0.1:{silent.getsockname()[1]}"
        with nursery(folder, HECHA_NETWORK__RESOLVER=there, HECHA_PACE__TIMEOUT="2") as hecha:
            hecha("sites", "add", "yx", "http://www.example.gov.cn/")
            ended = hecha(*RUN)
    assert ended.code == 4
    _one_line(ended, "域名解析")
    assert _findings(folder / "hecha.db") == set()


@pytest.mark.parametrize("room", [30_000, 120_000])
def test_a_disk_that_is_full(folder: Path, room: int) -> None:
    """Whether nothing or half of the crawl had been written, what is there is whole, and the run goes on later."""
    with nursery(folder) as hecha, folder_served(folder / "portal") as url:
        hecha("sites", "add", "yx", url)
        ended = hecha(*RUN, room=room)
        assert ended.code == 4
        _one_line(ended, "磁盘")
        assert _findings(folder / "hecha.db") == set()
        assert hecha(*RUN).code == 1
    assert _states(folder / "hecha.db") == [RunState.FINISHED]
