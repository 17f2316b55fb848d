"""The evidence of a run into the database, a batch a transaction."""

import hashlib
from collections.abc import Sequence
from typing import Any

import zstandard
from sqlalchemy import Connection, select

from evidence.records import Probe, Record, Skip, Visit
from storage import links
from storage.codec import clean, dumps, key, moment
from storage.database import Database, chunks, insert_new
from storage.interning import Interner, ids_by_key
from storage.looks import look_row
from storage.tables import bodies, link_sets, looks, probes, skips, texts, urls

LEVEL = 3
_REMEMBERED_BODIES = 100_000


class EvidenceWriter:
    """Writes the records of one run. What is already there stays as it is. For one thread."""

    def __init__(self, database: Database, run: int) -> None:
        self._database = database
        self._run = run
        self._urls = Interner(urls)
        self._texts = Interner(texts)
        self._compressor = zstandard.ZstdCompressor(level=LEVEL)
        self._bodies: set[str] = set()

    def write(self, batch: Sequence[Record]) -> None:
        """Store a batch: all of it or, when an error is raised, nothing."""
        if not batch:
            return
        visits = [record for record in batch if isinstance(record, Visit)]
        new_bodies = self._new_bodies(visits)
        try:
            with self._database.write() as connection:
                insert_new(connection, bodies, new_bodies)
                self._write_records(connection, batch, visits)
        except BaseException:
            self._urls.forget()
            self._texts.forget()
            raise
        if len(self._bodies) > _REMEMBERED_BODIES:
            self._bodies.clear()
        self._bodies.update(row["hash"] for row in new_bodies)

    def _new_bodies(self, visits: Sequence[Visit]) -> list[dict[str, Any]]:
        """The rows of bodies not stored yet, compressed before the transaction holds anyone up."""
        given = {visit.fetch.body_hash: visit.body for visit in visits if visit.body is not None}
        if "" in given:
            raise ValueError("a body needs fetch.body_hash")
        wanted = [digest for digest in given if digest not in self._bodies]
        with self._database.read() as connection:
            for chunk in chunks(list(wanted)):
                self._bodies.update(connection.scalars(select(bodies.c.hash).where(bodies.c.hash.in_(chunk))))
        return [
            {"hash": digest, "size": len(body), "data": self._compressor.compress(body)}
            for digest, body in sorted(given.items())
            if digest not in self._bodies and body is not None
        ]

    def _write_records(self, connection: Connection, batch: Sequence[Record], visits: Sequence[Visit]) -> None:
        skipped = [record for record in batch if isinstance(record, Skip)]
        probed = [record for record in batch if isinstance(record, Probe)]
        addresses, labels = _words(visits)
        ids = self._urls.ids(connection, addresses | {skip.url for skip in skipped})
        text_ids = self._texts.ids(connection, labels)
        packed = [None if visit.links is None else links.pack(visit.links, ids, text_ids) for visit in visits]
        sets = self._link_sets(connection, [data for data in packed if data is not None])
        rows = [
            look_row(self._run, visit, ids, None if data is None else sets[data])
            for visit, data in zip(visits, packed, strict=True)
        ]
        insert_new(connection, looks, rows)
        insert_new(connection, skips, [self._skip_row(skip, ids[skip.url]) for skip in skipped])
        insert_new(connection, probes, [self._probe_row(probe) for probe in probed])

    def _link_sets(self, connection: Connection, packed: Sequence[bytes]) -> dict[bytes, int]:
        """The id of each packed blob; only content never seen before is compressed and stored."""
        keys = {data: hashlib.blake2b(data, digest_size=16).digest() for data in packed}
        found = ids_by_key(connection, link_sets, keys.values())
        new = sorted((digest, data) for data, digest in keys.items() if digest not in found)
        if new:
            compress = self._compressor.compress
            insert_new(connection, link_sets, [{"key": digest, "data": compress(data)} for digest, data in new])
            found |= ids_by_key(connection, link_sets, [digest for digest, _ in new])
        return {data: found[digest] for data, digest in keys.items()}

    def _skip_row(self, skip: Skip, url_id: int) -> dict[str, Any]:
        return {"run_id": self._run, "url_id": url_id, "reason": clean(skip.reason), "detail": clean(skip.detail)}

    def _probe_row(self, probe: Probe) -> dict[str, Any]:
        need, at, data = probe.need.value, moment(probe.at), dumps(probe.data)
        subject = clean(probe.subject)
        digest = key("\x1f".join((need, subject, at, data)))
        return {"run_id": self._run, "key": digest, "need": need, "subject": subject, "at": at, "data": data}


def _words(visits: Sequence[Visit]) -> tuple[set[str], set[str]]:
    addresses: set[str] = set()
    labels: set[str] = set()
    for visit in visits:
        addresses.add(visit.fetch.url)
        if visit.fetch.final_url:
            addresses.add(visit.fetch.final_url)
        if visit.links:
            targets, found = links.words(visit.links)
            addresses |= targets
            labels |= found
    return addresses, labels
