"""Whether a column has content of its own, besides what its sibling pages share with it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from statistics import median_high

from selectolax.lexbor import LexborNode

from evidence.columns_structure import is_more
from evidence.columns_vocabulary import idea_of
from evidence.list_data import ITEMS, list_data, parse_data
from evidence.meta import body_start
from evidence.page import Page
from evidence.records import Link, LinkKind
from evidence.script_links import answer_links
from evidence.server_pages import is_error_in_place
from evidence.shown import PARTIAL
from evidence.way import names_on_the_way

OWN_TEXT = 20  # characters of its own that make a page more than a frame
CAPTION = 2  # lines of its own beside a picture; a name, an office and their labels are text
ITEM_TEXT = 6  # a link of its own with so many characters is an item of a list
ALONE_TEXT, ALONE_ITEMS = 300, 5  # the same where no sibling shows what belongs to the frame
SHARED = 2  # so many pages must show a line before it counts as the frame
DIRECTORY = 2  # links to other columns, not of the frame or beside its menu, that make a page a directory
ENTRY_TEXT = 12  # a link with no more characters names a column
FIELDS = 2  # fields to fill in, more than the siblings have, that make a page a form

_NOTHING = re.compile(
    r"(?:暂时?|目前|当前|尚|还)?(?:无|没有|未有|(?:没有|未)(?:找|查询|检索|搜索|查)到)(?:任何|相关|符合条件的|最新|可显示|更多|您[需想]?要(?:查找|查询|查看|找)?的|您[查所]\w{1,3}的)*的?"
    r"(?:数据|信息|内容|记录|文章|资料|公告|文件|稿件|结果)|暂无[\u4e00-\u9fff]{0,8}(?:[\W_]*$|[,，。!！、；;][^,，。]{0,12}[\W_]*$)|没有查询到|查无数据|"
    r"(?:暂|尚|还|暂时|目前)(?:没有|未)(?:发布|公布|添加|录入|上传)(?:任何|相关)?(?:数据|信息|内容|记录|文章|资料|公告|文件|稿件)|"
    r"(?:列表|数据|内容|结果|栏目|记录|信息)为空|没有更多了|共有?\s*0\s*[条篇页项个]|^\W*0\s*条(?:数据|信息|内容|记录)|^\W*[Nn]o\s(?:[Dd]ata|[Rr]ecords?|[Rr]esults?)\W*$"
)
_BUILDING = re.compile(
    r"(?:正在|尚在|还在|栏目|页面|网页|频道|内容|信息|数据|资料|系统|平台|信箱|功能)(?:规划|建设|维护|更新|完善|筹建|筹备|整理|开发|升级|改造|改版|调整|优化|迁移){1,2}[之当]?中(?![心医学])|建设中(?![心医学])|敬请期待|"
    r"暂停(?:使用|服务|开放)|(?:暂|尚)未(?:开通|开放|启用|上线)|稍后(?:发布|公布)|"
    r"(?:栏目|页面|网页|频道|内容|信息|数据|资料)?(?:正在|尚在|还在)(?:建设|维护|完善|筹建|整理|开发|升级|更新|调整|梳理|编制)(?=[\W_]|$)|"
    r"^[\W_]*(?:具体|相关|有关|本)?(?:栏目|页面|内容|信息|资料|数据|情况|详情)?[有尚仍]?待"
    r"(?:公布|公开|补充|完善|更新|录入|上传|填写|添加|编辑|发布)[\W_]*$|"
    r"正在施工|即将(?:上线|开通|开放|推出)|^[\W_]*(?:更新|维护|建设|完善|整理|升级|改版|施工|筹备)中[\W_]*$|"
    r"^\W*(?:无|测试(?:数据|内容|信息|页面)?|test)\W*$"
)
_FRAME_WORDS = re.compile(
    r"(?:您?(?:当前|现在)?(?:所在)?的?位置|首页|[上下]一?页|尾页|末页|共\d*[条页篇]?|第\d*页|跳转|转到|页次|go|打印|关闭|返回顶部|"
    r"分享到?|字体|大|中|小|(?:文件|信息|公告|公示|事项|项目|制度|内容)?(?:标题|名称)|(?:发布|发文|成文|公开|生成|更新|印发|生效)?(?:日期|时间)|"
    r"(?:发布|发文|制发|责任)(?:机构|机关|单位)|序号|索引号|(?:发文|发布)?(?:字号|文号)|主题分类|有效性|操作|查看|下载|附件|备注|来源|浏览次数|更多|more|\d|[\W_])+",
    re.I,
)
# What a script puts its values in the place of.
_PLACES = re.compile(r"(?:[^{}]{0,8}\{\{[^{}]*\}\}[^{}]{0,8})+")
# What a page does that loads its lists as it opens.
_FILLS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\(|\bfetch\(|XMLHttpRequest|axios|new Vue\b|createApp\(|ReactDOM|document\.write\(|"
    r"\beval\(|\.load\(|innerHTML\s*\+?=|insertAdjacentHTML|appendChild\(|\.(?:html|append)\(|totalRecord\s*:\s*[1-9]"
)
_TEMPLATE = re.compile(
    r"\{\{[^{}]*\}\}|\bv-(?:for|if|text|html)=|ng-(?:repeat|bind|app)|<div id=\"app\">\s*</div>|加载中"
)
_LIBRARY = re.compile(
    r"jquery|swiper|bootstrap|layui|superslide|wza|pucha|conac|hm\.js|share|polyfill|html5shiv|respond|tongji", re.I
)
# Lists kept as records inside a script element and drawn from it (a manner of older portals).
_RECORDS = re.compile(r"<record>|<recordset>\s*<!\[CDATA\[", re.I)
# The official marks in a footer are drawn by scripts on every page.
_MARKS = re.compile(r"_ideConac|_jiucuo_")
_QUERY = re.compile(r"""(?:>|value\s*+=\s*+["']?+)\s*+(?:点击|立即|开始)?查\s*询\s*(?:["'<]|$)""", re.I)
_OFFICE = re.compile(r"(?:长|主任|书记|主席)(?:$|[\s:：])")  # a name with an office is no caption
_DROP = frozenset({"script", "style", "noscript", "template", "title"})
_ENTRIES = frozenset({LinkKind.A, LinkKind.AREA, LinkKind.SCRIPTED})
_PICTURES = frozenset({LinkKind.IMG, LinkKind.MEDIA, LinkKind.OBJECT})


class Blank(Enum):
    """Whether a page is a column without content."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot-tell"


Entry = tuple[str, bool]  # where a link leads, and whether a script does it


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the pages of one manner share: lines of text, link targets, inline scripts and script files.

    `pages` is how many were compared, `times` how often the busiest of them links a target, `fields` how many fields to
    fill in most have, `pictures` the files of their ornaments, `filled` whether any of them has content in its own
    source, not only after its scripts ran.
    """

    lines: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    times: Mapping[Entry, int] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    fields: int = 0
    filled: bool = False
    pages: int = 0


_NO_FRAME = Frame()


def frame_of(pages: Iterable[Page]) -> Frame:
    """What sibling pages share. Two or three pages of the same manner are enough, the column itself not among them."""
    siblings = list(pages)
    lines = Counter(line for page in siblings for line in set(_lines(page)))
    targets = Counter(target for page in siblings for target in {link.target for link in page.links})
    scripts = Counter(script for page in siblings for script in set(_scripts(page)))
    pictures = Counter(name for page in siblings for name in _picture_names(page))
    shared = Frame(
        lines=frozenset(line for line, times in lines.items() if times >= SHARED),
        targets=frozenset(target for target, times in targets.items() if times >= SHARED),
        scripts=frozenset(script for script, times in scripts.items() if times >= SHARED),
        fields=median_high(map(_fields, siblings)) if siblings else 0,  # one of them may be a form itself
        pictures=frozenset(name for name, times in pictures.items() if times >= SHARED),
        pages=len(siblings),
    )
    filled = any(_has_content(page, shared) for page in siblings)
    return replace(shared, times=_most_times(siblings), filled=filled)


def _most_times(siblings: Iterable[Page]) -> dict[Entry, int]:
    times: Counter[Entry] = Counter()
    for page in siblings:
        times |= Counter(map(_entry, (link for link in page.links if link.kind in _ENTRIES)))
    return dict(times)


def _entry(link: Link) -> Entry:
    """Where a link leads, and whether a script does it: what a menu keeps in a script is no entry to see."""
    return link.target, link.kind is LinkKind.SCRIPTED


def is_blank(page: Page, frame: Frame | None = None) -> Blank:
    """Whether a page is blank: it says so (暂无, 建设中) or has nothing that its siblings do not have.

    What a script fills in after loading cannot be told from the source.
    """
    frame = frame or _NO_FRAME
    if _has_content(page, frame):
        return Blank.NO
    own = _own_lines(page, frame)
    if any(_BUILDING.search(line) for line in own):
        return Blank.YES
    new, repeated = _other_columns(page, frame)
    if new + repeated >= DIRECTORY:
        return Blank.NO
    if not new and _answered_nothing(page):
        return Blank.YES
    if new or _asks(page, frame) or may_be_filled(page, frame):
        return Blank.CANNOT_TELL
    if any(_NOTHING.search(line) for line in own):
        return Blank.YES
    if own or (not frame.lines and any(link.kind in _PICTURES for link in page.links)):
        return Blank.CANNOT_TELL
    return Blank.YES


def announces_nothing(page: Page, frame: Frame = _NO_FRAME) -> bool:
    """Whether a page has no more than a word that there is nothing on it yet: 建设中, 暂无."""
    return is_blank(page, frame) is Blank.YES and any(says_blank(line) for line in _own_lines(page, frame))


def shows_error(page: Page, frame: Frame) -> bool:
    """Whether all that a page has besides what its siblings share is an error of the program that should write it."""
    return bool(frame.lines) and is_error_in_place(_own_lines(page, frame))


def shows_only_pictures(page: Page, frame: Frame) -> bool:
    """Whether all that a page has of its own are pictures without any words (no text, no alt, no title)."""
    words = _own_lines(page, frame)
    if (
        not frame.lines
        or len(words) > CAPTION
        or any(map(_OFFICE.search, words))
        or sum(map(len, words)) > OWN_TEXT
        or any(_other_columns(page, frame))
    ):
        return False
    own = [link for link in page.links if _is_content(page, frame, link)]
    return bool(own) and all(link.kind is LinkKind.IMG and not link.text for link in own)


def _has_content(page: Page, frame: Frame) -> bool:
    text, items = (OWN_TEXT, 1) if frame.lines else (ALONE_TEXT, ALONE_ITEMS)
    own = _own_lines(page, frame)
    if sum(len(line) for line in own if not says_blank(line)) > text or _is_form(page, frame):
        return True
    if any(map(_RECORDS.search, _scripts(page))) or any(answer_links(d.text, parse_data(d.text)) for d in page.data):
        return True
    # A picture beside 建设中 is an ornament.
    says = any(map(says_blank, own)) or any(says_blank(link.text) for link in page.links if link.kind in _PICTURES)
    shown = [link for link in page.links if link.kind not in _PICTURES] if says else page.links
    return len({link.target for link in shown if _is_content(page, frame, link)}) >= items


def _answered_nothing(page: Page) -> bool:
    """Whether the lists that its scripts ask for were all given, each with the word that it has no entry."""
    values = [parse_data(data.text) for data in page.data]
    told = [list_data(value).told for value in values if value is not None]
    return bool(told) and len(told) == len(values) and all(any(one.get(name) == 0 for name in ITEMS) for one in told)


def _is_form(page: Page, frame: Frame) -> bool:
    """Whether a page has something to fill in besides what its siblings have (their search box)."""
    return bool(frame.lines) and _fields(page) >= frame.fields + FIELDS


def _asks(page: Page, frame: Frame) -> bool:
    """Whether a page shows what it has only to who asks: a field of its own and a button to query with."""
    return _fields(page) > frame.fields and _QUERY.search(page.html) is not None


def _fields(page: Page) -> int:
    if "<input" not in page.html and "<INPUT" not in page.html:
        return 0
    kinds = ((node.attributes.get("type") or "text").lower() for node in page.tree.css("input, textarea"))
    return sum(kind in ("text", "tel", "email", "number", "date") for kind in kinds)


def _other_columns(page: Page, frame: Frame) -> tuple[int, int]:
    """How many columns a page leads on to that its siblings do not share, and that it links once more than their menu.

    A section or a directory (法定主动公开内容) has only names of columns, often those of the menu again. What lies
    above a page, or is named on the way to it, is its way back.
    """
    if frame.pages < SHARED and not frame.lines:
        return 0, 0
    way = names_on_the_way(_lines(page))
    links = [
        link
        for link in page.links
        if link.kind in _ENTRIES and not page.url.startswith(link.target) and link.text not in way
    ]
    times = Counter(map(_entry, links))
    oftener = {entry[0] for entry, count in times.items() if count > frame.times.get(entry, 0)}
    named = {link.target for link in links if idea_of(link.text, disclosure=True)}
    short = {link.target for link in links if 1 < len(link.text) <= ENTRY_TEXT and not is_more(link.text)}
    return (
        sum(one not in frame.targets for one in named),
        len(short & oftener & frame.targets),
    )


def says_blank(line: str) -> bool:
    """Whether a short line says that there is nothing: 暂无信息, 栏目建设中."""
    return len(line) <= 2 * OWN_TEXT and bool(_NOTHING.search(line) or _BUILDING.search(line))


def _is_content(page: Page, frame: Frame, link: Link) -> bool:
    if link.target in frame.targets or link.target == page.url:
        return False
    if link.kind in _PICTURES:
        # A picture of its own; without siblings it may be the logo.
        return bool(frame.targets or frame.pages >= SHARED) and _file(link.target) not in frame.pictures
    if link.kind not in (LinkKind.A, LinkKind.SCRIPTED) or len(link.text) < ITEM_TEXT:
        return False
    if link.text in frame.lines or link.text in _names(page):
        return False  # the frame, or the way back: the title names the unit or the site
    return idea_of(link.text) is None and not is_more(link.text)


def _picture_names(page: Page) -> set[str]:
    return {_file(link.target) for link in page.links if link.kind in _PICTURES and not link.text}


def _file(target: str) -> str:
    """A file and its folder: ornaments named relatively (images/bg.gif) have another address on each page."""
    return "/".join(target.rsplit("/", 2)[1:])


def _names(page: Page) -> frozenset[str]:
    return frozenset((page.title, *re.split(r"[-_|—–\s]+", page.title)))


def _own_lines(page: Page, frame: Frame) -> list[str]:
    lines = list(_lines(page))
    names = _names(page) | names_on_the_way(lines)
    return [
        line
        for line in lines
        if line not in frame.lines and line not in names and not _is_frame(line) and idea_of(line) is None
    ]


def _is_frame(line: str) -> bool:
    """Whether a line is of a frame by its words alone."""
    return any(pattern.fullmatch(line) for pattern in (_FRAME_WORDS, _PLACES))


def may_be_filled(page: Page, frame: Frame = _NO_FRAME) -> bool:
    """Whether a script or an inner frame may bring the content.

    Scripts that ran to their end in a browser have brought what they bring. A script that also runs on siblings which
    have content in their source is not what fills pages here.
    """
    return bool(inner_frames(page, frame)) or filled_by_script(page, frame)


def inner_frames(page: Page, frame: Frame = _NO_FRAME) -> tuple[str, ...]:
    """The documents that a page shows inside itself and its siblings do not."""
    return tuple(link.target for link in page.links if link.kind is LinkKind.FRAME and link.target not in frame.targets)


def filled_by_script(page: Page, frame: Frame = _NO_FRAME) -> bool:
    """Whether a script may bring the content; where a browser showed not even a menu it did not do its work."""
    shown = page.rendered
    if shown is not None and not any(mark == "empty" or mark.startswith(PARTIAL) for mark in shown.marks):
        return False
    if _TEMPLATE.search(page.html, body_start(page.html)):
        return True
    return any(_may_fill(script) for script in _scripts(page) if not (frame.filled and script in frame.scripts))


def _may_fill(script: str) -> bool:
    if _MARKS.search(script):
        return False
    if _is_file(script):
        return not _LIBRARY.search(script)
    return _FILLS.search(script) is not None


def ways_of_filling(page: Page) -> tuple[str, ...]:
    """By what calls the inline scripts of a page may fill it, each once: what pages made alike have in common."""
    inline = (script for script in _scripts(page) if not _is_file(script) and not _MARKS.search(script))
    return tuple(sorted({match[0] for script in inline for match in _FILLS.finditer(script)}))


def _is_file(script: str) -> bool:
    return len(script) < 300 and not any(sign in script.strip() for sign in "(<\n")


def _scripts(page: Page) -> Iterator[str]:
    """The inline scripts of a page as written and its script files by address."""
    for node in page.tree.css("script"):
        yield node.attributes.get("src") or node.text()


def _lines(page: Page) -> Iterator[str]:
    body = page.tree.body
    if body is None:
        return
    for node in body.traverse(include_text=True):
        if node.tag == "-text" and not _is_hidden(node):
            line = " ".join(node.text().split())
            if line:
                yield line


def _is_hidden(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(3):
        if above is None:
            return False
        if above.tag in _DROP:
            return True
        above = above.parent
    return False
