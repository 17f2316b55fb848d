"""The annual report on open government information of the site and of every unit: there, in time, whole, adding up."""

from collections.abc import Iterator
from datetime import date

from checks.annual_report_body import AnnualReportOptions, Body, bodies
from checks.annual_report_find import Finder, Linked, Seen
from checks.annual_report_says import Due, contents
from checks.annual_report_source import read_source
from checks.api import site_check
from checks.model import Doubt, Inapplicable, Measure, Problem, Statement, Unknown
from evidence.china import CHINA
from evidence.date_page import publish_date
from evidence.date_text import Confidence, DateFound
from evidence.page import Page
from evidence.records import Need
from evidence.report_model import Report
from evidence.site import Site
from evidence.verdict import judge

SAME_DAY = 3  # reports of so many years on one day were put up again, not published late
CODES = {
    "missing": "年报未公开",
    "late": "年报发布超期",
    "missing-part": "年报缺少部分",
    "missing-table": "年报缺少表格",
    "wrong-sum": "年报表内数据不符",
    "wrong-carry-over": "年报与上年数据不衔接",
    "text-mismatch": "年报文字与表格不一致",
}


@site_check(
    "annual-report",
    title="政府信息公开年报",
    version=3,
    needs={Need.PAGES, Need.LINKS, Need.FILES},
    codes=CODES,
    measures={
        "present": "年报已公开",
        "in-time": "年报按时发布",
        "parts": "年报包含的部分数",
        "equations-held": "年报勾稽关系成立数",
    },
    options=AnnualReportOptions(),
)
def annual_report(site: Site, options: AnnualReportOptions) -> Iterator[Statement]:
    """看什么：网站和清单中每个单位上一年度的《政府信息公开工作年度报告》：是否公开、是否按时，六个部分和三张表是否齐全，
    表内数据是否相符（共42个勾稽关系），上年结转与上一年度报告是否衔接，文字中的数字与表格是否一致。

    为什么：《中华人民共和国政府信息公开条例》第四十九条、第五十条（部门每年1月31日前、政府每年3月31日前公布）；
    《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号），2019、2020年度报告适用国办公开办函〔2019〕60号。

    什么算问题：期限已过，年报栏目已读到而没有应公布的年报；发布日期晚于期限；缺少某一部分或某张表；
    表内合计与各项之和不等；上年结转与上一年度报告的结转数不等；文字中唯一的一处数字与表格不同。一个数字错了使几项勾稽关系不成立的，
    只列这个数字一条；其余不成立的勾稽关系各列一条。

    什么算疑似：日期由地址等推断，或多年年报标着同一发布日期；空白单元格参与的勾稽关系不成立（全表以空白表示零的除外）；表三有的行没有找到；
    文字中有几处数字，或数字可能指全市、累计等其他口径；乡镇、街道晚于1月31日；报告写明机构改革、更正等情况的结转数。

    年报在附件（PDF、Word）中的，按同样的规则读附件；PDF 和旧版 doc 只能按行读，缺少部分、多处不符的列为疑似。

    看不出什么：期限未到不要求；年报是图片、扫描件、加密文件、压缩包的，只看有没有、是否按时，内容需人工核对；
    栏目没有读到或由脚本加载时，或单位说明与其他单位合并编制的，不下“未公开”的结论；数据是否真实不在本项范围内。
    """
    today = site.observed_at.astimezone(CHINA).date()
    home = site.page(site.info.url)
    if home is None:
        yield Unknown(reason="首页未能读取，无法查找年报", url=site.info.url)
        return
    finder = Finder(site, home, today)
    said = [statement for body in bodies(site.info, options) for statement in _body(site, finder, body, options, today)]
    yield from said or [Inapplicable(reason="应公布年报的期限未到")]


def _body(site: Site, finder: Finder, body: Body, options: AnnualReportOptions, today: date) -> Iterator[Statement]:
    year = today.year - 1
    seen = finder.seen(body)
    found = _of_year(finder, seen, year)
    due = today > body.deadline(year, options)
    if found:
        yield from _found(site, finder, body, seen, found[0], year, options, today)
    elif due and (told := finder.joint(body, year)):
        reason = f"{body.name}说明{year}年年报与其他单位合并编制，需人工核对"
        yield Unknown(subject=f"{body.name}{year}年年报", url=told, reason=reason)
    elif due and seen.unseen:
        yield Unknown(subject=f"{body.name}{year}年年报", url=seen.column or site.info.url, reason=seen.unseen)
    elif due:
        yield Problem(
            code="missing",
            subject=f"{body.name} {year}年",
            page_url=seen.front or seen.column,  # a unit answers for what lies in its own part
            target_url=seen.column if seen.front else None,
            message=f"“政府信息公开年报”栏目中没有找到{body.name}{year}年政府信息公开工作年度报告。",
        )
        yield from _times(body, present=False, in_time=False, url=seen.column)


