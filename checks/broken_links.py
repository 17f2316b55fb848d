"""Dead links, pictures and files: one finding a dead address, with every place that uses it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import unquote

from checks.api import site_check
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from evidence.anchors import missing_anchors
from evidence.records import Fetch, LinkKind, Need, Place
from evidence.second_opinion import overruled_hosts
from evidence.site import Site
from evidence.urls import host_of
from evidence.verdict import Verdict, VerdictKind, judge, last_asked

CODES = {
    "dead": "页面不存在（404）",
    "gone": "页面已删除（410）",
    "dns": "域名无法解析",
    "refused": "连接被拒绝",
    "reset": "连接被中断",
    "timeout": "访问超时",
    "server-error": "服务器错误",
    "tls": "安全证书无效或加密协议过时",
    "soft-404": "页面内容不存在（假性正常）",
    "redirect-home": "失效链接跳转到首页",
    "redirect-loop": "循环跳转",
    "parked": "域名已停放或转让",
    "empty": "内容为空",
    "wrong-type": "附件类型不符",
    "truncated": "附件不完整",
    "missing-anchor": "页内定位点不存在",
    "malformed": "链接地址写法错误",
}
WHAT = {
    LinkKind.IMG: "图片",
    LinkKind.SCRIPT: "脚本文件",
    LinkKind.STYLE: "样式文件",
    LinkKind.MEDIA: "音视频",
    LinkKind.OBJECT: "嵌入内容",
    LinkKind.FRAME: "框架页面",
}
TLS_FAULTS = {
    "expired": "网站安全证书已过期或尚未生效",
    "self-signed": "网站使用自签名的安全证书，浏览器不信任",
    "name": "网站安全证书与域名不符",
    "incomplete-chain": "网站安全证书链不完整，或签发机构不受信任",
    "legacy": "网站的加密协议或密钥过于陈旧",
}
# Addresses that we read out of scripts; whether a visitor ever gets there is not known.
INFERRED = frozenset({LinkKind.DATA, LinkKind.PAGED, LinkKind.KEPT})
NOT_THE_PAGE = {
    "soft-404:server-page": "能打开，但显示的是服务器的默认页面或报错信息",
    "soft-404:hollow": "能打开，但只有空的文章模板，没有标题、日期和正文",
    "parked:taken-over": "指向的网站现为赌博、色情等内容，疑似域名过期后被他人占用",
}
BLANK = "empty:blank"
OLD_TLS = "tls:legacy"
WRONG_TYPE = "wrong-type:"
SAID_INSTEAD = {"wrong-type:text": "一句提示文字"}
HOME_WORDS = frozenset(
    ["首页", "网站首页", "返回首页", "主页", "返回主页", "旧版", "旧版首页", "网站旧版", "回到首页", "本站首页", "home"]
)
# A link that only says, in whatever words, that it leads to the site itself.
_HOMEWARD = re.compile(
    r"\W*(?:点击)?(?:返回|回到|进入|前往|访问)?(?:本|主|总|门户|政府|官方|旧版)*(?:网站|站点|站|门户|官网)(?:首页|主页)?\W*"
)

_SITE_WORDS = re.compile(r"(?:人民政府|政府|门户|官方|网站?|首页|主页)+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """Which kinds of verdict are only doubts, because a browser may see what a crawler did not."""

    doubts: frozenset[VerdictKind] = frozenset({VerdictKind.PARKED, VerdictKind.TRUNCATED})


@dataclass(frozen=True, slots=True)
class _Bad:
    url: str
    verdict: Verdict
    looks: Sequence[Fetch]


@site_check(
    "broken-links",
    title="错链断链",
    version=1,
    needs={Need.PAGES, Need.LINKS},
    codes=CODES,
    measures={
        "links-checked": "已核查链接数",
        "dead-links": "失效链接数",
        "dead-share": "失效链接占比",
        "home-dead-links": "首页失效链接数",
        "links-blocked": "拒绝自动访问、无法判断的链接数",
    },
    options=LinkOptions(),
)
def broken_links(site: Site, options: LinkOptions) -> Iterator[Statement]:
    """看什么：网站页面中的全部链接、图片、样式、脚本和附件，包括指向其他网站的外部链接。

    为什么：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）“功能设计—可用性”；各地考核细则中“无错链、断链”的要求。

    什么算问题：同一地址在一次检查中至少间隔查看两次，且每次都打不开、内容不存在或类型不符，才列为问题。浏览器可能看到不同结果的
    （如服务器出错、内容为空、提示页面不存在），再用浏览器打开一次，能正常打开的不列。同一失效地址只列一条，并列出全部出现位置。

    什么算疑似：外部网站的域名疑似停放或转让；安全证书链不完整（部分浏览器能自行补全）；
    附件的内容与扩展名不是一类文件，或者文件缺少结尾；
    本站只支持陈旧的加密协议（每个域名一条）。由人工确认。

    看不出什么：要求登录、拒绝自动访问（如 403、412、429、521 及各类人机验证）、robots.txt 禁止访问的链接不作判断，
    不扣分；采集不完整时，没有发现问题也不等于没有问题。
    """
    verdicts, old_tls, overruled = _judged(site)
    home = _home(site)
    if home is None:
        yield Unknown(reason="首页未能打开，无法核查链接")
    elif not site.coverage.complete:
        yield Unknown(reason="本次采集不完整，没有查看到的链接无法判断")
    elif _mostly_unknown(verdicts):
        yield Unknown(reason="本机网络或域名解析不正常，多数链接无法判断")
    bad = [_Bad(url, v, site.looks(url)) for url, v in verdicts.items() if v.broken]
    bad = [item for item in bad if not (_taken_for_missing(item) and host_of(item.url) in overruled)]
    places = site.places([item.url for item in bad])
    found = 0
    on_home = 0
    for item in bad:
        used = _used(item, places.get(item.url, ()), site.info.name)
        if not used:
            continue
        found += 1
        on_home += any(place.page_url == home for place in used)
        yield _problem(item, used, options)
    for anchor in missing_anchors(site):
        yield Problem(
            code="missing-anchor",
            subject=anchor.fragment,
            page_url=anchor.place.page_url,
            target_url=f"{anchor.target}#{anchor.fragment}",
            message=f"链接“{_shown(anchor.place.text)}”指向的页内位置“#{anchor.fragment}”不存在。",
            places=(anchor.place,),
        )
    yield from _old_tls(site, old_tls)
    yield from _measures(verdicts, found, on_home)


def _judged(site: Site) -> tuple[Mapping[str, Verdict], Mapping[str, str], frozenset[str]]:
    """What every address turned out to be; the mark of each whose encryption only a lenient client speaks; and the
    hosts on which a browser saw mostly otherwise what was taken for a missing page."""
    verdicts: dict[str, Verdict] = {}
    old_tls: dict[str, str] = {}
    shown: list[Sequence[Fetch]] = []
    for url in site.targets():
        looks = site.looks(url)
        verdicts[url] = judge(looks)
        mark = next((mark for mark in last_asked(looks).marks if mark.startswith(OLD_TLS)), None)
        if mark is not None:
            old_tls[url] = mark
        if looks[-1].in_browser:
            shown.append(looks)
    return verdicts, old_tls, overruled_hosts(shown)


def _taken_for_missing(item: _Bad) -> bool:
    """Whether words alone make a page a missing one, and no browser has seen it."""
    return item.verdict.kind is VerdictKind.SOFT_404 and item.verdict.in_browser is None


def _old_tls(site: Site, marks: Mapping[str, str]) -> Iterator[Doubt]:
    """The site's own hosts whose encryption only a lenient client still speaks, each once; `marks` by address."""
    told: set[str] = set()
    for url, mark in marks.items():
        host = host_of(url)
        if host in told or site.page(url) is None:
            continue
        told.add(host)
        spoken = mark.removeprefix(OLD_TLS).strip(":").replace(":", " ")
        yield Doubt(
            code="tls",
            subject="legacy",
            page_url=url,
            target_url=f"https://{host}/",
            message=f"{host} 的加密方式过于陈旧（{spoken or '旧版 TLS'}），新版浏览器可能打不开，建议升级。",
            evidence={"mark": mark},
        )


