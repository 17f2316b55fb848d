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
        "<a href='http://www.a-vip-888.com/'><img src=/i/dot.gif width=1 height=1 alt=赌球网站></a>",
    ],
)
def test_disguised(body: str) -> None:
    found = told(body)
    assert found and not any(doubtful for _, doubtful in found)


@pytest.mark.parametrize(
    "body",
    [
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
