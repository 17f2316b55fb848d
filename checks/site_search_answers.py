"""The answers of the site's search as the probe recorded them, each told apart from what every answer shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from evidence.records import Probe
from evidence.verdict import NOT_BROKEN, VerdictKind

ALIKE = 0.8  # so much of two result lists in common, and they are the same list


class Answered(Enum):
    """What one question came to."""

    RESULTS = "results"  # a results page, perhaps without results
    FAILED = "failed"  # no answer, an error status, an empty answer
    ERROR = "error"  # an error message with status 200
    UNTOLD = "untold"  # refused, or drawn by scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question and what came back. `urls` are the results, `none` whether the page says there are none."""

    word: str
    url: str
    state: Answered
    reason: str = ""
    urls: frozenset[str] = frozenset()
    mentioning: frozenset[str] = frozenset()
    match: str = ""
    none: bool = False
    total: int | None = None


def answers(probes: Iterable[Probe], purpose: str) -> tuple[Answer, ...]:
    """The answers to the questions of one purpose."""
    return tuple(
        _answer(probe) for probe in probes if probe.data.get("kind") == "query" and probe.data.get("purpose") == purpose
    )


def ignores(titles: Iterable[Answer], absurd: Answer | None) -> bool:
    """Whether the search shows the same whatever is asked: results for a word that nobody wrote."""
    told = [one for one in titles if one.state is Answered.RESULTS]
    if absurd is None or absurd.state is not Answered.RESULTS or absurd.none or not absurd.urls or not told:
        return False
    return all(not one.none and _alike(one.urls, absurd.urls) for one in told)


def shown(one: Answer, absurd: Answer | None) -> bool:
    """Whether the known article is among the results, and not only in a list beside them that is always there.

    A search that says only of the word nobody wrote that there is nothing has found something for the title.
    """
    heard = absurd is not None and absurd.none and not one.none
    return bool(one.match) and (heard or one.match not in _beside(one, absurd))


def hits(one: Answer, absurd: Answer | None) -> int:
    """How many results of the first page hold the word."""
    return len(one.mentioning - _beside(one, absurd))


def _beside(one: Answer, absurd: Answer | None) -> frozenset[str]:
    """What an answer shows whatever is asked.

    What is recommended in the place of results is gone where there are some.
    """
    always = absurd.urls if absurd else frozenset[str]()
    return always if len(always & one.urls) >= ALIKE * len(always) else frozenset()


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * max(len(one), len(other))


def _answer(probe: Probe) -> Answer:
    data = probe.data
    results: list[dict[str, Any]] = list(data.get("results", ()))
    state, reason = _state(probe)
    return Answer(
        word=str(data.get("word", "")),
        url=probe.subject,
        state=state,
        reason=reason,
        urls=frozenset(str(one["url"]) for one in results),
        mentioning=frozenset(str(one["url"]) for one in results if one.get("mentions")),
        match=str(data.get("match", "")),
        none=bool(data.get("none")),
        total=data.get("total"),
    )


def _state(probe: Probe) -> tuple[Answered, str]:
    data = probe.data
    kind = VerdictKind(data.get("verdict", "unknown"))
    if kind is VerdictKind.FORBIDDEN:
        return Answered.UNTOLD, "检索地址被网站的爬虫协议（robots.txt）或本工具的访问规则禁止访问"
    if kind is VerdictKind.BLOCKED:
        return Answered.UNTOLD, "检索服务拒绝自动访问"
    if kind is VerdictKind.OK:
        if data.get("pause"):
            return Answered.UNTOLD, "检索服务限制检索的频率"
        if data.get("error"):
            return Answered.ERROR, "页面显示出错信息"
        if data.get("login"):
            return Answered.UNTOLD, "检索服务要求登录"
        if data.get("guarded"):
            return Answered.UNTOLD, "检索服务要求输入验证码"
        if data.get("drawn") and not data.get("match"):
            return Answered.UNTOLD, "检索结果由脚本加载，需用浏览器核对"
        return Answered.RESULTS, ""
    if kind in NOT_BROKEN:
        return Answered.UNTOLD, "本次访问检索服务没有得到可靠结果"
    return Answered.FAILED, _why(kind, data.get("status"))


def _why(kind: VerdictKind, status: Any) -> str:
    if kind is VerdictKind.EMPTY:
        return "返回内容为空"
    if kind is VerdictKind.REDIRECT_HOME:
        return "跳转到网站首页"
    if status:
        return f"返回 {status}"
    return "访问超时" if kind is VerdictKind.TIMEOUT else "没有应答"
