"""Scorecards, each with the edition of the rubric it was made with; none is overwritten."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, insert, select

from storage.codec import clean
from storage.database import Database
from storage.tables import scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One stored scorecard; `scorecard` is its JSON, character for character as saved."""

    id: int
    run: int
    site: str
    unit: str
    rubric: str
    rubric_version: str
    scorecard: str


class ScoreStore:
    """The scorecards of all sites."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, run: int, site: str, unit: str, rubric: str, rubric_version: str, scorecard: str) -> int:
        """Keep a scorecard and give its id; the same one saved again is the same one."""
        row = {"run_id": run, "site_id": site, "unit": clean(unit), "rubric": rubric, "rubric_version": rubric_version}
        with self._database.write() as connection:
            mine = [scores.c[name] == value for name, value in row.items()]
            newest = select(scores).where(*mine).order_by(scores.c.id.desc()).limit(1)
            old = connection.execute(newest).mappings().first()
            if old is not None and old["scorecard"] == clean(scorecard):
                return int(old["id"])
            added = insert(scores).values(row | {"scorecard": clean(scorecard)}).returning(scores.c.id)
            return int(connection.execute(added).scalar_one())

    def latest(self, site: str, unit: str = "", rubric: str | None = None) -> Score | None:
        """The scorecard saved last."""
        found = self.list(site=site, unit=unit, rubric=rubric)
        return found[-1] if found else None

    def list(
        self, *, site: str | None = None, unit: str | None = None, rubric: str | None = None, run: int | None = None
    ) -> tuple[Score, ...]:
        """Scorecards of every edition, oldest first."""
        wanted = {"site_id": site, "unit": unit, "rubric": rubric, "run_id": run}
        where: list[Any] = [scores.c[name] == value for name, value in wanted.items() if value is not None]
        with self._database.read() as connection:
            rows = connection.execute(select(scores).where(*where).order_by(scores.c.id)).mappings().all()
        return tuple(map(_score, rows))


def _score(row: RowMapping) -> Score:
    return Score(
        id=row["id"],
        run=row["run_id"],
        site=row["site_id"],
        unit=row["unit"],
        rubric=row["rubric"],
        rubric_version=row["rubric_version"],
        scorecard=row["scorecard"],
    )
