"""Opening a store: made when new, refused untouched when it is not ours, a plain line when it cannot be."""

import os
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, inspect, text
from sqlalchemy.schema import DropTable

from evidence.errors import EnvironmentError_, HechaError, UsageError
from evidence.records import SiteInfo
from storage.migrations import TODAY, migrations
from storage.store import open_store
from storage.tables import metadata
from tests.postgres import Server


def _refused(url: str, kind: type[HechaError], *words: str) -> str:
    with pytest.raises(kind) as caught:
        open_store(url)
    message = str(caught.value)
    assert "\n" not in message
    assert [word for word in words if word not in message] == []
    return message


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "hecha.db"
    with open_store(str(path)) as store:
        store.sites.upsert(SiteInfo(id="jia", name="甲", url="http://www.jia.gov.cn/"))
    with open_store(f"sqlite:///{path}") as again:
        assert [info.id for info in again.sites.list()] == ["jia"]


def test_an_empty_file_counts_as_new(tmp_path: Path) -> None:
    path = tmp_path / "hecha.db"
    path.touch()
    open_store(str(path)).close()
    assert path.stat().st_size > 0


def test_sqlite_is_set_up_for_one_writer_and_many_readers(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "hecha.db")) as store, store.database.read() as connection:
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")}
        said["foreign_keys"] = connection.exec_driver_sql("PRAGMA foreign_keys").scalar()
    assert said == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}


def test_the_migrations_lead_to_the_tables_that_a_new_database_gets(new_url: str) -> None:
    with open_store(new_url) as store:
        with store.database.write() as connection:
            made = _shape(connection)
            for table in reversed([*metadata.sorted_tables, Table("hecha_version", MetaData())]):
                connection.execute(DropTable(table))
        with store.database.write() as connection:
            command.upgrade(migrations(connection), TODAY)
            assert _shape(connection) == made
            context = MigrationContext.configure(
                connection, opts={"version_table": "hecha_version", "compare_type": True}
            )
            assert compare_metadata(context, metadata) == []
            assert ScriptDirectory.from_config(migrations(connection)).get_current_head() == TODAY


def _shape(connection: Connection) -> object:
    """All that the database says of its tables, and the version it is told."""
    seen = inspect(connection)
    tables = {
        name: [
            [{**column, "type": str(column["type"])} for column in seen.get_columns(name)],
            seen.get_pk_constraint(name),
            sorted(seen.get_foreign_keys(name), key=str),
            sorted(seen.get_indexes(name), key=str),
            sorted(seen.get_unique_constraints(name), key=str),
        ]
        for name in seen.get_table_names()
    }
    return tables, connection.execute(text("SELECT version_num FROM hecha_version")).scalar()


def test_opening_again_changes_nothing(new_url: str) -> None:
    with open_store(new_url) as store:
        store.sites.upsert(SiteInfo(id="jia", name="甲", url="http://www.jia.gov.cn/"))
    with open_store(new_url) as store:
        assert store.sites.get("jia") is not None


def test_a_foreign_sqlite_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE sites (id TEXT)")
    before = path.read_bytes()
    _refused(str(path), UsageError, "别的程序", str(path))
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["乱码，不是数据库".encode() * 50, b"x", b"SQLite format 3"])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    _refused(str(path), UsageError, "不是数据库文件", str(path))
    assert path.read_bytes() == content


def test_a_file_of_ours_cut_short_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "hecha.db"
    open_store(str(path)).close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 5000)
    _refused(str(path), EnvironmentError_, "损坏")


def test_a_newer_version_is_refused(new_url: str) -> None:
    with open_store(new_url) as store, store.database.write() as connection:
        connection.execute(text("UPDATE hecha_version SET version_num = '9999'"))
    _refused(new_url, UsageError, "更新版本", "升级")
    _refused(new_url, UsageError, "更新版本")  # and it was left as it is


@pytest.mark.postgres
def test_a_foreign_postgres_database_is_refused_untouched(postgres: Server) -> None:
    url = postgres.create("foreign_one")
    postgres.execute("CREATE TABLE customers (id int)", "foreign_one")
    _refused(url, UsageError, "别的程序")
    postgres.execute("DROP TABLE customers", "foreign_one")  # it stands, and nothing beside it:
    open_store(url).close()


@pytest.mark.postgres
def test_the_tables_of_the_queue_are_no_strangers(postgres: Server) -> None:
    url = postgres.create("queue_one")
    postgres.execute("CREATE TABLE procrastinate_jobs (id int)", "queue_one")
    open_store(url).close()


@pytest.mark.postgres
def test_a_postgres_database_in_another_encoding_is_refused(postgres: Server) -> None:
    postgres.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    _refused(postgres.url("latin"), UsageError, "UTF8")


@pytest.mark.postgres
def test_a_postgres_database_that_is_not_there(postgres: Server) -> None:
    _refused(postgres.url("nowhere"), EnvironmentError_, "连不上 PostgreSQL", "nowhere")


def test_a_postgres_server_that_does_not_run_and_its_password_stays_hidden() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    message = _refused(f"postgresql://u:geheim@127.0.0.1:{port}/x", EnvironmentError_, "连不上", "127.0.0.1")
    assert "geheim" not in message


@pytest.mark.parametrize(
    "url", ["mysql://u:geheim@h/x", "sqlite://", "sqlite:///:memory:", "://", "postgresql://h:x/y"]
)
def test_an_address_of_no_use_is_refused(url: str) -> None:
    assert "geheim" not in _refused(url, UsageError, "数据库")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    _refused(str(tmp_path), UsageError, "文件夹")


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _refused(str(tmp_path / "file" / "hecha.db"), EnvironmentError_, "权限")


def _as_nobody(folder: Path, url: str) -> str:
    """What opening says to a user who may not write here; root may write anywhere."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = "opened"
        try:
            if os.geteuid() == 0:
                os.setegid(65534)
                os.seteuid(65534)
            open_store(url).close()
        except EnvironmentError_ as error:
            said = str(error)
        finally:
            os.write(writer, said.encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder another user can reach."""
    folder = tmp_path_factory.mktemp("shared")
    for path in (folder, folder.parent, folder.parent.parent):
        path.chmod(path.stat().st_mode | 0o055)
    return folder


def test_a_folder_that_cannot_be_written(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    said = _as_nobody(open_folder, str(open_folder / "hecha.db"))
    assert "打不开数据库" in said and "权限" in said
    assert list(open_folder.iterdir()) == []


def test_a_file_that_cannot_be_written_is_still_read_by_its_version(open_folder: Path) -> None:
    path = open_folder / "hecha.db"
    open_store(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE hecha_version SET version_num = ''")
        connection.commit()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    assert "权限" in _as_nobody(open_folder, str(path))


def test_postgres_without_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    _refused("postgresql://127.0.0.1/x", UsageError, "hecha[postgres]")
