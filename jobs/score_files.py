"""Scorecards as files and comparisons: the filled form, the ranking, what changed since the run before."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from evidence.errors import UsageError
from evidence.records import SiteInfo
from jobs.commands import Desk
from jobs.dossier import finding_rows
from jobs.score import titles
from reports.changes import CardChange, compare
from reports.form_docx import write_form_docx
from reports.form_mask import mask_card
from reports.form_xlsx import write_form_xlsx
from reports.mask import mask_row, mask_value
from reports.model import FindingRow
from reports.ranking import Ranking, rank
from reports.scores import ScoreSheet
from reports.write import write_file
from rubric_map.model import Rubric
from rubric_map.scorecard import Scorecard
from storage.store import Store

WRITERS = {"xlsx": write_form_xlsx, "docx": write_form_docx}


def write_forms(
    desk: Desk, info: SiteInfo, rubrics: Sequence[Rubric], cards: Sequence[Scorecard], format: str, output: Path
) -> Path:
    """Write the official form of each rubric, filled for every card."""
    safe = [mask_card(card) for card in cards]
    sheets = [(rubric, tuple(card for card in safe if card.rubric == rubric.id)) for rubric in rubrics]
    rows = findings_of(desk.store, info.id)
    at = desk.clock.now()
    return write_file(output, lambda stream: WRITERS[format](sheets, rows, titles(), stream, at=at))


def findings_of(store: Store, site: str) -> Mapping[str, FindingRow]:
    """Every finding of a site by its fingerprint, personal numbers masked."""
    return {row.fingerprint: mask_row(row) for row in finding_rows(store.findings.list(site=site), ())}


def rankings(rubrics: Sequence[Rubric], cards: Sequence[Scorecard]) -> tuple[Ranking, ...]:
    """The ranking of the units under each rubric. Raises UsageError where there are no units to rank."""
    if not any(card.unit for card in cards):
        raise UsageError("清单中没有单位，无法排名；请在清单中补上单位后重新导入")
    return tuple(rank(rubric, [card for card in cards if card.rubric == rubric.id]) for rubric in rubrics)


def changes(desk: Desk, run: int, cards: Sequence[Scorecard]) -> tuple[CardChange, ...]:
    """Each card against the last one of an earlier run under the same rubric."""
    findings = findings_of(desk.store, cards[0].site) if cards else {}
    return tuple(compare(_before(desk.store, run, card), _sheet(card), findings, titles()) for card in cards)


def _sheet(card: Scorecard) -> ScoreSheet:
    return ScoreSheet.from_json(mask_value(card.to_json()))


def _before(store: Store, run: int, card: Scorecard) -> ScoreSheet | None:
    entries = store.scores.list(site=card.site, unit=card.unit, rubric=card.rubric)
    earlier = [entry for entry in entries if entry.run < run]
    if not earlier:
        return None
    newest = max(earlier, key=lambda entry: (entry.run, entry.id))
    return ScoreSheet.from_json(mask_value(json.loads(newest.scorecard)))
