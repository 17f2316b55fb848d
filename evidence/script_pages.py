"""The further pages of a list where a script turns them: addresses that follow from the pager, not from a link.

They are of the kind `paged`: worth a look, and no fault of the page when they are dead, since a rule and no reader
put them together.
"""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from evidence.script_values import HOLE, Code, Values, Written, written

PAGES_AT_MOST = 1_000
BODY = 1_500  # characters of a function that turns pages
TOTALS = ("countPage", "totalPage", "totalPages", "pageCount", "pagecount", "totalpage", "pages", "m_nPageCount")
CURRENTS = ("curr", "current", "currentPage", "curPage", "pageNo", "pageIndex")
LASTS = ("endPage", "lastPage", "endpage", "lastpage")

NEXT_WORDS = frozenset(("下一页", "下页", "后一页", "next", ">", "›", "»"))
LAST_WORDS = frozenset(("尾页", "末页", "最后一页", "最后页", "last", ">|", ">>"))

_TOLD = re.compile(r"共(?:\s|&nbsp;|<[^<>]{0,80}>)*(\d{1,5})(?:\s|&nbsp;|<[^<>]{0,80}>)*页")
_CALLED = re.compile(
    r"""(?:on[cC]lick\s*=\s*["']?|[jJ]ava[sS]cript:)\s*(?:return\s+)?(\w+)\(\s*["']?(\d{1,5})["']?\s*\)"""
)
_CHOSEN = re.compile(r"this\.value|this\.options\[this\.selectedIndex\]\.value|this\[this\.selectedIndex\]\.value")
# What is written for the first page instead: n == 1 ? "index.html" : "index_" + n + ".html"
_FIRST_PAGE = r"""\w+\s*[=<]{1,3}\s*[01]\s*\?\s*(?:"[^"\n]*"|'[^'\n]*')\s*:\s*"""
_FIRST_PAGE_WITHIN = re.compile(rf"\(\s*{_FIRST_PAGE}([^()\n]*)\)")
_FIRST_PAGE_ALONE = re.compile(_FIRST_PAGE)
_GOES = re.compile(r"location(?:\.href)?\s*=(?!=)|location\.(?:assign|replace)\s*\(|window\.open\s*\(")
_WRITES = re.compile(r"document\.write(?:ln)?\s*\(")
_TAIL = re.compile(r"(?<!\d)(\d{1,5})(?=\D*$)")
_IN_QUERY = re.compile(r"(?i)((?:page\w*|curr?\w*|\bp|\bpn)=)(\d{1,5})(?=&|#|$)")
_TURNING = re.compile(r"(?i)(?:^|[._])(?:curr?|current|page|num|n|p|i|idx|index)\w*$")


def may_turn(code: Code, html: str, *, choice: bool) -> bool:
    """Whether scripts of a page may turn pages: its inline `code`, its source, a `choice` it offers. A quick no."""
    text = code.text
    if choice or ("function" in text and ("age(" in html or "下一页" in html or "下页" in html)):
        return True
    if "age" not in text:
        return False
    return "document.write" in text or ("location" in text and any(name in text for name in TOTALS))


