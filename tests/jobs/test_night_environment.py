"""The look before the night: what the machine lacks is told from what the site lacks."""

import asyncio
import socket
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.names import NameNotFound, ResolverFailed
from evidence.records import SiteInfo
from jobs.disk import data_folder, free_megabytes
from jobs.night_environment import Environment
from jobs.night_network import has_route, lacks_network
from jobs.settings import NetworkSettings, ScheduleSettings, Settings
from storage.store import Store, open_store

SITE = SiteInfo(id="a", name="甲", url="http://127.0.0.1:8080/")
NAMED = SiteInfo(id="b", name="乙", url="http://www.b.example/")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "hecha.db")) as opened:
        yield opened


def settings(tmp_path: Path, *, floor: int = 1, resolver: str = "") -> Settings:
    return Settings(
        database=str(tmp_path / "hecha.db"),
        schedule=ScheduleSettings(min_free_mb=floor),
        network=NetworkSettings(resolver=resolver),
    )


async def test_a_machine_with_all_it_needs_lacks_nothing(store: Store, tmp_path: Path) -> None:
    assert await Environment(store, settings(tmp_path)).lacks(SITE) == ""


async def test_a_disk_below_the_floor_is_lacking(store: Store, tmp_path: Path) -> None:
    said = await Environment(store, settings(tmp_path, floor=10**9)).lacks(SITE)
    assert "磁盘空间不足" in said and "min_free_mb" in said


async def test_a_database_that_takes_no_writes_is_lacking(store: Store, tmp_path: Path) -> None:
    with store.database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")  # the pool has this one connection
    assert "只能读" in await Environment(store, settings(tmp_path)).lacks(SITE)


async def test_a_resolver_that_says_nothing_is_lacking(store: Store, tmp_path: Path) -> None:
    store.sites.upsert(NAMED)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        there = f"127.0.0.1:{silent.getsockname()[1]}"
        environment = Environment(store, settings(tmp_path, resolver=there))
        environment._resolver._timeout = 0.3
        assert "域名解析服务没有应答" in await environment.lacks(NAMED)


Case = namedtuple("Case", "answers others lacking")
OURS, THEIRS = ResolverFailed("SERVFAIL"), NameNotFound("NXDOMAIN")


@pytest.mark.parametrize(
    "case",
    [
        Case({"a.example": ["127.0.0.1"]}, (), False),
        Case({"a.example": THEIRS}, (), False),  # the name is gone: the site's affair, the night will say so
        Case({"a.example": OURS}, (), True),
        Case({"a.example": OURS, "b.example": OURS}, ("b.example",), True),
        Case({"a.example": OURS, "b.example": ["127.0.0.1"]}, ("b.example",), False),  # only their own servers are down
        Case({"a.example": OURS, "b.example": THEIRS}, ("b.example",), False),
        Case({"a.example": OURS}, ("10.0.0.1", "a.example:8080"), True),  # no further names to ask
    ],
)
def test_only_a_resolver_without_a_word_on_anything_is_ours(case: Case) -> None:
    async def ask(host: str) -> list[str]:
        said = case.answers[host]
        if isinstance(said, OSError):
            raise said
        return list(said)

    assert bool(asyncio.run(lacks_network("a.example:8080", case.others, ask))) is case.lacking


def test_no_way_to_any_address_of_the_site_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask(host: str) -> list[str]:
        return ["2001:db8::1", "192.0.2.1"]

    monkeypatch.setattr("jobs.night_network.has_route", lambda address: False)
    assert "网络" in asyncio.run(lacks_network("a.example", (), ask))
    monkeypatch.setattr("jobs.night_network.has_route", lambda address: address == "192.0.2.1")
    assert asyncio.run(lacks_network("a.example", (), ask)) == ""


def test_loopback_is_reached_and_an_address_of_no_kind_is_not() -> None:
    assert has_route("127.0.0.1")
    assert not has_route("256.0.0.1")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("data/hecha.db", "data"),
        ("sqlite:///data/hecha.db", "data"),
        ("postgresql://hecha@localhost/hecha", "hecha-data"),
    ],
)
def test_the_data_folder_is_where_the_database_lies(address: str, expected: str) -> None:
    assert data_folder(Settings(database=address)) == Path(expected)


def test_room_is_measured_where_the_folder_will_be(tmp_path: Path) -> None:
    assert free_megabytes(tmp_path / "not" / "yet") == pytest.approx(free_megabytes(tmp_path), abs=200)
