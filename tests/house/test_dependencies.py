"""What the code imports is declared, and what is declared is pinned, without a word on where it comes from."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, packages_distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, project, python_files, rooms, shipped

PIN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[0-9][A-Za-z0-9.+]*)")


def declared(*extras: str) -> list[Requirement]:
    """The requirements of pyproject.toml, those of the named extras included."""
    told = project()["project"]
    optional = [line for extra in extras for line in told["optional-dependencies"][extra]]
    return [Requirement(line) for line in (*told["dependencies"], *optional)]


def pins() -> dict[str, str]:
    """The pinned version of each distribution."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [PIN.fullmatch(line) for line in lines]
    assert all(found), [line for line, match in zip(lines, found, strict=True) if not match]
    return {canonicalize_name(match["name"]): match["version"] for match in found if match}


def imported(source: str) -> set[str]:
    """The top-level names a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def needed(requirements: Iterable[Requirement]) -> Iterator[Requirement]:
    """These requirements and all that they lead to on this machine."""
    waiting, seen = list(requirements), set()
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen or not applies(requirement, {""}):
            continue
        seen.add(key)
        yield requirement
        below = (Requirement(line) for line in distribution(requirement.name).requires or ())
        waiting += [bare(each) for each in below if applies(each, requirement.extras | {""})]


def applies(requirement: Requirement, extras: set[str]) -> bool:
    """Whether a requirement holds on this machine when one of these extras is asked for."""
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras)


def bare(requirement: Requirement) -> Requirement:
    """The requirement once its marker has been judged."""
    requirement.marker = None
    return requirement


def test_every_import_of_the_shipped_code_is_declared() -> None:
    names = {canonicalize_name(requirement.name) for requirement in declared("postgres")}
    owners = packages_distributions()
    stray = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in shipped()
        for name in imported(path.read_text(encoding="utf-8")) - set(sys.stdlib_module_names) - set(rooms())
        if not names & {canonicalize_name(owner) for owner in owners.get(name, ())}
    }
    assert stray == set()


def test_every_distribution_needed_is_pinned_within_its_bounds() -> None:
    pinned = pins()
    for requirement in needed(declared("postgres", "dev")):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in constraints.txt"
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement}, pinned to {version}"


def test_imports_are_seen_in_every_form() -> None:
    assert imported("import a.b, c\nfrom d.e import f\ndef g():\n    import h\nfrom . import i\n") == {
        "a",
        "c",
        "d",
        "h",
    }
