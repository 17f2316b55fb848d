"""In what state a column is: good, dead, blank, only a picture, or not to be told, and why."""

from dataclasses import dataclass
from enum import Enum

from evidence.blank import (
    Blank,
    Frame,
    filled_by_script,
    frame_of,
    inner_frames,
    is_blank,
    says_blank,
    shows_error,
    shows_only_pictures,
)
from evidence.columns import Column
from evidence.columns_discovery import folder_of
from evidence.columns_structure import How, leads_nowhere, told_by_click
from evidence.columns_vocabulary import vocabulary
from evidence.page import Page
from evidence.panels import is_empty, panel_of
from evidence.records import LinkKind
from evidence.site import Site
from evidence.urls import host_of
from evidence.verdict import Verdict, VerdictKind, judge

SIBLINGS = 3  # columns a page is compared with
MAP = "网站地图"  # links all the others a second time

_WHY_DEAD = {
    VerdictKind.DEAD: "页面不存在，返回 404",
    VerdictKind.GONE: "页面已删除，返回 410",
    VerdictKind.DNS: "域名无法解析",
    VerdictKind.REFUSED: "连接被拒绝",
    VerdictKind.RESET: "连接被中断",
    VerdictKind.TIMEOUT: "访问超时",
    VerdictKind.SERVER_ERROR: "服务器出错",
    VerdictKind.TLS: "安全证书无效",
    VerdictKind.SOFT_404: "页面提示内容不存在",
    VerdictKind.REDIRECT_HOME: "跳转回首页",
    VerdictKind.REDIRECT_LOOP: "循环跳转",
    VerdictKind.PARKED: "域名已停放或转让",
    VerdictKind.EMPTY: "返回内容为空",
    VerdictKind.WRONG_TYPE: "返回的内容类型不符",
    VerdictKind.TRUNCATED: "返回的文件不完整",
    VerdictKind.MALFORMED: "链接地址写法错误",
}
_WHY_UNSEEN = {
    VerdictKind.BLOCKED: "网站拒绝自动访问，需人工打开核对",
    VerdictKind.FORBIDDEN: "网站的爬虫协议（robots.txt）或本工具的访问规则不允许访问，需人工打开核对",
    VerdictKind.UNKNOWN: "本次访问没有得到可靠结果，需复查",
}


def alias(column: Column, name: str) -> str:
    """What the site calls a column, in brackets, where that is another name than the one it is reported under."""
    return f"（网站上名为“{column.name}”）" if column.name and column.name != name else ""


