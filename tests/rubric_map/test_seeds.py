"""Numbers, names and points of the packaged rubrics against the published documents, read independently."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from rubric_map.library import packaged

Row = tuple[str, str, Decimal | None]


def source(seeds: Path, start: str) -> str:
    """The text of the document whose file name starts so."""
    return next(seeds.glob(f"{start}_*.txt")).read_text(encoding="utf-8")


def bare(title: str) -> str:
    """A title without white space, full- and half-width brackets and commas made one."""
    folded = re.sub(r"\s+", "", title)
    return folded.translate(str.maketrans("（），", "(),"))


def rows(rubric_id: str) -> list[Row]:
    """What we encoded."""
    return [(item.number, bare(item.title), item.max) for item in packaged(rubric_id).items()]


def test_xining(seeds: Path) -> None:
    text = source(seeds, "000")
    items = re.findall(r"^(\d+)、(.+?)\((\d+)分\)$", text, re.M)
    assert rows("xining-chengbei-2023") == [(number, bare(title), Decimal(points)) for number, title, points in items]
    groups = re.findall(r"^[一二三四五]、(.+?)\(?(\d+)分\)?$", text, re.M)
    encoded = [(group.title, group.max) for group in packaged("xining-chengbei-2023").groups]
    assert encoded == [(title, Decimal(points)) for title, points in groups]
    assert len(items) == 19
    assert sum(Decimal(points) for _, points in groups) == 100


def cells_of(text: str) -> list[str]:
    """The cells of a table whose rows were broken over lines."""
    table = text[text.rindex("一级指标") :]
    return [bare(cell) for cell in table.split("|")]


def test_songjiang(seeds: Path) -> None:
    cells = cells_of(source(seeds, "001"))
    starts = [index for index, cell in enumerate(cells) if re.fullmatch(r"\d\.\d", cell)]
    found = []
    for start in starts:
        number, title, _, _, points, _, filing, assessed = cells[start : start + 8]
        found.append((number, title, Decimal(points), filing, assessed))
    ours = [
        (item.number, bare(item.title), item.max, bare(item.filing), item.assessed_by)
        for item in packaged("songjiang-2022").items()
    ]
    assert ours == found
    groups = [match for cell in cells if (match := re.fullmatch(r"(.+)\((\d+)%\)", cell))]
    encoded = [(group.title, group.max) for group in packaged("songjiang-2022").groups]
    assert encoded == [(match[1], Decimal(match[2])) for match in groups]
    assert (len(starts), sum(row[2] for row in found)) == (26, 100)


def test_songjiang_methods_follow_the_column_of_the_source(seeds: Path) -> None:
    words = {"online": "区政府办公室测评", "third-party": "第三方评估", "special": "专项评估"}
    items = list(packaged("songjiang-2022").items())
    assert [words[item.method.value] for item in items] == [item.assessed_by for item in items]


def datonghu(text: str) -> tuple[list[Row], list[Row]]:
    """The rows of the two tables: numbered headings with points in brackets."""
    lists: list[list[Row]] = []
    for table in text.split("公开考核细则（")[1:]:
        clean = bare(table)
        heads = re.findall(r"(?<![\d(])([1-9])[.、]([^\d.、。()]{3,9})\((\d+)分\)", clean)
        lists.append([(number, title, Decimal(points)) for number, title, points in heads if title != "政务公开"])
    return lists[0], lists[1]


def test_datonghu(seeds: Path) -> None:
    departments, townships = datonghu(source(seeds, "002"))
    assert rows("datonghu-2023-departments") == departments
    assert rows("datonghu-2023-townships") == townships
    assert (len(departments), len(townships)) == (9, 5)


def test_wuwei(seeds: Path) -> None:
    text = source(seeds, "003")
    found = {
        number: (bare(title), Decimal(points) if points else None)
        for number, title, points in re.findall(
            r"(?:^|[\t>])\s*(\d{1,2})\.\s?([^\d\t<>()（）]+?)\s?(?:[(（]([\d.]+)分[)）])?(?=[\t<])", text, re.M
        )
    }
    ours = {item.number: (bare(item.title), item.max) for item in packaged("wuwei-2020-counties").items()}
    unnumbered = ours.pop("3")
    assert ours == found
    assert unnumbered == ("政策精准解读信息", Decimal(5))
    assert "政策精准解读信息（5分）" in text
    assert {str(n) for n in range(1, 35)} - set(ours) - {"3"} == {"29", "30"}
    assert [one.number for one in packaged("wuwei-2020-counties").absent] == ["29", "30"]


def test_wuwei_headings(seeds: Path) -> None:
    text = source(seeds, "003")
    rubric = packaged("wuwei-2020-counties")
    top, second = (
        [Decimal(one) for one in row.split("\t") if one.strip()] for row in re.findall(r"^满分\t(.+)$", text, re.M)
    )
    assert [*(group.max for group in rubric.groups), rubric.max] == top
    assert [section.max for group in rubric.groups for section in group.sections] == second
    for group in rubric.groups:
        for section in group.sections:
            assert bare(section.title) in bare(text)


def test_xinjin(seeds: Path) -> None:
    text = source(seeds, "004")
    table = text[text.rindex("序号 |") :]
    flat = re.sub(r"\n(?!\d+\s*\|)", "", table)
    numbers = re.findall(r"^(\d+) ?\|", flat, re.M)
    rubric = packaged("xinjin-2021")
    assert [item.number for item in rubric.items()] == numbers == [str(n) for n in range(1, 21)]
    lines = {line.split("|")[0].strip(): bare(line) for line in flat.splitlines()[1:]}
    for item in rubric.items():
        assert f"|{bare(item.title)}|" in lines[item.number]
        for task in item.tasks:
            assert bare("、".join(task.bodies)) in lines[item.number]
        assert lines[item.number].count("|全年|") + lines[item.number].count("|9月30日前|") == len(item.tasks)
    for group in rubric.groups:
        assert bare(group.title) in bare(table)


@pytest.mark.parametrize(
    "rubric_id",
    [
        "datonghu-2023-departments",
        "datonghu-2023-townships",
        "songjiang-2022",
        "wuwei-2020-counties",
        "xining-chengbei-2023",
    ],
)
def test_the_points_add_up_to_a_hundred(rubric_id: str) -> None:
    rubric = packaged(rubric_id)
    assert sum(item.max or 0 for item in rubric.items()) == 100
    assert sum(group.max or 0 for group in rubric.groups) == rubric.max == 100


def test_the_criteria_are_in_our_own_words(seeds: Path) -> None:
    """No text of a rule repeats a long run of the document it comes from."""
    names = {"000": "xining-chengbei-2023", "001": "songjiang-2022", "003": "wuwei-2020-counties", "004": "xinjin-2021"}
    for start, rubric_id in names.items():
        text = bare(source(seeds, start))
        for item in packaged(rubric_id).items():
            for rule in item.rules:
                said = bare(rule.text)
                runs = [said[n : n + 30] for n in range(max(0, len(said) - 29))]
                assert not [run for run in runs if run in text], (rubric_id, rule.id)
