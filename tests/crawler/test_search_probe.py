"""The search probe on loopback: searches that work, that do not, that cannot be asked; and what the check says."""

import time
from datetime import date
from urllib.parse import quote_plus, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from checks.model import Outcome
from crawler.probes.request import SeenPage
from crawler.probes.search import ABSURD
from crawler.probes.search_forms import find_search
from crawler.probes.search_results import Frame, matching, read_results
from crawler.probes.search_titles import candidates, names_of, title_of, to_read
from tests.crawler.faulty import Behaviour, answer, reset, serving
from tests.crawler.searching import (
    ARTICLES,
    FORM,
    MENU,
    TITLES,
    WORDS,
    answering,
    article,
    heeding,
    judge,
    listed,
    said,
    works,
)


async def test_a_search_that_finds_what_is_published_passes() -> None:
    result, probes, server = await judge()
    assert (said(result), works(result), result.outcome) == ([], True, Outcome.PASSED)
    asked = [path for path in server.paths if path.startswith("/s?")]
    assert all("site=7&q=" in path for path in asked)
    assert unquote(asked[0]).endswith(ABSURD)
    assert [probe.data["purpose"] for probe in probes[1:]] == ["absurd", "title", "title", "title"]
    assert {hit.method for hit in server.hits} == {"GET"}


CHECKED = (
    "<form action='/s' onsubmit='return ck()'><input name='q'></form><script>function ck(){return f.q.value}</script>"
)
OPENED = "<input id='w'><script>function go(){window.open('/s?wd='+encodeURIComponent(w.value)+'&p=1')}</script>"


@pytest.mark.parametrize(
    ("search", "field"),
    [
        ("<form action='/s' method='GET'><input name='searchword'><input type='submit'></form>", "searchword"),
        ("<form id='search' action='/s'><input name='nr' placeholder='请输入关键词'><button>查</button></form>", "nr"),
        (CHECKED, "q"),
        (OPENED, "wd"),
        ("<iframe src='/top.html'></iframe>", "q"),
        ("<a href='/top.html'>站内搜索</a>", "q"),
        ("<form action='/login'><input name=username><input type=password></form>" + FORM, "q"),
        ("<form method='post' action='/p'><input name=q></form>" + FORM, "q"),
    ],
)
async def test_a_search_may_have_many_forms(search: str, field: str) -> None:
    routes = {"/top.html": answer(f"<p>检索</p>{FORM}")}
    result, _, _ = await judge(search, field=field, routes=routes)
    assert (said(result), works(result)) == ([], True)


async def test_the_search_of_a_platform_may_stand_in_a_frame() -> None:
    async with serving({"/search/box.html": answer(FORM)}) as platform:
        answering(platform, lambda word: answer(heeding(word)), "/s?", "q")
        box = f"<iframe src='{platform.url('/search/box.html')}'></iframe>"
        result, probes, _ = await judge(box)
    assert next(one.data["head"] for one in probes if one.data["kind"] == "form").startswith(platform.url("/s?"))
    assert works(result) is not False
    gone, _, _ = await judge("<iframe src='http://127.0.0.1:9/search/box.html'></iframe>")
    assert (said(gone), gone.outcome) == ([], Outcome.CANNOT_TELL)
    weather, _, _ = await judge("<iframe src='http://127.0.0.1:9/tianqi.html'></iframe>")
    assert said(weather) == [("missing-form", False)]


async def test_a_home_page_without_a_search_is_a_fault_unless_scripts_may_draw_it() -> None:
    login = "<form action='/login'><input name=username><input type=password></form>"
    query = "<form action='/b'><input name=code placeholder='请输入受理编号'><button>办件查询</button></form>"
    for search in ("", login, query):
        result, _, _ = await judge(search)
        assert (said(result), works(result)) == ([("missing-form", False)], False)
    for search in (
        "<div id='header'></div><script src='/h.js'></script>",
        "<script>$('#top').load('/top.html')</script>",
    ):
        result, _, _ = await judge(search)
        assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)


