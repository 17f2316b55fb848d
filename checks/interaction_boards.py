"""The messages of a board as its markup keeps them apart: one element each."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.visible import lines_of

DEEPEST = 60
MARKS = "span, em, i, font, label"
MARK_MOST = 12  # characters of a word of state
TITLES = "h1, h2, h3, h4, h5, h6, dt, strong, b, a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The text of one message with its answer, what heads it, and what stands in small elements of its own."""

    text: str
    title: str
    marks: tuple[str, ...] = ()


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
        return tuple(_block(children[at]) for at in holding) if whole else ()
    return ()


def _block(node: LexborNode) -> Block:
    lines = lines_of(node)
    head = node.css_first(TITLES)
    title = " ".join(head.text().split()) if head is not None else ""
    # A style sheet alone may keep a state apart from the title: <span>已受理</span><b>关于供暖</b>.
    marks = tuple(text for mark in node.css(MARKS) if (text := mark.text(strip=True)) and len(text) <= MARK_MOST)
    return Block(text="\n".join(lines), title=title or (lines[0] if lines else ""), marks=marks)
