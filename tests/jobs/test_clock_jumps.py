"""A clock on the wall that is put forward or back: no crawl is lost or doubled, nothing is found that is not there."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from crawler.crawl import Crawl
from evidence.records import Record, SiteInfo
from storage.nights import NightState
from storage.store import Store, open_store
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import answer, serving
from tests.crawler.test_resume import evidence, small_site
from tests.jobs.night_world import Process, World

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
LONG = 400.0  # seconds: longer than any crawl of this world
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        for site in "ab":
            opened.sites.upsert(SiteInfo(id=site, name=site, url=f"http://{site}.example/"))
        yield opened


async def test_a_crawl_under_a_clock_that_jumps_sees_the_same() -> None:
    """Also where a server names the moment until which to wait, by a clock that is days away."""
    busy = answer("", 503, headers={"Retry-After": "Fri, 20 Nov 2026 04:00:01 GMT"})
    async with serving(small_site() | {"/weg/5": busy}) as server:
        made = plan(server.url("/"), pace={"retry_after_cap": 0.05})
        whole = await crawl(made)
        dice = random.Random(3)
        with time_machine.travel(NOON, tick=True) as traveller:

            def jump(crawling: Crawl, record: Record) -> None:
                traveller.shift(timedelta(days=dice.choice((-400, -1, 1, 400)), seconds=dice.random()))

            jumped = await crawl(made, seen=jump)
    assert evidence(jumped) == evidence(whole)
    assert jumped.broken == whole.broken
    assert all(visit.fetch.elapsed >= 0 for visit in jumped.visits)


@pytest.mark.parametrize("span", [2 * HOUR, -2 * HOUR, 30 * HOUR, -30 * HOUR])
async def test_a_clock_that_is_put_while_nights_run(store: Store, span: timedelta) -> None:
    world = World(now=NOON, random=random.Random(1))
    process = Process(world, store, "one")
    await process.round()
    await world.pass_to(NIGHT)
    await process.round()
    await world.pass_by(10)
    assert len(world.crawling) == 2
    world.jump(span)
    await process.round()
    await world.pass_by(LONG)
    assert world.overlaps == []
    assert {key: times for key, times in world.started.items() if key[1] == NIGHT} == {
        ("a", NIGHT): 1,
        ("b", NIGHT): 1,
    }
    assert [night.state for night in store.nights.list() if night.due_at == NIGHT] == [NightState.DONE] * 2


async def test_nights_go_on_after_a_clock_was_put_back(store: Store) -> None:
    """What was done before the clock was put back is not done again, and what comes then is."""
    world = World(now=NIGHT - HOUR, random=random.Random(1))
    process = Process(world, store, "one")
    for _ in range(3):
        await process.round()
        await world.pass_by(LONG)
        world.jump(timedelta(minutes=-90))
        await process.round()
        await world.pass_by(2 * HOUR.total_seconds())
        await process.round()
        await world.pass_by(LONG)
    await world.pass_to(NIGHT + 25 * HOUR)
    await process.round()
    await world.pass_by(LONG)
    assert world.overlaps == []
    assert set(world.completed.values()) == {1}
    assert {due for _, due in world.completed} == {NIGHT, NIGHT + 24 * HOUR}
