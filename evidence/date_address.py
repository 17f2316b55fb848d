"""Dates in the addresses that content management systems give their pages."""

import re
from datetime import date, timedelta

from evidence.date_text import Confidence, DateFound, DateSource, as_date

_YMD = r"((?:19|20)\d\d)"
# The more of its own a form is, the earlier it stands: t20261103_12 is written by one system and means one thing.
_FORMS = (
    re.compile(rf"/t{_YMD}([01]\d)([0-3]\d)_\d"),
    re.compile(rf"/{_YMD}[-/]([01]?\d)[-/]([0-3]?\d)(?=[/_.]|$)"),
    re.compile(rf"/{_YMD}/([01]\d)([0-3]\d)(?=/)"),
    re.compile(rf"/{_YMD}([01]\d)/([0-3]\d)(?=/)"),
    re.compile(rf"/{_YMD}([01]\d)([0-3]\d)(?=[/_]|\d{{0,12}}\.s?html?|-)"),
)
_ANY = re.compile(r"[/t](?:19|20)\d\d")


def address_date(url: str, *, today: date) -> DateFound | None:
    """The date in an address; None where there is none or it lies ahead. Never sure: pages are moved and copied."""
    path = url.partition("?")[0]
    if not _ANY.search(path):
        return None
    for form in _FORMS:
        match = form.search(path)
        value = as_date(int(match[1]), int(match[2]), int(match[3])) if match else None
        if match and value and value <= today + timedelta(days=1):
            return DateFound(value=value, source=DateSource.ADDRESS, confidence=Confidence.LOW, text=match.group())
    return None
