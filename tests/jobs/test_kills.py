"""Ended at random moments of a whole run and of an export, then started again: as if nothing had happened."""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from python_calamine import CalamineWorkbook

from storage.store import Store, open_store
from tests.jobs.kills import Ended, Nursery, write_portal
from tests.jobs.served import folder_served, hecha_in

SEED = 20261121
EARLY, LATE = 0.02, 0.98  # shares of the CPU time of an undisturbed command between which it is ended
INVENTORY = """site,site_name,url,rubrics,unit,unit_kind,scope
yx,示例区人民政府,{url},xining-chengbei-2023,,,
yx,,,,区财政局,部门,/zcwj/
"""


class Left(NamedTuple):
    """What a database holds in the end: all of it but times."""

    runs: list[str]
    looks: Counter[Any]
    probes: Counter[Any]
    findings: dict[str, Any]
    cards: Counter[Any]


class World(NamedTuple):
    """A database after a first night, the portal of the second, and how long undisturbed commands take."""

    folder: Path
    hecha: Nursery
    run_cpu: float
    export_cpu: float
    expected: Left
    rows: Any


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    root = tmp_path / "portal"
    root.mkdir()
    write_portal(root, night=1)
    hecha = Nursery(hecha_in(tmp_path))
    with folder_served(root) as url:
        (tmp_path / "清单.csv").write_text(INVENTORY.format(url=url), encoding="utf-8")
        assert hecha("sites", "import", "清单.csv").code == 0
        assert hecha("run", "yx").code == 1
        shutil.copy(tmp_path / "hecha.db", tmp_path / "night-1.db")
        write_portal(root, night=2)
        ran, exported = hecha("run", "yx"), hecha("export", "yx", "--output", "whole.xlsx")
        assert (ran.code, exported.code) == (1, 0)
        expected = _left(tmp_path / "hecha.db")
        assert {entry[0] for entry in expected.findings.values()} >= {"new", "open", "fixed"}
        yield World(tmp_path, hecha, ran.cpu, exported.cpu, expected, _rows(tmp_path / "whole.xlsx"))
    hecha.close()


@pytest.mark.slow
@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=[pytest.mark.proof, pytest.mark.timeout(3600)])])
def test_ended_at_random_moments(world: World, kills: int, capsys: pytest.CaptureFixture[str]) -> None:
    dice, done = random.Random(SEED), Counter[str]()
    for life in range(4 * kills):
        database = world.folder / f"life-{life}.db"
        shutil.copy(world.folder / "night-1.db", database)
        done += _lived(world, database, dice)
        if done["run"] + done["export"] >= kills:
            break
    with capsys.disabled():
        print(
            f"\nseed {SEED}: {done['run']} runs and {done['export']} exports ended in the middle, {done['whole']} whole"
        )
    assert done["run"] + done["export"] >= kills


def _lived(world: World, database: Path, dice: random.Random) -> Counter[str]:
    """One night with one or two ends in its run and one in its export, and at last the command left alone."""
    done: Counter[str] = Counter()
    for _ in range(2):
        ended = _ended(world, database, dice, world.run_cpu, "run", "yx")
        whole = not ended.killed or _left(database) == world.expected  # ended when all had been done
        done["whole" if whole else "run"] += 1
        if whole:
            break
    else:
        assert _command(world, database, "run", "yx").code == 1
    assert _left(database) == world.expected
    file = database.with_suffix(".xlsx")
    ended = _ended(world, database, dice, world.export_cpu, "export", "yx", "--output", file.name)
    done["export" if ended.killed else "whole"] += 1
    assert not file.exists() or _rows(file) == world.rows
    assert _command(world, database, "export", "yx", "--output", file.name).code == 0
    assert _rows(file) == world.rows
    return done


def _ended(world: World, database: Path, dice: random.Random, cpu: float, *arguments: str) -> Ended:
    """A command ended at a random moment; the database is whole whatever it was doing."""
    ended = _command(world, database, *arguments, after=cpu * dice.uniform(EARLY, LATE))
    assert ended.killed or ended.code in (0, 1), ended.err
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return ended


def _command(world: World, database: Path, *arguments: str, after: float | None = None) -> Ended:
    return world.hecha("--no-progress", "--database", str(database), *arguments, after=after)


def _left(database: Path) -> Left:
    with open_store(str(database)) as store:
        runs = store.runs.list("yx")
        past = [(run.id, one) for run in runs for one in store.evidence.past(run.id)]
        return Left(
            [run.state.value for run in runs],
            Counter((run, one.fetch.url, one.fetch.look, one.fetch.status, one.fetch.body_hash) for run, one in past),
            _probes(store),
            {
                issue.finding.fingerprint: (
                    issue.status.value, issue.first_run, issue.last_run, issue.finding.message, issue.finding.places,
                )
                for issue in store.findings.list(site="yx")
            },
            Counter((card.run, card.rubric, card.unit) for card in store.scores.list(site="yx")),
        )  # fmt: skip


def _probes(store: Store) -> Counter[Any]:
    with store.database.read() as connection:
        return Counter(map(tuple, connection.exec_driver_sql("SELECT run_id, need, subject FROM probes")))


def _rows(file: Path) -> Any:
    """The findings of a workbook, without when they were found."""
    table = CalamineWorkbook.from_path(file).get_sheet_by_name("问题台账").to_python()
    return [[cell for title, cell in zip(table[0], row, strict=True) if title != "发现时间"] for row in table]
