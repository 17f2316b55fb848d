"""The evidence of a run into the database, a batch a transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import zstandard
from sqlalchemy import Connection, select

from evidence.records import Probe, Record, Skip, Visit
from storage.codec import clean, dumps, key, moment
from storage.database import Database, chunks, hold_off_pruning, insert_new
from storage.interning import Interner, ids_by_key
from storage.links import Draft
from storage.looks import COLUMNS, look_row
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
        self._urls.trim()
        self._texts.trim()
        visits = [record for record in batch if isinstance(record, Visit)]
        new_bodies = self._new_bodies(visits)
        drafts = [None if visit.links is None else Draft(visit.links, self._urls, self._texts) for visit in visits]
        try:
            with self._database.write() as connection:
                hold_off_pruning(connection)
                new_bodies += self._pruned_since(connection, visits, new_bodies)
                insert_new(connection, bodies, ("hash", "size", "data"), new_bodies)
                ids, sets = self._words(connection, batch, drafts)
                self._write_looks(connection, visits, ids, sets)
                self._write_others(connection, batch, ids)
        except BaseException:  # nothing of the batch was stored, so no id of it may be remembered; raised again
            self._urls.forget()
            self._texts.forget()
            raise
        if len(self._bodies) > _REMEMBERED_BODIES:
            self._bodies.clear()
        self._bodies.update(digest for digest, _, _ in new_bodies)

    def _new_bodies(self, visits: Sequence[Visit]) -> list[tuple[str, int, bytes]]:
        """The rows of bodies not stored yet, compressed before the transaction holds anyone up."""
        given = {visit.fetch.body_hash: visit.body for visit in visits if visit.body is not None}
        if "" in given:
            raise ValueError("a body needs fetch.body_hash")
        wanted = [digest for digest in given if digest not in self._bodies]
        if wanted:
            with self._database.read() as connection:
                for chunk in chunks(wanted):
                    self._bodies.update(connection.scalars(select(bodies.c.hash).where(bodies.c.hash.in_(chunk))))
        return [self._body_row(digest, body) for digest, body in sorted(given.items()) if digest not in self._bodies]

    def _pruned_since(
        self, connection: Connection, visits: Sequence[Visit], new: Sequence[tuple[str, int, bytes]]
    ) -> list[tuple[str, int, bytes]]:
        """The rows of bodies that were taken to be stored and have been removed in the meantime."""
        given = {visit.fetch.body_hash: visit.body for visit in visits if visit.body is not None}
        taken = sorted(given.keys() - {digest for digest, _, _ in new})
        there: set[str] = set()
        for chunk in chunks(taken):
            there.update(connection.scalars(select(bodies.c.hash).where(bodies.c.hash.in_(chunk))))
        return [self._body_row(digest, given[digest]) for digest in taken if digest not in there]

    def _body_row(self, digest: str, body: bytes) -> tuple[str, int, bytes]:
        return (digest, len(body), self._compressor.compress(body))

    def _words(
        self, connection: Connection, batch: Sequence[Record], drafts: Sequence[Draft | None]
    ) -> tuple[Mapping[str, int], Sequence[int | None]]:
        """The ids of all addresses of the batch, and the id of each visit's link set."""
        addresses: set[str] = set()
        labels: set[str] = set()
        for record in batch:
            if isinstance(record, Visit):
                addresses.update((record.fetch.url, record.fetch.final_url or record.fetch.url))
            elif isinstance(record, Skip):
                addresses.add(record.url)
        for draft in drafts:
            if draft:
                targets, texts_lacking = draft.lacking()
                addresses.update(targets)
                labels.update(texts_lacking)
        ids, text_ids = self._urls.ids(connection, addresses), self._texts.ids(connection, labels)
        packed = [None if draft is None else draft.pack(ids, text_ids) for draft in drafts]
        return ids, self._link_sets(connection, packed)

    def _link_sets(self, connection: Connection, packed: Sequence[bytes | None]) -> list[int | None]:
        """The id of each packed blob; only content never seen before is compressed and stored."""
        digests = [None if data is None else hashlib.blake2b(data, digest_size=16).digest() for data in packed]
        blobs = {digest: data for digest, data in zip(digests, packed, strict=True) if digest and data}
        found = ids_by_key(connection, link_sets, blobs)
        new = sorted(blobs.keys() - found.keys())
        if new:
            rows = [(digest, self._compressor.compress(blobs[digest])) for digest in new]
            insert_new(connection, link_sets, ("key", "data"), rows)
            found |= ids_by_key(connection, link_sets, new)
        return [None if digest is None else found[digest] for digest in digests]

    def _write_looks(
        self, connection: Connection, visits: Sequence[Visit], ids: Mapping[str, int], sets: Sequence[int | None]
    ) -> None:
        keys = [visit.links_key if links_id is None else links_id for visit, links_id in zip(visits, sets, strict=True)]
        rows = [look_row(self._run, visit, ids, links_id) for visit, links_id in zip(visits, keys, strict=True)]
        insert_new(connection, looks, COLUMNS, rows)

    def _write_others(self, connection: Connection, batch: Sequence[Record], ids: Mapping[str, int]) -> None:
        skipped = [self._skip_row(record, ids) for record in batch if isinstance(record, Skip)]
        probed = [self._probe_row(record) for record in batch if isinstance(record, Probe)]
        insert_new(connection, skips, ("run_id", "url_id", "reason", "detail"), skipped)
        insert_new(connection, probes, ("run_id", "key", "need", "subject", "at", "data"), probed)

    def _skip_row(self, skip: Skip, ids: Mapping[str, int]) -> tuple[Any, ...]:
        return (self._run, ids[skip.url], clean(skip.reason), clean(skip.detail))

    def _probe_row(self, probe: Probe) -> tuple[Any, ...]:
        need, at, data = probe.need.value, moment(probe.at), dumps(probe.data)
        subject = clean(probe.subject)
        return (self._run, key("\x1f".join((need, subject, at, data))), need, subject, at, data)
