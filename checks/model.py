"""What checks say: problems, doubts, measures, and the findings and results made of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from evidence.records import Place

Value = Decimal | int | date | str | bool


class Outcome(StrEnum):
    """What a check says of one site as a whole (EARL words, plus error)."""

    PASSED = "passed"
    FAILED = "failed"
    INAPPLICABLE = "inapplicable"
    CANNOT_TELL = "cannot-tell"
    UNTESTED = "untested"
    ERROR = "error"


class Status(StrEnum):
    """The life of a finding over runs."""

    NEW = "new"
    OPEN = "open"
    FIXED = "fixed"
    REOPENED = "reopened"
    WAIVED = "waived"

    @property
    def standing(self) -> bool:
        """Whether a finding still asks for something: neither fixed nor waived."""
        return self not in (Status.FIXED, Status.WAIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault that stands.

    `code` is of the check's closed set; `subject` the column, rule, mark or link text; `message` a Chinese
    sentence fit for a letter; `page_url` the page to mend; `target_url` what it points to. The code, the target
    (or else the page) and the subject make the identity; the wording does not.
    """

    code: str
    message: str
    page_url: str
    subject: str = ""
    target_url: str | None = None
    places: tuple[Place, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt(Problem):
    """Something a person must look at; costs nothing until a person confirms it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number or date a check states, for the site or for one subject of it.

    A share carries its numerator and denominator. `url` is the page that shows it; `unit` names the body whose
    part of the site was measured ("" the whole site).
    """

    name: str
    value: Value
    subject: str = ""
    numerator: int | None = None
    denominator: int | None = None
    url: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What could not be told, of one subject or ("") of the whole check, and the Chinese reason."""

    reason: str
    subject: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inapplicable:
    """The check has nothing to look at on this site, and why."""

    reason: str


Statement = Problem | Doubt | Measure | Unknown | Inapplicable


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem or doubt with an identity that lasts over runs."""

    fingerprint: str
    site: str
    check: str
    code: str
    doubtful: bool
    page_url: str
    target_url: str | None
    subject: str
    message: str
    unit: str = ""
    places: tuple[Place, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one check said of one run. `looked_at` counts what it looked at (pages, links, columns: its own unit)."""

    check: str
    version: int
    outcome: Outcome
    reason: str = ""
    looked_at: int = 0
    findings: tuple[Finding, ...] = ()
    measures: tuple[Measure, ...] = ()
    unknowns: tuple[Unknown, ...] = ()


def only(result: Result, findings: tuple[Finding, ...], unknowns: tuple[Unknown, ...]) -> Result:
    """The result with only these of its findings and unknowns, and the outcome and reason they leave.

    A result that never named anything in particular goes on telling nothing.
    """
    outcome = result.outcome
    particular = bool(result.findings or result.unknowns)
    if particular and outcome in (Outcome.FAILED, Outcome.CANNOT_TELL) and all(one.doubtful for one in findings):
        outcome = Outcome.CANNOT_TELL if findings or unknowns else Outcome.PASSED
    reason = result.reason if outcome is result.outcome else ""
    return replace(result, findings=findings, unknowns=unknowns, outcome=outcome, reason=reason)


def fingerprint(check: str, problem: Problem) -> str:
    """The lasting identity of a problem: check, code, target or else page, subject. No wording, no version."""
    about = problem.target_url or problem.page_url
    parts = "\x1f".join((check, problem.code, about, problem.subject))
    return hashlib.blake2b(parts.encode(), digest_size=10).hexdigest()
