"""Public consultations: their period, and whether their result was published."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from checks.interaction_periods import Period, period_of
from checks.interaction_tables import headed_rows
from checks.interaction_words import words
from checks.interpretation_articles import article_title
from checks.interpretation_lists import ColumnLists
from evidence.date_page import publish_date
from evidence.page import Page
from evidence.scope import owner
from evidence.site import Site, once
from evidence.titles import book_titles
from evidence.urls import file_suffix
from evidence.visible import read_visible

_RESULT = re.compile(r"(?:结果|采纳|汇总|反馈(?:情况|公告|说明)|(?:情况|意见)(?:的)?反馈|意见.{0,6}情况)")
_CALL = re.compile(
    r"征求|征集|听取|意见|建议|征询|问计|献一?策|金点子|建言|草案|稿\s*[)）》]|问卷|(?:民意|民情|满意度|网上|在线|网络)调查"
)
_CALLED = re.compile(r"征求|征集|征询|听取|问计|问卷|调查")
# What is called for is works, things or people, and no opinion.
_WORKS = re.compile(
    r"(?:征集|征稿).{0,24}(?:作品|标识|标志|徽标|会徽|LOGO|吉祥物|口号|宣传语|广告语|征文|歌曲|歌词|摄影|照片|书画|楹联|藏品|文物|史料|志愿者|"
    r"供应商|人选|顾问|律师|合作(?:单位|机构|伙伴)|施工单位|房源|案例|故事|节目|菜品|承办单位|代理机构|服务机构|专家|讲师|线索|监督员|评议员|体验官|观察员|代表|委员)|征文",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"\s*[\[【(（]?转[发载]")
_OPINION = re.compile(r"意见|建议|征求|征询|听取|草案|稿\s*[)）》]|投票|评选|方案")
_DRAFT = re.compile(
    r"征求意见稿|草案|送审稿|讨论稿|(?:办法|规定|细则|条例|规划|方案|意见|标准|决策).{0,12}(?:征求|意见)"
)
_WORDS = re.compile(
    r"关于|公开|向社会|社会|公众|广泛|面向|征求|征集|征询|意见建议|意见|建议|结果|反馈|采纳|情况|汇总|说明|公告|公示|通知|启事|通告"
    r"|征求意见稿|草案|有奖|揭晓|出炉|送审稿|修订|稿|的|和|及|有关|网上|再次|问卷|调查|分析|报告|总结|第[一二三]次|公布|发布"
)
_HEADING = re.compile(
    r"[【\[]?(?:征集结果(?:反馈|公[布示])?|结果反馈|反馈结果|意见采纳(?:情况)?|采纳情况|反馈情况|结果公[布示]|调查结果|征求意见的?(?:结果|情况)|意见反馈(?:情况|结果))"
    r"(?:如下)?\s*(?:[】\]]\s*[:：]?|[:：])?"
)
# What was received is told only afterwards; 逾期未收到意见的，视为无意见 is said beforehand.
_RECEIVED = re.compile(
    r"(?<!逾期)(?:共|累计|总计)(?:收到|收集到?|征集到?|征得|汇总|梳理).{0,16}\d+\s*[条件份个封]"
    r"|(?<![将拟优会])采纳(?:意见|建议|了|其中|吸收)*\s*\d+\s*[条件份个项]"
    r"|收到[^。；\d]{0,12}(?:意见|建议|反馈|问卷|来信|邮件|留言)[^。；\d]{0,8}\d+\s*[条件份个封]"
    r"|(?<![为作即若如])无(?:任何|公众|社会|其他|修改|不同|反对)*(?:反馈)?(?:意见|建议|异议)(?:反馈|[和及]建议)?[)）。]?$"
    r"|(?:未|没有)收到(?:任何|相关|有关|社会|公众|群众|反馈|不同|修改|书面)*(?:意见|建议|反馈)(?!.{0,8}(?:视|则|即|的话))"
)
# A survey tells its result by the votes: 32票, 45.5%.
_VOTES = re.compile(r"\d+\s*票|\d+(?:\.\d+)?\s*%|有效问卷\s*\d")
_SURVEY = re.compile(r"问卷|(?:民意|民情|满意度|网上|在线|网络)调查|投票")
_TELLS = re.compile(r"[。；;%]|\d|收到|采纳|意见|建议|附件|同意|无异议")
# What may stand before the name of a matter in one title and not in the other: 某县, 某局, 2026年.
_WHOSE = re.compile(r"(?:.*[省市县区镇乡旗州盟局委办府院处会])?(?:20\d\d年?度?)?")
_NOTHING = re.compile(r"暂无|尚未|未(?:公[布示开]|反馈|发布)|(?:征集|调查|进行|整理|汇总)中|待|无$|否$")
FILES = frozenset({"pdf", "doc", "docx", "wps", "ofd", "rtf", "xls", "xlsx", "txt", "jpg", "png"})
_SUFFIX = re.compile(r"\.\w{2,5}$")
_FORM = re.compile(r"(?:表|表格|单|模板|样式|格式|样表|方式|途径)[\W\d]*$")
_ADOPTED = re.compile(r"采纳|汇总|结果")  # 意见采纳情况表 tells, 意见反馈表 asks
_FETCHES = re.compile(r"\$\.(?:ajax|get|post|getJSON)\(|\bfetch\(|XMLHttpRequest|axios|v-for=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """One call for opinions. `result` says whether one was seen; `read` whether its own page was."""

    title: str
    url: str
    page_url: str
    unit: str
    published: date | None
    period: Period | None
    result: bool
    read: bool
    draft: bool
    scripted: bool = False

    @property
    def called(self) -> bool:
        """Whether the title calls for opinions and does not merely put up a draft for all to see."""
        return "公示" not in self.title or _CALLED.search(self.title) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    title: str
    url: str
    page_url: str
    published: date | None
    period: Period | None = None
    result: bool = False


def consultations_of(
    site: Site, calls: tuple[ColumnLists, ...], results: tuple[ColumnLists, ...], today: date
) -> tuple[Consultation, ...]:
    """Every consultation in the columns 意见征集, each with its result where one is there to see."""
    entries = {entry.url: entry for lists in calls for entry in _entries(lists, today)}
    told = [entry for lists in results for entry in _entries(lists, today)]
    told += [entry for entry in entries.values() if _RESULT.search(_outside(entry.title))]
    keys = frozenset(key for entry in told for key in _keys(entry.title))
    links = frozenset(target for entry in told if (page := site.page(entry.url)) for target in _targets(page))
    result_urls = frozenset(entry.url for entry in told)
    menus = frozenset(page.url for lists in (*calls, *results) for page, items in lists.rows if items)
    found = []
    for entry in entries.values():
        if entry.url not in result_urls and _asks(entry.title):
            known = entry.result or entry.url in links or not keys.isdisjoint(_keys(entry.title))
            known = known or _leads_to_result(site, entry, menus)
            one = _consultation(site, entry, known, result_urls, today)
            elsewhere = not one.result and one.period is not None and one.period.end < today
            own = _keys(one.title)
            if elsewhere and (_about_one(own, once(site, _results_told)) or _told_when_issued(site, own)):
                one = replace(one, result=True)
            found.append(one)
    return tuple(one for one in found if not _asked_again(one, found))


def _asked_again(one: Consultation, all_: list[Consultation]) -> bool:
    """Whether a later call asks about the same matter once more: then that one owes the result."""
    if one.result or one.period is None:
        return False
    later = (other for other in all_ if other.period is not None and other.period.end > one.period.end)
    return any(not _keys(one.title).isdisjoint(_keys(other.title)) for other in later)


def _results_told(site: Site) -> frozenset[str]:
    """What the results of consultations are about, in whatever column of the site they are linked."""
    told = (link.text for page in site.pages() for link in page.links if "意见" in link.text or "征集" in link.text)
    return frozenset(key for text in told if _RESULT.search(_outside(text)) for key in _keys(text))


def _issued(site: Site) -> tuple[tuple[str, str], ...]:
    """What was issued, by the words of the links to it, and where it stands."""
    links = (link for page in site.pages() for link in page.links if "印发" in link.text or "《" in link.text)
    found = {(re.sub(r"[\W_]+", "", link.text), link.target) for link in links if not _CALLED.search(link.text)}
    return tuple(sorted(found))


def _told_when_issued(site: Site, keys: frozenset[str]) -> bool:
    """Whether the text that was issued in the end says itself what opinions on its draft were received."""
    for text, target in once(site, _issued):
        if not any(key in text for key in keys) or (page := site.page(target)) is None:
            continue
        told = read_visible(page.tree).text
        if "征求" in told and _RECEIVED.search(told):
            return True
    return False


def _about_one(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two titles are about one matter, be it that one of them also says whose it is."""
    pairs = ((a, b) for one in some for other in others for a, b in [sorted((one, other), key=len)])
    return any(b.endswith(a) and _WHOSE.fullmatch(b[: len(b) - len(a)]) for a, b in pairs)


