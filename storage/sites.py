"""The portals and their units, as the inventory last named them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from evidence.records import SiteInfo, Unit
from storage.codec import clean, dumps, loads
from storage.database import Database
from storage.tables import sites


class Change(StrEnum):
    """What an import did to one site."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


class SiteStore:
    """The sites of this database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def upsert(self, info: SiteInfo, settings: Mapping[str, Any] | None = None) -> Change:
        """Add a site or bring it up to date; settings of None stay as they are."""
        return self.upsert_many([(info, settings)])[0]

    def upsert_many(self, entries: Iterable[tuple[SiteInfo, Mapping[str, Any] | None]]) -> tuple[Change, ...]:
        """Add or change several sites: all or none."""
        with self._database.write() as connection:
            return tuple(_upsert(connection, info, settings) for info, settings in entries)

    def get(self, site: str) -> SiteInfo | None:
        """One site by its id."""
        with self._database.read() as connection:
            row = connection.execute(select(sites).where(sites.c.id == clean(site))).mappings().first()
        return None if row is None else _info(row)

    def list(self) -> tuple[SiteInfo, ...]:
        """Every site, by id."""
        with self._database.read() as connection:
            rows = connection.execute(select(sites)).mappings().all()
        return tuple(sorted(map(_info, rows), key=lambda info: info.id))

    def settings(self, site: str) -> Mapping[str, Any]:
        """The settings of one site; empty when it has none or is unknown."""
        with self._database.read() as connection:
            text = connection.scalar(select(sites.c.settings).where(sites.c.id == clean(site)))
        found: Mapping[str, Any] = loads(text or "")
        return found


def _upsert(connection: Connection, info: SiteInfo, settings: Mapping[str, Any] | None) -> Change:
    row = {"id": clean(info.id), "name": clean(info.name), "url": clean(info.url), "inventory": _inventory(info)}
    if settings is not None:
        row["settings"] = dumps(settings)
    old = connection.execute(select(sites).where(sites.c.id == row["id"])).mappings().first()
    if old is None:
        connection.execute(insert(sites).values(row))
        return Change.ADDED
    if all(old[name] == value for name, value in row.items()):
        return Change.SAME
    connection.execute(update(sites).where(sites.c.id == row["id"]).values(row))
    return Change.CHANGED


def _inventory(info: SiteInfo) -> str:
    units = [[unit.name, unit.kind, unit.scope, unit.publisher, unit.contact] for unit in info.units]
    own = {"scope": info.scope} if info.scope else {}
    return dumps({"rubrics": info.rubrics, "units": units, **own})


def _info(row: RowMapping) -> SiteInfo:
    inventory = loads(row["inventory"])
    units = tuple(
        Unit(name=name, kind=kind, scope=tuple(scope), publisher=publisher, contact=contact)
        for name, kind, scope, publisher, contact in inventory["units"]
    )
    return SiteInfo(
        id=row["id"],
        name=row["name"],
        url=row["url"],
        rubrics=tuple(inventory["rubrics"]),
        units=units,
        scope=tuple(inventory.get("scope", ())),
    )
