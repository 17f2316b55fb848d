"""hidden-links: what is written so that no search for it finds it, each beside what only looks like it."""

from base64 import b64encode

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


@pytest.mark.parametrize(
    "body",
    [
        f"<script>document.write(decodeURIComponent(escape(atob('{b64encode(HIDDEN.encode()).decode()}'))))</script>",
        f"<script>document['{spelt('write')}']('{spelt(HIDDEN)}')</script>",
        f"<script>window['{spelt('document')}']['{spelt('writeln')}']('{spelt(HIDDEN)}')</script>",
        f"<noscript>{BET}</noscript>",
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
