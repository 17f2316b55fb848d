"""update-frequency: columns that are archives by their name, or that say that they are closed."""

import pytest

from checks.update_closed import is_archive
from tests.checks.test_update_frequency import MENU, check, measured, portal, row, rows, told

OLD = rows(500, 600)


@pytest.mark.parametrize(
    "words",
    [
        "温馨提示：自2025年3月1日起，本栏目停止更新，相关信息请到“投资示例”栏目查看。",
        "该栏目内容已整合至政务公开，本栏目不再更新",
        "本专栏已归档。",
        "因机构改革，原栏目已并入综合执法栏目",
    ],
)
def test_a_column_that_says_it_is_closed_is_told_to_people(words: str) -> None:
    result = check(portal({"/czyjs/": f"<p>{words}</p>{OLD}"}))
    assert told(result) == []
    assert [unknown.subject for unknown in result.unknowns] == ["财政预决算"]
    assert measured(result, "stale-columns").value == 0


@pytest.mark.parametrize(
    "words",
    [
        "<p>本栏目定期更新，欢迎查阅。</p>",
        f"<ul>{row(480, '关于微信公众号停止更新的公告')}</ul>",
        f"<ul>{row(480, '关于本专栏停止更新并入新栏目有关事项的公告及说明')}</ul>",
        "<p>本局已停止使用旧系统。</p>",
    ],
)
def test_what_only_mentions_a_closing_is_late_all_the_same(words: str) -> None:
    assert told(check(portal({"/czyjs/": f"{words}{OLD}"}))) == [("stale", "财政预决算", False)]


@pytest.mark.parametrize("name", ["往届政府公报", "历史公报", "公报存档", "政府公报（已停更）"])
def test_an_archive_is_held_to_no_limit(name: str) -> None:
    assert told(check(portal({"/wq/": OLD}, {**MENU, "/wq/": name}))) == []


def test_the_column_beside_its_archive_is_held_to_its_limit() -> None:
    menu = {**MENU, "/gb/": "政府公报", "/wq/": "往届政府公报"}
    assert told(check(portal({"/wq/": OLD, "/gb/": rows(400)}, menu))) == [("stale", "政府公报", False)]


@pytest.mark.parametrize("name", ["历史文化", "历史沿革", "原产地保护", "政府公报", "档案工作"])
def test_names_that_are_no_archives(name: str) -> None:
    assert not is_archive(name)
