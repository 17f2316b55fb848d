"""Reports that a column lists by body and year, without their titles: tables, and names of bodies under a year."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from checks.annual_report_title import ends_like
from evidence.page import Page
from evidence.report_grid import compact
from evidence.urls import file_suffix, normalise

NAME_MOST = 24

_YEAR = re.compile(r"20\d\d")
_YEAR_ALONE = re.compile(r"(20\d\d)年?(?:度)?(?:.{0,12}(?:年报|年度报告))?")
_ENDS = ("departments", "towns", "governments")


def names_body(text: str) -> bool:
    """Whether the words of a link are but the name of a body, as in a list of bodies under a year."""
    name = compact(text)
    return 3 <= len(name) <= NAME_MOST and not _YEAR.search(name) and any(ends_like(name, kind) for kind in _ENDS)


def titles_by_place(page: Page) -> Iterator[tuple[str, str]]:
    """The titles that reports would have by where their links stand; a place in a table says more."""
    yield from _under_years(page)
    yield from _by_row(page)


def _under_years(page: Page) -> Iterator[tuple[str, str]]:
    """Names of bodies below a heading that is a year. Years beside each other are tabs and head nothing."""
    year, fresh = "", False
    for node in page.tree.css("h1, h2, h3, h4, h5, h6, dt, strong, b, span, p, div, a"):
        if node.tag != "a":
            if found := _heads_year(node):
                year, fresh = (found if not fresh or found == year else ""), True
            continue
        if year and names_body(node.text()):
            fresh = False
            target = normalise((node.attributes.get("href") or "").strip(), page.url)
            if target and file_suffix(target):  # a page says itself what it is
                yield target, f"{compact(node.text())}{year}年政府信息公开工作年度报告"


def _heads_year(node: LexborNode) -> str:
    if node.css_first("a, p, div, li") is not None:
        return ""
    match = _YEAR_ALONE.fullmatch(compact(node.text()[:60]))
    return match[1] if match else ""


def _by_row(page: Page) -> Iterator[tuple[str, str]]:
    """What the links of a table of bodies and years lead to: the body its row begins with, the year over its column."""
    for row in page.tree.css("table tr"):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        table = row.parent.parent if row.parent and row.parent.tag in ("tbody", "thead") else row.parent
        first = table.css_first("tr") if table else None
        heads = [compact(cell.text()) for cell in first.iter() if cell.tag in ("td", "th")] if first else []
        for at, cell in enumerate(cells[1:], 1):
            for node in cell.css("a[href]"):
                year = _YEAR.search(compact(node.text())) or (_YEAR.search(heads[at]) if at < len(heads) else None)
                target = normalise((node.attributes.get("href") or "").strip(), page.url)
                if year and target:
                    yield target, f"{compact(cells[0].text())}{year[0]}年政府信息公开工作年度报告"
