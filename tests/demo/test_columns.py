"""Lists and their dates: what is stale is stale, what looks stale is fresh."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from demo.columns import Column, columns
from demo.portal import Portal
from demo.render import shown
from tests.demo.conftest import TODAY
from tests.demo.links import text_of

LIMITS = {
    "/xwzx/bmdt/": 14,
    "/czj/gzdt/": 14,
    "/yxjd/jddt/": 14,
    "/mzj/tzgg/": 184,
    "/yxjd/zcwj/": 184,
    "/yxjd/zcjd/": 184,
    "/czj/zcwj/": 184,
}


@pytest.fixture(scope="module")
def made() -> Mapping[str, Column]:
    return columns(TODAY)


def _newest(column: Column) -> date:
    return max(article.day for article in column.articles)


def test_planted_stale_columns_are_over_their_limit(portal: Portal, made: Mapping[str, Column]) -> None:
    stale = [fault.page for fault in portal.planted if fault.code == "stale"]
    assert len(stale) >= 8
    for path in stale:
        assert TODAY - _newest(made[path]) > timedelta(days=LIMITS.get(path, 366)), path


def test_all_other_columns_are_within_theirs(portal: Portal, made: Mapping[str, Column]) -> None:
    stale = {fault.page for fault in portal.planted if fault.code == "stale"}
    for path, column in made.items():
        if column.articles and path not in stale:
            news = column.words == "news" and not path.startswith("/ztzl/")
            assert TODAY - _newest(column) <= timedelta(days=13 if news else 180 if "zc" in path else 364), path


def test_planted_blank_columns_hold_no_item_and_their_neighbours_do(portal: Portal) -> None:
    blank = [fault.page for fault in portal.planted if fault.check == "update-frequency" and fault.code == "blank"]
    for path in blank:
        assert 'class="list"' not in text_of(portal, path).lower(), path
    assert 'class="list"' in text_of(portal, "/zwgk/zcjd/")


def test_an_old_item_is_pinned_above_fresh_ones(made: Mapping[str, Column]) -> None:
    first, second, *_ = made["/tzgg/"].articles
    assert first.pinned and TODAY - first.day > timedelta(days=800)
    assert TODAY - second.day < timedelta(days=10)


def test_the_second_page_of_the_news_holds_old_items_only(portal: Portal, made: Mapping[str, Column]) -> None:
    page = text_of(portal, "/xwzx/yw/index_1.html")
    on_it = [article for article in made["/xwzx/yw/"].articles if article.path in page]
    assert on_it and all(TODAY - article.day > timedelta(days=180) for article in on_it)


def test_dates_are_only_in_addresses_where_that_is_planted(portal: Portal, made: Mapping[str, Column]) -> None:
    page = text_of(portal, "/mzj/zcwj/")
    for article in made["/mzj/zcwj/"].articles:
        assert f"/t{article.day:%Y%m%d}_" in article.path
        assert f"{article.day:%Y-%m-%d}" not in page + text_of(portal, article.path)


def test_the_undated_column_has_no_date_anywhere(portal: Portal, made: Mapping[str, Column]) -> None:
    for article in made["/zwgk/zdxm/"].articles:
        text = text_of(portal, article.path)
        assert f"{article.day:%Y%m%d}" not in article.path
        assert f"{article.day:%Y-%m-%d}" not in text and "发布日期" not in text


@pytest.mark.parametrize(
    ("manner", "text"),
    [
        ("bracket", "[2026-11-03]"),
        ("iso", "2026-11-03"),
        ("short", "11-03"),
        ("hanzi", "二〇二六年十一月三日"),
        ("long", "2026年11月3日"),
        ("none", ""),
    ],
)
def test_manners_of_writing_a_date(manner: str, text: str) -> None:
    assert shown(date(2026, 11, 3), manner) == text


@pytest.mark.parametrize(("day", "text"), [(10, "十"), (11, "十一"), (20, "二十"), (31, "三十一")])
def test_days_in_hanzi(day: int, text: str) -> None:
    assert shown(date(2026, 10, day), "hanzi") == f"二〇二六年十月{text}日"


@pytest.mark.parametrize(
    ("today", "newest"), [(date(2027, 1, 21), date(2026, 1, 22)), (date(2027, 1, 22), date(2027, 1, 22))]
)
def test_the_newest_annual_report_is_that_of_the_last_january(today: date, newest: date) -> None:
    assert _newest(columns(today)["/zwgk/xxgknb/"]) == newest
