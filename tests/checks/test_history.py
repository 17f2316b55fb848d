"""The life of findings: what is fixed, what is not, and that auditing twice changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.history import IssueState, Waiver, advance, answered, concluded, looked_again
from checks.model import Finding, Outcome, Result, Status, Unknown
from evidence.records import Failure, FailureKind, Fetch, LinkKind, Place
from evidence.site import Site

NOW = datetime(2026, 3, 1, 2, tzinfo=UTC)
PAGE = "http://www.jia.gov.cn/a"
TARGET = "http://www.jia.gov.cn/dead"


def _finding(mark: str = "f1", **changes: Any) -> Finding:
    finding = Finding(
        fingerprint=mark,
        site="jia",
        check="broken-links",
        code="dead-page",
        doubtful=False,
        page_url=PAGE,
        target_url=TARGET,
        subject="",
        message="打不开",
    )
    return replace(finding, **changes)


class _Nights:
    """A site audited night after night."""

    def __init__(self) -> None:
        self.states: dict[str, IssueState] = {}
        self.run = 0

    def night(self, *findings: Finding, relooked: bool = True) -> Mapping[str, Status]:
        """One more night; gives the statuses it leaves."""
        self.run += 1
        self.again(*findings, relooked=relooked)
        return self.statuses()

    def statuses(self) -> dict[str, Status]:
        """Where every finding stands."""
        return {mark: state.status for mark, state in self.states.items()}

    def again(self, *findings: Finding, relooked: bool = True) -> dict[str, IssueState]:
        """One more audit of the last run; gives what it changed."""
        at = NOW + timedelta(days=self.run)
        changed = advance(self.states, findings, lambda _: relooked, at, self.run)
        self.states |= changed
        return changed


def test_new_then_open_then_fixed_then_reopened_then_open() -> None:
    nights = _Nights()
    found = _finding()
    lives = [nights.night(found), nights.night(found), nights.night(), nights.night(found), nights.night(found)]
    assert [life["f1"] for life in lives] == [Status.NEW, Status.OPEN, Status.FIXED, Status.REOPENED, Status.OPEN]
    state = nights.states["f1"]
    assert (state.first_seen, state.first_run) == (NOW + timedelta(days=1), 1)
    assert (state.last_seen, state.last_run, state.closed_at) == (NOW + timedelta(days=5), 5, None)


def test_what_was_not_seen_again_is_not_fixed() -> None:
    nights = _Nights()
    nights.night(_finding())
    assert nights.night(relooked=False) == {"f1": Status.NEW}
    assert nights.states["f1"].last_run == 1
    assert nights.night(relooked=True) == {"f1": Status.FIXED}
    assert nights.states["f1"].closed_at == NOW + timedelta(days=3)


def test_fixed_stays_fixed_with_the_day_it_was_fixed() -> None:
    nights = _Nights()
    nights.night(_finding())
    for _ in range(3):
        nights.night()
    assert nights.states["f1"].closed_at == NOW + timedelta(days=2)


def test_new_words_are_the_same_finding() -> None:
    nights = _Nights()
    nights.night(_finding())
    nights.night(_finding(message="仍打不开"))
    assert nights.states["f1"].finding.message == "仍打不开"
    assert nights.states["f1"].status is Status.OPEN


def test_a_waiver_holds_to_its_last_day_and_then_ends() -> None:
    nights = _Nights()
    nights.night(_finding())
    waiver = Waiver(reason="改版中", name="区政务办", expiry=date(2026, 3, 3))
    nights.states["f1"] = replace(nights.states["f1"], waiver=waiver)
    assert nights.night(_finding()) == {"f1": Status.WAIVED}  # 3 March
    assert nights.night(_finding()) == {"f1": Status.OPEN}
    assert nights.states["f1"].waiver == waiver


def test_a_waiver_without_an_end_holds_and_a_fix_is_a_fix_all_the_same() -> None:
    nights = _Nights()
    nights.night(_finding())
    nights.states["f1"] = replace(nights.states["f1"], waiver=Waiver(reason="外站", name="区政务办"))
    assert nights.night(_finding()) == {"f1": Status.WAIVED}
    assert nights.night() == {"f1": Status.FIXED}
    assert nights.night(_finding()) == {"f1": Status.WAIVED}


def test_a_second_audit_of_a_run_takes_back_what_the_first_said() -> None:
    nights = _Nights()
    nights.night(_finding("old"))
    nights.night()
    nights.night(_finding("old"), _finding("wrong"))
    assert nights.statuses() == {"old": Status.REOPENED, "wrong": Status.NEW}
    nights.again()
    assert nights.statuses() == {"old": Status.FIXED, "wrong": Status.FIXED}
    assert nights.states["old"].closed_at == NOW + timedelta(days=2)
    nights.again(_finding("old"), _finding("wrong"))
    assert nights.statuses() == {"old": Status.REOPENED, "wrong": Status.NEW}


def test_an_audit_of_an_old_run_does_not_turn_the_clock_back() -> None:
    nights = _Nights()
    nights.night(_finding())
    nights.night(_finding())
    assert advance(nights.states, [], lambda _: True, NOW, 1) == {}
    assert advance(nights.states, [_finding()], lambda _: True, NOW, 1) == {}


marks = st.sets(st.sampled_from("abc"))


@given(nights=st.lists(st.lists(marks, min_size=1, max_size=3), max_size=6))
def test_the_last_audit_of_each_run_counts(nights: list[list[set[str]]]) -> None:
    every, last = _Nights(), _Nights()
    for said in nights:
        every.night(*map(_finding, sorted(said[0])))
        for found in said[1:]:
            every.again(*map(_finding, sorted(found)))
            assert every.again(*map(_finding, sorted(found))) == {}
        last.night(*map(_finding, sorted(said[-1])))
    fixed = {mark: state.status is Status.FIXED for mark, state in last.states.items()}
    assert {mark: every.states[mark].status is Status.FIXED for mark in fixed} == fixed
    # What only an earlier audit said was taken back.
    assert {every.states[mark].status for mark in every.states.keys() - fixed.keys()} <= {Status.FIXED}


@given(nights=st.lists(st.tuples(marks, st.booleans()), max_size=8))
def test_a_finding_is_fixed_only_when_absent_and_seen_again(nights: list[tuple[set[str], bool]]) -> None:
    life = _Nights()
    for found, relooked in nights:
        before = {mark: state.status for mark, state in life.states.items()}
        after = life.night(*map(_finding, sorted(found)), relooked=relooked)
        for mark, status in after.items():
            if mark in found:
                assert status in (Status.NEW, Status.OPEN, Status.REOPENED)
            else:
                assert status == (Status.FIXED if relooked else before[mark])


def _result(outcome: Outcome, *unknowns: Unknown) -> Result:
    return Result(check="broken-links", version=1, outcome=outcome, unknowns=unknowns)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_a_check_that_concluded_fixes(outcome: Outcome) -> None:
    assert concluded([_result(outcome)])(_finding()) is (outcome in (Outcome.PASSED, Outcome.FAILED))
    assert not concluded([_result(outcome)])(_finding(check="site-marks"))


@pytest.mark.parametrize(
    ("unknown", "told"),
    [
        (Unknown(reason="被拦截"), False),
        (Unknown(reason="被拦截", subject="公告"), False),
        (Unknown(reason="被拦截", subject="其他"), True),
        (Unknown(reason="被拦截", url=TARGET), False),
        (Unknown(reason="被拦截", url=PAGE), False),
        (Unknown(reason="被拦截", url="http://www.jia.gov.cn/other"), True),
    ],
)
def test_what_could_not_be_told_is_not_fixed(unknown: Unknown, told: bool) -> None:
    assert concluded([_result(Outcome.FAILED, unknown)])(_finding(subject="公告")) is told


def _site(looks: Mapping[str, int | FailureKind], used: Iterable[str] = ()) -> Site:
    """A site where each address answered with a status or failed; 200 is a page."""

    def fetch(url: str) -> Fetch:
        answer = looks[url]
        if isinstance(answer, FailureKind):
            return Fetch(url=url, at=NOW, failure=Failure(kind=answer))
        return Fetch(url=url, at=NOW, status=answer)

    place = Place(PAGE, "某链接", LinkKind.A)
    fake = SimpleNamespace(
        looks=lambda url: (fetch(url),) if url in looks else (),
        page=lambda url: object() if looks.get(url) == 200 else None,
        places=lambda targets: {target: (place,) if target in used else () for target in targets},
    )
    return cast(Site, fake)


@pytest.mark.parametrize(
    ("answer", "seen"),
    [(200, True), (404, True), (410, True), (503, False), (403, False), (FailureKind.TIMEOUT, False)],
)
def test_a_page_is_seen_again_when_it_was_read_or_is_gone(answer: int | FailureKind, seen: bool) -> None:
    assert answered(_site({PAGE: answer}), PAGE) is seen
    on_page = _finding(target_url=None)
    assert looked_again(_site({PAGE: answer}), [on_page])(on_page) is seen
    assert not answered(_site({}), PAGE)


def test_a_target_is_seen_again_when_it_answers_or_nobody_uses_it() -> None:
    other = "http://www.jia.gov.cn/b"
    finding = _finding(places=(Place(PAGE, "", LinkKind.A), Place(other, "", LinkKind.A)))

    def seen(looks: Mapping[str, int | FailureKind], used: Iterable[str] = ()) -> bool:
        return looked_again(_site(looks, used), [finding])(finding)

    assert seen({TARGET: 200})  # works now
    assert seen({PAGE: 200, other: 200})  # taken out of both pages
    assert not seen({PAGE: 200})  # the other page was not reached
    assert not seen({PAGE: 200, other: FailureKind.TIMEOUT})
    assert not seen({PAGE: 200, other: 200, TARGET: FailureKind.TIMEOUT}, used=[TARGET])
    assert not seen({PAGE: 200, other: 200}, used=[TARGET])
