"""The availability probe: slow, broken and refused visits, and the pace that is no slowness of the site."""

import asyncio
from typing import Any

import pytest

from crawler.connect import open_session
from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.pace import Pacer
from crawler.probes import availability
from crawler.probes.availability import probe_availability
from crawler.probes.request import ProbeRequest
from crawler.robots import Robots
from tests.crawler.crawling import plan
from tests.crawler.faulty import Behaviour, answer, html, reset, serving, stall


async def visited(behaviour: Behaviour, *, robots: str = "", pace: dict[str, Any] | None = None) -> dict[str, Any]:
    """The data of one visit."""
    routes = {"/": behaviour, "/robots.txt": answer(robots, type_="text/plain")}
    async with serving(routes) as server:
        made = plan(server.url(), pace=pace)
        async with open_session(made) as session:
            pacer = Pacer(made.pace)
            fetcher = Fetcher(made, session, pacer)
            request = ProbeRequest(
                plan=made,
                fetcher=fetcher,
                robots=Robots(fetcher, pacer),
                pacer=pacer,
                guard=Guard(made.network.allow_private),
                home=server.url(),
                pages=(),
                addresses=(),
            )
            (probe,) = [probe async for probe in probe_availability(request)]
    return dict(probe.data)


async def test_a_page_that_opens_is_no_failure() -> None:
    data = await visited(answer(html()))
    assert (data["told"], data["failed"], data["status"]) == (True, False, 200)
    assert data["elapsed"] < 5


@pytest.mark.parametrize("behaviour", [answer("出错", 500), answer("", 404), reset(), answer("")])
async def test_a_page_that_breaks_is_a_failure(behaviour: Behaviour) -> None:
    data = await visited(behaviour)
    assert (data["told"], data["failed"]) == (True, True)


async def test_a_refusal_tells_nothing() -> None:
    assert (await visited(answer("拒绝", 403)))["told"] is False
    assert (await visited(answer(html()), robots="User-agent: *\nDisallow: /\n"))["told"] is False


async def test_a_page_that_takes_too_long_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "TOO_SLOW", 0.4)
    for late in (stall(seconds=2), answer(html(), delay=0.5), stall(b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n", 2)):
        data = await visited(late, pace={"timeout": 1.0})
        assert (data["told"], data["failed"]) == (True, True)
        assert data["elapsed"] >= 0.4


async def test_our_own_pace_and_patience_are_no_slowness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "TOO_SLOW", 0.4)
    begin = asyncio.get_running_loop().time()
    data = await visited(answer(html()), pace={"interval": 0.6})
    assert asyncio.get_running_loop().time() - begin > 0.5  # after the look at robots.txt the turn had to be waited for
    assert data["failed"] is False
    data = await visited(answer(html(), delay=0.2), pace={"timeout": 0.1})
    assert data["failed"] is False
