"""Titles that are nothing but the name of an error: 404 Not Found, 页面不存在, 错误提示."""

import re

_EXCUSE = r"(?:(?:error|https?|状态|sorry|oops|很?抱歉|对不起)\W*){0,2}"
# A number beside other words may be that of a bus.
_NUMBER = r"404(?:(?:\W*(?:not found|error|错误|页面|页|未?找不?到|页面不存在|页面未找到))+|(?!\s+[\u4e00-\u9fff]))"
_GONE = (
    r"(?:您(?:要|所)?访问的)?(?:该|此)?(?:页面|网页|文件|信息|内容|文章|栏目)(?:已经|已)?"
    r"(?:不存在|未找到|找不到|没有?找到|被?删除|丢失|失效|走丢|跑丢|飞走|迷路|不见|不在|无法访问|无法显示)了?|"
    r"(?:该|此)页无法(?:显示|访问)|无法(?:显示|打开|访问)(?:该|此)?(?:页面|网页|页)"
)
_FAILED = (
    r"出错[了啦]|(?:出错|错误)(?:提示|信息|页面?)|(?:页面|系统)发生错误|"
    r"(?:页面)?(?:加载|载入)(?:出错|失败)|(?:页面|访问|系统|程序|服务器|发生|运行)(?:错误|出错|异常)"
)
# A title in 《…》 or “…” is that of a work; a question or a colon makes a headline of it.
_ERROR = re.compile(
    rf"[^\w《“「【]*{_EXCUSE}(?:{_NUMBER}|(?:page |file |object )?not found|{_GONE}|"
    r"(?:the )?page cannot be (?:found|displayed)|"
    rf"(?:找不到|未找到|没有找到|无法找到)(?:该|此)?(?:页面|网页|文件|资源|页)|{_FAILED})"
    r"(?:(?:[^\w?？:：“”《》」]|_).{0,30})?",
    re.IGNORECASE,
)
_SITE_FIRST = re.compile(r"^.{2,30}[-_|–—]\s*(?=[^-_|–—]+$)")
_PAGE = re.compile(r"404|页|not found", re.IGNORECASE)
_PROMPT = re.compile(r"\W*(?:信息|温馨|友情|系统)?提示(?:信息)?(?:[\W_].{0,30})?")


def names_error(title: str) -> bool:
    """Whether a title names an error and nothing else, but for the name of the site before or after it."""
    return bool(_ERROR.fullmatch(title) or _ERROR.fullmatch(_SITE_FIRST.sub("", title)))


def speaks_of_page(title: str) -> bool:
    """Whether a title that names an error speaks of a page: then the page is missing, whatever stands on it."""
    return _PAGE.search(title) is not None


def is_prompt(title: str) -> bool:
    """Whether a title says that something is told to the one who asked: 提示信息, 温馨提示."""
    return _PROMPT.fullmatch(title) is not None
