"""Links hidden from the eye that lead out, bad words in titles, and spam at the end of home pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from checks.api import page_check
from checks.hidden_links_find import (
    Out,
    SentAway,
    brought,
    frames,
    links_out,
    made,
    may_put_in,
    outs,
    put_in,
    search_hijack,
    taken_over,
    unrun,
    written_out,
)
from checks.hidden_links_words import Words, words
from checks.model import Doubt, Problem, Statement
from evidence.bad_words import bad_when_hidden, openly, plainly
from evidence.page import Page
from evidence.records import LinkKind, Place
from evidence.script_writing import may_write
from evidence.urls import host_of

CODES = {
    "hidden-link": "暗链",
    "gambling-link": "赌博色情等有害链接",
    "hijacked-title": "标题、关键词被篡改",
    "search-hijack": "搜索引擎来访被跳转",
    "spam-links": "垃圾友情链接",
}
LISTED = 10
TAIL = 8  # links out in a row at the end of a page that may be spam
SPAM_SHARE = 0.25
HEAD = 8000  # characters in which the tags of the head stand
META = re.compile(r"<[mM][eE][tT][aA]\b[^>]{0,2000}>")
NAMED = ("keywords", "Keywords", "KEYWORDS", "description", "Description", "DESCRIPTION")


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenLinkOptions:
    """`words`: further bad words; `trusted`: further hosts (with their sub-domains) that are never looked at."""

    words: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()


@page_check("hidden-links", title="暗链", version=1, codes=CODES, options=HiddenLinkOptions())
def hidden_links(page: Page, options: HiddenLinkOptions) -> Iterator[Statement]:
    """看什么：页面中指向其他网站、却用样式（不显示、移出屏幕、字号极小、与背景同色、极小滚动框等）或脚本（包括编码过的）隐藏起来的链接，
    以及只在关闭脚本时才显示的赌博、色情链接；
    嵌入的赌博、色情网站框架和脚本；链接文字、域名，以及页面标题、关键词、描述中的赌博、色情等词语；只对搜索引擎来访者生效的跳转；首页末尾的垃圾友情链接。
    政府网站、主流媒体和常用服务的域名，除隐藏的有害词语链接外不看；词表和域名表可以由使用单位补充。

    为什么：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“发布或链接反动、暴力、色情等内容”“网页挂马、内容篡改”；
    《政府网站发展指引》（国办发〔2017〕47号）关于安全防护和外部链接的要求。

    什么算问题：隐藏的外部链接，其文字或域名带有赌博、色情等词语；公开显示的链接，其文字和域名都带有这类词语，或者文字带有两个以上；页面标题、关键词或描述中有两个以上这类词语；
    脚本判断来自搜索引擎后随即跳转到其他网站。

    什么算疑似：隐藏的外部链接，但没有这类词语，或只有机关单位也会用到的词语（如“棋牌游戏”）而隐藏方式与菜单相同；公开显示的链接，文字带有一个或者只有域名带有这类词语；标题等处只有一个这类词语；
    脚本中既判断搜索引擎来路（或其爬虫）又跳转到其他网站，但两处相隔较远；首页末尾成片的商业链接。

    看不出什么：收起的菜单、选项卡、弹窗中的链接，没有上述词语的不算；外部样式表、外部脚本造成的隐藏看不出；
    链接指向的网站现在是什么内容，不在本项范围内。
    """
    page = page.as_served  # what scripts show and hide for a browser is their daily work
    lists = words(options.words, options.trusted)
    yield from _titles(page, lists)
    found: dict[str, Out] = {}
    targets = links_out(page, lists)
    if targets:
        for out in outs(page, lists):
            found[out.url] = _worse(found.get(out.url), out)
    for out in taken_over(page, lists):
        found[out.url] = out
    for out in brought(page, lists):
        found[out.url] = _worse(found.get(out.url), out)
    if "<iframe" in page.html or "<IFRAME" in page.html:
        for out in frames(page, lists):
            found[out.url] = _worse(found.get(out.url), out)
    if "<noscript" in page.html:
        for out in unrun(page, lists):
            found[out.url] = _worse(found.get(out.url), out)
    if may_write(page.html):
        for out in written_out(page, lists):
            found[out.url] = _worse(found.get(out.url), out)
    if may_put_in(page.html):
        for out in put_in(page, lists):
            found[out.url] = _worse(found.get(out.url), out)
    if "createElement(" in page.html:
        for out in made(page, lists):
            found[out.url] = _worse(found.get(out.url), out)
    yield from _all(page, list(found.values()), lists)
    if page.depth == 0 and len(targets) >= TAIL:
        yield from _spam(page, lists)
    if ("referrer" in page.html or "userAgent" in page.html) and (sent := search_hijack(page, lists)):
        yield _sent_away(page, sent)


def _sent_away(page: Page, sent: SentAway) -> Statement:
    make = Problem if sent.sure else Doubt
    told = "疑被植入代码，请立即核实清除" if sent.sure else "疑似被植入代码，请核对"
    return make(
        code="search-hijack",
        subject=host_of(sent.target),
        page_url=page.url,
        message=f"页面脚本让搜索引擎来访者跳转到其他网站（{host_of(sent.target)}），{told}。",
        evidence={"target": sent.target},
    )


def _worse(known: Out | None, out: Out) -> Out:
    """Of two uses of an address the hidden one."""
    return out if known is None or (known.way is None and out.way is not None) else known


def _all(page: Page, found: list[Out], lists: Words) -> Iterator[Statement]:
    """A statement for each link; where many without bad words are hidden together, one for them all."""
    quiet = [out for out in found if out.way and out.sure and not _is_bad(out, lists)]
    for out in found:
        if len(quiet) <= LISTED or out not in quiet:
            yield from _link(page, out, lists)
    if len(quiet) > LISTED:
        hosts = sorted({host_of(out.url) for out in quiet})
        shown = "、".join(out.text[:12] for out in quiet[:3])
        yield Doubt(
            code="hidden-link",
            subject="成片隐藏链接",
            page_url=page.url,
            message=f"页面上有 {len(quiet)} 个指向外部网站的链接（如{shown}）对读者隐藏，疑似暗链，请核对。",
            evidence={"hosts": hosts},
        )


def _is_bad(out: Out, lists: Words) -> bool:
    return bool(_bad_words(out, lists)) or lists.bad_host(out.url) or (out.sure and lists.shared_host(out.url))


def _bad_words(out: Out, lists: Words) -> tuple[str, ...]:
    """The bad words of a link; of a surely hidden one also those that offices use in the open."""
    hidden = out.way and out.sure
    plain = plainly(out.text) if hidden else openly(out.text)
    bad = lists.bad_in(out.text)
    if plain != out.text:
        bad = tuple(dict.fromkeys((*bad, *lists.bad_in(plain))))
    return bad or (bad_when_hidden(out.text) if hidden else ())


def _link(page: Page, out: Out, lists: Words) -> Iterator[Statement]:
    bad = _bad_words(out, lists)
    named = f"“{out.text[:30]}”" if out.text else "（没有文字）"
    host = host_of(out.url)
    if _is_bad(out, lists):
        # In the open one such word may be a name; two of them are none.
        kind = Problem if out.way or (bad and lists.bad_host(out.url)) or len(bad) > 1 else Doubt
        why = f"含有“{bad[0]}”字样" if bad else "域名疑似赌博、色情网站"
        how = f"已隐藏（{out.way.value}）" if out.way else _in_the_open(kind is Doubt, bad, lists.bad_host(out.url))
        message = f"页面上指向外部网站 {host} 的链接{named}{why}，{how}。"
        code = "gambling-link"
    elif out.way and (said := bad_when_hidden(out.text)):
        kind, code = Doubt, "gambling-link"
        message = f"页面上指向外部网站 {host} 的链接{named}含有“{said[0]}”字样，已隐藏（{out.way.value}），请核对。"
    elif lists.shared_host(out.url) and (out.way or not out.text):
        kind, code = Doubt, "gambling-link"
        message = f"页面上指向外部网站 {host} 的链接{named}域名疑似赌博、色情网站，请核对。"
    elif out.way and out.sure:
        kind, code = Doubt, "hidden-link"
        message = f"页面上指向外部网站 {host} 的链接{named}对读者隐藏（{out.way.value}），疑似暗链，请核对。"
    else:
        return
    yield kind(
        code=code,
        subject=host,
        page_url=page.url,
        target_url=out.url,
        message=message,
        places=(Place(page.url, out.text, LinkKind.A),),
        evidence={"text": out.text, "way": out.way.name.lower() if out.way else "shown"},
    )


def _in_the_open(doubtful: bool, bad: tuple[str, ...], host: bool) -> str:
    """What to say of a link that everybody sees."""
    if doubtful:
        return "公开显示，请核对"
    return "域名亦为此类网站" if host else f"并含有“{bad[1]}”字样，公开显示"


def _titles(page: Page, lists: Words) -> Iterator[Statement]:
    bad = dict.fromkeys(lists.bad_in(page.title))
    for meta in META.findall(page.html[:HEAD]):
        if any(name in meta for name in NAMED):
            bad.update(dict.fromkeys(lists.bad_in(unescape(meta))))
    if bad:
        kind = Problem if len(bad) > 1 else Doubt
        shown = "、".join(list(bad)[:5])
        yield kind(
            code="hijacked-title",
            subject="标题、关键词、描述",
            page_url=page.url,
            message=f"页面的标题、关键词或描述中出现“{shown}”等有害词语，疑似被篡改。",
            evidence={"words": list(bad)},
        )


def _spam(page: Page, lists: Words) -> Iterator[Statement]:
    """The run of links out that ends the page."""
    own, tail = host_of(page.url), []
    trusted = set(links_out(page, lists))
    for link in reversed([link for link in page.links if link.kind.value == "a" and link.text]):
        if link.target not in trusted:
            break
        tail.append(link)
    hosts = {host_of(link.target) for link in tail}
    spam = [link for link in tail if lists.spam.search(link.text.lower()) or lists.bad_in(link.text)]
    if len(hosts) < TAIL or len(spam) < SPAM_SHARE * len(tail):
        return
    shown = "、".join(link.text[:12] for link in spam[:3])
    yield Doubt(
        code="spam-links",
        subject="页面末尾链接",
        page_url=page.url,
        message=f"首页末尾有 {len(hosts)} 个外部网站的链接（如{shown}），与本网站（{own}）无关，疑似被植入，请核对。",
        evidence={"hosts": sorted(hosts)},
    )
