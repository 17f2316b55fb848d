"""hidden-links: what is written so that no search for it finds it, each beside what only looks like it."""

from base64 import b64encode
from urllib.parse import quote

import pytest

from checks.hidden_links import hidden_links
from checks.testing import FakeSite, run_check

BET = "<a href='http://www.a-vip-888.com/'>澳门新葡京娱乐城</a>"
HIDDEN = f'<div style="display:none">{BET}</div>'
NEWS = "<a href='http://www.yx-news.com/'>示例新闻网</a>"


def told(body: str) -> list[tuple[str, bool]]:
    page = f"<title>某区人民政府</title><body><a href=/zwgk/>政务公开</a>{body}</body>"
    return [(one.code, one.doubtful) for one in run_check(hidden_links, FakeSite.of({"/": page})).findings]


def spelt(text: str) -> str:
    return "".join(f"\\x{ord(one):02x}" if ord(one) < 256 else f"\\u{ord(one):04x}" for one in text)


def coded(text: str) -> str:
    return ",".join(str(ord(one)) for one in text)


def percents(text: str) -> str:
    return "".join(f"%{ord(one):02x}" if ord(one) < 256 else f"%u{ord(one):04x}" for one in text)


WRITTEN, SHOWN = f"document.write('{HIDDEN}')", f'document.write("{NEWS}")'.replace("'", "")
WRITTEN = WRITTEN.replace("href='http://www.a-vip-888.com/'", 'href="http://www.a-vip-888.com/"')


@pytest.mark.parametrize(
    "body",
    [
        f"<script>document.write(decodeURIComponent(escape(atob('{b64encode(HIDDEN.encode()).decode()}'))))</script>",
        f"<script>document['{spelt('write')}']('{spelt(HIDDEN)}')</script>",
        f"<script>window['{spelt('document')}']['{spelt('writeln')}']('{spelt(HIDDEN)}')</script>",
        f"<noscript>{BET}</noscript>",
        f"<script>eval(String.fromCharCode({coded(WRITTEN)}))</script>",
        f"<script>eval(unescape('{percents(WRITTEN)}'))</script>",
        f"<script>var a=1;eval(decodeURIComponent('{quote(WRITTEN)}'));</script>",
        f"<script>eval('{spelt(WRITTEN)}')</script>",
        '<script>eval(function(p,a,c,k,e,d){return p}(\'0.1("<2 3=\\\\"4:5\\\\"><6 7=\\\\"8://9.a.b/\\\\">c</6></2>")\',13,13,'
        "'document|write|div|style|display|none|a|href|http|www|some-shop|com|澳门新葡京赌场'.split('|'),0,{}))</script>",
        "<div style='display:none'><a href='http://www.some-shop.com/'>澳門新葡京 賭場</a></div>",
        "<div style='display:none'><a href='http://www.some-shop.com/'>百.家.乐</a></div>",
        "<a href='http://www.a-vip-888.com/'><img src=/i/dot.gif width=1 height=1 alt=赌球网站></a>",
    ],
)
def test_disguised(body: str) -> None:
    found = told(body)
    assert found and not any(doubtful for _, doubtful in found)


@pytest.mark.parametrize(
    "body",
    [
        f"<ul><li>区县网站<ul style='display:none'><li>{NEWS}</li></ul></li></ul>",
        "<a href='http://www.some-shop.com/'>防赌 场所</a>",
        "<script>var r=document.referrer;if(/baidu|sogou/.test(r)){count(1)}"
        "function app(){location.href='http://app.yx-news.com/'}</script>",
        f"<noscript>请启用脚本，或访问{NEWS}</noscript>",
        f"<script>eval(unescape('{percents(SHOWN)}'))</script>",
        "<script>eval('('+data+')');eval(String.fromCharCode(118,97,114))</script>",
        "<noscript><img src='http://tj.example.com/s.gif' width=1 height=1></noscript>",
        "<a href='http://www.yx-news.com/'><img src=/i/dot.gif width=1 height=1></a>",
        "<a href='http://www.yx-news.com/'><img src=/i/news.png alt=示例新闻网 width=100></a>",
        "<a href='http://www.yx-news.com/' style='display:none'><img src=/i/3.jpg alt=示例新闻网></a>",
        f"<script>document.write(atob('{b64encode(NEWS.encode()).decode()}'))</script>",
        f"<div id=tab2>{NEWS}</div><script>document.getElementById('tab2').style.display='none';"
        "function turn(i){document.getElementById('tab'+i).style.display='block'}</script>",
        f"<div id=tab2>{NEWS}</div><script>document.getElementById('tab2').style.display='none';"
        "function turn(id){document.getElementById(id).style.display=''}</script>",
    ],
)
def test_what_only_looks_like_it(body: str) -> None:
    assert told(body) == []


def test_what_no_switch_shows_is_hidden() -> None:
    hidden = f"<div id=kk>{NEWS}</div><script>document.getElementById('kk').style.display='none';"
    assert told(hidden + "function turn(i){document.getElementById('tab'+i).style.display='block'}</script>") == [
        ("hidden-link", True)
    ]


def test_visitors_sent_away_by_a_function_that_is_called() -> None:
    asked = "if(document.referrer.indexOf('baidu')>0){go()}"
    assert told(f"<script>{asked}function go(){{location.href='http://bad-site.cc/'}}</script>") != []
    assert told(f"<script>{asked}function no(){{location.href='http://bad-site.cc/'}}</script>") == []


