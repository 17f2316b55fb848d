"""The dates of list rows in rarer ways of writing: of servers that speak English, in attributes, short and compact."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from evidence.lists import list_items

TODAY = date(2026, 11, 21)
TITLES = ("关于开展冬季消防安全专项检查的通告", "某区公开招聘社区工作者公告")


def days(shown: str, other: str = "2026-10-09") -> list[str | None]:
    rows = "".join(
        f"<li><a href={n}.html>{title}</a>{d}</li>"
        for n, (title, d) in enumerate(zip(TITLES, (shown, other), strict=True))
    )
    items = list_items(LexborHTMLParser(f"<body><ul>{rows}</ul></body>"), "http://www.a.gov.cn/tzgg/", today=TODAY)
    return [item.published.value.isoformat() if item.published else None for item in items]


@pytest.mark.parametrize(
    "shown",
    [
        "<em>26.11.03</em>",
        "(26-11-3)",
        "<span>11/3/2026</span>",
        "<span>11/3/2026 12:00:00 AM</span>",
        "<span>20261103</span>",
        "<span>Nov 03, 2026</span>",
        "<span>03 Nov 2026</span>",
        "<span>Tue Nov 03 10:20:00 CST 2026</span>",
        "<span>2026-11-03 08:30:00.0</span>",
        "<span>2026-11-03T08:30:00+08:00</span>",
        "<span>2026-11-03 星期二</span>",
        "<span>二〇二六年十一月3日</span>",
        "<time datetime='2026-11-03T08:00:00+08:00'></time>",
        "<span class=t data-time='2026-11-03'></span>",
    ],
)
def test_rarer_ways_of_writing(shown: str) -> None:
    assert days(f" {shown}") == ["2026-11-03", "2026-10-09"]


def test_an_attribute_gives_the_year_that_is_not_shown() -> None:
    assert days("<time datetime='2025-10-17'>10月17日</time>")[0] == "2025-10-17"


@pytest.mark.parametrize(
    "shown",
    [
        "<i>版本2.26.11</i>",
        "<i>20261399</i>",
        "<i>编号120261103</i>",
        "<i>99-11-03</i>",
        "<i>13/13/2026</i>",
        "<i>12345678</i>",
    ],
)
def test_what_only_looks_like_a_date(shown: str) -> None:
    assert days(shown) == [None, "2026-10-09"]


def test_the_clock_of_a_page_is_the_date_of_no_row() -> None:
    assert days("<span>2026-11-21 星期六</span>")[0] is None


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><th>标题</th><th>留言时间</th><th>回复时间</th></tr>"
        "<tr><td><a href=1.html>咨询医保报销问题</a></td><td>2026-09-10</td><td>2026-09-25</td></tr></table>",
        "<ul><li><a href=1.html>咨询医保报销问题</a> 留言：2026-09-10 回复：2026-09-25</li></ul>",
        "<ul><li><a href=1.html>咨询医保报销问题</a><p>提问时间：2026-09-10</p><p>答复时间：2026-09-25</p></li></ul>",
    ],
)
def test_a_message_is_published_with_its_reply(body: str) -> None:
    items = list_items(LexborHTMLParser(f"<body>{body}</body>"), "http://www.a.gov.cn/ly/", today=TODAY)
    assert [item.published.value.isoformat() for item in items if item.published] == ["2026-09-25"]
