"""How a page looks to a reader, and what a click changed in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from crawler.probes.browser_world import World, script
from evidence.accessibility_entry import EDGES, LARGER, NAME, TOOL

GROWN = 1.08  # times as large: less is rounding or another font
NEW_TOOLS = 2  # different tools that a toolbar shows at least
SECONDS = 5.0
MENU = "menu"  # a click that showed further entries, or a question: to the elder version, to the toolbar


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look. Sizes are medians over the same pieces of text, in pixels; `tools` are the names of tools shown.

    `frames` are the wide frames that are shown, `filled` those of them that show something, `entries` the controls
    that are named as an entry; `asks`: whether the page asks to go somewhere.
    """

    address: str
    title: str
    text_length: int
    height: float
    font: float
    line: float
    letter: float
    colours: str
    filter: str
    cursor: str
    controls: int
    pictures: int
    frames: int
    filled: int
    asks: bool
    entries: int
    tools: tuple[str, ...]
    larger: tuple[str, ...]

    def data(self) -> Mapping[str, Any]:
        """As JSON."""
        return asdict(self)


async def look(world: World) -> Look | None:
    """Look at the document of a world; None where there is no page. The first look chooses the pieces of text."""
    said = await world.call(script("entry_look"), TOOL, LARGER, NAME, EDGES, seconds=SECONDS)
    if said is None:
        return None
    known = {field.name for field in fields(Look)}
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items() if name in known}
    return Look(**said)


def changes(before: Look, after: Look) -> tuple[str, ...]:
    """What a click changed in the same document, in closed words."""
    found = []
    if _grown(before.height, after.height) or _grown(before.font, after.font):
        found.append("larger")
    if before.colours != after.colours or before.filter != after.filter:
        found.append("colours")
    if _grown(before.line, after.line) or after.letter > before.letter:
        found.append("spacing")
    if before.cursor != after.cursor:
        found.append("cursor")
    if len(set(after.tools) - set(before.tools)) >= NEW_TOOLS and after.controls > before.controls:
        found.append("toolbar")
    if after.filled > before.filled:
        found.append("frame")
    if after.entries > before.entries or (after.asks and not before.asks):
        found.append(MENU)
    return tuple(found)


def _grown(before: float, after: float) -> bool:
    return before > 0 and after >= before * GROWN
