"""How many occurrences of what a rule counts there surely are, and how many there may be."""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.model import Finding
from rubric_map.condition import Sought
from rubric_map.rules import By
from rubric_map.witness import Scene, Sight, look, occurrences
from rubric_map.words import found_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """`least` stand; `most` counts doubts and what could not be told as well (None: no bound)."""

    least: int
    most: int | None
    findings: tuple[Finding, ...]
    reason: str
    inapplicable: bool


def tally(scene: Scene, wanted: tuple[Sought, ...], by: By) -> Tally:
    """Counts over several checks; the same object at fault counts once."""
    sights = [look(scene, sought) for sought in wanted]
    problems = [found for sight in sights for found in sight.problems]
    doubts = [found for sight in sights for found in sight.doubts]
    least = len(occurrences(problems, by))
    maybe = len(occurrences([*problems, *doubts], by))
    bounded = all(_bounded(sight) for sight in sights)
    unknown = len({(one.subject, one.url) for sight in sights for one in sight.unknowns})
    return Tally(
        least=least,
        most=maybe + unknown if bounded else None,
        findings=(*problems, *doubts),
        reason=_reason(least, problems, [sight.dim for sight in sights if sight.dim]),
        inapplicable=bool(sights) and all(sight.inapplicable for sight in sights),
    )


def _bounded(sight: Sight) -> bool:
    """Whether what could not be told is one thing each, at an address; a part that was not read may hold any number."""
    return not sight.blind and all(one.url for one in sight.unknowns)


def _reason(least: int, problems: list[Finding], dims: Iterable[str]) -> str:
    said = found_words(least, problems) if problems else "未发现问题"
    return "；".join([said, *dict.fromkeys(dims)])
