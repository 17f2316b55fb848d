"""What a rubric may count: not what was looked for only because another rubric of the site asks for it."""

from collections.abc import Mapping, Set
from dataclasses import replace

from checks.column_profile import general_columns, known_targets
from checks.model import Result, only
from evidence.columns_vocabulary import vocabulary
from rubric_map.asks import Ask
from rubric_map.facts import Facts
from rubric_map.model import Rubric
from rubric_map.rules import asked

COLUMNS = "required-columns"


def own_facts(rubric: Rubric, facts: Facts) -> Facts:
    """The facts without the columns and links that neither the rubric nor the general profile asks for.

    A site held to several rubrics is searched once for all of them. A rule that counts whatever is missing must not
    cost a unit points for a column its document never names.
    """
    foreign = (vocabulary().ideas.keys() | known_targets().keys()) - _named(rubric)
    return replace(
        facts,
        results=_without(facts.results, foreign),
        site_results=_without(facts.site_results, foreign),
    )


def _named(rubric: Rubric) -> Set[str]:
    ask = rubric.asks.get(COLUMNS, Ask())
    wanted = {column.name for column in ask.columns} | {link.name for link in ask.links}
    wanted |= {column.idea for column in general_columns()}
    sought = (source for item in rubric.items() for rule in item.rules for source in asked(rule))
    return wanted | {source.subject for source in sought if source.check == COLUMNS and source.subject}


def _without(results: Mapping[str, Result], foreign: Set[str]) -> Mapping[str, Result]:
    result = results.get(COLUMNS)
    if result is None:
        return results
    findings = tuple(one for one in result.findings if one.subject not in foreign)
    unknowns = tuple(one for one in result.unknowns if one.subject not in foreign)
    return {**results, COLUMNS: only(result, findings, unknowns)}
