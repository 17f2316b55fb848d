"""What a reader sees of a page: its text without scripts, comments and hidden parts; and those parts by themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

SPACES = re.compile(r"[ \t\r\f\v\xa0\u3000\u200b-\u200f\ufeff\n]+")
HEADLINE = 24  # link texts longer than this are headlines and no part of a footer
WORDY = 12  # so are shorter ones without any digit

_SILENT = frozenset({"script", "style", "head", "title", "template", "textarea", "select", "option", "iframe", "svg"})
_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label"]
) | frozenset(
    ["mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"]
)
_NUMBER = re.compile(r"\d|[xX×*＊]{4}")  # of marks with what a template puts for their digits
_FILING = re.compile(r"(?:ICP\s*备|网\s*安\s*备|标识码)\D{0,6}\d{6}", re.I)  # with its label it may be that long
_PANEL_STATE = re.compile(r"\b(?:on|off|active|cur|current|show|hide|hidden|selected|clearfix)\b", re.I)
_FOLD = re.compile(r"panel|collaps|accordion|fold|toggle", re.I)
HANDLE = 30  # characters of what is clicked to unfold a part
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A part of a page that is not shown: its text and the ids and classes by which a script may show it."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """The text of a page, a line break at every border of blocks and cells; what is hidden; what is commented out."""

    text: str
    hidden: tuple[Hidden, ...] = ()
    comments: tuple[str, ...] = ()


def read_visible(tree: LexborHTMLParser, *, headlines: bool = True, tabs: bool = False) -> Visible:
    """What is seen of a page. Without `headlines` the texts of long links are left out.

    With `tabs` what a click shows is seen too: a panel that is hidden beside another that is not, or a fold.
    """
    body = tree.body
    if body is None:
        return Visible(text="")
    reading = _Reading(headlines=headlines, tabs=tabs)
    text = reading.text_of(body)
    return Visible(text=text, hidden=tuple(reading.hidden), comments=tuple(reading.comments))


def lines_of(node: LexborNode) -> tuple[str, ...]:
    """The lines a reader sees of one part of a page."""
    return tuple(_Reading().text_of(node).splitlines())


def is_unshown(node: LexborNode) -> bool:
    """Whether an element says by itself that it is not shown."""
    if node.tag == "noscript":
        return True
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and _UNSHOWN.search(style or "") is not None


def hidden_above(node: LexborNode) -> frozenset[str] | None:
    """The ids and classes of the hidden element a node lies in, by which a script may show it; None: it is shown."""
    above: LexborNode | None = node
    while above is not None and above.tag != "html":
        if above.tag and above.tag[0] != "-" and is_unshown(above):
            return names_of(above)
        above = above.parent
    return None


def names_of(node: LexborNode) -> frozenset[str]:
    """The id and the classes of an element."""
    attributes = node.attributes
    return frozenset(f"{attributes.get('id') or ''} {attributes.get('class') or ''}".split())


class _Reading:
    """One walk over a tree; a stack of its own, since pages nest as deep as they like."""

    def __init__(self, *, headlines: bool = True, unshown: bool = False, tabs: bool = False) -> None:
        self._headlines = headlines
        self._tabs = tabs
        self._unshown = unshown  # inside a hidden part everything is read
        self.hidden: list[Hidden] = []
        self.comments: list[str] = []

    def text_of(self, root: LexborNode) -> str:
        pieces: list[str] = []
        stack: list[LexborNode | str] = [root]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            else:
                self._enter(item, pieces, stack, item is root)
        return SPACES.sub(_folded, "".join(pieces)).strip()

    def _enter(self, node: LexborNode, pieces: list[str], stack: list[LexborNode | str], top: bool) -> None:
        tag = node.tag or ""
        if tag == "-text":
            pieces.append(SPACES.sub(" ", node.text_content or ""))
        elif tag == "-comment":
            self.comments.append(node.comment_content or "")
        elif tag == "br":
            pieces.append("\n")
        elif tag[:1] != "-" and tag not in _SILENT:
            if not top and not self._unshown and is_unshown(node) and not (self._tabs and _is_panel(node)):
                self.hidden.append(Hidden(text=_Reading(unshown=True).text_of(node), names=names_of(node)))
                pieces.append(" ")
            elif tag == "a" and not self._headlines and _is_headline(node.text(strip=True)):
                pieces.append("\n")
            else:
                border = "" if tag in _INLINE else "\n"
                pieces.append(border)
                stack.append(border)
                stack.extend(reversed(list(_children(node))))


def _is_panel(node: LexborNode) -> bool:
    """Whether a hidden element is one of several panels of which another is shown, or one that a click unfolds."""
    if _is_fold(node):
        return True
    names = _PANEL_STATE.sub(" ", node.attributes.get("class") or "").split()
    if node.tag not in ("div", "ul", "table", "dl", "section", "li") or not names:
        return False
    parent = node.parent
    beside = _children(parent) if parent is not None else iter(())
    return any(
        one.tag == node.tag and not is_unshown(one) and names[0] in (one.attributes.get("class") or "").split()
        for one in beside
    )


def _is_fold(node: LexborNode) -> bool:
    """Whether a hidden element is called a fold and stands under the few words that are clicked to open it."""
    attributes = node.attributes
    before = node.prev
    while before is not None and (before.tag or "-")[0] == "-":
        before = before.prev
    called = _FOLD.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
    return bool(called) and before is not None and 0 < len(before.text(strip=True)) <= HANDLE


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _is_headline(text: str) -> bool:
    if len(text) > HEADLINE:
        return len(text) > 2 * HEADLINE or _FILING.search(text) is None
    return len(text) > WORDY and _NUMBER.search(text) is None and "@" not in text  # an address of mail is a mark


def _folded(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "
