"""The library, the coverage page, and the form of a scorecard."""

import json
from pathlib import Path

import pytest

from evidence.errors import UsageError
from rubric_map.coverage import coverage, coverage_table
from rubric_map.library import find, from_file, library, packaged
from rubric_map.model import Machine
from tests.rubric_map.results import card, dead, facts, found, result
from tests.rubric_map.test_given import TWO

ROOT = Path(__file__).parents[2]


def test_the_coverage_page_is_what_the_rubrics_say() -> None:
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == coverage_table(library())


def test_the_points_of_all_classes_make_the_whole() -> None:
    for rubric in library():
        one = coverage(rubric)
        points = sum(value for _, value in one.by_class)
        if rubric.id == "national-2019":
            assert (points, one.pointless) == (0, 32)
        else:
            assert points == (20 if rubric.id == "xinjin-2021" else 100)


def test_what_public_pages_can_decide_is_settled_at_least_nine_tenths() -> None:
    shares = {rubric.id: coverage(rubric).share for rubric in library()}
    assert all(share is None or share >= 0.9 for share in shares.values()), shares
    assert dict(coverage(packaged("songjiang-2022")).by_class)[Machine.SETTLES] == 5


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    mine = tmp_path / "我的.yaml"
    mine.write_text("\ufeff" + TWO, encoding="utf-8")
    assert from_file(mine).id == find(str(mine)).id == "two"
    assert find("songjiang-2022") is packaged("songjiang-2022")


def test_a_rubric_that_is_not_there_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有考核细则 nowhere，可用：datonghu-2023-departments、"):
        find("nowhere")
    with pytest.raises(UsageError, match="读不到考核细则文件"):
        find(str(tmp_path / "nowhere.yaml"))
    (tmp_path / "gbk.yaml").write_bytes("标题: 甲".encode("gb18030"))
    with pytest.raises(UsageError, match="不是 UTF-8 编码"):
        find(str(tmp_path / "gbk.yaml"))


def test_the_form_of_a_scorecard() -> None:
    scorecard = card(
        packaged("songjiang-2022"),
        facts(result("broken-links", dead(1)), result("required-columns"), result("update-frequency")),
    )
    data = json.loads(json.dumps(scorecard.to_json(), ensure_ascii=False))
    assert {"site", "unit", "rubric", "observed_at", "items", "groups", "totals"} <= set(data)
    assert (data["site"], data["unit"], data["observed_at"]) == ("a", "甲局", "2023-11-01T03:00:00+00:00")
    item = next(one for one in data["items"] if one["number"] == "1.2")
    assert {key: item[key] for key in ("title", "max", "method", "state", "score", "low", "high")} == {
        "title": "政府网站政务公开栏目信息维护",
        "max": 5,
        "method": "online",
        "state": "settled",
        "score": 4,
        "low": 4,
        "high": 4,
    }
    line = item["lines"][0]
    assert {"rule", "state", "points", "reason", "findings"} <= set(line)
    assert (line["points"], line["findings"], line["state"]) == (-1, [dead(1).fingerprint], "settled")
    assert data["totals"]["by_method"]["online"] == {"settled": 4, "low": 4, "high": 61, "max": 62}
    assert data["totals"]["high"] == 99
    assert len(data["groups"]) == 9


def test_tenths_are_written_as_tenths() -> None:
    given = facts(
        result("required-columns", found("required-columns", "blank", "机构职能")),
        result("unit-profile"),
        result("update-frequency"),
    )
    data = card(packaged("datonghu-2023-townships"), given).to_json()
    assert '"high": 19.9,' in json.dumps(data["items"][0])


def test_asks_are_values_that_jobs_hand_to_checks() -> None:
    asks = packaged("xining-chengbei-2023").asks
    named = {column.name: column.home for column in asks["required-columns"].columns}
    assert named["政策解读"] is True
    assert named["财政预决算"] is False
    assert [(limit.column, limit.days) for limit in asks["update-frequency"].limits] == [("财政预决算", 366)]
    assert [(link.name, link.home) for link in asks["required-columns"].links][-1] == ("政务服务网", True)
