"""From the column 依申请公开 to its form: the page, its frames, and a click or two on 我要申请 and the like."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from checks.apply_channel_forms import (
    Form,
    Works,
    application_forms,
    asks_for_login,
    clicks_handled,
    has_gate,
    inline_handlers,
    leads_nowhere,
    own_scripts,
    sends_nothing,
)
from evidence.meta import body_start
from evidence.page import Page
from evidence.records import Link, LinkKind
from evidence.scope import of_site
from evidence.site import Site
from evidence.urls import host_of
from evidence.verdict import Verdict, VerdictKind, judge
from evidence.visible import read_visible

CLICKS = 3  # 我要申请, then the notice, then who applies
PAGES_LIMIT = 20
WORDS_LIMIT = 20

_APPLY = re.compile(
    r"(?:我要|在线|网上|网络|立即|点击|马上|进入|开始|提交|填写|发起|提出|个人|公民|自然人|法人|组织|政府信息|信息公开|依).{0,6}"
    r"申请|申请(?:入口|系统|平台|公开|提交|登记)|(?:在线|网上)(?:填写|填报|提交)|"
    r"^(?:公民|个人|自然人|法人|法人(?:和|或|、)其他组织|公民、法人.{0,8}|我?同意.{0,6}|下一步|我已阅读.{0,8})$"
)
_BUTTON = re.compile(r"我要|在线|网上|立即|点击|马上|开始|提交|填写|进入")
# 阅读须知并同意，进入申请: whatever is named before, the last words invite.
_GOES_ON = re.compile(r"(?:进入|开始|立即|马上|前往|我要|去)(?:在线|网上|填写)?申请(?:表|页面)?[>》→]*$")
_NOT_APPLY = re.compile(r"须知|指南|流程|说明|查询|结果|统计|下载|条件|指引|目录|样表|\.docx?|关于|通知|公告")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd)(?:$|\?)", re.I)
_BUILT = re.compile(
    r"""<div[^>]+id=["'](?:app|root)["'][^>]*>\s*</div>|\bnew Vue\b|createApp\(|ReactDOM|\bv-model=|<el-form|ng-app|"""
    r"""\{\{[^{}]*\}\}|\.load\(\s*["']|document\.write\([^)]*<(?:iframe|form|input)|createElement\(\s*["'](?:form|iframe|input)""",
    re.I,
)
_BEHIND_LOGIN = re.compile(r"(?:登录|登陆|注册)(?:后|并|进行|系统|以)?(?:在线|网上|再|即可|提交|我要)*申请")
_SUSPENDED = re.compile(r"(?:在线|网上)申请[^。；;\n]{0,8}(?:暂停|停止)|(?:暂停|停止)(?:受理)?(?:在线|网上)申请")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w.:/?=&%-]+")
_PROMISE = re.compile(
    r"(?:在线|网上|互联网|网络|网站|门户网|电子化?平台|本页面?)[^。；;\n]{0,25}?(?:填写|提交|提出|申请|填报|递交)|我要申请|在线申请"
)
_BY_PHONE = re.compile(
    r"(?:扫描?|识别)[^。；;\n]{0,12}二?维?码[^。；;\n]{0,40}?申请|(?:小程序|公众号|\bAPP|客户端)[^。；;\n]{0,20}?(?:提交|提出|填写|在线|网上)[^。；;\n]{0,6}申请",
    re.I,
)
_REFUSAL = re.compile(
    r"(?:不|未|暂未|尚未|没有|暂停|停止|无法|不再)[^。；;\n]{0,8}(?:受理|接受|开通|提供|支持|设|通过)[^。；;\n]{0,14}(?:在线|网上|网络|互联网|电子)|"
    r"(?:在线|网上|网络|互联网)[^。；;\n]{0,16}(?:暂不|不予|未开通|暂未|尚未|正在建设|暂停)"
)


