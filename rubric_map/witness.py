"""What the results say of the findings or the measure a rule looks for, and why they may say nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from checks.model import Finding, Measure, Outcome, Result, Unknown
from rubric_map.condition import Reading, Sought
from rubric_map.facts import Facts, Outside
from rubric_map.rules import By, Level
from rubric_map.scorecard import MeasureSeen
from rubric_map.words import check_words, doubted_words


class Stance(StrEnum):
    """What a rule does with a condition: gives points, takes points, or only chooses between ladders.

    An unfavourable measure that is in doubt stays open, and which answer is unfavourable depends on this.
    """

    GIVES = "gives"
    TAKES = "takes"
    CHOOSES = "chooses"


class Scene(NamedTuple):
    """Everything a rule may look at: facts, statements from outside, the day, and points of items weighed before."""

    facts: Facts
    outside: Outside
    day: date
    level: Level
    known: Mapping[str, "Known"]
    unit: str = ""
    stance: Stance = Stance.GIVES

    @property
    def owner(self) -> str:
        """Whose part is looked at: the unit's name, or "" for the portal as a whole."""
        return self.unit if self.level is Level.UNIT else ""

    def result(self, check: str) -> Result | None:
        """The result of a check on the rule's level."""
        results = self.facts.results if self.level is Level.UNIT else self.facts.site_results
        return results.get(check)


class Known(NamedTuple):
    """What another item is known to score at least and at most."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The findings of one kind: those that stand, those in doubt, and what could not be told.

    `blind` says why the check as a whole tells nothing; `inapplicable` that it had nothing to look at.
    """

    problems: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    blind: str = ""
    inapplicable: bool = False

    @property
    def dim(self) -> str:
        """Why the sight is not clear; empty when it is."""
        if self.blind:
            return self.blind
        if self.unknowns:
            first = self.unknowns[0]
            about = first.subject or first.url
            reason = f"{about}：{first.reason}" if about else first.reason
            return f"有 {len(self.unknowns)} 处无法判断，如：{reason}"
        if self.doubts:
            return doubted_words(self.doubts)
        return ""


def look(scene: Scene, sought: Sought) -> Sight:
    """Everything one check says of what a rule looks for, in an order that does not depend on the result's."""
    result = scene.result(sought.check)
    if result is None:
        return Sight(blind=f"{check_words(scene.facts, sought.check)}本次未运行")
    if result.outcome in (Outcome.UNTESTED, Outcome.ERROR):
        return Sight(blind=_blind(scene.facts, result))
    portal = _portal_pages(result, sought.subject) if sought.subject and not scene.owner else None
    meant = (found for found in result.findings if _meant(found, sought) and _of_portal(found, portal))
    findings = sorted(meant, key=lambda one: one.fingerprint)
    unknowns = sorted(_about(result.unknowns, sought.subject), key=lambda one: (one.subject, one.url, one.reason))
    vague = result.outcome is Outcome.CANNOT_TELL and not result.unknowns and not result.findings
    nothing = result.outcome is Outcome.INAPPLICABLE
    return Sight(
        problems=tuple(found for found in findings if not found.doubtful),
        doubts=tuple(found for found in findings if found.doubtful),
        unknowns=tuple(unknowns),
        blind=_blind(scene.facts, result) if vague or nothing else "",
        inapplicable=nothing,
    )


def _blind(facts: Facts, result: Result) -> str:
    words = {
        Outcome.UNTESTED: "未能检测",
        Outcome.ERROR: "检查程序出错",
        Outcome.CANNOT_TELL: "无法判断",
        Outcome.INAPPLICABLE: "没有可检查的内容",
    }
    reason = f"：{result.reason}" if result.reason else ""
    return f"{check_words(facts, result.check)}{words[result.outcome]}{reason}"


def _meant(found: Finding, sought: Sought) -> bool:
    return (not sought.codes or found.code in sought.codes) and (
        sought.subject is None or found.subject == sought.subject
    )


def _portal_pages(result: Result, subject: str) -> frozenset[str]:
    """The portal's own column of that name, wherever its page lies."""
    return frozenset(one.url for one in result.measures if one.subject == subject and not one.unit and one.url)


def _of_portal(found: Finding, portal: frozenset[str] | None) -> bool:
    """A unit's column of the same name says nothing of the portal's."""
    return portal is None or not found.unit or found.page_url in portal or found.target_url in portal


def _about(unknowns: Iterable[Unknown], subject: str | None) -> list[Unknown]:
    return [one for one in unknowns if subject is None or one.subject in ("", subject)]


def read(scene: Scene, reading: Reading) -> tuple[Measure, ...]:
    """The measures of that name and subject, in an order that does not depend on the result's."""
    result = scene.result(reading.check)
    if result is None or result.outcome in (Outcome.UNTESTED, Outcome.ERROR):
        return ()
    meant = [one for one in result.measures if one.name == reading.name and one.subject == reading.subject]
    own = [one for one in meant if one.unit == scene.owner] or [one for one in meant if not one.unit]
    return tuple(sorted(own, key=lambda one: (one.url, str(one.value))))


def seen(check: str, measures: Iterable[Measure]) -> tuple[MeasureSeen, ...]:
    """Measures as a scorecard shows them."""
    return tuple(
        MeasureSeen(
            check=check,
            name=one.name,
            subject=one.subject,
            value=str(one.value).lower() if isinstance(one.value, bool) else str(one.value),
            numerator=one.numerator,
            denominator=one.denominator,
            url=one.url,
            unit=one.unit,
        )
        for one in measures
    )


def occurrences(findings: Iterable[Finding], by: By) -> frozenset[str]:
    """What is counted: the same dead address found by two checks is one occurrence."""
    keys: set[str] = set()
    for found in findings:
        about = found.target_url or f"{found.page_url}\x1f{found.subject}"
        if by is By.SUBJECT:
            keys.add(found.subject)
        elif by is By.PLACE and found.places:
            keys.update(f"{about}\x1f{place.page_url}\x1f{place.text}" for place in found.places)
        else:
            keys.add(about)
    return frozenset(keys)
