"""Results, issues and scorecards: kept, never overwritten, found again."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.history import Waiver
from checks.model import Finding, Measure, Outcome, Result, Status, Unknown
from evidence.errors import UsageError
from evidence.records import LinkKind, Place, SiteInfo
from storage.findings import Issue
from storage.store import Store, open_store
from tests.storage.conftest import NOW

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=10)
values = st.decimals(allow_nan=False) | st.integers() | st.dates() | words | st.booleans()
places = st.builds(Place, words, words, st.sampled_from(LinkKind))
findings = st.builds(
    Finding,
    fingerprint=words,
    site=st.just("jia"),
    check=st.just("broken-links"),
    code=words,
    doubtful=st.booleans(),
    page_url=words,
    target_url=st.none() | words,
    subject=words,
    message=words,
    unit=words,
    places=st.lists(places, max_size=3).map(tuple),
    evidence=st.dictionaries(words, words | st.integers() | st.none(), max_size=2),
)
measures = st.builds(Measure, name=words, value=values, subject=words, numerator=st.none() | st.integers(), url=words)
results = st.builds(
    Result,
    check=st.just("broken-links"),
    version=st.integers(1, 99),
    outcome=st.sampled_from(Outcome),
    reason=words,
    looked_at=st.integers(0, 2**40),
    findings=st.lists(findings, max_size=2).map(tuple),
    measures=st.lists(measures, max_size=2).map(tuple),
    unknowns=st.lists(st.builds(Unknown, reason=words, subject=words, url=words), max_size=2).map(tuple),
)


@quick
@given(result=results)
def test_any_result_comes_back_as_saved(store: Store, result: Result) -> None:
    run = store.runs.start("jia", NOW, {})
    store.results.save(run, NOW, [result])
    (stored,) = store.results.latest(run=run)
    assert stored == result
    assert [type(measure.value) for measure in stored.measures] == [type(measure.value) for measure in result.measures]


@quick
@given(result=results)
def test_any_finding_recorded_twice_changes_nothing(url: str, result: Result) -> None:
    with open_store(url) as store:
        store.sites.upsert(SiteInfo(id="jia", name="甲", url=""))
        run = store.runs.start("jia", NOW, {})
        store.findings.record("jia", run, NOW, [result], lambda _: True)
        before = store.findings.list()
        assert store.findings.record("jia", run, NOW, [result], lambda _: True) == ()
        assert store.findings.list() == before
        for finding in result.findings:
            assert finding.fingerprint in {issue.finding.fingerprint for issue in before}


def _result(check: str, *marks: str, outcome: Outcome = Outcome.FAILED, unit: str = "") -> Result:
    found = tuple(_finding(check, mark, unit) for mark in marks)
    return Result(check=check, version=1, outcome=outcome, findings=found)


def _finding(check: str, mark: str, unit: str = "") -> Finding:
    return Finding(
        fingerprint=mark,
        site="jia",
        check=check,
        code="dead-page",
        doubtful=False,
        page_url=f"http://www.jia.gov.cn/{mark}",
        target_url=None,
        subject="",
        message="打不开",
        unit=unit,
    )


def test_several_audits_of_a_run_are_kept_and_the_last_word_counts(store: Store, run: int) -> None:
    first = store.results.save(run, NOW, [_result("broken-links", "a"), _result("site-marks", "b")])
    second = store.results.save(run, NOW, [_result("broken-links", outcome=Outcome.PASSED)])
    assert first < second
    latest = store.results.latest(run=run)
    assert [(result.check, result.outcome) for result in latest] == [
        ("broken-links", Outcome.PASSED),
        ("site-marks", Outcome.FAILED),
    ]
    assert store.results.latest(run=run, check="site-marks") == (_result("site-marks", "b"),)


def test_the_last_word_on_a_site_is_that_of_its_newest_run(store: Store, run: int) -> None:
    newer, other = store.runs.start("jia", NOW, {}), store.runs.start("yi", NOW, {})
    store.results.save(newer, NOW, [_result("broken-links", "new")])
    store.results.save(run, NOW, [_result("broken-links", "old"), _result("site-marks", "b")])
    store.results.save(other, NOW, [_result("broken-links", "yi")])
    latest = store.results.latest(site="jia")
    assert [result.findings[0].fingerprint for result in latest] == ["new", "b"]
    assert store.results.latest(site="nowhere") == ()


def _night(store: Store, *said: Result, looked: Callable[[Finding], bool] = lambda _: True) -> int:
    run = store.runs.start("jia", NOW, {})
    store.findings.record("jia", run, NOW + timedelta(days=run), said, looked)
    return run


def _status(issues: tuple[Issue, ...]) -> dict[str, Status]:
    return {issue.finding.fingerprint: issue.status for issue in issues}


def test_the_life_of_findings_over_nights(store: Store) -> None:
    first = _night(store, _result("broken-links", "a", "b"), _result("site-marks", "m"))
    second = _night(store, _result("broken-links", "b"), looked=lambda finding: finding.page_url.endswith("a"))
    third = _night(store, _result("broken-links", "a", "b", "c"))
    now = {"a": Status.REOPENED, "b": Status.OPEN, "c": Status.NEW, "m": Status.NEW}
    assert _status(store.findings.list(site="jia")) == now
    assert _status(store.findings.list(run=third)) == now
    assert _status(store.findings.list(run=second)) == {"a": Status.FIXED, "b": Status.OPEN, "m": Status.NEW}
    assert _status(store.findings.list(run=first)) == {"a": Status.NEW, "b": Status.NEW, "m": Status.NEW}
    assert _status(store.findings.list(run=second, status=Status.FIXED)) == {"a": Status.FIXED}
    (issue,) = store.findings.list(check="site-marks")
    assert (issue.first_run, issue.last_run, issue.closed_at) == (first, first, None)
    assert store.findings.list(site="yi") == ()
    other = store.runs.start("yi", NOW, {})
    assert store.findings.list(run=other) == ()


def test_a_check_that_did_not_conclude_fixes_nothing(store: Store) -> None:
    _night(store, _result("broken-links", "a"))
    _night(store, _result("broken-links", outcome=Outcome.UNTESTED))
    _night(store, _result("site-marks", outcome=Outcome.PASSED))
    assert _status(store.findings.list()) == {"a": Status.NEW}
    _night(store, _result("broken-links", outcome=Outcome.PASSED))
    assert _status(store.findings.list()) == {"a": Status.FIXED}


def test_what_an_audit_changed_is_told(store: Store, run: int) -> None:
    changed = store.findings.record("jia", run, NOW, [_result("broken-links", "b", "a")], lambda _: True)
    assert [issue.finding.fingerprint for issue in changed] == ["a", "b"]


def test_findings_by_unit_and_status(store: Store) -> None:
    _night(store, _result("broken-links", "a", unit="区民政局"), _result("site-marks", "b"))
    assert _status(store.findings.list(unit="区民政局")) == {"a": Status.NEW}
    assert _status(store.findings.list(unit="")) == {"b": Status.NEW}
    assert store.findings.list(status=Status.FIXED) == ()


def test_a_waiver_is_kept_over_nights_and_can_be_taken_back(store: Store) -> None:
    _night(store, _result("broken-links", "a"))
    waiver = Waiver(reason="改版中", name="区政务办", expiry=date(2026, 12, 31))
    assert store.findings.waive("jia", "a", waiver, NOW).status is Status.WAIVED
    _night(store, _result("broken-links", "a"))
    (issue,) = store.findings.list(status=Status.WAIVED)
    assert issue.waiver == waiver
    assert store.findings.waive("jia", "a", None, NOW).status is Status.OPEN
    _night(store, _result("broken-links", "a"))
    (issue,) = store.findings.list()
    assert (issue.status, issue.waiver) == (Status.OPEN, None)


def test_a_waiver_that_is_over_changes_no_status_and_an_unknown_finding_is_refused(store: Store) -> None:
    _night(store, _result("broken-links", "a"))
    over = Waiver(reason="旧", name="区政务办", expiry=date(2000, 1, 1))
    assert store.findings.waive("jia", "a", over, NOW).status is Status.NEW
    with pytest.raises(UsageError, match="hecha findings"):
        store.findings.waive("yi", "a", over, NOW)


def test_scorecards_of_both_editions_are_kept(store: Store, run: int) -> None:
    old = store.scores.save(run, "jia", "", "songjiang", "2021", '{"total": 90}')
    new = store.scores.save(run, "jia", "", "songjiang", "2022", '{"total": 80}')
    unit = store.scores.save(run, "jia", "区民政局", "songjiang", "2022", '{"total": 70}')
    assert store.scores.save(run, "jia", "", "songjiang", "2022", '{"total": 80}') == new
    corrected = store.scores.save(run, "jia", "", "songjiang", "2022", '{"total": 81}')
    assert [score.id for score in store.scores.list(site="jia", unit="")] == [old, new, corrected]
    latest = store.scores.latest("jia", "区民政局", "songjiang")
    assert latest is not None and (latest.id, latest.scorecard) == (unit, '{"total": 70}')
    newest = store.scores.latest("jia")
    assert newest is not None and (newest.id, newest.rubric_version, newest.run) == (corrected, "2022", run)
    assert store.scores.latest("yi") is None


def test_a_scorecard_comes_back_character_for_character(store: Store, run: int) -> None:
    text = Decimal("0.10").to_eng_string() + ' {"名称": "𠮷", "n": 1.50}\n'
    number = store.scores.save(run, "jia", "", "r", "1", text)
    (score,) = store.scores.list(run=run)
    assert (score.id, score.scorecard) == (number, text)
