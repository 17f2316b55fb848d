"""Whether the home page opens within 15 seconds, visit after visit, over a whole week."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checks.api import site_check
from checks.model import Measure, Problem, Statement, Unknown
from evidence.china import CHINA
from evidence.records import Need, Probe
from evidence.site import Site

PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityOptions:
    """The rule of 国办秘函〔2019〕19号: so many days, visits a day, and the share of failures that vetoes.

    Visits nearer to each other than `spacing` count as one. A week that ended more than `believed` before the last
    visit says nothing of today.
    """

    days: int = 7
    a_day: int = 20
    threshold: Decimal = Decimal("0.05")
    spacing: timedelta = timedelta(minutes=10)
    believed: timedelta = timedelta(days=14)


@site_check(
    "availability",
    title="网站可用性",
    version=2,
    needs={Need.AVAILABILITY},
    codes={"unavailable": "首页经常打不开"},
    measures={
        "visits": "访问首页的次数",
        "full-days": "访问次数足够的连续天数",
        "failed-share": "首页打不开的比例",
    },
    options=AvailabilityOptions(),
)
def availability(site: Site, options: AvailabilityOptions) -> Iterator[Statement]:
    """看什么：由 hecha schedule 全天按时间间隔访问网站首页，每次从解析域名到首页内容全部返回所用的时间；15 秒内没有打开
    的，计为打不开。间隔不足 10 分钟的访问只计第一次。

    为什么：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“站点无法访问”：首页打不开的次数占全部监测次数的
    比例达到5%（监测1周，每天间隔性访问20次以上，超过15秒网站仍打不开的，计为1次打不开）。

    什么算问题：连续七天、每天不少于 20 次的访问中，打不开的比例达到 5%。

    什么算疑似：无。

    看不出什么：连续不足七天、每天不足 20 次时不下结论，只说明还差几天、哪天次数不够；两周以前的那一周不再作数。本机网络
    不通（同一时刻别的网站也打不开）、网站拒绝自动访问的那几次不计入；本机没有开机的时段没有访问记录，那一天可能因此次数
    不够。
    """
    told = _spaced([one for one in site.probes(Need.AVAILABILITY) if one.data.get("told")], options.spacing)
    yield Measure(name="visits", value=len(told), url=site.info.url)
    if not told:
        yield Unknown(reason=f"还没有访问记录；{_rule(options)}", url=site.info.url)
        return
    days = _by_day(told)
    run = _last_full_days(days, options.a_day)
    yield Measure(name="full-days", value=len(run), url=site.info.url)
    week = _week(days, options)
    if not week:
        yield Unknown(reason=_lacking(days, run, options), url=site.info.url)
        return
    yield from _judged(site.info.url, [one for day in week for one in days[day]], week, options)


def _judged(
    home: str, visits: Sequence[Probe], week: Sequence[date], options: AvailabilityOptions
) -> Iterator[Statement]:
    failed = [one for one in visits if one.data.get("failed")]
    share = Decimal(len(failed)) / Decimal(len(visits))
    yield Measure(
        name="failed-share",
        value=share.quantize(PLACES),
        numerator=len(failed),
        denominator=len(visits),
        url=home,
    )
    if share >= options.threshold:
        span = f"{_said(week[0])}至{_said(week[-1])}"
        yield Problem(
            code="unavailable",
            subject="首页",
            page_url=home,
            message=f"{span}访问网站首页 {len(visits)} 次，{len(failed)} 次在 15 秒内没有打开，占 {share:.2%}。",
            evidence={"failed_at": [one.at.isoformat() for one in failed]},
        )


def _spaced(visits: Sequence[Probe], spacing: timedelta) -> list[Probe]:
    """The visits in order of time, without those too near to the one before."""
    kept: list[Probe] = []
    for one in sorted(visits, key=lambda visit: visit.at):
        if not kept or one.at - kept[-1].at >= spacing:
            kept.append(one)
    return kept


def _by_day(visits: Sequence[Probe]) -> dict[date, list[Probe]]:
    """The visits of each day in China, in order."""
    days: dict[date, list[Probe]] = {}
    for one in visits:
        days.setdefault(one.at.astimezone(CHINA).date(), []).append(one)
    return days


def _week(days: Mapping[date, Sequence[Probe]], options: AvailabilityOptions) -> tuple[date, ...]:
    """The latest run of days that were all visited often enough; empty where there is none of late."""
    full = {day for day, those in days.items() if len(those) >= options.a_day}
    for last in sorted(full, reverse=True):
        week = tuple(last - timedelta(days=back) for back in reversed(range(options.days)))
        if max(days) - last <= options.believed and full.issuperset(week):
            return week
    return ()


def _last_full_days(days: Mapping[date, Sequence[Probe]], a_day: int) -> tuple[date, ...]:
    """The days without a gap up to the last one, which may not be over yet."""
    day = max(days)
    if len(days[day]) < a_day:
        day -= timedelta(days=1)
    found: list[date] = []
    while len(days.get(day, ())) >= a_day:
        found.append(day)
        day -= timedelta(days=1)
    return tuple(reversed(found))


def _lacking(days: Mapping[date, Sequence[Probe]], run: Sequence[date], options: AvailabilityOptions) -> str:
    """What keeps the window open: how many days are missing, and which of the last ones had too few visits."""
    failed = sum(1 for those in days.values() for one in those if one.data.get("failed"))
    visits = sum(map(len, days.values()))
    before = (max(days) - timedelta(days=back) for back in reversed(range(1, options.days)))
    counts = {day: len(days.get(day, ())) for day in before if day >= min(days)}
    short = [f"{_said(day)} {count} 次" for day, count in counts.items() if count < options.a_day]
    words = (
        f"{_rule(options)}；现已连续 {len(run)} 天，还差 {options.days - len(run)} 天"
        f"（共 {visits} 次访问记录，其中 {failed} 次打不开）"
    )
    return f"{words}。近日次数不足：{'、'.join(short)}" if short else words


def _rule(options: AvailabilityOptions) -> str:
    return f"须连续 {options.days} 天、每天访问 {options.a_day} 次以上方可判断"


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
