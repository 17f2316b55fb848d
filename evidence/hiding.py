"""Ways in which a part of a page is kept from a reader's eye: by style, size, colour, place, or script."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.style_text import without_comments

CLIMB = 25
KEPT_SHEETS = 64  # the template's come back on every page
SHADE = 8  # of 255, by which each part of a colour may differ and nobody sees it
FAR = 500  # pixels outside the window
FURTHER = 1500  # to the right or below, where drawers and slides wait
EM = 16  # pixels
BEYOND = 3000  # pixels by which no slide of a banner is moved
NOTHING = 0.05  # of its size, of which nothing can be read
SPECK = 3  # pixels on each side of a box, or its height, in which no letter can be read

_RULE = re.compile(r"([.#][\w-]+)\s*\{([^{}]*)\}")
_WHOLE_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_BELOW = re.compile(r"[\w.#*>+~\s-]{3,60}")  # a selector of several names that asks for no state and no attribute
_VALUE_LIMIT = 80  # longer values are pictures in the sheet
_LENGTH = re.compile(r"-?\d*\.?\d+")
_SHORT_COLOUR = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_LONG_COLOUR = re.compile(r"#[0-9a-f]{6}")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)")
_HIDES_BY_ID = re.compile(
    r"getElementById\(\s*[\"']([\w-]+)[\"']\s*\)\.style\.(?:display\s*=\s*[\"']none|visibility\s*=\s*[\"']hidden)", re.I
)
_SHOWS_BY_ID = re.compile(
    r"getElementById\(\s*[\"']([\w-]+)[\"']\s*\)\.style\.(?:display\s*=\s*[\"'](?!none)|visibility\s*=\s*[\"']v)", re.I
)
# A switch of tabs names what it shows by a part of the name and a number, or by a variable.
_SHOWS_BY_PART = re.compile(
    r"getElementById\(\s*(?:[\"']([\w-]*)[\"']\s*\+[^()]{1,40}|\w{1,40})\)\.style\.(?:display\s*=\s*[\"'](?!none)|visibility\s*=\s*[\"']v)",
    re.I,
)
# What else scripts hide by: menus and tabs are hidden so too, and shown on a click. Each with the word that a page must
# have for it and the sign before the name; names of scripts are matched by case: the pattern begins with a word.
_NONE = r"[\"'](?i:none|hidden)"
_GONE = rf"(?:style\.(?:display|visibility)\s*=\s*{_NONE}|remove\(\))"
_HIDES_ELSE = (
    (
        "$(",
        "",
        re.compile(
            r"\$\(\s*[\"']([#.][\w-]+)[\"']\s*\)\s*\.\s*(?:hide\(|remove\(|"
            rf"css\(\s*\{{?\s*[\"']?(?:display|visibility)[\"']?\s*[,:]\s*{_NONE})"
        ),
    ),
    (
        "getElementById",
        "#",
        re.compile(
            r"getElementById\(\s*[\"']([\w-]+)[\"']\s*\)\.(?:"
            r"style\.cssText\s*=\s*[\"'][^\"']{0,80}display\s*:\s*none|"
            r"outerHTML\s*=\s*[\"'][\"']|remove\(\)|parent(?:Node|Element)\.removeChild\(|"
            rf"style\[[\"']display[\"']\]\s*=\s*{_NONE}|"
            r"setAttribute\(\s*[\"']style[\"']\s*,\s*[\"'][^\"']{0,80}display\s*:\s*none)"
        ),
    ),
    (
        "querySelector",
        "",
        re.compile(rf"querySelector(?:All)?\(\s*[\"']([#.][\w-]+)[\"']\s*\)(?:\[0\])?\.{_GONE}"),
    ),
    (
        "getElementsByClassName",
        ".",
        re.compile(rf"getElementsByClassName\(\s*[\"']([\w-]+)[\"']\s*\)\[0\]\.{_GONE}"),
    ),
)
_HELD = re.compile(
    r"document\.getElementById\(\s*[\"']([\w-]+)[\"']\s*\)\s*;[^{}]{0,200}?"
    r"\b(\w{1,40})\.style\.display\s*=\s*[\"']none"
)
_NAMED = re.compile(r"(\w{1,40})\s{0,4}=\s*$")
BEFORE = 50  # characters before an element that give it a name
_OWN_SIZE = re.compile(
    r"font(?:-size)?\s*:[^;{}]*?(?<![\d.])(?:[2-9]|[1-9]\d)(?:px|pt)|font-size\s*:\s*[\d.]+r?em", re.I
)
_CUT_OFF = re.compile(r"overflow(?:-y)?\s*:\s*hidden", re.I)
_SIDE = re.compile(r"(?<![-\w])(width|height)\s*:\s*(\d+(?:px)?)\s*(?:;|$)", re.I)
_CLIPPED = re.compile(r"rect\(\s*+(?:[01](?:px)?+[\s,]*+){4}\)")
_CLIPPED_PATH = re.compile(
    r"inset\((?:[5-9]\d|100)(?:\.\d+)?%|circle\(0(?:px|%)?\s*[)a]|polygon\((?:\s*0(?:px|%)?\s+0(?:px|%)?\s*[,)]){3,}"
)
_UNSHOWN = (("display", "none"), ("visibility", ("hidden", "collapse")), ("content-visibility", "hidden"))
_NO_COLOUR = re.compile(r"transparent|rgba\([^()]*,\s*0?\.?0+\s*\)")
_TO_NOTHING = re.compile(r"scale(?:3d|x|y)?\(\s*0?(?:\.0\d*|0)?\s*[,)]")
_MOVED = re.compile(r"translate(?:3d|x|y)?\(\s*(-?[\d.]+(?:px|r?em)?)\s*(?:,\s*(-?[\d.]+(?:px|r?em)?)\s*)?[,)]")
_NAMED_COLOURS = {"white": "#ffffff", "black": "#000000", "red": "#ff0000", "blue": "#0000ff", "transparent": ""}


class Way(StrEnum):
    """How something is hidden; the value is how a letter says it."""

    NOT_SHOWN = "设为不显示"
    CLEAR = "设为全透明"
    FOLDED = "高度为零"
    TINY = "字号或尺寸极小"
    OFF_SCREEN = "移到屏幕之外"
    SAME_COLOUR = "与背景同色"
    MARQUEE = "放在极小的滚动框中"
    SCRIPT = "由脚本隐藏"
    BROUGHT = "由页面自动载入或跳转"
    UNRUN = "放在脚本关闭时才显示的部分"
    WORDLESS = "没有可见的文字"

    @property
    def has_other_uses(self) -> bool:
        """Whether menus, tabs and windows that open on a click are hidden in this way too."""
        return self in (Way.NOT_SHOWN, Way.CLEAR, Way.FOLDED)


class Hiding(NamedTuple):
    """How a node is hidden, and the node that hides it."""

    way: Way
    node: LexborNode


def way_of_style(style: str) -> Way | None:
    """How the declarations of a style hide what they apply to."""
    if ":" not in style:
        return None
    pairs = (one.partition(":") for one in style.split(";"))
    rules = {name.strip().lower(): value.strip().lower() for name, _, value in pairs if len(value) < _VALUE_LIMIT}
    if any(rules.get(name, "").startswith(values) for name, values in _UNSHOWN):
        return Way.NOT_SHOWN
    return _far(rules) or _small(rules) or _clear(rules) or _shrunk(rules) or _same_colour(rules)


def way_of(node: LexborNode, rules: Mapping[str, Way]) -> Way | None:
    """How an element hides itself: by its style, its attributes, or a rule for its class or id."""
    attributes = node.attributes
    if "hidden" in attributes:
        return Way.NOT_SHOWN
    style = attributes.get("style")
    way = way_of_style(style) if style else None
    if way is None and node.tag == "marquee" and (_is_tiny_box(attributes) or _is_tiny_box(_sides(style or ""))):
        return Way.MARQUEE
    if way is None and rules:
        names = [f".{name}" for name in (attributes.get("class") or "").split()]
        way = next((rules[name] for name in (*names, f"#{attributes.get('id') or ''}") if name in rules), None)
    return way


def hiding_of(node: LexborNode, rules: Mapping[str, Way]) -> Hiding | None:
    """What hides a node: itself or the nearest element around it that hides."""
    above: LexborNode | None = node
    inner: list[str] = []
    for _ in range(CLIMB):
        if above is None or above.tag in ("body", "html"):
            break
        if above.tag and above.tag[0] != "-":
            way = way_of(above, rules)
            style = above.attributes.get("style") or ""
            if way is not None and not _is_undone(way, style, inner):
                return Hiding(way, above)
            inner.append(style)
        above = above.parent
    return None


def place_hiding(node: LexborNode, tree: LexborHTMLParser) -> Hiding | None:
    """What hides a node by its place within others: `.list span{display:none}`. Menus are folded away so too."""
    selectors = [one for sheet in tree.tags("style") for one in _hidden_places(sheet.text())]
    hidden = {found.mem_id: way for selector, way in selectors for found in tree.css(selector)}
    above: LexborNode | None = node if hidden else None
    for _ in range(CLIMB):
        if above is None:
            break
        if above.mem_id in hidden:
            return Hiding(hidden[above.mem_id], above)
        above = above.parent
    return None


@lru_cache(maxsize=KEPT_SHEETS)
def _hidden_places(sheet: str) -> tuple[tuple[str, Way], ...]:
    """The selectors of several names whose elements a style sheet hides."""
    rules = ((heads.split(","), way_of_style(body)) for heads, body in _WHOLE_RULE.findall(without_comments(sheet)))
    return tuple(
        (head.strip(), way)
        for heads, way in rules
        if way is not None
        for head in heads
        if _BELOW.fullmatch(head.strip()) and re.search(r"[.#]\w", head)
    )


def _is_undone(way: Way, style: str, inner: list[str]) -> bool:
    """Whether what is within a box of no letter size has a size of its own: so gaps between boxes are closed."""
    return way is Way.TINY and not _CUT_OFF.search(style) and any(_OWN_SIZE.search(one) for one in inner)


def rules_of(tree: LexborHTMLParser, html: str) -> Mapping[str, Way]:
    """The classes and ids that the page's own style sheets and scripts hide."""
    rules: dict[str, Way] = {}
    if "<style" in html or "<STYLE" in html:
        for node in tree.tags("style"):
            for selector, way in _hiding_rules(node.text()):
                rules.setdefault(selector, way)
    if "getElementById" in html:
        shown = set(_SHOWS_BY_ID.findall(html))
        hidden = _HIDES_BY_ID.findall(html)
        parts = tuple(set(_SHOWS_BY_PART.findall(html))) if hidden else ()
        for name in hidden:
            rules[f"#{name}"] = Way.NOT_SHOWN if name in shown or name.startswith(parts) else Way.SCRIPT
    for word, mark, pattern in _HIDES_ELSE:
        if word in html:
            rules = dict.fromkeys((mark + name for name in pattern.findall(html)), Way.NOT_SHOWN) | rules
    if "getElementById" in html:
        rules = dict.fromkeys(_held_and_hidden(html), Way.NOT_SHOWN) | rules
    return MappingProxyType(rules)