def _of_year(finder: Finder, seen: Seen, year: int) -> list[Linked]:
    """The reports of a year, those that say their year and are pages first."""
    reports = [one for one in seen.reports if finder.year(one) == year]
    return sorted(reports, key=lambda one: (one.title.year is None, one.is_file, one.url))


def _found(
    site: Site,
    finder: Finder,
    body: Body,
    seen: Seen,
    one: Linked,
    year: int,
    options: AnnualReportOptions,
    today: date,
) -> Iterator[Statement]:
    verdict = judge(site.looks(one.url))
    if verdict.broken:
        yield Problem(
            code="missing",
            subject=f"{body.name} {year}年",
            page_url=one.places[0],
            target_url=one.url,
            message=f"{body.name}{year}年政府信息公开工作年度报告有链接，但打不开。",
        )
        yield from _times(body, present=False, in_time=False, url=one.places[0])
        return
    page = None if one.is_file else site.page(one.url)
    yield Measure(name="present", value=True, url=one.url, unit=body.key)
    yield from _in_time(finder, body, seen, one, page, year, options, today)
    source = read_source(site, one, page, year)
    if source.report is None:
        reason = f"{body.name}{year}年年报{source.unread}，内容需人工核对"
        yield Unknown(subject=f"{body.name}{year}年年报内容", url=source.at, reason=reason)
        return
    due = Due(name=body.name, key=body.key, year=year, source=source)
    yield from contents(due, source.report, _last(site, finder, seen, year - 1))


def _last(site: Site, finder: Finder, seen: Seen, year: int) -> Report | None:
    """The report of the year before, as far as it can be read."""
    found = _of_year(finder, seen, year)
    if not found:
        return None
    page = None if found[0].is_file else site.page(found[0].url)
    return read_source(site, found[0], page, year).report


def _in_time(
    finder: Finder,
    body: Body,
    seen: Seen,
    one: Linked,
    page: Page | None,
    year: int,
    options: AnnualReportOptions,
    today: date,
) -> Iterator[Statement]:
    shown = publish_date(page.tree, page.url, today=today) if page else None
    listed = finder.listed(one)
    found = shown or listed
    if found is None:
        reason = "年报没有标明发布日期，无法判断是否按时"
        yield Unknown(subject=f"{body.name}{year}年年报发布日期", url=one.url, reason=reason)
        return
    deadline = body.deadline(year, options)
    if found.value <= deadline and not body.is_doubtful(found.value, year, options):
        yield Measure(name="in-time", value=True, url=one.url, unit=body.key)
        return
    doubt = _why_doubtful(finder, seen, found, listed, deadline)
    kind = Doubt if doubt or found.value <= deadline else Problem
    last = deadline if found.value > deadline else options.departments.of(year + 1)
    yield kind(
        code="late",
        subject=f"{body.name} {year}年",
        page_url=one.url,
        message=f"{body.name}{year}年政府信息公开工作年度报告发布于{_day(found.value)}，晚于{_day(last)}的期限{doubt}。",
        evidence={"published": found.value.isoformat(), "source": found.source.value, "text": found.text},
    )
    if kind is Problem:
        yield Measure(name="in-time", value=False, url=one.url, unit=body.key)
    else:
        yield Unknown(subject=f"{body.name}{year}年年报发布日期", url=one.url, reason="年报的发布日期需人工核对")


def _why_doubtful(finder: Finder, seen: Seen, found: DateFound, listed: DateFound | None, deadline: date) -> str:
    """Why a late date may not be the day of publishing, in words for the message; "" when it surely is."""
    if found.confidence is Confidence.LOW:
        return "，但该日期是推断的，请核对"
    if listed is not None and listed.value <= deadline:
        return f"，但栏目列表中标的是{_day(listed.value)}，请核对"
    same = sum(1 for one in seen.reports if (day := finder.listed(one)) is not None and day.value == found.value)
    return "，但多个年度的年报标着同一天，可能是网站改版时重新录入，请核对" if same >= SAME_DAY else ""


def _times(body: Body, *, present: bool, in_time: bool, url: str) -> Iterator[Statement]:
    yield Measure(name="present", value=present, url=url, unit=body.key)
    yield Measure(name="in-time", value=in_time, url=url, unit=body.key)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
