"""The sentence by which a page of the site says that what was asked for is gone."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.hiding import Way, rules_of, way_of

PARAGRAPH = 80  # characters without a tag between them that make a paragraph
ROWS = 10  # cells or items from which a page has a list
STOPS = 2  # signs by which a paragraph is one of sentences
LINE = 60  # characters of a line that tells something
NEAR = 240  # characters of markup after the sentence in which a way back is looked for

# What is never closed runs to the end, as for a browser.
TAGS = re.compile(r"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]+>", re.IGNORECASE | re.DOTALL)
# What must be there before the patterns below are tried: nearly every page has none of it. Plain words alone, so that
# all but their first letters are skipped quickly.
_HINT = re.compile(
    "不存在|删除|未找到|找不到|有找到|没找到|法找到|不着|失效|丢失|走失|消失|下线|下架|移除|"
    "移走|过期|撤回|撤下|撤销|撤稿|走丢|跑丢|丢了|未审核|审核中|通过审核|加载失败|下载失败|"
    "未发布|迷路|不见了|失踪|失联|屏蔽|转移|未开放|未公开|去哪|停止服务|停止访问|已归档|能找到|"
    "出错|不在了|网址有误|地址有误|链接有误|搬家|搬走|流浪|出走|而飞|飞走|飞往|飞到|无法访问|无法显示|"
    "无法打开|无法获取|查无|无此|没有此|没有该|相应的|对应的|指定的"
)
# What says that a thing is gone, and what says so only beside an excuse or a second reason.
_GONE = (
    r"(?:(?:[被遭][^\s<>，。]{0,6}?)?(?:删除|移除|移走|转移|屏蔽|撤[回下销稿](?:发布)?)|"
    r"不存在|未找到|找不[到着]|没有?找到|失效|下线|下架|过期|走丢|跑丢|丢失|丢|走失|失踪|失联|消失|迷路|不见|不在了|"
    r"飞走|飞[往到]火星|搬家|搬走|去流浪|离家出走|不翼而飞|未发布|未开放|未审核|未通过审核)"
)
_HINDERED = (
    r"(?:有误|错误|(?:暂时)?(?:无法|不能)(?:访问|显示|打开)|(?:暂时)?不可用|(?:加载|下载)失败|"
    r"未公开|停用|改名|更名|取消|关闭|正在被?审核中?)"
)
_ADVERB = r"(?:可能|也许|已经|已于[^\s<>，。]{1,8}?|已|尚|暂时|暂){0,2}"
_WHAT = (
    r"(?:政策|办事|服务|通知|公告|图片|视频|模板)?(?:页面|网页|信息|文章|内容|记录|栏目|新闻|稿件|资讯|链接|网址|地址|文件|附件|文档|主题|"
    r"专题|专栏|频道|数据|资源|事项|指南|(?<=[此该本])页)"
    r"(?:地址|id|编号)?"
)
_VERB = r"(?:访问|查看|浏览|请求|查找|打开|寻找|阅读|点击|输入|下载|需要|来自|找)"
_WHOSE = rf"(?:[您你]的?)?(?:想?要|想|所)?{_VERB}?的?(?:该|此|这|本|当前|指定的?)?[条篇个则]?"
_CLAUSE = rf"{_WHOSE}{_WHAT}(?:(?:或者?|、)?{_WHAT})?{_ADVERB}(?:{_GONE}|{_HINDERED})"
_NOTHING = (
    rf"(?:系统|服务器)?(?:没有找到|没找到|未找到|找不到|无法找到)(?:(?:您|你)(?:想?要|所|想)?{_VERB}?的|[该此])?[条篇个则]?{_WHAT}|"
    r"(?:没有找到|没找到|未找到|找不到)(?:相应|对应|指定)的(?:页面|网页|文章|栏目|新闻|稿件|文档)|"
    r"(?:无此|没有[此该]|查无此|暂无此)(?:信息|文章|页面|网页|内容|记录|栏目|新闻|数据|文件?)|无法获取(?:未知)?栏目信息"
)
_EXCUSE = (
    r"(?:(?:非常|十分|很)?(?:对不起|抱歉|遗憾)|sorry|oops|error|page not found|not found|404(?!\s*[:：])|"
    r"亲|咦|哎呀|啊哦|错误|"
    r"(?:您的)?(?:访问|请求)(?:出错|有误|失败)了?|(?:出错|参数错误|访问失败)[了啦]?|(?:系统|温馨|信息)?提示(?:信息)?)"
)
_MORE = rf"{_ADVERB}(?:{_GONE}|{_HINDERED})"
_SENTENCE = (
    rf">\s*(?:{_EXCUSE}[,，！!。.:：;；~～…?？\s-]*){{0,3}}(?:{_CLAUSE}|{_NOTHING})"
    rf"(?P<or>(?:\s*[,，、]?(?:或者?|也?可能)(?:{_WHOSE}{_WHAT})?{_MORE}|\s*[,，、]\s*(?:{_WHOSE}{_WHAT})?{_MORE}){{0,3}})[了啦]?[哦呢呀]?"
)
# An apology that stands alone between two tags: the whole template around it does not make it an article.
_APOLOGY = re.compile(rf"{_SENTENCE}(?:[\s,，。！!.…~～(（][^<]{{0,30}})?\s*<", re.IGNORECASE)
# On a page of a few words anything may follow the sentence.
_ALONE = re.compile(rf"{_SENTENCE}(?:[\s,，。！!.…~～(（][^<]{{0,400}}|或[^<]{{0,400}})?\s*<", re.IGNORECASE)
_IS_GONE = re.compile(rf"{_GONE}|查无此|无此|没有[此该]|无法获取")
# A document out of force says so in as many words: 该文件已失效.
_OUT_OF_FORCE = re.compile(r"(?:文件|信息|公告)(?:已经|已)?(?:失效|过期)")
_ENGLISH = re.compile(
    r">[^<>]{0,40}\bpage (?:that )?you[^<>]{0,40}(?:not (?:be )?found|does(?: not|n.t) exist)[^<>]{0,40}<",
    re.IGNORECASE,
)
# It speaks to the one who asked.
_SEEKS = "(?:访问|查看|浏览|请求|查找|打开|下载|寻找|阅读|点击|找|看)"
_ASKED = re.compile(rf"(?:您|你)(?:(?:要|所)?{_SEEKS}|想?要)的")
_SORRY = re.compile(r"对不起|抱歉|遗憾|sorry|oops|哎呀|咦|啊哦|出错[了啦]|错误[！!]", re.IGNORECASE)
_WAY_BACK = re.compile(r"返回|回到|回首页|从首页|秒后|history\.(?:go|back)|自动跳转")
_HELD_BACK = re.compile(r"(?:不能|无法)(?:查看|浏览|访问|打开|显示)")
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d[-年/.]\d")
_REPLY = re.compile(r"答复|回复|留言|来信")
# A line in any words that is meant for who asked, names a thing and says that it is not there.
_LINE = re.compile(r">([^<>]{5,120})(?=<)")
_TO_WHO_ASKED = re.compile(
    rf"^(?:您好\W*)?(?:{_EXCUSE}|(?:当前|所)?(?:访问|查看|浏览|请求)的)|"
    rf"(?:您|你)(?:当前|正在)?(?:想?要|想|所)?{_SEEKS}的|(?:您|你)想?要的|秒后",
    re.IGNORECASE,
)
# Told with a way back: else it is a row of a report on dead pages.
_THIS_PAGE = re.compile(r"(?:(?:该|此|本|这个|当前)页|(?:该|此|本|这个|当前)?(?:页面|网页))(?!共|第)")
_THING = re.compile(rf"{_WHAT}|东西|公告|通知|政策")
_NOT_THERE = re.compile(
    r"不存在|删除|移除|移走|失效|过期|下架|下线|停止(?:服务|访问)|找不[到着]|没?能?找到|不见|走丢|丢[失了]|去哪|飞|迷路|走失|"
    r"出错|无法(?:访问|打开|显示)|已归档|搬走"
)
# What is told to who searched or looked something up, what is only on its way or somewhere else, and what is quoted.
_LOOKED_UP = re.compile(
    r"相关|符合|搜索|检索|查询|结果|跳转|登录|登陆|权限|外部|升级|维护|[“”‘’「」《》\"?？]|怎么|如何|为什么|原因|如|若|^\d{3}\s*[:：]"
)
# A code in a cell of its own, before the one that says what it means.
_CODE = re.compile(r">\s*[A-Z]{0,3}-?\d{1,6}\s*(?:</\w{1,6}>\s*)?<(?:td|dd)\b[^<>]{0,200}>", re.IGNORECASE)
# A line that begins with a code and says what it means.
_CODED = re.compile(r">\s*([A-Z]{0,2}-?\d{1,6})(?:\s|[:：、.]\s?)[^\s\d<]", re.IGNORECASE)
# The head of an article.
_ARTICLE = re.compile(r"(?:时间|日期)\s*[:：]\s*(?:19|20)\d\d[-年/.]|(?:来源|作者)\s*[:：]\s*\w")
# Where a template keeps a sentence for the day it is needed: a window that a script opens, a message of a form.
_KEPT_IN = ("none", "hid", "<template", "<textarea")
_KEPT = ("template", "textarea")
_NAMED_HIDDEN = frozenset(("hide", "hidden", "none", "d-none", "dn", "layui-hide", "display-none", "is-hidden"))


def apologises(head: str) -> bool:
    """Whether a page says in a sentence of its own that what was asked for is gone, and is no answer to a letter.

    The sentence must apologise, say two reasons, speak to the one who asked, or offer a way back: a headline or a table
    cell may be as short.
    """
    if ("age you" in head or "age that you" in head) and _ENGLISH.search(head):
        return not long_text(head)
    if not _HINT.search(head):
        return False
    head = _what_shows(head)
    said = any(_is_told(head, found) for found in _sentences(_APOLOGY, head)) or _tells_who_asked(head)
    return said and not long_text(head)


def _tells_who_asked(head: str) -> bool:
    """Whether a page that is no article has a line which tells who asked for something that it is not there."""
    lines = _told_lines(head)
    if not lines or _ARTICLE.search(_visible(head)):
        return False
    return any(_is_own(head, line) and not _in_list(head, line) for line in lines)


def _in_list(head: str, line: re.Match[str]) -> bool:
    """Whether a line is one of many, such as the letters of a mailbox."""
    tag = head[head.rfind("<", 0, line.start()) :][:3].lower()
    return tag in ("<td", "<li") and head.lower().count(tag) > ROWS


def _told_lines(head: str) -> list[re.Match[str]]:
    return [line for line in _LINE.finditer(head) if _NOT_THERE.search(line[1]) and _is_for_who_asked(head, line)]


def _is_for_who_asked(head: str, line: re.Match[str]) -> bool:
    words = line[1].strip()
    if len(words) > LINE or not _THING.search(words) or _LOOKED_UP.search(words):
        return False
    this = _THIS_PAGE.match(words) and _WAY_BACK.search(head, line.start(), line.end() + NEAR)
    return bool(this or _TO_WHO_ASKED.search(words))


def says_gone(head: str) -> bool:
    """Whether a page of a few words has a sentence that says what was asked for is gone, without more ado.

    A page with a date may be a notice of a few words: there the sentence must be as plain as elsewhere.
    """
    if not _HINT.search(head):
        return False
    whole = f">{_what_shows(head)}<"
    dated = _DATED.search(_visible(whole)) is not None
    return any(
        _is_told(whole, found) or not (dated or _OUT_OF_FORCE.search(found[0])) for found in _sentences(_ALONE, whole)
    )


def _what_shows(head: str) -> str:
    """The markup without what it hides, where a sentence that matters may stand in a part that is hidden."""
    if not any(word in head for word in _KEPT_IN):
        return head
    return shown_part(head) if _ALONE.search(f">{head}<") or _told_lines(head) else head


def shown_part(head: str) -> str:
    """The markup of a page without what is hidden in it."""
    if not any(word in head for word in _KEPT_IN):
        return head
    tree = LexborHTMLParser(head)
    rules = rules_of(tree, head)
    around = tree.body.traverse() if tree.body else ()
    # What is within comes before what is around it: a part that is gone takes its own with it.
    for node in reversed([node for node in around if _is_hidden(node, rules)]):
        node.decompose()
    return tree.html or ""


def _is_hidden(node: LexborNode, rules: Mapping[str, Way]) -> bool:
    if node.tag == "body":
        return False
    names = (node.attributes.get("class") or "").lower().split()
    hidden = node.tag in _KEPT or not _NAMED_HIDDEN.isdisjoint(names)
    return hidden or way_of(node, rules) in (Way.NOT_SHOWN, Way.SCRIPT)


def _sentences(pattern: re.Pattern[str], head: str) -> list[re.Match[str]]:
    return [found for found in pattern.finditer(head) if _is_ours(head, found)]


def _is_ours(head: str, found: re.Match[str]) -> bool:
    """Whether a sentence is the page's own word to its visitor, and says that something is gone or cannot be seen."""
    told = any(pattern.search(found[0]) for pattern in (_IS_GONE, _SORRY, _ASKED))
    return told and _is_own(head, found) and not _explains_codes(head, found)


