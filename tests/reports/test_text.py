"""Text that is shown is clean, short enough, and links only where a link is safe."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text import cap, chinese_date, chinese_time, clean, interval, linkable, points, settled_words
from tests.reports.hostile import ADDRESSES, SAFE_ADDRESSES

ANY_TEXT = st.text(st.characters())  # halves of characters included


@given(ANY_TEXT)
def test_clean_text_fits_into_xml_and_stays_clean(text: str) -> None:
    once = clean(text)
    element = ElementTree.Element("t")
    element.text = once
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == once
    assert clean(once) == once


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\x00", "\ud800", "\uffff"])
def test_what_deceives_or_breaks_is_taken_out(mark: str) -> None:
    assert clean(f"甲{mark}乙") == "甲乙"


@pytest.mark.parametrize("kept", ["\t", "\n", "é", "😀", "𠮷", "\u200d", "<", "&"])
def test_what_only_looks_odd_is_kept(kept: str) -> None:
    assert clean(f"甲{kept}乙") == f"甲{kept}乙"


@given(st.text(max_size=60), st.integers(20, 40))
def test_cap_never_passes_the_limit_and_leaves_short_text_alone(text: str, limit: int) -> None:
    units = len(text.encode("utf-16-le")) // 2
    capped = cap(text, limit)
    assert len(capped.encode("utf-16-le")) // 2 <= limit
    assert (capped == text) == (units <= limit)


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_is_not_plainly_http_is_no_link(url: str) -> None:
    assert not linkable(url)


@pytest.mark.parametrize("url", SAFE_ADDRESSES)
def test_an_ordinary_address_is_a_link(url: str) -> None:
    assert linkable(url)


def test_times_are_told_in_beijing_time() -> None:
    late = datetime(2026, 12, 31, 16, 5, tzinfo=UTC)
    assert chinese_time(late) == "2027年1月1日 00:05"
    assert chinese_date(late.astimezone(timezone(timedelta(hours=-5)))) == "2027年1月1日"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1.50", "1.5"), ("10", "10"), ("100", "100"), ("0.00", "0"), ("-0.5", "-0.5"), ("0.1", "0.1")],
)
def test_points_are_written_as_by_hand(value: str, shown: str) -> None:
    assert points(Decimal(value)) == shown


def test_an_interval_is_one_number_where_both_ends_meet() -> None:
    assert interval(Decimal("3"), Decimal("3.0")) == "3"
    assert interval(Decimal("0"), Decimal("4.5")) == "0–4.5"
    assert interval(None, None) == "—"


@pytest.mark.parametrize(
    ("value", "low", "words"),
    [
        ("4", "4", "已定 4"),
        ("4", "2", "已定 4、最多再扣 2"),
        ("0", "0", "已定 0"),
        ("5.50", "5.5", "已定 5.5"),
        (None, None, "已定 —"),
    ],
)
def test_points_that_may_still_be_taken_are_said(value: str | None, low: str | None, words: str) -> None:
    assert settled_words(_points(value), _points(low)) == words


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
