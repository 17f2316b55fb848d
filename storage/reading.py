"""Stored evidence back as values: bodies, links with their words, and looks in the order written."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import zstandard
from sqlalchemy import Connection, RowMapping, Select

from evidence.records import Fetch, Link
from storage.database import Database, chunks, marks
from storage.interning import Lookup
from storage.links import LinkSet, resolve, unpack
from storage.looks import fetch_of, select_looks
from storage.tables import bodies, link_sets, looks, texts, urls

PAGE = 200
# Links kept unpacked, at nine bytes each: those read last.
KEPT_LINKS = 100_000
# Words of either kind kept: menus and the lists of neighbours, at a quarter of a kilobyte each.
KEPT_WORDS = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A look that is already stored; `links` is None when the answer was no page."""

    fetch: Fetch
    depth: int
    links: tuple[Link, ...] | None


class StoredLinks:
    """Reads packed links and gives them their words back; asks the database only for what it has not met."""

    def __init__(self, database: Database, kept: int = KEPT_LINKS) -> None:
        self._database = database
        self._sets: OrderedDict[int, LinkSet] = OrderedDict()
        self._room = kept
        self._unzip = zstandard.ZstdDecompressor()
        self._urls = Lookup(urls, KEPT_WORDS)
        self._texts = Lookup(texts, KEPT_WORDS)

    def sets(self, wanted: Iterable[int]) -> Iterator[tuple[int, LinkSet]]:
        """The link sets of these ids, each once, in the order asked for."""
        for chunk in chunks(list(dict.fromkeys(wanted)), PAGE):
            read = self._read([number for number in chunk if number not in self._sets])
            for number in chunk:
                yield number, read.get(number) or self._sets.get(number) or self._read((number,))[number]

    def links(self, numbers: Iterable[int]) -> dict[int, tuple[Link, ...]]:
        """The links of these ids, each in document order."""
        found = dict(self.sets(numbers))
        try:
            return self._resolved(found)
        except KeyError:  # words not met before; asking first which would cost more than all the rest
            self._meet(found.values())
            return self._resolved(found)

    def links_of(self, number: int, beside: Iterable[int] = ()) -> tuple[Link, ...]:
        """The links of one id in document order; `beside` are those wanted soon, whose words are read with its own."""
        packed = self._sets.get(number) or dict(self.sets((number, *beside)))[number]
        try:
            return resolve(packed, self._urls.read, self._texts.read)
        except KeyError:
            self._meet([packed, *(other for _, other in self.sets(beside))])
            return resolve(packed, self._urls.read, self._texts.read)

    def _meet(self, sets: Iterable[LinkSet]) -> None:
        """Read the words of these links."""
        targets: set[int] = set()
        labels: set[int] = set()
        for packed in sets:
            targets.update(packed.targets)
            labels.update(packed.texts)
            labels.update(text for _, text in packed.fragments)
        self.urls(targets)
        self.texts(labels)

    def urls(self, wanted: Iterable[int]) -> Mapping[int, str]:
        """The addresses of these ids, and others."""
        with self._database.read() as connection:
            return self._urls.texts(connection, wanted)

    def texts(self, wanted: Iterable[int]) -> Mapping[int, str]:
        """The link texts of these ids, and others."""
        with self._database.read() as connection:
            return self._texts.texts(connection, wanted)

    def _resolved(self, found: Mapping[int, LinkSet]) -> dict[int, tuple[Link, ...]]:
        addresses, words = self._urls.read, self._texts.read
        return {number: resolve(packed, addresses, words) for number, packed in found.items()}

    def _read(self, wanted: Sequence[int]) -> Mapping[int, LinkSet]:
        if not wanted:
            return {}
        with self._database.read() as connection:
            given = marks(connection, len(wanted))
            rows = connection.exec_driver_sql(
                f"SELECT id, data FROM {link_sets.name} WHERE id IN ({given})", tuple(wanted)
            )
            read = {number: unpack(self._unzip.decompress(data)) for number, data in rows}
        self._sets.update(read)
        self._room -= sum(len(packed.kinds) for packed in read.values())
        while self._room < 0:
            _, oldest = self._sets.popitem(last=False)
            self._room += len(oldest.kinds)
        return read


def compressed_bodies(connection: Connection, hashes: Iterable[str]) -> dict[str, bytes]:
    """The bodies of these hashes as stored."""
    wanted = tuple(hashes)
    given = marks(connection, len(wanted))
    rows = connection.exec_driver_sql(f"SELECT hash, data FROM {bodies.name} WHERE hash IN ({given})", wanted)
    return {digest: bytes(data) for digest, data in rows}


def decompress(data: bytes) -> bytes:
    """The body a stored one stands for."""
    return zstandard.ZstdDecompressor().decompress(data)


def rows_in_order(connection: Connection, statement: Select[Any], run: int) -> Iterator[Sequence[RowMapping]]:
    """The looks of a run in the order written, a few at a time."""
    last = 0
    while True:
        page = statement.where(looks.c.run_id == run, looks.c.id > last).order_by(looks.c.id).limit(PAGE)
        rows = connection.execute(page).mappings().all()
        yield rows
        if len(rows) < PAGE:
            return
        last = rows[-1]["id"]


def past_looks(database: Database, run: int) -> Iterator[Past]:
    """What a run has already seen, in the order written."""
    reader = StoredLinks(database, kept=0)
    with database.read() as connection:
        for rows in rows_in_order(connection, select_looks(), run):
            links = reader.links([row["links_id"] for row in rows if row["links_id"] is not None])
            for row in rows:
                number = row["links_id"]
                found = None if number is None else links[number]
                yield Past(fetch=fetch_of(row), depth=row["depth"], links=found)
