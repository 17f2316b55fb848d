"""Planted faults and look-alikes: what is changed in which page, and what answers at the addresses they name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from demo.answer import Answer
from demo.changes import Changes, changes_of, dated
from demo.columns import Column, content, page_at
from demo.planted import Lookalike, Planted
from demo.render import Renderer
from demo.replies import Making, replies
from demo.ways import ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoo:
    """All that was planted, and the changes it makes to pages by their paths."""

    planted: tuple[Planted, ...]
    doubts: tuple[Planted, ...]
    lookalikes: tuple[Lookalike, ...]
    changes: Changes
    answers: Mapping[str, Answer]


def zoo(columns: Mapping[str, Column], renderer: Renderer, today: date) -> Zoo:
    """Read the planted content and tie it to the pages of this portal."""
    raw = content("faults.yaml")
    doubts = raw.pop("doubts")
    written = ways()
    faults = [{"check": check, **one} for check, entries in raw.items() for one in entries]
    faults += [way.fault for way in written]
    likes = [*content("lookalikes.yaml"), *(way.lookalike for way in written)]
    everything = [*faults, *doubts, *likes]
    return Zoo(
        planted=tuple(_planted(columns, one, today) for one in faults if _stands(one, today)),
        doubts=tuple(_planted(columns, one, today) for one in doubts),
        lookalikes=tuple(
            Lookalike(
                page=page_at(columns, one["page"]), target=page_at(columns, one.get("target", "")), note=one["note"]
            )
            for one in likes
        ),
        changes=changes_of(columns, everything, today),
        answers=dict(replies(everything, Making(renderer, columns))),
    )


def _stands(raw: dict[str, Any], today: date) -> bool:
    """Whether a fault of the season stands today: what is due by a day of the year is no fault before."""
    day = f"{today:%m-%d}"
    return str(raw.get("after", "")) < day <= str(raw.get("until", "12-31"))


def _planted(columns: Mapping[str, Column], raw: dict[str, Any], today: date) -> Planted:
    return Planted(
        check=raw["check"],
        code=raw["code"],
        page=page_at(columns, raw["page"]),
        target=page_at(columns, raw.get("target", "")),
        subject=dated(raw.get("subject", ""), today),
        note=raw.get("note", ""),
        optional=raw.get("optional", False),
    )
