"""Lists and pagers that scripts write, each beside something that only looks like one."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from evidence.links import LinkReader
from evidence.records import LinkKind
from evidence.script_values import Code, written

SITE = "http://www.example.gov.cn"
BASE = f"{SITE}/zwgk/index.html"
FILLER = "<p>" + "政务公开正文。" * 60 + "</p>"


def found(source: str, kind: LinkKind) -> list[str]:
    html = FILLER + source
    links = LinkReader().read(LexborHTMLParser(html), html, BASE)
    return [link.target.removeprefix(SITE) for link in links if link.kind is kind]


def script(code: str) -> str:
    return f"<script>{code}</script>"


ASKED: dict[str, tuple[str, list[str]]] = {
    "ajax": (script("$.ajax({url:'/api/list.json',success:f})"), ["/api/list.json"]),
    "ajax told": (
        script("$.ajax({type:'get',url:\"/api/list\",data:{page:1,size:10,channelId:'12'},success:f})"),
        ["/api/list?page=1&size=10&channelId=12"],
    ),
    "ajax told by names": (
        script("var id='c7'; var no=1; $.ajax({url:'/api/list',data:{channel:id,pageNo:no}})"),
        ["/api/list?channel=c7&pageNo=1"],
    ),
    "getJSON": (script("$.getJSON('/api/list.json',{pageIndex:1},f)"), ["/api/list.json?pageIndex=1"]),
    "fetch": (script("fetch('list.json').then(f)"), ["/zwgk/list.json"]),
    "fetch with a method": (script("fetch('/a/list.json',{method:'GET'})"), ["/a/list.json"]),
    "fetch by template": (script("function l(n){fetch(`/api/news?page=${n}&size=20`)}"), ["/api/news?page=1&size=20"]),
    "axios": (script("axios.get('/api/articles',{params:{page:1}})"), ["/api/articles?page=1"]),
    "axios with a variable": (script("var u='/data/list'; var p=1; axios(u+'?p='+p)"), ["/data/list?p=1"]),
    "open": (script("x.open('GET','/xml/list.json');x.send()"), ["/xml/list.json"]),
    "numbered files": (script("var page=1; $.get('/data/list_'+page+'.json',f)"), ["/data/list_1.json"]),
    "attribute": ("<ul data-url='/api/list.json'></ul>", ["/api/list.json"]),
    "a piece of markup": (script("$('#l').load('/inc/list.html #rows');"), ["/inc/list.html"]),
    "named": (script("var listUrl='/x/list.json'; load(listUrl);"), ["/x/list.json"]),
}


@pytest.mark.parametrize("name", ASKED)
def test_where_a_script_asks_for_its_list(name: str) -> None:
    source, targets = ASKED[name]
    assert found(source, LinkKind.DATA) == targets


NOT_ASKED: dict[str, str] = {
    "a window that has loaded": script("$(window).load(function(){show('/inc/list.html')})"),
    "a piece that counts": script("$('#n').load('/hits.asp?id=3')"),
    "post": script("$.post('/api/list.json',{page:1})"),
    "ajax post": script("$.ajax({url:'/api/list.json',type:'POST'})"),
    "fetch post": script("fetch('/api/list.json',{method:'post',body:x})"),
    "open post": script("x.open('POST','/api/list.json')"),
    "counter": script("$.get('/api/visit/count?id=1')"),
    "praise": script("fetch('/api/article/like?id=1')"),
    "login": script("axios.get('/api/login/list.json')"),
    "unknown name": script("fetch('/api/list/'+channel)"),
    "unknown parameter": script("$.ajax({url:'/api/list',data:{area:$('#a').val()}})"),
    "two unknown names": script("fetch('/api/list?page='+page+'&area='+area)"),
    "concatenated file": script("var u=root+'/list.json'"),
    "no list": script("$.get('/weather/now')"),
    "page": script("$.get('/zwgk/list.html',f)"),
    "mail in an attribute": "<div data-url='{{url}}'></div>",
    "shared": "<div class=share data-url='/content/a-piece-of-news'></div>",
    "pushed": script("$.get('/pushinfo/v1/info.json')"),
    "in the text": "<p>fetch('/api/list.json')</p>",
}


@pytest.mark.parametrize("name", NOT_ASKED)
def test_what_is_never_asked_for(name: str) -> None:
    assert found(NOT_ASKED[name], LinkKind.DATA) == []


ROWS = '[{"title":"关于甲的通知","url":"/a/1.html"},{"title":"关于乙的通知","url":"/a/2.html"}]'
EMBEDDED: dict[str, str] = {
    "next": f'<script id="__NEXT_DATA__" type="application/json">{{"props":{{"list":{ROWS}}}}}</script>',
    "nested objects": '<script type="application/json">'
    + ROWS.replace('"url"', '"channel":{"id":1,"tags":[{"n":2}]},"url"')
    + "</script>",
    "vue": script(f'window.__INITIAL_STATE__={{"list":{ROWS}}};(function(){{}})()'),
    "nuxt 2": script(f"window.__NUXT__=(function(a,b){{return {{data:[{ROWS}]}}}}(1,2))"),
    "nuxt 3": '<script id="__NUXT_DATA__" type="application/json">[{"list":1},[2,5],{"title":3,"url":4},'
    '"关于甲的通知","/a/1.html",{"title":6,"url":7},"关于乙的通知","/a/2.html"]</script>',
    "array": script(f"var list={ROWS};"),
    "plain names": script("var list=[{title:'甲',url:'/a/1.html'},{title:'乙',url:'/a/2.html'}]"),
}


@pytest.mark.parametrize("name", EMBEDDED)
def test_lists_kept_in_a_script(name: str) -> None:
    assert found(EMBEDDED[name], LinkKind.SCRIPTED) == ["/a/1.html", "/a/2.html"]


NOT_EMBEDDED: dict[str, str] = {
    "share": script("var share={title:document.title,url:location.href}"),
    "single": script("var share={title:'本页',url:'/a/1.html'}"),
    "placeholders": script("var a=[{title:'{{t}}',url:'{{u}}'},{title:'x',url:'/a/{id}.html'}]"),
    "scripts": script("var m=[{title:'甲',url:'javascript:go(1)'},{title:'乙',url:'#b'}]"),
    "words": script("var m=[{title:'甲',url:'home'},{title:'乙',url:'zwgk'}]"),
}


@pytest.mark.parametrize("name", NOT_EMBEDDED)
def test_objects_that_are_no_list(name: str) -> None:
    assert found(NOT_EMBEDDED[name], LinkKind.SCRIPTED) == []


OLD_TRS = """var currentPage=0;
var prevPage=currentPage-1
var nextPage=currentPage+1
var countPage=4
var endPage=countPage-1
document.write("<a href=\\"index"+"_"+prevPage+"."+"html\\">上一页</a>");
document.write("<a href=\\"index"+"_"+nextPage+"."+"html\\">下一页</a>");
document.write("<a href=\\"index_"+endPage+".html\\">尾页</a>");"""

TURNED: dict[str, tuple[str, list[str]]] = {
    "next and last": ("<a href='?page=2'>下一页</a><a href='?page=4'>尾页</a>", ["?page=3"]),
    "next and a number": ("<a href='?pageNo=2'>下一页</a><p>共<b> 4 </b>页</p>", ["?pageNo=3", "?pageNo=4"]),
    "counted from nought": ("<a href='index_1.html'>下一页</a>共4页", ["index_2.html", "index_3.html"]),
    "called": (
        "<a onclick='goPage(2)'>2</a><a href='javascript:goPage(3)'>3</a>"
        + script("function goPage(n){if(n==1){location.href='index.html';}location.href='index_'+(n-1)+'.html';}"),
        ["index_1.html", "index_2.html"],
    ),
    "the first page has another name": (
        "<a href='javascript:nextp(2)'>下一页</a><a href='javascript:nextp(3)'>末页</a>"
        + script("function nextp(n){location.href = n==1 ? 'index.html' : 'index_'+n+'.html';}"),
        ["index_2.html", "index_3.html"],
    ),
    "the first page is the folder": (
        "<a onclick='gotoPage(2)'>下一页</a>"
        + script("function gotoPage(n){window.location.href='/zwgk/'+(n==1?'':n+'/');}"),
        ["2/"],
    ),
    "chosen": (
        "下一页<select onchange=\"location.href='list_'+this.value+'.html'\"><option value=1><option value=2></select>",
        ["list_1.html", "list_2.html"],
    ),
    "chosen by function": (
        "<select onchange='toPage(this.value)'><option value=2></select>"
        + script("function toPage(p){window.location='?page='+p}"),
        ["?page=2"],
    ),
    "drawn by a library": (
        script("laypage({pages: 3, curr: 1, jump:function(e,first){if(!first)location.href='?page='+e.curr}})"),
        ["?page=2", "?page=3"],
    ),
    "a later page of it": (
        script("laypage({pages: 9, curr: 4, jump:function(e,first){if(!first)location.href='?page='+e.curr}})"),
        ["?page=5"],
    ),
    "old TRS": (script(OLD_TRS), ["index_1.html", "index_3.html", "index_2.html"]),
    "last page of it": (script(OLD_TRS.replace("currentPage=0", "currentPage=3")), ["index_2.html", "index_3.html"]),
}


@pytest.mark.parametrize("name", TURNED)
def test_the_pages_that_a_pager_leads_to(name: str) -> None:
    source, targets = TURNED[name]
    places = [BASE.removeprefix(SITE) + one if one[0] == "?" else f"/zwgk/{one}" for one in targets]
    assert found(source, LinkKind.PAGED) == places


NOT_TURNED: dict[str, str] = {
    "later page": "<a href='?page=6'>下一页</a><a href='?page=40'>尾页</a>",
    "pages of a document": "<p>全文共12页</p><a href='/a/2.html'>下一篇</a>",
    "no number": "<a href='/zwgk/next.html'>下一页</a>共9页",
    "article number": "<a href='/a/123456.html'>下一页</a><a href='/a/999999.html'>尾页</a>",
    "function elsewhere": "<a onclick='goPage(2)'>2</a>",
    "form": "<a onclick='goPage(2)'>2</a>" + script("function goPage(n){document.f.page.value=n;document.f.submit()}"),
    "another condition": (
        "<a href='javascript:show(2)'>下一页</a>"
        + script("function show(n){location.href=n>3?'/a.html':'/b_'+n+'.html'}")
    ),
    "other function": "<a onclick='showPage(2)'>2</a>" + script("function showPage(n){$('#p'+n).show()}"),
    "address of a choice": "下一页<select onchange='location.href=this.value'><option value=2></select>",
}


@pytest.mark.parametrize("name", NOT_TURNED)
def test_what_is_no_pager(name: str) -> None:
    assert found(NOT_TURNED[name], LinkKind.PAGED) == []


def test_a_page_that_a_link_names_is_no_guess() -> None:
    html = FILLER + "<a href='?page=2'>下一页</a><a href='?page=3'>3</a><a href='?page=4'>尾页</a>"
    assert found(html, LinkKind.PAGED) == []


def rows(text: str, url: str = f"{SITE}/api/list?page=1&size=2") -> tuple[list[tuple[str, str]], list[str]]:
    links = LinkReader().read_data(text, url, page=BASE)
    own = [(link.text, link.target.removeprefix(SITE)) for link in links if link.kind is LinkKind.SCRIPTED]
    return own, [link.target.removeprefix(SITE) for link in links if link.kind is LinkKind.DATA]


TWO = '{"title":"甲","url":"/a/1.html"},{"docTitle":"<b>乙</b>","docPubUrl":"b.html"}'
BOTH = [("甲", "/a/1.html"), ("乙", "/zwgk/b.html")]


@pytest.mark.parametrize(
    ("text", "following"),
    [
        (f'{{"total":5,"data":[{TWO}]}}', ["/api/list?page=2&size=2"]),
        (f'{{"total":2,"data":[{TWO}]}}', []),
        (f'{{"totalPages":3,"rows":[{TWO}]}}', ["/api/list?page=2&size=2"]),
        (f'{{"pages":1,"records":[{TWO}]}}', []),
        (f'{{"next":"/api/list?cursor=9","items":[{TWO}]}}', ["/api/list?cursor=9"]),
        (f'cb({{"list":[{TWO}]}});', ["/api/list?page=2&size=2"]),
        (f"\ufeff[{TWO}]", ["/api/list?page=2&size=2"]),
    ],
)
def test_rows_of_an_answer_and_what_follows(text: str, following: list[str]) -> None:
    assert rows(text) == (BOTH, following)


def test_an_answer_without_rows_is_the_end() -> None:
    assert rows('{"total":99,"data":[]}') == ([], [])
    assert rows("{broken") == ([], [])
    assert rows("[" * 20_000) == ([], [])
    assert rows('{"data":"文本"}') == ([], [])


def test_markup_in_an_answer() -> None:
    assert rows('{"data":{"html":"<li><a href=\\"/a/1.html\\">甲</a></li>"}}')[0] == [("甲", "/a/1.html")]
    assert rows("<li><a href='b.html'>乙</a></li>")[0] == [("乙", "/zwgk/b.html")]
    assert rows("<record><![CDATA[<a href='/c.html'>丙</a>]]></record>")[0] == [("丙", "/c.html")]


def test_numbered_files_follow_as_far_as_they_tell() -> None:
    assert rows(f'{{"pageCount":2,"list":[{TWO}]}}', f"{SITE}/d/list_1.json")[1] == ["/d/list_2.json"]
    assert rows(f'{{"pageCount":2,"list":[{TWO}]}}', f"{SITE}/d/list_2.json")[1] == []
    assert rows(f'{{"list":[{TWO}]}}', f"{SITE}/d/list_1.json")[1] == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("'a'+'b'", "ab"),
        ('"a" + n + 3', "a73"),
        ("'a'+(n+1)", "a8"),
        ("`a${n}b`", "a7b"),
        ("'a'+s", "ax"),
    ],
)
def test_texts_put_together(code: str, text: str) -> None:
    made = written(code, 0, Code("var n = 7; let s='x'; var t=1; t=2;"))
    assert made is not None
    assert made.text == text


@pytest.mark.parametrize("code", ["f('a')", "'a'+f(1)", "a[0]", "'a'+b+c", "-1", "'a'+"])
def test_texts_that_stay_unknown(code: str) -> None:
    assert written(code, 0, {}) is None


def test_a_name_set_twice_stands_for_nothing() -> None:
    code = Code("var a=1; a=2; var b='x'; c=c+1; d=e-1; e=d+1; var f=g; f=3; h=b")
    assert {name: code.get(name) for name in "abcdefgh"} == {**dict.fromkeys("acdefgh"), "b": "x"}
    assert Code("var a=1;\nvar b=a+2").get("b") == 3


PIECES = st.sampled_from(
    (
        *("$.ajax({url:", "fetch(", "'/list.json'", "+", "page", "`${", "}", "{", "(", ")", "data:{", "type:'GET'"),
        *('{"title":"a","url":"/b"}', "[", "]", ",", "document.write(", "location.href=", "goPage(2)", "var a=1;"),
        *("function goPage(n)", "a=b-1;"),
    )
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join))
def test_reading_never_raises(code: str) -> None:
    found(script(code) + "下一页", LinkKind.DATA)
    rows(code)


@pytest.mark.parametrize(
    "piece",
    ["fetch(", "$.ajax({url:'a'+", "'/a.json'", '{"title":"', "document.write('a'+", "共<b>", "goPage(1)", "a=b-1;"],
)
def test_twenty_thousand_pieces_cost_no_minutes(piece: str) -> None:
    before = time.process_time()
    found(script(piece * 20_000) + piece * 2_000 + "下一页", LinkKind.DATA)
    rows(piece * 20_000)
    assert time.process_time() - before < 30


MENU = 'var m=[{name:\'政务公开\',url:\'/zwgk/\'},{"name":"县情","url":"/xq/a.html"}];'


def test_a_menu_that_a_script_draws_from_its_data() -> None:
    drawn = "for(var i in m)$('#n').append('<li><a href=\"'+m[i].url+'\">'+m[i].name+'</a></li>')"
    assert found(script(MENU + drawn), LinkKind.SCRIPTED) == ["/zwgk/", "/xq/a.html"]
    assert found(script(MENU + 'm.map(x=>`<a href="${x.url}">${x.name}</a>`)'), LinkKind.SCRIPTED) != []
    assert found(script(MENU + "for(var i in m)$.post(m[i].url)"), LinkKind.SCRIPTED) == []