def turned_pages(
    tree: LexborHTMLParser, html: str, code: Code, links: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The pages that the pager of a list leads to, each with its number as words.

    `code` are the inline scripts of the page, `links` the addresses and words of its own links: a pager that names its
    next and its last page names those between.
    """
    drawn = list(_drawn(code)) if "href" in code.text else []
    yield from drawn
    yield from _called(html, code)
    yield from _selected(tree, html, code)
    yield from _jumped(code)
    yield from _between([*links, *drawn], html)


def told_pages(html: str) -> int:
    """How many pages a list says it has, 0 where it says nothing."""
    return max((int(match[1]) for match in _TOLD.finditer(html)), default=0) if "共" in html else 0


def _drawn(code: Code) -> Iterator[tuple[str, str]]:
    """The links that a script of the page writes into it, where all of them stands there literally."""
    for match in _WRITES.finditer(code.text):
        made = written(code.text, match.end(), code)
        if made is None or made.unknown or "<a" not in made.text:
            continue
        for node in LexborHTMLParser(made.text).tags("a"):
            href, words = node.attrs.get("href") or "", node.text().strip()
            number = _last_number(href)
            if number is not None and 0 < number <= _limit(code):
                yield href, words


def _limit(values: Values) -> int:
    """The highest number that the address of a page bears, as far as the script tells it."""
    return _first(values, (*LASTS, *TOTALS)) or PAGES_AT_MOST


def _called(html: str, code: Code) -> Iterator[tuple[str, str]]:
    """`goPage(3)` in the markup, where the page says what `goPage` does."""
    ways: dict[str, Written | None] = {}
    if "function" not in code.text:
        return
    for match in _CALLED.finditer(html):
        name, number = match[1], int(match[2])
        if name not in ways:
            ways[name] = _way(name, code)
        way = ways[name]
        if way is not None and 0 < number <= PAGES_AT_MOST and number + way.shift >= 0:
            yield _filled(way, number), match[2]


def _way(name: str, code: Code) -> Written | None:
    """Where a function of one number sends the visitor."""
    head = re.search(rf"(?:function\s+{name}|\b{name}\s*=\s*function)\s*\(\s*(\w+)\s*\)", code.text)
    if head is None:
        return None
    asked = head[1]
    body = code.text[head.end() : head.end() + BODY].partition("function ")[0]
    if "?" in body:
        body = _FIRST_PAGE_ALONE.sub("", _FIRST_PAGE_WITHIN.sub(r"\1", body))
    known = code.without(asked)
    for match in _GOES.finditer(body):
        made = written(body, match.end(), known)
        if made is not None and made.unknown == asked and made.text != HOLE:
            return made
    return None


def _selected(tree: LexborHTMLParser, html: str, code: Code) -> Iterator[tuple[str, str]]:
    """The pages of a `select` whose choice a script turns into an address."""
    for select in tree.css("select[onchange]") if "onchange" in html else ():
        change = _CHOSEN.sub("chosen", select.attrs.get("onchange") or "")
        if "chosen" not in change:
            continue
        going, calling = _GOES.search(change), re.search(r"(\w+)\(\s*chosen\s*\)", change)
        made = written(change, going.end(), code) if going else None
        if made is None and calling:
            made = _way(calling[1], code)
        if made is None or not made.unknown or made.text == HOLE:
            continue
        for option in select.css("option")[:PAGES_AT_MOST]:
            value = (option.attrs.get("value") or "").strip()
            if value.isdigit() and value.isascii() and int(value) + made.shift >= 0:
                yield _filled(made, int(value)), value


def _jumped(code: Code) -> Iterator[tuple[str, str]]:
    """`location = "?page=" + e.curr` beside `pages: 12`: the pagers that a library draws."""
    if not any(name in code.text for name in TOTALS):
        return
    total, current = min(_first(code, TOTALS), PAGES_AT_MOST), _first(code, CURRENTS)
    # The first page names all the others, a later one only the next.
    numbers = range(2, total + 1) if current < 2 else range(current + 1, min(current + 1, total) + 1)
    if not numbers:
        return
    for match in _GOES.finditer(code.text):
        made = written(code.text, match.end(), code)
        if made is not None and not made.shift and _TURNING.search(made.unknown) and _is_slot(made.text):
            yield from ((_filled(made, number), str(number)) for number in numbers)


def _first(values: Values, names: Iterable[str]) -> int:
    return next((number for name in names if isinstance(number := values.get(name), int)), 0)


def _is_slot(text: str) -> bool:
    """Whether the unknown part of an address is the number of a page: `?page=…`, `index_….html`."""
    before, hole, after = text.partition(HOLE)
    return (
        bool(hole) and bool(re.search(r"(?i)(?:page\w*|curr?\w*|\bp|\bpn)=$|[\w/][_-]$", before)) and HOLE not in after
    )


def _filled(way: Written, number: int) -> str:
    return way.text.replace(HOLE, str(number + way.shift))


def _between(links: Iterable[tuple[str, str]], html: str) -> Iterator[tuple[str, str]]:
    """The pages between the next and the last one that the first page of a list names, or up to the number it tells."""
    following, last = "", ""
    for href, words in links:
        said = words.strip().lower()
        following = href if not following and said in NEXT_WORDS else following
        last = href if not last and said in LAST_WORDS else last
    begin = _last_number(following)
    if begin not in (1, 2):  # 1: counted from 0; 2: counted from 1; more: not the first page
        return
    end = _last_number(last) if _shape(last) == _shape(following) else None
    if end is None:
        end = told_pages(html) - (begin == 1)
    for number in range(begin + 1, min(end, PAGES_AT_MOST) + 1):
        yield _with_number(following, number), str(number)


def _place(href: str) -> re.Match[str] | None:
    """Where in an address the number of the page stands."""
    return _IN_QUERY.search(href) or (_TAIL.search(href) if "?" not in href else None)


def _last_number(href: str) -> int | None:
    match = _place(href)
    return int(match[match.lastindex or 0]) if match else None


def _shape(href: str) -> str:
    return _with_number(href, -1) if _place(href) else href


def _with_number(href: str, number: int) -> str:
    match = _place(href)
    if match is None:
        return href
    start, end = match.span(match.lastindex or 0)
    return f"{href[:start]}{number}{href[end:]}"
