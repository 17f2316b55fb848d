"""The part of a site in which columns are looked for: the whole portal, or the part of one unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from checks.column_profile import RequiredColumn
from checks.column_state import ColumnJudge, Judged, is_block
from evidence.blank import Blank, may_be_filled
from evidence.columns import Column, columns_of
from evidence.columns_discovery import is_front
from evidence.columns_structure import is_more
from evidence.columns_vocabulary import idea_of, in_disclosure, vocabulary
from evidence.page import Page
from evidence.records import Link, LinkKind, Unit
from evidence.scope import fronts, inside, of_site, prefixes
from evidence.script_places import filled_by_files
from evidence.site import Site
from evidence.urls import file_suffix, path_of
from evidence.verdict import VerdictKind, judge

FEW_LINKS = 10  # a front with fewer links, and scripts, may get its menus from them
FEW_ENTRIES, ENTRY = 3, 8  # so do fronts with fewer links of so few characters, however many headlines they show
MENU_ENTRY = 12
TELLING = 4  # characters from which a name of a column tells in a headline what it is about
PLATFORM = ("政府信息公开", "政务公开", "法定主动公开内容")
INTERACTION = frozenset(
    {
        "领导信箱",
        "意见征集",
        "结果反馈",
        "网上调查",
        "在线访谈",
        "咨询投诉",
        "留言公开",
        "留言统计",
        "热点回应",
        "常见问题",
    }
)
_PAGES = frozenset({"", "htm", "html", "shtml", "shtm", "jsp", "jhtml", "do", "asp", "aspx", "php", "action"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One part of a site with its front page, its columns by idea, and what could not be seen of it.

    `name` is how a letter calls it, `by_idea_of_units` are columns in the folders of its units. `unseen_menus` and
    `unseen_depths` say why the front or the pages below it do not show everything, "" where they do;
    `unseen_fronts` the same by the idea of a section whose front was not read.
    """

    name: str
    site: Site
    front: Page
    judge_: ColumnJudge
    all_columns: tuple[Column, ...]
    by_idea: Mapping[str, tuple[Column, ...]]
    by_idea_of_units: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    unseen_menus: str = ""
    unseen_depths: str = ""
    unseen_fronts: Mapping[str, str] = field(default_factory=dict)

    def columns(self, *ideas: str) -> tuple[Column, ...]:
        """The columns of these ideas, in the order of the ideas."""
        return tuple(column for idea in ideas for column in self.by_idea.get(idea, ()))

    def only_in_units(self, required: RequiredColumn) -> tuple[Column, ...]:
        """The columns of a kind that only parts of units have."""
        ideas = (required.idea, *required.instead)
        return tuple(column for idea in ideas for column in self.by_idea_of_units.get(idea, ()))

    def listed(self, idea: str) -> str:
        """What names an idea with more words: an entry of the front's menus, or content that a unit lists; or ""."""
        names = [name for name, known in vocabulary().names.items() if known.name == idea and len(name) >= TELLING]
        lists = (self.page(column.url) for column in self.columns(*PLATFORM) if self.holds(column.url))
        linked = (link for page in lists if self.prefixes and page for link in page.links if link.kind is LinkKind.A)
        menu = {link.target for link in self.front.links}  # what it leads to outside the part is the portal's
        links = (link for link in linked if self.holds(link.target) or link.target not in menu)
        entries = (link for link in self.front.links if self._is_entry(link))
        return next((link.text for link in chain(entries, links) if any(name in link.text for name in names)), "")

    def _is_entry(self, link: Link) -> bool:
        """Whether a link of the front may be an entry of its menus that the vocabulary does not know."""
        short = link.kind is LinkKind.A and len(link.text) <= MENU_ENTRY and is_front(link.target)
        return short and self.holds(link.target) and idea_of(link.text) is None

    def judge(self, column: Column) -> Judged:
        """The state of a column."""
        return self.judge_.judge(column)

    def page(self, url: str) -> Page | None:
        """The page at an address."""
        return self.judge_.page(url)

    def on_front(self, column: Column) -> bool:
        """Whether the front page leads to a column."""
        return self.front.url in column.linked_from

    def entry(self, column: Column) -> str:
        """The page from which a visitor of this part goes to a column."""
        if self.on_front(column):
            return self.front.url
        maps = {one.url for one in columns_of(self.all_columns, "网站地图")}
        own = [url for url in column.linked_from if self.holds(url) and url not in maps]
        return (own or list(column.linked_from))[0]

    def holds(self, url: str) -> bool:
        """Whether an address lies in this part."""
        return not self.prefixes or any(inside(prefix, url) for prefix in self.prefixes)

    def nearest(self, candidates: tuple[Column, ...]) -> tuple[Column, ...]:
        """The entries a visitor takes first: with an address, of this site, from the front page."""
        addressed = [column for column in candidates if not is_block(column)]
        own = [column for column in addressed or candidates if column.same_site]
        pool = own or addressed or list(candidates)
        front = [column for column in pool if self.on_front(column)]
        return tuple(sorted(front or pool, key=lambda column: (column.depth, column.url)))

    def off_platform(self, candidates: tuple[Column, ...]) -> bool:
        """Whether none of these columns hangs on the platform of 政府信息公开, though that was read."""
        fronts = {column.url for column in columns_of(self.all_columns, *PLATFORM)}
        addressed = [column for column in candidates if not is_block(column)]
        if not fronts or not addressed or any(name in self.unseen_fronts for name in PLATFORM):
            return False
        return not any(
            in_disclosure(column.url) or column.parent in fronts or fronts.intersection(column.linked_from)
            for column in addressed
        )

    def unseen_reason(self, required: RequiredColumn) -> str:
        """Why the absence of a column could not be told, or ""."""
        if self.unseen_menus:
            return self.unseen_menus
        sections = ("互动交流",) if required.idea in INTERACTION else PLATFORM
        fronts = (self.unseen_fronts[name] for name in sections if name in self.unseen_fronts)
        return next(fronts, "") or self.unseen_depths