def _asks(title: str) -> bool:
    """Whether a title calls for opinions, not for designs, songs or volunteers; what is passed on is another's call."""
    if _CALL.search(title) is None or _PASSED_ON.match(title):
        return False
    return _WORKS.search(title) is None or _OPINION.search(title) is not None


def _consultation(site: Site, entry: _Entry, known: bool, results: frozenset[str], today: date) -> Consultation:
    page = site.page(entry.url)
    published, period = entry.published, entry.period
    if page is not None:
        text = read_visible(page.tree).text
        found = publish_date(page.tree, page.url, today=today)
        published = found.value if found else published
        period = period_of(text, published) or period
        known = known or not results.isdisjoint(_targets(page)) or _links_result(page, entry.title)
        known = known or _shows_result(page, text)
        known = known or (_SURVEY.search(entry.title) is not None and _VOTES.search(text) is not None)
    return Consultation(
        title=entry.title,
        url=entry.url,
        page_url=entry.page_url,
        unit=owner(site.info, entry.url) or owner(site.info, entry.page_url),
        published=published,
        period=period,
        result=known,
        read=page is not None,
        draft=bool(_DRAFT.search(entry.title)),
        scripted=page is not None and _FETCHES.search(page.html) is not None,
    )


def _entries(lists: ColumnLists, today: date) -> Iterator[_Entry]:
    for page, items in lists.rows:
        rows = _headed(page, today)
        for item in items:
            if item.url and item.url != page.url and len(item.title) >= 6:
                period, result = rows.get(item.url, (None, False))
                published = item.published.value if item.published else None
                yield _Entry(
                    title=item.title,
                    url=item.url,
                    page_url=page.url,
                    published=published,
                    period=period,
                    result=result,
                )


