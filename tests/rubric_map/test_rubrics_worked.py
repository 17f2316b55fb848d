"""Each packaged rubric worked by hand: nothing seen, everything as it should be, everything broken."""

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.model import Finding, Measure, Result
from checks.registry import registry
from rubric_map.asks import Ask
from rubric_map.facts import Facts, Outside, OutsideScore
from rubric_map.library import library, packaged, rubric_ids
from rubric_map.model import Kind, Machine
from rubric_map.rules import Convert, Deduct, Manual
from rubric_map.scorecard import Scorecard, State, Vetoed
from rubric_map.validate import CheckVocabulary, validate
from tests.rubric_map.results import card, dead, facts, found, item_of, measured, result

IDS = (
    "datonghu-2023-departments",
    "datonghu-2023-townships",
    "national-2019",
    "songjiang-2022",
    "wuwei-2020-counties",
    "xining-chengbei-2023",
    "xinjin-2021",
)
LINKED = ("行政法规库", "规章库", "政务服务网")


def columns() -> tuple[str, ...]:
    """Every column any packaged rubric asks for."""
    asks = [rubric.asks.get("required-columns", Ask()) for rubric in library()]
    return tuple(sorted({column.name for ask in asks for column in ask.columns}))


def perfect() -> tuple[Result, ...]:
    """Every column there, on the home page, renewed this year; no dead link."""
    there = [measured(name, True, column) for column in columns() for name in ("present", "on-home")]
    linked = [measured("target-linked", True, name) for name in LINKED]
    fresh = [measured("updated-this-year", True, column) for column in columns()]
    counts = [measured("stale-columns", 0), measured("blank-columns", 0)]
    return (
        result("broken-links", measured("dead-links", 0)),
        result("required-columns", *there, *linked),
        result("update-frequency", *fresh, *counts),
    )


def broken() -> tuple[Result, ...]:
    """Every column missing or stale, and thirty dead links."""
    gone = [measured(name, False, column) for column in columns() for name in ("present", "on-home")]
    missing: list[Finding | Measure] = [found("required-columns", "missing", column) for column in columns()]
    unlinked = [measured("target-linked", False, name) for name in LINKED]
    stale = [found("update-frequency", "stale", column) for column in (*columns(), "留言公开")]
    counts = [measured("stale-columns", 20), measured("blank-columns", 9)]
    return (
        result("broken-links", *(dead(n) for n in range(30))),
        result("required-columns", *gone, *missing, *unlinked),
        result("update-frequency", *stale, *(measured("updated-this-year", False, one) for one in columns()), *counts),
    )


def totals(scorecard: Scorecard) -> tuple[str, str, str, str]:
    """Settled, low, high, max, as short as they can be written."""
    assert scorecard.totals
    sums = scorecard.totals
    settled, low, high, most = (
        f"{one:f}" if one % 1 else str(int(one)) for one in (sums.settled, sums.low, sums.high, sums.max)
    )
    return settled, low, high, most


SAID = {
    id_: CheckVocabulary(codes=frozenset(check.codes), measures=frozenset(check.measures))
    for id_, check in registry().checks.items()
}


def test_these_rubrics_are_packaged_and_sound() -> None:
    assert rubric_ids() == IDS
    for rubric in library():
        assert [str(issue) for issue in validate(rubric, SAID) if not issue.note] == []


@pytest.mark.parametrize(
    ("rubric_id", "most"),
    [(one, "130" if one == "national-2019" else "100") for one in IDS if one != "xinjin-2021"],
)
def test_nothing_seen_leaves_everything_open(rubric_id: str, most: str) -> None:
    scorecard = card(packaged(rubric_id), Facts())
    assert totals(scorecard) == ("0", "0", most, most)
    assert all(item.score is None for item in scorecard.items)


