"""What a search shows in the place of plain links: rows that scripts open, a wall, a list that is always there."""

import pytest

from checks.model import Outcome
from tests.crawler.faulty import Behaviour, answer, redirect
from tests.crawler.searching import ARTICLES, FORM, MENU, heeding, home, judge, listed, said, works


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href=\"javascript:openUrl('{0}')\">{1}</a></li>",
        "<li><a href='#' onclick=\"window.open('{0}')\">{1}</a></li>",
        "<h3 onclick=\"location.href='{0}'\">{1}</h3>",
    ],
)
async def test_results_that_a_script_opens_are_results(row: str) -> None:
    def reply(word: str) -> Behaviour:
        path = next((path for path, title in ARTICLES.items() if title == word), "")
        return answer(f"<title>检索</title>{MENU}<ul>{row.format(path, word) if path else '没有找到相关结果'}</ul>")

    result, _, _ = await judge(reply=reply)
    assert (said(result), works(result)) == ([], True)


async def test_a_search_that_asks_for_a_code_cannot_be_told() -> None:
    wanted = f"<title>安全验证</title>{MENU}<p>请输入下图中的验证码后继续</p><input name=code><button>确定</button>"
    result, _, _ = await judge(reply=lambda word: answer(wanted))
    assert (said(result), works(result), result.outcome) == ([], None, Outcome.CANNOT_TELL)
    beside = "<p>登录：验证码<input name=code></p>"
    result, _, _ = await judge(reply=lambda word: answer(listed() + beside))
    assert said(result) == [("title-not-found", False)]


async def test_what_is_found_may_stand_in_a_list_that_is_always_there_too() -> None:
    beside = "<h3>热门推荐</h3>" + "".join(f"<p><a href='{path}'>{title}</a></p>" for path, title in ARTICLES.items())
    result, _, _ = await judge(reply=lambda word: answer(heeding(word) + beside))
    assert (said(result), works(result)) == ([], True)


SERVICES = "<form action='/bs'><input name='q' placeholder='搜服务'><button>搜索</button></form>"


@pytest.mark.parametrize("search", [FORM + SERVICES, SERVICES + FORM, SERVICES.replace("搜服务", "通讯录") + FORM])
async def test_which_of_two_searches_is_that_of_the_site_is_found_out(search: str) -> None:
    routes = {"/bs": answer(listed())}
    result, probes, _ = await judge(search, routes=routes, path="/")
    assert (said(result), works(result)) == ([], True)
    assert [probe.data["kind"] for probe in probes].count("form") == 1


async def test_two_searches_that_find_nothing_are_one_fault() -> None:
    result, _, _ = await judge(FORM + SERVICES, reply=lambda word: answer(listed()), path="/")
    assert said(result) == [("title-not-found", False)]


@pytest.mark.parametrize("row", ["<div data-id=3><h4>{0}</h4></div>", "<li onclick='show(3)'><p>{0}</p></li>"])
async def test_rows_that_lead_nowhere_by_themselves_cannot_be_told(row: str) -> None:
    def reply(word: str) -> Behaviour:
        found = row.format(word) if word in ARTICLES.values() else "没有找到相关结果"
        return answer(f"<title>检索</title>{MENU}<div>{found}</div>")

    result, _, _ = await judge(reply=reply)
    assert (said(result), works(result)) == ([], None)


@pytest.mark.parametrize(
    "front", ["<meta http-equiv=refresh content='0;url=/web/'>", "<script>window.location.href='/web/'</script>"]
)
async def test_a_home_page_that_leads_on_is_followed(front: str) -> None:
    routes = {"/": answer(f"<html><head>{front}</head><body></body></html>"), "/web/": home(FORM)}
    result, _, _ = await judge(routes=routes)
    assert (said(result), works(result)) == ([], True)
    without, _, _ = await judge(routes=routes | {"/web/": home("")})
    assert said(without) == [("missing-form", False)]


@pytest.mark.parametrize("known", ["", "/sso/login"])
async def test_a_home_page_behind_a_login_cannot_be_told(known: str) -> None:
    login = answer("<title>统一登录</title><form method=post><input name=u><input type=password name=p></form>" + MENU)
    result, _, _ = await judge(routes={"/": redirect("/sso/login"), "/sso/login": login}, front=known)
    assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<title>检索</title><script>location.replace('/so/#/?q=1')</script>", []),
        ("<script>alert('数据库连接出错！');location.href='/'</script>", [("error-page", False)]),
        ("<script>alert('请输入验证码！');history.back()</script>", []),
        ("<title>HTTP状态 404 - 未找到</title><h1>HTTP状态 404 - 未找到</h1>", [("error-page", False)]),
        ("<title>提示</title><p>站点不存在或已停用，请联系管理员！</p>", [("error-page", False)]),
        ("<title>检索结果</title><p>未找到</p>", [("title-not-found", False)]),
    ],
)
async def test_an_answer_of_a_few_words_is_told_apart(page: str, found: list[tuple[str, bool]]) -> None:
    result, _, _ = await judge(reply=lambda word: answer(page))
    assert said(result) == found
