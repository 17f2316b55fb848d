"""The browser's door: what it lets through, what it refuses, and that it never asks a forbidden address."""

import asyncio
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import Guard
from crawler.probes.proxy import guarded_proxy
from crawler.probes.proxy_messages import Authority, MalformedRequest, authority, closing, credentials, request
from evidence.records import FailureKind
from tests.crawler.browser_site import serving
from tests.crawler.nameserver import naming

LOOPBACK = ("127.0.0.1/32",)


async def told(proxy: str, message: str) -> bytes:
    """Everything the proxy answers to one message."""
    host, _, port = proxy.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(message.replace("\n", "\r\n").encode())
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ")[1]) if answer else 0


@pytest.mark.parametrize(("method", "answered"), [("GET", 200), ("HEAD", 200)])
async def test_get_and_head_are_forwarded(method: str, answered: int) -> None:
    with serving({"/a?x=1": "hello"}) as site:
        async with guarded_proxy(Guard(LOOPBACK)) as proxy:
            answer = await told(proxy.address, f"{method} {site.url}/a?x=1 HTTP/1.1\nHost: x\nAccept: */*\n\n")
    assert (status(answer), answer.endswith(b"hello")) == (answered, method == "GET")
    assert b"Connection: close" in answer and site.hits == [(method, "/a?x=1")]


async def test_a_number_is_reached_without_a_resolver() -> None:
    with serving({"/a": "hello"}) as site:
        async with guarded_proxy(Guard(LOOPBACK), resolver="127.0.0.1:9") as proxy:
            answer = await told(proxy.address, f"GET {site.url}/a HTTP/1.1\nHost: x\n\n")
            assert status(answer) == 200 and proxy.why(site.url) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
async def test_what_could_send_something_never_gets_out(method: str) -> None:
    with serving({"/a": "hello"}) as site:
        async with guarded_proxy(Guard(LOOPBACK)) as proxy:
            answer = await told(proxy.address, f"{method} {site.url}/a HTTP/1.1\nContent-Length: 1\n\nx")
    assert (status(answer), site.hits) == (405, [])


async def test_a_second_request_on_a_connection_is_not_passed_on_unread() -> None:
    with serving({"/a": "hello"}) as site:
        async with guarded_proxy(Guard(LOOPBACK)) as proxy:
            first = f"GET {site.url}/a HTTP/1.1\nHost: x\n\n"
            await told(proxy.address, first + f"POST {site.url}/b HTTP/1.1\nHost: x\nContent-Length: 0\n\n")
    assert site.hits == [("GET", "/a")]


