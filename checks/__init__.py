"""What is wrong: one check, one file; the registry that finds them, the engine that runs them. Pure.

What the author of a check needs is here: the decorators, the statements, and what he reads.
"""

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
from evidence.page import Page
from evidence.records import Fetch, Need, Place
from evidence.site import Site

__all__ = [
    "Check",
    "Doubt",
    "Fetch",
    "Finding",
    "Inapplicable",
    "Measure",
    "Need",
    "Outcome",
    "Page",
    "Place",
    "Problem",
    "Result",
    "Site",
    "Statement",
    "Status",
    "Unknown",
    "page_check",
    "site_check",
]
