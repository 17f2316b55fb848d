"""Pages that are no more than the message of a program: a bare line, or an alert before the visitor is sent back."""

import re

LINE = 80  # characters of a message
BACK = 2  # links that lead back

# What such a page is called, if anything.
_CALLED = re.compile(r"\W*(?:(?!温馨|友情|安全|健康)\w{0,8}提示(?:信息|页面)?|message|error|错误)\W*", re.IGNORECASE)
_SHOWS = re.compile(
    r"<(?:img|form|select|textarea|i?frame|frameset|object|embed|video|audio|canvas|svg|ul|ol|dl)\b", re.IGNORECASE
)
_WRONG = re.compile(
    r"(?:不存在|不正确|不合法|无效|有误|错误|出错|失败|找不[到着]|未找到|删除|下线|下架|失效|过期|已关闭|已停用|"
    r"未审核|未通过审核|未发布)[了啦]?(?![\w“《])|"
    r"非法|无效的|找不[到着]|未找到|没有(?:您|你)?想?要|没有(?:该|此|这)|not exist"
)
# A way in, a moment to wait, or an answer that somebody wrote.
_OTHERWISE = re.compile(r"登录|登陆|权限|验证|维护|升级|稍候|稍等|加载中|答复|回复|(?:19|20)\d\d[-年/.]\d")

_ALERT = re.compile(
    r"""(?:alert|layer\.(?:msg|open|confirm))\(\s*["'](?P<says>[^"'\n]{0,80})["']""",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"不存在|已?被?删除|未找到|找不到|没有找到|无此|没有此|查无此|参数(?:传递)?(?:错误|有误)|下线|下架|失效|移除|撤[回下销稿]|"
    r"未发布|未审核|未通过审核|走丢|无法显示|无法访问|未知栏目|数据库|系统(?:错误|出错|异常)|(?:访问|加载|读取)(?:出错|失败)"
)
_SENT_BACK = re.compile(r"history\.(?:back|go\(\s*-)|(?:window|self|opener|top)\.close\(")
# What an alert says where nothing is wrong, or where another visitor would get on.
_ALL_WELL = re.compile(
    r"成功|感谢|谢谢|欢迎|登录|登陆|权限|验证|微信|浏览器|客户端|手机|结束|截止|尚未开始|未开放|退出|请先|稍后|稍候|"
    r"拦截|频繁|攻击|防火墙"
)
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
_FUNCTION = re.compile(r"function\b[^{}]{0,200}\{")
SILENT = 12  # characters that a page shows behind its alert at most, if there is a function around that


def is_message(title: str, text: str, head: str) -> bool:
    """Whether a page is one line that says what is wrong, under no title or that of a message, and no dated notice."""
    line = text.removeprefix(title).strip()
    if not 0 < len(line) <= LINE or not _WRONG.search(line) or _OTHERWISE.search(line):
        return False
    named = not title or _CALLED.fullmatch(title) is not None
    return named and head.count("<a ") <= BACK and _SHOWS.search(head) is None


def calls_out(text: str, head: str) -> bool:
    """Whether a page that shows next to nothing calls out that there is nothing, and not only when it is asked.

    One that calls out anything and sends the visitor back is none, but for thanks and for what another might see.
    """
    if len(text) >= 40 or ("alert(" not in head and "layer." not in head):
        return False
    code = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), head)
    found = _ALERT.search(code)
    if found is None or (len(text) >= SILENT and _FUNCTION.search(code, 0, found.start())):
        return False
    if _GONE.search(found["says"]):
        return True
    sent_back = len(text) < SILENT and _SENT_BACK.search(code, found.end()) is not None
    return sent_back and found["says"].strip() != "" and not _ALL_WELL.search(found["says"])
