"""A PostgreSQL server for tests, on a socket in a folder of its own; never as root, ended with the tests."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

_HOMES = ("/usr/lib/postgresql", "/usr/local/lib/postgresql", "/usr/pgsql-15", "/opt/homebrew/opt")
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; `folder` holds its socket."""

    folder: Path

    def url(self, name: str) -> str:
        """The address of a database on it."""
        return f"postgresql://hecha@/{name}?host={self.folder}"

    def create(self, name: str, template: str = "template0", encoding: str = "UTF8") -> str:
        """Create a database and give its address."""
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING '{encoding}'")
        return self.url(name)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run a statement outside of any transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A fresh server; the test is skipped where the programs are absent."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL server programs (initdb, postgres) are absent")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="hecha-pg-"))
    if user:
        os.chown(folder, user["user"], user["group"])
    try:
        initdb = (programs / "initdb", "-D", folder / "data", "-U", "hecha", "-A", "trust", "-E", "UTF8", "--no-sync")
        subprocess.run((*initdb, "--locale=C.UTF-8"), check=True, capture_output=True, cwd=folder, **user)
        with _running(programs, folder, user):
            yield Server(folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(programs: Path, folder: Path, user: dict[str, Any]) -> Iterator[None]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = [str(part) for part in (programs / "postgres", "-D", folder / "data", "-k", folder, *settings)]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **user) as run,
    ):
        try:
            _wait(run, folder)
            yield
        finally:
            run.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
            run.wait(timeout=20)


def _wait(run: "subprocess.Popen[Any]", folder: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(f"postgresql://hecha@/postgres?host={folder}").close()
        except psycopg.OperationalError:
            if run.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _programs() -> Path | None:
    found = shutil.which("postgres")
    if found and shutil.which("initdb"):
        return Path(found).parent
    folders = [path.parent for home in _HOMES for path in sorted(Path(home).glob("**/bin/initdb"), reverse=True)]
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _user() -> dict[str, Any]:
    """Whom to run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": ()}
    pytest.skip("PostgreSQL does not run as root and there is no other user")
