"""What earlier runs of a site were answered, by address: read in blocks, as a crawl comes by in much the same order."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import RowMapping, func, select

from evidence.records import BROWSER, Link
from evidence.shown import GAIN
from storage.codec import loads
from storage.database import Database
from storage.links import KINDS
from storage.reading import StoredLinks, rows_in_order
from storage.tables import bodies, looks, urls

BLOCK = 64
KEPT_BLOCKS = 32
KEPT_LINKS = 300_000
GOOD = (200, 206, 304)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A good answer of an earlier run, without its bytes."""

    body_hash: str
    content_type: str
    encoding: str
    headers: Mapping[str, str]
    size: int
    truncated: bool
    links_key: int | None
    kept: bool


class Previous:
    """The last good answers of some runs of one site, oldest run first.

    An answer at the end of redirects counts for the address that gave it. One in which a fault was noticed counts for
    nothing: it is looked at again in full.
    """

    def __init__(self, database: Database, runs: Iterable[int]) -> None:
        self._database = database
        self._runs = tuple(runs)
        self._blocks: OrderedDict[int, Mapping[int, Remembered]] = OrderedDict()
        self._reader = StoredLinks(database, kept=KEPT_LINKS)
        self._given: set[tuple[int, int]] = set()
        self._names: Mapping[int, str] = {}

    def recall(self, url: str) -> Remembered | None:
        """The last good answer of an address itself; None where there is none."""
        number = self._look_ids.get(url)
        return None if number is None else self._block(number // BLOCK).get(number)

    def links(self, url: str) -> Sequence[Link]:
        """The links of what is recalled at an address, in document order; without texts, and each use of a target once.

        A use that another page had already is left out: on a portal nearly all of them.
        """
        remembered = self.recall(url)
        if remembered is None or remembered.links_key is None:
            return ()
        ((_, packed),) = self._reader.sets((remembered.links_key,))
        given = self._given
        new = [use for use in zip(packed.targets, packed.kinds, strict=True) if use not in given]
        if not new:
            return ()
        given.update(new)
        targets = [target for target, _ in new]
        if not self._names.keys() >= set(targets):  # dropped in the meantime
            self._names = self._reader.urls(targets)
        return tuple(Link(self._names[target], "", KINDS[kind]) for target, kind in new)

    def words(self, url: str, target: str) -> str:
        """The words with which the page that is recalled at an address leads to a target."""
        remembered = self.recall(url)
        if remembered is None or remembered.links_key is None:
            return ""
        links = self._reader.links_of(remembered.links_key)
        return next((link.text for link in links if link.target == target and link.text), "")

    def was_rendered(self, url: str) -> bool:
        """Whether a browser showed more of a page than its source has."""
        return url in self._rendered

    @cached_property
    def _rendered(self) -> frozenset[str]:
        shown = looks.c.run_id.in_(self._runs), looks.c.method == BROWSER, looks.c.links_id.is_not(None)
        statement = select(urls.c.text, looks.c.extra).join(urls, urls.c.id == looks.c.url_id).where(*shown)
        with self._database.read() as connection:
            return frozenset(url for url, extra in connection.execute(statement) if GAIN in extra)

    @cached_property
    def _look_ids(self) -> Mapping[str, int]:
        end = func.coalesce(looks.c.final_id, looks.c.url_id)
        columns = (looks.c.id, urls.c.text.label("url"), looks.c.extra, looks.c.links_id)
        statement = select(*columns).join(urls, urls.c.id == end)
        statement = statement.where(looks.c.status.in_(GOOD), looks.c.body_hash != "", looks.c.method != BROWSER)
        found: dict[str, int] = {}
        with self._database.read() as connection:
            for run in self._runs:
                for rows in rows_in_order(connection, statement, run):
                    for row in rows:
                        _note(found, row)
        return found

    def _block(self, number: int) -> Mapping[int, Remembered]:
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = self._read(number)
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block

    def _read(self, number: int) -> Mapping[int, Remembered]:
        names = ("id", "body_hash", "content_type", "encoding", "headers", "size", "truncated", "links_id")
        stored = bodies.c.hash.is_not(None).label("stored")
        statement = select(*(looks.c[name] for name in names), stored).outerjoin(
            bodies, bodies.c.hash == looks.c.body_hash
        )
        begin = number * BLOCK
        statement = statement.where(looks.c.id >= begin, looks.c.id < begin + BLOCK, looks.c.run_id.in_(self._runs))
        with self._database.read() as connection:
            rows = connection.execute(statement).mappings().all()
        # Read together now rather than one by one later.
        targets: set[int] = set()
        for _, packed in self._reader.sets(row["links_id"] for row in rows if row["links_id"] is not None):
            targets.update(packed.targets)
        self._names = self._reader.urls(targets)
        return {row["id"]: _remembered(row) for row in rows}


def _note(found: dict[str, int], row: RowMapping) -> None:
    """Take up a look. What was noticed after redirects may speak of the way and not of where it ended."""
    hops, marks = loads(row["extra"]) or ((), ())
    if not hops and marks:
        found.pop(row["url"], None)
    elif not marks and (not hops or row["links_id"] is not None or row["url"] not in found):
        # A page met again by another way was not read again: the look that read it counts.
        found[row["url"]] = row["id"]


def _remembered(row: RowMapping) -> Remembered:
    return Remembered(
        body_hash=row["body_hash"],
        content_type=row["content_type"],
        encoding=row["encoding"],
        headers={str(name).lower(): str(value) for name, value in loads(row["headers"]).items()},
        size=row["size"],
        truncated=row["truncated"],
        links_key=row["links_id"],
        kept=bool(row["stored"]),
    )
