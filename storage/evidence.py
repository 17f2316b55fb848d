"""The evidence of runs: written in batches, read again to resume, and remembered for conditional requests."""

from collections.abc import Iterable, Iterator

from sqlalchemy import delete, select

from evidence.records import Need, Probe, Skip
from storage.codec import loads, time_of
from storage.database import Database
from storage.previous import Previous
from storage.reading import Past, compressed_bodies, decompress, past_looks
from storage.tables import probes, skips, urls
from storage.writing import EvidenceWriter


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

    def body(self, digest: str) -> bytes | None:
        """The bytes of a hash; None where they were not kept."""
        with self._database.read() as connection:
            found = compressed_bodies(connection, (digest,))
        return decompress(found[digest]) if digest in found else None

    def skips(self, run: int) -> tuple[Skip, ...]:
        """What a run has left out so far, in the order written."""
        columns = select(urls.c.text, skips.c.reason, skips.c.detail).join(urls, urls.c.id == skips.c.url_id)
        with self._database.read() as connection:
            rows = connection.execute(columns.where(skips.c.run_id == run).order_by(skips.c.id))
            return tuple(Skip(*row) for row in rows)

    def probes(self, run: int) -> tuple[Probe, ...]:
        """What a run has probed so far, in the order written."""
        mine = select(probes).where(probes.c.run_id == run).order_by(probes.c.id)
        with self._database.read() as connection:
            rows = connection.execute(mine).mappings().all()
        return tuple(
            Probe(need=Need(row["need"]), subject=row["subject"], at=time_of(row["at"]), data=loads(row["data"]))
            for row in rows
        )

    def forget_probes(self, run: int, needs: Iterable[Need]) -> None:
        """Take out what an unfinished run has probed of these kinds, to be probed anew: half of it may be lacking."""
        kinds = [need.value for need in needs]
        with self._database.write() as connection:
            connection.execute(delete(probes).where(probes.c.run_id == run, probes.c.need.in_(kinds)))

    def previous(self, runs: Iterable[int]) -> Previous:
        """What these runs of one site were answered, oldest first."""
        return Previous(self._database, runs)
