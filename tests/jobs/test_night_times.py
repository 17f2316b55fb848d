"""When nights are due: crontab's own rules, every due time once, whatever the zone does with its clocks."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import UsageError
from jobs.night_times import MOST, owed, read_cron

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York")
minutes, hours, days = st.integers(0, 59), st.integers(0, 23), st.integers(1, 28)
times = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
crons = st.one_of(
    st.builds("{} {} * * *".format, minutes, hours),
    st.builds("{} */{} * * *".format, minutes, st.integers(1, 12)),
    st.builds("{} * * * *".format, minutes),
    st.builds("{} {} * * {}".format, minutes, hours, st.sampled_from(("1-5", "0", "7", "sat,sun", "fri-mon"))),
    st.builds("{} {} {} * *".format, minutes, hours, days),
)


@given(cron=crons, zone=st.sampled_from(ZONES), start=times, steps=st.lists(st.integers(1, 100), max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_span_in_pieces_has_the_due_times_of_the_span(
    cron: str, zone: str, start: datetime, steps: list[int]
) -> None:
    made = read_cron(cron, zone)
    edges = [start]
    for hours_ in steps:
        edges.append(edges[-1] + timedelta(hours=hours_))
    whole = list(made.between(start, edges[-1]))
    assert [at for a, b in pairwise(edges) for at in made.between(a, b)] == whole
    assert whole == sorted(set(whole))
    assert all(made.is_due(at) and made.is_due(at.astimezone(UTC)) for at in whole)


@given(hour=hours, minute=minutes, zone=st.sampled_from(ZONES), start=times)
@settings(max_examples=40, deadline=None)
def test_a_daily_night_comes_once_each_day_of_the_zone(hour: int, minute: int, zone: str, start: datetime) -> None:
    cron = read_cron(f"{minute} {hour} * * *", zone)
    found = list(cron.between(start, start + timedelta(days=30)))
    dates = [at.astimezone(ZoneInfo(zone)).date() for at in found]
    assert len(dates) == len(set(dates))
    assert all(b - a == timedelta(days=1) for a, b in pairwise(dates))
    assert len(found) in (29, 30, 31)


@given(hour=hours, minute=minutes, start=times)
@settings(max_examples=30, deadline=None)
def test_shanghai_has_no_summer_time(hour: int, minute: int, start: datetime) -> None:
    cron = read_cron(f"{minute} {hour} * * *", "Asia/Shanghai")
    found = list(cron.between(start, start + timedelta(days=9)))
    assert all(b - a == timedelta(days=1) for a, b in pairwise(found))
    assert all((at.hour, at.minute, at.utcoffset()) == (hour, minute, timedelta(hours=8)) for at in found)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime(2026, 3, 28, 12), ["2026-03-29T03:30:00+02:00"]),  # 02:30 is skipped: the night comes all the same
        (datetime(2026, 10, 24, 12), ["2026-10-25T02:30:00+02:00"]),  # 02:30 comes twice: the night does not
    ],
)
def test_the_clocks_of_a_zone_neither_drop_nor_double_a_night(day: datetime, expected: list[str]) -> None:
    cron = read_cron("30 2 * * *", "Europe/Berlin")
    start = day.replace(tzinfo=UTC)
    assert [at.isoformat() for at in cron.between(start, start + timedelta(days=1))] == expected


def test_an_hourly_night_goes_on_when_the_clocks_are_put_back() -> None:
    cron = read_cron("0 * * * *", "Europe/Berlin")
    start = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    found = list(cron.between(start, start + timedelta(hours=6)))
    assert all(b - a == timedelta(hours=1) for a, b in pairwise(found))
    assert len(found) == 6


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("0 1 * * 0", ["Sun", "Sun"]),
        ("0 1 * * 7", ["Sun", "Sun"]),
        ("0 1 * * 1", ["Mon", "Mon"]),
        ("0 1 * * 5-7", ["Fri", "Sat", "Sun", "Fri", "Sat", "Sun"]),
        ("0 1 * * 1-5/2", ["Mon", "Wed", "Fri"] * 2),
        ("0 1 * * */3", ["Sun", "Wed", "Sat"] * 2),
        ("0 1 * * MON,thu", ["Mon", "Thu", "Mon", "Thu"]),
        ("0 1 9 * mon", ["Mon", "Mon"]),  # the 9th is a Monday: day of month or of week, once
        ("0 1 10 * mon", ["Mon", "Tue", "Mon"]),
    ],
)
def test_weekdays_are_counted_as_a_crontab_does(cron: str, expected: list[str]) -> None:
    start = datetime(2026, 11, 5, 16, tzinfo=UTC)  # midnight of Friday the 6th in Shanghai
    found = list(read_cron(cron, "Asia/Shanghai").between(start, start + timedelta(days=14)))
    assert sorted(at.strftime("%a") for at in found) == sorted(expected)


def test_seconds_are_the_sixth_field() -> None:
    start = datetime(2026, 11, 21, tzinfo=UTC)
    found = list(read_cron("* * * * * */5", "Asia/Shanghai").between(start, start + timedelta(seconds=20)))
    assert [(at - start).total_seconds() for at in found] == [5, 10, 15, 20]


@pytest.mark.parametrize("text", ["", "0 1 * *", "61 1 * * *", "0 1 * * 8", "a b c d e", "0 1 * * */0", "@daily"])
def test_a_cron_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="写法不对"):
        read_cron(text, "Asia/Shanghai")


def test_a_cron_that_never_comes_true_is_refused_and_a_rare_one_is_not() -> None:
    with pytest.raises(UsageError, match="永远不会"):
        read_cron("0 1 30 2 *", "Asia/Shanghai")
    assert read_cron("0 1 29 2 *", "Asia/Shanghai").after(datetime(2026, 1, 1, tzinfo=UTC)).year == 2028  # type: ignore[union-attr]


@pytest.mark.parametrize("zone", ["Asia/Beijing", "", "../etc/passwd"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(UsageError, match="时区"):
        read_cron("0 1 * * *", zone)


def test_what_is_owed_is_everything_since_the_last_night_but_of_a_huge_gap_only_the_window() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    window = timedelta(hours=20)
    daily = read_cron("0 1 * * *", "Asia/Shanghai")
    assert len(owed(daily, now - timedelta(days=10), now, window)) == 10
    assert owed(daily, now - timedelta(hours=1), now, window) == []
    often = read_cron("* * * * * */30", "Asia/Shanghai")
    found = owed(often, now - timedelta(days=10), now, window)
    assert (len(found), found[-1]) == (MOST, now)
