"""What is said of messages, of their columns and of consultations, in Chinese."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.interaction_columns import NAMELESS, Columns
from checks.interaction_consultations import Consultation
from checks.interaction_messages import Message, State
from checks.model import Doubt, Problem, Statement, Unknown
from checks.update_limits import Limit
from evidence.page import Page
from evidence.records import LinkKind
from evidence.site import Site
from evidence.workdays import working_days

FEW_LINKS = 10  # a home page with fewer links may get its menus from scripts
TITLE_SHOWN = 40

_NAMED = re.compile(r">[^<>]{0,6}(?:信箱|咨询|留言|提问)[^<>]{0,4}<")


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionOptions:
    """Terms and how far back they reach.

    `reply_days` working days after 松江区 2022; `report_late` makes late answers findings (else only measured), for
    rubrics that ask it. `unanswered_months` and `stale_months`: 国办秘函〔2019〕19号. `result_days` after the end of
    a consultation; `period_days`: 国务院令第713号. `window_months`: how far back messages and consultations count.
    `details`: how many single messages of a column are opened.
    """

    reply_days: int = 5
    report_late: bool = False
    unanswered_months: int = 3
    stale_months: int = 2
    result_days: int = 30
    period_days: int = 30
    window_months: int = 12
    details: int = 300

    def begins(self, today: date) -> date:
        """The first day that still counts."""
        return before(today, self.window_months)


def before(today: date, months: int) -> date:
    """The day so many months before; the last of the month where that month is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def overdue(one: Message, options: InteractionOptions, today: date) -> bool:
    """Whether a message of the last year has stood unanswered for longer than three months."""
    if one.excluded or one.asked is None or one.state is not State.UNANSWERED:
        return False
    return one.asked >= options.begins(today) and Limit(months=options.unanswered_months).exceeded(one.asked, today)


def unanswered(one: Message, options: InteractionOptions, today: date) -> Iterator[Statement]:
    """A message without an answer for more than three months."""
    if not overdue(one, options, today) or one.asked is None:
        return
    make = Problem if one.clear else Doubt
    told = "页面仍显示未答复" if one.clear else "页面没有答复时间，请核对是否已经答复"
    yield make(
        code="unanswered",
        message=(
            f"“{one.column}”栏目{_day(one.asked)}的留言“{_title(one.title)}”"
            f"超过 {options.unanswered_months} 个月，{told}。"
        ),
        page_url=one.page_url,
        target_url=one.url or None,
        subject=_subject(one),
        evidence={"asked": one.asked.isoformat(), "state": one.state.value, "kind": one.kind},
    )


def late_reply(one: Message, options: InteractionOptions) -> Iterator[Statement]:
    """A question that was answered after its term."""
    if one.asked is None or one.answered is None:
        return
    days = working_days(one.asked, one.answered)
    if days is not None and days > options.reply_days:
        yield Problem(
            code="late-reply",
            message=(
                f"“{one.column}”栏目{_day(one.asked)}的咨询“{_title(one.title)}”{_day(one.answered)}才答复，"
                f"用时 {days} 个工作日，超过 {options.reply_days} 个工作日。"
            ),
            page_url=one.page_url,
            target_url=one.url or None,
            subject=_subject(one),
            evidence={"asked": one.asked.isoformat(), "answered": one.answered.isoformat(), "working_days": days},
        )


def stale(columns: Columns, options: InteractionOptions, today: date) -> Iterator[Statement]:
    """Published messages without anything new; the newest of all columns that show messages counts."""
    days = [day for one in columns.messages for day in (one.asked, one.answered) if day and day <= today]
    for lists in columns.message_columns if not days else ():
        shown = [item.published.value for _, items in lists.rows for item in items if item.published]
        days += [day for day in shown if day <= today]
    public, unread = columns.boards, columns.unread_boards
    if unread and not any(day for day in days if _is_recent(day, options, today)):
        reason = "留言公开栏目中没有读到带日期的留言，无法判断更新情况"
        yield Unknown(subject=NAMELESS, url=unread[0].column.url, reason=reason)
        return
    if not days or not public or _is_recent(max(days), options, today):
        return
    newest, column = max(days), public[0].column
    name = column.name or NAMELESS
    yield Problem(
        code="stale",
        message=f"“{name}”栏目最近一条留言或答复的日期是{_day(newest)}，超过 {options.stale_months} 个月没有更新。",
        page_url=column.url,
        subject=NAMELESS,
        evidence={"newest": newest.isoformat()},
    )


