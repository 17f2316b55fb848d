"""Addresses that scripts of an article hold, open by a choice, or ask for: a block of related articles."""

import re
from collections.abc import Iterator

from evidence.page import Page
from evidence.urls import normalise

LONGEST = 200_000  # characters of one script or list that are read

_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_CHOICE = re.compile(r"""<option\b[^>]*\bvalue\s*=\s*(["'][^"']+["'])""", re.IGNORECASE)
_QUOTED = re.compile(r"""["']((?:https?://|/|(?:\.{1,2}/)+)[^"'<>\s\\]{4,300})["']""")


def told_addresses(page: Page) -> Iterator[str]:
    """The whole addresses in quotes, however the scripts make links of them, and those of a list to choose from."""
    html = page.html
    if "<option" in html:
        for choice in _CHOICE.finditer(html):
            yield from _quoted(choice[1], page.url)
    if "<script" in html or "<SCRIPT" in html:
        for script in _SCRIPT.finditer(html):
            yield from _quoted(script[1], page.url)
    for data in page.data:
        yield from _quoted(data.text, page.url)


def _quoted(code: str, base: str) -> Iterator[str]:
    for found in _QUOTED.finditer(code[:LONGEST].replace("\\/", "/")):
        address = normalise(found[1], base)
        if address is not None:
            yield address
