"""The application forms of a page: their fields, what submits them, and where they go. Nothing is ever submitted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from selectolax.lexbor import LexborNode

from evidence.page import Page
from evidence.urls import file_suffix, normalise, serves_insiders

FIELDS_NEEDED = 2  # an application has at least who asks and what for
FRAME_LINKS = 8  # a form with so many links is the frame of a whole page, as ASP.NET writes it
LABEL_LIMIT = 4_000

_ENTRIES = frozenset({"", "text", "tel", "email", "number", "date", "url", "file"})
_SUBMITS = frozenset({"submit", "image"})
_SEARCH = re.compile(r"search|sousuo|query|jiansuo|检索|搜索|关键[词字]|查询编?[号码]|受理编?号|申请编号", re.I)
_ABOUT = re.compile(
    r"申请人|申请表|申请内容|申请公开|申请提交|提交申请|申请信息|信息公开申请|依申请|所需(?:政府)?信息|内容描述|特征描述|信息名称|"
    r"信息用途|用途说明|所需信息用途|获取(?:信息的?)?方式|提供(?:信息的?)?(?:指定)?(?:方式|载体)|证件(?:名称|号码|类型)|法人代表"
)
_GO = re.compile(r"提\s*交|提\s*出|确\s*[定认]|发\s*送|申\s*请|保\s*存|下一步|submit|send", re.I)
_GATE = re.compile(r"同\s*意|下一步|我要|进入|开始|继续|已阅读|立即申请|在线申请|网上申请")
_VOID = re.compile(r"javascript:\s*+(?:void\s*+\(?+[^)]*+\)?+|;|return\s+false|//)?+\s*+;*+\s*+|#.*|about:blank", re.I)
_EXCUSE = re.compile(
    r"\s*+(?:javascript:)?+\s*+alert\(\s*+[\"'][^\"']*(?:建设|开通|维护|升级|暂停|暂不|开发)[^\"']*[\"']\s*+\)\s*+;?+\s*+(?:return\s+false\s*+;?+)?+\s*+",
    re.I,
)
# What gives a field or a button back to the visitor: a box to tick, a countdown.
_ENABLES = re.compile(
    r"\.disabled\b|removeAttr\(|removeAttribute\(|\.(?:prop|attr)\(\s*[\"']disabled|toggleAttribute\("
)
_ELSEWHERE = re.compile(r"\s*(?:file|res|ftp|about|[a-z]):", re.I)
_STOPS = re.compile(r"\s*+(?:return\s+false)?+\s*+;?+\s*+")
# What the rows of an application are headed by, whether or not there is anything to write beside them.
_ROWS = re.compile(r"姓\s*名|单位名称|联系(?:电话|方式|人)|(?:通信|联系|通讯)地址|证件|邮政编码|电子邮[箱件]|内容")
# What a form beside an application may be for.
_OTHERWISE = re.compile(r"留言|咨询|投诉|举报|建议|意见|评论|评价|纠错|订阅|邮箱登录|调查|预约|报名")
_HANDLES = re.compile(r"submit|\$\.(?:ajax|post)|\baxios\b|\bfetch\(|XMLHttpRequest|form\.on\(", re.I)
_CLICKS = re.compile(
    r"\.click\(|\.on\(\s*[\"']click|addEventListener\(\s*[\"']click|\.onclick\s*=|\.delegate\(|\.live\("
)
_LEADS = re.compile(rf"{_CLICKS.pattern}|\.href\b|location|\.(?:attr|prop|load)\(|setAttribute|window\.open")
# Pages that one bundle of scripts brings to life, whatever stands on them.
_FRAMEWORK = re.compile(
    r"__NUXT__|data-server-rendered|data-n-head|__NEXT_DATA__|ng-version=|data-reactroot|class=[\"'][^\"']*\bel-form\b|\bdata-v-[0-9a-f]{6,}"
)
_LIBRARY = re.compile(
    r"jquery|swiper|bootstrap|layui|superslide|wza|conac|hm\.js|share|polyfill|html5shiv|respond|tongji|datepicker",
    re.I,
)
_OUTSIDE = "button[form],input[form],[onclick],a[href^=javascript]"
_SERVED = frozenset({"jsp", "jspx", "do", "action", "asp", "aspx", "php", "jhtml", "cgi"})


class Works(Enum):
    """Whether a form can be filled in and sent, as far as its page shows."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"  # only a script file that was not read could make it work


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One application form. `fault` is the Chinese reason when it does not work; `action` "" when it posts nowhere."""

    works: Works
    fault: str = ""
    action: str = ""
    method: str = "get"
    fields: int = 0


def application_forms(page: Page, common: frozenset[str] = frozenset()) -> tuple[Form, ...]:
    """The application forms of a page; searches, logins and progress queries are none.

    `common` are the scripts that pages without any application have too: they do not serve this form.
    """
    if "<form" not in page.html.lower():
        return ()
    named = "申请" in page.title
    forms = (node for node in page.tree.css("form") if _is_application(node, named=named))
    return tuple(_read(page, node, common) for node in forms)


def has_gate(page: Page) -> bool:
    """Whether a form only leads on to the application: 同意, 下一步, with nothing to write in it."""
    return any(_is_gate(node) for node in page.tree.css("form"))


def asks_for_login(page: Page) -> bool:
    """Whether a page wants the visitor to log in before anything else."""
    if "password" in page.html.lower() and page.tree.css_first("input[type=password]") is not None:
        return True
    return bool(re.search(r"(?:先|需要?|须|必须)(?:实名)?(?:登录|登陆|注册)|未登录|登录后(?:才|方)?[可能]", page.html))


def own_scripts(page: Page, common: frozenset[str]) -> bool:
    """Whether a script file that only such pages load may act here, or one that acts on every page."""
    return _FRAMEWORK.search(page.html) is not None or any(
        not _LIBRARY.search(src) and src not in common for src in _script_files(page)
    )


def scripts_of(page: Page) -> frozenset[str]:
    """The scripts of a page: files by address, inline ones by their text."""
    return _script_files(page) | frozenset(_inline_scripts(page))


def leads_nowhere(address: str | None) -> bool:
    """Whether an address as written goes nowhere by itself."""
    return address is None or not address.strip() or _VOID.fullmatch(address.strip()) is not None


def inline_handlers(page: Page, common: frozenset[str]) -> bool:
    """Whether a script that such a page alone has sends something."""
    return any(_HANDLES.search(text) for text in _inline_scripts(page) if text not in common)


def clicks_handled(page: Page, common: frozenset[str]) -> bool:
    """Whether a script that such a page alone has waits for a click."""
    return any(_CLICKS.search(text) for text in _inline_scripts(page) if text not in common)


def nothing_acts(page: Page) -> bool:
    """Whether no script of a page could lead anybody anywhere: a link without an address is dead then."""
    return not own_scripts(page, frozenset()) and not any(map(_LEADS.search, _inline_scripts(page)))


def sends_nothing(page: Page, common: frozenset[str]) -> bool:
    """Whether there is something to write on a page without a form, and nothing that could send it."""
    if page.tree.css_first("form textarea") is not None or own_scripts(page, common):
        return False
    if clicks_handled(page, common) or inline_handlers(page, common):
        return False
    nodes = page.tree.css("button,input,a,img,span,div[onclick]")
    controls = [one for one in nodes if _GO.search(_label(one)[:20]) and not (one.tag == "a" and _leads_to_page(one))]
    return bool(controls) and not any(map(_acts, controls))


def _script_files(page: Page) -> frozenset[str]:
    sources = (node.attributes.get("src") or "" for node in page.tree.css("script[src]"))
    return frozenset(normalise(src, page.url) or src for src in sources if src)


def _inline_scripts(page: Page) -> Iterator[str]:
    return (node.text() for node in page.tree.css("script:not([src])"))


def _is_application(node: LexborNode, *, named: bool) -> bool:
    """Whether a form is one by its words, or by what the page is called where it can be nothing else."""
    attributes = node.attributes
    names = " ".join(attributes.get(key) or "" for key in ("id", "name", "action", "class"))
    fields = list(_fields(node))
    if node.css_first("input[type=password]") is not None:
        return False
    if _is_gate(node):
        return False
    control = _inner_control(node)
    text = f"{_labels(node, fields)} {_label(control) if control is not None else ''}"
    if len(fields) < FIELDS_NEEDED and _frames_page(node):
        return False
    few = len(fields) <= FIELDS_NEEDED and not any(field.tag == "textarea" for field in fields)
    if few and (_SEARCH.search(names) or _SEARCH.search(text)):
        return False
    if _ABOUT.search(text):
        return True
    posts = (attributes.get("method") or "").strip().lower() == "post"
    return not few and ("申请" in text or (named and posts and not _OTHERWISE.search(text)))


def _frames_page(node: LexborNode) -> bool:
    """Whether a form holds a whole page with its menus and nothing in it is an application that one could send."""
    submits = (one for one in node.css("input,button") if _submits(one) and _GO.search(_label(one)))
    return len(node.css("a[href]")) >= FRAME_LINKS and next(submits, None) is None


def _is_gate(node: LexborNode) -> bool:
    control = _inner_control(node)
    if control is None or any(True for _ in _fields(node)):
        return False
    sends = _acts(control) or "onsubmit" in node.attributes or not leads_nowhere(node.attributes.get("action"))
    label = _label(control)
    leads = _GATE.search(label) or ("申请" in label and not _ROWS.search(node.text()))
    return sends and bool(leads)


def _labels(node: LexborNode, fields: list[LexborNode]) -> str:
    hints = (f"{field.attributes.get('placeholder') or ''} {field.attributes.get('title') or ''}" for field in fields)
    return " ".join(("".join(node.text(separator=" ").split())[:LABEL_LIMIT], *hints))


def _fields(node: LexborNode) -> Iterator[LexborNode]:
    for field in node.css("input,textarea,select"):
        kind = (field.attributes.get("type") or "").strip().lower() if field.tag == "input" else ""
        if kind in _ENTRIES:
            yield field


def _read(page: Page, node: LexborNode, common: frozenset[str]) -> Form:
    attributes = node.attributes
    method = (attributes.get("method") or "get").strip().lower()
    stays = not (_ENABLES.search(page.html) or own_scripts(page, common))
    fields = sum(1 for field in _fields(node) if "disabled" not in field.attributes and not (stays and _barred(field)))
    if stays and all(map(_is_fixed, _fields(node))):
        fields = 0
    control = _control(page, node)
    code = attributes.get("onsubmit")
    sends = _handles(code) or (control is not None and _acts(control)) or inline_handlers(page, common)
    action = (control.attributes.get("formaction") if control is not None else None) or attributes.get("action")
    fault = _fault(page, fields, control, action, sends, method)
    stopped = bool(code and code.strip()) and not _handles(code)
    mute = control is not None and not _submits(control) and not _acts(control)
    listened = own_scripts(page, common) or clicks_handled(page, common)
    excused = mute and control is not None and _excuses(control.attributes.get("onclick"))
    if not fault and not sends and (excused or ((stopped or mute) and not listened)):
        fault = "表单的提交按钮点击后不提交任何内容"
    if not fault and stays and control is not None and _barred(control):
        fault = "表单的提交按钮不可用"
    target = "" if leads_nowhere(action) else normalise(action or "", page.url) or ""
    works = Works.YES if not fault else Works.MAYBE if own_scripts(page, common) else Works.NO
    return Form(works=works, fault=fault, action=target, method=method, fields=fields)


def _is_fixed(field: LexborNode) -> bool:
    """Whether nothing can be written into a field; a date is read-only and yet picked by a script."""
    attributes = field.attributes
    return "readonly" in attributes and not any(name.startswith("on") for name in attributes)


def _barred(control: LexborNode) -> bool:
    """Whether a field or a button is disabled, by itself or with the group it stands in."""
    node: LexborNode | None = control
    while node is not None and node.tag != "form":
        if "disabled" in node.attributes and (node is control or node.tag == "fieldset"):
            return True
        node = node.parent
    return False


def _handles(code: str | None) -> bool:
    """Whether a handler does anything but stop the form, or say that it is not to be had."""
    return code is not None and _STOPS.fullmatch(code) is None and not _excuses(code)


def _excuses(code: str | None) -> bool:
    """Whether a script only says that nothing can be sent now."""
    return code is not None and _EXCUSE.fullmatch(code) is not None


def _fault(page: Page, fields: int, control: LexborNode | None, action: str | None, sends: bool, method: str) -> str:
    if fields < FIELDS_NEEDED:
        return "表单中没有可填写的输入项" if not fields else f"表单中只有 {fields} 个输入项，无法填写申请内容"
    if control is None and not sends:
        return "表单没有提交按钮"
    if serves_insiders(normalise(action or "", page.url) or "", page.url):
        return f"表单的提交地址只在内部网络中有效（{(action or '').strip()}）"
    if _ELSEWHERE.match(action or ""):
        return f"表单的提交地址不是网址（{(action or '').strip()}）"
    if (leads_nowhere(action) or _excuses(action)) and not sends and not _posts_to_itself(page, action, method):
        return f"表单的提交地址无效（{action.strip()}）" if action and action.strip() else "表单没有提交地址"
    return ""


def _posts_to_itself(page: Page, action: str | None, method: str) -> bool:
    """An empty action sends to the page's own address: right where a program answers, void at a file."""
    written = (action or "").strip()
    return not written.lower().startswith("javascript") and method == "post" and file_suffix(page.url) in _SERVED


