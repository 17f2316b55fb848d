"""The identity marks that are elements: the badge of 党政机关网站标识, 网站地图, 我为政府网站找错."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.columns_vocabulary import read_name
from evidence.labels import label_of
from evidence.visible import hidden_above

TEXT_LIMIT = 30


class How(StrEnum):
    """By what means a page shows a mark, the surest first."""

    SHOWN = "shown"  # words, or a picture with a working link
    SCRIPT = "script"  # the known script of the issuing body, which draws it
    IMAGE = "image"  # a picture without words and without a working link
    DEAD = "dead"  # the words are there, but lead nowhere
    WRITTEN = "written"  # in a string that a script writes into the page
    CONCEALED = "concealed"  # hidden, but a script names the hidden part
    HIDDEN = "hidden"
    COMMENT = "comment"
    ABSENT = "absent"


class Node(NamedTuple):
    """One element that is a mark or may be one."""

    how: How
    value: str = ""
    error: bool = False


_CONAC = re.compile(r"(?:bszs|dcs)\.conac\.cn|conac\.cn/sitename", re.I)
_CONAC_SCRIPT = re.compile(r"dcs\.conac\.cn/js/|/CA\d{15,}\.js", re.I)
_BADGE_FILE = re.compile(
    r"(?:^|/)(?:red|blue)(?:_?(?:icon|error))?\.(?:png|gif|jpg)|conac|dangzheng|dzjg|jiguan|sydw|shiyedanwei|\bdzbs\b",
    re.I,
)
_BADGE_ERROR = re.compile(r"(?:red|blue)_?error\.", re.I)
_BADGE_WORDS = re.compile(r"(?:党政机关|事业单位)(?:网站)?(?:标[识志]|证书)?$")
_ERROR_REPORT = re.compile(
    r"exposure/jiucuo|jiucuo\.html|pucha\.kaipuyun|zfwzgl\.www\.gov\.cn|zfwzzc\.www\.gov\.cn", re.I
)
_ERROR_SCRIPT = re.compile(r"jiucuo[\w.]*\.js", re.I)
_ERROR_WORDS = re.compile(
    r"[“\"]?(?:我为|我来)?(?:党政机关|政府|政务)?网站(?:我来)?找错[”\"]?(?:平台|专区|入口)?(?:链接)?(?:图片|图标|标识)?"
)
_SCRIPT_COMMENT = re.compile(r"/\*|<!--|^[^\S\n]*//[^\n]*", re.M)
_CLOSED_BY = {"/*": "*/", "<!--": "-->"}
# What the script of 找错 draws: <img onclick="Link('3709250001')" src="…/images/jiucuo.png?v=3709250001">.
_DRAWN = re.compile(r"""Link\(\s*["'](\w{10})["']\s*\)""")
_SITE_CODE = re.compile(r"""(?:site_?code|sitecode)\s*=\s*["'\\]*([\w\-]*)""", re.I)
_NOWHERE = re.compile(r"(?:#|javascript:\s*+(?:void\s*+\(?+\s*+0?+\s*+\)?+)?+\s*+;*+|about:blank)?", re.I)
_MAP_WORDS = re.compile(
    r"(?:site\s*map\W{0,3})?(?:网\s*站|站\s*点)\s*(?:地\s*图|导\s*航)(?:\W{0,3}site\s*map\W?)?|site\s*map", re.I
)


def badges(tree: LexborHTMLParser, scripts: str) -> Iterator[Node]:
    """Everything that is the badge of 党政机关 or 事业单位, or may be one."""
    for node, code in written_scripts(tree):
        if _CONAC_SCRIPT.search(code):
            yield Node(_seen(How.SCRIPT, node, scripts))
    for node in tree.css("script[src]"):
        if _CONAC_SCRIPT.search(node.attributes.get("src") or ""):
            yield Node(_seen(How.SCRIPT, node, scripts))
    for node in tree.css("a, area, [onclick]"):
        attributes = node.attributes
        way = f"{attributes.get('href') or ''} {attributes.get('onclick') or ''}"
        if _CONAC.search(way) and (node.tag in ("img", "area") or node.css_first("img") or node.text(strip=True)):
            yield Node(_seen(How.SHOWN, node, scripts), error=_is_error(node))
        elif node.tag == "a" and _BADGE_WORDS.search(_words(node)):
            yield Node(_seen(How.DEAD if leads_nowhere(node) else How.SHOWN, node, scripts))
    for node in tree.css("img"):
        attributes = node.attributes
        source = attributes.get("src") or ""
        if attributes.get("id") == "imgConac" or _BADGE_FILE.search(source) or _BADGE_WORDS.search(_words(node)):
            yield Node(_seen(How.IMAGE, node, scripts), error=_BADGE_ERROR.search(source) is not None)


def error_reports(tree: LexborHTMLParser, scripts: str) -> Iterator[Node]:
    """Everything that is the entry of 我为政府网站找错, with the site code it names."""
    for node, code in written_scripts(tree):
        if _ERROR_SCRIPT.search(code):
            yield Node(_seen(How.SCRIPT, node, scripts), _code_in(code))
    for node in tree.css("script[src]"):
        attributes = node.attributes
        if attributes.get("id") == "_jiucuo_" or _ERROR_SCRIPT.search(attributes.get("src") or ""):
            yield Node(_seen(How.SCRIPT, node, scripts), (attributes.get("sitecode") or "").strip())
    for node in tree.css("a, area, [onclick]"):
        attributes = node.attributes
        way = f"{attributes.get('href') or ''} {attributes.get('onclick') or ''}"
        if _ERROR_REPORT.search(way):
            yield Node(_seen(How.SHOWN, node, scripts), _code_in(way))
        elif (drawn := _DRAWN.search(way)) and "jiucuo" in (attributes.get("src") or ""):
            yield Node(_seen(How.SHOWN, node, scripts), drawn[1])
        elif _ERROR_WORDS.fullmatch(_words(node)):
            yield Node(_seen(How.DEAD if leads_nowhere(node) else How.SHOWN, node, scripts))
    for node in tree.css("img"):
        if "jiucuo" in (node.attributes.get("src") or "") or _ERROR_WORDS.fullmatch(_words(node)):
            yield Node(_seen(How.IMAGE, node, scripts))


def maps(tree: LexborHTMLParser, scripts: str) -> Iterator[Node]:
    """Every way to 网站地图."""
    for node in tree.css("a, area, [onclick]"):
        words = _words(node)
        if not words or len(words) > TEXT_LIMIT:
            continue
        reading = read_name(words)
        if (reading is not None and reading.idea.name == "网站地图") or _MAP_WORDS.fullmatch(words):
            yield Node(_seen(How.DEAD if leads_nowhere(node) else How.SHOWN, node, scripts))


def written_scripts(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """The scripts written in the page itself with their code, comments dropped and escapes undone."""
    for node in tree.css("script"):
        if "src" not in node.attributes and (code := node.text()).strip():
            code = _without_comments(code)
            yield node, unquote(code) if "unescape" in code or "decodeURI" in code else code


def _without_comments(code: str) -> str:
    """The code without its comments. What is never closed is none: `image/*` stands in many a string."""
    last = {opening: code.rfind(closing) for opening, closing in _CLOSED_BY.items()}
    pieces, kept, at = [], 0, 0
    while (mark := _SCRIPT_COMMENT.search(code, at)) is not None:
        at = mark.end()
        if (closing := _CLOSED_BY.get(mark[0])) is not None:
            if last[mark[0]] < at:
                continue
            at = code.index(closing, at) + len(closing)
        pieces.append(code[kept : mark.start()])
        kept = at
    return " ".join((*pieces, code[kept:]))


def inline_scripts(tree: LexborHTMLParser) -> str:
    """The code of all scripts that are written in the page."""
    return "\n".join(code for _, code in written_scripts(tree))


def leads_nowhere(node: LexborNode) -> bool:
    """Whether a link has no address and no handler of its own."""
    attributes = node.attributes
    if any(name.startswith("on") for name in attributes):
        return False
    return _NOWHERE.fullmatch((attributes.get("href") or "").strip()) is not None


def _seen(how: How, node: LexborNode, scripts: str) -> How:
    names = hidden_above(node)
    return how if names is None else concealed(names, scripts)


def concealed(names: frozenset[str], scripts: str) -> How:
    """What a hidden part is: one that a script of the page names may be shown by it."""
    return How.CONCEALED if any(len(name) > 2 and name in scripts for name in names) else How.HIDDEN


def _is_error(node: LexborNode) -> bool:
    image = node if node.tag == "img" else node.css_first("img")
    return image is not None and _BADGE_ERROR.search(image.attributes.get("src") or "") is not None


def _words(node: LexborNode) -> str:
    own = "" if node.tag == "img" else "".join(node.text().split())
    return own or "".join(label_of(node).split())


def _code_in(text: str) -> str:
    match = _SITE_CODE.search(text)
    return match[1] if match else ""
