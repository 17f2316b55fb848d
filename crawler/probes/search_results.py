"""What a page of search results shows: its results, whether a known title is among them, what it says of itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.probes.search_life import is_library
from crawler.probes.search_titles import normalised
from evidence.error_title import names_error
from evidence.script_links import handler_addresses
from evidence.urls import normalise
from evidence.visible import read_visible

RESULTS = 60
SHORTEST = 4  # characters of a result's title
LONGEST_NAME = 200  # and no more than these
TRUNCATED = 8  # so much of a title before an ellipsis is enough to know it

_NONE = re.compile(
    r"(?:没有|未能?|无法)(?:为您)?(?:找|搜|检|查)(?:索|询)?到|无(?:相关|匹配|符合条件的)?(?:的)?(?:结果|记录|数据|信息)|"
    r"暂无(?:相关|数据|结果|信息|内容)"
)
# A count that a script may yet put right.
_ZERO = re.compile(r"(?:找到|共有?|约)[^\d\n]{0,12}\b0\s*[条个篇项]")
_LOADING = re.compile(r"(?:加载|载入|搜索|检索|查询)中|(?:正在|努力)(?:加载|载入|搜索|检索|查询)|\bloading\b", re.I)
_TOTAL = re.compile(r"(?:共|约|找到)[^\d\n]{0,14}(\d[\d,]{0,10})\s*(?:条|个|篇|项)")
_ERROR = re.compile(
    r"出错了?|错误|异常|系统繁忙|服务器繁忙|维护中|升级维护|暂停(?:服务|使用|开放)|"
    r"exception|stack\s?trace|\berror\b|HTTP Status|\bmysqli?_|connection refused|数据库连接|连接(?:失败|超时)|"
    r"(?:页面|文件|资源|站点|网站|索引)(?:不存在|已?停用)|\b(?:404|500)\b",
    re.I,
)
# A search that wants proof of a person first. The frame of the site may ask for a code too, where it has a login.
_CODE = re.compile("(?:验证|校验|附加)码")
# A search that wants some seconds between two questions: 系统限制的搜索时间间隔为 10 秒.
_HASTY = re.compile(
    r"(?:搜索|检索|查询|操作|访问|请求|提交)[^。\n]{0,10}(?:间隔|频繁|过快|太快|太频)|(?:间隔|频繁)[^。\n]{0,10}(?:搜索|检索|查询)|"
    r"\d+\s*秒(?:钟)?(?:内|后|之后|以后)[^。\n]{0,10}(?:搜索|检索|查询)"
)
_SECONDS = re.compile(r"(\d{1,3})\s*秒")
SOME_SECONDS = 10
_DRAWN = re.compile(
    r"""<div[^>]+id=["'](?:app|root)["']|\bnew Vue\b|createApp\(|ReactDOM|\bv-(?:for|if|html|text)=|"""
    r"""\{\{[^{}]*\}\}|ng-(?:app|repeat)""",
    re.I,
)
_ASKS = re.compile(r"\$\.(?:ajax|get|post|getJSON)\(|\bfetch\(|XMLHttpRequest|axios|innerHTML\s*=|\.html\(")
# A page of hardly any words whose script goes on to where the results are.
_ALERT = re.compile(r"""\balert\(\s*["']([^"'<>]{1,80})""")
_GOES_ON = re.compile(r"\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:replace|assign)\(")
FEW_WORDS = 40
_ROWS = frozenset({"li", "tr", "dl", "dd", "article", "div", "td"})
_CUT = ("…", "...", "···", "‥")
SHORT_PAGE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the home page has too: the addresses of its menus, its inline scripts, the lines of its text, its files."""

    addresses: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One link of a results page that its form and menus do not have. `mentions`: its entry holds the word."""

    url: str
    text: str
    mentions: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A results page. `drawn`: its source shows no results: scripts or a frame bring them, or they are no links.

    `pause`: seconds that the search wants to be left alone before it answers the next question. `guarded`: it wants a
    code to be read off a picture. `login`: it wants to know who asks.
    """

    results: tuple[Result, ...]
    none: bool
    total: int | None
    error: bool
    drawn: bool
    text: int
    pause: int = 0
    guarded: bool = False
    login: bool = False


def read_results(html: str, url: str, word: str, frame: Frame, field: str) -> Results:
    """Read one page of results for a word that was asked for in this field."""
    tree = LexborHTMLParser(html)
    found = tuple(_results(tree, url, word, frame.addresses, field))[:RESULTS]
    text = read_visible(tree).text
    told_none = _NONE.search(text) is not None
    none = told_none or _ZERO.search(text) is not None
    total = _TOTAL.search(text)
    count = int(total[1].replace(",", "")) if total else None
    title = tree.css_first("title")
    lines = [line for line in text.splitlines() if line not in frame.lines]
    own = "\n".join(lines)
    scripts = [text for text in inline_scripts(tree) if text not in frame.scripts]
    name = title.text() if title else ""
    alerts = [said for script in scripts for said in _ALERT.findall(script)] if len(text) < FEW_WORDS else []
    heading = "\n".join((name, own if len(own) < SHORT_PAGE else "", *alerts)).replace(word, "")
    silent = not any(one.mentions for one in found) and not none
    asks = silent and any(map(_ASKS.search, scripts))
    goes_on = silent and not alerts and len(text) < FEW_WORDS and any(map(_GOES_ON.search, scripts))
    waits = not told_none and not any(one.mentions for one in found) and _LOADING.search(own) is not None
    asks = asks or (not found and not told_none and _has_own_files(tree, url, frame))
    wanted = normalised(word)
    written = silent and any(normalised(line) == wanted for line in text.splitlines())  # a row without an address
    return Results(
        results=found,
        none=none,
        total=count,
        error=not found and (names_error(name.strip()) or (not none and _ERROR.search(heading) is not None)),
        drawn=_DRAWN.search(html) is not None
        or asks
        or goes_on
        or waits
        or written
        or _is_elsewhere(tree, word)
        or (not found and bool(count)),
        text=len(text),
        pause=0 if found or none else _pause(heading),
        login=not found and not none and tree.css_first("input[type=password]") is not None,
        guarded=not found and not none and _CODE.search("\n".join((own, *alerts))) is not None,
    )


def _has_own_files(tree: LexborHTMLParser, url: str, frame: Frame) -> bool:
    """Whether a page has a script file that the home page has not, and that may fetch the results."""
    return any(not is_library(one) and "page" not in one for one in script_files(tree, url) - frame.files)


def script_files(tree: LexborHTMLParser, url: str) -> frozenset[str]:
    """The addresses of the script files of a page."""
    sources = (normalise(node.attributes.get("src") or "", url) for node in tree.css("script[src]"))
    return frozenset(source for source in sources if source)


def _pause(heading: str) -> int:
    """How long a page that shows no results asks to be waited for."""
    if not _HASTY.search(heading):
        return 0
    seconds = _SECONDS.search(heading)
    return int(seconds[1]) if seconds else SOME_SECONDS


def inline_scripts(tree: LexborHTMLParser) -> Iterator[str]:
    """The scripts written in a page itself."""
    return (node.text() for node in tree.css("script:not([src])"))


def _is_elsewhere(tree: LexborHTMLParser, word: str) -> bool:
    """Whether a frame is asked for the word: the results are its own."""
    sources = (node.attributes.get("src") or "" for node in tree.tags("iframe"))
    return any(word in unquote_plus(src, encoding, "replace") for src in sources for encoding in ("utf-8", "gb18030"))


def matching(results: Results, title: str, article: str) -> str:
    """The address of the result that is a known article, by its address or its title; "" where none is."""
    wanted = normalised(title)
    return next((one.url for one in results.results if one.url == article or _same(one.text, wanted)), "")


def _same(text: str, wanted: str) -> bool:
    said = normalised(text)
    if wanted in said:
        return True
    cut = next((mark for mark in _CUT if mark in text), "")
    begin = normalised(text.partition(cut)[0]) if cut else ""
    return len(begin) >= TRUNCATED and wanted.startswith(begin)


def _results(tree: LexborHTMLParser, url: str, word: str, known: frozenset[str], field: str) -> Iterator[Result]:
    seen = set(known) | {url}
    for node in tree.css("a[href],[onclick]"):
        target = _target(node, url)
        text = " ".join((node.text() or "").split())
        title = node.attributes.get("title") or ""
        longer = title if len(title) > len(text) else text
        if target is None or target in seen or not target.startswith("http") or len(longer) < SHORTEST:
            continue
        if len(text) > LONGEST_NAME and "href" not in node.attributes:
            continue  # a whole block that can be clicked: its links speak for themselves
        if f"{field}=" in target.partition("?")[2]:
            continue  # another page or order of the results
        seen.add(target)
        yield Result(url=target, text=longer[:LONGEST_NAME], mentions=_mentions(node, longer, word))


def _target(node: LexborNode, url: str) -> str | None:
    """Where a click on a result leads, by its address or by what its script opens."""
    href, handler = node.attributes.get("href") or "", node.attributes.get("onclick") or ""
    target = normalise(href, url) if href and not href.startswith("#") else None
    if target is not None and target.startswith("http"):
        return target
    opened = next((one for code in (href, handler) for one in handler_addresses(code)), None)
    return normalise(opened, url) if opened else None


def _mentions(node: LexborNode, text: str, word: str) -> bool:
    """Whether the entry around a result holds the word."""
    wanted = normalised(word)
    if wanted in normalised(text):
        return True
    entry: LexborNode | None = node.parent
    for _ in range(4):
        if entry is None or entry.tag in ("body", "html", "ul", "ol", "table"):
            return False
        if entry.tag in _ROWS and len(entry.css("a[href]")) <= 3 and wanted in normalised(entry.text()[:2000]):
            return True
        entry = entry.parent
    return False
