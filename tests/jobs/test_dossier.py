"""What is handed over of one unit speaks of that unit, not of the whole portal."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checks.model import Outcome
from jobs import score_commands, score_waiver
from jobs.commands import Desk
from jobs.dossier import dossier
from jobs.score_commands import Wish
from tests.jobs.score_office import CIVIL, FINANCE, INFO, NOW, audited, dead, office, results


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office(tmp_path) as opened:
        audited(opened.store, results(dead("czj/a.html", "czj/gone.html"), dead("", "gone.html")))
        yield opened


@pytest.mark.parametrize(
    ("name", "outcome", "problems"),
    [("", Outcome.FAILED, 2), (FINANCE, Outcome.FAILED, 1), (CIVIL, Outcome.PASSED, 0)],
)
def test_the_word_on_a_check_is_that_of_the_part_handed_over(
    desk: Desk, name: str, outcome: Outcome, problems: int
) -> None:
    unit = next((one for one in INFO.units if one.name == name), None)
    links = next(one for one in dossier(desk.store, INFO, unit, at=NOW).outcomes if one.check == "broken-links")
    assert (links.outcome, links.problems) == (outcome, problems)


def test_a_score_tried_under_another_rubric_is_not_handed_over(
    desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    score_commands.run(desk, Wish(site="jia", format="csv"))
    score_commands.run(desk, Wish(site="jia", rubric="national-2019", format="csv"))
    held = dossier(desk.store, INFO, None, at=NOW)
    assert {sheet.rubric for sheet in held.scorecards} == {"songjiang-2022"}
    assert {one.rubric for row in held.findings for one in row.rubric_items} == {"songjiang-2022"}
    free = dossier(desk.store, replace(INFO, rubrics=()), None, at=NOW)
    assert {sheet.rubric for sheet in free.scorecards} == {"songjiang-2022", "national-2019"}


def test_what_is_waived_leaves_no_fault_behind(desk: Desk) -> None:
    for issue in desk.store.findings.list(site="jia"):
        mark = issue.finding.fingerprint
        score_waiver.waive(desk, "jia", mark, by="张三", reason="已核实", until="2027-01-01", undo=False)
    links = next(one for one in dossier(desk.store, INFO, None, at=NOW).outcomes if one.check == "broken-links")
    assert (links.outcome, links.problems) == (Outcome.PASSED, 0)
