"""A second opinion in the browser: what only it can open is not broken, what it cannot open either is confirmed."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.verdict import VerdictKind, judge
from tests.crawler.browsing import Browsed, browsed, chromium
from tests.crawler.faulty import HTML, Behaviour, FaultServer, Hit, answer, page, redirect, reset, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GOOD = "<!DOCTYPE html><title>关于开展检查的通知</title><p>" + "现将有关事项通知如下，请认真贯彻执行。" * 10 + "</p>"
SORRY = "<!DOCTYPE html><title>提示</title><p id=p>对不起，您访问的页面不存在。</p>"


def choosing(good: Callable[[Hit], bool], yes: Behaviour, no: Behaviour) -> Behaviour:
    """One behaviour for those who ask in a certain way, another for the rest."""

    async def behave(hit: Hit, writer: asyncio.StreamWriter) -> bool | None:
        return await (yes if good(hit) else no)(hit, writer)

    return behave


def is_browser(hit: Hit) -> bool:
    return "sec-fetch-mode" in hit.headers


def has_cookie(hit: Hit) -> bool:
    return "seen=1" in hit.headers.get("cookie", "")


COOKIE = "<script>{0}document.cookie='seen=1;path=/';location.reload(){1}</script>"
AT_ONCE, LATE = COOKIE.format("", ""), COOKIE.format("setTimeout(()=>{", "},250)")
ARCHIVE = {"Content-Disposition": "attachment; filename=a.zip"}
ONLY_IN_A_BROWSER = {
    "/404-to-robots.html": choosing(is_browser, answer(GOOD), answer("没有这个页面", 404)),
    "/500-to-robots.html": choosing(is_browser, answer(GOOD), answer("error", 500)),
    "/empty-to-robots.html": choosing(is_browser, answer(GOOD), answer("")),
    "/reset-to-robots.html": choosing(is_browser, answer(GOOD), reset()),
    "/cookie.html": choosing(has_cookie, answer(GOOD), answer(AT_ONCE, 500)),
    "/late-cookie.html": choosing(has_cookie, answer(GOOD), answer(LATE, 404)),
    "/shell.html": answer(SORRY + f"<script>p.innerHTML='{'正文' * 100}';document.title='要闻'</script>"),
    "/file.zip": choosing(
        is_browser, answer(b"PK\3\4" + b"0" * 99, type_="application/zip", headers=ARCHIVE), answer("error", 500)
    ),
}
EMPTY_FILE = answer("", type_="application/msword", headers={"Content-Disposition": "attachment; filename=a.doc"})
DEAD_FOR_BOTH = {
    "/empty.doc": (EMPTY_FILE, VerdictKind.EMPTY),
    "/404.html": (answer("没有这个页面", 404), VerdictKind.DEAD),
    "/500.html": (answer("error", 500), VerdictKind.SERVER_ERROR),
    "/500-empty.html": (answer("", 500), VerdictKind.SERVER_ERROR),
    "/empty.html": (answer(""), VerdictKind.EMPTY),
    "/reset.html": (reset(), VerdictKind.RESET),
    "/sorry.html": (answer(SORRY), VerdictKind.SOFT_404),
    "/leads-home.html": (answer("<script>location='/'</script>", 500), VerdictKind.SERVER_ERROR),
    "/loop.html": (redirect("/loop.html"), VerdictKind.REDIRECT_LOOP),
}


def site(*paths: str, **more: Behaviour) -> dict[str, Behaviour]:
    return {"/": page(*paths, title="示例区人民政府"), **more}


async def test_what_only_a_browser_opens_is_not_broken_and_what_neither_opens_is() -> None:
    routes = {**ONLY_IN_A_BROWSER, **{path: behaviour for path, (behaviour, _) in DEAD_FOR_BOTH.items()}}
    routes["/walled.html"] = choosing(is_browser, redirect("/login"), answer("error", 500))
    routes["/login"] = answer(GOOD)
    async with serving(site(*routes) | routes) as server:
        done = await browsed(server.url("/"), late_seconds=3)
        kinds = {path: done.seen.kind(server.url(path)) for path in routes}
        without = _without_browser(done, server, routes)
    assert {kinds[path] for path in ONLY_IN_A_BROWSER} == {VerdictKind.OK}
    assert {path: kinds[path] for path in DEAD_FOR_BOTH} == {path: kind for path, (_, kind) in DEAD_FOR_BOTH.items()}
    assert all(done.in_browser(server.url(path)) for path in DEAD_FOR_BOTH)
    assert kinds["/walled.html"] is VerdictKind.BLOCKED
    assert all(without[path] for path in (*ONLY_IN_A_BROWSER, *DEAD_FOR_BOTH))
    assert {hit.method for hit in server.hits} == {"GET"}
    assert done.notes == ("用浏览器复核失效链接：8 个能正常打开，不列为问题，9 个同样打不开，1 个拒绝访问，不作判断",)


def _without_browser(done: Browsed, server: FaultServer, paths: dict[str, Behaviour]) -> dict[str, bool]:
    """Which of these addresses the other looks alone call broken."""
    looks = {path: done.seen.looks(server.url(path)) for path in paths}
    return {path: judge([look for look in looks[path] if not look.in_browser]).broken for path in paths}


async def test_a_page_for_what_does_not_exist_is_known_by_what_the_host_shows_for_one() -> None:
    """A host that says 200 to everything and draws its own words by script, and its real page."""

    def shell(words: str) -> Behaviour:
        script = f"<script>document.body.append('{words}');document.title='{words[:4]}'</script>"
        return answer(f"<!DOCTYPE html><title>门户</title><body>{script}")

    missing = shell("这里什么也看不到，请从首页重新进入")
    routes = {"/real.html": shell("区政府召开常务会议，研究部署下一阶段工作"), "/missing.html": missing}
    async with serving(site(*routes) | routes) as server:
        server.default = missing
        done = await browsed(server.url("/"))
        kinds = {path: done.seen.kind(server.url(path)) for path in routes}
    assert kinds == {"/real.html": VerdictKind.OK, "/missing.html": VerdictKind.SOFT_404}


async def test_a_view_that_its_app_draws_late_is_compared_with_what_it_draws_late_for_none() -> None:
    def shell(words: str) -> Behaviour:
        script = f"<script>setTimeout(()=>document.body.append('{words}'),400)</script>"
        return answer(f"<!DOCTYPE html><title>门户</title><body>{script}")

    missing = shell("哎呀，迷路了")
    routes = {"/real.html": shell("办事指南：每周一至周五"), "/missing.html": missing}
    async with serving(site(*routes) | routes) as server:
        server.default = missing
        done = await browsed(server.url("/"), late_seconds=1.0)
        kinds = {path: done.seen.kind(server.url(path)) for path in routes}
    assert kinds == {"/real.html": VerdictKind.OK, "/missing.html": VerdictKind.SOFT_404}


async def test_data_that_says_there_is_none_and_a_refresh_to_the_home_page_are_so_in_a_browser_too() -> None:
    none = answer('{"code":404,"msg":"文章不存在","data":null}', type_="application/json")
    home = answer("<meta http-equiv=refresh content='5;url=/'><p>页面跳转中，请稍候</p>")
    async with serving(site("/api/a", "/old.html") | {"/api/a": none, "/old.html": home}) as server:
        done = await browsed(server.url("/"))
        assert done.seen.broken == {server.url("/api/a"), server.url("/old.html")}


async def test_the_words_on_a_button_are_read_too() -> None:
    filler = "<p>主办单位：示例区人民政府办公室</p>" * 9
    gone = f"<title>示例区</title>{filler}<p>文章信息不存在！</p><input type=button value=返回 onclick=history.back()>"
    async with serving(site("/a.html") | {"/a.html": answer(gone)}) as server:
        done = await browsed(server.url("/"))
        assert done.seen.broken == {server.url("/a.html")}


async def test_plain_404s_of_a_host_are_sampled_and_all_looked_at_when_one_opens() -> None:
    paths = [f"/{number}.html" for number in range(6)]
    dead = dict.fromkeys(paths, answer("没有这个页面", 404))
    async with serving(site(*paths) | dead) as server:
        same = await browsed(server.url("/"))
        looked = [path for path in paths if same.in_browser(server.url(path))]
    async with serving(site(*paths) | dict.fromkeys(paths, ONLY_IN_A_BROWSER["/404-to-robots.html"])) as server:
        other = await browsed(server.url("/"))
        assert not other.seen.broken
    assert looked == paths[:2]
    assert same.notes[1:] == ("4 个返回 404 的地址未逐个用浏览器复核（每个域名抽查 2 个，结果一致）",)


async def test_views_of_an_app_that_no_browser_looked_at_are_not_called_missing() -> None:
    shell = answer("<!DOCTYPE html><title>服务</title><div id=app></div><script src=/app.js></script>")
    routes = {f"/view/{number}.html": shell for number in range(4)}
    app = answer("document.body.append('办理地点、时限、窗口：'+location.pathname)", type_="text/javascript")
    async with serving(site(*routes) | routes | {"/app.js": app}) as server:
        server.default = shell
        done = await browsed(server.url("/"), second_looks=1)
        none = await browsed(server.url("/"), second_looks=0)
    assert not done.seen.broken and not none.seen.broken
    assert sum(bool(done.in_browser(server.url(path))) for path in routes) == 1


async def test_the_number_of_second_looks_is_bounded_and_said() -> None:
    paths = [f"/{number}.html" for number in range(4)]
    async with serving(site(*paths) | dict.fromkeys(paths, answer("error", 500))) as server:
        done = await browsed(server.url("/"), second_looks=1)
        none = await browsed(server.url("/"), second_looks=0)
    assert sum(bool(done.in_browser(server.url(path))) for path in paths) == 1
    assert done.notes[1:] == ("3 个失效链接因数量或时间上限未用浏览器复核",)
    assert none.notes == () and len(none.seen.broken) == 4


async def test_robots_holds_for_what_a_script_leads_to() -> None:
    leads = answer("<script>location='/secret/a.html'</script>", 500)
    robots = answer("User-agent: *\nDisallow: /secret/\n", type_="text/plain")
    async with serving(site("/a.html") | {"/a.html": leads, "/robots.txt": robots}) as server:
        await browsed(server.url("/"), load_seconds=1.0)
    assert "/secret/a.html" not in server.paths


async def test_a_browser_that_is_killed_changes_no_verdict_and_loses_no_other(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    wrapper = tmp_path / "browser"
    wrapper.write_text(f'#!/bin/sh\necho $$ > {pid}\nexec {chromium()} "$@"\n', encoding="utf-8")
    wrapper.chmod(0o700)

    async def kill(hit: Hit, writer: asyncio.StreamWriter) -> bool | None:
        if is_browser(hit):
            os.kill(int(pid.read_text()), signal.SIGKILL)
        return await answer("error", 500)(hit, writer)

    routes = {"/kill.html": kill, **dict.fromkeys(("/a.html", "/b.html"), ONLY_IN_A_BROWSER["/500-to-robots.html"])}
    async with serving(site(*routes) | routes) as server:
        done = await browsed(server.url("/"), executable=str(wrapper))
        kinds = {path: done.seen.kind(server.url(path)) for path in routes}
        assert not done.in_browser(server.url("/kill.html"))
    assert kinds == {"/kill.html": VerdictKind.SERVER_ERROR, "/a.html": VerdictKind.OK, "/b.html": VerdictKind.OK}
    assert done.notes == ("用浏览器复核失效链接：2 个能正常打开，不列为问题，1 个浏览器没有得出结论，维持原判断",)


async def test_a_browser_that_does_not_start_changes_nothing_and_says_so() -> None:
    async with serving(site("/a.html") | {"/a.html": answer("error", 500, type_=HTML)}) as server:
        done = await browsed(server.url("/"), executable="/nowhere/chromium")
        assert done.seen.broken == {server.url("/a.html")}
    assert done.notes[0].startswith("浏览器无法启动，失效链接未用浏览器复核：")
