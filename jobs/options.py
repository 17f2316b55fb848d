"""What the rubrics of a site ask of the checks, as the checks' own options."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from checks.column_profile import EVERY_UNIT, RequiredColumn, known_targets, with_required
from checks.interaction_says import InteractionOptions
from checks.registry import registry
from checks.update_limits import ColumnLimit
from checks.update_reading import UpdateOptions
from rubric_map.asks import Ask
from rubric_map.model import Rubric


def options_for(rubrics: Iterable[Rubric]) -> Mapping[str, Any]:
    """Options by check id: the general profile and what the rubrics ask besides; other checks keep their defaults."""
    asks = [rubric.asks for rubric in rubrics]
    options = {
        "required-columns": _columns([ask["required-columns"] for ask in asks if "required-columns" in ask]),
        "update-frequency": _limits([ask["update-frequency"] for ask in asks if "update-frequency" in ask]),
    }
    return options | _replies([ask["interaction"] for ask in asks if "interaction" in ask]) | _keywords(asks)


def words_to_search(rubrics: Iterable[Rubric]) -> tuple[str, ...]:
    """The words that rubrics have looked up in the site's own search, each once."""
    asks = (ask for rubric in rubrics for ask in rubric.asks.values())
    return tuple(dict.fromkeys(word for ask in asks for word in ask.keywords))


def _columns(asks: list[Ask]) -> Any:
    columns = [
        RequiredColumn(idea=column.name, home=column.home, unit=unit)
        for ask in asks
        for column in ask.columns
        for unit, wanted in (("", column.portal), (EVERY_UNIT, column.units))
        if wanted
    ]
    known = known_targets()
    targets = [replace(known[link.name], home=link.home) for ask in asks for link in ask.links if link.name in known]
    return with_required(columns, targets)


def _limits(asks: list[Ask]) -> UpdateOptions:
    limits = tuple(ColumnLimit(column=limit.column, days=limit.days) for ask in asks for limit in ask.limits)
    return UpdateOptions(limits=limits) if limits else UpdateOptions()


def _replies(asks: list[Ask]) -> dict[str, Any]:
    """The shortest term that a rubric sets for an answer; without one no late answer is a finding."""
    terms = [ask.reply_days for ask in asks if ask.reply_days is not None]
    return {"interaction": InteractionOptions(reply_days=min(terms), report_late=True)} if terms else {}


def _keywords(asks: list[Mapping[str, Ask]]) -> dict[str, Any]:
    """The words that the rubrics have looked up, for every check whose options take `keywords`."""
    wanted: dict[str, Any] = {}
    for id_ in sorted({id_ for ask in asks for id_, one in ask.items() if one.keywords}):
        check = registry().checks.get(id_)
        options = check.options if check else None
        if is_dataclass(options) and "keywords" in {field.name for field in fields(options)}:
            words = dict.fromkeys(word for ask in asks if id_ in ask for word in ask[id_].keywords)
            wanted[id_] = replace(options, keywords=tuple(words))  # type: ignore[type-var]
    return wanted
