"""The store: one database opened, and what may be asked of it."""

from types import TracebackType
from typing import Self

from storage.database import Database
from storage.evidence import EvidenceStore
from storage.findings import FindingStore
from storage.nights import NightStore
from storage.opening import open_database
from storage.outside import OutsideStore
from storage.pruning import Pruning
from storage.results import ResultStore
from storage.runs import RunStore
from storage.scores import ScoreStore
from storage.sites import SiteStore
from storage.visits import VisitStore


class Store:
    """Everything hecha remembers. Close it, or use it in a `with` statement."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.sites = SiteStore(database)
        self.runs = RunStore(database)
        self.evidence = EvidenceStore(database)
        self.results = ResultStore(database)
        self.findings = FindingStore(database)
        self.scores = ScoreStore(database)
        self.outside = OutsideStore(database)
        self.nights = NightStore(database)
        self.visits = VisitStore(database)
        self.pruning = Pruning(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.database.close()


def open_store(url: str) -> Store:
    """Open a database by URL or plain path; a new one is created, an older one brought up to date.

    What is not ours, is newer, or cannot be used is refused with a fault that says what to do.
    """
    return Store(open_database(url))