ZZ = "<div {0}>" + BET.replace("娱乐城", "") + "</div>"
MAKES = "<script>var a=document.createElement('a');a.href='http://www.some-shop.com/';a.innerHTML='{0}';{1}</script>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (ZZ.format("class=zz1") + "<script>$('.zz1').hide()</script>", [False]),
        (ZZ.format("id=zz1") + "<script>$('#zz1').remove()</script>", [False]),
        (ZZ.format("class=zz1") + "<script>document.querySelector('.zz1').style.display='none'</script>", [False]),
        (ZZ.format("class=zz1") + "<script>document.getElementsByClassName('zz1')[0].remove()</script>", [False]),
        (ZZ.format("id=zz1") + "<script>document.getElementById('zz1').outerHTML=''</script>", [False]),
        (ZZ.format("class=zz1") + "<script>$('.zz2').hide()</script>", [True]),
        (f"<div class=tab>{NEWS}</div><script>$('.tab').hide()</script>", []),
        (ZZ.format("style='zoom:0.001'"), [False]),
        ("<div style='zoom:0.9'><a href='http://www.some-shop.com/'>新葡京酒店</a></div>", []),
        (MAKES.format("澳门新葡京", "a.style.display='none'"), [False]),
        (MAKES.format("澳门新葡京", ""), [True]),
        (MAKES.format("附件下载", "a.style.display='none';a.click()"), []),
        (f"<script>$('body').append('{HIDDEN}'.trim())</script>".replace("href='http://www.a-vip-888.com/'", ""), []),
        ('<script>$("body").append("<i style=display:none>' + BET + '</i>")</script>', [False]),
        ('<script>$("ul").append("' + NEWS + '")</script>', []),
        ("<a href='http://www.bet365-cn.com/'>。</a>", [False]),
        ("<a href='http://www.bet365-cn.com/'></a>", [False]),
        ("<a href='http://www.yx-news.com/'>。</a>", []),
        ("<a href='http://www.some-shop.com/'>澳 门 新 葡 京 娱 乐 城</a>", [False]),
        ("<a href='http://www.some-shop.com/'>澳門威尼斯人娛樂城</a>", [False]),
        ("<a href='http://www.some-shop.com/' title='澳门新葡京赌场' style='font-size:0'>x</a>", [False]),
        ("<a href='http://www.some-shop.com/'>开设赌场罪判决书公开</a>", []),
        ("<div style='display:none'><a href='http://old.other.gov.cn/ssc/'>重庆时时彩开奖</a></div>", [False]),
        ("<div style='display:none'><a href='http://old.other.gov.cn/ssc/'>彩票公益金</a></div>", []),
        ("<a href='http://www.people.com.cn/1.html'>澳门威尼斯人见闻</a>", []),
        ("<div style='display:none'><a href='http://www.some-shop.com/'>online casino bonus</a></div>", [False]),
    ],
)
def test_second_ways(body: str, found: list[bool]) -> None:
    assert [doubtful for _, doubtful in told(body)] == found


BETTING = "<a href='http://www.some-shop.com/'>澳门赌城</a>"
PUT = "<div id=z1></div><script>document.getElementById('z1').innerHTML='<a href=\"http://www.{0}/\">{1}</a>'</script>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"<style>div.ml span{{display:none}}</style><div class=ml><span>{BET}</span></div>", [False]),
        (f"<style>.m .n,.p i{{height:0;overflow:hidden}}</style><p class=p><i>{BETTING}</i></p>", [True]),
        (f"<style>.m ul{{display:none}}.m:hover ul{{display:block}}</style><div class=m><ul><li>{NEWS}</ul></div>", []),
        (f"<div class=tab2 style='display:none'>{BETTING}</div>", [True]),
        ("<div class=tab2 style='display:none'><a href='http://www.yx-news.com/'>警惕赌博</a></div>", []),
        (f"<div style='width:2px;height:2px;overflow:hidden'>{BETTING}</div>", [False]),
        (f"<div style='width:2px;height:20px'>{NEWS}</div>", []),
        (f"<div style='position:absolute;left:-400em'>{BET}</div>", [False]),
        (f"<div style='position:fixed;right:-9000px'>{BET}</div>", [False]),
        (f"<div style='position:fixed;right:-600px'>{NEWS}</div>", []),
        (PUT.format("some-shop.com", "澳门新葡京"), [True]),
        (PUT.format("some-shop.com", "澳门新葡京娱乐城"), [False]),
        ("<a href='http://www.some-shop.com/'>威尼斯人娱乐城</a>", [False]),
        ("<a href='http://www.some-shop.com/'>威尼斯人酒店</a>", []),
        ("<a href='http://www.some-shop.com/'>警方打击威尼斯人娱乐城等网站</a>", []),
        ("<div style='display:none'><a href='http://www.some-shop.com/'>大发888</a></div>", [False]),
        ("<a href='http://www.vns8888.com/'>威尼斯人</a>", [False]),
        (PUT.format("xpj-88.bet", "澳门新葡京娱乐城"), [False]),
        (PUT.format("yx-news.com", "示例新闻网"), []),
        (PUT.replace("</div>", "</div><style>#z1{{display:none}}</style>").format("some-shop.com", "百家乐"), [False]),
        ("<a href='http://www.sports.bet/'>真人娱乐平台</a>", [False]),
        ("<a href='http://www.tibet-alphabet.org/'>西藏字母</a>", []),
    ],
)
def test_by_place_size_and_script(body: str, found: list[bool]) -> None:
    assert [doubtful for _, doubtful in told(body)] == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("国产精品视频_成人在线视频_激情五月天", [False]),
        ("成人网络教育、成人网上报名须知", []),
        ("澳门威尼斯人酒店举办推介会", []),
        ("体育彩票投注站布局规划公示", []),
    ],
)
def test_titles(title: str, found: list[bool]) -> None:
    result = run_check(hidden_links, FakeSite.of({"/": f"<title>{title}</title><body>正文"}))
    assert [one.doubtful for one in result.findings] == found
