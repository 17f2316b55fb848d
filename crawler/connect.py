"""The connection under every request: one guarded aiohttp session, and the world's failures as values."""

import socket
import ssl
import warnings
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

import aiohttp
import certifi

from crawler.guard import ForbiddenAddress, Guard
from crawler.names import GuardedResolver, NameNotFound, ResolverFailed
from crawler.plan import CrawlPlan
from crawler.tls import TlsFault, tls_fault
from evidence.errors import UsageError
from evidence.records import Failure, FailureKind

HEADER_BYTES = 65_536
SIX_AFTER = 4.0  # seconds of silence over IPv4 after which IPv6 is tried beside it
# The address that answered the request of the running task; the session forgets it with the connection.
PEER: ContextVar[str] = ContextVar("peer", default="")
# Protocol and cipher of that connection, empty where it is not encrypted.
CIPHER: ContextVar[str] = ContextVar("cipher", default="")
OLD_VERSIONS = ("SSLv3", "TLSv1", "TLSv1.1")
# What Python offers as it comes. Debian's leaves versions and ciphers to OpenSSL, which offers more: what counts as old
# must not hang on who built the interpreter.
CIPHERS = "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM"
OP_LEGACY_SERVER_CONNECT = 0x4  # has a name in the ssl module from Python 3.12 on
UNREACHABLE_ERRNOS = frozenset((99, 100, 101, 113))  # no such address of ours, net down, net or host unreachable


class _Connector(aiohttp.TCPConnector):
    """Tells the running task whom it is connected to, and has no idle connection for who asks for one of its own.

    A portal is read over IPv4 wherever that answers, as most of its visitors read it. Taking turns with IPv6 would make
    a half of it look dead where IPv6 alone is out of order, another half each night; that is for the check ipv6 to say.
    """

    async def _resolve_host(self, host: str, port: int, traces: Any = None) -> list[Any]:
        """The addresses in their turn, but those of IPv4 first."""
        return sorted(await super()._resolve_host(host, port, traces), key=lambda one: one["family"] == socket.AF_INET6)

    async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:
        if req.headers.get("Connection") == "close":  # an idle one may be closed by the server this very moment
            for idle, _ in self._conns.pop(req.connection_key, ()):
                idle.close()
        connection = await super().connect(req, traces, timeout)
        name = connection.transport.get_extra_info("peername") if connection.transport is not None else None
        PEER.set(str(name[0]) if name else "")
        secured = connection.transport.get_extra_info("ssl_object") if connection.transport is not None else None
        CIPHER.set(f"{secured.version()}:{(secured.cipher() or ('',))[0]}" if secured else "")
        return connection


def open_session(plan: CrawlPlan) -> aiohttp.ClientSession:
    """A session that connects only to permitted addresses, keeps no cookies and follows no redirects by itself."""
    guard = Guard(plan.network.allow_private)
    if plan.network.ca_file:
        trust(plan.network.ca_file)  # a file that cannot be read is told before anything is asked
    connector = _Connector(
        resolver=resolver(plan, guard),
        socket_factory=guard.socket,
        limit=0,
        ttl_dns_cache=300,
        keepalive_timeout=15.0,
        happy_eyeballs_delay=SIX_AFTER,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={
            "User-Agent": plan.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        },
        timeout=aiohttp.ClientTimeout(total=None),
        max_line_size=HEADER_BYTES,
        max_field_size=HEADER_BYTES,
        proxy=plan.network.proxy or None,
        trust_env=False,
    )


def resolver(plan: CrawlPlan, guard: Guard) -> GuardedResolver:
    """Names to permitted addresses, in the time the plan leaves for it."""
    pace = plan.pace
    return GuardedResolver(
        guard,
        plan.network.resolver,
        timeout=min(8.0, pace.timeout / 2),  # a silent resolver must be told from a silent server
        remember=min(30.0, pace.second_look * 0.8),  # a second look must not be answered by the first
    )


@lru_cache(maxsize=8)  # reading all issuers takes a tenth of a second
def trust(ca_file: str) -> ssl.SSLContext:
    """The issuers that are believed: the usual public ones and those of `network.ca_file`."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.load_default_certs()
    if ca_file:
        try:
            context.load_verify_locations(Path(ca_file))
        except (OSError, ssl.SSLError) as error:
            raise UsageError(f"无法读取 network.ca_file 指定的证书文件“{ca_file}”，请检查路径和格式（PEM）") from error
    return context


@lru_cache(maxsize=8)
def lenient_trust(ca_file: str) -> ssl.SSLContext:
    """The same issuers, and protocols, ciphers, keys and renegotiation of old as well; who answers is verified."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    if ca_file:
        context.load_verify_locations(Path(ca_file))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is the point
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:!aNULL:!eNULL:@SECLEVEL=0")
    context.options |= OP_LEGACY_SERVER_CONNECT
    return context


def may_be_legacy(error: BaseException) -> bool:
    """Whether a handshake may have failed only because the server is of an older kind; some of them just hang up."""
    cause = _root(error)
    return isinstance(cause, ConnectionResetError) or tls_fault(cause) is TlsFault.LEGACY


def is_legacy(error: BaseException, ca_file: str) -> bool:
    """Whether what the lenient context has just agreed upon, after this error, is of the older kind."""
    version, _, cipher = CIPHER.get().partition(":")
    if tls_fault(_root(error)) is TlsFault.LEGACY or version in OLD_VERSIONS:
        return True
    return cipher not in {known["name"] for known in trust(ca_file).get_ciphers()}


def failure_of(error: BaseException) -> Failure:
    """The closed kind of what went wrong on the way to an answer."""
    cause = _root(error)
    kind = _kind(error, cause)
    detail = f"{tls_fault(cause)}: {_words(cause)}" if kind is FailureKind.TLS else _words(cause)
    return Failure(kind=kind, detail=detail[:300])


def _root(error: BaseException) -> BaseException:
    """The operating system's or TLS library's own error under aiohttp's wrapping."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return error.certificate_error
    if isinstance(error, aiohttp.ClientConnectorError) and error.os_error is not None:
        return error.os_error.__cause__ or error.os_error
    return error


def _kind(error: BaseException, cause: BaseException) -> FailureKind:
    if isinstance(cause, ForbiddenAddress):
        return FailureKind.FORBIDDEN_ADDRESS
    if isinstance(cause, NameNotFound):
        return FailureKind.DNS
    if isinstance(cause, ResolverFailed) or isinstance(error, aiohttp.ClientConnectorDNSError):
        return FailureKind.RESOLVER
    if isinstance(cause, ssl.SSLError | ssl.CertificateError) or isinstance(error, aiohttp.ClientSSLError):
        return FailureKind.TLS
    if isinstance(cause, TimeoutError):
        return FailureKind.TIMEOUT
    if isinstance(cause, ConnectionRefusedError):
        return FailureKind.REFUSED
    if isinstance(cause, OSError) and cause.errno in UNREACHABLE_ERRNOS:
        return FailureKind.UNREACHABLE
    if isinstance(error, aiohttp.InvalidURL):
        return FailureKind.MALFORMED
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.ClientPayloadError | ValueError):
        return FailureKind.PROTOCOL
    return FailureKind.RESET


def _words(cause: BaseException) -> str:
    return " ".join(str(cause).split())[:300] or type(cause).__name__