@pytest.mark.parametrize(
    "search",
    [
        "<form method='post' action='/s'><input name='q'></form>",
        "<form action='#'><input name='q'><a onclick='go()'>搜索</a></form><script>function go(){}</script>",
        "<input placeholder='请输入关键词'><img onclick='go()'><script src='/s.js'></script>",
    ],
)
async def test_a_search_that_only_posts_or_scripts_is_never_asked(search: str) -> None:
    result, _, server = await judge(search)
    assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)
    assert server.paths == ["/"]


BLANK = "<html><head><title>检索</title></head><body></body></html>"


@pytest.mark.parametrize("broken", [answer("出错", 500), answer("", 404), reset(), answer(""), answer(BLANK)])
async def test_a_search_that_does_not_answer_is_a_fault(broken: Behaviour) -> None:
    result, _, _ = await judge(reply=lambda word: broken)
    assert (said(result), works(result)) == ([("not-working", False)], False)


async def test_a_search_that_refuses_machines_cannot_be_told() -> None:
    for status in (403, 412, 429):
        result, _, _ = await judge(reply=lambda word, status=status: answer("拒绝", status))  # type: ignore[misc]
        assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)
    robots = {"/robots.txt": answer("User-agent: *\nDisallow: /s\n", type_="text/plain")}
    result, _, server = await judge(routes=robots)
    assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)
    assert not [path for path in server.paths if path.startswith("/s")]


OWN_FORM = "<form action='/czj/s'><input name='q'><button>搜索</button></form>"
OWN_ARTICLES = {f"/czj/gz/t2025020{n}_{n}.html": f"示例区财政局第{n}批专项资金安排公告" for n in (1, 2)}


@pytest.mark.parametrize(
    ("search", "reply", "found", "theirs"),
    [
        (OWN_FORM, listed(*OWN_ARTICLES.items()), [("ignores-query", False)], [False]),
        (OWN_FORM, listed(), [("title-not-found", False)], [False]),
        (FORM, listed(), [], []),  # the portal's, asked once
        ("", listed(), [], []),
    ],
)
async def test_the_search_of_a_unit_is_judged_on_its_own(
    search: str, reply: str, found: list[tuple[str, bool]], theirs: list[bool]
) -> None:
    routes = {
        "/czj/": answer(f"<title>示例区财政局</title>{MENU}{search}"),
        **{url: article(title) for url, title in OWN_ARTICLES.items()},
        f"/czj/s?q={quote_plus(ABSURD)}": answer(reply),
        **{f"/czj/s?q={quote_plus(title)}": answer(reply) for title in OWN_ARTICLES.values()},
    }
    both = {**ARTICLES, **OWN_ARTICLES}

    def heeds(word: str) -> Behaviour:
        return answer(listed(*((url, title) for url, title in both.items() if word in title)))

    result, _, _ = await judge(reply=heeds, routes=routes, parts=("/czj/",))
    assert (said(result), works(result)) == (found, True)
    assert [one.value for one in result.measures if one.unit] == theirs
    assert all("示例区单位/czj/" in finding.message for finding in result.findings)


async def test_the_search_of_the_portal_is_asked_for_what_is_the_portals_own() -> None:
    routes = {url: article(title) for url, title in OWN_ARTICLES.items()}

    async def asked(reply: str, articles: int) -> tuple[list[tuple[str, bool]], set[str]]:
        heeds = (lambda word: answer(heeding(word))) if not reply else (lambda word: answer(reply))
        result, probes, _ = await judge(reply=heeds, routes=routes, parts=("/czj/",), articles=articles)
        return said(result), {probe.data["word"] for probe in probes if probe.data.get("purpose") == "title"}

    # Two articles of its own, both found; those of a unit may lie in another index.
    assert await asked("", 2) == ([], set(TITLES[:2]))
    # All articles are the units': then they are what the search must find.
    assert await asked(listed(), 0) == ([("title-not-found", False)], set(OWN_ARTICLES.values()))


