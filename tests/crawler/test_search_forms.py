"""The searches of home pages: forms, addresses that scripts build, and what only hints at one."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.probes.search_forms import find_search, hints_at_search, search_pages
from evidence.html import decode


@pytest.mark.parametrize(
    ("html", "address"),
    [
        (
            "<input id=q><button id=b>搜索</button>"
            "<script>$('#b').click(function(){location.href='/s?q='+encodeURI($('#q').val())})</script>",
            "/s?q=%E8%AF%8D",
        ),
        (
            "<input id=searchword>"
            "<script>function so(){window.open('/so/?searchWord='+$('#searchword').val()+'&p=1')}</script>",
            "/so/?searchWord=%E8%AF%8D&p=1",
        ),
        (
            "<form onsubmit='return so()'><input name=keywords><button>检索</button></form>"
            "<script>function so(){location='/jsearch/?q='+"
            "document.getElementsByName('keywords')[0].value;return false}</script>",
            "/jsearch/?q=%E8%AF%8D",
        ),
    ],
)
def test_the_address_that_a_script_builds(html: str, address: str) -> None:
    home = "http://www.example.gov.cn/"
    form = find_search(LexborHTMLParser(html), html, home, "utf-8")
    assert form is not None and form.scripted
    assert form.address("词") == home.rstrip("/") + address


def test_a_picture_that_leads_to_the_search_page_is_a_link_to_it() -> None:
    tree = LexborHTMLParser("<a href='/search.html'><img src='s.png' alt='搜索'></a>")
    assert search_pages(tree, "http://www.example.gov.cn/") == ("http://www.example.gov.cn/search.html",)
    assert hints_at_search(tree)


SITE = "<form action='/s'><input name='q'><select name=c><option>办事</select><button>搜索</button></form>"
POSTED = SITE.replace("<form", "<form method=post")
SERVICES = "<form action='/bs'><input name='keyword' placeholder='搜索办事事项'><button>搜索</button></form>"


@pytest.mark.parametrize(
    ("html", "method", "field"),
    [
        (SERVICES + SITE, "get", "q"),
        (SITE + SERVICES, "get", "q"),
        (SERVICES + POSTED, "post", "q"),
        (SERVICES, "get", "keyword"),
    ],
)
def test_the_search_for_services_is_not_that_of_the_site(html: str, method: str, field: str) -> None:
    form = find_search(LexborHTMLParser(html), html, "http://www.example.gov.cn/", "utf-8")
    assert form is not None and (form.method, form.field) == (method, field)


@pytest.mark.parametrize(
    ("html", "method"),
    [
        (
            "<form onsubmit='return false'><input name=q><button>搜索</button></form><script src='/s.js'></script>",
            "script",
        ),
        ("<form action='/s' onsubmit='return false;'><input name=q><button>搜索</button></form>", "none"),
        ("<form action=''><input name=q><button>搜索</button></form><script src='/s.js'></script>", "script"),
        ("<form action=''><input name=q><button>搜索</button></form>", "get"),
        ("<form action='/s'><input name=q><button>搜索</button></form><script src='/s.js'></script>", "get"),
    ],
)
def test_a_form_that_stays_where_it_is_may_be_sent_by_a_script(html: str, method: str) -> None:
    form = find_search(LexborHTMLParser(html), html, "http://www.example.gov.cn/", "utf-8")
    assert form is not None and form.method == method


def test_the_page_of_a_search_may_send_to_itself() -> None:
    html = "<form action=''><input name=q><button>搜索</button></form><script src='/s.js'></script>"
    form = find_search(LexborHTMLParser(html), html, "http://www.example.gov.cn/search/index.html", "utf-8")
    assert form is not None and form.address("词") == "http://www.example.gov.cn/search/index.html?q=%E8%AF%8D"


def test_words_are_sent_in_the_encoding_of_the_page() -> None:
    html = "<form action='/s?old=1'><input name='q'><select name=c><option value=2 selected>全部</select></form>"
    form = find_search(LexborHTMLParser(html), html, "http://a.gov.cn/", "gb18030")
    assert form is not None
    assert form.address("通知&公告") == "http://a.gov.cn/s?c=2&q=%CD%A8%D6%AA%26%B9%AB%B8%E6"


def test_the_searches_of_real_portals_are_found(corpus: Path) -> None:
    """Each read by eye: how it asks, None where the page has no search at all."""
    read = {
        "gd-archives": ("get", "keyword"),
        "gd-exam-authority": ("get", "keywords"),
        "gd-overseas-chinese": ("get", "text"),
        "gd-prison-admin": ("get", "keywords"),
        "gd-science-sunshine-platform": None,
        "gd-secrecy-bureau": ("post", "search_key_word"),
        "jilin-forestry": ("get", "searchword"),
        "shenzhen-geology": ("get", "keywords"),
    }
    found: dict[str, tuple[str, str] | None] = {}
    for name in read:
        html, encoding = decode((corpus / "gov-pages" / name / "home.html").read_bytes())
        form = find_search(LexborHTMLParser(html), html, "http://www.example.gov.cn/", encoding)
        found[name] = (form.method, form.field) if form else None
    print(f"searches of real portals: {sum(found[name] == read[name] for name in read)} of {len(read)} agree")
    assert found == read


def test_a_search_that_only_scripts_know_is_hinted_at(corpus: Path) -> None:
    html, _ = decode((corpus / "gov-pages" / "suzhou-public-resources" / "home.html").read_bytes())
    assert hints_at_search(LexborHTMLParser(html))
    html, _ = decode((corpus / "gov-pages" / "gd-science-sunshine-platform" / "home.html").read_bytes())
    assert not hints_at_search(LexborHTMLParser(html))
