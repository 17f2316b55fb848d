"""Drafts of rubrics: the five published documents against what was encoded by hand, and other forms of the same."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_map.draft.blocks import Block, Line, Table, text_blocks
from rubric_map.draft.criteria import parts
from rubric_map.draft.model import Draft
from rubric_map.draft.outline import owners_of
from rubric_map.draft.read import drafts
from rubric_map.draft.write import draft_yaml, unsure
from rubric_map.library import packaged
from rubric_map.parse import parse, validate
from tests.rubric_map.results import TODAY
from tests.rubric_map.test_seeds import bare, source

SEEDS = {
    "xining-chengbei-2023": ("000", 0),
    "songjiang-2022": ("001", 0),
    "datonghu-2023-departments": ("002", 0),
    "datonghu-2023-townships": ("002", 1),
    "wuwei-2020-counties": ("003", 0),
    "xinjin-2021": ("004", 0),
}


def read(seeds: Path, rubric_id: str) -> Draft:
    start, nth = SEEDS[rubric_id]
    return drafts(text_blocks(source(seeds, start)))[nth]


@pytest.mark.parametrize("rubric_id", SEEDS)
def test_the_draft_has_every_item_and_its_points(seeds: Path, rubric_id: str) -> None:
    found = [(item.number, bare(item.title), item.points) for item in read(seeds, rubric_id).items]
    encoded = [(item.number, bare(item.title), item.max) for item in packaged(rubric_id).items()]
    assert found == encoded


@pytest.mark.parametrize("rubric_id", SEEDS)
def test_the_draft_has_the_groups_and_their_points(seeds: Path, rubric_id: str) -> None:
    draft, rubric = read(seeds, rubric_id), packaged(rubric_id)
    encoded = [(bare(group.title), [item.number for item in group.items]) for group in rubric.groups]
    assert [(bare(group.title), [item.number for item in group.items]) for group in draft.groups] == encoded
    if draft.scored:
        assert [group.points for group in draft.groups] == [group.max for group in rubric.groups]


def test_second_level_headings_are_found_though_cells_are_shifted(seeds: Path) -> None:
    draft, rubric = read(seeds, "wuwei-2020-counties"), packaged("wuwei-2020-counties")
    encoded = [(bare(one.title), one.max) for group in rubric.groups for one in group.sections]
    assert [(bare(one.title), one.points) for group in draft.groups for one in group.sections] == encoded
    assert {item.number: bare(item.section) for item in draft.items} == {
        item.number: bare(item.section) for item in rubric.items()
    }


def test_what_the_source_lacks_is_said(seeds: Path) -> None:
    draft = read(seeds, "wuwei-2020-counties")
    assert "原文没有编号 29、30，请核对是否漏读" in draft.doubts
    doubts = {item.number: item.doubts for item in draft.items if item.doubts}
    assert doubts == {"3": ("原文没有印编号，按前后编号补",), "17": ("原文没有写明分值",)}


def test_columns_of_their_own_are_carried_over(seeds: Path) -> None:
    filed = {item.number: (bare(item.filing), item.assessed_by) for item in read(seeds, "songjiang-2022").items}
    encoded = {item.number: (bare(item.filing), item.assessed_by) for item in packaged("songjiang-2022").items()}
    assert filed == encoded


def test_bodies_and_times_of_tasks_are_found(seeds: Path) -> None:
    for item in read(seeds, "xinjin-2021").items:
        encoded = packaged("xinjin-2021").item(item.number)
        assert encoded is not None
        assert [task.due for task in item.tasks] == [task.due for task in encoded.tasks]
        named = [re.split("[、，,]", "、".join(task.bodies)) for task in encoded.tasks]
        assert [list(task.bodies) for task in item.tasks] == named


@pytest.mark.parametrize("rubric_id", SEEDS)
def test_the_yaml_can_be_used_and_marks_what_is_unsure(seeds: Path, rubric_id: str) -> None:
    draft = read(seeds, rubric_id)
    text = draft_yaml(draft, id_="draft", source="原文.txt")
    rubric = parse(text)
    assert [(item.number, item.max) for item in rubric.items()] == [(one.number, one.points) for one in draft.items]
    assert [issue for issue in validate(rubric, TODAY) if not issue.note] == []
    assert unsure(draft) >= 3  # who issued it, its number, whom it holds


@pytest.mark.parametrize(
    ("criteria", "points", "expected"),
    [
        ("设置栏目得2分,有动态更新内容得3分", "5", [2, 3]),
        ("评分标准:设置了专栏2分;有解读材料2分,形式多样1分。未解读的相应扣分", "5", [2, 2, 1]),
        ("(1)制度健全(1分)。(2)按时报送材料(0.5分)。", "1.5", [1, Decimal("0.5")]),
        ("1. 规章集中公开情况 (2分)。2. 许可信息公开情况 (3分)。", "5", [2, 3]),
        ("设置栏目得2分,有动态更新内容得2分", "5", []),
        ("完成的得5分；未完成的不得分", "5", []),
        ("发现一处扣1分，扣完为止", "5", []),
    ],
)
def test_points_that_the_text_splits(criteria: str, points: str, expected: list[object]) -> None:
    assert [worth for _, worth in parts([criteria], Decimal(points))] == expected


TABLE = (
    ("一级指标", "二级指标", "评分标准", "分值", "得分"),
    ("主动公开（30分）", "法定内容", "齐全的得满分", "20", ""),
    ("", "政策解读", "有图解的得10分", "10分", ""),
    ("依申请公开（70分）", "渠道", "畅通", "70", ""),
    ("合计", "", "", "100", ""),
)
NUMBERED = (
    ("序号", "考核指标", "考核内容", "分值"),
    ("1", "栏目", "齐全", "60"),
    ("", "", "更新及时", ""),
    ("2", "年报", "按时", "40"),
)


def shape(made: Sequence[Draft]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (group.title, [(item.number, item.title, f"{item.points}") for item in group.items])
        for draft in made
        for group in draft.groups
    ]


def test_a_table_with_merged_cells() -> None:
    made = drafts([Line("某区考核细则"), Table(TABLE)])
    assert shape(made) == [
        ("主动公开", [("1", "法定内容", "20"), ("2", "政策解读", "10")]),
        ("依申请公开", [("3", "渠道", "70")]),
    ]
    assert made[0].title == "某区考核细则"


def test_a_row_without_number_goes_on_with_the_item_above() -> None:
    made = drafts([Table(NUMBERED)])
    assert shape(made) == [("全部", [("1", "栏目", "60"), ("2", "年报", "40")])]
    assert made[0].items[0].criteria == ("齐全", "更新及时")


def test_numbers_that_begin_anew_in_each_group_are_told_apart() -> None:
    lines = [
        "某县评分细则",
        "一、公开（10分）",
        "1、栏目（4分）",
        "2、年报（6分）",
        "二、保障（5分）",
        "1、培训（5分）",
    ]
    (draft,) = drafts([Line(line) for line in lines])
    assert [(item.number, item.title) for item in draft.items] == [("1", "栏目"), ("2", "年报"), ("1.2", "培训")]
    assert "重复" in draft.items[2].doubts[0]
    assert parse(draft_yaml(draft, id_="a", source="甲")).max == 15


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["通知", "各单位要高度重视，认真落实。"],
        ["得10分", "扣完为止（5分）", "满分 100分"],
        ["2023年11月4日", "共完成任务（20分钟）"],
    ],
)
def test_what_is_no_rubric_gives_no_draft(lines: list[str]) -> None:
    assert drafts([Line(line) for line in lines]) == ()


def test_sums_that_do_not_come_out_are_reported() -> None:
    (draft,) = drafts([Line("一、公开（10分）"), Line("1、栏目（4分）"), Line("2、年报（5分）")])
    assert "分组“公开”列 10 分，考核项合计 9 分" in draft.doubts
    text = draft_yaml(draft, id_="a", source="甲")
    assert re.search(r'declared_sum: "9" # 待核', text)
    assert [issue for issue in validate(parse(text), TODAY) if not issue.note] == []


words = st.text(alphabet="政务公开栏目解读年报培训机构网站更新", min_size=2, max_size=8)


CELLS = st.sampled_from(
    [
        *TABLE[0],
        *TABLE[1],
        *TABLE[2],
        *NUMBERED[0],
        "",
        "3",
        "（一）",
        "1.1",
        "A2",
        "5分",
        "全年",
        "责任单位",
        "完成时限",
        "甲局、乙局",
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=6), max_size=8))
def test_any_table_is_read_without_a_fault(rows: list[list[str]]) -> None:
    header = list(TABLE[0]) if len(rows) % 2 else list(NUMBERED[0])
    for draft in drafts([Table(tuple(map(tuple, [header, *rows])))]):
        parse(draft_yaml(draft, id_="a", source="甲"))


@settings(deadline=None)
@given(st.lists(st.tuples(words, st.integers(1, 20)), min_size=1, max_size=12))
def test_numbered_headings_are_all_found(items: list[tuple[str, int]]) -> None:
    lines: list[Block] = [Line(f"{n}、{title}（{points}分）") for n, (title, points) in enumerate(items, start=1)]
    (draft,) = drafts(lines)
    assert [(item.title, item.points) for item in draft.items] == [(title, Decimal(points)) for title, points in items]


LIKELY = st.sampled_from(
    [
        *"一二12.、（）()分|\t\n%得政务公开",
        "<p>",
        "</p>",
        "\n1、栏目（5分）\n",
        "\n一、公开（9分）\n",
        "序号|指标|分值\n",
        "|3|",
        "\t2.年报（3分）\t",
    ]
)


@settings(deadline=None)
@given(st.lists(LIKELY, max_size=60).map("".join))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for draft in drafts(text_blocks(text)):
        parse(draft_yaml(draft, id_="a", source="甲"))


@given(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=4), min_size=1, max_size=5))
def test_children_find_their_parents_by_sums(groups: list[list[int]]) -> None:
    children = [Decimal(points) for group in groups for points in group]
    owners, sure = owners_of([Decimal(sum(group)) for group in groups], children)
    assert sure
    assert owners == [at for at, group in enumerate(groups) for _ in group]
