"""The publish date of a page: what counts, in which order, and what never counts."""

import time
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from evidence.date_page import publish_date
from evidence.date_text import Confidence, DateFound, DateSource

TODAY = date(2026, 11, 21)
TITLE = "关于开展冬季消防安全专项检查的通告"


def read(body: str, head: str = "", url: str = "http://a.gov.cn/tzgg/1.html") -> DateFound | None:
    source = f"<html><head><title>{TITLE}_某区政府</title>{head}</head><body>{body}</body></html>"
    return publish_date(LexborHTMLParser(source), url, today=TODAY)


def day(found: DateFound | None) -> str | None:
    return found.value.isoformat() if found else None


@pytest.mark.parametrize(
    "shown",
    [
        "发布日期:2026-11-03",
        "发布时间:2026年11月3日 10:30",
        "<b>发 布 日 期</b>:<span>2026-11-03</span>",
        "【信息发布时间:2026-11-03阅读次数:】",
        "<td>公开日期</td><td>&nbsp;2026-11-03</td>",
        "<label>生成日期:</label><div>\n  2026-11-03\n</div>",
        "时间:2026-11-03",
        "时间 : 2026-11-03 07:35:08",
        "来源:本站 日期:二〇二六年十一月三日",
        "<p class=time><span>2026-11-03</span> 来源:本站</p>",
        "2026年11月03日08:18&nbsp;&nbsp;来源:某报",
        "信息来源:某局 | 2026-11-03",
        "2026年11月03日 09:20\u3000示例区公安局\u3000【字体：大 中 小】",
        "<span>2026-11-03 10:12 本站</span>",
        "<p>2026年11月3日 08:20  星期二  来源：本网</p>",
        "<table><tr><td>发文日期</td><td>2026-10-10</td></tr><tr><td>发布日期</td><td>2026-11-03</td></tr></table>",
        "<p>2026-11-03 10:12　示例区外事办公室　【字体：大 中 小】</p>",
    ],
)
def test_shown_dates(shown: str) -> None:
    assert day(read(f"<h1>{TITLE}</h1><div>{shown}</div><p>2025年1月2日,本区召开会议。</p>")) == "2026-11-03"


@pytest.mark.parametrize(
    "body",
    [
        "<p>会议时间:2026年11月30日</p><p>地点:三楼</p>",
        "<p>一、时间:2026年11月30日上午</p>",
        "<p>本办法自2023年1月1日起施行。</p><p>有效期至2028年1月1日。</p>",
        "<p>施行日期:2023-01-01</p><p>截止时间:2026-12-01</p>",
        "<p>打印时间:2026-11-21</p><p>当前时间:2026-11-21</p>",
        "<div>2026年11月21日 星期六</div><div>今天是:2026-11-21</div>",
        "<p>自2010-01-01以来访问人数:1234</p>",
        "<footer>版权所有 © 2010-2026 某区政府 备案时间2019-01-01</footer>",
        "<!-- 发布日期:2026-11-03 -->",
        "<script>var t='发布日期:2026-11-03';</script>",
        "<style>/* 发布日期:2026-11-03 */</style>",
        "<p>公示时间:2026年11月3日至11月9日</p>",
        "<footer>主办单位：示例区人民政府办公室 本页更新时间：2026-11-20</footer>",
        "<footer>示例区人民政府办公室主办　页面更新时间：2026-11-20</footer>",
        "<p>网站更新时间：2026-11-20</p>",
        "<p>2026年11月3日 示例区公安局召开会议，部署工作。</p>",
    ],
)
def test_what_is_no_publish_date(body: str) -> None:
    assert read(f"<h1>{TITLE}</h1>{body}") is None


def test_a_clock_before_the_heading_is_no_date_wherever_the_head_of_the_page_begins() -> None:
    for filler in range(40, 90):
        clock = f"<div>今天是2026年11月21日</div><div>{'网' * filler}</div>"
        assert read(f"{clock}<h1>{TITLE}</h1><p>本区召开会议。</p>") is None


def test_a_label_wins_over_every_other_date() -> None:
    found = read(
        "<p>成文日期:2026-10-01</p><p>施行日期:2027-01-01</p><p>发布日期:2026-11-03</p>"
        f"<h1>{TITLE}</h1><p>2026-11-05 来源:本站</p>",
        '<meta name="PubDate" content="2026-11-19 10:00">',
        "http://a.gov.cn/202611/t20261120_1.html",
    )
    assert day(found) == "2026-11-03"
    assert found is not None
    assert (found.source, found.confidence) == (DateSource.LABEL, Confidence.MEDIUM)  # the head disagrees


