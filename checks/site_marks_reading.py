"""The marks of a home page with those of the frames it shows, and why some of them may not have been seen."""

import re
from dataclasses import dataclass

from checks.page_tags_kinds import is_readable
from evidence.mark_nodes import How, inline_scripts
from evidence.marks import Mark, Marks, read_marks
from evidence.page import Page
from evidence.records import LinkKind
from evidence.site import Site
from evidence.urls import normalise

FRAMES_LIMIT = 8
NUMBERED = (Mark.SITE_CODE, Mark.ICP, Mark.POLICE, Mark.SPONSOR)
ENOUGH_NUMBERED = 2
BARE_TEXT = 80  # a page with fewer visible characters and with scripts is drawn by them

_FOOTER_NAME = re.compile(r"foot|bottom|copyright|banquan|dibu|yejiao", re.I)
_LOADED = re.compile(
    r"""(?:\.load\(|\.get\(|\burl\s*:\s*|fetch\(|src\s*=\s*)\s*["']([^"'\s]*(?:foot|bottom|copyright)[^"'\s]*)["']""",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeMarks:
    """The marks seen, and the Chinese reason why a missing one may only be unseen ("" when all was seen)."""

    marks: Marks
    unseen: str = ""


def home_marks(site: Site, home: Page) -> HomeMarks:
    """Every mark of the home page, its frames and the footers it loads among them."""
    marks, unread = read_marks(home), []
    for address in _included(home):
        page = site.page(address)
        if page is not None and page.url != home.url and is_readable(page):
            marks = marks.with_(read_marks(page))
        elif _FOOTER_NAME.search(address) or "<frameset" in home.html.lower():
            unread.append(address)
    if unread:
        return HomeMarks(marks=marks, unseen=f"页脚放在另一个页面（{unread[0]}）中，本次没有读取到")
    return HomeMarks(marks=marks, unseen="" if _has_footer(marks) else _drawn(home))


def _has_footer(marks: Marks) -> bool:
    """Whether the source itself holds a footer: then what it lacks is not left to scripts."""
    return sum(marks.seen[mark].how is How.SHOWN for mark in NUMBERED) >= ENOUGH_NUMBERED


def _included(home: Page) -> list[str]:
    found = [link.target for link in home.links if link.kind is LinkKind.FRAME]
    scripts = inline_scripts(home.tree)
    found += [url for match in _LOADED.finditer(scripts) if (url := normalise(match[1], home.url))]
    return list(dict.fromkeys(url for url in found if not url.endswith(".js")))[:FRAMES_LIMIT]


def _drawn(home: Page) -> str:
    """Why scripts may draw what the source does not show."""
    sources = [link.target for link in home.links if link.kind is LinkKind.SCRIPT]
    footers = [url for url in sources if _FOOTER_NAME.search(url.rpartition("/")[2])]
    footers += [url for match in _LOADED.finditer(inline_scripts(home.tree)) if (url := match[1]).endswith(".js")]
    if footers:
        return f"页脚由脚本文件（{footers[0]}）生成，需用浏览器打开核对"
    if sources and _has_empty_footer(home):
        return "页面源代码中的页脚是空的，内容可能由脚本生成，需用浏览器打开核对"
    body = home.tree.body
    if home.tree.css_first("script") and (body is None or len(_words(body.text(strip=True), home)) < BARE_TEXT):
        return "首页内容由脚本生成，源代码中看不到页脚，需用浏览器打开核对"
    return ""


def _has_empty_footer(home: Page) -> bool:
    for node in home.tree.css("footer, [id*=foot i], [class*=foot i], [id*=copyright i]"):
        if node.tag in ("script", "link", "style", "img", "a", "span", "li"):
            continue
        if not node.text(strip=True) and node.css_first("img, iframe, a, script") is None:
            return node.tag == "footer" or bool(node.attributes.get("id"))
    return False


def _words(text: str, home: Page) -> str:
    """The text without that of scripts and styles."""
    for node in home.tree.css("body script, body style"):
        code = node.text(strip=True)
        text = text.replace(code, "", 1) if code else text
    return text
