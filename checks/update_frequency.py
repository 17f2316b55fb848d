"""Whether the home page and every column have been renewed within their limits."""

from collections.abc import Iterator
from datetime import date

from checks.api import site_check
from checks.model import Measure, Problem, Statement, Unknown
from checks.update_columns import Judgement, judge_column
from checks.update_reading import Judges, UpdateOptions, listed_columns
from checks.update_says import Judged, evidence_of, late_words, said
from checks.update_unnamed import UnnamedBlank
from evidence.blank import Blank
from evidence.china import CHINA
from evidence.lists import page_items
from evidence.records import Need
from evidence.site import Site

HOME_NAME = "首页"


@site_check(
    "update-frequency",
    title="更新频率",
    version=1,
    needs={Need.PAGES},
    codes={
        "stale": "更新超期",
        "blank": "空白栏目",
        "undated": "信息未标日期",
        "future": "日期晚于检查日",
        "bulk": "日期集中在同一天",
    },
    measures={
        "newest": "栏目最新信息日期",
        "age-days": "距最新信息的天数",
        "updated-this-year": "本年内有更新",
        "stale-columns": "更新超期栏目数",
        "blank-columns": "空白栏目数",
        "columns-checked": "已核查栏目数",
    },
    options=UpdateOptions(),
)
def update_frequency(site: Site, options: UpdateOptions) -> Iterator[Statement]:
    """看什么：首页和各栏目列表页第一页上信息的最新日期。日期先看列表，列表没有的看文章页、地址。
    一个页面有几个名称的，按页面自己标明的栏目名称核查。

    为什么：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“首页不更新”“栏目不更新”：首页和动态、要闻类栏目2周，
    通知公告、政策文件类栏目6个月；其他栏目按《全国政府网站普查评分表》（国办发〔2015〕15号）取1年。考核细则另有规定的从其规定。

    什么算问题：最新一条信息超过期限；栏目空白，或只写着“暂无内容”“建设中”。置顶的旧信息不影响判断。
    名称不在栏目词表中的空白页面，网页标签ColumnName或“当前位置”写明就是该栏目的，按空白栏目处理。

    什么算疑似：列表和文章都没有日期；有晚于检查日的日期；列表信息几乎全是同一天；名称不在栏目词表中的栏目超过1年未更新；
    专题专栏下的栏目超期未更新（专题可能已经结束）；无需定期更新的栏目（如机构职能）页面空白；名称不在词表中、仅标题与菜单文字相同的页面空白。

    看不出什么：由脚本加载而网页本身又没有写明数据地址的列表；机构职能、指南、概况等无需定期更新的栏目、名称写明是往届往期或归档的栏目和友情链接不作判断；页面写明栏目已停止更新的，
    不下“更新超期”的结论；第二页以后的信息不看。
    """
    today = site.observed_at.astimezone(CHINA).date()
    columns, unread = listed_columns(site, options, today)
    judges = Judges(site, options, today)
    judged = [judges.judge(one) for one in columns]
    unnamed = judges.unnamed_blanks(columns)
    yield from unread
    for one in judged:
        yield from said(one, today)
    for blank in unnamed:
        yield blank.said()
    yield from _home(site, judged, options, today)
    yield from _measures([one for one in judged if one.listed.limit], unnamed, today)


def _home(site: Site, judged: list[Judged], options: UpdateOptions, today: date) -> Iterator[Statement]:
    """The home page: its own newest date or, where it is only a way to the columns, theirs."""
    page = site.page(site.info.url)
    if page is None:
        yield Unknown(reason="首页未能打开，无法判断更新情况")
        return
    items = page_items(page, today=today)
    judgement = judge_column(items, options.home, today)
    if judgement.found is None:
        rows = [one.judgement.newest for one in judged if one.judgement.newest]
        judgement = judge_column(rows, options.home, today)
    if judgement.found is None:
        yield Unknown(reason="首页没有可读的信息日期，无法判断更新情况", subject=HOME_NAME, url=page.url)
        return
    if judgement.late:
        yield Problem(
            code="stale",
            message=late_words("网站首页", judgement, options.home),
            page_url=page.url,
            subject=HOME_NAME,
            evidence=evidence_of(judgement, options.home),
        )
    yield from _dates(HOME_NAME, "", page.url, judgement, today)


def _measures(judged: list[Judged], unnamed: list[UnnamedBlank], today: date) -> Iterator[Measure]:
    newest: dict[tuple[str, str], Judged] = {}
    for one in judged:
        for name in one.listed.names:
            key = (one.listed.unit, name)
            newest[key] = max(newest.get(key, one), one, key=_age_order)
    for (unit, name), one in newest.items():
        yield from _dates(name, unit, one.listed.page.url, one.judgement, today)
        if one.blank is Blank.YES:
            yield Measure(name="updated-this-year", value=False, subject=name, url=one.listed.page.url, unit=unit)
    certain = [blank.unit for blank in unnamed if blank.certain]
    for unit in sorted({"", *(one.listed.unit for one in judged), *certain}):
        own = [one for one in judged if not unit or one.listed.unit == unit]
        further = sum(1 for its in certain if not unit or its == unit)
        late = sum(1 for one in own if one.judgement.late and one.listed.column.idea and not one.listed.topical)
        empty = sum(1 for one in own if one.blank is Blank.YES)
        yield Measure(name="columns-checked", value=len(own) + further, unit=unit)
        yield Measure(name="stale-columns", value=late, unit=unit)
        yield Measure(name="blank-columns", value=empty + further, unit=unit)


def _age_order(one: Judged) -> date:
    return one.judgement.found.value if one.judgement.found else date.min


def _dates(name: str, unit: str, url: str, judgement: Judgement, today: date) -> Iterator[Measure]:
    """The measures of one subject: of several columns of one name the newest speaks."""
    if judgement.found is None or judgement.age is None:
        return
    day = judgement.found.value
    yield Measure(name="newest", value=day, subject=name, url=url, unit=unit)
    yield Measure(name="age-days", value=judgement.age, subject=name, url=url, unit=unit)
    yield Measure(name="updated-this-year", value=day.year == today.year, subject=name, url=url, unit=unit)