def test_an_agreeing_head_makes_it_sure() -> None:
    found = read(f"<h1>{TITLE}</h1><p>2026-11-03</p>", '<meta name="PubDate" content="2026-11-03 10:00">')
    assert found is not None
    assert (found.source, found.confidence) == (DateSource.VISIBLE, Confidence.HIGH)


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="PubDate" content="2026-11-03 10:00">',
        "<meta name='pubdate' content='2026年11月03日'>",
        '<meta name="publishdate" content="2026-11-03">',
        '<meta name="firstpublishedtime" content="2026-11-03-10:00:00">',
        '<meta property="article:published_time" content="2026-11-03T10:00:00+08:00">',
        '<script type="application/ld+json">{"datePublished": "2026-11-03T10:00:00"}</script>',
    ],
)
def test_the_head_where_nothing_is_shown(meta: str) -> None:
    found = read(f"<h1>{TITLE}</h1><p>正文。</p>", meta, "http://a.gov.cn/202501/t20250101_1.html")
    assert day(found) == "2026-11-03"
    assert found is not None and found.source is DateSource.META


@pytest.mark.parametrize(
    "meta",
    ['<meta name="PubDate" content="null">', '<meta name="Maketime" content="2026-11-03">', '<meta name="PubDate">'],
)
def test_a_head_that_says_nothing(meta: str) -> None:
    assert read(f"<h1>{TITLE}</h1>", meta) is None


def test_the_address_comes_last_but_before_the_day_of_writing() -> None:
    found = read(f"<h1>{TITLE}</h1><p>成文日期:2026-10-01</p>", url="http://a.gov.cn/202611/t20261103_1.html")
    assert day(found) == "2026-11-03"
    assert found is not None and found.source is DateSource.ADDRESS
    written = read(f"<h1>{TITLE}</h1><p>成文日期:2026-10-01</p>")
    assert day(written) == "2026-10-01"
    assert written is not None and written.confidence is Confidence.LOW


def test_relative_dates_beside_the_title() -> None:
    found = read(f"<h1>{TITLE}</h1><span>3天前</span><p>正文</p>")
    assert day(found) == "2026-11-18"
    assert found is not None and found.source is DateSource.RELATIVE


def test_a_source_line_without_a_heading() -> None:
    assert day(read("<div>某条信息的标题另有写法</div><div>来源:本站 2026-11-03 浏览:12</div>")) == "2026-11-03"


def test_an_excerpt_that_leads_on_to_its_article_has_no_publish_date() -> None:
    excerpt = f"<h3>{TITLE}</h3><p>为进一步加强冬季消防安全工作，现将有关事项通告如下...</p><p>2026-11-03</p>"
    assert read(f"{excerpt}<a>[阅读原文]</a>") is None
    assert day(read(f"{excerpt}<p>阅读：12次</p>")) == "2026-11-03"
    assert day(read(f"<h1>{TITLE}</h1><p>2026-11-03 <a>打印</a></p><p>正文</p><a>查看原文</a>")) == "2026-11-03"


def test_a_list_has_no_publish_date() -> None:
    rows = "".join(f"<li>第{n}条信息的标题 发布时间:2026-11-0{n}</li>" for n in range(1, 7))
    assert read(f"<h1>通知公告</h1><ul>{rows}</ul>") is None
    rows = "".join(f"<li><span>2026-11-0{n}</span> 第{n}条信息的标题</li>" for n in range(1, 7))
    assert read(f"<h1>{TITLE}</h1><ul>{rows}</ul>") is None


@pytest.mark.parametrize("source", ["", "<frameset><frame src=a></frameset>", "纯文字", "<title></title><h1></h1>"])
def test_odd_pages(source: str) -> None:
    assert publish_date(LexborHTMLParser(source), "", today=TODAY) is None


def test_hostile_pages_cost_little() -> None:
    started = time.process_time()
    for piece in ("<div>日期", "发布时间:2024年1月1日 ", "<h1>标题标题</h1>", "2024" + " " * 10):
        read(piece * 10_000)
    assert time.process_time() - started < 5
