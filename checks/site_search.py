"""Whether the site's own search works: it answers, it finds what is published, and it heeds what is asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checks.api import site_check
from checks.model import Doubt, Measure, Problem, Statement, Unknown
from checks.site_search_answers import Answer, Answered, answers, hits, ignores, shown
from evidence.records import Need, Probe
from evidence.scope import owner
from evidence.site import Site
from evidence.urls import serves_insiders

NAME = "站内检索"
_UNSEEN = {
    "home": "首页未能读取，无法查找检索框",
    "drawn": "首页由脚本生成，无法查找检索框",
    "hinted": "首页似有检索功能，但不是可以直接查询的检索框",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """`keywords`: words whose hits on the first page of results a rubric counts."""

    keywords: tuple[str, ...] = ()


@site_check(
    "site-search",
    title="站内检索",
    version=1,
    needs={Need.SEARCH},
    codes={
        "missing-form": "没有站内检索",
        "not-working": "站内检索不能使用",
        "title-not-found": "检索不到已发布的信息",
        "ignores-query": "检索结果与检索词无关",
        "error-page": "检索页面出错",
    },
    measures={"works": "站内检索可用", "hits": "关键词在第一页结果中的条数"},
    options=SearchOptions(),
)
def site_search(site: Site, options: SearchOptions) -> Iterator[Statement]:
    """看什么：首页（只作跳转的，看它跳转到的页面）的检索框（设在集约化平台等其他网站上的检索也算），以最多三条已发布一周
    以上的信息标题、一个不存在的词和考核细则指定的关键词各检索一次，看返回的第一页结果；首页有几个检索的，其中一个能找到即可；单位专栏首页另设的检索逐个单位另行判断。
    只用 GET 方式查询，遵守爬虫协议和访问间隔。

    为什么：《政府网站发展指引》（国办发〔2017〕47号）要求提供站内搜索；《政府网站与政务新媒体检查指标》（国办秘函
    〔2019〕19号）“站内搜索”：以已发布信息的标题检索，第一页结果应当能看到该信息；《中华人民共和国政府信息公开条例》
    第二十四条要求公开平台具备检索功能。

    什么算问题：首页没有检索功能，或只有检索办事事项等专门内容的检索；首页检索框点击没有反应，或检索地址只在内部网络中有效；检索隔时两次均打不开、返回错误或空白；检索页面显示出错信息；抽取的标题在第一页结果中
    都找不到；无论检索什么，结果都一样。

    什么算疑似：抽取的几个标题有的能找到、有的找不到；检索词由页面脚本改写后提交，直接查询失败；只抽到一个标题且没有找到。

    看不出什么：以 POST 方式提交或结果由脚本加载的检索，检索框由脚本生成的首页，拒绝自动访问、要求验证码或
    爬虫协议禁止的检索服务，均不下结论，需用浏览器核对。结果的排序是否合理不在本项范围内。
    """
    probes = site.probes(Need.SEARCH)
    yield from _portal(site, [one for one in probes if not one.data.get("part")], options)
    parts = dict.fromkeys(str(part) for one in probes if (part := one.data.get("part")))
    for part in parts:
        yield from _of_unit(site, part, [one for one in probes if one.data.get("part") == part])


def _portal(site: Site, probes: Sequence[Probe], options: SearchOptions) -> Iterator[Statement]:
    form = next((probe for probe in probes if probe.data.get("kind") == "form"), None)
    if form is None:
        yield Unknown(reason="没有站内检索的核查记录", url=site.info.url)
    elif not form.data.get("found"):
        yield from _formless(form)
    elif unusable := _unusable(form):
        yield Measure(name="works", value=False, url=form.subject)
        page, target = str(form.data.get("page") or form.subject), str(form.data.get("head") or "")
        yield _problem("not-working", page, target or None, f"站内检索不能使用：{unusable}。")
    elif form.data.get("method") != "get":
        yield Unknown(reason=_unasked(str(form.data.get("method"))), url=form.subject)
    else:
        asked = _asked(form, probes, options)
        yield from _narrowed(form, asked) if form.data.get("narrow") else asked


def _unusable(form: Probe) -> str:
    """Why a search cannot be asked by anybody, as its own page shows; "" where it can."""
    method, head = form.data.get("method"), str(form.data.get("head") or "")
    if method == "none":
        return "首页检索框没有可用的提交地址，也没有能够提交检索词的脚本，点击没有反应"
    if method == "dead":
        return f"首页的站内检索链接（{head}）打不开"
    if method == "get" and head and not head.startswith("http"):
        return f"检索地址（{head}）不是网址"
    if method == "get" and serves_insiders(head, form.subject):
        return f"检索地址（{head}）只在内部网络中有效"
    return ""


def _narrowed(form: Probe, asked: Iterable[Statement]) -> Iterator[Statement]:
    """What a search for services or offices alone comes to: where it does not find what is published, it is no search
    of the site, and the site has no other."""
    for statement in asked:
        if isinstance(statement, Problem):
            message = "网站首页只有检索办事事项、部门等专门内容的检索，检索不到网站发布的信息，没有站内检索功能。"
            yield replace(statement, code="missing-form", message=message)
        else:
            yield statement


def _of_unit(site: Site, part: str, probes: Sequence[Probe]) -> Iterator[Statement]:
    """What the search of a unit's own is like; a unit without one is served by the portal's."""
    unit = owner(site.info, part)
    form = next((probe for probe in probes if probe.data.get("kind") == "form"), None)
    for statement in _asked(form, probes, SearchOptions()) if form is not None and unit else ():
        if isinstance(statement, Measure):
            yield replace(statement, unit=unit)
        elif isinstance(statement, Unknown):
            yield replace(statement, subject=unit, reason=f"“{unit}”专栏：{statement.reason}")
        elif isinstance(statement, Problem):
            yield replace(statement, message=f"“{unit}”专栏：{statement.message}")


def _formless(form: Probe) -> Iterator[Statement]:
    unseen = form.data.get("unseen")
    if unseen:
        yield Unknown(reason=f"{_UNSEEN.get(str(unseen), '首页由脚本生成')}，需用浏览器核对", url=form.subject)
        return
    yield Measure(name="works", value=False, url=form.subject)
    yield _problem("missing-form", form.subject, None, "网站首页没有站内检索功能，公众无法检索网站信息。")


def _unasked(method: str) -> str:
    if method == "post":
        return "站内检索以 POST 方式提交，本工具不提交表单，需人工核对"
    return "站内检索由脚本提交，需用浏览器核对"


def _asked(form: Probe, probes: Sequence[Probe], options: SearchOptions) -> Iterator[Statement]:
    titles, keywords = answers(probes, "title"), answers(probes, "keyword")
    absurd = next(iter(answers(probes, "absurd")), None)
    page = str(form.data.get("page") or form.subject)
    sure = not form.data.get("scripted")
    asked = (*titles, *((absurd,) if absurd else ()), *keywords)
    told = [one for one in asked if one.state is not Answered.UNTOLD]
    if not told:
        reasons = dict.fromkeys(one.reason for one in asked) or ("没有向站内检索提问",)
        yield Unknown(reason="；".join(reasons), url=page)
        return
    heeds = not ignores(titles, absurd)
    if all(one.state in (Answered.FAILED, Answered.ERROR) for one in told):
        yield from _broken(page, told, sure)
    elif not heeds:
        yield from _ignoring(page, titles, sure)
    else:
        yield from _titles(page, titles, absurd, sure)
    if heeds:
        yield from _hits(keywords, absurd, options)


def _broken(page: str, told: Sequence[Answer], sure: bool) -> Iterator[Statement]:
    """Every question failed: the search itself is broken, unless a script would have asked otherwise."""
    first = told[0]
    code = "error-page" if first.state is Answered.ERROR else "not-working"
    message = f"站内检索不能使用：检索“{first.word}”{first.reason}。"
    yield from _verdict(code, page, first.url, message, sure)


def _ignoring(page: str, titles: Sequence[Answer], sure: bool) -> Iterator[Statement]:
    message = f"站内检索的结果与检索词无关：检索“{titles[0].word}”和检索不存在的词，得到的结果相同。"
    yield from _verdict("ignores-query", page, titles[0].url, message, sure)


def _titles(page: str, titles: Sequence[Answer], absurd: Answer | None, sure: bool) -> Iterator[Statement]:
    read = [one for one in titles if one.state is not Answered.UNTOLD]
    missed = [one for one in read if not shown(one, absurd)]
    if not read:
        why = titles[0].reason if titles else "没有抓取到可用于检索的已发布信息标题"
        yield Unknown(reason=f"{why}，无法核对能否检索到已发布信息", url=page)
    elif not missed:
        yield Measure(name="works", value=True, url=page)
    else:
        first = missed[0]
        asked, all_of = "”“".join(one.word for one in missed), "均" if len(missed) > 1 else ""
        message = f"以已发布信息的标题“{asked}”在站内检索，第一页结果中{all_of}没有该信息。"
        all_missed = len(missed) == len(read) > 1
        if len(missed) < len(read):
            yield Measure(name="works", value=True, url=page)
        yield from _verdict("title-not-found", page, first.url, message, sure and all_missed)


def _verdict(code: str, page: str, target: str, message: str, sure: bool) -> Iterator[Statement]:
    """A fault that stands, with its measure; or the doubt where it was not seen as a visitor sees it."""
    if sure:
        yield Measure(name="works", value=False, url=page)
        yield _problem(code, page, target, message)
    else:
        words = message.removesuffix("。")
        yield Doubt(
            code=code, subject=NAME, page_url=page, message=f"{words}，请人工检索核对。", evidence={"query": target}
        )


def _problem(code: str, page: str, target: str | None, message: str) -> Problem:
    # The target changes with the title that happens to be asked for: it is evidence and no part of the identity.
    evidence = {"query": target} if target else {}
    return Problem(code=code, subject=NAME, page_url=page, message=message, evidence=evidence)


def _hits(keywords: Sequence[Answer], absurd: Answer | None, options: SearchOptions) -> Iterator[Statement]:
    found = {one.word: one for one in keywords}
    for word in options.keywords:
        one = found.get(word)
        if one is not None and one.state is Answered.RESULTS:
            yield Measure(name="hits", value=hits(one, absurd), subject=word, url=one.url)
        else:
            reason = one.reason if one is not None else "本次没有检索这个关键词"
            yield Unknown(reason=f"关键词“{word}”：{reason}", subject=word, url=one.url if one else "")
