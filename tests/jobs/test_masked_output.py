"""What the commands print keeps the law of the files: personal numbers leave masked only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs import commands, score_commands, score_waiver
from jobs.commands import Desk
from jobs.score_commands import Wish
from tests.jobs.score_office import FINANCE, audited, dead, office, results

NUMBER, COVERED = "13800138000", "138****8000"
FOUND = dead(f"czj/联系人{NUMBER}.html", "czj/gone.html")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with office(tmp_path) as opened:
        audited(opened.store, results(FOUND))
        yield opened


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "csv"])
def test_findings_are_printed_masked(desk: Desk, format: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    commands.findings(desk, site="jia", unit=None, check=None, status=None, format=format)
    assert COVERED in (said := words(capsysbinary))
    assert f"页面“czj/联系人{NUMBER}" not in said


def words(captured: pytest.CaptureFixture[bytes]) -> str:
    both = captured.readouterr()
    return (both.out + both.err).decode()


@pytest.mark.parametrize("format", ["table", "json"])
def test_scores_are_printed_masked(desk: Desk, format: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    score_commands.run(desk, Wish(site="jia", unit=FINANCE, format=format))
    assert COVERED in (said := words(capsysbinary))
    assert NUMBER not in said


def test_a_waiver_names_its_finding_masked(desk: Desk, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    loud = Desk(store=desk.store, settings=desk.settings, clock=desk.clock)
    score_waiver.waive(loud, "jia", FOUND.fingerprint, by="张三", reason="已核实", until="2027-01-01", undo=False)
    assert NUMBER not in words(capsysbinary)
