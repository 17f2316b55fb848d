"""Messages of a column whose pages head and label nothing: what the rows that repeat say by their places.

Read only in columns known to hold messages of the public: elsewhere a day and 办理中 are as well those of a case.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checks.interaction_messages import REPLY_LEAST, WAITS, Message, State
from checks.interaction_repeats import DAY, Row, row_groups
from checks.interaction_words import words
from evidence.date_text import DateSource, read_dates
from evidence.page import Page
from evidence.urls import is_web, normalise

STATE_LEAST, STATE_MOST = 2, 10  # characters of a word of state
DAYS_MOST = 2  # a row of more days is a course of steps
# 答复 alone is as well what is clicked to read it; 是 and 有 say nothing outside a headed column.
_MUTE = re.compile(r"是|否|有|回复|答复|[✔✓√☑✘✗×☒╳]")
_LABEL = re.compile(r"[\u3400-\u9fff]{0,4}(?:状态|进度|进展|情况)\s*[:：]\s*")
# What a word says that stands where the states of other rows stand, though nobody listed it.
_OPEN = re.compile(r"(?:未|没|待|等待|正在|尚未|暂未)[\u3400-\u9fff]{1,6}|[\u3400-\u9fff]{2,5}中")
_CLOSED = re.compile(r"[\u3400-\u9fff]{0,4}(?:已答|已回|已复|答复|回复|办结|结案|完毕|完成|办妥|解决|反馈)")
_REPLY = re.compile(
    r"[\s\[【(（]*(?:[\u3400-\u9fff]{0,20}[局委办部院镇乡会室处中心站所府]|街道|官方|单位|部门|管理员|工作人员)?\s*"
    r"(?:的?(?:回复|答复|回应|回音|回信|办理结果|处理结果)(?:内容|意见|如下|单位|部门|机关)?|答)\s*[\]】)）]*\s*(?:[:：]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one row says of its message: a word of state, whether an answer stands in it, None where none is begun."""

    told: str
    reply: str | None
    days: tuple[date, ...]

    @property
    def waits(self) -> bool:
        """Whether what stands as the answer only tells its writer to wait, or says that there is none."""
        reply = self.reply or ""
        return bool(WAITS.search(reply) or words().unanswered.fullmatch(reply.strip(" 。")))

    @property
    def answers(self) -> bool:
        """Whether an answer stands in the row."""
        return self.reply is not None and len(self.reply) >= REPLY_LEAST and not self.waits


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """What most rows of a group show: the answers themselves, or two days."""

    answers: bool
    paired: bool


def rows_messages(page: Page, today: date) -> tuple[Message, ...]:
    """The messages in the rows of a page; none where no group of rows says what became of most of them."""
    for rows in row_groups(page.tree):
        said = tuple(_said(row, place, today) for row, place in _with_places(rows))
        if not _in_order(said):
            continue
        group = _Group(
            answers=2 * sum(1 for one in said if one.answers) >= len(said),
            paired=2 * sum(1 for one in said if len(one.days) == DAYS_MOST) >= len(said),
        )
        found = tuple(_message(row, one, group, page) for row, one in zip(rows, said, strict=True))
        if 2 * sum(1 for one in found if one.told or one.state is not State.UNKNOWN) >= len(found):
            return found
    return ()


def _with_places(rows: Sequence[Row]) -> Iterator[tuple[Row, tuple[str, ...] | None]]:
    """Each row with the place where most rows show their state, if they share one."""
    places = Counter(piece.place for row in rows for piece in row.pieces if _is_state(piece.text))
    shared = next((place for place, count in places.most_common(1) if 2 * count >= len(rows)), None)
    for row in rows:
        yield row, shared


def _is_state(text: str) -> bool:
    bare = _LABEL.sub("", text)
    return (
        STATE_LEAST <= len(bare) <= STATE_MOST
        and not _MUTE.fullmatch(bare)
        and any(told.fullmatch(bare) for told in (words().answered, words().unanswered, words().barred))
    )


def _said(row: Row, place: tuple[str, ...] | None, today: date) -> _Said:
    told = next((piece.text for piece in row.pieces if _is_state(piece.text)), "")
    if not told and place is not None:
        told = next((piece.text for piece in row.pieces if piece.place == place and _is_open_or_closed(piece.text)), "")
    days = (_day(match[0], today) for piece in row.pieces for match in DAY.finditer(piece.text))
    return _Said(told=_LABEL.sub("", told), reply=_reply(row), days=tuple(day for day in days if day))


def _is_open_or_closed(text: str) -> bool:
    return bool(_OPEN.fullmatch(text) or _CLOSED.fullmatch(text))


def _in_order(said: Sequence[_Said]) -> bool:
    """Whether of two days the same one is the earlier in every row: a question comes before its answer.

    Days of which now the first, now the second is earlier are other days, and three are the steps of a course.
    """
    if any(len(one.days) > DAYS_MOST for one in said):
        return False
    pairs = [one.days for one in said if len(set(one.days)) == DAYS_MOST]
    return len({first < second for first, second in pairs}) < DAYS_MOST


def _message(row: Row, said: _Said, group: _Group, page: Page) -> Message:
    state = _state(said, group)
    days = sorted(said.days)
    answered = days[-1] if len(days) == DAYS_MOST and state is State.ANSWERED else None
    return Message(
        title=row.title[:60],
        page_url=page.url,
        url=_address(row.href, page),
        asked=days[0] if days else None,
        answered=answered,
        state=state,
        clear=state is State.UNANSWERED and (bool(said.told) or said.waits or group.answers),
        told=said.told,
    )


def _state(said: _Said, group: _Group) -> State:
    told = said.told
    if told:
        if words().barred.fullmatch(told):
            return State.UNKNOWN
        if words().answered.fullmatch(told) or not (words().unanswered.fullmatch(told) or _OPEN.fullmatch(told)):
            return State.ANSWERED
        # 已受理 may stay beside an answer that has come since.
        return State.UNKNOWN if said.answers else State.UNANSWERED
    if said.reply is not None:
        empty = said.waits or not said.reply
        return State.UNANSWERED if empty else State.ANSWERED if said.answers else State.UNKNOWN
    if group.answers:
        return State.UNANSWERED
    if group.paired:
        return State.ANSWERED if len(said.days) == DAYS_MOST else State.UNANSWERED
    return State.UNKNOWN


def _reply(row: Row) -> str | None:
    """What stands behind the word for the answer, to the end of the row; None where no such word stands."""
    for at, line in enumerate(row.lines):
        if head := _REPLY.match(line):
            behind = (line[head.end() :], *row.lines[at + 1 :])
            return " ".join(" ".join(DAY.sub("", part) for part in behind).split())
    return None


def _address(href: str, page: Page) -> str:
    return (normalise(href, page.url) or "") if href and not href.startswith("#") and is_web(href) else ""


def _day(text: str, today: date) -> date | None:
    sure = (found for found in read_dates(text, today=today) if found.source is DateSource.VISIBLE)
    found = next(sure, None)
    return found.value if found else None
