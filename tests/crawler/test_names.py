"""Names: what our resolver could not tell is never held against the site."""

from asyncio import get_running_loop

import pytest

from crawler.crawl import Crawl
from crawler.guard import Guard
from crawler.names import GuardedResolver, NameNotFound, ResolverFailed
from evidence.errors import UsageError
from evidence.records import FailureKind, Record, Visit
from evidence.verdict import VerdictKind, judge
from tests.crawler.crawling import crawl, fetch, plan
from tests.crawler.faulty import answer, page, serving
from tests.crawler.nameserver import SERVFAIL, SILENT, naming


@pytest.mark.parametrize(
    ("name", "kind", "verdict"),
    [
        ("nowhere.test", FailureKind.DNS, VerdictKind.DNS),
        ("addressless.test", FailureKind.DNS, VerdictKind.DNS),
        ("www..test", FailureKind.DNS, VerdictKind.DNS),
        (f"{'a' * 64}.test", FailureKind.DNS, VerdictKind.DNS),
        ("failing.test", FailureKind.RESOLVER, VerdictKind.UNKNOWN),
        ("silent.test", FailureKind.RESOLVER, VerdictKind.UNKNOWN),
    ],
)
async def test_names_that_lead_nowhere(name: str, kind: FailureKind, verdict: VerdictKind) -> None:
    async with naming({"addressless.test": (), "failing.test": SERVFAIL, "silent.test": SILENT}) as dns:
        found = (await fetch(f"http://{name}/", network={"resolver": dns.address})).fetch
    assert found.failure is not None
    assert found.failure.kind is kind
    assert judge([found, found]).kind is verdict


async def test_a_name_that_leads_somewhere() -> None:
    async with serving({"/": answer("ok")}) as server, naming({"portal.test": ("127.0.0.1",)}) as dns:
        found = (await fetch(f"http://portal.test:{server.port}/", network={"resolver": dns.address})).fetch
        assert server.hits[0].headers["host"] == f"portal.test:{server.port}"
    assert found.ok
    assert found.peer == "127.0.0.1"


async def test_what_answers_over_both_families_is_read_over_the_older_one_each_time() -> None:
    pages = {f"/{number}": answer("ok") for number in range(6)}
    async with (
        serving(pages | {"/": page(*pages)}) as four,
        serving({}, host="::1", port=four.port) as six,
        naming({"portal.test": ("::1", "127.0.0.1")}) as dns,
    ):
        seen = await crawl(plan(f"http://portal.test:{four.port}/", network={"resolver": dns.address}))
    assert seen.broken == set() and len(four.hits) > len(pages)
    assert six.hits == []


async def test_what_answers_over_the_newer_family_alone_is_read_over_it() -> None:
    async with serving({"/": answer("ok")}, host="::1") as six, naming({"portal.test": ("::1", "127.0.0.1")}) as dns:
        found = (await fetch(f"http://portal.test:{six.port}/", network={"resolver": dns.address})).fetch
    assert found.ok and found.peer == "::1"


async def test_a_silent_resolver_is_no_timeout_of_the_server() -> None:
    """However short the patience with servers is, silence about the name must not be charged to them."""
    async with naming({"silent.test": SILENT}) as dns:
        found = (await fetch("http://silent.test/", network={"resolver": dns.address}, pace={"timeout": 0.4})).fetch
    assert found.failure is not None
    assert found.failure.kind is FailureKind.RESOLVER


async def test_a_dead_resolver_breaks_nothing() -> None:
    others = [f"http://amt{number}.test/" for number in range(12)]
    async with serving({"/": page(*others)}) as server, naming({}) as dns:
        dns.silent = True
        seen = await crawl(plan(server.url("/"), network={"resolver": dns.address}, pace={"timeout": 0.6}))
    assert all(seen.looks(url) for url in others)
    assert seen.broken == set()


