"""Whether the home page and every column have been renewed within their limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, timezone

from checks.api import site_check
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from checks.update_columns import (
    Judgement,
    dated_by_articles,
    judge_column,
    leads_elsewhere,
    needs_articles,
    own_rows,
    template_groups,
)
from checks.update_limits import HOME, ColumnLimit, Limit, limit_of
from evidence.blank import Blank, frame_of, is_blank
from evidence.columns import Column, column_tree
from evidence.columns_structure import How
from evidence.date_page import publish_date
from evidence.date_text import DateFound
from evidence.lists import ListItem, list_items
from evidence.page import Page
from evidence.records import Need
from evidence.scope import owner
from evidence.site import Site
from evidence.urls import host_of

CHINA = timezone(timedelta(hours=8))
HOME_NAME = "首页"
SIBLINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOptions:
    """`limits` override the national ones by column or kind; `articles` bounds the articles opened for a date."""

    limits: tuple[ColumnLimit, ...] = ()
    home: Limit = HOME
    articles: int = 5
    bulk_share: float = 0.8
    bulk_items: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A column that is held to a limit, its page and the rows of its list."""

    column: Column
    name: str
    unit: str
    page: Page
    limit: Limit
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A column with its judgement; `blank` says how empty it is."""

    listed: _Listed
    judgement: Judgement
    blank: Blank


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
    """看什么:首页和各栏目列表页第一页上信息的最新日期。日期先看列表,列表没有的看文章页、地址。

    为什么:《政府网站与政务新媒体检查指标》(国办秘函〔2019〕19号)单项否决“首页不更新”“栏目不更新”:首页和动态、要闻类栏目2周,
    通知公告、政策文件类栏目6个月;其他栏目按《全国政府网站普查评分表》(国办发〔2015〕15号)取1年。考核细则另有规定的从其规定。

    什么算问题:最新一条信息超过期限;栏目空白,或只写着“暂无内容”“建设中”。置顶的旧信息不影响判断。

    什么算疑似:列表和文章都没有日期;有晚于检查日的日期;列表信息几乎全是同一天;名称不在栏目词表中的栏目超过1年未更新。

    看不出什么:由脚本加载的列表;机构职能、指南、概况等无需定期更新的栏目和友情链接不作判断;第二页以后的信息不看。
    """
    today = site.observed_at.astimezone(CHINA).date()
    listed, unread = _listed(site, options, today)
    judged = [_judge(item, listed, options, today) for item in listed]
    yield from unread
    for one in judged:
        yield from _said(one, today)
    yield from _home(site, judged, options, today)
    yield from _measures(judged, today)


def _listed(site: Site, options: UpdateOptions, today: date) -> tuple[list[_Listed], list[Unknown]]:
    """The columns held to a limit with their rows, and those whose page was not read."""
    found: list[_Listed] = []
    unread: list[Unknown] = []
    seen: set[str] = set()
    for column in column_tree(site):
        name = column.idea or column.name
        limit = limit_of((column.idea, column.name), column.kind, options.limits)
        if limit is None or not column.same_site or _is_tab(column) or column.url == site.info.url:
            continue
        page = site.page(column.url)
        if page is None:
            unread.append(Unknown(reason=f"“{name}”栏目页面没有读到,无法判断更新情况", subject=name, url=column.url))
        elif page.url not in seen:
            seen.add(page.url)
            items = list_items(page.tree, page.url, today=today)
            unit = owner(site.info, page.url)
            found.append(_Listed(column=column, name=name, unit=unit, page=page, limit=limit, items=items))
    template = template_groups(one.items for one in found)
    return [_own(site, one, template, options, today) for one in found], unread


def _is_tab(column: Column) -> bool:
    """A tab without an address of its own is judged with the page it stands on."""
    return column.how is How.TAB and column.url in column.linked_from


def _own(
    site: Site, one: _Listed, template: frozenset[frozenset[str]], options: UpdateOptions, today: date
) -> _Listed:
    """The column with its own rows only, dated by its articles where the list says nothing."""
    items = own_rows(one.items, template)

    def read(url: str) -> DateFound | None:
        page = site.page(url)
        return publish_date(page.tree, page.url, today=today) if page else None

    if items and needs_articles(items):
        items = dated_by_articles(items, read, options.articles)
    if not items and (found := read(one.page.url)):
        items = (ListItem(title=one.page.title, url=one.page.url, published=found),)
    return _Listed(column=one.column, name=one.name, unit=one.unit, page=one.page, limit=one.limit, items=items)


def _judge(one: _Listed, others: list[_Listed], options: UpdateOptions, today: date) -> _Judged:
    judgement = judge_column(
        one.items, one.limit, today, bulk_share=options.bulk_share, bulk_items=options.bulk_items
    )
    blank = Blank.NO if judgement.dated else is_blank(one.page, frame_of(_siblings(one, others)))
    return _Judged(listed=one, judgement=judgement, blank=blank)


def _siblings(one: _Listed, others: list[_Listed]) -> list[Page]:
    """The pages most like this one: filled columns in the nearest folders."""
    filled = [other.page for other in others if other is not one and other.items]
    return sorted(filled, key=lambda page: (-_shared(page.url, one.page.url), page.url))[:SIBLINGS]


def _shared(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _said(one: _Judged, today: date) -> Iterator[Statement]:
    listed, judgement = one.listed, one.judgement
    if one.blank is Blank.YES:
        yield Problem(
            code="blank",
            message=f"“{listed.name}”栏目没有内容,是空白栏目。",
            page_url=listed.page.url,
            subject=listed.name,
        )
        return
    if judgement.dated == 0:
        yield from _undated(one)
        return
    if judgement.late and judgement.found:
        yield _late(listed, judgement)
    yield from _odd_dates(listed, judgement, today)


def _late(listed: _Listed, judgement: Judgement) -> Problem:
    """A column the vocabulary does not know may be closed on purpose (a campaign): a person decides."""
    make = Problem if listed.column.idea else Doubt
    return make(
        code="stale",
        message=_late_words(f"“{listed.name}”栏目", judgement, listed.limit),
        page_url=listed.page.url,
        subject=listed.name,
        evidence=_evidence(judgement, listed.limit),
    )


def _late_words(what: str, judgement: Judgement, limit: Limit) -> str:
    found = judgement.found
    day = f"{found.value.year}年{found.value.month}月{found.value.day}日" if found else ""
    return f"{what}最新一条信息发布于{day},距检查时已{judgement.age}天,超过{limit.words}的期限。"


def _evidence(judgement: Judgement, limit: Limit) -> Mapping[str, object]:
    found, row = judgement.found, judgement.newest
    if found is None or row is None:
        return {}
    return {
        "newest": found.value.isoformat(),
        "title": row.title,
        "url": row.url,
        "source": found.source.value,
        "confidence": found.confidence.value,
        "text": found.text,
        "limit": limit.words,
        "items": judgement.total,
        "dated": judgement.dated,
    }


def _undated(one: _Judged) -> Iterator[Statement]:
    listed = one.listed
    if one.blank is Blank.CANNOT_TELL:
        reason = f"“{listed.name}”栏目的内容可能由脚本加载,从页面源码看不到信息日期"
        yield Unknown(reason=reason, subject=listed.name, url=listed.page.url)
    elif not listed.items:
        reason = f"“{listed.name}”栏目不是信息列表,也没有标明日期"
        yield Unknown(reason=reason, subject=listed.name, url=listed.page.url)
    elif not leads_elsewhere(listed.items, host_of(listed.page.url)):
        yield Doubt(
            code="undated",
            message=f"“{listed.name}”栏目的信息没有标明日期,无法确认更新时间;按检查指标,未标日期的信息视为未更新。",
            page_url=listed.page.url,
            subject=listed.name,
            evidence={"items": len(listed.items)},
        )


def _odd_dates(listed: _Listed, judgement: Judgement, today: date) -> Iterator[Doubt]:
    if judgement.future:
        first = judgement.future[0]
        day = first.published.value if first.published else today
        count = len(judgement.future)
        yield Doubt(
            code="future",
            message=f"“{listed.name}”栏目有{count}条信息的日期晚于检查日,如“{first.title}”标为{day.isoformat()}。",
            page_url=listed.page.url,
            subject=listed.name,
            evidence={"items": [row.url or row.title for row in judgement.future[:20]]},
        )
    if judgement.bulk:
        yield Doubt(
            code="bulk",
            message=f"“{listed.name}”栏目第一页{judgement.dated}条信息几乎都标为{judgement.bulk.isoformat()},"
            "请核实是否为批量迁移或集中补录。",
            page_url=listed.page.url,
            subject=listed.name,
            evidence={"date": judgement.bulk.isoformat(), "items": judgement.dated},
        )


def _home(site: Site, judged: list[_Judged], options: UpdateOptions, today: date) -> Iterator[Statement]:
    """The home page: its own newest date or, where it is only a way to the columns, theirs."""
    page = site.page(site.info.url)
    if page is None:
        yield Unknown(reason="首页未能打开,无法判断更新情况")
        return
    items = list_items(page.tree, page.url, today=today)
    judgement = judge_column(items, options.home, today)
    if judgement.found is None:
        rows = [one.judgement.newest for one in judged if one.judgement.newest]
        judgement = judge_column(rows, options.home, today)
    if judgement.found is None:
        yield Unknown(reason="首页没有可读的信息日期,无法判断更新情况", subject=HOME_NAME, url=page.url)
        return
    if judgement.late:
        yield Problem(
            code="stale",
            message=_late_words("网站首页", judgement, options.home),
            page_url=page.url,
            subject=HOME_NAME,
            evidence=_evidence(judgement, options.home),
        )
    yield from _dates(HOME_NAME, "", page.url, judgement, today)


def _measures(judged: list[_Judged], today: date) -> Iterator[Measure]:
    newest: dict[tuple[str, str], _Judged] = {}
    for one in judged:
        key = (one.listed.unit, one.listed.name)
        newest[key] = max(newest.get(key, one), one, key=_age_order)
    for (unit, name), one in newest.items():
        yield from _dates(name, unit, one.listed.page.url, one.judgement, today)
        if one.blank is Blank.YES:
            yield Measure(name="updated-this-year", value=False, subject=name, url=one.listed.page.url, unit=unit)
    for unit in sorted({"", *(one.listed.unit for one in judged)}):
        own = [one for one in judged if not unit or one.listed.unit == unit]
        late = sum(1 for one in own if one.judgement.late and one.listed.column.idea)
        yield Measure(name="columns-checked", value=len(own), unit=unit)
        yield Measure(name="stale-columns", value=late, unit=unit)
        yield Measure(name="blank-columns", value=sum(1 for one in own if one.blank is Blank.YES), unit=unit)


def _age_order(one: _Judged) -> date:
    return one.judgement.found.value if one.judgement.found else date.min


def _dates(name: str, unit: str, url: str, judgement: Judgement, today: date) -> Iterator[Measure]:
    """The measures of one subject: of several columns of one name the newest speaks."""
    if judgement.found is None or judgement.age is None:
        return
    day = judgement.found.value
    yield Measure(name="newest", value=day, subject=name, url=url, unit=unit)
    yield Measure(name="age-days", value=judgement.age, subject=name, url=url, unit=unit)
    yield Measure(name="updated-this-year", value=day.year == today.year, subject=name, url=url, unit=unit)