def _headed(page: Page, today: date) -> Mapping[str, tuple[Period | None, bool]]:
    """Period and result by address, where the list shows them in headed cells."""
    found = {}
    for row in headed_rows(page):
        end = row.cells.get("end", "")
        text = f"开始时间：{row.cells.get('start', '')}\n结束时间：{end}" if end else ""
        resulted = words().resulted.fullmatch(re.sub(r"\s+", "", row.cells.get("state", ""))) is not None
        told = re.sub(r"[\s\-—/]+", "", row.cells.get("result", ""))
        if row.url:
            given = len(told) > 1 and not _NOTHING.search(told)
            found[row.url] = (period_of(text, None) if text else None, resulted or given)
    return found


def _shows_result(page: Page, text: str) -> bool:
    """Whether a page has a part of its own for the result, with something in it, or tells what was received."""
    linked = {link.text for link in page.links}
    lines = text.splitlines()
    if any(_RECEIVED.search(line) and line not in linked for line in lines):
        return True
    for at, line in enumerate(lines):
        head = _HEADING.match(line)
        if head is None or line in linked:
            continue
        rest = line[head.end() :].strip() or (lines[at + 1].strip() if at + 1 < len(lines) else "")
        if len(line) - head.end() > 0 and not head[0].rstrip().endswith((":", "：", "】", "]")):
            continue  # the beginning of a sentence, no heading
        if rest not in linked and _TELLS.search(rest) and not _NOTHING.search(rest[:12]):
            return True
    return False


def _links_result(page: Page, title: str) -> bool:
    """Whether a page links to a result of its own name that no list shows."""
    keys = _keys(title)
    return any(
        _RESULT.search(_outside(link.text)) and not keys.isdisjoint(_keys(link.text)) for link in page.links
    ) or any(_is_result_file(link.target, link.text, keys) for link in page.links)


def _is_result_file(target: str, text: str, matter: frozenset[str]) -> bool:
    """Whether a file that a call offers tells its result; 意见反馈表 is a form to be filled in."""
    if file_suffix(target) not in FILES:
        return False
    name = _SUFFIX.sub("", text)
    if not _RESULT.search(_outside(name)) or (_FORM.search(name) and not _ADOPTED.search(name)):
        return False
    keys = _keys(name)
    return not keys or _about_one(keys, matter)


def _leads_to_result(site: Site, entry: _Entry, menus: frozenset[str]) -> bool:
    """Whether the call links, as its result, a page of its own matter or one that names no matter and is no list."""
    page = site.page(entry.url)
    linked = (link for link in page.links if _RESULT.search(_outside(link.text))) if page else ()
    for link in linked:
        reached = site.page(link.target)
        if reached is None or reached.url in menus or reached.url == entry.url:
            continue
        matter = _keys(article_title(reached))
        if not matter or not matter.isdisjoint(_keys(entry.title)):
            return True
    return False


def _targets(page: Page) -> frozenset[str]:
    return frozenset(link.target for link in page.links)


def _keys(title: str) -> frozenset[str]:
    """What a title is about, without the words of calling and answering."""
    books = book_titles(title)
    keys = {_bare(name) for name in books} or {_bare(title)}
    return frozenset(key for key in keys if len(key) >= 4)


def _bare(name: str) -> str:
    name = re.sub(r"[\W_]+", "", name)
    return _WORDS.sub("", name)


def _outside(title: str) -> str:
    """A title without its 《…》: 《…意见反馈办法》 is no result."""
    for book in book_titles(title):
        title = title.replace(book, "")
    return title
