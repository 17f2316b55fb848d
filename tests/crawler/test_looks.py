"""Nothing is called broken on one look, blocked is not broken, and a dead network breaks nothing."""

import asyncio

import pytest

from crawler.connect import open_session
from crawler.crawl import Crawl
from crawler.doubts import PUT_OFF
from crawler.pace import Pacer
from evidence.records import Record
from evidence.verdict import VerdictKind
from tests.crawler.crawling import Seen, crawl, plan
from tests.crawler.faulty import Behaviour, Hit, answer, html, in_turn, page, redirect, reset, serving
from tests.crawler.nameserver import naming

RUISHU = '<html><head><meta id="9DhefwqGPrzGxEp9hPaoag"><script>$_ts=window["$_ts"];</script></head></html>'
SHELL = '<html><head><script src="/c.js"></script></head><body></body></html>'
CHALLENGES: dict[str, Behaviour] = {
    "ruishu-412": answer(RUISHU, 412),
    "ruishu-202": answer(RUISHU, 202),
    "script-202": answer(SHELL, 202),
    "jsl-521": answer("<script>document.cookie=('__jsl_clearance=1')</script>", 521, headers={"X-Via-JSL": "a"}),
    "yundun-405": answer("<html>访问被阻断</html>", 405, headers={"Server": "yundun"}),
    "chuangyudun-403": answer("<html>创宇盾 拦截</html>", 403),
    "safedog-404": answer("<html><title>网站防火墙</title>安全狗</html>", 404),
    "cloudflare-503": answer("<html>Just a moment</html>", 503, headers={"cf-mitigated": "challenge"}),
    "plain-403": answer("Forbidden", 403),
    "plain-401": answer("", 401, headers={"WWW-Authenticate": "Basic"}),
    "429": answer("", 429),
    "429-wait": answer("", 429, headers={"Retry-After": "0"}),
    "405": answer("", 405),
    "wsbs": redirect("/uaa/login?next=1"),
}
BROKEN: dict[str, tuple[Behaviour, VerdictKind]] = {
    "404": (answer("x", 404), VerdictKind.DEAD),
    "410": (answer("x", 410), VerdictKind.GONE),
    "500": (answer("x", 500), VerdictKind.SERVER_ERROR),
    "502-521-without-challenge": (answer("x", 521), VerdictKind.SERVER_ERROR),
    "reset": (reset(), VerdictKind.RESET),
    "home": (redirect("/"), VerdictKind.REDIRECT_HOME),
    "soft": (answer("<title>404 Not Found</title><p>页面不存在", 200), VerdictKind.SOFT_404),
    "empty": (answer("", 200), VerdictKind.EMPTY),
    "loop": (redirect("/loop"), VerdictKind.REDIRECT_LOOP),
    "a.pdf": (answer("<!DOCTYPE html><html>" + "附件预览" * 200, 200), VerdictKind.WRONG_TYPE),
}
FLAKY: dict[str, Behaviour] = {
    "503-then-200": in_turn(answer("busy", 503), page()),
    "reset-then-200": in_turn(reset(), page()),
    "404-then-200": in_turn(answer("x", 404), page()),
    "empty-then-200": in_turn(answer(""), page()),
}


@pytest.mark.slow
async def test_every_verdict_of_a_crawl() -> None:
    names = [*CHALLENGES, *BROKEN, *FLAKY]
    routes = {f"/{name}": behaviour for name, behaviour in (CHALLENGES | FLAKY).items()}
    routes |= {f"/{name}": behaviour for name, (behaviour, _) in BROKEN.items()}
    routes |= {"/": page(*(f"/{name}" for name in names)), "/uaa/login?next=1": page(text="请登录")}
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/")))
        kinds = {name: seen.kind(server.url(f"/{name}")) for name in names}
    assert {name: kinds[name] for name in CHALLENGES} == dict.fromkeys(CHALLENGES, VerdictKind.BLOCKED)
    assert {name: kinds[name] for name in FLAKY} == dict.fromkeys(FLAKY, VerdictKind.OK)
    assert {name: kinds[name] for name in BROKEN} == {name: kind for name, (_, kind) in BROKEN.items()}
    for name in BROKEN:
        assert seen.verdict(server.url(f"/{name}")).broken
        assert [look.look for look in seen.looks(server.url(f"/{name}"))] == [1, 2]


async def test_a_file_for_those_who_come_from_a_page() -> None:
    """Portals keep others from linking to their files: without a Referer, or with another's, one is sent home."""
    home = redirect("/")

    async def guarded(hit: Hit, writer: object) -> bool | None:
        own = hit.headers.get("referer", "").endswith("/list.html")
        return await (answer("%PDF-1.4", type_="application/pdf") if own else home)(hit, writer)  # type: ignore[arg-type]

    routes = {"/": page("/list.html"), "/list.html": page("/a.pdf", "/b.pdf"), "/a.pdf": guarded, "/b.pdf": home}
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.kind(server.url("/a.pdf")) is VerdictKind.OK
        assert seen.kind(server.url("/b.pdf")) is VerdictKind.REDIRECT_HOME


