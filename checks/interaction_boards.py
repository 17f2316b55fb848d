"""The messages of a board as its markup keeps them apart: one element each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.visible import lines_of

DEEPEST = 60
MARKS = "span, em, i, font, label"
MARK_MOST = 12  # characters of a word of state
TITLES = "h1, h2, h3, h4, h5, h6, dt, strong, b, a"
TITLE_LEAST = 4
ASKING = "[class*=ask], [class*=Ask], [class*=quest], [class*=Quest], [class*=wen], [class*=liuyan]"
ASKED_LEAST, ASKED_MOST = 2, 300
_END = re.compile(r"(?i)foot|bottom|copyright|(?:^|[\s_-])page|pager|pagination")
_QUESTION = re.compile(r"(?:网友|群众|市民)?(?:问|提问)\s*[:：]\s*")
_ANSWER = re.compile(r"(?:答|回答|答复|回复)\s*[:：]")
_DAY_BEHIND = re.compile(r"\s*[(（\[【]?\s*(?:19|20)\d\d[-/.年][\d\-/.年月日 :：]*[)）\]】]?\s*$")
_OVER = re.compile(r"主办|版权|网站标识|联系我们|上一[页条篇]|下一[页条篇]|ICP备")
_ASKING = re.compile(r"(?:^|[-_])(?:ask|quest|question|wen|tiwen|liuyan)(?:$|[-_\d])")
# What heads a message on a board and is no title of it: 留言者：王**, 状态：未处理, 管理员回复：…
_LABELLED = re.compile(r"[\[【(（]?[\u3400-\u9fff]{2,8}[\]】)）]?\s*[:：]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The text of one message with its answer, what heads it, and what stands in small elements of its own."""

    text: str
    title: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question by its markup, and the lines that follow it: its answer, or that there is none."""

    question: str
    title: str
    answer: tuple[str, ...]


def blocks_of(tree: LexborHTMLParser, asked: re.Pattern[str]) -> tuple[Block, ...]:
    """The elements of a board that hold one time of asking each; none where messages do not stand apart.

    Where text stands between them an element is not the whole of a message, and the text alone must tell.
    """
    node = tree.body
    for _ in range(DEEPEST):
        if node is None:
            return ()
        children = [child for child in node.iter() if child.text(strip=True)]
        counts = [len(asked.findall(child.text())) for child in children]
        holding = [at for at, count in enumerate(counts) if count]
        if len(holding) == 1:
            node = children[holding[0]]
            continue
        whole = set(counts[holding[0] : holding[-1] + 1]) == {1} if holding else False
        return tuple(_block(children[at], asked) for at in holding) if whole else ()
    return ()


def asked_blocks(tree: LexborHTMLParser, day: re.Pattern[str]) -> tuple[Asked, ...]:
    """The questions of a board whose markup alone says what is asked: each with one day, and what follows it."""
    nodes = [node for node in tree.css(ASKING) if _asks(node) and len(day.findall(node.text())) == 1][:ASKED_MOST]
    if len(nodes) < ASKED_LEAST:
        return ()
    known = {node.mem_id for node in nodes}
    return tuple(_asked_block(node, known, day) for node in nodes)


def asked_lines(text: str, day: re.Pattern[str]) -> tuple[Asked, ...]:
    """The questions of a text that only 问 and 答 keep apart, each with one day of its own."""
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines) if _QUESTION.match(line)][:ASKED_MOST]
    parts = (lines[at:end] for at, end in pairwise((*starts, len(lines))))
    found = (_asked_of(part, day) for part in parts)
    return tuple(one for one in found if one is not None)


def _asked_of(lines: list[str], day: re.Pattern[str]) -> Asked | None:
    at = next((n for n, line in enumerate(lines) if _ANSWER.match(line)), None)
    question = "\n".join(lines[:at]) if at is not None else ""
    if at is None or len(day.findall(question)) != 1:
        return None
    told = _ANSWER.sub("", lines[at], count=1).strip()
    if not told and at + 1 < len(lines) and not _OVER.search(lines[at + 1]):
        told = lines[at + 1].strip()
    title = _DAY_BEHIND.sub("", _QUESTION.sub("", lines[0], count=1))
    return Asked(question=question, title=title, answer=(told,) if told else ())


def _asks(node: LexborNode) -> bool:
    names = (node.attributes.get("class") or "").lower().split()
    return any(_ASKING.search(name) for name in names)


def _asked_block(node: LexborNode, known: set[int], day: re.Pattern[str]) -> Asked:
    top = node
    while (above := top.parent) is not None and above.tag not in ("body", "html") and not _others(above, node, known):
        top = above
    lines = lines_of(node)
    if top.mem_id != node.mem_id:
        following = tuple(line for line in lines_of(top) if line not in lines)
    else:
        following = tuple(_following(node, known))
    return Asked(question="\n".join(lines), title=_untitled(lines, day), answer=following)


def _following(node: LexborNode, known: set[int]) -> Iterator[str]:
    """The lines between a question and the next one, where both stand beside each other."""
    beside = node.next
    while beside is not None:
        if beside.is_element_node:
            if beside.mem_id in known or any(inner.mem_id in known for inner in beside.css(ASKING)) or _ends(beside):
                return
            yield from lines_of(beside)
        beside = beside.next


def _ends(node: LexborNode) -> bool:
    """Whether a board ends at an element: its pager, the footer of the page."""
    attributes = node.attributes
    return node.tag in ("footer", "script", "form") or bool(
        _END.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
    )


def _others(above: LexborNode, node: LexborNode, known: set[int]) -> bool:
    return any(one.mem_id in known and one.mem_id != node.mem_id for one in above.css(ASKING))


def _block(node: LexborNode, asked: re.Pattern[str]) -> Block:
    lines = lines_of(node)
    head = node.css_first(TITLES)
    title = " ".join(head.text().split()) if head is not None else ""
    if not title or _LABELLED.match(title) or len(title) < TITLE_LEAST:
        title = _untitled(lines, asked)
    # A style sheet alone may keep a state apart from the title: <span>已受理</span><b>关于供暖</b>.
    marks = tuple(text for mark in node.css(MARKS) if (text := mark.text(strip=True)) and len(text) <= MARK_MOST)
    return Block(text="\n".join(lines), title=title, marks=marks)


def _untitled(lines: tuple[str, ...], asked: re.Pattern[str]) -> str:
    """What a message without a title is called: its first line that is no label, else its first."""
    plain = (
        line for line in lines if len(line) >= TITLE_LEAST and not _LABELLED.match(line) and not asked.search(line)
    )
    return next(plain, lines[0] if lines else "")
