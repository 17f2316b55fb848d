"""The rows of list pages: every way of writing a list, and the links that are no rows."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from evidence.date_text import Confidence, DateSource
from evidence.lists import ListItem, list_items

TODAY = date(2026, 11, 21)
URL = "http://www.a.gov.cn/tzgg/index.html"
FIRST = "关于开展冬季消防安全专项检查的通告"
SECOND = "某区公开招聘社区工作者公告"


def read(body: str, head: str = "") -> tuple[ListItem, ...]:
    return list_items(LexborHTMLParser(f"<html><head>{head}</head><body>{body}</body></html>"), URL, today=TODAY)


def told(items: tuple[ListItem, ...]) -> list[tuple[str, str | None]]:
    return [(item.title, item.published.value.isoformat() if item.published else None) for item in items]


@pytest.mark.parametrize("box", ["<div class=dqwz>{}</div>", "<div class=w><span>您的位置:</span><p>{}</p></div>"])
def test_the_steps_to_a_page_are_no_rows_whatever_their_box_is_called(box: str) -> None:
    steps = "您当前的位置：<a href=/>首页</a> &gt; <a href=/bm/>县人力资源和社会保障局</a> &gt; <span>机构职能</span>"
    assert told(read(box.format(steps))) == []
    rows = f"<ul><li><a href=1.html>{FIRST}</a></li></ul>"
    assert told(read(box.format(steps) + rows)) == [(FIRST, None)]


@pytest.mark.parametrize("box", ["<div>{}</div>{}", "<div>{}{}</div>", "<div><p>{}</p><div>{}</div></div>"])
@pytest.mark.parametrize("sign", [">", "»", "/"])
def test_undated_rows_below_a_trail_of_plain_words_are_rows(box: str, sign: str) -> None:
    rows = f"<ul><li><a href=1.html>{FIRST}</a></li><li><a href=2.html>{SECOND}</a></li></ul>"
    assert told(read(box.format(f"<div>您的位置：首页 {sign} 通知公告</div>", rows))) == [(FIRST, None), (SECOND, None)]
    steps = f"<p><a href=/>示例区人民政府门户网站</a> {sign} <a href=/zw/>政府信息公开专栏</a></p>"
    assert told(read(f"<div><span>您的位置：首页 {sign}</span>{steps}</div>")) == []


@pytest.mark.parametrize(
    "link",
    [
        "<a href=\"javascript:openUrl('/a.jsp?id=1')\">{}</a>",
        "<a href='#' onclick=\"goto('/a.jsp?id=1');return false\">{}</a>",
        "<font onclick=\"window.open('/a.jsp?id=1')\">{}</font>",
    ],
)
def test_a_row_leads_where_its_click_leads(link: str) -> None:
    items = read(f"<table><tr><td>{link.format(FIRST)}</td><td>2026-11-03</td></tr></table>")
    assert [(item.url, item.title) for item in items] == [("http://www.a.gov.cn/a.jsp?id=1", FIRST)]


def test_what_shows_or_hides_a_part_of_the_page_is_no_row() -> None:
    rows = f"<tr><td onclick=\"showTab('tab2')\">{FIRST}</td><td>2026-11-03</td></tr>"
    assert not read(f"<table>{rows}<tr><td onclick='more(this)'>{SECOND}</td><td>2026-11-02</td></tr></table>")


# How a row is written, and the element around the rows.
WAYS = {
    "date after": ("ul", "<li><a href={href}>{title}</a><span>2026-{md}</span></li>"),
    "date before, no year": ("ul", "<li><span>[{md}]</span><a href={href}>{title}</a></li>"),
    "in words": ("ul", "<li><a href={href}>{title}</a> 2026年{m}月{d}日</li>"),
    "in numerals": ("ul", "<li><a href={href}>{title}</a> 二〇二六年{words}</li>"),
    "in the link": ("ul", "<li><a href={href}><em>2026-{md}</em><p>{title}</p></a></li>"),
    "in a cell": ("table", "<tr><td>·</td><td><a href={href}>{title}</a></td><td>2026/{m}/{d}</td></tr>"),
    "definition list": ("dl", "<dt><a href={href}>{title}</a></dt><dd>2026-{md}</dd>"),
    "lines of one cell": ("td", "·<a href={href}>{title}</a> [2026-{md}]<br>"),
    "divisions": ("div", "<div class=item><h3><a href={href}>{title}</a></h3><p>时间:2026-{md}</p></div>"),
    "day over month": ("ul", "<li><p><b>{d}</b><i>2026-{m}</i></p><p><a href={href}>{title}</a></p></li>"),
    "month over day": ("ul", "<li><i>2026.{m}</i><b>{d}</b><a href={href}>{title}</a></li>"),
    "day over year": ("ul", "<li><b>{md}</b><i>2026</i><a href={href}>{title}</a></li>"),
    "day and month": ("ul", "<li><b>{d}</b><i>{m}月</i><a href={href}>{title}</a></li>"),
    "in a title": ("ul", "<li><a href={href} title='发布时间:2026-{md}'>{title}</a> </li><!-- 2026-01-01 -->"),
    "in an attribute": ("ul", "<li><a href={href} data-date='2026/{m}/{d} 09:54:00'>{title}</a></li>"),
    "in the address": ("ul", "<li><a href=2026{m}/t2026{m}{d}_1.html>{title}</a></li>"),
    "with a summary": ("ul", "<li><a href={href}>{title}</a><p>2025年1月2日,召开会议。</p><em>2026-{md}</em></li>"),
    "with a picture": ("ul", "<li><a href=t><img src=a></a><a href={href}>{title}</a>2026-{md}</li>"),
    "with a column": ("ul", "<li><a href=/c/>[公告]</a><a href={href}>{title}</a>2026-{md}</li>"),
    "words that are clicked": (
        "table",
        "<tr><td><span onclick=\"openUrl('/a.jsp?f={href}')\">{title}</span></td><td>(2026-{md})</td></tr>",
    ),
    "a cell that is clicked": ("table", "<tr><td onclick=\"goto('/a.do?{href}')\">{title}</td><td>[{md}]</td></tr>"),
    "a row that is clicked": ("ul", "<li onclick=\"location.href='{href}'\"><p>{title}</p><i>2026.{m}.{d}</i></li>"),
    "with a way on to it": (
        "div",
        "<div class=item><div class=time><b>{d}</b><i>2026-{m}</i></div>"
        "<div class=txt><h3><a href={href}>{title}</a></h3>"
        "<p>2025年1月2日召开会议……<a href={href}>[详细]</a></p></div></div>",
    ),
    "among other dates": (
        "div",
        "<p><a href={href}>{title}</a><br>发文日期：2026-01-02 | 发布日期：2026-{md} | 实施日期：2026-12-01</p>",
    ),
    "after dots": ("ul", "<li><a href={href}>{title}</a>…………2026-{md}</li>"),
    "a list a row": ("div", "<ul><li><a href={href}>{title}</a></li><li>2026-{md}</li></ul>"),
}


@pytest.mark.parametrize("way", WAYS)
def test_ways_of_writing_a_list(way: str) -> None:
    around, row = WAYS[way]
    first = row.format(href="1.html", title=FIRST, md="11-03", m="11", d="03", words="十一月三日")
    second = row.format(href="2.html", title=SECOND, md="10-20", m="10", d="20", words="十月二十日")
    body = f"<{around}>{first}\n{second}</{around}>"
    items = read(f"<table><tr>{body}</tr></table>" if around == "td" else body)
    assert told(items) == [(FIRST, "2026-11-03"), (SECOND, "2026-10-20")]


TEMPLATE = (
    "<div class=header><a href=/>某区人民政府门户网站首页</a> 2026年11月21日 星期六</div>"
    "<ul class=nav><li><a href=/zwgk/>政务公开</a></li><li><a href=/fw/>政务服务</a></li></ul>"
    "{0}<div class=foot><a href=/b.html>备案信息:2019-01-01</a>"
    "<a href=/c>某公网安备11010102000001号</a> 2020-01-01</div>"
)


def test_of_several_dates_in_a_row_the_one_under_its_head_counts() -> None:
    row = "<tr><td>{}</td><td><a href={}.html>{}</a></td><td>2020-03-01</td><td>{}</td></tr>"
    rows = row.format(1, 1, FIRST, "2026-11-03") + row.format(2, 2, SECOND, "2026-10-20")
    head = "<tr><th>序号</th><th>标题</th><th>{}</th><th>{}</th></tr>"
    table = f"<table>{head}{rows}</table>"
    assert told(read(table.format("成文日期", "发布日期"))) == [(FIRST, "2026-11-03"), (SECOND, "2026-10-20")]
    assert told(read(table.format("成文日期", "失效日期"))) == [(FIRST, "2020-03-01"), (SECOND, "2020-03-01")]


def test_the_template_is_no_list() -> None:
    rows = f"<ul class=list><li><a href=1.html>{FIRST}</a><span>2026-11-03</span></li></ul>"
    assert told(read(TEMPLATE.format(rows))) == [(FIRST, "2026-11-03")]
    assert read(TEMPLATE.format("<p>暂无内容</p>")) == ()


def test_filing_numbers_are_no_rows() -> None:
    foot = "<div id=bottom><p><a href=http://b.gov.cn/>渝公网安备50011702500123号</a></p></div>"
    assert read(foot) == ()
    assert [
        row.title for row in read(f"<ul><li><a href=1.html>关于规范公网安备标识的通知</a>2026-01-05</ul>{foot}")
    ] == ["关于规范公网安备标识的通知"]


def test_the_way_to_the_page_takes_no_date_of_its_list() -> None:
    crumbs = "<p class=crumbs>当前位置:<a href=/>网站首页首页</a></p>"
    rows = (
        f"<div><ul><li><span>2027-06-09</span><a href=1.html>{FIRST}</a></li><li><a href=2>{SECOND}</a></li></ul></div>"
    )
    assert told(read(f"<main>{crumbs}{rows}</main>")) == [(FIRST, "2027-06-09"), (SECOND, None)]


def test_undated_rows_are_rows_and_menus_are_none() -> None:
    rows = f"<ul><li><a href=1.html>{FIRST}</a></li><li><a href=2.html>{SECOND}</a></li></ul>"
    assert told(read(TEMPLATE.format(rows))) == [(FIRST, None), (SECOND, None)]
    menu = "<ul><li><a href=/a/>公开指南</a></li><li><a href=/b/>公开制度</a></li></ul>"
    assert read(TEMPLATE.format(menu)) == ()


def test_a_box_of_newest_articles_at_the_side_is_not_the_list() -> None:
    side = f"<div class=sidebar><ul><li><a href=9.html>{SECOND}</a> 2026-11-20</li></ul></div>"
    rows = f"<div class=main><ul><li><a href=1.html>{FIRST}</a> 2026-01-03</li></ul></div>"
    assert told(read(side + rows)) == [(FIRST, "2026-01-03")]
    assert told(read(side)) == [(SECOND, "2026-11-20")]


def test_undated_rows_of_the_part_called_right_are_the_list_where_there_is_no_other() -> None:
    rows = f"<ul class=list><li><a href=1.html>{FIRST}</a></li><li><a href=2.html>{SECOND}</a></li></ul>"
    menu = "<div class=left><ul class=nav><li><a href=/a/>通知公告</a></li><li><a href=/b/>政策文件</a></li></ul></div>"
    assert told(read(f"{menu}<div class=right>{rows}</div>")) == [(FIRST, None), (SECOND, None)]
    assert read(f"{menu}<div class=right><h4>热点推荐</h4>{rows}</div>") == ()
    assert read(f"{menu}<div class=right><div class=hot>{rows}</div></div>") == ()
    own = "<ul><li><a href=3.html>关于做好示例区消防安全工作的通知</a></li></ul>"
    assert len(read(f"<div class=main>{own}</div><div class=right>{rows}</div>")) == 1


def test_a_box_under_a_heading_that_says_so_is_not_the_list() -> None:
    own = f"<ul class=l1><li><a href=1.html>{FIRST}</a><span>2026-11-03</span></li></ul>"
    box = f"<div class=bx><h4>{{0}}</h4>\n<ul><li><a href=2.html>{SECOND}</a><span>2026-11-20</span></li></ul></div>"
    assert told(read(box.format("热点推荐") + own)) == [(FIRST, "2026-11-03")]
    assert told(read(box.format("点击排行榜") + own)) == [(FIRST, "2026-11-03")]
    assert len(read(box.format("工作动态") + own)) == 2
    assert told(read(box.format("热点推荐"))) == [(SECOND, "2026-11-20")]


def test_rows_in_an_element_aside_are_read_only_where_there_are_no_others() -> None:
    own = f"<ul><li><a href='/a.html'>{FIRST}</a><span>2026-11-03</span></li></ul>"
    aside = f"<aside><h3>最新发布</h3><ul><li><a href='/b.html'>{SECOND}</a><span>2026-11-20</span></li></ul></aside>"
    assert told(read(own + aside)) == [(FIRST, "2026-11-03")]
    assert told(read(aside)) == [(SECOND, "2026-11-20")]


def test_dates_in_titles_are_not_the_rows_dates() -> None:
    body = "<ul><li><a href=1.html>某区2025年3月5日疫情通报发布会实录</a><span>2026-11-03</span></li></ul>"
    assert told(read(body))[0][1] == "2026-11-03"
    body = "<ul><li><a href=1.html>自2025年3月5日起施行的规定汇编</a></li></ul>"
    assert told(read(body))[0][1] is None


def test_a_date_at_the_edge_of_a_title_counts() -> None:
    body = f"<ul><li><a href=1.html>[01-04] {FIRST}</a></li><li><a href=2.html>{SECOND} 2026-10-20</a></li></ul>"
    assert [day for _, day in told(read(body))] == ["2026-01-04", "2026-10-20"]


def test_the_address_gives_the_year_a_row_does_not_show() -> None:
    body = "<ul><li><a href=/202008/t20200821_1.html>{0}</a>[08-20]</li><li><a href=2.html>{0}</a>[08-20]</li></ul>"
    dated, implied = (item.published for item in read(body.format(FIRST)))
    assert dated is not None and implied is not None
    assert (dated.value, dated.source) == (date(2020, 8, 20), DateSource.YEAR_IMPLIED)
    assert implied.value == date(2026, 8, 20)


def test_shown_dates_win_over_addresses() -> None:
    item = read(f"<ul><li><a href=/202011/t20201103_1.html>{FIRST}</a>2026-11-03</li></ul>")[0]
    assert item.published is not None
    assert (item.published.source, item.published.confidence) == (DateSource.VISIBLE, Confidence.HIGH)


@pytest.mark.parametrize(
    "mark",
    ["<b>[置顶]</b>", "<img src=/images/zhiding.png>", "<i class='icon-top'></i>", "<img src=a.gif alt=置顶>"],
)
def test_pinned_rows(mark: str) -> None:
    rows = (f"<li>{mark}<a href=1.html>{FIRST}</a> 2020-11-03</li>", f"<li><a href=2.html>{SECOND}</a> 2026-11-03</li>")
    body = f"<ul>{''.join(rows)}</ul>"
    assert [item.pinned for item in read(body)] == [True, False]


def test_plain_rows_are_not_pinned() -> None:
    body = f"<ul class=toplist><li><img src=dot.gif><a href=1.html>{FIRST}</a> 2020-11-03</li></ul>"
    assert [item.pinned for item in read(body)] == [False]


def test_addresses_are_absolute_and_empty_where_they_lead_nowhere() -> None:
    links = ("1.html#a", "/x/2.html", "javascript:;", "http://b.gov.cn/3.html", "#")
    body = "".join(f"<li><a href='{href}'>{FIRST}之{n}</a> 2026-11-0{n}</li>" for n, href in enumerate(links, 1))
    urls = [item.url for item in read(f"<ul>{body}</ul>")]
    assert urls == ["http://www.a.gov.cn/tzgg/1.html", "http://www.a.gov.cn/x/2.html", "", "http://b.gov.cn/3.html", ""]
    item = read(f"<ul><li><a href=1.html>{FIRST}</a> 2026-11-03</li></ul>", "<base href='/gov/'>")[0]
    assert item.url == "http://www.a.gov.cn/gov/1.html"


def test_a_cut_title_is_given_in_full() -> None:
    item = read(f"<ul><li><a href=1.html title='{FIRST}'>{FIRST[:10]}...</a> 2026-11-03</li></ul>")[0]
    assert item.title == FIRST


def test_rows_shown_twice_count_once() -> None:
    rows = f"<ul><li><a href=1.html>{FIRST}</a><span>2026-11-03</span></li></ul>"
    assert len(read(f"<div class=pc>{rows}</div><div class=mobile>{rows}</div>")) == 1


def test_groups_tell_the_lists_of_a_page_apart() -> None:
    row = "<li><a href={0}.html>{1}之{0}</a> 2026-11-0{0}</li>"
    lists = (f"<ul>{row.format(1, FIRST)}{row.format(2, FIRST)}</ul>", f"<ul>{row.format(3, FIRST)}</ul>")
    assert [item.group for item in read("".join(lists))] == [0, 0, 1]


@pytest.mark.parametrize("source", ["", "<a>", "<a href>", "<table><a href=x>标题标题</a>", "<frameset>"])
def test_odd_sources(source: str) -> None:
    list_items(LexborHTMLParser(source), URL, today=TODAY)


TAGS = ["<ul>", "<li>", "</li>", "<div>", "</div>", "<table><tr><td>", "</td>", "<br>", "<script>", "</script>"]
LINKS = ["<a href=1.html>", "<a onclick=x>", "</a>", "<img src=top.png>", "关于召开会议的通知"]
PIECES = st.sampled_from([*TAGS, *LINKS, "2026-11-03", "[11-03]", "昨天", "03", "2026-11", "\n"])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_markup_is_read_without_a_fault(source: str) -> None:
    for item in list_items(LexborHTMLParser(source), URL, today=TODAY):
        assert item.title or item.url or item.published


@pytest.mark.parametrize(
    "piece", ["<div><a href=1.html>标题标题标题标题</a>2024-01-01", "<ul><li><a href=1>标题标题标题标题</a>", "<span>"]
)
def test_deep_nesting_breaks_neither_the_stack_nor_the_clock(piece: str) -> None:
    tree = LexborHTMLParser(piece * 10_000)
    started = time.process_time()
    list_items(tree, URL, today=TODAY)
    assert time.process_time() - started < 5


WHOLE = "关于印发《示例区城市绿化管理办法》的通知"


@pytest.mark.parametrize(
    ("shown", "given", "title"),
    [
        (
            "关于印发《示例区城市绿化",
            WHOLE,
            WHOLE,
        ),
        (
            "关于印发《示例区城市绿...",
            WHOLE,
            WHOLE,
        ),
        ("关于召开全区工作会议的通知", "在新窗口打开关于召开会议的网页", "关于召开全区工作会议的通知"),
    ],
)
def test_a_title_cut_without_dots_is_read_whole(shown: str, given: str, title: str) -> None:
    row = f"<li><a href='/t{{}}.html' title='{given}'>{shown}</a><span>2026-10-0{{}}</span></li>"
    rows = "".join(row.format(n, n) for n in (1, 2, 3))
    assert {item.title for item in read(f"<ul>{rows}</ul>")} == {title}
