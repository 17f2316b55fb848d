"""A week of five sites with kills, restarts, two schedulers at once and nights the machine is unfit for."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import structlog

from evidence.records import SiteInfo
from storage.nights import Night, NightState
from storage.store import Store, open_store
from tests.jobs.night_world import Process, World

BEIJING = timezone(timedelta(hours=8))
BEGIN = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
# Each cron beside the same said in plain Python, so that the clock is not measured with itself.
SITES: dict[str, tuple[str, Callable[[datetime], bool]]] = {
    "a": ("", lambda at: (at.hour, at.minute) == (1, 0)),
    "b": ("30 2 * * *", lambda at: (at.hour, at.minute) == (2, 30)),
    "c": ("0 */6 * * *", lambda at: at.hour % 6 == 0 and at.minute == 0),
    "d": ("15 3 * * 1-5", lambda at: (at.hour, at.minute) == (3, 15) and at.isoweekday() <= 5),
    "e": ("0 1 * * *", lambda at: (at.hour, at.minute) == (1, 0)),
}


def due_times(site: str, until: datetime) -> list[datetime]:
    """When the nights of a site were due, minute by minute."""
    minutes = (BEGIN + timedelta(minutes=step) for step in range(1, int((until - BEGIN).total_seconds() // 60) + 1))
    return [at for at in minutes if SITES[site][1](at.astimezone(BEIJING))]


def with_sites(store: Store) -> None:
    """The five sites."""
    for site, (cron, _) in SITES.items():
        settings = {"cron": cron} if cron else None
        store.sites.upsert(SiteInfo(id=site, name=site, url=f"http://{site}.example/"), settings)


class Week:
    """What happens in the week, by dice."""

    def __init__(self, store: Store, seed: int) -> None:
        self.dice = random.Random(seed)
        self.world = World(now=BEGIN, random=self.dice, faults=True)
        self.store = store
        self.processes: list[Process] = []
        self.kills = 0
        self._started = 0

    async def live(self) -> None:
        """The week, and a quiet day after it."""
        self.start()
        await self.rounds()
        while self.world.now < BEGIN + WEEK:
            await self.world.pass_by(self.dice.choice((7, 20, 60, 240, 900, 3600)))
            await self.happen()
            await self.rounds()
        self.world.unfit = self.world.faults = False
        if not self.processes:
            self.start()
        for _ in range(40):
            await self.world.pass_by(60)
            await self.rounds()

    async def happen(self) -> None:
        """Sometimes a process ends, one way or the other; sometimes another is started; sometimes the network goes."""
        chance = self.dice.random()
        busy = bool(self.world.crawling)
        if self.processes and chance < (0.35 if busy else 0.02):
            process = self.processes.pop(self.dice.randrange(len(self.processes)))
            if self.dice.random() < 0.7:
                self.kills += busy
                await process.kill()
            else:
                assert await process.end()
        elif len(self.processes) < 2 and chance > (0.97 if self.processes else 0.7):
            self.start()
        if self.dice.random() < 0.02:
            self.world.unfit = not self.world.unfit

    def start(self) -> None:
        """Another scheduler."""
        self._started += 1
        self.processes.append(Process(self.world, self.store, f"worker-{self._started}"))

    async def rounds(self) -> None:
        """Each scheduler ticks, in any order."""
        for process in self.dice.sample(self.processes, len(self.processes)):
            await process.round()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
async def test_every_night_of_the_week_ran_once_or_is_written_down_as_missed(tmp_path: Path, seed: int) -> None:
    with open_store(str(tmp_path / "hecha.db")) as store, structlog.testing.capture_logs():
        with_sites(store)
        week = Week(store, seed)
        await week.live()
        ended = week.world.now
        nights = [night for night in store.nights.list() if night.due_at <= ended]
        for process in week.processes:
            await process.kill()
    assert week.world.overlaps == []
    assert week.kills >= 1
    for site in SITES:
        assert [night.due_at for night in nights if night.site == site] == due_times(site, ended)
    for night in nights:
        check(night, week.world)
    states = {night.state for night in nights}
    assert {NightState.DONE, NightState.MISSED} <= states


def check(night: Night, world: World) -> None:
    """What became of one night is what the row says."""
    key = (night.site, night.due_at)
    assert world.completed[key] == (night.state is NightState.DONE), night
    assert night.note, night
    assert night.claims <= 2
    if night.state is NightState.MISSED:
        assert night.note.startswith(("错过：", "未运行：", "运行 2 次")), night
    else:
        assert night.state in (NightState.DONE, NightState.FAILED), night
        assert world.started[key] >= 1
