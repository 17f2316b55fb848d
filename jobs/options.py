"""What the rubrics of a site ask of the checks, as the checks' own options."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from checks.column_profile import RequiredColumn, known_targets, with_required
from checks.update_limits import ColumnLimit
from checks.update_reading import UpdateOptions
from rubric_map.asks import Ask
from rubric_map.model import Rubric


def options_for(rubrics: Iterable[Rubric]) -> Mapping[str, Any]:
    """Options by check id: the general profile and what the rubrics ask besides; other checks keep their defaults."""
    asks = [rubric.asks for rubric in rubrics]
    return {
        "required-columns": _columns([ask["required-columns"] for ask in asks if "required-columns" in ask]),
        "update-frequency": _limits([ask["update-frequency"] for ask in asks if "update-frequency" in ask]),
    }


def _columns(asks: list[Ask]) -> Any:
    columns = [RequiredColumn(idea=column.name, home=column.home) for ask in asks for column in ask.columns]
    known = known_targets()
    targets = [replace(known[link.name], home=link.home) for ask in asks for link in ask.links if link.name in known]
    return with_required(columns, targets)


def _limits(asks: list[Ask]) -> UpdateOptions:
    limits = tuple(ColumnLimit(column=limit.column, days=limit.days) for ask in asks for limit in ask.limits)
    return UpdateOptions(limits=limits) if limits else UpdateOptions()