async def test_a_page_for_those_who_came_in_by_the_home_page() -> None:
    async def guarded(hit: Hit, writer: object) -> bool | None:
        known = "visit=1" in hit.headers.get("cookie", "")
        return await (page(text="办理进度查询") if known else redirect("/"))(hit, writer)  # type: ignore[arg-type]

    front = answer(html("/query.jsp", "/gone.jsp"), headers={"Set-Cookie": "visit=1; path=/"})
    async with serving({"/": front, "/query.jsp": guarded, "/gone.jsp": redirect("/")}) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.kind(server.url("/query.jsp")) is VerdictKind.OK
        assert seen.kind(server.url("/gone.jsp")) is VerdictKind.REDIRECT_HOME


async def test_the_second_look_comes_later_and_over_a_new_connection() -> None:
    async with serving({"/": page("/weg", *(f"/{n}" for n in range(30)))}) as server:
        server.routes |= {f"/{n}": page(text=f"第{n}篇正文") for n in range(30)}
        await crawl(plan(server.url("/"), pace={"per_host": 1, "second_look": 0.3}))
        first, second = [hit for hit in server.hits if hit.path == "/weg"]
    assert second.at - first.at >= 0.3
    assert second.headers["connection"] == "close"
    assert second.port not in {hit.port for hit in server.hits[: server.hits.index(second)]}
    assert server.paths[-2:] == ["/weg", "/"]  # the last is the control look at the home page


async def test_a_page_that_comes_back_is_read_with_its_links() -> None:
    routes = {"/": page("/a"), "/a": in_turn(answer("busy", 503), page("/b")), "/b": page(text="第二页的正文")}
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.pages == {server.url("/"), server.url("/a"), server.url("/b")}


async def test_a_page_that_asked_us_to_come_later_is_asked_for_once_more_and_read() -> None:
    later = in_turn(answer("", 429, headers={"Retry-After": "0"}), page("/b"))
    routes = {"/": page("/a"), "/a": later, "/b": page(text="第二页的正文")}
    async with serving(routes) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.pages == {server.url("/"), server.url("/a"), server.url("/b")}
        assert seen.kind(server.url("/a")) is VerdictKind.OK


async def test_a_host_that_wants_us_to_come_later_every_time_is_not_pressed() -> None:
    paths = [f"/{number}" for number in range(PUT_OFF + 5)]
    async with serving({"/": page(*paths), **dict.fromkeys(paths, answer("", 429))}) as server:
        seen = await crawl(plan(server.url("/")))
        asked = [path for path in server.paths if path in paths]
        assert {seen.kind(server.url(path)) for path in paths} == {VerdictKind.BLOCKED}
    assert len(asked) == len(paths) + PUT_OFF


async def test_a_file_is_asked_for_its_beginning_and_then_whole() -> None:
    file = answer(b"", 404)
    async with serving({"/": page("/a.pdf"), "/a.pdf": file}) as server:
        await crawl(plan(server.url("/")))
        ranges = [hit.headers.get("range") for hit in server.hits if hit.path == "/a.pdf"]
    assert ranges == ["bytes=0-4095", None]


async def test_a_server_that_cannot_send_a_part_sends_all() -> None:
    async def picky(hit: Hit, writer: object) -> bool | None:
        behave = answer("", 416) if "range" in hit.headers else answer(b"%PDF-1.4", type_="application/pdf")
        return await behave(hit, writer)  # type: ignore[arg-type]

    async with serving({"/": page("/a.pdf"), "/a.pdf": picky}) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.kind(server.url("/a.pdf")) is VerdictKind.OK


def _wide(count: int) -> dict[str, Behaviour]:
    """A home page of so many pages, each with a page of its own below it."""
    routes = {"/": page(*(f"/{n}" for n in range(count)))}
    for number in range(count):
        routes[f"/{number}"] = page(f"/{number}/x", text=f"第{number}篇", title=str(number))
        routes[f"/{number}/x"] = page(text=f"第{number}篇续", title=f"{number}续")
    return routes


async def test_a_server_that_goes_away_breaks_nothing() -> None:
    """The network is cut in the middle: the crawl sees that nobody is there and stops, to be taken up again."""
    count, away = 200, list[Crawl]()
    async with serving(_wide(count)) as server:
        made = plan(server.url("/"), pace={"per_host": 2})

        def cut(crawling: Crawl, record: Record) -> None:
            if len(server.hits) > 20 and not away:
                away.append(crawling)
                server.cut()

        first = await crawl(made, seen=cut)
        assert away[0].away and not away[0].complete
        assert len(first.visits) < count  # it did not ask for every address in vain
        assert first.broken == set()
        await server.back()
        second = await crawl(made, past=first.visits)
    assert Seen((*first.visits, *second.records)).broken == set()
    assert len(first.pages | second.pages) == 2 * count + 1


