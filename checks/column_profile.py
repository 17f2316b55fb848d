"""Which columns and links are asked for: the general profile of every portal, and what a rubric adds by name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from evidence.yaml_text import read_yaml

EVERY_UNIT = "*"
_BUREAU = re.compile(r"(?:局|委|厅|委员会|办公室|管理处|总队)(?:门户|官方|政府|政务)?(?:网站|官网|网)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredColumn:
    """A column that must be there, by its canonical name.

    `home`: the home page (of the unit, if one is named) must lead to it. `platform`: it belongs on the platform of
    政府信息公开. `unit`: the unit whose part of the site must hold it, `*` for each unit. `instead`: ideas that
    serve as well. `source`: the document that asks for it. `unlisted`: a rubric says which columns units must have and
    does not name this one; that it is missing is for a person to judge.
    """

    idea: str
    home: bool = False
    unit: str = ""
    platform: bool = False
    instead: tuple[str, ...] = ()
    source: str = ""
    unlisted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredTarget:
    """A link that must be there by where it leads.

    `hosts` are names with `*`, with or without a path; `named_hosts` count only for links that also bear one of
    `texts` or a synonym and leave the site. `home`: it must stand on the home page.
    """

    name: str
    texts: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    named_hosts: tuple[str, ...] = ()
    home: bool = False


def _general() -> tuple[RequiredColumn, ...]:
    return general_columns()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOptions:
    """What is asked of a site; by default what every portal must have."""

    required: tuple[RequiredColumn, ...] = field(default_factory=_general)
    targets: tuple[RequiredTarget, ...] = ()


@cache
def general_columns() -> tuple[RequiredColumn, ...]:
    """The columns that the regulations and notices of the State Council ask of every portal and every unit."""
    data = _data()
    return (
        *(_column(entry) for entry in data["columns"]),
        *(_column(entry, EVERY_UNIT) for entry in data["units"]),
    )


@cache
def known_targets() -> Mapping[str, RequiredTarget]:
    """The links that rubrics ask for, by name."""
    return {entry["name"]: _target(entry) for entry in _data()["targets"]}


def with_required(
    columns: Iterable[RequiredColumn], targets: Iterable[RequiredTarget] = (), *, base: ColumnOptions | None = None
) -> ColumnOptions:
    """The general profile and what a rubric asks besides; a column asked for twice keeps the stricter demand of place.

    What serves instead serves whoever asks: 机构概况 holds the 机构职能 that a rubric names, 行政处罚 its 行政执法.
    Where a rubric lists the columns of units, the general ones besides are `unlisted`: a bureau's page of a few columns
    may lean on the portal's guide and institutions, and its assessment does not ask for its own.
    """
    base = base or ColumnOptions()
    serving = _data()["serving"]
    asked: dict[tuple[str, str], RequiredColumn] = {}
    served = [replace(one, instead=(*one.instead, *serving.get(one.idea, ()))) for one in columns]
    listed = any(column.unit for column in served)
    general = (replace(column, unlisted=listed and bool(column.unit)) for column in base.required)
    for column in (*general, *served):
        key = (column.idea, column.unit)
        before = asked.get(key)
        asked[key] = _stricter(before, column) if before else column
    wanted = {target.name: target for target in (*base.targets, *targets)}
    return ColumnOptions(required=tuple(asked.values()), targets=tuple(wanted.values()))


def for_bureau(column: RequiredColumn, names: Iterable[str]) -> RequiredColumn:
    """The column as it is asked of a site of these names: what serves a bureau's website serves it there."""
    serving = _data()["serving_bureaus"].get(column.idea, ())
    bureau = serving and any(_BUREAU.search(name.strip()) for name in names)
    return replace(column, instead=(*column.instead, *serving)) if bureau else column


def _stricter(one: RequiredColumn, other: RequiredColumn) -> RequiredColumn:
    return RequiredColumn(
        idea=one.idea,
        home=one.home or other.home,
        unit=one.unit,
        platform=one.platform or other.platform,
        instead=tuple(dict.fromkeys((*one.instead, *other.instead))),
        source=";".join(dict.fromkeys(filter(None, (one.source, other.source)))),
        unlisted=one.unlisted and other.unlisted,
    )


def _data() -> Mapping[str, Any]:
    text = (files("checks") / "data" / "general_columns.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = read_yaml(text)
    return data


def _column(entry: Mapping[str, Any], unit: str = "") -> RequiredColumn:
    return RequiredColumn(
        idea=entry["idea"],
        home=bool(entry.get("home")),
        unit=unit,
        platform=bool(entry.get("platform")),
        instead=tuple(entry.get("instead", ())),
        source=entry.get("source", ""),
    )


def _target(entry: Mapping[str, Any]) -> RequiredTarget:
    return RequiredTarget(
        name=entry["name"],
        texts=tuple(map(str, entry["texts"])),
        hosts=tuple(entry["hosts"]),
        named_hosts=tuple(entry.get("named_hosts", ())),
    )
