"""YAML read safely, by the C parser where the library was built with it (about ten times faster)."""

from typing import Any

import yaml

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 50  # levels; what hecha reads has six


def read_yaml(text: str) -> Any:
    """The values of a YAML text of our own; only plain values, never objects."""
    return yaml.load(text, Loader=SafeLoader)


class Unreadable(yaml.YAMLError):
    """A text that would be dangerous to read; `problem_mark` is where."""

    def __init__(self, problem_mark: Any) -> None:
        super().__init__()
        self.problem_mark = problem_mark


def check_yaml(text: str) -> None:
    """Raise yaml.YAMLError for what a stranger's YAML must not hold, before anything is built of it.

    Aliases (a few lines may stand for billions of values) and nesting that would overflow the stack of the parser.
    """
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
            raise Unreadable(event.start_mark)
