"""Run: gather, audit and score one site. The night, the analyst and the demo call the same steps."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from checks.api import Check
from checks.broken_links import CODES
from checks.engine import needs_of
from crawler.pace import Pacer
from crawler.plan import Limits
from evidence.errors import EnvironmentError_, IncompleteError
from evidence.records import FailureKind, Fetch, SiteInfo
from evidence.verdict import VerdictKind, classify
from jobs.audit import Audited, audit
from jobs.clock import Clock
from jobs.collecting import give_back
from jobs.coverage import REASONS
from jobs.gather import Gathered, Report, Stopper, gather
from jobs.options import words_to_search
from jobs.score import rubrics_of, score
from jobs.settings import Settings
from jobs.sites import named_by_itself
from jobs.unjudged import unjudged
from rubric_map.scorecard import Scorecard
from storage.runs import RunState
from storage.store import Store

OURS = (FailureKind.RESOLVER, FailureKind.UNREACHABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One whole run."""

    site: SiteInfo
    gathered: Gathered
    audited: Audited | None
    scorecards: tuple[Scorecard, ...]


async def run_site(
    store: Store,
    info: SiteInfo,
    checks: Iterable[Check],
    settings: Settings,
    clock: Clock,
    *,
    limits: Limits | None = None,
    report: Report | None = None,
    stopper: Stopper | None = None,
    pacer: Pacer | None = None,
) -> Ran:
    """Gather a site, audit it and score it. What was stopped is left to be resumed and not audited.

    A run whose process died between its crawl and its scores is not gathered again, only judged.
    """
    chosen = tuple(checks)
    taken = await asyncio.to_thread(unjudged, store, info, chosen, settings, clock, limits)
    gathered = taken or await gather(
        store,
        info,
        needs_of(chosen),
        settings,
        limits=limits,
        report=report,
        stopper=stopper,
        pacer=pacer,
        clock=clock,
        keywords=words_to_search(rubrics_of(info)),
    )
    if gathered.state is RunState.INTERRUPTED or gathered.state is RunState.FAILED:
        return Ran(site=info, gathered=gathered, audited=None, scorecards=())
    audited, cards = await asyncio.to_thread(_judge, store, info, gathered.run, chosen, clock)
    return Ran(site=info, gathered=gathered, audited=audited, scorecards=cards)


def _judge(
    store: Store, info: SiteInfo, run: int, checks: tuple[Check, ...], clock: Clock
) -> tuple[Audited, tuple[Scorecard, ...]]:
    give_back()
    named_by_itself(store, info, run)
    rubrics = rubrics_of(info)
    audited = audit(store, run, checks, rubrics, clock)
    return audited, score(store, run, rubrics=rubrics)


def trouble_of(ran: Ran) -> EnvironmentError_ | IncompleteError | None:
    """What kept a run from being whole, as an error with its exit code; None when nothing did."""
    gathered, name = ran.gathered, ran.site.id
    if gathered.state is RunState.INTERRUPTED and gathered.away:
        return IncompleteError(
            f"站点 {name} 中途不再应答（网络中断或网站停机），没有看完，未作核查；"
            f"恢复后再次执行 hecha run {name} 即可接着进行"
        )
    if gathered.state is RunState.INTERRUPTED:
        return IncompleteError(f"站点 {name} 的运行提前结束，再次执行 hecha run {name} 即可接着进行")
    if gathered.state is RunState.FAILED:
        return _home_trouble(ran)
    if not gathered.coverage.complete:
        return IncompleteError(f"站点 {name} 没有看完（超过上限），结果不完整；可用 --max-pages 调高上限")
    return None


def _home_trouble(ran: Ran) -> EnvironmentError_ | IncompleteError:
    home, url = ran.gathered.home, ran.site.url
    if home is None:
        return IncompleteError(f"站点 {ran.site.id} 的首页 {url} 没有查看到")
    failure = home.failure
    if failure is not None and failure.kind in OURS:
        return EnvironmentError_(f"本机网络不通，无法访问 {url}（{REASONS[failure.kind]}）。请检查网络和域名解析后重试")
    if failure is not None and failure.kind is FailureKind.FORBIDDEN_ADDRESS:
        return IncompleteError(f"{url} 不是公网地址，默认不访问；如确需核查内网网站，请设置 network.allow_private")
    if failure is not None and failure.kind is FailureKind.ROBOTS:
        return IncompleteError(f"{url} 的 robots.txt 不允许访问，没有核查")
    if classify(home) is VerdictKind.BLOCKED:
        return IncompleteError(f"首页 {url} 拒绝自动访问（状态码 {home.status}），无法判断，没有核查，也不扣分")
    return IncompleteError(f"首页 {url} 打不开（{_found(home)}），没有核查；请确认网址或稍后再试")


def _found(home: Fetch) -> str:
    """What was found in place of a home page, in the words of the check that looks for such things."""
    words = CODES.get(classify(home), "")
    status = f"状态码 {home.status}" if home.status and str(home.status) not in words else ""
    return "，".join(filter(None, (words, status))) or "没有得到应答"
