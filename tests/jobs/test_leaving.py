"""How a command leaves: findings, faults of ours, a reader that has gone and a signal are told apart."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

import cli
from checks.registry import registry
from evidence.errors import EnvironmentError_
from evidence.records import SiteInfo
from jobs import at_once, commands, listing, run
from jobs.clock import Clock
from jobs.settings import load_settings
from storage.store import open_store
from tests.jobs.served import FAST, HECHA, folder_served, hecha_in

JUDGING = """
import sys, time
import cli, jobs.run
def judge(*said):
    print("judging", file=sys.stderr, flush=True)
    time.sleep(60)
jobs.run._judge = judge
cli.main(sys.argv[1:])
"""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[str]:
    root = tmp_path / "portal"
    root.mkdir()
    words = "<p>" + "示例区人民政府门户网站。" * 20 + "</p>"
    links = "".join(f"<a href=/{n}.html>公开{n}</a>" for n in range(30))
    (root / "index.html").write_text(links + words, encoding="utf-8")
    for n in range(30):
        (root / f"{n}.html").write_text(f"<title>公开{n}</title>{words}{n}", encoding="utf-8")
    with folder_served(root) as url:
        yield url


def test_a_reader_that_has_gone_is_no_finding() -> None:
    for command in (("checks", "list"), ("checks", "list", "--format", "json"), ("checks", "explain", "privacy")):
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as gone:
            ended = subprocess.run([HECHA, *command], stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (141, "")


def test_a_fault_of_ours_is_no_finding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(format: str) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(listing, "checks_list", fail)
    with pytest.raises(SystemExit) as left:
        cli.main(["checks", "list"])
    assert left.value.code == 70
    said = capsys.readouterr().err
    assert "程序内部错误" in said
    assert "Traceback" in said


@pytest.mark.parametrize(("error", "code"), [(EnvironmentError_("磁盘已满"), 4), (ZeroDivisionError(), 70)])
def test_a_fault_at_one_site_leaves_the_others_alone(
    error: Exception, code: int, portal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in FAST.items():
        monkeypatch.setenv(name, value)

    async def ran(store: Any, info: SiteInfo, *said: Any, **more: Any) -> Any:
        if info.id == "jia":
            raise error
        return await run.run_site(store, info, *said, **more)

    monkeypatch.setattr(at_once, "run_site", ran)
    with open_store(str(tmp_path / "a.db")) as store:
        for name in ("jia", "yi"):
            store.sites.upsert(SiteInfo(id=name, name=name, url=portal))
        desk = commands.Desk(store=store, settings=load_settings(), clock=Clock(), progress=False)
        checks = registry().choose(["broken-links"])
        left = commands.run(
            desk, (), every=True, checks=checks, limits=(None, None), format="jsonl", fail_on="never"
        )  # fmt: skip
    said = capsys.readouterr()
    assert left == code
    assert '"site": "yi"' in said.out
    assert "站点 jia" in said.err


def test_a_signal_ends_a_crawl_that_can_be_gone_on_with(portal: str, tmp_path: Path) -> None:
    command = [str(HECHA), "--no-progress", "run", portal, "--checks", "broken-links", "--format", "jsonl"]
    with _started(command, tmp_path, HECHA_PACE__INTERVAL="0.3") as running:
        _wait_for_looks(tmp_path / "hecha.db")
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert '"state": "interrupted"' in out
    assert "接着进行" in err
    again = hecha_in(tmp_path)
    assert '"pages": 31' in again("run", portal, "--checks", "broken-links", "--format", "jsonl").out


def test_a_signal_ends_a_fresh_look_of_one_check(portal: str, tmp_path: Path) -> None:
    hecha_in(tmp_path)("sites", "add", "jia", portal)
    command = [str(HECHA), "--no-progress", "check", "broken-links", "jia", "--fresh"]
    with _started(command, tmp_path, HECHA_PACE__INTERVAL="0.3") as running:
        _wait_for_looks(tmp_path / "hecha.db")
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert "没有核查" in err


def test_a_fresh_look_that_a_limit_cut_tells_what_it_found(portal: str, tmp_path: Path) -> None:
    hecha = hecha_in(tmp_path)
    hecha("sites", "add", "jia", portal)
    looked = hecha("check", "broken-links", "jia", "--fresh", HECHA_LIMITS__MAX_PAGES="5")
    assert looked.code == 3
    assert "错链断链" in looked.out
    assert "超过上限" in looked.err


def test_a_signal_does_not_wait_for_judging(portal: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", JUDGING, "--no-progress", "run", portal, "--checks", "broken-links"]
    with _started(command, tmp_path, PYTHONPATH=str(Path(cli.__file__).parent)) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "judging\n"
        before = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=50)
    assert running.returncode == 130
    assert time.monotonic() - before < 30
    assert "接着进行" in err


@contextmanager
def _started(command: list[str], folder: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A command with its database in a folder, killed if it is still there at the end."""
    kept = {**hecha_in(folder).environment, **environment}
    with subprocess.Popen(
        command, env=kept, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def _wait_for_looks(database: Path) -> None:
    """Until a crawl is well under way."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if database.exists():
            with open_store(str(database)) as store:
                begun = [run for site in store.sites.list() if (run := store.runs.latest(site.id, finished=False))]
            if begun:
                time.sleep(2)
                return
        time.sleep(0.2)
    raise AssertionError("the crawl did not begin")
