"""Serve a generated portal on loopback: with nginx where it is installed, otherwise with a small server of our own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benches.plan import Addresses, load_served

ROOT = Path(__file__).parents[1]
START_SECONDS = 10.0


def free_addresses(host: str = "127.0.0.1", outside_host: str = "127.0.0.2") -> Addresses:
    """Addresses nobody listens on at the moment."""
    with ExitStack() as stack:
        bound = [stack.enter_context(socket.socket()) for _ in range(3)]
        for at, name in zip(bound, (host, outside_host, outside_host), strict=True):
            at.bind((name, 0))
        ports = [at.getsockname()[1] for at in bound]
    return Addresses(host=host, port=ports[0], outside_host=outside_host, outside_port=ports[1], closed_port=ports[2])


def nginx_program() -> str | None:
    """The nginx that is installed, on the path or where Debian keeps it."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextmanager
def serve(folder: Path, *, program: str | None = None) -> Iterator[str]:
    """Serve the portal of a folder and give the address of its home page; `program` is nginx, "" our own server."""
    addresses, _ = load_served(folder)
    program = nginx_program() if program is None else program
    with socket.socket() as closed:
        # bound but not listening: the port refuses, and nobody else can take it
        closed.bind((addresses.outside_host, addresses.closed_port))
        server = subprocess.Popen(_command(folder.resolve(), program), cwd=ROOT, stdin=subprocess.DEVNULL)
        try:
            _wait(server, (addresses.host, addresses.port), (addresses.outside_host, addresses.outside_port))
            yield f"{addresses.home}/"
        finally:
            server.terminate()
            server.wait()


def _command(folder: Path, program: str | None) -> list[str]:
    if program:
        return [program, "-p", f"{folder}/", "-c", "nginx.conf", "-e", "run/error.log"]
    return [sys.executable, "-m", "benches.own_server", str(folder)]


def _wait(server: subprocess.Popen[bytes], *listeners: tuple[str, int]) -> None:
    until = time.monotonic() + START_SECONDS
    for listener in listeners:
        while True:
            if server.poll() is not None:
                raise RuntimeError(f"the server ended with {server.returncode}")
            try:
                socket.create_connection(listener, timeout=1).close()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
