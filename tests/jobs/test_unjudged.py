"""A crawl that came to its end is not made again because the process died before the scores were written."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from storage.store import open_store
from tests.jobs.kills import Nursery, write_portal
from tests.jobs.served import folder_served, hecha_in

CHECKS = "broken-links,required-columns"


class Judged(NamedTuple):
    """A command, and the database of a run of it that was judged."""

    hecha: Nursery
    folder: Path

    def again(self, checks: str = CHECKS, *, without: tuple[str, ...] = ()) -> tuple[int, int]:
        """How many runs and scorecards there are once the command was given again and these tables were emptied."""
        database = self.folder / "again.db"
        shutil.copy(self.folder / "hecha.db", database)
        with closing(sqlite3.connect(database)) as connection:
            for table in without:
                connection.execute(f"DELETE FROM {table}")
            connection.commit()
        assert self.hecha("--database", str(database), "run", "yx", "--checks", checks).code == 1
        with open_store(str(database)) as store:
            return len(store.runs.list("yx")), len(store.scores.list(site="yx"))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    folder = tmp_path_factory.mktemp("judged")
    (folder / "portal").mkdir()
    write_portal(folder / "portal", night=1)
    hecha = Nursery(hecha_in(folder))
    with folder_served(folder / "portal") as url:
        assert hecha("sites", "add", "yx", url, "--rubric", "xining-chengbei-2023").code == 0
        assert hecha("run", "yx", "--checks", CHECKS).code == 1
        yield Judged(hecha, folder)
    hecha.close()


@pytest.mark.parametrize(
    "lacking", [("scores",), ("scores", "results", "audits"), ("scores", "results", "audits", "issue_events", "issues")]
)
def test_only_what_is_owed_is_done(judged: Judged, lacking: tuple[str, ...]) -> None:
    assert judged.again(without=lacking) == (1, 1)


def test_a_run_that_was_judged_is_followed_by_a_new_one(judged: Judged) -> None:
    assert judged.again() == (2, 2)


def test_a_run_that_did_not_bring_what_is_needed_is_not_enough(judged: Judged) -> None:
    assert judged.again("broken-links,site-search", without=("scores",)) == (2, 1)
