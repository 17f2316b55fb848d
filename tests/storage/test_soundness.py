"""A damaged file is seen before a night stumbles over it."""

from pathlib import Path

import pytest

from evidence.errors import EnvironmentError_
from jobs.doctor_machine import database
from jobs.doctor_symptom import Health
from jobs.settings import load_settings
from storage.soundness import check_soundness
from storage.store import open_store


def filled(path: Path) -> Path:
    with open_store(str(path)) as store, store.database.write() as connection:
        connection.exec_driver_sql("create table padding (text)")
        connection.exec_driver_sql(
            "insert into padding select hex(randomblob(400)) from sqlite_master, sqlite_master b"
        )
    return path


def test_a_whole_file_is_sound(tmp_path: Path) -> None:
    with open_store(str(filled(tmp_path / "a.db"))) as store:
        assert check_soundness(store.database)


def test_no_more_time_than_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.soundness._STEPS", 1)
    with open_store(str(filled(tmp_path / "a.db"))) as store:
        assert not check_soundness(store.database, seconds=-1)
        assert len(store.sites.list()) == 0  # and the connection is as it was


def test_the_doctor_sees_pages_that_nobody_reads(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db")
    whole = bytearray(path.read_bytes())
    at = len(whole) * 3 // 4
    whole[at : at + 20_000] = bytes((place * 7) % 256 for place in range(20_000))
    path.write_bytes(whole)
    with open_store(str(path)) as store, pytest.raises(EnvironmentError_, match="已损坏"):
        check_soundness(store.database)
    (tmp_path / "hecha.toml").write_text(f'database = "{path}"')
    said = database(load_settings(tmp_path / "hecha.toml"))
    assert said.state is Health.BAD
    assert "已损坏" in said.message and "备份" in said.advice
