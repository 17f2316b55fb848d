"""What the mapper weighs: the results that concern one unit, and what came from outside the machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checks.model import Result
from rubric_map.scorecard import Decision, MeasureSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Results by check id: narrowed to the unit (`results`), and of the whole portal (`site_results`).

    Waived findings are left out by whoever narrows. `unit_kind` is the inventory's word ("" not known). `titles`
    are the Chinese names of checks (`(check, "")`) and of their measures (`(check, measure)`).
    """

    results: Mapping[str, Result] = field(default_factory=dict)
    site_results: Mapping[str, Result] = field(default_factory=dict)
    unit_kind: str = ""
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideScore:
    """A score given by people: so much out of so much, by whom and when."""

    value: Decimal
    out_of: Decimal
    source: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What came from outside: scores by rule id or item number, stated facts, items without a task this year.

    `decisions` are what reviewers settled in place of the machine, `reported` what became of the links that the unit
    handed in; both by item number.
    """

    scores: Mapping[str, OutsideScore] = field(default_factory=dict)
    given: Mapping[str, bool] = field(default_factory=dict)
    no_task: frozenset[str] = frozenset()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    reported: Mapping[str, tuple[MeasureSeen, ...]] = field(default_factory=dict)


NOTHING = Outside()
