"""The server: answers byte by byte, ways of misbehaving, the log of who asked what."""

import asyncio
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest

from demo.portal import Portal
from demo.server import Served, serve
from tests.demo.web import ask, unmarked


def test_every_page_comes_over_the_wire_as_it_was_built(portal: Portal, served: Served) -> None:
    for path in portal.pages:
        got = ask(served.url, path)
        assert (got.status, got.body) == (200, unmarked(portal.answers[path].body, served)), path
        assert got.header("Content-Type") == portal.answers[path].content_type


def test_an_unknown_address_is_404_and_a_query_on_a_plain_page_changes_nothing(served: Served) -> None:
    assert ask(served.url, "/nichts/").status == 404
    assert ask(served.url, "/tzgg/?v=1").status == 200
    assert ask(served.url, "/czj/search.asp?kw=%E9%A2%84").status == 404


def test_head_is_the_same_refused_or_lying(served: Served) -> None:
    assert (ask(served.url, "/tzgg/", "HEAD").status, ask(served.url, "/tzgg/", "HEAD").body) == (200, b"")
    assert [ask(served.url, "/wt/head405.html", method).status for method in ("HEAD", "GET")] == [405, 200]
    assert [ask(served.url, "/wt/head404.html", method).status for method in ("HEAD", "GET")] == [404, 200]
    assert ask(served.url, "/tzgg/", "POST").status == 405


def test_flaky_answers_are_bad_once_a_persistent_error_stays(served: Served) -> None:
    assert [ask(served.url, "/wt/flaky.html").status for _ in range(3)] == [503, 200, 200]
    assert [ask(served.url, "/mzj/cx/query.jsp").status for _ in range(3)] == [500, 500, 500]


def test_flaky_answers_start_anew_with_the_next_server(portal: Portal) -> None:
    for _ in range(2):
        with serve(portal) as served:
            assert ask(served.url, "/wt/flaky.html").status == 503


def test_rate_limit_names_when_to_come_back(served: Served) -> None:
    got = ask(served.url, "/wt/busy.html")
    assert (got.status, got.header("Retry-After")) == (429, "1")


def test_reset_closed_port_and_the_second_host(served: Served) -> None:
    with pytest.raises(ConnectionResetError):
        ask(served.url, "/yxjd/yuyue/")
    with pytest.raises(ConnectionRefusedError):
        ask(served.closed, "/wsbs/index.do")
    assert ask(served.platform, "/qzqd/").status == 200
    assert ask(served.platform, "/tzgg/").status == 404


def test_a_slow_answer_comes_in_the_end(served: Served) -> None:
    start = time.monotonic()
    assert ask(served.url, "/wt/slow.html").status == 200
    assert 1.9 < time.monotonic() - start < 6


def test_redirects_that_name_a_host_name_this_one(served: Served) -> None:
    got = ask(served.url, "/zwgk/fdzdgk")
    assert (got.status, got.header("Location")) == (301, served.url + "zwgk/fdzdgk/")


def test_requests_are_counted_by_method_path_and_host(served: Served) -> None:
    ask(served.url, "/tzgg/?a=1")
    ask(served.url, "/tzgg/", "HEAD")
    ask(served.platform, "/qzqd/")
    assert served.hits() == {("GET", "/tzgg/?a=1"): 1, ("HEAD", "/tzgg/"): 1}
    assert served.hits("platform") == {("GET", "/qzqd/"): 1}
    assert [hit.at for hit in served.log] == sorted(hit.at for hit in served.log)


def test_two_requests_share_one_connection_and_rubbish_ends_it(served: Served) -> None:
    parts = urlsplit(served.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as client:
        request = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n"
        client.sendall(request + request + b"rubbish\r\n\r\n")
        received = b""
        while chunk := client.recv(65536):
            received += chunk
    assert received.count(b"HTTP/1.1 200 OK") == 2
    assert received.count(b"Disallow: /neibu/") == 2


def test_leaving_stops_the_thread_and_frees_the_ports_though_a_client_waits(portal: Portal) -> None:
    with serve(portal) as served:
        parts = urlsplit(served.url)
        client = socket.create_connection((parts.hostname, parts.port), timeout=5)
        client.sendall(b"GET /wt/slow.html HTTP/1.1\r\n\r\n")
        while not served.log:
            time.sleep(0.01)
        start = time.monotonic()
    assert time.monotonic() - start < 1
    assert not any(thread.name == "demo-portal" for thread in threading.enumerate())
    client.close()
    with pytest.raises(ConnectionRefusedError):
        ask(served.url, "/")


async def test_it_answers_inside_a_program_that_runs_its_own_loop(portal: Portal) -> None:
    with serve(portal) as served:
        assert (await asyncio.to_thread(ask, served.url, "/")).status == 200
