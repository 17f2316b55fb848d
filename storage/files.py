"""The attachments of a stored run."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from evidence.documents.read import READABLE
from evidence.file import NOT_KEPT, File, is_file
from evidence.records import Fetch
from evidence.urls import file_suffix, host_of
from evidence.verdict import VerdictKind, classify, judge
from storage.database import Database
from storage.fetches import Fetches
from storage.outline import Seen
from storage.reading import compressed_bodies, decompress


class StoredFiles:
    """Attachments by the address that links lead to; `cut` names those that a limit kept out, with its name."""

    def __init__(
        self, database: Database, fetches: Fetches, seen: Sequence[Seen], hosts: Collection[str], cut: Mapping[str, str]
    ) -> None:
        self._database = database
        self._fetches = fetches
        self._seen = seen
        self._hosts = hosts
        self._cut = cut

    def all(self) -> Iterator[File]:
        """Every attachment, by address."""
        for url in self._addresses:
            file = self.at(url)
            if file is not None:
                yield file

    def at(self, url: str) -> File | None:
        """One attachment; None for what is none, or is dead."""
        looks = self._fetches.looks(url)
        good = [fetch for fetch in looks if fetch.ok and classify(fetch) is VerdictKind.OK]
        if good and is_file(good[-1]):
            why = NOT_KEPT.get(self._cut.get(url, ""), "没有下载")
            return File(url=url, fetch=good[-1], read=lambda: self._body(good[-1]), unread=why)
        if good or not looks or file_suffix(url) not in READABLE or judge(looks).broken:
            return None
        return File(url=url, fetch=looks[-1], read=lambda: None, unread="没有打开")

    @cached_property
    def _addresses(self) -> Sequence[str]:
        found = {entry.url for entry in self._seen if entry.is_good and entry.links_id is None and entry.has_body}
        found.update(e.url for e in self._seen if file_suffix(e.url) in READABLE and host_of(e.url) in self._hosts)
        return sorted(found | self._cut.keys())

    def _body(self, fetch: Fetch) -> bytes | None:
        with self._database.read() as connection:
            data = compressed_bodies(connection, (fetch.body_hash,)).get(fetch.body_hash)
        return None if data is None else decompress(data)
