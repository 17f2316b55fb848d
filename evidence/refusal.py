"""Pages by which a firewall, or a rule about pace, tells who asked that it was refused: in words, whatever the status.

The makers are many and their pages are rewritten by those who buy them. What they share is that they speak of the
request, the visit or the address of the visitor, not of a page, and say that it was stopped.
"""

import re

LONG = 400  # characters of visible text from which a page is more than a refusal

# A glance before the search below: none of it stands on most pages.
_HINTS = (
    "拦截",
    "阻断",
    "阻止",
    "频",
    "太快",
    "过快",
    "防火墙",
    "防护",
    "封禁",
    "封锁",
    "黑名单",
    "攻击",
    "可疑",
    "威胁",
    "受限",
    "被限制",
    "被拒绝",
    "被禁止",
    "异常",
    "安全检",
    "境外",
    "地区",
    "非法",
    "enied",
    "locked",
    "ejected",
    "orbidden",
)
_STOPPED = r"(?:拦截|阻断|阻止|拒绝|封禁|封锁|禁止|限制)"
_WALL = (
    r"(?:防火墙|(?<![a-z])waf(?![a-z])|防护(?:系统|平台|策略|规则|设备)|安全(?:策略|设备|网关|规则)|(?:网站)?管理员设置|入侵防御|"
    r"云锁|[dD]盾|护卫神|玄武盾|网盾|云盾|抗d保|网站卫士|云加速|加速乐|宝塔)"
)
_SAYS = re.compile(
    rf"[您你](?:的|本次的?|所?提交的|当前的?)(?:本次)?(?:访问|请求|操作|浏览|行为|ip|网络|内容|输入)[^。！!]{{0,40}}?"
    rf"(?:[被遭已][^。，！!]{{0,16}}?{_STOPPED}|威胁|攻击|恶意|可疑|异常(?:访问|流量|行为|请求)|不合法参数|非法参数)|"
    rf"(?:访问|操作|请求|浏览|点击|刷新|查询)(?:次数|速度|频率)?(?:过于|太过?|过)(?:频繁|快|高|多)|"
    rf"请勿(?:过于)?频繁|频繁(?:刷新|访问|请求|操作)|{_WALL}[^。！!]{{0,8}}?(?:提示|提醒|警告)|"
    rf"{_WALL}[^。！!]{{0,24}}?{_STOPPED}|{_STOPPED}(?:于|自|：)?{_WALL}|[被由][^。！!]{{0,16}}?{_WALL}[^。！!]{{0,10}}?{_STOPPED}|"
    rf"(?:检测|监测|识别|发现)到[^。！!]{{0,16}}?(?:可疑|恶意|异常|攻击|非法)(?:的)?(?:访问|请求|行为|流量|操作)|"
    rf"疑似[^。！!]{{0,10}}?攻击[^。！!]{{0,24}}?{_STOPPED}|"
    rf"(?<![a-z])ip(?:地址)?[^。！!]{{0,24}}?(?:封禁|封锁|黑名单|{_STOPPED}(?:访问)?|异常访问|记录)|"
    rf"(?:境外|海外|国外|非中国大陆|本地区|您所在的?地区)[^。！!]{{0,16}}?(?:禁止|限制|无法|不能|暂不支持)访问|"
    r"(?:正在|进行)(?:进行)?安全(?:检查|检测)|"
    r"(?:request|access|visit|connection|ip)\b[^.]{0,60}?\b(?:been|was|were|is) (?:blocked|rejected|denied|forbidden)|"
    r"\b(?:access|request) (?:denied|blocked|rejected)\b|\byou (?:have been|are|were) (?:blocked|denied)|"
    r"requested url was rejected",
    re.IGNORECASE,
)
_TITLE = re.compile(
    rf"\W*(?:网站防火墙|(?:您的)?(?:访问|请求)(?:已?被)?{_STOPPED}|访问受限|(?:安全)?拦截(?:提示|页面|信息)?|"
    r"安全(?:拦截|检查|检测|防护)(?:提示|中)?|\w{0,8}(?:waf|防火墙)\W?\w{0,6}|"
    r"(?:403 )?forbidden|access (?:denied|forbidden)|request (?:denied|blocked|rejected)|blocked)(?:\W.{0,30})?",
    re.IGNORECASE,
)


def may_refuse(head: str) -> bool:
    """Whether the beginning of a page has any word of a refusal: a cheap test before `refuses`."""
    return any(hint in head for hint in _HINTS)


def refuses(title: str, text: str) -> bool:
    """Whether a page with this title and these visible words tells who asked that the request was refused."""
    return len(text) < LONG and bool(_TITLE.fullmatch(title) or _SAYS.search(text))
