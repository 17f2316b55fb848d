"""Plain values of one rule and its conditions to frozen values."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rubric_map.applies import Applies
from rubric_map.condition import (
    AllOf,
    AnyOf,
    Clean,
    Condition,
    Found,
    Given,
    ItemUnder,
    Measured,
    Op,
    Reading,
    Sought,
    UnitKind,
    Wanted,
)
from rubric_map.rules import (
    AnyRule,
    Award,
    Band,
    Bonus,
    By,
    Ceiling,
    Convert,
    Deduct,
    Inapplicable,
    Ladder,
    Level,
    Manual,
    Reach,
    Tiers,
    Veto,
)

Values = Mapping[str, Any]
BAND = re.compile(r"([\[(]) *(-?[\d.]+)? *, *(-?[\d.]+)? *([\])])")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def build_rule(rule: Values, default_id: str, applies: Applies) -> AnyRule:
    """One rule; its kind is the one of its keys that names a kind."""
    shared: dict[str, Any] = {
        "id": rule.get("id", default_id),
        "text": rule["text"],
        "level": Level(rule.get("level", "unit")),
        "planned": rule.get("planned", False),
        "open": rule.get("open", ""),
        "note": rule.get("note", ""),
        "applies": applies,
        "inapplicable": Inapplicable(rule.get("inapplicable", "open")),
    }
    if "tiers" in rule:
        return _tiers(rule["tiers"], shared)
    if "deduct" in rule:
        return _deduct(rule, shared)
    if "manual" in rule:
        return Manual(points=_points(rule["manual"]), deducts=rule.get("deducts", False), **_clues(rule), **shared)
    if "convert" in rule:
        return Convert(points=_points(rule["convert"]), **_clues(rule), **shared)
    return _conditional(rule, shared)


def _clues(rule: Values) -> dict[str, Any]:
    return {name: tuple(rule.get(name, ())) for name in ("see", "about")}


def _conditional(rule: Values, shared: dict[str, Any]) -> AnyRule:
    when = condition(rule["when"]) if "when" in rule else None
    if "veto" in rule:
        return Veto(reach=Reach(rule["veto"]), when=when, **shared)
    if "bonus" in rule:
        return Bonus(points=_points(rule["bonus"]), above=_points(rule.get("above")), when=when, **shared)
    if when is None:
        raise KeyError("when")
    if "ceiling" in rule:
        return Ceiling(points=Decimal(rule["ceiling"]), when=when, **shared)
    return Award(points=_points(rule["award"]), when=when, **shared)


def _points(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _deduct(rule: Values, shared: dict[str, Any]) -> Deduct:
    return Deduct(
        each=_points(rule["deduct"]),
        unit=rule.get("unit", "处"),
        cap=_points(rule.get("cap")),
        count=tuple(_sought(one) for one in rule.get("count", ())),
        by=By(rule.get("by", "target")),
        when=condition(rule["when"]) if "when" in rule else None,
        **shared,
    )


def _tiers(tiers: Values, shared: dict[str, Any]) -> Tiers:
    ladders = tiers.get("ladders") or [{"bands": tiers["bands"]}]
    subjects = tiers.get("subjects") or [tiers.get("subject", "")]
    readings = [
        Reading(check=tiers["check"], name=tiers["measure"], subject=one) for one in subjects if "check" in tiers
    ]
    return Tiers(
        readings=tuple(readings),
        count=tuple(_sought(one) for one in tiers.get("count", ())),
        by=By(tiers.get("by", "target")),
        ladders=tuple(
            Ladder(
                bands=tuple(band(one) for one in ladder["bands"]),
                when=condition(ladder["when"]) if "when" in ladder else None,
            )
            for ladder in ladders
        ),
        **shared,
    )


def band(value: Values) -> Band:
    """A band from `in: "[3,5)"` and points or a pair of points."""
    match = BAND.fullmatch(value["in"])
    if match is None:
        raise ValueError(value["in"])
    left, start, end, right = match.groups()
    given = value["points"]
    low, high = (given, given) if isinstance(given, str) else given
    return Band(
        start=_points(start),
        end=_points(end),
        start_closed=left == "[",
        end_closed=right == "]",
        low=Decimal(low),
        high=Decimal(high),
    )


def _sought(value: Values) -> Sought:
    return Sought(check=value["check"], codes=tuple(value.get("codes", ())), subject=value.get("subject"))


def condition(value: Values) -> Condition:
    """A condition from its plain form."""
    if "all" in value:
        return AllOf(parts=tuple(condition(one) for one in value["all"]))
    if "any" in value:
        return AnyOf(parts=tuple(condition(one) for one in value["any"]))
    if "unit-kind" in value:
        return UnitKind(kinds=tuple(value["unit-kind"]))
    if "item" in value:
        return ItemUnder(number=value["item"], value=Decimal(value["under"]))
    if "given" in value:
        return Given(key=value["given"], text=value.get("text", ""))
    return _checked(value)


def _checked(value: Values) -> Condition:
    if "measure" in value:
        return _measured(value)
    codes = tuple(value.get("clean", value.get("found", ())))
    sought = Sought(check=value["check"], codes=codes, subject=value.get("subject"))
    if "clean" in value:
        return Clean(sought=sought)
    return Found(sought=sought, least=int(value.get("least", "1")))


def _measured(value: Values) -> Measured:
    ops = [op for op in Op if op.value in value]
    if len(ops) != 1:
        raise KeyError("is")
    reading = Reading(check=value["check"], name=value["measure"], subject=value.get("subject", ""))
    return Measured(reading=reading, op=ops[0], value=_wanted(value[ops[0].value]))


def _wanted(value: str | bool) -> Wanted:
    if isinstance(value, bool):
        return value
    if DAY.fullmatch(value):
        return date.fromisoformat(value)
    return Decimal(value) if NUMBER.fullmatch(value) else value