def home_scope(site: Site, home: Page, columns: tuple[Column, ...]) -> Scope:
    """The whole portal. Columns in the folders of its units are theirs and come last."""
    judging = ColumnJudge(site, columns)
    parts = [part for unit in site.info.units for part in prefixes(unit, site.info.url) if not inside(part, home.url)]
    units = frozenset(column.url for column in columns if any(inside(part, column.url) for part in parts))
    own = tuple(column for column in columns if column.url not in units)
    return Scope(
        name="网站",
        site=site,
        front=home,
        judge_=judging,
        all_columns=columns,
        by_idea=_by_idea(own),
        by_idea_of_units=_by_idea(tuple(column for column in columns if column.url in units)),
        unseen_menus=_unseen_menus(home),
        unseen_depths=_unseen_depths(site, home),
        unseen_fronts=_unseen_fronts(judging, own),
    )


def unit_scope(whole: Scope, unit: Unit) -> Scope | None:
    """The part of one unit; None when its front page was not read."""
    parts = prefixes(unit, whole.site.info.url)
    front = _front(whole.site, fronts(unit, whole.site.info.url), parts)
    if front is None:
        return None
    part = Scope(
        name=f"“{unit.name}”专栏",
        site=whole.site,
        front=front,
        judge_=whole.judge_,
        all_columns=whole.all_columns,
        by_idea={},
        prefixes=parts,
        unseen_menus=_unseen_menus(front),
        unseen_depths=_unseen_depths(whole.site, front),
    )
    columns = tuple(column for column in whole.all_columns if _belongs(column, part, whole.front.url))
    unseen = _unseen_fronts(whole.judge_, columns)
    return Scope(
        name=part.name,
        site=part.site,
        front=front,
        judge_=part.judge_,
        all_columns=columns,
        by_idea=_by_idea(columns),
        prefixes=parts,
        unseen_menus=part.unseen_menus,
        unseen_depths=part.unseen_depths,
        unseen_fronts=unseen,
    )


def _by_idea(columns: tuple[Column, ...]) -> Mapping[str, tuple[Column, ...]]:
    found: dict[str, list[Column]] = {}
    for column in columns:
        if column.idea:
            found.setdefault(column.idea, []).append(column)
    return {idea: tuple(group) for idea, group in found.items()}


