"""Texts to numbers and back: every address and link text is stored once, and the common ones are remembered."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table

from storage.codec import clean, key
from storage.database import chunks, insert_new, marks

LIMIT = 200_000

K = TypeVar("K")
V = TypeVar("V")


class Interner:
    """The ids of texts in one table, for writing. Forget everything after a transaction that failed."""

    def __init__(self, table: Table, limit: int = LIMIT) -> None:
        self._table = table
        self._limit = limit
        self._ids: dict[str, int] = {}

    def unknown(self, words: Iterable[str]) -> set[str]:
        """Those whose ids are not remembered."""
        return set(words).difference(self._ids)

    def ids(self, connection: Connection, wanted: Collection[str]) -> Mapping[str, int]:
        """A mapping with at least the wanted texts; those not stored yet are stored."""
        missing = set(wanted).difference(self._ids)  # `-` would walk all that is remembered
        if missing:
            self._ids.update(self._stored(connection, missing))
        return self._ids

    def trim(self) -> None:
        """Forget the older half when too much is remembered; between batches only."""
        _trim(self._ids, self._limit)

    def forget(self) -> None:
        """Drop what is remembered."""
        self._ids.clear()

    def _stored(self, connection: Connection, missing: Iterable[str]) -> dict[str, int]:
        cleaned = {raw: clean(raw) for raw in missing}
        keys = {text: key(text) for text in cleaned.values()}
        found = ids_by_key(connection, self._table, keys.values())
        # In one order everywhere: two writers that insert the same texts must not wait for each other.
        new = sorted((digest, text) for text, digest in keys.items() if digest not in found)
        if new:
            insert_new(connection, self._table, ("key", "text"), new)
            found |= ids_by_key(connection, self._table, [digest for digest, _ in new])
        return {raw: found[keys[text]] for raw, text in cleaned.items()}


def ids_by_key(connection: Connection, table: Table, keys: Iterable[bytes]) -> dict[bytes, int]:
    """The ids of the rows that are there."""
    found: dict[bytes, int] = {}
    for chunk in chunks(list(keys)):
        given = marks(connection, len(chunk))
        rows = connection.exec_driver_sql(f"SELECT key, id FROM {table.name} WHERE key IN ({given})", tuple(chunk))
        found.update((bytes(digest), number) for digest, number in rows)
    return found


class Lookup:
    """The texts of ids in one table, for reading; `read` holds those met so far."""

    def __init__(self, table: Table, limit: int = LIMIT) -> None:
        self._table = table
        self._limit = limit
        self.read: dict[int, str] = {}

    def texts(self, connection: Connection, wanted: Iterable[int]) -> Mapping[int, str]:
        """A mapping with at least the wanted ids."""
        _trim(self.read, self._limit)
        missing = set(wanted).difference(self.read)
        for chunk in chunks(sorted(missing)):
            given = marks(connection, len(chunk))
            named = f"SELECT id, text FROM {self._table.name} WHERE id IN ({given})"
            rows = connection.exec_driver_sql(named, tuple(chunk))
            self.read.update((number, text) for number, text in rows)
        return self.read


def _trim(remembered: dict[K, V], limit: int) -> None:
    """Drop the older half when there is too much."""
    if len(remembered) > limit:
        for old in list(islice(remembered, len(remembered) // 2)):
            del remembered[old]
