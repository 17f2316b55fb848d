"""The trail of an item, and what a unit's card leaves out of the portal's results."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checks.model import Outcome, Unknown
from evidence.errors import UsageError
from jobs import score_commands
from jobs.commands import Desk
from jobs.narrowing import for_unit
from jobs.score_commands import Wish
from tests.jobs.score_office import CIVIL, FINANCE, HOME, INFO, audited, dead, office, present, results

FOUND = dead("czj/a.html", "czj/gone.html", ("czj/b.html",))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office(tmp_path) as opened:
        measures = [present(FINANCE, "政府信息公开目录", False), present(CIVIL, "政府信息公开目录", True, "mzj/ml/")]
        audited(opened.store, results(FOUND, measures=measures))
        yield opened


def explained(desk: Desk, number: str, unit: str | None, capsys: pytest.CaptureFixture[str], **more: Any) -> str:
    score_commands.run(desk, Wish(site="jia", unit=unit, explain=number, **more))
    return capsys.readouterr().out


def test_the_trail_goes_from_points_to_pages(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(desk, "1.2", FINANCE, capsys)
    assert "1.2 政府网站政务公开栏目信息维护（满分 5 分，网上核查）：已定，得 4 分" in text
    assert "规则 1：" in text
    assert "，扣 1 分" in text
    assert "页面“czj/a.html”上的链接打不开（错链断链·" in text
    assert f"页面：{HOME}czj/a.html" in text
    assert f"指向：{HOME}czj/gone.html" in text
    assert f"位置：{HOME}czj/b.html（详情）" in text
    assert FOUND.fingerprint in text
    assert "首次发现：2026年11月21日" in text


def test_another_unit_has_no_part_in_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(desk, "1.2", CIVIL, capsys)
    assert "得 5 分" in text
    assert FOUND.fingerprint not in text


def test_reasons_and_measures_bear_chinese_titles(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(desk, "7.2", None, capsys)
    assert "present" not in text
    assert "required-columns" not in text
    assert f"“政府信息公开目录”：栏目已设置：是，见 {HOME}mzj/ml/" in text


def test_the_trail_as_json_holds_the_findings_in_full(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (trail,) = json.loads(explained(desk, "1.2", FINANCE, capsys, format="json"))
    (finding,) = trail["item"]["lines"][0]["findings"]
    assert finding["fingerprint"] == FOUND.fingerprint
    assert len(finding["places"]) == 2


@pytest.mark.parametrize(
    ("number", "format", "words"), [("99", "table", "没有考核项“99”"), ("1.2", "csv", "--explain")]
)
def test_what_cannot_be_explained_is_said(desk: Desk, number: str, format: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        score_commands.run(desk, Wish(site="jia", explain=number, format=format))


UNREAD = "栏目页面没有读到"


@pytest.mark.parametrize(
    ("unknown", "kept"),
    [
        (Unknown(reason=UNREAD, subject="政策解读", url=HOME + "czj/jd/"), True),
        (Unknown(reason=UNREAD, subject="政策解读", url=HOME + "mzj/jd/"), False),
        (Unknown(reason=UNREAD, subject="政策解读", url=HOME + "zwgk/jd/"), False),
        (Unknown(reason=UNREAD, subject="政策解读"), True),
        (Unknown(reason=UNREAD, subject="政策解读", url="http://other.gov.cn/jd/"), True),
        (Unknown(reason="首页未能读取", url=HOME), True),
        (Unknown(reason="专栏首页未能读取", subject=FINANCE), True),
        (Unknown(reason="专栏首页未能读取", subject=CIVIL), False),
    ],
)
def test_what_could_not_be_told_of_others_is_not_this_units(unknown: Unknown, kept: bool) -> None:
    said = results(unknowns=[unknown])
    narrowed = for_unit(said, INFO, INFO.units[0], pages=[HOME + "czj/"], waived=())["required-columns"]
    assert bool(narrowed.unknowns) is kept
    assert narrowed.outcome is (Outcome.CANNOT_TELL if kept else Outcome.PASSED)


def test_the_doubts_of_another_unit_leave_neither_outcome_nor_reason() -> None:
    links = results(replace(dead("mzj/a.html", "mzj/gone.html"), doubtful=True))[0]
    doubted = replace(links, outcome=Outcome.CANNOT_TELL, reason="有疑似问题，需人工确认")
    finance, civil = (
        for_unit([doubted], INFO, unit, pages=[HOME + "czj/", HOME + "mzj/"], waived=())["broken-links"]
        for unit in INFO.units
    )
    assert (finance.outcome, finance.reason) == (Outcome.PASSED, "")
    assert (civil.outcome, civil.reason) == (Outcome.CANNOT_TELL, "有疑似问题，需人工确认")