def _control(page: Page, node: LexborNode) -> LexborNode | None:
    """What sends the form: a control inside it, or one outside that names it, by its attribute or in its script."""
    names = {name for key in ("id", "name") if (name := node.attributes.get(key))}
    outside = (one for one in page.tree.css(_OUTSIDE) if names and _names_form(one, names))
    return _inner_control(node) or next(outside, None)


def _names_form(control: LexborNode, names: set[str]) -> bool:
    attributes = control.attributes
    code = f"{attributes.get('onclick') or ''} {attributes.get('href') or ''}"
    named = any(re.search(rf"\b{re.escape(name)}\b", code) for name in names)
    return attributes.get("form") in names or (named and _sends(control))


def _inner_control(node: LexborNode) -> LexborNode | None:
    return next(
        (one for one in node.css("button,input,a,img[onclick],span[onclick],div[onclick]") if _sends(one)), None
    )


def _submits(control: LexborNode) -> bool:
    """Whether a control submits its form by itself."""
    kind = (control.attributes.get("type") or "").strip().lower()
    return (control.tag == "input" and kind in _SUBMITS) or (control.tag == "button" and kind in ("", "submit"))


def _sends(control: LexborNode) -> bool:
    kind = (control.attributes.get("type") or "").strip().lower()
    if _submits(control):
        return True
    if control.tag == "input" and kind != "button":
        return False
    if control.tag == "a" and _leads_to_page(control):
        return False  # an entry of the menu, such as 依申请公开
    code = (control.attributes.get("onclick") or "").lower()
    label = _label(control)
    return len(label) <= 12 and bool(_GO.search(label) or _GATE.search(label) or "submit" in code)


def _leads_to_page(link: LexborNode) -> bool:
    """Whether a link only opens another page."""
    href = (link.attributes.get("href") or "").strip().lower()
    return "onclick" not in link.attributes and not leads_nowhere(href) and not href.startswith("javascript:")


def _label(control: LexborNode) -> str:
    attributes = control.attributes
    return (
        attributes.get("value") or attributes.get("alt") or control.text(strip=True) or attributes.get("title")
    ) or ""


def _acts(control: LexborNode) -> bool:
    attributes = control.attributes
    href = attributes.get("href")
    click = attributes.get("onclick")
    if click is not None:
        return not _excuses(click)
    return href is not None and not leads_nowhere(href) and not _excuses(href)
