"""One portal of a fixed day, and the same served."""

from collections.abc import Iterator
from datetime import date

import pytest

from demo.portal import Portal, build
from demo.server import Served, serve

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def portal() -> Portal:
    return build(TODAY)


@pytest.fixture
def served(portal: Portal) -> Iterator[Served]:
    with serve(portal) as running:
        yield running
