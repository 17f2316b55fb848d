"""The browser's records as values: pages shown with what axe said of them, and the trial of the entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.records import Probe

SEVERE = frozenset(("serious", "critical"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a page that a rule speaks of."""

    target: str
    html: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One rule on one page: how many elements, and the first few of them."""

    rule: str
    impact: str
    tags: tuple[str, ...]
    count: int
    elements: tuple[Element, ...]

    @property
    def required(self) -> bool:
        """Whether WCAG 2 asks for it at level A or AA; the rest are good manners."""
        return any(tag.startswith("wcag2") and tag.endswith("a") and not tag.endswith("aaa") for tag in self.tags)

    @property
    def severe(self) -> bool:
        """Whether it keeps people out: a demand of level A or AA with serious or critical impact."""
        return self.required and self.impact in SEVERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """A page as the browser showed it. `violations` is None when axe did not come to an end."""

    url: str
    status: int | None
    failure: str
    detail: str
    lost_styles: tuple[str, ...] = ()
    violations: tuple[Violation, ...] | None = None
    unsure: tuple[Violation, ...] = ()
    version: str = ""

    @property
    def good(self) -> bool:
        """Whether it came as the page it is."""
        return not self.failure and self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where a click led. `missing`: the page said that it does not exist."""

    address: str
    status: int | None
    failure: str
    marked: bool
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How the page looked after a click, as far as it tells a page from nothing."""

    title: str
    text_length: int
    pictures: int
    frames: int
    tools: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether there is nothing at all on it."""
        return self.text_length + self.pictures + self.frames == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One entry clicked. `pressed` is the toolbar's button for larger text, `grew` whether the text then did.

    `offered` are the tools that were there before the click.
    """

    words: str
    address: str
    named: bool
    visible: bool
    clickable: bool
    submits: bool
    effects: frozenset[str]
    attempts: int
    errors: tuple[str, ...]
    dialogs: tuple[str, ...]
    held: frozenset[str]
    arrival: Arrival | None = None
    after: Shown | None = None
    offered: tuple[str, ...] = ()
    pressed: str = ""
    grew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord:
    """What the browser found on the home page. `lost` are scripts that did not come: address, why, of a toolbar."""

    status: int | None
    failure: str
    detail: str
    candidates: int
    trials: tuple[Trial, ...]
    lost: tuple[tuple[str, str, bool], ...]


def shown_pages(probes: Iterable[Probe]) -> tuple[ShownPage, ...]:
    """The pages, one an address, in the order of their addresses."""
    pages = {p.subject: _page(p.subject, p.data) for p in probes if p.data.get("kind") == "page"}
    return tuple(pages[url] for url in sorted(pages))


def entry_record(probes: Iterable[Probe]) -> EntryRecord | None:
    """The trial of the entry; None when there was none."""
    found = [probe.data for probe in probes if probe.data.get("kind") == "entry"]
    if not found:
        return None
    data = found[-1]
    return EntryRecord(
        status=data.get("status"),
        failure=data.get("failure", ""),
        detail=data.get("detail", ""),
        candidates=len(data.get("candidates", ())),
        trials=tuple(_trial(trial) for trial in data.get("trials", ())),
        lost=tuple((url, why, bool(mark)) for url, why, mark in data.get("lost_scripts", ())),
    )


def _page(url: str, data: Mapping[str, Any]) -> ShownPage:
    axe = data.get("axe") or {}
    return ShownPage(
        url=url,
        status=data.get("status"),
        failure=data.get("failure", ""),
        detail=data.get("detail", ""),
        lost_styles=tuple(data.get("lost_styles", ())),
        violations=tuple(map(_violation, axe["violations"])) if axe else None,
        unsure=tuple(map(_violation, axe.get("incomplete", ()))),
        version=axe.get("version", ""),
    )


def _violation(data: Mapping[str, Any]) -> Violation:
    elements = (Element(target=n["target"], html=n["html"], message=n["message"]) for n in data["nodes"])
    return Violation(
        rule=data["rule"],
        impact=data["impact"],
        tags=tuple(data["tags"]),
        count=data["count"],
        elements=tuple(elements),
    )


def _trial(data: Mapping[str, Any]) -> Trial:
    candidate, arrived, after, step = data["candidate"], data["arrived"], data["after"], data["step"]
    return Trial(
        words=candidate["words"],
        address=candidate["address"],
        named=candidate["how"] == "name",
        visible=candidate["visible"],
        clickable=candidate.get("clickable", True),
        submits=candidate["submits"],
        effects=frozenset(data["effects"]),
        attempts=data["attempts"],
        errors=tuple(data["errors"]),
        dialogs=tuple(data["dialogs"]),
        held=frozenset(data["held"]),
        arrival=None if arrived is None else _arrival(arrived),
        after=None if after is None else _shown(after),
        offered=tuple((data["before"] or {}).get("tools", ())),
        pressed=step["pressed"] if step else "",
        grew=bool(step and step["effects"]),
    )


def _arrival(data: Mapping[str, Any]) -> Arrival:
    return Arrival(
        address=data["address"],
        status=data["status"],
        failure=data["failure"],
        marked=bool(data["marked"]),
        missing=bool(data.get("missing")),
    )


def _shown(data: Mapping[str, Any]) -> Shown:
    return Shown(
        title=data["title"],
        text_length=data["text_length"],
        pictures=data["pictures"],
        frames=data["frames"],
        tools=tuple(data["tools"]),
    )
