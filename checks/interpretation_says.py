"""What is said of one policy and of one interpretation, in Chinese."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.interpretation_articles import Document
from checks.interpretation_faults import LinkFault
from checks.interpretation_judging import Delay, Judged, JudgedReading
from checks.model import Doubt, Problem, Statement

TITLE_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpretationOptions:
    """`working_days` is the term of an interpretation; policies published before `since` are not held to any.

    Three working days: 郑州市 2016 (no national document gives a number). 2018: since then 规范性文件 are to have
    their interpretation one to one.
    """

    working_days: int = 3
    since: date = date(2018, 1, 1)


def missing(one: Judged, unread: tuple[str, ...], name: str) -> Statement:
    """A policy without an interpretation: certain only for a 规范性文件 whose like were read completely."""
    policy = one.policy
    certain = policy.normative and one.owes and one.read and not unread and one.published is not None
    make = Problem if certain else Doubt
    kind = "规范性文件" if policy.normative else "政策文件"
    if unread:
        why = f"，但{unread[0]}，请人工核对"
    elif not one.read:
        why = "，但文件页面没有读取到，请人工核对"
    elif not certain:
        why = "，请核对该文件是否应当解读"
    else:
        why = ""
    return make(
        code="missing",
        message=f"{kind}《{_title(policy)}》在{name}中没有找到对应的解读{why}。",
        page_url=policy.url,
        subject=policy.title,
        evidence={
            "column": policy.column,
            "published": one.published.value.isoformat() if one.published else None,
            "owes": policy.owed.reason if policy.owed else "",
        },
    )


def not_linked(one: Judged) -> Iterator[Statement]:
    """A policy whose page does not lead to its interpretation."""
    if one.linked is not False or one.elsewhere or one.faults:
        return
    sure = one.owes and not one.scripted and any(pair.sure for pair in one.pairs)
    reading = min(one.pairs, key=lambda pair: (not pair.sure, pair.reading.url)).reading
    make = Problem if sure else Doubt
    yield make(
        code="no-link-to-interpretation",
        message=f"《{_title(one.policy)}》页面没有链接到它的解读“{_title(reading)}”{_hedge(sure, one.scripted)}。",
        page_url=one.policy.url,
        target_url=reading.url,
        subject=one.policy.title,
        evidence={"paired_by": one.pairs[0].by.value},
    )


def not_linked_back(one: JudgedReading) -> Iterator[Statement]:
    """An interpretation whose page does not lead to its policy."""
    if one.linked is not False or one.faults:
        return
    sure = not one.scripted and any(pair.sure for pair in one.pairs)
    policy = min(one.pairs, key=lambda pair: (not pair.sure, pair.policy.url)).policy
    make = Problem if sure else Doubt
    yield make(
        code="no-link-to-policy",
        message=f"解读“{_title(one.reading)}”页面没有链接到政策原文《{_title(policy)}》{_hedge(sure, one.scripted)}。",
        page_url=one.reading.url,
        target_url=policy.url,
        subject=one.reading.title,
        evidence={"paired_by": one.pairs[0].by.value},
    )


def link_fault(fault: LinkFault) -> Statement:
    """A labelled link that does not lead where it says."""
    link = fault.ended.link
    make = Doubt if fault.doubtful else Problem
    hedge = "，请核对" if fault.doubtful else ""
    return make(
        code=fault.code,
        message=f"《{_title(fault.document)}》页面的“{link.label}”链接{fault.what}{hedge}。",
        page_url=fault.ended.page_url,
        target_url=link.target,
        # Not the label: pages that share a wrong target are to be mended one by one.
        subject=fault.document.title,
        evidence={"label": link.label, "text": link.text, "end": fault.ended.end},
    )


def delayed(one: Judged, delay: Delay, term: int) -> Iterator[Statement]:
    """A policy whose first interpretation came late, or before it."""
    dates = f"{_day(delay.policy.value)}发布，解读“{_title(delay.first)}”{_day(delay.reading.value)}发布"
    evidence = {
        "policy": delay.policy.value.isoformat(),
        "policy_source": delay.policy.source.value,
        "interpretation": delay.reading.value.isoformat(),
        "interpretation_source": delay.reading.source.value,
        "working_days": delay.days,
    }
    if delay.reversed:
        yield Doubt(
            code="reversed-dates",
            message=f"《{_title(one.policy)}》{dates}，解读早于文件，请核对发布日期。",
            page_url=one.policy.url,
            target_url=delay.first.url,
            subject=one.policy.title,
            evidence=evidence,
        )
    elif delay.days is not None and delay.days > term and one.owes:
        sure = delay.sure and all(pair.sure for pair in one.pairs)
        make = Problem if sure else Doubt
        hedge = "" if sure else "，请核对发布日期"
        yield make(
            code="late",
            message=f"《{_title(one.policy)}》{dates}，相隔 {delay.days} 个工作日，超过 {term} 个工作日{hedge}。",
            page_url=one.policy.url,
            target_url=delay.first.url,
            subject=one.policy.title,
            evidence=evidence,
        )


def _hedge(sure: bool, scripted: bool) -> str:
    if sure:
        return ""
    return "（页面的相关内容可能由脚本加载，请用浏览器核对）" if scripted else "（两者是否对应请核对）"


def _title(document: Document) -> str:
    title = document.title
    if title.startswith("《") and title.endswith("》"):
        title = title[1:-1]
    title = title.replace("《", "〈").replace("》", "〉")
    return title if len(title) <= TITLE_SHOWN else title[: TITLE_SHOWN - 1] + "…"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