def _tls_fault(verdict: Verdict) -> str:
    return verdict.detail.partition(":")[0]


def _home(site: Site) -> str | None:
    page = site.page(site.info.url)
    return page.url if page else None


def _mostly_unknown(verdicts: Mapping[str, Verdict]) -> bool:
    """Whether our own side kept us from judging more addresses than were judged."""
    unknown = sum(verdict.kind is VerdictKind.UNKNOWN for verdict in verdicts.values())
    return unknown * 2 > len(verdicts)


def _used(item: _Bad, places: tuple[Place, ...], name: str) -> tuple[Place, ...]:
    """The places where the fault counts, those where a visitor meets it.

    A link that says "home", or names the site, may well lead home; a counter that is loaded as a script says nothing,
    and a frame may be kept blank for what a form will bring.
    """
    places = tuple(place for place in places if place.kind not in INFERRED)
    if item.verdict.kind is VerdictKind.EMPTY:
        silent = {LinkKind.SCRIPT, LinkKind.FRAME} if _mark(item) == BLANK else {LinkKind.SCRIPT}
        return tuple(place for place in places if place.kind not in silent)
    if item.verdict.kind is not VerdictKind.REDIRECT_HOME:
        return places
    return tuple(place for place in places if not _says_home(place.text.strip().lower(), name))


def _says_home(words: str, name: str) -> bool:
    """Whether words mean the home page: 首页, or 某区政府网 on the site of 某区人民政府."""
    if words in HOME_WORDS or _HOMEWARD.fullmatch(words):
        return True
    called, ours = _SITE_WORDS.sub("", words), _SITE_WORDS.sub("", name.lower())
    return called != words and (called in ("", ours) or (len(called) == 1 and ours.endswith(called)))