def _explains_codes(head: str, found: re.Match[str]) -> bool:
    """Whether a sentence is what one of several codes means, in a table of them."""
    return _CODE.search(head, max(0, found.start() - 200), found.start() + 1) is not None and (
        len(_CODE.findall(head)) > 1
    )


def _is_own(head: str, found: re.Match[str]) -> bool:
    """Whether a sentence is the page's own word to its visitor: shown, no link, and no answer to a letter."""
    tag = head[head.rfind("<", 0, found.start()) : found.start()].lower()
    if tag.startswith(("<a ", "<option", "<input")) or "none" in tag or "hidden" in tag:
        return False
    if _CODED.match(found[0]) and len(set(_CODED.findall(head))) > 1:
        return False  # one of several codes and their meanings
    return not _REPLY.search(_visible(head[: found.start() + 1])[-120:])


def _is_told(head: str, found: re.Match[str]) -> bool:
    """Whether a sentence apologises, gives two reasons, speaks to who asked, or has a way back beside it."""
    said = found["or"] or any(pattern.search(found[0]) for pattern in (_SORRY, _ASKED, _HELD_BACK))
    if not said and _OUT_OF_FORCE.search(found[0]):
        return False
    return bool(said) or _WAY_BACK.search(head, found.start(), found.end() + NEAR) is not None


_STOPS = re.compile(r"[，。；！？,;!?]|\.\s")


def long_text(head: str) -> bool:
    """Whether a page has a paragraph: an article may quote the sentence.

    A menu is as long where its entries stand in one line, and has no sentences.
    """
    parts = (" ".join(part.split()) for part in TAGS.sub("\n", head).split("\n"))
    return any(len(part) >= PARAGRAPH and len(_STOPS.findall(part)) >= STOPS for part in parts)


def _visible(html: str) -> str:
    return " ".join(TAGS.sub(" ", html).split())
