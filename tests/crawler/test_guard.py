"""Addresses that are not public are never connected to: counted on trap servers, which must stay unasked."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import BAD_PORTS, Guard, embedded, is_public
from evidence.errors import UsageError
from evidence.records import FailureKind
from evidence.urls import normalise
from tests.crawler.crawling import crawl, fetch, plan
from tests.crawler.faulty import FaultServer, answer, page, redirect, serving
from tests.crawler.nameserver import naming

ONLY_ONE = {"allow_private": ("127.0.0.1/32",)}
TRAP = "127.0.0.2"

PUBLIC = ["1.1.1.1", "223.5.5.5", "202.96.128.86", "2400:3200::1", "2606:4700::1111", "::ffff:1.1.1.1"]
NOT_PUBLIC = """
    127.0.0.1 127.255.255.254 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 100.127.255.255
    0.0.0.0 0.1.2.3 192.0.0.8 192.0.2.1 198.51.100.1 203.0.113.9 198.18.0.1 198.19.255.255 192.88.99.1 224.0.0.1
    239.255.255.250 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1 ff02::1 100::1
    2001:db8::1 3fff::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:100.64.0.1 ::127.0.0.1
    2002:7f00:1::1 2002:a00:1::1 2002:6440:1::1 2001:0:4136:e378:8000:63bf:80ff:fffe 64:ff9b::7f00:1 64:ff9b::a00:1
    64:ff9b:1::a00:1
    """.split()  # noqa: SIM905 - a list of forty literals is no easier to read


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not Guard().permits(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert Guard().permits(address)


def test_what_the_settings_allow_and_no_more() -> None:
    guard = Guard(("10.1.0.0/16", "fd00::/8"))
    assert guard.permits("10.1.2.3")
    assert guard.permits("::ffff:10.1.2.3")  # the mapped form leads to the same allowed machine
    assert guard.permits("fd12::1")
    assert not guard.permits("10.2.0.1")
    assert not guard.permits("127.0.0.1")


def test_a_mapped_address_is_judged_by_what_is_in_it() -> None:
    assert not Guard(("::ffff:0:0/96",)).permits("::ffff:10.0.0.1")


def test_a_bad_network_is_the_users_mistake() -> None:
    with pytest.raises(UsageError, match="allow_private"):
        Guard(("10.0.0.0/99",))


@given(st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address))
def test_every_embedding_of_an_address_is_judged_as_the_address(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    mapped = ipaddress.IPv6Address(0xFFFF << 32 | number)
    six_to_four = ipaddress.IPv6Address(0x2002 << 112 | number << 80 | 1)
    nat64 = ipaddress.IPv6Address(0x0064FF9B << 96 | number)
    for form in (mapped, six_to_four, nat64):
        assert address in embedded(form)
        if not is_public(address):
            assert not Guard().permits(str(form))


LITERALS = [
    "127.0.0.2",
    "2130706434",
    "0177.0.0.2",
    "0x7f.0.0.2",
    "0x7f000002",
    "017700000002",
    "127.2",
    "127.0.0.2.",
    "[::ffff:127.0.0.2]",
    "[::ffff:7f00:2]",
    "[0:0:0:0:0:ffff:127.0.0.2]",
    "１２７.0.0.2",
    "127。0。0。2",
    "%31%32%37.0.0.2",
    "user:pw@127.0.0.2",
    "[::1]",
]
NAMES = {
    "portal.test": ("127.0.0.1",),
    "private.test": (TRAP,),
    "mixed.test": ("127.0.0.1", TRAP),
    "mapped.test": ("::ffff:127.0.0.2",),
    "six.test": ("::1",),
    "carrier.test": ("100.64.0.1",),
    "metadata.test": ("169.254.169.254",),
}


async def test_nothing_on_the_site_leads_to_a_trap() -> None:
    async with serving({}, host=TRAP) as trap, serving({}, host="::1", port=trap.port) as six:
        hosts = [*LITERALS, *(name for name in NAMES if name != "portal.test")]
        urls = [f"http://{host}:{trap.port}/trap" for host in hosts]
        detours = [f"/to/{number}" for number in range(len(urls))]
        images = "".join(f'<img src="{url}?bild">' for url in urls)
        sheet = " ".join(f'@import "{url}?css"; b {{ background: url({url}?bg) }}' for url in urls)
        routes = {path: redirect(url + "?umgeleitet") for path, url in zip(detours, urls, strict=True)}
        home = f'<a href="/page">x</a><link rel=stylesheet href=/a.css>{images}'
        routes |= {"/": answer(f"<html><body>{home}</body></html>"), "/page": page(*urls, *detours)}
        routes |= {"/a.css": answer(sheet, type_="text/css")}
        routes |= {"/robots.txt": redirect(f"http://private.test:{trap.port}/robots.txt")}
        async with serving(routes) as server, naming(NAMES) as dns:
            home_url = f"http://portal.test:{server.port}/"
            seen = await crawl(plan(home_url, network={**ONLY_ONE, "resolver": dns.address}))
            looked = {visit.fetch.url: visit.fetch for visit in seen.visits}
            assert {f"http://portal.test:{server.port}{path}" for path in ("/", "/page", "/a.css")} <= looked.keys()
            forbidden = [f for f in looked.values() if f.failure and f.failure.kind is FailureKind.FORBIDDEN_ADDRESS]
    assert trap.hits == []
    assert six.hits == []
    assert len(forbidden) >= 3 * len(NAMES)
    assert not any("trap" in url for url in seen.broken)


async def test_the_trap_would_be_counted() -> None:
    """The pair of the test above: with permission, the same addresses do reach the server."""
    async with serving({}, host=TRAP) as trap:
        for host in LITERALS[:-1]:
            url = normalise(f"http://{host}:{trap.port}/trap")
            assert url is not None
            await fetch(url, network={"allow_private": ("127.0.0.0/8",)})
    assert trap.count("/trap") == len(LITERALS) - 1


@pytest.mark.parametrize("port", sorted(BAD_PORTS)[::9])
async def test_ports_of_other_protocols_are_refused(port: int) -> None:
    found = (await fetch(f"http://127.0.0.1:{port}/")).fetch
    assert found.failure is not None
    assert found.failure.kind is FailureKind.FORBIDDEN_TARGET


async def test_a_proxy_is_no_way_around_the_guard() -> None:
    proxy = FaultServer({})
    proxy.default = answer("durch den Proxy")
    await proxy.start()
    try:
        network = {"proxy": proxy.url("/"), **ONLY_ONE}
        found = (await fetch("http://127.0.0.2:8000/trap", network=network)).fetch
        public = (await fetch("http://1.1.1.1/", network=network)).fetch
    finally:
        await proxy.stop()
    assert found.failure is not None
    assert found.failure.kind is FailureKind.FORBIDDEN_ADDRESS
    assert public.ok
    assert len(proxy.hits) == 1
