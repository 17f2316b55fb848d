"""The messages of the public and their answers, as lists, boards and single pages show them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from checks.interaction_boards import Asked, Block, asked_blocks, asked_lines, blocks_of
from checks.interaction_tables import headed_rows
from checks.interaction_words import words
from evidence.date_text import DateSource, read_dates
from evidence.page import Page
from evidence.records import LinkKind
from evidence.visible import read_visible

REPLY_LEAST = 8  # characters that make an answer of what stands after 答复内容
DATE_REACH = 40
CELL_MOST = 24  # characters of a cell that holds a day or a state
BARE_LEAST, BARE_MOST = 3, 12  # characters of a word of state that stands without a label
# What the pages of letters hold; the first are looked for in every article, to tell letters from them.
LETTER_GATE = ("来信", "留言", "提问", "咨询", "写信", "信件", "诉求", "答复", "回复")
GATE = ("信", "留言", "提问", "咨询", "诉求", "投诉", "答复", "回复", "反馈", "办理", "处理", "提交")

# 于 2026-07-02 10:00 提问: the day stands before the word for it.
_DAY_TIME = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
_DAY, _DAY_IN_LINE = _DAY_TIME + r"\s*", _DAY_TIME + r"[^\S\n]*"
# 提交：2026-07-02, 回复于 2026-07-03: a label without 时间 has nothing behind its day; an answer may begin with one.
_ALONE = r"(?=(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{0,2}\d{1,2}:\d\d(?::\d\d)?)?(?:[\s|｜)）\]】]|$))"
_COLON = r"\s*+[】\]]?+\s*+[:：]?+\s*+"  # 【留言时间】, 留言时间：
_PUT = "来信|留言|提问|咨询|写信|提交|投诉|反映|诉求|信件|发信|提出"
_PUT_HERE = "来件|收信|收件|投递|创建|登记|发表"  # said of letters only where nothing but letters is looked for


def _asked(verbs: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{verbs})(?:(?:时间|日期){_COLON}|(?:于\s*[:：]?|[:：])\s*{_ALONE})"
        rf"|于\s*(?={_DAY}(?:来信|留言|提问|咨询|写信|提交|反映)))"
    )


BARE_DAY = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
_DAY_FOLLOWS = r"[\s【\[(（]*+(?:19|20)\d\d\D"
_ASKED = _asked(f"{_PUT}|{_PUT_HERE}")
ASKED_DAY = re.compile(_ASKED.pattern + _DAY_FOLLOWS)
_LETTER_DAY = re.compile(_asked(_PUT).pattern + _DAY_FOLLOWS)
_ANSWERED = re.compile(
    # 应办结时间, 限办时间 and 承诺答复时间 are when it is due.
    rf"(?<![应限须需求划计诺定])(?:回复|答复|办结|回信|回函|反馈|解答|回答|处理|办理|结案)(?:(?:时间|日期){_COLON}|(?:于|[:：])\s*{_ALONE})"
    # On a line of its own 答复： begins the answer, and the day before it is that of the question.
    rf"|(?<!\d)(?={_DAY_IN_LINE}(?:回复|答复|回信|解答|回答)\s*[:：])"
)
_STATE = re.compile(
    rf"(?:(?:办理|处理|回复|受理|答复|信件|当前|目前|留言|办件)(?:状态|进度|进展|情况|流程|环节)|(?<![\u3400-\u9fff])状态){_COLON}"
    r"([\u3400-\u9fff]{2,10})"
)
# 承办单位意见, 答复内容: what was answered stands behind it, on its line or on the next.
_REPLY = re.compile(
    r"(?:(?:答复|回复|办理|处理|反馈|回函|回信)(?:内容|意见|结果|情况)|(?:承办|办理|答复|回复)(?:单位|部门)意见"
    r"|(?<![^\n])[ \t]*(?:回复|答复))"
    r"[ \t]*(?:(?:[】\]][ \t]*[:：]?|[:：])[ \t]*([^\n]*)|\n[ \t]*([^\n]*)|$)"
)
# What follows a label that nothing was written behind: the next label, or the end of the letter.
_NO_REPLY = re.compile(
    r"[\u3400-\u9fff]{2,6}\s*[:：]|(?:[【\[<《]\s*)?(?:上一|下一|返回|关闭|打印|分享|主办|版权|联系我们|网站|满意|评价|评分|收藏|相关|您对)|.{0,40}ICP备"
)
# A letter that only tells its writer to wait; 工作人员让我耐心等待 is what a writer says.
WAITS = re.compile(
    r"(?m)^[^\n]{0,8}(?:已(?:被|经)?(?:受理|收到|转|提交|交)|正在)[^\n]{0,24}"
    r"(?:请您?耐心等[待候]|(?:正在|尽快|抓紧)(?:办理|处理|核实|调查|答复|回复)中?[。！!]?$)"
)
_REPLY_OF_BODY = re.compile(
    r"(?:[局委办部院镇乡会室处中心站所]|街道|官方|单位|管理员)(?:回复|答复|回应)\s*[:：]\s*(\S[^\n]*)"
)
_KIND = re.compile(rf"(?:来信|信件|留言|诉求|咨询)(?:类型|类别|性质){_COLON}([\u3400-\u9fff]{{2,6}})")
_KIND_BEFORE = re.compile(r"\s*[\[【(（]\s*([\u3400-\u9fff]{2,6})\s*[\]】)）]\s*")
_TITLE = re.compile(r"(?:咨询|来信|信件|留言|诉求|问题)?(?:标题|主题)\s*[:：]\s*")
_BARE = re.compile(r"[\s【】\[\]()（）|｜,，;；/:：]+")
_BLANK = re.compile(r"[—\-（()）空/. 　]*|(?:暂无|无)(?:内容|数据|结果)?[。.]?")
_FILLED = re.compile(r"\$\.(?:ajax|get|post|getJSON)\(|\bfetch\(|XMLHttpRequest|axios|v-(?:for|html|text)=|\{\{")
LINE_MOST = 200
_STEP = re.compile(r"→|➜|➔|—>|-+>|＞|»|>>?")
_ENDING = " 。！!.…"
_EMPTY = re.compile(
    r"(?:暂无|尚未|未|无|待|等待|正在|-|—|\.|[(（]?空[)）]?|[(（])+(?:回复|答复|办理|处理|内容|数据)?.{0,6}"
)


class State(Enum):
    """Whether a message has been answered, as far as a page shows it."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `clear` when the page itself says by a word that it is not answered and when it was sent.

    `told` is what the page says of its state.
    """

    title: str
    page_url: str
    url: str = ""
    asked: date | None = None
    answered: date | None = None
    state: State = State.UNKNOWN
    clear: bool = False
    kind: str = ""
    told: str = ""
    column: str = ""
    unit: str = ""

    @property
    def address(self) -> str:
        """The page of the message, or the list that shows it."""
        return self.url or self.page_url

    @property
    def excluded(self) -> bool:
        """Whether the message is of a sort that owes no public answer."""
        if any(words().barred.fullmatch(word) for word in self.told.split()):
            return True
        # A column of 投诉举报 holds both; what it is called says nothing of one message.
        column = self.column.replace("举报", "") if words().mixed.search(self.column) else self.column
        return words().excluded.search(f"{self.kind} {self.title} {column} {self.told}") is not None

    @property
    def consulting(self) -> bool:
        """Whether the message asks something: 咨询, or of no kind that is told."""
        if self.kind:
            return words().consulting.search(self.kind) is not None
        if words().other_titles.match(self.title):
            return False
        return words().other_kinds.search(self.column) is None or words().consulting.search(self.column) is not None


def messages_of(page: Page, today: date) -> tuple[Message, ...]:
    """The messages a page shows: the rows of its lists, else what its text labels."""
    if not any(word in page.html for word in GATE):
        return ()
    return tuple(_listed(page, today)) or tuple(_written(page, today)) or tuple(_marked(page, today))


def shows_letter(page: Page) -> bool:
    """Whether a page labels what somebody wrote, when, and what became of it: a letter of the public, no article."""
    if not any(word in page.html for word in LETTER_GATE):
        return False
    text = read_visible(page.tree).text
    treated = _ANSWERED.search(text) or _STATE.search(text) or _REPLY.search(text)
    return treated is not None and _LETTER_DAY.search(text) is not None


def merged(messages: Iterable[Message]) -> tuple[Message, ...]:
    """One message an address: what its own page says is joined to what the list says; answered if either says so."""
    found: dict[tuple[str, str, date | None], Message] = {}
    for message in messages:
        key = (message.url, "", None) if message.url else (message.page_url, message.title, message.asked)
        known = found.get(key)
        found[key] = _joined(known, message) if known else message
    return tuple(found.values())


def _joined(one: Message, other: Message) -> Message:
    states = (one.state, other.state)
    if State.ANSWERED in states:
        state = State.ANSWERED
    else:
        state = State.UNANSWERED if State.UNANSWERED in states else State.UNKNOWN
    return replace(
        one,
        asked=other.asked or one.asked,
        answered=other.answered or one.answered,
        state=state,
        clear=state is State.UNANSWERED and (one.clear or other.clear),
        kind=one.kind or other.kind,
        told=f"{one.told} {other.told}".strip(),
    )


def _listed(page: Page, today: date) -> Iterator[Message]:
    for row in headed_rows(page):
        cells = row.cells
        if not {"asked", "answered", "state"} & set(cells) or {"end"} & set(cells):
            continue
        asked = _day(cells.get("asked") or cells.get("day", ""), today)
        reply = cells.get("answered", "")
        wordy = len(reply) > CELL_MOST  # the answer itself stands there, not its day
        answered = None if wordy else _day(reply, today)
        # A list without a column for the state may say it where the day of the answer would stand.
        shown = cells.get("state") or ("" if answered else reply)
        told = re.sub(r"[\s【】\[\]()（）]+", "", shown)
        state = State.ANSWERED if wordy and "state" not in cells else _state(told, answered)
        blank = "answered" in cells and not re.sub(r"[\s\-—/暂无]+", "", reply)
        if state is State.UNKNOWN and blank:
            state = State.UNANSWERED
        clear = asked is not None and words().unanswered.fullmatch(told) is not None
        yield Message(
            title=cells["title"],
            page_url=page.url,
            url=row.url,
            asked=asked,
            answered=answered,
            state=state,
            clear=clear and state is State.UNANSWERED,
            kind=cells.get("kind", ""),
            told=told,
        )


def _written(page: Page, today: date) -> Iterator[Message]:
    """The messages of a text: by the elements of a board, else from each label 留言时间 to the next.

    A single one has the whole text.
    """
    blocks = blocks_of(page.tree, ASKED_DAY)
    if blocks:
        found = [_boarded(block, page, today) for block in blocks]
        # Where other messages show their answers, one whose place for it is blank has none.
        answers = any(one.state is State.ANSWERED for one in found) and _FILLED.search(page.html) is None
        for block, one in zip(blocks, found, strict=True):
            blank = answers and one.state is State.UNANSWERED and _reply(block.text) == ""
            yield replace(one, clear=one.clear or blank)
        return
    text = read_visible(page.tree).text
    places = [match for match in _ASKED.finditer(text) if _at(text, match.end(), today)]
    if len(places) == 1:
        one = _message(text, page, today, title=page.title, url=page.url)
        # The page of a letter that has a place for the answer and nothing in it says so, if no script fills it.
        blank = one.state is State.UNANSWERED and _reply(text) == "" and _FILLED.search(page.html) is None
        yield replace(one, clear=one.clear or blank)
        return
    for number, match in enumerate(places):
        end = places[number + 1].start() if number + 1 < len(places) else len(text)
        before = text[: match.start()].strip().splitlines()
        title, told = before[-1] if before else "", ""
        if len(before) > 1 and _says(title):  # the state stands between the title and the day
            title, told = before[-2], f"状态：{title}\n"
        yield _message(told + text[match.start() : end], page, today, title=title, url=_address(page, title))


def _marked(page: Page, today: date) -> Iterator[Message]:
    """The messages of a board that labels no day, by what its markup calls a question.

    Where other questions show their answers, one without any has none.
    """
    asked = asked_blocks(page.tree, BARE_DAY) or asked_lines(read_visible(page.tree).text, BARE_DAY)
    found = [(one, _after_question(one)) for one in asked]
    answers = any(state is State.ANSWERED for _, (state, _) in found)
    for one, (state, told) in found:
        yield Message(
            title=one.title[:60],
            page_url=page.url,
            asked=_day(one.question, today),
            state=state,
            clear=state is State.UNANSWERED and (bool(told) or answers),
            told=told,
        )


def _after_question(one: Asked) -> tuple[State, str]:
    told = next((said for line in one.answer if _says(said := line.strip(_ENDING))), "")
    if told:
        return _state(told, None), told
    if waits := WAITS.search("\n".join(one.answer)):
        return State.UNANSWERED, waits[0]
    length = sum(len(line) for line in one.answer)
    return (State.ANSWERED if length >= REPLY_LEAST else State.UNANSWERED if not length else State.UNKNOWN), ""


def _boarded(block: Block, page: Page, today: date) -> Message:
    """A message that has an element of its own: there a state may stand without a label."""
    head = _KIND_BEFORE.match(block.title)
    known = head and (words().consulting.search(head[1]) or words().other_kinds.search(head[1]))
    title = _TITLE.sub("", block.title[head.end() :] if head and known else block.title)
    # 反映燃气开通<span>待处理</span>: the state stands behind the title on its line.
    title = title.removesuffix(next((mark for mark in block.marks if _says(mark) and title != mark), ""))
    found = _message(block.text, page, today, title=title, url=_address(page, block.title))
    kind = found.kind or (head[1] if head else "")
    if found.told:
        return replace(found, kind=kind)
    lines = (line.strip(_ENDING) for line in block.text.splitlines())
    parts = (*_BARE.split(block.text), *lines, *(mark.strip(_ENDING) for mark in block.marks))
    bare = [word for word in parts if len(word) >= BARE_LEAST]
    shown = [] if _shows_steps(parts) else [word for word in bare if _says(word)]
    told = next((word for word in shown if words().answered.fullmatch(word)), shown[0] if shown else "")
    barred = next((word for word in bare if len(word) <= BARE_MOST and words().barred.fullmatch(word)), "")
    answered = found.state is State.ANSWERED
    state = State.ANSWERED if answered else _state(told, found.answered) if told else found.state
    clear = found.clear or (state is State.UNANSWERED and words().unanswered.fullmatch(told) is not None)
    return replace(found, kind=kind, told=f"{told} {barred}".strip(), state=state, clear=clear)


def _shows_steps(parts: Iterable[str]) -> bool:
    """Whether all steps of a letter stand beside each other, whichever it has reached: 待受理、处理中、办结."""
    said = {word for word in parts if _says(word)}
    return len(said) > 2 and "办结" in said


def _message(part: str, page: Page, today: date, *, title: str, url: str) -> Message:
    """What a part of a text says of one message."""
    asked = next((day for m in _ASKED.finditer(part) if (day := _at(part, m.end(), today))), None)
    answered = next((day for m in _ANSWERED.finditer(part) if (day := _at(part, m.end(), today))), None)
    told = next((said for m in _STATE.finditer(part) for said in _states(part, m) if _says(said)), "")
    state = _state(told, answered)
    reply = _reply(part)
    if state is State.UNKNOWN and reply is not None:
        told = told or (said if words().unanswered.fullmatch(said := reply.strip(_ENDING)) else "")
        empty = bool(told) or not reply or _EMPTY.fullmatch(reply) is not None
        state = State.UNANSWERED if empty else State.ANSWERED if len(reply) >= REPLY_LEAST else State.UNKNOWN
    waits = state is State.UNKNOWN and WAITS.search(part) is not None
    if waits or (words().unanswered.fullmatch(told) and WAITS.search(reply or "")):
        state = State.UNANSWERED  # the day of the answer is then that of a receipt
    kind = _KIND.search(part)
    return Message(
        title=title[:60],
        page_url=page.url,
        url=url,
        asked=asked,
        answered=None if state is State.UNANSWERED else answered,
        state=state,
        clear=waits or (state is State.UNANSWERED and words().unanswered.fullmatch(told) is not None),
        kind=kind[1] if kind else "",
        told=told,
    )


def _states(part: str, match: re.Match[str]) -> Iterator[str]:
    """What stands behind the label of a state; of steps that lead to each other the last one."""
    line = part[match.start(1) :].split("\n", 1)[0][:LINE_MOST]
    steps = _STEP.split(line)
    if len(steps) > 1:
        yield re.sub(r"[(（\[【][^)）\]】]*[)）\]】]|[\s\d.:：/年月日-]+", "", steps[-1])
    else:
        yield match[1]


def _reply(part: str) -> str | None:
    """What stands as the answer; "" where its label has nothing behind it, None where there is no label."""
    found = None
    for match in _REPLY.finditer(part):
        behind = match[1] or match[2]
        if not behind:
            behind = next((line for line in part[match.end() :].split("\n") if line.strip()), "")
        text = behind.strip()
        if (not match[1] and _NO_REPLY.match(text)) or _BLANK.fullmatch(text):
            text = ""
        found = found or text
    if not found and (named := _REPLY_OF_BODY.search(part)):
        return named[1].strip()
    return found


def _address(page: Page, title: str) -> str:
    """The page of a message on a board: where the only link with its title leads."""
    targets = {link.target for link in page.links if link.kind is LinkKind.A and link.text == title}
    return targets.pop() if len(targets) == 1 else ""


def _says(told: str) -> bool:
    return bool(words().answered.fullmatch(told) or words().unanswered.fullmatch(told))


def _state(told: str, answered: date | None) -> State:
    if words().unanswered.fullmatch(told) and answered is None:
        return State.UNANSWERED
    if answered is not None or words().answered.fullmatch(told):
        return State.ANSWERED
    return State.UNKNOWN


def _at(text: str, start: int, today: date) -> date | None:
    """The full date that stands right at a place."""
    match = re.match(r"[\s【\[(（]*((?:19|20)\d\d\D[^\n]{0,24})", text[start : start + DATE_REACH])
    return _day(match[1], today) if match else None


def _day(text: str, today: date) -> date | None:
    sure = (found for found in read_dates(text, today=today) if found.source is DateSource.VISIBLE)
    found = next(sure, None)
    return found.value if found else None
