"""Connections to SQLite and PostgreSQL with one face: reading, writing, and inserting what is not there yet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event

from evidence.errors import UsageError
from storage.faults import translate

BUSY_SECONDS = 30
CHUNK = 500

Item = TypeVar("Item")

_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-8000",
)


class Database:
    """One database; every use takes a connection from the pool and gives it back."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that only reads."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing."""
        with self.engine.connect().execution_options(hecha_writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A connection outside of any transaction, for VACUUM and the like."""
        options = {"hecha_bare": True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        with self.engine.connect().execution_options(**options) as connection:
            yield connection

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of ours and no server."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def connect(url: URL, where: str) -> Database:
    """A database at a URL, not yet looked at."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        options = {"connect_timeout": 10, "client_encoding": "utf8", "application_name": "hecha"}
        try:
            engine = create_engine(url, connect_args=options, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise UsageError("这台机器没有安装 PostgreSQL 驱动：请执行 pip install 'hecha[postgres]'") from error
    translate(engine, where)
    return Database(engine, where)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late for DDL and reads: we say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail, not wait, when another writer was quicker.
    options = connection.get_execution_options()
    if not options.get("hecha_bare"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("hecha_writes") else "BEGIN")


def hold_off_pruning(connection: Connection) -> None:
    """To be called first by whoever refers to bodies and link sets that are there already: as long as the transaction
    lasts none of them is removed. With SQLite there is one writer at a time anyhow."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE bodies IN ROW EXCLUSIVE MODE")


def insert_new(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert the rows whose keys are not there yet; the others change nothing. The quick way in: plain tuples."""
    if not rows:
        return
    names, values = ", ".join(columns), marks(connection, len(columns))
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"
    connection.exec_driver_sql(statement, list(rows))


def marks(connection: Connection, count: int) -> str:
    """The places of so many parameters in a statement written out: to build one of many costs more than to run it."""
    return ", ".join(["%s" if connection.dialect.name == "postgresql" else "?"] * count)


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    """The items in pieces a statement can carry."""
    return (items[start : start + size] for start in range(0, len(items), size))
