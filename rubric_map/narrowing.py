"""From what checks said of a whole site to what concerns one unit of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from checks.model import Finding, Outcome, Result, Unknown
from evidence.records import SiteInfo
from evidence.scope import inside, prefixes
from evidence.urls import host_of
from rubric_map.facts import Facts


def facts_by_unit(info: SiteInfo, results: Iterable[Result]) -> Mapping[str, Facts]:
    """The facts of the site itself (under "") and of each of its units."""
    whole = {result.check: result for result in results}
    owners = _Owners(info)
    facts = {"": Facts(results=whole, site_results=whole)}
    for unit in info.units:
        mine = {check: _narrow(result, owners, unit.name) for check, result in whole.items()}
        facts[unit.name] = Facts(results=mine, site_results=whole, unit_kind=unit.kind)
    return facts


class _Owners:
    """Whose page an address is: `evidence.scope.owner` for many addresses."""

    def __init__(self, info: SiteInfo) -> None:
        self.host = host_of(info.url)
        named = [(prefix, unit.name) for unit in info.units for prefix in prefixes(unit, info.url)]
        self._prefixes = sorted(named, key=lambda pair: len(pair[0]), reverse=True)
        self._known: dict[str, str] = {}

    def of(self, url: str) -> str:
        """The unit's name; "" for the site's own part."""
        if url not in self._known:
            self._known[url] = next((unit for prefix, unit in self._prefixes if inside(prefix, url)), "")
        return self._known[url]


def _narrow(result: Result, owners: _Owners, unit: str) -> Result:
    """One result as far as it concerns a unit; its outcome follows from what is left."""
    findings = tuple(found for found in result.findings if _stands_in(found, owners, unit))
    unknowns = tuple(one for one in result.unknowns if _may_concern(one, owners, unit))
    measures = tuple(one for one in result.measures if one.unit == unit)
    outcome = result.outcome
    if outcome in (Outcome.PASSED, Outcome.FAILED, Outcome.CANNOT_TELL):
        silent = outcome is Outcome.CANNOT_TELL and not result.findings and not result.unknowns
        outcome = Outcome.CANNOT_TELL if silent else _outcome(findings, unknowns)
    return replace(result, findings=findings, unknowns=unknowns, measures=measures, outcome=outcome)


def _stands_in(found: Finding, owners: _Owners, unit: str) -> bool:
    """A dead address that several units use is each one's to mend, but not one that the portal itself shows too."""
    if found.unit == unit:
        return True
    using = {owners.of(place.page_url) for place in found.places}
    return unit in using and "" not in using


def _may_concern(unknown: Unknown, owners: _Owners, unit: str) -> bool:
    """What names no page of ours may concern any unit: unseen is never good."""
    foreign = not unknown.url or host_of(unknown.url) != owners.host
    return foreign or owners.of(unknown.url) == unit


def _outcome(findings: tuple[Finding, ...], unknowns: tuple[Unknown, ...]) -> Outcome:
    if any(not found.doubtful for found in findings):
        return Outcome.FAILED
    return Outcome.CANNOT_TELL if unknowns or findings else Outcome.PASSED
