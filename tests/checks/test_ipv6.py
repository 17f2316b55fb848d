"""IPv6 from records alone: rates, thresholds, doubts and what tells nothing. The probe's own tests bring real ones."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.ipv6 import IPv6Options, ipv6
from checks.ipv6_says import share
from checks.model import Outcome, Result
from checks.testing import FakeSite, run_check
from evidence.records import Need, Probe

HOME = "http://www.example.gov.cn/"
AT = datetime(2026, 11, 21, tzinfo=UTC)
SUMMARY = {"kind": "summary", "host": "www.example.gov.cn", "literal": 0, "trouble": "", "aaaa": ["2400:3200::1"]}
GOOD = {"verdict": "ok", "status": 200, "failure": ""}
LATE = {"verdict": "timeout", "status": None, "failure": "timeout"}
OURS = {"verdict": "unknown", "status": None, "failure": "unreachable"}


def probe(subject: str, **data: Any) -> Probe:
    return Probe(need=Need.IPV6, subject=subject, at=AT, data=data)


def visits(*tries: dict[str, Any]) -> list[Probe]:
    return [probe(HOME, kind="home", repeat=n + 1, **one) for n, one in enumerate(tries)]


def links(level: int, good: int, bad: int, undecided: int = 0) -> list[Probe]:
    made = [{"supported": True}] * good + [{"supported": False, "failure": "timeout"}] * bad
    made += [{"supported": False, "undecided": True, "failure": "unreachable"}] * undecided
    return [probe(f"{HOME}{level}/{n:03}", kind="link", level=level, **one) for n, one in enumerate(made)]


def check(probes: list[Probe], options: IPv6Options | None = None, **summary: Any) -> Result:
    result = run_check(ipv6, FakeSite.of({}, home=HOME, probes=[*probes, probe(HOME, **SUMMARY | summary)]), options)
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def said(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


def test_rates_have_numerator_denominator_and_places() -> None:
    counted = [{"level": 2, "total": 900, "sampled": 200}, {"level": 3, "total": 0, "sampled": 0}]
    result = check(visits(GOOD, GOOD, GOOD) + links(2, 150, 30, 20), levels=counted, rule="等距抽取")
    assert said(result) == [("level-2-rate", False)]
    (rate,) = (measure for measure in result.measures if measure.name == "rate-level-2")
    assert (rate.value, rate.numerator, rate.denominator) == (Decimal("0.8333"), 150, 180)
    finding = result.findings[0]
    assert len(finding.places) == 20
    assert finding.places[0].text == "访问超时"
    assert "共 900 个，等距抽取 200 个" in finding.message
    assert finding.evidence == {"rule": "等距抽取"}


def test_a_threshold_may_be_lower() -> None:
    counted = [{"level": 3, "total": 100, "sampled": 100}]
    probes = visits(GOOD, GOOD, GOOD) + links(3, 95, 5)
    assert said(check(probes, IPv6Options(threshold=Decimal("0.95")), levels=counted)) == []
    assert said(check(probes, IPv6Options(threshold=Decimal("0.96")), levels=counted)) == [("level-3-rate", False)]


def test_links_that_told_nothing_lower_no_rate() -> None:
    result = check(visits(GOOD, GOOD, GOOD) + links(2, 0, 0, 5), levels=[{"level": 2, "total": 5, "sampled": 5}])
    assert (said(result), [unknown.subject for unknown in result.unknowns]) == ([], ["二级链接"])


def test_our_own_network_is_no_fault_of_the_site() -> None:
    result = check([probe("2400:3200::1", kind="address", failure="unreachable"), *visits(OURS, OURS, OURS)])
    assert (said(result), result.measures, result.outcome) == ([], (), Outcome.CANNOT_TELL)
    assert said(check([probe("2400:3200::1", kind="address", failure="unreachable"), *visits(OURS, GOOD, GOOD)])) == []


def test_one_address_of_two_that_refuses_is_unstable() -> None:
    addresses = [
        probe("2400:3200::1", kind="address", failure=""),
        probe("2400:3200::2", kind="address", failure="refused"),
    ]
    result = check(addresses + visits(GOOD, GOOD, GOOD))
    assert said(result) == [("unstable", False)]
    assert "2400:3200::2 连接被拒绝" in result.findings[0].message


def test_three_late_answers_are_a_fault() -> None:
    assert said(check(visits(LATE, LATE, LATE))) == [("unreachable", False)]


@pytest.mark.parametrize(
    ("likeness", "title", "codes"),
    [
        (1.0, "甲", []),
        (0.76, "甲", []),
        (0.76, "乙", [("content-differs", True)]),
        (0.6, "甲", [("content-differs", True)]),
        (0.3, "甲", [("content-differs", False)]),
    ],
)
def test_how_different_is_different(likeness: float, title: str, codes: list[tuple[str, bool]]) -> None:
    assert said(check(visits(GOOD, GOOD, GOOD), likeness=likeness, title4="甲", title6=title)) == codes


def test_without_records_nothing_is_told() -> None:
    assert run_check(ipv6, FakeSite.of({}, home=HOME)).outcome is Outcome.CANNOT_TELL
    assert check([], literal=4).outcome is Outcome.INAPPLICABLE
    assert check([], trouble="forbidden").outcome is Outcome.CANNOT_TELL


@given(st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_is_whole_only_when_nothing_is_missing(parts: tuple[int, int]) -> None:
    assert (share(*parts) == 1) == (parts[0] == parts[1])


def test_the_links_to_sub_domains_are_looked_at_whenever_it_is_judged() -> None:
    """They are no pages of the crawl, and a fresh look at this check alone would count them out of the rate."""
    assert ipv6.needs == {Need.LINKS, Need.IPV6}
