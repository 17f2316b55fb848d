"""Small results for hand-worked examples: findings and measures in, points out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from checks.model import Finding, Measure, Outcome, Problem, Result, Unknown, Value, fingerprint
from evidence.records import Place
from rubric_map.facts import NOTHING, Facts, Outside
from rubric_map.mapper import score
from rubric_map.model import Rubric
from rubric_map.parse import CheckVocabulary, parse
from rubric_map.scorecard import Scorecard, ScoredItem

Said = Finding | Measure | Unknown
AT = datetime(2023, 11, 1, 3, 0, tzinfo=UTC)
LINK_CODES = (
    "dead gone dns refused reset timeout server-error tls soft-404 redirect-home redirect-loop parked empty "
    "wrong-type truncated missing-anchor malformed"
)
COLUMN_CODES = "missing blank dead image-only wrong-place missing-target"


def words(codes: str, measures: str) -> CheckVocabulary:
    """What one check can say."""
    return CheckVocabulary(codes=frozenset(codes.split()), measures=frozenset(measures.split()))


# What the checks of today can say, and what those planned are expected to.
TODAY: Mapping[str, CheckVocabulary] = {
    "required-columns": words(COLUMN_CODES, "present on-home target-linked"),
    "broken-links": words(LINK_CODES, "links-checked dead-links dead-share home-dead-links"),
    "update-frequency": words(
        "stale blank undated future bulk", "newest age-days updated-this-year stale-columns blank-columns"
    ),
}


def found(
    check: str,
    code: str,
    subject: str = "",
    *,
    doubtful: bool = False,
    page: str = "http://a.gov.cn/",
    target: str | None = None,
    places: tuple[Place, ...] = (),
) -> Finding:
    """One finding."""
    problem = Problem(code=code, message=f"{subject}{code}。", page_url=page, subject=subject, target_url=target)
    return Finding(
        fingerprint=fingerprint(check, problem),
        site="a",
        check=check,
        code=code,
        doubtful=doubtful,
        page_url=page,
        target_url=target,
        subject=subject,
        message=problem.message,
        places=places,
    )


def dead(number: int, *, doubtful: bool = False) -> Finding:
    """A dead link of its own."""
    return found("broken-links", "dead", doubtful=doubtful, target=f"http://a.gov.cn/{number}.html")


def measured(name: str, value: Value, subject: str = "") -> Measure:
    """One measure."""
    return Measure(name=name, value=value, subject=subject)


def result(
    check: str,
    *said: Said,
    outcome: Outcome | None = None,
    reason: str = "",
) -> Result:
    """What a check said; the outcome follows unless given."""
    findings = tuple(one for one in said if isinstance(one, Finding))
    unknowns = tuple(one for one in said if isinstance(one, Unknown))
    follows = Outcome.FAILED if findings else Outcome.CANNOT_TELL if unknowns else Outcome.PASSED
    return Result(
        check=check,
        version=1,
        outcome=outcome or follows,
        reason=reason,
        findings=findings,
        measures=tuple(one for one in said if isinstance(one, Measure)),
        unknowns=unknowns,
    )


def facts(*results: Result, kind: str = "") -> Facts:
    """The same results for the unit and for the portal."""
    by_check = {one.check: one for one in results}
    return Facts(results=by_check, site_results=by_check, unit_kind=kind)


def card(rubric: Rubric, given: Facts, outside: Outside = NOTHING, at: datetime = AT) -> Scorecard:
    """The scorecard of one unit."""
    return score(rubric, given, site="a", unit="甲局", observed_at=at, outside=outside)


def item_of(scorecard: Scorecard, number: str) -> ScoredItem:
    """The item of this number."""
    return next(one for one in scorecard.items if one.number == number)


def one_item(rules: str, maximum: str | None = "5", extra: str = "", kind: str = "scored") -> Rubric:
    """A rubric of one item with these rules (YAML, a list)."""
    top = "null" if maximum is None else f'"{maximum}"'
    indented = "\n".join(f"          {line}" for line in rules.strip("\n").splitlines())
    return parse(
        f"""
id: small
title: 小细则
issuer: 某区
document: 无
source: 测试
effective: "2023-01-01"
applies_to: 全部
kind: {kind}
max: {top}
groups:
  - title: 一组
    max: {top}
    items:
      - number: "1"
        title: 一项
        max: {top}
        method: online
        machine: part
        {extra}
        rules:
{indented}
"""
    )


def spread(scored: ScoredItem) -> tuple[str, str, str]:
    """Settled, low and high as text, for tables; the score is 0 while all is open."""
    return str(scored.score or Decimal(0)), str(scored.low), str(scored.high)
