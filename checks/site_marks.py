"""The identity marks of the home page, and how many of the inner pages bear them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from checks.api import site_check
from checks.model import Measure, Statement, Unknown
from checks.page_tags_kinds import Kind, Kinds, is_readable
from checks.site_marks_reading import home_marks
from checks.site_marks_says import said_of, said_of_codes
from evidence.mark_nodes import How
from evidence.marks import Mark, Marks, read_marks
from evidence.meta import read_tags
from evidence.page import Page
from evidence.records import Need
from evidence.site import Site

PAGES_LIMIT = 500  # pages among which the sample is sought, the shallowest first
BORNE = frozenset({How.SHOWN, How.SCRIPT, How.IMAGE, How.DEAD, How.WRITTEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkOptions:
    """Which marks are asked for, and how many pages of each kind are looked at besides the home page."""

    required: tuple[Mark, ...] = field(default_factory=lambda: tuple(Mark))
    sample: int = 10


@site_check(
    "site-marks",
    title="网站标识",
    version=1,
    needs={Need.PAGES},
    codes={
        "missing-badge": "缺少党政机关（事业单位）网站标识",
        "missing-site-code": "缺少网站标识码",
        "missing-icp": "缺少ICP备案号",
        "missing-police": "缺少公安备案号",
        "missing-sponsor": "缺少主办单位",
        "missing-contact": "缺少联系方式",
        "missing-sitemap": "缺少网站地图",
        "missing-error-report": "缺少“我为政府网站找错”",
        "malformed-site-code": "网站标识码格式错误",
        "malformed-icp": "ICP备案号格式错误",
        "malformed-police": "公安备案号格式错误",
        "badge-error": "党政机关网站标识异常",
        "code-mismatch": "网站标识码不一致",
        "image-only": "标识只有图片",
        "dead-entry": "标识入口无链接",
    },
    measures={
        "marks-present": "首页已标明的标识",
        "site-code": "网站标识码",
        "inner-share": "内页标明的比例",
    },
    options=MarkOptions(),
)
def site_marks(site: Site, options: MarkOptions) -> Iterator[Statement]:
    """看什么：首页上的八项网站标识：党政机关（事业单位）网站标识、网站标识码、ICP备案号、公安备案号、主办单位、联系方式、
    网站地图、“我为政府网站找错”；框架页和由页面载入的页脚一并查看。另抽查部分栏目页和文章页，统计标明的比例。

    为什么：《政府网站发展指引》（国办发〔2017〕47号）对首页底部功能区的要求；
    《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）“功能设计—网站标识”。

    什么算问题：首页没有某项标识，包括只写在注释里、设置为不显示的；编号格式不正确或没有填写；党政机关网站标识显示为异常图标；
    页脚、网页标签和“我为政府网站找错”中的网站标识码不一致。菜单中的“联系我们”栏目不算页脚的联系方式。

    什么算疑似：标识只有图片、没有文字说明也没有可用链接（链接到公安备案记录的图标算已标明）；有文字但没有链接地址；源代码中隐藏、但可能由脚本显示。

    看不出什么：页脚由脚本生成或放在没有读取到的页面中时，不下“缺少”的结论；编号是否真实有效须到主管部门的系统中核对；
    由标识管理机构的脚本画出的标识，只能看到脚本，看不到画出的图标。
    """
    home = site.page(site.info.url)
    if home is None or not is_readable(home):
        yield Unknown(reason="首页未能正常读取，无法核查网站标识", url=site.info.url)
        return
    found = home_marks(site, home)
    for mark in options.required:
        yield from said_of(mark, found, home.url)
    declared = read_tags(home.html).values.get("SiteIDCode", "")
    yield from said_of_codes(found, declared, home.url)
    yield from _measures(found.marks, options, home.url, unseen=bool(found.unseen))
    yield from _inner_pages(site, home, options)


def _measures(marks: Marks, options: MarkOptions, url: str, *, unseen: bool) -> Iterator[Measure]:
    present = sum(1 for mark in options.required if _is_borne(marks, mark))
    if not unseen:
        total = len(options.required)
        yield Measure(name="marks-present", value=present, numerator=present, denominator=total, url=url)
    code = marks.seen[Mark.SITE_CODE]
    if code.how is How.SHOWN and code.good:
        yield Measure(name="site-code", value=code.value, url=url)


def _is_borne(marks: Marks, mark: Mark) -> bool:
    seen = marks.seen[mark]
    return seen.how in BORNE and seen.good


def _inner_pages(site: Site, home: Page, options: MarkOptions) -> Iterator[Measure]:
    kinds = Kinds(site, home)
    looked: dict[Kind, list[Page]] = {Kind.COLUMN: [], Kind.ARTICLE: []}
    for page in islice(site.pages(), PAGES_LIMIT):
        if all(len(pages) >= options.sample for pages in looked.values()):
            break
        kind = kinds.of(page, read_tags(page.html).values)
        if kind in looked and len(looked[kind]) < options.sample:
            looked[kind].append(page)
    for kind, pages in looked.items():
        read = [read_marks(page) for page in pages]
        for mark in options.required if read else ():
            count = sum(1 for marks in read if _is_borne(marks, mark))
            yield Measure(
                name="inner-share",
                subject=f"{kind}：{mark}",
                value=(Decimal(count) / Decimal(len(read))).quantize(Decimal("0.01")),
                numerator=count,
                denominator=len(read),
                url=pages[0].url,
            )
