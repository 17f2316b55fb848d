"""The decision procedure of docs/decisions/0004: over every failure, every status and every mark."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.records import BROWSER, Failure, FailureKind, Fetch
from evidence.second_opinion import SPARSE, doubt_rank
from evidence.verdict import (
    LOOKS_AT_MOST,
    NOT_BROKEN,
    SHELL,
    VerdictKind,
    classify,
    judge,
    needs_another_look,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
V = VerdictKind


def failed(kind: FailureKind) -> Fetch:
    return Fetch(url="http://h/a", at=NOON, failure=Failure(kind=kind, detail="why"))


def said(status: int, *marks: str) -> Fetch:
    return Fetch(url="http://h/a", at=NOON, status=status, marks=marks)


FAILURES = {
    FailureKind.DNS: V.DNS,
    FailureKind.RESOLVER: V.UNKNOWN,
    FailureKind.REFUSED: V.REFUSED,
    FailureKind.RESET: V.RESET,
    FailureKind.UNREACHABLE: V.UNKNOWN,
    FailureKind.TIMEOUT: V.TIMEOUT,
    FailureKind.TLS: V.TLS,
    FailureKind.PROTOCOL: V.RESET,
    FailureKind.REDIRECT_LOOP: V.REDIRECT_LOOP,
    FailureKind.TOO_MANY_REDIRECTS: V.REDIRECT_LOOP,
    FailureKind.MALFORMED: V.MALFORMED,
    FailureKind.FORBIDDEN_ADDRESS: V.FORBIDDEN,
    FailureKind.FORBIDDEN_TARGET: V.FORBIDDEN,
    FailureKind.ROBOTS: V.FORBIDDEN,
    FailureKind.CUT: V.UNKNOWN,
}
DEAD = {404: V.DEAD, 410: V.GONE}
MARKS = {
    "challenge:jsl": V.BLOCKED,
    "login-wall": V.BLOCKED,
    "soft-404": V.SOFT_404,
    "redirect-home": V.REDIRECT_HOME,
    "parked": V.PARKED,
    "empty": V.EMPTY,
    "wrong-type:html": V.WRONG_TYPE,
}


@pytest.mark.parametrize("kind", FailureKind)
def test_failures(kind: FailureKind) -> None:
    assert classify(failed(kind)) is FAILURES[kind]
    once, twice = judge([failed(kind)]), judge([failed(kind)] * 2)
    assert once.broken is (kind is FailureKind.MALFORMED)
    assert twice.broken is (FAILURES[kind] not in NOT_BROKEN)
    if twice.broken:
        assert (twice.kind, twice.looks, twice.detail) == (FAILURES[kind], 2, "why")


@pytest.mark.parametrize("status", range(100, 700))
def test_statuses(status: int) -> None:
    kind = classify(said(status))
    if 200 <= status < 400:
        assert kind is V.OK
    elif status in DEAD:
        assert kind is DEAD[status]
    elif status in (*range(500, 511), *range(520, 531), 598, 599):  # others are a firewall's own
        assert kind is V.SERVER_ERROR
    else:
        assert kind is V.BLOCKED  # refused the visitor, the method or the pace, or speaks in tongues
    assert not judge([said(status)]).broken
    assert judge([said(status)] * 2).broken is (kind not in NOT_BROKEN)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("status", [200, 404, 521])
def test_marks_decide_whatever_the_status_says(mark: str, status: int) -> None:
    assert classify(said(status, mark)) is MARKS[mark]
    assert judge([said(status, mark)] * 2).broken is (MARKS[mark] not in NOT_BROKEN)


def test_marks_that_decide_nothing() -> None:
    assert classify(said(200, "title:x")) is V.OK


LOOKS = st.one_of(
    st.sampled_from(list(FailureKind)).map(failed),
    st.integers(100, 999).map(said),
    st.sampled_from(list(MARKS)).map(lambda mark: said(200, mark)),
)


@given(st.lists(LOOKS, max_size=5))
def test_the_decision_is_total_and_cautious(looks: list[Fetch]) -> None:
    verdict = judge(looks)
    kinds = [classify(look) for look in looks]
    assert verdict.looks == len(looks)
    if V.OK in kinds:
        assert verdict.kind is V.OK
    if verdict.broken:
        assert not {V.OK, V.BLOCKED, V.FORBIDDEN} & set(kinds)
        assert verdict.kind not in NOT_BROKEN
        assert sum(kind not in NOT_BROKEN for kind in kinds) >= 2 or V.MALFORMED in kinds
    if needs_another_look(looks):
        assert len(looks) < LOOKS_AT_MOST
        assert not verdict.broken


@pytest.mark.parametrize(
    ("looks", "kind", "broken", "again"),
    [
        ([], V.UNKNOWN, False, False),
        ([said(404)], V.UNKNOWN, False, True),
        ([said(404), said(404)], V.DEAD, True, False),
        ([said(503), said(200)], V.OK, False, False),
        ([said(404), said(403)], V.BLOCKED, False, False),
        ([said(429)], V.BLOCKED, False, False),
        ([said(500), failed(FailureKind.TIMEOUT)], V.TIMEOUT, True, False),
        ([said(404), failed(FailureKind.CUT)], V.UNKNOWN, False, True),
        ([said(404), failed(FailureKind.CUT), said(404)], V.DEAD, True, False),
        ([failed(FailureKind.RESOLVER)], V.UNKNOWN, False, True),
        ([failed(FailureKind.RESOLVER)] * 2, V.UNKNOWN, False, False),
        ([failed(FailureKind.CUT)], V.UNKNOWN, False, False),
        ([failed(FailureKind.ROBOTS)], V.FORBIDDEN, False, False),
        ([failed(FailureKind.MALFORMED)], V.MALFORMED, True, False),
        ([failed(FailureKind.RESOLVER)] * 3 + [said(404)], V.UNKNOWN, False, False),
        ([said(200, SHELL)], V.UNKNOWN, False, False),  # it would say the same again
        ([said(200, SHELL)] * 2, V.UNKNOWN, False, False),
        ([said(500), said(200, SHELL)], V.UNKNOWN, False, False),  # it answers again
    ],
)
def test_looks_together(looks: list[Fetch], kind: VerdictKind, broken: bool, again: bool) -> None:
    verdict = judge(looks)
    assert (verdict.kind, verdict.broken, needs_another_look(looks)) == (kind, broken, again)


def shown(look: Fetch) -> Fetch:
    """The same look, taken in a browser."""
    return replace(look, method=BROWSER, look=3)


ERROR, EMPTY = (said(500), said(500)), (said(200, "empty"), said(200, "empty"))
CUT = failed(FailureKind.CUT)


@pytest.mark.parametrize(
    ("looks", "kind", "in_browser"),
    [
        ((*ERROR, shown(said(200, "title:要闻", "text:90"))), V.OK, V.OK),
        ((*ERROR, shown(said(500))), V.SERVER_ERROR, V.SERVER_ERROR),
        ((*EMPTY, shown(said(404))), V.EMPTY, V.DEAD),  # named as it would be without a browser
        ((*ERROR, shown(said(403))), V.BLOCKED, V.BLOCKED),
        ((*ERROR, shown(said(200, "login-wall"))), V.BLOCKED, V.BLOCKED),
        ((*ERROR, shown(CUT)), V.SERVER_ERROR, None),
        ((said(500), CUT, shown(said(500))), V.SERVER_ERROR, V.SERVER_ERROR),
        ((said(500), CUT, shown(CUT)), V.UNKNOWN, None),
        ((said(200, SHELL), shown(said(200, "title:要闻"))), V.OK, V.OK),
        ((said(200, SHELL), shown(said(200, "soft-404"))), V.SOFT_404, V.SOFT_404),
        ((said(200, SHELL), shown(CUT)), V.UNKNOWN, None),
    ],
)
def test_a_look_in_a_browser_clears_confirms_or_changes_nothing(
    looks: tuple[Fetch, ...], kind: VerdictKind, in_browser: VerdictKind | None
) -> None:
    verdict = judge(looks)
    assert (verdict.kind, verdict.in_browser) == (kind, in_browser)
    assert verdict.broken is (kind not in NOT_BROKEN)


def test_the_status_and_detail_of_a_verdict_are_of_the_last_look_without_a_browser() -> None:
    reset = failed(FailureKind.RESET)
    assert judge((reset, reset, shown(said(404)))).detail == "why"
    assert judge((said(502), said(503), shown(failed(FailureKind.TIMEOUT)))).status == 503


TLS = {
    detail: replace(failed(FailureKind.TLS), failure=Failure(kind=FailureKind.TLS, detail=detail))
    for detail in ("expired: a", "self-signed: a", "name: a", "incomplete-chain: a", "legacy: a", "other: a")
}


@pytest.mark.parametrize(
    ("look", "rank"),
    [
        (said(200, "soft-404"), 0),
        (said(200, "empty"), 0),
        (said(500), 0),
        (said(200, "redirect-home"), 0),
        (failed(FailureKind.RESET), 0),
        (failed(FailureKind.REDIRECT_LOOP), 0),
        (failed(FailureKind.TIMEOUT), 1),
        (replace(said(200, "wrong-type:html"), content_type="text/html; charset=gbk"), 1),
        (replace(said(200, "wrong-type:html"), content_type="application/msword"), None),  # saved as it is
        (replace(said(200, "wrong-type:text"), content_type="text/plain"), None),
        (said(404), SPARSE),
        (said(410), None),
        (said(403), None),
        (said(200), None),
        (said(200, "parked"), None),
        (failed(FailureKind.DNS), None),
        (failed(FailureKind.REFUSED), None),
        (failed(FailureKind.MALFORMED), None),
        *((look, 0 if detail.startswith(("incomplete", "other")) else None) for detail, look in TLS.items()),
    ],
)
def test_what_is_worth_a_look_in_a_browser(look: Fetch, rank: int | None) -> None:
    assert doubt_rank((look, look)) == rank
    assert doubt_rank((look, look, shown(look))) is None
    assert doubt_rank((look,)) is None


def test_what_only_a_browser_can_tell_is_worth_a_look_in_it_at_once() -> None:
    shell = said(200, SHELL)
    assert doubt_rank((shell,)) == 0
    assert doubt_rank((shell, shown(shell))) is None
