"""YAML text to a rubric, and a rubric against its own sums and the words checks use."""

from rubric_map.build import build
from rubric_map.issues import Issue, RubricError
from rubric_map.model import Rubric
from rubric_map.shape import shape_issues
from rubric_map.source import load
from rubric_map.validate import CheckVocabulary as CheckVocabulary
from rubric_map.validate import validate as validate

__all__ = ["CheckVocabulary", "Issue", "RubricError", "parse", "validate"]


def parse(text: str, name: str = "") -> Rubric:
    """The rubric a text states; RubricError lists every fault of the text, `name` before each."""
    data = load(text, name)
    issues = tuple(shape_issues(data))
    if issues:
        raise RubricError(name, issues)
    return build(data)
