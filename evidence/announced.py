"""A page that has nothing of what its link announces.

Somebody who follows a headline and meets a page without it, on which one line says that something is withdrawn, out of
use or cannot be shown, has met a dead link, in whatever words the line is put. Either alone says little: pages of
pictures do not repeat the words of their links, and words like these stand in many an article.
"""

import re
from collections.abc import Iterable

from evidence.apology import TAGS, long_text, shown_part
from evidence.records import Fetch
from evidence.sent_on import refreshed_to, sent_to
from evidence.verdict import ALIKE, SAME

MARK = "announced:"  # the mark that keeps the words, for whoever looks at the address again
WORDS = 4  # characters of a link from which it announces something
LIMIT = 60  # of them that are looked for
PIECE = 3  # characters that are looked for together
NEAR = 240  # characters of markup after a line in which a way on is looked for
FEW = 5  # lines of its own that a page without an article has at most
HEADLINE, HEADLINES = 8, 3  # links of so many characters, and so many of them, are a list
LINE = 50  # characters of a line that tells what is wrong

_SIGNS = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A link that says what one does, not what is there.
_BIDS = re.compile(
    r"点击|查看|详[情细]|下载|更多|在线|办理|返回|回到|进入|阅读|全文|链接|这里|此处|首页|主页|主站|上一|下一|打印|关闭|登[录陆]|注册|搜索|检索|查询|投诉|举报|"
    r"申请|预约|反馈|图片|视频|附件|分享|收藏|网站地图|无障碍|适老|长者|关怀|English"
)
_DATE = re.compile(r"(?:19|20)\d\d[-年/.]\d{1,2}(?:[-月/.]\d{1,2}日?)?")
# What says that something is not there, plainly, and what says so only where there is nothing else to speak of.
_PLAIN = (
    r"不存在|不见了|不在了|[被已]删除|删除了|失效|无效|下线|下架|被撤|已撤|撤[回下销稿]|屏蔽|[被已][^，。\s]{0,6}隐藏|"
    r"未(?:生成|发布|审核|通过|公开|开放|找到|能?查询到)|没有?(?:通过|找到|此|该|这|您)|不(?:可用|正确|合法|再展示|提供|对外)|"
    r"(?:无法|不能|暂不)(?:访问|显示|展示|浏览|查看|阅读|打开|提供|加载|对外)|找不|查无|查不|无此|无内容|错误|有误|出错|失败|走失|迷路|"
    r"not found|no longer|unavailable|can(?:no|')t be|\berror\b|exception|\binvalid\b|does(?: not|n't) exist|\b404\b"
)
_LOOSE = (
    r"不见|不在|删除|保存期|一点问题|移[除走入至到]|转为|过期|有效期|停用|停止|禁用|取消|没有能|不再|异常|丢|[跑飞]|消失|流浪|开小差|荒地|归档|迁移|"
    r"改版|调整|合并"
)
_PLAINLY_AMISS = re.compile(_PLAIN, re.IGNORECASE)
_AMISS = re.compile(rf"{_PLAIN}|{_LOOSE}", re.IGNORECASE)
_THING = re.compile(
    r"页|文章|信息|新闻|通知|内容|栏目|稿件|文件|文档|资料|资源|数据|链接|网址|地址|频道|事项|站点|网站|专题|公告|附件|记录|模板|视频|编号|问卷|"
    r"page|file|document|content|record|url|link",
    re.IGNORECASE,
)
# A server or program that failed, whether or not it bids come again.
_FAILED = re.compile(
    r"(?:服务器?|程序|系统|页面|后台|接口|网络)(?:好像|似乎|可能)?(?:出现|发生|遇到|有点)?(?:了|一点|一个|未知|内部|运行)*"
    r"(?:开小差|出错|错误|异常|故障|问题|崩溃|累了|罢工|走神|宕机|出了点)"
)
_UNDER_WAY = re.compile(
    r"维护|升级|抢修|检修|恢复|解决|处理|咨询|拨打|反馈|联系|声明|公告|通知|繁忙|高峰|加载|评论|播放|直播"
)
_CODED = re.compile(r"[A-Z]{0,2}-?\d{1,6}(?:\s|[:：、.]\s?)[^\s\d]")
_PLAINLY = re.compile(r"不存在|[已被]删除|已下[线架]|不再(?:展示|提供)")
# What is no more than a condition, and what is quoted or answered.
_IF = re.compile(
    r"如(?![下期实图此上何同])|若|^(?:您)?发现|拨打|致电|来电|^请[^，。]{0,20}是否|等(?:问题|情况|情形|现象)|怎么|如何|为什么|[“”‘’「」《》？?]|答复|回复|留言|来信|\d{1,2}月\d|搜索|检索|相关"
)
# What is told to who fills in, watches, waits or logs in.
_OTHERWISE = re.compile(
    r"更新|登录|登陆|权限|验证|结束|截止|已满|建设|维护|升级|敬请|稍[候后等]|加载中|浏览器|script|flash|播放|安装|离开|外部|感谢|谢谢|成功|"
    r"请输入|评论|收集|投票|报名|问卷|征集|声明|版权|举报|投诉|不良|纠错|找错",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:时间|日期)\s*[:：]\s*(?:20|199)\d[-年/.]?\d|(?:来源|作者)\s*[:：]\s*(?!null)\w", re.IGNORECASE
)
# Something of its own to fill in or to look at is what the link may have meant.
_OTHER_CONTENT = re.compile(
    r"<(?:textarea|video|audio|embed|object|canvas|i?frame|frameset)\b|"
    r"type\s*=\s*[\"']?(?:password|radio|checkbox|file)\b",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"版权(?!原因|问题|纠纷)|主办|承办|备案|ICP|网站标识码|公网安备|地址：|邮编|联系电话|copyright|您?(?:的|所在|当前)*位置|今天是",
    re.IGNORECASE,
)
_NO_LINES = re.compile(
    r"<(script|style|noscript|template|title|select|textarea)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|"
    r"<(a|option|button)\b[^<>]*>(?:(?!<\2\b).){0,400}?</\2\s*>",
    re.IGNORECASE | re.DOTALL,
)
_MOVED = re.compile(r"迁移|改版|调整|合并|移[至到]|停用|停止|搬")
_LINK = re.compile(r"<a\s[^<>]*>(.{0,300}?)</a", re.IGNORECASE | re.DOTALL)
_BACK = re.compile(r"返回|回到|首页|主页|上一|关闭|^\s*$")
_FRONT = re.compile(r"(?:https?:)?(?://[^/]+)?/?(?:\.\.?/)*(?:(?:index|default)\.\w+)?", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def announces(words: str) -> list[str]:
    """What a link announces, in pieces that can be looked for; none where it announces nothing in particular."""
    parts = [_SIGNS.sub("", part) for part in _BIDS.split(_DATE.sub("", words)[:LIMIT])]
    told = [part for part in parts if len(part) >= PIECE]
    if sum(len(_HAN.findall(part)) for part in told) < WORDS:
        return []
    return [part[at : at + PIECE] for part in told for at in range(len(part) - PIECE + 1)]


def announced_in(looks: Iterable[Fetch]) -> str:
    """The words of the link to an address whose page was found without them; empty where it was not."""
    marks = (mark for look in looks for mark in look.marks)
    return next((mark.removeprefix(MARK) for mark in marks if mark.startswith(MARK)), "")


def is_alike(looks: Iterable[Fetch]) -> bool:
    """Whether a page was found to be what is answered for others of its kind that cannot exist."""
    return any(mark in look.marks for look in looks for mark in (ALIKE, SAME))


def lacks(words: str, head: str) -> bool:
    """Whether a page has not even half of what its link announces, anywhere in its source."""
    if words in head or not (pieces := announces(words)):
        return False
    source = f"{_SIGNS.sub('', TAGS.sub('', head))} {_SIGNS.sub('', head)}"
    return sum(piece in source for piece in pieces) * 2 < len(pieces)


def says_why(head: str, usual: frozenset[str] | None = None) -> bool:
    """Whether a page that is no article has a line of its own that says what is wrong.

    `usual` are lines and words of links that stand on other pages of the host as well; None where the page was found
    to have few lines besides before.
    """
    if not _AMISS.search(head) or has_other_content(head) or long_text(head) or _leads_on(head):
        return False
    head = shown_part(head)
    if _ARTICLE.search(" ".join(TAGS.sub(" ", head).split())) or _lists(head, usual or frozenset()):
        return False
    own = [line for line in lines_of(head) if usual is None or (line not in usual and not _FOOT.search(line))]
    if sum(_CODED.match(line) is not None for line in own) > 1:
        return False  # what codes mean
    alone = usual is None or len(own) <= FEW
    return any(_is_amiss(line, alone=alone) and not _moves(line, head) for line in own)


def _lists(head: str, usual: frozenset[str]) -> bool:
    """Whether a page has headlines of its own."""
    links = {" ".join(TAGS.sub("", words).split()) for words in _LINK.findall(head)}
    return sum(len(words) >= HEADLINE and words not in usual for words in links) >= HEADLINES


def _leads_on(head: str) -> bool:
    """Whether a page takes its visitor on, and not home."""
    target = refreshed_to(head) or sent_to(head)
    return target != "" and _FRONT.fullmatch(target) is None


def _moves(line: str, head: str) -> bool:
    """Whether a line says where the thing is now: with a link beside it that leads on and not back."""
    if not _MOVED.search(line) or (at := head.find(line)) < 0:
        return False
    near = head[at : at + len(line) + NEAR]
    return any(not _BACK.search(link) for link in _LINK.findall(near))


def has_other_content(head: str) -> bool:
    """Whether a page has something else than words to give: a film, a frame, a form."""
    return _OTHER_CONTENT.search(head) is not None


def usual_of(head: str) -> frozenset[str]:
    """The lines of a page and the words of its links."""
    links = (" ".join(TAGS.sub("", words).split()) for words in _LINK.findall(head))
    return frozenset((*lines_of(head), *links))


def lines_of(head: str) -> list[str]:
    """The lines of a page that are neither links nor choices."""
    return [" ".join(line.split()) for line in _TAG.split(_NO_LINES.sub("<i>", head)) if line.strip()]


def _is_amiss(line: str, *, alone: bool) -> bool:
    failed = _FAILED.search(line) is not None and not _UNDER_WAY.search(line)
    plain = failed or (_PLAINLY_AMISS.search(line) is not None and _THING.search(line) is not None)
    if len(line) > LINE or not (plain or (alone and _AMISS.search(line))) or _IF.search(line):
        return False
    return failed or bool(_PLAINLY.search(line)) or not _OTHERWISE.search(line)
