"""The columns a portal must have: missing, blank, dead, only a picture, or not where they must be."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.api import site_check
from checks.column_facts import BodyFacts
from checks.column_profile import EVERY_UNIT, ColumnOptions, RequiredColumn, for_bureau
from checks.column_scope import Scope, home_scope, unit_scope
from checks.column_state import Judged, State, alias, is_block
from checks.column_targets import required_targets
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from checks.unit_profile_pages import IDEAS as ABOUT_BODIES
from evidence.columns import Column, column_tree
from evidence.columns_discovery import TITLE_SIGNS
from evidence.columns_structure import How
from evidence.columns_vocabulary import idea_of
from evidence.records import Need
from evidence.site import Site, once


@site_check(
    "required-columns",
    title="必备栏目",
    version=1,
    needs={Need.PAGES, Need.LINKS},
    codes={
        "missing": "栏目缺失",
        "blank": "栏目空白",
        "dead": "栏目打不开",
        "image-only": "栏目只有图片",
        "wrong-place": "栏目位置不符合要求",
        "missing-target": "缺少指定链接",
    },
    measures={"present": "栏目已设置", "on-home": "首页有入口", "target-linked": "已链接到指定网站"},
    options=ColumnOptions(),
)
def required_columns(site: Site, options: ColumnOptions) -> Iterator[Statement]:
    """看什么：门户网站（以及清单中各单位专栏）的栏目：导航菜单、页面标题栏和选项卡、图片和图片热区、下拉菜单、脚本菜单，
    以及设在集约化平台等其他网站上的栏目。栏目名称按近义名称识别，例如“公开指南”“信息公开年报”“预算决算”；
    新闻标题中提到栏目名称的不算。机构职能、机构设置、领导信息、办公地址、联系方式没有单设栏目，但在机构概况、联系我们等页面公布的，算已公布。

    为什么：《中华人民共和国政府信息公开条例》第十二条、第十九条至第二十四条、第四十九条；
    《国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）；
    《政府网站发展指引》（国办发〔2017〕47号）；各地考核细则点名的栏目和链接。

    什么算问题：栏目缺失；栏目页面至少两次访问都打不开；栏目页面没有内容或写明“建设中”“暂无信息”；
    栏目入口只是一张没有文字说明的图片，或者栏目内容只有图片；要求在首页设置的栏目首页没有入口；缺少指定网站的链接，或者链接明显指向其他网站。

    什么算疑似：仅能从图片文件名推断的栏目；没有同名栏目、但菜单中有名称相近的栏目或单位的法定主动公开内容中列有相应信息的；
    考核细则列明了单位应设的栏目，而缺少的是细则没有列明、国家规定要求的；不在政府信息公开平台上的公开栏目；名称相符但地址不是已知地址的链接；菜单中没有链接地址的栏目名称。

    看不出什么：首页或公开平台的菜单由脚本（含脚本文件）生成而没有用浏览器读到、公开平台设在未读取的其他网站、抓取被中途截断、网站拒绝自动访问时，不下“缺失”的结论
    （要求首页有入口而首页没有的，仍指出位置不符合要求）；
    由脚本加载的列表和未访问的其他网站，只说明有入口，内容需人工核对。栏目内容是否准确、完整，不在本项范围内。
    """
    home = site.page(site.info.url)
    if home is None:
        yield Unknown(reason="首页未能读取，无法查找栏目", url=site.info.url)
        return
    columns = once(site, column_tree)
    whole = home_scope(site, home, columns)
    facts = BodyFacts(whole, home)
    names = (site.info.name, home.title)
    of_portal = [for_bureau(required, names) for required in options.required if not required.unit]
    for required in of_portal:
        yield from _column(required, whole, facts, of_portal)
    for unit in site.info.units:
        asked = [r for r in options.required if r.unit in (unit.name, EVERY_UNIT)]
        scope = unit_scope(whole, unit) if asked else None
        if asked and scope is None:
            yield Unknown(subject=unit.name, reason=f"“{unit.name}”的专栏首页未能读取，无法查找栏目")
        elif scope is not None:
            facts = BodyFacts(scope, home)
            for required in asked:
                yield from _column(replace(required, unit=unit.name), scope, facts, asked)
    yield from required_targets(site, home, options.targets, whole.unseen_menus or whole.unseen_depths)


def _column(
    required: RequiredColumn, scope: Scope, facts: BodyFacts, asked: Iterable[RequiredColumn]
) -> Iterator[Statement]:
    """What is said of one column; a fault of one that serves instead and is asked for too is told of that one alone."""
    candidates = scope.columns(required.idea) or scope.columns(*required.instead)
    if not candidates:
        yield from _absent(required, scope, facts)
        return
    chosen = _best(scope, candidates)
    readable = _only_heads(candidates) or (chosen.state is State.GOOD and candidates[0].idea in ABOUT_BODIES)
    if candidates[0].idea != required.idea and readable and facts.lacks(required.idea):
        yield from _absent(required, scope, facts)  # 单位简介 that tells nothing of its duties is no 机构职能
        return
    on_front = any(scope.on_front(column) for column in candidates)
    if chosen.nowhere:
        yield _nowhere(required, scope, chosen.column)
        return
    if on_front or not scope.unseen_menus:
        yield _measure("on-home", required, on_front, scope, chosen.column.url)
    if required.home and not on_front:
        yield from _not_on_front(required, scope, chosen.column)
    elif required.platform and scope.off_platform(candidates):
        yield _off_platform(required, scope, chosen.column)
    if chosen.column.how is How.IMAGE:
        yield _picture_entry(required, scope, chosen.column)
    present = chosen.state not in (State.DEAD, State.BLANK)
    yield _measure("present", required, present, scope, chosen.column.url)
    if chosen.state is State.UNSEEN:
        yield Unknown(subject=required.idea, url=chosen.column.url, reason=chosen.reason)
    elif chosen.state is not State.GOOD and not _told_elsewhere(required, chosen.column, asked):
        yield _broken(required, scope, chosen)


def _only_heads(candidates: Iterable[Column]) -> bool:
    """Whether columns are no more than headings of a menu: 机构概况 over 机构职能 and 联系我们, without a page."""
    return all(map(is_block, candidates))


def _told_elsewhere(required: RequiredColumn, column: Column, asked: Iterable[RequiredColumn]) -> bool:
    return column.idea != required.idea and any(column.idea == other.idea for other in asked)


def _best(scope: Scope, candidates: tuple[Column, ...]) -> Judged:
    """The state of the entry a visitor takes: a good one among those of the nearest rank, else the first of them."""
    nearest = scope.nearest(candidates)
    judged: list[Judged] = []
    for column in nearest:
        judged.append(scope.judge(column))
        if judged[-1].state is State.GOOD and column.how is not How.IMAGE:
            return judged[-1]
    good = [one for one in judged if one.state is State.GOOD]
    return good[0] if good else judged[0]


def _absent(required: RequiredColumn, scope: Scope, facts: BodyFacts) -> Iterator[Statement]:
    if not required.home and (page := facts.published(required.idea)):
        yield _measure("present", required, True, scope, page)
        return
    reason = scope.unseen_reason(required)
    if reason and required.home and not scope.unseen_menus:
        yield from _not_on_front(required, scope, None)
        return
    if reason:
        yield Unknown(subject=required.idea, url=scope.front.url, reason=reason)
        return
    if reason := facts.undecided(required.idea):
        yield Unknown(subject=required.idea, url=scope.front.url, reason=f"没有单独的栏目，{reason}")
        return
    elsewhere = scope.only_in_units(required)
    listed = scope.listed(required.idea)
    if not elsewhere and not listed:
        yield _measure("present", required, False, scope, scope.front.url)
    if not scope.unseen_menus:
        on_front = any(scope.on_front(column) for column in elsewhere)
        yield _measure("on-home", required, on_front, scope, scope.front.url)
    make = Doubt if elsewhere or listed or required.unlisted else Problem
    found = "没有同名或含义相同的栏目"
    if elsewhere:
        found = f"仅在单位专栏中有（{elsewhere[0].url}），请核对是否符合要求"
    elif listed:
        found += f"，但菜单或公开内容中列有“{listed}”，请核对是否符合要求"
    elif required.unlisted:
        found += "；考核细则没有要求单位设置，请核对是否应当设置"
    yield make(
        code="missing",
        subject=required.idea,
        page_url=scope.front.url,
        message=f"{scope.name}未找到“{required.idea}”栏目：菜单、页面各版块和政府信息公开专栏中{found}。",
    )


def _not_on_front(required: RequiredColumn, scope: Scope, column: Column | None) -> Iterator[Statement]:
    """`column` is None where it may be on pages that were not read; the front page has no way to it in any case."""
    if scope.unseen_menus:
        yield Unknown(subject=required.idea, url=scope.front.url, reason=scope.unseen_menus)
        return
    if column is None:
        yield _measure("on-home", required, False, scope, scope.front.url)
        message = f"{scope.name}首页没有“{required.idea}”栏目的入口（{scope.unseen_reason(required)}）。"
        yield Problem(code="wrong-place", subject=required.idea, page_url=scope.front.url, message=message)
        return
    yield Problem(
        code="wrong-place",
        subject=required.idea,
        page_url=scope.front.url,
        target_url=column.url,
        message=f"“{required.idea}”栏目已设置，但{scope.name}首页没有入口，目前只能从 {scope.entry(column)} 进入。",
    )


def _off_platform(required: RequiredColumn, scope: Scope, column: Column) -> Statement:
    return Doubt(
        code="wrong-place",
        subject=required.idea,
        page_url=scope.front.url,
        target_url=column.url,
        message=f"“{required.idea}”栏目已设置，但在政府信息公开平台上没有找到它的入口，请核对。",
    )


def _nowhere(required: RequiredColumn, scope: Scope, column: Column) -> Statement:
    return Doubt(
        code="dead",
        subject=required.idea,
        page_url=column.url,
        message=f"{scope.name}菜单中的“{column.name}”没有链接地址，同一菜单的其他栏目都有，点击后可能没有反应，请核对。",
    )


def _picture_entry(required: RequiredColumn, scope: Scope, column: Column) -> Statement:
    page = scope.page(column.url)
    named = page is not None and any(
        idea is not None and idea.name == column.idea
        for idea in (idea_of(part, disclosure=True) for part in TITLE_SIGNS.split(page.title))
    )
    make = Problem if named else Doubt
    where = column.linked_from[0]
    return make(
        code="image-only",
        subject=required.idea,
        page_url=where,
        target_url=column.url,
        message=f"“{required.idea}”栏目的入口只是一张没有文字说明的图片，读屏软件和检索都无法识别，请为图片补充文字说明。",
        evidence={"picture": column.picture},
    )


def _broken(required: RequiredColumn, scope: Scope, judged: Judged) -> Statement:
    column = judged.column
    code, what = {
        State.DEAD: ("dead", f"打不开（{judged.reason}）"),
        State.BLANK: ("blank", f"是空白栏目，{judged.reason}"),
        State.PICTURE: ("image-only", "页面内容只有图片，没有任何文字，读屏软件和检索都无法识别"),
    }[judged.state]
    return Problem(
        code=code,
        subject=required.idea,
        page_url=scope.entry(column),
        target_url=column.url,
        message=f"{scope.name}的“{required.idea}”栏目{alias(column, required.idea)}{what}。",
    )


def _measure(name: str, required: RequiredColumn, value: bool, scope: Scope, url: str) -> Measure:
    return Measure(name=name, subject=required.idea, value=value, url=url, unit=required.unit)
