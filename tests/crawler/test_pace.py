"""How gently a host is asked, read from the server's own log."""

import asyncio
import itertools

import pytest

from crawler.pace import Pacer
from crawler.plan import Pace
from tests.crawler.crawling import crawl, plan
from tests.crawler.faulty import FaultServer, Hit, answer, in_turn, page, serving


def _gaps(server: FaultServer) -> list[float]:
    starts = sorted(hit.at for hit in server.hits)
    return [later - earlier for earlier, later in itertools.pairwise(starts)]


async def test_never_closer_than_the_interval() -> None:
    async with serving({"/": page(*(f"/{n}" for n in range(15)))}) as server:
        await crawl(plan(server.url("/"), pace={"per_host": 4, "interval": 0.05}))
        # A busy machine may hold one up and let the next one catch up on the wire, but not all of them.
        assert len(server.hits) > 30
        assert sum(_gaps(server)) >= 0.9 * 0.05 * (len(server.hits) - 1)


async def test_starts_at_one_host_keep_the_interval() -> None:
    pacer = Pacer(Pace(per_host=4, interval=0.05))
    starts: list[float] = []

    async def ask() -> None:
        async with pacer.slot("a"):
            starts.append(asyncio.get_running_loop().time())
            await asyncio.sleep(0.06)

    await asyncio.gather(*(ask() for _ in range(12)))
    assert min(later - earlier for earlier, later in itertools.pairwise(starts)) >= 0.049


async def test_the_interval_holds_when_all_hosts_together_are_at_their_limit() -> None:
    """A start that waits for room among all hosts must not catch up on the interval afterwards."""
    pacer = Pacer(Pace(per_host=8, interval=0.05, total=1))
    starts: list[float] = []

    async def ask(host: str, seconds: float) -> None:
        async with pacer.slot(host):
            if host == "a":
                starts.append(asyncio.get_running_loop().time())
            await asyncio.sleep(seconds)

    await asyncio.gather(ask("b", 0.3), *(ask("a", 0.0) for _ in range(5)))
    assert min(later - earlier for earlier, later in itertools.pairwise(starts)) >= 0.049


@pytest.mark.parametrize("per_host", [1, 3])
async def test_never_more_in_flight_than_allowed(per_host: int) -> None:
    async with serving({"/": page(*(f"/{n}" for n in range(20)))}) as server:
        server.default = answer("x", delay=0.02)
        await crawl(plan(server.url("/"), pace={"per_host": per_host}, limits={"max_depth": 1}))
        assert max(hit.beside for hit in server.hits) == per_host


async def test_two_crawls_of_a_process_do_not_add_up() -> None:
    from crawler.connect import open_session
    from crawler.crawl import Crawl

    async with serving({"/": page(*(f"/{n}" for n in range(10)))}) as server:
        server.default = answer("x", delay=0.02)
        made = plan(server.url("/"), pace={"per_host": 2})
        pacer = Pacer(made.pace)

        async def one() -> None:
            async with open_session(made) as session:
                async for _ in Crawl(made, session, pacer).records():
                    pass

        await asyncio.gather(one(), one())
        assert max(hit.beside for hit in server.hits) <= 2


async def test_retry_after_is_waited_for_by_all_who_ask() -> None:
    busy = in_turn(answer("", 429, headers={"Retry-After": "1"}), answer("ok"))
    async with serving({"/": page("/busy", *(f"/{n}" for n in range(6))), "/busy": busy}) as server:
        await crawl(plan(server.url("/"), pace={"per_host": 1}))
        said = next(hit.at for hit in server.hits if hit.path == "/busy")
        later = [hit.at for hit in server.hits if hit.at > said]
    assert min(later) - said >= 0.95


async def test_a_pause_asked_for_while_another_waits_for_its_turn_holds_for_that_one() -> None:
    pacer = Pacer(Pace(per_host=4, interval=0.1))
    loop = asyncio.get_running_loop()
    async with pacer.slot("a"):
        pass
    waiting = asyncio.create_task(_enter(pacer))
    await asyncio.sleep(0.02)
    pacer.report("a", 429, 0.4)
    begin = loop.time()
    assert await waiting - begin >= 0.38


async def _enter(pacer: Pacer) -> float:
    async with pacer.slot("a"):
        return asyncio.get_running_loop().time()


