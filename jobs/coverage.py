"""The coverage statement in words: what was not looked at and why."""

from collections.abc import Mapping

from crawler.probes.registry import PROBES
from evidence.file import NOT_KEPT
from evidence.records import Need

GATHERABLE = frozenset({Need.PAGES, Need.LINKS, Need.FILES}) | PROBES.keys()
REASONS = {
    "robots": "robots.txt 禁止访问",
    "max-pages": "超过页面数上限",
    "max-depth": "超过点击层数上限",
    "max-addresses": "超过地址数上限",
    "address-length": "地址过长",
    "path-trap": "路径无限重复",
    "query-pattern": "同类参数页面超过上限",
    "same-content": "只通向同类页面且内容不再变化（日历、会话编号、筛选组合等）",
    "cut": "运行提前结束",
    "forbidden-address": "目标不是公网地址，按设置不访问",
    "forbidden-target": "协议或端口不在核查范围",
    "resolver": "本机域名解析服务没有应答",
    "unreachable": "本机到目标网络不通",
}


def gathered_needs(needs: frozenset[Need]) -> frozenset[Need]:
    """Which of these kinds of evidence a gathering brings."""
    return (needs & GATHERABLE) | {Need.PAGES}


def missing_needs(gathered: frozenset[Need]) -> Mapping[str, str]:
    """The kinds of evidence a run does not have, each with the reason."""
    return {need.value: "本次运行没有采集这类证据" for need in sorted(Need) if need not in gathered}


def describe(skipped: Mapping[str, int], stopped: bool) -> tuple[str, ...]:
    """One Chinese line a reason."""
    lines = [_line(reason, count) for reason, count in skipped.items()]
    return ("运行提前结束，结果不完整", *lines) if stopped else tuple(lines)


def _line(reason: str, count: int) -> str:
    if reason in NOT_KEPT:
        return f"{NOT_KEPT[reason]}：{count} 个附件的内容未读取"
    return f"{REASONS.get(reason, reason)}：{count} 个地址未查看"