async def test_a_search_that_sends_home_is_a_fault() -> None:
    result, _, _ = await judge(reply=lambda word: answer("", status=302, headers={"Location": "/"}))
    assert (said(result), works(result)) == ([("not-working", False)], False)
    assert "首页" in result.findings[0].message


HASTY = "<title>信息提示</title><p>系统限制的搜索时间间隔为 1 秒</p><a href='javascript:history.go(-1)'>返回</a>"


async def test_a_search_that_wants_a_pause_between_questions_is_given_it() -> None:
    last = [0.0]

    def reply(word: str) -> Behaviour:
        since, last[0] = time.monotonic() - last[0], time.monotonic()
        return answer(HASTY if since < 1 else heeding(word))

    result, _, _ = await judge(reply=reply)
    assert (said(result), works(result)) == ([], True)


async def test_a_search_that_wants_to_be_left_alone_for_good_cannot_be_told() -> None:
    result, _, _ = await judge(reply=lambda word: answer(HASTY), articles=1)
    assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)


@pytest.mark.parametrize(
    ("words", "pause"),
    [
        ("系统限制的搜索时间间隔为 10 秒", 10),
        ("对不起，您在 15 秒内只能进行一次搜索", 15),
        ("您的操作过于频繁，请稍后再试", 10),
        ("检索到 0 条结果，用时 3 秒", 0),
        ("系统出错了，5秒后返回首页", 0),
    ],
)
def test_how_long_a_search_wants_to_be_left_alone(words: str, pause: int) -> None:
    assert read_results(f"<p>{words}", "http://www.example.gov.cn/s", "词", Frame(), "q").pause == pause


async def test_an_error_message_is_a_fault_whatever_its_status() -> None:
    result, _, _ = await judge(reply=lambda word: answer("<title>系统提示</title><p>系统繁忙，出错了，请稍后再试</p>"))
    assert (said(result), works(result)) == ([("error-page", False)], False)


@pytest.mark.parametrize(
    "text",
    [
        "HTTP Status 500 - java.lang.NullPointerException at com.search.SearchServlet.doGet(SearchServlet.java:58)",
        "系统升级维护中，检索服务暂停使用。",
        "Warning: mysqli_connect(): (HY000/2002): Connection refused in /www/search.php on line 42",
    ],
)
async def test_an_error_within_the_frame_of_the_site_is_a_fault(text: str) -> None:
    result, _, _ = await judge(reply=lambda word: answer(f"<title>检索结果</title>{MENU * 3}<div>{text}</div>"))
    assert (said(result), works(result)) == ([("error-page", False)], False)


@pytest.mark.parametrize(
    "shown",
    [
        '<p>共找到 1 条结果</p><div onclick="show(1)"><h3>{0}</h3></div>',  # results without addresses
        "<iframe src='/list?q={1}' width=900 height=600></iframe>",
    ],
)
async def test_results_that_are_no_links_of_the_page_cannot_be_told(shown: str) -> None:
    page = f"<title>检索结果</title>{MENU}<input name=q>{shown}"
    result, _, _ = await judge(reply=lambda word: answer(page.format(word, quote_plus(word))))
    assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)


async def test_a_search_that_finds_no_title_is_a_fault() -> None:
    result, _, _ = await judge(reply=lambda word: answer(listed()))
    assert (said(result), works(result)) == ([("title-not-found", False)], False)
    framed = listed() + "<iframe src='/weather.html'></iframe>"
    result, _, _ = await judge(reply=lambda word: answer(framed))
    assert said(result) == [("title-not-found", False)]
    other = [("/x/1.html", "其他单位的工作动态信息"), ("/x/2.html", "另外一条没有关系的信息")]
    result, _, _ = await judge(reply=lambda word: answer(listed(*(other if word != ABSURD else ()))))
    assert said(result) == [("title-not-found", False)]
    echo = "<p>您检索的是“{}”</p>"
    result, _, _ = await judge(reply=lambda word: answer(echo.format(word) + listed()))
    assert said(result) == [("title-not-found", False)]