def _held_and_hidden(html: str) -> Iterator[str]:
    """The elements that scripts hide by a name they gave them: `a=document.getElementById("b");a.style.display=…`."""
    for found in _HELD.finditer(html):
        named = _NAMED.search(html[max(0, found.start() - BEFORE) : found.start()])
        if named is not None and named[1] == found[2]:
            yield f"#{found[1]}"


@lru_cache(maxsize=KEPT_SHEETS)
def _hiding_rules(sheet: str) -> tuple[tuple[str, Way], ...]:
    """The classes and ids that a style sheet hides."""
    found = ((selector, way_of_style(body)) for selector, body in _RULE.findall(without_comments(sheet)))
    return tuple(
        (selector, way) for selector, way in found if way is not None and not _is_resized(selector, way, sheet)
    )


def _is_resized(selector: str, way: Way, sheet: str) -> bool:
    """Whether a sheet gives back to what is within a box the letter size that it takes from the box."""
    return (
        way is Way.TINY
        and re.search(rf"{re.escape(selector)}[\s>][^{{}}]*{{[^{{}}]*?{_OWN_SIZE.pattern}", sheet) is not None
    )


def _far(rules: Mapping[str, str]) -> Way | None:
    """Far to the left or above, or text drawn in so far that it leaves its box."""
    placed = rules.get("position", "").startswith(("absolute", "fixed", "relative"))
    pictured = "url(" in rules.get("background", rules.get("background-image", ""))  # a logo in the place of its words
    drawn_in = () if pictured else ("text-indent",)
    names = [*drawn_in, "margin-left", "margin-top", *(("left", "top") if placed else ())]
    far = any(_pixels(rules.get(name, "")) <= -FAR for name in names)
    far = far or (placed and any(_pixels(rules.get(name, "")) <= -FURTHER for name in ("right", "bottom")))
    far = far or (placed and any(_pixels(rules.get(name, "")) >= BEYOND for name in ("left", "top")))
    moved = _MOVED.search(rules.get("transform", ""))
    far = far or (moved is not None and any(abs(_pixels(one or "")) >= BEYOND for one in moved.groups()))
    clipped = placed and _CLIPPED.match(rules.get("clip", "")) is not None
    return Way.OFF_SCREEN if far or clipped else None


