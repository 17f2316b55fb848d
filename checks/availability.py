"""Whether the home page opens within 15 seconds, visit after visit, over a whole week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from decimal import Decimal

from checks.api import site_check
from checks.model import Measure, Problem, Statement, Unknown
from evidence.records import Need, Probe
from evidence.site import Site

CHINA = timezone(timedelta(hours=8))
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityOptions:
    """The rule of 国办秘函〔2019〕19号: so many days, visits a day, and the share of failures that vetoes.

    Visits nearer to each other than `spacing` count as one.
    """

    days: int = 7
    a_day: int = 20
    threshold: Decimal = Decimal("0.05")
    spacing: timedelta = timedelta(minutes=10)


@site_check(
    "availability",
    title="网站可用性",
    version=1,
    needs={Need.AVAILABILITY},
    codes={"unavailable": "首页经常打不开"},
    measures={"visits": "访问首页的次数", "failed-share": "首页打不开的比例"},
    options=AvailabilityOptions(),
)
def availability(site: Site, options: AvailabilityOptions) -> Iterator[Statement]:
    """看什么：按时间间隔访问网站首页，每次从解析域名到首页内容全部返回所用的时间；15 秒内没有打开的，计为打不开。
    间隔不足 10 分钟的访问只计第一次。

    为什么：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“站点无法访问”：首页打不开的次数占全部监测次数的
    比例达到5%（监测1周，每天间隔性访问20次以上，超过15秒网站仍打不开的，计为1次打不开）。

    什么算问题：连续七天、每天不少于 20 次的访问中，打不开的比例达到 5%。

    什么算疑似：无。

    看不出什么：访问次数不足一周、每天不足 20 次时不下结论，只说明已有多少次；本机网络不通、网站拒绝自动访问的
    那几次不计入。
    """
    told = _spaced([one for one in site.probes(Need.AVAILABILITY) if one.data.get("told")], options.spacing)
    yield Measure(name="visits", value=len(told), url=site.info.url)
    week = _week(told, options)
    if not week:
        failed = sum(1 for one in told if one.data.get("failed"))
        reason = (
            f"须连续 {options.days} 天、每天访问 {options.a_day} 次以上方可判断，"
            f"现有 {len(told)} 次访问记录，其中 {failed} 次打不开"
        )
        yield Unknown(reason=reason, url=site.info.url)
        return
    bad = sum(1 for one in week if one.data.get("failed"))
    share = Decimal(bad) / Decimal(len(week))
    yield Measure(
        name="failed-share",
        value=share.quantize(PLACES),
        numerator=bad,
        denominator=len(week),
        url=site.info.url,
    )
    if share >= options.threshold:
        yield Problem(
            code="unavailable",
            subject="首页",
            page_url=site.info.url,
            message=f"连续 {options.days} 天访问网站首页 {len(week)} 次，{bad} 次在 15 秒内没有打开，占 {share:.2%}。",
            evidence={"failed_at": [one.at.isoformat() for one in week if one.data.get("failed")]},
        )


def _spaced(visits: Sequence[Probe], spacing: timedelta) -> list[Probe]:
    """The visits in order of time, without those too near to the one before."""
    kept: list[Probe] = []
    for one in sorted(visits, key=lambda visit: visit.at):
        if not kept or one.at - kept[-1].at >= spacing:
            kept.append(one)
    return kept


def _week(visits: Sequence[Probe], options: AvailabilityOptions) -> list[Probe]:
    """The visits of the latest run of days that were all visited often enough; empty where there is none."""
    by_day: dict[date, list[Probe]] = {}
    for one in visits:
        by_day.setdefault(one.at.astimezone(CHINA).date(), []).append(one)
    full = {day for day, those in by_day.items() if len(those) >= options.a_day}
    for last in sorted(full, reverse=True):
        days = [last - timedelta(days=back) for back in reversed(range(options.days))]
        if full.issuperset(days):
            return [one for day in days for one in by_day[day]]
    return []