class State(Enum):
    """What a column turned out to be."""

    GOOD = "good"
    DEAD = "dead"
    BLANK = "blank"
    PICTURE = "picture"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A column with its state and, unless it is good, the Chinese reason.

    `nowhere` says that its entry in a menu has no address, as far as the source tells.
    """

    column: Column
    state: State
    reason: str = ""
    nowhere: bool = False


def is_block(column: Column) -> bool:
    """Whether a column is a block of the page that shows it, without an address of its own."""
    return column.how is How.TAB and column.url in column.linked_from


def _apart(menus: frozenset[str], column: Column) -> int:
    """How far the menu of a column is from one that stands on these pages: 0 the same, 1 of the same site, 2 another.

    A menu of the whole site stands on the pages of all its branches, the menu of one branch on its own pages alone.
    """
    common = len(menus.intersection(column.linked_from))
    if not common:
        return 2
    return 0 if 2 * common >= len(menus.union(column.linked_from)) else 1


class ColumnJudge:
    """Judges the columns of one site; pages and frames are read once."""

    def __init__(self, site: Site, columns: tuple[Column, ...]) -> None:
        self._site = site
        self._columns = columns
        self._pages: dict[str, Page | None] = {}
        self._frames: dict[tuple[bool, tuple[str, ...]], Frame] = {}
        home = site.page(site.info.url)
        self._home = frozenset({site.info.url, home.url if home else ""})
        self._home_body = home.fetch.body_hash if home else None

    def page(self, url: str) -> Page | None:
        """The page at an address."""
        if url not in self._pages:
            self._pages[url] = self._site.page(url)
        return self._pages[url]

    def verdict(self, url: str) -> Verdict:
        """What the looks at an address say."""
        return judge(self._site.looks(url))

    def judge(self, column: Column) -> Judged:
        """The state of one column."""
        if is_block(column):
            return self._block(column)
        verdict = self.verdict(column.url)
        if verdict.broken:
            return Judged(column=column, state=State.DEAD, reason=_WHY_DEAD[verdict.kind])
        if verdict.looks == 0:
            elsewhere = "位于其他网站，本次未访问" if not column.same_site else "本次未访问"
            return Judged(column=column, state=State.UNSEEN, reason=f"{elsewhere}，内容需人工核对")
        if verdict.kind in _WHY_UNSEEN:
            return Judged(column=column, state=State.UNSEEN, reason=_WHY_UNSEEN[verdict.kind])
        page = self.page(column.url)
        return self._content(column, page) if page is not None else Judged(column=column, state=State.GOOD)

    def blankness(self, page: Page) -> Blank:
        """Whether a page has content besides what its siblings share, in its inner frames too where they were read.

        A page that only sends its visitor on has what the page has to which it sends.
        """
        frame = self._frame(page.url)
        blank = is_blank(page, frame)
        sent = self._sent_on(page) if blank is not Blank.NO else ""
        if sent:
            there = self.page(sent)
            return is_blank(there, self._frame(sent)) if there is not None else Blank.CANNOT_TELL
        inner = self.framed(page) if blank is Blank.CANNOT_TELL else ()
        if not inner:
            return blank
        states = {is_blank(one, frame) for one in inner}
        if Blank.NO in states:
            return Blank.NO
        return Blank.YES if states == {Blank.YES} and not self.filled_later(page) else Blank.CANNOT_TELL

    def fails(self, page: Page) -> bool:
        """Whether a page shows an error of its program in the place of its content."""
        return shows_error(page, self._frame(page.url))

    def framed(self, page: Page) -> tuple[Page, ...]:
        """The pages a page shows inside itself, besides those that its siblings show too, or to which it sends on."""
        urls = (*inner_frames(page, self._frame(page.url)), *filter(None, [self._sent_on(page)]))
        inner = map(self.page, urls)
        return tuple(one for one in inner if one is not None and one.url != page.url)

    def filled_later(self, page: Page) -> bool:
        """Whether a script, or an inner frame that was not read, may bring what a page does not show in its source."""
        frame = self._frame(page.url)
        unread = any(self.page(url) is None for url in inner_frames(page, frame))
        return unread or filled_by_script(page, frame)

    def _sent_on(self, page: Page) -> str:
        """Where a page sends its visitor by itself, but for the home page; "" where it does not."""
        targets = (link.target for link in page.links if link.kind is LinkKind.REFRESH)
        return next((url for url in targets if url != page.url and url not in self._home), "")

    def _block(self, column: Column) -> Judged:
        if column.items:
            return Judged(column=column, state=State.GOOD)
        page = self.page(column.url)
        if page is not None and (told := told_by_click(page, column.name)) and says_blank(told):
            return Judged(column=column, state=State.BLANK, reason=f"点击后只提示“{told}”")
        if page is not None and leads_nowhere(page, column.name):
            reason = "菜单中有该栏目的名称，但没有链接地址，需人工核对"
            return Judged(column=column, state=State.UNSEEN, reason=reason, nowhere=True)
        reason = "页面上有该栏目的标题，但标题下的列表可能由脚本加载，需人工核对"
        return Judged(column=column, state=State.UNSEEN, reason=reason)

    def _content(self, column: Column, page: Page) -> Judged:
        part = panel_of(self._site, column)
        if part is not None:
            if not is_empty(part):
                return Judged(column=column, state=State.GOOD)
            if not self.filled_later(page):
                return Judged(column=column, state=State.BLANK, reason="页面中该栏目的部分没有内容")
        if part is None and self.fails(page):
            return Judged(column=column, state=State.DEAD, reason="页面只显示程序出错信息")
        blank = self.blankness(page) if part is None else Blank.CANNOT_TELL
        if blank is Blank.YES:
            return Judged(column=column, state=State.BLANK, reason="页面没有内容")
        if blank is Blank.CANNOT_TELL:
            return Judged(
                column=column,
                state=State.UNSEEN,
                reason="从页面源代码看不出有没有内容（可能由脚本加载），需用浏览器打开核对",
            )
        if shows_only_pictures(page, self._frame(page.url)):
            return Judged(column=column, state=State.PICTURE, reason="页面内容只有图片，没有任何文字")
        return Judged(column=column, state=State.GOOD)

    def _frame(self, url: str) -> Frame:
        """What the siblings of a page share: by their sources alone, unless a browser showed the page too."""
        page, siblings = self.page(url), self._siblings(url)
        shown = page is not None and page.rendered is not None
        chosen = (shown, siblings)
        if chosen not in self._frames:
            pages = [page for page in map(self.page, siblings) if page is not None]
            self._frames[chosen] = frame_of(page if shown else page.as_served for page in pages)
        return self._frames[chosen]

    def _siblings(self, url: str) -> tuple[str, ...]:
        """Other columns in the same manner: those of the same menu first, then those of the nearest folders.

        Fronts show items of their columns and come last; the home page shows some of everything and is none of them,
        under whatever address it answers, nor is the map of the site.
        Columns of the same idea may be copies of the page itself and are left out.
        """
        own, host = folder_of(url), host_of(url)
        above = folder_of(own.rstrip("/"))
        own_ideas = {column.idea for column in self._columns if column.url == url}
        ideas = vocabulary().ideas
        menus = frozenset(page for column in self._columns if column.url == url for page in column.linked_from)
        ranked: dict[str, tuple[int, bool, bool, bool]] = {}
        for column in self._columns:
            if column.url in self._home or column.how is How.TAB or column.idea == MAP:
                continue
            if column.idea not in own_ideas and host_of(column.url) == host:
                section = column.idea in ideas and ideas[column.idea].section
                folder = folder_of(column.url)
                beside = folder_of(folder.rstrip("/")) == above
                ranked.setdefault(column.url, (_apart(menus, column), folder != own, not beside, section))
        return self._readable(sorted(ranked, key=lambda one: (*ranked[one], one)), url)

    def _readable(self, urls: list[str], own: str) -> tuple[str, ...]:
        """The first few that are pages, each another page than the one compared."""
        page = self.page(own)
        seen = {own, page.url if page else own}
        bodies = {body for body in (page and page.fetch.body_hash, self._home_body) if body}
        chosen: list[str] = []
        for url in urls:
            sibling = self.page(url) if len(chosen) < SIBLINGS else None
            if sibling is None or sibling.url in seen or sibling.fetch.body_hash in bodies:
                continue
            seen.add(sibling.url)
            if sibling.fetch.body_hash:
                bodies.add(sibling.fetch.body_hash)
            chosen.append(url)
        return tuple(chosen)
