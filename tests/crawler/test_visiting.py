"""Visits by the clock: a site is blamed only when our own network works, and robots.txt holds while a host is down."""

from collections.abc import Mapping
from typing import Any

import pytest

from crawler.pace import Pacer
from crawler.probes import availability
from crawler.visiting import Visitor
from tests.crawler.crawling import QUICK, plan
from tests.crawler.faulty import Behaviour, FaultServer, answer, html, reset, serving

OPEN = answer("", type_="text/plain")
GOOD = {"/": answer(html()), "/robots.txt": OPEN}
NOBODY = "http://127.0.0.1:1/"  # a port on which nothing listens


async def visited(server: FaultServer, *controls: str, visitor: Visitor | None = None) -> Mapping[str, Any]:
    """The data of one visit."""
    probe = await (visitor or Visitor(Pacer(QUICK))).visit(plan(server.url()), controls)
    assert probe.subject == server.url()
    return probe.data


async def test_a_page_that_opens_needs_no_control() -> None:
    async with serving(dict(GOOD)) as server, serving(dict(GOOD)) as other:
        data = await visited(server, other.url())
        assert (data["told"], data["failed"]) == (True, False)
        assert other.hits == []


@pytest.mark.parametrize("behaviour", [reset(), answer("出错", 500), answer("", 502)])
async def test_a_failed_visit_counts_when_another_host_answers(behaviour: Behaviour) -> None:
    async with serving({"/": behaviour, "/robots.txt": OPEN}) as server, serving(dict(GOOD)) as other:
        data = await visited(server, NOBODY, other.url())
        assert (data["told"], data["failed"], data["control"]) == (True, True, other.url())


async def test_a_failed_visit_does_not_count_when_nothing_answers() -> None:
    proxy_word = {"/": answer("bad gateway", 502), "/robots.txt": OPEN}
    async with serving({"/": reset(), "/robots.txt": OPEN}) as server, serving(proxy_word) as other:
        for controls in ((NOBODY,), (other.url(),), (server.url(),), ()):
            data = await visited(server, *controls)
            assert (data["told"], data["failed"], data["control"]) == (False, True, "")


async def test_a_slow_network_of_ours_is_no_slowness_of_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.visiting.TOO_SLOW", 0.3)
    monkeypatch.setattr(availability, "TOO_SLOW", 0.3)
    late = {"/": answer(html(), delay=0.5), "/robots.txt": OPEN}
    async with serving(dict(late)) as server, serving(dict(late)) as slow, serving(dict(GOOD)) as quick:
        assert (await visited(server, slow.url()))["told"] is False
        assert (await visited(server, quick.url()))["told"] is True


async def test_a_control_that_forbids_us_is_left_alone() -> None:
    closed = {"/": answer(html()), "/robots.txt": answer("User-agent: *\nDisallow: /\n", type_="text/plain")}
    async with serving({"/": reset(), "/robots.txt": OPEN}) as server, serving(closed) as other:
        assert (await visited(server, other.url()))["told"] is False
        assert [hit.path for hit in other.hits] == ["/robots.txt"]


async def test_robots_is_asked_once_a_day() -> None:
    async with serving(dict(GOOD)) as server:
        visitor = Visitor(Pacer(QUICK))
        for _ in range(3):
            await visited(server, visitor=visitor)
        assert [hit.path for hit in server.hits].count("/robots.txt") == 1


async def test_robots_holds_while_the_host_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.visiting.ROBOTS_HOLD", 0.0)
    async with serving(dict(GOOD)) as server, serving(dict(GOOD)) as other:
        visitor = Visitor(Pacer(QUICK))
        assert (await visited(server, other.url(), visitor=visitor))["failed"] is False
        server.routes |= {"/": answer("", 503), "/robots.txt": answer("", 503)}
        data = await visited(server, other.url(), visitor=visitor)
        assert (data["told"], data["failed"]) == (True, True)
        # Whoever knows nothing of the host yet must take an unreadable robots.txt for a no.
        assert (await visited(server, other.url()))["told"] is False
