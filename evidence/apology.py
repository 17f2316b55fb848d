"""The sentence by which a page of the site says that what was asked for is gone."""

import re

PARAGRAPH = 80  # characters without a tag between them that make a paragraph
NEAR = 240  # characters of markup after the sentence in which a way back is looked for

# What is never closed runs to the end, as for a browser.
TAGS = re.compile(r"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]+>", re.IGNORECASE | re.DOTALL)
# What must be there before the pattern below is tried: words by a letter of theirs, found five times quicker alone.
_HINTS = {
    "存": ("不存在",),
    "删": ("删除",),
    "找": ("未找到", "找不到", "有找到", "没找到", "法找到"),
    "失": ("失效", "丢失"),
    "线": ("下线",),
    "移": ("移除", "移走"),
    "期": ("过期",),
    "撤": ("撤回", "撤下", "撤销", "撤稿"),
    "丢": ("走丢",),
    "未": ("未发布",),
}
_GONE = r"(?:不存在|被?删除|未找到|找不到|失效|下线|移除|移走|过期|被?撤[回下销稿]|走丢|丢失|未发布)"
_WHAT = r"(?:页面|网页|信息|文章|内容|记录|栏目|新闻|稿件|资讯|链接|文件)"
# An apology that stands alone between two tags: the whole template around it does not make it an article.
_APOLOGY = re.compile(
    r">\s*(?:(?:404|error|page not found|not found)\W*)?(?:(?:非常|很)?(?:对不起|抱歉|遗憾)[,，！!。.]?\s*)?"
    r"(?:您|你)?(?:要|所)?(?:访问|查看|浏览|请求|查找|打开)?的?(?:该|此|这|本)?[条篇个]?"
    rf"(?:{_WHAT}(?:可能)?(?:已经|已)?{_GONE}|"
    rf"(?:没有找到|没找到|未找到|找不到|无法找到)(?:您|你)(?:要|所|想)?(?:访问|查看|浏览|请求|查找|需要|找)?的{_WHAT})"
    rf"(?P<or>\s*[,，、]?(?:或者?|也?可能)(?:已经|已)?{_GONE})?了?(?:[,，。！!.…~～][^<]{{0,30}})?\s*<",
    re.IGNORECASE,
)
# A document out of force says so in as many words: 该文件已失效.
_OUT_OF_FORCE = re.compile(r"(?:文件|信息|公告)(?:已经|已)?(?:失效|过期)")
_ENGLISH = re.compile(
    r">[^<>]{0,40}\bpage (?:that )?you[^<>]{0,40}(?:not (?:be )?found|does(?: not|n.t) exist)[^<>]{0,40}<",
    re.IGNORECASE,
)
_SORRY = re.compile(r"对不起|抱歉|遗憾")
_WAY_BACK = re.compile(r"返回|回到|秒后|history\.(?:go|back)|自动跳转")
_REPLY = re.compile(r"答复|回复|留言|来信")


def apologises(head: str) -> bool:
    """Whether a page says in a sentence of its own that what was asked for is gone, and is no answer to a letter.

    The sentence must apologise, say two reasons, or offer a way back: a headline or a table cell may be as short.
    """
    if ("age you" in head or "age that you" in head) and _ENGLISH.search(head):
        return not long_text(head)
    if not any(letter in head and any(word in head for word in words) for letter, words in _HINTS.items()):
        return False
    return any(_is_ours(head, found) for found in _APOLOGY.finditer(head)) and not long_text(head)


def _is_ours(head: str, found: re.Match[str]) -> bool:
    tag = head[head.rfind("<", 0, found.start()) : found.start()].lower()
    if tag.startswith(("<a ", "<option", "<input")) or "none" in tag or "hidden" in tag:
        return False
    said = found["or"] or _SORRY.search(found[0])
    if not said and _OUT_OF_FORCE.search(found[0]):
        return False
    if not said and not _WAY_BACK.search(head, found.start(), found.end() + NEAR):
        return False
    return not _REPLY.search(_visible(head[: found.start() + 1])[-120:])


def long_text(head: str) -> bool:
    """Whether a page has a paragraph: an article may quote the sentence."""
    return any(len(" ".join(part.split())) >= PARAGRAPH for part in TAGS.sub("\n", head).split("\n"))


def _visible(html: str) -> str:
    return " ".join(TAGS.sub(" ", html).split())
