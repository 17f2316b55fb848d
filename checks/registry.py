"""The checks there are: our own found by walking this package, third parties' by their entry points."""

import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType, ModuleType

import checks
from checks.api import Check
from evidence.errors import UsageError

ENTRY_POINTS = "hecha.checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a check comes from: the distribution and its version."""

    distribution: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A plug-in that could not be loaded, and why; it is named and the night goes on."""

    name: str
    distribution: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Every check by its id, where each came from, and the plug-ins that could not be loaded."""

    checks: Mapping[str, Check]
    sources: Mapping[str, Source]
    broken: tuple[Broken, ...]

    def choose(self, ids: Iterable[str] | None = None) -> tuple[Check, ...]:
        """The checks of these ids in the order of their ids; all when None. An unknown id is a UsageError."""
        if ids is None:
            return tuple(self.checks[id_] for id_ in sorted(self.checks))
        wanted = sorted(set(ids))
        for id_ in wanted:
            if id_ not in self.checks:
                known = "、".join(sorted(self.checks))
                raise UsageError(f"没有名为“{id_}”的检查项。可用的检查项：{known}（用 hecha checks list 查看说明）")
        return tuple(self.checks[id_] for id_ in wanted)


def _checks_in(module: ModuleType) -> list[Check]:
    return [value for value in vars(module).values() if isinstance(value, Check)]


def _own() -> list[Check]:
    found: dict[str, Check] = {}
    for info in pkgutil.iter_modules(checks.__path__):
        for check in _checks_in(import_module(f"checks.{info.name}")):
            found[check.id] = check
    return list(found.values())


def _plugged(point: EntryPoint) -> list[Check] | str:
    try:
        loaded = point.load()
    except Exception as error:  # noqa: BLE001 - a stranger's module may raise anything; it is named, not fatal
        return f"{type(error).__name__}: {error}"
    found = [loaded] if isinstance(loaded, Check) else _checks_in(loaded) if isinstance(loaded, ModuleType) else []
    return found or "入口点没有提供任何检查项"


@cache
def registry() -> Registry:
    """Find every check once a process. Ids already taken are refused and reported as broken."""
    found = {check.id: check for check in _own()}
    sources = {id_: Source(distribution="hecha", version="") for id_ in found}
    broken: list[Broken] = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda p: (p.dist.name if p.dist else "", p.name)):
        name = point.dist.name if point.dist else "?"
        loaded = _plugged(point)
        if isinstance(loaded, str):
            broken.append(Broken(name=point.name, distribution=name, reason=loaded))
            continue
        for check in loaded:
            if found.get(check.id) is check:  # under a second name, or imported from another module
                continue
            if check.id in found:
                broken.append(Broken(name=check.id, distribution=name, reason="编号与已有检查项重复"))
                continue
            found[check.id] = check
            sources[check.id] = Source(distribution=name, version=point.dist.version if point.dist else "")
    return Registry(
        checks=MappingProxyType(dict(sorted(found.items()))), sources=MappingProxyType(sources), broken=tuple(broken)
    )
