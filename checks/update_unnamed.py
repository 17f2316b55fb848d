"""Blank columns whose names the vocabulary does not know: nothing but their own page says that they are columns."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checks.column_state import ColumnJudge
from checks.model import Doubt, Problem
from evidence.blank import Blank
from evidence.column_naming import Naming, naming
from evidence.columns_discovery import is_article
from evidence.columns_vocabulary import idea_of, normalise_name
from evidence.lists import page_items
from evidence.page import Page
from evidence.records import LinkKind
from evidence.scope import of_site, owner
from evidence.site import Site

BOX = 3  # rows that so many pages show stand in a box of the template
COLUMN_NAME = 4  # shorter ones may be names of persons or places

_NAME = re.compile("[\u3400-\u9fff]{2,10}")
# What answers a visitor's words has nothing to show until it is asked.
_TOOL = re.compile("检索|搜索|查询|登录|登陆|注册|系统|平台|入口|下载|打印|收藏|留言|信箱|地图|统计|返回")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnamedBlank:
    """A blank page that bears the name under which it is linked; `certain` where it says that it is a column."""

    name: str
    unit: str
    page: Page
    certain: bool

    def said(self) -> Problem | Doubt:
        """What is reported of it."""
        make = Problem if self.certain else Doubt
        tail = "" if self.certain else "，请核对是否为栏目"
        return make(
            code="blank",
            message=f"“{self.name}”栏目没有内容，是空白栏目{tail}。",
            page_url=self.page.url,
            subject=self.name,
        )


def unnamed_blanks(
    site: Site, menus: Iterable[Page], known: frozenset[str], judge: ColumnJudge, today: date
) -> list[UnnamedBlank]:
    """The blank columns that these pages link by an unknown name; `known` are the addresses judged already."""
    found: dict[str, UnnamedBlank] = {}
    seen, pages = set(known), list(menus)
    shared = Counter(target for menu in pages for target in {link.target for link in menu.links})
    for name, target in _entries(site, pages):
        page = site.page(target) if target not in seen else None
        seen.add(target)
        if page is None or page.url in found or page.url in known or page.depth == 0:
            continue
        how = naming(page, name)
        if how is not Naming.NO and judge.blankness(page) is Blank.YES and not _has_dated(page, shared, today):
            certain = how is Naming.CERTAIN and len(name) >= COLUMN_NAME and not is_article(page.url)
            found[page.url] = UnnamedBlank(name=name, unit=owner(site.info, page.url), page=page, certain=certain)
    return list(found.values())


def _has_dated(page: Page, shared: Mapping[str, int], today: date) -> bool:
    """Whether a page lists a dated row, however short, that is in no box of the template."""
    return any(row.published and shared.get(row.url, 0) < BOX for row in page_items(page, today=today))


def _entries(site: Site, menus: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """The links of these pages that may be entries of menus, each name and address once."""
    seen = set()
    for page in menus:
        for link in page.links:
            entry = (link.text, link.target)
            if link.kind is not LinkKind.A or len(link.text) > 20 or entry in seen:
                continue
            seen.add(entry)
            name = normalise_name(link.text)
            ours = of_site(site.info, link.target, site.info.url) or owner(site.info, link.target) != ""
            if ours and _NAME.fullmatch(name) and not _TOOL.search(name) and idea_of(name, disclosure=True) is None:
                yield name, link.target
