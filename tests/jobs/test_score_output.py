"""Forms, rankings, changes and old runs, from the stored evidence of two nights."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import UsageError
from jobs import score_commands
from jobs.cards import remark
from jobs.commands import Desk
from jobs.score_commands import Wish
from tests.jobs.score_office import CIVIL, FINANCE, NOW, audited, dead, office, results
from tests.reports.score_cards import card

GONE = dead("mzj/a.html", "mzj/gone.html")
NEW = dead("czj/b.html", "czj/gone.html")


@pytest.fixture
def desk(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Iterator[Desk]:
    """Two nights; the first was scored."""
    with office(tmp_path) as opened:
        audited(opened.store, results(GONE), at=NOW - timedelta(days=1))
        score_commands.run(opened, Wish(site="jia", format="csv"))
        audited(opened.store, results(NEW))
        capsysbinary.readouterr()
        yield opened


def printed(desk: Desk, out: pytest.CaptureFixture[bytes], wish: Wish) -> list[dict[str, object]]:
    score_commands.run(desk, wish)
    data: list[dict[str, object]] = json.loads(out.readouterr().out)
    return data


def test_what_changed_is_told_with_the_findings_behind_it(
    desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    cards = printed(desk, capsysbinary, Wish(site="jia", changes=True, format="json"))
    by_unit: dict[object, Any] = {card["unit"]: card["items"] for card in cards}
    (finance,), (civil,) = by_unit[FINANCE], by_unit[CIVIL]
    assert (finance["before"]["low"], finance["after"]["low"]) == (5, 4)
    assert finance["whys"][0].startswith("新增问题：页面“czj/b.html”上的链接打不开（新发现，")
    assert (civil["before"]["low"], civil["after"]["low"]) == (4, 5)
    assert civil["whys"][0].startswith("不再计入的问题：页面“mzj/a.html”上的链接打不开（已整改，")


def test_an_old_run_is_scored_by_what_was_known_then_and_both_are_kept(
    desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    first = desk.store.runs.list("jia")[0].id
    printed(desk, capsysbinary, Wish(site="jia", unit=CIVIL, format="json"))
    (card,) = printed(desk, capsysbinary, Wish(site="jia", unit=CIVIL, run=first, format="json"))
    item = next(one for one in card["items"] if one["number"] == "1.2")  # type: ignore[attr-defined]
    assert item["score"] == 4
    printed(desk, capsysbinary, Wish(site="jia", unit=CIVIL, run=first, rubric="xining-chengbei-2023", format="json"))
    kept = {(entry.run, entry.rubric) for entry in desk.store.scores.list(site="jia", unit=CIVIL)}
    assert kept == {(first, "songjiang-2022"), (first + 1, "songjiang-2022"), (first, "xining-chengbei-2023")}


def test_the_ranking_of_the_units(desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (ranking,) = printed(desk, capsysbinary, Wish(site="jia", ranking=True, format="json"))
    assert [one["unit"] for one in ranking["places"]] == [CIVIL, FINANCE]  # type: ignore[attr-defined]
    assert [one["item"] for one in ranking["dividers"]] == ["1.2"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("flag", [{"ranking": True}, {"changes": True}])
@pytest.mark.parametrize("format", ["table", "csv", "jsonl"])
def test_every_way_of_printing(
    desk: Desk, capsysbinary: pytest.CaptureFixture[bytes], flag: dict[str, Any], format: str
) -> None:
    score_commands.run(desk, Wish(site="jia", format=format, **flag))
    assert "1.2" in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize("format", ["xlsx", "docx"])
@pytest.mark.parametrize("unit", [None, FINANCE])
def test_the_form_is_written(desk: Desk, tmp_path: Path, format: str, unit: str | None) -> None:
    path = tmp_path / f"评分表.{format}"
    score_commands.run(desk, Wish(site="jia", unit=unit, format=format, output=path))
    assert path.stat().st_size > 5000


def test_a_remark_says_nothing_twice_and_shows_where_it_was_cut() -> None:
    item = card("甲局", {}).items[0]
    reasons = ("由人工评定", "由人工评定；原文未写评分标准", "长" * 80)
    said = remark(replace(item, lines=tuple(replace(item.lines[0], reason=reason) for reason in reasons)))
    assert said.startswith("由人工评定；原文未写评分标准；长")
    assert (len(said), said[-1]) == (60, "…")


def test_the_name_of_the_file_says_the_format(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "评分表.DOCX"
    score_commands.run(desk, Wish(site="jia", output=path))
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(site="jia", unit=""), "没有单位“”"),
        (Wish(site="jia", output=Path("甲.odt")), "--output 只用于"),
        (Wish(site="jia", format="xlsx"), "请用 --output"),
        (Wish(site="jia", format="csv", output=Path("甲.csv")), "--output 只用于"),
        (Wish(site="jia", ranking=True, changes=True), "一次只能用一个"),
        (Wish(site="jia", ranking=True, format="docx", output=Path("甲.docx")), "请去掉"),
        (Wish(site="jia", ranking=True, unit=FINANCE), "请去掉 --unit"),
        (Wish(site="jia", run=99), "没有编号为 99 的已完成运行"),
        (Wish(site="jia", format="xlsx", output=Path("不存在") / "甲.xlsx"), "输出文件夹不存在"),
    ],
)
def test_what_does_not_go_together_is_said(desk: Desk, wish: Wish, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        score_commands.run(desk, wish)
