"""One small portal for all tests of the bench."""

from pathlib import Path

import pytest

from benches.plan import Portal
from benches.portal import build
from benches.server import free_addresses

PAGES = 80


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal of eighty pages on free addresses."""
    folder: Path = tmp_path_factory.mktemp("portal")
    return build(folder, pages=PAGES, addresses=free_addresses())
