"""update-frequency: each fault beside what looks like it, on small portals."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from checks import Finding, Measure, Outcome, Result
from checks.testing import NOON, FakeSite, run_check
from checks.update_columns import judge_column, template_groups
from checks.update_frequency import update_frequency
from checks.update_limits import LIMITS, ColumnLimit, Limit
from checks.update_reading import UpdateOptions
from evidence.columns_vocabulary import ColumnKind
from evidence.date_text import Confidence, DateFound, DateSource
from evidence.lists import ListItem
from evidence.records import Unit

TODAY = date(2026, 11, 21)
MENU = {
    "/xwdt/": "新闻动态",
    "/tzgg/": "通知公告",
    "/zcwj/": "政策文件",
    "/czyjs/": "财政预决算",
    "/jgzn/": "机构职能",
}
NAMES = ("动态要闻", "通知公告", "政策文件", "财政预决算")
FOOT = "<div class=foot><p>主办单位:某区人民政府 版权所有 2010-2026</p><a href=/wzdt.html>网站地图</a></div>"


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def row(days: int | str, title: str = "某区召开专题会议部署有关工作", href: str = "") -> str:
    shown = ago(days) if isinstance(days, int) else days
    return f"<li><a href='{href or f'a{days}.html'}'>{title}</a><span>{shown}</span></li>"


def page(content: str, menu: Mapping[str, str] = MENU) -> str:
    links = "".join(f"<li><a href={path}>{name}</a></li>" for path, name in menu.items())
    return f"<title>某区人民政府</title><div class=nav><ul><li><a href=/>首页</a></li>{links}</ul></div>{content}{FOOT}"


def rows(*days: int | str) -> str:
    return f"<div class=main><ul class=list>{''.join(row(day) for day in days)}</ul></div>"


def portal(
    changed: Mapping[str, str] | None = None, menu: Mapping[str, str] = MENU, units: tuple[Unit, ...] = ()
) -> FakeSite:
    """A portal that is in order, but for the contents given by path ("" for a page that was not read)."""
    contents = {
        "/": rows(1, 3, 9),
        "/xwdt/": rows(1, 3, 9, 30),
        "/tzgg/": rows(40, 90),
        "/zcwj/": rows(100, 300),
        "/czyjs/": rows(200, 560),
        "/jgzn/": "<div class=main><p>负责全区有关工作的组织、协调和监督检查,承办区政府交办的其他事项。</p></div>",
        **(changed or {}),
    }
    return FakeSite.of({path: page(text, menu) for path, text in contents.items() if text}, units=units)


def check(site: FakeSite, options: UpdateOptions | None = None) -> Result:
    return run_check(update_frequency, site, options)


def told(result: Result) -> list[tuple[str, str, bool]]:
    return [(finding.code, finding.subject, finding.doubtful) for finding in result.findings]


def only(result: Result) -> Finding:
    assert len(result.findings) == 1, told(result)
    return result.findings[0]


def measured(result: Result, name: str, subject: str = "", unit: str = "") -> Measure:
    return next(m for m in result.measures if (m.name, m.subject, m.unit) == (name, subject, unit))


def test_a_portal_in_order() -> None:
    result = check(portal())
    assert result.outcome is Outcome.PASSED
    assert result.unknowns == ()
    assert {m.subject for m in result.measures if m.name == "newest"} == {*NAMES, "首页"}
    assert measured(result, "newest", "动态要闻").value == TODAY - timedelta(days=1)
    assert measured(result, "age-days", "财政预决算").value == 200
    assert measured(result, "updated-this-year", "财政预决算").value is True
    assert measured(result, "columns-checked").value == 4
    assert measured(result, "stale-columns").value == 0


@pytest.mark.parametrize(
    ("path", "subject", "in_time", "late"),
    [
        ("/", "首页", 14, 15),
        ("/xwdt/", "动态要闻", 14, 15),
        ("/tzgg/", "通知公告", 184, 185),  # six calendar months back from 21 November is 21 May
        ("/zcwj/", "政策文件", 184, 185),
        ("/czyjs/", "财政预决算", 365, 366),
    ],
)
def test_limits_by_kind(path: str, subject: str, in_time: int, late: int) -> None:
    assert told(check(portal({path: rows(in_time, 600)}))) == []
    assert told(check(portal({path: rows(late, 600)}))) == [("stale", subject, False)]


def test_what_a_late_column_is_told() -> None:
    finding = only(check(portal({"/xwdt/": rows("2026年9月1日", 400)})))
    assert finding.message == (
        "“动态要闻”栏目（网站上名为“新闻动态”）最新一条信息发布于2026年9月1日，距检查时已81天，超过14天的期限。"
    )
    same = only(check(portal({"/tzgg/": rows(300)})))
    assert same.message.startswith("“通知公告”栏目最新一条信息")
    assert finding.page_url == "http://www.example.gov.cn/xwdt/"
    assert finding.evidence["source"] == "visible"
    home = only(check(portal({"/": rows(20)})))
    assert home.message == "网站首页最新一条信息发布于2026年11月1日，距检查时已20天，超过14天的期限。"


def test_an_old_row_pinned_on_top_does_no_harm() -> None:
    pinned = f"<div class=main><ul>{row(800, '[置顶]某区人民政府门户网站使用说明')}{row(2)}</ul></div>"
    assert told(check(portal({"/xwdt/": pinned}))) == []
    stale = f"<div class=main><ul>{row(800, '[置顶]某区人民政府门户网站使用说明')}{row(20)}</ul></div>"
    assert told(check(portal({"/xwdt/": stale}))) == [("stale", "动态要闻", False)]


def test_the_pages_clock_is_no_update() -> None:
    clock = "<div class=top><a href=/login>用户登录入口</a> 2026年11月21日 星期六</div>"
    assert told(check(portal({"/xwdt/": clock + rows(17)}))) == [("stale", "动态要闻", False)]


def test_a_box_on_every_page_is_no_update_of_a_column() -> None:
    newest = row(1, "本站最新发布的一条信息", "/x/1.html") + row(2, "本站次新的信息", "/x/2.html")
    box = f"<div class=box><ul>{newest}</ul></div>"
    result = check(portal({"/xwdt/": rows(17) + box, "/tzgg/": rows(40) + box, "/zcwj/": rows(100) + box}))
    assert told(result) == [("stale", "动态要闻", False)]


def test_a_box_of_another_columns_newest_is_no_update_of_this_one() -> None:
    beside = "<h3>热点信息</h3><ul>" + row(1, href="/tzgg/202611/1.html") + row(2, href="/tzgg/202611/2.html") + "</ul>"
    listing = "<ul>" + row(90, href="/xwdt/202608/1.html") + row(100, href="/xwdt/202608/2.html") + "</ul>"
    assert told(check(portal({"/xwdt/": listing + beside}))) == [("stale", "动态要闻", False)]
    # A front that shows the newest of its parts, and nothing of its own, is kept up by them.
    assert told(check(portal({"/xwdt/": beside}))) == []


def test_a_list_in_a_frame_is_the_columns_list() -> None:
    frame = "<iframe src='/xwdt/list.html'></iframe>"
    assert told(check(portal({"/xwdt/": frame, "/xwdt/list.html": rows(90, 100)}))) == [("stale", "动态要闻", False)]
    fresh = check(portal({"/xwdt/": frame, "/xwdt/list.html": rows(3, 100)}))
    assert told(fresh) == [] and measured(fresh, "age-days", "动态要闻").value == 3


def test_a_frame_of_the_template_is_no_columns_list() -> None:
    frame = "<iframe src='/box.html'></iframe>"
    contents = {path: rows(5, 600) + frame for path in ("/tzgg/", "/zcwj/", "/czyjs/")}
    result = check(portal({**contents, "/xwdt/": frame, "/box.html": rows(1, 2)}))
    assert ("newest", "动态要闻") not in {(m.name, m.subject) for m in result.measures}


def test_dates_ahead_are_a_doubt_and_no_update() -> None:
    assert told(check(portal({"/tzgg/": rows("2027-06-09", 40)}))) == [("future", "通知公告", True)]
    ahead = check(portal({"/xwdt/": rows("2027-06-09", 40)}))
    assert told(ahead) == [("stale", "动态要闻", False), ("future", "动态要闻", True)]
    assert told(check(portal({"/xwdt/": rows("2026-11-22", 2)}))) == []  # a clock that is a little ahead


def test_rows_without_dates_are_a_doubt() -> None:
    plain = "".join(f"<li><a href=a{n}.html>某区重大建设项目批准服务信息之{n}</a></li>" for n in range(3))
    finding = only(check(portal({"/czyjs/": f"<div class=main><ul>{plain}</ul></div>"})))
    assert (finding.code, finding.doubtful) == ("undated", True)


def test_dates_only_in_the_articles() -> None:
    plain = "".join(f"<li><a href=a{n}.html>某区重大建设项目批准服务信息之{n}</a></li>" for n in range(3))
    articles = {f"/czyjs/a{n}.html": f"<h1>某区信息之{n}</h1><p>发布日期:{ago(100 + n)}</p>" for n in range(3)}
    result = check(portal({"/czyjs/": f"<div class=main><ul>{plain}</ul></div>", **articles}))
    assert told(result) == []
    assert measured(result, "age-days", "财政预决算").value == 100
    old = {path: text.replace("2026", "2023") for path, text in articles.items()}
    assert told(check(portal({"/czyjs/": f"<div class=main><ul>{plain}</ul></div>", **old}))) == [
        ("stale", "财政预决算", False)
    ]


def test_a_page_of_columns_is_not_dated_by_what_stands_on_them() -> None:
    """法定主动公开内容 leads to columns: a date that stands on one of those is none of its own."""
    menu = {**MENU, "/fdnr/": "法定主动公开内容"}
    names = {"/zhinan/": "政府信息公开指南", "/zhidu/": "政府信息公开制度"}
    entries = "".join(f"<li><a href={path}>{name}</a></li>" for path, name in names.items())
    statute = f"<div class=main><ul>{row('2019-04-15', '中华人民共和国政府信息公开条例')}</ul></div>"
    below = {"/zhinan/": f"<p>{'为便于公众获取政府信息编制本指南。' * 9}</p>", "/zhidu/": statute}
    result = check(portal({"/fdnr/": f"<div class=main><ul>{entries}</ul></div>", **below}, menu))
    assert told(result) == []
    assert "法定主动公开内容" in [unknown.subject for unknown in result.unknowns]
    mixed = f"<div class=main><ul>{entries}</ul><ul>{row(800)}{row(900)}</ul></div>"
    assert told(check(portal({"/fdnr/": mixed, **below}, menu))) == [("stale", "法定主动公开内容", False)]


@pytest.mark.parametrize("name", ["网站地图", "长者版", "高级检索"])
def test_a_page_of_ways_is_no_blank_column(name: str) -> None:
    menu = {**MENU, "/way/": name}
    ways = "".join(f"<li><a href={path}>{entry}</a></li>" for path, entry in list(MENU.items())[:2])
    assert told(check(portal({"/way/": f"<div class=main><ul>{ways}</ul></div>"}, menu))) == []


def test_dates_only_in_the_addresses() -> None:
    listed = "<div class=main><ul><li><a href=/xwdt/{0}/t{0}{1}_1.html>某区召开专题会议部署工作</a></li></ul></div>"
    assert told(check(portal({"/xwdt/": listed.format("202611", "18")}))) == []
    finding = only(check(portal({"/xwdt/": listed.format("202609", "01")})))
    assert (finding.code, finding.evidence["source"]) == ("stale", "address")


def test_blank_columns() -> None:
    for content in (
        "<div class=main><p>暂无内容</p></div>",
        "<div class=main>栏目建设中</div>",
        "<div class=main></div>",
        f"<div class=main><p>暂无内容</p></div><p>页面更新时间：{ago(0)}</p>",
    ):
        result = check(portal({"/tzgg/": content}))
        assert told(result) == [("blank", "通知公告", False)]
        assert measured(result, "blank-columns").value == 1
        assert measured(result, "updated-this-year", "通知公告").value is False


def test_what_a_script_fills_in_is_not_blank() -> None:
    for content in (
        "<div id=list></div><script>$.ajax({url:'/api/list', success: show});</script>",
        "<div id='app'></div><script>new Vue({el:'#app'})</script>",
    ):
        result = check(portal({"/tzgg/": content}))
        assert told(result) == []
        assert [unknown.subject for unknown in result.unknowns] == ["通知公告"]


def test_a_list_a_data_store_fills_is_read() -> None:
    records = "".join(f"<record><![CDATA[{row(day)}]]></record>" for day in (300, 400))
    result = check(portal({"/tzgg/": f"<script type='text/xml'><datastore>{records}</datastore></script>"}))
    assert told(result) == [("stale", "通知公告", False)]


def test_columns_that_need_not_change() -> None:
    old = f"<h1>机构职能</h1><p>发布日期:2015-01-01</p><p>{'负责有关工作。' * 9}</p>"
    assert told(check(portal({"/jgzn/": old}))) == []
    assert told(check(portal({"/jgzn/": "<div class=main><p>暂无内容</p></div>"}))) == [("blank", "机构职能", True)]


def test_lists_of_links_elsewhere() -> None:
    links = "".join(f"<li><a href=http://www.b{n}.gov.cn/>某某省人民政府门户网站{n}</a></li>" for n in range(9))
    menu = {**MENU, "/yqlj/": "友情链接"}
    assert told(check(portal({"/yqlj/": f"<div class=main><ul>{links}</ul></div>"}, menu))) == []
    assert told(check(portal({"/czyjs/": f"<div class=main><ul>{links}</ul></div>"}))) == []


def test_many_rows_of_one_day_are_a_doubt() -> None:
    def listed(same: int, other: int) -> str:
        days = [10] * same + list(range(20, 20 + other))
        return f"<ul>{''.join(row(day, f'某区有关工作信息第{n}条', f'b{n}.html') for n, day in enumerate(days))}</ul>"

    assert told(check(portal({"/tzgg/": listed(17, 1)}))) == [("bulk", "通知公告", True)]
    assert told(check(portal({"/tzgg/": listed(12, 8)}))) == []
    assert told(check(portal({"/tzgg/": listed(14, 0)}))) == []  # too few to say


def test_a_column_of_an_unknown_name_is_left_to_a_person() -> None:
    menu = {**MENU, "/ztzl/cj/": "创建国家卫生城市行动"}
    listed = "".join(row(day, f"某区推进创建工作的第{day}条消息") for day in range(500, 508))
    result = check(portal({"/ztzl/cj/": f"<div class=main><ul>{listed}</ul></div>"}, menu))
    assert told(result) == [("stale", "创建国家卫生城市行动", True)]
    assert measured(result, "stale-columns").value == 0


def test_a_page_that_was_not_read() -> None:
    result = check(portal({"/tzgg/": ""}))
    assert told(result) == []
    assert [unknown.subject for unknown in result.unknowns] == ["通知公告"]


def test_a_home_page_that_was_not_read() -> None:
    result = check(portal({"/": ""}))
    assert result.outcome is Outcome.CANNOT_TELL
    assert "首页" in result.reason


def test_a_home_page_that_only_leads_on_is_judged_by_its_columns() -> None:
    front = "<div class=main><a href=/xwdt/>进入新闻动态</a></div>"
    assert told(check(portal({"/": front}))) == []
    stale = {path: rows(60) for path in ("/xwdt/", "/tzgg/", "/zcwj/", "/czyjs/")}
    assert ("stale", "首页", False) in told(check(portal({"/": front, **stale})))


def test_limits_of_a_rubric() -> None:
    site = portal({"/czyjs/": rows(200)})
    by_column = UpdateOptions(limits=(ColumnLimit(column="财政预决算", days=180),))
    assert told(check(site, by_column)) == [("stale", "财政预决算", False)]
    by_kind = UpdateOptions(limits=(ColumnLimit(kind="notice", days=30),))
    assert told(check(portal(), by_kind)) == [("stale", "通知公告", False)]
    static = UpdateOptions(limits=(ColumnLimit(column="机构职能", months=12),))
    late = portal({"/jgzn/": f"<h1>机构职能</h1><p>发布日期:2015-01-01</p><p>{'负责有关工作。' * 9}</p>"})
    assert told(check(late, static)) == [("stale", "机构职能", False)]


def test_measures_of_units() -> None:
    unit = Unit(name="区财政局", scope=("http://www.example.gov.cn/czj/",))
    menu = {**MENU, "/czj/tzgg/": "公示公告"}
    result = check(portal({"/czj/tzgg/": rows(300)}, menu, (unit,)))
    assert told(result) == [("stale", "通知公告", False)]
    assert result.findings[0].unit == "区财政局"
    assert measured(result, "age-days", "通知公告", "区财政局").value == 300
    assert measured(result, "age-days", "通知公告").value == 40
    assert measured(result, "stale-columns", unit="区财政局").value == 1
    assert measured(result, "columns-checked", unit="区财政局").value == 1


def test_a_unit_on_a_host_of_its_own_is_held_to_the_limits_and_a_foreign_site_is_not() -> None:
    own = "http://czj.other.cn:8080/"
    home = page(rows(1) + f"<a href='{own}dt/'>工作动态</a>", {})
    pages = {"http://www.example.gov.cn/": home, own + "dt/": page(rows(17), {})}
    result = check(FakeSite.of(pages, units=(Unit(name="区财政局", scope=(own,)),)))
    assert [(one.code, one.unit) for one in result.findings] == [("stale", "区财政局")]
    assert told(check(FakeSite.of(pages))) == []


def test_the_day_is_the_portals_day() -> None:
    """At 17:00 UTC it is already tomorrow in China."""
    site = portal({"/xwdt/": rows(14)})
    site.observed_at = datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert told(check(site)) == [("stale", "动态要闻", False)]
    site.observed_at = NOON
    assert told(check(site)) == []


@pytest.mark.parametrize("content", ["", "<a href>", "<table><tr><td>2026-99-99", "<frameset>", "<ul>" * 500, "\x00"])
def test_odd_pages_raise_nothing(content: str) -> None:
    site = FakeSite.of({"/": page(rows(1)), "/xwdt/": content, "/tzgg/": page(content)})
    assert check(site).outcome is not Outcome.ERROR


def item(day: date, url: str = "http://a/1", group: int = 0) -> ListItem:
    found = DateFound(value=day, source=DateSource.VISIBLE, confidence=Confidence.HIGH, text="")
    return ListItem(title="某条信息", url=url, published=found, group=group)


def test_the_core_without_a_site() -> None:
    nothing = judge_column([], Limit(days=14), TODAY)
    assert (nothing.newest, nothing.late, nothing.age) == (None, None, None)
    ahead = judge_column([item(date(2027, 1, 1))], Limit(days=14), TODAY)
    assert (ahead.newest, len(ahead.future)) == (None, 1)
    free = judge_column([item(date(2001, 1, 1))], None, TODAY)
    assert (free.late, free.age) == (None, 9455)


def test_months_are_calendar_months() -> None:
    assert Limit(months=6).due(date(2026, 8, 31)) == date(2027, 2, 28)
    assert Limit(months=12).due(date(2024, 2, 29)) == date(2025, 2, 28)
    assert [Limit(days=14).words, Limit(months=6).words, Limit(months=12).words, Limit(months=18).words] == [
        "14天",
        "6个月",
        "1年",
        "18个月",
    ]


def test_a_box_of_the_template_stands_on_many_pages() -> None:
    box = (item(TODAY, "http://a/8", 1), item(TODAY, "http://a/9", 1))
    pages = [(item(TODAY, f"http://a/{n}"), *box) for n in range(3)]
    assert template_groups(pages) == {frozenset({"http://a/8", "http://a/9"})}
    assert template_groups(pages[:2]) == frozenset()


def test_the_page_that_explains_it() -> None:
    for heading in ("看什么", "为什么", "什么算问题", "什么算疑似", "看不出什么"):
        assert heading in update_frequency.explanation
    assert set(LIMITS) == set(ColumnKind) - {ColumnKind.STATIC, ColumnKind.LINKS}


SHELL = "<div class=main><ul id=list></ul><script>$.get('/data',fill)</script></div>"


@pytest.mark.parametrize(
    ("shown", "told_of"),
    [
        (rows(5, 9), []),
        (rows(400), [("stale", "通知公告", False)]),
        (SHELL, [("blank", "通知公告", False)]),  # its scripts ran to their end, and a visitor sees nothing
        (None, []),  # unseen is not absent
    ],
)
def test_a_list_that_a_script_writes_is_read_where_a_browser_showed_it(
    shown: str | None, told_of: list[tuple[str, str, bool]]
) -> None:
    filled = {path: page(rows(1, 3, 9, 30)) for path in ("/", "/xwdt/", "/zcwj/", "/czyjs/")}
    rendered = {"/tzgg/": page(shown)} if shown else {}
    site = FakeSite.of({**filled, "/tzgg/": page(SHELL)}, rendered=rendered)
    assert told(check(site)) == told_of