def _problem(item: _Bad, places: tuple[Place, ...], options: LinkOptions) -> Problem:
    # A browser may fetch what is missing in a chain of certificates by itself.
    mended = item.verdict.kind is VerdictKind.TLS and _tls_fault(item.verdict) == "incomplete-chain"
    kind = Doubt if mended or item.verdict.kind in options.doubts or _other_kind(item) else Problem
    first = places[0]
    return kind(
        code=item.verdict.kind.value,
        subject="",
        page_url=first.page_url,
        target_url=item.url,
        message=_message(item, first),
        places=places,
        evidence=_evidence(item),
    )


def _message(item: _Bad, first: Place) -> str:
    what = WHAT.get(first.kind, "链接")
    named = f"{what}“{_shown(first.text)}”" if first.text else f"{what} {unquote(item.url)[:120]} "
    return f"{named}{_fault(item)}。"


def _fault(item: _Bad) -> str:
    status = item.verdict.status
    if other := _other_kind(item):
        return f"的扩展名与内容不符，内容像是 {other} 文件，可能打不开"
    words = {
        VerdictKind.DEAD: "打不开，提示页面不存在（404）",
        VerdictKind.GONE: "打不开，提示页面已删除（410）",
        VerdictKind.DNS: f"打不开，域名 {_named(host_of(item.url))} 无法解析",
        VerdictKind.REFUSED: "打不开，对方服务器拒绝连接",
        VerdictKind.RESET: "打不开，连接被中断",
        VerdictKind.TIMEOUT: f"打不开，{_waited(item)}没有响应",
        VerdictKind.SERVER_ERROR: f"打不开，服务器报错（{status}）",
        VerdictKind.TLS: f"打不开，{TLS_FAULTS.get(_tls_fault(item.verdict), '网站安全证书无效')}",
        VerdictKind.SOFT_404: NOT_THE_PAGE.get(_mark(item), "能打开，但页面提示内容不存在"),
        VerdictKind.REDIRECT_HOME: "已失效，点击后跳转到网站首页",
        VerdictKind.REDIRECT_LOOP: "打不开，页面循环跳转",
        VerdictKind.PARKED: NOT_THE_PAGE.get(_mark(item), "指向的域名疑似已停放或转让"),
        VerdictKind.EMPTY: "打开后内容为空",
        VerdictKind.WRONG_TYPE: f"应为文件，打开后却是{SAID_INSTEAD.get(_mark(item), '网页')}",
        VerdictKind.TRUNCATED: "下载不完整，文件可能打不开",
        VerdictKind.MALFORMED: "的地址写法有误，浏览器无法打开",
    }
    return words[item.verdict.kind]


def _named(host: str) -> str:
    """A host as it was written: a name in Chinese, not the code that stands for it in the DNS."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


def _waited(item: _Bad) -> str:
    """How long the last look waited, which `pace.timeout` sets."""
    seconds = round(last_asked(item.looks).elapsed)
    return f"{seconds} 秒内" if seconds else "在等待时限内"


def _other_kind(item: _Bad) -> str:
    """What the bytes of a file say it is, where they are neither page nor sentence and contradict its suffix."""
    told = _mark(item)
    plain = item.verdict.kind is not VerdictKind.WRONG_TYPE or told == "wrong-type:html" or told in SAID_INSTEAD
    return "" if plain else told.removeprefix(WRONG_TYPE).upper()


def _mark(item: _Bad) -> str:
    """The mark of the last look that gave the verdict its kind."""
    kind = item.verdict.kind.value
    return next((mark for mark in last_asked(item.looks).marks if mark.partition(":")[0] == kind), "")


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _evidence(item: _Bad) -> Mapping[str, object]:
    last = last_asked(item.looks)
    shown = next((look for look in item.looks if look.in_browser), None)
    return {
        "looks": item.verdict.looks,
        "status": item.verdict.status,
        "failure": last.failure.kind.value if last.failure else None,
        "detail": last.failure.detail if last.failure else ",".join(last.marks),
        "final_url": last.final_url,
        "hops": [list(hop) for hop in last.hops],
        "peer": last.peer,
        "at": last.at.isoformat(),
        "body_hash": last.body_hash,
        **({"browser": _in_browser(shown)} if shown else {}),
    }


def _in_browser(look: Fetch) -> Mapping[str, object]:
    """What a browser saw of an address that it could not open either."""
    return {
        "status": look.status,
        "failure": look.failure.kind.value if look.failure else None,
        "detail": look.failure.detail if look.failure else ",".join(look.marks),
        "final_url": look.final_url,
        "at": look.at.isoformat(),
    }


def _measures(verdicts: Mapping[str, Verdict], found: int, on_home: int) -> Iterator[Measure]:
    decided = sum(1 for v in verdicts.values() if v.broken or v.kind is VerdictKind.OK)
    blocked = sum(1 for v in verdicts.values() if v.kind in (VerdictKind.BLOCKED, VerdictKind.FORBIDDEN))
    yield Measure(name="links-checked", value=decided)
    yield Measure(name="dead-links", value=found)
    yield Measure(name="home-dead-links", value=on_home)
    yield Measure(name="links-blocked", value=blocked)
    if decided:
        share = (Decimal(found) / Decimal(decided)).quantize(Decimal("0.0001"))
        yield Measure(name="dead-share", value=share, numerator=found, denominator=decided)
