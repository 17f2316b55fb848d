"""Every test of the store runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest

from evidence.records import SiteInfo
from storage.store import Store, open_store
from storage.tables import metadata
from tests.postgres import Server, postgres_server

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=CHINA)
_numbers = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One server for the session, with a database of ours."""
    with postgres_server() as server:
        open_store(server.create("ours")).close()
        yield server


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store of ours."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hecha.db'}"
    server: Server = request.getfixturevalue("postgres")
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    server.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE", "ours")  # far quicker than a new database
    return server.url("ours")


@pytest.fixture(params=BOTH)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.create(f"new{next(_numbers)}")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store with two sites."""
    with open_store(url) as opened:
        opened.sites.upsert(SiteInfo(id="jia", name="甲区人民政府", url="http://www.jia.gov.cn/"))
        opened.sites.upsert(SiteInfo(id="yi", name="乙区人民政府", url="http://www.yi.gov.cn/"))
        yield opened


@pytest.fixture
def run(store: Store) -> int:
    """A run of the first site."""
    return store.runs.start("jia", NOW, {})
