"""Pages that a server or framework shows by itself, by default or on an error, with a status that says all is well."""

import re

# What such a page shows is short; an article about one is not.
SHORT = 1_500

# The whole title, with at most the name of the site after it.
_TITLE = re.compile(
    r"^\W*(?:welcome to (?:nginx|openresty|tengine|caddy|centos)|iis windows(?: server)?|iis ?\d[\d.]*|"
    r"internet information services|"
    r"apache2? (?:ubuntu|debian|centos|http server) (?:default|test) page|(?:http server )?test page for the .{3,60}|"
    r"apache tomcat(?:/[\d.]+)?(?: - error report)?|http status \d{3}.{0,80}|whitelabel error page|"
    r"(?:500 )?internal server error|502 bad gateway|503 service (?:temporarily )?unavailable|504 gateway time-?out|"
    r"runtime error|server error in .{1,40}|系统发生错误|服务器(?:内部)?错误|运行时错误|"
    r"没有找到站点|恭喜.{0,2}站点创建成功)"
    r"(?:[\W_].{0,30})?$",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"whitelabel error page|^http status [45]\d\d\b|server error in '/[^']{0,40}' application|”应用程序中的服务器错误|"
    r"welcome to (?:nginx|openresty|tengine)!|thinkphp v\d|页面错误！请稍后再试|"
    r"\b(?:java|javax|jakarta|org|com|cn)(?:\.\w+){1,8}(?:exception|error)\b.{0,400}?\bat [\w.$<>]+\(\w+\.java:\d+\)|"
    r"(?:网站|域名|站点)[^。]{0,12}未(?:完成)?备案[^。]{0,20}(?:无法|不能|禁止)访问|该?站点已经?被管理员停止运行|"
    r"\bfatal error: .{1,300} on line \d+|"
    r"microsoft (?:vbscript|ole db provider|odbc).{0,60}(?:error|错误)|adodb\.\w+ (?:error|错误)",
    re.IGNORECASE | re.DOTALL,
)


def is_server_page(title: str, text: str) -> bool:
    """Whether a page with this title and these visible words is not the site's own, but its server's."""
    return len(text) <= SHORT and bool(_TITLE.match(title) or _TEXT.search(text))