def _belongs(column: Column, part: Scope, home: str) -> bool:
    """Whether a column is the unit's: in its folders, or linked by its pages and by no other of the site but the home.

    What the pages of others link too is the portal's own menu, not the unit's.
    """
    if part.holds(column.url):
        return True
    inside_ = [url for url in column.linked_from if part.holds(url)]
    others = [url for url in column.linked_from if not part.holds(url) and of_site(part.site.info, url, home)]
    return bool(inside_) and all(url == home for url in others)


def _front(site: Site, entered: tuple[str, ...], parts: tuple[str, ...]) -> Page | None:
    """The page at which the part is entered: of its folders and hosts the topmost that was read, else any page of it.

    Entries stand in the inventory in any order; a folder lies below the one it belongs to.
    """
    for prefix in (*sorted(entered, key=_below), *parts):
        page = site.page(prefix) or site.page(prefix.rstrip("/") + "/")
        if page is not None:
            return page
    if not parts:
        return None
    return next((page for page in site.pages() if any(inside(prefix, page.url) for prefix in parts)), None)


def _below(url: str) -> int:
    """How deep the folder lies that an address names, with or without the file under which it answers."""
    *folders, last = path_of(url).partition("?")[0].strip("/").split("/")
    return len([*folders, *([last] if last and "." not in last else [])])


def _unseen_menus(front: Page) -> str:
    links = {
        link.target
        for link in front.links
        if link.kind in (LinkKind.A, LinkKind.AREA, LinkKind.SCRIPTED, LinkKind.KEPT)
    }
    if filled_by_files(front):
        return "首页的一部分由脚本文件写出，其中可能有菜单，需用浏览器打开核对"
    if len(links) >= FEW_LINKS and _entries(front) >= FEW_ENTRIES:
        return ""
    if any(link.kind is LinkKind.FRAME for link in front.links):
        return "首页内容放在框架页中，需用浏览器打开核对"
    if may_be_filled(front):
        return "首页源代码中的链接很少，菜单可能由脚本生成，需用浏览器打开核对"
    return ""


def _entries(front: Page) -> int:
    """How many links of a front read like entries of a menu and not like headlines."""
    return len({link.target for link in front.links if 1 < len(link.text) <= ENTRY and not is_more(link.text)})


def _unseen_depths(site: Site, front: Page) -> str:
    """Whether the run was cut before the pages that the front links were read, or most of them refused to be."""
    linked = {
        link.target
        for link in front.links
        if link.kind is LinkKind.A and of_site(site.info, link.target, front.url) and file_suffix(link.target) in _PAGES
    }
    refused = sum(judge(site.looks(target)).kind is VerdictKind.BLOCKED for target in linked)
    if refused * 2 > len(linked):
        return f"首页链接到的页面有 {refused} 个拒绝自动访问"
    if site.coverage.complete:
        return ""
    unread = {target for target in linked if not site.looks(target)}
    return f"本次抓取未完成，首页链接到的页面还有 {len(unread)} 个没有读取" if unread else ""


def _unseen_fronts(judge: ColumnJudge, columns: tuple[Column, ...]) -> Mapping[str, str]:
    """The sections whose front was linked and yet not read, by idea, with the reason."""
    ideas = vocabulary().ideas
    unseen: dict[str, str] = {}
    for idea in (*PLATFORM, "互动交流"):
        fronts = [column for column in columns if column.idea == idea and ideas[idea].section]
        reasons = [reason for column in fronts if (reason := _unseen_front(judge, column))]
        if fronts and len(reasons) == len(fronts):
            unseen[idea] = reasons[0]
    return unseen


def _unseen_front(judge: ColumnJudge, column: Column) -> str:
    page = judge.page(column.url)
    if page is not None:
        if judge.blankness(page) is Blank.CANNOT_TELL and judge.filled_later(page):  # else what it shows is all
            return f"“{column.name}”页面由脚本生成，其中的栏目需用浏览器打开核对"
        return ""
    verdict = judge.verdict(column.url)
    if verdict.broken:
        return f"“{column.name}”页面打不开，其中的栏目无法核对"
    return f"“{column.name}”页面没有读取到，其中的栏目需人工核对"
