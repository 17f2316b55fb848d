"""Whether one may really apply for information online (依申请公开): from the entry to a form that can be sent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checks.api import site_check
from checks.apply_channel_forms import Form, Works, nothing_acts, scripts_of
from checks.apply_channel_walk import Walk, says_suspended
from checks.column_profile import RequiredColumn
from checks.column_scope import Scope, home_scope, unit_scope
from checks.column_state import Judged, State
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from evidence.blank import Blank
from evidence.columns import Column, column_tree
from evidence.page import Page
from evidence.records import Need, Unit
from evidence.site import Site, once
from evidence.verdict import Verdict, VerdictKind, judge

NAME = "依申请公开"
_ASKED = RequiredColumn(idea=NAME)
_ALIKE = ("我要申请", "在线申请", "网上申请", "申请入口")  # of what, only a person can tell
_SCRIPTED = "的申请页面从源代码看不出有没有内容（可能由脚本加载），需用浏览器打开核对"
_NO_HOST = frozenset({VerdictKind.DNS, VerdictKind.REFUSED, VerdictKind.TIMEOUT, VerdictKind.PARKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyOptions:
    """`online`: a rubric asks for an online form, whatever the page promises."""

    online: bool = False


@site_check(
    "apply-channel",
    title="依申请公开渠道",
    version=1,
    needs={Need.PAGES, Need.LINKS},
    codes={
        "missing-entry": "没有依申请公开入口",
        "dead": "申请入口打不开",
        "blank": "依申请公开页面空白",
        "text-only": "只有说明没有在线申请",
        "dead-form": "申请表单不能使用",
    },
    measures={"entry-present": "有依申请公开入口", "works": "在线申请表单可用"},
    options=ApplyOptions(),
)
def apply_channel(site: Site, options: ApplyOptions) -> Iterator[Statement]:
    """看什么：从首页进入的“依申请公开”栏目（“信息公开申请”“在线申请”等同义名称均可），以及栏目页、框架页和再点击
    “我要申请”“网上申请”等之后的页面上，有没有能填写、能提交的申请表单；单位专栏中自设的申请渠道逐个单位另行判断。只看页面，不填写、不提交任何表单。

    为什么：《中华人民共和国政府信息公开条例》（国务院令第711号）第二十七条、第二十九条规定公民、法人和其他组织可以申请
    获取政府信息，行政机关应当提供申请渠道；《国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知》
    （国办公开办函〔2019〕61号）；各地考核细则要求首页设申请渠道且“能够办理”。

    什么算问题：找不到入口；栏目或“我要申请”等链接至少两次访问都打不开；栏目空白，或“我要申请”等打开后是空白页；表单没有输入项、没有提交按钮、提交地址
    无效或只在内部网络中有效；页面写明可在线申请，实际只有说明文字或下载的表格。

    什么算疑似：只有说明文字或下载的表格，也没有写明可以在线申请；只有单位专栏有入口；表单是否可用取决于未读取的脚本文件。

    看不出什么：需要登录或注册的、由脚本生成的、用手机扫码或小程序的、设在其他网站而本次未访问的申请，不下结论；表单提交后能否受理，不在本项
    范围内；提交地址仅在抓取时访问过的情况下才作判断。
    """
    home = site.page(site.info.url)
    if home is None:
        yield Unknown(reason="首页未能读取，无法查找依申请公开入口", url=site.info.url)
        return
    scope = home_scope(site, home, once(site, column_tree))
    columns = scope.columns(NAME)
    yield from _surveyed(site, scope, columns, options) if columns else _absent(scope)
    for unit in site.info.units:
        yield from _of_unit(site, scope, unit, options)


def _surveyed(
    site: Site,
    scope: Scope,
    columns: tuple[Column, ...],
    options: ApplyOptions,
    beside: frozenset[str] = frozenset(),
) -> Iterator[Statement]:
    chosen, walk = _survey(scope, columns, beside)
    yield Measure(name="entry-present", value=True, url=chosen.column.url)
    yield from _said(site, scope, chosen, walk, options)


def _of_unit(site: Site, whole: Scope, unit: Unit, options: ApplyOptions) -> Iterator[Statement]:
    """What a unit's own channel is like, where its part of the site has one; else the portal's serves it."""
    scope = unit_scope(whole, unit)
    columns = tuple(one for one in scope.columns(NAME) if scope.holds(one.url)) if scope else ()
    if scope is None or not columns:
        return
    beside = _targets(whole.front) & _targets(scope.front)
    for statement in _surveyed(site, scope, columns, options, beside):
        if isinstance(statement, Measure):
            yield replace(statement, unit=unit.name)
        elif isinstance(statement, Unknown):
            yield replace(statement, subject=unit.name, reason=f"{scope.name}：{statement.reason}")
        elif isinstance(statement, Problem) and not (isinstance(statement, Doubt) and statement.code == "text-only"):
            yield replace(statement, message=f"{scope.name}：{statement.message}")


def _targets(page: Page) -> frozenset[str]:
    return frozenset(link.target for link in page.links)


def _absent(scope: Scope) -> Iterator[Statement]:
    unseen = scope.unseen_reason(_ASKED)
    if unseen:
        yield Unknown(reason=f"未找到“{NAME}”入口，但不能断定没有：{unseen}", url=scope.front.url)
        return
    alike = next((link for link in scope.front.links if "".join(link.text.split()) in _ALIKE), None)
    if alike is not None:
        yield Unknown(reason=f"首页的“{alike.text}”是否为政府信息公开申请入口，需人工核对", url=alike.target)
        return
    elsewhere = scope.only_in_units(_ASKED)
    make = Doubt if elsewhere else Problem
    if not elsewhere:
        yield Measure(name="entry-present", value=False, url=scope.front.url)
        yield Measure(name="works", value=False, url=scope.front.url)
    found = f"仅在单位专栏中有（{elsewhere[0].url}），请核对" if elsewhere else "公众无法由网站提出政府信息公开申请"
    yield make(
        code="missing-entry",
        subject=NAME,
        page_url=scope.front.url,
        message=f"网站没有“{NAME}”入口：首页、各级菜单和政府信息公开专栏中均未找到，{found}。",
    )


def _survey(scope: Scope, columns: tuple[Column, ...], beside: frozenset[str]) -> tuple[Judged, Walk]:
    """Every entry of the nearest rank, until one shows a form that works; else the first.

    The addresses `beside` a channel stand in the portal's template: they serve it only where it says something and has
    no way of its own.
    """
    common = scripts_of(scope.front)
    surveyed: list[tuple[Judged, Walk]] = []
    for column in scope.nearest(columns):
        walk = Walk(site=scope.site, common=common, beside=beside)
        judged = scope.judge(column)
        page = scope.page(column.url)
        if page is not None and judged.state is not State.DEAD:
            walk.go(page)
            if beside and walk.empty_handed and judged.state is State.GOOD:
                walk = Walk(site=scope.site, common=common)
                walk.go(page)
        surveyed.append((judged, walk))
        if any(form.works is Works.YES for _, form in walk.forms):
            return surveyed[-1]
    return min(surveyed, key=lambda one: (not one[1].pages, not one[1].unseen))


def _said(site: Site, scope: Scope, chosen: Judged, walk: Walk, options: ApplyOptions) -> Iterator[Statement]:
    column = chosen.column
    if chosen.state is State.DEAD:
        code, words = _unopened(judge(site.looks(column.url)), chosen.reason)
        yield from _failed(code, scope.entry(column), column.url, f"“{NAME}”栏目{words}。")
        return
    live = next(((page, form) for page, form in walk.forms if form.works is Works.YES), None)
    if live is not None:
        yield from _live(site, *live)
    elif chosen.nowhere and (front := scope.page(column.url)) is not None and nothing_acts(front):
        yield from _failed("dead", front.url, None, f"“{NAME}”没有链接到任何页面，点击无反应。")
    elif not walk.pages:
        reason = chosen.reason or "页面未能读取"
        yield Unknown(reason=f"“{NAME}”栏目（{column.url}）{reason}", url=column.url)
    elif walk.forms:
        yield from _dead_form(*walk.forms[0], walk)
    elif walk.unseen:
        yield Unknown(reason=f"“{NAME}”：{'；'.join(dict.fromkeys(walk.unseen))}", url=column.url)
    else:
        yield from _formless(scope, chosen, walk, options)


def _live(site: Site, page: Page, form: Form) -> Iterator[Statement]:
    if says_suspended(page):
        yield Doubt(
            code="dead-form",
            subject=NAME,
            page_url=page.url,
            message=f"“{NAME}”页面写明在线申请已暂停，但仍有申请表单，请核对能否申请。",
        )
        return
    verdict = judge(site.looks(form.action)) if form.action else None
    if verdict is None or not verdict.broken:
        yield Measure(name="works", value=True, url=page.url)
        return
    # Many programs answer 404 to a look at an address that they only take submissions at.
    sure = form.method == "get" or verdict.kind in _NO_HOST
    make = Problem if sure else Doubt
    if sure:
        yield Measure(name="works", value=False, url=page.url)
    yield make(
        code="dead-form",
        subject=NAME,
        page_url=page.url,
        target_url=form.action,
        message=f"“{NAME}”的申请表单提交地址打不开（{_status(verdict)}），公众无法在线提出申请。",
    )


def _dead_form(page: Page, form: Form, walk: Walk) -> Iterator[Statement]:
    if form.works is Works.MAYBE or walk.unseen:
        yield Doubt(
            code="dead-form",
            subject=NAME,
            page_url=page.url,
            message=f"“{NAME}”的申请{form.fault}，是否由脚本处理请打开页面核对。",
        )
        return
    yield from _failed("dead-form", page.url, None, f"“{NAME}”的申请{form.fault}，公众无法在线提出申请。")


def _formless(scope: Scope, chosen: Judged, walk: Walk, options: ApplyOptions) -> Iterator[Statement]:
    column = chosen.column
    blank = next((way for way in walk.entered if scope.judge_.blankness(way[2]) is Blank.YES), None)
    failing = next((way for way in walk.entered if scope.judge_.fails(way[2])), None)
    if walk.broken:
        page, link, verdict = walk.broken[0]
        code, words = _unopened(verdict, _status(verdict))
        yield from _failed(code, page.url, link.target, f"“{NAME}”中的“{link.text or '申请页面'}”{words}。")
    elif failing is not None:
        page, link, _ = failing
        message = f"“{NAME}”中的“{link.text}”打开后只显示程序出错信息，没有申请表单。"
        yield from _failed("dead", page.url, link.target, message)
    elif blank is not None:
        page, link, _ = blank
        message = f"“{NAME}”中的“{link.text}”打开后是空白页面，没有申请表单。"
        yield from _failed("blank", page.url, link.target, message)
    elif walk.buttons:
        page, words = walk.buttons[0]
        yield from _failed("dead", page.url, None, f"“{NAME}”中的“{words}”没有链接到任何页面，点击无反应。", words)
    elif chosen.state is State.BLANK:
        yield from _failed("blank", column.url, None, f"“{NAME}”栏目是空白页面，没有申请说明，也没有申请表单。")
    elif chosen.state is State.UNSEEN and _framed_blank(scope, walk):
        page, link, _ = walk.framed[0]
        message = f"“{NAME}”栏目的内容放在框架页中，框架页（{link.target}）是空白页面，没有申请表单。"
        yield from _failed("blank", page.url, link.target, message)
    elif _filled_later(scope, chosen, walk):
        yield Unknown(reason=f"“{NAME}”栏目{chosen.reason or _SCRIPTED}", url=column.url)
    elif walk.leads_to_a_telephone():
        yield Unknown(reason=f"“{NAME}”：页面写明用手机扫码或小程序等申请，需人工核对", url=column.url)
    else:
        yield from _text_only(column, walk, options)


def _framed_blank(scope: Scope, walk: Walk) -> bool:
    """Whether all that the channel shows lies in frames, and they were read and show nothing."""
    return bool(walk.framed) and all(scope.judge_.blankness(framed) is Blank.YES for _, _, framed in walk.framed)


def _filled_later(scope: Scope, chosen: Judged, walk: Walk) -> bool:
    """Whether scripts may bring what the last page on the way does not show; a page that led on has shown its part."""
    if not walk.entered:
        return chosen.state is State.UNSEEN
    return any(scope.judge_.blankness(reached) is Blank.CANNOT_TELL for _, _, reached in walk.entered)


def _text_only(column: Column, walk: Walk, options: ApplyOptions) -> Iterator[Statement]:
    has = "说明文字和供下载的申请表" if walk.files else "说明文字"
    if walk.promises() or options.online:
        why = "页面写明可以在线申请，但" if not options.online else ""
        message = f"“{NAME}”栏目{why}只有{has}，没有可在线填写的申请表单。"
        yield from _failed("text-only", column.url, None, message)
        return
    yield Doubt(
        code="text-only",
        subject=NAME,
        page_url=column.url,
        message=f"“{NAME}”栏目只有{has}，没有可在线填写的申请表单，请核对考核是否要求提供在线申请。",
    )


def _failed(code: str, page_url: str, target: str | None, message: str, subject: str = NAME) -> Iterator[Statement]:
    yield Measure(name="works", value=False, url=page_url)
    yield Problem(code=code, subject=subject, page_url=page_url, target_url=target, message=message)


def _unopened(verdict: Verdict, why: str) -> tuple[str, str]:
    """The code and the words for what does not open: a page that came with nothing on it is blank, not dead."""
    if verdict.kind is VerdictKind.EMPTY:
        return "blank", "打开后是空白页面"
    return "dead", f"打不开（{why}）"


def _status(verdict: Verdict) -> str:
    return f"返回 {verdict.status}" if verdict.status else "没有应答"
