"""Hand-worked examples of ladders of bands: what was found, and the points that follow."""

import pytest

from checks.model import Unknown
from tests.rubric_map.results import Said, card, dead, facts, item_of, measured, one_item, result

TIERS = """
- tiers:
    check: site-search
    measure: hits
    subject: 脱贫攻坚
    bands:
      - {in: "[10,)", points: "5"}
      - {in: "[6,10]", points: ["3", "4"]}
      - {in: "[3,5]", points: ["1", "2"]}
      - {in: "[0,2]", points: "0"}
  text: 按命中数分档
  open: 原文10次同属两档
"""


@pytest.mark.parametrize(
    ("hits", "low", "high"),
    [
        (0, "0", "0"),
        (2, "0", "0"),
        (3, "1", "2"),
        (5, "1", "2"),
        (6, "3", "4"),
        (9, "3", "4"),
        (10, "3", "5"),
        (11, "5", "5"),
        (None, "0", "5"),
    ],
)
def test_tiers_with_stated_ends_ranges_and_overlap(hits: int | None, low: str, high: str) -> None:
    said = () if hits is None else (measured("hits", hits, "脱贫攻坚"),)
    scored = item_of(card(one_item(TIERS), facts(result("site-search", *said))), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)


@pytest.mark.parametrize(
    ("hits", "words"),
    [
        (12, "属“10 及以上”一档"),
        (7, "属“6–10”一档，来源给出 3–4 分的幅度，由人工裁定"),
        (10, "可能属于“10 及以上”、“6–10”各档，由人工裁定（原文10次同属两档）"),
    ],
)
def test_a_band_is_named_as_people_say_it(hits: int, words: str) -> None:
    scored = item_of(card(one_item(TIERS), facts(result("site-search", measured("hits", hits, "脱贫攻坚")))), "1")
    assert scored.lines[0].reason.endswith(words)


def test_a_value_in_no_band_stays_open_and_says_so() -> None:
    rubric = one_item(TIERS.replace('{in: "[0,2]", points: "0"}', '{in: "[0,1]", points: "0"}'))
    scored = item_of(card(rubric, facts(result("site-search", measured("hits", 2, "脱贫攻坚")))), "1")
    assert (str(scored.low), str(scored.high)) == ("0", "5")
    assert "来源没有规定" in scored.lines[0].reason


@pytest.mark.parametrize(
    ("hits", "low", "high"), [((1, 1), "0", "0"), ((3, 4), "1", "4"), ((12, 20), "5", "5"), ((1, None), "0", "5")]
)
def test_several_values_span_from_the_least_to_the_sum(hits: tuple[int | None, ...], low: str, high: str) -> None:
    rubric = one_item(TIERS.replace("subject: 脱贫攻坚", "subjects: [脱贫攻坚, 防范风险]"))
    named = zip(("脱贫攻坚", "防范风险"), hits, strict=True)
    said = [measured("hits", value, name) for name, value in named if value is not None]
    scored = item_of(card(rubric, facts(result("site-search", *said))), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)


COUNTED = """
- tiers:
    count: [{check: broken-links}]
    bands:
      - {in: "[0,0]", points: "3"}
      - {in: "[1,2]", points: "2"}
      - {in: "[3,)", points: "0"}
  text: 按错链个数分档
"""


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ((), "3", "3"),
        ((dead(1),), "2", "2"),
        ((dead(1), dead(2, doubtful=True)), "2", "2"),
        ((dead(1), dead(2), dead(3, doubtful=True)), "0", "2"),
        ((dead(1), dead(2), dead(3)), "0", "0"),
        ((dead(1), Unknown(reason="首页打不开")), "0", "2"),
    ],
)
def test_tiers_on_a_number_of_findings(said: tuple[Said, ...], low: str, high: str) -> None:
    given = facts(result("broken-links", *said))
    scored = item_of(card(one_item(COUNTED, "3"), given), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)


LADDERS = """
- tiers:
    check: ipv6
    measure: rate-level-2
    ladders:
      - when: {unit-kind: [街镇]}
        bands: [{in: "[0.5,]", points: "4"}, {in: "[0,0.5)", points: "1"}]
      - bands: [{in: "[0.5,]", points: "5"}, {in: "[0,0.5)", points: "0"}]
  text: 街镇与部门分档不同
"""


@pytest.mark.parametrize(
    ("kind", "rate", "low", "high"),
    [("街镇", 1, "4", "4"), ("部门", 1, "5", "5"), ("", 1, "4", "5"), ("街镇", 0, "1", "1"), ("", 0, "0", "1")],
)
def test_ladders_are_chosen_by_a_condition(kind: str, rate: int, low: str, high: str) -> None:
    given = facts(result("ipv6", measured("rate-level-2", rate)), kind=kind)
    scored = item_of(card(one_item(LADDERS), given), "1")
    assert (str(scored.low), str(scored.high)) == (low, high)
