"""update-frequency: a page under several names is held to the one that it bears itself."""

import pytest

from checks.testing import FakeSite
from tests.checks.test_update_frequency import check, page, rows, told

MENU = {"/zcwj/": "政策文件", "/tzgg/": "通知公告"}
SECTION = "<ul><li><a href=/zcwj/>政策</a></li><li><a href=/tzgg/>新闻中心</a></li></ul>"
TAG = "<meta name=ColumnName content={}>"
TRAIL = "<p>当前位置：<a href=/>首页</a> &gt; <a href=/tzgg/>{}</a></p>"
TITLE = "<h2>{}</h2>"


def told_of(column: str) -> list[tuple[str, str, bool]]:
    contents = {"/": rows(1, 3), "/zcwj/": rows(100), "/tzgg/": column}
    return told(check(FakeSite.of({path: SECTION + page(text, MENU) for path, text in contents.items()})))


@pytest.mark.parametrize("way", [TAG, TRAIL, TITLE])
@pytest.mark.parametrize(
    ("bears", "days", "expected"),
    [
        ("通知公告", 40, []),  # within half a year, though its section 新闻中心 must be new every two weeks
        ("通知公告", 200, [("stale", "通知公告", False)]),
        ("新闻中心", 40, [("stale", "新闻中心", False)]),
    ],
)
def test_a_section_that_leads_to_its_first_column(
    way: str, bears: str, days: int, expected: list[tuple[str, str, bool]]
) -> None:
    assert told_of(way.format(bears) + rows(days, days + 30)) == expected


def test_where_the_page_bears_neither_name_the_first_speaks() -> None:
    assert told_of(rows(40, 70)) == [("stale", "新闻中心", False)]