@pytest.mark.parametrize(
    ("rubric_id", "settled", "high"),
    [
        ("songjiang-2022", "5", "100"),  # 1.2
        ("xining-chengbei-2023", "8", "100"),  # 4 (4), 9 (2), 17 (2)
        ("datonghu-2023-departments", "0", "100"),  # every item may still lose points by discretion
        ("datonghu-2023-townships", "0", "100"),
        ("wuwei-2020-counties", "1.5", "100"),  # 14's second part (1), 28's second (0.5)
        ("national-2019", "0", "130"),
    ],
)
def test_everything_as_it_should_be(rubric_id: str, settled: str, high: str) -> None:
    scorecard = card(packaged(rubric_id), facts(*perfect()))
    assert totals(scorecard)[0] == settled
    assert totals(scorecard)[2] == high


@pytest.mark.parametrize(
    ("rubric_id", "settled", "high"),
    [
        ("songjiang-2022", "0", "92"),  # 1.2 (5) and 7.2 (3) are lost
        ("xining-chengbei-2023", "0", "89"),  # 4 (4), 9 (2), 12 (3), 17 (2) are lost
        ("national-2019", "0", "0"),  # nine blank columns veto it
    ],
)
def test_everything_broken(rubric_id: str, settled: str, high: str) -> None:
    scorecard = card(packaged(rubric_id), facts(*broken()))
    assert totals(scorecard)[0] == settled
    assert totals(scorecard)[2] == high
    assert all(item.low is None or item.low >= 0 for item in scorecard.items)


def test_wuwei_everything_broken() -> None:
    """Lost: 1 (7), 3 (5), 4 (1), 5 (4), 9 (3), 11 (1), 12 (4), 13 (2), 14 (3), 15 (2), 28 (0.5)."""
    scorecard = card(packaged("wuwei-2020-counties"), facts(*broken()))
    bounds = {item.number: (item.max, item.high) for item in scorecard.items}
    lost = {
        number: str(top - high) for number, (top, high) in bounds.items() if top and high is not None and top != high
    }
    assert lost == {
        "1": "7", "3": "5", "4": "1", "5": "4", "9": "3", "11": "1", "12": "4", "13": "2", "14": "3.0", "15": "2",
        "28": "0.5",
    }  # fmt: skip
    assert totals(scorecard)[2] == "67.5"


def test_datonghu_loses_a_tenth_a_time() -> None:
    """Four of the six facts are not published and a column is blank: half a point.

    The document asks for facts: where they stand on one page no column of their own is missing. Nor does it ask
    for the columns that other rubrics of the site ask for.
    """
    missing = ("办公地址", "办公时间", "联系方式", "负责人")
    given = facts(
        result("unit-profile", *(found("unit-profile", "missing", name) for name in missing)),
        result(
            "required-columns",
            found("required-columns", "blank", "法定主动公开内容"),
            *(found("required-columns", "missing", name) for name in ("办公地址", "领导信息", "权责清单")),
        ),
        result("update-frequency"),
    )
    for rubric_id, high in (("datonghu-2023-departments", "9.5"), ("datonghu-2023-townships", "19.5")):
        assert str(item_of(card(packaged(rubric_id), given), "1").high) == high


@pytest.mark.parametrize(("faults", "points"), [(0, "5"), (1, "4"), (3, "2"), (5, "0"), (9, "0")])
def test_songjiang_1_2_one_point_an_error_until_nothing_is_left(faults: int, points: str) -> None:
    given = facts(
        result("broken-links", *(dead(n) for n in range(faults))),
        result("required-columns"),
        result("update-frequency"),
    )
    scorecard = card(packaged("songjiang-2022"), given)
    item = item_of(scorecard, "1.2")
    assert (str(item.score), str(item.low), str(item.high)) == (points, points, points)
    online = dict(scorecard.by_method)["online"]
    assert (str(online.settled), str(online.high), str(online.max)) == (points, str(57 + int(points)), "62")


