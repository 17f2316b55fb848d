"""What people state beside the machine's values: every statement is kept, the newest of a kind counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from rubric_map.scorecard import Decision
from rubric_map.statements import ItemDecision, NoTask, ReportedLink, Stated, StatedFact, StatedScore, Statement
from storage.codec import clean, dumps, key, loads, moment
from storage.database import Database
from storage.tables import statements

_KINDS: Mapping[type[Stated], str] = {
    StatedScore: "score",
    StatedFact: "fact",
    NoTask: "no-task",
    ReportedLink: "link",
    ItemDecision: "decision",
}


class OutsideStore:
    """The statements of people on all sites."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, site: str, stated: Sequence[Statement], at: datetime) -> int:
        """Add statements, all or none; gives how many say something new."""
        with self._database.write() as connection:
            known = _newest(connection, site)
            rows: dict[tuple[Any, ...], dict[str, Any]] = {}
            for one in stated:
                row = _row(site, one)
                old = known.get(_place(row))
                if one.withdrawn and (old is None or old["withdrawn"]):
                    continue
                if (
                    old is None
                    or old["withdrawn"] != one.withdrawn
                    or (old["data"] != row["data"] and not one.withdrawn)
                ):
                    rows[_place(row)] = row | {"at": moment(at)}
            if rows:
                connection.execute(insert(statements), list(rows.values()))
        return len(rows)

    def list(self, site: str, *, unit: str | None = None, rubric: str | None = None) -> tuple[Statement, ...]:
        """The statements that stand, by unit, rubric, kind and what they are about."""
        with self._database.read() as connection:
            rows = _newest(connection, site)
        return tuple(
            _statement(row)
            for place, row in sorted(rows.items())
            if not row["withdrawn"] and unit in (None, row["unit"]) and rubric in (None, row["rubric"])
        )


def _newest(connection: Connection, site: str) -> dict[tuple[Any, ...], RowMapping]:
    rows = connection.execute(select(statements).where(statements.c.site_id == site).order_by(statements.c.id))
    return {_place(row): row for row in rows.mappings()}


def _place(row: Mapping[str, Any] | RowMapping) -> tuple[Any, ...]:
    """What a statement is about: a later one of the same place stands in for it."""
    return (row["unit"], row["rubric"], row["kind"], bytes(row["key"]))


def _row(site: str, statement: Statement) -> dict[str, Any]:
    stated = statement.stated
    about = f"{stated.number}\x1f{stated.url}" if isinstance(stated, ReportedLink) else stated.number
    return {
        "site_id": site,
        "unit": clean(statement.unit),
        "rubric": statement.rubric,
        "kind": _KINDS[type(stated)],
        "key": key(clean(about)),
        "withdrawn": statement.withdrawn,
        "data": dumps(_plain(asdict(stated))),
    }


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _statement(row: RowMapping) -> Statement:
    stated = _READERS[row["kind"]](loads(row["data"]))
    return Statement(unit=row["unit"], rubric=row["rubric"], stated=stated)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _score(said: Mapping[str, Any]) -> StatedScore:
    value, out_of = Decimal(said["value"]), Decimal(said["out_of"])
    return StatedScore(number=said["number"], value=value, out_of=out_of, source=said["source"], on=_day(said["on"]))


def _fact(said: Mapping[str, Any]) -> StatedFact:
    return StatedFact(number=said["number"], holds=said["holds"], source=said["source"], on=_day(said["on"]))


def _no_task(said: Mapping[str, Any]) -> NoTask:
    return NoTask(number=said["number"], source=said["source"], on=_day(said["on"]))


def _link(said: Mapping[str, Any]) -> ReportedLink:
    return ReportedLink(number=said["number"], url=said["url"], note=said["note"])


def _decision(said: Mapping[str, Any]) -> ItemDecision:
    given = said["decision"]
    decision = Decision(
        points=Decimal(given["points"]), name=given["name"], reason=given["reason"], until=_day(given["until"])
    )
    return ItemDecision(number=said["number"], decision=decision)


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Stated]] = {
    "score": _score,
    "fact": _fact,
    "no-task": _no_task,
    "link": _link,
    "decision": _decision,
}
