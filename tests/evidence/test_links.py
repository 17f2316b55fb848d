"""Every place in a page where an address may stand, each beside something that only looks like one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from evidence.address_text import refresh_address, srcset_addresses
from evidence.links import LinkReader
from evidence.records import Link, LinkKind

BASE = "http://www.example.gov.cn/zwgk/index.html"
SITE = "http://www.example.gov.cn"
FILLER = "<p>" + "政务公开正文。" * 60 + "</p>"


def read(html: str, url: str = BASE, encoding: str = "utf-8") -> tuple[Link, ...]:
    return LinkReader().read(LexborHTMLParser(html), html, url, encoding)


def targets(html: str, kind: LinkKind | None = None) -> list[str]:
    return [link.target.removeprefix(SITE) for link in read(html) if kind is None or link.kind is kind]


FOUND: dict[str, tuple[str, str, LinkKind]] = {
    "a": ("<a href=a.html>x</a>", "/zwgk/a.html", LinkKind.A),
    "upper case": ("<A HREF='a.html'>x</A>", "/zwgk/a.html", LinkKind.A),
    "unclosed": ("<a href=a.html>x<a href=", "/zwgk/a.html", LinkKind.A),
    "blanks around": ("<a href=' \n a.html '>x</a>", "/zwgk/a.html", LinkKind.A),
    "broken by lines": ("<a href='/a\nb.html'>x</a>", "/ab.html", LinkKind.A),
    "chinese path": ("<a href=/通知.html>x</a>", "/%E9%80%9A%E7%9F%A5.html", LinkKind.A),
    "chinese query": ("<a href=/s?q=通>x</a>", "/s?q=%E9%80%9A", LinkKind.A),
    "protocol-relative": ("<a href=//h.gov.cn/a>x</a>", "http://h.gov.cn/a", LinkKind.A),
    "backslashes": (r"<a href='\a\b.html'>x</a>", "/a/b.html", LinkKind.A),
    "entity": ("<a href='/a?b=1&amp;c=2'>x</a>", "/a?b=1&c=2", LinkKind.A),
    "braces": ("<a href='/a?f={1}'>x</a>", "/a?f={1}", LinkKind.A),
    "session": ("<a href='/a.jsp;jsessionid=1F'>x</a>", "/a.jsp", LinkKind.A),
    "area": ("<map><area href=/a></map>", "/a", LinkKind.AREA),
    "img": ("<img src=/a.jpg>", "/a.jpg", LinkKind.IMG),
    "srcset": ("<img srcset='/a.jpg 1x, /b.jpg 2x'>", "/b.jpg", LinkKind.IMG),
    "picture": ("<picture><source srcset=/a.webp></picture>", "/a.webp", LinkKind.IMG),
    "lazy": ("<img src=/1.gif data-original=/a.jpg>", "/a.jpg", LinkKind.IMG),
    "lazy too": ("<img data-src=/a.jpg>", "/a.jpg", LinkKind.IMG),
    "lazy in layui": ("<img lay-src=/a.jpg>", "/a.jpg", LinkKind.IMG),
    "lazy candidates": ("<img data-srcset='/a.jpg 2x'>", "/a.jpg", LinkKind.IMG),
    "lazy frame": ("<iframe data-src=/a.html></iframe>", "/a.html", LinkKind.FRAME),
    "lazy film": ("<video data-src=/a.mp4></video>", "/a.mp4", LinkKind.MEDIA),
    "link in a drawing": ("<svg><a xlink:href=/a.html><text>x</text></a></svg>", "/a.html", LinkKind.A),
    "film of a player": ("<object><param name=Movie value=/a.swf></object>", "/a.swf", LinkKind.OBJECT),
    "kept for a click": (
        '<li data-href=/a.html onclick="location.href=this.dataset.href">x</li>',
        "/a.html",
        LinkKind.SCRIPTED,
    ),
    "read on a click": (
        "<li data-url=/a.html onclick=\"open($(this).data('url'))\">x</li>",
        "/a.html",
        LinkKind.SCRIPTED,
    ),
    "kept for a script": ("<li data-href=/a.html>x</li>", "/a.html", LinkKind.KEPT),
    "next page of a pager": ("<a href='javascript:;' tagname=/a_2.html>下一页</a>", "/a_2.html", LinkKind.PAGED),
    "input image": ("<input type=image src=/a.png>", "/a.png", LinkKind.IMG),
    "poster": ("<video poster=/a.jpg></video>", "/a.jpg", LinkKind.IMG),
    "background": ("<table background=/a.gif><tr><td></table>", "/a.gif", LinkKind.IMG),
    "style attribute": ("<div style=\"background:url('/a.png')\"></div>", "/a.png", LinkKind.IMG),
    "style element": ("<style>b{background:url( /a.png )}</style>", "/a.png", LinkKind.IMG),
    "import": ('<style>@import "/a.css";</style>', "/a.css", LinkKind.STYLE),
    "import by url": ("<style>@import url(/a.css);</style>", "/a.css", LinkKind.STYLE),
    "stylesheet": ("<link rel=StyleSheet href=/a.css>", "/a.css", LinkKind.STYLE),
    "drawing": ("<svg><image xlink:href='/a.png'></image></svg>", "/a.png", LinkKind.IMG),
    "icon": ("<link rel='shortcut icon' href=/f.ico>", "/f.ico", LinkKind.META),
    "iframe": ("<iframe src=/a></iframe>", "/a", LinkKind.FRAME),
    "frameset": ("<frameset><frame src=/a></frameset>", "/a", LinkKind.FRAME),
    "script": ("<script src=/a.js></script>", "/a.js", LinkKind.SCRIPT),
    "object": ("<object data=/a.swf></object>", "/a.swf", LinkKind.OBJECT),
    "embed": ("<embed src=/a.swf>", "/a.swf", LinkKind.OBJECT),
    "video": ("<video src=/a.mp4></video>", "/a.mp4", LinkKind.MEDIA),
    "source": ("<audio><source src=/a.mp3></audio>", "/a.mp3", LinkKind.MEDIA),
    "select": ("<select><option value=http://h.gov.cn/>区政府</select>", "http://h.gov.cn/", LinkKind.OPTION),
    "own function": ("<a href=\"javascript:OpenWin('/a.htm','x')\">x</a>", "/a.htm", LinkKind.SCRIPTED),
    "own function on an item": ("<li onclick=\"goUrl('b.aspx')\">x", "/zwgk/b.aspx", LinkKind.SCRIPTED),
    "kept by a row for a script": (
        "<li class=go data-href='b/1.html'>关于检查的通知</li>",
        "/zwgk/b/1.html",
        LinkKind.KEPT,
    ),
    "kept beside an empty address": ("<a href='javascript:;' data-href='/b/'>x</a>", "/b/", LinkKind.KEPT),
    "window.open with blanks": ("<a href=# onclick='window.open ( \"/a\" , 1)'>x</a>", "/a", LinkKind.SCRIPTED),
    "written by a script": (
        "<script><!--\nvar a=1;document.write(\"<li>\"); document.writeln('<a href=\\'/a\\'>x</a>');</script>",
        "/a",
        LinkKind.A,
    ),
    "written put together": ("<script>document.write('<a href=\"/' + 'a\">' , \"x</a>\")</script>", "/a", LinkKind.A),
    "select with a button": (
        "<form><select name=menu1><option value=http://h.gov.cn/>区政府</select><input type=button value=Go></form>",
        "http://h.gov.cn/",
        LinkKind.OPTION,
    ),
    "select in a form": (
        "<form><select name=a onchange=go(this)><option value=/czj/>财政局</select></form>",
        "/czj/",
        LinkKind.OPTION,
    ),
    "select paging": ("<select><option value=index_2.html>2</select>", "/zwgk/index_2.html", LinkKind.OPTION),
    "onclick": ("<li onclick=\"location.href='/a'\">x</li>", "/a", LinkKind.SCRIPTED),
    "onclick window": ("<li onclick='window.location=\"/a\"'>x</li>", "/a", LinkKind.SCRIPTED),
    "window.open": ("<span onclick=\"window.open('/a','_blank')\">x</span>", "/a", LinkKind.SCRIPTED),
    "javascript:": ("<a href=\"javascript:window.open('/a')\">x</a>", "/a", LinkKind.SCRIPTED),
    "javascript: late": ("<a href=\" JavaScript:location.replace('/a')\">x</a>", "/a", LinkKind.SCRIPTED),
    "meta refresh": ("<meta http-equiv=Refresh content='0; URL=/a'>", "/a", LinkKind.REFRESH),
    "script redirect": ("<body><script>window.location.href='/a';</script></body>", "/a", LinkKind.REFRESH),
    "trs paging": (
        FILLER + "<script>createPageHTML(3, 0, 'index', 'html');</script>",
        "/zwgk/index_2.html",
        LinkKind.SCRIPTED,
    ),
    "menu in a script": (
        """<script>linkset[1]='<div class="items"><a href="/a" target=_blank>政策解读</a></div>';</script>""",
        "/a",
        LinkKind.KEPT,
    ),
    "menu in a script, escaped": (
        '<script>document.write("<li><a href=\\"/a\\">解读<\\/a><\\/li>")</script>',
        "/a",
        LinkKind.KEPT,
    ),
    "jcms record": (
        "<script type=text/xml><datastore><recordset><record><![CDATA[<li><a href='/art/1.html'>题</a></li>]]>"
        "</record></recordset></datastore></script>",
        "/art/1.html",
        LinkKind.SCRIPTED,
    ),
    "tree: dtree": (
        "<script>d.add(3,0,'公开指南','list.jsp?id=1','公开指南','main');</script>",
        "/zwgk/list.jsp?id=1",
        LinkKind.SCRIPTED,
    ),
    "tree: ids in quotes": ('<script>tree.addNode("12", "0", "年报", "/nb/")</script>', "/nb/", LinkKind.SCRIPTED),
    "tree: xtree": ("<script>var a = new WebFXTreeItem('制度', '/zd.do');</script>", "/zd.do", LinkKind.SCRIPTED),
    "tree: foldertree": ('<script>insDoc(f, gLnk("R", "机构职能", "/jg.htm"))</script>', "/jg.htm", LinkKind.SCRIPTED),
    "tree: ztree": (
        "<script>var z=[{id:1,pId:0,name:'指南',url:'/zn.jsp'},{id:2,pId:0,name:'年报',url:'/nb.jsp'}]</script>",
        "/nb.jsp",
        LinkKind.SCRIPTED,
    ),
    "own function, a servlet": (
        "<a href=# onclick=\"openUrl('list.do?id=1')\">x</a>",
        "/zwgk/list.do?id=1",
        LinkKind.SCRIPTED,
    ),
    "jcms next block": (
        "<script type=text/xml><datastore><nextgroup><![CDATA[<a href='/proxy.jsp?page=2'></a>]]></nextgroup>"
        "</datastore></script>",
        "/proxy.jsp?page=2",
        LinkKind.DATA,
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str) -> None:
    html, target, kind = FOUND[name]
    assert target in targets(html, kind), read(html)


NOT_FOUND: dict[str, str] = {
    "mail": "<a href=mailto:a@example.gov.cn>x</a>",
    "phone": "<a href=tel:12345>x</a>",
    "empty": "<a href=''>x</a><a href='  '>y</a>",
    "an address that no click reads": "<li data-url=/a.html onclick='show(this)'>x</li>",
    "a text kept for a script": "<li data-href=tab1>x</li>",
    "the volume of a player": "<object><param name=volume value=/a.html></object>",
    "hash alone": "<a href=#>x</a><a href=' # '>x</a>",
    "javascript:void": "<a href='javascript:void(0)'>x</a>",
    "in a comment": "<!-- <a href=/a>x</a> -->",
    "in the text": "<p>&lt;a href=/a&gt;</p>",
    "in a textarea": "<textarea><a href=/a>x</a></textarea>",
    "in noscript": "<p>x</p><noscript><img src=/a.gif><a href=/b>x</a></noscript>",
    "canonical": "<link rel=canonical href=/a><link rel=dns-prefetch href=//h.cn>",
    "a vocabulary and a program": "<link rel=profile href=/xfn><link rel=EditURI href=/xmlrpc.php?rsd>",
    "what Word leaves behind": "<link rel=File-List href=a.files/filelist.xml><link rel=themeData href=a.files/t.thmx>",
    "data picture": "<img src='data:image/png;base64,AAAA'>",
    "style comment": "<style>/* b{background:url(/a.png)} */</style>",
    "form": "<form action=/a method=post><button formaction=/b>x</button></form>",
    "concatenation": "<li onclick=\"location.href='/a?id='+id\">x</li>",
    "comparison": "<li onclick=\"if(location=='/a')x()\">x</li>",
    "option value": "<select><option value=12>甲<option value=全部>乙</select>",
    "function definition": FILLER + "<script>function createPageHTML(nPageCount, nCurrIndex, a, b){}</script>",
    "one page only": FILLER + "<script>createPageHTML(1, 0, 'index', 'html');</script>",
    "redirect on a real page": FILLER + "<script>function go(){location.href='/a'}</script>",
    "redirect in a comment": "<body><script>// location.href='/a'\n/* location='/b' */</script></body>",
    "kept for a script, but a name": "<li data-href='tab2'>x<li data-href='#b'>y<li data-href='{{url}}'>z",
    "another function": "<a href=# onclick=\"share('/a.html')\">x</a>",
    "own function with a number": "<a href=# onclick=\"goPage('3')\">x</a>",
    "own function with a name": "<a href=# onclick=\"openTab('tab2')\">x</a>",
    "pager": "<a href=\"javascript:__doPostBack('ctl00$pager','2')\">x</a>",
    "written on a condition": "<script>if (!window.jQuery) document.write('<script src=/jq.js><\\/script>')</script>",
    "written by a function": "<script>function f(){ document.write('<a href=/a>x</a>') }</script>",
    "written in pieces": "<script>document.write('<a href=/a?' + id + '>x</a>')</script>",
    "place of a template": "<a href='{{item.url}}'>x</a><a href='/art/{{ id }}.html'>x</a><img src='{{pic}}'>",
    "written as an alternative": "<script>window.a || document.write('<a href=/a>x</a>')</script>",
    "tree: a node without address": "<script>d.add(1,0,'公开目录','','','main'); d.add(0,-1,'目录');</script>",
    "tree: put together": "<script>d.add(1,0,'指南','/list.jsp?id='+id);</script>",
    "tree: in a comment": "<script>\n// d.add(1,0,'指南','/zn.jsp');\n</script>",
    "tree: a picture of a state": "<script>d.add(1,0,'目录','javascript:void(0)','','main','folder');</script>",
    "told to something else": "<script>validate('标题','/a.jsp'); $.ajax('保存', '/save.do')</script>",
    "field of a form": "<form action=/s><select name=lx><option value=/gr>个人<option value=/fr>法人</select></form>",
    "bare refresh": "<meta http-equiv=refresh content=300>",
}


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name: str) -> None:
    assert targets(NOT_FOUND[name]) == []


def test_base_href_moves_every_relative_address() -> None:
    html = "<base href='/neu/'><a href=a.html>x</a><a href=/b.html>y</a><img src=c.png>"
    assert targets(html) == ["/neu/a.html", "/b.html", "/neu/c.png"]
    assert targets("<base target=_blank><a href=a.html>x</a>") == ["/zwgk/a.html"]
    assert targets("<base href='http://[bad'><a href=a.html>x</a>") == ["/zwgk/a.html"]


def test_words_of_a_link() -> None:
    html = "<a href=/a> 通知 \n 公告 </a><a href=/b><img src=i alt=图标></a><a href=/c title=说明></a>"
    words = {link.target.removeprefix(SITE): link.text for link in read(html) if link.kind is LinkKind.A}
    assert words == {"/a": "通知 公告", "/b": "图标", "/c": "说明"}


def test_words_of_an_icon_that_the_style_sheet_draws() -> None:
    html = (
        "<a href=/a aria-label=区长信箱><i class=icon></i></a><a href=/b><i title='意见 征集'></i></a>"
        "<a href=/c><img src=i alt=''><span aria-label=咨询投诉></span></a>"
        "<a href=/d aria-label=第二层>正文</a><a href=/e></a>"
    )
    words = {link.target.removeprefix(SITE): link.text for link in read(html) if link.kind is LinkKind.A}
    assert words == {"/a": "区长信箱", "/b": "意见 征集", "/c": "咨询投诉", "/d": "正文", "/e": ""}


def test_fragments_are_kept_beside_the_target() -> None:
    assert read("<a href='/a#第一章'>x</a>") == (Link(f"{SITE}/a", "x", LinkKind.A, "%E7%AC%AC%E4%B8%80%E7%AB%A0"),)


def test_a_malformed_address_keeps_its_written_form() -> None:
    assert [link.target for link in read("<a href=' http://[bad/x '>x</a>")] == ["http://[bad/x"]


def test_a_query_in_the_encoding_of_the_page() -> None:
    assert read("<a href='/s?q=通'>x</a>", encoding="gb18030")[0].target == f"{SITE}/s?q=%CD%A8"


def test_pages_of_a_list_are_all_named_and_none_a_thousand_times() -> None:
    first = FILLER + "<script>createPageHTML(40, 0, 'index', 'shtml');</script>"
    later = FILLER + "<script>createPageHTML('page', 40, 7, 'index', 'shtml', 600);</script>"
    assert targets(first) == [f"/zwgk/index_{n}.shtml" for n in range(1, 40)]
    assert targets(later) == ["/zwgk/index_8.shtml"]


def test_a_feed_and_a_header() -> None:
    xml = "<datastore><record><![CDATA[<a href='/art/1.html' title='题目'></a>]]></record></datastore>"
    reader = LinkReader()
    assert reader.read_data(xml, BASE) == (Link(f"{SITE}/art/1.html", "题目", LinkKind.SCRIPTED),)
    assert reader.read_data("<rss><item></item></rss>", BASE) == ()
    assert reader.read_header("0; url=b.html", BASE) == (Link(f"{SITE}/zwgk/b.html", "", LinkKind.REFRESH),)
    assert reader.read_header("300", BASE) == ()


def test_a_style_sheet() -> None:
    css = (
        "@import url(b.css); a{src:url(f.woff)} b{background:url(data:image/png;base64,AA)} c{x:url(#p)}"
        " d{behavior:url(pie.htc)}"
    )
    found = LinkReader().read_style(css, f"{SITE}/css/a.css")
    assert [(link.target, link.kind) for link in found] == [
        (f"{SITE}/css/b.css", LinkKind.STYLE),
        (f"{SITE}/css/f.woff", LinkKind.IMG),
    ]


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("5;url=/a", "/a"),
        ("0; URL='/a'", "/a"),
        ("0,/a", "/a"),
        ('0 ; url = "/a"', "/a"),
        (";url=/a", "/a"),
        ("30", None),
        ("30;", None),
        ("", None),
    ],
)
def test_refresh(content: str, address: str | None) -> None:
    assert refresh_address(content) == address


def test_srcset() -> None:
    assert list(srcset_addresses("a.jpg, b,1.jpg 2x,c.jpg 3x")) == ["a.jpg", "b,1.jpg", "c.jpg"]
    assert list(srcset_addresses("data:image/png;base64,AA 1x, b.jpg 2x")) == ["b.jpg"]
    assert list(srcset_addresses("")) == []


PIECES = st.sampled_from(
    (
        *("<a href='", "'>", "</a>", "<img srcset=", "<script>", "location.href='/a'", "</script>", "<style>", "url("),
        *(")", "@import '", "<base href=", "<noscript>", "<!--", "-->", "<record><![CDATA[", "]]>", "/*", "http://["),
        *("createPageHTML(3,0,'a','b')", "<meta http-equiv=refresh content='0;url=", "<select><option value=/", "\x00"),
    )
)


@settings(max_examples=150)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map("".join))
def test_reading_never_raises(html: str) -> None:
    for link in read(html):
        assert isinstance(link.target, str)
        assert "#" not in link.target or not link.target.startswith("http")


@pytest.mark.parametrize("piece", ["<a href=", "<script>/*", "<!--", "<record><![CDATA[", "url(", "<option value=/"])
def test_a_hundred_thousand_open_ends_cost_no_minutes(piece: str) -> None:
    before = time.process_time()
    read(piece * 20_000)
    assert time.process_time() - before < 30


HEADLINE = "关于印发《示例区城市绿化管理办法》的通知"


@pytest.mark.parametrize(
    ("shown", "title", "words"),
    [
        ("关于印发《示例区城市绿化", HEADLINE, HEADLINE),
        ("关于印发《示例区城市绿化…", HEADLINE, HEADLINE),
        ("关于印发《示例区城市绿化...", HEADLINE, HEADLINE),
        ("政策解读", "政策解读和原文", "政策解读"),
        ("关于召开全区工作会议的通知", "点击查看详情，在新窗口打开", "关于召开全区工作会议的通知"),
        (HEADLINE, HEADLINE[:14], HEADLINE),
    ],
)
def test_a_headline_that_a_list_cut_is_read_from_its_title(shown: str, title: str, words: str) -> None:
    assert [link.text for link in read(f"<a href=/a.html title='{title}'>{shown}</a>")] == [words]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<a href='file:///D:/opt/a.doc'>x</a>", ["file:///D:/opt/a.doc"]),
        (r"<a href='D:\tmp\a.doc'>x</a>", [r"D:\tmp\a.doc"]),
        ("<img src='file:///C:/Users/w/clip_image001.gif'>", ["file:///C:/Users/w/clip_image001.gif"]),
        ("<a href='htp://www.example.gov.cn/'>x</a>", ["htp://www.example.gov.cn/"]),
        ("<a href='hhttp://www.example.gov.cn/'>x</a>", ["hhttp://www.example.gov.cn/"]),
        ("<a href='ttps://www.example.gov.cn/'>x</a>", ["ttps://www.example.gov.cn/"]),
        ("<a href='javascrpit:void(0)'>x</a>", ["javascrpit:void(0)"]),
        ("<a href='javascript:void(0)'>x</a><a href=' JavaScript:;'>y</a><a href='jar:a'>z</a>", []),
        ("<a href='ftp://ftp.example.gov.cn/'>x</a><a href='thunder://QUFodHRw'>y</a>", []),
        ("<link rel='File-List' href='file:///C:/filelist.xml'>", []),
        ("<a href='mailto:a@example.gov.cn'>x</a><a href='tel:12345'>x</a>", []),
    ],
)
def test_addresses_that_nobody_can_open(html: str, found: list[str]) -> None:
    assert targets(html) == found


def test_what_was_read_on_another_page_is_read_anew_where_it_says_something_else() -> None:
    reader, title = LinkReader(), "关于印发政务公开工作要点的通知"
    cut = f"<a href=/a title={title}>{title[:12]}…</a>"
    pages = {
        "http://a.cn/": ("<a href=/a>甲</a><a href=b>乙</a>", [("http://a.cn/a", "甲"), ("http://a.cn/b", "乙")]),
        "http://a.cn/c/": ("<a href=/a>丙</a><a href=b>乙</a>", [("http://a.cn/a", "丙"), ("http://a.cn/c/b", "乙")]),
        "http://b.cn/": ("<a href=/a>甲</a>", [("http://b.cn/a", "甲")]),
        "http://a.cn/d": (cut, [("http://a.cn/a", title)]),
        "http://a.cn/e": (cut.replace(title, "另一件"), [("http://a.cn/a", f"{title[:12]}…")]),
        "http://a.cn/f": ("<a href=/g><img alt=图></a>", [("http://a.cn/g", "图")]),
        "http://a.cn/h": ("<a href=/g><img alt=另图></a>", [("http://a.cn/g", "另图")]),
    }
    for url, (html, expected) in (*pages.items(), *pages.items()):
        read = reader.read(LexborHTMLParser(html), html, url)
        assert [(link.target, link.text) for link in read if link.kind is LinkKind.A] == expected
