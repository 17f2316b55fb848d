"""A folder or a portal served on loopback, and the installed command run against it."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HECHA = Path(sys.executable).with_name("hecha")
FAST = {
    "HECHA_NETWORK__ALLOW_PRIVATE": "127.0.0.0/8",
    "HECHA_PACE__PER_HOST": "8",
    "HECHA_PACE__INTERVAL": "0",
    "HECHA_PACE__SECOND_LOOK": "0",
    "HECHA_BROWSER__SECOND_LOOKS": "0",
    "HECHA_BROWSER__RENDERED_PAGES": "0",
}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def folder_served(root: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder, from an ephemeral port if none is given; gives its address, ending with a slash."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Quiet, directory=str(root)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed and left with."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Hecha:
    """The installed command with a database of its own, run in a folder of its own."""

    folder: Path
    environment: dict[str, str]

    def __call__(self, *arguments: str, timeout: float = 90, **environment: str) -> Said:
        """Run `hecha` with these arguments."""
        ran = subprocess.run(
            [HECHA, *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        return Said(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def hecha_in(folder: Path) -> Hecha:
    """A command whose database lies in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HECHA_")}
    return Hecha(folder, {**kept, **FAST, "HECHA_DATABASE": str(folder / "hecha.db")})
