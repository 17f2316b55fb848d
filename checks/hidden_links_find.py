"""The links of a page that lead out and are kept from the eye, by markup or by script."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from checks.hidden_links_words import Words, leading_out
from evidence.bad_words import bad_when_hidden
from evidence.hiding import Hiding, Way, hiding_of, place_hiding, rules_of, way_of_style
from evidence.page import Page
from evidence.records import LinkKind
from evidence.script_packing import unpacked
from evidence.script_writing import evaluated, writings
from evidence.urls import host_of, normalise

REGION = 20_000
WRITES = 40
HEADING = 12  # characters of what a folded list is headed by
HEADINGS = ("dt", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "label", "span", "strong", "b", "i", "em")

_CLOSING = re.compile(r"</(?:div|span|marquee|p|ul|font)", re.I)
_STYLE = re.compile(r"style\s*=\s*\\?[\"']?([^\"'>\\]+)|<marquee[^>]*(?:height|width)\s*=\s*\\?[\"']?\d\b", re.I)
_LINK = re.compile(r"<a\b[^<>]*?href\s*=\s*\\?[\"']?(https?://[^\"'>\s\\]+)[^>]*>(.{0,80}?)</a>", re.I | re.S)
_UNRUN = re.compile(r"<noscript\b.{0,20000}?</noscript", re.I | re.S)
_PLAIN_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?/")
_BY_OTHER_MEANS = frozenset(
    {LinkKind.SCRIPT, LinkKind.REFRESH, LinkKind.AREA, LinkKind.SCRIPTED, LinkKind.OPTION, LinkKind.OBJECT}
)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;]+)", re.I)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;\s]+)", re.I)
_TAGS = re.compile(r"<[^>]*>")
_LETTER = re.compile(r"\w")
_PUT_IN = re.compile(
    r"(?:getElementById\(\s*[\"']([\w-]+)[\"']\s*\)\s*\.innerHTML\s*\+?=|\.(?:inner|outer)HTML\s*\+?=|"
    r"\.insertAdjacentHTML\(\s*[\"']\w+[\"']\s*,|\.(?:append|prepend|html|after|before)\()\s*"
    r"(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)')"
)
_PUTS = ("erHTML", "insertAdjacentHTML", "pend(", ".html(")
_MADE = re.compile(r"document\.createElement\(\s*[\"'][aA][\"']\s*\)")
_HELD = re.compile(r"([\w$]{1,40})\s*=\s*$")
HELD = 50  # characters before it in which it is given a name
PIECES = 600  # characters in which a link that a script makes is given its address and its words
_ENGINES = r"(?:baidu|sogou|google|so\.com|bing|yahoo|soso)"
_REFERRER = re.compile(rf"referrer.{{0,300}}?{_ENGINES}|{_ENGINES}.{{0,300}}?referrer", re.I | re.S)
_AGENT = re.compile(r"userAgent.{0,300}?(?:spider|bot\b)|(?:spider|bot\b).{0,300}?userAgent", re.I | re.S)
_NAME = re.compile(r"\s*(\w+)")
SENT_WITHIN = 300  # characters from the question whence a visitor comes to the answer
_LEAVES = re.compile(
    r"location(?:\.href|\.replace|\.assign)?\s*(?:=|\()\s*[\"'](https?://[^\"']+)"
    r"|<iframe[^>]{0,300}src\s*=\s*\\?[\"'](https?://[^\"'\\]+)",
    re.I,
)


class Out(NamedTuple):
    """A link that leads out, with its words and how it is hidden (None: it is shown).

    `sure`: hidden in a way that no menu uses, or with nothing by which a script could show it.
    """

    url: str
    text: str
    way: Way | None
    sure: bool = False


def links_out(page: Page, words: Words) -> tuple[str, ...]:
    """The addresses of links that lead out to hosts offices do not link to; a quick look by the links alone."""
    leads_out = leading_out(words, host_of(page.url))
    anchor = LinkKind.A
    targets = dict.fromkeys([target for target, _, kind, _ in page.links if kind is anchor])
    return tuple([target for target in targets if leads_out[target]])


def outs(page: Page, words: Words) -> Iterator[Out]:
    """The links that lead out, each with how it is hidden."""
    leads_out = leading_out(words, host_of(page.url))
    rules = rules_of(page.tree, page.html)
    for node in page.tree.tags("a"):
        href = (node.attrs.get("href") or "").strip()
        if href[:4].lower() != "http" and href[:2] != "//":
            continue
        if not leads_out[_absolute(_origin(href), page.url) or ""]:
            continue
        target = _absolute(href, page.url)
        if target is None:
            continue
        hiding = hiding_of(node, rules)
        text = " ".join(node.text().split())[:80]
        speaks = bool(text)  # to a search engine; the slides of a banner have pictures
        if not text:
            text, tiny = _pictured(node)
            hiding = hiding or (Hiding(Way.TINY, node) if tiny else None)
        if hiding is None and words.bad_host(target) and _is_wordless(node):
            hiding = Hiding(Way.WORDLESS, node)
        text = _with_title(node, text)
        if hiding is None and _is_white_on_white(node):
            hiding = Hiding(Way.SAME_COLOUR, node)
        sure = speaks and hiding is not None and _is_sure(hiding)
        if hiding is None and (words.bad_in(text) or bad_when_hidden(text) or words.bad_host(target)):
            white = Hiding(Way.SAME_COLOUR, node) if _is_white_on_nothing(node) else None
            hiding, sure = white or place_hiding(node, page.tree), speaks and white is not None
        yield Out(target, text, hiding.way if hiding else None, sure)


def taken_over(page: Page, words: Words) -> Iterator[Out]:
    """The hidden links with bad words to hosts that offices do link to: a page of such a host may be in other hands."""
    own = host_of(page.url)
    leads_out, elsewhere = leading_out(words, own), leading_out(words.trusting_nobody, own)
    bad = {
        target
        for target, text, kind, _ in page.links
        if kind is LinkKind.A and elsewhere[target] and not leads_out[target] and words.bad_in(text)
    }
    rules = rules_of(page.tree, page.html) if bad else {}
    for node in page.tree.tags("a") if bad else ():
        target = _absolute((node.attrs.get("href") or "").strip(), page.url)
        hiding = hiding_of(node, rules) if target in bad else None
        if target is not None and hiding is not None:
            yield Out(target, " ".join(node.text().split())[:80], hiding.way, _is_sure(hiding))


def _pictured(node: LexborNode) -> tuple[str, bool]:
    """What the picture of a link says, and whether it is a dot that nobody sees."""
    picture = node.css_first("img")
    if picture is None:
        return "", False
    attributes = picture.attributes
    sides = {(attributes.get(side) or "").strip().removesuffix("px") for side in ("width", "height")}
    return (attributes.get("alt") or attributes.get("title") or "")[:80], bool(sides & {"0", "1"})


def _is_wordless(node: LexborNode) -> bool:
    """Whether a link shows nothing to click on but a dot or a space."""
    return not _LETTER.search(node.text()) and node.css_first("img,svg,i,span,input,button,canvas,object") is None


def _with_title(node: LexborNode, text: str) -> str:
    """The words of a link with those of its title, where that says more."""
    title = (node.attributes.get("title") or "").strip()[:80]
    return text if not title or title in text else title if text in title else f"{text} {title}"


def unrun(page: Page, words: Words) -> Iterator[Out]:
    """The bad links in what only a reader without scripts is shown: nobody but search engines."""
    leads_out = leading_out(words, host_of(page.url))
    for region in islice(_UNRUN.finditer(page.html), WRITES):
        for link in _LINK.finditer(region[0]):
            target, text = normalise(link[1]), unescape(_TAGS.sub("", link[2])).strip()
            if target and leads_out[target] and (words.bad_in(text) or words.bad_host(target)):
                yield Out(target, text, Way.UNRUN, True)


def frames(page: Page, words: Words) -> Iterator[Out]:
    """The frames that show pages of bad hosts; other frames out are log-ins, maps and counters."""
    leads_out = leading_out(words, host_of(page.url))
    for node in page.tree.tags("iframe"):
        src = (node.attributes.get("src") or "").strip()
        target = _absolute(src, page.url) if src[:4].lower() == "http" or src[:2] == "//" else None
        if target and leads_out[target] and (words.bad_host(target) or words.shared_host(target)):
            hiding = hiding_of(node, rules_of(page.tree, page.html))
            small = {(node.attributes.get(side) or "").strip().removesuffix("px") for side in ("width", "height")}
            way = hiding.way if hiding else Way.TINY if small & {"0", "1"} else None
            yield Out(target, "", way, way is not None)


def brought(page: Page, words: Words) -> Iterator[Out]:
    """What a page brings or leads to by other means than anchors, where its host or its words are bad."""
    leads_out = leading_out(words, host_of(page.url))
    for target, text, kind, _ in page.links:
        if kind not in _BY_OTHER_MEANS or not leads_out[target]:
            continue
        if words.bad_host(target) or words.bad_in(text):
            by_itself = kind in (LinkKind.SCRIPT, LinkKind.REFRESH)
            yield Out(target, text[:80], Way.BROUGHT if by_itself else None, by_itself)


def _origin(href: str) -> str:
    """The part of an address as written that names its host; all of it when it is not written plainly."""
    plain = _PLAIN_ORIGIN.match(href)
    return plain[0] if plain else href


def _absolute(href: str, url: str) -> str | None:
    """The address that a link with a host leads to."""
    if href.startswith(("http://", "https://")):  # not `http:a`, which is relative
        return _resolved(href)
    return normalise(href, url)


_resolved = lru_cache(maxsize=1024)(normalise)


def written_out(page: Page, words: Words) -> Iterator[Out]:
    """The links that scripts write; hidden are those within an element that hides or between its two writings."""
    leads_out = leading_out(words, host_of(page.url))
    for html in (page.html, *unpacked(page.html), *evaluated(page.html)):
        for writing in islice(writings(html), WRITES):
            hidden = "<" in writing.text and _hides(writing.text)
            region = writing.text
            if hidden and not _CLOSING.search(region):
                region += html[writing.end : _closed(html, writing.end)]
            for link in _LINK.finditer(region):
                target = normalise(link[1])
                if target and leads_out[target]:
                    text = unescape(_TAGS.sub("", link[2])).strip()
                    yield Out(target, text, Way.SCRIPT if hidden else None, hidden)


def put_in(page: Page, words: Words) -> Iterator[Out]:
    """The bad links in what scripts put into an element of the page as one string."""
    leads_out = leading_out(words, host_of(page.url))
    rules: Mapping[str, Way] | None = None
    for name, double, single in islice(_PUT_IN.findall(page.html), WRITES):
        text = (double or single).replace("\\", "")
        for link in _LINK.finditer(text):
            target, said = normalise(link[1]), unescape(_TAGS.sub("", link[2])).strip()
            if target and leads_out[target] and (words.bad_in(said) or words.bad_host(target)):
                rules = rules_of(page.tree, page.html) if rules is None else rules
                hidden = _hides(text) or (bool(name) and f"#{name}" in rules)
                yield Out(target, said, Way.SCRIPT if hidden else None, hidden)


def may_put_in(html: str) -> bool:
    """Whether scripts of a page put strings with links into it; a quick look."""
    return any(word in html for word in _PUTS)


def made(page: Page, words: Words) -> Iterator[Out]:
    """The bad links that scripts make piece by piece: createElement, href, words."""
    leads_out = leading_out(words, host_of(page.url))
    for found in islice(_MADE.finditer(page.html), WRITES):
        held = _HELD.search(page.html[max(0, found.start() - HELD) : found.start()])
        if held is None:
            continue
        name = re.escape(held[1])
        code = page.html[found.end() : found.end() + PIECES]
        href = re.search(rf"\b{name}\.href\s*=\s*[\"'](https?://[^\"'\s]+)", code)
        said = re.search(rf"\b{name}\.(?:innerHTML|innerText|textContent)\s*=\s*[\"']([^\"'\n]+)", code)
        target = normalise(href[1]) if href else None
        text = unescape(_TAGS.sub("", said[1])).strip() if said else ""
        if target and leads_out[target] and (words.bad_in(text) or words.bad_host(target)):
            hidden = re.search(rf"\b{name}\.style\.(?:display\s*=\s*[\"']none|visibility)", code)
            yield Out(target, text[:80], Way.SCRIPT if hidden else None, hidden is not None)


def _closed(html: str, start: int) -> int:
    """Where a script writes the end of what was opened before; `start` where it does not."""
    for writing in writings(html, start, start + REGION):
        if _CLOSING.search(writing.text):
            return writing.start
    return start


class SentAway(NamedTuple):
    """Where a script sends visitors of search engines; `sure` when it does so right where it asks whence they come."""

    target: str
    sure: bool


def search_hijack(page: Page, words: Words) -> SentAway | None:
    """Where a script sends those visitors only who come from a search engine, or who are one.

    A long script may count such visitors in one place and lead telephones to a site for them in another.
    """
    leads_out = leading_out(words, host_of(page.url))
    for node in page.tree.css("script"):
        code = node.text()
        asked = _asks(code)
        for match in _LEAVES.finditer(code) if asked else ():
            target = normalise(match[1] or match[2])
            if asked and target and leads_out[target]:
                if _apart(code[asked.end() : match.start()]):
                    continue
                near = asked.start() <= match.start() <= asked.end() + SENT_WITHIN
                return SentAway(target, sure=near and asked.re is _REFERRER)  # telephones are told by their agent too
    return None


def _apart(code: str) -> bool:
    """Whether what a question leads to has ended, and a function that it does not call has begun."""
    before, function, after = code.partition("function")
    ended = bool(function) and 0 < before.count("{") <= before.count("}")
    name = _NAME.match(after)
    return ended and not (name and re.search(rf"\b{name[1]}\s*\(", before))


def _asks(code: str) -> re.Match[str] | None:
    """Where a script asks whether a visitor comes from a search engine, or is one."""
    found = _REFERRER.search(code) if "referrer" in code else None
    return found or (_AGENT.search(code) if "userAgent" in code else None)


def _is_sure(hiding: Hiding) -> bool:
    """Menus, tabs and windows are hidden in the same ways, but bear a name by which a script shows them.

    A link without words serves no search engine: counters are hidden so.
    """
    attributes = hiding.node.attributes
    if not hiding.way.has_other_uses:
        return True
    acts = any(name.startswith("on") for name in attributes)
    return not (acts or attributes.get("id") or attributes.get("class") or _is_headed(hiding.node))


def _is_headed(node: LexborNode) -> bool:
    """Whether a short heading, an entry of a menu or something to click on stands right before what is folded away."""
    inside = node.parent is not None and node.parent.tag in ("li", "dl")
    head = node.prev
    while head is not None and not head.is_element_node:
        if said := head.text(strip=True):
            return inside and len(said) <= HEADING  # <li>区县网站<ul>
        head = head.prev
    if head is None or not 0 < len(head.text(strip=True)) <= HEADING:
        return False
    attributes = head.attributes
    acts = any(name.startswith("on") for name in attributes) or (attributes.get("href") or "").startswith(
        ("#", "javascript")
    )
    return acts or inside or head.tag in HEADINGS


def _is_white_on_white(node: LexborNode) -> bool:
    """The colour of the link's own text against the background of what it stands in."""
    colour, back = _text_colour(node), _background(node)
    return bool(colour and back) and way_of_style(f"color:{colour};background:{back}") is Way.SAME_COLOUR


def _is_white_on_nothing(node: LexborNode) -> bool:
    """White on a page that states no background for it: white paper, unless a sheet elsewhere says other."""
    colour = _text_colour(node)
    white = way_of_style(f"color:{colour};background:white") is Way.SAME_COLOUR
    return white and not _background(node)


def _text_colour(node: LexborNode) -> str:
    """The colour that a link, or the font element right around it, states for its words; empty where neither does."""
    found = _COLOUR.search(node.attributes.get("style") or "")
    if found:
        return found[1].strip()
    around = node.parent
    return (around.attributes.get("color") or "").strip() if around is not None and around.tag == "font" else ""


def _background(node: LexborNode) -> str:
    """The nearest background that what stands around a link states itself; empty where nothing does."""
    above = node.parent
    while above is not None and above.tag != "html":
        back = _BACKGROUND.search(above.attributes.get("style") or "")
        found = back[1] if back else above.attributes.get("bgcolor")
        if found:
            return found
        above = above.parent
    return ""


def _hides(code: str) -> bool:
    return any(not match[1] or way_of_style(match[1]) is not None for match in _STYLE.finditer(code))