async def test_a_pause_is_never_longer_than_the_settings_allow() -> None:
    pacer = Pacer(Pace(interval=0.0, retry_after_cap=0.1))
    begin = asyncio.get_running_loop().time()
    pacer.report("a", 429, 86_400.0)
    assert await _enter(pacer) - begin < 0.5


async def test_a_host_that_complains_is_asked_more_slowly_and_one_that_calms_down_faster_again() -> None:
    pacer = Pacer(Pace(interval=0.5))
    for _ in range(3):
        pacer.report("a", 503)
    assert pacer._host("a").interval == 4.0
    for _ in range(30):
        pacer.report("a", 200)
    assert pacer._host("a").interval == 0.5
    for _ in range(20):
        pacer.report("a", 429)
    assert pacer._host("a").interval == 30.0
    assert pacer._host("b").interval == 0.5


async def test_a_host_that_complains_is_spared_also_where_no_pause_is_set() -> None:
    pacer = Pacer(Pace(interval=0.0))
    for _ in range(5):
        pacer.report("a", 429)
    assert pacer._host("a").interval == 0.5
    for _ in range(30):
        pacer.report("a", 200)
    assert pacer._host("a").interval == 0.0


def test_a_crawl_delay_that_is_taken_back_holds_no_longer() -> None:
    pacer = Pacer(Pace(interval=0.5))
    pacer.at_least("a", 20.0)
    assert pacer._host("a").interval == 20.0
    pacer.at_least("a", 0.0)
    for _ in range(200):
        pacer.report("a", 200)
    assert pacer._host("a").interval == 0.5


async def test_other_hosts_do_not_wait_for_a_slow_one() -> None:
    async def slow(hit: Hit, writer: object) -> bool | None:
        return await answer("x", delay=0.5)(hit, writer)  # type: ignore[arg-type]

    async with serving(host="127.0.0.2") as other, serving() as server:
        other.default = slow
        server.routes["/"] = page(*(other.url(f"/{n}") for n in range(3)), *(f"/{n}" for n in range(30)))
        await crawl(plan(server.url("/"), pace={"per_host": 1}, limits={"max_depth": 1}))
        ours = [hit.at for hit in server.hits if hit.path[1:].isdigit()][:30]
        assert max(ours) < other.hits[-1].at


@pytest.mark.parametrize(
    ("times", "interval"),
    [
        ([0.1] * 30 + [5.0] * 15, 2.0),  # twice five answers under strain; of the first ones the average is still good
        ([0.1] * 30 + [15.0] * 60, 5.0),
        ([0.1] * 30 + [5.0] * 3 + [0.1] * 30, 0.5),
        ([0.1] * 30 + [15.0] + [0.1] * 5, 0.5),
        ([5.0] * 60, 0.5),
        ([0.1] * 30 + [1.5] * 30, 0.5),
    ],
    ids=["slowed", "slowed-for-long", "calm-again", "one-slow-page", "always-slow", "slower-but-quick"],
)
def test_answers_that_slow_down_slow_us_down(times: list[float], interval: float) -> None:
    pacer = Pacer(Pace(interval=0.5))
    for elapsed in times:
        pacer.report("a", 200, elapsed=elapsed)
    assert pacer._host("a").interval == pytest.approx(interval)
    assert pacer._host("b").interval == 0.5


def test_after_the_strain_the_pace_is_the_set_one_and_never_faster() -> None:
    pacer = Pacer(Pace(interval=0.0))
    for _ in range(10):
        pacer.report("a", 200, elapsed=0.1)
    for _ in range(40):
        pacer.report("a", 200, elapsed=4.0)
    slowed = pacer._host("a").interval
    assert slowed >= 2.0
    for _ in range(120):
        pacer.report("a", 200, elapsed=0.1)
    assert pacer._host("a").interval == 0.0


async def test_a_server_that_slows_down_is_asked_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.pace.SLOW", 0.05)  # the server of the test strains at smaller loads
    server = FaultServer()

    async def straining(hit: Hit, writer: asyncio.StreamWriter) -> bool | None:
        return await answer("x", type_="text/plain", delay=0.0 if len(server.hits) < 30 else 0.2)(hit, writer)

    server.routes = {f"/{n}": straining for n in range(40)} | {"/": page(*(f"/{n}" for n in range(40)))}
    await server.start()
    try:
        await crawl(plan(server.url("/"), pace={"per_host": 1}, limits={"max_depth": 1}))
    finally:
        await server.stop()
    gaps = _gaps(server)
    assert max(gaps[:25]) < 0.4 <= 0.45 < max(gaps[30:])