async def test_one_title_of_three_or_one_alone_is_a_doubt() -> None:
    last = list(ARTICLES.values())[-1]
    result, _, _ = await judge(reply=lambda word: answer(listed() if word == last else heeding(word)))
    assert (said(result), works(result)) == ([("title-not-found", True)], True)
    result, _, _ = await judge(reply=lambda word: answer(listed()), articles=1)
    assert (said(result), works(result)) == ([("title-not-found", True)], None)


async def test_a_search_that_heeds_no_word_is_a_fault() -> None:
    always = listed(*((path, title) for path, title in ARTICLES.items()))
    result, _, _ = await judge(reply=lambda word: answer(always), keywords=(WORDS,))
    assert (said(result), works(result)) == ([("ignores-query", False)], False)
    assert [measure.name for measure in result.measures] == ["works"]


async def test_a_list_beside_the_results_is_no_result() -> None:
    beside = "<div>热点推荐" + "".join(f"<a href='{path}'>{title}</a>" for path, title in ARTICLES.items()) + "</div>"
    result, _, _ = await judge(reply=lambda word: answer(listed() + beside))
    assert said(result) == [("title-not-found", False)]


async def test_what_is_recommended_where_nothing_is_found_may_hold_the_title() -> None:
    newest = [*ARTICLES.items(), ("/x/1.html", "其他单位的工作动态信息")]
    instead = listed() + "<h3>为您推荐</h3>" + "".join(f"<p><a href='{path}'>{title}</a></p>" for path, title in newest)
    result, _, _ = await judge(reply=lambda word: answer(instead if word == ABSURD else heeding(word)))
    assert (said(result), works(result)) == ([], True)


async def test_titles_with_marks_or_cut_short_are_found() -> None:
    def marked(word: str) -> Behaviour:
        path = next((path for path, title in ARTICLES.items() if title == word), "")
        text = f"{word[:4]}<em>{word[4:10]}</em>…" if path else ""
        return answer(listed(*([(f"/jump?to={path}", text)] if path else [])))

    result, _, _ = await judge(reply=marked)
    assert (said(result), works(result)) == ([], True)


async def test_results_that_scripts_bring_cannot_be_told() -> None:
    shells = (
        f"<title>检索</title>{MENU}<div id='app'></div><script src='/app.js'></script>",
        f"<title>检索</title>{MENU}<li v-for='r in rows'>{{{{r.title}}}}</li><p>没有找到相关结果</p>",
        f"<title>检索</title>{MENU}<div class=list></div><script>$.ajax({{url:'/api/search'}})</script>",
    )
    for shell in shells:
        result, _, _ = await judge(reply=lambda word, shell=shell: answer(shell))  # type: ignore[misc]
        assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)


async def test_keywords_are_counted_on_the_first_page() -> None:
    result, _, _ = await judge(keywords=(WORDS, "脱贫攻坚"))
    found = {measure.subject: measure.value for measure in result.measures if measure.name == "hits"}
    assert found == {WORDS: 5, "脱贫攻坚": 0}


async def test_a_form_rewritten_by_a_script_is_doubted() -> None:
    script = "<script>function ck(){f.action='/other?x='+1;return true}</script>"
    search = "<form action='/s' name='f' onsubmit='return ck()'><input name='q'></form>" + script
    result, _, _ = await judge(search, reply=lambda word: answer("没有", 404))
    assert (said(result), works(result)) == ([("not-working", True)], None)


