"""What is said of one column: the problems, doubts and unknowns of its updating, in Chinese."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checks.column_state import alias
from checks.model import Doubt, Problem, Statement, Unknown
from checks.update_columns import Judgement, leads_elsewhere
from checks.update_limits import Limit
from evidence.blank import Blank
from evidence.columns import Column
from evidence.lists import ListItem
from evidence.page import Page
from evidence.urls import host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A column, its page and the rows of its list; `limit` is None where it need not change but must not be blank.

    `names` are the ideas the page stands for, the first the one it is reported under. `topical`: it belongs to a topic.
    """

    column: Column
    names: tuple[str, ...]
    unit: str
    page: Page
    limit: Limit | None
    items: tuple[ListItem, ...]
    topical: bool = False

    @property
    def name(self) -> str:
        """The name it is reported under."""
        return self.names[0]

    @property
    def called(self) -> str:
        """The column in words: its name and, where the site calls it otherwise, the site's name for it."""
        return f"“{self.name}”栏目{alias(self.column, self.name)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A column with its judgement; `blank` says how empty it is, `closed` by which words its page says it is closed."""

    listed: Listed
    judgement: Judgement
    blank: Blank
    closed: str = ""


def said(one: Judged, today: date) -> Iterator[Statement]:
    """Everything said of one column."""
    listed, judgement = one.listed, one.judgement
    if one.blank is Blank.YES:
        yield _blank(listed)
    elif listed.limit is None:
        return
    elif judgement.dated == 0:
        yield from _undated(one)
    else:
        if one.closed:
            reason = f"{listed.called}超过期限没有更新，页面写明“{one.closed}”，需人工核对是否按规定停办、归档"
            yield Unknown(reason=reason, subject=listed.name, url=listed.page.url)
        if judgement.late:
            yield _late(listed, judgement, listed.limit)
        yield from _odd_dates(listed, judgement, today)


def _blank(listed: Listed) -> Problem:
    """A blank page among those that need not change (a tool, a service) may be filled elsewhere: a person decides."""
    make = Problem if listed.limit else Doubt
    return make(
        code="blank",
        message=f"{listed.called}没有内容，是空白栏目。",
        page_url=listed.page.url,
        subject=listed.name,
    )


def _late(listed: Listed, judgement: Judgement, limit: Limit) -> Problem:
    """A column the vocabulary does not know, or one of a topic, may be closed on purpose: a person decides."""
    make = Problem if listed.column.idea and not listed.topical else Doubt
    return make(
        code="stale",
        message=late_words(f"{listed.called}", judgement, limit),
        page_url=listed.page.url,
        subject=listed.name,
        evidence=evidence_of(judgement, limit),
    )


def late_words(what: str, judgement: Judgement, limit: Limit) -> str:
    found = judgement.found
    day = f"{found.value.year}年{found.value.month}月{found.value.day}日" if found else ""
    return f"{what}最新一条信息发布于{day}，距检查时已{judgement.age}天，超过{limit.words}的期限。"


def evidence_of(judgement: Judgement, limit: Limit) -> Mapping[str, object]:
    found, row = judgement.found, judgement.newest
    if found is None or row is None:
        return {}
    return {
        "newest": found.value.isoformat(),
        "title": row.title,
        "url": row.url,
        "source": found.source.value,
        "confidence": found.confidence.value,
        "text": found.text,
        "limit": limit.words,
        "items": judgement.total,
        "dated": judgement.dated,
    }


def _undated(one: Judged) -> Iterator[Statement]:
    listed = one.listed
    if one.blank is Blank.CANNOT_TELL:
        reason = f"{listed.called}的内容可能由脚本加载，从页面源码看不到信息日期"
        yield Unknown(reason=reason, subject=listed.name, url=listed.page.url)
    elif not listed.items:
        reason = f"{listed.called}不是信息列表，也没有标明日期"
        yield Unknown(reason=reason, subject=listed.name, url=listed.page.url)
    elif not leads_elsewhere(listed.items, host_of(listed.page.url)):
        yield Doubt(
            code="undated",
            message=f"{listed.called}的信息没有标明日期，无法确认更新时间；按检查指标，未标日期的信息视为未更新。",
            page_url=listed.page.url,
            subject=listed.name,
            evidence={"items": len(listed.items)},
        )


def _odd_dates(listed: Listed, judgement: Judgement, today: date) -> Iterator[Doubt]:
    if judgement.future:
        first = judgement.future[0]
        day = first.published.value if first.published else today
        count = len(judgement.future)
        yield Doubt(
            code="future",
            message=f"{listed.called}有{count}条信息的日期晚于检查日，如“{first.title}”标为{day.isoformat()}。",
            page_url=listed.page.url,
            subject=listed.name,
            evidence={"items": [row.url or row.title for row in judgement.future[:20]]},
        )
    if judgement.bulk:
        yield Doubt(
            code="bulk",
            message=f"{listed.called}第一页{judgement.dated}条信息几乎都标为{judgement.bulk.isoformat()}，"
            "请核实是否为批量迁移或集中补录。",
            page_url=listed.page.url,
            subject=listed.name,
            evidence={"date": judgement.bulk.isoformat(), "items": judgement.dated},
        )