async def test_names_that_fail_do_not_silence_the_others() -> None:
    """SERVFAIL is an answer: a page full of such names must not make the resolver count as dead."""
    names = {f"amt{number}.test": SERVFAIL for number in range(12)} | {"gut.test": ("127.0.0.1",)}
    async with serving({"/gut": answer("ok")}) as server, naming(names) as dns:
        urls = [f"http://{name}/" for name in names if name != "gut.test"]
        good = f"http://gut.test:{server.port}/gut"
        server.routes["/"] = page(*urls, good)
        seen = await crawl(plan(server.url("/"), network={"resolver": dns.address}, pace={"per_host": 1}))
    assert seen.kind(good) is VerdictKind.OK
    assert seen.broken == set()


async def test_our_own_fault_is_looked_at_again() -> None:
    names = {"spaet.test": SERVFAIL}
    async with serving({"/x": answer("ok")}) as server, naming(names) as dns:
        url = f"http://spaet.test:{server.port}/x"
        server.routes["/"] = page(url)

        def heal(_: Crawl, record: Record) -> None:
            if isinstance(record, Visit) and record.fetch.url == url:
                dns.names["spaet.test"] = ("127.0.0.1",)

        seen = await crawl(plan(server.url("/"), network={"resolver": dns.address}), seen=heal)
    assert len(seen.looks(url)) == 2
    assert seen.kind(url) is VerdictKind.OK


async def test_a_second_look_asks_the_resolver_again() -> None:
    async with serving({"/": page("http://nowhere.test/x")}) as server, naming({}) as dns:
        seen = await crawl(plan(server.url("/"), network={"resolver": dns.address}))
        assert dns.asked.count("nowhere.test") >= 4  # A and AAAA, twice
    assert seen.kind("http://nowhere.test/x") is VerdictKind.DNS


async def test_a_dead_name_is_asked_for_once() -> None:
    async with naming({}) as dns:
        resolver = GuardedResolver(Guard(), dns.address)
        for _ in range(5):
            with pytest.raises(NameNotFound):
                await resolver.resolve("nowhere.test", 80)
        assert len(dns.asked) == 2  # A and AAAA


async def test_a_silent_resolver_is_waited_for_a_few_times_only() -> None:
    async with naming({}) as dns:
        dns.silent = True
        resolver = GuardedResolver(Guard(), dns.address, timeout=0.1)
        begin = get_running_loop().time()
        for number in range(40):
            with pytest.raises(ResolverFailed):
                await resolver.resolve(f"amt{number}.test", 80)
        assert get_running_loop().time() - begin < 3


@pytest.mark.parametrize("server", ["dns.test:53", "10.0.0.1:dns", "10.0.0.300", ""])
def test_the_setting(server: str) -> None:
    if not server:
        GuardedResolver(Guard(), server)
        return
    with pytest.raises(UsageError, match=r"network\.resolver"):
        GuardedResolver(Guard(), server)


@pytest.mark.parametrize(
    ("server", "address", "port"),
    [
        ("10.0.0.1", "10.0.0.1", 53),
        ("10.0.0.1:5353", "10.0.0.1", 5353),
        ("[::1]:54", "::1", 54),
        ("::1", "::1", 53),
    ],
)
def test_the_setting_is_read(server: str, address: str, port: int) -> None:
    client = GuardedResolver(Guard(), server)._dns
    assert client is not None
    assert (client.nameservers, client.port) == ([address], port)


async def test_the_platform_on_a_sub_domain_is_part_of_the_site_and_other_sub_domains_are_not() -> None:
    hosts = ("www.qu.test", "xxgk.qu.test", "czj.qu.test", "xxgk.shi.test")
    async with serving({}) as server, naming(dict.fromkeys(hosts, ("127.0.0.1",))) as dns:
        home, platform, bureau, above = (f"http://{host}:{server.port}/" for host in hosts)
        named = ((platform + "qu/index.html", "政府信息公开"), (bureau, "区财政局"), (above + "qu/", "信息公开"))
        server.routes["/"] = answer("".join(f"<a href='{url}'>{name}</a>" for url, name in named))
        server.routes["/qu/index.html"] = page("/qu/zn.html", "/shi/zn.html")
        for path in ("/qu/zn.html", "/shi/zn.html", "/qu/"):
            server.routes[path] = answer("指南")
        seen = await crawl(plan(home, network={"resolver": dns.address}))
    assert seen.pages == {home, platform + "qu/index.html", platform + "qu/zn.html"}
