"""The links that lead from a page about a body to further pages about it, and which facts their names promise."""

import re

from checks.unit_profile_facts import PORTRAITS
from checks.unit_profile_further import ENTRIES
from checks.unit_profile_persons import is_person
from evidence.columns_discovery import is_article
from evidence.page import Page
from evidence.records import Link, LinkKind
from evidence.scope import same_site

LEADERS = 2  # of a list of leaders so many pages are read; the head stands first
DIRECTORY = 3  # so many links to bodies make a column a directory of bodies
FEW = 2  # articles that a column about a body may list and nothing else

_ABOUT = re.compile(
    r"职能|职责|机构|科室|处室|股室|内设|领导|地址|办公(?!室|会|用)|工作时间|联系|电话|负责人|简介|概况|班子|分工|通讯录|三定|"
    r"基本(?:信息|情况)|关于(?:我们|本)"
)
_NOT_ABOUT = re.compile(r"信箱|热线|举报|投诉|通知|公告|会议|招聘|事项|清单|目录树|调整|任免|公示|历任|历届")
# What an entry under a name that is no column's is about.
_MEANT = {
    "领导": PORTRAITS,
    "班子": PORTRAITS,
    "职能": "机构职能",
    "职责": "机构职能",
    "内设": "机构设置",
    "设置": "机构设置",
    "股室": "机构设置",
    "科室": "机构设置",
}
_BODY = re.compile(r"^[\u4e00-\u9fff]{2,14}(?:局|委|办|厅|院|中心|办公室|街道|镇|乡|委员会)$")


def meant(words: str) -> frozenset[str]:
    """The ideas that the name of a page promises."""
    return frozenset(idea for word, idea in _MEANT.items() if word in words)


def promising(page: Page, home: Page, *, few: bool = False) -> list[Link]:
    """The links of a page that promise a fact by their names; with `few` an article or two that are all it lists."""
    menu = {link.target for link in home.links}
    links = [
        link
        for link in page.links
        if link.kind in ENTRIES
        and link.target not in menu
        and link.target != page.url
        and same_site(link.target, page.url)
    ]
    told = [
        link for link in links if len(link.text) <= 40 and _ABOUT.search(link.text) and not _NOT_ABOUT.search(link.text)
    ]
    articles = {link.target: link for link in links if is_article(link.target)}
    if few and not told and len(articles) <= FEW:  # 机构概况 that lists one article: 示例区财政局
        told = list(articles.values())
    bodies = [link for link in links if _BODY.match(link.text)]
    if len(bodies) >= DIRECTORY:
        told += bodies[:DIRECTORY]
    return list({link.target: link for link in told}.values())


def leader_pages(page: Page) -> list[Link]:
    """The first of the persons whose own pages a list of leaders links."""
    links = {link.target: link for link in page.links if link.kind is LinkKind.A and is_person(link.text)}
    return list(links.values())[:LEADERS]
