"""Which runs are old enough to lose their evidence, and the pruning of a whole database."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from evidence.records import Need
from jobs.disk import MEGABYTE, data_folder, free_megabytes
from jobs.gather import RUNS_BACK, scope_of
from jobs.settings import Settings, StorageSettings
from storage.codec import dumps
from storage.runs import UNFINISHED, USABLE, Run, RunState
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What a pruning did; sizes in bytes. `waits`: there is free room that could not be given back to the disk yet."""

    runs: int
    before: int
    after: int
    waits: bool

    @property
    def words(self) -> str:
        """The same in one Chinese line."""
        before, after = (f"{size / MEGABYTE:.1f} MB" for size in (self.before, self.after))
        said = f"清理了 {self.runs} 次运行的证据，数据库由 {before} 变为 {after}"
        return said + ("；文件暂未收缩：有运行正在进行，或磁盘剩余空间不足，下次再试" if self.waits else "")


def prune(store: Store, settings: Settings, now: datetime, going: Callable[[], bool] = lambda: True) -> Pruned:
    """Remove the evidence of old runs and give the room back, until done or `going` says no.

    It may be broken off at any moment, and crawls may go on beside it.
    """
    before = store.pruning.size()
    old = tuple(prunable(store, settings.storage, now))
    marked = store.pruning.mark(run.id for run in old)
    store.visits.forget(now - timedelta(days=settings.storage.keep_days))
    store.pruning.sweep(going)
    room = free_megabytes(data_folder(settings)) * MEGABYTE
    shrunk = store.pruning.shrink(going, room=room)
    return Pruned(runs=marked, before=before, after=store.pruning.size(), waits=not shrunk)


def prunable(store: Store, keep: StorageSettings, now: datetime) -> Iterator[Run]:
    """The runs whose evidence may go, by site, oldest first."""
    for site in store.sites.list():
        runs = store.runs.list(site.id)
        kept = _needed(runs, keep.keep_runs) | store.pruning.pinned(site.id)
        for run in runs:
            ended = run.state in USABLE or run.state is RunState.FAILED
            if ended and run.id not in kept and now - run.started_at > timedelta(days=keep.keep_days):
                yield run


def _needed(runs: Iterable[Run], count: int) -> frozenset[int]:
    """The runs that something still builds upon, whatever their age.

    These are the newest; those whose answers the next crawl of the same scope, or one under way, remembers; and the
    newest that brought each kind of evidence, from which one check alone is audited.
    """
    known = tuple(runs)
    usable = [run for run in known if run.state in USABLE]
    needed = {run.id for run in usable[-count:]}
    for scope in {dumps(scope_of(run)) for run in usable}:
        needed.update([run.id for run in usable if dumps(scope_of(run)) == scope][-RUNS_BACK:])
    for need in Need:
        needed.update([run.id for run in usable if need.value not in run.coverage.missing][-1:])
    for run in known:
        if run.state in UNFINISHED:
            needed.update((run.id, *map(int, run.plan.get("basis") or ())))
    return frozenset(needed)