@pytest.mark.parametrize(
    ("in_time", "late", "waiting", "low", "high"),
    [
        (6, 0, 0, "2", "2"),
        (6, 1, 0, "1", "1"),
        (6, 2, 0, "0", "1"),  # whether that is "a few" the document does not say
        (6, 0, 1, "0", "1"),
        (0, 3, 0, "0", "1"),
        (0, 0, 2, "0", "0"),
    ],
)
def test_songjiang_4_2_one_late_answer_among_others_is_a_few(
    in_time: int, late: int, waiting: int, low: str, high: str
) -> None:
    share = (Decimal(in_time) / (in_time + late + waiting)).quantize(Decimal("0.0001"))
    given = facts(
        result(
            "interaction",
            measured("reply-in-time-rate", share),
            measured("late-replies", late),
            measured("overdue-questions", waiting),
        )
    )
    item = item_of(card(packaged("songjiang-2022"), given), "4.2")
    assert (str(item.low), str(item.high)) == (low, high)


@pytest.mark.parametrize(("codes", "state", "high"), [((), State.OPEN, "0"), (("missing",), State.SETTLED, "-0.5")])
def test_songjiang_8_1_a_leader_may_be_named_without_this_duty(codes: tuple[str, ...], state: State, high: str) -> None:
    said = (found("unit-profile", code, "负责人") for code in codes)
    line = item_of(card(packaged("songjiang-2022"), facts(result("unit-profile", *said))), "8.1").lines[0]
    assert (line.state, str(line.high)) == (state, high)


def test_wuwei_9_asks_that_answers_are_published_not_that_they_are_new() -> None:
    said = (
        result("required-columns", measured("present", True, "建议提案办理")),
        result("update-frequency", found("update-frequency", "stale", "建议提案办理")),
    )
    answered = Outside(given={"9-电话了解": True})
    assert str(item_of(card(packaged("wuwei-2020-counties"), facts(*said), answered), "9").score) == "3"


def test_songjiang_third_party_and_special_results_are_converted() -> None:
    """A third party's 90 of 100 settles nine tenths of 23 points, item by item."""
    rubric = packaged("songjiang-2022")
    numbers = [item.number for item in rubric.items() if isinstance(item.rules[0], Convert)]
    score = OutsideScore(value=Decimal(90), out_of=Decimal(100), source="第三方机构")
    scorecard = card(rubric, Facts(), Outside(scores=dict.fromkeys(numbers, score)))
    third = dict(scorecard.by_method)["third-party"]
    special = dict(scorecard.by_method)["special"]
    assert (str(third.settled), str(third.low), str(third.high)) == ("20.7", "20.7", "20.7")
    assert str(special.settled) == "13.5"


def test_xining_home_entry_missing_costs_that_part_only() -> None:
    here = perfect()
    columns_result = next(one for one in here if one.check == "required-columns")
    measures = tuple(
        replace(one, value=False) if (one.name, one.subject) == ("on-home", "政策解读") else one
        for one in columns_result.measures
    )
    changed = [one for one in here if one is not columns_result] + [replace(columns_result, measures=measures)]
    scorecard = card(packaged("xining-chengbei-2023"), facts(*changed))
    assert str(item_of(scorecard, "9").high) == "3"
    assert str(item_of(scorecard, "17").score) == "2"


def test_wuwei_10_keyword_bands_overlap_at_ten() -> None:
    """Awake, with a single hit count for each of the four words."""
    rubric = packaged("wuwei-2020-counties")
    item = rubric.item("10")
    assert item
    awake = replace(item, rules=tuple(replace(rule, planned=False) for rule in item.rules))
    groups = tuple(
        replace(group, items=tuple(awake if one is item else one for one in group.items)) for group in rubric.groups
    )
    words = ("精准扶贫", "脱贫攻坚", "防范风险", "生态环保")
    for hits, low, high in (((10, 0, 0, 0), "0", "5"), ((12, 12, 12, 12), "5", "5"), ((0, 0, 0, 2), "0", "0")):
        said = [measured("hits", count, word) for word, count in zip(words, hits, strict=True)]
        scored = item_of(card(replace(rubric, groups=groups), facts(result("site-search", *said))), "10")
        assert (str(scored.low), str(scored.high)) == (low, high)