def _small(rules: Mapping[str, str]) -> Way | None:
    size = rules.get("font-size", "")
    if size and "em" not in size and "%" not in size and (_number(size) or 0) <= 1 and _number(size) is not None:
        return Way.TINY
    if not rules.get("overflow", rules.get("overflow-y", "")).startswith("hidden"):
        return None
    width, height = _number(rules.get("width", "")), _number(rules.get("height", rules.get("max-height", "")))
    if width is not None and height is not None and max(width, height) <= SPECK and "%" not in rules["width"]:
        return Way.TINY
    if height is not None and height <= 1:
        return Way.TINY if width is not None and width <= 1 else Way.FOLDED
    return Way.TINY if width is not None and width <= 1 and "%" not in rules.get("width", "") else None


def _clear(rules: Mapping[str, str]) -> Way | None:
    opacity = _number(rules.get("opacity", ""))
    if opacity is not None and opacity <= 0.01:
        return Way.CLEAR
    return Way.CLEAR if _NO_COLOUR.fullmatch(rules.get("color", "")) else None


def _shrunk(rules: Mapping[str, str]) -> Way | None:
    """Made smaller until nothing is left, or cut off on all sides."""
    zoom = _number(rules.get("zoom", ""))
    if zoom is not None and zoom <= NOTHING and "%" not in rules["zoom"]:
        return Way.NOT_SHOWN
    gone = _TO_NOTHING.search(rules.get("transform", "")) or _CLIPPED_PATH.match(rules.get("clip-path", ""))
    return Way.NOT_SHOWN if gone else None


