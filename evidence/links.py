"""Every address a page uses, as a browser would find it, without running scripts."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.address_text import refresh_address, srcset_addresses, style_addresses
from evidence.labels import label_of
from evidence.list_data import list_data, next_address, parse_data
from evidence.records import Link, LinkKind
from evidence.script_calls import called_addresses
from evidence.script_data import data_addresses, may_ask
from evidence.script_doing import done_addresses
from evidence.script_links import (
    answer_links,
    embedded_links,
    feed_links,
    handler_addresses,
    inline_code,
    is_page,
    menu_links,
    next_blocks,
    paged_addresses,
    redirect_addresses,
    tree_links,
    written_markup,
)
from evidence.script_links import script_addresses as script_addresses
from evidence.script_pages import NEXT_WORDS, may_turn, turned_pages
from evidence.script_told import clicked_attributes, told_addresses
from evidence.script_values import Code
from evidence.urls import Cache, Resolver, is_web, keep

Written = tuple[str, str, LinkKind]  # an address as written, the words of its link, the kind of element
# The links of anchors by the host they are read on, and by their address, words and title as written.
Anchors = dict[tuple[str, str, str, str | None], Link]

TEXT_LIMIT = 200
CUT = 12  # characters from which a text may be a headline that was cut
HREF_LIMIT = 4096
TURN = 8  # characters of what a pager says: 下一页, 12

# Element → attributes and kinds: what a browser loads or follows by the markup alone.
SOURCES: Mapping[str, tuple[tuple[str, LinkKind], ...]] = {
    "area": (("href", LinkKind.AREA),),
    "img": (("src", LinkKind.IMG),),
    "iframe": (("src", LinkKind.FRAME),),
    "frame": (("src", LinkKind.FRAME),),
    "script": (("src", LinkKind.SCRIPT),),
    "embed": (("src", LinkKind.OBJECT),),
    "object": (("data", LinkKind.OBJECT),),
    "video": (("src", LinkKind.MEDIA), ("poster", LinkKind.IMG)),
    "audio": (("src", LinkKind.MEDIA),),
    "source": (("src", LinkKind.MEDIA),),
    "track": (("src", LinkKind.MEDIA),),
    "input": (("src", LinkKind.IMG),),
    "image": (("href", LinkKind.IMG), ("xlink:href", LinkKind.IMG)),  # of a drawing
}
# Everything but the anchors in one walk over the tree: a walk costs more than what it finds.
BESIDES = ",".join(
    (
        *(*SOURCES, "link", "meta", "style", "option", "base", "noscript", "param"),
        *("[srcset]", "[onclick]", "[onload]", "[style]", "[background]"),
    )
)
# Attributes that few pages have: looked for where the source names one.
RARE = ("data-srcset", "data-href", "data-link", "data-url", "tagname")
ALL_BESIDES = ",".join((BESIDES, *(f"[{name}]" for name in RARE)))
# Attributes that lazy-image scripts copy to src.
LAZY = (
    *("data-src", "data-original", "data-lazy", "data-lazy-src", "data-lazyload", "data-ks-lazyload", "data-echo"),
    *("lazy-src", "lay-src", "_src", "original"),
)
# What a player or a film is told to show, in an `object`.
PARAMETERS = frozenset(("movie", "src", "url", "filename"))
# What a browser neither loads nor shows: names of other forms, of vocabularies, of programs, and hints.
UNVISITED_RELS = {
    *("preconnect", "dns-prefetch", "prefetch", "prerender", "canonical", "alternate", "shortlink", "amphtml"),
    *("profile", "pingback", "edituri", "wlwmanifest", "search"),
    *("file-list", "edit-time-data", "themedata", "colorschememapping", "ole-object-data"),  # pasted from Word
}
BACKGROUNDS = ("body", "table", "td", "tr", "th")

_BLANK = "# \t\n\r\f\v"
_ROOTED = ("/", "http://", "https://")
_BEFORE_CODE = "jJ \t\n\r\f\v"  # what an address that is a script may begin with
_LEADS = ("/", "http:", "https:", ".")  # a link that leads somewhere by itself
_PAGE_FILE = re.compile(r"[\w./-]+\.(?:s?html?|jspx?|aspx?|php)(?:\?\S*)?", re.IGNORECASE)


class LinkReader:
    """Reads the links of the pages of one site; what it has resolved and read is shared by its pages."""

    def __init__(self) -> None:
        self._cache: Cache = {}
        self._anchors: Anchors = {}

    def read(self, tree: LexborHTMLParser, html: str, url: str, encoding: str = "utf-8") -> tuple[Link, ...]:
        """The links of one page. A malformed web address keeps its written form as the target.

        `html` is the source of `tree`. The tree loses its noscript parts, which a browser that runs scripts never
        shows.
        """
        besides = ALL_BESIDES if any(name in html for name in RARE) else BESIDES
        nodes = tree.css(besides)
        tags = {node.tag for node in nodes}
        if "noscript" in tags:
            for hidden in tree.tags("noscript"):
                hidden.decompose()
            nodes = tree.css(besides)
        base = url
        if "base" in tags and (node := tree.css_first("base[href]")) is not None:
            base = Resolver(url, cache=self._cache).resolve(node.attributes.get("href") or "") or url
        resolver = Resolver(base, encoding=encoding, cache=self._cache)
        code = Code(inline_code(nodes))
        beside = _links(resolver, chain(_besides(nodes), _fed(tree, html, code)))
        found = list(chain(_read_anchors(tree, resolver, self._anchors), beside))
        if may_turn(code, html, choice="option" in tags) or any(link.text in NEXT_WORDS for link in found):
            found += _turned(tree, html, code, found, resolver)
        return tuple(found)

    def read_data(self, text: str, url: str, encoding: str = "utf-8", *, page: str = "") -> tuple[Link, ...]:
        """The links of a list that a script of a page asks for: JSON, a jcms `dataproxy` block, a piece of markup.

        Among them, as data, the address of the part of the list that follows. What is relative is so to the `page`
        that shows the list.
        """
        rows, following = _listed(text, url)
        shown = Resolver(page or url, encoding=encoding, cache=self._cache)
        own = Resolver(url, encoding=encoding, cache=self._cache)
        return (*_links(shown, rows), *_links(own, following))

    def read_header(self, refresh: str, url: str) -> tuple[Link, ...]:
        """Where a Refresh header leads."""
        target = refresh_address(refresh)
        written = [(target, "", LinkKind.REFRESH)] if target else []
        return tuple(_links(Resolver(url, cache=self._cache), written))

    def read_style(self, css: str, url: str) -> tuple[Link, ...]:
        """The addresses that a style sheet loads."""
        resolver = Resolver(url, cache=self._cache)
        return tuple(_links(resolver, ((href, "", kind) for href, kind in style_addresses(css))))


_new = partial(tuple.__new__, Link)  # a third of the time of Link(…), which names its arguments first


def _links(resolver: Resolver, written: Iterable[Written]) -> Iterator[Link]:
    """The links that written addresses make; what leads nowhere on the web makes none."""
    plain = resolver.plain_address
    for href, text, kind in written:
        address = plain(href)
        if address is not None:
            yield _new((address[0], text, kind, address[1]))
        elif (link := _parsed(resolver, href, text, kind)) is not None:
            yield link


def _parsed(resolver: Resolver, href: str, text: str, kind: LinkKind) -> Link | None:
    if len(href) > HREF_LIMIT or _PLACE.search(href):
        return None
    if not is_web(href):
        return Link(href.strip(), text, kind) if kind in _SHOWN and _NOWHERE.match(href) else None
    address = resolver.address(href)
    return Link(href.strip(), text, kind) if address is None else Link(address[0], text, kind, address[1])


# Where a script of the page puts an address (`{{item.url}}`): what stands in the source is none yet.
_ENTRY = re.compile(r"[\u4e00-\u9fff]{2,10}")
_PLACE = re.compile(r"\{\{[^{}]*\}\}")
# Files of the computer a page was written on, which nobody else can open, and slips of the pen for http or javascript.
_NOWHERE = re.compile(r"\s*(?:file:|[a-z]:[\\/]|h?t+p+s*:/|h+t*p+s*:/|(?!javascript:)j[aciprstv]{7,11}:)", re.I)
_SHOWN = frozenset({LinkKind.A, LinkKind.AREA, LinkKind.IMG})


def _besides(nodes: Iterable[LexborNode]) -> Iterator[Written]:
    """Addresses as written elsewhere than in anchors, with the words of the link and its kind, in order."""
    for node in nodes:
        tag, attrs = node.tag, node.attrs
        for attribute, kind in SOURCES.get(tag or "", ()):
            value = attrs.get(attribute)
            if value and value.strip():
                yield value, label_of(node)[:TEXT_LIMIT], kind
        reader = READERS.get(tag or "")
        if reader is not None:
            yield from reader(node)
        yield from _attributes(node)


def _read_anchors(tree: LexborHTMLParser, resolver: Resolver, known: Anchors) -> Iterator[Link]:
    """The links of anchors. The menus of a site are the same on its pages: what was read once is looked up."""
    plain, origin = resolver.plain_address, resolver.origin
    for node in tree.tags("a"):
        attributes = node.attributes  # all at once costs less than two of them
        href = attributes.get("href") or attributes.get("xlink:href")
        if not href:
            continue
        seen = (origin, href, node.text(), attributes.get("title"))
        rooted = href.startswith(_ROOTED)  # means the same on every page of the host
        link = known.get(seen) if rooted else None
        if link is not None:
            yield link
        elif (text := _shortened(seen[2], seen[3])) and (address := plain(href)) is not None:
            link = _new((address[0], text, LinkKind.A, address[1]))
            if rooted:
                keep(known, seen, link)
            yield link
        else:
            yield from _links(resolver, _anchor(node, href, text))


def _anchors(tree: LexborHTMLParser) -> Iterator[Written]:
    """The anchors of what a script writes: seldom met, and not worth looking up."""
    for node in tree.tags("a"):
        attributes = node.attributes
        if href := attributes.get("href") or attributes.get("xlink:href"):
            yield from _anchor(node, href, _shortened(node.text(), attributes.get("title")))


def _anchor(node: LexborNode, href: str, text: str) -> Iterator[Written]:
    if href[0] in _BLANK and href.strip() in ("", "#"):
        return
    text = text or label_of(node)[:TEXT_LIMIT]
    if href[0] in _BEFORE_CODE and href.lstrip()[:11].lower() == "javascript:":
        yield from ((found, text, LinkKind.SCRIPTED) for found in handler_addresses(href))
    else:
        yield href, text, LinkKind.A


def _shortened(words: str, title: str | None) -> str:
    text = " ".join(words.split())[:TEXT_LIMIT]
    return _whole(text, title) if title and len(text) >= CUT else text


def _whole(text: str, title: str) -> str:
    """The whole headline where a list shows only its beginning and keeps the rest in the title."""
    whole, shown = " ".join(title.split())[:TEXT_LIMIT], text.rstrip(".…·")
    return whole if len(whole) > len(shown) and whole.startswith(shown) else text


def _lazy_image(node: LexborNode) -> Iterator[Written]:
    attrs = node.attrs
    for name in LAZY:
        value = attrs.get(name)
        if value and value.strip():
            yield value, label_of(node)[:TEXT_LIMIT], LinkKind.IMG


def _lazy_part(node: LexborNode) -> Iterator[Written]:
    if (value := node.attrs.get("data-src")) and value.strip():
        yield value, label_of(node)[:TEXT_LIMIT], LinkKind.FRAME if node.tag == "iframe" else LinkKind.MEDIA


def _parameter(node: LexborNode) -> Iterator[Written]:
    attrs = node.attrs
    if (attrs.get("name") or "").lower() in PARAMETERS and is_page(value := attrs.get("value") or ""):
        yield value, "", LinkKind.OBJECT


def _head_link(node: LexborNode) -> Iterator[Written]:
    attrs = node.attrs
    href = attrs.get("href")
    if not href or not href.strip():
        return
    rel = (attrs.get("rel") or "").lower().split()
    if "stylesheet" in rel:
        yield href, "", LinkKind.STYLE
    elif not UNVISITED_RELS & set(rel):
        yield href, "", LinkKind.META


def _meta(node: LexborNode) -> Iterator[Written]:
    attrs = node.attrs
    if (attrs.get("http-equiv") or "").lower() == "refresh":
        target = refresh_address(attrs.get("content") or "")
        if target:
            yield target, "", LinkKind.REFRESH


def _style(node: LexborNode) -> Iterator[Written]:
    yield from ((href, "", kind) for href, kind in style_addresses(node.text()))


def _option(node: LexborNode) -> Iterator[Written]:
    value = (node.attrs.get("value") or "").strip()
    if value.startswith("/") and _is_field(node):
        return
    if (value.startswith(("http://", "https://", "/")) and len(value) > 1) or _PAGE_FILE.fullmatch(value):
        yield value, " ".join(node.text().split())[:TEXT_LIMIT], LinkKind.OPTION


def _is_field(option: LexborNode) -> bool:
    """Whether a choice belongs to a field that a form sends, and not to a menu that leads somewhere."""
    node = option.parent
    while node is not None and node.tag != "select":
        node = node.parent
    if node is None or "onchange" in node.attrs or "name" not in node.attrs:
        return False
    while node is not None and node.tag != "form":
        node = node.parent
    return node is not None


READERS: Mapping[str, Callable[[LexborNode], Iterator[Written]]] = {
    "img": _lazy_image,
    "iframe": _lazy_part,
    "video": _lazy_part,
    "source": _lazy_part,
    "param": _parameter,
    "link": _head_link,
    "meta": _meta,
    "style": _style,
    "option": _option,
}


def _attributes(node: LexborNode) -> Iterator[Written]:
    """What the attributes of any element lead to or load."""
    attrs = node.attrs
    if candidates := attrs.get("srcset") or attrs.get("data-srcset"):
        for href in srcset_addresses(candidates):
            yield href, label_of(node)[:TEXT_LIMIT], LinkKind.IMG
    if code := attrs.get("onclick") or attrs.get("onload"):
        for found in handler_addresses(code):
            text = " ".join(node.text().split()) or label_of(node)[:TEXT_LIMIT]
            yield found, text[:TEXT_LIMIT], LinkKind.SCRIPTED
    read = "data-url" if code and "data" in code else "data-link"
    if kept := attrs.get("data-href") or attrs.get(read) or _url_of_entry(node):
        yield from _told_to_script(node, kept)
    if (page := attrs.get("tagname")) and is_page(page):  # of a pager of article_paging
        yield page, " ".join(node.text().split())[:TEXT_LIMIT], LinkKind.PAGED
    if style := attrs.get("style"):
        yield from ((href, "", kind) for href, kind in style_addresses(style))
    if (picture := attrs.get("background")) and node.tag in BACKGROUNDS:
        yield picture, "", LinkKind.IMG


def _url_of_entry(node: LexborNode) -> str | None:
    """The data-url of a name, as menus have it: <li data-url="/zcjd/">政策解读</li>. That of others is for data."""
    url = node.attrs.get("data-url")
    return url if url and _ENTRY.fullmatch("".join(node.text().split())) else None


def _told_to_script(node: LexborNode, href: str) -> Iterator[Written]:
    """An address that an element keeps for a script: followed on a click, or kept for who knows what."""
    attrs = node.attrs
    if is_page(href) and not (attrs.get("href") or "").startswith(_LEADS):
        text = " ".join(node.text().split()) or label_of(node)
        yield href, text[:TEXT_LIMIT], LinkKind.SCRIPTED if attrs.get("onclick") else LinkKind.KEPT


def _fed(tree: LexborHTMLParser, html: str, code: Code) -> Iterator[Written]:
    """What scripts would draw or follow: lists kept as data, pages of a list, redirects."""
    if "document.write" in code.text and (markup := written_markup(tree)):
        fragment = LexborHTMLParser(markup)
        yield from chain(_anchors(fragment), _besides(fragment.css(BESIDES)))
    if "<record" in html or "<nextgroup" in html:
        yield from ((href, text[:TEXT_LIMIT], LinkKind.SCRIPTED) for href, text in feed_links(tree))
        yield from ((href, "", LinkKind.DATA) for href in next_blocks(html))
    if "itle" in code.text:
        yield from ((href, text[:TEXT_LIMIT], LinkKind.SCRIPTED) for href, text in embedded_links(tree))
    if may_ask(code, html):
        yield from ((href, "", LinkKind.DATA) for href in data_addresses(tree, code, html))
    yield from ((href, text[:TEXT_LIMIT], LinkKind.SCRIPTED) for href, text in tree_links(code.text))
    if "'<" in code.text or '"<' in code.text or "`<" in code.text:
        yield from ((href, text, LinkKind.KEPT) for href, text in menu_links(tree))
    yield from ((href, "", LinkKind.SCRIPTED) for href in called_addresses(tree, html, code))
    yield from ((href, "", kind) for href, kind in done_addresses(tree, code.text))
    yield from ((href, "", LinkKind.SCRIPTED) for href in told_addresses(html, code.text))
    yield from ((href, text[:TEXT_LIMIT], LinkKind.SCRIPTED) for href, text in clicked_attributes(tree, code.text))
    if "createPageHTML(" in code.text:
        yield from ((href, text, LinkKind.SCRIPTED) for href, text in paged_addresses(html))
    if "location" in code.text:
        yield from ((href, "", LinkKind.REFRESH) for href in redirect_addresses(tree, html))


def _turned(tree: LexborHTMLParser, html: str, code: Code, found: Iterable[Link], resolver: Resolver) -> Iterator[Link]:
    """The pages of a list that its pager leads to and none of its links."""
    known = {link.target for link in found}
    turns = [(link.target, link.text) for link in found if link.kind is LinkKind.A and len(link.text) <= TURN]
    pages = ((href, text, LinkKind.PAGED) for href, text in turned_pages(tree, html, code, turns))
    for link in _links(resolver, pages):
        if link.target not in known:
            known.add(link.target)
            yield link


def _listed(text: str, url: str) -> tuple[list[Written], list[Written]]:
    """The rows of a list given as data, and where the next part of it is to be had."""
    value = parse_data(text)
    rows = answer_links(text, value)
    following = next_blocks(text) if value is None else (next_address(url, list_data(value), len(rows)),)
    return (
        [(href, words[:TEXT_LIMIT], LinkKind.SCRIPTED) for href, words in dict.fromkeys(rows)],
        [(href, "", LinkKind.DATA) for href in following if href],
    )
