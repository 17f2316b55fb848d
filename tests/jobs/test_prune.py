"""Which runs lose their evidence: the old ones that nothing builds upon, and never more."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.model import Finding, Outcome, Result
from evidence.records import Coverage, Need, Probe, SiteInfo, Visit
from jobs.dossier import latest_run
from jobs.night_watch import Hands
from jobs.prune import prunable, prune
from jobs.schedule import Clockwork
from jobs.settings import ScheduleSettings, Settings, StorageSettings
from storage.runs import RunState
from storage.store import Store, open_store
from tests.jobs.served import hecha_in
from tests.storage.test_pruning import noise

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SETTINGS = Settings(storage=StorageSettings(keep_runs=3, keep_days=30))
HOME = "http://www.jia.gov.cn/"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        opened.sites.upsert(SiteInfo(id="jia", name="甲", url=HOME))
        yield opened


def ran(
    store: Store,
    days_ago: int,
    *visits: Visit,
    state: RunState = RunState.FINISHED,
    missing: tuple[Need, ...] = (),
    **plan: object,
) -> int:
    """A run that ended so many days ago."""
    at = NOW - days_ago * DAY
    run = store.runs.start("jia", at, {"home": HOME, **plan})
    store.evidence.writer(run).write(list(visits))
    store.runs.finish(run, at, state, Coverage(missing={need.value: "没有采集" for need in missing}))
    return run


def found(store: Store, run: int, *marks: str) -> None:
    """An audit of a run that found these."""
    findings = tuple(
        Finding(
            fingerprint=mark,
            site="jia",
            check="broken-links",
            code="dead",
            doubtful=False,
            page_url=HOME,
            target_url=None,
            subject="",
            message="打不开。",
        )
        for mark in marks
    )
    outcome = Outcome.FAILED if marks else Outcome.PASSED
    result = Result(check="broken-links", version=1, outcome=outcome, reason="", looked_at=1, findings=findings)
    store.results.save(run, NOW, [result])
    store.findings.record("jia", run, NOW, [result], lambda _: True)


def old(store: Store) -> list[int]:
    """The runs that would be pruned."""
    return [run.id for run in prunable(store, SETTINGS.storage, NOW)]


def test_old_runs_go_when_enough_newer_ones_are_there(store: Store) -> None:
    nights = [ran(store, ago) for ago in (90, 60, 50, 40, 33)]
    assert old(store) == nights[:2]
    more = [ran(store, ago) for ago in (20, 10, 1)]
    assert old(store) == nights
    assert set(more).isdisjoint(old(store))


def test_what_something_builds_upon_stays(store: Store) -> None:
    whole = ran(store, 100)
    other_scope = [ran(store, ago, check_links=False) for ago in (99, 98, 97, 96)]
    failed = ran(store, 95, state=RunState.FAILED)
    ran(store, 94, state=RunState.INTERRUPTED)
    plain = ran(store, 93, missing=(Need.BROWSER,))
    gone = ran(store, 92, missing=(Need.BROWSER,))
    for ago in (4, 3, 2, 1):
        ran(store, ago, missing=(Need.BROWSER,))
    # Of the whole ones the newest with a browser stays, and those three of another scope that its next run remembers.
    assert old(store) == [whole, other_scope[0], failed, plain, gone]
    assert latest_run(store, "jia", frozenset({Need.BROWSER})).id == other_scope[-1]
    store.runs.start("jia", NOW, {"home": HOME, "basis": (plain, gone)})
    assert old(store) == [whole, other_scope[0], failed]


def test_the_run_that_shows_a_finding_stays_until_it_is_fixed(store: Store) -> None:
    first, second = ran(store, 90), ran(store, 80)
    found(store, first, "gone", "open")
    found(store, second, "open")
    for ago in (3, 2, 1):
        newest = ran(store, ago)
    assert old(store) == [first]  # "gone" was fixed, and "open" seen again since
    found(store, newest)
    assert old(store) == [first, second]


def test_scores_findings_and_last_words_outlive_the_evidence(store: Store) -> None:
    first, second = ran(store, 90, *map(noise, range(10, 30))), ran(store, 80, noise(2))
    found(store, first, "gone")
    found(store, second)
    for run, card in ((first, "甲"), (second, "乙")):
        store.scores.save(run, "jia", "", "rubric", "1", card)
    for ago in (3, 2, 1):
        ran(store, ago, noise(ago))
    before = store.findings.list(site="jia"), store.scores.list(site="jia"), store.results.latest(site="jia")
    store.visits.claim("jia", NOW - 40 * DAY)
    store.visits.keep("jia", NOW - 40 * DAY, Probe(need=Need.AVAILABILITY, subject=HOME, at=NOW, data={}))
    done = prune(store, SETTINGS, NOW)
    assert (done.runs, done.waits) == (2, False) and done.after < done.before
    after = store.findings.list(site="jia"), store.scores.list(site="jia"), store.results.latest(site="jia")
    assert after == before
    assert store.results.latest(run=first) == ()
    assert store.visits.list("jia", NOW - 60 * DAY) == ()
    assert prune(store, SETTINGS, NOW).runs == 0


async def test_the_clock_prunes_once_a_day_when_nothing_runs(store: Store) -> None:
    now = [NOW]
    pruned: list[datetime] = []

    async def unused(*_: object) -> str:
        return ""

    def tidy(going: Callable[[], bool]) -> None:
        assert going()
        pruned.append(now[0])

    hands = Hands(run=unused, lacks=unused, now=lambda: now[0])  # type: ignore[arg-type]
    settings = Settings(schedule=ScheduleSettings(cron="0 0 1 1 *"))
    clockwork = Clockwork(store, settings, hands, worker="one", tidy=tidy)
    for _ in range(30):
        await clockwork.round()
        if clockwork.tidying is not None:
            await clockwork.tidying
        now[0] += timedelta(hours=2)
    assert pruned == [NOW, NOW + DAY, NOW + 2 * DAY]


def test_the_command_says_what_it_would_do_and_does_it(store: Store, tmp_path: Path) -> None:
    first = ran(store, 90, noise(1))
    for ago in (80, 3, 2, 1):
        ran(store, ago, noise(ago))
    (tmp_path / "hecha.toml").write_text("[storage]\nkeep_runs = 4\nkeep_days = 30\n", encoding="utf-8")
    hecha = hecha_in(tmp_path)
    told = hecha("--today", "2026-11-20", "prune", "--dry-run")
    assert (told.code, told.out.split()[:4]) == (0, ["站点", "jia", "第", "1"])
    assert store.runs.get(first).state is RunState.FINISHED  # type: ignore[union-attr]
    did = hecha("--today", "2026-11-20", "prune")
    assert did.code == 0 and "清理了 1 次运行的证据" in did.err
    assert store.runs.get(first).state is RunState.PRUNED  # type: ignore[union-attr]
    idle = hecha("--today", "2026-11-20", "prune", "--dry-run")
    assert (idle.out, idle.err) == ("", "没有需要清理的运行\n")
    refused = hecha("score", "jia", "--rubric", "national-2019", "--run", str(first))
    assert refused.code == 2 and "最近的编号：2、3、4、5" in refused.err
