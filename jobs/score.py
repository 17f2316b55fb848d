"""Score: weigh the newest results of a site under its rubrics, for the site itself and each of its units."""

import json
from collections.abc import Iterable, Mapping
from functools import cache

from checks.model import Result, Status
from checks.registry import registry
from evidence.errors import UsageError
from evidence.records import SiteInfo, Unit
from jobs import selfreport
from jobs.narrowing import for_site, for_unit
from rubric_map.facts import Facts
from rubric_map.library import find
from rubric_map.mapper import score as weigh
from rubric_map.model import Rubric
from rubric_map.scorecard import Scorecard
from rubric_map.statements import outside_of
from storage.site import StoredSite
from storage.store import Store


def rubrics_of(info: SiteInfo) -> tuple[Rubric, ...]:
    """The rubrics a site is held to, as its inventory names them."""
    return tuple(find(name) for name in info.rubrics)


def score(
    store: Store, run: int, *, rubrics: Iterable[Rubric] | None = None, units: Iterable[str] | None = None
) -> tuple[Scorecard, ...]:
    """Scorecards of a run: per rubric the site itself (unit "") and every unit, or the units named. Stored as said.

    Each check counts with its newest word on the site up to this run: a check that was run again alone has a run of
    its own, and an old run is scored by what was known then.
    """
    site = StoredSite(store, run)
    results = store.results.latest(site=site.info.id, until=run)
    if not results:
        raise UsageError(f"站点 {site.info.id} 还没有核查结果，请先运行 hecha run {site.info.id}")
    waived = {issue.finding.fingerprint for issue in store.findings.list(site=site.info.id, status=Status.WAIVED)}
    pages = site.page_addresses()
    wanted = _units(site.info, units)
    cards = []
    for rubric in rubrics if rubrics is not None else rubrics_of(site.info):
        for unit in wanted:
            facts = _facts(results, site.info, unit, pages, waived)
            name = unit.name if unit else ""
            stated = store.outside.list(site.info.id, unit=name, rubric=rubric.id)
            outside = outside_of(stated, selfreport.reported(site, stated, rubric))
            card = weigh(rubric, facts, site=site.info.id, unit=name, observed_at=site.observed_at, outside=outside)
            text = json.dumps(card.to_json(), ensure_ascii=False)
            store.scores.save(run, site.info.id, name, rubric.id, rubric.effective.isoformat(), text)
            cards.append(card)
    return tuple(cards)


def _units(info: SiteInfo, names: Iterable[str] | None) -> tuple[Unit | None, ...]:
    if names is None:
        return (None, *info.units)
    return tuple(unit_of(info, name) for name in names)


def unit_of(info: SiteInfo, name: str) -> Unit:
    """A unit of a site by its name. Raises UsageError naming those there are."""
    for unit in info.units:
        if unit.name == name:
            return unit
    known = "、".join(unit.name for unit in info.units) or "（清单中没有单位）"
    raise UsageError(f"站点 {info.id} 没有单位“{name}”，已有的单位：{known}")


def _facts(
    results: tuple[Result, ...], info: SiteInfo, unit: Unit | None, pages: frozenset[str], waived: set[str]
) -> Facts:
    whole = for_site(results, waived)
    own = for_unit(whole.values(), info, unit, pages=pages, waived=waived) if unit else whole
    return Facts(results=own, site_results=whole, unit_kind=unit.kind if unit else "", titles=titles())


@cache
def titles() -> Mapping[tuple[str, str], str]:
    """The Chinese names of checks and their measures, for the reasons of a scorecard."""
    checks = registry().checks.values()
    named = {**selfreport.TITLES, **{(check.id, ""): check.title for check in checks}}
    return named | {(check.id, name): title for check in checks for name, title in check.measures.items()}
