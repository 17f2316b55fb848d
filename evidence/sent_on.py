"""Where a page that shows next to nothing sends its visitor at once, by a refresh or a script that always runs."""

import re

from evidence.apology import TAGS

TINY = 120  # characters of visible text that a page on the way to another stays under
LINKS = 3  # and links
SOON = 10  # seconds until a refresh is no longer part of the way

_META = re.compile(r"<meta\b[^<>]{0,300}>", re.IGNORECASE)
_REFRESH = re.compile(r"""http-equiv\s*=\s*["']?refresh\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*["']?\s*(\d+)[\d.]*\s*[;,]\s*url\s*=\s*["']?([^"'<>\s]+)""", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^<>]*)>((?:(?!</?script\b).)*)</script\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"(?m)(?<![:\w\"'])//[^\n]*$|/\*.*?\*/|<!--", re.DOTALL)
# A statement of its own: what follows a condition is none.
_GO = re.compile(
    r"""(?:^|[;}])\s*(?:(?:window|self|top|parent|document|this)\.){0,2}"""
    r"""location(?:(?:\.href)?\s*=\s*|\.(?:replace|assign)\(\s*)(?:"([^"<>]+)"|'([^'<>]+)')\s*\)?\s*(?:;|$|\n)"""
)
# What runs by itself, a moment later or when the page has come, runs all the same.
_LATER = re.compile(
    r"(?:setTimeout\(\s*|(?:window\.)?onload\s*=\s*|\$\(\s*)(?:function\s*\(\s*\)|\(\s*\)\s*=>)\s*\{(?P<does>[^{}]{0,300})\}"
    r"(?:\s*,\s*(?P<wait>\d{1,6}))?\s*\)?|setTimeout\(\s*(?:\"(?P<one>[^\"\n]{0,200})\"|'(?P<two>[^'\n]{0,200})')\s*,\s*"
    r"(?P<pause>\d{1,6})\s*\)"
)
# A script that asks, sets a cookie or wants somebody to log in goes elsewhere another time.
_DEPENDS = re.compile(r"\bcookie\b|\bconfirm\(|登录|登陆|storage\b", re.IGNORECASE)


def sent_to(head: str) -> str:
    """The address, as written, that the beginning of a page sends everybody to; empty where it sends nobody."""
    if "location" not in head and "refresh" not in head.lower():
        return ""
    if head.count("<a ") > LINKS or len(" ".join(TAGS.sub(" ", head).split())) >= TINY:
        return ""
    return refreshed_to(head) or _driven(head)


def refreshed_to(head: str) -> str:
    """The address, as written, of the refresh of a page; empty where it has none soon."""
    metas = (match[0] for match in _META.finditer(head))
    found = next((_CONTENT.search(meta) for meta in metas if _REFRESH.search(meta)), None)
    return found[2] if found and int(found[1]) <= SOON else ""


def _driven(head: str) -> str:
    for script in _SCRIPT.finditer(head):
        code = _LATER.sub(_in_time, _COMMENT.sub("", script[2])).strip()
        if "src" in script[1].lower() or _DEPENDS.search(code):
            continue
        for go in _GO.finditer(code):
            before = code[: go.start()] + go[0][:1]
            if before.count("{") <= before.count("}"):
                return go[1] or go[2]
    return ""


def _in_time(later: re.Match[str]) -> str:
    """What a script does a moment later, as statements of its own; what it does much later is no part of the way."""
    if int(later["wait"] or later["pause"] or 0) > SOON * 1000:
        return ";"
    return f";{later['does'] or later['one'] or later['two'] or ''};"
