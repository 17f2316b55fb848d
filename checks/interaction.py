"""Public interaction: messages answered in time, columns kept up, consultations with a result."""

from collections.abc import Iterable, Iterator
from datetime import date

from checks.api import site_check
from checks.interaction_columns import Columns, read_columns
from checks.interaction_consultations import Consultation, consultations_of
from checks.interaction_messages import Message
from checks.interaction_says import (
    InteractionOptions,
    consultation_said,
    late_reply,
    no_channel,
    stale,
    unanswered,
)
from checks.interaction_shares import consultation_measures, message_measures
from checks.model import Statement, Unknown
from evidence.china import CHINA
from evidence.records import Need
from evidence.site import Site


@site_check(
    "interaction",
    title="互动回应",
    version=1,
    needs={Need.PAGES},
    codes={
        "late-reply": "答复超期",
        "unanswered": "留言超过三个月未答复",
        "stale": "留言公开长期未更新",
        "no-channel": "没有网上咨询渠道",
        "consultation-no-result": "意见征集未公布结果",
        "consultation-short-period": "征求意见期限偏短",
    },
    measures={
        "messages-checked": "已核查留言数",
        "reply-in-time-rate": "咨询按时答复率",
        "late-replies": "超期才答复的咨询数",
        "overdue-questions": "超期仍未答复的咨询数",
        "median-reply-days": "答复用时中位数（工作日）",
        "unanswered": "超过三个月未答复的留言数",
        "consultations": "一年内意见征集次数",
        "consultations-with-result": "已公布结果的意见征集数",
    },
    options=InteractionOptions(),
)
def interaction(site: Site, options: InteractionOptions) -> Iterator[Statement]:
    """看什么：领导信箱、咨询投诉、留言公开等栏目的列表、留言板和信件页面上的留言时间、答复时间和办理状态；
    意见征集栏目的征集期限和结果反馈。

    为什么：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“互动回应差”（没有有效的咨询渠道，或一年内有效留言
    超过三个月未答复，访谈、征集、信访、举报除外）和“留言公开”（两个月内要有更新）、“征集调查”（要公布结果）；
    各地考核细则的答复时限，如上海市松江区 2022 年的咨询 5 个工作日；《重大行政决策程序暂行条例》（国务院令第713号）
    第十五条：公开征求意见的期限一般不少于 30 日。

    什么算问题：页面写明留言时间和未答复状态（或信件页面的答复内容空着）、且超过三个月的留言；留言公开（没有该栏目的，指公布留言的咨询、信箱栏目）超过两个月没有更新；
    全站没有咨询渠道（信访、举报渠道不算）；
    写明截止日期的意见征集结束后超过 30 日（可设置）没有公布结果。细则要求时，咨询超过规定工作日才答复的留言。

    什么算疑似：答复时间为空但没有写明状态的留言；栏目没有读全、页面可能由脚本加载时没有找到结果的征集；草案公示没有公布结果；
    不足 30 日又没有说明原因的征求意见；只有热线等看不出能否网上咨询的渠道。

    看不出什么：没有公开的留言；答复的内容质量；需登录才能看到的办理情况；由脚本加载的列表；节假日安排尚未公布的年度。
    """
    today = site.observed_at.astimezone(CHINA).date()
    home = site.page(site.info.url)
    if home is None:
        yield Unknown(reason="首页未能读取，无法查找互动交流栏目", url=site.info.url)
        return
    columns = read_columns(site, today, options.details)
    yield from no_channel(site, home, columns)
    for reason in columns.unread:
        yield Unknown(subject="栏目读取", reason=reason)
    yield from _messages(columns, options, today)
    found = consultations_of(site, columns.calls, columns.results, today)
    yield from _consultations(site, found, columns, options, today)
    yield from message_measures(columns.messages, options, today, bool(columns.message_columns))
    yield from consultation_measures(found, options, today, bool(columns.calls))


def _messages(columns: Columns, options: InteractionOptions, today: date) -> Iterator[Statement]:
    valid = [one for one in columns.messages if not one.excluded]
    for one in valid:
        yield from unanswered(one, options, today)
        if options.report_late:
            yield from _late(one, options, today)
    yield from stale(columns, options, today)


def _late(one: Message, options: InteractionOptions, today: date) -> Iterator[Statement]:
    if one.consulting and one.asked and options.begins(today) <= one.asked:
        yield from late_reply(one, options)


def _consultations(
    site: Site, found: Iterable[Consultation], columns: Columns, options: InteractionOptions, today: date
) -> Iterator[Statement]:
    whole = site.coverage.complete and not columns.unread_consultations
    for one in found:
        yield from consultation_said(one, options, today, whole=whole)
