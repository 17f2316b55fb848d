"""Certificates: which ones are believed, and what those that are not make of a link."""

import ssl
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from crawler.connect import trust
from crawler.tls import tls_fault
from evidence.errors import UsageError
from evidence.records import FailureKind
from evidence.verdict import VerdictKind, judge
from tests.crawler.crawling import crawl, fetch, plan
from tests.crawler.faulty import answer, page, raw, serving
from tests.crawler.nameserver import naming

NAME = "portal.test"


@pytest.fixture(scope="module")
def issuer() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(issuer: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    issuer.cert_pem.write_to_path(str(path))
    yield str(path)


def _server(issuer: trustme.CA, name: str = NAME, *, expired: bool = False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    made = issuer.issue_cert(name, not_after=yesterday if expired else None)
    made.configure_cert(context)
    return context


async def _look(context: ssl.SSLContext, ca_file: str) -> tuple[FailureKind | None, str, bool]:
    async with serving({"/": answer("ok")}, context=context) as server, naming({NAME: ("127.0.0.1",)}) as dns:
        network = {"resolver": dns.address, "ca_file": ca_file}
        found = (await fetch(server.url("/", NAME), network=network)).fetch
    failure = found.failure
    verdict = judge([found, found])
    assert verdict.kind is (VerdictKind.TLS if failure else VerdictKind.OK)
    return (failure.kind if failure else None), failure.detail if failure else "", verdict.broken


async def test_a_good_certificate_of_an_issuer_in_the_settings(issuer: trustme.CA, ca_file: str) -> None:
    assert await _look(_server(issuer), ca_file) == (None, "", False)


async def test_the_same_certificate_without_the_setting(issuer: trustme.CA) -> None:
    kind, detail, broken = await _look(_server(issuer), "")
    assert kind is FailureKind.TLS
    assert "unable to get local issuer" in detail
    assert broken


async def test_an_expired_certificate(issuer: trustme.CA, ca_file: str) -> None:
    kind, detail, _ = await _look(_server(issuer, expired=True), ca_file)
    assert kind is FailureKind.TLS
    assert "expired" in detail


async def test_a_certificate_of_another_name(issuer: trustme.CA, ca_file: str) -> None:
    kind, detail, _ = await _look(_server(issuer, "anders.test"), ca_file)
    assert kind is FailureKind.TLS
    assert "portal.test" in detail


async def test_a_self_signed_certificate(ca_file: str) -> None:
    other = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    other.issue_cert(NAME).configure_cert(context)
    kind, detail, _ = await _look(context, ca_file)
    assert kind is FailureKind.TLS
    assert "self-signed" in detail or "unable to get local issuer" in detail


def _old(issuer: trustme.CA, *, expired: bool = False) -> ssl.SSLContext:
    """A server that speaks nothing newer than TLS 1.1."""
    context = _server(issuer, expired=expired)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def _weak(issuer: trustme.CA) -> ssl.SSLContext:
    """TLS 1.2 with a cipher that is not offered any more."""
    context = _server(issuer)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-ECDSA-AES128-SHA")
    return context


@pytest.mark.parametrize(
    ("make", "mark"),
    [(_old, "tls:legacy:TLSv1.1:"), (_weak, "tls:legacy:TLSv1.2:ECDHE-ECDSA-AES128-SHA"), (_server, None)],
)
async def test_old_encryption_is_read_and_told(
    make: Callable[[trustme.CA], ssl.SSLContext], mark: str | None, issuer: trustme.CA, ca_file: str
) -> None:
    routes = {"/": page("/a"), "/a": page(text="第二页")}
    async with serving(routes, context=make(issuer)) as server, naming({NAME: ("127.0.0.1",)}) as dns:
        network = {"resolver": dns.address, "ca_file": ca_file}
        seen = await crawl(plan(server.url("/", NAME), network=network))
        assert seen.pages == {server.url("/", NAME), server.url("/a", NAME)}
        assert not seen.broken
        for visit in seen.visits:
            assert [found[: len(mark or "")] for found in visit.fetch.marks] == ([mark] if mark else [])


async def test_an_expired_certificate_of_an_old_server_is_not_read(issuer: trustme.CA, ca_file: str) -> None:
    kind, detail, broken = await _look(_old(issuer, expired=True), ca_file)
    assert (kind, detail.partition(":")[0], broken) == (FailureKind.TLS, "expired", True)


async def test_an_old_server_that_breaks_the_letter_of_http_is_read_all_the_same(
    issuer: trustme.CA, ca_file: str
) -> None:
    body = "<title>公告</title><p>停水通知</p>".encode()
    twice = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Type : text/html\r\nContent-Length: %d\r\n\r\n"
    routes = {"/": page("/a"), "/a": raw(twice % len(body) + body)}
    async with serving(routes, context=_old(issuer)) as server, naming({NAME: ("127.0.0.1",)}) as dns:
        seen = await crawl(plan(server.url("/", NAME), network={"resolver": dns.address, "ca_file": ca_file}))
        assert server.url("/a", NAME) in seen.pages
    assert not seen.broken


@pytest.mark.parametrize(
    ("code", "fault"),
    [(10, "expired"), (18, "self-signed"), (20, "incomplete-chain"), (62, "name"), (66, "legacy"), (1, "other")],
)
def test_faults_of_certificates_have_closed_words(code: int, fault: str) -> None:
    error = ssl.SSLCertVerificationError()
    error.verify_code = code
    assert tls_fault(error) == fault


def test_bytes_that_are_no_tls_are_not_old_tls() -> None:
    assert tls_fault(ConnectionResetError()) == "other"


async def test_a_site_over_https_is_crawled(issuer: trustme.CA, ca_file: str) -> None:
    routes = {"/": page("/a"), "/a": page(text="第二页")}
    async with serving(routes, context=_server(issuer)) as server, naming({NAME: ("127.0.0.1",)}) as dns:
        network = {"resolver": dns.address, "ca_file": ca_file}
        seen = await crawl(plan(server.url("/", NAME), network=network))
        assert seen.pages == {server.url("/", NAME), server.url("/a", NAME)}


@pytest.mark.parametrize("content", [None, "kein Zertifikat"])
def test_a_file_that_is_no_certificate_is_the_users_mistake(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(UsageError, match="ca_file"):
        trust(str(file))
