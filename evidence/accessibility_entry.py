"""How an entry to the accessible or elder-friendly version of a portal is named and marked.

The patterns are kept as text that Python and the browser read alike. Names are those of the special campaign
(国办发〔2020〕45号, 国办公开办函〔2021〕28号) and of the toolbars in use.
"""

import re

_BEFORE = (
    "(?:进入|切换到?|切换为|开启|启用|打开|点击|体验|政府|门户|信息|智能|一键|本|在线|高?对比度?|大字体?|语音|朗读|播报|阅读|读屏)*"
    "(?:网站|网页|页面)?(?:进入|切换到?|开启)?"
)
_JOIN = "(?:及|与|和|、|/|·|-|\\||&|＆)?"
# Words that name an entry by themselves, and words that do so only before 版, 模式 …: 老年人 alone is a visitor.
_ALONE = "(?:无障碍|适老化?|长者助手|长者浏览|(?:长者|长辈|老年)关怀)"
_KIND = (
    "(?:长者|长辈|老年人?|老人|银龄|敬老|爱老|助老|关怀|关爱|大字体?|大字号|特大字|适老化?|无障碍|视障(?:人士)?|盲人)"
)
_FORM = "(?:模式|专版|简版|版本?|通道|助手|浏览|阅读|辅助工具条?|辅助浏览|辅助|工具条?|界面|访问|入口|按钮)"
_AFTER = f"(?:{_FORM}|服务|网站|通用|网页)*"
# A zone for older people in general (老年人专区) may be a column of services as well.
_ZONE = "(?:长者|长辈|适老化?|无障碍|敬老|银龄)专区"
_FORMED = f"{_KIND}(?:关怀|关爱)?(?:专用)?{_FORM}(?:{_JOIN}{_KIND})?"
# A whole name, white space and brackets removed. 适老化改造 (of homes), 无障碍设施, 老年人服务 are none.
# Words of kindness that name an entry before 版 or 模式 alone: 爱心通道, 亲情服务 are services.
_KIND_VERSION = "(?:亲情|爱心|孝心|乐龄|温馨大字)(?:版本?|模式)"
NAME = f"^{_BEFORE}(?:{_ZONE}|{_KIND_VERSION}|{_ALONE}{_JOIN}(?:{_KIND})?|{_FORMED}){_AFTER}$"
# Marks in an id, class, name, address or handler: the toolbars that portals load.
MARK = (
    "cniil_?wza|cnil+wza|aiwza|wzatool|wza_?(?:btn|tool|icon|link|open|bar)|(?:btn|icon|open|tool)_?wza|"
    "(?:^|[/_#\\-.])wza(?:[/_\\-.?#(]|$)|rrbay|slhsrv|resource/canyou|kqnav|wuzhangai|wzayd|assist-entry|"
    "aria\\.(?:start|oldFixedStart)\\(|oldFixedStart|ariaslh|"
    "yihangwza|barrier-?free|accessib(?:le|ility)[-_]?(?:btn|tool|entry|mode)|"
    "(?:elder(?:ly)?|oldman|oldpeople|zhangzhe|shilao|slh)[-_]?(?:mode|version|ban|btn|entry|index|page)"
)
# What a toolbar offers, as its buttons are named.
TOOL = (
    "放大|缩小|大字幕|字体|字号|文字大小|配色|对比度|高对比|语音|朗读|指读|连读|读屏|声音|语速|"
    "光标|大鼠标|鼠标样式|十字线|辅助线|阅读屏|纯文本|重置|操作提示|简约|退出"
)
# The button that makes the page larger.
LARGER = (
    "^(?:(?:页面|网页|字体|文字|字号|界面|比例)?(?:放大|加大|变大|增大)(?:页面|字体|文字|字号)?|"
    "大字体|特大字体|大号字|A\\+)$"
)

_NAME, _MARK = re.compile(NAME), re.compile(MARK, re.I)
# White space, brackets and punctuation; a foreign word that says the same beside it: 无障碍 Accessibility.
EDGES = r"(?:^[A-Za-z]{3,}(?=\s))|(?:(?<=\s)[A-Za-z]{3,}$)|[\s【】\[\]（）()“”\"'‘’<>《》〈〉·•:：>»|｜.。!！,，]+"
SPLIT = r"[·•|｜]"  # between two names in one entry: 助老服务 · 长者模式
_EDGES, _SPLIT = re.compile(EDGES), re.compile(SPLIT)
LONGEST = 16  # characters of a name, folded
HEADLINE = 8  # so many characters that are no name make a headline, whatever folder (/zt/wza/) it leads to


def folded(words: str) -> str:
    """A name without white space, brackets, punctuation and the foreign word for it."""
    return _EDGES.sub("", words.strip())


def names_entry(words: str) -> bool:
    """Whether words are the name of an entry, not a headline that speaks of accessibility."""
    if len(folded(words)) > LONGEST:
        return False
    names = (folded(part) for part in (words, *_SPLIT.split(words)))
    return any(len(name) > 2 and _NAME.match(name) for name in names)


def marks_entry(attribute: str) -> bool:
    """Whether an id, class, address or handler is one that a known toolbar uses."""
    return _MARK.search(attribute) is not None
