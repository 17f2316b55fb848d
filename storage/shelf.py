"""The looks and bodies that pages are made of: read for neighbours at once, the last ones kept."""

from collections import OrderedDict
from collections.abc import Sequence

import zstandard

from evidence.html import decode_as
from evidence.records import Fetch
from storage.database import Database
from storage.fetches import fetches_by_id
from storage.reading import compressed_bodies

# Site checks come back to the pages they have just read.
KEPT_BYTES = 4_000_000  # of bodies, compressed
KEPT_LOOKS = 500


class Shelf:
    """Looks and bodies by the number of the look; `beside` are those wanted soon, which are read with it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._fetches: OrderedDict[int, Fetch] = OrderedDict()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._room = KEPT_BYTES
        self._unzip = zstandard.ZstdDecompressor()

    def fetch(self, number: int, beside: Sequence[int] = ()) -> Fetch:
        """One look."""
        found = self._fetches.get(number)
        if found is None:
            wanted = {number, *(other for other in beside if other not in self._fetches)}
            with self._database.read() as connection:
                read = fetches_by_id(connection, sorted(wanted))
            self._fetches.update(read)
            found = read[number]
            while len(self._fetches) > KEPT_LOOKS:
                self._fetches.popitem(last=False)
        return found

    def text(self, number: int, beside: Sequence[int] = (), encoding: str = "") -> str:
        """The body of a look as text, in the encoding it was found to have where none is named."""
        fetch = self.fetch(number, beside)
        data = self._bodies.get(fetch.body_hash) or self._read(fetch.body_hash, beside)
        return decode_as(self._unzip.decompress(data), encoding or fetch.encoding)

    def _read(self, digest: str, beside: Sequence[int]) -> bytes:
        near = {self._fetches[other].body_hash for other in beside if other in self._fetches}
        with self._database.read() as connection:
            read = compressed_bodies(connection, near.difference(self._bodies) | {digest})
        self._keep(read)
        return read[digest]

    def _keep(self, read: dict[str, bytes]) -> None:
        self._bodies.update(read)
        self._room -= sum(map(len, read.values()))
        while self._room < 0:
            _, oldest = self._bodies.popitem(last=False)
            self._room += len(oldest)
