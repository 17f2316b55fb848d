"""The looks of a run by address, read in blocks: whoever asks for one mostly asks for its neighbour next."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from evidence.records import Fetch
from storage.database import Database, chunks
from storage.looks import fetch_of, select_looks
from storage.tables import looks

BLOCK = 64
KEPT_BLOCKS = 300


class Fetches:
    """Fetches of one run; `look_ids` names the looks of every address, oldest first."""

    def __init__(self, database: Database, look_ids: Mapping[str, Sequence[int]]) -> None:
        self._database = database
        self._look_ids = look_ids
        self.urls = sorted(look_ids)
        self._blocks: OrderedDict[int, Mapping[int, Fetch]] = OrderedDict()

    def looks(self, url: str) -> tuple[Fetch, ...]:
        """All looks at one address; empty when there was none."""
        ids = self._look_ids.get(url)
        if ids is None:
            return ()
        block = self._block(bisect_left(self.urls, url) // BLOCK)
        return tuple(block[number] for number in ids)

    def _block(self, number: int) -> Mapping[int, Fetch]:
        if number not in self._blocks:
            names = self.urls[number * BLOCK : (number + 1) * BLOCK]
            with self._database.read() as connection:
                ids = [look for url in names for look in self._look_ids[url]]
                self._blocks[number] = fetches_by_id(connection, ids)
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return self._blocks[number]


def fetches_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Fetch]:
    """The fetches of these looks."""
    found: dict[int, Fetch] = {}
    for chunk in chunks(list(ids)):
        rows = connection.execute(select_looks().where(looks.c.id.in_(chunk))).mappings()
        found.update((row["id"], fetch_of(row)) for row in rows)
    return found
