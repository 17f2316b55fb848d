"""Accessibility: the entry to the accessible version, and what axe finds on a sample of pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.accessibility_axe import doubts, folded, judged, problem, unseen
from checks.accessibility_evidence import EntryRecord, ShownPage, Trial, entry_record, shown_pages
from checks.accessibility_static import framed_entry, leads_on, siblings, static_entry, unread_frame
from checks.accessibility_trial import FEW_WORDS, OURS, Judged, Verdict, judge
from checks.api import site_check
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from evidence.blank import announces_nothing, frame_of
from evidence.page import Page
from evidence.records import Need
from evidence.site import Site
from evidence.visible import read_visible

ENTRY = "无障碍入口"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityOptions:
    """`ignored` are rules of axe that an office has decided not to report."""

    ignored: frozenset[str] = frozenset()


@site_check(
    "accessibility",
    title="适老化与无障碍",
    version=1,
    needs={Need.PAGES, Need.BROWSER},
    codes={
        "missing-entry": "首页没有无障碍或适老化入口",
        "dead-entry": "无障碍入口打不开或为空白页",
        "no-effect": "无障碍入口点击后没有效果",
        "script-error": "无障碍入口脚本出错",
        "axe-violation": "页面不符合无障碍技术要求",
    },
    measures={
        "entry-present": "首页有无障碍或适老化入口",
        "entry-works": "无障碍或适老化入口有实际效果",
        "pages-sampled": "抽查页面数",
        "axe-violations": "不符合无障碍技术要求的元素数",
        "axe-rules-failed": "未通过的无障碍规则数",
        "axe-unsure": "自动检测无法判断、需人工查看的元素数",
        "best-practice-rules-failed": "未遵循的无障碍建议规则数（不计问题）",
    },
    options=AccessibilityOptions(),
)
def accessibility(site: Site, options: AccessibilityOptions) -> Iterator[Statement]:
    """看什么：首页的无障碍、适老化、长者版、关怀版等入口（文字、图片说明、常用工具条标志），在浏览器中实际点击，
    看文字大小、颜色、间距、工具条或长者版页面是否出现；并按网页地址样式抽取页面（首页和每类页面一个），
    用 axe-core 检测。

    为什么：《国务院办公厅政府信息与政务公开办公室关于推进政府网站、政务新媒体适老化与无障碍改造的通知》
    （国办公开办函〔2021〕28号）；《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668-2019）；
    《互联网网站适老化通用设计规范》（2021年4月）；《中华人民共和国无障碍环境建设法》。

    什么算问题：首页没有入口；入口指向的页面打不开、为空白页或只显示“页面不存在”“建设中”；入口点击两次都没有效果；入口脚本出错或脚本文件打不开；
    抽查页面不符合 WCAG 2 A 级、AA 级且影响为“严重”及以上的规则。多个页面因同一元素（如页头）出现的同一问题只列一条。

    什么算疑似：入口页面能打开但与首页没有区别；工具条出现但放大没有效果；隐藏的或没有名称的入口没有反应；
    视频是否有字幕等需要人工判断的规则。

    看不出什么：没有浏览器、浏览器意外退出、首页拒绝自动访问、需要登录或只是引导页时不下结论；需要提交表单或登录的入口不作判断；
    样式文件未能加载的页面不判断颜色和大小；框架内的页面和入口、语音朗读的效果、内容是否易懂需人工检查。
    中文标点引起的“名称与文字不一致”属检测工具的误报（axe-core 第 5308 号问题），不列入；
    列表行（标题与日期）和导航路径中的链接不在正文里，不按“只靠颜色区分”计。
    """
    probes = site.probes(Need.BROWSER)
    yield from _entry(site, entry_record(probes))
    pages = shown_pages(probes)
    good = tuple(page for page in pages if page.good and page.violations is not None)
    if not good:
        yield Unknown(reason="没有页面在浏览器中成功打开并完成检测")
    for page in pages:
        if page not in good:
            yield Unknown(subject=page.url, url=page.url, reason=_why(page))
    yield from _axe(site, good, options)


def _entry(site: Site, record: EntryRecord | None) -> Iterator[Statement]:
    home = site.page(site.info.url)
    source = static_entry(home) if home is not None else ""
    url = home.url if home is not None else site.info.url
    if record is None or record.failure or (record.status is not None and record.status >= 400):
        if source:
            yield Measure(name="entry-present", value=True, url=url)
        yield Unknown(subject=ENTRY, url=url, reason=f"首页未能在浏览器中打开，无法试用入口{_detail(record)}")
        return
    if record.trials:
        yield Measure(name="entry-present", value=True, url=url)
        yield from _trials(site, record, url)
    elif source or record.candidates:
        yield Measure(name="entry-present", value=True, url=url)
        yield Unknown(subject=ENTRY, url=url, reason=f"页面源码中有入口“{source}”，但浏览器中没有显示，未能试用")
    elif home is not None and (framed := framed_entry(site, home)):
        yield Measure(name="entry-present", value=True, url=url)
        yield Unknown(subject=ENTRY, url=url, reason=f"入口“{framed}”在首页的框架内，未能试用")
    elif home is not None and (unread := unread_frame(site, home)):
        yield Unknown(subject=ENTRY, url=url, reason=f"首页未找到入口，但其中的框架 {unread} 未读取，无法断定没有入口")
    elif home is None or leads_on(home):
        why = "首页未能读取" if home is None else "首页几乎没有内容，可能只是引导页"
        yield Unknown(subject=ENTRY, url=url, reason=f"未找到入口，但{why}，无法断定没有入口")
    else:
        yield from _absent(record, url)


def _absent(record: EntryRecord, url: str) -> Iterator[Statement]:
    if any(why in OURS for _, why, _ in record.lost):
        yield Unknown(
            subject=ENTRY, url=url, reason="首页未找到入口，但本机未能取得页面所用的部分脚本，无法断定没有入口"
        )
        return
    yield Measure(name="entry-present", value=False, url=url)
    yield Measure(name="entry-works", value=False, url=url)
    dead = next((f"，页面所用的工具脚本 {src} 打不开（{why}）" for src, why, marked in record.lost if marked), "")
    yield Problem(
        code="missing-entry",
        subject=ENTRY,
        page_url=url,
        message=f"首页没有找到无障碍、适老化或长者版等入口{dead}。",
    )


def _trials(site: Site, record: EntryRecord, url: str) -> Iterator[Statement]:
    verdicts = [(trial, _judged(site, record, trial)) for trial in record.trials]
    works = any(found.verdict is Verdict.WORKS for _, found in verdicts)
    for trial, found in verdicts:
        if found.verdict is Verdict.CANNOT_TELL:
            if not works:
                yield Unknown(subject=ENTRY, url=url, reason=f"入口“{_named(trial)}”无法判断：{found.words}")
        elif found.verdict is not Verdict.WORKS and not (works and _stands_for_another(trial, found)):
            yield _failing(trial, found, url)
    settled = all(found.verdict is not Verdict.CANNOT_TELL and not found.doubtful for _, found in verdicts)
    if works or settled:
        yield Measure(name="entry-works", value=works, url=url)


def _stands_for_another(trial: Trial, found: Judged) -> bool:
    """Whether what bears the name of an entry is none beside one that works: a label, a badge, a column of services."""
    return not trial.clickable or (found.doubtful and trial.arrival is not None)


def _judged(site: Site, record: EntryRecord, trial: Trial) -> Judged:
    """The verdict on one entry, with what the crawl saw of the page behind it."""
    page = site.page(trial.arrival.address) if trial.arrival is not None else None
    if page is None:
        return judge(trial, record)
    not_found = any(mark.startswith("soft-404") for mark in page.fetch.marks)
    return judge(trial, record, not_found=not_found, unbuilt=_is_unbuilt(site, page, trial))


def _is_unbuilt(site: Site, page: Page, trial: Trial) -> bool:
    """Whether a page only says that it is being built, in the template of its site or without; scripts may fill it."""
    source = len("".join(read_visible(page.tree).text.split()))
    if trial.after is None or trial.after.text_length >= source + FEW_WORDS:
        return False
    return announces_nothing(page) or announces_nothing(page, frame_of(siblings(site, page)))


def _failing(trial: Trial, found: Judged, url: str) -> Statement:
    make = Doubt if found.doubtful else Problem
    return make(
        code=found.verdict.value,
        subject=_named(trial),
        page_url=url,
        target_url=trial.arrival.address if found.verdict is Verdict.DEAD and trial.arrival else None,
        message=f"首页的“{_named(trial)}”入口{found.words}。",
        evidence={"attempts": trial.attempts, "errors": list(trial.errors), "effects": sorted(trial.effects)},
    )


def _axe(site: Site, pages: tuple[ShownPage, ...], options: AccessibilityOptions) -> Iterator[Statement]:
    home = site.page(site.info.url)
    faults = [fault for fault in folded(pages) if fault.rule not in options.ignored]
    for fault in faults:
        yield problem(fault, home.url if home else site.info.url)
    standing = {fault.rule for fault in faults}
    yield from (doubt for doubt in doubts(pages) if doubt.subject not in standing | options.ignored)
    for page in pages:
        if any(unseen(page, v.rule) for v in page.violations or ()):
            yield Unknown(subject=page.url, url=page.url, reason="样式文件未能加载，未判断颜色、大小类规则")
    yield Measure(name="pages-sampled", value=len(pages))
    if pages:
        yield Measure(name="axe-violations", value=sum(fault.count for fault in faults))
        yield Measure(name="axe-rules-failed", value=len(standing))
        yield Measure(name="axe-unsure", value=sum(v.count for page in pages for v in page.unsure))
        advice = {v.rule for page in pages for v in page.violations or () if v not in judged(page) and not v.required}
        yield Measure(name="best-practice-rules-failed", value=len(advice))


def _why(page: ShownPage) -> str:
    if page.failure:
        return f"浏览器未能打开该页（{page.detail or page.failure}）"
    if page.violations is None and page.good:
        return "无障碍检测未能在规定时间内完成"
    return f"浏览器打开该页时返回 {page.status}"


def _named(trial: Trial) -> str:
    return trial.words or ENTRY


def _detail(record: EntryRecord | None) -> str:
    if record is None:
        return ""
    why = record.detail or record.failure or str(record.status)
    return f"（{why}）"
