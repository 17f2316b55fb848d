"""The hours in which portals are asked, on a clock of the test's own."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import UsageError
from evidence.records import Need, SiteInfo
from jobs.gather import Gathered, Stopper, gather
from jobs.night_hours import BEAT, Hours, read_window, waiting_words
from jobs.settings import NetworkSettings, PaceSettings, Settings
from storage.store import Store, open_store
from tests.crawler.faulty import Hit, page, serving

CHINA = "Asia/Shanghai"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("window", "moment", "inside"),
    [
        ("22:00-06:00", "2026-11-21T22:00", True),
        ("22:00-06:00", "2026-11-22T05:59", True),
        ("22:00-06:00", "2026-11-22T06:00", False),
        ("22:00-06:00", "2026-11-22T21:59", False),
        ("01:30-05:00", "2026-11-22T01:30", True),
        ("01:30-05:00", "2026-11-22T05:00", False),
        ("18:00-24:00", "2026-11-22T23:59", True),
        ("18:00-24:00", "2026-11-22T00:00", False),
    ],
)
def test_what_lies_in_a_window(window: str, moment: str, inside: bool) -> None:
    read = read_window(window, CHINA)
    assert read is not None
    assert read.holds(at(moment)) is inside
    assert read.holds(at(moment).astimezone(UTC)) is inside


@pytest.mark.parametrize("text", ["", "  ", "00:00-00:00", "00:00-24:00"])
def test_no_window(text: str) -> None:
    assert read_window(text, CHINA) is None


@pytest.mark.parametrize("text", ["22-6", "25:00-06:00", "22:00", "22:61-06:00", "晚上"])
def test_what_is_no_window(text: str) -> None:
    with pytest.raises(UsageError, match="22:00-06:00"):
        read_window(text, CHINA)


@given(st.times(), st.times(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))
def test_a_window_opens_and_closes_within_a_day(begin: object, end: object, moment: datetime) -> None:
    window = read_window(f"{begin:%H:%M}-{end:%H:%M}", CHINA)
    if window is None:
        return
    opens, closes = window.opens(moment), window.closes(moment)
    assert moment < opens <= moment + timedelta(days=1)
    assert moment < closes <= moment + timedelta(days=1)
    assert window.holds(opens) and not window.holds(closes)
    assert window.holds(moment) is (closes < opens)


def test_who_begins_outside_is_told_until_when_and_how_not_to_wait() -> None:
    settings = Settings(pace=PaceSettings(window="22:00-06:00"))
    said = waiting_words(settings, at("2026-11-21T09:00"))
    assert "22:00–06:00" in said and "11月21日 22:00" in said and "--now" in said
    assert waiting_words(settings, at("2026-11-21T23:00")) == ""
    assert waiting_words(settings.at_any_hour(), at("2026-11-21T09:00")) == ""
    assert waiting_words(Settings(), at("2026-11-21T09:00")) == ""


class Day:
    """A clock that only short waits move: the end of a window is as far away as `end` lets it be."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self.waits: list[float] = []
        self.end = asyncio.Event()

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        if seconds > BEAT.total_seconds():
            await self.end.wait()
            self.end.clear()
        else:
            self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds)
        await asyncio.sleep(0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        yield opened


async def _run(store: Store, home: str, hours: Hours, stopper: Stopper | None = None) -> Gathered:
    info = SiteInfo(id="portal", name="示例门户", url=home)
    store.sites.upsert(info)
    settings = Settings(
        network=NetworkSettings(allow_private=("127.0.0.0/8",)), pace=PaceSettings(interval=0, second_look=0)
    )
    return await gather(store, info, frozenset({Need.PAGES}), settings, hours=hours, stopper=stopper)


def hours(window: str, day: Day) -> Hours:
    return Hours(read_window(window, CHINA), now=day.now, sleep=day.sleep)


async def test_a_crawl_outside_the_hours_asks_for_nothing_until_they_begin(store: Store) -> None:
    day = Day(at("2026-11-21T21:55"))
    asked: list[datetime] = []

    async def watched(hit: Hit, writer: object) -> bool | None:
        asked.append(day.moment)
        return await page("/a")(hit, writer)  # type: ignore[arg-type]

    async with serving() as server:
        server.default = watched
        gathered = await _run(store, server.url("/"), hours("22:00-06:00", day))
    assert gathered.state.value == "finished"
    assert set(asked) == {at("2026-11-21T22:00")}
    assert sum(day.waits) == 300
    assert max(day.waits) <= 20  # a run that waits gives signs of life
    assert "只在允许的时段（22:00–06:00）抓取" in gathered.coverage.notes


async def test_a_crawl_pauses_when_the_hours_end_and_goes_on_with_the_next(store: Store) -> None:
    day = Day(at("2026-11-21T05:00"))
    asked: list[tuple[str, datetime]] = []

    async def watched(hit: Hit, writer: object) -> bool | None:
        if hit.path.endswith(".html") and not hit.path.startswith("/hecha-"):
            asked.append((hit.path, day.moment))
            if len(asked) == 3:
                day.end.set()
                while day.moment < at("2026-11-21T06:02"):  # this one is under way when the hours end
                    await asyncio.sleep(0.01)
        following = f"/{len(asked) + 1}.html" if len(asked) < 8 else "/1.html"
        return await page(following, text=f"第{len(asked)}篇")(hit, writer)  # type: ignore[arg-type]

    async with serving() as server:
        server.default = watched
        gathered = await _run(store, server.url("/1.html"), hours("06:10-06:00", day))
    assert gathered.state.value == "finished"
    assert [path for path, _ in asked] == [f"/{number}.html" for number in range(1, 9)]
    assert {moment for _, moment in asked[:3]} == {at("2026-11-21T05:00")}
    assert min(moment for _, moment in asked[3:]) >= at("2026-11-21T06:10")


async def test_a_crawl_that_waits_can_be_stopped(store: Store) -> None:
    day = Day(at("2026-11-21T09:00"))
    stopper = Stopper()
    async with serving() as server:
        running = asyncio.create_task(_run(store, server.url("/"), hours("22:00-06:00", day), stopper))
        while not day.waits:
            await asyncio.sleep(0.01)
        stopper.stop()
        gathered = await asyncio.wait_for(running, 30)
    assert gathered.state.value == "interrupted"
    assert server.hits == []


async def test_without_hours_nothing_waits(store: Store) -> None:
    async with serving({"/": page()}) as server:
        gathered = await _run(store, server.url("/"), Hours(None))
    assert gathered.state.value == "finished"
    assert gathered.coverage.notes == ()
