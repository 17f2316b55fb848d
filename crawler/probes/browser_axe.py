"""axe-core in a page: the rules of WCAG 2 at levels A and AA and the best practices, its messages in Chinese."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.probes.browser_limits import BrowserLimits
from crawler.probes.browser_world import World, script

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Looks at every pixel's neighbours and can take minutes on a crowded page; the others are quick.
SLOW = ("color-contrast",)


@cache
def program() -> str:
    """axe-core as published, told to speak Chinese; twice in one world it does nothing."""
    folder = files("crawler.probes") / "axe"
    source = (folder / "axe.min.js").read_text(encoding="utf-8")
    locale = json.loads((folder / "zh_CN.json").read_text(encoding="utf-8"))
    return f"{source};axe.configure({{locale: {json.dumps(locale, ensure_ascii=False)}}});"


async def run_axe(world: World, limits: BrowserLimits, off: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """What axe says of the document. Raises TimeoutError when it takes too long: the page may then be stuck."""
    await world.load(program(), seconds=limits.axe_seconds)
    said = await world.call(
        script("axe_run"), list(TAGS), list(off), limits.nodes, limits.html, seconds=limits.axe_seconds
    )
    return {**said, "left_out": list(off)}
