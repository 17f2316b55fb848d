"""What jobs hand to this room: frozen values, read from nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from checks.model import Outcome, Status
from evidence.records import Place, Unit
from reports.scores import ScoreSheet


class RubricItem(NamedTuple):
    """The item of a rubric a finding bears on, and the points it moves there (None: not settled)."""

    rubric: str
    item: str
    points: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding with exactly the fields of the contract, plus the Chinese titles people read.

    `first_seen` and `last_seen` are aware. `unit` is "" for what belongs to the site as a whole.
    """

    fingerprint: str
    site: str
    unit: str
    check: str
    code: str
    outcome: Literal["problem", "doubt"]
    page_url: str
    target_url: str | None
    subject: str
    message: str
    places: tuple[Place, ...]
    status: Status
    first_seen: datetime
    last_seen: datetime
    run: int | str
    evidence: Mapping[str, Any] = field(default_factory=dict)
    rubric_items: tuple[RubricItem, ...] = ()
    check_title: str = ""
    code_title: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a person must look before it counts."""
        return self.outcome == "doubt"

    @property
    def standing(self) -> bool:
        """Whether it still asks for something: neither fixed nor waived."""
        return self.status.standing


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageStatement:
    """How far the run went; `notes` are Chinese lines on what was not looked at and why."""

    pages: int = 0
    addresses: int = 0
    complete: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSummary:
    """What one check said of the site, and how much it found in this dossier."""

    check: str
    title: str
    outcome: Outcome
    reason: str = ""
    looked_at: int = 0
    problems: int = 0
    doubts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is handed over of one site, or of one unit of it, after one run.

    `unit` is None when the whole site is meant. `due_days` is the time to mend in working days, `issuer` the body
    that sends the letter; what is not given is not made up.
    """

    site: str
    name: str
    url: str
    run: int | str
    observed_at: datetime
    exported_at: datetime
    unit: Unit | None = None
    coverage: CoverageStatement = CoverageStatement()
    outcomes: tuple[CheckSummary, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    scorecards: tuple[ScoreSheet, ...] = ()
    due_days: int | None = None
    issuer: str = ""

    @property
    def problems(self) -> tuple[FindingRow, ...]:
        """Problems that stand, in the order given."""
        return tuple(row for row in self.findings if row.standing and not row.doubtful)

    @property
    def doubts(self) -> tuple[FindingRow, ...]:
        """Doubts that stand, in the order given."""
        return tuple(row for row in self.findings if row.standing and row.doubtful)

    @property
    def addressee(self) -> str:
        """Whom the letter and the cover name."""
        return self.unit.name if self.unit else f"{self.name}主办单位"
