"""Fetching over one family of addresses only, through the guard and the pace of the crawl."""

import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from crawler.connect import HEADER_BYTES, PEER, resolver, trust
from crawler.fetch import Answer, Fetcher
from crawler.guard import Guard
from crawler.names import NameNotFound
from crawler.pace import Pacer
from crawler.plan import CrawlPlan
from crawler.probes.ipv6_names import literal_of
from evidence import notice
from evidence.html import decode
from evidence.records import Failure, FailureKind
from evidence.verdict import VerdictKind, classify


class _Connector(aiohttp.TCPConnector):
    """Tells the running task whom it is connected to, as the crawl's own connector does."""

    async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:
        literal = literal_of(str(req.url.host or ""))
        if literal is not None and (literal.version == 6) != (self.family == socket.AF_INET6):
            raise NameNotFound(f"{literal} belongs to the other family")
        connection = await super().connect(req, traces, timeout)
        name = connection.transport.get_extra_info("peername") if connection.transport is not None else None
        PEER.set(str(name[0]) if name else "")
        return connection


@contextlib.asynccontextmanager
async def only(family: socket.AddressFamily, plan: CrawlPlan, guard: Guard, pacer: Pacer) -> AsyncIterator[Fetcher]:
    """A fetcher that never leaves one family."""
    connector = _Connector(
        family=family,
        resolver=resolver(plan, guard),
        socket_factory=guard.socket,
        ssl=trust(plan.network.ca_file),
        limit=0,
        force_close=True,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={
            "User-Agent": plan.user_agent,
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        },
        timeout=aiohttp.ClientTimeout(total=None),
        max_line_size=HEADER_BYTES,
        max_field_size=HEADER_BYTES,
        trust_env=False,
    )
    async with session:
        yield Fetcher(plan, session, pacer)


def verdict(answer: Answer, family: socket.AddressFamily) -> tuple[VerdictKind, Failure | None]:
    """What one answer says, and how it failed. An answer from the other family is none."""
    fetch = answer.fetch
    if fetch.peer and fetch.status is not None and (":" in fetch.peer) != (family == socket.AF_INET6):
        return VerdictKind.UNKNOWN, Failure(kind=FailureKind.CUT, detail="answered over the other family")
    if fetch.failure is None and _is_challenge(answer):
        return VerdictKind.BLOCKED, None
    return classify(fetch), fetch.failure


def _is_challenge(answer: Answer) -> bool:
    fetch = answer.fetch
    text, _ = decode(answer.body[: notice.HEAD], fetch.content_type)
    seen = notice.Answer.of(fetch, answer.body, text)
    return any(mark.startswith(("challenge", "login-wall")) for mark in notice.notice(seen))
