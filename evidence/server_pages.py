"""Pages that a server or framework shows by itself, by default or on an error, with a status that says all is well."""

import re
from collections.abc import Sequence

# What such a page shows is short; an article about one is not.
SHORT = 1_500
WORDS = 8  # characters of a line that may be more than a label
BESIDE = 40  # characters beside an error that are a heading or a way back

# The whole title, with at most the name of the site after it.
_TITLE = re.compile(
    r"^\W*(?:welcome to (?:nginx|openresty|tengine|caddy|centos|jboss|wildfly)|iis windows(?: server)?|iis ?\d[\d.]*|"
    r"internet information services|"
    r"apache2? (?:ubuntu|debian|centos|http server) (?:default|test) page|(?:http server )?test page for the .{3,60}|"
    r"apache tomcat(?:/[\d.]+)?(?: - error report)?|http ?(?:status|状态) ?[–-]? ?\d{3}.{0,80}|whitelabel error page|"
    r"error [45]\d\d\W.{0,60}|struts problem report|service unavailable|under construction|"
    r"(?:500 )?internal server error|502 bad gateway|503 service (?:temporarily )?unavailable|504 gateway time-?out|"
    r"runtime error|server error in .{1,40}|系统发生错误|服务器(?:内部)?错误|运行时错误|"
    r"没有找到站点|(?:恭喜.{0,2})?站点创建成功|lnmp一键安装包|account suspended|(?:domain|web server.?s) default page|"
    r"(?:该|此)?(?:站点|虚拟主机|主机空间)(?:已经|已)?(?:停用|暂停|停止|关闭|到期|过期))"
    r"(?:[\W_].{0,30})?$",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"whitelabel error page|^http ?(?:status|状态) ?[–-]? ?[45]\d\d\b|"
    r"server error in '/[^']{0,40}' application|”应用程序中的服务器错误|"
    r"welcome to (?:nginx|openresty|tengine)!|thinkphp v\d|页面错误！请稍后再试|"
    r"\b(?:java|javax|jakarta|org|com|cn)(?:\.\w+){1,8}(?:exception|error)\b.{0,400}?\bat [\w.$<>]+\(\w+\.java:\d+\)|"
    r"(?:网站|域名|站点)[^。]{0,12}未(?:[^。]{0,20}(?:完成|进行|办理))?备案[^。]{0,20}(?:无法|不能|禁止)访问|"
    r"(?:网站|域名|站点)[^。]{0,12}(?:无法|不能)(?:进行)?访问.{0,60}未[^。]{0,30}备案|"
    r"(?:对不起|抱歉)\W{0,3}(?:您(?:所)?访问的|该|此)(?:网站|站点|空间|主机)(?:已经|已)?被?(?:暂停|停止|关闭|停用|过期|到期)|"
    r"(?:网站|站点|空间|主机)[^。]{0,8}(?:欠费|到期|过期)[^。]{0,8}(?:停机|停止|暂停|关闭|停用)|"
    r"站点已经?被管理员停止(?:运行)?|(?:站点|虚拟主机|主机空间)(?:已经|已)(?:停用|到期|过期|停止)|域名(?:尚)?未绑定(?:主机|站点|空间)|"
    r"\b(?:fatal|parse) error ?: .{1,300} on line \d+|\bwarning ?: mysqli?_\w+\(\)|"
    r"\b(?:fatal|parse) error ?: .{1,200}\.php:\d+|"
    r"microsoft (?:vbscript|ole db provider|odbc|jet database).{0,60}(?:error|错误)|adodb\.\w+ (?:error|错误)|"
    r"\bsqlstate\[\w+\]|\bora-\d{5}:|\bsrve\d{4}e:|error establishing a database connection|access denied for user '|"
    r"\bno action mapped for (?:namespace|action)|whoops, looks like something went wrong|"
    r"(?:无法加载(?:控制器|模块|操作)|(?:控制器|模块|操作|方法)不存在) ?[:：]|"
    r"page you are looking for is (?:currently|temporarily) unavailable|未将对象引用设置到对象的实例|"
    r"does not currently have a default page|rfc 2068 hypertext|this virtual directory does not allow|"
    r"http 错误 [45]\d\d(?:\.\d+)? - |在编译向该请求提供服务所需资源的过程中出现错误|could not be retrieved",
    re.IGNORECASE | re.DOTALL,
)
# What such a page says alone: in a longer one these words are a sentence about something else.
_ALONE = re.compile(
    r"\W*(?:null|undefined|404|(?:无效|非法)的?(?:参数|请求)|(?:参数|请求)(?:错误|有误|无效|异常)|"
    r"(?:参数|编号|id|\w{1,12}id)不能为空|"
    r"service (?:temporarily )?unavailable|internal server error|bad gateway|gateway time-?out|"
    r"(?:database error\W*)?unable to connect to (?:the )?database|"
    r"(?:(?:notice|warning|deprecated) ?: (?:(?!on line).){1,200}on line \d+\W*)+|"
    r"it works!?|hello,? world|(?:this is )?(?:a |the )?(?:default|test) page|"
    r"an error occurred(?: while processing your request)?|no input file specified|"
    r"cannot get /\S*|file not found|404 page not found|"
    r"bad request \(invalid hostname\)|(?:error\W*)?could not connect to (?:the )?database|"
    r"(?:连接数据库|数据库连接)(?:失败|出错|错误)(?:\W.{0,40})?|"
    r"(?:系统|程序|服务器)(?:出现|发生)?(?:异常|出错|错误)(?:了|啦)?(?:\W.{0,40})?|"
    r"(?:java|javax|jakarta|org|com|net)(?:\.\w+){1,8}(?:exception|error)\b.{0,200})\W*",
    re.IGNORECASE | re.DOTALL,
)


def is_error_in_place(lines: Sequence[str]) -> bool:
    """Whether what a page has of its own, within the template of its site, is the error of the program behind it."""
    length = sum(map(len, lines))
    if is_server_page("", " ".join(lines)):  # <b>Warning</b>: … are two of them
        return True
    return any(len(line) > WORDS and length - len(line) <= BESIDE and is_server_page("", line) for line in lines)


def is_server_page(title: str, text: str) -> bool:
    """Whether a page with this title and these visible words is not the site's own, but its server's."""
    body = text.removeprefix(title).strip()
    return len(text) <= SHORT and bool(_TITLE.match(title) or _TEXT.search(text) or _ALONE.fullmatch(body))
