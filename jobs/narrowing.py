"""One unit's part of a site's results: what stands on its pages, and nothing it was not seen on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from checks.model import Finding, Measure, Outcome, Result, Unknown, only
from evidence.records import SiteInfo, Unit
from evidence.scope import inside, owner, prefixes
from evidence.urls import host_of

# A fault used on pages of this many units comes from the site's template, not from any of them.
TEMPLATE_UNITS = 3


def for_unit(
    results: Iterable[Result], info: SiteInfo, unit: Unit, *, pages: Collection[str], waived: Collection[str]
) -> Mapping[str, Result]:
    """Each result narrowed to the unit, by check id.

    `pages` are the addresses of all pages read: a unit none of whose pages was read is "cannot tell", never clean.
    """
    own = prefixes(unit, info.url)
    seen = any(_within(own, page) for page in pages)
    if not own:
        reason = f"清单中没有写明{unit.name}的范围（scope），无法区分哪些页面归它"
    else:
        reason = "" if seen else f"本次运行没有看到{unit.name}的任何页面"
    return {r.check: _narrowed(r, info, unit, own, reason, waived) for r in results}


def for_site(results: Iterable[Result], waived: Collection[str]) -> Mapping[str, Result]:
    """The results of the whole portal, by check id, without what was waived."""
    return {r.check: only(r, _standing(r.findings, waived), r.unknowns) for r in results}


def concerns(finding: Finding, info: SiteInfo, unit: Unit) -> bool:
    """Whether a unit has to mend a finding: it stands on a page of its own, or its own page is what is dead.

    What stands on the pages of several units and outside them comes from the template: it is the site's.
    """
    own = prefixes(unit, info.url)
    if finding.target_url and _within(own, finding.target_url):
        return True
    pages = {place.page_url for place in finding.places} | {finding.page_url}
    if not any(_within(own, page) for page in pages):
        return False
    return not _from_template(info, pages)


def _from_template(info: SiteInfo, pages: Collection[str]) -> bool:
    parts = {unit.name: prefixes(unit, info.url) for unit in info.units}
    touched = {name for name, own in parts.items() if any(_within(own, page) for page in pages)}
    outside = any(not any(_within(own, page) for own in parts.values()) for page in pages)
    return len(touched) >= TEMPLATE_UNITS or (len(touched) >= 2 and outside)


def _narrowed(
    result: Result, info: SiteInfo, unit: Unit, own: tuple[str, ...], reason: str, waived: Collection[str]
) -> Result:
    if reason:
        return Result(check=result.check, version=result.version, outcome=Outcome.UNTESTED, reason=reason)
    findings = tuple(f for f in _standing(result.findings, waived) if concerns(f, info, unit))
    measures = tuple(m for m in result.measures if _of_unit(m, unit, own))
    unknowns = tuple(one for one in result.unknowns if _may_concern(one, info, unit))
    return only(replace(result, measures=measures), findings, unknowns)


def _may_concern(unknown: Unknown, info: SiteInfo, unit: Unit) -> bool:
    """Whether what could not be told may be this unit's: not what is another unit's or a part of the portal's own.

    What names no page of the site may concern any unit; so may what the whole check could not tell.
    """
    if unknown.subject in {other.name for other in info.units}:
        return unknown.subject == unit.name
    if not unknown.url or host_of(unknown.url) != host_of(info.url):
        return owner(info, unknown.url) in ("", unit.name)
    mine = owner(info, unknown.url)
    return mine == unit.name or (not mine and not unknown.subject)


def _of_unit(measure: Measure, unit: Unit, own: tuple[str, ...]) -> bool:
    return measure.unit == unit.name or (not measure.unit and bool(measure.url) and _within(own, measure.url))


def _standing(findings: Iterable[Finding], waived: Collection[str]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.fingerprint not in waived)


def _within(own: tuple[str, ...], url: str) -> bool:
    return any(inside(prefix, url) for prefix in own)
