"""What the address of a database says: a URL, or the plain path of a SQLite file."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from evidence.errors import UsageError

_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


def url_of(address: str) -> URL:
    """The address for SQLAlchemy. Raises UsageError for one that is misspelt or of another kind of database."""
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).expanduser()))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        shown = address.rpartition("@")[2]  # never the password
        raise UsageError(
            f"数据库地址写法不对：{shown}，例如 sqlite:///hecha.db 或 postgresql://用户@主机/库"
        ) from error
    if url.drivername in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return url.set(database=str(Path(url.database).expanduser()))
    raise UsageError(f"不支持的数据库：{url.render_as_string()}，请用 sqlite:///文件路径 或 postgresql://用户@主机/库")


def file_of(address: str) -> Path | None:
    """The SQLite file at an address; None for a server. Raises UsageError as `url_of`."""
    url = url_of(address)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def libpq_of(address: str) -> str:
    """The address of a PostgreSQL database as its own programs take it, password and all."""
    return url_of(address).set(drivername="postgresql").render_as_string(hide_password=False)
