"""From an address to a database of ours, of today's version; a foreign one is refused untouched."""

import contextlib
import sqlite3
import time
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, inspect, text

from evidence.errors import EnvironmentError_, UsageError, system_words
from storage.address import url_of
from storage.database import BUSY_SECONDS, Database, connect
from storage.faults import fault_of, not_a_database
from storage.migrations import TODAY, migrations
from storage.tables import metadata

VERSION_TABLE = "hecha_version"
APPLICATION_ID = 0x48454348  # "HECH", in the header of every SQLite file of ours
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_NEIGHBOURS = "procrastinate_"  # the queue may share the PostgreSQL database
_LOCK = 0x48454348
# As Alembic writes it, which reads it when the tables change.
_versions = Table(
    VERSION_TABLE,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),
)


def open_database(address: str) -> Database:
    """The database at a URL or a plain path, created or brought to today's version where needed."""
    url = url_of(address)
    if url.get_backend_name() == "sqlite":
        where = str(url.database)
        _prepare_file(Path(where))
    else:
        where = url.render_as_string(hide_password=True)
    database = connect(url, where)
    try:
        _bring_up_to_date(database)
    except BaseException:  # whatever it was, the database is given back; raised again
        database.close()
        raise
    return database


def _prepare_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        header = b""
    except IsADirectoryError as error:
        raise UsageError(f"{path} 是文件夹：请用 --database 给出数据库文件的路径") from error
    except OSError as error:
        raise EnvironmentError_(
            f"打不开数据库 {path}（{system_words(error)}）：请检查路径和所在文件夹的权限"
        ) from error
    _check_header(path, header)
    if header[18:20] != b"\x02\x02":  # not yet in WAL mode
        _set_up_file(path)


def _check_header(path: Path, header: bytes) -> None:
    if not header:
        return
    if not header.startswith(_MAGIC):
        raise UsageError(not_a_database(str(path)))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise UsageError(f"{path} 是别的程序的数据库：请用 --database 换一个路径（原文件未改动）")


def _set_up_file(path: Path) -> None:
    """Mark the file as ours, then switch to WAL: the mark must not stay behind in a journal that is lost."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            with contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                # One transaction, begun by its first statement: the file is never there without its mark, and
                # the vacuum's mode, which a transaction begun before it would lose, is there too (pruning shrinks).
                connection.execute("BEGIN DEFERRED")
                connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                connection.execute("COMMIT")
                connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            # Switching the journal does not wait by itself when two processes create the file at once.
            if error.sqlite_errorname == "SQLITE_BUSY" and time.monotonic() < deadline:
                time.sleep(0.05)
                continue
            raise fault_of(error, str(path)) or error from error
        return


def _bring_up_to_date(database: Database) -> None:
    with database.read() as connection:
        if _version(connection, database) == TODAY:
            return
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        version = _version(connection, database)  # read again, now alone
        if version is None:
            _create(connection)
        elif version != TODAY:
            _migrate(connection, version, database.where)


def _create(connection: Connection) -> None:
    """Today's tables where there are none, without the way to them: Alembic takes 0.2 s to import."""
    metadata.create_all(connection)
    _versions.metadata.create_all(connection)
    connection.execute(_versions.insert().values(version_num=TODAY))


def _migrate(connection: Connection, version: str, where: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = migrations(connection)
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    if version not in known:
        raise UsageError(f"数据库 {where} 由更新版本的 hecha 创建：请先升级 hecha 再打开（数据未改动）")
    command.upgrade(config, TODAY)


def _version(connection: Connection, database: Database) -> str | None:
    """The version of our tables; None when there are no tables at all."""
    _check_encoding(connection, database)
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
        return str(version) if version else None
    if any(not name.startswith(_NEIGHBOURS) for name in names):
        raise UsageError(f"{database.where} 里是别的程序的数据表：请另建一个空库给 hecha（原库未改动）")
    return None


def _check_encoding(connection: Connection, database: Database) -> None:
    if connection.dialect.name != "postgresql":
        return
    if connection.execute(text("SHOW server_encoding")).scalar() != "UTF8":
        raise UsageError(f"PostgreSQL 数据库 {database.where} 的编码不是 UTF8：请用 UTF8 编码另建一个库")