def _same_colour(rules: Mapping[str, str]) -> Way | None:
    front = _colour(rules.get("color", ""))
    back = _colour(rules.get("background-color", rules.get("background", "")).partition(" ")[0])
    return Way.SAME_COLOUR if front and back and _alike(front, back) else None


def _alike(front: str, back: str) -> bool:
    """Whether nobody can tell two colours apart."""
    if not (_LONG_COLOUR.fullmatch(front) and _LONG_COLOUR.fullmatch(back)):
        return front == back
    return all(abs(int(front[n : n + 2], 16) - int(back[n : n + 2], 16)) <= SHADE for n in (1, 3, 5))


def _colour(text: str) -> str:
    text = _NAMED_COLOURS.get(text, text)
    if (parts := _RGB.fullmatch(text)) is not None:
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in parts.groups())
    short = _SHORT_COLOUR.fullmatch(text)
    return "#" + "".join(letter * 2 for letter in short.groups()) if short else text if text.startswith("#") else ""


def _number(text: str) -> float | None:
    found = _LENGTH.match(text)
    return float(found[0]) if found else None


def _pixels(text: str) -> float:
    """A length, of other units than ems as if they were pixels."""
    return (_number(text) or 0) * (EM if text.endswith("em") else 1)


def _sides(style: str) -> Mapping[str, str]:
    """The width and height that a style states in pixels."""
    return {name.lower(): value for name, value in _SIDE.findall(style)}


def _is_tiny_box(attributes: Mapping[str, str | None] | Mapping[str, str]) -> bool:
    values = [attributes.get(name) or "" for name in ("width", "height")]
    sizes = [_number(value) for value in values if "%" not in value]
    return any(size is not None and size <= 10 for size in sizes)
