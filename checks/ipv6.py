"""Whether the site is there over IPv6: its name, its home page, the same content, and the links below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checks.api import site_check
from checks.ipv6_says import LevelRate, connections, level_rate, of_kind, visits
from checks.model import Doubt, Inapplicable, Measure, Problem, Statement, Unknown
from evidence.records import Need, Probe
from evidence.site import Site

LEVELS = {2: "二级", 3: "三级"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IPv6Options:
    """`threshold`: the share of links that must open over IPv6. Likeness of the home pages: under `differs` they
    differ, under `doubtful` a person must look."""

    threshold: Decimal = Decimal(1)
    differs: float = 0.5
    doubtful: float = 0.75


@site_check(
    "ipv6",
    title="IPv6 支持",
    version=1,
    needs={Need.LINKS, Need.IPV6},  # the links to sub-domains are no pages of the crawl
    codes={
        "no-aaaa": "域名没有 IPv6 地址",
        "unreachable": "首页无法以 IPv6 访问",
        "unstable": "IPv6 访问不稳定",
        "content-differs": "IPv6 与 IPv4 内容不一致",
        "name-servers": "域名服务器没有 IPv6 地址",
        "level-2-rate": "二级链接 IPv6 支持率不足",
        "level-3-rate": "三级链接 IPv6 支持率不足",
    },
    measures={
        "home-ipv6": "首页支持 IPv6",
        "home-success-rate": "首页 IPv6 访问成功率",
        "rate-level-2": "二级链接 IPv6 支持率",
        "rate-level-3": "三级链接 IPv6 支持率",
    },
    options=IPv6Options(),
)
def ipv6(site: Site, options: IPv6Options) -> Iterator[Statement]:
    """看什么：网站域名有没有 IPv6 地址（AAAA 记录），每个 IPv6 地址能否连接，首页以 IPv6 重复访问三次是否成功、
    内容与 IPv4 是否一致，域名服务器有没有 IPv6 地址，以及二级、三级链接以 IPv6 打开的比例。首页为一级，首页链接到的
    页面为二级，二级页面链接到的页面为三级（按最少点击次数）；只计本网站（含子域名）能打开的链接，每级按地址排序后
    等距抽取，最多 200 个。

    为什么：《推进互联网协议第六版（IPv6）规模部署行动计划》（中共中央办公厅、国务院办公厅，2017年）；《政府网站与政务
    新媒体检查指标》（国办秘函〔2019〕19号）“IPv6改造”；各地考核细则要求门户网站支持 IPv6、二三级链接支持率达到100%。

    什么算问题：没有 AAAA 记录；首页三次以 IPv6 访问均失败；部分访问或部分地址失败（不稳定）；以 IPv6 打开的首页与
    IPv4 不是同样的内容（时间、访问量、随机码的变化不算）；二级或三级链接支持率低于要求。打不开的链接均隔时访问两次。

    什么算疑似：域名服务器都没有 IPv6 地址；两个首页内容相近但有较大差别。

    看不出什么：本机没有 IPv6 网络时不作核查、不影响得分；域名解析服务没有应答、网站拒绝自动访问时不下结论。页面上
    “本网站支持IPv6”的标识只是声明，不作为依据。网站以 IPv4 地址（没有域名）访问的，本项不适用。
    """
    probes = site.probes(Need.IPV6)
    summary = next(iter(of_kind(probes, "summary")), None)
    if summary is None:
        yield Unknown(reason="没有 IPv6 核查记录", url=site.info.url)
        return
    data = summary.data
    if data.get("literal") == 4:
        yield Inapplicable(reason="网站以 IPv4 地址访问，没有域名，不涉及 IPv6 解析")
    elif data.get("trouble"):
        yield Unknown(reason=_trouble(str(data["trouble"])), url=summary.subject)
    else:
        yield from _told(probes, summary, options)


def _trouble(trouble: str) -> str:
    if trouble == "forbidden":
        return "域名解析到非公网地址，本工具的设置不允许访问（可用 network.allow_private 允许）"
    return "本机的域名解析服务没有应答，无法查询网站的 IPv6 地址"


def _told(probes: tuple[Probe, ...], summary: Probe, options: IPv6Options) -> Iterator[Statement]:
    said = list(_home(probes, summary, options))
    yield from said
    yield from _name_servers(summary)
    absent = any(isinstance(one, Problem) and one.code in ("no-aaaa", "unreachable") for one in said)
    for counted in summary.data.get("levels", ()):
        yield from _level(level_rate(probes, counted), summary, options, absent)


def _home(probes: tuple[Probe, ...], summary: Probe, options: IPv6Options) -> Iterator[Statement]:
    home, host = summary.subject, summary.data.get("host")
    if not summary.data.get("aaaa"):
        yield Measure(name="home-ipv6", value=False, url=home)
        yield Problem(
            code="no-aaaa",
            subject=str(host),
            page_url=home,
            message=f"网站域名 {host} 没有 IPv6 地址（AAAA 记录），无法以 IPv6 访问。",
        )
        return
    tries = visits(probes)
    if not tries.told:
        yield Unknown(reason="以 IPv6 访问首页没有得到可靠结果（网站拒绝自动访问或本机网络不通）", url=home)
        return
    yield Measure(name="home-success-rate", value=tries.share, numerator=tries.good, denominator=tries.told, url=home)
    faults = "、".join((*connections(probes).faults, *tries.faults))
    if not tries.good:
        yield Measure(name="home-ipv6", value=False, url=home)
        message = f"网站域名有 IPv6 地址，但首页以 IPv6 访问 {tries.told} 次均失败（{faults}）。"
        yield _problem("unreachable", summary, message)
        return
    different = _content(summary, options)
    yield Measure(name="home-ipv6", value=not _stands(different), url=home)
    yield from different
    if faults:
        message = f"首页以 IPv6 访问不稳定：访问 {tries.told} 次，成功 {tries.good} 次（{faults}）。"
        yield _problem("unstable", summary, message)


def _stands(statements: list[Statement]) -> bool:
    return any(isinstance(one, Problem) and not isinstance(one, Doubt) for one in statements)


def _content(summary: Probe, options: IPv6Options) -> list[Statement]:
    likeness: Any = summary.data.get("likeness")
    if likeness is None:
        return []
    same_title = summary.data.get("title4") == summary.data.get("title6")
    message = f"以 IPv6 打开的首页与 IPv4 内容不一致（相同文字约占 {likeness:.0%}），IPv6 下应当能看到同样的网站。"
    if likeness < options.differs:
        return [_problem("content-differs", summary, message)]
    if likeness < options.doubtful or not same_title:
        what = "标题" if likeness >= options.doubtful else "内容"
        return [
            Doubt(
                code="content-differs",
                subject=str(summary.data.get("host")),
                page_url=summary.subject,
                message=f"以 IPv6 打开的首页与 IPv4 的{what}有差别（相同文字约占 {likeness:.0%}），请核对。",
            )
        ]
    return []


def _problem(code: str, summary: Probe, message: str) -> Problem:
    return Problem(code=code, subject=str(summary.data.get("host")), page_url=summary.subject, message=message)


def _name_servers(summary: Probe) -> Iterator[Statement]:
    servers = summary.data.get("name_servers") or ()
    if servers and not any(server["aaaa"] for server in servers):
        names = "、".join(server["name"] for server in servers)
        yield Doubt(
            code="name-servers",
            subject=str(summary.data.get("host")),
            page_url=summary.subject,
            message=f"网站域名的 {len(servers)} 个域名服务器（{names}）都没有 IPv6 地址，请核对。",
        )


def _level(rate: LevelRate, summary: Probe, options: IPv6Options, absent: bool) -> Iterator[Statement]:
    name = LEVELS.get(rate.level)
    if name is None or not rate.sampled:
        return
    tries = rate.tries
    if not tries.told:
        yield Unknown(reason=f"{name}链接以 IPv6 访问均没有得到可靠结果", subject=f"{name}链接", url=summary.subject)
        return
    yield Measure(
        name=f"rate-level-{rate.level}",
        value=tries.share,
        numerator=tries.good,
        denominator=tries.told,
        url=summary.subject,
    )
    if absent or tries.share >= options.threshold:  # what the home page already says is not said again
        return
    sample = "" if rate.sampled == rate.total else f"（共 {rate.total} 个，等距抽取 {rate.sampled} 个）"
    failing = tries.told - tries.good
    yield Problem(
        code=f"level-{rate.level}-rate",
        subject=f"{name}链接",
        page_url=summary.subject,
        message=f"网站{name}链接{sample}中有 {failing} 个不能以 IPv6 打开，支持率为 {tries.share:.2%}。",
        places=rate.failed,
        evidence={"rule": summary.data.get("rule", "")},
    )
