"""Laws of the mapper: faults never raise a score, the interval is in order, and order of findings says nothing."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model import Finding, Measure, Result, Unknown
from rubric_map.facts import Facts, Outside, OutsideScore
from rubric_map.library import library
from rubric_map.model import Rubric
from rubric_map.parse import parse
from rubric_map.scorecard import Scorecard, State
from tests.rubric_map.results import TODAY, card, facts, found, measured, result
from tests.rubric_map.test_given import BONUS, TWO

SUBJECTS = ("", "财政预决算", "政策解读", "政务服务", "规范性文件", "机构职能", "政策文件", "依申请公开")
WAITING = (
    "interpretation-links",
    "annual-report",
    "interaction",
    "site-search",
    "ipv6",
    "accessibility",
    "apply-channel",
)
ALL = tuple(
    parse(text)
    for text in (
        TWO,
        BONUS,
        TWO.replace('{deduct: "1", text: 未更新', '{deduct: "0.5", cap: "3", by: subject, text: 未更新'),
    )
)


def rubrics() -> st.SearchStrategy[Rubric]:
    """Every packaged rubric, once as it is and once as if every planned check existed, and small ones."""
    return st.sampled_from([*library(), *(_awake(rubric) for rubric in library()), *ALL])


def _awake(rubric: Rubric) -> Rubric:
    """The rubric with no rule waiting for a check."""
    groups = [
        replace(
            group,
            items=tuple(
                replace(item, rules=tuple(replace(rule, planned=False) for rule in item.rules)) for item in group.items
            ),
        )
        for group in rubric.groups
    ]
    return replace(rubric, groups=tuple(groups))


def findings(check: str) -> st.SearchStrategy[Finding]:
    """Any finding of a check."""
    codes = TODAY[check].codes if check in TODAY else frozenset({"missing", "stale", "unanswered", "late"})
    return st.builds(
        lambda code, subject, doubtful, number: found(
            check, code, subject, doubtful=doubtful, target=f"http://a.gov.cn/{number}"
        ),
        st.sampled_from(sorted(codes)),
        st.sampled_from(SUBJECTS),
        st.booleans(),
        st.integers(0, 9),
    )


def measures(check: str) -> st.SearchStrategy[Measure]:
    """Any measure of a check."""
    names = sorted(TODAY[check].measures) if check in TODAY else ["rate", "works", "in-time", "present", "home-ipv6"]
    values = st.one_of(st.booleans(), st.integers(0, 20), st.sampled_from([Decimal("0.5"), Decimal(1)]))
    return st.builds(measured, st.sampled_from(names), values, st.sampled_from(SUBJECTS))


def unknowns() -> st.SearchStrategy[Unknown]:
    """Any unknown."""
    return st.builds(
        lambda subject, url: Unknown(reason="看不到", subject=subject, url=url),
        st.sampled_from(SUBJECTS),
        st.sampled_from(["", "http://b.gov.cn/"]),
    )


def results(check: str) -> st.SearchStrategy[Result]:
    """Any result of a check."""
    said = st.one_of(findings(check), findings(check), measures(check), unknowns())
    return st.lists(said, max_size=8).map(lambda many: result(check, *many))


def worlds() -> st.SearchStrategy[tuple[Result, ...]]:
    """Results of some of the checks."""
    each = [st.one_of(st.none(), results(check)) for check in (*TODAY, *WAITING)]
    return st.tuples(*each).map(lambda many: tuple(one for one in many if one is not None))


def bounds(scorecard: Scorecard) -> list[tuple[Decimal, Decimal]]:
    """Low and high of every item with points and of the whole."""
    spans = [(item.low, item.high) for item in scorecard.items if item.low is not None and item.high is not None]
    if scorecard.totals:
        spans.append((scorecard.totals.low, scorecard.totals.high))
    return spans


@settings(max_examples=50, deadline=None)
@given(rubrics(), worlds())
def test_low_settled_high_max_are_in_order(rubric: Rubric, world: tuple[Result, ...]) -> None:
    scorecard = card(rubric, facts(*world))
    for item in scorecard.items:
        if item.low is None or item.high is None or item.max is None:
            continue
        assert 0 <= item.low <= item.high <= item.max
        if item.score is not None:
            assert item.low <= item.score <= item.high
        if item.state is State.SETTLED:
            assert item.low == item.high
    parts = [group.totals for group in scorecard.groups if group.totals] + [one for _, one in scorecard.by_method]
    for totals in [*parts, *([scorecard.totals] if scorecard.totals else [])]:
        assert 0 <= totals.low <= totals.settled <= totals.high <= totals.max


@settings(max_examples=80, deadline=None)
@given(rubrics(), worlds(), st.data())
def test_one_more_fault_never_raises_a_score(rubric: Rubric, world: tuple[Result, ...], data: st.DataObject) -> None:
    check = data.draw(st.sampled_from(sorted({one.check for one in world}) or ["broken-links"]))
    fault = replace(data.draw(findings(check)), doubtful=False)
    worse = tuple(replace(one, findings=(*one.findings, fault)) if one.check == check else one for one in world)
    before, after = card(rubric, facts(*world)), card(rubric, facts(*worse))
    for (low, high), (low_after, high_after) in zip(bounds(before), bounds(after), strict=True):
        assert low_after <= low
        assert high_after <= high
    if before.totals and after.totals:
        assert after.totals.settled <= before.totals.settled


@settings(max_examples=40, deadline=None)
@given(rubrics(), worlds(), st.randoms(use_true_random=False))
def test_the_order_of_what_checks_said_does_not_matter(
    rubric: Rubric, world: tuple[Result, ...], random: object
) -> None:
    def shuffled(many: tuple[object, ...]) -> tuple[object, ...]:
        mixed = list(many)
        random.shuffle(mixed)  # type: ignore[attr-defined]
        return tuple(mixed)

    mixed = tuple(
        replace(
            one,
            findings=shuffled(one.findings),  # type: ignore[arg-type]
            measures=shuffled(one.measures),  # type: ignore[arg-type]
            unknowns=shuffled(one.unknowns),  # type: ignore[arg-type]
        )
        for one in world
    )
    ours, theirs = card(rubric, facts(*world)), card(rubric, facts(*shuffled(mixed)))  # type: ignore[arg-type]
    assert ours.to_json() == theirs.to_json()


@settings(max_examples=40, deadline=None)
@given(rubrics(), worlds())
def test_blocked_or_unseen_only_widens(rubric: Rubric, world: tuple[Result, ...]) -> None:
    """Where nothing was seen every interval holds whatever is found by looking."""
    seen, unseen = card(rubric, facts(*world)), card(rubric, Facts())
    for (low, high), (low_unseen, high_unseen) in zip(bounds(seen), bounds(unseen), strict=True):
        assert low_unseen <= low
        assert high <= high_unseen


@settings(max_examples=30, deadline=None)
@given(rubrics(), worlds(), st.decimals(0, 100, places=1))
def test_what_people_give_settles_what_was_open(rubric: Rubric, world: tuple[Result, ...], value: Decimal) -> None:
    scores = {rule.id: OutsideScore(value=value, out_of=Decimal(100)) for item in rubric.items() for rule in item.rules}
    before = card(rubric, facts(*world))
    after = card(rubric, facts(*world), Outside(scores=scores))
    for (low, high), (low_after, high_after) in zip(bounds(before), bounds(after), strict=True):
        assert low <= low_after <= high_after <= high
