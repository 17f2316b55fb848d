"""The evidence of runs: written in batches, read again to resume, and remembered for conditional requests."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select

from evidence.records import Skip
from storage.codec import loads
from storage.database import Database
from storage.reading import Past, compressed_bodies, decompress, past_looks, rows_in_order
from storage.tables import bodies, looks, runs, skips, urls
from storage.writing import EvidenceWriter

# Runs looked back over: a partial run may have missed what the one before it saw.
RUNS_BACK = 3


class Validators(NamedTuple):
    """What a conditional request needs of an earlier answer."""

    etag: str
    last_modified: str
    body_hash: str


class Previous:
    """What earlier runs of a site were answered, by address."""

    def __init__(self, database: Database, site: str, before_run: int) -> None:
        self._database = database
        self._site = site
        self._before = before_run

    def get(self, url: str) -> Validators | None:
        """The last good answer whose body is stored and that named a version; None where there is none."""
        return self._answers.get(url)

    def body(self, digest: str) -> bytes | None:
        """A stored body."""
        with self._database.read() as connection:
            data = compressed_bodies(connection, (digest,)).get(digest)
        return None if data is None else decompress(data)

    @cached_property
    def _answers(self) -> dict[str, Validators]:
        columns = (looks.c.id, urls.c.text.label("url"), looks.c.headers, looks.c.body_hash)
        statement = select(*columns).join(urls, urls.c.id == looks.c.url_id)
        # The body under another final address would be taken for the address asked.
        statement = statement.join(bodies, bodies.c.hash == looks.c.body_hash).where(
            looks.c.status.in_((200, 304)), (looks.c.final_id.is_(None)) | (looks.c.final_id == looks.c.url_id)
        )
        found: dict[str, Validators] = {}
        with self._database.read() as connection:
            earlier = select(runs.c.id).where(runs.c.site_id == self._site, runs.c.id < self._before)
            for run in reversed(connection.scalars(earlier.order_by(runs.c.id.desc()).limit(RUNS_BACK)).all()):
                for rows in rows_in_order(connection, statement, run):
                    found.update((row["url"], _validators(row["headers"], row["body_hash"])) for row in rows)
        return {url: answer for url, answer in found.items() if answer.etag or answer.last_modified}


def _validators(headers: str, body_hash: str) -> Validators:
    named = {str(name).lower(): str(value) for name, value in loads(headers).items()}
    return Validators(named.get("etag", ""), named.get("last-modified", ""), body_hash)


class EvidenceStore:
    """The evidence of all runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def writer(self, run: int) -> EvidenceWriter:
        """What a run's records are written with; one per thread."""
        return EvidenceWriter(self._database, run)

    def past(self, run: int) -> Iterator[Past]:
        """The looks of a run in the order written, to resume it."""
        return past_looks(self._database, run)

    def skips(self, run: int) -> tuple[Skip, ...]:
        """What a run has left out so far, in the order written."""
        columns = select(urls.c.text, skips.c.reason, skips.c.detail).join(urls, urls.c.id == skips.c.url_id)
        with self._database.read() as connection:
            rows = connection.execute(columns.where(skips.c.run_id == run).order_by(skips.c.id))
            return tuple(Skip(*row) for row in rows)

    def previous(self, site: str, before_run: int) -> Previous:
        """What the runs of a site before this one were answered."""
        return Previous(self._database, site, before_run)
