"""The IPv6 probe on loopback: a DNS server, a web server on each family, and each fault beside what is none."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field

import dns.message
import dns.rdatatype
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.ipv6 import ipv6
from checks.model import Outcome, Result
from checks.testing import FakeSite, run_check
from crawler.connect import open_session
from crawler.fetch import Fetcher
from crawler.guard import Guard
from crawler.pace import Pacer
from crawler.probes import ipv6_reach
from crawler.probes.ipv6 import NO_IPV6, probe_ipv6
from crawler.probes.ipv6_content import likeness, read
from crawler.probes.ipv6_links import in_site, levels, name_of, port_of, spaced
from crawler.probes.ipv6_reach import reaches
from crawler.probes.request import ProbeRequest, SeenPage
from crawler.robots import Robots
from evidence.records import Coverage, Probe
from tests.crawler.crawling import plan
from tests.crawler.faulty import Behaviour, FaultServer, answer, html, in_turn, reset, serving
from tests.crawler.nameserver import SILENT, NameServer

HOST, BARE = "www.example.gov.cn", "old.example.gov.cn"
BOTH = ("127.0.0.1", "::1")
HOME = answer(html("/a.html", title="示例区人民政府", text="示例区推进基层政务公开标准化规范化"))
OTHER = answer(html(title="测试页", text="nginx 欢迎使用"))


class Zone(NameServer):
    """A name server that knows NS records too."""

    servers: tuple[str, ...] = ()

    def reply(self, data: bytes) -> bytes | None:
        """The answer to one question."""
        query = dns.message.from_wire(data)
        question = query.question[0]
        if question.rdtype != dns.rdatatype.NS or not self.servers:
            return super().reply(data)
        response = dns.message.make_response(query)
        response.answer.append(dns.rrset.from_text(question.name, 60, "IN", "NS", *self.servers))
        return response.to_wire()


@dataclass(slots=True)
class Portal:
    """A site with a server on each family and the zone of its names."""

    zone: Zone
    four: FaultServer
    six: FaultServer | None
    seen: list[SeenPage] = field(default_factory=list)

    def url(self, path: str = "/", host: str = HOST) -> str:
        """An address of the site."""
        return self.four.url(path, host)

    async def probes(self, home: str = "") -> list[Probe]:
        """What the probe says."""
        home = home or self.url()
        made = plan(home, network={"resolver": self.zone.address})
        async with open_session(made) as session:
            pacer = Pacer(made.pace)
            fetcher = Fetcher(made, session, pacer)
            request = ProbeRequest(
                plan=made,
                fetcher=fetcher,
                robots=Robots(fetcher, pacer),
                pacer=pacer,
                guard=Guard(made.network.allow_private),
                home=home,
                pages=tuple(self.seen),
                addresses=tuple(self.seen),
            )
            return [probe async for probe in probe_ipv6(request)]


@contextlib.asynccontextmanager
async def portal(
    four: Mapping[str, Behaviour],
    six: Mapping[str, Behaviour] | None,
    names: Mapping[str, tuple[str, ...] | str] | None = None,
) -> AsyncIterator[Portal]:
    """A portal of both families on one port; without `six` nobody listens there."""
    zone = Zone(dict(names or {HOST: BOTH, BARE: ("127.0.0.1",)}))
    zone.names.setdefault("ns1.example.gov.cn", ("127.0.0.1", "::1"))
    zone.servers = ("ns1.example.gov.cn.",)
    await zone.start()
    try:
        async with serving(four) as old:
            if six is None:
                yield Portal(zone, old, None)
                return
            async with serving(six, host="::1", port=old.port) as new:
                yield Portal(zone, old, new)
    finally:
        zone.stop()


def judged(probes: list[Probe], home: str = f"http://{HOST}/") -> Result:
    """What the check says of these records, as after a gathering."""
    missing = {p.need.value: str(p.data["missing"]) for p in probes if "missing" in p.data}
    result = run_check(ipv6, FakeSite.of({}, home=home, probes=probes, coverage=Coverage(missing=missing)))
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def said(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


def measures(result: Result) -> dict[str, str]:
    return {measure.name: str(measure.value) for measure in result.measures}


async def test_a_site_that_is_there_over_both_families_passes() -> None:
    async with portal({"/": HOME, "/a.html": HOME}, {"/": HOME, "/a.html": HOME}) as site:
        site.seen = [SeenPage(site.url(), 0), SeenPage(site.url("/a.html"), 1)]
        result = judged(await site.probes())
    assert (said(result), result.outcome) == ([], Outcome.PASSED)
    assert measures(result) == {"home-ipv6": "True", "home-success-rate": "1.0000", "rate-level-2": "1.0000"}
    assert site.six is not None
    assert site.six.count("/") == 3


async def test_a_name_without_an_ipv6_address_is_a_fault() -> None:
    async with portal({"/": HOME}, {"/": HOME}, {HOST: ("127.0.0.1",)}) as site:
        site.seen = [SeenPage(site.url("/a.html"), 1)]
        result = judged(await site.probes())
    assert said(result) == [("no-aaaa", False)]
    assert measures(result) == {"home-ipv6": "False", "rate-level-2": "0.0000"}


async def test_a_silent_resolver_tells_nothing() -> None:
    async with portal({"/": HOME}, {"/": HOME}, {HOST: SILENT}) as site:
        made = await asyncio.wait_for(site.probes(), 40)
    result = judged(made)
    assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)


async def test_an_address_that_refuses_is_a_fault() -> None:
    async with portal({"/": HOME}, None) as site:
        result = judged(await site.probes())
    assert said(result) == [("unreachable", False)]
    assert measures(result) == {"home-ipv6": "False", "home-success-rate": "0.0000"}
    assert "连接被拒绝" in result.findings[0].message


@pytest.mark.parametrize("status", [500, 404])
async def test_a_home_page_that_fails_over_ipv6_is_a_fault(status: int) -> None:
    async with portal({"/": HOME}, {"/": answer("出错", status)}) as site:
        assert said(judged(await site.probes())) == [("unreachable", False)]


async def test_a_refusal_is_no_fault() -> None:
    async with portal({"/": HOME}, {"/": answer("拒绝访问", 403)}) as site:
        result = judged(await site.probes())
    assert (said(result), result.outcome) == ([], Outcome.CANNOT_TELL)


async def test_some_visits_that_fail_are_unstable() -> None:
    async with portal({"/": HOME}, {"/": in_turn(HOME, answer("出错", 500), HOME)}) as site:
        result = judged(await site.probes())
    assert said(result) == [("unstable", False)]
    assert measures(result) == {"home-ipv6": "True", "home-success-rate": "0.6667"}


async def test_another_page_over_ipv6_is_a_fault() -> None:
    async with portal({"/": HOME}, {"/": OTHER}) as site:
        result = judged(await site.probes())
    assert said(result) == [("content-differs", False)]
    assert measures(result)["home-ipv6"] == "False"


async def test_times_counters_and_tokens_are_no_difference() -> None:
    def changing(at: int) -> Behaviour:
        words = "示例区推进基层政务公开标准化规范化试点工作取得进展"
        return answer(
            f"<title>示例区人民政府</title><p>2026年11月{at}日 星期{'一二三四五六'[at]}</p><p>{words}</p>"
            f"<p>今日访问量：{at * 977}</p><input name=csrf value=a{at}f9c><p>编号 x{at}b7e{at}</p>"
        )

    six, four = in_turn(*map(changing, (1, 2, 3))), in_turn(*map(changing, (4, 5)))
    async with portal({"/": four}, {"/": six}) as site:
        result = judged(await site.probes())
    assert (said(result), result.outcome) == ([], Outcome.PASSED)


async def test_links_that_do_not_open_over_ipv6_lower_the_rate() -> None:
    fine = {"/": HOME, "/a.html": HOME, "/b.html": HOME, "/c.html": HOME}
    six = {**fine, "/b.html": reset(), "/c.html": in_turn(reset(), HOME)}
    async with portal(fine, six) as site:
        site.seen = [SeenPage(site.url(path), 1) for path in ("/a.html", "/b.html", "/c.html", "/x.css")]
        site.seen += [SeenPage(site.url("/d.html", BARE), 2), SeenPage("http://www.other.gov.cn/", 1)]
        result = judged(await site.probes())
    assert said(result) == [("level-2-rate", False), ("level-3-rate", False)]
    assert measures(result) | {"home-success-rate": ""} == {
        "home-ipv6": "True",
        "home-success-rate": "",
        "rate-level-2": "0.6667",
        "rate-level-3": "0.0000",
    }
    assert [place.page_url for place in result.findings[0].places] == [site.url("/b.html")]
    assert "没有 AAAA 记录" in result.findings[1].places[0].text


async def test_name_servers_without_ipv6_are_a_doubt() -> None:
    names = {HOST: BOTH, "ns1.example.gov.cn": ("127.0.0.1",)}
    async with portal({"/": HOME}, {"/": HOME}, names) as site:
        assert said(judged(await site.probes())) == [("name-servers", True)]
        site.zone.servers = ()
        assert said(judged(await site.probes())) == []


async def test_a_checker_without_ipv6_tests_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("", "fd00::2"):
        monkeypatch.setattr(ipv6_reach, "source_towards", lambda target, source=source: source)
        names = {HOST: ("127.0.0.1", "2400:3200::1")}
        async with portal({"/": HOME}, {"/": HOME}, names) as site:
            probes = await site.probes()
        assert [probe.data for probe in probes] == [{"missing": NO_IPV6}]
        result = judged(probes)
        assert (result.outcome, result.reason) == (Outcome.UNTESTED, NO_IPV6)
        assert (result.findings, result.measures) == ((), ())


async def test_an_address_without_a_name_is_looked_at_as_it_is() -> None:
    async with portal({"/": HOME}, {"/": HOME}) as site:
        four = judged(await site.probes(site.four.url()))
        assert site.six is not None
        six = judged(await site.probes(site.six.url()))
    assert four.outcome is Outcome.INAPPLICABLE
    assert (said(six), measures(six)["home-ipv6"]) == ([], "True")


def test_the_self_check(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reaches(("127.0.0.1", "::1")) == reaches(("127.0.0.1",)) is True
    known = {"2400:3200::1": "fd00::2", "fd00::9": "fd00::2"}
    monkeypatch.setattr(ipv6_reach, "source_towards", lambda target: known.get(target, ""))
    assert not reaches(("203.119.25.1", "2400:3200::1"))  # a private address of ours leads to no public one
    assert not reaches(("203.119.25.1",))
    assert reaches(("10.0.0.1", "fd00::9"))  # within a private network it does
    known["2400:3200::1"] = "2408:8000::5"
    assert reaches(("203.119.25.1",))


@given(st.lists(st.integers(0, 9999).map("{:04}".format), unique=True).map(sorted), st.integers(1, 50))
def test_the_sample_is_spaced_and_the_same_each_time(urls: list[str], size: int) -> None:
    sample = spaced(urls, size)
    assert len(sample) == min(size, len(urls)) == len(set(sample))
    assert list(sample) == sorted(sample)
    assert set(sample) <= set(urls)
    assert not urls or sample[0] == urls[0]


def test_levels_and_names() -> None:
    home = "http://www.example.gov.cn/"
    seen = [SeenPage(home + "b", 2), SeenPage(home + "b", 1), SeenPage("https://czj.example.gov.cn:8443/", 2)]
    two, three = levels(home, [*seen, SeenPage(home, 0), SeenPage("http://gov.cn/", 1)])
    assert (two.sample, three.sample) == ((home + "b",), ("https://czj.example.gov.cn:8443/",))
    assert in_site("http://sub.portal.test:81/", "http://portal.test:81/")
    assert not in_site("http://127.0.0.1:82/", "http://127.0.0.1:81/")
    names = [
        (name_of(url), port_of(url)) for url in ("http://[::1]:81/", "https://[::1]/", "http://a.cn", "https://a.cn:9")
    ]
    assert names == [("::1", 81), ("::1", 443), ("a.cn", 80), ("a.cn", 9)]


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_two_pages_can_be_compared(one: bytes, other: bytes) -> None:
    a, b = read(one, "text/html"), read(other, "")
    assert 0 <= likeness([a], (b, b)) <= 1
    assert likeness([a], (a,)) == 1


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("crawler.probes.ipv6_names.SECONDS", 0.5)
    yield
