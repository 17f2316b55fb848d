"""The book of nights: notes what is due, closes what can no longer run, and gives out what is owed, once."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from evidence.errors import IncompleteError
from evidence.records import Coverage
from jobs.night_times import Cron, owed
from jobs.night_worker import surely_gone
from storage.nights import MOST_CLAIMS, Night, NightState
from storage.runs import RunState
from storage.store import Store

BEAT = timedelta(seconds=10)
# Longer than the idle time after which a run can be taken up again, so that a night taken over finds its run free.
STALE = timedelta(seconds=90)
REMEMBERED = timedelta(days=35)  # how far back the last known night is looked for
_SLACK = timedelta(seconds=2)
_INSTANT = timedelta(microseconds=1)
_OPEN = (NightState.DUE, NightState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class NightBook:
    """The nights of one database as one worker sees them. Every change of hands is one statement of the database,
    so that any number of schedulers may work on it."""

    store: Store
    worker: str
    window: timedelta
    is_gone: Callable[[str], bool] = surely_gone

    def owed_night(self, site: str, cron: Cron, now: datetime, reason: str = "") -> Night | None:
        """The one night of a site that should run now; None when there is none or it is running.

        Notes what has become due and the next night to come; older nights are closed as missed. `reason` is why
        the night could not run so far.
        """
        waiting = [night for night in self._noted(site, cron, now) if night.state in _OPEN]
        if any(self._runs(night, now) for night in waiting):
            return None
        chosen: Night | None = None
        for night in reversed(waiting):
            why = _SUPERSEDED if chosen else self._hopeless(night, cron, now, reason)
            if not why:
                chosen = night
            elif not self._close(night, now, why):
                return None  # another scheduler was quicker: the site is in its hands
        return chosen

    def take(self, night: Night, now: datetime) -> Night | None:
        """Claim a night that was owed; None when another was quicker. A dead worker's run is freed to be resumed."""
        taken = self._claim(night, now)
        if taken is not None and night.state is NightState.RUNNING and self.is_gone(night.worker):
            self._free_runs(night, (night.heartbeat_at or now) + BEAT, now)
        return taken

    def name_run(self, night: Night, now: datetime) -> bool:
        """Note which run a claimed night became, once there is one; whether it is noted."""
        for run in self.store.runs.unfinished(night.site):
            if run.state is RunState.RUNNING and run.heartbeat_at >= (night.heartbeat_at or now) - _SLACK:
                return self.store.nights.start(night.site, night.due_at, self.worker, run.id, now)
        return False

    def beat(self, night: Night, now: datetime) -> bool:
        """Say that this worker lives; false when the night was taken away."""
        return self.store.nights.heartbeat(night.site, night.due_at, self.worker, now)

    def finish(self, night: Night, run: int | None, state: NightState, now: datetime, note: str) -> bool:
        """End a night; false when it was taken away."""
        if run is not None and not self.store.nights.start(night.site, night.due_at, self.worker, run, now):
            return False
        return self.store.nights.finish(night.site, night.due_at, self.worker, now, state, note)

    def give_back(self, night: Night, now: datetime) -> None:
        """Let a night be taken again at once, and its run be resumed."""
        if self.beat(night, now):
            known = self.store.nights.get(night.site, night.due_at) or night
            self._free_runs(known, now, now)
            self.store.nights.release(night.site, night.due_at, self.worker)

    def _noted(self, site: str, cron: Cron, now: datetime) -> list[Night]:
        """The nights of late of a site, once what has become due is noted."""
        nights = self.store.nights
        found = nights.list(site, since=now - REMEMBERED)
        coming = cron.after(now)
        # The night to come is noted, too: should nobody be there when it comes, it is known to be owed. As long as one
        # is noted, none was due before it, whatever the schedule has been changed to since.
        if any(night.due_at > now and (coming is None or night.due_at <= coming) for night in found):
            return [night for night in found if night.due_at <= now]
        last = self._last_known(site, found, now)
        due = owed(cron, last, now, self.window) if last is not None else []
        for at in (*due, *([coming] if coming is not None else [])):
            nights.due(site, at)
        return [night for night in nights.list(site, since=now - REMEMBERED) if night.due_at <= now]

    def _last_known(self, site: str, found: Iterable[Night], now: datetime) -> datetime | None:
        past = [night.due_at for night in found if night.due_at <= now]
        if past:
            return past[-1]
        last = self.store.nights.last_due(site)
        return now - REMEMBERED if last is not None and last <= now else None

    def _runs(self, night: Night, now: datetime) -> bool:
        """Whether somebody is at it."""
        if night.state is not NightState.RUNNING or night.heartbeat_at is None:
            return False
        return now - night.heartbeat_at <= STALE and not self.is_gone(night.worker)

    def _hopeless(self, night: Night, cron: Cron, now: datetime, reason: str) -> str:
        """Why a night will not be run any more, in Chinese; "" when it will."""
        if night.state is NightState.RUNNING and night.claims >= MOST_CLAIMS:
            return f"运行 {night.claims} 次都中途被终止，不再重试"
        if now - night.due_at > self.window:
            hours = self.window.total_seconds() / 3600
            return f"错过：超过 {hours:g} 小时的补跑时限" + (f"；{reason}" if reason else "")
        if night.state is NightState.DUE and night.run is None and not cron.is_due(night.due_at):
            return "未运行：排程已改"
        return ""

    def _close(self, night: Night, now: datetime, why: str) -> bool:
        """Close a night as missed, unless another has taken it in the meantime."""
        nights = self.store.nights
        if night.state is NightState.RUNNING and night.claims >= MOST_CLAIMS:
            return nights.missed(night.site, night.due_at, now, why)
        if self._claim(night, now) is None:
            return False
        return nights.finish(night.site, night.due_at, self.worker, now, NightState.MISSED, why)

    def _claim(self, night: Night, now: datetime) -> Night | None:
        # Only as it was read: a heartbeat later than that one is another worker's.
        seen = night.heartbeat_at
        idle = now - seen - _INSTANT if night.state is NightState.RUNNING and seen is not None else STALE
        return self.store.nights.claim(night.site, night.due_at, self.worker, now, idle)

    def _free_runs(self, night: Night, until: datetime, now: datetime) -> None:
        """Mark what a worker left half done as interrupted: its process is gone, or it is ours and has stopped."""
        for run in self.store.runs.unfinished(night.site):
            mine = run.id == night.run if night.run is not None else run.heartbeat_at <= until + _SLACK
            if run.state is RunState.RUNNING and mine:
                coverage = Coverage(complete=False, notes=("运行中断，可接着进行",))
                with suppress(IncompleteError):  # another process has taken it up since
                    self.store.runs.finish(run.id, now, RunState.INTERRUPTED, coverage)


_SUPERSEDED = "错过：已由更近的一晚代替"
