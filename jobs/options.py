"""What the rubrics of a site ask of the checks, as the checks' own options."""

from collections.abc import Iterable, Mapping
from typing import Any

from rubric_map.model import Rubric


def options_for(rubrics: Iterable[Rubric]) -> Mapping[str, Any]:
    """Options by check id; a check nothing is asked of keeps its defaults."""
    return {}
