"""The search of a page: a form that asks by GET, an address that a script builds, or why it cannot be asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote_plus, urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.probes.search_life import is_lifeless
from evidence.urls import normalise, path_of

_FIELDS = "q wd keyword keywords searchword qt s query key k word text kw search"
FIELDS = frozenset(_FIELDS.split())
ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "utf8": "utf-8"}

_SAYS = re.compile(r"search|sousuo|jiansuo|query|搜\s*索|检\s*索|查找|关键[词字]|站内", re.I)
_OTHER = re.compile(
    r"login|passw|username|申请|受理|编号|办件|密码|用户名|验证码|手机|邮箱|subscribe|订阅|开始日期", re.I
)
# A search for something else than what the site publishes.
_NARROW = re.compile(
    "办事|事项|服务|部门|企业|招聘|岗位|职位|项目|商品|地图|公交|天气|法规库|文号|item|company|product", re.I
)
_WIDE = re.compile("站内|全站|全文|本站|资讯|新闻|信息(?:和|或|与|、)|(?:和|或|与|、)信息")
_NEVER = re.compile(r"\s*return\s+(?:false|!1)\s*;?\s*", re.I)
_TEXTS = frozenset({"", "text", "search"})
_UNSENT = frozenset({"submit", "button", "image", "reset", "file", "password"})
# An address in a script that ends where the word is put: "…?q=" + word + "&p=1"
_BUILT = re.compile(
    r"""["']((?:https?:)?/?[^"'\s<>()]{0,300}[?&]([A-Za-z_]\w{0,20})=)["']\s*\+\s*"""
    r"""((?:[^;"'\n()]|\((?:[^()\n]|\([^()\n]{0,80}\)){0,80}\)){1,120}?)(?:\+\s*["']([^"'\s]*)["']|[;)}\n]|$)"""
)
_REWRITES = re.compile(r"\.action\s*=|location|window\.open|encodeURI|\.value\s*=\s*(?![\"']{2})(?!==?)", re.I)
_DRAWN = re.compile(
    r"""<div[^>]+id=["'](?:app|root)["'][^>]*>\s*</div>|\bnew Vue\b|createApp\(|ReactDOM|\.load\(\s*["']|"""
    r"""document\.write\(|<div[^>]+(?:id|class)=["'][^"']*(?:head|top|search|sousuo)[^"']*["'][^>]*>\s*</div>""",
    re.I,
)
_TRACES = ",".join(
    f'[{attribute}*="{word}"]'
    for attribute in ("id", "class", "name")
    for word in ("search", "Search", "SEARCH", "sousuo", "jiansuo")
)
_NAMED = re.compile(r"(?:站内|智能|全文|高级|信息)?(?:搜索|检索)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """How one search is asked. `head` is the address up to the word, `tail` what follows it; `encoding` of the word.

    `method` is `get`, `post`, `script` (nobody can tell from the source how it asks), `none` (there is nothing by
    which it could ask) or `dead` (the page of the search, at `head`, does not open). `scripted`: a script may change
    what is sent. `narrow`: it looks for something else than what the site publishes.
    """

    page: str
    method: str
    field: str = ""
    head: str = ""
    tail: str = ""
    encoding: str = "utf-8"
    twice: bool = False
    scripted: bool = False
    narrow: bool = False

    def address(self, word: str) -> str | None:
        """Where a word is looked up."""
        written = quote_plus(word, encoding=self.encoding, errors="xmlcharrefreplace")
        if self.twice:
            written = quote_plus(written)
        return normalise(self.head + written + self.tail)


def other_searches(tree: LexborHTMLParser, html: str, form: SearchForm, encoding: str) -> tuple[SearchForm, ...]:
    """The further searches of the page of one that can be asked by GET: words alone do not tell which is the site's."""
    forms = sorted(_forms(tree, html, form.page, encoding), key=lambda one: (one.narrow, one.scripted))
    return tuple(one for one in forms if one.method == "get" and (one.head, one.field) != (form.head, form.field))


def find_search(tree: LexborHTMLParser, html: str, url: str, encoding: str) -> SearchForm | None:
    """The search a page offers, one that can be asked by GET before all others; None where there is none."""
    found = sorted(_forms(tree, html, url, encoding), key=lambda one: (one.narrow, _rank(one), one.scripted))
    asks = bool(found) and found[0].method == "get" and not (found[0].scripted and _stays(found[0]))
    built = None if asks else _built(html, url, encoding)
    if built is not None:
        return built
    if found:
        return found[0]
    box = _bare_box(tree)
    return SearchForm(page=url, method="none" if is_lifeless(tree, box) else "script") if box is not None else None


def search_pages(tree: LexborHTMLParser, url: str) -> tuple[str, ...]:
    """Where links named 站内搜索 and the like lead."""
    found = []
    for node in tree.css("a[href]"):
        text = _name(node)
        href = node.attributes.get("href") or ""
        if _NAMED.fullmatch(text) and not href.startswith(("#", "javascript")):
            found.append(normalise(href, url))
    return tuple(dict.fromkeys(address for address in found if address))


def is_drawn(html: str) -> bool:
    """Whether scripts draw parts of a page, its search perhaps among them."""
    return _DRAWN.search(html) is not None


def hints_at_search(tree: LexborHTMLParser) -> bool:
    """Whether something of a page looks like a search that this module cannot read: its names or a button's words."""
    if tree.css_first(_TRACES) is not None or any(map(says_search, tree.css("iframe[src],frame[src]"))):
        return True
    return any(_NAMED.fullmatch(_name(node)) for node in tree.css("a,button,span,label"))


def says_search(frame: LexborNode) -> bool:
    """Whether a frame says that it shows a search: by its address or its names."""
    keys = ("src", "id", "name", "class", "title")
    return any(_SAYS.search(frame.attributes.get(key) or "") for key in keys)


def _name(node: LexborNode) -> str:
    """What something to click on is called: by its words, its title, or those of its picture."""
    image = node.css_first("img")
    said = (node.text() or "", node.attributes.get("title"), image.attributes.get("alt") if image is not None else "")
    return next((name for one in said if (name := "".join((one or "").split()))), "")


def _stays(form: SearchForm) -> bool:
    """Whether a form names no other address than the page's own: its script knows where the words go."""
    return form.head.partition("?")[0] == form.page.partition("?")[0]


def _rank(form: SearchForm) -> int:
    return ("get", "script", "post", "none").index(form.method)


def _forms(tree: LexborHTMLParser, html: str, url: str, encoding: str) -> Iterator[SearchForm]:
    for node in tree.css("form"):
        box = _box(node)
        if box is not None:
            form = _read(node, box, html, url, encoding)
            dead = form.method == "script" and _goes_nowhere(node) and is_lifeless(tree, box)
            yield replace(form, method="none") if dead else form


def _goes_nowhere(node: LexborNode) -> bool:
    """Whether a form by itself sends nothing anywhere."""
    action = (node.attributes.get("action") or "").strip().lower()
    return action.startswith(("javascript", "#")) or _NEVER.fullmatch(node.attributes.get("onsubmit") or "") is not None


def _box(node: LexborNode) -> LexborNode | None:
    """Where the word is written, if this is a search."""
    if node.css_first("input[type=password],textarea") is not None:
        return None
    boxes = [one for one in node.css("input") if (one.attributes.get("type") or "").lower() in _TEXTS]
    named = [one for one in boxes if (one.attributes.get("name") or "").lower() in FIELDS]
    words = _words(node, *boxes)
    if not boxes or len(boxes) > 3 or _OTHER.search(words):
        return None
    if named:
        return named[0]
    return boxes[0] if _SAYS.search(words) and boxes[0].attributes.get("name") else None


def _words(*nodes: LexborNode) -> str:
    """What the attributes and the few texts of a form say of its purpose."""
    keys = ("id", "name", "class", "action", "placeholder", "value", "title")
    said = [node.attributes.get(key) or "" for node in nodes for key in keys]
    return " ".join((*said, (nodes[0].text(separator=" ") or "")[:200]))


def _read(node: LexborNode, box: LexborNode, html: str, url: str, encoding: str) -> SearchForm:
    attributes = node.attributes
    method = (attributes.get("method") or "get").strip().lower()
    action = (attributes.get("action") or "").strip()
    target = normalise(action, url) if not action.lower().startswith(("javascript", "#")) else None
    stays = target is not None and target.partition("?")[0] == url.partition("?")[0] and not _SAYS.search(path_of(url))
    never = _NEVER.fullmatch(attributes.get("onsubmit") or "")
    if method != "post" and (target is None or never or (stays and "<script" in html)):
        method = "script"
    charset = (attributes.get("accept-charset") or encoding).strip().lower()
    name = box.attributes.get("name") or ""
    fixed = [(key, value) for key, value in _fixed(node, box)]
    form_encoding = ENCODINGS.get(charset, "utf-8")
    rest = urlencode(fixed, encoding=form_encoding, errors="xmlcharrefreplace")
    head = f"{(target or url).partition('?')[0]}?{rest}{'&' if rest else ''}{quote_plus(name)}="
    return SearchForm(
        page=url,
        method=method if method in ("get", "post", "script") else "get",
        field=name,
        head=head,
        encoding=form_encoding,
        scripted=_is_scripted(node, html),
        narrow=_is_narrow(node, box),
    )


def _is_narrow(node: LexborNode, box: LexborNode) -> bool:
    """Whether a form's address, its box or its button say that it looks for one kind of thing only."""
    buttons = node.css("button,input[type=submit],input[type=button],input[type=image]")
    said = [node.attributes.get("action") or "", _words(box), *map(_words, buttons)]
    words = " ".join(said)
    return _NARROW.search(words) is not None and _WIDE.search(words) is None


def _fixed(node: LexborNode, box: LexborNode) -> Iterator[tuple[str, str]]:
    """What the form sends besides the word."""
    for field in node.css("input,select"):
        attributes = field.attributes
        name, kind = attributes.get("name"), (attributes.get("type") or "").lower()
        if not name or field.mem_id == box.mem_id or kind in _UNSENT or "disabled" in attributes:
            continue
        if field.tag == "select":
            option = field.css_first("option[selected]") or field.css_first("option")
            value = (option.attributes.get("value") or option.text(strip=True)) if option is not None else ""
        elif kind in ("radio", "checkbox"):
            if "checked" not in attributes:
                continue
            value = attributes.get("value") or "on"
        else:
            value = (attributes.get("value") or "") if kind == "hidden" else ""
        yield name, value or ""


def _is_scripted(node: LexborNode, html: str) -> bool:
    """Whether the handler of a form does more than look whether a word was written."""
    code = node.attributes.get("onsubmit")
    if not code:
        return False
    name = re.search(r"(\w+)\s*\(", code)
    if name is None or name[1] in ("if", "alert"):
        return _REWRITES.search(code) is not None
    start = re.search(rf"function\s+{name[1]}\s*\(|\b{name[1]}\s*=\s*(?:function|\()", html)
    return start is None or _REWRITES.search(html[start.start() : start.start() + 600]) is not None


def _built(html: str, url: str, encoding: str) -> SearchForm | None:
    for match in _BUILT.finditer(html):
        name = match[2].lower()
        if name not in FIELDS or (name in ("s", "k", "key", "text", "word") and not _SAYS.search(match[1])):
            continue
        head = normalise(match[1], url)
        if head is None:
            continue
        twice = len(re.findall(r"encodeURI", match[3])) > 1
        plain = "encodeURI" not in match[3]
        return SearchForm(
            page=url,
            method="get",
            field=match[2],
            head=head,
            tail=match[4] or "",
            encoding=ENCODINGS.get(encoding.lower(), "utf-8") if plain else "utf-8",
            twice=twice,
            scripted=True,
        )
    return None


def _bare_box(tree: LexborHTMLParser) -> LexborNode | None:
    """A box for words to look up that stands outside any form."""
    boxes = (node for node in tree.css("input") if (node.attributes.get("type") or "").lower() in _TEXTS)
    return next((box for box in boxes if _SAYS.search(_words(box)) and not _OTHER.search(_words(box))), None)