@pytest.mark.parametrize("place", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
async def test_a_private_address_is_never_asked_in_any_spelling(place: str) -> None:
    with serving({"/a": "hello"}) as trap:
        port = trap.url.rpartition(":")[2]
        async with guarded_proxy(Guard()) as proxy:
            plain = await told(proxy.address, f"GET http://{place}:{port}/a HTTP/1.1\nHost: x\n\n")
            tunnel = await told(proxy.address, f"CONNECT {place}:{port} HTTP/1.1\n\n")
    assert (status(plain), status(tunnel), trap.hits) == (403, 403, [])
    assert {failure.kind for failure in proxy.refused.values()} == {FailureKind.FORBIDDEN_ADDRESS}


async def test_a_name_that_leads_inside_is_refused_by_the_resolver_of_the_settings() -> None:
    names = {"public.example.com": ("127.0.0.1",), "inside.example.com": ("127.0.0.1", "10.0.0.1")}
    async with naming(names) as server:
        with serving({"/a": "hello"}) as site:
            port = site.url.rpartition(":")[2]
            async with guarded_proxy(Guard(LOOPBACK), resolver=server.address) as proxy:
                good = await told(proxy.address, f"GET http://public.example.com:{port}/a HTTP/1.1\nHost: x\n\n")
                bad = await told(proxy.address, f"GET http://inside.example.com:{port}/a HTTP/1.1\nHost: x\n\n")
                none = await told(proxy.address, f"CONNECT nobody.example.com:{port} HTTP/1.1\n\n")
    assert (status(good), status(bad), status(none)) == (200, 403, 502)
    assert proxy.why(f"http://public.example.com:{port}/") is None
    why = proxy.why(f"http://nobody.example.com:{port}/a")
    assert why is not None and why.kind is FailureKind.DNS


@pytest.mark.parametrize("port", [22, 25, 3306, 6379])
async def test_ports_of_other_protocols_are_refused(port: int) -> None:
    async with guarded_proxy(Guard(LOOPBACK)) as proxy:
        answer = await told(proxy.address, f"CONNECT 127.0.0.1:{port} HTTP/1.1\n\n")
    assert (status(answer), proxy.refused[f"127.0.0.1:{port}"].kind) == (403, FailureKind.FORBIDDEN_TARGET)


async def test_a_tunnel_carries_only_tls() -> None:
    with serving({"/a": "hello"}) as site:
        async with guarded_proxy(Guard(LOOPBACK)) as proxy:
            connect = f"CONNECT {site.url.removeprefix('http://')} HTTP/1.1\n\n"
            spoken = await tunnelled(proxy.address, connect, b"POST /a HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (spoken, site.hits) == (b"", [])


async def tunnelled(proxy: str, connect: str, first: bytes) -> bytes:
    """What comes back through a tunnel after its first bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.rpartition(":")[2]))
    writer.write(connect.replace("\n", "\r\n").encode())
    await reader.readuntil(b"\r\n\r\n")
    writer.write(first)
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_a_tunnel_relays_both_ways_once_tls_begins() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.read(100))
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with guarded_proxy(Guard(LOOPBACK)) as proxy:
        port = server.sockets[0].getsockname()[1]
        answer = await tunnelled(proxy.address, f"CONNECT 127.0.0.1:{port} HTTP/1.1\n\n", b"\x16\x03\x01hello")
    server.close()
    assert answer == b"\x16\x03\x01hello"


async def test_a_further_proxy_is_asked_in_its_own_form_and_still_not_for_private_addresses() -> None:
    with serving({"http://www.example.com/a": "by proxy"}) as further:
        upstream = further.url.replace("http://", "http://user:p%40ss@")
        async with guarded_proxy(Guard(LOOPBACK), upstream=upstream) as proxy:
            answer = await told(proxy.address, "GET http://www.example.com/a HTTP/1.1\nHost: www.example.com\n\n")
            refused = await told(proxy.address, "GET http://10.0.0.1/a HTTP/1.1\nHost: x\n\n")
    assert (answer.endswith(b"by proxy"), status(refused)) == (True, 403)
    assert further.hits == [("GET", "http://www.example.com/a")]
    assert credentials(upstream) == (b"Proxy-Authorization: Basic dXNlcjpwQHNz",)


@pytest.mark.parametrize("message", ["GET / HTTP/1.1\nHost: x\n\n", "hello\n\n", "GET ftp://x/ HTTP/1.1\n\n"])
async def test_what_is_no_request_to_a_proxy_is_refused(message: str) -> None:
    async with guarded_proxy(Guard(LOOPBACK)) as proxy:
        assert status(await told(proxy.address, message)) == 400


@given(st.binary(max_size=200))
def test_any_bytes_are_a_request_or_malformed(head: bytes) -> None:
    with contextlib.suppress(MalformedRequest):
        assert request(head).target.host


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("example.com:8080", Authority("example.com", 8080)),
        ("[::1]:443", Authority("::1", 443)),
        ("example.com", Authority("example.com", 80)),
    ],
)
def test_authority(text: str, found: Authority) -> None:
    assert authority(text, 80) == found


def test_an_answer_is_told_to_close_and_what_is_no_http_is_left_alone() -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: x\r\nA: b\r\n\r\nbody\r\nConnection: keep"
    assert closing(head) == b"HTTP/1.1 200 OK\r\nA: b\r\nConnection: close\r\n\r\nbody\r\nConnection: keep"
    assert closing(b"HTTP/1.0 200 OK\nA: b\n\nbody").endswith(b"Connection: close\r\n\r\nbody")
    assert closing(b"<html>\r\n\r\nConnection: keep") == b"<html>\r\n\r\nConnection: keep"
