"""Links that say what they lead to: from a policy to its interpretation, from an interpretation to its policy."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from selectolax.lexbor import LexborNode

from evidence.page import Page
from evidence.urls import is_web, normalise, without_session

CLIMB = 3
LABEL_LIMIT = 24
CACHED = 4096
WORDS = ("解读", "原文", "图解", "读懂", "关联", "相关", "原件", "政策文件")

_OPEN = r"[\s【\[(（<《>▶★◆●■·•]*"
_CLOSE = r"[\s】\])）>》»:：.…。!！]*"
_DO = r"(?:点击|请|查看|阅读|浏览|进入|点此|此处|返回|更多|详见|附)*"
_READING = re.compile(
    rf"{_OPEN}{_DO}(?P<near>相关|关联|本文|配套|对应|同步|链接)?(?:政策|文件)?(?:的)?"
    r"(?:图文|文字|视频|专家|媒体|音频|动漫|图片|简明|部门|H5)?(?:政策)?(?:解读|图解|一图读懂|一图看懂)"
    rf"(?P<far>链接|材料|文章|信息|文件|入口|地址|全文|详情|[一二三四五\d])*{_CLOSE}"
)
_ORIGINAL = re.compile(
    rf"{_OPEN}{_DO}(?:相关|关联|政策|文件|解读|对应|通知|法规|所解读)*(?:的)?(?:原文|原文件|原件|对应文件|解读文件|所解读文件)"
    rf"(?:链接|地址|全文|查看|下载|详情|入口|内容)*{_CLOSE}"
)
_RELATED = re.compile(
    rf"{_OPEN}(?:相关|关联)(?:政策|文件|稿件|阅读|信息|链接|内容|文章|附件|资料|新闻)+{_CLOSE}|{_OPEN}(?:政策文件|文件链接|文件全文|政策链接){_CLOSE}"
)
# 《停车管理办法》原文, 相关文件：原文: what stands before the label and the name in it.
_BEFORE_LABEL = re.compile(r"[\s·•▪]*(?:[^\s:：《》]{2,8}[:：]\s*)?(《.{4,80}》)?\s*(?=[^》]*$)")
_LABEL_BEFORE = re.compile(r"(?:^|[\s。；;】\]（(〖])([^\s。；;】\]（(:：]{2,14})\s*[:：]\s*[《“\"【]?$")
# 【相关解读】 right before a link: brackets do for a colon.
_BRACKETED = re.compile(r"[【\[〖]([^\s【】〖〗\[\]:：]{2,14})[】\]〗]\s*[《“\"]?$")


# The heading over a block and whether one link alone stands under it, by the block and how far to climb.
Headings = dict[tuple[int, int], tuple[str, bool]]


class Wants(Enum):
    """What a label promises. RELATED promises nothing but some kinship, NAMED is no label but a name alone: 《…》."""

    READING = "reading"
    ORIGINAL = "original"
    RELATED = "related"
    NAMED = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A link with its label.

    `own` when the label is the text of the link itself, `firm` when the label is of this link alone and not of a box
    of several, `here` when the link stays on its page. `name` is the 《…》 that the label gives, "" for none.
    """

    target: str
    text: str
    label: str
    wants: Wants
    own: bool
    firm: bool = True
    here: bool = False
    name: str = ""


def labelled_links(page: Page) -> tuple[Labelled, ...]:
    """The labelled links of an article, in document order."""
    if not any(word in page.html for word in WORDS):
        return ()
    base = page.tree.css_first("base[href]")
    at = (normalise(base.attributes.get("href") or "", page.url) if base else None) or page.url
    above: Headings = {}
    return tuple(found for node in page.tree.tags("a") if (found := _read(node, page.url, at, above)) is not None)


@lru_cache(maxsize=CACHED)
def wants_of(text: str) -> Wants | None:
    """What a text promises as a label; None when it is none."""
    if not text or len(text) > LABEL_LIMIT:
        return None
    if _ORIGINAL.fullmatch(text):
        return Wants.ORIGINAL
    if _READING.fullmatch(text):
        return Wants.READING
    return Wants.RELATED if _RELATED.fullmatch(text) else None


def named_label(text: str) -> tuple[str, Wants | None]:
    """The name that stands before a label, and what that label promises."""
    head = _BEFORE_LABEL.match(text)
    wants = wants_of(text[head.end() :]) if head and head.end() else None
    return (head[1] or "", wants) if head and wants is not Wants.RELATED else ("", None)


def _read(node: LexborNode, url: str, base: str, above: Headings) -> Labelled | None:
    """A link with its label, if it has one; the address is looked at last, most links have none."""
    href = (node.attrs.get("href") or "").strip()
    if not href or href == "#":
        return None
    text = _words(node)
    own = wants_of(text)
    before = "" if own else _label_before(node)
    heading, alone = ("", False) if own or before else _heading(node.parent, CLIMB, above)
    label = text if own else before or heading
    wants = own or wants_of(label)
    # A heading 政策解读 over a box of the newest interpretations promises nothing of this article.
    if heading and wants is Wants.READING and not _near(label):
        wants = Wants.RELATED
    name, named = named_label(text) if wants in (None, Wants.RELATED) else ("", None)
    label, wants = (text, named) if named else (label, wants)
    if wants is None and "《" in text:
        label, wants = text, Wants.NAMED
    target = normalise(href, base) if wants is not None and is_web(href) else None
    if wants is None or target is None:
        return None
    target = without_session(target)
    return Labelled(
        target=target,
        text=text,
        label=label.strip(" :："),
        wants=wants,
        own=own is not None,
        firm=not heading or alone or named is not None,
        here=target == url and "#" in href,
        name=name,
    )


def _near(label: str) -> bool:
    match = _READING.fullmatch(label)
    return match is not None and match["near"] is not None


def _words(node: LexborNode) -> str:
    text = " ".join(node.text().split())
    if not text:
        image = node.css_first("img")
        given = node.attributes.get("title") or (image.attributes.get("alt") if image else "") or ""
        text = " ".join(given.split())
    return text


def _label_before(node: LexborNode) -> str:
    """The words with a colon right before a link, in the same line."""
    before, sibling = "", node.prev
    while sibling is not None and len(before) < LABEL_LIMIT and sibling.tag not in ("br", "a"):
        before = (sibling.text() or "") + before
        sibling = sibling.prev
    if not before.strip() and node.parent is not None and node.parent.tag in ("span", "b", "strong", "em", "font", "u"):
        return _label_before(node.parent)
    before = before.rstrip()
    match = _LABEL_BEFORE.search(before) or _BRACKETED.search(before)
    return match[1] if match else ""


def _heading(block: LexborNode | None, climb: int, above: Headings) -> tuple[str, bool]:
    """The short heading over the block a link stands in, if it is a label, and whether the link is alone there.

    `above` keeps what stands over the blocks of the page: many links share one.
    """
    if not climb or block is None or block.tag in ("body", "html"):
        return "", False
    key = (block.mem_id, climb)
    known = above.get(key)
    if known is None:
        text = _label_over(block)
        known = (text, len(block.css("a")) == 1) if text else _heading(block.parent, climb - 1, above)
        above[key] = known
    return known


def _label_over(block: LexborNode) -> str:
    """The words of the element before a block when they are a label and no link; else nothing."""
    over = block.prev
    while over is not None and not over.is_element_node:
        over = over.prev
    if over is None:
        return ""
    text = " ".join(over.text().split())
    return text if wants_of(text) and over.css_first("a") is None else ""
