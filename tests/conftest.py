"""What every test may use: the third-party corpus and the published source documents, where they are."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What a busy machine takes for one example says nothing of the code: no test fails by the clock.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SHARED = Path(os.environ.get("HECHA_SHARED", Path(__file__).parents[2] / "shared"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that hold a slow test come first: begun last they would keep one processor waiting for the other."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def _shared(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: set HECHA_SHARED to the folder that holds {name}/")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real pages and third-party cases; the test is skipped where it is absent."""
    return _shared("corpus")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five published source documents; the test is skipped where it is absent."""
    return _shared("seeds")
