"""The measures of public interaction: shares, medians and counts, for the site and for each unit."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median

from checks.interaction_consultations import Consultation
from checks.interaction_messages import Message, State
from checks.interaction_says import InteractionOptions, awaits_result, overdue
from checks.model import Measure, Statement, Unknown
from evidence.workdays import unknown_years, working_days


def message_measures(
    messages: tuple[Message, ...], options: InteractionOptions, today: date, columns: bool
) -> Iterator[Statement]:
    """Counts, the share answered in time and the median delay."""
    if columns and not messages:
        yield Unknown(subject="答复时限", reason="留言和信箱栏目中没有读到带时间的留言，无法计算答复用时")
    for unit in sorted({"", *(one.unit for one in messages)}):
        own = [one for one in messages if not unit or one.unit == unit]
        yield Measure(name="messages-checked", value=len(own), unit=unit)
        yield from _answers(own, options, today, unit)


def consultation_measures(
    found: tuple[Consultation, ...], options: InteractionOptions, today: date, columns: bool
) -> Iterator[Statement]:
    """How many consultations of the last year, and how many of those that ended have a result."""
    if not columns:
        return
    for unit in sorted({"", *(one.unit for one in found)}):
        own = [one for one in found if (not unit or one.unit == unit) and _counts(one, options.begins(today))]
        due = [one for one in own if awaits_result(one, options, today)]
        done = sum(1 for one in own if one.result)
        yield Measure(name="consultations", value=len(own), unit=unit)
        yield Measure(
            name="consultations-with-result",
            value=done,
            numerator=sum(1 for one in due if one.result),
            denominator=len(due),
            unit=unit,
        )


def _counts(one: Consultation, begins: date) -> bool:
    day = one.period.end if one.period else one.published
    return day is not None and day >= begins


def _answers(own: list[Message], options: InteractionOptions, today: date, unit: str) -> Iterator[Statement]:
    """Answers to questions of the last year; one that is still without an answer after its term counts as late."""
    if own:
        yield Measure(name="unanswered", value=sum(1 for one in own if overdue(one, options, today)), unit=unit)
    delays: list[tuple[Message, int]] = []
    years: set[int] = set()
    for one in own:
        if one.asked is None or one.asked < options.begins(today) or one.excluded:
            continue
        end = one.answered or today
        days = working_days(one.asked, end)
        if days is None:
            years.update(unknown_years(one.asked, end))
        else:
            delays.append((one, days))
    if years:
        named = "、".join(map(str, sorted(years)))
        yield Unknown(subject="答复时限", reason=f"没有{named}年的节假日安排数据，算不出工作日数")
    yield from _terms([(one, days) for one, days in delays if one.consulting], options.reply_days, unit)
    taken = [days for one, days in delays if one.answered is not None]
    if taken:
        yield Measure(name="median-reply-days", value=Decimal(str(median(taken))), unit=unit)


def _terms(questions: list[tuple[Message, int]], term: int, unit: str) -> Iterator[Measure]:
    """How many questions were answered in time, late, or wait for an answer beyond their term."""
    in_time = sum(1 for one, days in questions if one.answered is not None and days <= term)
    late = sum(1 for one, days in questions if one.answered is not None and days > term)
    waiting = sum(1 for one, days in questions if one.state is State.UNANSWERED and not one.answered and days > term)
    whole = in_time + late + waiting
    if whole:
        share = (Decimal(in_time) / Decimal(whole)).quantize(Decimal("0.0001"))
        yield Measure(name="reply-in-time-rate", value=share, numerator=in_time, denominator=whole, unit=unit)
        yield Measure(name="late-replies", value=late, unit=unit)
        yield Measure(name="overdue-questions", value=waiting, unit=unit)