def _is_recent(day: date, options: InteractionOptions, today: date) -> bool:
    return not Limit(months=options.stale_months).exceeded(day, today)


def no_channel(site: Site, home: Page, columns: Columns) -> Iterator[Statement]:
    """A site where no question can be put; said only where menus and pages were seen completely."""
    if columns.channels:
        return
    links = {link.target for link in home.links if link.kind in (LinkKind.A, LinkKind.AREA, LinkKind.SCRIPTED)}
    if not site.coverage.complete:
        yield Unknown(subject="咨询渠道", reason="本次抓取没有完成，没有找到网上咨询渠道", url=home.url)
    elif len(links) < FEW_LINKS and home.tree.css_first("script") is not None:
        yield Unknown(subject="咨询渠道", reason="首页的菜单可能由脚本生成，没有找到网上咨询渠道", url=home.url)
    else:
        # A name without a working link may still be a door that a script opens.
        make = Doubt if columns.weak_channels or _NAMED.search(home.html) else Problem
        names = "、".join(dict.fromkeys(one.name or one.idea for one in columns.weak_channels[:3]))
        seen = (
            f"，只有“{names}”，请核对能否网上咨询"
            if columns.weak_channels
            else "（信箱、咨询、留言等），信访和举报渠道不算"
        )
        yield make(
            code="no-channel",
            message=f"网站没有找到可供公众咨询的网上渠道{seen}。",
            page_url=home.url,
            subject="咨询渠道",
        )


def consultation_said(
    one: Consultation, options: InteractionOptions, today: date, *, whole: bool
) -> Iterator[Statement]:
    """A consultation without a result, or of a short period."""
    if one.period is None or one.period.end < options.begins(today):
        return
    if awaits_result(one, options, today) and not one.result:
        seen = whole and one.read and not one.scripted
        make = Problem if seen and one.called else Doubt
        unsure = "是否应当公布结果请核对" if seen else "相关栏目没有读全或由脚本加载，请核对"
        hedge = f"（{unsure}）" if make is Doubt else ""
        yield make(
            code="consultation-no-result",
            message=f"意见征集“{_title(one.title)}”已于{_day(one.period.end)}结束，至今没有找到公布的结果{hedge}。",
            page_url=one.url,
            subject=one.title,
            evidence={"end": one.period.end.isoformat(), "days": (today - one.period.end).days},
        )
    days = one.period.days
    if one.period.stated and one.draft and days is not None and days < options.period_days and not one.period.urgent:
        yield Doubt(
            code="consultation-short-period",
            message=(
                f"征求意见“{_title(one.title)}”的期限为 {days} 天，少于 {options.period_days} 天，"
                "也没有说明缩短的原因，请核对。"
            ),
            page_url=one.url,
            subject=one.title,
            evidence={"start": one.period.start.isoformat() if one.period.start else None, "days": days},
        )


def awaits_result(one: Consultation, options: InteractionOptions, today: date) -> bool:
    """Whether a consultation ended long enough ago for its result to be due."""
    return one.period is not None and one.period.end + timedelta(days=options.result_days) < today


def _subject(one: Message) -> str:
    """The title; on a board, where messages have no address, also the day, since many are called 咨询."""
    return one.title if one.url and one.title else f"{one.title or one.column} {one.asked}"


def _title(title: str) -> str:
    return title if len(title) <= TITLE_SHOWN else title[: TITLE_SHOWN - 1] + "…"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
