"""Every way an answer can go wrong, one path each: what the fetch says and what two looks make of it."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.lenient import parse
from evidence.records import FailureKind
from evidence.verdict import VerdictKind, judge
from tests.crawler.crawling import fetch
from tests.crawler.faulty import Behaviour, answer, endless, raw, redirect, reset, serving, stall

PAGE = "<!DOCTYPE html><html><head><title>办事指南</title></head><body>" + "办事指南正文。" * 20 + "</body></html>"
BODY = PAGE.encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
RESET = (FailureKind.RESET, VerdictKind.RESET)
PROTOCOL = (FailureKind.PROTOCOL, VerdictKind.RESET)
TIMEOUT = (FailureKind.TIMEOUT, VerdictKind.TIMEOUT)
LOOP = (FailureKind.REDIRECT_LOOP, VerdictKind.REDIRECT_LOOP)

FAILING: dict[str, tuple[Behaviour, tuple[FailureKind, VerdictKind]]] = {
    "reset at once": (reset(), RESET),
    "closed without a word": (raw(b""), RESET),
    "reset in the headers": (reset(HEAD), RESET),
    "stall before headers": (stall(), TIMEOUT),
    "stall in the headers": (stall(HEAD), TIMEOUT),
    "stall before the body": (stall(HEAD + b"Content-Length: 50\r\n\r\n"), TIMEOUT),
    "headers dripped": (endless(HEAD, b"X-A: b\r\n", pause=0.05), TIMEOUT),
    "endless headers": (endless(HEAD, b"X-A: b\r\n" * 500), PROTOCOL),
    "one endless header": (endless(HEAD + b"X-A: ", b"b" * 8192), PROTOCOL),
    "no http at all": (raw(b"SSH-2.0-OpenSSH_9.0\r\n\r\n"), PROTOCOL),
    "chunked garbage": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZZZ\r\nnonsense\r\n"), PROTOCOL),
    "gzip that is none": (raw(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nno gzip!!"), PROTOCOL),
    "to itself": (redirect("/x"), LOOP),
}


@pytest.mark.parametrize("name", FAILING)
async def test_a_failing_answer_is_a_value_and_broken_after_two_looks(name: str) -> None:
    behaviour, (kind, verdict) = FAILING[name]
    async with serving({"/x": behaviour}) as server:
        looks = [(await fetch(server.url("/x"), pace={"timeout": 0.5}, limits={"body_seconds": 0.5})).fetch]
        assert looks[0].failure is not None
        assert looks[0].failure.kind is kind, looks[0].failure
        assert looks[0].status is None
        assert judge(looks).kind is VerdictKind.UNKNOWN
        assert not judge(looks).broken
        assert judge(looks * 2).kind is verdict
        assert judge(looks * 2).broken


def _chunked(body: bytes) -> bytes:
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in (body[:50], body[50:])) + b"0\r\n\r\n"


READ_AS_A_BROWSER: dict[str, tuple[Behaviour, bytes]] = {
    "bare LF header lines": (
        raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 5\n\n" + b"<p>ok"),
        b"<p>ok",
    ),
    "no length, closed": (raw(HEAD + b"\r\n" + BODY), BODY),
    "no reason phrase": (raw(b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n" + BODY), BODY),
    "http/1.0": (raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY), BODY),
    "length too long": (raw(HEAD + b"Content-Length: 99999\r\n\r\n" + BODY), BODY),
    "length too short": (raw(HEAD + b"Content-Length: 20\r\n\r\n" + BODY), BODY[:20]),
    "half a body, then reset": (reset(HEAD + b"Content-Length: 99999\r\n\r\n" + BODY), BODY),
    "half a body, then silence": (stall(HEAD + b"Content-Length: 99999\r\n\r\n" + BODY), BODY),
    "duplicate type": (raw(HEAD + b"Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "duplicate equal length": (raw(HEAD + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "duplicate server": (raw(HEAD + b"Server: a\r\nServer: b\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "raw GBK in a header": (raw(HEAD + "X-N: 标题\r\n".encode("gbk") + b"Content-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "space before colon": (raw(HEAD + b"X-A : b\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "chunked": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(BODY)), BODY),
    "chunked, cut": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(BODY)[:-20]), BODY[:-13]),
    "gzip": (raw(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)), BODY),
    "deflate": (raw(HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(BODY)), BODY),
    "NULs in the body": (answer(b"<html>\0\0<body>" + BODY + b"\0"), b"<html>\0\0<body>" + BODY + b"\0"),
    "an encoding that is none": (raw(HEAD + b"Content-Encoding: UTF-8\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "an empty encoding": (raw(HEAD + b"Content-Encoding:\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "a length that is no number": (raw(HEAD + b"Content-Length: 5 bytes\r\n\r\n<p>ok"), b"<p>ok"),
    "an empty length": (raw(HEAD + b"Content-Length:\r\n\r\n" + BODY), BODY),
    "a folded header": (raw(HEAD + b"X-A: b\r\n  c\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "a header without a colon": (raw(HEAD + b"X-A\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "a header without a name": (raw(HEAD + b": b\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "a line break before the answer": (raw(b"\r\n" + HEAD + b"Content-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "chunked with a length": (
        raw(HEAD + b"Content-Length: 9999\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(BODY)),
        BODY,
    ),
    "chunked by another name": (raw(HEAD + b"transfer-encoding: Chunked\r\n\r\n" + _chunked(BODY)), BODY),
    "gzip with a tail": (raw(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY) + b"\r\n"), BODY),
    "gzip by its old name": (raw(HEAD + b"Content-Encoding: x-gzip\r\n\r\n" + gzip.compress(BODY)), BODY),
    "no type": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<p>ok"), b"<p>ok"),
    "a thousand headers": (
        raw(HEAD + b"".join(b"X-%d: b\r\n" % n for n in range(1000)) + b"Content-Length: 5\r\n\r\n<p>ok"),
        b"<p>ok",
    ),
    "nested 10,000 deep": (answer(b"<div>" * 10_000 + b"x"), b"<div>" * 10_000 + b"x"),
}


@pytest.mark.parametrize("name", READ_AS_A_BROWSER)
async def test_what_a_browser_reads_is_read(name: str) -> None:
    behaviour, body = READ_AS_A_BROWSER[name]
    async with serving({"/x": behaviour}) as server:
        found = await fetch(server.url("/x"), limits={"body_seconds": 0.5})
    assert found.fetch.failure is None
    assert found.fetch.status == 200
    assert found.body == body
    assert judge([found.fetch]).kind is VerdictKind.OK


@pytest.mark.parametrize("name", ["length too long", "half a body, then reset", "chunked, cut"])
async def test_a_body_that_ends_too_soon_says_so(name: str) -> None:
    async with serving({"/x": READ_AS_A_BROWSER[name][0], "/whole": answer(BODY)}) as server:
        assert (await fetch(server.url("/x"))).fetch.truncated
        assert not (await fetch(server.url("/whole"))).fetch.truncated


async def test_an_answer_after_a_short_length_does_not_spoil_the_next() -> None:
    """The rest of a body longer than its Content-Length must not be taken for the answer to the next request."""
    from crawler.connect import open_session
    from crawler.fetch import Fetcher
    from crawler.pace import Pacer
    from tests.crawler.crawling import plan

    short = raw(HEAD + b"Content-Length: 20\r\n\r\n" + BODY, keep=True)
    async with serving({"/x": short, "/y": answer("ganz anders")}) as server:
        made = plan(server.url("/"))
        async with open_session(made) as session:
            fetcher = Fetcher(made, session, Pacer(made.pace))
            for _ in range(5):
                await fetcher.fetch(server.url("/x"), limit=1000)
                after = await fetcher.fetch(server.url("/y"), limit=1000)
                assert after.body == b"ganz anders"


STATUSES = {
    200: VerdictKind.OK,
    206: VerdictKind.OK,
    304: VerdictKind.OK,
    401: VerdictKind.BLOCKED,
    403: VerdictKind.BLOCKED,
    404: VerdictKind.DEAD,
    405: VerdictKind.BLOCKED,
    410: VerdictKind.GONE,
    412: VerdictKind.BLOCKED,
    418: VerdictKind.BLOCKED,
    429: VerdictKind.BLOCKED,
    451: VerdictKind.BLOCKED,
    500: VerdictKind.SERVER_ERROR,
    502: VerdictKind.SERVER_ERROR,
    503: VerdictKind.SERVER_ERROR,
    504: VerdictKind.SERVER_ERROR,
    999: VerdictKind.BLOCKED,
}


@pytest.mark.parametrize("status", STATUSES)
async def test_statuses(status: int) -> None:
    async with serving({"/x": answer("" if status == 304 else "x", status)}) as server:
        found = (await fetch(server.url("/x"))).fetch
    assert found.status == status
    assert judge([found, found]).kind is STATUSES[status]


async def test_a_refused_port_and_a_slow_answer() -> None:
    async with serving({"/slow": answer("da", delay=0.4)}) as server:
        slow = (await fetch(server.url("/slow"), pace={"timeout": 2.0})).fetch
        url = server.url("/")
    gone = (await fetch(url)).fetch
    assert slow.ok
    assert slow.elapsed >= 0.4
    assert gone.failure is not None
    assert gone.failure.kind is FailureKind.REFUSED


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"]),
)
def test_the_lenient_reader_never_raises(data: bytes, head: bytes) -> None:
    answer = parse(head + data, 100)
    assert answer is None or len(answer.body) <= 100
