"""What is wrong: one check, one file; the registry that finds them, the engine that runs them. Pure."""

from checks.api import Check, page_check, site_check
from checks.model import (
    Doubt,
    Finding,
    Inapplicable,
    Measure,
    Outcome,
    Problem,
    Result,
    Statement,
    Status,
    Unknown,
)

__all__ = [
    "Check",
    "Doubt",
    "Finding",
    "Inapplicable",
    "Measure",
    "Outcome",
    "Problem",
    "Result",
    "Statement",
    "Status",
    "Unknown",
    "page_check",
    "site_check",
]
