"""What is handed over of one unit speaks of that unit, not of the whole portal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.model import Outcome
from jobs.commands import Desk
from jobs.dossier import dossier
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
