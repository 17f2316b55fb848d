"""Redirects: chains, loops, odd spellings of where they lead, and cookies on the way."""

import pytest

from evidence.records import FailureKind, Hop
from tests.crawler.crawling import fetch
from tests.crawler.faulty import answer, in_turn, raw, redirect, serving, stall


async def test_a_chain_is_followed_and_written_down() -> None:
    routes = {"/a": redirect("/b", 301), "/b": redirect("c?x=1", 307), "/c?x=1": answer("ok")}
    async with serving(routes) as server:
        found = (await fetch(server.url("/a"))).fetch
        url = server.url
        assert found.status == 200
        assert found.url == url("/a")
        assert found.final_url == url("/c?x=1")
        assert found.hops == (
            Hop(url("/a"), 301, "/b", "127.0.0.1"),
            Hop(url("/b"), 307, "c?x=1", "127.0.0.1"),
        )


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("b/../c", "/d/c"),
        ("?q=1", "/d/a?q=1"),
        ("/通知/公告.html", "/%E9%80%9A%E7%9F%A5/%E5%85%AC%E5%91%8A.html"),
        ("/通知".encode("gbk"), "/%CD%A8%D6%AA"),
        ("  /c  ", "/c"),
        ("\\c", "/c"),
        ("/c#teil", "/c"),
        ("/c;jsessionid=0A1B", "/c;jsessionid=0A1B"),
    ],
)
async def test_where_a_redirect_leads(location: str | bytes, path: str) -> None:
    async with serving({"/d/a": redirect(location), path: answer("ok")}) as server:
        found = (await fetch(server.url("/d/a"))).fetch
        assert found.status == 200, found.failure
        assert found.final_url == server.url(path).replace(";jsessionid=0A1B", "")
        assert server.paths == ["/d/a", path]


async def test_a_protocol_relative_redirect_leads_to_another_host() -> None:
    async with serving({"/c": answer("ok")}, host="127.0.0.2") as other, serving() as server:
        server.routes["/a"] = redirect(f"//127.0.0.2:{other.port}/c")
        found = (await fetch(server.url("/a"))).fetch
    assert found.ok
    assert found.peer == "127.0.0.2"


async def test_loops_and_endless_chains_end() -> None:
    routes = {"/a": redirect("/b"), "/b": redirect("/a")}
    routes |= {f"/{n}": redirect(f"/{n + 1}") for n in range(40)}
    async with serving(routes) as server:
        loop = (await fetch(server.url("/a"))).fetch
        chain = (await fetch(server.url("/0"), limits={"redirects": 10})).fetch
        assert len(server.paths) == 2 + 11
    assert loop.failure is not None
    assert loop.failure.kind is FailureKind.REDIRECT_LOOP
    assert chain.failure is not None
    assert chain.failure.kind is FailureKind.TOO_MANY_REDIRECTS


async def test_a_redirect_to_itself_that_sets_a_cookie_is_no_loop() -> None:
    async with serving({"/a": in_turn(redirect("/a", cookie="ok=1; Path=/"), answer("da"))}) as server:
        found = (await fetch(server.url("/a"))).fetch
        again = (await fetch(server.url("/a"))).fetch
        assert [hit.headers.get("cookie") for hit in server.hits] == [None, "ok=1", None]
    assert found.ok
    assert again.ok


async def test_a_cookie_wall_that_never_opens_is_a_loop() -> None:
    async with serving({"/a": redirect("/a", cookie="ok=1")}) as server:
        found = (await fetch(server.url("/a"))).fetch
        assert len(server.hits) == 2
    assert found.failure is not None
    assert found.failure.kind is FailureKind.REDIRECT_LOOP


async def test_a_cookie_does_not_leave_its_host() -> None:
    async with serving({"/c": answer("ok")}, host="127.0.0.2") as other:
        async with serving({"/a": redirect(other.url("/c"), cookie="secret=1")}) as server:
            assert (await fetch(server.url("/a"))).fetch.ok
        assert "cookie" not in other.hits[0].headers


@pytest.mark.parametrize("location", ["http://[bad/", "http://a b/", "http://:99999/", "http://127.0.0.1:99999/"])
async def test_a_redirect_to_no_address(location: str) -> None:
    async with serving({"/a": redirect(location)}) as server:
        found = (await fetch(server.url("/a"))).fetch
    assert found.failure is not None
    assert found.failure.kind is FailureKind.MALFORMED


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/a", "file:///etc/passwd", "javascript:alert(1)", "data:,x"])
async def test_a_redirect_to_another_protocol_is_not_followed(location: str) -> None:
    async with serving({"/a": redirect(location)}) as server:
        found = (await fetch(server.url("/a"))).fetch
    assert found.failure is not None
    assert found.failure.kind is FailureKind.FORBIDDEN_TARGET


async def test_a_redirect_without_a_location_is_an_answer() -> None:
    async with serving({"/a": raw(b"HTTP/1.1 302 X\r\nContent-Length: 2\r\n\r\nda")}) as server:
        found = await fetch(server.url("/a"))
    assert found.fetch.status == 302
    assert found.body == b"da"


async def test_a_long_body_of_a_redirect_is_not_waited_for() -> None:
    head = b"HTTP/1.1 302 X\r\nLocation: /b\r\nContent-Length: 9000000\r\n\r\n"
    long = stall(head + b"x" * 2000)
    async with serving({"/a": long, "/b": answer("ok")}) as server:
        assert (await fetch(server.url("/a"))).fetch.ok
