"""The looks of a run by address, read in blocks: whoever asks for one mostly asks for its neighbour next."""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, bindparam

from evidence.records import Fetch
from storage.database import Database, chunks
from storage.looks import fetch_of, select_looks
from storage.outline import Seen
from storage.tables import looks

BLOCK = 64
KEPT_BLOCKS = 24

_BY_ID = select_looks().where(looks.c.id.in_(bindparam("ids", expanding=True)))


class Fetches:
    """The fetches of one run by the addresses asked for, which `urls` names in order."""

    def __init__(self, database: Database, entries: Iterable[Seen]) -> None:
        self._database = database
        self.urls: list[str] = []
        # The looks of all addresses in that order, those of one from the oldest on, and where those of each begin.
        self._ids, self._begins = array("q"), array("q")
        in_order = sorted(entries, key=attrgetter("url", "look", "id"))
        for url, its in groupby(in_order, attrgetter("url")):
            self.urls.append(url)
            self._begins.append(len(self._ids))
            self._ids.extend(entry.id for entry in its)
        self._begins.append(len(self._ids))
        self._blocks: OrderedDict[int, Mapping[int, Fetch]] = OrderedDict()

    def looks(self, url: str) -> tuple[Fetch, ...]:
        """All looks at one address; empty when there was none."""
        at = bisect_left(self.urls, url)
        if at == len(self.urls) or self.urls[at] != url:
            return ()
        block = self._block(at // BLOCK)
        return tuple(block[number] for number in self._ids[self._begins[at] : self._begins[at + 1]])

    def _block(self, number: int) -> Mapping[int, Fetch]:
        if number not in self._blocks:
            begin, end = number * BLOCK, min((number + 1) * BLOCK, len(self.urls))
            with self._database.read() as connection:
                self._blocks[number] = fetches_by_id(connection, self._ids[self._begins[begin] : self._begins[end]])
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return self._blocks[number]


def fetches_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Fetch]:
    """The fetches of these looks."""
    found: dict[int, Fetch] = {}
    for chunk in chunks(list(ids)):
        rows = connection.execute(_BY_ID, {"ids": chunk}).mappings()
        found.update((row["id"], fetch_of(row)) for row in rows)
    return found