def test_a_heading_that_every_page_bears_is_no_title() -> None:
    name, title, today = "示例岭区人民政府", "示例岭区召开秋粮收购会", date(2026, 11, 21)
    home = f"<title>{name}门户网站</title><h1>{name}</h1><a href='/1.html'>{title}</a>"
    names = names_of(LexborHTMLParser(home), home)
    text = f"<h2>{title}</h2><p>发布日期：2026-11-01</p>"
    for page in (
        f"<title>{title}_{name}门户网站</title><h1>{name}</h1>{text}",
        f"<title>{title}</title><h1>政府信息公开平台专栏</h1>{text}",
        f"<title>政务要闻_{name}门户网站</title><h1>{title}</h1><p>发布日期：2026-11-01</p>",
    ):
        assert title_of(page, "http://a.cn/1.html", today, names) == title
    assert title_of(f"<title>{name}</title><h1>{name}</h1>{text}", "http://a.cn/1.html", today, names) == ""


def test_titles_come_from_articles_of_some_age() -> None:
    page = "<title>{0}_示例区</title><h1>{0}</h1><p>发布日期：{1}</p>"
    title, today = "关于加强食品安全工作的通知", date(2026, 11, 21)
    assert title_of(page.format(title, "2026-11-01"), "http://a.cn/1.html", today) == title
    assert title_of(page.format(title, "2026-11-20"), "http://a.cn/1.html", today) == ""
    assert title_of(page.format("通知公告", "2026-11-01"), "http://a.cn/1.html", today) == ""
    assert title_of(f"<h1>{title}</h1>", "http://a.cn/1.html", today) == ""
    pages = [SeenPage(f"http://a.cn/{f}/t20250101_{n}.html", 2) for f in "ab" for n in range(2)]
    firsts = [url.rpartition("cn")[2] for url in candidates("http://a.cn/", pages)][:2]
    assert firsts == ["/a/t20250101_0.html", "/b/t20250101_0.html"]
    letters = [SeenPage("http://a.cn/hdjl/xjgk/t20250101_1.html", 1), SeenPage("http://a.cn/c/", 1)]
    assert candidates("http://a.cn/", letters) == ()
    assert candidates("http://a.cn/", pages) == candidates("http://a.cn/", list(reversed(pages)))


def test_articles_that_are_too_new_by_their_addresses_are_not_read() -> None:
    today = date(2026, 11, 21)
    new, old = ([f"http://a.cn/{day}_{n}.html" for n in range(9)] for day in ("t20261118", "t20261101"))
    undated = [f"http://a.cn/art/{n}.html" for n in range(30)]
    assert to_read(new + old, today) == (tuple(old), ())
    assert to_read(undated[:12], today) == (tuple(undated[:12]), ())
    assert to_read(undated, today) == (tuple(undated[:12]), tuple(reversed(undated[18:])))


async def test_older_articles_are_sought_where_the_first_are_all_too_new() -> None:
    today = f"<title>示例区发布今日工作动态</title><h1>示例区发布今日工作动态</h1><p>发布日期：{date.today()}</p>"
    new = {f"/zwgk/post_{n:02}.html": answer(today) for n in range(12)}
    result, probes, _ = await judge(routes=new)
    asked = [probe.data["word"] for probe in probes if probe.data.get("purpose") == "title"]
    assert (sorted(asked), works(result)) == (sorted(TITLES), True)
    missed, _, _ = await judge(reply=lambda word: answer(listed()), routes=new)
    assert said(missed) == [("title-not-found", False)]
    alone, _, _ = await judge(routes=new, articles=0)  # nothing is old enough to be asked for
    assert (said(alone), works(alone), alone.outcome) == ([], None, Outcome.CANNOT_TELL)


@given(st.text(alphabet="<>/='\" formactinputaq?&script+没有找到共0条", max_size=200), st.text(max_size=8))
def test_odd_pages_raise_nothing(html: str, word: str) -> None:
    tree = LexborHTMLParser(html)
    form = find_search(tree, html, "http://a.gov.cn/", "utf-8")
    assert form is None or form.method != "get" or form.address(word) is None or "?" in (form.address(word) or "")
    read = read_results(html, "http://a.gov.cn/s", word, Frame(), "q")
    assert matching(read, word or "x", "") == "" or read.results
