"""The page tags of the home page, the columns and the articles: present, real, and agreeing with the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter

from checks.api import site_check
from checks.model import Measure, Statement, Unknown
from checks.page_tags_agree import bare
from checks.page_tags_kinds import Kind, Kinds, is_readable
from checks.page_tags_rules import Standard, faults_of, standard_host
from checks.page_tags_says import Faults
from checks.page_tags_values import read_domain
from evidence.china import CHINA
from evidence.mark_text import is_site_code, one_width, site_code
from evidence.meta import ARTICLE_TAGS, COLUMN_TAGS, HOME_TAGS, read_tags
from evidence.own_sites import own_sites
from evidence.page import Page
from evidence.records import Need
from evidence.scope import owner
from evidence.site import Site
from evidence.urls import host_of
from evidence.visible import read_visible


@dataclass(frozen=True, slots=True, kw_only=True)
class TagOptions:
    """The tags asked of each kind of page."""

    home: tuple[str, ...] = HOME_TAGS
    column: tuple[str, ...] = COLUMN_TAGS
    article: tuple[str, ...] = ARTICLE_TAGS

    def of(self, kind: Kind) -> tuple[str, ...]:
        """The tags asked of a kind of page."""
        return {Kind.COLUMN: self.column, Kind.ARTICLE: self.article}.get(kind, self.home)


@site_check(
    "page-tags",
    title="网页标签",
    version=1,
    needs={Need.PAGES},
    codes={
        "missing-tag": "缺少网页标签",
        "empty-tag": "网页标签为空",
        "placeholder": "网页标签填写占位内容",
        "wrong-domain": "网站域名标签不符",
        "malformed-code": "网站标识码标签格式错误",
        "code-mismatch": "网站标识码标签不一致",
        "title-mismatch": "标题标签与页面不符",
        "date-mismatch": "发布日期标签与页面不符",
        "malformed-date": "发布日期标签格式错误",
    },
    measures={"pages-checked": "已核查页面数", "complete-share": "网页标签完整的比例"},
    options=TagOptions(),
)
def page_tags(site: Site, options: TagOptions) -> Iterator[Statement]:
    """看什么：首页、栏目页、文章页源代码中的网页标签。首页和单位专栏首页3项：SiteName、SiteDomain、SiteIDCode；栏目页另加ColumnName、
    ColumnDescription、ColumnKeywords、ColumnType，共7项；文章页再加ArticleTitle、PubDate、ContentSource，共10项。

    为什么：《政府网站发展指引》（国办发〔2017〕47号）附件“网页设计规范”关于页面标签的要求。

    什么算问题：标签缺少、为空，或填写“null”“测试”、栏目名称一类的占位内容；SiteDomain不是本网站域名；SiteIDCode格式不对，
    或与页脚的网站标识码不一致；ArticleTitle与页面标题不符；PubDate与页面上的发布日期不符、不是有效的日期时间、使用12小时制。
    同类页面的同一标签只列一条，并列出部分页面；全站都没有的标签只列一条。
    清单中以整个域名（或端口）为范围的单位，按其网站自己的域名、标识码逐项核对。

    什么算疑似：SiteDomain写成了网址；PubDate只有日期；页面上找不到ArticleTitle所写的标题。

    看不出什么：标签大小写、引号、所在位置不影响判断，写在注释和脚本中的不算；分不清类别的页面（检索、登录、专题应用等）、群众来信和长者版、
    其他域名（单位自己的网站除外）的页面不作判断；以IP地址访问网站时，只核对各页面与首页是否一致；页面上没有发布日期的，不核对PubDate。
    """
    home = site.page(site.info.url)
    if home is None or not is_readable(home):
        yield Unknown(reason="首页未能正常读取，无法核查网页标签", url=site.info.url)
        return
    portal = _Website.of(site, home.as_served, site.info.name)
    others: dict[str, _Website] = {}
    for own in own_sites(site.info):
        front = site.page(own.front)
        if front is None or not is_readable(front):
            reason = f"“{own.unit}”网站（{own.front}）的首页未能正常读取，无法核查网页标签"
            yield Unknown(reason=reason, subject=own.unit, url=own.front)
        elif host_of(front.url) == own.host:  # else it was given up for another
            others[own.host] = _Website.of(site, front.as_served, own.unit, unit=own.unit)
    for page in map(attrgetter("as_served"), site.pages()):  # a tag that a script writes is none
        website = others.get(host_of(page.url), portal)
        if not website.unit or owner(site.info, page.url) == website.unit:
            website.look_at(page, options)
    for website in (portal, *others.values()):
        yield from website.faults.said(website.front, options.of)
        yield from _measures(website.faults, website.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Website:
    """The portal (`unit` is "") or the website of a unit: each is held to its own host, code and names."""

    front: str
    kinds: Kinds
    standard: Standard
    unit: str = ""
    faults: Faults = field(default_factory=Faults)

    @classmethod
    def of(cls, site: Site, front: Page, name: str, unit: str = "") -> "_Website":
        """The website of this front page."""
        standard = _standard(front, name, site.observed_at.astimezone(CHINA).date())
        return cls(front=front.url, kinds=Kinds(site, front), standard=standard, unit=unit)

    def look_at(self, page: Page, options: TagOptions) -> None:
        """Take in one page of it."""
        tags = read_tags(page.html)
        kind = self.kinds.of(page, tags.values)
        if kind is not None:
            found = faults_of(page, kind, tags, options.of(kind), self.standard)
            self.faults.count(kind, page.url, list(found))


def _measures(faults: Faults, unit: str) -> Iterator[Measure]:
    yield Measure(name="pages-checked", value=sum(faults.checked.values()), unit=unit)
    for kind, checked in faults.checked.items():
        if checked:
            complete = faults.complete[kind]
            yield Measure(
                name="complete-share",
                subject=kind,
                value=(Decimal(complete) / Decimal(checked)).quantize(Decimal("0.0001")),
                numerator=complete,
                denominator=checked,
                url=faults.first(kind),
                unit=unit,
            )


def _standard(home: Page, name: str, today: date) -> Standard:
    """What all pages are held to: the site code of the footer or else of the home page's tag, and the host."""
    tags = read_tags(home.html).values
    footer = site_code(one_width(read_visible(home.tree).text))
    declared = tags.get("SiteIDCode", "").lower()
    code, source = "", ""
    if footer is not None and footer.good:
        code, source = footer.value.lower(), "首页页脚的网站标识码"
    elif is_site_code(declared):
        code, source = declared, "首页标签中的网站标识码"
    host, named = standard_host(home.url)
    domains = read_domain(tags.get("SiteDomain", "")).hosts
    return Standard(
        host=host,
        named=named,
        code=code,
        code_source=source,
        domain=domains[0].removeprefix("www.") if domains else "",
        names=frozenset(filter(None, (bare(name), bare(tags.get("SiteName", "")), bare(home.title)))),
        today=today,
    )
