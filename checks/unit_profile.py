"""What a body must publish of itself: duties, sections, address, hours, telephone, head."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.api import site_check
from checks.column_scope import Scope, home_scope, unit_scope
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from checks.page_tags_kinds import is_readable
from checks.unit_profile_facts import Found, State
from checks.unit_profile_pages import Profile, read_profile
from checks.unit_profile_words import Fact
from evidence.columns import column_tree
from evidence.records import Need
from evidence.site import Site, once


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileOptions:
    """Which facts are asked for, and whether of the site's own body too."""

    required: tuple[Fact, ...] = field(default_factory=lambda: tuple(Fact))
    site_itself: bool = True


@site_check(
    "unit-profile",
    title="机构信息",
    version=1,
    needs={Need.PAGES, Need.LINKS},
    codes={
        "missing": "机构信息缺项",
        "empty": "机构信息只有名目没有内容",
        "unclear": "机构信息内容不明",
        "image-only": "机构信息疑似只有图片",
    },
    measures={"facts-present": "已公布的机构信息项数"},
    options=ProfileOptions(),
)
def unit_profile(site: Site, options: ProfileOptions) -> Iterator[Statement]:
    """看什么：门户网站和清单中各单位专栏的机构职能、机构概况、机构设置、领导信息、联系方式等栏目，以及这些栏目链接的下级页面，
    合起来看有没有公布六项机构信息：机构职能、机构设置、办公地址、办公时间、联系方式（电话）、负责人。
    单位专栏菜单中名称看不出内容、但写有职能、机构或负责人等两项以上机构信息的页面也看。
    表格、定义列表和正文中的写法都认，名称按近义名称识别，例如“单位地址”“上班时间”“主要领导”。

    为什么：《中华人民共和国政府信息公开条例》第二十条第（二）项：机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名。

    什么算问题：六项中有没有公布的；只有名目、后面没有内容或只写“暂无”“待补充”的。页脚上的网站联系电话、
    下属单位和社区通讯录上的电话地址、历任领导，不算单位公布的信息。

    什么算疑似：栏目内容只是没有文字说明的图片，图片所在栏目应有的信息没有文字；名目后面的内容看不出是该项信息；电话只有监督举报电话的；办公地址、办公时间、联系方式只在信息公开指南中写明。

    看不出什么：栏目打不开由“必备栏目”“错链断链”指出，其中应有的信息不下结论；拒绝自动访问、没有读取到、由脚本加载的栏目、脚本画出的地图以及附件中的内容，不下“没有公布”的结论；
    内容是否准确、是否为现任负责人，不在本项范围内。
    """
    home = site.page(site.info.url)
    if home is None or not is_readable(home):
        yield Unknown(reason="首页未能正常读取，无法核查机构信息", url=site.info.url)
        return
    whole = home_scope(site, home, once(site, column_tree))
    if options.site_itself:
        yield from _said(whole, "", read_profile(whole, home, front=False), options)
    for unit in site.info.units:
        scope = unit_scope(whole, unit)
        if scope is None:
            yield Unknown(subject=unit.name, reason=f"“{unit.name}”的专栏首页未能读取，无法核查机构信息")
        else:
            yield from _said(scope, unit.name, read_profile(scope, home, front=True), options)


def _said(scope: Scope, unit: str, profile: Profile, options: ProfileOptions) -> Iterator[Statement]:
    told = True
    present = 0
    for fact in options.required:
        found = profile.facts[fact]
        if found.state is State.PRESENT:
            present += 1
        elif found.state is State.ABSENT and (unseen := profile.dead.get(fact) or profile.unseen):
            told = False
            subject = f"{unit}：{fact}" if unit else fact
            yield Unknown(subject=subject, url=profile.url, reason=unseen)
        else:
            yield _fault(scope, fact, found, profile)
    if told:
        total = len(options.required)
        yield Measure(
            name="facts-present", value=present, numerator=present, denominator=total, url=profile.url, unit=unit
        )


def _fault(scope: Scope, fact: Fact, found: Found, profile: Profile) -> Statement:
    url = found.url if found.state is not State.ABSENT and found.url else profile.url
    if found.state is State.UNCLEAR:
        what = f"“{fact}”后面写的是“{found.value[:40]}”，看不出是否为该项内容，请核对"
        return Doubt(code="unclear", subject=fact, page_url=url, message=f"{scope.name}的机构信息中，{what}。")
    if profile.may_be_drawn(fact):
        what = f"没有“{fact}”的文字内容，可能放在图片中，请核对并补充文字说明"
        return Doubt(code="image-only", subject=fact, page_url=url, message=f"{scope.name}的机构信息{what}。")
    if found.state is State.ABSENT and fact in profile.guide:
        what = f"没有写明“{fact}”，只在信息公开指南中有，请核对是否为本单位的{fact}"
        return Doubt(code="missing", subject=fact, page_url=url, message=f"{scope.name}的机构信息栏目{what}。")
    if found.state is State.EMPTY:
        what = f"“{fact}”只有名目，没有填写内容，请补充"
        return Problem(code="empty", subject=fact, page_url=url, message=f"{scope.name}的机构信息中，{what}。")
    return Problem(
        code="missing",
        subject=fact,
        page_url=url,
        message=f"{scope.name}的机构信息没有公布“{fact}”，请补充。",
        evidence={"pages": list(profile.pages)},
    )
