"""What one check says of one site, as it says it: declared, storable, or a fault of the check."""

import traceback
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from checks.api import Check
from checks.model import Measure, Problem, Statement, Value
from evidence.errors import HechaError


class Improper(Exception):
    """A check said what it may not say: a fault of the check."""


class Saying:
    """Collects the statements of one check until it fails; a fault is kept as its text and never raised."""

    def __init__(self, check: Check, options: Mapping[str, Any]) -> None:
        self.check = check
        self.statements: list[Statement] = []
        self.fault = ""
        self._options = options.get(check.id, check.options)

    def take(self, run: Callable[[Any, Any], Iterable[Statement]], subject: object) -> None:
        """Call the check's function on a page or a site and keep what it says; nothing more once it has failed.

        What is wrong with this machine or its database is no fault of the check and is raised (HechaError).
        """
        if self.fault:
            return
        try:
            for statement in run(subject, self._options):
                require_proper(self.check, statement)
                self.statements.append(statement)
        except HechaError:
            raise
        except Exception as error:  # noqa: BLE001 - one check's fault must not end the night; it is named in its result
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.fault = f"{type(error).__name__}: {error} ({where.name}:{where.lineno})"


def require_proper(check: Check, statement: object) -> None:
    """Raise Improper unless a statement is one, with a declared code or measure, and can be stored."""
    if not isinstance(statement, Statement):
        raise Improper(f"{check.id} says a {type(statement).__name__}, which is no statement")
    if isinstance(statement, Problem):
        if statement.code not in check.codes:
            raise Improper(f"{check.id} does not declare the code {statement.code}")
        if odd := _not_json(statement.evidence):
            raise Improper(f"{check.id} gives {odd} as evidence, which holds only what JSON knows")
    if isinstance(statement, Measure):
        if statement.name not in check.measures:
            raise Improper(f"{check.id} does not declare the measure {statement.name}")
        if not isinstance(statement.value, Value):
            raise Improper(f"{check.id} measures {statement.name} as a {type(statement.value).__name__}")


def _not_json(value: object) -> str:
    """The name of the first type in a value that JSON does not know; empty where there is none."""
    if value is None or isinstance(value, str | int | float):
        return ""
    if isinstance(value, Mapping):
        if any(not isinstance(name, str) for name in value):
            return "a key that is no text"
        value = list(value.values())
    if isinstance(value, list | tuple):
        return next(filter(None, map(_not_json, value)), "")
    return f"a {type(value).__name__}"
