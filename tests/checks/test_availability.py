"""Availability: a verdict only on a full week, and the shares about the limit."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from checks.availability import AvailabilityOptions, availability
from checks.model import Outcome, Result
from checks.testing import FakeSite, run_check
from evidence.records import Need, Probe

HOME = "http://www.example.gov.cn/"
MONDAY = datetime(2026, 11, 15, 16, 0, tzinfo=UTC)  # midnight in China


def week(failed: int = 0, *, days: int = 7, a_day: int = 20, untold: int = 0) -> list[Probe]:
    times = [MONDAY + timedelta(days=day, minutes=n * 1440 // a_day) for day in range(days) for n in range(a_day)]
    return [visit(at, failed=n < failed, told=n >= untold) for n, at in enumerate(times)]


def visit(at: datetime, *, failed: bool = False, told: bool = True) -> Probe:
    data = {"kind": "visit", "told": told, "failed": failed}
    return Probe(need=Need.AVAILABILITY, subject=HOME, at=at, data=data)


def check(probes: Iterable[Probe], options: AvailabilityOptions | None = None) -> Result:
    result = run_check(availability, FakeSite.of({}, home=HOME, probes=probes), options)
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def measures(result: Result) -> dict[str, object]:
    return {measure.name: measure.value for measure in result.measures}


@pytest.mark.parametrize(("failed", "outcome"), [(0, Outcome.PASSED), (6, Outcome.PASSED), (7, Outcome.FAILED)])
def test_a_twentieth_of_a_full_week_is_the_limit(failed: int, outcome: Outcome) -> None:
    result = check(week(failed))
    assert result.outcome is outcome
    assert measures(result) == {
        "visits": 140,
        "full-days": 7,
        "failed-share": (Decimal(failed) / 140).quantize(Decimal("0.0001")),
    }
    assert [finding.code for finding in result.findings] == (["unavailable"] if failed == 7 else [])


@pytest.mark.parametrize(
    "probes",
    [
        [],
        [visit(MONDAY, failed=True)],
        week(60, days=6),
        week(60, a_day=19),
        week(60, untold=1),
        [one for one in week(60) if one.at.day != 18],
        [visit(MONDAY + timedelta(days=n // 20, minutes=n % 20), failed=True) for n in range(140)],
    ],
)
def test_less_than_a_full_week_tells_nothing(probes: list[Probe]) -> None:
    result = check(probes)
    assert (result.outcome, result.findings) == (Outcome.CANNOT_TELL, ())
    assert "failed-share" not in measures(result)


def test_the_latest_full_week_speaks() -> None:
    early = [visit(one.at - timedelta(days=10), failed=True) for one in week()]
    assert check(early + week()).outcome is Outcome.PASSED
    assert check(early).outcome is Outcome.FAILED


def test_an_open_window_says_how_many_days_are_missing_and_why() -> None:
    assert check([]).reason == "还没有访问记录；须连续 7 天、每天访问 20 次以上方可判断"
    holed = [one for one in week(3) if (one.at + timedelta(hours=8)).day != 19 or one.at.minute == 0]
    result = check(holed)
    assert measures(result)["full-days"] == 3
    assert "现已连续 3 天，还差 4 天" in result.reason
    assert "2026年11月19日 " in result.reason and "次数不足" in result.reason
    begun = [*week(days=2), visit(MONDAY + timedelta(days=2, hours=1))]
    assert "现已连续 2 天，还差 5 天" in check(begun).reason  # a day that is not over is no hole
    assert "次数不足" not in check(begun).reason


def test_a_full_week_of_long_ago_says_nothing_of_today() -> None:
    for days, outcome in ((12, Outcome.FAILED), (22, Outcome.CANNOT_TELL)):
        assert check([*week(60), visit(MONDAY + timedelta(days=days))]).outcome is outcome


def test_the_rule_may_be_another() -> None:
    options = AvailabilityOptions(days=1, a_day=4, threshold=Decimal("0.5"))
    assert check(week(1, days=1, a_day=4), options).outcome is Outcome.PASSED
    assert check(week(2, days=1, a_day=4), options).outcome is Outcome.FAILED
