"""Our plain top-level names (decision 0001) are ours alone where hecha is installed."""

import importlib.util
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house.tree import ROOT, rooms, shipped


@pytest.mark.parametrize("name", rooms())
def test_no_other_distribution_brings_the_name(name: str) -> None:
    assert set(packages_distributions().get(name, ["hecha"])) == {"hecha"}
    assert name not in sys.stdlib_module_names


@pytest.mark.parametrize("name", rooms())
def test_the_name_imports_from_this_tree(name: str) -> None:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).is_relative_to(ROOT)


def test_every_room_is_shipped() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benches"}
    assert found | {"cli.py"} == set(shipped())
