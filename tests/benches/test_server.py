"""Both servers answer as planted."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from benches.plan import Portal
from benches.portal import build
from benches.server import free_addresses, nginx_program, serve

EXPECTED = {
    "dead-page": 404,
    "dead-attachment": 404,
    "dead-image": 404,
    "server-error": 500,
    "redirect-to-dead": 302,
    "redirect-loop": 302,
    "outside-dead": 404,
    "attachment": 200,
    "attachment-chinese-name": 200,
    "outside": 200,
    "head-refused": 200,
    "about-404": 200,
}


@pytest.fixture(scope="module", params=["nginx", "own"])
def served(request: pytest.FixtureRequest, portal: Portal) -> Iterator[Portal]:
    """The portal, served."""
    program = nginx_program() if request.param == "nginx" else ""
    if program is None:
        pytest.skip("nginx is not installed")
    with serve(portal.folder, program=program):
        yield portal


def _ask(url: str, method: str = "GET") -> http.client.HTTPResponse:
    parts = urlsplit(url)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=5)) as connection:
        connection.request(method, quote(parts.path) + (f"?{quote(parts.query, safe='=&')}" if parts.query else ""))
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        return answer


def test_planted_addresses_answer_as_planted(served: Portal) -> None:
    asked = [item for item in served.planted if item.kind in EXPECTED]
    assert {item.kind for item in asked} == set(EXPECTED)
    assert [item for item in asked if _ask(item.url).status != EXPECTED[item.kind]] == []


def test_redirects_lead_to_pages_and_dead_ends(served: Portal) -> None:
    hops = {"redirect": 1, "two-hop-redirect": 2}
    for item in served.planted:
        if item.kind in hops:
            url = item.url
            for _ in range(hops[item.kind]):
                url = served.url.rstrip("/") + str(_ask(url).headers["Location"])
            assert _ask(url).status == 200
        elif item.ends:
            assert _ask(item.ends).status == 404


def test_nobody_answers_on_the_closed_port(served: Portal) -> None:
    refused = [item for item in served.planted if item.kind == "outside-refused"]
    with pytest.raises(ConnectionRefusedError):
        _ask(refused[0].url)


def test_head_is_refused_only_where_planted(served: Portal) -> None:
    refused = next(item for item in served.planted if item.kind == "head-refused")
    assert _ask(refused.url, "HEAD").status == 405
    assert _ask(served.url, "HEAD").status == 200


def test_pages_come_whole_and_with_the_header_that_lifts_the_cap_of_linkchecker(served: Portal) -> None:
    answer = _ask(served.url)
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["LinkChecker"]
    assert answer.body == (served.folder / "site" / "index.html").read_bytes()  # type: ignore[attr-defined]
    assert _ask(f"{served.url}search?q=政策1&page=1").status == 200


def test_connections_are_kept(served: Portal) -> None:
    parts = urlsplit(served.url)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=5)) as connection:
        ports = []
        for _ in range(2):
            connection.request("GET", "/")
            connection.getresponse().read()
            kept = connection.sock
            assert isinstance(kept, socket.socket)
            ports.append(kept.getsockname())
    assert ports[0] == ports[1]


def test_the_server_ends_with_the_block(tmp_path: Path) -> None:
    small = build(tmp_path, pages=40, addresses=free_addresses())
    with serve(small.folder, program=""):
        assert _ask(small.url).status == 200
    with pytest.raises(ConnectionRefusedError):
        _ask(small.url)
