"""Policies and their interpretations: there, linked both ways to the right target, in time."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from checks.api import site_check
from checks.interpretation_articles import Gathered, Library, gather
from checks.interpretation_faults import Faults
from checks.interpretation_forms import forms_of
from checks.interpretation_judging import Judge, Judged, JudgedReading
from checks.interpretation_pairs import Pairing
from checks.interpretation_says import (
    InterpretationOptions,
    delayed,
    link_fault,
    missing,
    not_linked,
    not_linked_back,
)
from checks.model import Inapplicable, Measure, Statement, Unknown
from evidence.china import CHINA
from evidence.records import Need
from evidence.site import Site
from evidence.workdays import unknown_years, working_days


@site_check(
    "interpretation-links",
    title="政策解读",
    version=1,
    needs={Need.PAGES, Need.LINKS},
    codes={
        "missing": "缺少解读",
        "no-link-to-interpretation": "文件未链接解读",
        "no-link-to-policy": "解读未链接原文",
        "wrong-target": "解读关联链接指向不对",
        "dead-link": "解读关联链接失效",
        "late": "解读不及时",
        "reversed-dates": "解读早于文件",
    },
    measures={
        "rate": "解读率",
        "two-way-rate": "双向关联率",
        "on-time-rate": "解读及时率",
        "forms": "解读形式种数",
        "readings-in-form": "某种形式的解读篇数",
        "policies-checked": "已核查政策文件数",
    },
    options=InterpretationOptions(),
)
def interpretation_links(site: Site, options: InterpretationOptions) -> Iterator[Statement]:
    """看什么：政策文件、规范性文件栏目中应当解读的文件（办法、细则、规定、意见、措施、方案等），与政策解读栏目（含图解、视频、
    专家、媒体解读和新闻发布会）中的解读逐一配对：看有没有解读，两边有没有互相链接，链接对不对、通不通，解读是否及时。
    配对只认标题《》中的文件名、带“相关解读”“政策原文”等字样的链接和文号，不凭标题相近；解读附在文件正文之后
    或在同一页面“解读”页签里的算有解读。

    为什么：《〈关于全面推进政务公开工作的意见〉实施细则》（国办发〔2016〕80号）要求政策与解读同步组织、同步审签、同步部署；
    《政府网站发展指引》（国办发〔2017〕47号）要求解读与政策文件相互关联；各地考核细则的解读率、关联和时限要求。
    解读不迟于文件发布后 3 个工作日是郑州市 2016 年的规定，可在设置中改。

    什么算问题：规范性文件没有解读；文件页面没有链接到已有的解读，或解读页面没有链接到原文；标明“解读”“原文”的链接打不开，
    或指向首页、栏目列表页、另一份文件；解读发布晚于时限。任免、转发、批复、会议通知、表彰、废止、继续执行、征地公告等不需解读，
    2018 年以前的文件不作要求，上级文件的解读不要求有本站原文。

    什么算疑似：其他政策文件没有解读；解读栏目没有读全时没有找到解读；按简称、文号配成的一对没有互相链接；
    相关内容可能由脚本加载；日期只能从地址等处推断的迟发；解读早于文件。

    看不出什么：解读的内容质量；由脚本加载、本次没有读到的列表；图片和视频里面的文字；年度节假日安排尚未公布时的工作日数。
    """
    today = site.observed_at.astimezone(CHINA).date()
    library = Library(site, today)
    gathered = gather(library, today)
    yield from _unread(site, gathered)
    if not gathered.policies:
        yield _nothing(site, gathered)
        return
    pairing = Pairing(library, gathered.policies, gathered.interpretations)
    faults = Faults(site, library, gathered, pairing)
    judge = Judge(library, gathered, pairing, faults, options.since)
    policies = tuple(judge.policies())
    readings = tuple(judge.readings())
    yield from _policies(policies, gathered, site, options, today)
    for reading in readings:
        yield from map(link_fault, reading.faults)
        yield from not_linked_back(reading)
    yield from _forms(gathered, library)
    yield from _measures(policies, readings, Seen(site, gathered), options, today)


def _policies(
    policies: Iterable[Judged], gathered: Gathered, site: Site, options: InterpretationOptions, today: date
) -> Iterator[Statement]:
    seen = Seen(site, gathered)
    for one in policies:
        yield from map(link_fault, one.faults)
        yield from not_linked(one)
        told = one.policy.normative or gathered.interpretation_columns
        if told and _is_missing(one, options, today) and not one.faults:
            yield missing(one, seen.incomplete(one.policy.unit), "政策解读栏目")
        if one.delay:
            yield from delayed(one, one.delay, options.working_days)
            if one.delay.days is None:
                yield _no_calendar(one)


def _is_missing(one: Judged, options: InterpretationOptions, today: date) -> bool:
    """Whether an owed interpretation is not there though its term has run out."""
    asked = one.owes or one.policy.normative
    if one.explained or not asked:
        return False
    passed = working_days(one.published.value, today) if one.published else None
    return passed is None or passed > options.working_days


class Seen:
    """How completely the interpretations of a site were seen."""

    def __init__(self, site: Site, gathered: Gathered) -> None:
        self._gathered = gathered
        self._complete = site.coverage.complete

    def incomplete(self, unit: str) -> tuple[str, ...]:
        """Why an interpretation may exist that was not seen, in Chinese; empty when all were read.

        A unit's interpretations stand in its own columns or the portal's; those of other units do not matter to it.
        """
        reasons = [one.reason for one in self._gathered.unread if one.unit in ("", unit)]
        if not self._gathered.interpretation_columns:
            reasons.insert(0, "没有找到政策解读栏目")
        if not self._complete:
            reasons.append("本次抓取没有完成")
        return tuple(reasons)


def _unread(site: Site, gathered: Gathered) -> Iterator[Statement]:
    for one in (*gathered.unread, *gathered.unread_policies):
        yield Unknown(subject="栏目读取", reason=f"{one.unit}{one.reason}")
    if gathered.policies and not gathered.interpretation_columns:
        yield Unknown(subject="政策解读", reason="没有找到政策解读栏目，解读率无法计算", url=site.info.url)


def _nothing(site: Site, gathered: Gathered) -> Statement:
    if site.page(site.info.url) is None:
        return Unknown(reason="首页未能读取，无法查找政策文件和政策解读", url=site.info.url)
    if gathered.policy_columns:
        return Unknown(reason="政策文件栏目中没有读到文件列表，无法核对解读")
    if not site.coverage.complete:
        return Unknown(reason="本次抓取没有完成，没有读到政策文件栏目")
    return Inapplicable(reason="没有找到政策文件、规范性文件栏目")


def _no_calendar(one: Judged) -> Statement:
    delay = one.delay
    assert delay is not None
    years = list(unknown_years(delay.policy.value, delay.reading.value))
    reason = (
        f"没有{'、'.join(map(str, years))}年的节假日安排数据，算不出工作日数"
        if years
        else "文件与解读相隔过久，没有计算工作日数"
    )
    return Unknown(subject=one.policy.title, url=one.policy.url, reason=reason)


def _forms(gathered: Gathered, library: Library) -> Iterator[Statement]:
    counts: dict[str, int] = {}
    for reading in gathered.interpretations:
        for form in forms_of(reading, library):
            counts[form] = counts.get(form, 0) + 1
    yield Measure(name="forms", value=len(counts))
    for form, count in sorted(counts.items()):
        yield Measure(name="readings-in-form", subject=form, value=count)


def _measures(
    policies: tuple[Judged, ...],
    readings: tuple[JudgedReading, ...],
    seen: Seen,
    options: InterpretationOptions,
    today: date,
) -> Iterator[Statement]:
    linked = {one.reading.url for one in readings if one.linked}
    told = {one.reading.url for one in readings if one.linked is not None}
    for unit in sorted({"", *(one.policy.unit for one in policies)}):
        own = [one for one in policies if not unit or one.policy.unit == unit]
        yield Measure(name="policies-checked", value=len(own), unit=unit)
        yield from _rate(own, seen, options, today, unit)
        both = [one for one in own if one.linked is not None and any(p.reading.url in told for p in one.pairs)]
        back = sum(1 for one in both if one.linked and any(p.reading.url in linked for p in one.pairs))
        yield from _share("two-way-rate", back, len(both), unit)
        timed = [one.delay for one in own if one.owes and one.delay and one.delay.days is not None]
        punctual = sum(1 for delay in timed if delay.days is not None and delay.days <= options.working_days)
        yield from _share("on-time-rate", punctual, len(timed), unit)


def _rate(own: list[Judged], seen: Seen, options: InterpretationOptions, today: date, unit: str) -> Iterator[Statement]:
    """The share of policies with an interpretation: of the 规范性文件 where there are any, else of all that owe one.

    A low share is told only where nothing that may be missing was left unread or is a person's to decide.
    """
    owing = [one for one in own if one.owes and (one.explained or _is_missing(one, options, today))]
    normative = [one for one in owing if one.policy.normative]
    counted = normative or owing
    done = sum(1 for one in counted if one.explained)
    units = {one.policy.unit for one in counted if not one.explained}
    incomplete = [reason for name in sorted(units) for reason in seen.incomplete(name)]
    if done < len(counted) and (incomplete or not normative):
        reason = incomplete[0] if incomplete else "没有规范性文件栏目，其他政策文件是否应当解读需人工确认"
        yield Unknown(subject="解读率", reason=f"{f'“{unit}”' if unit else ''}解读率无法计算：{reason}")
    else:
        yield from _share("rate", done, len(counted), unit)


def _share(name: str, part: int, whole: int, unit: str) -> Iterator[Measure]:
    if whole:
        value = (Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001"))
        yield Measure(name=name, value=value, numerator=part, denominator=whole, unit=unit)
