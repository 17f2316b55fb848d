"""The watch: one site's trouble is its own, a machine that is not fit waits, and what is stopped goes on later."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from evidence.errors import EnvironmentError_
from evidence.records import SiteInfo
from jobs.gather import Stopper
from jobs.night_book import NightBook
from jobs.night_watch import RETRY, Told
from storage.nights import Night, NightState
from storage.store import Store, open_store
from tests.jobs.night_world import SETTINGS, Process, World

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
LONG = 400.0  # seconds: longer than any crawl of this world


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        for site in "abcde":
            opened.sites.upsert(SiteInfo(id=site, name=site, url=f"http://{site}.example/"))
        yield opened


@pytest.fixture
def world() -> World:
    return World(now=NOON, random=random.Random(1))


async def dusk(world: World, process: Process) -> None:
    """From noon to the night."""
    await process.round()
    await world.pass_to(NIGHT)
    await process.round()


def states(store: Store, due: datetime = NIGHT) -> list[NightState]:
    """What became of the night of each site."""
    return [night.state for night in store.nights.list() if night.due_at == due]


async def test_several_sites_at_once_but_no_more_than_set(store: Store, world: World) -> None:
    process = Process(world, store, "one")
    await dusk(world, process)
    assert len(world.crawling) == SETTINGS.schedule.at_once
    assert states(store).count(NightState.DUE) == 5 - SETTINGS.schedule.at_once
    await world.pass_by(2 * LONG)
    assert states(store) == [NightState.DONE] * 5


async def test_a_fault_of_ours_ends_one_site_and_not_the_others(
    store: Store, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl = Process._crawl

    async def faulty(self: Process, info: SiteInfo, night: Night, stopper: Stopper) -> Told:
        if info.id == "b":
            raise ZeroDivisionError("in our own code")
        return await crawl(self, info, night, stopper)

    monkeypatch.setattr(Process, "_crawl", faulty)
    with structlog.testing.capture_logs() as logs:
        await dusk(world, Process(world, store, "one"))
        await world.pass_by(2 * LONG)
    assert states(store) == [NightState.DONE, NightState.FAILED] + [NightState.DONE] * 3
    note = store.nights.get("b", NIGHT).note  # type: ignore[union-attr]
    assert "ZeroDivisionError: in our own code" in note
    assert any("in our own code" in entry.get("error", "") for entry in logs)


async def test_an_unfit_machine_waits_and_then_runs(store: Store, world: World) -> None:
    process = Process(world, store, "one")
    world.unfit = True
    await dusk(world, process)
    assert states(store) == [NightState.DUE] * 5
    assert set(process.clock.watch.waiting) == set("abcde")
    world.unfit = False
    await world.pass_by(60)
    await process.round()
    await world.pass_by(2 * LONG)
    assert states(store) == [NightState.DONE] * 5


async def test_an_unfit_machine_is_not_the_sites_fault_when_the_window_closes(store: Store, world: World) -> None:
    process = Process(world, store, "one")
    world.unfit = True
    await dusk(world, process)
    await world.pass_by(21 * 3600)
    await process.round()
    assert states(store) == [NightState.MISSED] * 5
    assert "域名解析" in store.nights.get("a", NIGHT).note  # type: ignore[union-attr]


async def test_a_machine_that_fails_during_the_night_tries_again_after_a_while(
    store: Store, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[datetime] = []

    async def full(self: Process, info: SiteInfo, night: Night, stopper: Stopper) -> Told:
        if info.id == "a":
            tries.append(world.now)
        raise EnvironmentError_("磁盘已满")

    monkeypatch.setattr(Process, "_crawl", full)
    process = Process(world, store, "one")
    await dusk(world, process)
    for _ in range(12):
        await world.pass_by(60)
        await process.round()
    assert len(tries) == 3 and tries[1] - tries[0] >= RETRY
    assert states(store) == [NightState.DUE] * 5


async def test_what_is_stopped_is_given_back_and_taken_at_the_next_start(store: Store, world: World) -> None:
    first = Process(world, store, "one")
    await dusk(world, first)
    await world.pass_by(6)
    assert await first.end()
    assert states(store) == [NightState.DUE] * 5
    second = Process(world, store, "two")
    await second.round()
    await world.pass_by(2 * LONG)
    assert states(store) == [NightState.DONE] * 5
    assert {night.claims for night in store.nights.list() if night.due_at == NIGHT} == {1}


async def test_the_inventory_is_read_again_each_round(store: Store, world: World) -> None:
    process = Process(world, store, "one")
    await process.round()
    store.sites.upsert(SiteInfo(id="f", name="f", url="http://f.example/"), {"cron": "0 13 * * *"})
    store.sites.upsert(SiteInfo(id="a", name="a", url="http://a.example/"), {"cron": "0 14 * * *"})
    await world.pass_by(60)
    await process.round()
    coming = {night.site: night.due_at for night in store.nights.list()}
    assert coming["f"] == NOON + timedelta(hours=1)
    assert NOON + timedelta(hours=2) in [night.due_at for night in store.nights.list("a")]


async def test_a_site_with_a_bad_cron_is_named_once_and_the_others_run(store: Store, world: World) -> None:
    store.sites.upsert(SiteInfo(id="a", name="a", url="http://a.example/"), {"cron": "每天"})
    process = Process(world, store, "one")
    with structlog.testing.capture_logs() as logs:
        await dusk(world, process)
        await world.pass_by(2 * LONG)
    assert [entry["site"] for entry in logs if "排程无法使用" in entry["event"]] == ["a"]
    assert states(store) == [NightState.DONE] * 4


async def test_a_worker_whose_night_was_taken_over_stops_and_changes_nothing(store: Store, world: World) -> None:
    process = Process(world, store, "one")
    await dusk(world, process)
    night = store.nights.get("a", NIGHT)
    assert night is not None and night.state is NightState.RUNNING
    await world.pass_by(1)
    other = NightBook(store=store, worker="two", window=timedelta(hours=20), is_gone=lambda worker: True)
    assert other.take(night, world.now) is None  # it has given a sign of life since it was read
    seen = store.nights.get("a", NIGHT)
    assert seen is not None and other.take(seen, world.now) is not None
    await world.pass_by(15)
    assert "a" not in world.crawling
    left = store.nights.get("a", NIGHT)
    assert left is not None and (left.state, left.worker, left.claims) == (NightState.RUNNING, "two", 2)
