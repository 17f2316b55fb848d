"""Working days against the published arrangements of public holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.workdays import add_working_days, is_working_day, unknown_years, working_days


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), True),  # an ordinary Friday
        (date(2026, 11, 21), False),  # an ordinary Saturday
        (date(2026, 10, 1), False),  # 国庆节
        (date(2026, 10, 10), True),  # a Saturday worked for 国庆节
        (date(2026, 2, 14), True),  # a Saturday worked for 春节
        (date(2026, 1, 2), False),  # a Friday off for 元旦
        (date(2024, 5, 11), True),
        (date(2024, 10, 7), False),
        (date(2025, 1, 26), True),
    ],
)
def test_is_working_day(day: date, expected: bool) -> None:
    assert is_working_day(day) is expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),  # Friday to Monday
        (date(2026, 11, 21), date(2026, 11, 23), 1),  # Saturday to Monday
        (date(2026, 9, 30), date(2026, 10, 8), 1),  # over 国庆节
        (date(2026, 9, 30), date(2026, 10, 10), 3),  # with the Saturday worked
        (date(2026, 11, 23), date(2026, 11, 20), 0),
        (date(2025, 12, 31), date(2026, 1, 4), 1),  # over 元旦, a Sunday worked
    ],
)
def test_working_days(start: date, end: date, expected: int) -> None:
    assert working_days(start, end) == expected


def test_a_year_without_an_arrangement_is_unknown() -> None:
    assert is_working_day(date(1998, 3, 2)) is None
    assert working_days(date(1998, 3, 2), date(1998, 3, 9)) is None
    assert add_working_days(date(1998, 3, 2), 3) is None
    assert list(unknown_years(date(1998, 5, 1), date(2002, 1, 1))) == [1998, 1999, 2000]
    assert list(unknown_years(date(2020, 5, 1), date(2026, 1, 1))) == []


def test_far_apart_is_no_term() -> None:
    assert working_days(date(2005, 1, 1), date(2026, 1, 1)) is None


@given(st.dates(date(2008, 1, 1), date(2026, 6, 30)), st.integers(0, 30))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert end is not None
    assert working_days(start, end) == count
    assert count == 0 or is_working_day(end)
    assert end - start <= timedelta(days=count * 3 + 15)
