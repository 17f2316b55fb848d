"""Whether anything of a page could carry a word to its search: a script file, a script that listens, a handler."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LIBRARY = re.compile(
    r"jquery|swiper|bootstrap|layui|superslide|wza|pucha|conac|hm\.js|share|polyfill|html5shiv|respond|tongji", re.I
)
_OWN = re.compile(r"search|sousuo|main|index|common|custom|site", re.I)
_ACTS = re.compile(
    r"click|submit|key(?:down|press|up)|addEventListener|location|window\.open|\.action\b|new Vue|createApp", re.I
)
_DOES = re.compile(r"location|\bopen\(|\.submit\(|\.action\b")
_CALLED = re.compile(r"([\w$]+)\s*\(")
_STILL = re.compile(
    r"(?:javascript:)?\s*(?:void\s*\(?\s*0\s*\)?|return\s+(?:false|true)|)\s*;?|this\.value\s*=[^;]*;?", re.I
)
STEPS = 3


def is_library(file: str) -> bool:
    """Whether a script file is one of those that sites everywhere load, and no plug-in of the site's own."""
    name = file.partition("?")[0].rpartition("/")[2]
    return _LIBRARY.search(file) is not None and _OWN.search(name) is None


def is_lifeless(tree: LexborHTMLParser, box: LexborNode) -> bool:
    """Whether no script of a page could ask for what is written in a box.

    What stands beside the box calls functions that are nowhere, or nothing is called and no script listens.
    """
    if any(not is_library(node.attributes.get("src") or "") for node in tree.css("script[src]")):
        return False
    scripts = "\n".join(node.text() for node in tree.css("script:not([src])"))
    codes = _codes(_around(box))
    if any(_may_act(code, scripts) for code in codes):
        return False
    return any(map(_CALLED.search, codes)) or _ACTS.search(scripts) is None


def _around(box: LexborNode) -> LexborNode:
    """The form a box stands in, else what is a few steps around it."""
    above = box
    for _ in range(STEPS):
        if above.parent is None or above.tag in ("form", "body") or above.parent.tag == "body":
            break
        above = above.parent
    return above


def _codes(region: LexborNode) -> list[str]:
    """The handlers of a part of a page."""
    codes = []
    for node in region.css("*"):
        for name, code in node.attributes.items():
            if name.startswith("on") or (name == "href" and (code or "").strip().lower().startswith("javascript:")):
                codes.append((code or "").strip())
    return [code for code in codes if not _STILL.fullmatch(code)]


def _may_act(code: str, scripts: str) -> bool:
    """Whether a handler does something by itself, or calls a function that the page has."""
    names = _CALLED.findall(code)
    if _DOES.search(code) or not names:
        return True
    return any(re.search(rf"\b{re.escape(name)}\b", scripts) for name in names)