@dataclass(slots=True)
class Walk:
    """What was met on the way. `unseen` are Chinese reasons why a form may be where nobody looked.

    `beside` are addresses to which the portal's template leads from every page: no way of a unit's own.
    """

    site: Site
    common: frozenset[str]
    beside: frozenset[str] = frozenset()
    pages: dict[str, Page] = field(default_factory=dict)
    forms: list[tuple[Page, Form]] = field(default_factory=list)
    entered: list[tuple[Page, Link, Page]] = field(default_factory=list)  # the pages behind entries
    framed: list[tuple[Page, Link, Page]] = field(default_factory=list)
    broken: list[tuple[Page, Link, Verdict]] = field(default_factory=list)
    buttons: list[tuple[Page, str]] = field(default_factory=list)  # words of entries that lead nowhere
    files: list[Link] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def go(self, front: Page) -> None:
        """Read the front page, what it frames, and what its entries lead to."""
        waiting = [(front, 0)]
        while waiting and len(self.pages) < PAGES_LIMIT:
            page, clicks = waiting.pop(0)
            if page.url in self.pages:
                continue
            self.pages[page.url] = page
            found = self._forms(page)
            if found:
                continue
            self._obstacles(page)
            waiting += [(framed, clicks) for framed in (*self._framed(page), *self._sent_on(page))]
            if clicks < CLICKS:
                waiting += [(reached, clicks + 1) for reached in self._entries(page)]

    @property
    def empty_handed(self) -> bool:
        """Whether there was no form, no way to one and no fault."""
        return not (self.forms or self.entered or self.broken or self.buttons)

    def promises(self) -> bool:
        """Whether a page says that one may apply online, and none says that one may not."""
        texts = [read_visible(page.tree, headlines=False).text for page in self.pages.values()]
        return any(map(_PROMISE.search, texts)) and not any(map(_REFUSAL.search, texts))

    def leads_to_a_telephone(self) -> bool:
        """Whether a page says that one may apply with a telephone: nobody can follow that from the page."""
        pages = self.pages.values()
        if any(_BY_PHONE.search(read_visible(page.tree, headlines=False).text) for page in pages):
            return True
        named = (node.attributes.get("alt") or "" for page in pages for node in page.tree.css("img[alt]"))
        return any("码" in name and "申请" in name for name in named)

    def _forms(self, page: Page) -> bool:
        forms = application_forms(page, self.common)
        self.forms += [(page, form) for form in forms]
        return bool(forms)

    def _obstacles(self, page: Page) -> None:
        if asks_for_login(page) or any(_BEHIND_LOGIN.search(link.text) for link in page.links):
            self.unseen.append("申请前需要登录或注册，登录后的页面需人工核对")
        elif has_gate(page):
            self.unseen.append("申请前需要点击“同意”“下一步”等按钮，其后的页面本次未访问")
        elif _BUILT.search(page.html, body_start(page.html)):
            self.unseen.append("申请页面由脚本生成，需用浏览器打开核对")
        elif page.tree.css_first("textarea") is not None and len(page.tree.css("input")) > 1:
            if sends_nothing(page, self.common):
                fault = "页面有输入项，但提交按钮点击后不提交任何内容"
                self.forms.append((page, Form(works=Works.NO, fault=fault)))
                return
            self.unseen.append("申请页面有输入项，但提交由脚本完成，需用浏览器打开核对")
        elif _PROMISE.search(page.html) and self._elsewhere(page):
            self.unseen.append("页面写明到其他网址在线申请，该网址本次未访问")

    def _elsewhere(self, page: Page) -> bool:
        """Whether the page tells in words of an address on another host."""
        text = read_visible(page.tree, headlines=False).text
        near = (text[max(0, m.start() - 60) : m.end() + 20] for m in _ADDRESS.finditer(text))
        return any(_PROMISE.search(part) and host_of(page.url) not in part for part in near)

    def _framed(self, page: Page) -> list[Page]:
        reached = []
        for link in page.links:
            if link.kind is LinkKind.FRAME and link.target not in self.pages:
                framed = self._open(page, link, "申请页面放在框架页中")
                if framed is not None:
                    self.framed.append((page, link, framed))
                    reached.append(framed)
        return reached

    def _sent_on(self, page: Page) -> list[Page]:
        """The pages to which a page sends its visitor by itself, but for the home page."""
        targets = [link for link in page.links if link.kind is LinkKind.REFRESH and link.target not in self.pages]
        opened = [self._open(page, link, "页面自动跳转到的地址") for link in targets]
        return [one for one in opened if one is not None and one.depth > 0]

    def _entries(self, page: Page) -> list[Page]:
        """The pages that the entries lead to; entries without an address are noted."""
        reached = []
        seen = self.beside.union(self.pages)
        for link in page.links:
            if link.target in seen or not self._leads(link):
                continue
            seen |= {link.target}
            if _FILE.search(link.target):
                self.files.append(link)
                continue
            opened = self._open(page, link, f"“{link.text}”")
            if opened is not None:
                self.entered.append((page, link, opened))
                reached.append(opened)
        if not reached:
            self._dead_buttons(page)
        return reached

    def _leads(self, link: Link) -> bool:
        text = "".join(link.text.split())
        if link.kind not in (LinkKind.A, LinkKind.AREA, LinkKind.SCRIPTED):
            return False
        if _FILE.search(link.target):
            return "申请" in text
        return _says_apply(text)

    def _open(self, page: Page, link: Link, name: str) -> Page | None:
        """The page behind a link; where there is none, why."""
        found = self.site.page(link.target)
        verdict = judge(self.site.looks(link.target))
        if verdict.broken:
            self.broken.append((page, link, verdict))
        elif verdict.kind is VerdictKind.BLOCKED:
            self.unseen.append(f"{name}指向的地址拒绝自动访问或需要登录，需人工核对")
        elif found is None:
            where = (
                "本次未访问" if of_site(self.site.info, link.target, self.site.info.url) else "位于其他网站，本次未访问"
            )
            self.unseen.append(f"{name}指向的页面（{link.target}）{where}，需人工核对")
        return found

    def _dead_buttons(self, page: Page) -> None:
        for node in page.tree.css("a,button,input[type=button],[onclick]"):
            text = _said(node)
            href = node.attributes.get("href")
            if not _says_apply(text) or (node.tag == "a" and not leads_nowhere(href)):
                continue
            common = self.common
            handled = inline_handlers(page, common) or clicks_handled(page, common) or own_scripts(page, common)
            if "onclick" in node.attributes or (handled and _BUTTON.search(text)):
                self.unseen.append(f"“{text}”由脚本打开，需用浏览器核对")
            elif _BUTTON.search(text) and ((href or "").strip() or node.tag != "a"):
                self.buttons.append((page, text))


def says_suspended(page: Page) -> bool:
    """Whether a page says that nobody can apply online for now, whatever form stands on it."""
    return "申请" in page.html and _SUSPENDED.search(read_visible(page.tree, headlines=False).text) is not None


def _said(node: LexborNode) -> str:
    """What an entry says: its words, those on its button, or those of its picture."""
    picture = node.css_first("img")
    keys = ("value", "title")
    said = [node.text() or "", *(node.attributes.get(key) or "" for key in keys)]
    said += [picture.attributes.get("alt") or ""] if picture is not None else []
    return next((words for one in said if (words := "".join(one.split()))), "")


def _says_apply(text: str) -> bool:
    """Whether so few words invite to apply."""
    if not 2 <= len(text) <= WORDS_LIMIT:
        return False
    return bool(_GOES_ON.search(text)) or (bool(_APPLY.search(text)) and not _NOT_APPLY.search(text))
