"""What was put into the portal on purpose: faults that must be found, and what only looks like one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One fault. `page` and `target` are paths of the portal, or addresses as written where they lead outside it.

    An `optional` one is a true fault that its check may leave to another: found is right, not found is no miss.
    """

    check: str
    code: str
    page: str
    target: str = ""
    subject: str = ""
    note: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """Something that looks like a fault and is none: whatever is said against `target` (or `page`) is invented."""

    page: str
    target: str = ""
    note: str = ""