def test_wuwei_17_has_no_points_and_adds_none() -> None:
    scorecard = card(packaged("wuwei-2020-counties"), Facts())
    item = item_of(scorecard, "17")
    assert (item.max, item.low, item.high, item.score) == (None, None, None, None)
    group = next(one for one in scorecard.groups if one.title == "依申请公开")
    assert group.totals
    assert str(group.totals.max) == "11.5"
    assert any("29" in note for note in scorecard.notes)


@pytest.mark.parametrize(
    ("blank", "stale", "veto"),
    [(4, 9, Vetoed.OPEN), (5, 0, Vetoed.HIT), (0, 10, Vetoed.HIT)],
)
def test_national_columns_veto(blank: int, stale: int, veto: Vetoed) -> None:
    counts = (measured("blank-columns", blank), measured("stale-columns", stale))
    scorecard = card(packaged("national-2019"), facts(result("update-frequency", *counts)))
    assert scorecard.veto is veto
    assert scorecard.passed is (False if veto is Vetoed.HIT else None)


def test_national_known_deductions_lower_the_ceiling_of_the_scored_part() -> None:
    """A stale policy column takes 5, messages not renewed take 3: at most 92, and 122 with the extra points."""
    said = (
        measured("blank-columns", 0),
        measured("stale-columns", 2),
        found("update-frequency", "stale", "政策文件"),
        found("update-frequency", "stale", "留言公开"),
    )
    scorecard = card(packaged("national-2019"), facts(result("update-frequency", *said)))
    assert totals(scorecard) == ("0", "0", "122", "130")


def test_national_without_services_is_scaled() -> None:
    """75 points stand for 100: 8 points off become 10.67."""
    said = (found("update-frequency", "stale", "政策文件"), found("update-frequency", "stale", "留言公开"))
    given = facts(result("update-frequency", *said), kind="无对外服务的国务院部门")
    scorecard = card(packaged("national-2019"), given)
    assert totals(scorecard)[2:] == ("119.33", "130")


def test_national_bonus_needs_more_than_eighty() -> None:
    """Seven deductions of people leave the scored part under the threshold: nothing extra is open."""
    rubric = packaged("national-2019")
    taken = next(rule for rule in rubric.item("3.5").rules if isinstance(rule, Manual))  # type: ignore[union-attr]
    assert taken.points == 2
    said = (found("update-frequency", "stale", "政策文件"), found("update-frequency", "stale", "留言公开"))
    many = Outside(
        scores={
            rule.id: OutsideScore(value=Decimal(100), out_of=Decimal(100))
            for number in ("3.1", "3.5")
            for rule in rubric.item(number).rules  # type: ignore[union-attr]
        }
    )
    scorecard = card(rubric, facts(result("update-frequency", *said)), many)
    assert totals(scorecard)[2] == "67"


def test_xinjin_tasks() -> None:
    nothing = card(packaged("xinjin-2021"), Facts())
    bad = card(packaged("xinjin-2021"), facts(*broken()))
    good = card(packaged("xinjin-2021"), facts(*perfect()))
    assert nothing.tally and bad.tally and good.tally
    assert (nothing.tally.met, nothing.tally.not_met, nothing.tally.open) == (0, 0, 20)
    assert [item.number for item in bad.items if item.verdict == "not-met"] == ["1", "6", "8", "13"]
    assert good.tally.not_met == 0


@pytest.mark.parametrize("rubric_id", IDS)
def test_every_item_says_what_the_machine_does_and_names_its_document(rubric_id: str) -> None:
    rubric = packaged(rubric_id)
    assert rubric.document
    for item in rubric.items():
        assert item.rules
        if rubric.kind is Kind.SCORED and item.machine is Machine.SETTLES:
            assert not any(isinstance(rule, Manual | Convert) for rule in item.rules)
        for rule in item.rules:
            unstated = isinstance(rule, Deduct) and rule.each is None
            assert not unstated or rule.open
