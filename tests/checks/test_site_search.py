"""The site's search from records alone: what the probe's own tests do not bring together."""

from datetime import UTC, datetime
from typing import Any

import pytest

from checks.model import Outcome, Result
from checks.site_search import SearchOptions, site_search
from checks.testing import FakeSite, run_check
from evidence.records import Need, Probe

HOME = "http://www.example.gov.cn/"
AT = datetime(2026, 11, 21, tzinfo=UTC)
FORM: dict[str, Any] = {"kind": "form", "found": True, "method": "get", "page": HOME, "scripted": False}


def probe(url: str, **data: Any) -> Probe:
    return Probe(need=Need.SEARCH, subject=url, at=AT, data=data)


def asked(purpose: str, word: str, *urls: str, match: str = "", **data: Any) -> Probe:
    results = [{"url": url, "text": word, "mentions": True} for url in urls]
    told = {"verdict": "ok", "results": results, "match": match, "none": not urls} | data
    return probe(f"{HOME}s?q={word}", kind="query", purpose=purpose, word=word, **told)


def check(*probes: Probe, form: dict[str, Any] | None = None, keywords: tuple[str, ...] = ()) -> Result:
    made = [probe(HOME, **FORM | (form or {})), *probes]
    result = run_check(site_search, FakeSite.of({}, home=HOME, probes=made), SearchOptions(keywords=keywords))
    assert result.outcome is not Outcome.ERROR, result.reason
    return result


def said(result: Result) -> list[tuple[str, bool]]:
    return [(finding.code, finding.doubtful) for finding in result.findings]


NONE = asked("absurd", "龘鱻")


def test_a_search_that_guesses_still_heeds_what_is_asked() -> None:
    guessed = asked("absurd", "龘鱻", "x1", "x2", "x3")
    assert said(check(guessed, asked("title", "甲", "a", "x1", match="a"), asked("title", "乙", "b", match="b"))) == []


@pytest.mark.parametrize("verdict", ["blocked", "forbidden", "unknown"])
def test_refusals_are_no_faults(verdict: str) -> None:
    result = check(asked("absurd", "龘鱻", verdict=verdict), asked("title", "甲", verdict=verdict))
    assert (said(result), result.measures, result.outcome) == ([], (), Outcome.CANNOT_TELL)


def test_an_absurd_word_that_is_refused_hides_no_fault_of_the_rest() -> None:
    refused = asked("absurd", "龘鱻", verdict="blocked")
    result = check(refused, asked("title", "甲"), asked("title", "乙"))
    assert said(result) == [("title-not-found", False)]
    assert "“甲”“乙”" in result.findings[0].message


def test_without_a_known_title_it_cannot_be_told() -> None:
    assert (said(check(NONE)), check(NONE).outcome) == ([], Outcome.CANNOT_TELL)


def test_the_identity_of_a_finding_does_not_hang_on_the_title_that_was_asked() -> None:
    one = check(NONE, asked("title", "甲"), asked("title", "乙"))
    other = check(NONE, asked("title", "丙"), asked("title", "丁"))
    assert one.findings[0].message != other.findings[0].message
    assert one.findings[0].fingerprint == other.findings[0].fingerprint


def test_hits_are_counted_without_what_is_always_there() -> None:
    beside = asked("absurd", "龘鱻", "hot")
    found = asked("title", "甲", "a", match="a")
    result = check(beside, found, asked("keyword", "扶贫", "1", "2", "hot"), keywords=("扶贫", "生态"))
    assert [(m.subject, m.value) for m in result.measures if m.name == "hits"] == [("扶贫", 2)]
    assert [unknown.subject for unknown in result.unknowns] == ["生态"]


def test_without_records_nothing_is_told() -> None:
    assert run_check(site_search, FakeSite.of({}, home=HOME)).outcome is Outcome.CANNOT_TELL
    assert check(form={"found": False, "unseen": "home"}).outcome is Outcome.CANNOT_TELL
    assert check(form={"method": "post"}).outcome is Outcome.CANNOT_TELL
