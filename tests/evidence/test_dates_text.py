"""Dates in Chinese text: what is read, what only looks like a date, and that no text is too odd."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.date_address import address_date
from evidence.date_text import Confidence, DateSource, fields, nearest, number, read_dates

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024/3/5 10:20:30", "2024-03-05"),
        ("2024.03.05", "2024-03-05"),
        ("2024年3月5日", "2024-03-05"),
        ("2024 年 3 月 5 日", "2024-03-05"),
        ("2024年03月05号印发", "2024-03-05"),
        ("2024-03-05T10:20:00+08:00", "2024-03-05"),
        ("２０２４年３月５日", "2024-03-05"),
        ("２０２４－０３－０５", "2024-03-05"),
        ("2024—03—05", "2024-03-05"),
        ("二〇二四年三月五日", "2024-03-05"),
        ("二○二六年十一月三日", "2026-11-03"),
        ("二零二四年十二月三十一日", "2024-12-31"),
        ("一九九九年元月二十日", "1999-01-20"),
        ("二〇二三年十二月廿八日", "2023-12-28"),
        ("2024年三月五日", "2024-03-05"),
        ("24-03-05", "2024-03-05"),
        ("[03-05]", "2026-03-05"),
        ("【11-20】", "2026-11-20"),
        ("(12/05)", "2025-12-05"),
        ("03-05", "2026-03-05"),
        ("11-23", "2026-11-23"),  # two days of tolerance
        ("11-24", "2025-11-24"),
        ("[02-29]", "2024-02-29"),
        ("3月5日", "2026-03-05"),
        ("12月5日", "2025-12-05"),
        ("今天 08:30", "2026-11-21"),
        ("昨天 10:20", "2026-11-20"),
        ("前天", "2026-11-19"),
        ("刚刚", "2026-11-21"),
        ("3天前", "2026-11-18"),
        ("发布于3天前", "2026-11-18"),
        ("2小时前", "2026-11-21"),
        ("30小时前", "2026-11-20"),
        ("10分钟前", "2026-11-21"),
        ("2周前", "2026-11-07"),
        ("发布时间:2024-03-05 来源:本站", "2024-03-05"),
    ],
)
def test_reads(text: str, expected: str) -> None:
    assert [found.value.isoformat() for found in read_dates(text, today=TODAY)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "V2024.03.05",
        "v2.4.10",
        "版本2024.03.05.1",
        "0971-5512345",
        "0971-12-25",
        "青政〔2024〕5号",
        "宁政办〔2023〕12-15号",
        "192.168.10.12",
        "¥2024.03.05",
        "3.05元",
        "2024-2025学年",
        "2024-1-2学期",
        "比分3:5",
        "青ICP备2024030501号-1",
        "000014349/2024-00005",
        "11630000-2024-03-05-001",
        "2024年2月30日",
        "2024-13-05",
        "2024年第3期",
        "2024年3月",
        "每年3月5日",
        "今天是个好日子",
        "昨天,省委召开会议",
        "公示前3天公布",
        "12-25人",
        "24/7",
        "2024年1月1日至2024年12月31日",
        "2024年3月5日至3月11日",
        "3月5日至11日",
        "3月5日—3月11日",
        "2024-03-05 至 2024-04-05",
        "2024年3月5日9:00~2024年3月6日17:00",
        "2024年3月5日(星期二)至2024年3月8日(星期五)",
        "二〇二四年三月五日至三月十日",
        "2024年3月5日至今",
    ],
)
def test_refuses(text: str) -> None:
    assert read_dates(text, today=TODAY) == ()


def test_keeps_the_order_and_tells_the_source() -> None:
    found = read_dates("2024-03-05 上传, 昨天 更新, [03-05]", today=TODAY)
    assert [one.source for one in found] == [DateSource.VISIBLE, DateSource.RELATIVE, DateSource.YEAR_IMPLIED]
    assert [one.confidence for one in found] == [Confidence.HIGH, Confidence.MEDIUM, Confidence.MEDIUM]
    assert found[0].text == "2024-03-05"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("2024-03-05", True),
        ("| 2024-03-05 10:20 来源:本站", True),
        ("发布于:2024-03-05】", True),
        ("2024年3月5日,省委召开会议", False),
        ("自2024年3月5日起施行", False),
        ("截至2024年3月5日", False),
        ("2024年3月5日 星期二", False),
        ("2024年3月5日\n星期二", False),
        ("今天是:2024-03-05", False),
    ],
)
def test_a_field_is_not_a_part_of_a_sentence_nor_a_clock(text: str, stands: bool) -> None:
    assert bool(fields(text, TODAY)) is stands


def test_numerals() -> None:
    assert [number(word) for word in ("五", "十", "十二", "二十", "三十一", "元", "廿八", "12", "1２")] == [
        5, 10, 12, 20, 31, 1, 28, 12, 12,
    ]  # fmt: skip


def test_nearest_gives_up_on_a_day_that_never_was() -> None:
    assert nearest(2, 30, TODAY) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.gov.cn/tzgg/202611/t20261103_1.html", "2026-11-03"),
        ("http://a.gov.cn/2026-11/03/content_12.htm", "2026-11-03"),
        ("http://a.gov.cn/art/2026/11/3/art_12_345.html", "2026-11-03"),
        ("http://a.gov.cn/2026/1103/c1-2.html", "2026-11-03"),
        ("http://a.gov.cn/2026/11/03/a.html", "2026-11-03"),
        ("http://a.gov.cn/202611/03/12.html", "2026-11-03"),
        ("http://a.gov.cn/xw/20261103/69431786-d772.html", "2026-11-03"),
        ("http://a.gov.cn/xw/20261103101530.shtml", "2026-11-03"),
        ("http://a.gov.cn/info/1015/4213.htm", None),
        ("http://a.gov.cn/content/post_3145917.html", None),
        ("http://a.gov.cn/xxgk/2026/nb.html", None),
        ("http://a.gov.cn/t20271103_1.html", None),  # ahead of the run
        ("http://a.gov.cn/t20261340_1.html", None),
        ("http://a.gov.cn/list.jsp?d=/2026/11/03/", None),
    ],
)
def test_dates_in_addresses(url: str, expected: str | None) -> None:
    found = address_date(url, today=TODAY)
    assert (found.value.isoformat() if found else None) == expected
    assert found is None or found.confidence is Confidence.LOW


PARTS = st.sampled_from([*"2024-0305/.年月日至〔〕第号二〇十[](): \n\t今天前昨V¥学", "2024", "星期二", "小时前", "１"])


@given(st.one_of(st.text(), st.lists(PARTS, max_size=60).map("".join)))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for found in read_dates(text, today=TODAY):
        assert found.text
    fields(text, TODAY)


FORMS = st.sampled_from(["{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%Y年%m月%d日}", "发布日期:{:%Y.%m.%d} 10:30"])


@given(st.dates(date(1990, 1, 1), date(2026, 11, 21)), FORMS)
def test_a_written_date_is_read_back(day: date, form: str) -> None:
    assert [one.value for one in read_dates(form.format(day), today=TODAY)] == [day]


@given(st.dates(date(2025, 11, 24), date(2026, 11, 23)))
def test_a_day_without_its_year_is_the_nearest_one_past(day: date) -> None:
    assert read_dates(f"[{day:%m-%d}]", today=TODAY)[0].value == day
