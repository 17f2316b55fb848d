"""The identity marks a government page must bear (国办发〔2017〕47号, 首页底部功能区), as one page shows them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence import mark_text
from evidence.columns_vocabulary import idea_of
from evidence.mark_nodes import How, Node, badges, concealed, error_reports, inline_scripts, maps
from evidence.mark_text import Worded, one_width
from evidence.page import Page
from evidence.script_links import written_markup
from evidence.visible import Hidden, hidden_above, read_visible

TEXT_LIMIT = 30
ENOUGH_WRITTEN = 2  # marks that a script writes: it writes the whole footer, its contact too


class Mark(StrEnum):
    """One mark of the footer; the value is its Chinese name."""

    BADGE = "党政机关网站标识"
    SITE_CODE = "网站标识码"
    ICP = "ICP备案号"
    POLICE = "公安备案号"
    SPONSOR = "主办单位"
    CONTACT = "联系方式"
    SITEMAP = "网站地图"
    ERROR_REPORT = "我为政府网站找错"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How a page shows one mark, with its value; `good` is false where the value is malformed."""

    mark: Mark
    how: How
    value: str = ""
    good: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All marks of one page.

    `reported_code` is the site code that the 找错 entry names, `badge_error` whether the badge shows its error
    picture, `footer_picture` a picture without words that may be the whole footer.
    """

    seen: Mapping[Mark, Seen]
    reported_code: str = ""
    badge_error: bool = False
    footer_picture: str = ""

    def with_(self, other: "Marks") -> "Marks":
        """These marks and those of an included page: of each the surer one."""
        best = {mark: min((own, other.seen[mark]), key=lambda one: RANK[one.how]) for mark, own in self.seen.items()}
        return replace(
            self,
            seen=best,
            reported_code=self.reported_code or other.reported_code,
            badge_error=self.badge_error or other.badge_error,
            footer_picture=self.footer_picture or other.footer_picture,
        )


RANK = {how: number for number, how in enumerate(How)}
_WORDED = {
    Mark.SITE_CODE: mark_text.site_code,
    Mark.ICP: mark_text.icp,
    Mark.POLICE: mark_text.police,
    Mark.SPONSOR: mark_text.sponsor,
    Mark.CONTACT: mark_text.contact,
}
_WRITES = re.compile(r"document\.write|innerHTML|\.(?:html|append|prepend|after|before)\(", re.I)
_FOOTER_FILE = re.compile(r"foot|bottom|copyright|banquan|dibu|yejiao", re.I)
_CONTACT_LINK = re.compile(r"联系(?:我们|方式)")
MENU_LINKS, COLUMNS_OF_MENU, BESIDE_LIMIT = 3, 2, 40
_OF_FOOTERS = frozenset(
    {
        "联系方式",
        "网站地图",
        "网站声明",
        "机构概况",
        "首页",
        "我为政府网站找错",
        "无障碍",
        "移动版",
        "英文版",
        "站内检索",
        "信息订阅",
    }
)
_POLICE_LINK = re.compile(r"beian\.(?:gov|mps\.gov)\.cn", re.I)
_RECORD = re.compile(
    r"(?:record)?code=(\d{12,14})(?!\d)", re.I
)  # the entry of the filing itself, not the register's door
_ICP_LINK = re.compile(r"beian\.miit\.gov\.cn|miitbeian\.gov\.cn", re.I)


def read_marks(page: Page) -> Marks:
    """Every mark as a page shows it, with what its scripts write whenever they run."""
    scripts = inline_scripts(page.tree)
    marks = _read(page.tree, scripts)
    if "document.write" not in scripts:
        return marks
    written = written_markup(page.tree, escaped=True, where=lambda node: hidden_above(node) is None)
    return marks.with_(_read(LexborHTMLParser(written), ""))


def _read(tree: LexborHTMLParser, scripts: str) -> Marks:
    visible = read_visible(tree, headlines=False)
    shown, hidden = one_width(visible.text), visible.hidden
    comments = one_width("\n".join(visible.comments))
    reports = list(error_reports(tree, scripts))
    plates = list(badges(tree, scripts))
    seen = {mark: _worded(mark, shown, hidden, comments, scripts) for mark in _WORDED}
    seen[Mark.BADGE] = _best(Mark.BADGE, plates, "conac" in comments)
    seen[Mark.ERROR_REPORT] = _best(Mark.ERROR_REPORT, reports, "jiucuo" in comments or "找错" in comments)
    seen[Mark.SITEMAP] = _site_map(list(maps(tree, scripts)), shown, comments)
    for mark, link in ((Mark.POLICE, _POLICE_LINK), (Mark.ICP, _ICP_LINK)):
        if seen[mark].how is How.ABSENT and (address := _picture_link(tree, link)):
            record = _RECORD.search(address) if mark is Mark.POLICE else None
            seen[mark] = Seen(mark=mark, how=How.SHOWN, value=record[1]) if record else Seen(mark=mark, how=How.IMAGE)
    if seen[Mark.CONTACT].how is not How.SHOWN and _has_contact_link(tree):
        seen[Mark.CONTACT] = Seen(mark=Mark.CONTACT, how=How.SHOWN, value="联系我们")
    written = sum(one.how is How.WRITTEN for one in seen.values())
    if seen[Mark.CONTACT].how is How.ABSENT and written >= ENOUGH_WRITTEN:
        seen[Mark.CONTACT] = Seen(mark=Mark.CONTACT, how=How.WRITTEN)
    return Marks(
        seen=seen,
        reported_code=next((node.value for node in reports if node.value and node.how in (How.SHOWN, How.SCRIPT)), ""),
        badge_error=any(node.error for node in plates if node.how in (How.SHOWN, How.IMAGE)),
        footer_picture=_footer_picture(tree),
    )


def _worded(mark: Mark, shown: str, hidden: tuple[Hidden, ...], comments: str, scripts: str) -> Seen:
    read = _WORDED[mark]
    found = read(shown)
    if found is not None:
        return Seen(mark=mark, how=How.SHOWN, value=found.value, good=found.good)
    for part in hidden:
        worded = read(one_width(part.text))
        if worded is not None and worded.good:
            return Seen(mark=mark, how=concealed(part.names, scripts), value=worded.value)
    written = _in_script(mark, scripts)
    if written is not None and written.good:
        return Seen(mark=mark, how=How.WRITTEN, value=written.value)
    said = read(comments) if comments and mark is not Mark.CONTACT else None
    return Seen(mark=mark, how=How.COMMENT if said is not None and said.good else How.ABSENT)


def _in_script(mark: Mark, scripts: str) -> Worded | None:
    if mark is Mark.CONTACT or not _WRITES.search(scripts):
        return None
    return _WORDED[mark](one_width(re.sub(r"<[^>]*>", " ", scripts)))


def _best(mark: Mark, nodes: Iterable[Node], commented: bool) -> Seen:
    hows = sorted((node.how for node in nodes), key=RANK.__getitem__)
    if hows:
        return Seen(mark=mark, how=hows[0])
    return Seen(mark=mark, how=How.COMMENT if commented else How.ABSENT)


def _site_map(nodes: list[Node], shown: str, comments: str) -> Seen:
    seen = _best(Mark.SITEMAP, nodes, "网站地图" in comments or "站点地图" in comments)
    plain = seen.how in (How.ABSENT, How.COMMENT, How.HIDDEN) and ("网站地图" in shown or "站点地图" in shown)
    return Seen(mark=Mark.SITEMAP, how=How.DEAD) if plain else seen


def _picture_link(tree: LexborHTMLParser, address: re.Pattern[str]) -> str:
    """The address by which a picture alone leads to the register of a filing, "" where none does."""
    pictures = (node for node in tree.css("a") if node.css_first("img") and not node.text(strip=True))
    led = (node.attributes.get("href") or "" for node in pictures)
    return next((href for href in led if address.search(href)), "")


def _has_contact_link(tree: LexborHTMLParser) -> bool:
    """Whether a page leads to 联系我们 otherwise than by an entry of its menu, where it is a column like others."""
    links = ((node, "".join(node.text().split())) for node in tree.css("a"))
    return any(
        len(text) <= TEXT_LIMIT and _CONTACT_LINK.fullmatch(text) and not _stands_in_menu(node) for node, text in links
    )


def _stands_in_menu(node: LexborNode) -> bool:
    """Whether the links beside a link are columns; a footer or a bar at the top has 网站地图, 关于我们 and the like."""
    row = node.parent
    while row is not None and row.tag != "body" and len(row.css("a")) < MENU_LINKS:
        row = row.parent
    beside = row.css("a")[:BESIDE_LIMIT] if row is not None and row.tag != "body" else []
    ideas = {idea.name for link in beside if (idea := idea_of(link.text())) and idea.name not in _OF_FOOTERS}
    return len(ideas) >= COLUMNS_OF_MENU


def _footer_picture(tree: LexborHTMLParser) -> str:
    """A picture without words that by its name is a footer."""
    for node in tree.css("img"):
        attributes = node.attributes
        name = (attributes.get("src") or "").rpartition("/")[2]
        if _FOOTER_FILE.search(name) and not (attributes.get("alt") or "").strip():
            return attributes.get("src") or ""
    return ""
