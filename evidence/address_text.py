"""Addresses inside the value of an attribute or a text of styles, each by the rules of its place."""

import re
from collections.abc import Iterator

from evidence.records import LinkKind
from evidence.style_text import without_comments

# Possessive, and no further `url(` inside one: an end that never comes is looked for once.
_CSS_URL = re.compile(r"""url\(\s*+(?:"([^"]*)"|'([^']*)'|([^()"']*+))\s*+\)""", re.IGNORECASE)
_CSS_IMPORT = re.compile(r"""@import\s+(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE)
_REFRESH = re.compile(r"""^\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*+([^\s,]\S*)[^,]*")


def srcset_addresses(srcset: str) -> Iterator[str]:
    """The candidates of a srcset: an address ends at white space, and a comma ends a candidate only after it."""
    position = 0
    while (candidate := _CANDIDATE.match(srcset, position)) is not None:
        href = candidate[1]
        position = candidate.end(1) if href.endswith(",") else candidate.end()
        if not href.startswith("data:"):
            yield href.rstrip(",")


def style_addresses(css: str) -> Iterator[tuple[str, LinkKind]]:
    """What a style text loads: images and fonts by `url()`, other sheets by `@import`; no `behavior`."""
    if "url(" not in css and "URL(" not in css and "@import" not in css:
        return
    css = without_comments(css)
    imports = {m.start(): next(g for g in m.groups() if g) for m in _CSS_IMPORT.finditer(css)}
    for href in imports.values():
        yield href, LinkKind.STYLE
    for match in _CSS_URL.finditer(css):
        href = next((g for g in match.groups() if g), "").strip()
        before = css[max(0, match.start() - 12) : match.start()].rstrip().lower()
        if href and not href.startswith(("#", "data:")) and not before.endswith("behavior:"):
            imported = before.endswith("@import")
            yield href, LinkKind.STYLE if imported else LinkKind.IMG


def refresh_address(content: str) -> str | None:
    """Where a refresh (meta or header) leads, or None when it only reloads."""
    match = _REFRESH.match(content)
    return match.group(1).strip() if match else None
