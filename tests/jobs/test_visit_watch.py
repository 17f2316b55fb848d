"""Visits over days: spaced, at offsets, with holes that stay holes, and a verdict that a rubric's veto rests on."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import structlog

from checks.model import Outcome, Result
from checks.registry import registry
from crawler.pace import Pacer
from evidence.records import Coverage, Need, Probe, SiteInfo
from jobs.audit import audit
from jobs.clock import Clock
from jobs.gather import Stopper
from jobs.night_run import NightRun
from jobs.night_watch import Ending, Hands, Told
from jobs.schedule import Clockwork
from jobs.score import rubrics_of, score
from jobs.settings import NetworkSettings, PaceSettings, ScheduleSettings, Settings
from jobs.visit_watch import VisitWatch, due_visit
from rubric_map.scorecard import Vetoed
from storage.runs import RunState
from storage.store import Store, open_store

MIDNIGHT = datetime(2026, 11, 15, 16, 0, tzinfo=UTC)  # in China
DAY = timedelta(days=1)
STEP = timedelta(minutes=5)
FAILS: dict[str, Callable[[int], bool]] = {
    "six": lambda number: number % 16 == 0,  # 6.25 % of its visits
    "four": lambda number: number % 25 == 0,  # 4 %
    "dead": lambda number: number > 30,
}


async def nothing(*_: object) -> Told:
    """No night runs in these days."""
    raise AssertionError


async def fit(_: SiteInfo) -> str:
    """A machine that lacks nothing."""
    return ""


HANDS = Hands(run=nothing, lacks=fit)


@dataclass
class Days:
    """Time that is told, sites that open or do not, and a network of ours that may be down."""

    store: Store
    now: datetime = MIDNIGHT
    network: bool = True
    visited: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    async def visit(self, info: SiteInfo, others: Sequence[SiteInfo]) -> Probe:
        """What a real visit says: without a network it does not count."""
        self.visited[info.id].append(self.now)
        failed = not self.network or FAILS[info.id](len(self.visited[info.id]))
        assert {other.id for other in others} == FAILS.keys() - {info.id}
        data = {"kind": "visit", "told": self.network, "failed": failed}
        return Probe(need=Need.AVAILABILITY, subject=info.url, at=self.now, data=data)

    def watch(self) -> VisitWatch:
        """A process that begins now."""
        return VisitWatch(self.store, 24, self.visit, lambda: self.now, HANDS.aside)

    async def pass_by(self, span: timedelta, *watches: VisitWatch) -> None:
        """Let time pass while these processes live."""
        until = self.now + span
        while self.now < until:
            for watch in watches:
                watch.look(self.store.sites.list())
            for watch in watches:
                await watch.idle()
            self.now += STEP

    def judged(self, site: str) -> Result:
        """What the check says of a site, from evidence alone."""
        return audit(self.store, self.run(site), [CHECK], (), Clock()).results[0]

    def run(self, site: str, started: datetime | None = None) -> int:
        """A run of a site, made once unless it is to begin at a time of its own."""
        known = self.store.runs.latest(site, finished=True)
        if known is not None and started is None:
            return known.id
        number = self.store.runs.start(site, started or self.now, {})
        self.store.runs.finish(number, self.now, RunState.FINISHED, Coverage())
        return number


CHECK = registry().choose(["availability"])[0]


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    with open_store(str(tmp_path / "hecha.db")) as store, structlog.testing.capture_logs():
        for site in FAILS:
            url = f"http://{site}.example.gov.cn/"
            store.sites.upsert(SiteInfo(id=site, name=site, url=url, rubrics=("national-2019",)))
        yield Days(store)


def measures(result: Result) -> dict[str, object]:
    return {measure.name: measure.value for measure in result.measures}


def test_a_site_is_due_so_often_a_day_at_instants_of_its_own() -> None:
    minutes = [MIDNIGHT + timedelta(minutes=n) for n in range(2 * 1440)]
    seen = {site: sorted({due_visit(site, 24, now) for now in minutes}) for site in "abcdefgh"}
    for due in seen.values():
        assert {later - earlier for earlier, later in pairwise(due)} == {timedelta(hours=1)}
    assert len({times[0] for times in seen.values()}) == len(seen)


async def test_a_week_with_holes_and_a_network_that_was_down(days: Days) -> None:
    watch = days.watch()
    await days.pass_by(DAY, watch)
    await days.pass_by(timedelta(hours=6))  # the machine is off: eighteen visits are no full day
    await days.pass_by(timedelta(hours=18), watch)
    await days.pass_by(5 * DAY, watch)
    assert days.judged("six").outcome is Outcome.CANNOT_TELL  # 6 full days, 1 with a hole
    assert "还差 2 天" in days.judged("six").reason and "2026年11月17日 18 次" in days.judged("six").reason

    days.network = False  # three hours of every site down: the day is still full, and nobody is blamed
    await days.pass_by(timedelta(hours=3), watch)
    days.network = True
    await days.pass_by(2 * DAY - timedelta(hours=3), watch)
    six, four, dead = (days.judged(site) for site in ("six", "four", "dead"))
    assert (six.outcome, four.outcome, dead.outcome) == (Outcome.FAILED, Outcome.PASSED, Outcome.FAILED)
    told = 7 * 24 - 3
    assert measures(six)["full-days"] == 7
    assert [m.denominator for m in (*six.measures, *four.measures) if m.name == "failed-share"] == [told, told]
    assert 0.05 <= float(str(measures(six)["failed-share"])) < 0.08
    assert 0.03 < float(str(measures(four)["failed-share"])) < 0.05


async def test_hours_without_a_network_make_a_hole(days: Days) -> None:
    watch = days.watch()
    await days.pass_by(6 * DAY, watch)
    days.network = False
    await days.pass_by(timedelta(hours=6), watch)
    days.network = True
    await days.pass_by(2 * DAY, watch)
    for site in FAILS:
        assert days.judged(site).outcome is Outcome.CANNOT_TELL
        assert "2026年11月22日 18 次" in days.judged(site).reason


async def test_two_processes_and_a_restart_make_no_visit_twice(days: Days) -> None:
    await days.pass_by(timedelta(hours=7), days.watch(), days.watch())
    await days.pass_by(timedelta(hours=17), days.watch())
    # One more where the first began a little late.
    assert {len(times) for times in days.visited.values()} <= {24, 25}
    for times in days.visited.values():
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert min(gaps) >= timedelta(minutes=30)


async def test_a_machine_that_comes_back_late_waits_for_the_next_visit(days: Days) -> None:
    due = due_visit("six", 24, MIDNIGHT + timedelta(hours=1))
    days.now = due + timedelta(minutes=31)
    await days.pass_by(STEP, days.watch())
    assert days.visited["six"] == []
    days.now = due + timedelta(hours=1, minutes=29)
    await days.pass_by(STEP, days.watch())
    assert len(days.visited["six"]) == 1


async def test_the_national_veto_rests_on_the_week(days: Days) -> None:
    for site in FAILS:
        days.run(site)
    await days.pass_by(3 * DAY, days.watch())
    assert {state(days, site) for site in FAILS} == {("open", Vetoed.OPEN)}
    await days.pass_by(4 * DAY, days.watch())
    assert state(days, "six") == ("settled", Vetoed.HIT)
    assert state(days, "four") == ("settled", Vetoed.OPEN)  # by other items: nothing else was looked at


def state(days: Days, site: str) -> tuple[str, Vetoed]:
    """How far the item on availability is settled, and what vetoes there are; audited and scored anew."""
    days.judged(site)
    info = days.store.sites.get(site)
    assert info is not None
    (card,) = score(days.store, days.run(site), rubrics=rubrics_of(info))
    (item,) = [item for item in card.items if item.title == "站点无法访问"]
    return item.lines[0].state.value, card.veto


async def test_a_night_on_which_nothing_opens_judges_the_visits_all_the_same(days: Days) -> None:
    with socket.socket() as held:  # a port on which nobody answers
        held.bind(("127.0.0.1", 0))
        info = SiteInfo(id="dead", name="dead", url=f"http://127.0.0.1:{held.getsockname()[1]}/")
        days.store.sites.upsert(info)
        run = days.run("dead")
        await days.pass_by(8 * DAY, days.watch())
        settings = Settings(
            network=NetworkSettings(allow_private=("127.0.0.0/8",)), pace=PaceSettings(interval=0, second_look=0)
        )
        pacer = Pacer(settings.crawl_pace())
        night = NightRun(store=days.store, checks=(CHECK,), settings=settings, clock=Clock(), pacer=pacer)
        days.store.nights.due("dead", days.now)
        due = days.store.nights.get("dead", days.now)
        assert due is not None
        told = await night(info, due, Stopper())
    assert told.ending is Ending.FAILED
    (issue,) = days.store.findings.list(site="dead")
    assert (issue.finding.code, issue.last_run) == ("unavailable", run)


async def test_a_run_knows_the_visits_before_the_next_one(days: Days) -> None:
    first = days.run("six")
    await days.pass_by(DAY, days.watch())
    days.run("six", started=days.now)
    await days.pass_by(DAY, days.watch())

    def visits(run: int) -> object:
        return measures(audit(days.store, run, [CHECK], (), Clock()).results[0])["visits"]

    assert (visits(first), visits(first + 1)) == (24, 48)


async def test_the_clock_makes_the_visits(days: Days) -> None:
    hands = Hands(run=nothing, lacks=fit, now=lambda: days.now)
    for a_day, visited in ((0, set()), (24, set(FAILS))):
        settings = Settings(schedule=ScheduleSettings(cron="0 1 1 1 *", probes_per_day=a_day))
        clockwork = Clockwork(days.store, settings, hands, worker="one", visit=days.visit)
        assert clockwork.visits is not None
        for _ in range(12):
            await clockwork.round()
            await clockwork.visits.idle()
            days.now += STEP
        assert {site for site, times in days.visited.items() if times} == visited


async def test_a_visit_under_way_is_broken_off_at_the_end(days: Days) -> None:
    async def endless(info: SiteInfo, others: Sequence[SiteInfo]) -> Probe:
        await asyncio.Event().wait()
        raise AssertionError

    watch = VisitWatch(days.store, 24, endless, lambda: due_visit("six", 24, days.now), HANDS.aside)
    watch.look(days.store.sites.list())
    await watch.stop()
    assert days.store.visits.list("six", MIDNIGHT - DAY) == ()