async def test_a_site_that_answers_in_between_is_not_away() -> None:
    """The pair of the test above: many dead addresses in a row beside a home page that answers."""
    routes = {"/": page(*(f"/tot{n}" for n in range(50)), "/gut"), "/gut": page(text="正文")}
    async with serving(routes | {f"/tot{n}": reset() for n in range(50)}) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.broken == {server.url(f"/tot{n}") for n in range(50)}


async def test_a_dead_link_beside_a_living_server_is_still_found() -> None:
    """The pair of the test above."""
    async with serving({"/": page("/tot", "/gut"), "/gut": page()}) as server:
        seen = await crawl(plan(server.url("/")))
        assert seen.broken == {server.url("/tot")}


async def test_when_the_outside_goes_away_no_other_host_is_broken() -> None:
    async with serving(host="127.0.0.2") as other, serving() as server, naming({"amt.test": ("127.0.0.2",)}) as dns:
        other.routes = {f"/{n}": answer("ok") for n in range(3)}
        urls = [f"http://amt.test:{other.port}/{n}" for n in range(30)]
        server.routes["/"] = page(*urls)

        async def reply(hit: Hit, writer: object) -> bool | None:
            behave = answer("ok") if len(other.hits) < 5 else reset()
            return await behave(hit, writer)  # type: ignore[arg-type]

        other.default = reply
        other.routes = {}
        seen = await crawl(plan(server.url("/"), network={"resolver": dns.address}, pace={"per_host": 1}))
    assert seen.kind(urls[0]) is VerdictKind.OK
    assert seen.broken == set()


async def test_silent_hosts_are_not_broken_when_no_other_host_ever_answered() -> None:
    from tests.crawler.faulty import stall

    async with serving(host="127.0.0.2") as other, serving() as server:
        other.default = stall()
        server.routes = {"/": page(other.url("/a"))}
        alone = await crawl(plan(server.url("/"), pace={"timeout": 0.3}))
        other.routes["/b"] = answer("ok")
        server.routes = {"/": page(other.url("/a"), other.url("/b"))}
        beside = await crawl(plan(server.url("/"), pace={"timeout": 0.3}))
        assert alone.broken == set()
        assert beside.broken == {other.url("/a")}


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT"])
async def test_only_get_is_ever_sent(method: str) -> None:
    form = f'<form method="{method}" action="/loeschen"><input type=submit><button formaction="/weg">x</button></form>'
    home = answer(html("/a", "/b.pdf") + form)
    async with serving({"/": home, "/a": page(), "/b.pdf": answer("", 404)}) as server:
        await crawl(plan(server.url("/")))
        assert {hit.method for hit in server.hits} == {"GET"}
        assert not {"/loeschen", "/weg"} & set(server.paths)


async def test_it_says_who_it_is() -> None:
    async with serving({"/": page()}) as server:
        await crawl(plan(server.url("/"), network={"contact": "https://www.example.gov.cn/hecha"}, version="1.2"))
        agents = {hit.headers["user-agent"] for hit in server.hits}
    assert agents == {"Mozilla/5.0 (compatible; hecha/1.2; +https://www.example.gov.cn/hecha)"}


async def test_malformed_addresses_are_recorded_and_never_asked() -> None:
    bad = ["http://[bad", "http://127.0.0.1:99999/x", "//[::1/x", "http://a b.gov.cn/"]
    good = ["mailto:a@example.gov.cn", "javascript:void(0)", "tel:12345", "data:,x", "#top", "about:blank"]
    async with serving({"/": page(*bad, *good)}) as server:
        seen = await crawl(plan(server.url("/")))
        assert set(server.paths) == {"/"}
    assert {url: seen.kind(url) for url in bad} == dict.fromkeys(bad, VerdictKind.MALFORMED)
    assert {visit.fetch.url for visit in seen.visits} == {server.url("/"), *bad}


@pytest.mark.timeout(20)
def test_a_disk_that_is_full_ends_the_crawl_even_with_its_queue_full() -> None:
    async def write_until_it_fails() -> None:
        async with serving({"/": page(*(f"/{n}" for n in range(600)))}) as server:
            server.default = page(text="正文")
            made = plan(server.url("/"))
            async with open_session(made) as session:
                async for _ in Crawl(made, session, Pacer(made.pace)).records():
                    await asyncio.sleep(1.0)
                    raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        asyncio.run(write_until_it_fails())
